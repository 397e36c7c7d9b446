/* document/domain/patch.h: what people change of a document. */
#ifndef FAI_DOCUMENT_PATCH_H
#define FAI_DOCUMENT_PATCH_H

#include <finanalyst/document.h>

enum { FAI_TAGS = 50, FAI_TAG_BYTES = 50 };

/* Lets what the last reading found count, of the members named by FA_FIELD_… bits. Strings stay lent. */
void fai_document_use_detected(fa_document *doc, uint32_t fields);
/* Makes the changes in *doc. Its strings are then lent by the patch and by *tags, which the caller frees (NULL: no tags
 * were set). FA_EINVALID names the member; FA_ECONFLICT: it has another version; FA_ENOMEM. */
fa_status fai_document_patch(fa_document *doc, const fa_document_patch *patch, char **tags, fa_error *err);

#endif
