/* One order of pages. */
#include "retrieval/rank.h"

#include <string.h>

#include "unit.h"

static fai_query query_of(fai_arena *arena, const char *question)
{
    fai_query q;

    ck_assert_int_eq(fai_query_make(question, arena, &q, NULL), FA_OK);
    return q;
}

START_TEST(the_statement_asked_for_comes_before_a_better_worded_page)
{
    fai_arena arena;
    fai_query q;
    fai_candidate c[2] = {{.page = 7, .bm25 = 10},
                          {.page = 40, .bm25 = 6, .kinds = 1u << FA_STATEMENT_BALANCE}};

    fai_arena_init(&arena, 0);
    q = query_of(&arena, "What were total inventories?");
    fai_rank(c, 2, &q);
    ck_assert_int_eq(c[0].page, 40);
    fai_arena_clear(&arena);
}
END_TEST

START_TEST(a_page_with_the_words_side_by_side_looks_better)
{
    fai_arena arena;
    fai_query q;
    fa_passage together = {.section = "", .text = "Results\nThe effective tax rate was 21.0% in 2022.\n"};
    fa_passage apart = {.section = "", .text = "Results\nAn effective plan\na tax\nthe rate in 2022\n"};
    int32_t years[] = {2022};

    fai_arena_init(&arena, 0);
    q = query_of(&arena, "How did the effective tax rate change in 2022?");
    ck_assert_double_gt(fai_page_look(&together, &q, years, 1), fai_page_look(&apart, &q, years, 1));
    ck_assert_double_le(fai_page_look(&together, &q, years, 1), 1.0);
    fai_arena_clear(&arena);
}
END_TEST

START_TEST(equal_scores_keep_the_order_of_pages)
{
    fai_arena arena;
    fai_query q;
    fai_candidate c[2] = {{.page = 9, .bm25 = 1}, {.page = 3, .bm25 = 1}};

    fai_arena_init(&arena, 0);
    q = query_of(&arena, "anything");
    fai_rank(c, 2, &q);
    ck_assert_int_eq(c[0].page, 3);
    fai_arena_clear(&arena);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("rank");

    tcase_add_test(t, the_statement_asked_for_comes_before_a_better_worded_page);
    tcase_add_test(t, a_page_with_the_words_side_by_side_looks_better);
    tcase_add_test(t, equal_scores_keep_the_order_of_pages);
    return unit_run("retrieval/rank", t);
}
