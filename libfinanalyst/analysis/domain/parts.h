/* analysis/domain/parts.h: what a total is made of, as the tables of a filing state it. */
#ifndef FAI_ANALYSIS_PARTS_H
#define FAI_ANALYSIS_PARTS_H

#include <finanalyst/finance.h>

#include "base/text.h"

enum { FAI_PARTS = 24 };

/* A table's parts of a total: rows of one column, or columns of one row, that add up to it. */
typedef struct fai_breakdown {
    const fa_fact *total;
    const fa_fact *parts[FAI_PARTS];
    fai_str names[FAI_PARTS]; /* row labels or column heads, without footnote marks */
    uint32_t count;
    bool regions; /* most of the names are parts of the world */
} fai_breakdown;

/* The breakdown of an amount over a period into regions, or into anything else (segments, products). The more parts,
 * the better. about: phrases (as for fai_mentions) of which the table's title, section or headings must say one; "" = any
 * table. false: no such table adds up to it. */
bool fai_breakdown_find(const fa_filing *filing, fa_decimal amount, const fa_period *period, bool regions,
                        const char *about, fai_breakdown *out);
/* Whether a name is a country or another part of the world. */
bool fai_is_region(fai_str name);
/* Whether a name stands for what is left over: "Other", "Unallocated", "Eliminations", "Corporate". */
bool fai_is_remainder(fai_str name);

#endif
