/* support/record_host.c: a record service over memory and the sample reader. */
#include "record_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/adapter/local.h>

#include "host.h"
#include "record/service.h"

static void must(fa_status st)
{
    if (st != FA_OK)
        abort();
}

/* ---- an analyst that fails ---- */

typedef struct analyst {
    fa_analyst inner;
    record_host *host;
} analyst;

static fa_status document(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                          fa_error *err)
{
    analyst *a = self;

    FAULTY_CALL(&a->host->faults, "document", fa_analyst_document(&a->inner, owner, id, visit, payload, err));
}

static fa_status documents(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                           void *payload, fa_error *err)
{
    analyst *a = self;

    FAULTY_CALL(&a->host->faults, "documents",
                fa_analyst_documents(&a->inner, owner, after, limit, visit, payload, err));
}

static fa_status filing(void *self, fa_id owner, fa_id id, fa_filing_visit_fn visit, void *payload,
                        fa_error *err)
{
    analyst *a = self;

    FAULTY_CALL(&a->host->faults, "filing", fa_analyst_filing(&a->inner, owner, id, visit, payload, err));
}

static fa_status answer(void *self, fa_id owner, const fa_question_input *in, fa_answer_visit_fn visit,
                        void *payload, fa_error *err)
{
    analyst *a = self;

    a->host->asked++;
    if (a->host->meanwhile != NULL)
        a->host->meanwhile(a->host);
    FAULTY_CALL(&a->host->faults, "answer", fa_analyst_answer(&a->inner, owner, in, visit, payload, err));
}

static fa_status may_return(void *self, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    analyst *a = self;

    FAULTY_CALL(&a->host->faults, "may_return", fa_analyst_may_return(&a->inner, owner, id, out, err));
}

static void close_analyst(void *self)
{
    analyst *a = self;

    fa_analyst_close(&a->inner);
    free(a);
}

/* ---- a repository that fails ---- */

typedef struct repo {
    fa_record_repo inner;
    faults *f;
} repo;

static fa_status add(void *self, const fa_record *record, int64_t *legacy_id, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "add", fa_record_repo_add(&r->inner, record, legacy_id, err));
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_record_visit_fn visit, void *payload,
                     fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "get", fa_record_repo_get(&r->inner, owner, id, visit, payload, err));
}

static fa_status find(void *self, fa_id owner, const char *key, fa_record_visit_fn visit, void *payload,
                      fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "find", fa_record_repo_find(&r->inner, owner, key, visit, payload, err));
}

static fa_status list(void *self, fa_id owner, const fa_record_query *query, fa_record_visit_fn visit,
                      void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "list", fa_record_repo_list(&r->inner, owner, query, visit, payload, err));
}

static fa_status remove_one(void *self, fa_id owner, fa_id id, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "remove", fa_record_repo_remove(&r->inner, owner, id, err));
}

static fa_status remove_document(void *self, const fa_id *owner, fa_id id, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "remove_document", fa_record_repo_remove_document(&r->inner, owner, id, err));
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "remove_owner", fa_record_repo_remove_owner(&r->inner, owner, err));
}

static fa_status sources(void *self, fa_id owner, fa_id id, uint32_t limit, fa_record_source_visit_fn visit,
                         void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "sources", fa_record_repo_sources(&r->inner, owner, id, limit, visit, payload, err));
}

static void close_repo(void *self)
{
    repo *r = self;

    fa_record_repo_close(&r->inner);
    free(r);
}

/* ---- the service ---- */

static void *wrapper(size_t size)
{
    void *w = calloc(1, size);

    if (w == NULL)
        abort();
    return w;
}

void record_host_open(record_host *host)
{
    static const fa_analyst_ops analyst_ops = {
        sizeof analyst_ops, "faulty", document, documents, filing, answer, close_analyst, may_return};
    static const fa_record_repo_ops repo_ops = {
        sizeof repo_ops, "faulty",        add,          get,     find,      list,
        remove_one,      remove_document, remove_owner, sources, close_repo};
    fai_record_parts parts = {.clock = host_clock(), .hasher = host_hasher()};
    analyst *a = wrapper(sizeof *a);
    repo *r = wrapper(sizeof *r);

    memset(host, 0, sizeof *host);
    analysis_host_open(&host->analysis);
    a->host = host;
    r->f = &host->faults;
    must(fa_local_document_source_open(host->analysis.documents.svc, &host->documents, NULL));
    must(fa_local_analyst_open(&host->documents, host->analysis.svc, &a->inner, NULL));
    must(host_open(FA_PORT_RECORD_REPO, "memory:", &r->inner, NULL));
    host->repo = r->inner;
    parts.analyst = (fa_analyst){&analyst_ops, a};
    parts.repo = (fa_record_repo){&repo_ops, r};
    must(fai_record_service_new(&parts, &host->svc, NULL));
}

void record_host_close(record_host *host)
{
    fa_record_close(host->svc);
    fa_document_source_close(&host->documents);
    analysis_host_close(&host->analysis);
}

fa_id record_host_upload(record_host *host, fa_id owner, const char *name, const char *text)
{
    bytes_feed feed = {.bytes = text, .len = strlen(text)};
    fa_upload in = FA_UPLOAD_INIT;
    const fa_document *doc = NULL;
    fa_id id;

    in.name = name;
    in.read = bytes_feed_read;
    in.payload = &feed;
    must(fa_document_upload(host->analysis.documents.svc, owner, &in, &doc, NULL, NULL));
    id = doc->id;
    fa_document_free(doc);
    return id;
}

fa_id record_host_ingest(record_host *host, fa_id owner, const char *name, const char *text)
{
    fa_id id = record_host_upload(host, owner, name, text);
    const fa_job *job = NULL;
    bool worked = false;

    must(fa_job_start(host->analysis.svc, owner, id, &job, NULL));
    fa_job_free(job);
    must(fa_job_run_next(host->analysis.svc, &worked, NULL));
    return id;
}

fa_id record_user(unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "usr_%026u", n);
    return id;
}

static fa_status count(void *payload, const fa_record *record, fa_error *err)
{
    (void)record;
    (void)err;
    ++*(uint32_t *)payload;
    return FA_OK;
}

uint32_t record_host_count(record_host *host, fa_id owner, fa_record_kind kind)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    uint32_t n = 0;

    q.kind = kind;
    q.limit = UINT32_MAX;
    must(fa_record_repo_list(&host->repo, owner, &q, count, &n, NULL));
    return n;
}
