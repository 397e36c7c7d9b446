/* analysis/ports.c: the checking wrappers of the analysis feature's ports. What reaches an adapter has been looked at
 * here, so that an adapter need not. */
#include <math.h>
#include <string.h>

#include <finanalyst/port/document_reader.h>
#include <finanalyst/port/document_source.h>
#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/passage_index.h>

#include "base/ids.h"
#include "base/port.h"
#include "base/text.h"

static fa_status no_port(fa_error *err, const char *what)
{
    return fa_fail(err, FA_EINVALID, "there is no %s", what);
}

static fa_status no_op(fa_error *err, const char *name, const char *op)
{
    return fa_fail(err, FA_EUNSUPPORTED, "the adapter %s cannot %s", name == NULL ? "without a name" : name,
                   op);
}

#define NEED(port, op, what)                                                                                 \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return no_port(err, what);                                                                       \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return no_op(err, (port)->ops->name, #op);                                                       \
    } while (0)

/* Closes a port, whatever its kind, and makes it none. */
#define CLOSE(port)                                                                                          \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return;                                                                                          \
        if (FAI_PORT_HAS(port, close))                                                                       \
            (port)->ops->close((port)->self);                                                                \
        memset((port), 0, sizeof *(port));                                                                   \
    } while (0)

static fa_status check_id(const fa_id *id, const char *prefix, fa_error *err)
{
    fa_id same;

    if (memchr(id->s, '\0', sizeof id->s) == NULL)
        return fa_fail_field(err, FA_EINVALID, "id", "the id has no end");
    return fa_id_parse(id->s, prefix, &same, err);
}

/* What is asked for: something of an owner, by its id. */
static fa_status check_key(const fa_id *owner, const fa_id *id, const char *prefix, fa_error *err)
{
    fa_status st = fai_owner_check(owner, err);

    return st != FA_OK ? st : check_id(id, prefix, err);
}

static fa_status missing(fa_error *err, const char *field)
{
    return fa_fail_field(err, FA_EINVALID, field, "%s is missing", field);
}

/* ---- documents, as another feature has them ---- */

fa_status fa_source_get(const fa_document_source *s, fa_id owner, fa_id id, fa_document_visit_fn visit,
                        void *payload, fa_error *err)
{
    fa_status st;

    NEED(s, get, "document source");
    st = check_key(&owner, &id, "doc_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    return st != FA_OK ? st : s->ops->get(s->self, owner, id, visit, payload, err);
}

fa_status fa_source_list(const fa_document_source *s, fa_id owner, fa_id after, uint32_t limit,
                         fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(s, list, "document source");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK && after.s[0] != '\0')
        st = check_id(&after, "doc_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    if (st != FA_OK || limit == 0)
        return st;
    return s->ops->list(s->self, owner, after, limit, visit, payload, err);
}

fa_status fa_source_content(const fa_document_source *s, fa_id owner, fa_id id, fa_write_fn write,
                            void *payload, fa_error *err)
{
    fa_status st;

    NEED(s, content, "document source");
    st = check_key(&owner, &id, "doc_", err);
    if (st == FA_OK && write == NULL)
        st = missing(err, "write");
    return st != FA_OK ? st : s->ops->content(s->self, owner, id, write, payload, err);
}

fa_status fa_source_report(const fa_document_source *s, const fa_document *doc, fa_error *err)
{
    fa_status st;

    NEED(s, report, "document source");
    if (doc == NULL)
        return missing(err, "document");
    st = check_key(&doc->owner, &doc->id, "doc_", err);
    if (st == FA_OK && (doc->error == NULL || doc->company == NULL || doc->ticker == NULL ||
                        doc->form == NULL || doc->currency == NULL))
        st = fa_fail_field(err, FA_EINVALID, "document", "a text of the document's identity is missing");
    return st != FA_OK ? st : s->ops->report(s->self, doc, err);
}

fa_status fa_source_get_legacy(const fa_document_source *s, fa_id owner, uint32_t legacy_id,
                               fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(s, get_legacy, "document source");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    return st != FA_OK ? st : s->ops->get_legacy(s->self, owner, legacy_id, visit, payload, err);
}

fa_status fa_source_may_return(const fa_document_source *s, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    fa_status st;

    NEED(s, may_return, "document source");
    st = check_key(&owner, &id, "doc_", err);
    if (st == FA_OK && out == NULL)
        st = missing(err, "out");
    return st != FA_OK ? st : s->ops->may_return(s->self, owner, id, out, err);
}

fa_status fa_source_removals(const fa_document_source *s, uint64_t after, uint32_t limit,
                             fa_removal_visit_fn visit, void *payload, fa_error *err)
{
    NEED(s, removals, "document source");
    if (visit == NULL)
        return missing(err, "visit");
    return limit == 0 ? FA_OK : s->ops->removals(s->self, after, limit, visit, payload, err);
}

fa_status fa_source_scan(const fa_document_source *s, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                         void *payload, fa_error *err)
{
    fa_status st = FA_OK;

    NEED(s, scan, "document source");
    if (after.s[0] != '\0')
        st = check_id(&after, "doc_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    if (st != FA_OK || limit == 0)
        return st;
    return s->ops->scan(s->self, after, limit, visit, payload, err);
}

fa_status fa_source_remove_owner(const fa_document_source *s, fa_id owner, fa_error *err)
{
    fa_status st;

    NEED(s, remove_owner, "document source");
    st = fai_owner_check(&owner, err);
    return st != FA_OK ? st : s->ops->remove_owner(s->self, owner, err);
}

fa_status fa_source_count(const fa_document_source *s, fa_id owner, uint64_t *out, fa_error *err)
{
    fa_status st;

    NEED(s, count, "document source");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK && out == NULL)
        st = missing(err, "out");
    return st != FA_OK ? st : s->ops->count(s->self, owner, out, err);
}

void fa_document_source_close(fa_document_source *s)
{
    CLOSE(s);
}

/* ---- reading ---- */

fa_status fa_reader_read(const fa_document_reader *reader, const fa_read_request *request,
                         const fa_content **out, fa_error *err)
{
    NEED(reader, read, "document reader");
    if (request == NULL || request->struct_size < sizeof(size_t))
        return missing(err, "request");
    if (request->path == NULL || request->path[0] == '\0')
        return missing(err, "path");
    if (request->name == NULL)
        return missing(err, "name");
    if (out == NULL)
        return missing(err, "out");
    return reader->ops->read(reader->self, request, out, err);
}

void fa_document_reader_close(fa_document_reader *reader)
{
    CLOSE(reader);
}

/* ---- jobs ---- */

static fa_status check_job(const fa_job *job, fa_error *err)
{
    fa_status st;

    if (job == NULL)
        return missing(err, "job");
    st = check_key(&job->owner, &job->id, "job_", err);
    if (st == FA_OK)
        st = check_id(&job->document, "doc_", err);
    if (st == FA_OK && job->step == NULL)
        st = missing(err, "step");
    if (st == FA_OK && job->error == NULL)
        st = missing(err, "error");
    if (st == FA_OK && (job->state < FA_JOB_QUEUED || job->state > FA_JOB_CANCELLED))
        st = fa_fail_field(err, FA_EINVALID, "state", "a job has no state %d", (int)job->state);
    return st;
}

fa_status fa_job_repo_add(const fa_job_repo *r, const fa_job *job, fa_error *err)
{
    fa_status st;

    NEED(r, add, "job repository");
    st = check_job(job, err);
    return st != FA_OK ? st : r->ops->add(r->self, job, err);
}

fa_status fa_job_repo_get(const fa_job_repo *r, fa_id owner, fa_id id, fa_job_visit_fn visit, void *payload,
                          fa_error *err)
{
    fa_status st;

    NEED(r, get, "job repository");
    st = check_key(&owner, &id, "job_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    return st != FA_OK ? st : r->ops->get(r->self, owner, id, visit, payload, err);
}

fa_status fa_job_repo_of_document(const fa_job_repo *r, fa_id owner, fa_id document, fa_job_visit_fn visit,
                                  void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, of_document, "job repository");
    st = check_key(&owner, &document, "doc_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    return st != FA_OK ? st : r->ops->of_document(r->self, owner, document, visit, payload, err);
}

fa_status fa_job_repo_claim(const fa_job_repo *r, fa_time now, fa_time stale, fa_job_visit_fn visit,
                            void *payload, fa_error *err)
{
    NEED(r, claim, "job repository");
    if (visit == NULL)
        return missing(err, "visit");
    return r->ops->claim(r->self, now, stale, visit, payload, err);
}

fa_status fa_job_repo_replace(const fa_job_repo *r, const fa_job *job, fa_error *err)
{
    fa_status st;

    NEED(r, replace, "job repository");
    st = check_job(job, err);
    return st != FA_OK ? st : r->ops->replace(r->self, job, err);
}

fa_status fa_job_repo_cancel(const fa_job_repo *r, fa_id owner, fa_id id, fa_error *err)
{
    fa_status st;

    NEED(r, cancel, "job repository");
    st = check_key(&owner, &id, "job_", err);
    return st != FA_OK ? st : r->ops->cancel(r->self, owner, id, err);
}

fa_status fa_job_repo_forget(const fa_job_repo *r, fa_id owner, fa_id document, fa_error *err)
{
    fa_status st;

    NEED(r, forget, "job repository");
    st = check_key(&owner, &document, "doc_", err);
    return st != FA_OK ? st : r->ops->forget(r->self, owner, document, err);
}

fa_status fa_job_repo_forget_owner(const fa_job_repo *r, fa_id owner, fa_error *err)
{
    fa_status st;

    NEED(r, forget_owner, "job repository");
    st = fai_owner_check(&owner, err);
    return st != FA_OK ? st : r->ops->forget_owner(r->self, owner, err);
}

void fa_job_repo_close(fa_job_repo *r)
{
    CLOSE(r);
}

/* ---- filings ---- */

fa_status fa_filing_repo_put(const fa_filing_repo *r, fa_id owner, fa_id document, const fa_filing *filing,
                             fa_error *err)
{
    fa_status st;

    NEED(r, put, "filing repository");
    st = check_key(&owner, &document, "doc_", err);
    if (st == FA_OK && filing == NULL)
        st = missing(err, "filing");
    return st != FA_OK ? st : r->ops->put(r->self, owner, document, filing, err);
}

fa_status fa_filing_repo_get(const fa_filing_repo *r, fa_id owner, fa_id document, fa_filing_visit_fn visit,
                             void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, get, "filing repository");
    st = check_key(&owner, &document, "doc_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    return st != FA_OK ? st : r->ops->get(r->self, owner, document, visit, payload, err);
}

fa_status fa_filing_repo_remove(const fa_filing_repo *r, fa_id owner, fa_id document, fa_error *err)
{
    fa_status st;

    NEED(r, remove, "filing repository");
    st = check_key(&owner, &document, "doc_", err);
    return st != FA_OK ? st : r->ops->remove(r->self, owner, document, err);
}

fa_status fa_filing_repo_remove_owner(const fa_filing_repo *r, fa_id owner, fa_error *err)
{
    fa_status st;

    NEED(r, remove_owner, "filing repository");
    st = fai_owner_check(&owner, err);
    return st != FA_OK ? st : r->ops->remove_owner(r->self, owner, err);
}

void fa_filing_repo_close(fa_filing_repo *r)
{
    CLOSE(r);
}

/* ---- passages ---- */

static fa_status check_passages(const fa_passage *pages, uint32_t count, fa_error *err)
{
    if (pages == NULL && count != 0)
        return missing(err, "pages");
    for (uint32_t i = 0; i < count; i++) {
        if (pages[i].page < 1 || (i > 0 && pages[i].page <= pages[i - 1].page))
            return fa_fail_field(err, FA_EINVALID, "page",
                                 "pages are numbered from 1, each more than the last");
        if (pages[i].text == NULL)
            return missing(err, "text");
        if (pages[i].section == NULL)
            return missing(err, "section");
        if (pages[i].lines == NULL && pages[i].line_count != 0)
            return missing(err, "lines");
    }
    return FA_OK;
}

static bool is_word(const char *text)
{
    if (text == NULL || *text == '\0')
        return false;
    for (; *text != '\0'; text++)
        if (!fai_is_digit(*text) && !(*text >= 'a' && *text <= 'z') && (unsigned char)*text < 0x80)
            return false;
    return true;
}

static fa_status check_terms(const fa_term *terms, uint32_t count, fa_error *err)
{
    if (terms == NULL && count != 0)
        return missing(err, "terms");
    for (uint32_t i = 0; i < count; i++) {
        if (!is_word(terms[i].word))
            return fa_fail_field(err, FA_EINVALID, "word",
                                 "a word to search has lower-case letters and digits only");
        if (!isfinite(terms[i].weight) || terms[i].weight < 0)
            return fa_fail_field(err, FA_EINVALID, "weight", "a word's weight is a number from 0");
    }
    return FA_OK;
}

fa_status fa_passage_put(const fa_passage_index *x, fa_id owner, fa_id document, const fa_passage *pages,
                         uint32_t count, fa_error *err)
{
    fa_status st;

    NEED(x, put, "passage index");
    st = check_key(&owner, &document, "doc_", err);
    if (st == FA_OK)
        st = check_passages(pages, count, err);
    return st != FA_OK ? st : x->ops->put(x->self, owner, document, pages, count, err);
}

fa_status fa_passage_search(const fa_passage_index *x, fa_id owner, const fa_term *terms, uint32_t term_count,
                            const fa_id *documents, uint32_t document_count, uint32_t limit,
                            fa_passage_hit_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(x, search, "passage index");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK)
        st = check_terms(terms, term_count, err);
    for (uint32_t i = 0; st == FA_OK && documents != NULL && i < document_count; i++)
        st = check_id(&documents[i], "doc_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    if (st != FA_OK || term_count == 0 || limit == 0 || (documents != NULL && document_count == 0))
        return st;
    return x->ops->search(x->self, owner, terms, term_count, documents, document_count, limit, visit, payload,
                          err);
}

fa_status fa_passage_page(const fa_passage_index *x, fa_id owner, fa_id document, int32_t page,
                          fa_passage_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(x, page, "passage index");
    st = check_key(&owner, &document, "doc_", err);
    if (st == FA_OK && visit == NULL)
        st = missing(err, "visit");
    return st != FA_OK ? st : x->ops->page(x->self, owner, document, page, visit, payload, err);
}

fa_status fa_passage_remove(const fa_passage_index *x, fa_id owner, fa_id document, fa_error *err)
{
    fa_status st;

    NEED(x, remove, "passage index");
    st = check_key(&owner, &document, "doc_", err);
    return st != FA_OK ? st : x->ops->remove(x->self, owner, document, err);
}

fa_status fa_passage_remove_owner(const fa_passage_index *x, fa_id owner, fa_error *err)
{
    fa_status st;

    NEED(x, remove_owner, "passage index");
    st = fai_owner_check(&owner, err);
    return st != FA_OK ? st : x->ops->remove_owner(x->self, owner, err);
}

void fa_passage_index_close(fa_passage_index *x)
{
    CLOSE(x);
}
