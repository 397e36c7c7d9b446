/* Answers on the wire. */
#include <string.h>

#include <finanalyst/wire.h>

#include "base/json.h"

#include "oom.h"
#include "unit.h"

static const fa_period year_end = {FA_PERIOD_INSTANT, FA_DATE_NONE, 20088, 2024, FA_FISCAL_FY};

static const fa_figure figures[] = {
    {"a",
     "Total current assets",
     "us-gaap:AssetsCurrent",
     {15298700, 0, 2, 0},
     "USD",
     3,
     "152,987.00",
     {FA_PERIOD_INSTANT, FA_DATE_NONE, 20088, 2024, FA_FISCAL_FY},
     "",
     0,
     12},
    {"b",
     "Total current liabilities",
     "",
     {17639200, 0, 2, 0},
     "USD",
     3,
     "176,392.00",
     {FA_PERIOD_INSTANT, FA_DATE_NONE, 20088, 2024, FA_FISCAL_FY},
     "North",
     9,
     -1},
};

static const uint32_t inputs[] = {0, 1, 7};

static const fa_calculation calculations[] = {
    {"Current ratio",
     "current assets / current liabilities",
     "152,987.00 / 176,392.00",
     "given in the question",
     "half up to 2 decimals",
     {867312576080547417, 0, 18, 0},
     inputs,
     3},
};

static const fa_citation citations[] = {
    {{"doc_1"},
     "northwind.pdf",
     {.page = 60, .box = {1, 2, 3, 4}, .element = ""},
     "Total current assets 152,987.00",
     "Part II \xE2\x80\xBA Item 8",
     "Total current assets",
     "2024"},
    {{"doc_1"}, "northwind.pdf", {.page = 61, .element = ""}, "We make instruments.", "", "", ""},
};

static const char *const assumptions[] = {"The year ends in December."};

static fa_answer ratio(void)
{
    return (fa_answer){.id = {"ans_1"},
                       .question = "What is the current ratio?",
                       .kind = FA_ANSWER_VALUE,
                       .text = "0.87 [1]",
                       .has_value = true,
                       .value = fa_decimal_make(87, 2),
                       .unit = "x",
                       .polarity = "",
                       .choice = "",
                       .missing = "",
                       .refusal = "",
                       .figures = figures,
                       .figure_count = 2,
                       .calculations = calculations,
                       .calculation_count = 1,
                       .citations = citations,
                       .citation_count = 2,
                       .assumptions = assumptions,
                       .assumption_count = 1,
                       .confidence = 0.95};
}

#define PERIOD                                                                                               \
    "{\"type\":\"instant\",\"start\":null,\"end\":\"2024-12-31\",\"fiscal\":{\"year\":2024,\"quarter\":"     \
    "null,"                                                                                                  \
    "\"span\":\"FY\"}}"

START_TEST(writes_the_figure_its_inputs_and_their_places)
{
    fa_answer a = ratio();
    fa_buf b;

    ck_assert_int_eq(year_end.end, fa_date_make(2024, 12, 31));
    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_answer_to_json(&a, &b, NULL), FA_OK);
    ck_assert_str_eq(
        b.data,
        "{\"id\":\"ans_1\",\"question\":\"What is the current ratio?\",\"kind\":\"value\","
        "\"mode\":\"deterministic\",\"text\":\"0.87 [1]\",\"value\":\"0.87\",\"unit\":\"x\",\"scale\":0,"
        "\"refused\":false,\"polarity\":null,\"choice\":null,\"unanswerable\":null,"
        "\"figures\":[{\"symbol\":\"a\",\"label\":\"Total current "
        "assets\",\"concept\":\"us-gaap:AssetsCurrent\","
        "\"text\":\"152,987.00\",\"value\":\"152987.00\",\"unit\":\"USD\",\"currency\":\"USD\",\"scale\":3,"
        "\"period\":" PERIOD ",\"dimensions\":null,\"citation\":0,\"fact\":12},"
        "{\"symbol\":\"b\",\"label\":\"Total current liabilities\",\"concept\":null,\"text\":\"176,392.00\","
        "\"value\":\"176392.00\",\"unit\":\"USD\",\"currency\":\"USD\",\"scale\":3,\"period\":" PERIOD ","
        "\"dimensions\":\"North\",\"citation\":null,\"fact\":null}],"
        "\"calcs\":[{\"name\":\"Current ratio\",\"formula\":\"current assets / current liabilities\","
        "\"expression\":\"152,987.00 / 176,392.00\",\"source\":\"given in the question\",\"inputs\":["
        "{\"symbol\":\"a\",\"figure\":0,\"label\":\"Total current "
        "assets\",\"value\":\"152987.00\",\"unit\":\"USD\","
        "\"period\":" PERIOD ",\"document_name\":\"northwind.pdf\",\"page\":60},"
        "{\"symbol\":\"b\",\"figure\":1,\"label\":\"Total current liabilities\",\"value\":\"176392.00\","
        "\"unit\":\"USD\",\"period\":" PERIOD ",\"document_name\":null,\"page\":null}],"
        "\"result\":\"0.867312576080547417\",\"rounding\":\"half up to 2 decimals\"}],"
        "\"citations\":[{\"document_id\":\"doc_1\",\"document_name\":\"northwind.pdf\",\"page\":60,"
        "\"bbox\":[1.00,2.00,3.00,4.00],\"text_range\":null,\"html\":null,\"section\":[\"Part II\",\"Item "
        "8\"],"
        "\"quote\":\"Total current assets 152,987.00\",\"table\":{\"row_label\":\"Total current assets\","
        "\"col_label\":\"2024\"}},"
        "{\"document_id\":\"doc_1\",\"document_name\":\"northwind.pdf\",\"page\":61,\"bbox\":null,"
        "\"text_range\":null,\"html\":null,\"section\":[],\"quote\":\"We make "
        "instruments.\",\"table\":null}],"
        "\"assumptions\":[\"The year ends in December.\"],\"confidence\":0.950,"
        "\"engine_version\":\"" FA_VERSION_STRING "\"}");
    ck_assert_int_eq(fai_json_check(b.data, b.len, b.len, NULL), FA_OK);
    fa_buf_clear(&b);
}
END_TEST

START_TEST(writes_a_refusal_with_what_is_missing)
{
    fa_answer a = ratio();
    fa_buf b;

    a.kind = FA_ANSWER_REFUSAL;
    a.has_value = false;
    a.figure_count = a.calculation_count = a.citation_count = a.assumption_count = 0;
    a.refusal = "period_not_covered";
    a.missing = "a filing that covers 2030";
    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_answer_to_json(&a, &b, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(b.data, "\"kind\":\"refusal\""));
    ck_assert_ptr_nonnull(strstr(
        b.data,
        "\"value\":null,\"unit\":null,\"scale\":null,\"refused\":true,\"polarity\":null,\"choice\":null,"
        "\"unanswerable\":{\"code\":\"period_not_covered\",\"missing\":\"a filing that covers 2030\"},"
        "\"figures\":[],\"calcs\":[],\"citations\":[],\"assumptions\":[]"));
    fa_buf_clear(&b);
}
END_TEST

START_TEST(writes_polarity_and_choice)
{
    fa_answer a = ratio();
    fa_buf b;

    a.kind = FA_ANSWER_YESNO;
    a.polarity = "no";
    a.choice = "2023";
    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_answer_to_json(&a, &b, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(b.data, "\"kind\":\"yesno\""));
    ck_assert_ptr_nonnull(strstr(b.data, "\"polarity\":\"no\",\"choice\":\"2023\""));
    fa_buf_clear(&b);
}
END_TEST

START_TEST(survives_every_failing_allocation)
{
    fa_status st = FA_ENOMEM;
    fa_answer a = ratio();
    long n, held;

    oom_install();
    held = oom_held();
    for (n = 1; st != FA_OK; n++) {
        fa_error err = {0};
        fa_buf out;

        ck_assert_int_lt(n, 100);
        fa_buf_init(&out, 10000);
        oom_fail(n);
        st = fa_answer_to_json(&a, &out, &err);
        ck_assert(oom_struck() ? st == FA_ENOMEM && err.code == FA_ENOMEM && out.len == 0 : st == FA_OK);
        fa_buf_clear(&out);
        ck_assert_int_eq(oom_held(), held);
    }
    ck_assert_int_gt(n, 4);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("answer_json");

    tcase_add_test(t, writes_the_figure_its_inputs_and_their_places);
    tcase_add_test(t, writes_a_refusal_with_what_is_missing);
    tcase_add_test(t, writes_polarity_and_choice);
    tcase_add_test(t, survives_every_failing_allocation);
    return unit_run("wire/answer_json", t);
}
