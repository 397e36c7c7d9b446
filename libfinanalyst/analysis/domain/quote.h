/* analysis/domain/quote.h: the words of a page that a citation stands on. */
#ifndef FAI_ANALYSIS_QUOTE_H
#define FAI_ANALYSIS_QUOTE_H

#include <finanalyst/analysis.h>
#include <finanalyst/port/passage_index.h>

#include "base/arena.h"

/* Completes what a citation lacks from its page: the quote (the printed lines of its text range, or of its box), the
 * box, the section. The texts are in the arena. false: out of memory. */
bool fai_quote_fill(fa_citation *c, const fa_passage *page, fai_arena *arena);
/* The text [start, end) of a page with blanks and line ends folded to single blanks. NULL: out of memory. */
char *fai_quote_text(const fa_passage *page, uint32_t start, uint32_t end, fai_arena *arena);
/* The rectangle around the lines that hold the text [start, end); all zero where the source has no geometry. */
fa_box fai_quote_box(const fa_passage *page, uint32_t start, uint32_t end);

#endif
