/* analysis/domain/select.h: the fact that states a line item or a printed row for a period and for parts of a company. */
#ifndef FAI_ANALYSIS_SELECT_H
#define FAI_ANALYSIS_SELECT_H

#include "analysis/domain/members.h"

typedef enum fai_found {
    FAI_FOUND = 0,
    FAI_FOUND_NOTHING = 1, /* no filing in scope states it */
    FAI_FOUND_OTHER = 2,   /* stated, but not for this period */
    FAI_FOUND_SEVERAL = 3, /* several figures fit equally well */
    FAI_FOUND_FAILED = 4   /* out of memory */
} fai_found;

/* Where to look. */
typedef struct fai_search {
    const fai_scope *scope;
    const fai_party *party;
    const fai_calendar *calendar;
    const fai_mention *mentions; /* the figure is of all of these parts together */
    uint32_t mention_count;
    fa_statement_kind statement; /* preferred, NONE = any */
    const char *said; /* the words for the figure, NULL = not known: a line that is called so is the figure */
} fai_search;

typedef struct fai_pick {
    uint32_t doc; /* index into the scope */
    const fa_fact *fact;
} fai_pick;

/* The best fact of a line item: of the whole company unless parts are named; facts of the concept before rows that are
 * labelled like it, primary statements before others, the filing of the period before later ones. */
fai_found fai_select_item(const fai_search *s, const fai_item *item, const fai_target *t, fai_pick *out);
/* The best fact whose row is labelled so, or whose concept has these words. quoted: as between quotation marks, to the
 * letter but for case and signs. */
fai_found fai_select_label(const fai_search *s, const char *label, bool quoted, const fai_target *t,
                           fai_arena *arena, fai_pick *out);

/* Figures of tables that are no primary statements, weighed by how many tables state them. */
enum { FAI_POLL = 48 };
typedef struct fai_poll {
    fai_pick picks[FAI_POLL];
    int64_t tiers[FAI_POLL]; /* smaller is better; only the best tier counts */
    uint32_t count;
} fai_poll;

void fai_poll_add(fai_poll *p, uint32_t doc, const fa_fact *f, int64_t tier);
/* The only figure, or the one that more tables state than any other: FAI_FOUND; else FAI_FOUND_SEVERAL. */
fai_found fai_poll_decide(const fai_poll *p, fai_pick *out);
/* Whether two statements of a figure differ by more than their rounding. */
bool fai_facts_differ(const fa_fact *a, const fa_fact *b);

/* Steps shared by both. */
/* Whether a fact's period is the target's: 0 no, 1 by its fiscal label, 2 to the day. */
int fai_period_fits(const fa_period *p, const fai_target *t);
/* How far a fact's dimensions are from the parts that are wanted: 0 exact, more with each further dimension; -1 = of
 * other parts. *failed: memory ran out. */
int fai_parts_fit(const fai_search *s, uint32_t doc, const fa_fact *f, const fai_item *item, bool *failed);
/* Order of the filings for a period: its own first, annual reports before others. */
int fai_doc_order(const fai_search *s, uint32_t doc, const fai_target *t);

#endif
