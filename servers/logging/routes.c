/* logging/routes.c: the log for administrators. */
#include "logging/routes.h"

#include <string.h>

#include <finanalyst/wire.h>

enum { LINES_MAX = 5000, LINES_DEFAULT = 200, DETAIL_BYTES = 160 };

/* ---- lines ---- */

static bool is_request_id(const char *text)
{
    size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    return n > 0 && n < HTTP_REQUEST_ID_BYTES && text[n] == '\0';
}

static fa_status read_filter(const http_request *req, logging_filter *f, fa_error *err)
{
    const char *service = http_query(req, "service"), *level = http_query(req, "level");

    *f = (logging_filter){CONFIG_SERVICES, LOG_DEBUG, http_query(req, "request_id"), 0};
    if (service != NULL && !config_service_of(service, &f->service))
        return fa_fail_field(err, FA_EINVALID, "service", "there is no such service");
    if (level != NULL && !log_level_of(level, &f->level))
        return fa_fail_field(err, FA_EINVALID, "level", "level is error, warn, info or debug");
    if (f->request != NULL && !is_request_id(f->request))
        return fa_fail_field(err, FA_EINVALID, "request_id", "request_id is not the id of a request");
    return http_query_number(req, "limit", 1, LINES_MAX, LINES_DEFAULT, &f->limit, err);
}

static fa_status get_lines(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    logging_routes *r = service;
    logging_filter filter;
    fa_status st = read_filter(req, &filter, err);

    if (st == FA_OK)
        st = logging_recent(r->log, &filter, http_reply_body(reply), err);
    if (st == FA_OK)
        http_reply_type(reply, "application/x-ndjson");
    return st;
}

/* ---- levels ---- */

static fa_status put_levels(const logging *log, fa_buf *out, fa_error *err)
{
    for (int i = 0; i < CONFIG_SERVICES; i++)
        fa_buf_printf(out, "%s\"%s\":\"%s\"", i == 0 ? "{" : ",", config_service_name((config_service)i),
                      log_level_name(logging_level(log, (config_service)i)));
    fa_buf_puts(out, "}");
    return fa_buf_check(out, err);
}

static fa_status get_levels(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    logging_routes *r = service;

    (void)req;
    return put_levels(r->log, http_reply_body(reply), err);
}

/* The level that a body asks for of each service, -1 where it says nothing; and the same as a line of the trail. */
static fa_status read_levels(const http_request *req, int levels[CONFIG_SERVICES + 1],
                             char detail[DETAIL_BYTES], fa_error *err)
{
    const fa_buf *body = http_json_body(req);
    fa_member m[CONFIG_SERVICES + 1];
    void *hold = NULL;
    size_t len = 0;
    fa_status st;

    for (int i = 0; i <= CONFIG_SERVICES; i++)
        m[i] = (fa_member)FA_MEMBER_INIT(config_service_name((config_service)i), FA_MEMBER_TEXT, false);
    st = fa_members_from_json(body->data == NULL ? "" : body->data, body->len, m, CONFIG_SERVICES + 1, &hold,
                              err);
    for (int i = 0; st == FA_OK && i <= CONFIG_SERVICES; i++) {
        const char *name = config_service_name((config_service)i);
        log_level level = LOG_ERROR;

        levels[i] = -1;
        if (m[i].text == NULL)
            continue;
        if (!log_level_of(m[i].text, &level))
            st = fa_fail_field(err, FA_EINVALID, name, "a level is error, warn, info or debug");
        levels[i] = (int)level;
        len += (size_t)snprintf(detail + len, DETAIL_BYTES - len, "%s%s=%s", len == 0 ? "" : " ", name,
                                log_level_name(level));
    }
    fa_members_free(hold);
    return st != FA_OK || len > 0 ? st
                                  : fa_fail(err, FA_EINVALID, "the level of at least one service is needed");
}

static fa_status change_levels(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    logging_routes *r = service;
    int levels[CONFIG_SERVICES + 1];
    char detail[DETAIL_BYTES] = "";
    fa_status st = read_levels(req, levels, detail, err);

    if (st == FA_OK)
        st = r->note(r->payload, req, "log.levels", "log", detail, err);
    if (st != FA_OK)
        return st;
    for (int i = CONFIG_SERVICES; i >= 0; i--) /* all, and then those that are to be otherwise */
        if (levels[i] >= 0)
            logging_set_level(r->log, (config_service)i, (log_level)levels[i]);
    return put_levels(r->log, http_reply_body(reply), err);
}

#define LEVEL "error|warn|info|debug"

const http_route logging_route_table[] = {
    {"GET", "/api/v1/admin/logs", HTTP_FOR_ADMIN | HTTP_WORKS, HTTP_BODY_NONE, get_lines,
     "The last lines of the log",
     "the query `service=gateway|user|document|analysis|analytics|storage|all`, "
     "`level=error|warn|info|debug` (that, or "
     "graver), `request_id=` and `limit=1..5000` (200)",
     "200 `application/x-ndjson`: one object to a line, the newest last; about a MiB of them is kept"},
    {"GET", "/api/v1/admin/logs/levels", HTTP_FOR_ADMIN, HTTP_BODY_NONE, get_levels,
     "How much each service writes", "",
     "200 `{gateway, user, document, analysis, analytics, storage}`: a level each"},
    {"PUT", "/api/v1/admin/logs/levels", HTTP_FOR_ADMIN, HTTP_BODY_JSON, change_levels,
     "Change how much a service writes, until the next start",
     "`{gateway?: " LEVEL ", user?: " LEVEL ", document?: " LEVEL ", analysis?: " LEVEL ", analytics?: " LEVEL
     ", storage?: " LEVEL ", all?: " LEVEL "}`",
     "200 all levels, `{gateway, user, document, analysis, analytics, storage}`; 422; the trail has it"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
