/* http/quick.c: requests that a gateway of this process answers on its own thread, without a connection to the listener: their
 * routes read a row or two, and handing them to another thread costs more than that. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "http/internal.h"

enum { QUICK_MAX = 32, LINE_BYTES = 256 };

struct http_quick {
    size_t count;
    struct {
        const http_route *route;
        const http_table *table;
        size_t len; /* of its path */
    } routes[QUICK_MAX];
    time_t second; /* that date is of */
    char date[40];
};

/* A route whose path is another's too, which stands before it, is never reached: it is none of the quick ones. */
static void add(http_server *server, http_quick *q, const http_route *r)
{
    http_request found = {0};
    char allow[64];

    if (q->count == QUICK_MAX || strchr(r->path, '{') != NULL || strcmp(r->method, "GET") != 0 ||
        http_route_find(server, r->method, r->path, &found, allow, sizeof allow) != 0 || found.route != r)
        return;
    q->routes[q->count].route = r;
    q->routes[q->count].table = found.table;
    q->routes[q->count++].len = strlen(r->path);
}

bool http_quick_new(http_server *server)
{
    const http_options *o = &server->options;
    http_quick *q = calloc(1, sizeof *q);

    if (q == NULL)
        return false;
    for (size_t t = 0; t < o->table_count; t++)
        for (const http_route *r = o->tables[t].routes; r->path != NULL; r++)
            if ((r->policy & HTTP_POOLS) == HTTP_QUICK)
                add(server, q, r);
    server->quick = q;
    return true;
}

/* "GET /path HTTP/1.1": whatever has a query, or is to be decoded, is the listener's. */
static bool find_route(const http_quick *q, const char *line, http_request *req)
{
    bool headless = strncmp(line, "HEAD ", 5) == 0;
    const char *path = headless ? line + 5 : line + 4;

    if (!headless && strncmp(line, "GET ", 4) != 0)
        return false;
    for (size_t i = 0; i < q->count; i++) {
        const char *wanted = q->routes[i].route->path;

        if (strncmp(path, wanted, q->routes[i].len) != 0 || path[q->routes[i].len] != ' ')
            continue;
        req->route = q->routes[i].route;
        req->table = q->routes[i].table;
        http_copy(req->method, sizeof req->method, headless ? "HEAD" : "GET");
        http_copy(req->target, sizeof req->target, wanted);
        return true;
    }
    return false;
}

/* Cuts the lines behind the first one into names and values. */
static void cut(char *at, http_text *text)
{
    char *colon, *end;

    text->count = 0;
    for (at = strstr(at, "\r\n") + 2; *at != '\r'; at = end + 2) {
        colon = strchr(at, ':');
        end = strchr(colon, '\r');
        *colon = *end = '\0';
        assert(text->count <
               HTTP_TEXT_FIELDS); /* the gate lets HTTP_FIELDS_MAX in, and a gateway adds a dozen */
        text->fields[text->count].name = at;
        text->fields[text->count++].value = colon + 2;
    }
}

static const char *date_now(http_quick *q)
{
    struct timespec now;
    struct tm parts;

    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec != q->second && gmtime_r(&now.tv_sec, &parts) != NULL) {
        static const char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

        q->second = now.tv_sec; /* RFC 9110, section 5.6.7 */
        snprintf(q->date, sizeof q->date, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", days + 3 * parts.tm_wday,
                 parts.tm_mday, months + 3 * parts.tm_mon, parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                 parts.tm_sec);
    }
    return q->date;
}

static void put_field(void *payload, const char *name, const char *value)
{
    fa_buf *out = payload;

    fa_buf_puts(out, name);
    fa_buf_append(out, ": ", 2);
    fa_buf_puts(out, value);
    fa_buf_append(out, "\r\n", 2);
}

/* As the listener would send it. */
static void write_reply(http_request *req, const http_reply *reply, fa_buf *out)
{
    assert(reply->file == NULL && reply->next == NULL);
    http_put_number(out, "HTTP/1.1 ", reply->status, " ");
    fa_buf_puts(out, MHD_get_reason_phrase_for(reply->status));
    fa_buf_append(out, "\r\n", 2);
    put_field(out, "Date", date_now(req->server->quick));
    http_reply_fields(req, reply, put_field, out);
    if (reply->status != MHD_HTTP_NO_CONTENT)
        http_put_number(out, "Content-Length: ", reply->body.len, "\r\n");
    fa_buf_append(out, "\r\n", 2);
    if (strcmp(req->method, "HEAD") != 0)
        fa_buf_append(out, reply->body.data, reply->body.len);
    req->status = reply->status;
    req->sent = reply->body.len;
    req->subject = reply->subject;
    req->outcome = reply->outcome;
}

bool http_quick_answer(void *payload, fa_buf *request, fa_buf *out)
{
    http_server *server = payload;
    http_request req = {.server = server};
    http_reply reply = {0};
    fa_error err = {0};
    http_text text;

    if (request->len == 0 || !find_route(server->quick, request->data, &req))
        return false;
    clock_gettime(CLOCK_MONOTONIC, &req.start);
    cut(request->data, &text);
    req.text = &text;
    http_choose_id(&req);
    (void)http_reply_body(&reply);
    if (http_identify(&req, &err) == FA_OK)
        http_make_reply(&req, &reply);
    else
        http_problem(&reply, &req, &err);
    write_reply(&req, &reply, out);
    http_reply_clear(&reply);
    http_request_over(&req);
    return true;
}
