/* finance/words.h: a text cut into folded words, and phrases matched on them. */
#ifndef FAI_FINANCE_WORDS_H
#define FAI_FINANCE_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef enum fai_word_kind {
    FAI_WORD_TEXT = 0,   /* letters, maybe with digits: folded to lower case and singular */
    FAI_WORD_NUMBER = 1, /* digits, grouping commas taken out */
    FAI_WORD_MARK = 2,   /* one sign: ( ) / + - * , : ; . ? % $ = ^ */
    FAI_WORD_QUOTE = 3   /* what stood between quotation marks, as it is */
} fai_word_kind;

typedef struct fai_word {
    const char *text; /* folded; for a number its digits */
    fai_word_kind kind;
    uint32_t from; /* its bytes in the source */
    uint32_t to;
    bool capital;    /* began with a capital letter */
    bool upper;      /* written in capitals throughout, two letters or more */
    bool possessive; /* ended in 's or s' */
    bool glued;      /* a hyphen joins it to the word before */
    bool used;       /* somebody has understood it */
    bool named;      /* part of the name of a line item or metric */
} fai_word;

typedef struct fai_words {
    const char *source;
    fai_word *items;
    uint32_t count;
} fai_words;

/* Cuts text into words. false: out of memory. */
bool fai_words_cut(const char *text, fai_arena *arena, fai_words *out);
/* How many words at `at` match one of the phrases "total? revenue|net sale": the longest; 0 = none. `?` marks a word that
 * may be missing. Phrases are folded as the text is. Words that are used do not match. */
uint32_t fai_words_match(const fai_words *w, uint32_t at, const char *phrases);
/* Whether the word at `at` is exactly one of the words "a|b|c" (folded already). */
bool fai_word_in(const fai_words *w, uint32_t at, const char *words);
/* The first place at or behind `from` where the phrases match; count in *len. UINT32_MAX = none. */
uint32_t fai_words_find(const fai_words *w, uint32_t from, const char *phrases, uint32_t *len);
void fai_words_use(fai_words *w, uint32_t from, uint32_t count);
/* Folds one word into out: lower case, singular. */
void fai_word_fold(const char *p, size_t n, char *out, size_t cap);

#endif
