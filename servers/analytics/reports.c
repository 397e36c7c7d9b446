/* analytics/reports.c: reports and exports. */
#include <string.h>

#include <finanalyst/wire.h>

#include "analytics/handlers.h"

enum { PAGE = 1000, ROW_MAX = 1 << 20, DAY_MS = 86400000 };

/* "from" and "to": both or neither. */
static fa_status read_days(const http_request *req, fa_date *from, fa_date *to, fa_error *err)
{
    const char *first = http_query(req, "from"), *last = http_query(req, "to");

    *from = fa_date_parse(first);
    *to = fa_date_parse(last);
    if (first != NULL && *from == FA_DATE_NONE)
        return fa_fail_field(err, FA_EINVALID, "from", "from is a day such as 2026-01-31");
    if (last != NULL && *to == FA_DATE_NONE)
        return fa_fail_field(err, FA_EINVALID, "to", "to is a day such as 2026-01-31");
    if ((first == NULL) != (last == NULL))
        return fa_fail_field(err, FA_EINVALID, first == NULL ? "from" : "to", "from and to come together");
    return FA_OK;
}

/* *other: the second of the two formats is asked for. */
static fa_status read_format(const http_request *req, const char *first, const char *second, bool *other,
                             fa_error *err)
{
    const char *format = http_query(req, "format");

    *other = format != NULL && strcmp(format, second) == 0;
    if (format != NULL && !*other && strcmp(format, first) != 0)
        return fa_fail_field(err, FA_EINVALID, "format", "format is %s or %s", first, second);
    return FA_OK;
}

static void name_file(http_reply *reply, const char *name, const char *type, const char *ending)
{
    char value[96];

    snprintf(value, sizeof value, "attachment; filename=\"%s.%s\"", name, ending);
    http_reply_type(reply, type);
    http_reply_header(reply, "Content-Disposition", value);
}

/* ---- reports ---- */

static fa_status send_report(const analytics_routes *r, fa_report_query *query, const http_request *req,
                             http_reply *reply, fa_error *err)
{
    const char *section = http_query(req, "section");
    const fa_report *report = NULL;
    bool csv = false;
    fa_status st = read_format(req, "json", "csv", &csv, err);

    if (st == FA_OK && section != NULL && !csv)
        st = fa_fail_field(err, FA_EINVALID, "section", "a section alone is for CSV");
    if (st == FA_OK)
        st = http_query_number(req, "days", 1, FA_REPORT_DAYS_MAX, 0, &query->days, err);
    if (st == FA_OK)
        st = read_days(req, &query->from, &query->to, err);
    if (st == FA_OK)
        st = fa_report_make(r->service, query, &report, err);
    if (st == FA_OK)
        st = csv ? fa_report_to_csv(report, section, http_reply_body(reply), err)
                 : fa_report_to_json(report, false, http_reply_body(reply), err);
    if (st == FA_OK && csv)
        name_file(reply, report->name, "text/csv; charset=utf-8", "csv");
    fa_report_free(report);
    return st;
}

/* Reports are made without names, and without the number of users, while those cannot be asked for. */
static void describe(void *payload, fa_id user, fa_user_label *out)
{
    const analytics_routes *r = payload;
    fa_user found;

    if (fa_directory_get(r->directory, user, &found, NULL) != FA_OK)
        return;
    snprintf(out->email, sizeof out->email, "%s", found.email);
    snprintf(out->name, sizeof out->name, "%s", found.full_name);
}

fa_status analytics_admin_report(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    fa_report_query query = FA_REPORT_QUERY_INIT;

    query.kind = fa_report_kind_of(http_param(req, 0));
    if (query.kind == 0)
        return fa_fail(err, FA_ENOTFOUND, "there is no such report");
    if (r->directory != NULL) {
        query.describe = describe;
        query.payload = r;
        (void)fa_directory_count(r->directory, &query.user_total, NULL);
    }
    return send_report(r, &query, req, reply, err);
}

fa_status analytics_my_report(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    fa_report_query query = FA_REPORT_QUERY_INIT;

    query.kind = FA_REPORT_MINE;
    query.user = http_caller_of(req)->user;
    return send_report(r, &query, req, reply, err);
}

/* ---- exports ---- */

/* Rows on their way into a file, page by page. */
typedef struct export
{
    FILE *file;
    fa_buf row;
    bool ndjson;
    fa_time first, behind; /* moments; behind 0 = all */
    uint32_t seen;         /* of this page */
    uint64_t sequence;
    fa_id last;
}
export;

static fa_status write_row(export *x, fa_status st, fa_error *err)
{
    if (st != FA_OK)
        return st;
    if (x->ndjson)
        fa_buf_puts(&x->row, "\n");
    if (fwrite(x->row.data, 1, x->row.len, x->file) != x->row.len)
        return fa_fail(err, FA_EUNAVAILABLE, "the export cannot be written");
    fa_buf_reset(&x->row);
    return FA_OK;
}

static bool is_meant(const export *x, fa_time at)
{
    return x->behind == 0 || (at >= x->first && at < x->behind);
}

static fa_status export_event(void *payload, const fa_event *e, uint64_t sequence, fa_error *err)
{
    export *x = payload;

    x->seen++;
    x->sequence = sequence;
    if (!is_meant(x, e->at))
        return FA_OK;
    return write_row(x,
                     x->ndjson ? fa_event_to_json(e, sequence, &x->row, err)
                               : fa_event_to_csv(e, sequence, &x->row, err),
                     err);
}

static fa_status export_feedback(void *payload, const fa_feedback *f, fa_error *err)
{
    export *x = payload;

    x->seen++;
    x->last = f->id;
    if (!is_meant(x, f->created))
        return FA_OK;
    return write_row(
        x, x->ndjson ? fa_feedback_to_json(f, &x->row, err) : fa_feedback_to_csv(f, &x->row, err), err);
}

static fa_status export_all(const analytics_routes *r, bool events, export *x, fa_error *err)
{
    fa_status st = FA_OK;

    if (!x->ndjson)
        st = write_row(
            x, events ? fa_event_to_csv(NULL, 0, &x->row, err) : fa_feedback_to_csv(NULL, &x->row, err), err);
    for (x->seen = PAGE; st == FA_OK && x->seen == PAGE;) {
        x->seen = 0;
        st = events ? fa_event_list(r->service, x->sequence, PAGE, export_event, x, err)
                    : fa_feedback_list(r->service, (fa_id){{0}}, x->last, PAGE, export_feedback, x, err);
    }
    return st;
}

static fa_status send_export(const analytics_routes *r, bool events, export *x, http_reply *reply,
                             fa_error *err)
{
    fa_status st;

    x->file = tmpfile();
    if (x->file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "the export cannot be written");
    fa_buf_init(&x->row, ROW_MAX);
    st = export_all(r, events, x, err);
    fa_buf_clear(&x->row);
    if (st != FA_OK) {
        fclose(x->file);
        return st;
    }
    name_file(reply, events ? "events" : "feedback",
              x->ndjson ? "application/x-ndjson" : "text/csv; charset=utf-8", x->ndjson ? "ndjson" : "csv");
    http_reply_file(reply, x->file);
    return FA_OK;
}

fa_status analytics_export(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    const char *table = http_query(req, "table");
    bool events = table != NULL && strcmp(table, "events") == 0;
    export x = {0};
    fa_date from = FA_DATE_NONE, to = FA_DATE_NONE;
    fa_status st = FA_OK;

    if (st == FA_OK && !events && (table == NULL || strcmp(table, "feedback") != 0))
        st = fa_fail_field(err, FA_EINVALID, "table", "table is events or feedback");
    if (st == FA_OK)
        st = read_format(req, "csv", "ndjson", &x.ndjson, err);
    if (st == FA_OK)
        st = read_days(req, &from, &to, err);
    if (st == FA_OK && from != FA_DATE_NONE) {
        x.first = (fa_time)from * DAY_MS;
        x.behind = ((fa_time)to + 1) * DAY_MS;
    }
    return st == FA_OK ? send_export(r, events, &x, reply, err) : st;
}
