/* adapters/sqlite/document.h: what the files of the document repository share. */
#ifndef FA_SQLITE_DOCUMENT_H
#define FA_SQLITE_DOCUMENT_H

#include <finanalyst/port/document_repo.h>

enum {
    FAI_SQL_ADD_DOCUMENT,
    FAI_SQL_GET_DOCUMENT,
    FAI_SQL_GET_LEGACY_DOCUMENT,
    FAI_SQL_FIND_DOCUMENT,
    FAI_SQL_SELECT_DOCUMENTS,
    FAI_SQL_SELECT_SHARED,
    FAI_SQL_SCAN_DOCUMENTS,
    FAI_SQL_REPLACE_DOCUMENT,
    FAI_SQL_REMOVE_DOCUMENT,
    FAI_SQL_KEEP_REMOVAL,
    FAI_SQL_DROP_REMOVALS,
    FAI_SQL_LIST_REMOVALS,
    FAI_SQL_GET_SHARED,
    FAI_SQL_SHARE,
    FAI_SQL_UNSHARE,
    FAI_SQL_LIST_SHARES,
    FAI_SQL_ADD_COLLECTION,
    FAI_SQL_REPLACE_COLLECTION,
    FAI_SQL_GET_COLLECTION,
    FAI_SQL_LIST_COLLECTIONS,
    FAI_SQL_REMOVE_COLLECTION,
    FAI_SQL_HAS_DOCUMENT,
    FAI_SQL_HAS_COLLECTION,
    FAI_SQL_PUT_IN,
    FAI_SQL_TAKE_OUT,
    FAI_SQL_DOCUMENT_STATEMENTS
};

extern const char *const fai_sql_document_statements[FAI_SQL_DOCUMENT_STATEMENTS];

/* The ops on removals. */
fa_status fai_sql_remove_document(void *self, const fa_removal *removal, fa_error *err);
fa_status fai_sql_list_removals(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                                void *payload, fa_error *err);

/* The ops on shares and collections. */
fa_status fai_sql_share(void *self, const fa_share *share, fa_error *err);
fa_status fai_sql_unshare(void *self, fa_id owner, fa_id document, fa_id user, fa_error *err);
fa_status fai_sql_list_shares(void *self, fa_id owner, fa_id document, fa_share_visit_fn visit, void *payload,
                              fa_error *err);
fa_status fai_sql_add_collection(void *self, const fa_collection *collection, fa_error *err);
fa_status fai_sql_replace_collection(void *self, const fa_collection *collection, fa_error *err);
fa_status fai_sql_get_collection(void *self, fa_id owner, fa_id id, fa_collection_visit_fn visit,
                                 void *payload, fa_error *err);
fa_status fai_sql_list_collections(void *self, fa_id owner, fa_id after, uint32_t limit,
                                   fa_collection_visit_fn visit, void *payload, fa_error *err);
fa_status fai_sql_remove_collection(void *self, fa_id owner, fa_id id, fa_error *err);
fa_status fai_sql_collect(void *self, fa_id owner, fa_id collection, fa_id document, bool in, fa_error *err);

#endif
