/* logging/routes.c: the log for administrators. */
#include "logging/routes.h"

#include <string.h>

#include <finanalyst/wire.h>

enum { LINES_MAX = 5000, LINES_DEFAULT = 200 };

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
    fa_buf_puts(out, "{\"items\":[");
    for (int i = 0; i < CONFIG_SERVICES; i++)
        fa_buf_printf(out, "%s{\"service\":\"%s\",\"level\":\"%s\"}", i == 0 ? "" : ",",
                      config_service_name((config_service)i),
                      log_level_name(logging_level(log, (config_service)i)));
    fa_buf_puts(out, "],\"next_cursor\":null}");
    return fa_buf_check(out, err);
}

static fa_status get_levels(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    logging_routes *r = service;

    (void)req;
    return put_levels(r->log, http_reply_body(reply), err);
}

static fa_status read_level(const http_request *req, config_service *service, log_level *level, fa_error *err)
{
    fa_member m[] = {FA_MEMBER_INIT("service", FA_MEMBER_TEXT, true),
                     FA_MEMBER_INIT("level", FA_MEMBER_TEXT, true)};
    const fa_buf *body = http_json_body(req);
    void *hold = NULL;
    fa_status st = fa_members_from_json(body->data == NULL ? "" : body->data, body->len, m, 2, &hold, err);

    if (st == FA_OK && !config_service_of(m[0].text, service))
        st = fa_fail_field(err, FA_EINVALID, "service", "there is no such service");
    if (st == FA_OK && !log_level_of(m[1].text, level))
        st = fa_fail_field(err, FA_EINVALID, "level", "level is error, warn, info or debug");
    fa_members_free(hold);
    return st;
}

static fa_status change_level(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    logging_routes *r = service;
    config_service which = CONFIG_SERVICES;
    log_level level = LOG_INFO;
    fa_status st = read_level(req, &which, &level, err);

    if (st == FA_OK)
        st = r->note(r->payload, req, "log.level", config_service_name(which), log_level_name(level), err);
    if (st != FA_OK)
        return st;
    logging_set_level(r->log, which, level);
    return put_levels(r->log, http_reply_body(reply), err);
}

#define SERVICE "gateway|user|document|analysis|analytics|storage|all"
#define LEVEL "error|warn|info|debug"

const http_route logging_route_table[] = {
    {"GET", "/api/v1/admin/logs", HTTP_FOR_ADMIN | HTTP_WORKS, HTTP_BODY_NONE, get_lines,
     "The last lines of the log",
     "the query `service=" SERVICE "`, `level=" LEVEL
     "` (that, or graver), `request_id=` and `limit=1..5000` (200)",
     "200 `application/x-ndjson`: one object to a line, the newest last; about a MiB of them is kept"},
    {"GET", "/api/v1/admin/logs/levels", HTTP_FOR_ADMIN, HTTP_BODY_NONE, get_levels,
     "How much each service writes", "", "200 `{items: [{service, level}], next_cursor}`"},
    {"PUT", "/api/v1/admin/logs/levels", HTTP_FOR_ADMIN, HTTP_BODY_JSON, change_level,
     "Change how much a service writes, until the next start", "`{service: " SERVICE ", level: " LEVEL "}`",
     "200 `{items: [{service, level}], next_cursor}`, and a line of the trail; 422"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
