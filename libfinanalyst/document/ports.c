/* document/ports.c: the checking wrappers of the document feature's port. */
#include <string.h>

#include <finanalyst/port/document_repo.h>

#include "base/ids.h"
#include "base/port.h"
#include "document/domain/document.h"

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

static fa_status check_visit(fa_document_visit_fn visit, fa_error *err)
{
    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the document to");
    return FA_OK;
}

static fa_status check_key(const fa_id *owner, const fa_id *id, fa_error *err)
{
    fa_status st = fai_owner_check(owner, err);

    return st != FA_OK ? st : fai_document_check_id(id, err);
}

fa_status fa_document_repo_add(const fa_document_repo *r, const fa_document *doc, uint32_t *legacy_id,
                               fa_error *err)
{
    uint32_t given;
    fa_status st;

    NEED(r, add, "document repository");
    st = fai_document_check(doc, err);
    return st != FA_OK ? st : r->ops->add(r->self, doc, legacy_id == NULL ? &given : legacy_id, err);
}

fa_status fa_document_repo_get(const fa_document_repo *r, fa_id owner, fa_id id, fa_document_visit_fn visit,
                               void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, get, "document repository");
    st = check_key(&owner, &id, err);
    if (st == FA_OK)
        st = check_visit(visit, err);
    return st != FA_OK ? st : r->ops->get(r->self, owner, id, visit, payload, err);
}

fa_status fa_document_repo_get_legacy(const fa_document_repo *r, fa_id owner, uint32_t legacy_id,
                                      fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, get_legacy, "document repository");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK)
        st = check_visit(visit, err);
    return st != FA_OK ? st : r->ops->get_legacy(r->self, owner, legacy_id, visit, payload, err);
}

fa_status fa_document_repo_find(const fa_document_repo *r, fa_id owner, const char *sha256,
                                fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, find, "document repository");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK && !fai_is_sha256(sha256))
        st = fa_fail_field(err, FA_EINVALID, "sha256", "a SHA-256 has 64 lower-case hexadecimal digits");
    if (st == FA_OK)
        st = check_visit(visit, err);
    return st != FA_OK ? st : r->ops->find(r->self, owner, sha256, visit, payload, err);
}

static fa_status check_after(const fa_id *after, const char *prefix, fa_error *err)
{
    fa_id same;

    if (after->s[0] == '\0')
        return FA_OK;
    if (memchr(after->s, '\0', sizeof after->s) == NULL)
        return fa_fail_field(err, FA_EINVALID, "after", "an id has no end");
    return fa_id_parse(after->s, prefix, &same, err);
}

static fa_status check_query(const fa_document_query *query, fa_error *err)
{
    fa_status st;

    if (query == NULL || query->struct_size < sizeof *query)
        return fa_fail_field(err, FA_EINVALID, "query", "what is looked for is not filled in");
    if ((int)query->state < 0 || query->state > FA_DOCUMENT_CANCELLED)
        return fa_fail_field(err, FA_EINVALID, "state", "a document has no state %d", (int)query->state);
    st = check_after(&query->after, "doc_", err);
    return st != FA_OK ? st : check_after(&query->collection, "col_", err);
}

fa_status fa_document_repo_select(const fa_document_repo *r, fa_id owner, const fa_document_query *query,
                                  fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, select, "document repository");
    st = fai_owner_check(&owner, err);
    if (st == FA_OK)
        st = check_query(query, err);
    if (st == FA_OK)
        st = check_visit(visit, err);
    if (st != FA_OK || query->limit == 0)
        return st;
    return r->ops->select(r->self, owner, query, visit, payload, err);
}

fa_status fa_document_repo_scan(const fa_document_repo *r, fa_id after, uint32_t limit,
                                fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, scan, "document repository");
    st = check_after(&after, "doc_", err);
    if (st == FA_OK)
        st = check_visit(visit, err);
    if (st != FA_OK || limit == 0)
        return st;
    return r->ops->scan(r->self, after, limit, visit, payload, err);
}

fa_status fa_document_repo_replace(const fa_document_repo *r, const fa_document *doc, fa_error *err)
{
    fa_status st;

    NEED(r, replace, "document repository");
    st = fai_document_check(doc, err);
    return st != FA_OK ? st : r->ops->replace(r->self, doc, err);
}

fa_status fa_document_repo_remove(const fa_document_repo *r, const fa_removal *removal, fa_error *err)
{
    fa_status st;

    NEED(r, remove, "document repository");
    if (removal == NULL)
        return fa_fail_field(err, FA_EINVALID, "removal", "it is not said what is to be removed");
    st = check_key(&removal->owner, &removal->document, err);
    return st != FA_OK ? st : r->ops->remove(r->self, removal, err);
}

fa_status fa_document_repo_removals(const fa_document_repo *r, uint64_t after, uint32_t limit,
                                    fa_removal_visit_fn visit, void *payload, fa_error *err)
{
    NEED(r, removals, "document repository");
    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the removals to");
    if (limit == 0 || after >= INT64_MAX)
        return FA_OK;
    return r->ops->removals(r->self, after, limit, visit, payload, err);
}

void fa_document_repo_close(fa_document_repo *r)
{
    if (FAI_PORT_IS_NONE(r))
        return;
    if (FAI_PORT_HAS(r, close))
        r->ops->close(r->self);
    memset(r, 0, sizeof *r);
}
