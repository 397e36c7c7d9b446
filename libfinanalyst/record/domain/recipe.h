/* record/domain/recipe.h: what an analysis of a filing asks, and which answers it takes. */
#ifndef FAI_RECORD_RECIPE_H
#define FAI_RECORD_RECIPE_H

#include <finanalyst/analysis.h>

/* How the period of the filing is put into a question. */
typedef enum fai_timing {
    FAI_TIMING_OVER = 1, /* "… in FY2024?" */
    FAI_TIMING_AT = 2    /* "… at the end of FY2024?" */
} fai_timing;

typedef struct fai_recipe_item {
    const char *name;  /* "eps_diluted" */
    const char *label; /* "Diluted earnings per share" */
    const char *ask;   /* "What was the diluted EPS" */
    fai_timing timing;
    const char *unit; /* that the answer must have; NULL = any */
    bool computed;    /* it must show its calculation */
    bool told;        /* it becomes a sentence of the summary */
} fai_recipe_item;

/* What the filing says in words. */
typedef struct fai_recipe_topic {
    const char *name; /* "business" */
    const char *ask;
    fai_timing timing;
    uint32_t most; /* sentences */
    bool risk;     /* for the risk factors, not for the summary */
} fai_recipe_topic;

/* Ended by an item without a name. */
extern const fai_recipe_item fai_recipe_key_figures[];
extern const fai_recipe_item fai_recipe_ratios[];
extern const fai_recipe_topic fai_recipe_topics[];

enum { FAI_RECIPE_QUESTION = 256 };

/* The question about the period that the filing is about; a filing without one is asked for its latest. turn 0: the period
 * itself; 1: what a report of a quarter tells beside it, the year to date. false: there is no such turn. */
bool fai_recipe_question(const char *ask, fai_timing timing, const fa_identity *identity, int turn,
                         char out[FAI_RECIPE_QUESTION]);
/* Whether the answer is what the item stands for: a cited figure in the right unit. */
bool fai_recipe_takes(const fai_recipe_item *item, const fa_answer *answer);
/* Appends the answer's text without its marks of citations, "[1]". */
void fai_recipe_plain(const fa_answer *answer, fa_buf *out);
/* Whether a citation is of a sentence, rather than of a figure. */
bool fai_recipe_is_sentence(const fa_answer *answer, uint32_t citation);

#endif
