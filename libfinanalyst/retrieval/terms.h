/* retrieval/terms.h: from a question to the words that its page is searched with, and the statements it needs. */
#ifndef FAI_RETRIEVAL_TERMS_H
#define FAI_RETRIEVAL_TERMS_H

#include <finanalyst/finance.h>
#include <finanalyst/port/passage_index.h>

#include "base/arena.h"
#include "base/text.h"

enum { FAI_QUERY_MAX_TERMS = 96 };

/* What a question looks for. */
typedef struct fai_query {
    fa_term terms[FAI_QUERY_MAX_TERMS]; /* words in the arena or static; own words weigh 1, synonyms less */
    uint32_t term_count;
    uint32_t own_count; /* the first terms are the question's own words */
    uint32_t kinds;     /* 1 << fa_statement_kind for each statement that the figures asked for stand in */
    bool named;         /* the question itself names those statements */
    bool narrative;     /* asks for words ("what drove", "why", "who"), not for a figure of a statement */
} fai_query;

/* FA_ENOMEM. An empty question gives no terms. */
fa_status fai_query_make(const char *question, fai_arena *arena, fai_query *out, fa_error *err);
/* Makes the words of a name (the company's, which stands on every page) weigh little, and moves them out of the
 * question's own words. */
void fai_query_set_aside(fai_query *q, const char *name);
/* Whether a word (lower case) carries no meaning in a question about a filing. */
bool fai_is_stop_word(const char *word, size_t len);
/* Whether the text mentions one of the phrases "net income|earning*": whole words, any case; a star ends a prefix. */
bool fai_mentions(const char *text, const char *phrases);
/* How many of the phrases a piece of text mentions, at most `most`. */
uint32_t fai_mentions_count(fai_str text, const char *phrases, uint32_t most);

#endif
