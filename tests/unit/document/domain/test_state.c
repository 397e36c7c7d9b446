/* Which state of a document may follow which. */
#include "document/domain/state.h"

#include "unit.h"

static fa_document in_state(fa_document_state state)
{
    fa_document doc = {.state = state,
                       .error = "",
                       .company = "",
                       .ticker = "",
                       .form = "",
                       .currency = "",
                       .tags = "",
                       .detected = FA_DETECTED_NONE};

    doc.error_code = state == FA_DOCUMENT_FAILED ? FA_ENOTEXT : FA_OK;
    return doc;
}

START_TEST(allows_ready_after_reading_only)
{
    ck_assert(fai_document_may_become(FA_DOCUMENT_READING, FA_DOCUMENT_READY));
    ck_assert(fai_document_may_become(FA_DOCUMENT_READY, FA_DOCUMENT_READY));
    ck_assert(!fai_document_may_become(FA_DOCUMENT_STORED, FA_DOCUMENT_READY));
    ck_assert(!fai_document_may_become(FA_DOCUMENT_FAILED, FA_DOCUMENT_READY));
    ck_assert(!fai_document_may_become(FA_DOCUMENT_CANCELLED, FA_DOCUMENT_READY));
}
END_TEST

START_TEST(lets_reading_begin_and_end_at_any_time_and_nothing_go_back)
{
    int from;

    for (from = FA_DOCUMENT_STORED; from <= FA_DOCUMENT_CANCELLED; from++) {
        fa_document_state state = (fa_document_state)from;

        ck_assert(fai_document_may_become(state, FA_DOCUMENT_READING));
        ck_assert(fai_document_may_become(state, FA_DOCUMENT_FAILED));
        ck_assert(fai_document_may_become(state, FA_DOCUMENT_CANCELLED));
        ck_assert(!fai_document_may_become(state, FA_DOCUMENT_STORED));
    }
}
END_TEST

START_TEST(takes_over_the_outcome_and_leaves_the_rest)
{
    fa_document doc = in_state(FA_DOCUMENT_READING), report = in_state(FA_DOCUMENT_READY);

    doc.name = "a.pdf";
    doc.version = 3;
    report.name = "b.pdf";
    report.version = 9;
    report.page_count = 150;
    report.fact_count = 2000;
    report.company = "Northwind Paper Company";
    report.ticker = "NWP";
    report.form = "10-K";
    report.currency = "USD";
    report.period_end = 19722;
    report.fiscal_year = 2023;
    report.fiscal = 8;
    ck_assert_int_eq(fai_document_apply(&doc, &report, NULL), FA_OK);
    ck_assert_int_eq(doc.state, FA_DOCUMENT_READY);
    ck_assert_uint_eq(doc.page_count, 150);
    ck_assert_uint_eq(doc.fact_count, 2000);
    ck_assert_str_eq(doc.company, "Northwind Paper Company");
    ck_assert_str_eq(doc.ticker, "NWP");
    ck_assert_str_eq(doc.form, "10-K");
    ck_assert_str_eq(doc.currency, "USD");
    ck_assert_int_eq(doc.period_end, 19722);
    ck_assert_int_eq(doc.fiscal_year, 2023);
    ck_assert_int_eq(doc.fiscal, 8);
    ck_assert_str_eq(doc.name, "a.pdf");
    ck_assert_uint_eq(doc.version, 3);
}
END_TEST

START_TEST(keeps_what_was_found_until_the_next_reading_ends)
{
    fa_document doc = in_state(FA_DOCUMENT_READY), report = in_state(FA_DOCUMENT_READING);

    doc.company = doc.detected.company = "Northwind Paper Company";
    doc.page_count = 150;
    ck_assert_int_eq(fai_document_apply(&doc, &report, NULL), FA_OK);
    ck_assert_int_eq(doc.state, FA_DOCUMENT_READING);
    ck_assert_str_eq(doc.company, "Northwind Paper Company");
    ck_assert_uint_eq(doc.page_count, 150);
}
END_TEST

START_TEST(keeps_an_error_with_a_failed_document_only)
{
    fa_document doc = in_state(FA_DOCUMENT_READING), report = in_state(FA_DOCUMENT_FAILED);

    report.error = "There is no text.";
    ck_assert_int_eq(fai_document_apply(&doc, &report, NULL), FA_OK);
    ck_assert_int_eq(doc.error_code, FA_ENOTEXT);
    ck_assert_str_eq(doc.error, "There is no text.");
    report.state = FA_DOCUMENT_READING;
    ck_assert_int_eq(fai_document_apply(&doc, &report, NULL), FA_OK);
    ck_assert_int_eq(doc.error_code, FA_OK);
    ck_assert_str_eq(doc.error, "");
}
END_TEST

START_TEST(refuses_a_report_that_does_not_hold_together)
{
    fa_document doc = in_state(FA_DOCUMENT_STORED), before = doc, report = in_state(FA_DOCUMENT_READY);

    ck_assert_int_eq(fai_document_apply(&doc, &report, NULL), FA_ECONFLICT);
    report = in_state(FA_DOCUMENT_FAILED);
    report.error_code = FA_OK;
    ck_assert_int_eq(fai_document_apply(&doc, &report, NULL), FA_EINVALID);
    report = in_state((fa_document_state)9);
    ck_assert_int_eq(fai_document_apply(&doc, &report, NULL), FA_EINVALID);
    report = in_state(FA_DOCUMENT_READING);
    report.form = NULL;
    ck_assert_int_eq(fai_document_apply(&doc, &report, NULL), FA_EINVALID);
    ck_assert_int_eq(doc.state, before.state);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("state");

    tcase_add_test(tests, allows_ready_after_reading_only);
    tcase_add_test(tests, lets_reading_begin_and_end_at_any_time_and_nothing_go_back);
    tcase_add_test(tests, takes_over_the_outcome_and_leaves_the_rest);
    tcase_add_test(tests, keeps_what_was_found_until_the_next_reading_ends);
    tcase_add_test(tests, keeps_an_error_with_a_failed_document_only);
    tcase_add_test(tests, refuses_a_report_that_does_not_hold_together);
    return unit_run("document/state", tests);
}
