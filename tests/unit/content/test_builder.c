/* The builder: limits, order, invalid text, what it refuses. */
#include <stdlib.h>

#include "draw.h"
#include "unit.h"

static fa_content_builder *builder(fa_content_kind kind)
{
    fa_content_builder *b = fa_content_builder_new(kind, NULL);

    ck_assert_ptr_nonnull(b);
    ck_assert_int_eq(fa_content_begin_page(b, 0, 0, NULL), FA_OK);
    return b;
}

static fa_cell cell(int32_t row, int32_t col, const char *text)
{
    fa_cell c;

    memset(&c, 0, sizeof c);
    c.row = row;
    c.col = col;
    c.col_span = c.row_span = 1;
    c.text = text;
    return c;
}

START_TEST(keeps_lines_tables_and_tags_of_a_page)
{
    fa_content_builder *b = builder(FA_CONTENT_HTML);
    fa_cell label = cell(0, 0, "  Net\n sales\xC2\xA0 "), figure = cell(0, 1, "500");
    fa_dimension dim = {"x:Axis", "x:Member", NULL};
    fa_context context = {"c1", "0000000001", FA_DATE_NONE, 19000, &dim, 1};
    fa_unit unit = {"u1", "USD"};
    fa_tag tag;
    const fa_content *c = NULL;
    int32_t at_context, at_unit, at_tag;
    fa_place place;
    uint32_t line;

    memset(&tag, 0, sizeof tag);
    tag.name = "x:Sales";
    tag.text = "500";
    tag.numeric = true;
    tag.row = 0;
    tag.col = 1;
    tag.place.element = "e1";
    figure.tag_count = 1;
    ck_assert_int_eq(fa_content_set_title(b, "Report", NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_line(b, "Annual\nreport", 13, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_line(b, "Net sales  500", 14, &place, &line, NULL), FA_OK);
    ck_assert_uint_eq(line, 1);
    ck_assert_uint_eq(place.text_start, 14);
    ck_assert_int_eq(fa_content_begin_table(b, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_cell(b, &label, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_cell(b, &figure, NULL), FA_OK);
    ck_assert_int_eq(fa_content_end_table(b, 1, 1, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_context(b, &context, &at_context, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_unit(b, &unit, &at_unit, NULL), FA_OK);
    tag.context = at_context;
    tag.unit = at_unit;
    ck_assert_int_eq(fa_content_add_tag(b, &tag, &at_tag, NULL), FA_OK);
    ck_assert_int_eq(at_tag, 0);
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_str_eq(c->title, "Report");
    ck_assert_str_eq(c->pages[0].text, "Annual report\nNet sales  500\n");
    ck_assert_int_eq(c->tables[0].cols, 2);
    ck_assert_str_eq(c->tables[0].cells[0].text, "Net sales");
    ck_assert_str_eq(c->tables[0].cells[0].place.element, "");
    ck_assert_str_eq(c->contexts[0].dims[0].label, "");
    ck_assert_str_eq(c->tags[0].place.element, "e1");
    ck_assert_str_eq(c->tags[0].format, "");
    fa_content_free(c);
}
END_TEST

START_TEST(replaces_invalid_text)
{
    fa_content_builder *b = builder(FA_CONTENT_TEXT);
    const fa_content *c = NULL;

    ck_assert_int_eq(fa_content_add_line(b, "a\xFF\xC3(\0b", 6, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_str_eq(c->pages[0].text, "a\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD"
                                       "b\n");
    fa_content_free(c);
}
END_TEST

START_TEST(names_the_limit_that_was_passed)
{
    fa_content_limits limits = FA_CONTENT_LIMITS_INIT;
    fa_content_builder *b;
    fa_error err;
    int i;

    limits.words = 3;
    limits.pages = 1;
    b = fa_content_builder_new(FA_CONTENT_PDF, &limits);
    ck_assert_int_eq(fa_content_begin_page(b, 10, 10, NULL), FA_OK);
    for (i = 0; i < 3; i++)
        ck_assert_int_eq(fa_content_add_word(b, (fa_box){0, 0, 1, 1}, "w", 1, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_word(b, (fa_box){0, 0, 1, 1}, "w", 1, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "words");
    ck_assert_int_eq(fa_content_begin_page(b, 10, 10, &err), FA_EINVALID);
    fa_content_builder_free(b);

    b = fa_content_builder_new(FA_CONTENT_TEXT, &limits);
    ck_assert_int_eq(fa_content_begin_page(b, 10, 10, NULL), FA_OK);
    ck_assert_int_eq(fa_content_begin_page(b, 10, 10, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "pages");
    fa_content_builder_free(b);
}
END_TEST

START_TEST(bounds_the_memory_of_a_content)
{
    fa_content_limits limits = FA_CONTENT_LIMITS_INIT;
    static char text[4000];
    fa_content_builder *b;
    fa_status st = FA_OK;
    fa_error err;
    int i;

    limits.memory_bytes = 100000;
    memset(text, 'x', sizeof text);
    b = fa_content_builder_new(FA_CONTENT_TEXT, &limits);
    ck_assert_int_eq(fa_content_begin_page(b, 0, 0, NULL), FA_OK);
    for (i = 0; st == FA_OK && i < 100; i++)
        st = fa_content_add_line(b, text, sizeof text, NULL, NULL, &err);
    ck_assert_int_eq(st, FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "memory_bytes");
    fa_content_builder_free(b);
}
END_TEST

START_TEST(refuses_what_is_out_of_order)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_HTML, NULL);
    fa_cell second = cell(1, 0, "b"), first = cell(0, 0, "a");
    const fa_content *c = NULL;
    fa_tag tag;

    ck_assert_int_eq(fa_content_add_line(b, "x", 1, NULL, NULL, NULL), FA_EINVALID);
    fa_content_builder_free(b);

    b = builder(FA_CONTENT_HTML);
    ck_assert_int_eq(fa_content_begin_table(b, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_cell(b, &second, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_cell(b, &first, NULL), FA_EINVALID);
    fa_content_builder_free(b);

    memset(&tag, 0, sizeof tag);
    tag.context = 5;
    tag.unit = tag.table = -1;
    b = builder(FA_CONTENT_HTML);
    ck_assert_int_eq(fa_content_add_tag(b, &tag, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_EINVALID);
    ck_assert_ptr_null(c);
}
END_TEST

START_TEST(cuts_huge_spans)
{
    fa_content_builder *b = builder(FA_CONTENT_HTML);
    fa_cell wide = cell(0, 2, "x");
    const fa_content *c = NULL;

    wide.col_span = wide.row_span = INT32_MAX;
    ck_assert_int_eq(fa_content_begin_table(b, NULL), FA_OK);
    ck_assert_int_eq(fa_content_add_cell(b, &wide, NULL), FA_OK);
    ck_assert_int_eq(fa_content_end_table(b, 0, 0, NULL), FA_OK);
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    ck_assert_int_eq(c->tables[0].rows, 1);
    ck_assert_int_le(c->tables[0].cols, 16384);
    fa_content_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("builder");

    tcase_add_test(t, keeps_lines_tables_and_tags_of_a_page);
    tcase_add_test(t, replaces_invalid_text);
    tcase_add_test(t, names_the_limit_that_was_passed);
    tcase_add_test(t, bounds_the_memory_of_a_content);
    tcase_add_test(t, refuses_what_is_out_of_order);
    tcase_add_test(t, cuts_huge_spans);
    return unit_run("content/builder", t);
}
