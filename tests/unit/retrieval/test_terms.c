/* What a question is searched with. */
#include "retrieval/terms.h"

#include <string.h>

#include "unit.h"

static double weight_of(const fai_query *q, const char *word)
{
    for (uint32_t i = 0; i < q->term_count; i++)
        if (strcmp(q->terms[i].word, word) == 0)
            return q->terms[i].weight;
    return 0;
}

START_TEST(keeps_words_that_mean_something)
{
    fai_arena arena;
    fai_query q;

    fai_arena_init(&arena, 0);
    ck_assert_int_eq(fai_query_make("What is the FY22 goodwill of Northwind Instruments?", &arena, &q, NULL),
                     FA_OK);
    ck_assert_double_eq(weight_of(&q, "goodwill"), 1.0);
    ck_assert_double_eq(weight_of(&q, "2022"), 1.0);
    ck_assert_double_eq(weight_of(&q, "the"), 0.0);
    ck_assert_double_eq(weight_of(&q, "what"), 0.0);
    fai_query_set_aside(&q, "NORTHWIND INSTRUMENTS, INC.");
    ck_assert_double_lt(weight_of(&q, "northwind"), 0.5);
    ck_assert_uint_eq(q.own_count, 2);
    fai_arena_clear(&arena);
}
END_TEST

START_TEST(adds_the_words_that_filings_use)
{
    static const struct {
        const char *question;
        const char *word;
    } rows[] = {
        {"How much capex was there?", "purchases"},
        {"What was COGS?", "cost"},
        {"Any legal battles?", "proceedings"},
        {"Which debt securities are registered to trade on a national securities exchange?", "pursuant"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fai_arena arena;
        fai_query q;

        fai_arena_init(&arena, 0);
        ck_assert_int_eq(fai_query_make(rows[i].question, &arena, &q, NULL), FA_OK);
        ck_assert_msg(weight_of(&q, rows[i].word) > 0, "%s lacks %s", rows[i].question, rows[i].word);
        ck_assert_msg(weight_of(&q, rows[i].word) < 1, "%s in %s", rows[i].word, rows[i].question);
        fai_arena_clear(&arena);
    }
}
END_TEST

START_TEST(knows_the_statement_that_a_figure_stands_in)
{
    static const struct {
        const char *question;
        uint32_t kinds;
    } rows[] = {
        {"How much were inventories?", 1u << FA_STATEMENT_BALANCE},
        {"What was the capital expenditure in the cash flow statement?", 1u << FA_STATEMENT_CASHFLOW},
        {"Is the gross margin improving?", 1u << FA_STATEMENT_INCOME},
        {"Who is the chief executive?", 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fai_arena arena;
        fai_query q;

        fai_arena_init(&arena, 0);
        ck_assert_int_eq(fai_query_make(rows[i].question, &arena, &q, NULL), FA_OK);
        ck_assert_msg(q.kinds == rows[i].kinds, "%s: %u", rows[i].question, q.kinds);
        fai_arena_clear(&arena);
    }
}
END_TEST

START_TEST(a_star_ends_a_prefix_and_words_are_whole)
{
    ck_assert(fai_mentions("Inventories rose", "inventor*"));
    ck_assert(!fai_mentions("Inventories rose", "inventor"));
    ck_assert(fai_mentions("the P&L shows", "p&l"));
    ck_assert(!fai_mentions("subdebts", "debt*"));
}
END_TEST

START_TEST(every_stop_word_is_found)
{
    static const char *const words[] = {"a", "the", "your", "banker", "could", "two", "you", "is"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        ck_assert_msg(fai_is_stop_word(words[i], strlen(words[i])), "%s", words[i]);
    ck_assert(!fai_is_stop_word("revenue", 7));
    ck_assert(!fai_is_stop_word("th", 2));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("terms");

    tcase_add_test(t, keeps_words_that_mean_something);
    tcase_add_test(t, adds_the_words_that_filings_use);
    tcase_add_test(t, knows_the_statement_that_a_figure_stands_in);
    tcase_add_test(t, a_star_ends_a_prefix_and_words_are_whole);
    tcase_add_test(t, every_stop_word_is_found);
    return unit_run("retrieval/terms", t);
}
