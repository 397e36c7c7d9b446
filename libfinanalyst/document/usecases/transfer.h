/* document/usecases/transfer.h: what the use cases of transfers share. */
#ifndef FAI_DOCUMENT_TRANSFER_USECASES_H
#define FAI_DOCUMENT_TRANSFER_USECASES_H

#include "document/service.h"

/* A copy of a transfer, in whatever state. FA_ENOTFOUND. The caller frees *out. */
fa_status fai_transfer_fetch(const fa_document_service *svc, fa_id owner, fa_id id, fa_transfer **out,
                             fa_error *err);

#endif
