/* gateway/log.c: one line of JSON per request, written a few times a second. No query string: it may hold what is not for logs. */
#include <finanalyst/wire.h>

#include "gateway/internal.h"

enum { LINES_MAX = 1 << 20, LINES_FULL = 32 << 10 };

uint64_t gw_micros_since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)(now.tv_sec - start->tv_sec) * 1000000 + (uint64_t)(now.tv_nsec / 1000) -
           (uint64_t)(start->tv_nsec / 1000);
}

static void member(fa_buf *out, const char *name, const char *text)
{
    fa_buf_puts(out, name);
    fa_json_quote(text, out);
}

void gw_log(gw_exchange *x)
{
    fa_buf *out = &x->g->lines;
    char trace[FA_TRACEPARENT_BYTES];
    size_t before = out->len;

    if (x->g->log == NULL)
        return;
    if (out->max == 0)
        fa_buf_init(out, LINES_MAX);
    fa_trace_format(&x->trace, trace);
    member(out, "{\"event\":\"request\",\"request_id\":", x->id);
    fa_buf_puts(out, ",\"trace_id\":\"");
    fa_buf_append(out, trace + 3, 32);
    member(out, "\",\"user\":", x->who.user);
    member(out, ",\"address\":", x->address);
    member(out, ",\"method\":", x->method);
    member(out, ",\"path\":", x->path);
    member(out, ",\"route\":", x->route);
    member(out, ",\"upstream\":", x->up == NULL ? "" : x->up->name);
    http_put_number(out, ",\"instance\":", x->pick.instance, "");
    http_put_number(out, ",\"attempts\":", x->attempts, "");
    http_put_number(out, ",\"status\":", x->status, "");
    http_put_number(out, ",\"bytes\":", x->sent, "");
    http_put_number(out, ",\"micros\":", gw_micros_since(&x->began), "}\n");
    if (out->bad != FA_OK) { /* a line is whole or not there */
        out->len = before;
        out->bad = FA_OK;
    }
    if (out->len > LINES_FULL)
        gw_log_flush(x->g);
}

void gw_log_flush(gateway *g)
{
    if (g->lines.len == 0)
        return;
    fwrite(g->lines.data, 1, g->lines.len, g->log);
    fflush(g->log);
    fa_buf_reset(&g->lines);
}
