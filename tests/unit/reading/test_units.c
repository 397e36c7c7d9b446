/* Lines that state units, and the rows that they do not apply to. */
#include "reading/units.h"

#include <string.h>

#include "unit.h"

static const struct {
    const char *text;
    bool stated;
    int scale;
    bool shares;
    int share_scale;
    bool shares_exempt;
    const char *currency;
} lines[] = {
    {"(In millions, except per share amounts)", true, 6, false, 0, false, ""},
    {"(Dollars in millions)", true, 6, false, 0, false, "USD"},
    {"(Millions)", true, 6, false, 0, false, ""},
    {"$ in thousands, except share and per share data", true, 3, false, 0, true, "USD"},
    {"(In millions, except number of shares, which are reflected in thousands, and per-share amounts)", true,
     6, true, 3, true, ""},
    {"(Amounts in billions; shares in millions)", true, 9, true, 6, false, ""},
    {"(Thousands of U.S. dollars)", true, 3, false, 0, false, "USD"},
    {"($000's)", true, 3, false, 0, false, "USD"},
    {"(in millions of euros)", true, 6, false, 0, false, "EUR"},
    {"Millions of dollars, except per share data", true, 6, false, 0, false, "USD"},
    {"(In thousands, except share data)", true, 3, false, 0, true, ""},
    {"2023 \xC2\xA3m", true, 6, false, 0, false, "GBP"},
    {"US$'000", true, 3, false, 0, false, "USD"},
    {"RMB\xE2\x80\x99Million", true, 6, false, 0, false, "CNY"},
    {"\xE2\x82\xAC"
     "bn",
     true, 9, false, 0, false, "EUR"},
    {"a pier of $000,000", false, 0, false, 0, false, ""},
    {"Sales rose by $12 million on higher volume", false, 0, false, 0, false, ""},
};

START_TEST(reads_lines_of_units)
{
    fai_units u;

    fai_units_parse(lines[_i].text, strlen(lines[_i].text), &u);
    ck_assert_msg(u.stated == lines[_i].stated && u.scale == lines[_i].scale &&
                      u.shares_stated == lines[_i].shares && u.share_scale == lines[_i].share_scale &&
                      u.shares_exempt == lines[_i].shares_exempt &&
                      strcmp(u.currency, lines[_i].currency) == 0,
                  "%s: %d %d, shares %d %d exempt %d, %s", lines[_i].text, u.stated, u.scale, u.shares_stated,
                  u.share_scale, u.shares_exempt, u.currency);
}
END_TEST

static const struct {
    const char *label, *path;
    fai_row_kind kind;
} rows[] = {
    {"Basic", "Earnings per share", FAI_ROW_PER_SHARE},
    {"Diluted", "Weighted average shares outstanding", FAI_ROW_SHARES},
    {"Net income per share, basic", "", FAI_ROW_PER_SHARE},
    {"Shares used to compute net income per share", "", FAI_ROW_SHARES},
    {"Dividends declared per common share", "", FAI_ROW_PER_SHARE},
    {"Weighted-average common shares outstanding", "", FAI_ROW_SHARES},
    {"Repurchases of common shares", "", FAI_ROW_AMOUNT},
    {"Effective tax rate", "", FAI_ROW_PERCENT},
    {"Common stock, $.01 par value, 100 shares issued", "Equity", FAI_ROW_AMOUNT},
    {"Net income attributable to common shareholders", "", FAI_ROW_AMOUNT},
    {"Dividends declared ($1.82 per share)", "", FAI_ROW_AMOUNT},
    {"Inventories", "Earnings per share", FAI_ROW_AMOUNT},
};

START_TEST(knows_the_rows_that_are_exempt)
{
    ck_assert_msg(fai_row_kind_of(rows[_i].label, rows[_i].path) == rows[_i].kind, "%s: %d", rows[_i].label,
                  (int)fai_row_kind_of(rows[_i].label, rows[_i].path));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("units");

    tcase_add_loop_test(t, reads_lines_of_units, 0, sizeof lines / sizeof *lines);
    tcase_add_loop_test(t, knows_the_rows_that_are_exempt, 0, sizeof rows / sizeof *rows);
    return unit_run("reading/units", t);
}
