/* Facts on the wire. */
#include <string.h>

#include <finanalyst/wire.h>

#include "base/json.h"

#include "unit.h"

static const fa_dimension north[] = {
    {"us-gaap:StatementBusinessSegmentsAxis", "nwi:NorthMember", "North"},
    {"srt:RangeAxis", "srt:MaximumMember", ""},
    {"us-gaap:StatementBusinessSegmentsAxis", "nwi:SouthMember", "South"},
};

static fa_fact revenue(void)
{
    return (fa_fact){
        .index = 7,
        .concept = "us-gaap:Revenues",
        .label = "Net sales",
        .path = "Revenue \xE2\x80\xBA Products",
        .column = "2024",
        .statement = FA_STATEMENT_INCOME,
        .table = 2,
        .row = 0,
        .col = 1,
        .period = {FA_PERIOD_DURATION, fa_date_make(2024, 1, 1), fa_date_make(2024, 12, 31), 2024,
                   FA_FISCAL_FY},
        .unit = "USD",
        .scale = 6,
        .decimals = -6,
        .value = fa_decimal_make(1577000000, 0),
        .text = "$ 1,577",
        .dims = north,
        .dim_count = 3,
        .place = {.page = 60, .box = {1, 2, 3, 4}, .text_start = 5, .text_end = 9, .element = ""},
        .source = FA_SOURCE_TABLE,
        .known = fa_date_make(2025, 2, 14),
        .flags = FA_FACT_PRIMARY | FA_FACT_TOTAL | FA_FACT_VERIFIED};
}

static void expect_part(const fa_fact *fact, const char *part)
{
    fa_buf b;

    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_fact_to_json(fact, &b, NULL), FA_OK);
    ck_assert_int_eq(fai_json_check(b.data, b.len, b.len, NULL), FA_OK);
    ck_assert_msg(strstr(b.data, part) != NULL, "%s in %s", part, b.data);
    fa_buf_clear(&b);
}

START_TEST(writes_all_that_gives_a_figure_its_meaning)
{
    fa_fact f = revenue();
    fa_buf b;

    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_fact_to_json(&f, &b, NULL), FA_OK);
    ck_assert_str_eq(
        b.data,
        "{\"index\":7,\"concept\":\"us-gaap:Revenues\",\"label\":\"Net "
        "sales\",\"path\":[\"Revenue\",\"Products\"],"
        "\"column\":\"2024\",\"text\":\"$ "
        "1,577\",\"value\":\"1577000000\",\"unit\":\"USD\",\"currency\":\"USD\","
        "\"scale\":6,\"decimals\":-6,\"period\":{\"type\":\"duration\",\"start\":\"2024-01-01\","
        "\"end\":\"2024-12-31\",\"fiscal\":{\"year\":2024,\"quarter\":null,\"span\":\"FY\"}},"
        "\"dimensions\":{\"us-gaap:StatementBusinessSegmentsAxis\":{\"member\":\"nwi:NorthMember\","
        "\"label\":\"North\"},\"srt:RangeAxis\":{\"member\":\"srt:MaximumMember\",\"label\":null}},"
        "\"statement\":\"income\",\"table\":2,\"row\":0,\"col\":1,\"source\":\"table\","
        "\"knowledge_date\":\"2025-02-14\",\"flags\":[\"primary\",\"total\"],"
        "\"verification\":{\"status\":\"verified\"},\"place\":{\"page\":60,\"bbox\":[1.00,2.00,3.00,4.00],"
        "\"text_range\":{\"start\":5,\"end\":9},\"html\":null}}");
    ck_assert_int_eq(fai_json_check(b.data, b.len, b.len, NULL), FA_OK);
    fa_buf_clear(&b);
}
END_TEST

START_TEST(writes_no_value_where_none_was_stated)
{
    fa_fact f = revenue();

    f.flags = FA_FACT_NIL;
    f.text = "NM";
    expect_part(&f, "\"text\":\"NM\",\"value\":null,");
}
END_TEST

START_TEST(tells_the_currency_from_the_unit)
{
    fa_fact f = revenue();

    f.unit = "USD/shares";
    f.value = fa_decimal_make(305, 2);
    expect_part(&f, "\"value\":\"3.05\",\"unit\":\"USD/shares\",\"currency\":\"USD\"");
    f.unit = "shares";
    expect_part(&f, "\"unit\":\"shares\",\"currency\":null");
    f.unit = "";
    expect_part(&f, "\"unit\":null,\"currency\":null");
}
END_TEST

START_TEST(writes_hidden_facts_with_their_bytes_only)
{
    fa_fact f = revenue();

    f.source = FA_SOURCE_IXBRL;
    f.flags = FA_FACT_HIDDEN | FA_FACT_DOUBTFUL;
    f.table = f.row = f.col = -1;
    f.decimals = FA_DECIMALS_INF;
    f.known = FA_DATE_NONE;
    f.place = (fa_place){.source_start = 100, .source_end = 120, .element = "f-7"};
    f.period = (fa_period){FA_PERIOD_INSTANT, FA_DATE_NONE, fa_date_make(2024, 3, 31), 2024, FA_FISCAL_Q1};
    expect_part(&f,
                "\"decimals\":\"INF\",\"period\":{\"type\":\"instant\",\"start\":null,\"end\":\"2024-03-31\","
                "\"fiscal\":{\"year\":2024,\"quarter\":1,\"span\":\"Q1\"}}");
    expect_part(&f, "\"table\":null,\"row\":null,\"col\":null,\"source\":\"ixbrl\",\"knowledge_date\":null,"
                    "\"flags\":[\"hidden\"],\"verification\":{\"status\":\"conflict\"},"
                    "\"place\":{\"page\":null,\"bbox\":null,\"text_range\":null,"
                    "\"html\":{\"path\":\"f-7\",\"start\":100,\"end\":120}}");
    f.period = (fa_period){FA_PERIOD_UNKNOWN, FA_DATE_NONE, FA_DATE_NONE, 0, FA_FISCAL_NONE};
    f.decimals = FA_DECIMALS_NONE;
    f.path = "";
    f.flags = 0;
    f.source = FA_SOURCE_DERIVED;
    expect_part(&f, "\"decimals\":null,\"period\":null");
    expect_part(&f, "\"path\":[]");
    expect_part(&f, "\"verification\":{\"status\":\"derived\"}");
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("fact_json");

    tcase_add_test(t, writes_all_that_gives_a_figure_its_meaning);
    tcase_add_test(t, writes_no_value_where_none_was_stated);
    tcase_add_test(t, tells_the_currency_from_the_unit);
    tcase_add_test(t, writes_hidden_facts_with_their_bytes_only);
    return unit_run("wire/fact_json", t);
}
