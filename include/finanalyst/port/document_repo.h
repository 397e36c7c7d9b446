/* port/document_repo.h: records of documents. */
#ifndef FINANALYST_PORT_DOCUMENT_REPO_H
#define FINANALYST_PORT_DOCUMENT_REPO_H

#include <finanalyst/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Records of documents, of whom they are shared with, and of collections. Where an op names an owner, the records of others are to it as if they were not there. Each op is one transaction, durable once it returns FA_OK. Rows are lent to visit for the
 * call. For implementers: any thread may call any op; a callback's code passes through untouched. */
typedef struct fa_document_repo_ops {
    size_t struct_size;
    const char *name;
    /* Adds a record, under a legacy_id of the store's own that no record had before; it is put in *legacy_id. Id taken,
     * or sha256 among the owner's: FA_ECONFLICT. */
    fa_status (*add)(void *self, const fa_document *doc, uint32_t *legacy_id, fa_error *err);
    /* Lends the record to visit, once. None: FA_ENOTFOUND, visit not called. */
    fa_status (*get)(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                     fa_error *err);
    fa_status (*get_legacy)(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                            void *payload, fa_error *err);
    fa_status (*find)(void *self, fa_id owner, const char *sha256, fa_document_visit_fn visit, void *payload,
                      fa_error *err);
    /* Those that fit, newest first (by id). A collection is looked for among the owner's. */
    fa_status (*select)(void *self, fa_id owner, const fa_document_query *query, fa_document_visit_fn visit,
                        void *payload, fa_error *err);
    /* The records of every owner, newest first, after `after` or from the start; at most limit. */
    fa_status (*scan)(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                      fa_error *err);
    /* Replaces the record of doc->owner if its version is still doc->version, and stores version + 1; else FA_ECONFLICT.
     * Its legacy_id stays. */
    fa_status (*replace)(void *self, const fa_document *doc, fa_error *err);
    /* Afterwards there is no such record, and it is shared with nobody and in no collection, and its removal is kept under the
     * next number; removals from before removal->time - FA_REMOVAL_DAYS are dropped. removal->seq is the store's to give. There
     * was no such record: FA_OK, and nothing is kept. */
    fa_status (*remove)(void *self, const fa_removal *removal, fa_error *err);
    /* Removals behind the number, oldest first. */
    fa_status (*removals)(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                          void *payload, fa_error *err);

    /* The record of another that is shared with the user. */
    fa_status (*get_shared)(void *self, fa_id user, fa_id id, fa_document_visit_fn visit, void *payload,
                            fa_error *err);
    /* It is shared already: FA_OK, and nothing changes. No such record of the owner's: FA_ENOTFOUND. */
    fa_status (*share)(void *self, const fa_share *share, fa_error *err);
    fa_status (*unshare)(void *self, fa_id owner, fa_id document, fa_id user, fa_error *err);
    /* By the user's id. */
    fa_status (*list_shares)(void *self, fa_id owner, fa_id document, fa_share_visit_fn visit, void *payload,
                             fa_error *err);

    /* Id taken, or name among the owner's: FA_ECONFLICT; so is replacing another version, or one that is not there. */
    fa_status (*add_collection)(void *self, const fa_collection *collection, fa_error *err);
    fa_status (*replace_collection)(void *self, const fa_collection *collection, fa_error *err);
    fa_status (*get_collection)(void *self, fa_id owner, fa_id id, fa_collection_visit_fn visit,
                                void *payload, fa_error *err);
    fa_status (*list_collections)(void *self, fa_id owner, fa_id after, uint32_t limit,
                                  fa_collection_visit_fn visit, void *payload, fa_error *err);
    fa_status (*remove_collection)(void *self, fa_id owner, fa_id id, fa_error *err);
    /* Puts a record in, or takes it out. The owner has no such record or collection: FA_ENOTFOUND. */
    fa_status (*collect)(void *self, fa_id owner, fa_id collection, fa_id document, bool in, fa_error *err);
    void (*close)(void *self);
} fa_document_repo_ops;

typedef struct fa_document_repo {
    const fa_document_repo_ops *ops;
    void *self;
} fa_document_repo;

/* legacy_id may be NULL. */
FA_API fa_status fa_document_repo_add(const fa_document_repo *r, const fa_document *doc, uint32_t *legacy_id,
                                      fa_error *err);
FA_API fa_status fa_document_repo_get(const fa_document_repo *r, fa_id owner, fa_id id,
                                      fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_document_repo_get_legacy(const fa_document_repo *r, fa_id owner, uint32_t legacy_id,
                                             fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_document_repo_find(const fa_document_repo *r, fa_id owner, const char *sha256,
                                       fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_document_repo_select(const fa_document_repo *r, fa_id owner,
                                         const fa_document_query *query, fa_document_visit_fn visit,
                                         void *payload, fa_error *err);
FA_API fa_status fa_document_repo_scan(const fa_document_repo *r, fa_id after, uint32_t limit,
                                       fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_document_repo_replace(const fa_document_repo *r, const fa_document *doc, fa_error *err);
FA_API fa_status fa_document_repo_remove(const fa_document_repo *r, const fa_removal *removal, fa_error *err);
FA_API fa_status fa_document_repo_removals(const fa_document_repo *r, uint64_t after, uint32_t limit,
                                           fa_removal_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_document_repo_get_shared(const fa_document_repo *r, fa_id user, fa_id id,
                                             fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_document_repo_share(const fa_document_repo *r, const fa_share *share, fa_error *err);
FA_API fa_status fa_document_repo_unshare(const fa_document_repo *r, fa_id owner, fa_id document, fa_id user,
                                          fa_error *err);
FA_API fa_status fa_document_repo_list_shares(const fa_document_repo *r, fa_id owner, fa_id document,
                                              fa_share_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_document_repo_add_collection(const fa_document_repo *r, const fa_collection *collection,
                                                 fa_error *err);
FA_API fa_status fa_document_repo_replace_collection(const fa_document_repo *r,
                                                     const fa_collection *collection, fa_error *err);
FA_API fa_status fa_document_repo_get_collection(const fa_document_repo *r, fa_id owner, fa_id id,
                                                 fa_collection_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_document_repo_list_collections(const fa_document_repo *r, fa_id owner, fa_id after,
                                                   uint32_t limit, fa_collection_visit_fn visit,
                                                   void *payload, fa_error *err);
FA_API fa_status fa_document_repo_remove_collection(const fa_document_repo *r, fa_id owner, fa_id id,
                                                    fa_error *err);
FA_API fa_status fa_document_repo_collect(const fa_document_repo *r, fa_id owner, fa_id collection,
                                          fa_id document, bool in, fa_error *err);
FA_API void fa_document_repo_close(fa_document_repo *r);

#ifdef __cplusplus
}
#endif
#endif
