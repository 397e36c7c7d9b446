/* What texts look like. */
#include "content/layout.h"
#include "unit.h"

#include <string.h>

static void expect(const char *text, fai_span_kind want)
{
    ck_assert_msg(fai_span_look(text, strlen(text)) == want, "'%s' looks like %d", text,
                  (int)fai_span_look(text, strlen(text)));
}

START_TEST(knows_figures)
{
    static const char *const figures[] = {
        "1,234",     "(1,234)",      "$ 1,234.5",        "(12", "12 )", "3.5%",
        "(0.4)%",    "\xE2\x80\x94", "$ \xE2\x80\x94",   "-",   "NM",   "N/A",
        "1,234 (1)", "(5)(a)",       "\xE2\x82\xAC 5.2", "7*"};
    size_t i;

    for (i = 0; i < sizeof figures / sizeof *figures; i++)
        expect(figures[i], FAI_SPAN_FIGURE);
}
END_TEST

START_TEST(knows_years_and_marks)
{
    expect("2023", FAI_SPAN_YEAR);
    expect("1/29/2022", FAI_SPAN_YEAR);
    expect("$", FAI_SPAN_MARK);
    expect(")", FAI_SPAN_MARK);
    expect("%", FAI_SPAN_MARK);
}
END_TEST

START_TEST(leaves_texts_alone)
{
    static const char *const texts[] = {"Net sales", "December 31,", "31,",           "1.", "10-K", "Level 3",
                                        "(a)",       "Note 5",       "5 to 10 years", ""};
    size_t i;

    for (i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], FAI_SPAN_TEXT);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("look");

    tcase_add_test(t, knows_figures);
    tcase_add_test(t, knows_years_and_marks);
    tcase_add_test(t, leaves_texts_alone);
    return unit_run("content/look", t);
}
