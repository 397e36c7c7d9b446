/* What an open question is about. */
#include "analysis/domain/topics.h"

#include <string.h>

#include "analysis/domain/narrate.h"
#include "unit.h"

START_TEST(knows_the_topic_by_the_words_of_the_question)
{
    static const struct {
        const char *question;
        const char *topic;
    } rows[] = {
        {"What drove the change in gross margin?", "cause"},
        {"Why did inventories fall?", "cause"},
        {"Has the company reported any legal battles?", "legal"},
        {"Which companies were acquired, and by which acquisitions did it grow?", "acquisitions"},
        {"What industry does the company operate in?", "industry"},
        {"What are its major products and services?", "products"},
        {"In which countries does it operate?", "geographies"},
        {"What are the geographies that it operates in?", "geographies"},
        {"Who are its primary customers?", "customers"},
        {"Does it pay dividends?", "dividends"},
        {"How many employees does the company have?", "employees"},
        {"How many shares of common stock were outstanding?", "shares"},
        {"When does the fiscal year end?", "calendar"},
        {"Where is the company headquartered?", "seat"},
        {"In which state was it incorporated?", "incorporation"},
        {"Who is the auditor?", "auditor"},
        {"Is the business cyclical?", "general"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_str_eq(fai_topic_of(rows[i].question)->name, rows[i].topic);
}
END_TEST

START_TEST(every_topic_has_all_its_phrases)
{
    static const char *const questions[] = {"why did",
                                            "lawsuit",
                                            "acquisition",
                                            "what industry",
                                            "what products",
                                            "geography",
                                            "customers",
                                            "dividend",
                                            "anything",
                                            "employees do",
                                            "shares outstanding",
                                            "fiscal year end",
                                            "headquarters",
                                            "incorporated",
                                            "auditor"};

    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        const fai_topic *t = fai_topic_of(questions[i]);

        ck_assert_ptr_nonnull(t->asked);
        ck_assert_ptr_nonnull(t->idle);
        ck_assert_ptr_nonnull(t->needs);
        ck_assert_ptr_nonnull(t->cues);
        ck_assert_ptr_nonnull(t->sections);
        ck_assert_ptr_nonnull(t->denies);
        ck_assert_ptr_nonnull(t->search);
        ck_assert_uint_gt(t->most, 0);
    }
}
END_TEST

START_TEST(finds_the_sentence_that_asks)
{
    static const struct {
        const char *question;
        const char *asks;
    } rows[] = {
        {"Is it cyclical?", "Is it cyclical?"},
        {"You are an analyst of great renown. Is it cyclical? If not, say so.", "Is it cyclical?"},
        {"Tell me about its mills", "Tell me about its mills"},
    };
    fai_arena arena;

    fai_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_str_eq(fai_asking_sentence(rows[i].question, &arena), rows[i].asks);
    fai_arena_clear(&arena);
}
END_TEST

START_TEST(blanks_the_name_where_it_is_written_as_a_name)
{
    char text[] = "Which best line did Best Mills sell best?";

    fai_blank_name(text, "BEST MILLS, INC.");
    ck_assert_str_eq(text, "Which best line did            sell best?");
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("topics");

    tcase_add_test(t, knows_the_topic_by_the_words_of_the_question);
    tcase_add_test(t, every_topic_has_all_its_phrases);
    tcase_add_test(t, finds_the_sentence_that_asks);
    tcase_add_test(t, blanks_the_name_where_it_is_written_as_a_name);
    return unit_run("analysis/domain/topics", t);
}
