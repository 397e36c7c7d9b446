/* port/record_repo.h: the records of answers and analyses. */
#ifndef FINANALYST_PORT_RECORD_REPO_H
#define FINANALYST_PORT_RECORD_REPO_H

#include <finanalyst/record.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef fa_status (*fa_record_source_visit_fn)(void *payload, fa_id owner, fa_id document, fa_error *err);

/* Records by owner. Each op is one transaction, durable once it returns FA_OK. Rows are lent to visit for the call. For
 * implementers: any thread may call any op, also from within visit; a callback's code passes through untouched. What
 * belongs to another owner is as if it were not there. */
typedef struct fa_record_repo_ops {
    size_t struct_size;
    const char *name;
    /* Adds a record, under the next number instead of record->legacy_id; *legacy_id is that number. Owner and key are
     * taken: FA_ECONFLICT. */
    fa_status (*add)(void *self, const fa_record *record, int64_t *legacy_id, fa_error *err);
    /* Lends the newest record of that id, once. None: FA_ENOTFOUND, visit not called. */
    fa_status (*get)(void *self, fa_id owner, fa_id id, fa_record_visit_fn visit, void *payload,
                     fa_error *err);
    /* The same for the record of that key. */
    fa_status (*find)(void *self, fa_id owner, const char *key, fa_record_visit_fn visit, void *payload,
                      fa_error *err);
    fa_status (*list)(void *self, fa_id owner, const fa_record_query *query, fa_record_visit_fn visit,
                      void *payload, fa_error *err);
    /* Afterwards the owner has no record of that id; there was none: FA_OK. */
    fa_status (*remove)(void *self, fa_id owner, fa_id id, fa_error *err);
    /* The same for every record that rests on the document, of the owner, or (NULL) of any; and for all that an owner
     * has. */
    fa_status (*remove_document)(void *self, const fa_id *owner, fa_id document, fa_error *err);
    fa_status (*remove_owner)(void *self, fa_id owner, fa_error *err);
    /* Visits each document that records of an owner rest on, once for each owner, in the order of owner and document, behind
     * that pair (none and none: from the start); at most limit. */
    fa_status (*sources)(void *self, fa_id owner, fa_id document, uint32_t limit,
                         fa_record_source_visit_fn visit, void *payload, fa_error *err);
    void (*close)(void *self);
} fa_record_repo_ops;

typedef struct fa_record_repo {
    const fa_record_repo_ops *ops;
    void *self;
} fa_record_repo;

FA_API fa_status fa_record_repo_add(const fa_record_repo *r, const fa_record *record, int64_t *legacy_id,
                                    fa_error *err);
FA_API fa_status fa_record_repo_get(const fa_record_repo *r, fa_id owner, fa_id id, fa_record_visit_fn visit,
                                    void *payload, fa_error *err);
FA_API fa_status fa_record_repo_find(const fa_record_repo *r, fa_id owner, const char *key,
                                     fa_record_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_record_repo_list(const fa_record_repo *r, fa_id owner, const fa_record_query *query,
                                     fa_record_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_record_repo_remove(const fa_record_repo *r, fa_id owner, fa_id id, fa_error *err);
FA_API fa_status fa_record_repo_remove_document(const fa_record_repo *r, const fa_id *owner, fa_id document,
                                                fa_error *err);
FA_API fa_status fa_record_repo_remove_owner(const fa_record_repo *r, fa_id owner, fa_error *err);
FA_API fa_status fa_record_repo_sources(const fa_record_repo *r, fa_id owner, fa_id document, uint32_t limit,
                                        fa_record_source_visit_fn visit, void *payload, fa_error *err);
FA_API void fa_record_repo_close(fa_record_repo *r);

#ifdef __cplusplus
}
#endif
#endif
