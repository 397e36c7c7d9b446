/* What people do with documents that are there: corrections, the bin, shares, collections. */
#include <string.h>

#include "document_host.h"
#include "unit.h"

static const fa_id ada = {"usr_00000000000000000000000001"};
static const fa_id bob = {"usr_00000000000000000000000002"};

static document_host host;

static void set_up(void)
{
    ck_assert_int_eq(document_host_open(&host, 10000, NULL), FA_OK);
}

static void tear_down(void)
{
    document_host_close(&host);
}

static fa_id upload(fa_id owner, const char *bytes, bool *duplicate)
{
    bytes_feed feed = {.bytes = bytes, .len = strlen(bytes)};
    fa_upload in = FA_UPLOAD_INIT;
    const fa_document *doc = NULL;
    fa_id id;

    in.name = "a.txt";
    in.read = bytes_feed_read;
    in.payload = &feed;
    ck_assert_int_eq(fa_document_upload(host.svc, owner, &in, &doc, duplicate, NULL), FA_OK);
    id = doc->id;
    fa_document_free(doc);
    return id;
}

/* A reading finds this. */
static void read_as(fa_id owner, fa_id id, const char *company, const char *form, int32_t year)
{
    fa_document report = {.id = id,
                          .owner = owner,
                          .state = FA_DOCUMENT_READING,
                          .error = "",
                          .company = "",
                          .ticker = "",
                          .form = "",
                          .currency = "",
                          .period_end = FA_DATE_NONE};

    ck_assert_int_eq(fa_document_report(host.svc, &report, NULL), FA_OK);
    report.state = FA_DOCUMENT_READY;
    report.company = company;
    report.form = form;
    report.fiscal_year = year;
    report.fiscal = 8;
    ck_assert_int_eq(fa_document_report(host.svc, &report, NULL), FA_OK);
}

static const fa_document *get(fa_id user, fa_id id)
{
    const fa_document *doc = NULL;

    ck_assert_int_eq(fa_document_get(host.svc, user, id, &doc, NULL), FA_OK);
    return doc;
}

START_TEST(a_correction_outlives_the_next_reading_and_can_be_taken_back)
{
    fa_document_patch patch = FA_DOCUMENT_PATCH_INIT;
    fa_id id = upload(ada, "a", NULL);
    const fa_document *doc = NULL;

    read_as(ada, id, "Northwind", "10-K", 2023);
    patch.set = FA_FIELD_COMPANY | FA_FIELD_FISCAL_YEAR;
    patch.company = "Northwind Paper Company";
    patch.fiscal_year = 2024;
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, &doc, NULL), FA_OK);
    ck_assert_str_eq(doc->company, "Northwind Paper Company");
    ck_assert_str_eq(doc->detected.company, "Northwind");
    ck_assert_uint_eq(doc->corrected, FA_FIELD_COMPANY | FA_FIELD_FISCAL_YEAR);
    fa_document_free(doc);
    read_as(ada, id, "North Wind", "10-K/A", 2022);
    doc = get(ada, id);
    ck_assert_str_eq(doc->company, "Northwind Paper Company");
    ck_assert_str_eq(doc->detected.company, "North Wind");
    ck_assert_str_eq(doc->form, "10-K/A");
    ck_assert_int_eq(doc->fiscal_year, 2024);
    fa_document_free(doc);
    patch = (fa_document_patch)FA_DOCUMENT_PATCH_INIT;
    patch.take_back = FA_FIELD_COMPANY;
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, &doc, NULL), FA_OK);
    ck_assert_str_eq(doc->company, "North Wind");
    ck_assert_int_eq(doc->fiscal_year, 2024);
    ck_assert_uint_eq(doc->corrected, FA_FIELD_FISCAL_YEAR);
    fa_document_free(doc);
}
END_TEST

START_TEST(tags_are_kept_in_order_and_once)
{
    static const char *const tags[] = {" b", "a b", "b ", "a"};
    fa_document_patch patch = FA_DOCUMENT_PATCH_INIT;
    fa_id id = upload(ada, "a", NULL);
    const fa_document *doc = NULL;

    patch.set = FA_FIELD_TAGS | FA_FIELD_NAME;
    patch.name = "dir/b.txt";
    patch.tags = tags;
    patch.tag_count = 4;
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, &doc, NULL), FA_OK);
    ck_assert_str_eq(doc->tags, "a\na b\nb\n");
    ck_assert_str_eq(doc->name, "b.txt");
    ck_assert_uint_eq(doc->version, 2);
    fa_document_free(doc);
    patch.set = FA_FIELD_TAGS;
    patch.tag_count = 0;
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, NULL, NULL), FA_OK);
    doc = get(ada, id);
    ck_assert_str_eq(doc->tags, "");
    fa_document_free(doc);
}
END_TEST

START_TEST(refuses_what_is_no_change)
{
    static const char *const bad_tags[] = {"", " ", "a\nb", "\xff",
                                           "123456789012345678901234567890123456789012345678901"};
    fa_document_patch patch = FA_DOCUMENT_PATCH_INIT;
    fa_id id = upload(ada, "a", NULL);
    const fa_document *doc = NULL;
    fa_error err;

    for (int i = 0; i < 5; i++) {
        patch.set = FA_FIELD_TAGS;
        patch.tags = &bad_tags[i];
        patch.tag_count = 1;
        ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, NULL, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, "tags");
    }
    patch.set = FA_FIELD_COMPANY;
    patch.company = "";
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, NULL, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "company");
    patch.set = FA_FIELD_FISCAL;
    patch.fiscal = 9;
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, NULL, NULL), FA_EINVALID);
    patch.set = FA_FIELD_PERIOD_END;
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, NULL, NULL), FA_EINVALID);
    patch.set = 0;
    patch.version = 7;
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, &patch, NULL, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_document_update(host.svc, ada, id, NULL, NULL, NULL), FA_EINVALID);
    doc = get(ada, id);
    ck_assert_uint_eq(doc->version, 1);
    fa_document_free(doc);
}
END_TEST

static fa_status count_one(void *payload, const fa_document *doc, fa_error *err)
{
    (void)doc;
    (void)err;
    ++*(unsigned *)payload;
    return FA_OK;
}

static unsigned count(fa_id owner, bool deleted, bool shared)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;
    unsigned n = 0;

    query.deleted = deleted;
    query.shared = shared;
    ck_assert_int_eq(fa_document_select(host.svc, owner, &query, count_one, &n, NULL), FA_OK);
    return n;
}

static fa_status take(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    (void)err;
    return FA_OK;
}

/* To this user it is as if there were no such document. */
static void expect_none(fa_id user, fa_id id)
{
    fa_document_patch patch = FA_DOCUMENT_PATCH_INIT;
    const fa_document *doc = NULL;

    ck_assert_int_eq(fa_document_get(host.svc, user, id, &doc, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_content(host.svc, user, id, take, NULL, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_update(host.svc, user, id, &patch, NULL, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_discard(host.svc, user, id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_share_add(host.svc, user, id, HOST, NULL), FA_ENOTFOUND);
}

START_TEST(what_is_in_the_bin_is_not_there_until_it_is_taken_out)
{
    fa_id id = upload(ada, "a", NULL);
    const fa_document *doc = NULL;

    ck_assert_int_eq(fa_document_restore(host.svc, ada, id, NULL, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_document_discard(host.svc, ada, id, NULL), FA_OK);
    expect_none(ada, id);
    ck_assert_uint_eq(count(ada, false, false), 0);
    ck_assert_uint_eq(count(ada, true, false), 1);
    ck_assert_int_eq(fa_document_restore(host.svc, bob, id, NULL, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_restore(host.svc, ada, id, &doc, NULL), FA_OK);
    ck_assert_int_eq(doc->deleted, 0);
    fa_document_free(doc);
    ck_assert_uint_eq(count(ada, false, false), 1);
}
END_TEST

START_TEST(the_same_bytes_take_a_document_out_of_the_bin)
{
    bool duplicate = false;
    fa_id id = upload(ada, "a", NULL);

    ck_assert_int_eq(fa_document_discard(host.svc, ada, id, NULL), FA_OK);
    ck_assert(fa_id_equal(upload(ada, "a", &duplicate), id));
    ck_assert(duplicate);
    ck_assert_uint_eq(count(ada, true, false), 0);
    fa_document_free(get(ada, id));
}
END_TEST

START_TEST(a_share_lets_read_and_nothing_else)
{
    fa_document_patch patch = FA_DOCUMENT_PATCH_INIT;
    fa_id id = upload(ada, "a", NULL);
    const fa_document *doc = NULL;

    expect_none(bob, id);
    ck_assert_int_eq(fa_share_add(host.svc, bob, id, bob, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_share_add(host.svc, ada, id, ada, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_share_add(host.svc, ada, id, bob, NULL), FA_OK);
    doc = get(bob, id);
    ck_assert_str_eq(doc->owner.s, ada.s);
    ck_assert_int_eq(fa_document_get_legacy(host.svc, bob, doc->legacy_id, &doc, NULL), FA_ENOTFOUND);
    fa_document_free(doc);
    ck_assert_int_eq(fa_document_content(host.svc, bob, id, take, NULL, NULL), FA_OK);
    ck_assert_uint_eq(count(bob, false, true), 1);
    ck_assert_uint_eq(count(bob, false, false), 0);
    ck_assert_int_eq(fa_document_update(host.svc, bob, id, &patch, NULL, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_discard(host.svc, bob, id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_remove(host.svc, bob, id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_share_remove(host.svc, bob, id, bob, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_document_discard(host.svc, ada, id, NULL), FA_OK);
    expect_none(bob, id);
    ck_assert_uint_eq(count(bob, false, true), 0);
    ck_assert_int_eq(fa_document_restore(host.svc, ada, id, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_share_remove(host.svc, ada, id, bob, NULL), FA_OK);
    expect_none(bob, id);
}
END_TEST

START_TEST(collections_have_names_and_documents_of_their_owner)
{
    const fa_collection *made = NULL, *other = NULL;
    fa_id id = upload(ada, "a", NULL), foreign = upload(bob, "a", NULL);
    fa_id collection;

    ck_assert_int_eq(fa_collection_create(host.svc, ada, "", &made, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_collection_create(host.svc, ada, "Paper", &made, NULL), FA_OK);
    collection = made->id;
    fa_collection_free(made);
    ck_assert_int_eq(fa_collection_create(host.svc, ada, "Paper", &other, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_collection_add(host.svc, ada, collection, id, NULL), FA_OK);
    ck_assert_int_eq(fa_collection_add(host.svc, ada, collection, foreign, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_collection_add(host.svc, bob, collection, foreign, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_collection_get(host.svc, bob, collection, &other, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_collection_remove(host.svc, bob, collection, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_collection_rename(host.svc, ada, collection, "Pulp", &made, NULL), FA_OK);
    ck_assert_str_eq(made->name, "Pulp");
    ck_assert_uint_eq(made->document_count, 1);
    ck_assert_uint_eq(made->version, 2);
    fa_collection_free(made);
    ck_assert_int_eq(fa_document_discard(host.svc, ada, id, NULL), FA_OK);
    ck_assert_int_eq(fa_collection_get(host.svc, ada, collection, &made, NULL), FA_OK);
    ck_assert_uint_eq(made->document_count, 0);
    fa_collection_free(made);
    ck_assert_int_eq(fa_document_remove_owner(host.svc, ada, NULL), FA_OK);
    ck_assert_int_eq(fa_collection_get(host.svc, ada, collection, &made, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(count(ada, true, false), 0);
    ck_assert_uint_eq(count(bob, false, false), 1);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("change");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_correction_outlives_the_next_reading_and_can_be_taken_back);
    tcase_add_test(tests, tags_are_kept_in_order_and_once);
    tcase_add_test(tests, refuses_what_is_no_change);
    tcase_add_test(tests, what_is_in_the_bin_is_not_there_until_it_is_taken_out);
    tcase_add_test(tests, the_same_bytes_take_a_document_out_of_the_bin);
    tcase_add_test(tests, a_share_lets_read_and_nothing_else);
    tcase_add_test(tests, collections_have_names_and_documents_of_their_owner);
    return unit_run("document/change", tests);
}
