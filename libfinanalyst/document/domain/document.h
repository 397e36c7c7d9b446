/* document/domain/document.h: the record of an uploaded file. */
#ifndef FAI_DOCUMENT_DOCUMENT_H
#define FAI_DOCUMENT_DOCUMENT_H

#include <finanalyst/document.h>

enum { FAI_NAME_BYTES = 255 };

/* A deep copy in one allocation, freed with fa_document_free. FA_ENOMEM. */
fa_status fai_document_copy(const fa_document *doc, fa_document **out, fa_error *err);
/* Whether a record holds together: id, owner, name, hash, state, and no string that is NULL. FA_EINVALID names the member. */
fa_status fai_document_check(const fa_document *doc, fa_error *err);
/* Whether id is that of a document. FA_EINVALID "id". */
fa_status fai_document_check_id(const fa_id *id, fa_error *err);
/* Whether text is 64 lower-case hexadecimal digits. */
bool fai_is_sha256(const char *text);
/* The name of a file without its folders, lent from `given`; both kinds of slash part folders, as names come from
 * browsers on any system. FA_EINVALID "name": empty, over FAI_NAME_BYTES, not UTF-8, or with control characters. */
fa_status fai_document_name(const char *given, const char **out, fa_error *err);
/* Whether text is 1 to `most` bytes of UTF-8 without control characters. */
bool fai_is_label(const char *text, size_t most);

#endif
