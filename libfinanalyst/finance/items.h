/* finance/items.h: the line items that people ask for: their names, and the concepts that state them. */
#ifndef FAI_FINANCE_ITEMS_H
#define FAI_FINANCE_ITEMS_H

#include <stdbool.h>

#include "finance/words.h"

/* A line item. */
typedef struct fai_item {
    const char *key;     /* "revenue" */
    const char *name;    /* "Revenue": how answers call it */
    const char *aliases; /* phrases as for fai_words_match */
    const char *
        concepts; /* us-gaap names without the prefix, by preference, parted by blanks; behind a "|" those that
                             hold more or less than the item and count only where none of the ones before it is stated */
    const char *fallback; /* a formula in words that yields it where no fact states it, "" = none */
    bool instant;         /* a balance */
    bool magnitude;       /* an outflow or expense: asked for as a positive amount */
} fai_item;

const fai_item *fai_items(uint32_t *count);
const fai_item *fai_item_by_key(const char *key);
/* The item with the longest name at a word; NULL = none there. */
const fai_item *fai_item_match(const fai_words *w, uint32_t at, uint32_t *len);

/* Whether a printed label or heading is one of the item's names, to the last word; *failed: memory ran out. */
bool fai_item_names(const fai_item *item, const char *label, bool *failed);

#endif
