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

static const fa_id ANNA = {"usr_00000000000000000000000001"}, BERT = {"usr_00000000000000000000000002"};

static fa_id upload_for(fa_id owner, const char *name, const char *bytes)
{
    const fa_document *doc = NULL;
    span s = {bytes, strlen(bytes), 0};
    fa_upload in = FA_UPLOAD_INIT;
    fa_id id;

    in.name = name;
    in.read = read_span;
    in.payload = &s;
    ck_assert_int_eq(fa_document_upload(under_test.documents, owner, &in, &doc, NULL, NULL), FA_OK);
    id = doc->id;
    fa_document_free(doc);
    return id;
}

static fa_id upload(const char *name, const char *bytes)
{
    return upload_for(HOST, name, bytes);
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
    ck_assert_str_eq(doc->owner.s, want->owner.s);
    ck_assert_uint_eq(doc->legacy_id, want->legacy_id);
    ck_assert_str_eq(doc->tags, want->tags);
    ck_assert_uint_eq(doc->corrected, want->corrected);
    ck_assert_str_eq(doc->detected.company, want->detected.company);
    ck_assert_str_eq(doc->detected.form, want->detected.form);
    ck_assert_int_eq(doc->detected.period_end, want->detected.period_end);
    ck_assert_int_eq(doc->detected.fiscal_year, want->detected.fiscal_year);
    ck_assert_int_eq(doc->detected.fiscal, want->detected.fiscal);
    ck_assert_int_eq(doc->deleted, want->deleted);
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

/* ---- what users have ---- */

START_TEST(shows_corrections_and_tags_beside_what_was_read)
{
    static const char *const tags[] = {"to check", "2024"};
    fa_document_patch patch = FA_DOCUMENT_PATCH_INIT;
    fa_id id = upload("a.txt", "text");
    fa_document report = report_on(id, FA_DOCUMENT_READING);

    ck_assert_int_eq(fa_source_report(&under_test.source, &report, NULL), FA_OK);
    report.state = FA_DOCUMENT_READY;
    report.page_count = 2;
    report.company = "Fj\xc3\xb8rd";
    report.form = "10-K";
    report.fiscal_year = 2023;
    report.fiscal = 3;
    ck_assert_int_eq(fa_source_report(&under_test.source, &report, NULL), FA_OK);
    patch.set = FA_FIELD_COMPANY | FA_FIELD_FISCAL | FA_FIELD_TAGS;
    patch.company = "Fjord Holding";
    patch.fiscal = 8;
    patch.tags = tags;
    patch.tag_count = 2;
    ck_assert_int_eq(fa_document_update(under_test.documents, HOST, id, &patch, NULL, NULL), FA_OK);
    expect_same(id);
}
END_TEST

static fa_status keep_document(void *payload, const fa_document *doc, fa_error *err)
{
    fa_document *out = payload;

    (void)err;
    out->id = doc->id;
    out->owner = doc->owner;
    out->legacy_id = doc->legacy_id;
    return FA_OK;
}

START_TEST(shows_each_owner_its_own_and_what_is_shared)
{
    fa_id own = upload_for(ANNA, "a.txt", "of Anna"), other = upload_for(BERT, "b.txt", "of Bert");
    fa_document found;

    ck_assert_int_eq(fa_source_get(&under_test.source, ANNA, own, keep_document, &found, NULL), FA_OK);
    ck_assert_str_eq(found.owner.s, ANNA.s);
    ck_assert_int_eq(fa_source_get(&under_test.source, ANNA, other, keep_document, &found, NULL),
                     FA_ENOTFOUND);
    ck_assert_int_eq(fa_source_get(&under_test.source, HOST, own, keep_document, &found, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_share_add(under_test.documents, BERT, other, ANNA, NULL), FA_OK);
    ck_assert_int_eq(fa_source_get(&under_test.source, ANNA, other, keep_document, &found, NULL), FA_OK);
    ck_assert_str_eq(found.owner.s, BERT.s);
}
END_TEST

START_TEST(finds_an_owners_document_by_its_number)
{
    fa_id id = upload_for(ANNA, "a.txt", "of Anna");
    fa_document first = {.legacy_id = 0}, again = {.legacy_id = 0};

    ck_assert_int_eq(fa_source_get(&under_test.source, ANNA, id, keep_document, &first, NULL), FA_OK);
    ck_assert_uint_ne(first.legacy_id, 0);
    ck_assert_int_eq(
        fa_source_get_legacy(&under_test.source, ANNA, first.legacy_id, keep_document, &again, NULL), FA_OK);
    ck_assert_str_eq(again.id.s, id.s);
    ck_assert_int_eq(
        fa_source_get_legacy(&under_test.source, BERT, first.legacy_id, keep_document, &again, NULL),
        FA_ENOTFOUND);
    ck_assert_int_eq(
        fa_source_get_legacy(&under_test.source, ANNA, first.legacy_id + 1, keep_document, &again, NULL),
        FA_ENOTFOUND);
    ck_assert_int_eq(fa_source_get_legacy(&under_test.source, ANNA, UINT32_MAX, keep_document, &again, NULL),
                     FA_ENOTFOUND);
}
END_TEST

static bool may_return(fa_id owner, fa_id id)
{
    bool can = false;

    ck_assert_int_eq(fa_source_may_return(&under_test.source, owner, id, &can, NULL), FA_OK);
    return can;
}

START_TEST(says_what_may_come_back)
{
    fa_id binned = upload_for(ANNA, "a.txt", "in the bin"), gone = upload_for(ANNA, "b.txt", "gone");

    ck_assert_int_eq(fa_document_discard(under_test.documents, ANNA, binned, NULL), FA_OK);
    ck_assert_int_eq(fa_document_remove(under_test.documents, ANNA, gone, NULL), FA_OK);
    ck_assert(may_return(ANNA, binned));
    ck_assert(!may_return(ANNA, gone));
    ck_assert(!may_return(BERT, binned));
}
END_TEST

static uint64_t count_of(fa_id owner)
{
    uint64_t n = 99;

    ck_assert_int_eq(fa_source_count(&under_test.source, owner, &n, NULL), FA_OK);
    return n;
}

START_TEST(counts_what_is_outside_of_the_bin)
{
    fa_id id;

    ck_assert_uint_eq(count_of(ANNA), 0);
    id = upload_for(ANNA, "a.txt", "1");
    (void)upload_for(ANNA, "b.txt", "2");
    (void)upload("c.txt", "3");
    ck_assert_uint_eq(count_of(ANNA), 2);
    ck_assert_uint_eq(count_of(HOST), 1);
    ck_assert_int_eq(fa_document_discard(under_test.documents, ANNA, id, NULL), FA_OK);
    ck_assert_uint_eq(count_of(ANNA), 1);
}
END_TEST

START_TEST(removes_all_that_an_owner_has_and_nothing_else)
{
    fa_id binned = upload_for(ANNA, "a.txt", "1"), other = upload_for(BERT, "b.txt", "2");
    fa_document found;

    (void)upload_for(ANNA, "c.txt", "3");
    ck_assert_int_eq(fa_document_discard(under_test.documents, ANNA, binned, NULL), FA_OK);
    ck_assert_int_eq(fa_source_remove_owner(&under_test.source, ANNA, NULL), FA_OK);
    ck_assert_uint_eq(count_of(ANNA), 0);
    ck_assert(!may_return(ANNA, binned));
    ck_assert_int_eq(fa_source_get(&under_test.source, BERT, other, keep_document, &found, NULL), FA_OK);
    ck_assert_int_eq(fa_source_remove_owner(&under_test.source, ANNA, NULL), FA_OK);
}
END_TEST

/* ---- long lists ---- */

typedef struct walk {
    uint32_t seen, fails_at; /* 0 = never */
    fa_id last;
    uint64_t seq;
    bool unordered;
} walk;

static fa_status walk_on(void *payload, const fa_document *doc, fa_error *err)
{
    walk *w = payload;

    w->unordered = w->unordered || (w->seen > 0 && strcmp(w->last.s, doc->id.s) <= 0);
    w->last = doc->id;
    return ++w->seen == w->fails_at ? fa_fail(err, FA_ECANCELLED, "enough") : FA_OK;
}

static void upload_many(fa_id owner, int count)
{
    char name[32];

    for (int i = 0; i < count; i++) {
        (void)snprintf(name, sizeof name, "%d.txt", i);
        (void)upload_for(owner, name, name);
    }
}

START_TEST(lists_as_many_as_are_asked_for)
{
    walk some = {.seen = 0}, all = {.seen = 0}, stopped = {.fails_at = 120};

    upload_many(ANNA, 230);
    ck_assert_int_eq(fa_source_list(&under_test.source, ANNA, HOST, 205, walk_on, &some, NULL), FA_OK);
    ck_assert_uint_eq(some.seen, 205);
    ck_assert(!some.unordered);
    ck_assert_int_eq(fa_source_list(&under_test.source, ANNA, some.last, UINT32_MAX, walk_on, &some, NULL),
                     FA_OK);
    ck_assert_uint_eq(some.seen, 230);
    ck_assert(!some.unordered);
    ck_assert_int_eq(fa_source_list(&under_test.source, ANNA, HOST, 0, walk_on, &all, NULL), FA_OK);
    ck_assert_uint_eq(all.seen, 0);
    ck_assert_int_eq(fa_source_list(&under_test.source, ANNA, HOST, 1000, walk_on, &stopped, NULL),
                     FA_ECANCELLED);
    ck_assert_uint_eq(stopped.seen, 120);
}
END_TEST

START_TEST(scans_the_documents_of_all_owners_and_of_the_bin)
{
    fa_id binned = upload_for(BERT, "a.txt", "in the bin");
    walk some = {.seen = 0};

    ck_assert_int_eq(fa_document_discard(under_test.documents, BERT, binned, NULL), FA_OK);
    upload_many(ANNA, 110);
    (void)upload("b.txt", "of the host");
    ck_assert_int_eq(fa_source_scan(&under_test.source, HOST, 105, walk_on, &some, NULL), FA_OK);
    ck_assert_uint_eq(some.seen, 105);
    ck_assert_int_eq(fa_source_scan(&under_test.source, some.last, 1000, walk_on, &some, NULL), FA_OK);
    ck_assert_uint_eq(some.seen, 112);
    ck_assert(!some.unordered);
    ck_assert_str_eq(some.last.s, binned.s);
}
END_TEST

static fa_status walk_removals(void *payload, const fa_removal *removal, fa_error *err)
{
    walk *w = payload;

    w->unordered = w->unordered || removal->seq <= w->seq || removal->time == 0 ||
                   strncmp(removal->document.s, "doc_", 4) != 0;
    w->seq = removal->seq;
    w->last = removal->document;
    return ++w->seen == w->fails_at ? fa_fail(err, FA_ECANCELLED, "enough") : FA_OK;
}

START_TEST(tells_of_removals_in_their_order)
{
    walk w = {.seen = 0}, stopped = {.fails_at = 1};
    fa_id first = upload_for(ANNA, "a.txt", "1"), last = upload("b.txt", "2");

    ck_assert_int_eq(fa_source_removals(&under_test.source, 0, 10, walk_removals, &w, NULL), FA_OK);
    ck_assert_uint_eq(w.seen, 0);
    ck_assert_int_eq(fa_document_remove(under_test.documents, ANNA, first, NULL), FA_OK);
    ck_assert_int_eq(fa_source_removals(&under_test.source, 0, 10, walk_removals, &w, NULL), FA_OK);
    ck_assert_uint_eq(w.seen, 1);
    ck_assert_str_eq(w.last.s, first.s);
    upload_many(ANNA, 120);
    ck_assert_int_eq(fa_source_remove_owner(&under_test.source, ANNA, NULL), FA_OK);
    ck_assert_int_eq(fa_document_remove(under_test.documents, HOST, last, NULL), FA_OK);
    ck_assert_int_eq(fa_source_removals(&under_test.source, w.seq, 105, walk_removals, &w, NULL), FA_OK);
    ck_assert_uint_eq(w.seen, 106);
    ck_assert_int_eq(fa_source_removals(&under_test.source, w.seq, 1000, walk_removals, &w, NULL), FA_OK);
    ck_assert_uint_eq(w.seen, 122);
    ck_assert_str_eq(w.last.s, last.s);
    ck_assert(!w.unordered);
    ck_assert_int_eq(fa_source_removals(&under_test.source, 0, 10, walk_removals, &stopped, NULL),
                     FA_ECANCELLED);
    ck_assert_uint_eq(stopped.seen, 1);
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
    tcase_add_test(tests, shows_corrections_and_tags_beside_what_was_read);
    tcase_add_test(tests, shows_each_owner_its_own_and_what_is_shared);
    tcase_add_test(tests, finds_an_owners_document_by_its_number);
    tcase_add_test(tests, says_what_may_come_back);
    tcase_add_test(tests, counts_what_is_outside_of_the_bin);
    tcase_add_test(tests, removes_all_that_an_owner_has_and_nothing_else);
    tcase_add_test(tests, lists_as_many_as_are_asked_for);
    tcase_add_test(tests, scans_the_documents_of_all_owners_and_of_the_bin);
    tcase_add_test(tests, tells_of_removals_in_their_order);
    return unit_run(adapter, tests);
}
