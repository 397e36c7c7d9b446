/* analysis/domain/show.h: numbers as texts for people. */
#ifndef FAI_ANALYSIS_SHOW_H
#define FAI_ANALYSIS_SHOW_H

#include <finanalyst/finance.h>

#include "base/arena.h"

/* All in the arena; NULL: out of memory. */

/* "-1,234.50": every digit, in groups of three. */
const char *fai_show_grouped(fa_decimal d, fai_arena *arena);
/* The digits of a fact as its source prints them: "1,577", with a minus sign when negative and not `size`. */
const char *fai_show_printed(const fa_fact *f, bool size, fai_arena *arena);
/* The number with the word of its scale behind it: "1,577 million". */
const char *fai_show_scaled(const char *number, int32_t scale, fai_arena *arena);
/* An amount in its unit for a sentence: "$391,035 million", "46.2 %", "6.08 dollars a share", "15,408,095 thousand shares". */
const char *fai_show_amount(fa_decimal d, const char *unit, int32_t scale, fai_arena *arena);
/* How many digits behind the point a fact is printed with, at its scale. */
int32_t fai_show_digits(const fa_fact *f);
/* "thousand", "million", "billion", "" */
const char *fai_scale_word(int32_t scale);

#endif
