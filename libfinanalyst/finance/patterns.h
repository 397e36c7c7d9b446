/* finance/patterns.h: the wordings of statement lines. */
#ifndef FAI_FINANCE_PATTERNS_H
#define FAI_FINANCE_PATTERNS_H

#include "finance/labels.h"

typedef struct fai_pattern {
    fa_statement_kind statement; /* NONE = in any table */
    int zones;                   /* FAI_ZONE_… where it may stand, 0 = anywhere in the statement */
    bool anywhere;               /* unmistakable outside of its statement too */
    const char *words;           /* as for fai_label_matches, folded */
    const char *concept;
} fai_pattern;

/* All patterns, in the order in which they are tried. */
const fai_pattern *fai_patterns(size_t *count);

#endif
