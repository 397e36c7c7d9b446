/* support/faulty_analysis.c: jobs, filings, passages and the reader, whose n-th call fails. */
#include "faulty.h"

#include <stdlib.h>

static void *make(size_t size)
{
    void *p = malloc(size);

    if (p == NULL)
        abort();
    return p;
}

/* ---- jobs ---- */

typedef struct jobs {
    fa_job_repo inner;
    faults *f;
} jobs;

static fa_status job_add(void *self, const fa_job *job, fa_error *err)
{
    jobs *r = self;

    FAULTY_CALL(r->f, "job add", fa_job_repo_add(&r->inner, job, err));
}

static fa_status job_get(void *self, fa_id id, fa_job_visit_fn visit, void *payload, fa_error *err)
{
    jobs *r = self;

    FAULTY_CALL(r->f, "job get", fa_job_repo_get(&r->inner, id, visit, payload, err));
}

static fa_status job_of_document(void *self, fa_id document, fa_job_visit_fn visit, void *payload,
                                 fa_error *err)
{
    jobs *r = self;

    FAULTY_CALL(r->f, "job of_document", fa_job_repo_of_document(&r->inner, document, visit, payload, err));
}

static fa_status job_claim(void *self, fa_time now, fa_time stale, fa_job_visit_fn visit, void *payload,
                           fa_error *err)
{
    jobs *r = self;

    FAULTY_CALL(r->f, "job claim", fa_job_repo_claim(&r->inner, now, stale, visit, payload, err));
}

static fa_status job_replace(void *self, const fa_job *job, fa_error *err)
{
    jobs *r = self;

    FAULTY_CALL(r->f, "job replace", fa_job_repo_replace(&r->inner, job, err));
}

static fa_status job_cancel(void *self, fa_id id, fa_error *err)
{
    jobs *r = self;

    FAULTY_CALL(r->f, "job cancel", fa_job_repo_cancel(&r->inner, id, err));
}

static void close_jobs(void *self)
{
    jobs *r = self;

    fa_job_repo_close(&r->inner);
    free(r);
}

fa_job_repo faulty_job_repo(fa_job_repo inner, faults *f)
{
    static const fa_job_repo_ops ops = {sizeof ops, "faulty",    job_add,    job_get,   job_of_document,
                                        job_claim,  job_replace, job_cancel, close_jobs};
    jobs *r = make(sizeof *r);

    *r = (jobs){inner, f};
    return (fa_job_repo){&ops, r};
}

/* ---- filings ---- */

typedef struct filings {
    fa_filing_repo inner;
    faults *f;
} filings;

static fa_status filing_put(void *self, fa_id document, const fa_filing *filing, fa_error *err)
{
    filings *r = self;

    FAULTY_CALL(r->f, "filing put", fa_filing_repo_put(&r->inner, document, filing, err));
}

static fa_status filing_get(void *self, fa_id document, fa_filing_visit_fn visit, void *payload,
                            fa_error *err)
{
    filings *r = self;

    FAULTY_CALL(r->f, "filing get", fa_filing_repo_get(&r->inner, document, visit, payload, err));
}

static fa_status filing_remove(void *self, fa_id document, fa_error *err)
{
    filings *r = self;

    FAULTY_CALL(r->f, "filing remove", fa_filing_repo_remove(&r->inner, document, err));
}

static void close_filings(void *self)
{
    filings *r = self;

    fa_filing_repo_close(&r->inner);
    free(r);
}

fa_filing_repo faulty_filing_repo(fa_filing_repo inner, faults *f)
{
    static const fa_filing_repo_ops ops = {sizeof ops, "faulty",      filing_put,
                                           filing_get, filing_remove, close_filings};
    filings *r = make(sizeof *r);

    *r = (filings){inner, f};
    return (fa_filing_repo){&ops, r};
}

/* ---- passages ---- */

typedef struct passages {
    fa_passage_index inner;
    faults *f;
} passages;

static fa_status passage_put(void *self, fa_id document, const fa_passage *pages, uint32_t count,
                             fa_error *err)
{
    passages *x = self;

    FAULTY_CALL(x->f, "passage put", fa_passage_put(&x->inner, document, pages, count, err));
}

static fa_status passage_search(void *self, const fa_term *terms, uint32_t term_count, const fa_id *documents,
                                uint32_t document_count, uint32_t limit, fa_passage_hit_visit_fn visit,
                                void *payload, fa_error *err)
{
    passages *x = self;

    FAULTY_CALL(x->f, "passage search",
                fa_passage_search(&x->inner, terms, term_count, documents, document_count, limit, visit,
                                  payload, err));
}

static fa_status passage_page(void *self, fa_id document, int32_t page, fa_passage_visit_fn visit,
                              void *payload, fa_error *err)
{
    passages *x = self;

    FAULTY_CALL(x->f, "passage page", fa_passage_page(&x->inner, document, page, visit, payload, err));
}

static fa_status passage_remove(void *self, fa_id document, fa_error *err)
{
    passages *x = self;

    FAULTY_CALL(x->f, "passage remove", fa_passage_remove(&x->inner, document, err));
}

static void close_passages(void *self)
{
    passages *x = self;

    fa_passage_index_close(&x->inner);
    free(x);
}

fa_passage_index faulty_passage_index(fa_passage_index inner, faults *f)
{
    static const fa_passage_index_ops ops = {sizeof ops,   "faulty",       passage_put,   passage_search,
                                             passage_page, passage_remove, close_passages};
    passages *x = make(sizeof *x);

    *x = (passages){inner, f};
    return (fa_passage_index){&ops, x};
}

/* ---- the reader ---- */

typedef struct reader {
    fa_document_reader inner;
    faults *f;
} reader;

static fa_status read_document(void *self, const fa_read_request *request, const fa_content **out,
                               fa_error *err)
{
    reader *r = self;
    bool hit = faults_strike(r->f, "read");

    /* A reader that fails hands nothing out, whenever it fails. */
    return hit ? faults_fail(err) : fa_reader_read(&r->inner, request, out, err);
}

static void close_reader(void *self)
{
    reader *r = self;

    fa_document_reader_close(&r->inner);
    free(r);
}

fa_document_reader faulty_document_reader(fa_document_reader inner, faults *f)
{
    static const fa_document_reader_ops ops = {sizeof ops, "faulty", read_document, close_reader};
    reader *r = make(sizeof *r);

    *r = (reader){inner, f};
    return (fa_document_reader){&ops, r};
}
