/* Sections by their lines, and section paths. */
#include "draw.h"
#include "unit.h"

/* A content of text pages; "\f" begins the next. */
static const fa_content *pages(const char *const *lines)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_TEXT, NULL);
    const fa_content *c = NULL;
    int i;

    ck_assert_int_eq(fa_content_begin_page(b, 0, 0, NULL), FA_OK);
    for (i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] == '\f')
            ck_assert_int_eq(fa_content_begin_page(b, 0, 0, NULL), FA_OK);
        else
            ck_assert_int_eq(fa_content_add_line(b, lines[i], strlen(lines[i]), NULL, NULL, NULL), FA_OK);
    }
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    return c;
}

static void expect_path(const fa_content *c, int32_t page, uint32_t line, const char *want)
{
    char path[200];

    ck_assert_uint_eq(fa_content_section_path(c, page, line, path, sizeof path), strlen(want));
    ck_assert_str_eq(path, want);
}

static const char *const report[] = {
    "ANNUAL REPORT",
    "\f",
    "TABLE OF CONTENTS",
    "PART I",
    "Item 1.  Business  3",
    "Item 2.  Properties  9",
    "PART II",
    "Item 7.  Management's Discussion  12",
    "Item 8.  Financial Statements  40",
    "\f",
    "PART I",
    "Item 1. Business",
    "We make instruments, as is told in all that follows, and in particular in",
    "Item 8. Financial Statements and Supplementary Data of this report.",
    "\f",
    "PART II",
    "ITEM 8. FINANCIAL STATEMENTS AND SUPPLEMENTARY DATA",
    "Consolidated Statements of Income",
    "Consolidated Balance Sheets",
    "Consolidated Statements of Cash Flows",
    "\f",
    "Consolidated Balance Sheets",
    "(In millions)",
    "\f",
    "Notes to Consolidated Financial Statements",
    "Note 1 - Summary of Accounting Policies",
    "text",
    "Note 2 - Debt",
    "As told in a note:",
    "Note 1 - Summary of Accounting Policies",
    "\f",
    "Notes to Consolidated Financial Statements (Continued)",
    "more of the debt",
    NULL};

START_TEST(leads_from_part_to_statement)
{
    const fa_content *c = pages(report);

    expect_path(c, 1, 0, "");
    expect_path(c, 2, 3, "");
    expect_path(c, 3, 2, "Part I \xE2\x80\xBA Item 1");
    expect_path(c, 5, 1, "Part II \xE2\x80\xBA Item 8 \xE2\x80\xBA Consolidated Balance Sheets");
    fa_content_free(c);
}
END_TEST

START_TEST(takes_no_references_lists_or_running_heads_for_headings)
{
    const fa_content *c = pages(report);

    expect_path(c, 3, 3, "Part I \xE2\x80\xBA Item 1");
    expect_path(c, 4, 4, "Part II \xE2\x80\xBA Item 8");
    expect_path(
        c, 7, 1,
        "Part II \xE2\x80\xBA Item 8 \xE2\x80\xBA Notes to Consolidated Financial Statements \xE2\x80\xBA "
        "Note 2 - Debt");
    fa_content_free(c);
}
END_TEST

START_TEST(keeps_the_sections_that_the_reader_gave)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_MARKDOWN, NULL);
    fa_section outer = {"Results", 1, 1, 0}, inner = {"Sales by region", 2, 1, 1};
    const fa_content *c = NULL;

    fa_content_begin_page(b, 0, 0, NULL);
    fa_content_add_line(b, "Results", 7, NULL, NULL, NULL);
    fa_content_add_line(b, "Item 7. Sales by region", 23, NULL, NULL, NULL);
    ck_assert_int_eq(fa_content_add_section(b, &outer, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_section(b, &inner, NULL), FA_OK);
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_uint_eq(c->section_count, 2);
    expect_path(c, 1, 1, "Results \xE2\x80\xBA Sales by region");
    fa_content_free(c);
}
END_TEST

START_TEST(cuts_a_path_between_characters)
{
    const fa_content *c = pages(report);
    char path[12];

    ck_assert_uint_eq(fa_content_section_path(c, 3, 2, path, 9), 17);
    ck_assert_str_eq(path, "Part I ");
    ck_assert_uint_eq(fa_content_section_path(c, 3, 2, NULL, 0), 17);
    fa_content_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("outline");

    tcase_add_test(t, leads_from_part_to_statement);
    tcase_add_test(t, takes_no_references_lists_or_running_heads_for_headings);
    tcase_add_test(t, keeps_the_sections_that_the_reader_gave);
    tcase_add_test(t, cuts_a_path_between_characters);
    return unit_run("content/outline", t);
}
