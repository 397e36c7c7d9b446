/* document/usecases/remove_owner.c: removes all that an owner has: of each document the bytes first, so that a call that is
 * cut off finds in the records what is left to do. */
#include <stdio.h>
#include <string.h>

#include "base/ids.h"
#include "document/usecases/removals.h"

enum { PAGE = 64 };

/* The documents, or collections, of one look at a list. */
typedef struct page {
    fa_id ids[PAGE];
    uint32_t count;
} page;

static fa_status keep_id(void *payload, const fa_document *doc, fa_error *err)
{
    page *p = payload;

    (void)err;
    p->ids[p->count++] = doc->id;
    return FA_OK;
}

/* Those in the bin, or the others. */
static fa_status remove_documents(fa_document_service *svc, fa_id owner, bool deleted, fa_error *err)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;
    page p;
    fa_status st;

    query.deleted = deleted;
    query.limit = PAGE;
    do {
        p.count = 0;
        st = fa_document_repo_select(&svc->with.repo, owner, &query, keep_id, &p, err);
        for (uint32_t i = 0; st == FA_OK && i < p.count; i++) {
            st = fa_blob_remove(&svc->with.blobs, fai_document_key(owner, p.ids[i]).s, err);
            if (st == FA_OK)
                st = fai_document_drop(svc, owner, p.ids[i], err);
        }
    } while (st == FA_OK && p.count > 0);
    return st;
}

static fa_status keep_collection(void *payload, const fa_collection *collection, fa_error *err)
{
    page *p = payload;

    (void)err;
    p->ids[p->count++] = collection->id;
    return FA_OK;
}

static fa_status remove_collections(fa_document_service *svc, fa_id owner, fa_error *err)
{
    page p;
    fa_status st;

    do {
        p.count = 0;
        st = fa_document_repo_list_collections(&svc->with.repo, owner, (fa_id){{0}}, PAGE, keep_collection,
                                               &p, err);
        for (uint32_t i = 0; st == FA_OK && i < p.count; i++)
            st = fa_document_repo_remove_collection(&svc->with.repo, owner, p.ids[i], err);
    } while (st == FA_OK && p.count > 0);
    return st;
}

typedef struct leftovers {
    fai_blob_key keys[PAGE];
    uint32_t count;
} leftovers;

static fa_status keep_key(void *payload, const fa_blob_info *info, fa_error *err)
{
    leftovers *l = payload;

    (void)err;
    if (strlen(info->key) < sizeof l->keys[0].s)
        (void)snprintf(l->keys[l->count++].s, sizeof l->keys[0].s, "%s", info->key);
    return FA_OK;
}

/* Bytes of uploads that were cut off before they had a record. A store that has no lists cannot be asked for them. */
static fa_status remove_leftovers(fa_document_service *svc, fa_id owner, fa_error *err)
{
    char prefix[sizeof(fai_blob_key)];
    leftovers l;
    fa_status st;

    (void)snprintf(prefix, sizeof prefix, "%s", fai_document_key(owner, (fa_id){"doc_"}).s);
    do {
        fa_error why = {0};

        l.count = 0;
        st = fa_blob_list(&svc->with.blobs, prefix, "", PAGE, keep_key, &l, &why);
        if (st == FA_EUNSUPPORTED)
            return FA_OK;
        if (st != FA_OK && err != NULL)
            *err = why;
        for (uint32_t i = 0; st == FA_OK && i < l.count; i++)
            st = fa_blob_remove(&svc->with.blobs, l.keys[i].s, err);
    } while (st == FA_OK && l.count > 0);
    return st;
}

/* The transfers of an owner, of one look at all there are. */
typedef struct transfers {
    page of_owner;
    fa_id owner, last;
    uint32_t seen;
} transfers;

static fa_status keep_transfer(void *payload, const fa_transfer *transfer, fa_error *err)
{
    transfers *t = payload;

    (void)err;
    t->seen++;
    t->last = transfer->id;
    if (fa_id_equal(transfer->owner, t->owner))
        t->of_owner.ids[t->of_owner.count++] = transfer->id;
    return FA_OK;
}

static fa_status remove_transfers(fa_document_service *svc, fa_id owner, fa_error *err)
{
    transfers t = {.owner = owner};
    fa_status st;

    do {
        t.seen = t.of_owner.count = 0;
        st = fa_transfer_store_list(&svc->with.transfers, t.last, PAGE, keep_transfer, &t, err);
        for (uint32_t i = 0; st == FA_OK && i < t.of_owner.count; i++)
            st = fa_transfer_store_remove(&svc->with.transfers, owner, t.of_owner.ids[i], err);
    } while (st == FA_OK && t.seen == PAGE);
    return st;
}

fa_status fa_document_remove_owner(fa_document_service *svc, fa_id owner, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK)
        st = fai_owner_check(&owner, err);
    if (st == FA_OK)
        st = remove_transfers(svc, owner, err);
    if (st == FA_OK)
        st = remove_documents(svc, owner, false, err);
    if (st == FA_OK)
        st = remove_documents(svc, owner, true, err);
    if (st == FA_OK)
        st = remove_collections(svc, owner, err);
    return st == FA_OK ? remove_leftovers(svc, owner, err) : st;
}
