/* Pages of words to lines, text, tables and cells. */
#include <stdlib.h>

#include <finanalyst/alloc.h>

#include "draw.h"
#include "unit.h"

static void expect_row(const fa_content *c, uint32_t table, int32_t row, const char *want)
{
    char text[512];

    ck_assert_uint_lt(table, c->table_count);
    ck_assert_str_eq(row_text(&c->tables[table], row, text), want);
}

START_TEST(writes_lines_from_the_top_whatever_the_order_of_words)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_PDF, NULL);
    const fa_content *c = NULL;

    ck_assert_int_eq(fa_content_begin_page(b, 612, 792, NULL), FA_OK);
    draw_line(b, 2, "third line");
    draw_line(b, 0, "first line");
    draw_line(b, 1, "second        part");
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_str_eq(c->pages[0].text, "first line\nsecond  part\nthird line\n");
    ck_assert_uint_eq(c->pages[0].line_count, 3);
    ck_assert_uint_eq(c->pages[0].lines[1].word_first, 2);
    ck_assert_str_eq(c->pages[0].words[c->pages[0].lines[2].word_first].text, "third");
    ck_assert_uint_eq(c->table_count, 0);
    fa_content_free(c);
}
END_TEST

START_TEST(joins_words_that_were_split)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_PDF, NULL);
    const fa_content *c = NULL;

    ck_assert_int_eq(fa_content_begin_page(b, 612, 792, NULL), FA_OK);
    fa_content_add_word(b, (fa_box){40, 50, 60, 60}, "Cash", 4, NULL);
    fa_content_add_word(b, (fa_box){62.5F, 50, 80, 60}, "Flow", 4, NULL);
    fa_content_add_word(b, (fa_box){80.8F, 50, 85, 60}, "s", 1, NULL);
    fa_content_add_word(b, (fa_box){87.5F, 50, 100, 60}, "from", 4, NULL);
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_str_eq(c->pages[0].text, "Cash Flows from\n");
    ck_assert_float_eq_tol(c->pages[0].words[1].box.x1, 85, 0.01F);
    fa_content_free(c);
}
END_TEST

START_TEST(keeps_raised_marks_on_the_line_of_their_text)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_PDF, NULL);
    const fa_content *c = NULL;

    ck_assert_int_eq(fa_content_begin_page(b, 612, 792, NULL), FA_OK);
    fa_content_add_word(b, (fa_box){40, 50, 90, 60}, "Revenue", 7, NULL);
    fa_content_add_word(b, (fa_box){90.5F, 48, 95, 53.5F}, "(1)", 3, NULL);
    fa_content_add_word(b, (fa_box){40, 62, 90, 72}, "Costs", 5, NULL);
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_str_eq(c->pages[0].text, "Revenue (1)\nCosts\n");
    fa_content_free(c);
}
END_TEST

static void add_word(fa_content_builder *b, float x0, float y0, float x1, float y1, const char *text)
{
    ck_assert_int_eq(fa_content_add_word(b, (fa_box){x0, y0, x1, y1}, text, strlen(text), NULL), FA_OK);
}

START_TEST(leaves_raised_marks_out_of_figures_and_years)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_PDF, NULL);
    const fa_content *c = NULL;

    ck_assert_int_eq(fa_content_begin_page(b, 612, 792, NULL), FA_OK);
    draw_line(b, 0, "                    2023 (a)   2022");
    draw_line(b, 1, "Held for sale        219        797");
    add_word(b, 167, 61, 171, 66.5F, "1");
    draw_line(b, 2, "Other                 22         93");
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_uint_eq(c->table_count, 1);
    expect_row(c, 0, 0, "2023|2022");
    expect_row(c, 0, 1, "Held for sale|219|797");
    ck_assert_int_eq(c->tables[0].cols, 3);
    ck_assert_ptr_nonnull(strstr(c->pages[0].text, "219 1  797"));
    fa_content_free(c);
}
END_TEST

START_TEST(puts_figures_set_lower_on_the_line_of_their_label)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_PDF, NULL);
    const fa_content *c = NULL;

    ck_assert_int_eq(fa_content_begin_page(b, 612, 792, NULL), FA_OK);
    draw_line(b, 0, "Current debt         219        797");
    draw_line(b, 1, "Total liabilities");
    add_word(b, 150, 69, 161, 79, "235");
    add_word(b, 205, 69, 216, 79, "890");
    draw_line(b, 3, "Equity               110        120");
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_uint_eq(c->table_count, 1);
    expect_row(c, 0, 1, "Total liabilities|235|890");
    fa_content_free(c);
}
END_TEST

START_TEST(sets_rates_and_amounts_of_one_head_in_one_column)
{
    static const char *const lines[] = {
        "                   2023       2022", "Sales             1,234      1,180",
        "Growth              4.6%       2.3%", "Costs               900        870", NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_int_eq(c->tables[0].cols, 3);
    expect_row(c, 0, 2, "Growth|4.6%|2.3%");
    fa_content_free(c);
}
END_TEST

START_TEST(finds_a_statement_with_heads_sections_and_bare_totals)
{
    static const char *const lines[] = {"            Consolidated Balance Sheets",
                                        "            (In millions)",
                                        "",
                                        "                                December 31,",
                                        "                              2023       2022",
                                        "Current assets:",
                                        "  Cash                    $     10   $      8",
                                        "  Inventories                   20         22",
                                        "                                30         30",
                                        "Net assets of businesses held",
                                        "  for sale                     (70)       (60 )",
                                        "Total                     $    100   $     90",
                                        "",
                                        "See the accompanying notes to these statements.",
                                        "                     57",
                                        NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_uint_eq(c->tables[0].line_first, 2);
    ck_assert_int_eq(c->tables[0].rows, 9);
    expect_row(c, 0, 0, "December 31,");
    expect_row(c, 0, 1, "2023|2022");
    expect_row(c, 0, 2, "Current assets:");
    expect_row(c, 0, 3, "Cash|$ 10|$ 8");
    expect_row(c, 0, 5, "30|30");
    expect_row(c, 0, 6, "Net assets of businesses held");
    expect_row(c, 0, 7, "for sale|(70)|(60 )");
    expect_row(c, 0, 8, "Total|$ 100|$ 90");
    fa_content_free(c);
}
END_TEST

START_TEST(gives_each_cell_its_place)
{
    static const char *const lines[] = {"                    2023     2022",
                                        "Net sales        $   500  $   400",
                                        "  Cost of sales      300      250", NULL};
    const fa_content *c = drawn(lines);
    const fa_cell *sales, *cost;

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_uint_eq(c->tables[0].cell_count, 8);
    sales = &c->tables[0].cells[3];
    cost = &c->tables[0].cells[5];
    ck_assert_str_eq(sales->text, "$ 500");
    ck_assert_int_eq(sales->place.page, 1);
    ck_assert_int_eq(sales->col, 1);
    ck_assert_float_eq_tol(sales->place.box.x0, 40 + 5 * 17 - 1, 0.01F);
    ck_assert_float_eq_tol(sales->place.box.x1, 40 + 5 * 24 + 1, 0.01F);
    ck_assert_str_eq(cost->text, "Cost of sales");
    ck_assert_uint_eq(cost->indent, 2);
    ck_assert_int_eq(strncmp(c->pages[0].text + cost->place.text_start, "Cost of sales  300", 18), 0);
    ck_assert_uint_eq(cost->place.text_end - cost->place.text_start, 13);
    fa_content_free(c);
}
END_TEST

START_TEST(parts_figures_and_heads_that_stand_close)
{
    static const char *const lines[] = {
        "                      July 2,  December 31,", "                         2023  2022",
        "Plan                    1,034 1,200", "Other                     (20) 11", NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 1);
    expect_row(c, 0, 0, "July 2,|December 31,");
    expect_row(c, 0, 1, "2023|2022");
    expect_row(c, 0, 2, "Plan|1,034|1,200");
    expect_row(c, 0, 3, "Other|(20)|11");
    fa_content_free(c);
}
END_TEST

START_TEST(makes_no_table_of_prose_with_figures)
{
    static const char *const lines[] = {
        "Net sales rose by 4.5 percent to $ 1,234 million in 2023 from 1,180 in the year before, as",
        "volumes grew in all regions. Costs of 900 were 20 higher, or 2.3 percent of what was sold in",
        "2022. The number of people employed was 12,000 at the end of the year.", NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 0);
    fa_content_free(c);
}
END_TEST

START_TEST(makes_no_table_of_two_columns_of_text)
{
    static const char *const lines[] = {
        "The company makes instruments for    Demand was strong in 2023 and we",
        "laboratories. It was founded in      opened 3 plants. The market grew",
        "1962 and employs 12,000 people in    at a rate of 4 percent, which we",
        "40 countries on all continents.      expect to go on for 2 years.", NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 0);
    fa_content_free(c);
}
END_TEST

START_TEST(makes_no_table_of_a_list_of_contents)
{
    static const char *const lines[] = {
        "Business                       4", "Risk Factors                   9",
        "Properties                    17", "Legal Proceedings             17",
        "Mine Safety Disclosures       18", NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 0);
    fa_content_free(c);
}
END_TEST

START_TEST(parts_tables_by_prose_and_by_new_heads_under_a_title)
{
    static const char *const lines[] = {"                      2023     2022",
                                        "Sales in Europe        120      110",
                                        "Sales in Asia           80       70",
                                        "The following table shows the cost of what was sold:",
                                        "                      2023     2022",
                                        "Cost in Europe          60       50",
                                        "Cost in Asia            40       30",
                                        "",
                                        "Employees",
                                        "                      2023     2022",
                                        "Europe                 600      500",
                                        "Asia                   400      300",
                                        NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 3);
    expect_row(c, 0, 2, "Sales in Asia|80|70");
    expect_row(c, 1, 0, "2023|2022");
    expect_row(c, 1, 2, "Cost in Asia|40|30");
    expect_row(c, 2, 0, "2023|2022");
    expect_row(c, 2, 2, "Asia|400|300");
    fa_content_free(c);
}
END_TEST

START_TEST(a_long_heading_of_rows_is_part_of_the_table)
{
    static const char *const lines[] = {
        "                                                                      2023     2022",
        "Net income                                                             120      110",
        "Adjustments to reconcile net income to net cash provided by operating activities:",
        "   Depreciation                                                         80       70",
        "   Other, net                                                            8        7",
        NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 1);
    expect_row(c, 0, 1, "Net income|120|110");
    expect_row(c, 0, 4, "Other, net|8|7");
    fa_content_free(c);
}
END_TEST

START_TEST(leaves_remarks_beside_a_table_out_of_it)
{
    static const char *const lines[] = {
        "                   2023     2022",
        "Sales               120      110    The change was driven by more units that were sold",
        "                                    in all regions and by higher prices from June on.",
        "Costs                80       70    Costs rose less than sales as we bought at lower",
        "                                    prices than in the year before.",
        "Income               40       40",
        NULL};
    const fa_content *c = drawn(lines);

    ck_assert_uint_eq(c->table_count, 1);
    expect_row(c, 0, 1, "Sales|120|110");
    expect_row(c, 0, 2, "");
    expect_row(c, 0, 3, "Costs|80|70");
    expect_row(c, 0, 5, "Income|40|40");
    fa_content_free(c);
}
END_TEST

static uint32_t left; /* allocations that still succeed */

static void *count_alloc(void *self, size_t size)
{
    (void)self;
    return left-- == 0 ? (left = 0, NULL) : malloc(size);
}

static void *count_realloc(void *self, void *p, size_t size)
{
    (void)self;
    return left-- == 0 ? (left = 0, NULL) : realloc(p, size);
}

static void count_free(void *self, void *p)
{
    (void)self;
    free(p);
}

static fa_status try_page(const fa_content **out)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_PDF, NULL);
    fa_status st;
    int i;

    if (b == NULL)
        return FA_ENOMEM;
    st = fa_content_begin_page(b, 612, 792, NULL);
    for (i = 0; st == FA_OK && i < 40; i++) {
        float y = 50 + 12 * (float)i;

        st = fa_content_add_word(b, (fa_box){40, y, 90, y + 10}, i == 0 ? "Item 8. Data" : "Sales", 5, NULL);
        if (st == FA_OK)
            st = fa_content_add_word(b, (fa_box){200, y, 230, y + 10}, "1,200", 5, NULL);
        if (st == FA_OK)
            st = fa_content_add_word(b, (fa_box){300, y, 330, y + 10}, "1,300", 5, NULL);
    }
    if (st == FA_OK)
        return fa_content_finish(b, out, NULL);
    fa_content_builder_free(b);
    return st;
}

START_TEST(survives_every_failing_allocation)
{
    static const fa_allocator counting = {count_alloc, count_realloc, count_free, NULL};
    fa_status st = FA_ENOMEM;
    uint32_t n;

    fa_allocator_set(&counting);
    for (n = 0; st != FA_OK && n < 2000; n++) {
        const fa_content *c = NULL;

        left = n;
        st = try_page(&c);
        ck_assert_msg(st == FA_OK || (st == FA_ENOMEM && c == NULL), "allocation %u: %d", n, (int)st);
        left = UINT32_MAX;
        fa_content_free(c);
    }
    fa_allocator_set(NULL);
    ck_assert_int_eq(st, FA_OK);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("page");

    tcase_add_test(t, writes_lines_from_the_top_whatever_the_order_of_words);
    tcase_add_test(t, joins_words_that_were_split);
    tcase_add_test(t, keeps_raised_marks_on_the_line_of_their_text);
    tcase_add_test(t, leaves_raised_marks_out_of_figures_and_years);
    tcase_add_test(t, puts_figures_set_lower_on_the_line_of_their_label);
    tcase_add_test(t, sets_rates_and_amounts_of_one_head_in_one_column);
    tcase_add_test(t, finds_a_statement_with_heads_sections_and_bare_totals);
    tcase_add_test(t, gives_each_cell_its_place);
    tcase_add_test(t, parts_figures_and_heads_that_stand_close);
    tcase_add_test(t, makes_no_table_of_prose_with_figures);
    tcase_add_test(t, makes_no_table_of_two_columns_of_text);
    tcase_add_test(t, makes_no_table_of_a_list_of_contents);
    tcase_add_test(t, parts_tables_by_prose_and_by_new_heads_under_a_title);
    tcase_add_test(t, a_long_heading_of_rows_is_part_of_the_table);
    tcase_add_test(t, leaves_remarks_beside_a_table_out_of_it);
    tcase_add_test(t, survives_every_failing_allocation);
    return unit_run("content/page", t);
}
