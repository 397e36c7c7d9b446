/* document/domain/access.h: who may do what with a document. */
#ifndef FAI_DOCUMENT_ACCESS_H
#define FAI_DOCUMENT_ACCESS_H

#include <finanalyst/document.h>

/* Whether a user may read it: its owner, or whom it is shared with; nobody while it is in the bin. Where the answer is no,
 * it is to him as if it were not there. */
bool fai_may_read(const fa_document *doc, fa_id user, bool shared);
/* Whether a user may change it, share it, or read it anew: its owner, while it is not in the bin. */
bool fai_may_change(const fa_document *doc, fa_id user);

#endif
