/* Printed cells. */
#include <string.h>

#include <finanalyst/decimal.h>

#include "unit.h"

typedef struct expected {
    const char *text;
    fa_amount_kind kind;
    const char *value;
    const char *currency;
    const char *marks; /* "%" per cent, "-" negative, one "n" for each footnote */
} expected;

static void check_all(const expected *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        const expected *e = &cases[i];
        char out[FA_DECIMAL_TEXT_MAX], marks[16];
        fa_amount a;
        size_t n = 0;

        ck_assert_msg(fa_amount_parse(e->text, strlen(e->text), &a, NULL) == FA_OK, "%s", e->text);
        fa_decimal_format(a.value, out);
        ck_assert_msg(strcmp(out, e->value) == 0, "%s: %s", e->text, out);
        ck_assert_msg(strcmp(a.currency, e->currency) == 0, "%s: %s", e->text, a.currency);
        if (a.percent)
            marks[n++] = '%';
        if (a.negative)
            marks[n++] = '-';
        while (a.footnotes != 0) {
            marks[n++] = 'n';
            a.footnotes--;
        }
        marks[n] = '\0';
        ck_assert_msg(strcmp(marks, e->marks) == 0, "%s: %s", e->text, marks);
        ck_assert_msg(a.kind == e->kind, "%s: kind %d", e->text, a.kind);
    }
}
#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof *(cases))

START_TEST(reads_numbers_in_groups_of_three)
{
    static const expected cases[] = {
        {"1,234,567.80", FA_AMOUNT_NUMBER, "1234567.80", "", ""},
        {"1234", FA_AMOUNT_NUMBER, "1234", "", ""},
        {".5", FA_AMOUNT_NUMBER, "0.5", "", ""},
        {"+3.0", FA_AMOUNT_NUMBER, "3.0", "", ""},
        {" 0 ", FA_AMOUNT_NUMBER, "0", "", ""},
        {"\xC2\xA0"
         "7\xE2\x80\x89",
         FA_AMOUNT_NUMBER, "7", "", ""},
    };

    CHECK_ALL(cases);
}
END_TEST

START_TEST(applies_brackets_and_minus_signs_once)
{
    static const expected cases[] = {
        {"(1,234.5)", FA_AMOUNT_NUMBER, "-1234.5", "", "-"},
        {"( 12 )%", FA_AMOUNT_NUMBER, "-12", "", "%-"},
        {"(12%)", FA_AMOUNT_NUMBER, "-12", "", "%-"},
        {"(1,234", FA_AMOUNT_NUMBER, "-1234", "", "-"},
        {"(0.0)", FA_AMOUNT_NUMBER, "0.0", "", "-"},
        {"(-5)", FA_AMOUNT_NUMBER, "-5", "", "-"},
        {"-1,234", FA_AMOUNT_NUMBER, "-1234", "", "-"},
        {"- 5", FA_AMOUNT_NUMBER, "-5", "", "-"},
        {"-.5", FA_AMOUNT_NUMBER, "-0.5", "", "-"},
        {"\xE2\x88\x92"
         "3",
         FA_AMOUNT_NUMBER, "-3", "", "-"},
        {"\xE2\x80\x93"
         "3.1%",
         FA_AMOUNT_NUMBER, "-3.1", "", "%-"},
        {"\xE2\x80\x91"
         "3",
         FA_AMOUNT_NUMBER, "-3", "", "-"},
    };

    CHECK_ALL(cases);
}
END_TEST

START_TEST(takes_currencies_on_either_side_of_brackets)
{
    static const expected cases[] = {
        {"$ 1,234", FA_AMOUNT_NUMBER, "1234", "USD", ""},
        {"$(1,234)", FA_AMOUNT_NUMBER, "-1234", "USD", "-"},
        {"($ 1,234 )", FA_AMOUNT_NUMBER, "-1234", "USD", "-"},
        {"$ ( 9", FA_AMOUNT_NUMBER, "-9", "USD", "-"},
        {"-$5", FA_AMOUNT_NUMBER, "-5", "USD", "-"},
        {"$-5", FA_AMOUNT_NUMBER, "-5", "USD", "-"},
        {"US$1.2", FA_AMOUNT_NUMBER, "1.2", "USD", ""},
        {"C$ 5", FA_AMOUNT_NUMBER, "5", "CAD", ""},
        {"\xE2\x82\xAC 5.2", FA_AMOUNT_NUMBER, "5.2", "EUR", ""},
        {"5.2 \xE2\x82\xAC", FA_AMOUNT_NUMBER, "5.2", "EUR", ""},
        {"(\xC2\xA3"
         "7)",
         FA_AMOUNT_NUMBER, "-7", "GBP", "-"},
        {"EUR 12", FA_AMOUNT_NUMBER, "12", "EUR", ""},
        {"$ 12 CAD", FA_AMOUNT_NUMBER, "12", "CAD", ""},
        {"RMB 8", FA_AMOUNT_NUMBER, "8", "CNY", ""},
    };

    CHECK_ALL(cases);
}
END_TEST

START_TEST(reads_dashes_as_zero)
{
    static const expected cases[] = {
        {"\xE2\x80\x94", FA_AMOUNT_DASH, "0", "", ""},
        {"\xE2\x80\x93", FA_AMOUNT_DASH, "0", "", ""},
        {"-", FA_AMOUNT_DASH, "0", "", ""},
        {"--", FA_AMOUNT_DASH, "0", "", ""},
        {"$ \xE2\x80\x94", FA_AMOUNT_DASH, "0", "USD", ""},
        {"$-", FA_AMOUNT_DASH, "0", "USD", ""},
        {"\xE2\x80\x94 %", FA_AMOUNT_DASH, "0", "", "%"},
        {"nil", FA_AMOUNT_DASH, "0", "", ""},
        {"Nil", FA_AMOUNT_DASH, "0", "", ""},
        {"-0-", FA_AMOUNT_DASH, "0", "", ""},
        {"$ -0-", FA_AMOUNT_DASH, "0", "USD", ""},
        {"(\xE2\x80\x94)", FA_AMOUNT_DASH, "0", "", "-"},
        {"\xE2\x80\x94 (1)", FA_AMOUNT_DASH, "0", "", "n"},
        {"\xE2\x88\x92", FA_AMOUNT_DASH, "0", "", ""},
    };

    CHECK_ALL(cases);
}
END_TEST

START_TEST(reads_what_is_stated_to_be_absent)
{
    static const expected cases[] = {
        {"N/M", FA_AMOUNT_ABSENT, "0", "", ""},  {"NM", FA_AMOUNT_ABSENT, "0", "", ""},
        {"N/A", FA_AMOUNT_ABSENT, "0", "", ""},  {"n/a", FA_AMOUNT_ABSENT, "0", "", ""},
        {"n.m.", FA_AMOUNT_ABSENT, "0", "", ""}, {"*", FA_AMOUNT_ABSENT, "0", "", ""},
        {"* %", FA_AMOUNT_ABSENT, "0", "", "%"}, {"NM (1)", FA_AMOUNT_ABSENT, "0", "", "n"},
    };

    CHECK_ALL(cases);
}
END_TEST

START_TEST(counts_footnote_marks_behind_the_digits)
{
    static const expected cases[] = {
        {"1,234 (1)", FA_AMOUNT_NUMBER, "1234", "", "n"},
        {"1,234(1)(2)", FA_AMOUNT_NUMBER, "1234", "", "nn"},
        {"1,234 (1), (2)", FA_AMOUNT_NUMBER, "1234", "", "nn"},
        {"(5) (a)", FA_AMOUNT_NUMBER, "-5", "", "-n"},
        {"12%(1)", FA_AMOUNT_NUMBER, "12", "", "%n"},
        {"12.5(1)%", FA_AMOUNT_NUMBER, "12.5", "", "%n"},
        {"7*", FA_AMOUNT_NUMBER, "7", "", "n"},
        {"7 **", FA_AMOUNT_NUMBER, "7", "", "n"},
        {"7\xE2\x80\xA0", FA_AMOUNT_NUMBER, "7", "", "n"},
        {"7\xC2\xB9\xC2\xB2", FA_AMOUNT_NUMBER, "7", "", "n"},
        {"7 [iv]", FA_AMOUNT_NUMBER, "7", "", "n"},
    };

    CHECK_ALL(cases);
}
END_TEST

START_TEST(refuses_labels_dates_and_foreign_grouping)
{
    static const char *const cases[] = {
        "",
        "$",
        "( )",
        "Total",
        "2018,",
        "December 31",
        "12/31",
        "10-K",
        "1.234,5",
        "1,23",
        "12,34,567",
        "1,2345",
        ",123",
        "1.",
        "1.2.3",
        "5 bps",
        "25 basis",
        "1 234",
        "12 (5)%",
        "1,234)",
        "4 (1,234)",
        "\xE2\x80\x94"
        "5",
        "5 5",
        "(a)",
        "1e5",
        "5x",
        "\xE2\x80\x94 \xE2\x80\x94",
        "$ 5 \xE2\x82\xAC",
        "----",
        "5% 6%",
        "\xFF"
        "5",
        "NMX",
        "nilpotent",
        "$ million",
        "5-",
        "0.1234567890123456789",
        "123456789012345678901234567890123456789",
        "1                                                                                             (1)",
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_amount a;

        ck_assert_msg(fa_amount_parse(cases[i], strlen(cases[i]), &a, NULL) == FA_EINVALID, "%s", cases[i]);
    }
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("amount");

    tcase_add_test(t, reads_numbers_in_groups_of_three);
    tcase_add_test(t, applies_brackets_and_minus_signs_once);
    tcase_add_test(t, takes_currencies_on_either_side_of_brackets);
    tcase_add_test(t, reads_dashes_as_zero);
    tcase_add_test(t, reads_what_is_stated_to_be_absent);
    tcase_add_test(t, counts_footnote_marks_behind_the_digits);
    tcase_add_test(t, refuses_labels_dates_and_foreign_grouping);
    return unit_run("decimal/amount", t);
}
