/* http/router.c: which route serves a path. */
#include <string.h>

#include "http/internal.h"

/* Matches a path against a pattern; what segments in braces took is kept in order. A suffix behind a brace ("{id}:cancel")
 * is matched as it is. */
static bool match(const char *pattern, const char *path, char params[][HTTP_PARAM_BYTES])
{
    int count = 0;

    while (*pattern != '\0') {
        if (*pattern == '{') {
            size_t len = strcspn(path, "/:");

            if (len == 0 || len >= HTTP_PARAM_BYTES || count == HTTP_PARAMS_MAX)
                return false;
            memcpy(params[count], path, len);
            params[count++][len] = '\0';
            path += len;
            pattern = strchr(pattern, '}') + 1;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

/* Whether a list of methods has one already: two routes may match one path. */
static bool has_method(const char *list, const char *method)
{
    size_t n = strlen(method);

    for (const char *p = list; (p = strstr(p, method)) != NULL; p += n)
        if ((p == list || p[-1] == ' ') && (p[n] == '\0' || p[n] == ','))
            return true;
    return false;
}

unsigned http_route_find(const http_server *server, const char *method, const char *path, http_request *req,
                         char *allow, size_t cap)
{
    const char *wanted = strcmp(method, "HEAD") == 0 ? "GET" : method;
    char params[HTTP_PARAMS_MAX][HTTP_PARAM_BYTES];
    size_t used = 0;

    *allow = '\0';
    for (size_t t = 0; t < server->options.table_count; t++)
        for (const http_route *r = server->options.tables[t].routes; r->path != NULL; r++) {
            if (!match(r->path, path, params))
                continue;
            if (strcmp(r->method, wanted) == 0) {
                memcpy(req->params, params, sizeof params);
                req->route = r;
                req->table = &server->options.tables[t];
                return 0;
            }
            if (has_method(allow, r->method))
                continue;
            used += (size_t)snprintf(allow + used, cap - used, "%s%s%s", used == 0 ? "" : ", ", r->method,
                                     strcmp(r->method, "GET") == 0 ? ", HEAD" : "");
        }
    return used == 0 ? MHD_HTTP_NOT_FOUND : MHD_HTTP_METHOD_NOT_ALLOWED;
}
