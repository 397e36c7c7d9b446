/* Identities on the wire. */
#include <finanalyst/wire.h>

#include "unit.h"

static fa_identity unknown(void)
{
    static const fa_identity_item none = {.text = "", .place = {.element = ""}};

    return (fa_identity){.company = none,
                         .ticker = none,
                         .cik = none,
                         .form = none,
                         .period = none,
                         .currency = none,
                         .period_end = FA_DATE_NONE,
                         .filed = FA_DATE_NONE,
                         .industry = ""};
}

START_TEST(writes_each_item_with_its_place)
{
    fa_identity id = unknown();
    fa_buf b;

    id.company =
        (fa_identity_item){"Northwind Bank", {.page = 1, .box = {10, 20, 110.5F, 32}, .element = ""}};
    id.form = (fa_identity_item){"10-Q", {.element = ""}};
    id.period_end = fa_date_make(2024, 6, 30);
    id.fiscal_year = 2024;
    id.fiscal = FA_FISCAL_Q2;
    id.fiscal_year_end_month = 12;
    id.fiscal_year_end_day = 31;
    id.industry = "bank";
    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_identity_to_json(&id, &b, NULL), FA_OK);
    ck_assert_str_eq(
        b.data,
        "{\"company\":{\"text\":\"Northwind Bank\",\"place\":{\"page\":1,\"bbox\":[10.00,20.00,110.50,32.00],"
        "\"text_range\":null,\"html\":null}},\"ticker\":null,\"cik\":null,"
        "\"form\":{\"text\":\"10-Q\",\"place\":null},\"period\":null,\"currency\":null,"
        "\"period_end\":\"2024-06-30\",\"filed\":null,\"fiscal_year\":2024,\"fiscal\":\"Q2\","
        "\"fiscal_year_end\":{\"month\":12,\"day\":31},\"industry\":\"bank\"}");
    fa_buf_clear(&b);
}
END_TEST

START_TEST(writes_null_for_an_unknown_filer)
{
    fa_identity id = unknown();
    fa_buf b;

    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_identity_to_json(&id, &b, NULL), FA_OK);
    ck_assert_str_eq(b.data, "{\"company\":null,\"ticker\":null,\"cik\":null,\"form\":null,\"period\":null,"
                             "\"currency\":null,\"period_end\":null,\"filed\":null,\"fiscal_year\":null,"
                             "\"fiscal\":null,\"fiscal_year_end\":null,\"industry\":null}");
    fa_buf_clear(&b);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("identity_json");

    tcase_add_test(t, writes_each_item_with_its_place);
    tcase_add_test(t, writes_null_for_an_unknown_filer);
    return unit_run("wire/identity_json", t);
}
