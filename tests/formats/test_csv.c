/* CSV: quotes, marks, encodings, titles, pages. */
#include <string.h>

#include "read_format.h"
#include "unit.h"

START_TEST(quotes_hide_marks_line_ends_and_themselves)
{
    static const char text[] =
        "\xEF\xBB\xBF"
        "Item,2024\r\n\"Sales, net of\nreturns\",\"1,200\"\r\n\"The \"\"A\"\" line\",(5)\r\n";
    const fa_content *c = read_csv(text);

    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_str_eq(cell_at(c, 0, 0, 0)->text, "Item");
    ck_assert_str_eq(cell_at(c, 0, 1, 0)->text, "Sales, net of returns");
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "1,200");
    ck_assert_str_eq(cell_at(c, 0, 2, 0)->text, "The \"A\" line");
    ck_assert_str_eq(line_of(c, 1, 1), "Sales, net of returns  1,200");
    ck_assert_str_eq(text_at(c, &cell_at(c, 0, 1, 1)->place), "1,200");
    ck_assert_str_eq(source_at(text, &cell_at(c, 0, 1, 1)->place), "\"1,200\"");
    fa_content_free(c);
}
END_TEST

START_TEST(the_mark_between_fields_is_guessed)
{
    const fa_content *c = read_csv("Posten;2024;2023\nUmsatz;1,5;2,5\nKosten;0,5;0,7\n");

    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "1,5");
    ck_assert_str_eq(cell_at(c, 0, 2, 2)->text, "0,7");
    fa_content_free(c);
    c = read_csv("Item\t2024\nSales, net\t1\n");
    ck_assert_str_eq(cell_at(c, 0, 1, 0)->text, "Sales, net");
    ck_assert_str_eq(cell_at(c, 0, 1, 1)->text, "1");
    fa_content_free(c);
}
END_TEST

START_TEST(other_encodings_are_read)
{
    static const char latin[] = "Caf\xE9,1\nTh\xE9,2\n";
    static const unsigned char wide[] = {0xFE, 0xFF, 0, 'A', 0, ',', 0x20, 0xAC,
                                         0,    '\n', 0, 'B', 0, ',', 0,    '2'};
    const fa_content *c = NULL;

    ck_assert_int_eq(read_bytes(extract_csv, FA_CONTENT_CSV, latin, sizeof latin - 1, &c, NULL), FA_OK);
    ck_assert_str_eq(cell_at(c, 0, 1, 0)->text, "Th\xC3\xA9");
    ck_assert_str_eq(source_at(latin, &cell_at(c, 0, 1, 1)->place), "2");
    fa_content_free(c);
    ck_assert_int_eq(read_bytes(extract_csv, FA_CONTENT_CSV, wide, sizeof wide, &c, NULL), FA_OK);
    ck_assert_str_eq(cell_at(c, 0, 0, 1)->text, "\xE2\x82\xAC");
    ck_assert_uint_eq(cell_at(c, 0, 1, 1)->place.source_start, 14);
    fa_content_free(c);
}
END_TEST

START_TEST(titles_stand_above_their_tables)
{
    const fa_content *c =
        read_csv("Aldergate plc\nBalance sheet,,\n(in millions),2024,2023\nAssets,,\n  Cash,5,6\n\n"
                 "Debt,2,3\n\nAldergate plc\nCash flows\n,2024,2023\nReceipts,1,2\n");

    ck_assert_uint_eq(c->table_count, 2);
    ck_assert_str_eq(line_of(c, 1, 0), "Aldergate plc");
    ck_assert_str_eq(line_of(c, 1, 1), "Balance sheet");
    ck_assert_uint_eq(c->tables[0].line_first, 2);
    ck_assert_int_eq(c->tables[0].rows, 4);
    ck_assert_str_eq(cell_at(c, 0, 1, 0)->text, "Assets");
    ck_assert_uint_gt(cell_at(c, 0, 2, 0)->indent, 0);
    ck_assert_str_eq(cell_at(c, 0, 3, 1)->text, "2");
    ck_assert_str_eq(line_of(c, 1, c->tables[1].line_first - 1), "Cash flows");
    ck_assert_str_eq(cell_at(c, 1, 1, 1)->text, "1");
    fa_content_free(c);
}
END_TEST

START_TEST(a_long_table_goes_on_over_pages_with_its_heads)
{
    const fa_content *c;
    fa_buf text;
    int i;

    fa_buf_init(&text, 100000);
    fa_buf_puts(&text, "Item,Amount\n");
    for (i = 0; i < 450; i++)
        fa_buf_printf(&text, "Row %d,%d.5\n", i, i);
    c = read_csv(text.data);
    ck_assert_uint_eq(c->page_count, 3);
    ck_assert_uint_eq(c->table_count, 3);
    ck_assert_uint_eq(c->pages[1].line_count, 200);
    ck_assert_str_eq(cell_at(c, 1, 0, 1)->text, "Amount");
    ck_assert_int_eq(cell_at(c, 1, 0, 1)->place.page, 1);
    ck_assert_str_eq(cell_at(c, 1, 1, 0)->text, "Row 199");
    ck_assert_int_eq(cell_at(c, 1, 1, 0)->place.page, 2);
    ck_assert_str_eq(line_of(c, 3, c->pages[2].line_count - 1), "Row 449  449.5");
    fa_content_free(c);
    fa_buf_clear(&text);
}
END_TEST

START_TEST(what_ends_early_or_holds_nothing_is_met)
{
    const fa_content *c = read_csv("a,\"open quote\nnext,1");

    ck_assert_str_eq(cell_at(c, 0, 0, 1)->text, "open quote next,1");
    fa_content_free(c);
    ck_assert_int_eq(read_bytes(extract_csv, FA_CONTENT_CSV, "", 0, &c, NULL), FA_ENOTEXT);
    ck_assert_int_eq(read_bytes(extract_csv, FA_CONTENT_CSV, ",,\n,\n", 5, &c, NULL), FA_ENOTEXT);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("csv");

    tcase_add_test(t, quotes_hide_marks_line_ends_and_themselves);
    tcase_add_test(t, the_mark_between_fields_is_guessed);
    tcase_add_test(t, other_encodings_are_read);
    tcase_add_test(t, titles_stand_above_their_tables);
    tcase_add_test(t, a_long_table_goes_on_over_pages_with_its_heads);
    tcase_add_test(t, what_ends_early_or_holds_nothing_is_met);
    return unit_run("csv", t);
}
