/* analytics/routes.c: events in, feedback, and what one user did. */
#include "analytics/routes.h"

#include <string.h>

#include <finanalyst/wire.h>

#include "analytics/handlers.h"

enum { LIST_MAX = 200, LIST_DEFAULT = 50 };

static const char *body_of(const http_request *req, size_t *len)
{
    const fa_buf *body = http_json_body(req);

    *len = body->len;
    return body->data == NULL ? "" : body->data;
}

/* ---- events ---- */

static fa_status record(const analytics_routes *r, const http_request *req, fa_id user, http_reply *reply,
                        fa_error *err)
{
    fa_event_receipt receipt;
    fa_event *events = NULL;
    uint32_t count = 0;
    size_t len;
    const char *text = body_of(req, &len);
    fa_status st = fa_events_from_json(text, len, &events, &count, err);

    if (st == FA_OK)
        st = fa_event_record(r->service, user, events, count, &receipt, err);
    if (st == FA_OK)
        st = fa_event_receipt_to_json(&receipt, http_reply_body(reply), err);
    if (st == FA_OK)
        http_reply_status(reply, 202);
    fa_events_free(events);
    return st;
}

static fa_status post_events(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return record(service, req, http_caller_of(req)->user, reply, err);
}

static fa_status post_metrics(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return record(service, req, (fa_id){{0}}, reply, err);
}

/* ---- feedback ---- */

static fa_status post_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    fa_feedback_input *in = NULL;
    const fa_feedback *made = NULL;
    char location[96];
    size_t len;
    const char *text = body_of(req, &len);
    fa_id user = http_caller_of(req)->user;
    fa_status st = fa_feedback_input_from_json(text, len, false, &in, err);
    if (st == FA_OK)
        st = fa_feedback_add(r->service, user, in, &made, err);
    if (st == FA_OK)
        st = fa_feedback_to_json(made, http_reply_body(reply), err);
    if (st == FA_OK) {
        snprintf(location, sizeof location, "/api/v1/feedback/%s", made->id.s);
        http_reply_header(reply, "Location", location);
        http_reply_status(reply, 201);
    }
    fa_feedback_free(made);
    fa_feedback_input_free(in);
    return st;
}

/* Who asks, and the feedback of the path. */
static fa_status read_path(const http_request *req, fa_id *user, fa_id *id, fa_error *err)
{
    *user = http_caller_of(req)->user;
    return http_param_id(req, 0, "fbk_", id, err);
}

static fa_status get_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    const fa_feedback *f = NULL;
    fa_id user, id;
    fa_status st = read_path(req, &user, &id, err);

    if (st == FA_OK)
        st = fa_feedback_get(r->service, user, id, &f, err);
    if (st == FA_OK)
        st = fa_feedback_to_json(f, http_reply_body(reply), err);
    fa_feedback_free(f);
    return st;
}

static fa_status patch_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    fa_feedback_input *in = NULL;
    const fa_feedback *f = NULL;
    size_t len;
    const char *text = body_of(req, &len);
    fa_id user, id;
    fa_status st = read_path(req, &user, &id, err);

    if (st == FA_OK)
        st = fa_feedback_input_from_json(text, len, true, &in, err);
    if (st == FA_OK)
        st = fa_feedback_change(r->service, user, id, in, &f, err);
    if (st == FA_OK)
        st = fa_feedback_to_json(f, http_reply_body(reply), err);
    fa_feedback_free(f);
    fa_feedback_input_free(in);
    return st;
}

static fa_status resolve_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    const fa_feedback *f = NULL;
    bool reopen = false;
    fa_id id;
    fa_status st = http_param_id(req, 0, "fbk_", &id, err);

    if (st == FA_OK)
        st = http_query_flag(req, "reopen", &reopen, err);
    if (st == FA_OK)
        st = fa_feedback_resolve(r->service, id, !reopen, &f, err);
    if (st == FA_OK)
        st = fa_feedback_to_json(f, http_reply_body(reply), err);
    fa_feedback_free(f);
    return st;
}

static fa_status delete_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    fa_id user, id;
    fa_status st = read_path(req, &user, &id, err);

    if (st == FA_OK)
        st = fa_feedback_remove(r->service, user, id, err);
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return st;
}

typedef struct listing {
    fa_buf *out;
    uint32_t limit;
    uint32_t count;
    fa_id last;
} listing;

/* One more than asked for was fetched: that there is one says that the list goes on. */
static fa_status add_item(void *payload, const fa_feedback *f, fa_error *err)
{
    listing *l = payload;

    if (l->count++ == l->limit)
        return FA_OK;
    if (l->count > 1)
        fa_buf_puts(l->out, ",");
    l->last = f->id;
    return fa_feedback_to_json(f, l->out, err);
}

/* user none: everybody's. */
static fa_status list_feedback(const analytics_routes *r, const http_request *req, fa_id user,
                               http_reply *reply, fa_error *err)
{
    const char *cursor = http_query(req, "cursor");
    listing l = {.out = http_reply_body(reply)};
    fa_id after = {{0}};
    fa_status st = http_query_number(req, "limit", 1, LIST_MAX, LIST_DEFAULT, &l.limit, err);

    if (st == FA_OK && cursor != NULL && fa_id_parse(cursor, "fbk_", &after, NULL) != FA_OK)
        st = fa_fail_field(err, FA_EINVALID, "cursor", "cursor is not one that a list returned");
    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK)
        st = fa_feedback_list(r->service, user, after, l.limit + 1, add_item, &l, err);
    fa_buf_puts(l.out, "],\"next_cursor\":");
    if (l.count > l.limit)
        fa_json_quote(l.last.s, l.out);
    else
        fa_buf_puts(l.out, "null");
    fa_buf_puts(l.out, "}");
    return st;
}

static fa_status list_own_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return list_feedback(service, req, http_caller_of(req)->user, reply, err);
}

static fa_status list_all_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return list_feedback(service, req, (fa_id){{0}}, reply, err);
}

/* ---- users ---- */

static fa_status erase_user(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    analytics_routes *r = service;
    fa_id user;
    fa_status st = http_param_id(req, 0, "usr_", &user, err);
    if (st == FA_OK)
        st = fa_analytics_erase(r->service, user, err);
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return st;
}

static const char takes_window[] =
    "the query `days=1..366` (30), or `from=` and `to=` (days, UTC); `format=json` or `csv`, and with it "
    "`section=`";
static const char gives_report[] =
    "200 a report: summaries with the period before and the change, tables; 422 a window that is none";

const http_route analytics_route_table[] = {
    {"POST", "/api/v1/events", HTTP_FOR_USER | HTTP_COMMITS, HTTP_BODY_JSON, post_events,
     "Record what was done",
     "an event or a list of at most 500: `{event_id?, type: LOGIN|LOGOUT|DOCUMENT_UPLOAD|DOCUMENT_VIEW|"
     "ANALYSIS_START|ANALYSIS_COMPLETE|QUESTION_ASK|QUESTION_VIEW|FEEDBACK_SUBMIT|ADMIN_ACCESS|SETTINGS_"
     "UPDATE|"
     "ANALYSIS_EXPORT, at?, session?, data?, document_id?}`, from "
     "services "
     "also "
     "`user_id` and what `/metrics` takes",
     "202 `{accepted, duplicates}`; 413 more than 500; 422 names the event, `/3/type`, and nothing was "
     "recorded"},
    {"POST", "/api/v1/metrics", HTTP_FOR_SERVICE | HTTP_COMMITS, HTTP_BODY_JSON, post_metrics,
     "Record how long something took, and its tokens",
     "from services only: as events, of type `MEASURE`, with `operation, duration_us, size_bytes, success` "
     "and "
     "`vendor, "
     "model, input_tokens, output_tokens, cost`",
     "202 `{accepted, duplicates}`; 413; 422"},
    {"POST", "/api/v1/feedback", HTTP_FOR_USER, HTTP_BODY_JSON, post_feedback,
     "Say what one thinks of something",
     "`{target: {type: question|answer|figure|document|summary, id}, thumbs?: up or down, rating?: 1..5, "
     "comment?}`",
     "201 feedback and its `Location`; 409 there is some of this user on that target; 422"},
    {"GET", "/api/v1/feedback", HTTP_FOR_USER, HTTP_BODY_NONE, list_own_feedback,
     "One's own feedback, newest first", "the query `limit=1..200` (50) and `cursor=`",
     "200 `{items: [feedback], next_cursor}`"},
    {"GET", "/api/v1/feedback/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, get_feedback,
     "One's own feedback on one thing", "", "200 feedback; 404"},
    {"PATCH", "/api/v1/feedback/{id}", HTTP_FOR_USER, HTTP_BODY_JSON, patch_feedback, "Change it",
     "`{thumbs?, rating?, comment?}`; null takes one away",
     "200 feedback; 404; 409 it changed meanwhile; 422"},
    {"DELETE", "/api/v1/feedback/{id}", HTTP_FOR_USER, HTTP_BODY_NONE, delete_feedback, "Take it back", "",
     "204; 404"},
    {"GET", "/api/v1/analytics/me", HTTP_FOR_USER, HTTP_BODY_NONE, analytics_my_report,
     "What one did oneself", takes_window, gives_report},
    {"GET", "/api/v1/users/me/usage", HTTP_FOR_USER, HTTP_BODY_NONE, analytics_my_report,
     "As `/api/v1/analytics/me`", "", ""},
    {"GET", "/api/v1/admin/feedback", HTTP_FOR_ADMIN, HTTP_BODY_NONE, list_all_feedback,
     "Everybody's feedback, newest first", "the query `limit=1..200` (50) and `cursor=`",
     "200 `{items: [feedback], next_cursor}`"},
    {"POST", "/api/v1/admin/feedback/{id}:resolve", HTTP_FOR_ADMIN, HTTP_BODY_NONE, resolve_feedback,
     "Say that feedback was dealt with", "the query `reopen=true`: that it was not",
     "200 feedback, open again once its user changes it; 404; 409 it changed meanwhile"},
    {"GET", "/api/v1/admin/analytics/export", HTTP_FOR_ADMIN | HTTP_WORKS, HTTP_BODY_NONE, analytics_export,
     "All events or all feedback",
     "the query `table=events` or `feedback`, `format=csv` or `ndjson`; `from=` and `to=` (days, UTC)",
     "200 the rows; 422"},
    {"GET", "/api/v1/admin/analytics/{report}", HTTP_FOR_ADMIN | HTTP_WORKS, HTTP_BODY_NONE,
     analytics_admin_report, "A report",
     "a report: `overview`, `usage-patterns`, `tokens`, `performance`, `satisfaction`, `funnel` or "
     "`quality`; the "
     "query "
     "`days=1..366` (30), or `from=` and `to=` (days, UTC); `format=json` or `csv`, and with it `section=`",
     gives_report},
    {"DELETE", "/api/v1/admin/analytics/users/{id}", HTTP_FOR_ADMIN, HTTP_BODY_NONE, erase_user,
     "Forget a user", "", "204 events, feedback and the user's own counts are gone; totals stay"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
