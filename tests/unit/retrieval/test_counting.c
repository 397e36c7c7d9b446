/* The words of pages. */
#include <finanalyst/search.h>

#include <string.h>

#include "unit.h"

static const fa_word_counts *count(const char *const *texts, uint32_t pages)
{
    fa_passage passages[8];
    const fa_word_counts *counts = NULL;

    memset(passages, 0, sizeof passages);
    for (uint32_t i = 0; i < pages; i++)
        passages[i].text = texts[i];
    ck_assert_int_eq(fa_word_counts_make(passages, pages, &counts, NULL), FA_OK);
    return counts;
}

static const fa_word_postings *find(const fa_word_counts *counts, const char *stem)
{
    for (uint32_t i = 0; i < counts->word_count; i++)
        if (strcmp(counts->words[i].stem, stem) == 0)
            return &counts->words[i];
    return NULL;
}

START_TEST(counts_a_word_on_each_of_its_pages)
{
    static const char *const texts[] = {"Cash, cash and CASH.", "nothing", "cash-flow"};
    const fa_word_counts *counts = count(texts, 3);
    const fa_word_postings *cash = find(counts, "cash");

    ck_assert_ptr_nonnull(cash);
    ck_assert_uint_eq(cash->posting_count, 2);
    ck_assert_uint_eq(cash->postings[0].page, 0);
    ck_assert_uint_eq(cash->postings[0].count, 3);
    ck_assert_uint_eq(cash->postings[1].page, 2);
    ck_assert_uint_eq(cash->postings[1].count, 1);
    ck_assert_uint_eq(counts->page_count, 3);
    ck_assert_uint_eq(counts->lengths[0], 4);
    ck_assert_uint_eq(counts->lengths[1], 1);
    ck_assert_uint_eq(counts->lengths[2], 2);
    fa_word_counts_free(counts);
}
END_TEST

START_TEST(counts_the_forms_of_a_word_as_one)
{
    static const char *const texts[] = {"dividend dividends Dividends'"};
    const fa_word_counts *counts = count(texts, 1);

    ck_assert_uint_eq(counts->word_count, 1);
    ck_assert_uint_eq(counts->words[0].postings[0].count, 3);
    fa_word_counts_free(counts);
}
END_TEST

START_TEST(sorts_words_by_their_bytes)
{
    static const char *const texts[] = {"zinc 9 b Ω a10 10 a1"};
    const fa_word_counts *counts = count(texts, 1);

    ck_assert_uint_eq(counts->word_count, 7);
    for (uint32_t i = 1; i < counts->word_count; i++)
        ck_assert_int_lt(strcmp(counts->words[i - 1].stem, counts->words[i].stem), 0);
    fa_word_counts_free(counts);
}
END_TEST

START_TEST(parts_words_at_signs_and_keeps_letters_of_other_scripts)
{
    static const char *const texts[] = {
        "long–term “net” 1,234.5 §12 €7×8 Zürich ŁÓDŹ straße Ελλάδα 東京\xff x"};
    static const char *const stems[] = {"long", "term",   "net",  "1",      "234",    "5",    "12", "7",
                                        "8",    "zurich", "lodz", "straße", "Ελλάδα", "東京", "x"};
    const fa_word_counts *counts = count(texts, 1);

    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        ck_assert_msg(find(counts, stems[i]) != NULL, "%s", stems[i]);
    ck_assert_uint_eq(counts->lengths[0], sizeof stems / sizeof *stems);
    fa_word_counts_free(counts);
}
END_TEST

START_TEST(cuts_a_word_to_the_room_of_a_stem)
{
    static char text[4001];
    const char *texts[] = {text};
    const fa_word_counts *counts;

    for (size_t i = 0; i < 2000; i++)
        memcpy(text + 2 * i, "\xce\xa9", 2);
    counts = count(texts, 1);
    ck_assert_uint_eq(counts->word_count, 1);
    ck_assert_uint_eq(strlen(counts->words[0].stem), FA_STEM_MAX - 1);
    fa_word_counts_free(counts);
}
END_TEST

START_TEST(counts_nothing_where_there_is_nothing)
{
    static const char *const texts[] = {"", " \n\t–"};
    const fa_word_counts *counts = count(texts, 2);

    ck_assert_uint_eq(counts->word_count, 0);
    ck_assert_uint_eq(counts->lengths[1], 0);
    fa_word_counts_free(counts);
    counts = count(NULL, 0);
    ck_assert_uint_eq(counts->page_count, 0);
    fa_word_counts_free(counts);
    fa_word_counts_free(NULL);
    ck_assert_int_eq(fa_word_counts_make(NULL, 1, &counts, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("counting");

    tcase_add_test(tests, counts_a_word_on_each_of_its_pages);
    tcase_add_test(tests, counts_the_forms_of_a_word_as_one);
    tcase_add_test(tests, sorts_words_by_their_bytes);
    tcase_add_test(tests, parts_words_at_signs_and_keeps_letters_of_other_scripts);
    tcase_add_test(tests, cuts_a_word_to_the_room_of_a_stem);
    tcase_add_test(tests, counts_nothing_where_there_is_nothing);
    return unit_run("counting", tests);
}
