/* document/usecases/collections.c: documents put together by their owner. */
#include <string.h>

#include <finanalyst/alloc.h>

#include "base/ids.h"
#include "document/domain/document.h"
#include "document/service.h"

enum { COLLECTION_NAME_BYTES = 100, TRIES = 8 };

static fa_status copy(const fa_collection *collection, fa_collection **out, fa_error *err)
{
    size_t len = strlen(collection->name) + 1;
    fa_collection *made = fa_alloc(sizeof *made + len);

    if (made == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a collection");
    *made = *collection;
    made->name = memcpy(made + 1, collection->name, len);
    *out = made;
    return FA_OK;
}

void fa_collection_free(const fa_collection *collection)
{
    fa_free((void *)(uintptr_t)collection);
}

static fa_status keep(void *payload, const fa_collection *collection, fa_error *err)
{
    return copy(collection, payload, err);
}

static fa_status fetch(const fa_document_service *svc, fa_id owner, fa_id id, fa_collection **out,
                       fa_error *err)
{
    fa_collection *made = NULL;
    fa_status st = fa_document_repo_get_collection(&svc->with.repo, owner, id, keep, &made, err);

    if (st == FA_OK)
        *out = made;
    else
        fa_collection_free(made);
    return st;
}

static fa_status check(const fa_document_service *svc, const void *out, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the collection");
    return st;
}

static fa_status check_name(const char *name, fa_error *err)
{
    if (fai_is_label(name, COLLECTION_NAME_BYTES))
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, "name",
                         "a collection's name has 1 to %d bytes of UTF-8, without control characters",
                         COLLECTION_NAME_BYTES);
}

fa_status fa_collection_create(fa_document_service *svc, fa_id owner, const char *name,
                               const fa_collection **out, fa_error *err)
{
    fa_collection new = {.owner = owner, .name = name, .version = 1};
    fa_collection *made = NULL;
    uint8_t bytes[10];
    fa_status st = check(svc, out, err);

    if (st == FA_OK)
        st = check_name(name, err);
    if (st == FA_OK)
        st = fa_clock_random(&svc->with.clock, bytes, sizeof bytes, err);
    if (st != FA_OK)
        return st;
    new.created = fa_clock_now(&svc->with.clock);
    new.id = fai_id_make("col_", new.created, bytes);
    st = copy(&new, &made, err);
    if (st == FA_OK)
        st = fa_document_repo_add_collection(&svc->with.repo, made, err);
    if (st == FA_OK)
        *out = made;
    else
        fa_collection_free(made);
    return st;
}

fa_status fa_collection_get(fa_document_service *svc, fa_id owner, fa_id id, const fa_collection **out,
                            fa_error *err)
{
    fa_collection *made = NULL;
    fa_status st = check(svc, out, err);

    if (st == FA_OK)
        st = fetch(svc, owner, id, &made, err);
    if (st == FA_OK)
        *out = made;
    return st;
}

fa_status fa_collection_list(fa_document_service *svc, fa_id owner, fa_id after, uint32_t limit,
                             fa_collection_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    return st != FA_OK
               ? st
               : fa_document_repo_list_collections(&svc->with.repo, owner, after, limit, visit, payload, err);
}

/* *lost: it may be that another was faster, and not that the name is taken. */
static fa_status try_rename(fa_document_service *svc, fa_id owner, fa_id id, const char *name,
                            const fa_collection **out, bool *lost, fa_error *err)
{
    fa_collection *now = NULL, *after = NULL;
    fa_status st = fetch(svc, owner, id, &now, err);

    *lost = false;
    if (st != FA_OK)
        return st;
    now->name = name;
    st = copy(now, &after, err);
    if (st == FA_OK) {
        st = fa_document_repo_replace_collection(&svc->with.repo, after, err);
        *lost = st == FA_ECONFLICT;
    }
    if (st == FA_OK) {
        after->version++;
        *out = after;
    } else {
        fa_collection_free(after);
    }
    fa_collection_free(now);
    return st;
}

fa_status fa_collection_rename(fa_document_service *svc, fa_id owner, fa_id id, const char *name,
                               const fa_collection **out, fa_error *err)
{
    fa_error why = {0};
    bool lost = true;
    fa_status st = check(svc, out, err);

    if (st == FA_OK)
        st = check_name(name, err);
    if (st != FA_OK)
        return st;
    for (int i = 0; i < TRIES && lost; i++)
        st = try_rename(svc, owner, id, name, out, &lost, &why);
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}

fa_status fa_collection_remove(fa_document_service *svc, fa_id owner, fa_id id, fa_error *err)
{
    fa_collection *found = NULL;
    fa_status st = fai_document_service_check(svc, err);

    if (st == FA_OK)
        st = fetch(svc, owner, id, &found, err);
    fa_collection_free(found);
    return st == FA_OK ? fa_document_repo_remove_collection(&svc->with.repo, owner, id, err) : st;
}

fa_status fa_collection_add(fa_document_service *svc, fa_id owner, fa_id id, fa_id document, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    return st != FA_OK ? st : fa_document_repo_collect(&svc->with.repo, owner, id, document, true, err);
}

fa_status fa_collection_take(fa_document_service *svc, fa_id owner, fa_id id, fa_id document, fa_error *err)
{
    fa_status st = fai_document_service_check(svc, err);

    return st != FA_OK ? st : fa_document_repo_collect(&svc->with.repo, owner, id, document, false, err);
}
