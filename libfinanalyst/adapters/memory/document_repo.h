/* adapters/memory/document_repo.h: what the files of the document repository share. */
#ifndef FA_MEMORY_DOCUMENT_REPO_H
#define FA_MEMORY_DOCUMENT_REPO_H

#include <pthread.h>

#include <finanalyst/port/document_repo.h>

typedef struct document_record {
    fa_document doc; /* its texts follow in the same allocation */
    unsigned users;  /* the array, and every visit under way */
} document_record;

/* A collection and what is in it. */
typedef struct memory_collection {
    fa_collection c; /* its name is an allocation of its own */
    fa_id *documents;
    size_t count;
    size_t cap;
} memory_collection;

typedef struct document_store {
    pthread_mutex_t lock;
    document_record **items; /* by id */
    size_t count;
    size_t cap;
    uint32_t last_legacy_id;
    fa_share *shares; /* in no order */
    size_t share_count;
    size_t share_cap;
    fa_removal *removals; /* by number */
    size_t removal_count;
    size_t removal_cap;
    uint64_t last_removal;
    memory_collection *collections; /* by id */
    size_t collection_count;
    size_t collection_cap;
} document_store;

/* These with the lock held. */

/* Where the owner's record stands; *found is false where another has it. */
size_t memory_document_place(const document_store *m, fa_id owner, fa_id id, bool *found);
/* Whether a record is one of those that the owner looks for. */
bool memory_document_fits(const document_store *m, const fa_document *doc, fa_id owner,
                          const fa_document_query *query);
bool memory_document_is_shared(const document_store *m, fa_id document, fa_id user);
/* Takes a record that goes out of all collections, and from all with whom it was shared. */
void memory_document_unshelve(document_store *m, fa_id document);

/* Room for one removal more. */
fa_status memory_removal_reserve(document_store *m, fa_error *err);
/* Keeps it under the next number, and drops the old ones. */
void memory_removal_keep(document_store *m, const fa_removal *removal);

fa_status memory_list_removals(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                               void *payload, fa_error *err);

/* The ops on shares and collections. */
fa_status memory_share(void *self, const fa_share *share, fa_error *err);
fa_status memory_unshare(void *self, fa_id owner, fa_id document, fa_id user, fa_error *err);
fa_status memory_list_shares(void *self, fa_id owner, fa_id document, fa_share_visit_fn visit, void *payload,
                             fa_error *err);
fa_status memory_add_collection(void *self, const fa_collection *collection, fa_error *err);
fa_status memory_replace_collection(void *self, const fa_collection *collection, fa_error *err);
fa_status memory_get_collection(void *self, fa_id owner, fa_id id, fa_collection_visit_fn visit,
                                void *payload, fa_error *err);
fa_status memory_list_collections(void *self, fa_id owner, fa_id after, uint32_t limit,
                                  fa_collection_visit_fn visit, void *payload, fa_error *err);
fa_status memory_remove_collection(void *self, fa_id owner, fa_id id, fa_error *err);
fa_status memory_collect(void *self, fa_id owner, fa_id collection, fa_id document, bool in, fa_error *err);
void memory_document_shelf_close(document_store *m);

#endif
