/* finance/labels.h: from the printed label of a statement's row to the concept that it states. */
#ifndef FAI_FINANCE_LABELS_H
#define FAI_FINANCE_LABELS_H

#include "base/arena.h"
#include "finance/concepts.h"

/* The part of a statement that a row stands in. */
typedef enum fai_zone {
    FAI_ZONE_NONE = 0,
    FAI_ZONE_CURRENT_ASSETS = 1 << 0,
    FAI_ZONE_OTHER_ASSETS = 1 << 1,
    FAI_ZONE_CURRENT_LIABILITIES = 1 << 2,
    FAI_ZONE_OTHER_LIABILITIES = 1 << 3,
    FAI_ZONE_EQUITY = 1 << 4,
    FAI_ZONE_OPERATING = 1 << 5,
    FAI_ZONE_INVESTING = 1 << 6,
    FAI_ZONE_FINANCING = 1 << 7,
    FAI_ZONE_SUPPLEMENT = 1 << 8
} fai_zone;

/* Which letters the wordings of statement lines begin with, so that most are passed over unread. Made once for many
 * labels, in an arena; NULL without memory. */
typedef struct fai_labels fai_labels;
const fai_labels *fai_labels_new(fai_arena *arena);

/* The concept of a row: label as printed, path of its headings, the statement and the zone it stands in (NONE where
 * that is not known), the kind of its figures. "us-gaap:…", static; "" when it is none of the common lines. */
const char *fai_label_concept(const fai_labels *labels, const char *label, const char *path,
                              fa_statement_kind statement, fai_zone zone, fai_unit_kind unit);
/* The zone that begins after a row with this concept; `zone` itself when the row ends nothing. */
fai_zone fai_zone_after(fai_zone zone, const char *concept);
/* Whether a label matches a pattern of words: "total? net revenue|sale *". Words of the label are folded to lower
 * case and singular; `?` marks a word that may be missing, `*` any words, `|` parts alternatives. */
bool fai_label_matches(const char *label, const char *pattern);

#endif
