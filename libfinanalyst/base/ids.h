/* base/ids.h: making ids. */
#ifndef FAI_BASE_IDS_H
#define FAI_BASE_IDS_H

#include <finanalyst/types.h>

/* An id from a prefix ("doc_", at most 5 bytes), a time and 10 bytes: 48 bits of time, then 80 of the bytes, as 26
 * digits of Crockford base 32, so that ids sort by time (as a ULID does). */
fa_id fai_id_make(const char *prefix, fa_time time, const uint8_t bytes[10]);

/* Whether an id can name an owner of documents: none (the host itself), or lower-case letters, digits, '-' and '_', with a
 * '_' among them, so that it is a key of blobs as it stands, and no word that stands for something else there.
 * FA_EINVALID "owner". */
fa_status fai_owner_check(const fa_id *owner, fa_error *err);

#endif
