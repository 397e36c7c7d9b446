/* document/usecases/bin.h: out of the bin. */
#ifndef FAI_DOCUMENT_BIN_H
#define FAI_DOCUMENT_BIN_H

#include "document/service.h"

/* As fa_document_restore, for callers that have looked at their input. */
fa_status fai_document_restore(const fa_document_service *svc, fa_id owner, fa_id id, const fa_document **out,
                               fa_error *err);

#endif
