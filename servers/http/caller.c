/* http/caller.c: who asks, and whether that one may. */
#include <string.h>

#include <finanalyst/user.h>

#include "http/internal.h"

static void copy(const http_request *req, const char *name, char *out, size_t size)
{
    const char *value = http_header(req, name);

    http_copy(out, size, value == NULL ? "" : value);
}

/* What the gateway of this process has found out. */
static void read_headers(const http_request *req, http_caller *out)
{
    const char *user = http_header(req, HTTP_USER), *key = http_header(req, HTTP_API_KEY),
               *role = http_header(req, HTTP_ROLE);

    copy(req, HTTP_ADDRESS, out->address, sizeof out->address);
    copy(req, HTTP_SCOPE, out->scope, sizeof out->scope);
    out->is_service = http_header(req, HTTP_SERVICE) != NULL;
    if (user == NULL)
        return;
    copy(req, HTTP_USER, out->user.s, sizeof out->user.s);
    out->is_admin = role != NULL && strcmp(role, fa_role_name(FA_ROLE_ADMIN)) == 0;
    copy(req, key != NULL && *key != '\0' ? HTTP_API_KEY : HTTP_SESSION, out->credential.s,
         sizeof out->credential.s);
}

static fa_status check_scope(const http_request *req, fa_error *err)
{
    bool reads = strcmp(req->route->method, "GET") == 0;
    const char *needed = (req->route->policy & HTTP_ACCESS) == HTTP_FOR_ADMIN ? "admin"
                         : reads                                              ? req->table->reads
                                                                              : req->table->writes;

    if (needed == NULL || fa_scope_allows(req->caller.scope, needed))
        return FA_OK;
    return fa_fail(err, FA_EFORBIDDEN, "the key has no scope \"%s\"", needed);
}

static fa_status check(const http_request *req, fa_error *err)
{
    const http_caller *who = &req->caller;

    switch (req->route->policy & HTTP_ACCESS) {
    case HTTP_FOR_ALL:
        return FA_OK;
    case HTTP_FOR_SERVICE:
        return who->is_service ? FA_OK : fa_fail(err, FA_ENOTFOUND, "there is nothing at this path");
    default:
        break;
    }
    if (*who->user.s == '\0')
        return fa_fail(err, FA_EUNAUTHENTICATED, "sign in first");
    if ((req->route->policy & HTTP_ACCESS) == HTTP_FOR_ADMIN && !who->is_admin)
        return fa_fail(err, FA_EFORBIDDEN, "this is for administrators");
    return check_scope(req, err);
}

fa_status http_identify(http_request *req, fa_error *err)
{
    const http_options *o = &req->server->options;
    fa_status st = FA_OK;

    if (o->identify != NULL)
        st = o->identify(o->identify_payload, req, &req->caller, err);
    else
        read_headers(req, &req->caller);
    return st == FA_OK ? check(req, err) : st;
}
