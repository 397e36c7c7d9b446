/* contract/document_source_contract.c: what every source of documents must do. */
#include "document_source_contract.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static open_source_fn open_empty;
static close_source_fn close_all;
static source_under_test under_test;

enum { LONG = 300000 };

static void set_up(void)
{
    memset(&under_test, 0, sizeof under_test);
    ck_assert_int_eq(open_empty(&under_test, NULL), FA_OK);
}

static void tear_down(void)
{
    close_all(&under_test);
}

typedef struct span {
    const char *bytes;
    size_t len;
    size_t at;
} span;

static fa_status read_span(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    span *s = payload;

    (void)err;
    *got = s->len - s->at < cap ? s->len - s->at : cap;
    memcpy(buf, s->bytes + s->at, *got);
    s->at += *got;
    return FA_OK;
}

static fa_status compare_span(void *payload, const void *buf, size_t len, fa_error *err)
{
    span *s = payload;

    if (len > s->len - s->at || memcmp(s->bytes + s->at, buf, len) != 0)
        return fa_fail(err, FA_EINTERNAL, "other bytes");
    s->at += len;
    return FA_OK;
}

static fa_id upload(const char *name, const char *bytes)
{
    const fa_document *doc = NULL;
    span s = {bytes, strlen(bytes), 0};
    fa_upload in = FA_UPLOAD_INIT;
    fa_id id;

    in.name = name;
    in.read = read_span;
    in.payload = &s;
    ck_assert_int_eq(fa_document_upload(under_test.documents, HOST, &in, &doc, NULL, NULL), FA_OK);
    id = doc->id;
    fa_document_free(doc);
    return id;
}

static fa_document report_on(fa_id id, fa_document_state state)
{
    fa_document doc = {.id = id,
                       .name = "",
                       .sha256 = "",
                       .media_type = "",
                       .state = state,
                       .error = "",
                       .company = "",
                       .ticker = "",
                       .form = "",
                       .currency = "",
                       .period_end = FA_DATE_NONE};

    return doc;
}

/* Compares every member with the document that the service shows. */
static fa_status compare_document(void *payload, const fa_document *doc, fa_error *err)
{
    const fa_document *want = payload;

    (void)err;
    ck_assert_str_eq(doc->id.s, want->id.s);
    ck_assert_str_eq(doc->name, want->name);
    ck_assert_str_eq(doc->sha256, want->sha256);
    ck_assert_uint_eq(doc->size_bytes, want->size_bytes);
    ck_assert_str_eq(doc->media_type, want->media_type);
    ck_assert_int_eq(doc->state, want->state);
    ck_assert_int_eq(doc->error_code, want->error_code);
    ck_assert_str_eq(doc->error, want->error);
    ck_assert_uint_eq(doc->page_count, want->page_count);
    ck_assert_uint_eq(doc->fact_count, want->fact_count);
    ck_assert_str_eq(doc->company, want->company);
    ck_assert_str_eq(doc->ticker, want->ticker);
    ck_assert_str_eq(doc->form, want->form);
    ck_assert_str_eq(doc->currency, want->currency);
    ck_assert_int_eq(doc->period_end, want->period_end);
    ck_assert_int_eq(doc->fiscal_year, want->fiscal_year);
    ck_assert_int_eq(doc->fiscal, want->fiscal);
    ck_assert_int_eq(doc->created, want->created);
    ck_assert_uint_eq(doc->version, want->version);
    return FA_OK;
}

static void expect_same(fa_id id)
{
    const fa_document *want = NULL;
    fa_document lent;

    ck_assert_int_eq(fa_document_get(under_test.documents, HOST, id, &want, NULL), FA_OK);
    lent = *want;
    ck_assert_int_eq(fa_source_get(&under_test.source, HOST, id, compare_document, &lent, NULL), FA_OK);
    fa_document_free(want);
}

START_TEST(shows_documents_as_the_service_has_them)
{
    fa_id id = upload("Jahresabschlu\xc3\x9f \"2024\".txt", "Umsatz 1.234");

    expect_same(id);
}
END_TEST

START_TEST(takes_over_reports_in_every_member)
{
    fa_id id = upload("a.txt", "text");
    fa_document report = report_on(id, FA_DOCUMENT_READING);

    ck_assert_int_eq(fa_source_report(&under_test.source, &report, NULL), FA_OK);
    expect_same(id);
    report.state = FA_DOCUMENT_READY;
    report.page_count = 150;
    report.fact_count = 4000000000u;
    report.company = "Fj\xc3\xb8rd & Sons \"A/S\"";
    report.ticker = "FJRD";
    report.form = "10-K/A";
    report.currency = "NOK";
    report.period_end = -1;
    report.fiscal_year = 2024;
    report.fiscal = 8;
    ck_assert_int_eq(fa_source_report(&under_test.source, &report, NULL), FA_OK);
    expect_same(id);
    report = report_on(id, FA_DOCUMENT_FAILED);
    report.error_code = FA_ENOTEXT;
    report.error = "The file holds pictures of pages only.";
    ck_assert_int_eq(fa_source_report(&under_test.source, &report, NULL), FA_OK);
    expect_same(id);
}
END_TEST

START_TEST(refuses_reports_that_cannot_be)
{
    fa_document report = report_on(upload("a.txt", "text"), FA_DOCUMENT_READY);
    fa_id none = {"doc_00000000000000000000000001"};

    ck_assert_int_eq(fa_source_report(&under_test.source, &report, NULL), FA_ECONFLICT);
    report = report_on(none, FA_DOCUMENT_READING);
    ck_assert_int_eq(fa_source_report(&under_test.source, &report, NULL), FA_ENOTFOUND);
}
END_TEST

START_TEST(sends_the_bytes_whole_and_in_order)
{
    char *bytes = malloc(LONG + 1);
    span want;
    fa_id id;
    int i;

    ck_assert_ptr_nonnull(bytes);
    for (i = 0; i < LONG; i++)
        bytes[i] = (char)(1 + i * 31 % 251);
    bytes[LONG] = '\0';
    id = upload("a.txt", bytes);
    want = (span){bytes, LONG, 0};
    ck_assert_int_eq(fa_source_content(&under_test.source, HOST, id, compare_span, &want, NULL), FA_OK);
    ck_assert_uint_eq(want.at, LONG);
    free(bytes);
}
END_TEST

static fa_status refuse_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    return fa_fail(err, FA_ECANCELLED, "enough");
}

static fa_status refuse_document(void *payload, const fa_document *doc, fa_error *err)
{
    (void)doc;
    ++*(int *)payload;
    return fa_fail(err, FA_ECANCELLED, "enough");
}

START_TEST(hands_on_the_failures_of_callbacks)
{
    fa_id id = upload("a.txt", "text"), start = {{0}};
    int calls = 0;
    fa_error err;

    (void)upload("b.txt", "other text");
    ck_assert_int_eq(fa_source_content(&under_test.source, HOST, id, refuse_bytes, NULL, &err),
                     FA_ECANCELLED);
    ck_assert_str_eq(err.message, "enough");
    ck_assert_int_eq(fa_source_get(&under_test.source, HOST, id, refuse_document, &calls, &err),
                     FA_ECANCELLED);
    ck_assert_int_eq(fa_source_list(&under_test.source, HOST, start, 10, refuse_document, &calls, &err),
                     FA_ECANCELLED);
    ck_assert_int_eq(calls, 2);
}
END_TEST

START_TEST(knows_no_document_that_is_not_there)
{
    fa_id gone = upload("a.txt", "text"), odd = {"nonsense"};
    int calls = 0;
    span none = {"", 0, 0};

    ck_assert_int_eq(fa_document_remove(under_test.documents, HOST, gone, NULL), FA_OK);
    ck_assert_int_eq(fa_source_get(&under_test.source, HOST, gone, refuse_document, &calls, NULL),
                     FA_ENOTFOUND);
    ck_assert_int_eq(fa_source_content(&under_test.source, HOST, gone, compare_span, &none, NULL),
                     FA_ENOTFOUND);
    ck_assert_int_eq(fa_source_get(&under_test.source, HOST, odd, refuse_document, &calls, NULL),
                     FA_EINVALID);
    ck_assert_int_eq(calls, 0);
}
END_TEST

static fa_status add_name(void *payload, const fa_document *doc, fa_error *err)
{
    char *names = payload;

    (void)err;
    (void)snprintf(names + strlen(names), 64 - strlen(names), "%s ", doc->name);
    return FA_OK;
}

START_TEST(lists_the_newest_first_after_any_document)
{
    static const char *const files[] = {"1", "2", "3", "4", "5"};
    char names[64] = "";
    fa_id ids[5], start = {{0}};
    int i;

    ck_assert_int_eq(fa_source_list(&under_test.source, HOST, start, 10, add_name, names, NULL), FA_OK);
    ck_assert_str_eq(names, "");
    for (i = 0; i < 5; i++)
        ids[i] = upload(files[i], files[i]);
    ck_assert_int_eq(fa_source_list(&under_test.source, HOST, start, 2, add_name, names, NULL), FA_OK);
    ck_assert_int_eq(fa_source_list(&under_test.source, HOST, ids[3], 10, add_name, names, NULL), FA_OK);
    ck_assert_str_eq(names, "5 4 3 2 1 ");
    ck_assert_int_eq(fa_source_list(&under_test.source, HOST, ids[0], 10, add_name, names, NULL), FA_OK);
    ck_assert_str_eq(names, "5 4 3 2 1 ");
}
END_TEST

int document_source_contract(const char *adapter, open_source_fn open, close_source_fn close)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    close_all = close;
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, shows_documents_as_the_service_has_them);
    tcase_add_test(tests, takes_over_reports_in_every_member);
    tcase_add_test(tests, refuses_reports_that_cannot_be);
    tcase_add_test(tests, sends_the_bytes_whole_and_in_order);
    tcase_add_test(tests, hands_on_the_failures_of_callbacks);
    tcase_add_test(tests, knows_no_document_that_is_not_there);
    tcase_add_test(tests, lists_the_newest_first_after_any_document);
    return unit_run(adapter, tests);
}
