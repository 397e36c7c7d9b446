/* compat/shapes.c: what the old interface reads and writes everywhere: numbers for ids, times without a zone, {"detail": "…"}. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compat/handlers.h"

fa_actor compat_who(const http_request *req)
{
    const http_caller *caller = http_caller_of(req);
    const char *agent = http_header(req, "User-Agent");
    fa_actor who = {.user = caller->user, .credential = caller->credential};

    if (*caller->user.s != '\0')
        who.role = caller->is_admin ? FA_ROLE_ADMIN : FA_ROLE_USER;
    snprintf(who.scope, sizeof who.scope, "%s", caller->scope);
    snprintf(who.address, sizeof who.address, "%s", caller->address);
    snprintf(who.agent, sizeof who.agent, "%s", agent == NULL ? "" : agent);
    snprintf(who.request, sizeof who.request, "%s", http_request_id(req));
    return who;
}

fa_status compat_members(const http_request *req, fa_member *members, size_t count, void **hold,
                         fa_error *err)
{
    const fa_buf *body = http_json_body(req);
    bool empty = body->len == 0;
    fa_error why = {0};
    fa_status st = fa_members_pick_from_json(empty ? "{}" : body->data, empty ? 2 : body->len, members, count,
                                             hold, &why);

    if (st != FA_EINVALID) {
        *err = why;
        return st;
    }
    /* What is no JSON is of the wrong form too. */
    return fa_fail_field(err, st, *why.field == '\0' ? "/" : why.field, "%s", why.message);
}

fa_status compat_number(const http_request *req, int n, const char *missing, uint32_t *out, fa_error *err)
{
    const char *text = http_param(req, n);
    size_t digits = strspn(text, "0123456789");

    if (digits == 0 || digits > 9 || text[digits] != '\0')
        return fa_fail(err, FA_ENOTFOUND, "%s", missing);
    *out = (uint32_t)strtoul(text, NULL, 10);
    return FA_OK;
}

void compat_put(fa_buf *out, const char *key, const char *text)
{
    fa_buf_printf(out, ",\"%s\":", key);
    fa_json_quote(text, out);
}

void compat_put_known(fa_buf *out, const char *key, const char *text)
{
    if (*text != '\0')
        compat_put(out, key, text);
    else
        fa_buf_printf(out, ",\"%s\":null", key);
}

void compat_put_time(fa_buf *out, const char *key, fa_time time)
{
    char text[25];

    if (time == 0) {
        fa_buf_printf(out, ",\"%s\":null", key);
        return;
    }
    fa_time_format(time, text);
    text[strlen(text) - 1] = '\0'; /* without its Z */
    compat_put(out, key, text);
}

fa_status compat_message(http_reply *reply, const char *text)
{
    fa_buf *out = http_reply_body(reply);

    fa_buf_puts(out, "{\"message\":");
    fa_json_quote(text, out);
    return fa_buf_puts(out, "}");
}

/* The old interface had 422 for bodies that are not of the right form, 400 for what its rules refuse, and no other codes for
 * either; it knew no second factor. */
static unsigned old_status(unsigned status, const char *field)
{
    switch (status) {
    case 409:
        return 400;
    case 422:
        return *field == '/' ? 422 : 400;
    case 428:
        return 401;
    default:
        return status;
    }
}

void compat_tell(http_reply *reply, unsigned status, const char *field, const char *detail)
{
    fa_buf *out = http_reply_body(reply);

    http_reply_status(reply, old_status(status, field));
    http_reply_type(reply, "application/json");
    fa_buf_puts(out, "{\"detail\":");
    fa_json_quote(detail, out);
    fa_buf_puts(out, "}");
}
