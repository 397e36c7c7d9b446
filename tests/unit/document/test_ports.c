/* The checking wrappers of blob stores and document repositories. */
#include <string.h>

#include <finanalyst/port/blob_store.h>
#include <finanalyst/port/document_repo.h>

#include "document_host.h"
#include "host.h"
#include "unit.h"

static fa_status list_some(const fa_document_repo *repo, fa_id owner, fa_id after, uint32_t limit,
                           fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;

    query.after = after;
    query.limit = limit;
    return fa_document_repo_select(repo, owner, &query, visit, payload, err);
}

static const char sha[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static fa_status ignore_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    (void)err;
    return FA_OK;
}

static fa_status ignore_document(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

START_TEST(refuses_a_port_that_is_none)
{
    fa_blob_store store = {NULL, NULL};
    fa_document_repo repo = {NULL, NULL};
    bytes_feed feed = {.bytes = "abc", .len = 3};
    fa_id id = {"doc_00000000000000000000000001"};
    fa_removal gone = {.document = id};
    uint64_t size;

    ck_assert_int_eq(fa_blob_put(&store, "a", bytes_feed_read, &feed, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_blob_put(NULL, "a", bytes_feed_read, &feed, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_blob_get(&store, "a", ignore_bytes, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_blob_size(&store, "a", &size, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_blob_remove(&store, "a", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, id, ignore_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_find(&repo, HOST, sha, ignore_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(list_some(&repo, HOST, id, 1, ignore_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_remove(&repo, &gone, NULL), FA_EINVALID);
    fa_blob_store_close(&store);
    fa_blob_store_close(NULL);
    fa_document_repo_close(&repo);
    fa_document_repo_close(NULL);
}
END_TEST

START_TEST(counts_the_bytes_where_a_store_cannot_tell_their_size)
{
    fa_blob_store store = {NULL, NULL}, older;
    bytes_feed feed = {.bytes = "abc", .len = 3};
    fa_blob_store_ops ops;
    uint64_t size = 0;

    ck_assert_int_eq(host_open(FA_PORT_BLOB_STORE, "memory:", &store, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_put(&store, "a", bytes_feed_read, &feed, NULL), FA_OK);
    ops = *store.ops;
    ops.size = NULL;
    older = (fa_blob_store){&ops, store.self};
    ck_assert_int_eq(fa_blob_size(&older, "a", &size, NULL), FA_OK);
    ck_assert_uint_eq(size, 3);
    ck_assert_int_eq(fa_blob_size(&older, "b", &size, NULL), FA_ENOTFOUND);
    ops.size = store.ops->size;
    ops.struct_size = offsetof(fa_blob_store_ops, size);
    size = 0;
    ck_assert_int_eq(fa_blob_size(&older, "a", &size, NULL), FA_OK);
    ck_assert_uint_eq(size, 3);
    fa_blob_store_close(&store);
}
END_TEST

START_TEST(names_the_op_that_an_adapter_lacks)
{
    fa_document_repo repo = {NULL, NULL}, older;
    fa_id id = {"doc_00000000000000000000000001"};
    fa_removal gone = {.document = id};
    fa_document_repo_ops ops;
    fa_error err;

    ck_assert_int_eq(host_open(FA_PORT_DOCUMENT_REPO, "memory:", &repo, NULL), FA_OK);
    ops = *repo.ops;
    ops.struct_size = offsetof(fa_document_repo_ops, remove);
    older = (fa_document_repo){&ops, repo.self};
    ck_assert_int_eq(fa_document_repo_remove(&older, &gone, &err), FA_EUNSUPPORTED);
    ck_assert_ptr_nonnull(strstr(err.message, "remove"));
    ck_assert_int_eq(fa_document_repo_get(&older, HOST, id, ignore_document, NULL, NULL), FA_ENOTFOUND);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(lets_no_broken_input_through_to_an_adapter)
{
    fa_document_repo repo = {NULL, NULL};
    fa_id odd = {"doc_x"}, id = {"doc_00000000000000000000000001"};
    fa_document doc = {.id = id, .name = "a"};
    fa_removal gone = {.document = odd};

    ck_assert_int_eq(host_open(FA_PORT_DOCUMENT_REPO, "memory:", &repo, NULL), FA_OK);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, odd, ignore_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, id, NULL, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_find(&repo, HOST, "0123", ignore_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_find(&repo, HOST, NULL, ignore_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(list_some(&repo, HOST, odd, 1, ignore_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_remove(&repo, &gone, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_add(&repo, &doc, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_document_repo_replace(&repo, NULL, NULL), FA_EINVALID);
    fa_document_repo_close(&repo);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("ports");

    tcase_add_test(tests, refuses_a_port_that_is_none);
    tcase_add_test(tests, counts_the_bytes_where_a_store_cannot_tell_their_size);
    tcase_add_test(tests, names_the_op_that_an_adapter_lacks);
    tcase_add_test(tests, lets_no_broken_input_through_to_an_adapter);
    return unit_run("document/ports", tests);
}
