/* http/log.c: one line of JSON per request. No query string: it may hold what is not for logs. */
#include <finanalyst/wire.h>

#include "http/internal.h"

void http_log(const http_request *req)
{
    struct timespec now;
    fa_buf line;
    int64_t micros;

    if (req->server->options.access_log == NULL)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    micros = (int64_t)(now.tv_sec - req->start.tv_sec) * 1000000 + (now.tv_nsec - req->start.tv_nsec) / 1000;
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
                  (unsigned long long)req->sent, (long long)micros);
    if (line.bad == FA_OK)
        fwrite(line.data, 1, line.len, req->server->options.access_log);
    fflush(req->server->options.access_log);
    fa_buf_clear(&line);
}
