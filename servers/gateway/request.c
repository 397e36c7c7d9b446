/* gateway/request.c: requests: what comes in is read, what goes up is written anew. */
#include <string.h>
#include <strings.h>

#include "gateway/internal.h"

/* Headers that are looked at and do not go up as they came. */
static const struct {
    const char *name;
    size_t offset;
} looked_at[] = {
    {"Authorization", offsetof(gw_head, authorization)},
    {"X-API-Key", offsetof(gw_head, api_key)},
    {"Origin", offsetof(gw_head, origin)},
    {"Access-Control-Request-Method", offsetof(gw_head, wanted_method)},
    {"Access-Control-Request-Headers", offsetof(gw_head, wanted_headers)},
    {"traceparent", offsetof(gw_head, parent)},
    {"tracestate", offsetof(gw_head, state)},
    {"X-Request-ID", offsetof(gw_head, id)},
    {"Expect", offsetof(gw_head, expect)},
    {"Host", offsetof(gw_head, host)},
};

static void put(fa_buf *out, const char *name, const char *value)
{
    fa_buf_puts(out, name);
    fa_buf_append(out, ": ", 2);
    fa_buf_puts(out, value);
    fa_buf_append(out, "\r\n", 2);
}

static void note_field(gw_exchange *x, gw_head *head, const char *name, size_t len, const char *value)
{
    for (size_t i = 0; i < sizeof looked_at / sizeof *looked_at; i++)
        if ((*name | 0x20) == (*looked_at[i].name | 0x20) && strcasecmp(name, looked_at[i].name) == 0) {
            memcpy((char *)head + looked_at[i].offset, &value, sizeof value);
            return;
        }
    if (strcasecmp(name, "Idempotency-Key") == 0)
        x->has_key = true;
    if (*name == '!' || fa_header_is_stripped(name, len) || strncasecmp(name, "Sec-Fetch-", 10) == 0)
        return;
    put(&x->fields, name, value);
}

/* Ends the line at `at` with a NUL and returns where the next one begins. */
static char *cut_line(char *at)
{
    char *end = strchr(at, '\r');

    *end = '\0';
    return end + 2;
}

static void keep_target(gw_exchange *x, const char *target)
{
    size_t n = strcspn(target, "?");

    fa_buf_reset(&x->target);
    fa_buf_puts(&x->target, target);
    if (n >= sizeof x->path)
        n = sizeof x->path - 1;
    memcpy(x->path, target, n);
    x->path[n] = '\0';
}

static bool is_harmless_id(const char *id)
{
    size_t n = id == NULL ? 0 : strlen(id);

    return n > 0 && n < GW_ID_BYTES &&
           n == strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}

/* The id that the client gave, when it is harmless to log, else the first half of its trace. */
static void choose_id(gw_exchange *x, const gw_head *head)
{
    char parent[FA_TRACEPARENT_BYTES];

    if (is_harmless_id(head->id)) {
        http_copy(x->id, sizeof x->id, head->id);
        return;
    }
    fa_trace_format(&x->trace, parent);
    memcpy(x->id, parent + 36, 16);
    x->id[16] = '\0';
}

static void trace(gw_exchange *x, const gw_head *head)
{
    char parent[FA_TRACEPARENT_BYTES];
    uint8_t random[24];
    fa_trace from;
    bool given = head->parent != NULL && fa_trace_parse(head->parent, strlen(head->parent), &from);

    gw_random(x->g, random, sizeof random);
    x->trace = fa_trace_next(given ? &from : NULL, random);
    fa_trace_format(&x->trace, parent);
    put(&x->fields, "traceparent", parent);
    if (given && head->state != NULL && strlen(head->state) <= 512)
        put(&x->fields, "tracestate", head->state);
}

bool gw_request_read(gw_exchange *x, fa_buf *text, gw_head *head)
{
    char *at = text->data, *next = cut_line(at), *blank = strchr(at, ' ');

    memset(head, 0, sizeof *head);
    fa_buf_reset(&x->fields);
    *blank = '\0';
    http_copy(x->method, sizeof x->method, at);
    *strchr(blank + 1, ' ') = '\0';
    keep_target(x, blank + 1);
    for (at = next; *at != '\r'; at = next) {
        char *colon = strchr(at, ':');

        next = cut_line(at);
        *colon = '\0';
        note_field(x, head, at, (size_t)(colon - at), colon + 2);
    }
    fa_buf_reset(&x->credentials);
    if (head->authorization != NULL)
        put(&x->credentials, "Authorization", head->authorization);
    if (head->api_key != NULL)
        put(&x->credentials, "X-API-Key", head->api_key);
    *x->origin = '\0';
    if (head->origin != NULL)
        http_copy(x->origin, sizeof x->origin, head->origin);
    http_copy(x->host, sizeof x->host, head->host == NULL ? "" : head->host);
    trace(x, head);
    choose_id(x, head);
    put(&x->fields, "X-Request-ID", x->id);
    return x->fields.bad == FA_OK && x->target.bad == FA_OK && x->credentials.bad == FA_OK;
}

const char *gw_request_token(const gw_head *head)
{
    const char *given = head->authorization;

    if (given != NULL && strncasecmp(given, "Bearer", 6) == 0 && (given[6] == ' ' || given[6] == '\0'))
        return given[6] == ' ' ? given + 7 : given + 6;
    return head->api_key;
}

static void put_principal(const gw_exchange *x, fa_buf *out)
{
    if (x->relay->head.length > 0)
        fa_buf_printf(out, HTTP_LENGTH ": %llu\r\n", (unsigned long long)x->relay->head.length);
    put(out, HTTP_ADDRESS, x->address);
    if (*x->host != '\0')
        put(out, HTTP_HOST, x->host);
    if (!x->signed_in)
        return;
    put(out, HTTP_USER, x->who.user);
    put(out, HTTP_SESSION, x->who.session);
    put(out, HTTP_ROLE, x->who.role);
    put(out, HTTP_API_KEY, x->who.key);
    put(out, HTTP_SCOPE, x->who.scope);
}

/* What a service of ours is told, or a foreign one. */
static bool put_asker(gw_exchange *x, const gw_instance *to, int64_t now, fa_buf *out)
{
    if (to->peer.local) {
        put_principal(x, out);
        return true;
    }
    if (*x->host != '\0')
        put(out, "X-Forwarded-Host", x->host);
    if (x->up->foreign) {
        put(out, "X-Forwarded-For", x->address);
        put(out, "X-Forwarded-Proto", "http");
        fa_buf_append(out, x->credentials.data, x->credentials.len);
        return true;
    }
    return gw_identity_append(x, now, out);
}

static bool may_have_body(const char *method)
{
    return strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 || strcmp(method, "PATCH") == 0;
}

bool gw_request_write(gw_exchange *x, const gw_instance *to, int64_t now)
{
    const http_head *head = &x->relay->head;
    fa_buf *out = &x->call.out;

    fa_buf_reset(out);
    fa_buf_puts(out, x->method);
    fa_buf_append(out, " ", 1);
    fa_buf_append(out, x->target.data, x->target.len);
    fa_buf_puts(out, " HTTP/1.1\r\n");
    put(out, "Host", to->peer.authority);
    fa_buf_append(out, x->fields.data, x->fields.len);
    http_put_number(out, FA_BUDGET_HEADER ": ", fa_budget_pass_on(fa_deadline_left(x->deadline_ms, now)),
                    "\r\n");
    if (!put_asker(x, to, now, out))
        return false;
    if (x->has_body && head->chunked)
        fa_buf_puts(out, "Transfer-Encoding: chunked\r\n\r\n");
    else if (x->has_body || may_have_body(x->method))
        fa_buf_printf(out, "Content-Length: %llu\r\n\r\n", (unsigned long long)head->length);
    else
        fa_buf_append(out, "\r\n", 2);
    return out->bad == FA_OK;
}
