/* Documents on the wire. */
#include <string.h>

#include <finanalyst/wire.h>

#include "unit.h"

static fa_document unread(void)
{
    return (fa_document){.id = {"doc_1"},
                         .owner = {"usr_1"},
                         .legacy_id = 7,
                         .name = "northwind \"10-K\".pdf",
                         .sha256 = "ab",
                         .size_bytes = 12,
                         .media_type = "application/pdf",
                         .state = FA_DOCUMENT_STORED,
                         .error = "",
                         .company = "",
                         .ticker = "",
                         .form = "",
                         .currency = "",
                         .tags = "",
                         .detected = FA_DETECTED_NONE,
                         .period_end = FA_DATE_NONE,
                         .version = 1};
}

START_TEST(writes_null_for_what_is_not_known_yet)
{
    fa_document doc = unread();
    fa_buf b;

    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_document_to_json(&doc, &b, NULL), FA_OK);
    ck_assert_str_eq(
        b.data, "{\"id\":\"doc_1\",\"owner_id\":\"usr_1\",\"legacy_id\":7,\"name\":\"northwind "
                "\\\"10-K\\\".pdf\",\"sha256\":\"ab\",\"size_bytes\":12,"
                "\"media_type\":\"application/pdf\",\"status\":\"stored\",\"error\":null,\"page_count\":null,"
                "\"fact_count\":null,\"company\":null,\"ticker\":null,\"form\":null,\"currency\":null,"
                "\"period_end\":null,\"fiscal_year\":null,\"fiscal\":null,\"corrected\":[],\"detected\":{"
                "\"company\":null,\"form\":null,\"period_end\":null,\"fiscal_year\":null,\"fiscal\":null},"
                "\"tags\":[],\"created_at\":null,\"deleted_at\":null,\"version\":1}");
    fa_buf_clear(&b);
}
END_TEST

START_TEST(writes_what_was_read_and_why_it_failed)
{
    fa_document doc = unread();
    fa_buf b;

    doc.state = FA_DOCUMENT_READY;
    doc.page_count = 90;
    doc.company = "Northwind Instruments, Inc.";
    doc.ticker = "NWI";
    doc.form = "10-K";
    doc.currency = "USD";
    doc.period_end = fa_date_make(2024, 12, 31);
    doc.fiscal_year = 2024;
    doc.fiscal = FA_FISCAL_FY;
    doc.created = 1;
    doc.tags = "a b\nc\n";
    doc.corrected = FA_FIELD_FORM | FA_FIELD_FISCAL;
    doc.detected = (fa_detected){"Northwind", "10-K405", FA_DATE_NONE, 2023, FA_FISCAL_Q4};
    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_document_to_json(&doc, &b, NULL), FA_OK);
    ck_assert_ptr_nonnull(
        strstr(b.data, "\"status\":\"ready\",\"error\":null,\"page_count\":90,\"fact_count\":0,"
                       "\"company\":\"Northwind Instruments, "
                       "Inc.\",\"ticker\":\"NWI\",\"form\":\"10-K\",\"currency\":\"USD\","
                       "\"period_end\":\"2024-12-31\",\"fiscal_year\":2024,\"fiscal\":\"FY\","
                       "\"corrected\":[\"form\",\"fiscal\"],\"detected\":{\"company\":\"Northwind\",\"form\":"
                       "\"10-K405\",\"period_end\":null,\"fiscal_year\":2023,\"fiscal\":\"Q4\"},\"tags\":["
                       "\"a b\",\"c\"],\"created_at\":\"1970-01-01T00:00:00.001Z\""));
    fa_buf_reset(&b);
    doc.state = FA_DOCUMENT_FAILED;
    doc.error_code = FA_EENCRYPTED;
    doc.error = "the file needs a password";
    ck_assert_int_eq(fa_document_to_json(&doc, &b, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(
        b.data, "\"status\":\"failed\",\"error\":{\"code\":\"encrypted\",\"message\":\"the file needs a "
                "password\"}"));
    fa_buf_clear(&b);
}
END_TEST

START_TEST(takes_a_half_written_object_off_again)
{
    fa_document doc = unread();
    fa_error err;
    fa_buf b;

    fa_buf_init(&b, 40);
    ck_assert_int_eq(fa_buf_puts(&b, "before"), FA_OK);
    ck_assert_int_eq(fa_document_to_json(&doc, &b, &err), FA_ETOOLARGE);
    ck_assert_int_eq(err.code, FA_ETOOLARGE);
    ck_assert_str_eq(b.data, "before");
    fa_buf_clear(&b);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("document_json");

    tcase_add_test(t, writes_null_for_what_is_not_known_yet);
    tcase_add_test(t, writes_what_was_read_and_why_it_failed);
    tcase_add_test(t, takes_a_half_written_object_off_again);
    return unit_run("wire/document_json", t);
}
