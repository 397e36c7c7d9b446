/* record/ports.c: the checking wrappers of the record feature's ports. */
#include <string.h>

#include <finanalyst/port/analyst.h>
#include <finanalyst/port/record_repo.h>

#include "base/port.h"
#include "record/domain/record.h"

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

static fa_status check_visit(bool there, fa_error *err)
{
    if (!there)
        return fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show it to");
    return FA_OK;
}

/* ---- records ---- */

fa_status fa_record_repo_add(const fa_record_repo *r, const fa_record *record, int64_t *legacy_id,
                             fa_error *err)
{
    int64_t number = 0;
    fa_status st;

    NEED(r, add, "record repository");
    st = fai_record_check(record, err);
    if (st == FA_OK)
        st = r->ops->add(r->self, record, &number, err);
    if (st == FA_OK && legacy_id != NULL)
        *legacy_id = number;
    return st;
}

fa_status fa_record_repo_get(const fa_record_repo *r, fa_id owner, fa_id id, fa_record_visit_fn visit,
                             void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, get, "record repository");
    st = fai_record_check_owner(&owner, err);
    if (st == FA_OK)
        st = fai_record_check_id(&id, err);
    if (st == FA_OK)
        st = check_visit(visit != NULL, err);
    return st != FA_OK ? st : r->ops->get(r->self, owner, id, visit, payload, err);
}

fa_status fa_record_repo_find(const fa_record_repo *r, fa_id owner, const char *key, fa_record_visit_fn visit,
                              void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, find, "record repository");
    st = fai_record_check_owner(&owner, err);
    if (st == FA_OK)
        st = fai_record_check_key(key, err);
    if (st == FA_OK)
        st = check_visit(visit != NULL, err);
    return st != FA_OK ? st : r->ops->find(r->self, owner, key, visit, payload, err);
}

static fa_status check_query(const fa_record_query *q, fa_error *err)
{
    if (q == NULL || q->struct_size < sizeof *q)
        return fa_fail_field(err, FA_EINVALID, "query", "there is no query of this version");
    if (q->kind != FA_RECORD_ANSWER && q->kind != FA_RECORD_ANALYSIS)
        return fa_fail_field(err, FA_EINVALID, "kind", "a record is an answer or an analysis");
    if (q->before < 0)
        return fa_fail_field(err, FA_EINVALID, "before", "records are numbered from 1");
    return q->document.s[0] == '\0' ? FA_OK : fai_record_check_document(&q->document, err);
}

fa_status fa_record_repo_list(const fa_record_repo *r, fa_id owner, const fa_record_query *query,
                              fa_record_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, list, "record repository");
    st = fai_record_check_owner(&owner, err);
    if (st == FA_OK)
        st = check_query(query, err);
    if (st == FA_OK)
        st = check_visit(visit != NULL, err);
    return st != FA_OK || query->limit == 0 ? st : r->ops->list(r->self, owner, query, visit, payload, err);
}

fa_status fa_record_repo_remove(const fa_record_repo *r, fa_id owner, fa_id id, fa_error *err)
{
    fa_status st;

    NEED(r, remove, "record repository");
    st = fai_record_check_owner(&owner, err);
    if (st == FA_OK)
        st = fai_record_check_id(&id, err);
    return st != FA_OK ? st : r->ops->remove(r->self, owner, id, err);
}

fa_status fa_record_repo_remove_document(const fa_record_repo *r, const fa_id *owner, fa_id document,
                                         fa_error *err)
{
    fa_status st;

    NEED(r, remove_document, "record repository");
    st = fai_record_check_document(&document, err);
    if (st == FA_OK && owner != NULL)
        st = fai_record_check_owner(owner, err);
    return st != FA_OK ? st : r->ops->remove_document(r->self, owner, document, err);
}

fa_status fa_record_repo_remove_owner(const fa_record_repo *r, fa_id owner, fa_error *err)
{
    fa_status st;

    NEED(r, remove_owner, "record repository");
    st = fai_record_check_owner(&owner, err);
    return st != FA_OK ? st : r->ops->remove_owner(r->self, owner, err);
}

fa_status fa_record_repo_sources(const fa_record_repo *r, fa_id owner, fa_id document, uint32_t limit,
                                 fa_record_source_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, sources, "record repository");
    st = fai_record_check_owner(&owner, err);
    if (st == FA_OK && document.s[0] != '\0')
        st = fai_record_check_document(&document, err);
    if (st == FA_OK)
        st = check_visit(visit != NULL, err);
    return st != FA_OK || limit == 0 ? st
                                     : r->ops->sources(r->self, owner, document, limit, visit, payload, err);
}

void fa_record_repo_close(fa_record_repo *r)
{
    if (FAI_PORT_IS_NONE(r))
        return;
    if (FAI_PORT_HAS(r, close))
        r->ops->close(r->self);
    memset(r, 0, sizeof *r);
}

/* ---- the analyst ---- */

fa_status fa_analyst_document(const fa_analyst *a, fa_id owner, fa_id id, fa_document_visit_fn visit,
                              void *payload, fa_error *err)
{
    fa_status st;

    NEED(a, document, "analyst");
    st = check_visit(visit != NULL, err);
    return st != FA_OK ? st : a->ops->document(a->self, owner, id, visit, payload, err);
}

fa_status fa_analyst_documents(const fa_analyst *a, fa_id owner, fa_id after, uint32_t limit,
                               fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(a, documents, "analyst");
    st = check_visit(visit != NULL, err);
    return st != FA_OK || limit == 0 ? st
                                     : a->ops->documents(a->self, owner, after, limit, visit, payload, err);
}

fa_status fa_analyst_filing(const fa_analyst *a, fa_id owner, fa_id document, fa_filing_visit_fn visit,
                            void *payload, fa_error *err)
{
    fa_status st;

    NEED(a, filing, "analyst");
    st = check_visit(visit != NULL, err);
    return st != FA_OK ? st : a->ops->filing(a->self, owner, document, visit, payload, err);
}

fa_status fa_analyst_answer(const fa_analyst *a, fa_id owner, const fa_question_input *in,
                            fa_answer_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(a, answer, "analyst");
    st = check_visit(visit != NULL, err);
    return st != FA_OK ? st : a->ops->answer(a->self, owner, in, visit, payload, err);
}

fa_status fa_analyst_may_return(const fa_analyst *a, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    NEED(a, document, "analyst");
    *out = false;
    return FAI_PORT_HAS(a, may_return) ? a->ops->may_return(a->self, owner, id, out, err) : FA_OK;
}

void fa_analyst_close(fa_analyst *a)
{
    if (FAI_PORT_IS_NONE(a))
        return;
    if (FAI_PORT_HAS(a, close))
        a->ops->close(a->self);
    memset(a, 0, sizeof *a);
}
