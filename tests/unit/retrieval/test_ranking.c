/* Ranking pages by words. */
#include <finanalyst/search.h>

#include <math.h>
#include <stdlib.h>

#include "unit.h"

static fa_ranking *begin(const uint32_t *lengths, uint32_t pages)
{
    fa_ranking *r = NULL;

    ck_assert_int_eq(fa_ranking_new(lengths, pages, &r, NULL), FA_OK);
    return r;
}

START_TEST(scores_as_the_formula_says)
{
    static const uint32_t lengths[] = {10, 20, 30, 40};
    static const fa_posting postings[] = {{1, 2}, {3, 1}};
    fa_ranking *r = begin(lengths, 4);
    const fa_ranked *best;
    uint32_t count;

    fa_ranking_add(r, 0.5, postings, 2);
    best = fa_ranking_best(r, 9, &count);
    ck_assert_uint_eq(count, 2);
    ck_assert_uint_eq(best[0].page, 1);
    /* N 4, n 2, average 25; f 2, l 20: 0.5 ln(2) 4.4 / (2 + 1.2 (0.25 + 0.6)) */
    ck_assert_double_eq_tol(best[0].score, 0.5 * log(2) * 4.4 / 3.02, 1e-12);
    /* f 1, l 40: 0.5 ln(2) 2.2 / (1 + 1.2 (0.25 + 1.2)) */
    ck_assert_double_eq_tol(best[1].score, 0.5 * log(2) * 2.2 / 2.74, 1e-12);
    fa_ranking_free(r);
}
END_TEST

START_TEST(keeps_the_best_in_order_whatever_the_limit)
{
    enum { PAGES = 500 };
    static uint32_t lengths[PAGES];
    static fa_posting postings[PAGES];
    fa_ranking *r;
    const fa_ranked *best;
    uint32_t count;

    for (uint32_t i = 0; i < PAGES; i++) {
        lengths[i] = 100;
        postings[i] = (fa_posting){i, 1 + (i * 7919) % 83};
    }
    for (uint32_t limit = 1; limit < PAGES + 5; limit += 13) {
        r = begin(lengths, PAGES);
        fa_ranking_add(r, 1, postings, PAGES);
        best = fa_ranking_best(r, limit, &count);
        ck_assert_uint_eq(count, limit < PAGES ? limit : PAGES);
        ck_assert_uint_eq(postings[best[0].page].count, 83);
        for (uint32_t i = 1; i < count; i++)
            ck_assert(best[i - 1].score > best[i].score ||
                      (best[i - 1].score == best[i].score && best[i - 1].page < best[i].page));
        for (uint32_t i = 0, better = 0; i < PAGES; i++) {
            better += postings[i].count > postings[best[count - 1].page].count;
            ck_assert_uint_lt(better, count);
        }
        fa_ranking_free(r);
    }
}
END_TEST

START_TEST(finds_nothing_without_words_or_pages)
{
    static const uint32_t lengths[] = {0, 0};
    static const fa_posting postings[] = {{0, 1}, {1, 1}};
    fa_ranking *r = begin(lengths, 2);
    uint32_t count = 7;

    (void)fa_ranking_best(r, 9, &count);
    ck_assert_uint_eq(count, 0);
    fa_ranking_add(r, 1, postings, 2); /* pages of no length divide by nothing */
    (void)fa_ranking_best(r, 0, &count);
    ck_assert_uint_eq(count, 0);
    ck_assert(isfinite(fa_ranking_best(r, 9, &count)[0].score));
    fa_ranking_free(r);
    r = begin(NULL, 0);
    fa_ranking_add(r, 1, postings, 2);
    (void)fa_ranking_best(r, 9, &count);
    ck_assert_uint_eq(count, 0);
    fa_ranking_free(r);
    fa_ranking_free(NULL);
    ck_assert_int_eq(fa_ranking_new(NULL, 1, &r, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("ranking");

    tcase_add_test(tests, scores_as_the_formula_says);
    tcase_add_test(tests, keeps_the_best_in_order_whatever_the_limit);
    tcase_add_test(tests, finds_nothing_without_words_or_pages);
    return unit_run("ranking", tests);
}
