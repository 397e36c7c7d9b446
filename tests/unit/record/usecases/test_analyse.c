/* Analyses of a small annual report, from the document to the files that they are exported to. */
#include <stdio.h>
#include <string.h>

#include <cJSON.h>

#include <finanalyst/wire.h>

#include "record_host.h"
#include "unit.h"

static record_host host;
static fa_id document;

static void set_up(void)
{
    record_host_open(&host);
    document = record_host_ingest(&host, record_user(1), "harrow.htm", "a");
}

static void tear_down(void)
{
    record_host_close(&host);
}

static const fa_record *analyse(unsigned user, fa_id id, bool *cached)
{
    const fa_record *r = NULL;

    ck_assert_int_eq(fa_record_analyse(host.svc, record_user(user), id, &r, cached, NULL), FA_OK);
    return r;
}

static cJSON *parse(const char *json)
{
    cJSON *doc = cJSON_Parse(json);

    ck_assert_ptr_nonnull(doc);
    return doc;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

    ck_assert_msg(cJSON_IsString(item), "%s is no string", key);
    return item->valuestring;
}

/* The item of that name in a list of the analysis; NULL: there is none. */
static const cJSON *named(const cJSON *doc, const char *list, const char *name)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(doc, list)) if (strcmp(text_of(item, "name"),
                                                                                     name) == 0) return item;
    return NULL;
}

static void expect_figure(const cJSON *doc, const char *list, const char *name, const char *value,
                          const char *unit, int page)
{
    const cJSON *f = named(doc, list, name);

    ck_assert_msg(f != NULL, "there is no %s", name);
    ck_assert_str_eq(text_of(f, "value"), value);
    ck_assert_str_eq(text_of(f, "unit"), unit);
    ck_assert_int_eq(cJSON_GetObjectItemCaseSensitive(f, "source_page")->valueint, page);
    ck_assert_int_ge(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(
                         cJSON_GetObjectItemCaseSensitive(f, "answer"), "citations")),
                     1);
}

START_TEST(has_key_figures_and_ratios_with_their_sources)
{
    const fa_record *r = analyse(1, document, NULL);
    cJSON *doc = parse(r->json);

    expect_figure(doc, "key_figures", "revenue", "1000", "USD", 3);
    expect_figure(doc, "key_figures", "net_income", "120", "USD", 3);
    expect_figure(doc, "key_figures", "gross_margin", "40.0", "%", 3);
    expect_figure(doc, "key_figures", "total_assets", "800", "USD", 4);
    expect_figure(doc, "key_figures", "cash", "200", "USD", 4);
    expect_figure(doc, "ratios", "revenue_growth", "25.0", "%", 3);
    expect_figure(doc, "ratios", "operating_margin", "15.0", "%", 3);
    expect_figure(doc, "ratios", "current_ratio", "2.53", "x", 4);
    ck_assert_ptr_null(named(doc, "ratios", "dividend_payout")); /* nothing is said of dividends */
    cJSON_Delete(doc);
    fa_record_free(r);
}
END_TEST

START_TEST(has_a_summary_of_figures_and_of_quotations_that_stand_on_their_page)
{
    const fa_record *r = analyse(1, document, NULL);
    cJSON *doc = parse(r->json);
    const cJSON *s;
    int quoted = 0, told = 0;

    cJSON_ArrayForEach(s, cJSON_GetObjectItemCaseSensitive(doc, "sentences"))
    {
        const cJSON *citations = cJSON_GetObjectItemCaseSensitive(s, "citations");

        ck_assert_int_ge(cJSON_GetArraySize(citations), 1);
        ck_assert_int_ge(cJSON_GetObjectItemCaseSensitive(s, "source_page")->valueint, 1);
        ck_assert_ptr_null(strstr(text_of(s, "text"), "[1]"));
        if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(s, "quoted"))) {
            ck_assert_str_eq(text_of(s, "text"), text_of(cJSON_GetArrayItem(citations, 0), "quote"));
            quoted++;
        } else {
            told++;
        }
    }
    ck_assert_int_ge(told, 4);
    ck_assert_int_ge(quoted, 1);
    ck_assert_ptr_nonnull(strstr(text_of(doc, "summary"), "higher volumes of oat flour"));
    ck_assert_ptr_nonnull(strstr(text_of(doc, "summary"), "$1,000 million. (p. 3)"));
    cJSON_Delete(doc);
    fa_record_free(r);
}
END_TEST

START_TEST(has_the_statements_and_the_checks_of_the_filing)
{
    const fa_record *r = analyse(1, document, NULL);
    cJSON *doc = parse(r->json);
    const cJSON *check = named(doc, "checks", "assets = liabilities and equity");

    ck_assert_int_ge(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(doc, "statements")), 2);
    ck_assert_ptr_nonnull(check);
    ck_assert_str_eq(text_of(check, "status"), "holds");
    ck_assert_int_ge(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(check, "facts")), 2);
    ck_assert_str_eq(text_of(doc, "document_id"), document.s);
    ck_assert_str_eq(text_of(doc, "document_name"), "harrow.htm");
    ck_assert_str_eq(text_of(doc, "sha256"), r->sources[0].sha256);
    ck_assert_str_eq(text_of(doc, "id"), r->id.s);
    cJSON_Delete(doc);
    fa_record_free(r);
}
END_TEST

START_TEST(is_made_once_and_always_the_same)
{
    bool cached = true;
    const fa_record *first = analyse(1, document, &cached), *second, *third;
    unsigned asked = host.asked;

    ck_assert(!cached);
    second = analyse(1, document, &cached);
    ck_assert(cached);
    ck_assert_uint_eq(host.asked, asked);
    ck_assert_str_eq(first->json, second->json);
    ck_assert_int_eq(fa_record_remove(host.svc, record_user(1), first->id, NULL), FA_OK);
    third = analyse(1, document, &cached);
    ck_assert(!cached);
    ck_assert_str_eq(first->json, third->json);
    fa_record_free(first);
    fa_record_free(second);
    fa_record_free(third);
}
END_TEST

/* What an older version of the library told of the document. */
static void add_old(void)
{
    fa_record_source source = {document, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"};
    fa_record old = {.id = {"ana_00000000000000000000000000"},
                     .kind = FA_RECORD_ANALYSIS,
                     .owner = record_user(1),
                     .title = "harrow.htm",
                     .key = source.sha256,
                     .engine = "0.0.1",
                     .outcome = FA_RECORD_ANSWERED,
                     .sources = &source,
                     .source_count = 1,
                     .json = "{}",
                     .json_len = 2};

    ck_assert_int_eq(fa_record_repo_add(&host.repo, &old, NULL, NULL), FA_OK);
}

static fa_status note_engine(void *payload, const fa_record *record, fa_error *err)
{
    fa_buf *engines = payload;

    (void)err;
    ck_assert_uint_eq(record->json_len, 0);
    return fa_buf_printf(engines, "%s ", record->engine);
}

START_TEST(stands_beside_those_of_older_versions)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;
    bool cached = true;
    fa_buf engines;
    char expected[64];

    add_old();
    fa_record_free(analyse(1, document, &cached));
    ck_assert(!cached);
    fa_buf_init(&engines, 100);
    q.kind = FA_RECORD_ANALYSIS;
    q.document = document;
    q.bare = true;
    ck_assert_int_eq(fa_record_list(host.svc, record_user(1), &q, note_engine, &engines, NULL), FA_OK);
    (void)snprintf(expected, sizeof expected, "%s 0.0.1 ", fa_version());
    ck_assert_str_eq(engines.data, expected);
    fa_buf_clear(&engines);
}
END_TEST

START_TEST(is_not_made_of_what_was_not_read_or_is_not_there)
{
    fa_id unread = record_host_upload(&host, record_user(1), "unread.htm", "b");
    fa_id stranger = {"doc_00000000000000000000000000"};
    const fa_record *r = NULL;

    ck_assert_int_eq(fa_record_analyse(host.svc, record_user(1), unread, &r, NULL, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_record_analyse(host.svc, record_user(1), stranger, &r, NULL, NULL), FA_ENOTFOUND);
    ck_assert_ptr_null(r);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANALYSIS), 0);
}
END_TEST

/* ---- export ---- */

static fa_status take(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)err;
    return fa_buf_append(payload, buf, len);
}

static void ask(unsigned user, const char *question)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_record *r = NULL;

    in.question = question;
    in.documents = user == 1 ? &document : NULL;
    in.document_count = user == 1 ? 1 : 0;
    ck_assert_int_eq(fa_record_ask(host.svc, record_user(user), &in, &r, NULL, NULL), FA_OK);
    fa_record_free(r);
}

START_TEST(goes_into_csv_with_its_questions)
{
    const fa_record *r = analyse(1, document, NULL);
    fa_sheets sheets;
    fa_buf out;

    ask(1, "What were net sales in fiscal 2023?");
    (void)record_host_ingest(&host, record_user(2), "harrow.htm", "a");
    ask(2, "What was net income in fiscal 2023?");
    fa_buf_init(&out, 1 << 20);
    ck_assert_int_eq(fa_sheets_csv_open(take, &out, &sheets, NULL), FA_OK);
    ck_assert_int_eq(fa_record_export(host.svc, record_user(1), r->id, &sheets, NULL), FA_OK);
    fa_sheets_close(&sheets);
    ck_assert_ptr_nonnull(strstr(out.data, "Document,Name,harrow.htm\r\n"));
    ck_assert_ptr_nonnull(
        strstr(out.data, "\r\nKey figures,Revenue,1000000000,USD,2023-01-01 to 2023-12-31,"));
    ck_assert_ptr_nonnull(strstr(
        out.data, "\r\nRatios,Operating margin,15.0,%,2023-01-01 to 2023-12-31,operating income / revenue,"));
    ck_assert_ptr_nonnull(strstr(out.data, "\r\nIncome statement,Net sales,1000000000,800000000,USD,3,"));
    ck_assert_ptr_nonnull(strstr(out.data, "\r\nBalance sheet,Period,2023-12-31,2022-12-31,"));
    ck_assert_ptr_nonnull(strstr(out.data, "\r\nChecks,assets = liabilities and equity,holds,0,"));
    ck_assert_ptr_nonnull(strstr(out.data, ",What were net sales in fiscal 2023?,answered,"));
    ck_assert_ptr_null(strstr(out.data, "What was net income")); /* another user's */
    fa_buf_clear(&out);
    fa_record_free(r);
}
END_TEST

START_TEST(goes_into_markdown_and_json)
{
    const fa_record *r = analyse(1, document, NULL);
    fa_sheets sheets;
    fa_buf out;
    cJSON *doc;

    for (int i = 0; i < 40; i++) { /* more than a page of them */
        char question[80];

        (void)snprintf(question, sizeof question, "What were net sales in fiscal %d?", 1980 + i);
        ask(1, question);
    }
    fa_buf_init(&out, 4 << 20);
    ck_assert_int_eq(fa_sheets_markdown_open(take, &out, &sheets, NULL), FA_OK);
    ck_assert_int_eq(fa_record_export(host.svc, record_user(1), r->id, &sheets, NULL), FA_OK);
    fa_sheets_close(&sheets);
    ck_assert_ptr_nonnull(strstr(out.data, "## Key figures\n\n| Name | Value |"));
    ck_assert_ptr_nonnull(strstr(out.data, "What were net sales in fiscal 1980?"));
    fa_buf_reset(&out);
    ck_assert_int_eq(fa_record_export_json(host.svc, record_user(1), r->id, take, &out, NULL), FA_OK);
    doc = parse(out.data);
    ck_assert_str_eq(text_of(cJSON_GetObjectItemCaseSensitive(doc, "analysis"), "id"), r->id.s);
    ck_assert_int_eq(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(doc, "answers")), 40);
    cJSON_Delete(doc);
    fa_buf_clear(&out);
    fa_record_free(r);
}
END_TEST

static fa_status refuse(void *payload, const void *buf, size_t len, fa_error *err)
{
    int *left = payload;

    (void)buf;
    (void)len;
    return (*left)-- > 0 ? FA_OK : fa_fail(err, FA_ECANCELLED, "refused");
}

START_TEST(stops_exporting_where_nobody_takes_it)
{
    const fa_record *r = analyse(1, document, NULL);

    ask(1, "What were net sales in fiscal 2023?");
    for (int pieces = 0; pieces < 5; pieces++) {
        int left = pieces;

        ck_assert_int_eq(fa_record_export_json(host.svc, record_user(1), r->id, refuse, &left, NULL),
                         FA_ECANCELLED);
    }
    fa_record_free(r);
}
END_TEST

START_TEST(exports_nothing_of_another_owner_and_no_answer)
{
    const fa_record *r = analyse(1, document, NULL);
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_record *answer = NULL;
    fa_buf out;

    fa_buf_init(&out, 1 << 20);
    in.question = "What were net sales in fiscal 2023?";
    ck_assert_int_eq(fa_record_ask(host.svc, record_user(1), &in, &answer, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_record_export_json(host.svc, record_user(2), r->id, take, &out, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_record_export_json(host.svc, record_user(1), answer->id, take, &out, NULL),
                     FA_ENOTFOUND);
    ck_assert_uint_eq(out.len, 0);
    fa_buf_clear(&out);
    fa_record_free(answer);
    fa_record_free(r);
}
END_TEST

/* ---- on the wire ---- */

START_TEST(is_told_with_its_number_behind_its_own_members)
{
    const fa_record *r = analyse(1, document, NULL);
    fa_buf out;
    cJSON *doc;

    fa_buf_init(&out, 4 << 20);
    ck_assert_int_eq(fa_record_told_to_json(r, NULL, true, &out, NULL), FA_OK);
    doc = parse(out.data);
    ck_assert_mem_eq(out.data, r->json, r->json_len - 1);
    ck_assert_int_eq(cJSON_GetObjectItemCaseSensitive(doc, "legacy_id")->valueint, 1);
    ck_assert(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(doc, "cached")));
    ck_assert_uint_eq(strlen(text_of(doc, "created_at")), 24);
    cJSON_Delete(doc);
    fa_buf_reset(&out);
    ck_assert_int_eq(fa_record_told_to_json(r, "summary", false, &out, NULL), FA_OK);
    doc = parse(out.data);
    ck_assert_ptr_nonnull(cJSON_GetObjectItemCaseSensitive(doc, "sentences"));
    ck_assert_ptr_null(cJSON_GetObjectItemCaseSensitive(doc, "statements"));
    cJSON_Delete(doc);
    ck_assert_int_eq(fa_record_told_to_json(r, "nothing", false, &out, NULL), FA_ENOTFOUND);
    fa_buf_reset(&out);
    ck_assert_int_eq(fa_record_to_json(r, &out, NULL), FA_OK);
    doc = parse(out.data);
    ck_assert_str_eq(text_of(doc, "kind"), "analysis");
    ck_assert_str_eq(text_of(cJSON_GetObjectItemCaseSensitive(doc, "analysis"), "id"), r->id.s);
    cJSON_Delete(doc);
    fa_buf_clear(&out);
    fa_record_free(r);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("analyse");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, has_key_figures_and_ratios_with_their_sources);
    tcase_add_test(tests, has_a_summary_of_figures_and_of_quotations_that_stand_on_their_page);
    tcase_add_test(tests, has_the_statements_and_the_checks_of_the_filing);
    tcase_add_test(tests, is_made_once_and_always_the_same);
    tcase_add_test(tests, stands_beside_those_of_older_versions);
    tcase_add_test(tests, is_not_made_of_what_was_not_read_or_is_not_there);
    tcase_add_test(tests, goes_into_csv_with_its_questions);
    tcase_add_test(tests, goes_into_markdown_and_json);
    tcase_add_test(tests, stops_exporting_where_nobody_takes_it);
    tcase_add_test(tests, exports_nothing_of_another_owner_and_no_answer);
    tcase_add_test(tests, is_told_with_its_number_behind_its_own_members);
    return unit_run("record/analyse", tests);
}
