/* user/handlers.c: what the handlers of the user service share. */
#include "user/handlers.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 200, LIST_DEFAULT = 50 };

fa_actor user_who(const http_request *req)
{
    const http_caller *caller = http_caller_of(req);
    const char *agent = http_header(req, "User-Agent");
    fa_actor who = {.user = caller->user, .credential = caller->credential};

    if (*caller->user.s != '\0')
        who.role = caller->is_admin ? FA_ROLE_ADMIN : FA_ROLE_USER;
    http_copy(who.scope, sizeof who.scope, caller->scope);
    http_copy(who.address, sizeof who.address, caller->address);
    http_copy(who.agent, sizeof who.agent, agent == NULL ? "" : agent);
    http_copy(who.request, sizeof who.request, http_request_id(req));
    return who;
}

fa_status user_members(const http_request *req, fa_member *members, size_t count, void **hold, fa_error *err)
{
    const fa_buf *body = http_json_body(req);
    bool empty = body == NULL || body->len == 0;

    return fa_members_from_json(empty ? "{}" : body->data, empty ? 2 : body->len, members, count, hold, err);
}

void user_mail(const user_routes *r)
{
    if (r->mail_waits != NULL)
        r->mail_waits(r->payload);
}

/* ---- lists ---- */

fa_status user_page_begin(user_page *p, const http_request *req, http_reply *reply, fa_error *err)
{
    memset(p, 0, sizeof *p);
    p->out = http_reply_body(reply);
    fa_buf_puts(p->out, "{\"items\":[");
    return http_query_number(req, "limit", 1, LIST_MAX, LIST_DEFAULT, &p->limit, err);
}

bool user_page_next(user_page *p)
{
    if (p->count++ == p->limit)
        return false;
    if (p->count > 1)
        fa_buf_puts(p->out, ",");
    return true;
}

void user_page_end(user_page *p)
{
    fa_buf_puts(p->out, "],\"next_cursor\":");
    if (p->count > p->limit)
        fa_json_quote(p->last, p->out);
    else
        fa_buf_puts(p->out, "null");
    fa_buf_puts(p->out, "}");
}

fa_status user_number_cursor(const http_request *req, uint64_t *out, fa_error *err)
{
    const char *cursor = http_query(req, "cursor");

    *out = 0;
    if (cursor == NULL)
        return FA_OK;
    if (*cursor == '\0' || strlen(cursor) > 18 || strspn(cursor, "0123456789") != strlen(cursor))
        return fa_fail_field(err, FA_EINVALID, "cursor", "cursor is not one that a list returned");
    *out = strtoull(cursor, NULL, 10);
    return FA_OK;
}

/* ---- cookies ---- */

/* A request that a page of another site made must not use the cookie (SameSite asks browsers for the same). */
static bool is_own_page(const user_routes *r, const http_request *req)
{
    const char *origin = http_header(req, "Origin"), *host = http_header(req, "Host");
    const char *authority = origin == NULL ? NULL : strstr(origin, "://");

    if (origin == NULL)
        return true; /* no page of a browser: they send it with every request that is not a GET */
    for (size_t i = 0; r->origins != NULL && r->origins[i] != NULL; i++)
        if (strcmp(r->origins[i], origin) == 0)
            return true;
    return authority != NULL && host != NULL && strcmp(authority + 3, host) == 0;
}

/* RFC 6265, section 4.2.1. */
static const char *find_cookie(const char *cookies, const char *name, size_t *len)
{
    size_t n = strlen(name);

    while (cookies != NULL && *cookies != '\0') {
        cookies += strspn(cookies, "; ");
        if (strncmp(cookies, name, n) == 0 && cookies[n] == '=') {
            *len = strcspn(cookies + n + 1, "; ");
            return cookies + n + 1;
        }
        cookies += strcspn(cookies, ";");
    }
    return NULL;
}

fa_status user_cookie(const user_routes *r, const http_request *req, const char *name,
                      char out[FA_SECRET_BYTES], fa_error *err)
{
    size_t len = 0;
    const char *value = find_cookie(http_header(req, "Cookie"), name, &len);

    out[0] = '\0';
    if (value == NULL || len >= FA_SECRET_BYTES)
        return FA_OK;
    if (!is_own_page(r, req))
        return fa_fail(err, FA_EFORBIDDEN, "a page of another site may not use the cookie");
    memcpy(out, value, len);
    out[len] = '\0';
    return FA_OK;
}

static void set_cookie(http_reply *reply, const char *name, const char *value, int64_t seconds)
{
    char text[256], age[40] = "";

    if (*value == '\0')
        snprintf(age, sizeof age, "; Max-Age=0");
    else if (seconds > 0)
        snprintf(age, sizeof age, "; Max-Age=%lld", (long long)seconds);
    snprintf(text, sizeof text, "%s=%s; Path=/; HttpOnly; Secure; SameSite=Strict%s", name, value, age);
    http_reply_header(reply, "Set-Cookie", text);
}

void user_set_cookies(http_reply *reply, const char *refresh, const char *device, int64_t seconds)
{
    const int64_t year = 365 * 86400;

    set_cookie(reply, USER_REFRESH_COOKIE, refresh, seconds);
    if (*device != '\0')
        set_cookie(reply, USER_DEVICE_COOKIE, device, year);
}
