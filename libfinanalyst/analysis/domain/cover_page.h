/* analysis/domain/cover_page.h: the securities that a filing's cover registers on an exchange. */
#ifndef FAI_ANALYSIS_COVER_PAGE_H
#define FAI_ANALYSIS_COVER_PAGE_H

#include "analysis/domain/answering.h"
#include "analysis/domain/extract.h"

/* Whether the question is about securities registered on an exchange. */
bool fai_cover_is_asked(const char *question);
/* Answers it from the lines between "Section 12(b)" and "Section 12(g)" on one of the pages, all debt securities or all
 * securities, as asked. *claimed is false when the pages have no such lines. FA_ENOMEM. */
fa_status fai_cover_answer(const char *question, const fai_leaf *leaves, uint32_t count, fai_draft *draft,
                           bool *claimed, fa_error *err);

#endif
