/* document/domain/state.h: which state of a document may follow which. */
#ifndef FAI_DOCUMENT_STATE_H
#define FAI_DOCUMENT_STATE_H

#include <finanalyst/document.h>

/* Whether a document in state `from` may come to be in state `to`. A reading may begin, fail or be
 * cancelled at any time, as it may be taken up again by a process that does not know how far it got; READY is the
 * outcome of a reading only, and may be told again; nothing becomes STORED. */
bool fai_document_may_become(fa_document_state from, fa_document_state to);

/* Takes over from `report` how a reading went, and leaves the rest of *doc. Strings stay lent. FA_EINVALID: a report
 * that contradicts itself; FA_ECONFLICT: its state may not follow. */
fa_status fai_document_apply(fa_document *doc, const fa_document *report, fa_error *err);

#endif
