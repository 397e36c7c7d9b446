/* Plain text: paragraphs, pages, tables that are set with blanks. */
#include <string.h>

#include "read_format.h"
#include "unit.h"

START_TEST(lines_of_a_paragraph_are_one_line)
{
    const fa_content *c =
        read_text("ALDERGATE PLC\n\nThe company sold timber, paper and pulp in many markets and it\n"
                  "expects to go on for years.\n\n(a) First item of a list, long enough to fill the line\n"
                  "(b) Second item of it\n");

    ck_assert_str_eq(line_of(c, 1, 0), "ALDERGATE PLC");
    ck_assert_str_eq(
        line_of(c, 1, 1),
        "The company sold timber, paper and pulp in many markets and it expects to go on for years.");
    ck_assert_str_eq(line_of(c, 1, 2), "(a) First item of a list, long enough to fill the line");
    ck_assert_str_eq(line_of(c, 1, 3), "(b) Second item of it");
    ck_assert_uint_eq(c->pages[0].line_count, 4);
    fa_content_free(c);
}
END_TEST

START_TEST(form_feeds_and_page_marks_part_pages)
{
    const fa_content *c = read_text("one\f\ntwo\n<PAGE>  3\nthree\r\nmore\f");

    ck_assert_uint_eq(c->page_count, 3);
    ck_assert_str_eq(line_of(c, 1, 0), "one");
    ck_assert_str_eq(line_of(c, 2, 0), "two");
    ck_assert_str_eq(line_of(c, 3, 0), "three");
    ck_assert_str_eq(line_of(c, 3, 1), "more");
    fa_content_free(c);
}
END_TEST

static const char statement[] =
    "                     ALDERGATE PLC\n"
    "              STATEMENTS OF INCOME\n"
    "                (in thousands)\n\n"
    "<TABLE>\n<CAPTION>\n"
    "                                  Years ended December 31,\n"
    "                                  ------------------------\n"
    "                                     1998           1997\n"
    "                                     ----           ----\n"
    "<S>                               <C>            <C>\n"
    "Net sales ....................    $ 12,300       $  9,100\n"
    "Costs:\n"
    "  Materials                          (7,000)        (6,100)\n"
    "  Wages and salaries, with those\n"
    "    of directors                     (2,000)        (1,500)\n"
    "                                  ---------      ---------\n"
    "Income before tax                    3,300          1,500\n"
    "Tax                                      -             --\n"
    "                                  ---------      ---------\n"
    "Net income                        $  3,300       $  1,500\n"
    "                                  =========      =========\n"
    "</TABLE>\n\n"
    "See notes to the statements, which are part of them and which say more than they do.\n";

START_TEST(columns_set_with_blanks_are_a_table)
{
    const fa_content *c = read_text(statement);
    const fa_table *t = &c->tables[0];

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_int_eq(t->cols, 3);
    ck_assert_str_eq(line_of(c, 1, 0), "ALDERGATE PLC");
    ck_assert_str_eq(cell_at(c, 0, 0, 1)->text, "Years ended December 31,");
    ck_assert_int_eq(cell_at(c, 0, 0, 1)->col_span, 2);
    ck_assert_str_eq(cell_at(c, 0, 1, 2)->text, "1997");
    ck_assert_str_eq(cell_at(c, 0, 2, 0)->text, "Net sales");
    ck_assert_str_eq(cell_at(c, 0, 2, 1)->text, "$ 12,300");
    ck_assert_str_eq(cell_at(c, 0, 3, 0)->text, "Costs:");
    ck_assert_str_eq(cell_at(c, 0, 4, 2)->text, "(6,100)");
    ck_assert_uint_gt(cell_at(c, 0, 4, 0)->indent, cell_at(c, 0, 3, 0)->indent);
    ck_assert_str_eq(cell_at(c, 0, 8, 2)->text, "--");
    ck_assert_str_eq(text_at(c, &cell_at(c, 0, 4, 2)->place), "(6,100)");
    ck_assert_str_eq(source_at(statement, &cell_at(c, 0, 4, 2)->place), "(6,100)");
    ck_assert_ptr_null(strstr(c->pages[0].text, "<C>"));
    ck_assert_int_eq(strncmp(line_of(c, 1, c->pages[0].line_count - 1), "See notes", 9), 0);
    fa_content_free(c);
}
END_TEST

START_TEST(prose_with_figures_is_no_table)
{
    const fa_content *c = read_text("In 1998 sales were $12,300.  In 1997 they were $9,100.  Both are\n"
                                    "stated in thousands.  The company had 120 people at work in 1998.\n"
                                    "Chapter 1    Introduction\nChapter 2    The rest\n");

    ck_assert_uint_eq(c->table_count, 0);
    fa_content_free(c);
}
END_TEST

START_TEST(tabs_stand_for_blanks)
{
    const fa_content *c = read_text("Item\t\t1998\t1997\nSales\t\t120\t100\nCosts\t\t(20)\t(15)\n");

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "120");
    ck_assert_str_eq(cell_at(c, 0, 2, 2)->text, "(15)");
    fa_content_free(c);
}
END_TEST

START_TEST(a_file_without_text_says_so)
{
    const fa_content *c = NULL;

    ck_assert_int_eq(read_bytes(extract_text, FA_CONTENT_TEXT, "", 0, &c, NULL), FA_ENOTEXT);
    ck_assert_int_eq(read_bytes(extract_text, FA_CONTENT_TEXT, " \n\f\n", 4, &c, NULL), FA_ENOTEXT);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("text");

    tcase_add_test(t, lines_of_a_paragraph_are_one_line);
    tcase_add_test(t, form_feeds_and_page_marks_part_pages);
    tcase_add_test(t, columns_set_with_blanks_are_a_table);
    tcase_add_test(t, prose_with_figures_is_no_table);
    tcase_add_test(t, tabs_stand_for_blanks);
    tcase_add_test(t, a_file_without_text_says_so);
    return unit_run("text", t);
}
