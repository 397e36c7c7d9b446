/* search.h: counting the words of pages and ranking pages by words, for those who implement port/passage_index.h. An
 * index that builds on these two finds the same pages in the same order as every other. */
#ifndef FINANALYST_SEARCH_H
#define FINANALYST_SEARCH_H

#include <finanalyst/port/passage_index.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How often a word stands on a page. */
typedef struct fa_posting {
    uint32_t page; /* an index, from 0, into the pages that were counted, or into those that are ranked */
    uint32_t count;
} fa_posting;

typedef struct fa_word_postings {
    const char *stem;
    const fa_posting *postings; /* by page */
    uint32_t posting_count;
} fa_word_postings;

/* The words of a document's pages. Immutable; one arena; freed with fa_word_counts_free. */
typedef struct fa_word_counts {
    const fa_word_postings *words; /* by the bytes of their stems */
    uint32_t word_count;
    const uint32_t *lengths; /* the number of words on each page */
    uint32_t page_count;
} fa_word_counts;

enum { FA_STEM_MAX = 65 }; /* bytes of a stem with its NUL */

/* Counts words: runs of letters and digits, in lower case, letters with marks as the letter alone, cut to 64 bytes,
 * English endings taken off. Only the pages' texts are looked at. FA_ENOMEM. */
FA_API fa_status fa_word_counts_make(const fa_passage *pages, uint32_t count, const fa_word_counts **out,
                                     fa_error *err);
FA_API void fa_word_counts_free(const fa_word_counts *counts);
/* The stem of the first word in text, as it is counted. Returns its length, 0 when there is no word.
 * Source: M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980, with his later changes to step 2. */
FA_API size_t fa_word_stem(const char *text, char out[FA_STEM_MAX]);

/* A page and its score. */
typedef struct fa_ranked {
    uint32_t page;
    double score;
} fa_ranked;

/* One search under way. One thread. */
typedef struct fa_ranking fa_ranking;

/* Begins a search over pages of the given lengths (in words): the scope. Averages and rarities are those of the
 * scope, so that what a search of one document finds does not hang on the others. lengths are not kept. FA_ENOMEM. */
FA_API fa_status fa_ranking_new(const uint32_t *lengths, uint32_t page_count, fa_ranking **out,
                                fa_error *err);
/* Adds one word: all the pages of the scope that it stands on, each once, and its weight. For a page with count f and length l, over N pages of average length a, n of them with the
 * word: weight * ln(1 + (N - n + 1/2) / (n + 1/2)) * f (k1 + 1) / (f + k1 (1 - b + b l / a)), k1 = 1.2, b = 0.75.
 * Source: S. Robertson and H. Zaragoza, The probabilistic relevance framework: BM25 and beyond, Foundations and
 * Trends in Information Retrieval 3(4), 2009; the 1 in the logarithm keeps frequent words from counting against. */
FA_API void fa_ranking_add(fa_ranking *r, double weight, const fa_posting *postings, uint32_t posting_count);
/* The pages with a score above zero, best first, ties by page, at most limit of them. Lent until _free. */
FA_API const fa_ranked *fa_ranking_best(fa_ranking *r, uint32_t limit, uint32_t *count);
FA_API void fa_ranking_free(fa_ranking *r);

#ifdef __cplusplus
}
#endif
#endif
