/* document/usecases/settle.h: how bytes that are stored become a document. */
#ifndef FAI_DOCUMENT_SETTLE_H
#define FAI_DOCUMENT_SETTLE_H

#include "document/service.h"

/* A record of which only the owner is known. */
fa_document fai_document_begin(fa_id owner);
/* Adds the record of bytes that lie under its key, or finds the document that has them already; without a record the bytes go.
 * The caller frees *out; duplicate may be NULL. */
fa_status fai_document_settle(const fa_document_service *svc, const fa_document *doc, const fa_document **out,
                              bool *duplicate, fa_error *err);

#endif
