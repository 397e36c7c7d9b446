/* document/shelf_ports.c: the checking wrappers of the document repository's ops on shares and collections. */
#include <string.h>

#include <finanalyst/port/document_repo.h>

#include "base/ids.h"
#include "base/port.h"
#include "document/domain/document.h"

static fa_status no_port(fa_error *err)
{
    return fa_fail(err, FA_EINVALID, "there is no document repository");
}

static fa_status no_op(fa_error *err, const char *name, const char *op)
{
    return fa_fail(err, FA_EUNSUPPORTED, "the adapter %s cannot %s", name == NULL ? "without a name" : name,
                   op);
}

#define NEED(port, op)                                                                                       \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return no_port(err);                                                                             \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return no_op(err, (port)->ops->name, #op);                                                       \
    } while (0)

static fa_status need_visit(bool given, fa_error *err)
{
    return given ? FA_OK : fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show it to");
}

static fa_status check_document(const fa_id *owner, const fa_id *id, fa_error *err)
{
    fa_status st = fai_owner_check(owner, err);

    return st != FA_OK ? st : fai_document_check_id(id, err);
}

/* A user who is not the host itself. */
static fa_status check_user(const fa_id *user, fa_error *err)
{
    if (user->s[0] == '\0' || fai_owner_check(user, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "user", "a user is named by an id of the form usr_…");
    return FA_OK;
}

static fa_status check_collection(const fa_id *owner, const fa_id *id, fa_error *err)
{
    fa_id same;
    fa_status st = fai_owner_check(owner, err);

    if (st == FA_OK && memchr(id->s, '\0', sizeof id->s) == NULL)
        st = fa_fail_field(err, FA_EINVALID, "id", "the id of a collection has no end");
    return st != FA_OK ? st : fa_id_parse(id->s, "col_", &same, err);
}

fa_status fa_document_repo_get_shared(const fa_document_repo *r, fa_id user, fa_id id,
                                      fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, get_shared);
    st = check_user(&user, err);
    if (st == FA_OK)
        st = fai_document_check_id(&id, err);
    if (st == FA_OK)
        st = need_visit(visit != NULL, err);
    return st != FA_OK ? st : r->ops->get_shared(r->self, user, id, visit, payload, err);
}

fa_status fa_document_repo_share(const fa_document_repo *r, const fa_share *share, fa_error *err)
{
    fa_status st;

    NEED(r, share);
    if (share == NULL)
        return fa_fail_field(err, FA_EINVALID, "share", "it is not said what is shared");
    st = check_document(&share->owner, &share->document, err);
    if (st == FA_OK)
        st = check_user(&share->user, err);
    return st != FA_OK ? st : r->ops->share(r->self, share, err);
}

fa_status fa_document_repo_unshare(const fa_document_repo *r, fa_id owner, fa_id document, fa_id user,
                                   fa_error *err)
{
    fa_status st;

    NEED(r, unshare);
    st = check_document(&owner, &document, err);
    if (st == FA_OK)
        st = check_user(&user, err);
    return st != FA_OK ? st : r->ops->unshare(r->self, owner, document, user, err);
}

fa_status fa_document_repo_list_shares(const fa_document_repo *r, fa_id owner, fa_id document,
                                       fa_share_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, list_shares);
    st = check_document(&owner, &document, err);
    if (st == FA_OK)
        st = need_visit(visit != NULL, err);
    return st != FA_OK ? st : r->ops->list_shares(r->self, owner, document, visit, payload, err);
}

static fa_status check_whole(const fa_collection *collection, fa_error *err)
{
    if (collection == NULL)
        return fa_fail_field(err, FA_EINVALID, "collection", "there is no record of a collection");
    if (collection->name == NULL)
        return fa_fail_field(err, FA_EINVALID, "name", "the name of a collection is missing");
    return check_collection(&collection->owner, &collection->id, err);
}

fa_status fa_document_repo_add_collection(const fa_document_repo *r, const fa_collection *collection,
                                          fa_error *err)
{
    fa_status st;

    NEED(r, add_collection);
    st = check_whole(collection, err);
    return st != FA_OK ? st : r->ops->add_collection(r->self, collection, err);
}

fa_status fa_document_repo_replace_collection(const fa_document_repo *r, const fa_collection *collection,
                                              fa_error *err)
{
    fa_status st;

    NEED(r, replace_collection);
    st = check_whole(collection, err);
    return st != FA_OK ? st : r->ops->replace_collection(r->self, collection, err);
}

fa_status fa_document_repo_get_collection(const fa_document_repo *r, fa_id owner, fa_id id,
                                          fa_collection_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st;

    NEED(r, get_collection);
    st = check_collection(&owner, &id, err);
    if (st == FA_OK)
        st = need_visit(visit != NULL, err);
    return st != FA_OK ? st : r->ops->get_collection(r->self, owner, id, visit, payload, err);
}

fa_status fa_document_repo_list_collections(const fa_document_repo *r, fa_id owner, fa_id after,
                                            uint32_t limit, fa_collection_visit_fn visit, void *payload,
                                            fa_error *err)
{
    fa_status st;

    NEED(r, list_collections);
    st = after.s[0] == '\0' ? fai_owner_check(&owner, err) : check_collection(&owner, &after, err);
    if (st == FA_OK)
        st = need_visit(visit != NULL, err);
    if (st != FA_OK || limit == 0)
        return st;
    return r->ops->list_collections(r->self, owner, after, limit, visit, payload, err);
}

fa_status fa_document_repo_remove_collection(const fa_document_repo *r, fa_id owner, fa_id id, fa_error *err)
{
    fa_status st;

    NEED(r, remove_collection);
    st = check_collection(&owner, &id, err);
    return st != FA_OK ? st : r->ops->remove_collection(r->self, owner, id, err);
}

fa_status fa_document_repo_collect(const fa_document_repo *r, fa_id owner, fa_id collection, fa_id document,
                                   bool in, fa_error *err)
{
    fa_status st;

    NEED(r, collect);
    st = check_collection(&owner, &collection, err);
    if (st == FA_OK)
        st = fai_document_check_id(&document, err);
    return st != FA_OK ? st : r->ops->collect(r->self, owner, collection, document, in, err);
}
