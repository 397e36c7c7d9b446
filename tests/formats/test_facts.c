/* Tagged figures from HTML to facts: values, periods, dimensions, rows and columns. */
#include <string.h>

#include "read_format.h"
#include "unit.h"

/* clang-format off: documents are drawn as they are read */
#define CONTEXT(id, dims, period)                                                                            \
    "<xbrli:context id='" id "'><xbrli:entity><xbrli:identifier scheme='s'>1</xbrli:identifier>" dims        \
    "</xbrli:entity><xbrli:period>" period "</xbrli:period></xbrli:context>"
#define YEAR(y) "<xbrli:startDate>" y "-01-01</xbrli:startDate><xbrli:endDate>" y "-12-31</xbrli:endDate>"
#define NORTH                                                                                                \
    "<xbrli:segment><xbrldi:explicitMember dimension='us-gaap:StatementBusinessSegmentsAxis'>"               \
    "alder:NorthAndIslandsSegmentMember</xbrldi:explicitMember></xbrli:segment>"
#define RESOURCES                                                                                            \
    "<ix:header><ix:hidden><ix:nonFraction name='dei:EntityCommonStockSharesOutstanding' contextRef='y24' "  \
    "unitRef='sh' decimals='0'>900</ix:nonFraction><ix:nonNumeric name='dei:DocumentPeriodEndDate' "         \
    "contextRef='y24' "                                                                                      \
    "format='ixt:date-day-month-year'>31.12.24</ix:nonNumeric></ix:hidden><ix:resources>" CONTEXT(           \
        "y24", "", YEAR("2024")) CONTEXT("y23", "", YEAR("2023")) CONTEXT("n24", NORTH, YEAR("2024"))        \
        CONTEXT("n23", NORTH, YEAR("2023")) "<xbrli:unit "                                                   \
                                            "id='usd'><xbrli:measure>iso4217:USD</xbrli:measure></"          \
                                            "xbrli:unit><xbrli:unit id='sh'>"                                \
                                            "<xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit></"     \
                                            "ix:resources></ix:header>"
#define TAG(name, ctx, more, text)                                                                           \
    "<ix:nonFraction name='" name "' contextRef='" ctx "' unitRef='usd' decimals='-6' scale='6' " more       \
    ">" text "</ix:nonFraction>"
#define DOT "format='ixt:num-dot-decimal'"
#define ROW(label, a, b) "<tr><td>" label "</td><td>" a "</td><td>" b "</td></tr>"
#define PAIR(label, name) ROW(label, TAG(name, "y24", DOT, "30"), TAG(name, "y23", DOT, "20"))

static const char report[] =
    "<html><body><p>Aldergate plc</p><p>CONSOLIDATED STATEMENTS OF OPERATIONS</p><p>(In "
    "millions)</p><table>" ROW(
        "", "2024",
        "2023") "<tr><td>Sales</td></tr>"
                "<tr><td style='padding-left:12pt'>North &amp; Islands (1)</td>"
                "<td>" TAG(
                    "us-gaap:Revenues", "n24", DOT,
                    "1,200") "</td>"
                             "<td>" TAG("us-gaap:Revenues", "n23", DOT, "1,100.5") "</td></tr>" ROW(
                                 "Total net sales", TAG("us-gaap:Revenues", "y24", DOT, "5,000"),
                                 TAG("us-gaap:Revenues", "y23", DOT,
                                     "4,000")) ROW("Loss on claims",
                                                   "(" TAG("alder:Claims", "y24", DOT " sign='-'", "17") ")",
                                                   TAG("alder:Claims", "y23", "format='ixt:fixed-zero'",
                                                       "\xE2\x80\x94")) ROW("Waived",
                                                                            TAG("alder:Waived", "y24",
                                                                                "xsi:nil='true'", ""),
                                                                            "3") PAIR("Cost of sales",
                                                                                      "us-gaap:CostOfRevenue")
                                 PAIR("Gross profit", "us-gaap:GrossProfit") PAIR("Operating expenses",
                                                                                  "us-gaap:OperatingExpenses")
                                     PAIR("Operating income", "us-gaap:OperatingIncomeLoss") PAIR(
                                         "Income before income taxes",
                                         "alder:Before") PAIR("Income taxes",
                                                              "us-gaap:IncomeTaxExpenseBenefit")
                                         PAIR("Net income", "us-gaap:NetIncomeLoss") "</table><p>It has " TAG(
                                             "alder:Segments", "y24", "format='ixt-sec:numwordsen'",
                                             "twenty-five") " parts.</p>" RESOURCES "</body></html>";
/* clang-format on */

static const fa_filing *filing_of(const char *html)
{
    const fa_content *c = read_html(html);
    const fa_filing *f = NULL;
    fa_error err = {0};

    ck_assert_msg(fa_filing_read(c, "report.htm", &f, &err) == FA_OK, "%s", err.message);
    fa_content_free(c);
    return f;
}

/* The n-th tagged fact of a concept. */
static const fa_fact *fact_of(const fa_filing *f, const char *concept, int n)
{
    uint32_t i;

    for (i = 0; i < f->fact_count; i++)
        if (f->facts[i].source == FA_SOURCE_IXBRL && strcmp(f->facts[i].concept, concept) == 0 && n-- == 0)
            return &f->facts[i];
    return NULL;
}

static const char *value_of(const fa_fact *f)
{
    static char text[FA_DECIMAL_TEXT_MAX];

    ck_assert_ptr_nonnull(f);
    fa_decimal_format(fa_decimal_reduce(f->value), text);
    return text;
}

START_TEST(values_are_exact_with_scale_and_sign)
{
    const fa_filing *f = filing_of(report);

    ck_assert_str_eq(value_of(fact_of(f, "us-gaap:Revenues", 0)), "1200000000");
    ck_assert_str_eq(value_of(fact_of(f, "us-gaap:Revenues", 1)), "1100500000");
    ck_assert_str_eq(value_of(fact_of(f, "alder:Claims", 0)), "-17000000");
    ck_assert_str_eq(fact_of(f, "alder:Claims", 0)->text, "(17)");
    ck_assert_int_eq(fact_of(f, "us-gaap:Revenues", 0)->scale, 6);
    ck_assert_int_eq(fact_of(f, "us-gaap:Revenues", 0)->decimals, -6);
    ck_assert_str_eq(fact_of(f, "us-gaap:Revenues", 0)->unit, "USD");
    ck_assert_str_eq(value_of(fact_of(f, "alder:Segments", 0)), "25000000");
    fa_filing_free(f);
}
END_TEST

START_TEST(dashes_are_zero_and_nil_is_not_stated)
{
    const fa_filing *f = filing_of(report);
    const fa_fact *zero = fact_of(f, "alder:Claims", 1), *nil = fact_of(f, "alder:Waived", 0);

    ck_assert_str_eq(value_of(zero), "0");
    ck_assert((zero->flags & FA_FACT_DASH) != 0 && (zero->flags & FA_FACT_NIL) == 0);
    ck_assert((nil->flags & FA_FACT_NIL) != 0);
    fa_filing_free(f);
}
END_TEST

START_TEST(facts_have_the_row_and_column_that_show_them)
{
    const fa_filing *f = filing_of(report);
    const fa_fact *north = fact_of(f, "us-gaap:Revenues", 0), *total = fact_of(f, "us-gaap:Revenues", 3);

    ck_assert_str_eq(north->label, "North & Islands");
    ck_assert_str_eq(north->path, "Sales");
    ck_assert_str_eq(north->column, "2024");
    ck_assert_int_eq(north->statement, FA_STATEMENT_INCOME);
    ck_assert_str_eq(total->label, "Total net sales");
    ck_assert_str_eq(total->column, "2023");
    ck_assert((total->flags & FA_FACT_TOTAL) != 0);
    ck_assert_int_eq(total->table, north->table);
    ck_assert_int_eq(f->tables[total->table].columns[total->col].period.start, fa_date_make(2023, 1, 1));
    ck_assert_int_eq(fact_of(f, "alder:Segments", 0)->table, -1);
    fa_filing_free(f);
}
END_TEST

START_TEST(periods_and_dimensions_come_from_the_context)
{
    const fa_filing *f = filing_of(report);
    const fa_fact *north = fact_of(f, "us-gaap:Revenues", 0);

    ck_assert_int_eq(north->period.type, FA_PERIOD_DURATION);
    ck_assert_int_eq(north->period.start, fa_date_make(2024, 1, 1));
    ck_assert_int_eq(north->period.end, fa_date_make(2024, 12, 31));
    ck_assert_uint_eq(north->dim_count, 1);
    ck_assert_str_eq(north->dims[0].member, "alder:NorthAndIslandsSegmentMember");
    ck_assert_str_eq(north->dims[0].label, "North & Islands");
    ck_assert_uint_eq(fact_of(f, "us-gaap:Revenues", 2)->dim_count, 0);
    fa_filing_free(f);
}
END_TEST

START_TEST(hidden_figures_are_facts_and_tagged_days_the_identity)
{
    const fa_filing *f = filing_of(report);
    const fa_fact *shares = fact_of(f, "dei:EntityCommonStockSharesOutstanding", 0);

    ck_assert((shares->flags & FA_FACT_HIDDEN) != 0);
    ck_assert_str_eq(shares->unit, "shares");
    ck_assert_int_eq(shares->place.page, 0);
    ck_assert_int_eq(f->identity.period_end, fa_date_make(2024, 12, 31));
    fa_filing_free(f);
}
END_TEST

START_TEST(figures_without_a_tag_take_the_days_of_their_column)
{
    const fa_filing *f = filing_of(report);
    uint32_t i, seen = 0;

    for (i = 0; i < f->fact_count; i++) {
        if (f->facts[i].source != FA_SOURCE_TABLE)
            continue;
        seen++;
        ck_assert_str_eq(f->facts[i].label, "Waived");
        ck_assert_int_eq(f->facts[i].period.start, fa_date_make(2023, 1, 1));
        ck_assert_int_eq(f->facts[i].period.end, fa_date_make(2023, 12, 31));
    }
    ck_assert_uint_eq(seen, 1);
    fa_filing_free(f);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("facts");

    tcase_add_test(t, values_are_exact_with_scale_and_sign);
    tcase_add_test(t, dashes_are_zero_and_nil_is_not_stated);
    tcase_add_test(t, facts_have_the_row_and_column_that_show_them);
    tcase_add_test(t, periods_and_dimensions_come_from_the_context);
    tcase_add_test(t, hidden_figures_are_facts_and_tagged_days_the_identity);
    tcase_add_test(t, figures_without_a_tag_take_the_days_of_their_column);
    return unit_run("facts", t);
}
