/* Pages of HTML: where the source breaks them, and where it does not. */
#include <string.h>

#include "read_format.h"
#include "unit.h"

START_TEST(page_breaks_part_pages)
{
    const fa_content *c = read_html(
        "<style>p.new{page-break-before:always}</style><p>one</p><hr style='page-break-after:always'/>"
        "<div style='page-break-before: always'>two</div><p class='new'>three</p>"
        "<div style='break-after:page'>still three</div><p style='page-break-after:avoid'>four</p><p>four "
        "too</p>");

    ck_assert_uint_eq(c->page_count, 4);
    ck_assert_str_eq(line_of(c, 1, 0), "one");
    ck_assert_str_eq(line_of(c, 2, 0), "two");
    ck_assert_str_eq(line_of(c, 3, 0), "three");
    ck_assert_str_eq(line_of(c, 3, 1), "still three");
    ck_assert_str_eq(line_of(c, 4, 0), "four");
    ck_assert_str_eq(line_of(c, 4, 1), "four too");
    fa_content_free(c);
}
END_TEST

START_TEST(a_break_inside_a_table_parts_the_table)
{
    const fa_content *c =
        read_html("<table><tr><td>A</td><td>1</td></tr><tr style='page-break-before:always'><td>B</td>"
                  "<td>2</td></tr></table>");

    ck_assert_uint_eq(c->page_count, 2);
    ck_assert_uint_eq(c->table_count, 2);
    ck_assert_int_eq(c->tables[1].page, 2);
    ck_assert_str_eq(cell_at(c, 1, 0, 1)->text, "2");
    fa_content_free(c);
}
END_TEST

START_TEST(pages_of_converted_documents_and_old_marks_part_pages)
{
    const fa_content *c =
        read_html("<div data-page-no='1'><p>A</p></div><div data-page-no='2'><p>B</p></div><page>C");

    ck_assert_uint_eq(c->page_count, 3);
    ck_assert_str_eq(line_of(c, 2, 0), "B");
    ck_assert_str_eq(line_of(c, 3, 0), "C");
    fa_content_free(c);
}
END_TEST

START_TEST(a_long_file_without_breaks_is_cut_between_paragraphs)
{
    const fa_content *c;
    fa_buf text;
    uint32_t i;

    fa_buf_init(&text, 100000);
    for (i = 0; i < 100; i++)
        fa_buf_puts(
            &text,
            "<p>The company sold timber, paper and pulp in many markets and expects to go on selling timber, "
            "paper and pulp for years to come, as it has done before.</p>");
    fa_buf_puts(&text, "<p>Title</p><table><tr><td>Cash</td><td>5</td></tr></table>");
    c = read_html(text.data);
    ck_assert_uint_ge(c->page_count, 3);
    for (i = 0; i + 1 < c->page_count; i++) {
        ck_assert_uint_ge(c->pages[i].text_len, 4000);
        ck_assert_uint_lt(c->pages[i].text_len, 4600);
    }
    ck_assert_int_eq(c->tables[0].page, (int32_t)c->page_count);
    ck_assert_str_eq(line_of(c, (int32_t)c->page_count, c->tables[0].line_first - 1), "Title");
    fa_content_free(c);
    fa_buf_clear(&text);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("html pages");

    tcase_add_test(t, page_breaks_part_pages);
    tcase_add_test(t, a_break_inside_a_table_parts_the_table);
    tcase_add_test(t, pages_of_converted_documents_and_old_marks_part_pages);
    tcase_add_test(t, a_long_file_without_breaks_is_cut_between_paragraphs);
    return unit_run("html pages", t);
}
