/* compat/analytics.c: reports, feedback, and what old clients look for in /health. */
#include <string.h>
#include <unistd.h>

#include "compat/handlers.h"

/* ---- reports ---- */

/* Takes the zone off the moments of a report. Within a text of it, the quotes of what is looked for would be escaped. */
static void strip_zones(fa_buf *json)
{
    static const char key[] = ",\"timestamp\":\"";
    char *at = json->data;

    while (at != NULL && (at = strstr(at, key)) != NULL) {
        char *zone = strchr(at + sizeof key - 1, '"') - 1;

        if (*zone == 'Z') {
            memmove(zone, zone + 1, json->len - (size_t)(zone - json->data)); /* with the NUL */
            json->len--;
        }
        at = zone;
    }
}

static void describe(void *payload, fa_id user, fa_user_label *out)
{
    const compat_routes *r = payload;
    fa_user found;

    if (fa_directory_get(r->directory, user, &found, NULL) != FA_OK)
        return;
    snprintf(out->email, sizeof out->email, "%s", found.email);
    snprintf(out->name, sizeof out->name, "%s", found.full_name);
}

/* Old pages reckon with every figure: what is not known is 0 to them. */
static fa_status send_report(compat_routes *r, fa_report_kind kind, const http_request *req,
                             http_reply *reply, fa_error *err)
{
    fa_report_query query = FA_REPORT_QUERY_INIT;
    const fa_report *report = NULL;
    fa_status st = http_query_number(req, "days", 1, FA_REPORT_DAYS_MAX, 0, &query.days, err);

    query.kind = kind;
    query.describe = describe;
    query.payload = r;
    if (st == FA_OK) /* reports are made without it too */
        (void)fa_directory_count(r->directory, &query.user_total, NULL);
    if (st == FA_OK)
        st = fa_report_make(r->analytics, &query, &report, err);
    if (st == FA_OK)
        st = fa_report_to_json(report, true, http_reply_body(reply), err);
    if (st == FA_OK)
        strip_zones(http_reply_body(reply));
    fa_report_free(report);
    return st;
}

fa_status compat_overview(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return send_report(service, FA_REPORT_OVERVIEW, req, reply, err);
}

fa_status compat_usage(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return send_report(service, FA_REPORT_USAGE, req, reply, err);
}

fa_status compat_tokens(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return send_report(service, FA_REPORT_TOKENS, req, reply, err);
}

fa_status compat_performance(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return send_report(service, FA_REPORT_PERFORMANCE, req, reply, err);
}

fa_status compat_satisfaction(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return send_report(service, FA_REPORT_SATISFACTION, req, reply, err);
}

/* ---- feedback ---- */

enum { TYPE, RATING, COMMENT, HELPFUL, QUESTION, DOCUMENT, MEMBERS };

static fa_status find_question(const compat_routes *r, fa_id user, int64_t number, fa_id *out, fa_error *err)
{
    fa_status st = number > 0 && number < INT64_MAX
                       ? fa_readings_find_answer(r->readings, user, number, out, err)
                       : FA_ENOTFOUND;

    return st == FA_ENOTFOUND ? fa_fail(err, st, "Question not found") : st;
}

static fa_status take_id(void *payload, const fa_document *doc, fa_error *err)
{
    (void)err;
    *(fa_id *)payload = doc->id;
    return FA_OK;
}

static fa_status find_document(const compat_routes *r, fa_id user, int64_t number, fa_id *out, fa_error *err)
{
    fa_status st = number > 0 && number <= UINT32_MAX
                       ? fa_source_get_legacy(r->documents, user, (uint32_t)number, take_id, out, err)
                       : FA_ENOTFOUND;

    return st == FA_ENOTFOUND ? fa_fail(err, st, "Document not found") : st;
}

/* What it is about: a question, else a document, else all that there is. */
static fa_status find_target(const compat_routes *r, fa_id user, const fa_member m[MEMBERS], fa_id *id,
                             fa_feedback_input *in, fa_error *err)
{
    fa_status st = FA_OK;

    in->target_kind = FA_TARGET_QUESTION;
    in->target = "general";
    if (m[QUESTION].given) {
        in->target_kind = FA_TARGET_ANSWER;
        st = find_question(r, user, m[QUESTION].number, id, err);
    } else if (m[DOCUMENT].given) {
        in->target_kind = FA_TARGET_DOCUMENT;
        st = find_document(r, user, m[DOCUMENT].number, id, err);
    }
    if (m[QUESTION].given || m[DOCUMENT].given)
        in->target = id->s;
    return st;
}

static fa_status read_opinion(const fa_member m[MEMBERS], fa_feedback_input *in, fa_error *err)
{
    const char *type = m[TYPE].text;

    if (strcmp(type, "THUMBS_UP") == 0)
        in->thumbs = 1;
    else if (strcmp(type, "THUMBS_DOWN") == 0)
        in->thumbs = -1;
    else if (strcmp(type, "RATING") != 0 && strcmp(type, "COMMENT") != 0)
        return fa_fail_field(err, FA_EINVALID, "/feedback_type",
                             "feedback_type is RATING, COMMENT, THUMBS_UP or THUMBS_DOWN");
    else if (m[HELPFUL].given)
        in->thumbs = m[HELPFUL].number != 0 ? 1 : -1;
    if (m[RATING].given && (m[RATING].number < 1 || m[RATING].number > 5))
        return fa_fail_field(err, FA_EINVALID, "/rating", "rating is a whole number from 1 to 5");
    in->rating = (int32_t)m[RATING].number;
    in->comment = m[COMMENT].text;
    return FA_OK;
}

/* A user has one opinion of one thing: what is said now is added to it, or takes its place. */
static fa_status change_opinion(const compat_routes *r, fa_id user, fa_feedback_input *in, fa_error *err)
{
    const fa_feedback *there = NULL, *changed = NULL;
    fa_status st = fa_feedback_find(r->analytics, user, in->target_kind, in->target, &there, err);

    if (in->thumbs == 0)
        in->thumbs = FA_FEEDBACK_KEEP;
    if (in->rating == 0)
        in->rating = FA_FEEDBACK_KEEP;
    if (st == FA_OK)
        st = fa_feedback_change(r->analytics, user, there->id, in, &changed, err);
    fa_feedback_free(there);
    fa_feedback_free(changed);
    return st;
}

fa_status compat_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m[MEMBERS] = {[TYPE] = FA_MEMBER_INIT("feedback_type", FA_MEMBER_TEXT, true),
                            [RATING] = FA_MEMBER_INIT("rating", FA_MEMBER_NUMBER, false),
                            [COMMENT] = FA_MEMBER_INIT("comment", FA_MEMBER_TEXT, false),
                            [HELPFUL] = FA_MEMBER_INIT("helpful", FA_MEMBER_BOOL, false),
                            [QUESTION] = FA_MEMBER_INIT("question_id", FA_MEMBER_NUMBER, false),
                            [DOCUMENT] = FA_MEMBER_INIT("document_id", FA_MEMBER_NUMBER, false)};
    compat_routes *r = service;
    fa_feedback_input in = FA_FEEDBACK_INPUT_INIT;
    const fa_feedback *made = NULL;
    fa_id user = http_caller_of(req)->user, target = {{0}};
    void *hold = NULL;
    fa_status st = compat_members(req, m, MEMBERS, &hold, err);

    if (st == FA_OK)
        st = read_opinion(m, &in, err);
    if (st == FA_OK)
        st = find_target(r, user, m, &target, &in, err);
    if (st == FA_OK)
        st = fa_feedback_add(r->analytics, user, &in, &made, err);
    if (st == FA_ECONFLICT)
        st = change_opinion(r, user, &in, err);
    fa_feedback_free(made);
    fa_members_free(hold);
    return st == FA_OK ? compat_message(reply, "Feedback submitted successfully") : st;
}

/* ---- health ---- */

static const char *word(bool well)
{
    return well ? "healthy" : "unhealthy";
}

static const char *word_of_objects(const compat_routes *r)
{
    fa_usage usage;

    if (!r->objects_are_far)
        return "not configured";
    return r->storage == NULL ? "unknown" : word(fa_usage_total(r->storage, &usage, NULL) == FA_OK);
}

static const char *word_of_users(const compat_routes *r)
{
    uint64_t count;

    if (r->directory == NULL || r->directory->ops == NULL)
        return "unknown";
    return word(fa_directory_count(r->directory, &count, NULL) == FA_OK);
}

void compat_health(void *service, fa_buf *out)
{
    compat_routes *r = service;

    compat_put_time(out, "timestamp", fa_clock_now(r->clock));
    fa_buf_printf(out,
                  ",\"components\":{\"database\":\"%s\",\"minio\":\"%s\",\"llm\":\"not configured\","
                  "\"filesystem\":\"%s\"}",
                  word_of_users(r), word_of_objects(r),
                  r->data_dir == NULL ? "unknown" : word(access(r->data_dir, W_OK) == 0));
}
