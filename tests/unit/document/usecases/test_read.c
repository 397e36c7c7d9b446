/* One document: its record, and its bytes checked against its hash. */
#include <stdio.h>
#include <string.h>

#include "document/service.h"
#include "document_host.h"
#include "unit.h"

static document_host host;
static const char text[] = "Net sales were 1,234 in 2024.";

static void set_up(void)
{
    ck_assert_int_eq(document_host_open(&host, 0, NULL), FA_OK);
}

static void tear_down(void)
{
    document_host_close(&host);
}

static fa_id upload(const char *bytes)
{
    const fa_document *doc = NULL;
    fa_id id;

    ck_assert_int_eq(document_host_upload(&host, "a.txt", bytes, &doc, NULL, NULL), FA_OK);
    id = doc->id;
    fa_document_free(doc);
    return id;
}

/* Puts other bytes where a document's are. */
static void replace_bytes(fa_id id, const char *bytes)
{
    bytes_feed feed = {.bytes = bytes, .len = strlen(bytes)};
    fai_blob_key key = fai_document_key(HOST, id);

    ck_assert_int_eq(fa_blob_remove(&host.svc->with.blobs, key.s, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_put(&host.svc->with.blobs, key.s, bytes_feed_read, &feed, NULL), FA_OK);
}

static fa_status count(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)buf;
    (void)err;
    *(size_t *)payload += len;
    return FA_OK;
}

START_TEST(never_hands_on_the_whole_of_a_damaged_file)
{
    static const char *const damage[] = {"Net sales were 1,235 in 2024.", /* another digit */
                                         "Net sales were 1,234 in 2024. ", "Net sales were 1,234 in 2024",
                                         ""};
    fa_id id = upload(text);
    size_t i;

    for (i = 0; i < sizeof damage / sizeof *damage; i++) {
        size_t came = 0;

        replace_bytes(id, damage[i]);
        ck_assert_int_eq(fa_document_content(host.svc, HOST, id, count, &came, NULL), FA_ECORRUPT);
        ck_assert_uint_lt(came, sizeof text - 1);
    }
    replace_bytes(id, text);
    ck_assert_int_eq(document_host_expect(&host, id, text, NULL), FA_OK);
}
END_TEST

START_TEST(says_that_bytes_are_lost)
{
    fa_id id = upload(text);
    size_t came = 0;

    ck_assert_int_eq(fa_blob_remove(&host.svc->with.blobs, fai_document_key(HOST, id).s, NULL), FA_OK);
    ck_assert_int_eq(fa_document_content(host.svc, HOST, id, count, &came, NULL), FA_ECORRUPT);
    ck_assert_uint_eq(came, 0);
}
END_TEST

static fa_status refuse(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    return fa_fail(err, FA_ENOTFOUND, "the receiver went away");
}

START_TEST(hands_on_the_failure_of_the_receiver)
{
    fa_id id = upload(text);
    fa_error err;

    ck_assert_int_eq(fa_document_content(host.svc, HOST, id, refuse, NULL, &err), FA_ENOTFOUND);
    ck_assert_str_eq(err.message, "the receiver went away");
}
END_TEST

START_TEST(knows_no_document_that_was_not_uploaded)
{
    fa_id id = {"doc_00000000000000000000000001"}, odd = {"doc_1"};
    const fa_document *doc = NULL;
    size_t came = 0;
    fa_error err;

    ck_assert_int_eq(fa_document_get(host.svc, HOST, id, &doc, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_content(host.svc, HOST, id, count, &came, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_remove(host.svc, HOST, id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_get(host.svc, HOST, odd, &doc, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "id");
    ck_assert_ptr_null(doc);
}
END_TEST

static fa_status name_ids(void *payload, const fa_document *doc, fa_error *err)
{
    char *out = payload;

    (void)err;
    (void)snprintf(out + strlen(out), 256 - strlen(out), "%s ", doc->name);
    return FA_OK;
}

START_TEST(lists_the_newest_first_page_by_page)
{
    const fa_document *doc = NULL;
    char seen[256] = "", name[8], bytes[8];
    fa_id none = {{0}}, third = {{0}};
    int i;

    for (i = 1; i <= 5; i++) {
        (void)snprintf(name, sizeof name, "%d", i);
        (void)snprintf(bytes, sizeof bytes, "bytes%d", i);
        ck_assert_int_eq(document_host_upload(&host, name, bytes, &doc, NULL, NULL), FA_OK);
        if (i == 3)
            third = doc->id;
        fa_document_free(doc);
    }
    ck_assert_int_eq(fa_document_list(host.svc, HOST, none, 3, name_ids, seen, NULL), FA_OK);
    ck_assert_str_eq(seen, "5 4 3 ");
    seen[0] = '\0';
    ck_assert_int_eq(fa_document_list(host.svc, HOST, third, 3, name_ids, seen, NULL), FA_OK);
    ck_assert_str_eq(seen, "2 1 ");
    seen[0] = '\0';
    ck_assert_int_eq(fa_document_list(host.svc, HOST, none, 0, name_ids, seen, NULL), FA_OK);
    ck_assert_str_eq(seen, "");
    ck_assert_int_eq(fa_document_list(host.svc, HOST, none, 3, NULL, seen, NULL), FA_EINVALID);
}
END_TEST

START_TEST(removes_record_and_bytes)
{
    fa_id id = upload(text), again;
    const fa_document *doc = NULL;

    ck_assert_int_eq(fa_document_remove(host.svc, HOST, id, NULL), FA_OK);
    ck_assert_int_eq(fa_document_get(host.svc, HOST, id, &doc, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(atomic_load(&host.faults.blobs), 0);
    again = upload(text);
    ck_assert(!fa_id_equal(id, again));
    ck_assert_int_eq(document_host_expect(&host, again, text, NULL), FA_OK);
}
END_TEST

START_TEST(finishes_a_removal_that_failed_halfway)
{
    fa_id id = upload(text);

    faults_set(&host.faults, FAULT_BEFORE, 3); /* get, remove of the record, remove of the bytes */
    ck_assert_int_eq(fa_document_remove(host.svc, HOST, id, NULL), (int)FAULT_CODE);
    ck_assert_uint_eq(document_host_count(&host), 0);
    ck_assert_int_eq(atomic_load(&host.faults.blobs), 1);
    ck_assert_int_eq(fa_document_remove(host.svc, HOST, id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(atomic_load(&host.faults.blobs), 0);
}
END_TEST

START_TEST(takes_over_how_a_reading_went)
{
    fa_id id = upload(text);
    const fa_document *doc = NULL;
    fa_document report = {.id = id,
                          .state = FA_DOCUMENT_READING,
                          .error = "",
                          .company = "",
                          .ticker = "",
                          .form = "",
                          .currency = ""};

    report.state = FA_DOCUMENT_READY;
    ck_assert_int_eq(fa_document_report(host.svc, &report, NULL), FA_ECONFLICT);
    report.state = FA_DOCUMENT_READING;
    ck_assert_int_eq(fa_document_report(host.svc, &report, NULL), FA_OK);
    report.state = FA_DOCUMENT_READY;
    report.company = "Northwind Paper Company";
    report.page_count = 7;
    ck_assert_int_eq(fa_document_report(host.svc, &report, NULL), FA_OK);
    ck_assert_int_eq(fa_document_get(host.svc, HOST, id, &doc, NULL), FA_OK);
    ck_assert_int_eq(doc->state, FA_DOCUMENT_READY);
    ck_assert_str_eq(doc->company, "Northwind Paper Company");
    ck_assert_uint_eq(doc->page_count, 7);
    ck_assert_str_eq(doc->name, "a.txt");
    ck_assert_uint_eq(doc->version, 3);
    fa_document_free(doc);
    ck_assert_int_eq(document_host_expect(&host, id, text, NULL), FA_OK);
    ck_assert_int_eq(fa_document_report(host.svc, NULL, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("read");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, never_hands_on_the_whole_of_a_damaged_file);
    tcase_add_test(tests, says_that_bytes_are_lost);
    tcase_add_test(tests, hands_on_the_failure_of_the_receiver);
    tcase_add_test(tests, knows_no_document_that_was_not_uploaded);
    tcase_add_test(tests, lists_the_newest_first_page_by_page);
    tcase_add_test(tests, removes_record_and_bytes);
    tcase_add_test(tests, finishes_a_removal_that_failed_halfway);
    tcase_add_test(tests, takes_over_how_a_reading_went);
    return unit_run("document/read", tests);
}
