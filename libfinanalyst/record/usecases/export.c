/* record/usecases/export.c: an analysis with the questions asked of its document, a page of them at a time. */
#include <string.h>

#include <finanalyst/wire.h>

#include "record/usecases/tell.h"

enum { PAGE = 32 };

/* The analysis itself, of the owner. */
static fa_status fetch(fa_record_service *svc, fa_id owner, fa_id analysis, const fa_record **out,
                       fa_error *err)
{
    const fa_record *r = NULL;
    fa_status st = fa_record_get(svc, owner, analysis, &r, err);

    if (st == FA_OK && (r->kind != FA_RECORD_ANALYSIS || r->source_count == 0))
        st = fa_fail_field(err, FA_ENOTFOUND, "id", "there is no such analysis");
    return fai_record_hand_over(st, r, out);
}

typedef struct paging {
    uint32_t shown;
    int64_t last;
    fa_record_visit_fn visit;
    void *payload;
} paging;

static fa_status pass(void *payload, const fa_record *record, fa_error *err)
{
    paging *p = payload;

    p->shown++;
    p->last = record->legacy_id;
    return p->visit(p->payload, record, err);
}

/* Shows the answers that rest on the document of the analysis, newest first. */
static fa_status show_answers(fa_record_service *svc, const fa_record *analysis, fa_record_visit_fn visit,
                              void *payload, fa_error *err)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    paging p = {.visit = visit, .payload = payload};
    fa_status st;

    q.document = analysis->sources[0].document;
    q.limit = PAGE;
    do {
        p.shown = 0;
        q.before = p.last;
        st = fa_record_repo_list(&svc->with.repo, analysis->owner, &q, pass, &p, err);
    } while (st == FA_OK && p.shown == PAGE);
    return st;
}

/* ---- sheets ---- */

static fa_status add_row(void *payload, const fa_record *record, fa_error *err)
{
    return fa_answer_to_row(record, payload, err);
}

fa_status fa_record_export(fa_record_service *svc, fa_id owner, fa_id analysis, const fa_sheets *sheets,
                           fa_error *err)
{
    fa_sheets to;
    const fa_record *r = NULL;
    fa_status st = fai_record_service_check(svc, err);

    if (st == FA_OK && sheets == NULL)
        st = fa_fail_field(err, FA_EINVALID, "sheets", "there are no sheets to export to");
    if (st != FA_OK)
        return st;
    to = *sheets;
    st = fetch(svc, owner, analysis, &r, err);
    if (st == FA_OK)
        st = fa_analysis_to_sheets(r, &to, err);
    if (st == FA_OK)
        st = fa_answers_begin_sheet(&to, err);
    if (st == FA_OK)
        st = show_answers(svc, r, add_row, &to, err);
    if (st == FA_OK)
        st = fa_sheets_finish(&to, err);
    fa_record_free(r);
    return st;
}

/* ---- JSON ---- */

typedef struct sending {
    fa_write_fn write;
    void *payload;
    bool begun;
} sending;

static fa_status send(const sending *s, const char *text, fa_error *err)
{
    return s->write(s->payload, text, strlen(text), err);
}

static fa_status send_answer(void *payload, const fa_record *record, fa_error *err)
{
    sending *s = payload;
    fa_status st = s->begun ? send(s, ",", err) : FA_OK;

    s->begun = true;
    return st != FA_OK ? st : s->write(s->payload, record->json, record->json_len, err);
}

fa_status fa_record_export_json(fa_record_service *svc, fa_id owner, fa_id analysis, fa_write_fn write,
                                void *payload, fa_error *err)
{
    sending s = {write, payload, false};
    const fa_record *r = NULL;
    fa_status st = fai_record_service_check(svc, err);

    if (st == FA_OK && write == NULL)
        st = fa_fail_field(err, FA_EINVALID, "write", "there is nowhere to export to");
    if (st == FA_OK)
        st = fetch(svc, owner, analysis, &r, err);
    if (st == FA_OK)
        st = send(&s, "{\"analysis\":", err);
    if (st == FA_OK)
        st = write(payload, r->json, r->json_len, err);
    if (st == FA_OK)
        st = send(&s, ",\"answers\":[", err);
    if (st == FA_OK)
        st = show_answers(svc, r, send_answer, &s, err);
    if (st == FA_OK)
        st = send(&s, "]}\n", err);
    fa_record_free(r);
    return st;
}
