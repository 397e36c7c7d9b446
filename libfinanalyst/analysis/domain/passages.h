/* analysis/domain/passages.h: the pages of a content as they are kept for searching and quoting. */
#ifndef FAI_ANALYSIS_PASSAGES_H
#define FAI_ANALYSIS_PASSAGES_H

#include <finanalyst/port/passage_index.h>

#include <finanalyst/finance.h>

#include "base/arena.h"

/* One passage per page of the content, in order; *out is in the arena and borrows the content's texts. FA_ENOMEM. */
fa_status fai_passages_make(const fa_content *content, const fa_filing *filing, fa_id document,
                            fai_arena *arena, const fa_passage **out, fa_error *err);

#endif
