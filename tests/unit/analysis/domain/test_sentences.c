/* Pages cut into sentences, headings and rows. */
#include "analysis/domain/sentences.h"

#include <string.h>

#include "unit.h"

enum { LINES = 40 };

static char text[4000];
static fa_line lines[LINES];
static fai_pieces pieces;

static uint32_t text_len;

static void append(const char *words)
{
    size_t n = strlen(words);

    ck_assert_uint_lt(text_len + n, sizeof text);
    memcpy(text + text_len, words, n + 1);
    text_len += (uint32_t)n;
}

/* A page of the lines given, ended by NULL; printed ones have boxes 12 points apart, "" is a gap. */
static const fa_passage *page_of(const char *const *all, bool printed)
{
    static fa_passage page;
    uint32_t n = 0;
    float y = 0;

    text_len = 0;
    text[0] = '\0';
    for (uint32_t i = 0; all[i] != NULL; i++, y += 12) {
        if (all[i][0] == '\0')
            continue;
        lines[n] = (fa_line){.text_start = text_len};
        append(all[i]);
        lines[n].text_end = text_len;
        append("\n");
        if (printed)
            lines[n].box = (fa_box){40, y, 500, y + 10};
        n++;
    }
    page = (fa_passage){.text = text, .section = "", .lines = lines, .line_count = n};
    return &page;
}

static void cut(const char *const *all, bool printed)
{
    pieces.len = 0;
    ck_assert(fai_pieces_cut(page_of(all, printed), &pieces));
}

static void must_be(size_t i, fai_piece_kind kind, const char *words)
{
    size_t len = strlen(words);

    ck_assert_uint_lt(i, pieces.len);
    ck_assert_int_eq(pieces.items[i].kind, kind);
    ck_assert_uint_eq(pieces.items[i].end - pieces.items[i].start, len);
    ck_assert_int_eq(memcmp(text + pieces.items[i].start, words, len), 0);
}

START_TEST(joins_lines_and_parts_sentences)
{
    static const char *const all[] = {
        "Results of Operations", "",
        "Net sales rose because more flour was sold in every one of our markets. Prices",
        "were stable. The harvest of Acme Inc. was poor.", NULL};

    cut(all, true);
    must_be(0, FAI_PIECE_HEADING, "Results of Operations");
    must_be(1, FAI_PIECE_SENTENCE, "Net sales rose because more flour was sold in every one of our markets.");
    must_be(2, FAI_PIECE_SENTENCE, "Prices\nwere stable.");
    must_be(3, FAI_PIECE_SENTENCE, "The harvest of Acme Inc. was poor.");
    ck_assert_int_eq(pieces.items[1].heading, 0);
    ck_assert_uint_eq(pieces.items[1].paragraph, pieces.items[3].paragraph);
    ck_assert(pieces.items[3].whole);
}
END_TEST

START_TEST(keeps_rows_of_tables_apart)
{
    static const char *const all[] = {
        "The table shows sales of the last two years in all of our many markets:", "Flour  1,200  1,100",
        "Bread  300  —", "It holds no sales between segments.  Those are left out of all of the figures.",
        NULL};

    cut(all, false);
    must_be(1, FAI_PIECE_ROW, "Flour  1,200  1,100");
    must_be(2, FAI_PIECE_ROW, "Bread  300  —");
    must_be(3, FAI_PIECE_SENTENCE, "It holds no sales between segments.");
}
END_TEST

START_TEST(does_not_part_at_initials_abbreviations_and_numbers)
{
    static const char *const rows[] = {
        "Mr. J. Miller of the U.S. joined on Jan. 3 as head of all mills.",
        "Sales of $3.5 million were 2.1 times those of No. 2 in that market.",
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *all[] = {rows[i], NULL};

        cut(all, false);
        ck_assert_uint_eq(pieces.len, 1);
    }
}
END_TEST

START_TEST(takes_a_name_that_ends_in_ltd_for_a_heading)
{
    static const char *const all[] = {
        "Bexley Grain Ltd.",
        "On March 3, 2023, we acquired all of the outstanding shares of Bexley Grain Ltd. for cash.", NULL};

    cut(all, false);
    must_be(0, FAI_PIECE_HEADING, "Bexley Grain Ltd.");
    ck_assert_uint_eq(pieces.len, 2);
}
END_TEST

START_TEST(begins_anew_at_bullets)
{
    static const char *const all[] = {
        "We face three risks that are named in the list that follows here below:",
        "\xe2\x80\xa2 the harvest may fail in one or in all of the countries where we buy,",
        "\xe2\x80\xa2 mills may burn", NULL};

    cut(all, false);
    ck_assert_uint_eq(pieces.len, 3);
    ck_assert(pieces.items[1].bullet);
    must_be(2, FAI_PIECE_SENTENCE, "mills may burn");
}
END_TEST

START_TEST(an_empty_page_has_no_pieces)
{
    static const char *const all[] = {NULL};

    cut(all, false);
    ck_assert_uint_eq(pieces.len, 0);
    fai_vec_clear(&pieces);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("sentences");

    tcase_add_test(t, joins_lines_and_parts_sentences);
    tcase_add_test(t, keeps_rows_of_tables_apart);
    tcase_add_test(t, does_not_part_at_initials_abbreviations_and_numbers);
    tcase_add_test(t, takes_a_name_that_ends_in_ltd_for_a_heading);
    tcase_add_test(t, begins_anew_at_bullets);
    tcase_add_test(t, an_empty_page_has_no_pieces);
    return unit_run("analysis/domain/sentences", t);
}
