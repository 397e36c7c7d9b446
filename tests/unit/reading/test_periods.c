/* Heads of columns as periods. */
#include "reading/periods.h"

#include <string.h>

#include "unit.h"

static const struct {
    const char *head;
    fa_period_type type;
    const char *start, *end;
    int year;
    fa_fiscal fiscal;
} cases[] = {
    {"Year Ended December 31, 2018", FA_PERIOD_DURATION, "2018-01-01", "2018-12-31", 0, FA_FISCAL_FY},
    {"December 31, 2018", FA_PERIOD_UNKNOWN, "", "2018-12-31", 0, FA_FISCAL_NONE},
    {"As of June 30, 2023", FA_PERIOD_INSTANT, "", "2023-06-30", 0, FA_FISCAL_NONE},
    {"Three Months Ended June 30, 2023", FA_PERIOD_DURATION, "2023-04-01", "2023-06-30", 0, FA_FISCAL_NONE},
    {"Six Months Ended June 30, 2023", FA_PERIOD_DURATION, "2023-01-01", "2023-06-30", 0, FA_FISCAL_H1},
    {"Nine Months Ended Sept. 30, 2023", FA_PERIOD_DURATION, "2023-01-01", "2023-09-30", 0, FA_FISCAL_M9},
    {"13 Weeks Ended April 29, 2023", FA_PERIOD_DURATION, "2023-01-29", "2023-04-29", 0, FA_FISCAL_NONE},
    {"Fifty-three Weeks Ended February 3, 2024", FA_PERIOD_DURATION, "2023-01-29", "2024-02-03", 0,
     FA_FISCAL_FY},
    {"52 weeks ended February 3, 2018", FA_PERIOD_DURATION, "2017-02-05", "2018-02-03", 0, FA_FISCAL_FY},
    {"2018", FA_PERIOD_UNKNOWN, "", "", 2018, FA_FISCAL_NONE},
    {"Fiscal 2018", FA_PERIOD_UNKNOWN, "", "", 2018, FA_FISCAL_NONE},
    {"Fiscal Year 2018", FA_PERIOD_DURATION, "", "", 2018, FA_FISCAL_FY},
    {"FY18", FA_PERIOD_UNKNOWN, "", "", 2018, FA_FISCAL_NONE},
    {"Q2 2023", FA_PERIOD_DURATION, "", "", 2023, FA_FISCAL_Q2},
    {"Third Quarter 2023", FA_PERIOD_DURATION, "", "", 2023, FA_FISCAL_Q3},
    {"Period from January 1, 2018 through March 5, 2018", FA_PERIOD_DURATION, "2018-01-01", "2018-03-05", 0,
     FA_FISCAL_NONE},
    {"12/31/2018", FA_PERIOD_UNKNOWN, "", "2018-12-31", 0, FA_FISCAL_NONE},
    {"31 March 2020", FA_PERIOD_UNKNOWN, "", "2020-03-31", 0, FA_FISCAL_NONE},
};

START_TEST(reads_the_heads_of_all_forms)
{
    char start[11], end[11];
    fai_head h;
    fa_period p;

    fai_head_parse(cases[_i].head, strlen(cases[_i].head), &h);
    p = fai_head_period(&h);
    fa_date_format(p.start, start);
    fa_date_format(p.end, end);
    ck_assert_msg(p.type == cases[_i].type && strcmp(start, cases[_i].start) == 0 &&
                      strcmp(end, cases[_i].end) == 0 && p.fiscal_year == cases[_i].year &&
                      p.fiscal == cases[_i].fiscal,
                  "%s: type %d %s..%s year %d fiscal %d", cases[_i].head, (int)p.type, start, end,
                  p.fiscal_year, (int)p.fiscal);
}
END_TEST

START_TEST(a_year_takes_its_day_from_the_words_around)
{
    const char *title = "For the years ended December 31";
    fai_head h, around;
    fa_period p;

    fai_head_parse("2017", 4, &h);
    fai_head_parse(title, strlen(title), &around);
    fai_head_inherit(&h, &around);
    p = fai_head_period(&h);
    ck_assert_int_eq(p.type, FA_PERIOD_DURATION);
    ck_assert_int_eq(p.end, fa_date_make(2017, 12, 31));
    ck_assert_int_eq(p.start, fa_date_make(2017, 1, 1));
}
END_TEST

START_TEST(a_change_is_not_an_amount)
{
    static const char *const heads[] = {"% Change", "2018 vs. 2017", "Change", "Percent Increase (Decrease)"};
    fai_head h;
    size_t i;

    for (i = 0; i < sizeof heads / sizeof *heads; i++) {
        fai_head_parse(heads[i], strlen(heads[i]), &h);
        ck_assert_msg(h.change, "%s", heads[i]);
    }
    fai_head_parse("December 31, 2018 (As Restated)", 31, &h);
    ck_assert(!h.change);
    ck_assert_uint_eq(h.flags, FA_FACT_RESTATED);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("periods");

    tcase_add_loop_test(t, reads_the_heads_of_all_forms, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, a_year_takes_its_day_from_the_words_around);
    tcase_add_test(t, a_change_is_not_an_amount);
    return unit_run("reading/periods", t);
}
