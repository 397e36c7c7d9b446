/* compat/handlers.h: what the files of the old interface share. */
#ifndef SERVERS_COMPAT_HANDLERS_H
#define SERVERS_COMPAT_HANDLERS_H

#include <finanalyst/alloc.h>
#include <finanalyst/wire.h>

#include "compat/routes.h"

/* ---- shapes.c ---- */

/* Who asks. */
fa_actor compat_who(const http_request *req);
/* The members of a JSON body; others are passed over. *hold is to be freed with fa_members_free. */
fa_status compat_members(const http_request *req, fa_member *members, size_t count, void **hold,
                         fa_error *err);
/* The number in the n-th segment in braces. FA_ENOTFOUND, in the words given: it is none. */
fa_status compat_number(const http_request *req, int n, const char *missing, uint32_t *out, fa_error *err);
/* ,"key":"…" with the quotes that it needs; "" is null with compat_put_known. */
void compat_put(fa_buf *out, const char *key, const char *text);
void compat_put_known(fa_buf *out, const char *key, const char *text);
/* ,"key":"2026-01-31T12:00:00.000", UTC; 0 is null. */
void compat_put_time(fa_buf *out, const char *key, fa_time time);
/* {"message": "…"} */
fa_status compat_message(http_reply *reply, const char *text);

/* ---- files.c ---- */

enum { COMPAT_NAME_BYTES = 256, COMPAT_TYPE_BYTES = 128, COMPAT_ERROR_BYTES = 256 };
/* A document, as far as the old interface shows it. */
typedef struct compat_file {
    fa_id id, owner;
    uint32_t number;
    fa_document_state state;
    uint64_t size_bytes;
    fa_time created;
    char name[COMPAT_NAME_BYTES], type[COMPAT_TYPE_BYTES], error[COMPAT_ERROR_BYTES];
} compat_file;
typedef fa_status (*compat_file_visit_fn)(void *payload, const compat_file *file, fa_error *err);

void compat_file_of(const fa_document *doc, compat_file *out);
/* The document of the path. */
fa_status compat_find_file(const compat_routes *r, const http_request *req, fa_id owner, compat_file *out,
                           fa_error *err);
/* Visits every document of an owner, newest first. */
fa_status compat_each_file(const compat_routes *r, fa_id owner, compat_file_visit_fn visit, void *payload,
                           fa_error *err);
/* The word for a document's state: "UPLOADED", "PROCESSING", "COMPLETED", "ERROR", "CANCELLED". */
const char *compat_state(fa_document_state state);
/* job: its newest; NULL = there is none yet. */
bool compat_is_under_way(const fa_job *job);
void compat_put_file(fa_buf *out, const compat_file *file, const fa_job *job);

/* ---- links.c ---- */

enum { COMPAT_LINK_BYTES = 1024 };
/* A token for reading one document for a few minutes, and when it ends. */
fa_status compat_link_make(const compat_routes *r, fa_id user, const compat_file *file,
                           char out[COMPAT_LINK_BYTES], fa_time *ends, fa_error *err);
/* Who may read the document of the path: who is signed in, or whose token is in the query. FA_EUNAUTHENTICATED. */
fa_status compat_reader(const compat_routes *r, const http_request *req, fa_id *out, fa_error *err);

/* ---- users.c ---- */

/* ,"…" members of a user, without braces. */
void compat_put_user(fa_buf *out, const fa_user *user);

/* ---- the handlers, by file ---- */

/* entering.c */
fa_status compat_token(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_register(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_me(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_change_me(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* documents.c */
fa_status compat_upload(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_fetch(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_remove_document(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_download(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_download_link(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* readings.c */
fa_status compat_documents(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_get_document(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_status(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_cancel(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_queue(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* questions.c */
fa_status compat_analysis(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_ask(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_questions(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_export(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_export_link(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_clear_cache(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_clear_all(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* users.c */
fa_status compat_users(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_make_user(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_get_user(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_change_user(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_remove_user(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* storage.c */
fa_status compat_storage(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_storage_users(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* upkeep.c */
fa_status compat_clean_user(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_clean_orphaned(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_sync(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* avatars.c */
fa_status compat_put_avatar(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_get_avatar(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* analytics.c */
fa_status compat_overview(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_usage(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_tokens(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_performance(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_satisfaction(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_feedback(void *service, const http_request *req, http_reply *reply, fa_error *err);
/* model.c */
fa_status compat_model(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_modes(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_model_config(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_set_model(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_vendors(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_models(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status compat_try_model(void *service, const http_request *req, http_reply *reply, fa_error *err);

#endif
