/* Which filing a question is about. */
#include "analysis/domain/resolve.h"

#include <string.h>

#include "unit.h"

static fa_document filing(const char *company, const char *ticker, const char *form, int year,
                          fa_fiscal fiscal)
{
    return (fa_document){.name = "upload.pdf",
                         .company = company,
                         .ticker = ticker,
                         .form = form,
                         .currency = "USD",
                         .period_end = fa_date_make(year, 12, 31),
                         .fiscal_year = year,
                         .fiscal = fiscal};
}

START_TEST(finds_a_company_under_its_common_names)
{
    static const struct {
        const char *company;
        const char *ticker;
        const char *question;
        bool named;
    } rows[] = {
        {"NORTHWIND INSTRUMENTS, INC.", "NWND", "What was Northwind Instruments's revenue?", true},
        {"NORTHWIND INSTRUMENTS, INC.", "NWND", "What was Northwind's revenue?", true},
        {"NORTHWIND INSTRUMENTS, INC.", "NWND", "What was NorthwindInstruments' revenue?", true},
        {"NORTHWIND INSTRUMENTS, INC.", "NWND", "NWND revenue in 2022", true},
        {"NORTHWIND INSTRUMENTS, INC.", "NWND", "What was Southwind's revenue?", false},
        {"The Harbor & Mill Company", "HM", "How much does H&M-like Harbor & Mill earn?", true},
        {"The Harbor & Mill Company", "", "How much does Harbor and Mill earn?", true},
        {"General Harvest Corporation", "", "Which general expenses rose?", false},
        {"General Harvest Corporation", "", "What did General Harvest earn?", true},
        {"International Tin Works Corporation", "", "What is the revenue of ITW?", true},
        {"Coastal-Cola Co", "", "FY2017 ROA for Coastal Cola?", true},
        {"American Parcel Company", "", "Does AmPa have debt?", true},
        {"Target Instruments Corp", "", "What is the target leverage?", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fa_document doc = filing(rows[i].company, rows[i].ticker, "10-K", 2022, FA_FISCAL_FY);

        ck_assert_msg(fai_names_company(rows[i].question, &doc) == rows[i].named, "%s in \"%s\"",
                      rows[i].company, rows[i].question);
    }
}
END_TEST

START_TEST(picks_the_year_and_the_form)
{
    fa_document docs[] = {
        filing("NORTHWIND INSTRUMENTS, INC.", "", "10-K", 2021, FA_FISCAL_FY),
        filing("NORTHWIND INSTRUMENTS, INC.", "", "10-K", 2022, FA_FISCAL_FY),
        filing("NORTHWIND INSTRUMENTS, INC.", "", "10-Q", 2023, FA_FISCAL_Q2),
        filing("NORTHWIND INSTRUMENTS, INC.", "", "8-K", 2022, FA_FISCAL_NONE),
        filing("Fabrikam Tools Ltd", "", "10-K", 2022, FA_FISCAL_FY),
    };
    static const struct {
        const char *question;
        uint32_t doc;
    } rows[] = {
        {"What was Northwind's FY2021 revenue?", 0},
        {"What was Northwind's revenue growth from FY2021 to FY2022?", 1},
        {"What was Northwind's revenue in Q2 of FY2023?", 2},
        {"What was Northwind's revenue in 2Q23?", 2},
        {"What did the 8-K of 2022 by Northwind announce?", 3},
        {"What was Northwind's FY2020 revenue?", 0},
        {"What does Northwind expect for FY2023?", 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fai_arena arena;
        fai_resolution r;

        fai_arena_init(&arena, 0);
        ck_assert_int_eq(fai_resolve(rows[i].question, docs, 5, &arena, &r, NULL), FA_OK);
        ck_assert(r.company_named);
        ck_assert_uint_eq(r.count, 4);
        ck_assert_msg(r.matches[0].doc == rows[i].doc, "%s: %u", rows[i].question, r.matches[0].doc);
        fai_arena_clear(&arena);
    }
}
END_TEST

START_TEST(knows_a_company_that_is_not_there)
{
    static const struct {
        const char *question;
        const char *unknown;
    } rows[] = {
        {"How large were Fabrikam Motor's total assets at year end 2024?", "Fabrikam Motor"},
        {"What was the net income of Contoso in 2024 in USD millions?", "Contoso"},
        {"What was the net income in 2024?", ""},
        {"How did revenue change from FY2022 to FY2023?", ""},
        {"What is the ratio of EBITDA to Total Revenue in Q2 of FY2023?", ""},
    };
    fa_document doc = filing("NORTHWIND INSTRUMENTS, INC.", "NWND", "10-K", 2024, FA_FISCAL_FY);

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fai_arena arena;
        fai_resolution r;

        fai_arena_init(&arena, 0);
        ck_assert_int_eq(fai_resolve(rows[i].question, &doc, 1, &arena, &r, NULL), FA_OK);
        ck_assert_str_eq(r.unknown, rows[i].unknown);
        fai_arena_clear(&arena);
    }
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("resolve");

    tcase_add_test(t, finds_a_company_under_its_common_names);
    tcase_add_test(t, picks_the_year_and_the_form);
    tcase_add_test(t, knows_a_company_that_is_not_there);
    return unit_run("analysis/domain/resolve", t);
}
