/* The byte form: what is written is read back; what is damaged is refused. */
#include <stdlib.h>

#include "draw.h"
#include "unit.h"

static fa_status append(void *payload, const void *bytes, size_t len, fa_error *err)
{
    (void)err;
    return fa_buf_append(payload, bytes, len);
}

static fa_status refuse(void *payload, const void *bytes, size_t len, fa_error *err)
{
    (void)payload;
    (void)bytes;
    (void)len;
    return fa_fail(err, FA_ECANCELLED, "enough");
}

/* A content with something of everything. */
static const fa_content *sample(void)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_HTML, NULL);
    fa_dimension dim = {"x:Axis", "x:Member", "Member"};
    fa_context context = {"c1", "0000000001", FA_DATE_NONE, 19000, &dim, 1};
    fa_section section = {"Item 8", 2, 1, 0};
    fa_unit unit = {"u1", "USD"};
    const fa_content *c = NULL;
    fa_cell cell;
    fa_tag tag;

    memset(&cell, 0, sizeof cell);
    cell.text = "Net sales \xE2\x80\x94";
    cell.place.page = 1;
    cell.place.text_end = 8;
    cell.place.source_start = 70000;
    cell.place.source_end = 70009;
    cell.place.element = "e1";
    cell.bold = true;
    cell.indent = 3;
    memset(&tag, 0, sizeof tag);
    tag.name = "x:Sales";
    tag.text = "500";
    tag.decimals = FA_DECIMALS_INF;
    tag.scale = -2;
    tag.negative = tag.numeric = true;
    tag.place.element = "e1";
    ck_assert_int_eq(fa_content_begin_page(b, 612.5F, 792, NULL), FA_OK);
    fa_content_add_line(b, "Item 8. Data", 12, NULL, NULL, NULL);
    fa_content_begin_table(b, NULL);
    fa_content_add_cell(b, &cell, NULL);
    cell.col = 1;
    cell.tag_count = 1;
    cell.text = "500";
    fa_content_add_cell(b, &cell, NULL);
    fa_content_end_table(b, 0, 1, NULL);
    fa_content_add_section(b, &section, NULL);
    fa_content_add_context(b, &context, NULL, NULL);
    fa_content_add_unit(b, &unit, NULL, NULL);
    fa_content_add_tag(b, &tag, NULL, NULL);
    ck_assert_int_eq(fa_content_finish(b, &c, NULL), FA_OK);
    return c;
}

static void write_to(const fa_content *c, fa_buf *out)
{
    fa_buf_init(out, 1 << 24);
    ck_assert_int_eq(fa_content_write(c, append, out, NULL), FA_OK);
}

START_TEST(reads_back_what_was_written)
{
    const fa_content *c = sample(), *again = NULL;
    fa_buf first, second;

    write_to(c, &first);
    ck_assert_int_eq(fa_content_parse(first.data, first.len, NULL, &again, NULL), FA_OK);
    ck_assert_str_eq(again->tables[0].cells[0].text, c->tables[0].cells[0].text);
    ck_assert_uint_eq(again->tables[0].cells[0].place.source_end, 70009);
    ck_assert_str_eq(again->tables[0].cells[1].place.element, "e1");
    ck_assert_int_eq(again->tags[0].decimals, FA_DECIMALS_INF);
    ck_assert_int_eq(again->tags[0].scale, -2);
    ck_assert(again->tags[0].negative && !again->tags[0].hidden);
    ck_assert_int_eq(again->contexts[0].start, FA_DATE_NONE);
    ck_assert_str_eq(again->contexts[0].dims[0].label, "Member");
    write_to(again, &second);
    ck_assert_uint_eq(first.len, second.len);
    ck_assert_int_eq(memcmp(first.data, second.data, first.len), 0);
    fa_buf_clear(&first);
    fa_buf_clear(&second);
    fa_content_free(again);
    fa_content_free(c);
}
END_TEST

START_TEST(reads_back_a_page_of_words)
{
    static const char *const lines[] = {"Item 8. Financial Statements", "             2023   2022",
                                        "Sales         500    400", "Costs         300    250", NULL};
    const fa_content *c = drawn(lines), *again = NULL;
    fa_buf bytes;

    write_to(c, &bytes);
    ck_assert_int_eq(fa_content_parse(bytes.data, bytes.len, NULL, &again, NULL), FA_OK);
    ck_assert_str_eq(again->pages[0].text, c->pages[0].text);
    ck_assert_uint_eq(again->pages[0].word_count, c->pages[0].word_count);
    ck_assert_str_eq(again->pages[0].words[5].text, c->pages[0].words[5].text);
    ck_assert_uint_eq(again->table_count, 1);
    ck_assert_str_eq(again->sections[0].title, "Item 8. Financial Statements");
    fa_buf_clear(&bytes);
    fa_content_free(again);
    fa_content_free(c);
}
END_TEST

START_TEST(refuses_every_cut)
{
    const fa_content *c = sample(), *out = NULL;
    fa_buf bytes;
    size_t n;

    write_to(c, &bytes);
    for (n = 0; n < bytes.len; n++) {
        char *cut = malloc(n + 1);

        memcpy(cut, bytes.data, n);
        ck_assert_int_eq(fa_content_parse(cut, n, NULL, &out, NULL), FA_ECORRUPT);
        free(cut);
    }
    ck_assert_ptr_null(out);
    fa_buf_clear(&bytes);
    fa_content_free(c);
}
END_TEST

START_TEST(takes_or_refuses_every_changed_byte_without_harm)
{
    static const unsigned char values[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    const fa_content *c = sample();
    fa_buf bytes;
    size_t n, k;

    write_to(c, &bytes);
    for (n = 0; n < bytes.len; n++) {
        char old = bytes.data[n];

        for (k = 0; k < sizeof values; k++) {
            const fa_content *out = NULL;
            char path[200];

            bytes.data[n] = (char)values[k];
            if (fa_content_parse(bytes.data, bytes.len, NULL, &out, NULL) == FA_OK) {
                fa_content_section_path(out, 1, 0, path, sizeof path);
                fa_content_free(out);
            } else {
                ck_assert_ptr_null(out);
            }
        }
        bytes.data[n] = old;
    }
    fa_buf_clear(&bytes);
    fa_content_free(c);
}
END_TEST

START_TEST(holds_the_limits)
{
    const fa_content *c = sample(), *out = NULL;
    fa_content_limits limits = FA_CONTENT_LIMITS_INIT;
    fa_error err;
    fa_buf bytes;

    write_to(c, &bytes);
    limits.cells = 1;
    ck_assert_int_eq(fa_content_parse(bytes.data, bytes.len, &limits, &out, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "cells");
    limits.cells = 0;
    limits.memory_bytes = 64;
    ck_assert_int_eq(fa_content_parse(bytes.data, bytes.len, &limits, &out, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "memory_bytes");
    fa_buf_clear(&bytes);
    fa_content_free(c);
}
END_TEST

START_TEST(passes_on_why_writing_failed)
{
    const fa_content *c = sample();
    fa_error err;

    ck_assert_int_eq(fa_content_write(c, refuse, NULL, &err), FA_ECANCELLED);
    ck_assert_str_eq(err.message, "enough");
    fa_content_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("parse");

    tcase_add_test(t, reads_back_what_was_written);
    tcase_add_test(t, reads_back_a_page_of_words);
    tcase_add_test(t, refuses_every_cut);
    tcase_add_test(t, takes_or_refuses_every_changed_byte_without_harm);
    tcase_add_test(t, holds_the_limits);
    tcase_add_test(t, passes_on_why_writing_failed);
    return unit_run("content/parse", t);
}
