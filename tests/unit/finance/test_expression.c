/* Formulas in words, and the tables that are made of them. */
#include "unit.h"

#include <string.h>

#include "finance/expression.h"

static fai_arena arena;

static void set_up(void)
{
    fai_arena_init(&arena, 0);
}

static void tear_down(void)
{
    fai_arena_clear(&arena);
}

static const struct {
    const char *text, *expected; /* NULL: no formula */
} cases[] = {
    {"revenue", "revenue"},
    {"total current assets / total current liabilities", "total current assets / total current liabilities"},
    {"(cash and equivalents + short-term investments or current marketable securities + accounts receivable) "
     "/ current "
     "liabilities",
     "(cash and cash equivalents + short-term investments + accounts receivable, net) / total current "
     "liabilities"},
    {"FY2019 revenue / (average PP&E between FY2018 and FY2019)",
     "revenue / average property, plant and equipment, net"},
    {"365 * (average accounts payable between FY2017 and FY2018) / (FY2018 COGS + change in inventory "
     "between FY2017 and "
     "FY2018)",
     "365 * average accounts payable / (cost of revenue + change in inventories)"},
    {"net cash from operating activities less purchases of property and equipment",
     "net cash from operating activities - capital expenditures"},
    {"R&D as a % of revenue", "research and development expense / revenue"},
    {"SG&A margin", "selling, general and administrative expense / revenue"},
    {"ratio of SG&A to sales", "selling, general and administrative expense / revenue"},
    {"common-size goodwill", "goodwill / total assets"},
    {"operating cash flow per diluted share",
     "net cash from operating activities / weighted-average diluted shares"},
    {"unadjusted operating income plus depreciation and amortization from the cash flow statement",
     "operating income + depreciation and amortization"},
    {"revenue - (cost of revenue - R&D)", "revenue - (cost of revenue - research and development expense)"},
    {"revenue + apples", NULL},
    {"revenue /", NULL},
    {"(revenue", NULL},
    {"", NULL},
};

START_TEST(reads_formulas_in_words)
{
    bool failed = false;
    const fai_expression *e = fai_expression_of(cases[_i].text, &arena, &failed);

    ck_assert(!failed);
    if (cases[_i].expected == NULL) {
        ck_assert_msg(e == NULL, "%s", cases[_i].text);
        return;
    }
    ck_assert_msg(e != NULL, "%s", cases[_i].text);
    ck_assert_str_eq(fai_expression_words(e, &arena), cases[_i].expected);
}
END_TEST

START_TEST(stops_where_the_formula_ends)
{
    const fai_definitions none = {NULL, 0};
    fai_words w;
    fai_prefix prefix;
    bool failed = false;

    ck_assert(fai_words_cut("gross margin higher than last year", &arena, &w));
    ck_assert(fai_expression_prefix(&w, 0, w.count, &none, &arena, &prefix, &failed));
    ck_assert_uint_eq(prefix.end, 2);
    ck_assert_ptr_nonnull(prefix.named);
    ck_assert_str_eq(prefix.named->name, "Gross margin");
    ck_assert(fai_words_cut("capex as a % of revenue over fiscal", &arena, &w));
    ck_assert(fai_expression_prefix(&w, 0, w.count, &none, &arena, &prefix, &failed));
    ck_assert_uint_eq(prefix.end, 6);
    ck_assert(prefix.percent);
}
END_TEST

START_TEST(obeys_definitions_of_the_text)
{
    /* the text defines "cash burn", its words 6 and 7, as its words 0..2 */
    const fai_definition own = {6, 8, 0, 3};
    const fai_definitions given = {&own, 1};
    fai_words w;
    fai_prefix prefix;
    bool failed = false;

    ck_assert(fai_words_cut("capex + dividends . the big cash burn / revenue", &arena, &w));
    ck_assert(fai_expression_prefix(&w, 6, w.count, &given, &arena, &prefix, &failed));
    ck_assert_str_eq(fai_expression_words(prefix.tree, &arena),
                     "(capital expenditures + dividends paid) / revenue");
}
END_TEST

START_TEST(every_metric_of_the_tables_is_a_formula)
{
    const fai_metric_family *families[] = {&fai_metrics_margin, &fai_metrics_turnover, &fai_metrics_strength};

    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (uint32_t i = 0; i < families[f]->count; i++) {
            const fai_metric *m = &families[f]->items[i];
            bool failed = false;

            ck_assert_msg(fai_expression_of(m->formula, &arena, &failed) != NULL, "%s", m->name);
            ck_assert_msg(m->source[0] != '\0', "%s has no source", m->name);
        }
}
END_TEST

START_TEST(every_item_has_names_and_a_formula_that_parses)
{
    uint32_t count;
    const fai_item *items = fai_items(&count);

    for (uint32_t i = 0; i < count; i++) {
        bool failed = false;

        ck_assert_ptr_eq(fai_item_by_key(items[i].key), &items[i]);
        ck_assert_msg(items[i].aliases[0] != '\0' && items[i].concepts[0] != '\0', "%s", items[i].key);
        if (items[i].fallback[0] != '\0')
            ck_assert_msg(fai_expression_of(items[i].fallback, &arena, &failed) != NULL, "%s", items[i].key);
    }
}
END_TEST

START_TEST(an_item_knows_its_labels)
{
    const fai_item *revenue = fai_item_by_key("revenue");
    bool failed = false;

    ck_assert(fai_item_names(revenue, "Total net sales:", &failed));
    ck_assert(fai_item_names(revenue, "Revenues", &failed));
    ck_assert(!fai_item_names(revenue, "Deferred revenue", &failed));
    ck_assert(!fai_item_names(revenue, "Net sales of fixtures", &failed));
    ck_assert(!failed);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("expression");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, reads_formulas_in_words, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tests, stops_where_the_formula_ends);
    tcase_add_test(tests, obeys_definitions_of_the_text);
    tcase_add_test(tests, every_metric_of_the_tables_is_a_formula);
    tcase_add_test(tests, every_item_has_names_and_a_formula_that_parses);
    tcase_add_test(tests, an_item_knows_its_labels);
    return unit_run("finance/expression", tests);
}
