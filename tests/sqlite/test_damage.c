/* Databases whose rows were changed behind the library's back: an answer with a code, never a crash or a wrong filing.
 * And what the rows are good for: questions in SQL. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/passage_index.h>

#include "sqlite_file.h"
#include "unit.h"

static const fa_id doc = {"doc_00000000000000000000000001"};

static sqlite3 *open_raw(void)
{
    sqlite3 *db = NULL;

    ck_assert_int_eq(sqlite3_open(sqlite_file_path(), &db), SQLITE_OK);
    return db;
}

static void run_sql(const char *sql)
{
    sqlite3 *db = open_raw();

    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

/* A small filing: two facts in a table, one dimension, one check. */
static void put_filing(const fa_filing_repo *repo)
{
    static const fa_identity_item none = {"", {.element = ""}};
    static const fa_dimension dim = {"segments", "north", "North"};
    fa_table_row rows[] = {{"Total assets", "Assets", 1, {.page = 4, .element = ""}}};
    fa_table_column columns[] = {
        {"December 31, 2023", {FA_PERIOD_INSTANT, FA_DATE_NONE, 19722, 2023, FA_FISCAL_FY}}};
    fa_fact_table tables[] = {{.title = "Balance sheet",
                               .section = "",
                               .unit = "USD",
                               .scale_place = {.element = ""},
                               .columns = columns,
                               .column_count = 1,
                               .rows = rows,
                               .row_count = 1}};
    fa_fact facts[2];
    fa_check checks[] = {{"assets = liabilities + equity", FA_CHECK_HOLDS, {0}, {0}, {0, 1}, 2}};
    fa_filing filing = {
        {none, none, none, none, none, none, 19722, FA_DATE_NONE, 2023, FA_FISCAL_FY, 12, 31, ""},
        facts,
        2,
        tables,
        1,
        checks,
        1};

    for (uint32_t i = 0; i < 2; i++)
        facts[i] = (fa_fact){.index = i,
                             .concept = "us-gaap:Assets",
                             .label = "Total assets",
                             .path = "Assets",
                             .column = "December 31, 2023",
                             .statement = FA_STATEMENT_BALANCE,
                             .period = columns[0].period,
                             .unit = "USD",
                             .scale = 6,
                             .value = fa_decimal_make(1234500000 + (int64_t)i, 0),
                             .text = "1,234.5",
                             .dims = i == 1 ? &dim : NULL,
                             .dim_count = i,
                             .place = {.page = 4, .box = {1, 2, 3, 4}, .element = ""},
                             .source = FA_SOURCE_TABLE};
    ck_assert_int_eq(fa_filing_repo_put(repo, HOST, doc, &filing, NULL), FA_OK);
}

static fa_status take(void *payload, const fa_filing *filing, fa_error *err)
{
    (void)payload;
    (void)filing;
    (void)err;
    return FA_OK;
}

START_TEST(a_filing_whose_rows_do_not_fit_is_corrupt)
{
    static const char *const damages[] = {"DELETE FROM fact WHERE number = 1",
                                          "DELETE FROM filing_text WHERE number = 2",
                                          "DELETE FROM identity_item WHERE number = 3",
                                          "DELETE FROM fact_dimension",
                                          "DELETE FROM fact_table",
                                          "DELETE FROM table_row",
                                          "DELETE FROM table_column",
                                          "DELETE FROM tie_out",
                                          "UPDATE fact SET label = 4000000000000",
                                          "UPDATE fact SET label = -1",
                                          "UPDATE fact SET label = (SELECT text_count FROM filing)",
                                          "UPDATE fact SET number = number + 1 WHERE number = 1",
                                          "UPDATE fact SET table_number = 1",
                                          "UPDATE fact SET row_number = 1",
                                          "UPDATE fact SET column_number = 7",
                                          "UPDATE fact SET value = '12 million'",
                                          "UPDATE fact SET value = ''",
                                          "UPDATE fact SET place = x'0102'",
                                          "UPDATE fact SET dimension_count = -1",
                                          "UPDATE fact SET dimension_count = 1000000000",
                                          "UPDATE fact SET dimension_count = 2",
                                          "UPDATE fact_dimension SET fact = 9",
                                          "UPDATE fact_dimension SET number = 1",
                                          "UPDATE fact_table SET row_count = 2",
                                          "UPDATE fact_table SET column_count = 1000000",
                                          "UPDATE table_row SET table_number = 3",
                                          "UPDATE tie_out SET facts = '[0,2]'",
                                          "UPDATE tie_out SET facts = '[0,'",
                                          "UPDATE tie_out SET facts = ''",
                                          "UPDATE tie_out SET facts = '[1,1,1,1,1,1,1,1,1,1,1,1,1]'",
                                          "UPDATE tie_out SET residual = 'nan'",
                                          "UPDATE filing SET fact_count = 3",
                                          "UPDATE filing SET fact_count = -1",
                                          "UPDATE filing SET table_count = 0",
                                          "UPDATE filing SET text_count = 100000000000",
                                          "UPDATE filing SET industry = 99"};
    fa_filing_repo repo;

    ck_assert_int_eq(sqlite_file_open(FA_PORT_FILING_REPO, &repo, NULL), FA_OK);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        fa_error err = {0};

        put_filing(&repo);
        ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, doc, take, NULL, NULL), FA_OK);
        run_sql(damages[i]);
        ck_assert_msg(fa_filing_repo_get(&repo, HOST, doc, take, NULL, &err) == FA_ECORRUPT, "%s",
                      damages[i]);
        ck_assert_str_eq(err.message, "the stored filing does not hold together");
    }
    put_filing(&repo); /* and it can be stored anew */
    ck_assert_int_eq(fa_filing_repo_get(&repo, HOST, doc, take, NULL, NULL), FA_OK);
    fa_filing_repo_close(&repo);
}
END_TEST

static fa_status take_hit(void *payload, const fa_passage_hit *hit, fa_error *err)
{
    (void)payload;
    (void)hit;
    (void)err;
    return FA_OK;
}

START_TEST(words_that_do_not_fit_the_pages_are_corrupt)
{
    static const char *const damages[] = {
        "UPDATE posting SET pages = x'ff' WHERE stem = 'cash'",
        "UPDATE posting SET pages = x'00000000' WHERE stem = 'cash'",
        "UPDATE posting SET pages = x'0a' WHERE stem = 'cash'",
        "UPDATE searched SET pages = x'0101'",
        "UPDATE searched SET pages = x'ffffffffff0101'",
        "UPDATE searched SET pages = x''",
    };
    const fa_passage pages[] = {{.page = 1, .section = "", .text = "cash"},
                                {.page = 2, .section = "", .text = "x"}};
    const fa_term term = {"cash", 1};
    fa_passage_index index;

    ck_assert_int_eq(sqlite_file_open(FA_PORT_PASSAGE_INDEX, &index, NULL), FA_OK);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        ck_assert_int_eq(fa_passage_put(&index, HOST, doc, pages, 2, NULL), FA_OK);
        ck_assert_int_eq(fa_passage_search(&index, HOST, &term, 1, NULL, 0, 9, take_hit, NULL, NULL), FA_OK);
        run_sql(damages[i]);
        ck_assert_msg(fa_passage_search(&index, HOST, &term, 1, NULL, 0, 9, take_hit, NULL, NULL) ==
                          FA_ECORRUPT,
                      "%s", damages[i]);
    }
    fa_passage_index_close(&index);
}
END_TEST

START_TEST(facts_can_be_asked_for_in_sql)
{
    fa_filing_repo repo;
    sqlite3_stmt *s = NULL;
    sqlite3 *db;

    ck_assert_int_eq(sqlite_file_open(FA_PORT_FILING_REPO, &repo, NULL), FA_OK);
    put_filing(&repo);
    db = open_raw();
    ck_assert_int_eq(
        sqlite3_prepare_v2(db,
                           "SELECT value, label, unit, period_end, page FROM fact_in_words WHERE document = "
                           "'doc_00000000000000000000000001' AND concept = 'us-gaap:Assets' ORDER BY number",
                           -1, &s, NULL),
        SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
    ck_assert_str_eq((const char *)sqlite3_column_text(s, 0), "1234500000");
    ck_assert_str_eq((const char *)sqlite3_column_text(s, 1), "Total assets");
    ck_assert_str_eq((const char *)sqlite3_column_text(s, 2), "USD");
    ck_assert_str_eq((const char *)sqlite3_column_text(s, 3), "2023-12-31");
    ck_assert_int_eq(sqlite3_column_int(s, 4), 4);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_DONE);
    sqlite3_finalize(s);
    sqlite3_close(db);
    fa_filing_repo_close(&repo);
}
END_TEST

START_TEST(a_removed_filing_leaves_no_row_behind)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM filing) + (SELECT count(*) FROM filing_text) + (SELECT count(*) FROM "
        "fact) + "
        "(SELECT count(*) FROM identity_item) + (SELECT count(*) FROM fact_dimension) + "
        "(SELECT count(*) FROM fact_table) + (SELECT count(*) FROM table_row) + (SELECT count(*) FROM "
        "table_column) + "
        "(SELECT count(*) FROM tie_out)";
    fa_filing_repo repo;
    sqlite3_stmt *s = NULL;
    sqlite3 *db;

    ck_assert_int_eq(sqlite_file_open(FA_PORT_FILING_REPO, &repo, NULL), FA_OK);
    put_filing(&repo);
    ck_assert_int_eq(fa_filing_repo_remove(&repo, HOST, doc, NULL), FA_OK);
    db = open_raw();
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
    ck_assert_int_eq(sqlite3_column_int(s, 0), 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    fa_filing_repo_close(&repo);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("damage");
    int status;

    sqlite_file_begin();
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_filing_whose_rows_do_not_fit_is_corrupt);
    tcase_add_test(tests, words_that_do_not_fit_the_pages_are_corrupt);
    tcase_add_test(tests, facts_can_be_asked_for_in_sql);
    tcase_add_test(tests, a_removed_filing_leaves_no_row_behind);
    status = unit_run("damage", tests);
    sqlite_file_end();
    return status;
}
