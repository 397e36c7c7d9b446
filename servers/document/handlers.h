/* document/handlers.h: handlers of the document routes; each gets a document_routes. */
#ifndef SERVERS_DOCUMENT_HANDLERS_H
#define SERVERS_DOCUMENT_HANDLERS_H

#include "document/routes.h"

/* routes.c */
/* Queues the reading of a document that was stored, unless it is read already, and names it in the header Location. */
fa_status document_stored(document_routes *r, const http_request *req, http_reply *reply,
                          const fa_document *doc, fa_error *err);

/* Writes a document, its version in the header ETag, and frees it. */
fa_status document_show(const fa_document *doc, http_reply *reply, fa_error *err);

/* uploads.c */
fa_status upload_options(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status upload_begin(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status upload_look(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status upload_piece(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status upload_end(void *service, const http_request *req, http_reply *reply, fa_error *err);

/* presign.c */
fa_status document_presign_upload(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status document_complete(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status document_presign_download(void *service, const http_request *req, http_reply *reply, fa_error *err);

/* list.c */
fa_status document_list(void *service, const http_request *req, http_reply *reply, fa_error *err);

/* change.c */
fa_status document_update(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status document_discard(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status document_restore(void *service, const http_request *req, http_reply *reply, fa_error *err);

/* shelf.c */
fa_status share_list(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status share_add(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status share_remove(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status collection_list(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status collection_create(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status collection_get(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status collection_rename(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status collection_remove(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status collection_add(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status collection_take(void *service, const http_request *req, http_reply *reply, fa_error *err);

#endif
