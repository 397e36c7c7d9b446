/* document/domain/transfer.h: a file that comes in pieces. */
#ifndef FAI_DOCUMENT_TRANSFER_H
#define FAI_DOCUMENT_TRANSFER_H

#include <finanalyst/document.h>

/* A deep copy in one allocation, freed with fa_transfer_free. FA_ENOMEM. */
fa_status fai_transfer_copy(const fa_transfer *transfer, fa_transfer **out, fa_error *err);
/* Whether it holds together. FA_EINVALID names the member. */
fa_status fai_transfer_check(const fa_transfer *transfer, fa_error *err);
/* Whether these are an owner and an id of a transfer. FA_EINVALID. */
fa_status fai_transfer_check_key(const fa_id *owner, const fa_id *id, fa_error *err);

#endif
