/* The use cases of documents, again and again, with each allocation and each port call failing in turn. */
#include <stdlib.h>
#include <string.h>

#include "document_host.h"
#include "oom.h"
#include "unit.h"

/* More steps than any use case has. */
enum { MANY = 200, LONG = 20000 };

static char *text; /* longer than what is read ahead */

static void open_host(document_host *host)
{
    ck_assert_int_eq(document_host_open(host, 0, NULL), FA_OK);
}

static uint32_t blobs_of(document_host *host)
{
    return (uint32_t)atomic_load(&host->faults.blobs);
}

static fa_id upload(document_host *host, const char *bytes)
{
    const fa_document *doc = NULL;
    fa_id id;

    ck_assert_int_eq(document_host_upload(host, "a.txt", bytes, &doc, NULL, NULL), FA_OK);
    id = doc->id;
    fa_document_free(doc);
    return id;
}

/* ---- allocations ---- */

START_TEST(an_upload_without_memory_leaves_nothing)
{
    long n;

    for (n = 1; n < MANY; n++) {
        document_host host;
        const fa_document *doc = NULL;
        bool duplicate = true;
        fa_status st;
        long held;

        open_host(&host);
        held = oom_held();
        oom_fail(n);
        st = document_host_upload(&host, "a.txt", text, &doc, &duplicate, NULL);
        oom_fail(0);
        if (st == FA_OK) {
            fa_document_free(doc);
            document_host_close(&host);
            break;
        }
        ck_assert_int_eq(st, FA_ENOMEM);
        ck_assert_ptr_null(doc);
        ck_assert(duplicate);
        ck_assert_int_eq(oom_held(), held);
        ck_assert_uint_eq(document_host_count(&host), 0);
        ck_assert_uint_eq(blobs_of(&host), 0);
        ck_assert_int_eq(document_host_expect(&host, upload(&host, text), text, NULL), FA_OK);
        document_host_close(&host);
    }
    ck_assert_int_gt(n, 3); /* it did strike */
    ck_assert_int_lt(n, MANY);
}
END_TEST

/* What is done with a document that is there. */
typedef fa_status (*use_fn)(document_host *host, fa_id id);

static fa_status use_duplicate(document_host *host, fa_id id)
{
    const fa_document *doc = NULL;
    fa_status st = document_host_upload(host, "b.txt", text, &doc, NULL, NULL);

    if (st == FA_OK && !fa_id_equal(doc->id, id))
        st = FA_EINTERNAL;
    fa_document_free(doc);
    return st;
}

static fa_status use_get(document_host *host, fa_id id)
{
    const fa_document *doc = NULL;
    fa_status st = fa_document_get(host->svc, HOST, id, &doc, NULL);

    fa_document_free(doc);
    return st;
}

static fa_status use_content(document_host *host, fa_id id)
{
    return document_host_expect(host, id, text, NULL);
}

static fa_status ignore(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

static fa_status use_list(document_host *host, fa_id id)
{
    fa_id none = {{0}};

    (void)id;
    return fa_document_list(host->svc, HOST, none, 10, ignore, NULL, NULL);
}

static fa_status use_report(document_host *host, fa_id id)
{
    fa_document report = {.id = id,
                          .state = FA_DOCUMENT_FAILED,
                          .error_code = FA_ENOTEXT,
                          .error = "There is no text.",
                          .company = "",
                          .ticker = "",
                          .form = "",
                          .currency = ""};

    return fa_document_report(host->svc, &report, NULL);
}

static const use_fn uses[] = {use_duplicate, use_get, use_content, use_list, use_report};

/* The one document is there, whole, in one of the states that it may be in. */
static void check_whole(document_host *host, fa_id id)
{
    const fa_document *doc = NULL;

    ck_assert_uint_eq(document_host_count(host), 1);
    ck_assert_uint_eq(blobs_of(host), 1);
    ck_assert_int_eq(document_host_expect(host, id, text, NULL), FA_OK);
    ck_assert_int_eq(fa_document_get(host->svc, HOST, id, &doc, NULL), FA_OK);
    ck_assert((doc->state == FA_DOCUMENT_STORED) == (doc->error_code == FA_OK));
    ck_assert_uint_eq(doc->version, doc->state == FA_DOCUMENT_STORED ? 1 : 2);
    fa_document_free(doc);
}

START_TEST(a_use_without_memory_changes_nothing)
{
    document_host host;
    use_fn use = uses[_i];
    fa_status st = FA_ENOMEM;
    long n, held;
    fa_id id;

    open_host(&host);
    id = upload(&host, text);
    held = oom_held();
    for (n = 1; n < MANY && st != FA_OK; n++) {
        oom_fail(n);
        st = use(&host, id);
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        if (st != FA_OK)
            ck_assert_int_eq(oom_held(), held);
        check_whole(&host, id);
    }
    ck_assert_int_eq(st, FA_OK);
    document_host_close(&host);
}
END_TEST

START_TEST(a_removal_without_memory_leaves_the_document_or_nothing)
{
    long n;

    for (n = 1; n < MANY; n++) {
        document_host host;
        fa_status st;
        fa_id id;

        open_host(&host);
        id = upload(&host, text);
        oom_fail(n);
        st = fa_document_remove(host.svc, HOST, id, NULL);
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        if (document_host_count(&host) != 0)
            check_whole(&host, id);
        document_host_close(&host);
        if (st == FA_OK)
            break;
    }
    ck_assert_int_lt(n, MANY);
}
END_TEST

/* ---- what people change ---- */

static fa_status change_update(document_host *host, fa_id id)
{
    static const char *const tags[] = {"b", "a"};
    fa_document_patch patch = FA_DOCUMENT_PATCH_INIT;
    const fa_document *doc = NULL;
    fa_status st;

    patch.set = FA_FIELD_TAGS | FA_FIELD_COMPANY;
    patch.company = "Northwind";
    patch.tags = tags;
    patch.tag_count = 2;
    st = fa_document_update(host->svc, HOST, id, &patch, &doc, NULL);
    fa_document_free(doc);
    return st;
}

static fa_status change_bin(document_host *host, fa_id id)
{
    const fa_document *doc = NULL;
    fa_status st = fa_document_discard(host->svc, HOST, id, NULL);

    if (st == FA_OK)
        st = fa_document_restore(host->svc, HOST, id, &doc, NULL);
    fa_document_free(doc);
    return st;
}

static fa_status see_share(void *payload, const fa_share *share, fa_error *err)
{
    (void)payload;
    (void)share;
    (void)err;
    return FA_OK;
}

static fa_status change_share(document_host *host, fa_id id)
{
    static const fa_id user = {"usr_00000000000000000000000001"};
    const fa_document *doc = NULL;
    fa_status st = fa_share_add(host->svc, HOST, id, user, NULL);

    if (st == FA_OK)
        st = fa_document_get(host->svc, user, id, &doc, NULL);
    fa_document_free(doc);
    if (st == FA_OK)
        st = fa_share_list(host->svc, HOST, id, see_share, NULL, NULL);
    return st == FA_OK ? fa_share_remove(host->svc, HOST, id, user, NULL) : st;
}

static fa_status see_collection(void *payload, const fa_collection *collection, fa_error *err)
{
    (void)payload;
    (void)collection;
    (void)err;
    return FA_OK;
}

static fa_status change_collection(document_host *host, fa_id id)
{
    const fa_collection *made = NULL, *renamed = NULL;
    fa_status st = fa_collection_create(host->svc, HOST, "Paper", &made, NULL);

    if (st == FA_OK)
        st = fa_collection_add(host->svc, HOST, made->id, id, NULL);
    if (st == FA_OK)
        st = fa_collection_rename(host->svc, HOST, made->id, "Pulp", &renamed, NULL);
    if (st == FA_OK)
        st = fa_collection_list(host->svc, HOST, (fa_id){{0}}, 9, see_collection, NULL, NULL);
    if (st == FA_OK)
        st = fa_collection_take(host->svc, HOST, made->id, id, NULL);
    if (st == FA_OK)
        st = fa_collection_remove(host->svc, HOST, made->id, NULL);
    fa_collection_free(made);
    fa_collection_free(renamed);
    return st;
}

static const use_fn changes[] = {change_update, change_bin, change_share, change_collection};

START_TEST(a_change_without_memory_fails_and_leaks_nothing)
{
    fa_status st = FA_ENOMEM;
    long n, before = oom_held();

    for (n = 1; n < MANY && st != FA_OK; n++) {
        document_host host;
        fa_id id;

        open_host(&host);
        id = upload(&host, text);
        oom_fail(n);
        st = changes[_i](&host, id);
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        ck_assert_int_eq(document_host_expect(&host, id, text, NULL),
                         changes[_i] == change_bin && st != FA_OK && document_host_count(&host) == 0
                             ? FA_ENOTFOUND
                             : FA_OK);
        document_host_close(&host);
        ck_assert_int_eq(oom_held(), before);
    }
    ck_assert_int_gt(n, 2);
    ck_assert_int_eq(st, FA_OK);
}
END_TEST

/* ---- port calls ---- */

static const fault_kind kinds[] = {FAULT_BEFORE, FAULT_MIDWAY, FAULT_AFTER};

START_TEST(an_upload_whose_ports_fail_is_absent_or_whole)
{
    long n, held = oom_held();

    for (n = 1; n < MANY; n++) {
        document_host host;
        const fa_document *doc = NULL;
        const char *struck;
        fa_status st;

        open_host(&host);
        faults_set(&host.faults, kinds[_i], n);
        st = document_host_upload(&host, "a.txt", text, &doc, NULL, NULL);
        struck = atomic_load(&host.faults.struck);
        faults_set(&host.faults, kinds[_i], 0);
        ck_assert_int_eq(st, struck == NULL ? FA_OK : (int)FAULT_CODE);
        fa_document_free(doc);
        /* A record that was added although the call failed keeps its bytes. */
        ck_assert_uint_eq(blobs_of(&host), document_host_count(&host));
        if (st != FA_OK && strcmp(struck, "add") != 0)
            ck_assert_uint_eq(document_host_count(&host), 0);
        ck_assert_int_eq(document_host_expect(&host, upload(&host, text), text, NULL), FA_OK);
        document_host_close(&host);
        if (st == FA_OK)
            break;
    }
    ck_assert_int_gt(n, 3); /* put, find, add */
    ck_assert_int_eq(oom_held(), held);
}
END_TEST

static fa_status use_transfer(document_host *host)
{
    bytes_feed feed = {.bytes = "more of it", .len = 10};
    fa_transfer_start in = FA_TRANSFER_START_INIT;
    fa_transfer_piece piece = FA_TRANSFER_PIECE_INIT;
    const fa_transfer *made = NULL;
    fa_status st;

    in.name = "c.txt";
    in.size_bytes = 20;
    piece.read = bytes_feed_read;
    piece.payload = &feed;
    st = fa_transfer_begin(host->svc, HOST, &in, &made, NULL);
    if (st == FA_OK)
        st = fa_transfer_append(host->svc, HOST, made->id, &piece, NULL, NULL);
    if (made != NULL) /* what a transfer holds is no leak */
        (void)fa_transfer_remove(host->svc, HOST, made->id, NULL);
    fa_transfer_free(made);
    return st;
}

START_TEST(a_transfer_without_memory_fails_and_leaks_nothing)
{
    document_host host;
    fa_status st = FA_ENOMEM;
    long n, held;

    open_host(&host);
    held = oom_held();
    for (n = 1; n < MANY && st != FA_OK; n++) {
        oom_fail(n);
        st = use_transfer(&host);
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        ck_assert(st == FA_OK || oom_held() == held);
    }
    ck_assert_int_eq(st, FA_OK);
    ck_assert_int_gt(n, 4);
    document_host_close(&host);
}
END_TEST

START_TEST(a_use_whose_ports_fail_changes_nothing_by_halves)
{
    int u;

    for (u = 0; u < (int)(sizeof uses / sizeof *uses); u++) {
        document_host host;
        fa_id id;
        long n;

        open_host(&host);
        id = upload(&host, text);
        for (n = 1; n < MANY; n++) {
            const char *struck;
            fa_status st;

            faults_set(&host.faults, kinds[_i], n);
            st = uses[u](&host, id);
            struck = atomic_load(&host.faults.struck);
            faults_set(&host.faults, kinds[_i], 0);
            if (struck == NULL) {
                ck_assert_int_eq(st, FA_OK);
                break;
            }
            /* Bytes of a duplicate that could not be taken back are no harm to the caller. */
            ck_assert(st == (fa_status)FAULT_CODE || strcmp(struck, "remove") == 0 ||
                      strcmp(struck, "get") == 0);
            if (u == 0 && st == FA_OK)
                atomic_store(&host.faults.blobs, 1);
            if (uses[u] == use_report) {
                document_host_close(&host);
                open_host(&host);
                id = upload(&host, text);
            }
            check_whole(&host, id);
        }
        ck_assert_int_gt(n, 1);
        document_host_close(&host);
    }
}
END_TEST

START_TEST(a_change_whose_ports_fail_says_so_and_leaves_the_document_whole)
{
    for (size_t u = 0; u < sizeof changes / sizeof *changes; u++) {
        fa_status st = FAULT_CODE;
        long n;

        for (n = 1; n < MANY && st != FA_OK; n++) {
            document_host host;
            fa_id id;

            open_host(&host);
            id = upload(&host, text);
            faults_set(&host.faults, kinds[_i], n);
            st = changes[u](&host, id);
            faults_set(&host.faults, kinds[_i], 0);
            ck_assert(st == FA_OK || st == (fa_status)FAULT_CODE);
            if (document_host_count(&host) == 0)
                ck_assert_int_eq(fa_document_restore(host.svc, HOST, id, NULL, NULL), FA_OK);
            ck_assert_int_eq(document_host_expect(&host, id, text, NULL), FA_OK);
            document_host_close(&host);
        }
        ck_assert_int_gt(n, 2);
        ck_assert_int_eq(st, FA_OK);
    }
}
END_TEST

START_TEST(a_removal_whose_ports_fail_can_be_finished)
{
    long n;

    for (n = 1; n < MANY; n++) {
        document_host host;
        fa_status st, again;
        fa_id id;

        open_host(&host);
        id = upload(&host, text);
        faults_set(&host.faults, kinds[_i], n);
        st = fa_document_remove(host.svc, HOST, id, NULL);
        faults_set(&host.faults, kinds[_i], 0);
        again = fa_document_remove(host.svc, HOST, id, NULL);
        ck_assert(st == FA_OK || st == (fa_status)FAULT_CODE);
        ck_assert(again == FA_OK || again == FA_ENOTFOUND);
        ck_assert_uint_eq(document_host_count(&host), 0);
        ck_assert_uint_eq(blobs_of(&host), 0);
        document_host_close(&host);
        if (st == FA_OK)
            break;
    }
    ck_assert_int_eq(n, 4); /* get, remove, remove */
}
END_TEST

START_TEST(a_removal_of_all_that_an_owner_has_can_be_finished)
{
    static const fa_id owner = {"usr_00000000000000000000000001"};
    long n;

    for (n = 1; n < MANY; n++) {
        bytes_feed feeds[] = {{.bytes = "a", .len = 1}, {.bytes = "b", .len = 1}};
        fa_upload in = FA_UPLOAD_INIT;
        document_host host;
        fa_status st;
        fa_id other;

        open_host(&host);
        other = upload(&host, text);
        in.name = "a.txt";
        in.read = bytes_feed_read;
        for (int i = 0; i < 2; i++) {
            const fa_document *doc = NULL;

            in.payload = &feeds[i];
            ck_assert_int_eq(fa_document_upload(host.svc, owner, &in, &doc, NULL, NULL), FA_OK);
            fa_document_free(doc);
        }
        faults_set(&host.faults, kinds[_i], n);
        st = fa_document_remove_owner(host.svc, owner, NULL);
        faults_set(&host.faults, kinds[_i], 0);
        ck_assert(st == FA_OK || st == (fa_status)FAULT_CODE);
        ck_assert_int_eq(fa_document_remove_owner(host.svc, owner, NULL), FA_OK);
        check_whole(&host, other);
        document_host_close(&host);
        if (st == FA_OK)
            break;
    }
    ck_assert_int_gt(n, 4);
    ck_assert_int_lt(n, MANY);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("documents");
    int status;

    oom_install();
    text = malloc(LONG + 1);
    if (text == NULL)
        return EXIT_FAILURE;
    memset(text, 'x', LONG);
    text[LONG] = '\0';
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, an_upload_without_memory_leaves_nothing);
    tcase_add_loop_test(tests, a_use_without_memory_changes_nothing, 0, sizeof uses / sizeof *uses);
    tcase_add_test(tests, a_removal_without_memory_leaves_the_document_or_nothing);
    tcase_add_test(tests, a_transfer_without_memory_fails_and_leaks_nothing);
    tcase_add_loop_test(tests, an_upload_whose_ports_fail_is_absent_or_whole, 0, 3);
    tcase_add_loop_test(tests, a_use_whose_ports_fail_changes_nothing_by_halves, 0, 3);
    tcase_add_loop_test(tests, a_change_without_memory_fails_and_leaks_nothing, 0,
                        sizeof changes / sizeof *changes);
    tcase_add_loop_test(tests, a_change_whose_ports_fail_says_so_and_leaves_the_document_whole, 0, 3);
    tcase_add_loop_test(tests, a_removal_whose_ports_fail_can_be_finished, 0, 3);
    tcase_add_loop_test(tests, a_removal_of_all_that_an_owner_has_can_be_finished, 0, 3);
    status = unit_run("fault/documents", tests);
    free(text);
    return status;
}
