/* adapters/curl/remote_readings.c: the readings of an analysis service in another process. */
#include <string.h>

#include <finanalyst/port/readings.h>

#include "remote.h"

#define READINGS "/internal/v1/readings"

/* Lends the one job of an answer. */
typedef struct lending {
    fa_job_visit_fn visit; /* may be NULL */
    void *payload;
    bool seen;
} lending;

static fa_status lend(void *payload, const fa_job *job, fa_error *err)
{
    lending *l = payload;

    if (l->seen)
        return fa_fail(err, FA_ECORRUPT, "the analysis service tells of several jobs");
    l->seen = true;
    return l->visit == NULL ? FA_OK : l->visit(l->payload, job, err);
}

static void begin(fai_remote_request *q, void *self, const char *method, fa_id owner, fa_id document)
{
    fai_remote_begin(q, self, method, READINGS);
    fai_remote_segment(q, document.s);
    fai_remote_ask_owner(q, owner);
}

static fa_status start(void *self, fa_id owner, fa_id document, fa_job_visit_fn visit, void *payload,
                       fa_error *err)
{
    lending l = {visit, payload, false};
    fai_remote_request q;
    fa_status st;

    begin(&q, self, "POST", owner, document);
    st = fai_remote_send(&q, err);
    if (st == FA_OK)
        st = fa_jobs_from_json(q.answer.body.data, q.answer.body.len, lend, &l, err);
    if (st == FA_OK && !l.seen)
        st = fa_fail(err, FA_ECORRUPT, "the analysis service tells of no job");
    fai_remote_end(&q);
    return st;
}

static fa_status cancel(void *self, fa_id owner, fa_id document, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "POST", READINGS);
    fai_remote_segment(&q, document.s);
    fai_remote_segment(&q, "cancel");
    fai_remote_ask_owner(&q, owner);
    return fai_remote_do(&q, err);
}

static fa_status forget(void *self, fa_id owner, fa_id document, fa_error *err)
{
    fai_remote_request q;

    begin(&q, self, "DELETE", owner, document);
    return fai_remote_do(&q, err);
}

static fa_status forget_owner(void *self, fa_id owner, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "DELETE", READINGS);
    fai_remote_ask_owner(&q, owner);
    return fai_remote_do(&q, err);
}

static fa_status count(void *self, fa_id owner, uint64_t *analyses, uint64_t *answers, fa_error *err)
{
    fa_member members[] = {FA_MEMBER_INIT("analyses", FA_MEMBER_NUMBER, true),
                           FA_MEMBER_INIT("answers", FA_MEMBER_NUMBER, true)};
    fai_remote_request q;
    void *hold = NULL;
    fa_status st;

    fai_remote_begin(&q, self, "GET", "/internal/v1/record-count");
    fai_remote_ask_owner(&q, owner);
    st = fai_remote_tell(&q, members, 2, &hold, err);
    fa_members_free(hold);
    if (st == FA_OK && (members[0].number < 0 || members[1].number < 0))
        st = fa_fail(err, FA_ECORRUPT, "the analysis service tells of less than nothing");
    if (st == FA_OK) {
        *analyses = (uint64_t)members[0].number;
        *answers = (uint64_t)members[1].number;
    }
    return st;
}

static fa_status find_answer(void *self, fa_id owner, int64_t number, fa_id *out, fa_error *err)
{
    fa_member member = FA_MEMBER_INIT("id", FA_MEMBER_TEXT, true);
    fai_remote_request q;
    void *hold = NULL;
    fa_status st;

    fai_remote_begin(&q, self, "GET", "/internal/v1/answer-by-number");
    fai_remote_ask_owner(&q, owner);
    fai_remote_ask_number(&q, "number", (uint64_t)number);
    st = fai_remote_tell(&q, &member, 1, &hold, err);
    if (st == FA_OK && strlen(member.text) >= sizeof out->s)
        st = fa_fail(err, FA_ECORRUPT, "the analysis service gives an id that is none");
    if (st == FA_OK) {
        memset(out, 0, sizeof *out);
        memcpy(out->s, member.text, strlen(member.text));
    }
    fa_members_free(hold);
    return st;
}

fa_status fai_remote_readings_open(const fa_registry *registry, const void *options,
                                   const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_readings_ops ops = {.struct_size = sizeof ops,
                                        .name = "http",
                                        .start = start,
                                        .cancel = cancel,
                                        .forget = forget,
                                        .forget_owner = forget_owner,
                                        .count = count,
                                        .find_answer = find_answer,
                                        .close = fai_remote_close};
    fai_remote *r = NULL;
    fa_status st = fai_remote_open(registry, options, context, url, "analysis", &r, err);

    if (st == FA_OK)
        *(fa_readings *)out = (fa_readings){&ops, r};
    return st;
}
