/* Questions over a small document of no company: a table, its heading, a few sentences. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "analysis/domain/passages.h"
#include "analysis/domain/sheet.h"

enum { COLUMNS = 3 };

static const char *const table[][COLUMNS] = {
    {"(in thousands)", "2023", "2022"},        {"Ferry services:", "", ""},
    {"Passenger tickets", "$4,200", "$3,500"}, {"Freight", "1,800", "2,000"},
    {"Kiosk sales", "300", "\xE2\x80\x94"},    {"Total ferry services", "$6,300", "$5,500"},
    {"Landing fees", "(120)", "(80)"},         {"Occupancy", "71.5%", "68.0%"}};

static const char *const paragraphs[] = {
    "Harbour Services by Year", "Kiosk sales represent food and maps sold at the Quayside Market stands.",
    "Freight decreased in 2023 due to the closing of the northern pier.",
    "Pension cost was $2.4 million and $1.9 million in 2023 and 2022, respectively.",
    "The northern pier was closed on March 14, 2023."};

static const fa_content *content;
static const fa_filing *filing;
static fai_arena arena;
static fai_leaf leaves[1];
static fai_scope_doc docs[1];
static fai_scope scope;

static void add_row(fa_content_builder *b, int32_t row, uint32_t *first)
{
    char text[200];
    fa_place place;
    uint32_t line;

    snprintf(text, sizeof text, "%s  %s  %s", table[row][0], table[row][1], table[row][2]);
    ck_assert_int_eq(fa_content_add_line(b, text, strlen(text), &place, &line, NULL), FA_OK);
    if (row == 0) {
        *first = line;
        ck_assert_int_eq(fa_content_begin_table(b, NULL), FA_OK);
    }
    for (int32_t c = 0; c < COLUMNS; c++) {
        fa_cell cell = {
            .row = row, .col = c, .col_span = 1, .row_span = 1, .text = table[row][c], .place = place};

        ck_assert_int_eq(fa_content_add_cell(b, &cell, NULL), FA_OK);
    }
}

static void set_up(void)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_MARKDOWN, NULL);
    const fa_passage *pages;
    const int32_t rows = (int32_t)(sizeof table / sizeof *table);
    uint32_t first = 0;

    ck_assert_ptr_nonnull(b);
    ck_assert_int_eq(fa_content_begin_page(b, 0, 0, NULL), FA_OK);
    for (int32_t r = 0; r < rows; r++)
        add_row(b, r, &first);
    ck_assert_int_eq(fa_content_end_table(b, first, (uint32_t)rows, NULL), FA_OK);
    for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++)
        ck_assert_int_eq(fa_content_add_line(b, paragraphs[i], strlen(paragraphs[i]), NULL, NULL, NULL),
                         FA_OK);
    ck_assert_int_eq(fa_content_finish(b, &content, NULL), FA_OK);
    ck_assert_int_eq(fa_filing_read(content, "harbour.md", &filing, NULL), FA_OK);
    fai_arena_init(&arena, 0);
    docs[0] = (fai_scope_doc){.id = {"doc_harbour"}, .name = "harbour.md", .filing = filing};
    scope = (fai_scope){docs, 1};
    ck_assert_int_eq(fai_passages_make(content, filing, docs[0].id, &arena, &pages, NULL), FA_OK);
    leaves[0] = (fai_leaf){0, pages};
}

static void tear_down(void)
{
    fai_arena_clear(&arena);
    fa_filing_free(filing);
    fa_content_free(content);
}

/* "700 USD e3", "Freight; Kiosk sales", "unclaimed". */
static void essence(const fa_answer *a, bool claimed, char *out, size_t cap)
{
    char digits[FA_DECIMAL_TEXT_MAX];

    if (!claimed)
        snprintf(out, cap, "unclaimed");
    else if (a->choice[0] != '\0')
        snprintf(out, cap, "%s", a->choice);
    else {
        fa_decimal_format(fa_decimal_reduce(a->value), digits);
        snprintf(out, cap, a->value_scale != 0 ? "%s %s e%d" : "%s %s", digits, a->unit, (int)a->value_scale);
    }
}

static void must_be(const char *question, const char *expected)
{
    fai_draft *draft = fai_draft_new(&scope, question);
    const fa_answer *answer = NULL;
    char got[300];
    bool claimed;

    ck_assert_int_eq(fai_sheet_answer(&scope, leaves, 1, question, draft, &claimed, NULL), FA_OK);
    ck_assert_int_eq(fai_draft_finish(draft, &answer, NULL), FA_OK);
    essence(answer, claimed, got, sizeof got);
    ck_assert_msg(strcmp(got, expected) == 0, "%s: \"%s\", not \"%s\" (%s)", question, got, expected,
                  answer->text);
    if (claimed)
        ck_assert_uint_ge(answer->citation_count, 1);
    fa_answer_free(answer);
}

START_TEST(takes_the_cell_where_row_and_year_meet)
{
    must_be("What were the passenger tickets in 2022?", "3500 USD e3");
    must_be("What was the total ferry services in 2023?", "6300 USD e3");
    must_be("What was the occupancy in 2023?", "71.5 %");
}
END_TEST

START_TEST(lists_the_cells_of_several_years_as_printed)
{
    must_be("What was freight in 2022 and 2023 respectively?", "2,000; 1,800");
}
END_TEST

START_TEST(reckons_over_years)
{
    must_be("What is the change in freight from 2022 to 2023?", "-200 USD e3");
    must_be("What is the percentage change in passenger tickets between 2022 and 2023?", "20 %");
    must_be("What is the average of the passenger tickets for 2022 and 2023?", "3850 USD e3");
    must_be("What is the sum of the freight in 2022 and 2023?", "3800 USD e3");
    must_be("What is the change in occupancy from 2022 to 2023?", "3.5 pp");
}
END_TEST

START_TEST(counts_a_dash_as_nothing)
{
    must_be("What is the change in kiosk sales from 2022 to 2023?", "300 USD e3");
    must_be("What is the percentage change in kiosk sales from 2022 to 2023?", "unclaimed");
}
END_TEST

START_TEST(reckons_over_rows)
{
    must_be("What is the difference between passenger tickets and freight in 2023?", "2400 USD e3");
    must_be("What is the ratio of freight to passenger tickets in 2023?", "0.43 x");
    must_be("What is kiosk sales as a percentage of total ferry services in 2023?", "4.76 %");
}
END_TEST

START_TEST(chooses_years_and_rows)
{
    must_be("In which year was freight larger?", "2022");
    must_be("In which year was the occupancy less than 70%?", "2022");
    must_be("How many years did passenger tickets exceed $4,000 thousand?", "1");
    must_be("Which years does the table provide information for?", "2023; 2022");
    must_be("What are the components of ferry services?", "Passenger tickets; Freight; Kiosk sales");
}
END_TEST

START_TEST(takes_amounts_from_sentences_by_their_years)
{
    must_be("What was the pension cost in 2022?", "$1.9 million");
    must_be("What was the pension cost in 2023 and 2022, respectively?", "$2.4 million; $1.9 million");
}
END_TEST

START_TEST(takes_the_words_that_answer)
{
    must_be("What do kiosk sales represent?", "food and maps sold at the Quayside Market stands");
    must_be("What caused the decrease in freight in 2023?", "due to the closing of the northern pier");
    must_be("When was the northern pier closed?", "March 14, 2023");
}
END_TEST

START_TEST(leaves_alone_what_the_document_does_not_speak_of)
{
    must_be("What was the goodwill impairment in 2023?", "unclaimed");
    must_be("What is the percentage change in seaplane charters from 2022 to 2023?", "unclaimed");
    must_be("Should I buy shares of the harbour?", "unclaimed");
}
END_TEST

START_TEST(is_for_small_documents_only)
{
    fai_leaf many[8] = {leaves[0], leaves[0], leaves[0], leaves[0]};

    ck_assert(fai_sheet_is_small(&scope, leaves, 1));
    ck_assert(!fai_sheet_is_small(&scope, many, 4));
    ck_assert(!fai_sheet_is_small(&scope, leaves, 0));
}
END_TEST

START_TEST(reads_years_in_their_forms)
{
    fai_years years = fai_sheet_years(FAI_STR("FY19, 2017/18, 1/1/21 and 2,015 of $2016 in 2014"));

    ck_assert_uint_eq(years.count, 4);
    ck_assert_int_eq(years.items[0], 2019);
    ck_assert_int_eq(years.items[1], 2018);
    ck_assert_int_eq(years.items[2], 2021);
    ck_assert_int_eq(years.items[3], 2014);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("small documents");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, takes_the_cell_where_row_and_year_meet);
    tcase_add_test(tests, lists_the_cells_of_several_years_as_printed);
    tcase_add_test(tests, reckons_over_years);
    tcase_add_test(tests, counts_a_dash_as_nothing);
    tcase_add_test(tests, reckons_over_rows);
    tcase_add_test(tests, chooses_years_and_rows);
    tcase_add_test(tests, takes_amounts_from_sentences_by_their_years);
    tcase_add_test(tests, takes_the_words_that_answer);
    tcase_add_test(tests, leaves_alone_what_the_document_does_not_speak_of);
    tcase_add_test(tests, is_for_small_documents_only);
    tcase_add_test(tests, reads_years_in_their_forms);
    return unit_run("sheet", tests);
}
