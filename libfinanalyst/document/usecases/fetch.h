/* document/usecases/fetch.h: copies of records out of the repository. */
#ifndef FAI_DOCUMENT_FETCH_H
#define FAI_DOCUMENT_FETCH_H

#include "document/service.h"

/* Freed with fa_document_free; *out is untouched on failure, also on one that the repository met after it had shown
 * the record. */
fa_status fai_document_fetch(const fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                             fa_error *err);
fa_status fai_document_fetch_legacy(const fa_document_service *svc, fa_id owner, uint32_t legacy_id,
                                    const fa_document **out, fa_error *err);
fa_status fai_document_fetch_same(const fa_document_service *svc, fa_id owner, const char *sha256,
                                  const fa_document **out, fa_error *err);
/* What the user may read: his own, or what is shared with him, outside of the bin. */
fa_status fai_document_fetch_readable(const fa_document_service *svc, fa_id user, fa_id id,
                                      const fa_document **out, fa_error *err);
/* Whether there is such a record, also in the bin: FA_OK, FA_ENOTFOUND, or why that is not known. */
fa_status fai_document_exists(const fa_document_service *svc, fa_id owner, fa_id id, fa_error *err);

#endif
