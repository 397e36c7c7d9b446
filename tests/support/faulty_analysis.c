/* support/faulty_analysis.c: wraps the ports of the analysis service so that their n-th call fails. */
#include "faulty_analysis.h"

#include <stdlib.h>

#define CALL(w, op, call) FAULTY_CALL((w)->f, op, call)

static void *wrapper(size_t size)
{
    void *w = calloc(1, size);

    if (w == NULL)
        abort();
    return w;
}

/* ---- document source ---- */

typedef struct wrapped_document_source {
    fa_document_source inner;
    faults *f;
} wrapped_document_source;

static fa_status source_get(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                            fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.get", fa_source_get(&w->inner, owner, id, visit, payload, err));
}

static fa_status source_list(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                             void *payload, fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.list", fa_source_list(&w->inner, owner, after, limit, visit, payload, err));
}

static fa_status source_content(void *self, fa_id owner, fa_id id, fa_write_fn write, void *payload,
                                fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.content", fa_source_content(&w->inner, owner, id, write, payload, err));
}

static fa_status source_report(void *self, const fa_document *doc, fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.report", fa_source_report(&w->inner, doc, err));
}

static fa_status source_get_legacy(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                                   void *payload, fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.get_legacy",
         fa_source_get_legacy(&w->inner, owner, legacy_id, visit, payload, err));
}

static fa_status source_may_return(void *self, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.may_return", fa_source_may_return(&w->inner, owner, id, out, err));
}

static fa_status source_removals(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                                 void *payload, fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.removals", fa_source_removals(&w->inner, after, limit, visit, payload, err));
}

static fa_status source_scan(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                             void *payload, fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.scan", fa_source_scan(&w->inner, after, limit, visit, payload, err));
}

static fa_status source_remove_owner(void *self, fa_id owner, fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.remove_owner", fa_source_remove_owner(&w->inner, owner, err));
}

static fa_status source_count(void *self, fa_id owner, uint64_t *out, fa_error *err)
{
    wrapped_document_source *w = self;

    CALL(w, "document_source.count", fa_source_count(&w->inner, owner, out, err));
}

static void source_close(void *self)
{
    wrapped_document_source *w = self;

    fa_document_source_close(&w->inner);
    free(w);
}

fa_document_source faulty_document_source(fa_document_source inner, faults *f)
{
    static const fa_document_source_ops ops = {.struct_size = sizeof ops,
                                               .name = "faulty",
                                               .get = source_get,
                                               .list = source_list,
                                               .content = source_content,
                                               .report = source_report,
                                               .close = source_close,
                                               .get_legacy = source_get_legacy,
                                               .may_return = source_may_return,
                                               .removals = source_removals,
                                               .scan = source_scan,
                                               .remove_owner = source_remove_owner,
                                               .count = source_count};
    wrapped_document_source *w = wrapper(sizeof *w);

    *w = (wrapped_document_source){inner, f};
    return (fa_document_source){&ops, w};
}

/* ---- job repo ---- */

typedef struct wrapped_job_repo {
    fa_job_repo inner;
    faults *f;
} wrapped_job_repo;

static fa_status job_add(void *self, const fa_job *job, fa_error *err)
{
    wrapped_job_repo *w = self;

    CALL(w, "job_repo.add", fa_job_repo_add(&w->inner, job, err));
}

static fa_status job_get(void *self, fa_id owner, fa_id id, fa_job_visit_fn visit, void *payload,
                         fa_error *err)
{
    wrapped_job_repo *w = self;

    CALL(w, "job_repo.get", fa_job_repo_get(&w->inner, owner, id, visit, payload, err));
}

static fa_status job_of_document(void *self, fa_id owner, fa_id document, fa_job_visit_fn visit,
                                 void *payload, fa_error *err)
{
    wrapped_job_repo *w = self;

    CALL(w, "job_repo.of_document", fa_job_repo_of_document(&w->inner, owner, document, visit, payload, err));
}

static fa_status job_claim(void *self, fa_time now, fa_time stale, fa_job_visit_fn visit, void *payload,
                           fa_error *err)
{
    wrapped_job_repo *w = self;

    CALL(w, "job_repo.claim", fa_job_repo_claim(&w->inner, now, stale, visit, payload, err));
}

static fa_status job_replace(void *self, const fa_job *job, fa_error *err)
{
    wrapped_job_repo *w = self;

    CALL(w, "job_repo.replace", fa_job_repo_replace(&w->inner, job, err));
}

static fa_status job_cancel(void *self, fa_id owner, fa_id id, fa_error *err)
{
    wrapped_job_repo *w = self;

    CALL(w, "job_repo.cancel", fa_job_repo_cancel(&w->inner, owner, id, err));
}

static fa_status job_forget(void *self, fa_id owner, fa_id document, fa_error *err)
{
    wrapped_job_repo *w = self;

    CALL(w, "job_repo.forget", fa_job_repo_forget(&w->inner, owner, document, err));
}

static fa_status job_forget_owner(void *self, fa_id owner, fa_error *err)
{
    wrapped_job_repo *w = self;

    CALL(w, "job_repo.forget_owner", fa_job_repo_forget_owner(&w->inner, owner, err));
}

static void job_close(void *self)
{
    wrapped_job_repo *w = self;

    fa_job_repo_close(&w->inner);
    free(w);
}

fa_job_repo faulty_job_repo(fa_job_repo inner, faults *f)
{
    static const fa_job_repo_ops ops = {sizeof ops,      "faulty",         job_add,     job_get,
                                        job_of_document, job_claim,        job_replace, job_cancel,
                                        job_forget,      job_forget_owner, job_close};
    wrapped_job_repo *w = wrapper(sizeof *w);

    *w = (wrapped_job_repo){inner, f};
    return (fa_job_repo){&ops, w};
}

/* ---- filing repo ---- */

typedef struct wrapped_filing_repo {
    fa_filing_repo inner;
    faults *f;
} wrapped_filing_repo;

static fa_status filing_put(void *self, fa_id owner, fa_id document, const fa_filing *filing, fa_error *err)
{
    wrapped_filing_repo *w = self;

    CALL(w, "filing_repo.put", fa_filing_repo_put(&w->inner, owner, document, filing, err));
}

static fa_status filing_get(void *self, fa_id owner, fa_id document, fa_filing_visit_fn visit, void *payload,
                            fa_error *err)
{
    wrapped_filing_repo *w = self;

    CALL(w, "filing_repo.get", fa_filing_repo_get(&w->inner, owner, document, visit, payload, err));
}

static fa_status filing_remove(void *self, fa_id owner, fa_id document, fa_error *err)
{
    wrapped_filing_repo *w = self;

    CALL(w, "filing_repo.remove", fa_filing_repo_remove(&w->inner, owner, document, err));
}

static fa_status filing_remove_owner(void *self, fa_id owner, fa_error *err)
{
    wrapped_filing_repo *w = self;

    CALL(w, "filing_repo.remove_owner", fa_filing_repo_remove_owner(&w->inner, owner, err));
}

static void filing_close(void *self)
{
    wrapped_filing_repo *w = self;

    fa_filing_repo_close(&w->inner);
    free(w);
}

fa_filing_repo faulty_filing_repo(fa_filing_repo inner, faults *f)
{
    static const fa_filing_repo_ops ops = {
        sizeof ops, "faulty", filing_put, filing_get, filing_remove, filing_remove_owner, filing_close};
    wrapped_filing_repo *w = wrapper(sizeof *w);

    *w = (wrapped_filing_repo){inner, f};
    return (fa_filing_repo){&ops, w};
}

/* ---- passage index ---- */

typedef struct wrapped_passage_index {
    fa_passage_index inner;
    faults *f;
} wrapped_passage_index;

static fa_status passage_put(void *self, fa_id owner, fa_id document, const fa_passage *pages, uint32_t count,
                             fa_error *err)
{
    wrapped_passage_index *w = self;

    CALL(w, "passage_index.put", fa_passage_put(&w->inner, owner, document, pages, count, err));
}

static fa_status passage_search(void *self, fa_id owner, const fa_term *terms, uint32_t term_count,
                                const fa_id *documents, uint32_t document_count, uint32_t limit,
                                fa_passage_hit_visit_fn visit, void *payload, fa_error *err)
{
    wrapped_passage_index *w = self;

    CALL(w, "passage_index.search",
         fa_passage_search(&w->inner, owner, terms, term_count, documents, document_count, limit, visit,
                           payload, err));
}

static fa_status passage_page(void *self, fa_id owner, fa_id document, int32_t page,
                              fa_passage_visit_fn visit, void *payload, fa_error *err)
{
    wrapped_passage_index *w = self;

    CALL(w, "passage_index.page", fa_passage_page(&w->inner, owner, document, page, visit, payload, err));
}

static fa_status passage_remove(void *self, fa_id owner, fa_id document, fa_error *err)
{
    wrapped_passage_index *w = self;

    CALL(w, "passage_index.remove", fa_passage_remove(&w->inner, owner, document, err));
}

static fa_status passage_remove_owner(void *self, fa_id owner, fa_error *err)
{
    wrapped_passage_index *w = self;

    CALL(w, "passage_index.remove_owner", fa_passage_remove_owner(&w->inner, owner, err));
}

static void passage_close(void *self)
{
    wrapped_passage_index *w = self;

    fa_passage_index_close(&w->inner);
    free(w);
}

fa_passage_index faulty_passage_index(fa_passage_index inner, faults *f)
{
    static const fa_passage_index_ops ops = {sizeof ops,           "faulty",     passage_put,
                                             passage_search,       passage_page, passage_remove,
                                             passage_remove_owner, passage_close};
    wrapped_passage_index *w = wrapper(sizeof *w);

    *w = (wrapped_passage_index){inner, f};
    return (fa_passage_index){&ops, w};
}

/* ---- document reader ---- */

typedef struct wrapped_document_reader {
    fa_document_reader inner;
    faults *f;
} wrapped_document_reader;

static fa_status reader_read(void *self, const fa_read_request *request, const fa_content **out,
                             fa_error *err)
{
    wrapped_document_reader *w = self;

    if (faults_strike(w->f, "read"))
        return fa_fail(err, FAULT_CODE, "a planted fault");
    return fa_reader_read(&w->inner, request, out, err);
}

static void reader_close(void *self)
{
    wrapped_document_reader *w = self;

    fa_document_reader_close(&w->inner);
    free(w);
}

fa_document_reader faulty_document_reader(fa_document_reader inner, faults *f)
{
    static const fa_document_reader_ops ops = {sizeof ops, "faulty", reader_read, reader_close};
    wrapped_document_reader *w = wrapper(sizeof *w);

    *w = (wrapped_document_reader){inner, f};
    return (fa_document_reader){&ops, w};
}

/* ---- clock ---- */

typedef struct wrapped_clock {
    fa_clock inner;
    faults *f;
} wrapped_clock;

static fa_time clock_now(void *self)
{
    wrapped_clock *w = self;

    return fa_clock_now(&w->inner);
}

static fa_status clock_random(void *self, void *out, size_t len, fa_error *err)
{
    wrapped_clock *w = self;

    CALL(w, "clock.random", fa_clock_random(&w->inner, out, len, err));
}

static void clock_close(void *self)
{
    wrapped_clock *w = self;

    fa_clock_close(&w->inner);
    free(w);
}

fa_clock faulty_clock(fa_clock inner, faults *f)
{
    static const fa_clock_ops ops = {sizeof ops, "faulty", clock_now, clock_random, clock_close};
    wrapped_clock *w = wrapper(sizeof *w);

    *w = (wrapped_clock){inner, f};
    return (fa_clock){&ops, w};
}
