/* peer/common.c: what the tables share: owners, ids and numbers of requests, and lists. */
#include <stdlib.h>
#include <string.h>

#include "peer/internal.h"

/* The one that fa_remote_register's adapters take off again. */
#define RESOURCE "resource"

/* Whether it exists is the port's to say. */
static bool take_id(const char *text, fa_id *out)
{
    size_t len = strlen(text);

    if (len == 0 || len >= sizeof out->s || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") != len)
        return false;
    memset(out, 0, sizeof *out);
    memcpy(out->s, text, len);
    return true;
}

fa_status peer_query_id(const http_request *req, const char *name, fa_id *out, fa_error *err)
{
    const char *text = http_query(req, name);

    memset(out, 0, sizeof *out);
    if (text == NULL || take_id(text, out))
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, name, "%s is not an id", name);
}

fa_status peer_owner(const http_request *req, fa_id *out, fa_error *err)
{
    return peer_query_id(req, "owner", out, err);
}

fa_status peer_id(const http_request *req, int n, fa_id *out, fa_error *err)
{
    if (take_id(http_param(req, n), out))
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, "id", "that is not an id");
}

fa_status peer_number(const http_request *req, const char *name, uint64_t fallback, uint64_t *out,
                      fa_error *err)
{
    const char *text = http_query(req, name);
    uint64_t value = 0;

    *out = fallback;
    if (text == NULL)
        return FA_OK;
    for (const char *s = text; *s != '\0' || s == text; s++) {
        if (*s < '0' || *s > '9' || value > (UINT64_MAX - (uint64_t)(*s - '0')) / 10)
            return fa_fail_field(err, FA_EINVALID, name, "%s is not a whole number from 0", name);
        value = value * 10 + (uint64_t)(*s - '0');
    }
    *out = value;
    return FA_OK;
}

fa_status peer_limit(const http_request *req, uint32_t *out, fa_error *err)
{
    return http_query_number(req, "limit", 1, PEER_PAGE_MAX, PEER_PAGE, out, err);
}

void peer_list_begin(peer_list *l, http_reply *reply)
{
    *l = (peer_list){http_reply_body(reply), false};
    fa_buf_puts(l->out, "{\"items\":[");
}

fa_buf *peer_list_next(peer_list *l)
{
    if (l->more)
        fa_buf_puts(l->out, ",");
    l->more = true;
    return l->out;
}

void peer_list_end(peer_list *l)
{
    fa_buf_puts(l->out, "]}");
}

fa_status peer_told(fa_status st, fa_error *err)
{
    if (st == FA_ENOTFOUND && *err->field == '\0')
        snprintf(err->field, sizeof err->field, RESOURCE);
    return st;
}

fa_status peer_done(fa_status st, http_reply *reply, fa_error *err)
{
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return peer_told(st, err);
}
