/* The words that a citation stands on. */
#include "analysis/domain/quote.h"

#include "unit.h"

static const fa_line lines[] = {{.box = {40, 10, 300, 20}, .text_start = 0, .text_end = 21},
                                {.box = {40, 24, 320, 34}, .text_start = 22, .text_end = 47}};
static const fa_passage page = {.section = "Item 8",
                                .text = "Net sales  1,000  800\nCost of sales  (600)  520\n",
                                .lines = lines,
                                .line_count = 2};

static fa_citation blank(void)
{
    return (fa_citation){
        .quote = "", .section = "", .row_label = "", .column_label = "", .place = {.page = 1, .element = ""}};
}

START_TEST(quotes_the_line_of_a_text_range)
{
    fa_citation c = blank();
    fai_arena arena;

    fai_arena_init(&arena, 0);
    c.place.text_start = 37;
    c.place.text_end = 42;
    ck_assert(fai_quote_fill(&c, &page, &arena));
    ck_assert_str_eq(c.quote, "Cost of sales (600) 520");
    ck_assert_str_eq(c.section, "Item 8");
    ck_assert_float_eq(c.place.box.y0, 24);
    fai_arena_clear(&arena);
}
END_TEST

START_TEST(quotes_the_line_that_crosses_a_box_and_keeps_the_box)
{
    fa_citation c = blank();
    fai_arena arena;

    fai_arena_init(&arena, 0);
    c.place.box = (fa_box){200, 11, 230, 19};
    ck_assert(fai_quote_fill(&c, &page, &arena));
    ck_assert_str_eq(c.quote, "Net sales 1,000 800");
    ck_assert_float_eq(c.place.box.x0, 200);
    fai_arena_clear(&arena);
}
END_TEST

START_TEST(leaves_a_quote_that_is_there_and_a_place_that_is_nowhere)
{
    fa_citation c = blank();
    fai_arena arena;

    fai_arena_init(&arena, 0);
    ck_assert(fai_quote_fill(&c, &page, &arena));
    ck_assert_str_eq(c.quote, "");
    c.quote = "as it is";
    c.place.text_start = 0;
    c.place.text_end = 3;
    ck_assert(fai_quote_fill(&c, &page, &arena));
    ck_assert_str_eq(c.quote, "as it is");
    fai_arena_clear(&arena);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("quote");

    tcase_add_test(t, quotes_the_line_of_a_text_range);
    tcase_add_test(t, quotes_the_line_that_crosses_a_box_and_keeps_the_box);
    tcase_add_test(t, leaves_a_quote_that_is_there_and_a_place_that_is_nowhere);
    return unit_run("analysis/domain/quote", t);
}
