/* gateway/reply.c: replies: the gateway's own, and what it says above those of upstreams. */
#include <string.h>

#include <finanalyst/wire.h>

#include "gateway/internal.h"

/* What every reply carries, its own or not. */
static void put_common(const gw_exchange *x, fa_buf *out)
{
    fa_buf_puts(out, "X-Request-ID: ");
    fa_buf_puts(out, x->id);
    fa_buf_puts(out, "\r\n");
    if (x->g->cors != NULL)
        fa_buf_puts(out, "Vary: Origin\r\n");
    if (x->cors) {
        fa_buf_printf(out, "Access-Control-Allow-Origin: %s\r\nAccess-Control-Allow-Credentials: true\r\n",
                      x->origin);
        fa_buf_printf(out, "Access-Control-Expose-Headers: %s\r\n", fa_cors_exposed());
    }
    if (x->rate_limit > 0) {
        http_put_number(out, "RateLimit-Limit: ", x->rate_limit, "\r\n");
        http_put_number(out, "RateLimit-Remaining: ", x->rate_left, "\r\n");
    }
    if (x->close || http_gate_is_stopping(x->g->gate))
        fa_buf_puts(out, "Connection: close\r\n");
    else if (x->old)
        fa_buf_puts(out, "Connection: keep-alive\r\n");
}

static const struct {
    unsigned status;
    const char *code, *title;
} problems[] = {{400, "malformed", "Bad Request"},
                {401, "unauthenticated", "Unauthorized"},
                {403, "forbidden", "Forbidden"},
                {404, "not_found", "Not Found"},
                {408, "timeout", "Request Timeout"},
                {413, "too_large", "Content Too Large"},
                {414, "too_large", "URI Too Long"},
                {417, "malformed", "Expectation Failed"},
                {421, "forbidden", "Misdirected Request"},
                {429, "too_many_requests", "Too Many Requests"},
                {431, "too_large", "Request Header Fields Too Large"},
                {501, "not_implemented", "Not Implemented"},
                {502, "bad_upstream", "Bad Gateway"},
                {503, "unavailable", "Service Unavailable"},
                {504, "timeout", "Gateway Timeout"},
                {505, "unsupported", "HTTP Version Not Supported"}};

static void member(fa_buf *b, const char *name, const char *text)
{
    fa_buf_printf(b, ",\"%s\":", name);
    fa_json_quote(text, b);
}

static size_t find_problem(unsigned status)
{
    size_t i = 0;

    while (i + 1 < sizeof problems / sizeof *problems && problems[i].status != status)
        i++;
    return i;
}

void gw_answer_problem(gw_exchange *x, unsigned status, const char *detail, uint32_t retry_ms)
{
    size_t which = find_problem(status);
    fa_buf *out = &x->own, body;

    fa_buf_init(&body, 4096);
    fa_buf_printf(&body, "{\"type\":\"about:blank\",\"status\":%u", status);
    member(&body, "title", problems[which].title);
    member(&body, "detail", detail);
    member(&body, "instance", x->path);
    member(&body, "code", problems[which].code);
    member(&body, "request_id", x->id);
    fa_buf_puts(&body, ",\"errors\":[]}");
    x->step = GW_OWN;
    x->status = status;
    x->close = x->close || (x->has_body && !x->body_done);
    fa_buf_reset(out);
    fa_buf_printf(out, "HTTP/1.1 %u %s\r\nContent-Type: application/problem+json\r\nContent-Length: %zu\r\n",
                  status, problems[which].title, body.len);
    fa_buf_puts(out, "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n");
    if (status == 401)
        fa_buf_puts(out, "WWW-Authenticate: Bearer\r\n");
    if (retry_ms > 0)
        fa_buf_printf(out, "Retry-After: %u\r\n", (retry_ms + 999) / 1000);
    put_common(x, out);
    fa_buf_append(out, "\r\n", 2);
    if (strcmp(x->method, "HEAD") != 0)
        fa_buf_append(out, body.data, body.len);
    x->sent = body.len;
    if (body.bad != FA_OK)
        out->bad = body.bad;
    fa_buf_clear(&body);
}

void gw_answer_preflight(gw_exchange *x, const fa_cors_answer *cors)
{
    fa_buf *out = &x->own;

    x->step = GW_OWN;
    x->status = 204;
    x->close = x->close || (x->has_body && !x->body_done);
    fa_buf_reset(out);
    fa_buf_puts(out, "HTTP/1.1 204 No Content\r\n");
    if (cors->allowed)
        fa_buf_printf(out,
                      "Access-Control-Allow-Methods: %s\r\nAccess-Control-Allow-Headers: %s\r\n"
                      "Access-Control-Max-Age: %u\r\n",
                      cors->methods, cors->headers, cors->max_age_s);
    put_common(x, out);
    fa_buf_append(out, "\r\n", 2);
}

void gw_reply_write(gw_exchange *x, fa_buf *down)
{
    const gw_reply *r = &x->call.reply;
    bool counted = r->has_length && (x->call.headless || r->status != 304) && r->status != 204;

    if (*r->ended != '\0' && !x->up->foreign && x->g->auth.ended != NULL)
        x->g->auth.ended(x->g->auth.payload, r->ended);
    fa_buf_append(down, x->call.head.data, x->call.head.len);
    if (counted)
        http_put_number(down, "Content-Length: ", r->length, "\r\n");
    else if (r->chunked && !x->old)
        fa_buf_puts(down, "Transfer-Encoding: chunked\r\n");
    put_common(x, down);
    fa_buf_append(down, "\r\n", 2);
}
