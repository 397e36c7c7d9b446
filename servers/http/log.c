/* http/log.c: one line of JSON per request. No query string: it may hold what is not for logs. */
#include <finanalyst/wire.h>

#include "http/internal.h"

int64_t http_micros_since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)(now.tv_sec - start->tv_sec) * 1000000 + (now.tv_nsec - start->tv_nsec) / 1000;
}

void http_log(const http_request *req)
{
    fa_buf line;

    if (req->server->options.access_log == NULL)
        return;
    fa_buf_init(&line, 4096);
    fa_buf_puts(&line, "{\"event\":\"request\",\"request_id\":");
    fa_json_quote(req->id, &line);
    fa_buf_puts(&line, ",\"method\":");
    fa_json_quote(req->method, &line);
    fa_buf_puts(&line, ",\"path\":");
    fa_json_quote(req->target, &line);
    fa_buf_printf(&line, ",\"route\":");
    fa_json_quote(req->route == NULL ? "" : req->route->path, &line);
    fa_buf_printf(&line, ",\"status\":%u,\"bytes\":%llu,\"micros\":%lld}\n", req->status,
                  (unsigned long long)req->sent, (long long)http_micros_since(&req->start));
    if (line.bad == FA_OK)
        fwrite(line.data, 1, line.len, req->server->options.access_log);
    fflush(req->server->options.access_log);
    fa_buf_clear(&line);
}
