/* Tables of HTML: the grid, what only lays out, tables in tables, places of cells. */
#include <string.h>

#include "read_format.h"
#include "unit.h"

START_TEST(spans_set_cells_in_their_grid_columns)
{
    const fa_content *c =
        read_html("<table><tr><td rowspan=2>A</td><td colspan=2>B</td><td>C</td></tr>"
                  "<tr><td>D</td><td></td><td>E</td></tr><tr><td>F</td><th>G</th></tr></table>");

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_int_eq(c->tables[0].rows, 3);
    ck_assert_int_eq(c->tables[0].cols, 4);
    ck_assert_str_eq(cell_at(c, 0, 0, 0)->text, "A");
    ck_assert_int_eq(cell_at(c, 0, 0, 0)->row_span, 2);
    ck_assert_int_eq(cell_at(c, 0, 0, 1)->col_span, 2);
    ck_assert_str_eq(cell_at(c, 0, 0, 3)->text, "C");
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "D");
    ck_assert_ptr_null(cell_at(c, 0, 1, 2));
    ck_assert_str_eq(cell_at(c, 0, 1, 3)->text, "E");
    ck_assert_str_eq(cell_at(c, 0, 2, 0)->text, "F");
    ck_assert(cell_at(c, 0, 2, 1)->bold);
    ck_assert(!cell_at(c, 0, 2, 0)->bold);
    fa_content_free(c);
}
END_TEST

START_TEST(a_row_is_a_line_and_a_cell_knows_its_part_of_it)
{
    static const char text[] =
        "<p>Balance</p><table id='t1'><tr><td>Cash</td><td>$</td><td>1,200</td><td>(30</td>"
        "<td>)</td></tr><tr id='r2'><td>Debt</td><td></td><td><b>7</b></td></tr></table>";
    const fa_content *c = read_html(text);

    ck_assert_str_eq(line_of(c, 1, 1), "Cash  $1,200  (30)");
    ck_assert_str_eq(line_of(c, 1, 2), "Debt  7");
    ck_assert_uint_eq(c->tables[0].line_first, 1);
    ck_assert_uint_eq(c->tables[0].line_count, 2);
    ck_assert_str_eq(text_at(c, &cell_at(c, 0, 0, 2)->place), "1,200");
    ck_assert_str_eq(text_at(c, &cell_at(c, 0, 0, 3)->place), "(30");
    ck_assert_str_eq(source_at(text, &cell_at(c, 0, 0, 2)->place), "<td>1,200</td>");
    ck_assert_str_eq(cell_at(c, 0, 0, 2)->place.element, "t1");
    ck_assert_str_eq(cell_at(c, 0, 1, 2)->place.element, "r2");
    ck_assert_str_eq(text_at(c, &cell_at(c, 0, 1, 2)->place), "7");
    ck_assert(cell_at(c, 0, 1, 2)->bold);
    fa_content_free(c);
}
END_TEST

START_TEST(indentation_comes_from_paddings_indents_and_blanks)
{
    const fa_content *c = read_html(
        "<table><tr><td style='padding:2px 1pt'>Assets</td><td>1</td></tr>"
        "<tr><td style='padding:2px 1pt 2px 19pt'>Cash</td><td>1</td></tr>"
        "<tr><td style='padding-left:2em;text-indent:-1em'><p style='margin:0'>Notes</p></td><td>1</td></tr>"
        "<tr><td>&nbsp;&nbsp;&nbsp;&nbsp;Stocks</td><td>1</td></tr>"
        "<tr><td style='padding-left:10pt;text-indent:-10pt'>Total</td><td>3</td></tr></table>");

    ck_assert_uint_eq(cell_at(c, 0, 0, 0)->indent, 0);
    ck_assert_uint_gt(cell_at(c, 0, 1, 0)->indent, cell_at(c, 0, 2, 0)->indent);
    ck_assert_uint_gt(cell_at(c, 0, 2, 0)->indent, 0);
    ck_assert_uint_gt(cell_at(c, 0, 3, 0)->indent, 0);
    ck_assert_uint_eq(cell_at(c, 0, 4, 0)->indent, 0);
    fa_content_free(c);
}
END_TEST

START_TEST(a_table_that_only_lays_out_is_lines)
{
    const fa_content *c =
        read_html("<table><tr><td><p>One</p><p>Two</p></td></tr><tr><td></td><td>Three</td></tr></table>"
                  "<table><tr><td>&bull;</td><td>First point</td></tr>"
                  "<tr><td>&bull;</td><td>Second point</td></tr></table>"
                  "<table><tr><td>(1)</td><td>Includes leases.</td></tr></table>");

    ck_assert_uint_eq(c->table_count, 0);
    ck_assert_str_eq(line_of(c, 1, 0), "One");
    ck_assert_str_eq(line_of(c, 1, 1), "Two");
    ck_assert_str_eq(line_of(c, 1, 2), "Three");
    ck_assert_str_eq(line_of(c, 1, 3), "\xE2\x80\xA2 First point");
    ck_assert_str_eq(line_of(c, 1, 4), "\xE2\x80\xA2 Second point");
    ck_assert_str_eq(line_of(c, 1, 5), "(1) Includes leases.");
    fa_content_free(c);
}
END_TEST

START_TEST(a_table_inside_a_layout_table_stands_on_its_own)
{
    const fa_content *c =
        read_html("<table><tr><td><p>Before</p><div><table><tr><td>Cash</td><td>5</td></tr>"
                  "<tr><td>Debt</td><td>4</td></tr></table></div><p>After</p></td></tr></table>");

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_int_eq(c->tables[0].rows, 2);
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "4");
    ck_assert_str_eq(line_of(c, 1, 0), "Before");
    ck_assert_str_eq(line_of(c, 1, 1), "Cash  5");
    ck_assert_str_eq(line_of(c, 1, 3), "After");
    ck_assert_uint_eq(c->tables[0].line_first, 1);
    fa_content_free(c);
}
END_TEST

START_TEST(a_small_table_inside_a_cell_is_its_text)
{
    const fa_content *c =
        read_html("<table><tr><td>Cash</td><td><table><tr><td>$</td><td>5</td></tr></table></td></tr>"
                  "<tr><td>Debt</td><td><table><tr><td></td><td>4</td></tr></table></td></tr></table>");

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_str_eq(cell_at(c, 0, 0, 1)->text, "$ 5");
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "4");
    ck_assert_str_eq(text_at(c, &cell_at(c, 0, 0, 1)->place), "$ 5");
    fa_content_free(c);
}
END_TEST

START_TEST(hidden_rows_and_cells_take_no_part)
{
    const fa_content *c =
        read_html("<table><tr style='display:none'><td>x</td><td>9</td></tr>"
                  "<tr><td>Cash</td><td>5</td></tr>"
                  "<tr><td style='display:none'>x</td><td>Debt</td><td>4</td></tr></table>");

    ck_assert_int_eq(c->tables[0].rows, 2);
    ck_assert_str_eq(cell_at(c, 0, 0, 0)->text, "Cash");
    ck_assert_str_eq(cell_at(c, 0, 1, 0)->text, "Debt");
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "4");
    fa_content_free(c);
}
END_TEST

START_TEST(rows_and_cells_without_their_table_or_ends_are_read)
{
    const fa_content *c =
        read_html("<td>loose</td><table><tr><td>A<td>1<tr><td>B<td>2</table><table><td>C<td>3</table>");

    ck_assert_str_eq(line_of(c, 1, 0), "loose");
    ck_assert_uint_eq(c->table_count, 2);
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "2");
    ck_assert_str_eq(cell_at(c, 1, 0, 1)->text, "3");
    fa_content_free(c);
}
END_TEST

START_TEST(huge_spans_are_cut)
{
    const fa_content *c = read_html("<table><tr><td colspan=99999999>A</td><td rowspan=99999999>B</td></tr>"
                                    "<tr><td>C</td></tr></table>");

    ck_assert_int_le(c->tables[0].cols, 4001);
    ck_assert_str_eq(cell_at(c, 0, 1, 0)->text, "C");
    fa_content_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("html tables");

    tcase_add_test(t, spans_set_cells_in_their_grid_columns);
    tcase_add_test(t, a_row_is_a_line_and_a_cell_knows_its_part_of_it);
    tcase_add_test(t, indentation_comes_from_paddings_indents_and_blanks);
    tcase_add_test(t, a_table_that_only_lays_out_is_lines);
    tcase_add_test(t, a_table_inside_a_layout_table_stands_on_its_own);
    tcase_add_test(t, a_small_table_inside_a_cell_is_its_text);
    tcase_add_test(t, hidden_rows_and_cells_take_no_part);
    tcase_add_test(t, rows_and_cells_without_their_table_or_ends_are_read);
    tcase_add_test(t, huge_spans_are_cut);
    return unit_run("html tables", t);
}
