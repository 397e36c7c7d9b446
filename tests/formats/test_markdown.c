/* Markdown: headings, paragraphs, tables, what is set between fences. */
#include <string.h>

#include "read_format.h"
#include "unit.h"

START_TEST(headings_are_sections)
{
    const fa_content *c = read_markdown("# Aldergate *plc* #\n\ntext\n\nItem 7\n------\nmore\n\n### Notes\n");

    ck_assert_str_eq(c->title, "Aldergate plc");
    ck_assert_uint_eq(c->section_count, 3);
    ck_assert_str_eq(c->sections[0].title, "Aldergate plc");
    ck_assert_int_eq(c->sections[0].level, 1);
    ck_assert_str_eq(c->sections[1].title, "Item 7");
    ck_assert_int_eq(c->sections[1].level, 2);
    ck_assert_uint_eq(c->sections[1].line, 2);
    ck_assert_str_eq(line_of(c, 1, 2), "Item 7");
    ck_assert_int_eq(c->sections[2].level, 3);
    fa_content_free(c);
}
END_TEST

START_TEST(marks_inside_a_line_are_taken_off)
{
    const fa_content *c =
        read_markdown("Sales **rose** by `5 %`, see [the _table_](#t (x)) and ![a chart](c.png).\n"
                      "A *star* \\* a_name_b 2 * 3<br>next\n\n- first\n- second\n> said\n");

    ck_assert_str_eq(line_of(c, 1, 0),
                     "Sales rose by 5 %, see the table and a chart. A star * a_name_b 2 * 3 next");
    ck_assert_str_eq(line_of(c, 1, 1), "- first");
    ck_assert_str_eq(line_of(c, 1, 2), "- second");
    ck_assert_str_eq(line_of(c, 1, 3), "> said");
    fa_content_free(c);
}
END_TEST

START_TEST(pipe_tables_are_tables)
{
    static const char text[] =
        "Balance:\n\n| Item | 2024 | |\n|:---|---:|---|\n| **Cash** | 1,200 | a\\|b |\n| Debt | | x |\n\nend";
    const fa_content *c = read_markdown(text);

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_int_eq(c->tables[0].rows, 3);
    ck_assert(cell_at(c, 0, 0, 1)->bold);
    ck_assert_str_eq(cell_at(c, 0, 1, 0)->text, "Cash");
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "1,200");
    ck_assert_str_eq(cell_at(c, 0, 1, 2)->text, "a|b");
    ck_assert_ptr_null(cell_at(c, 0, 2, 1));
    ck_assert_str_eq(line_of(c, 1, 2), "Cash  1,200  a|b");
    ck_assert_str_eq(text_at(c, &cell_at(c, 0, 1, 2)->place), "a|b");
    ck_assert_str_eq(source_at(text, &cell_at(c, 0, 1, 1)->place), " 1,200 ");
    ck_assert_str_eq(line_of(c, 1, 4), "end");
    fa_content_free(c);
}
END_TEST

START_TEST(what_is_fenced_is_read_as_plain_text)
{
    static const char text[] =
        "```\nItem        1998    1997\nSales        120     100\nCosts        (20)    (15)\n```\nafter";
    const fa_content *c = read_markdown(text);

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_str_eq(cell_at(c, 0, 2, 2)->text, "(15)");
    ck_assert_str_eq(source_at(text, &cell_at(c, 0, 2, 2)->place), "(15)");
    ck_assert_str_eq(line_of(c, 1, 3), "after");
    fa_content_free(c);
}
END_TEST

START_TEST(a_file_without_text_says_so)
{
    const fa_content *c = NULL;

    ck_assert_int_eq(read_bytes(extract_markdown, FA_CONTENT_MARKDOWN, "\n---\n", 5, &c, NULL), FA_ENOTEXT);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("markdown");

    tcase_add_test(t, headings_are_sections);
    tcase_add_test(t, marks_inside_a_line_are_taken_off);
    tcase_add_test(t, pipe_tables_are_tables);
    tcase_add_test(t, what_is_fenced_is_read_as_plain_text);
    tcase_add_test(t, a_file_without_text_says_so);
    return unit_run("markdown", t);
}
