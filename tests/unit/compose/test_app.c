/* From configuration to running services, and ingesting in one call. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/app.h>

#include "document_host.h"
#include "host.h"
#include "oom.h"
#include "unit.h"

static fa_registry *registry;
static fa_app_config config;

static void set_up(void)
{
    fa_app_config fresh = FA_APP_CONFIG_INIT;

    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(host_register(registry, NULL), FA_OK);
    config = fresh;
    config.clock = config.hasher = config.reader = "test:";
}

static void tear_down(void)
{
    fa_registry_free(registry);
}

static fa_app *open_app(void)
{
    fa_app *app = NULL;

    ck_assert_int_eq(fa_app_open(registry, &config, &app, NULL), FA_OK);
    return app;
}

static fa_status ingest(fa_app *app, const char *text, const fa_document **out, fa_error *err)
{
    bytes_feed feed = {.bytes = text, .len = strlen(text)};
    fa_upload in = FA_UPLOAD_INIT;

    in.name = "a.txt";
    in.read = bytes_feed_read;
    in.payload = &feed;
    return fa_app_ingest(app, HOST, &in, out, err);
}

START_TEST(names_the_setting_that_is_to_blame)
{
    const char **settings[] = {&config.document_db, &config.analysis_db, &config.blobs,
                               &config.reader,      &config.hasher,      &config.clock};
    static const char *const names[] = {"document_db", "analysis_db", "blobs", "reader", "hasher", "clock"};
    size_t i;

    for (i = 0; i < 6; i++) {
        const char *good = *settings[i];
        fa_app *app = NULL;
        fa_error err;

        *settings[i] = "nowhere:";
        ck_assert_int_eq(fa_app_open(registry, &config, &app, &err), FA_EUNSUPPORTED);
        ck_assert_str_eq(err.field, names[i]);
        ck_assert_ptr_nonnull(strstr(err.message, names[i]));
        ck_assert_ptr_nonnull(strstr(err.message, "nowhere:"));
        ck_assert_ptr_null(app);
        *settings[i] = good;
    }
    fa_app_close(open_app());
}
END_TEST

START_TEST(hands_on_advice_on_when_to_try_again)
{
    fa_app *app = NULL;
    fa_error err;

    config.blobs = "file:/nonexistent/blobs";
    ck_assert_int_eq(fa_app_open(registry, &config, &app, &err), FA_EUNAVAILABLE);
    ck_assert_str_eq(err.field, "blobs");
    ck_assert_uint_gt(err.retry_ms, 0);
    ck_assert_int_eq(fa_app_open(registry, &config, &app, NULL), FA_EUNAVAILABLE);
}
END_TEST

START_TEST(takes_the_defaults_for_what_is_not_set)
{
    fa_app *app = NULL;
    fa_error err;

    config.reader = NULL;
    ck_assert_int_eq(fa_app_open(registry, &config, &app, &err), FA_EUNSUPPORTED);
    ck_assert_ptr_nonnull(strstr(err.message, "sandbox:"));
    config.reader = "test:";
    config.hasher = NULL;
    ck_assert_int_eq(fa_app_open(registry, &config, &app, &err), FA_EUNSUPPORTED);
    ck_assert_ptr_nonnull(strstr(err.message, "sodium:"));
    config.hasher = "test:";
    config.clock = NULL;
    fa_app_close(open_app());
}
END_TEST

START_TEST(refuses_calls_that_lack_something)
{
    const fa_document *doc = NULL;
    fa_app *app = NULL;

    ck_assert_int_eq(fa_app_open(NULL, &config, &app, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_app_open(registry, NULL, &app, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_app_open(registry, &config, NULL, NULL), FA_EINVALID);
    config.struct_size = 8;
    ck_assert_int_eq(fa_app_open(registry, &config, &app, NULL), FA_EINVALID);
    ck_assert_int_eq(ingest(NULL, "text", &doc, NULL), FA_EINVALID);
    ck_assert_ptr_null(fa_app_documents(NULL));
    ck_assert_ptr_null(fa_app_analysis(NULL));
    fa_app_close(NULL);
}
END_TEST

/* A blob store that looks at its context until it is closed. */
static const fa_open_context *lent;
static fa_time closed_at;

static fa_status no_size(void *self, const char *key, uint64_t *out, fa_error *err)
{
    (void)self;
    (void)key;
    (void)out;
    return fa_fail(err, FA_ENOTFOUND, "there is none");
}

static void close_late(void *self)
{
    (void)self;
    closed_at = fa_clock_now(lent->clock);
}

static fa_status open_late(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_blob_store_ops ops = {
        .struct_size = sizeof ops, .name = "late", .size = no_size, .close = close_late};

    (void)url;
    (void)err;
    lent = context;
    *(fa_blob_store *)out = (fa_blob_store){&ops, NULL};
    return FA_OK;
}

START_TEST(lends_the_context_until_the_adapter_is_closed)
{
    fa_app *app;

    ck_assert_int_eq(fa_registry_add(registry, FA_PORT_BLOB_STORE, "late", open_late, NULL), FA_OK);
    config.blobs = "late:";
    app = open_app();
    ck_assert_int_eq(closed_at, 0);
    fa_app_close(app);
    ck_assert_int_gt(closed_at, 0);
    closed_at = 0;
    config.reader = "nowhere:";
    ck_assert_int_ne(fa_app_open(registry, &config, &app, NULL), FA_OK);
    ck_assert_int_gt(closed_at, 0);
}
END_TEST

START_TEST(opens_whole_or_not_at_all_when_memory_runs_out)
{
    long n, held = oom_held();
    fa_status st = FA_ENOMEM;

    for (n = 1; st != FA_OK; n++) {
        fa_app *app = NULL;
        fa_error err;

        oom_fail(n);
        st = fa_app_open(registry, &config, &app, &err);
        oom_fail(0);
        ck_assert(st == FA_OK || (st == FA_ENOMEM && app == NULL));
        fa_app_close(app);
        ck_assert_int_eq(oom_held(), held);
    }
    ck_assert_int_gt(n, 6);
}
END_TEST

START_TEST(ingests_a_file_once)
{
    fa_app *app = open_app();
    const fa_document *first = NULL, *second = NULL;

    ck_assert_int_eq(ingest(app, "Net sales were 1,234 in 2024.\n", &first, NULL), FA_OK);
    ck_assert_int_eq(first->state, FA_DOCUMENT_READY);
    ck_assert_uint_eq(first->page_count, 1);
    ck_assert_int_eq(ingest(app, "Net sales were 1,234 in 2024.\n", &second, NULL), FA_OK);
    ck_assert(fa_id_equal(first->id, second->id));
    ck_assert_uint_eq(second->version, first->version);
    fa_document_free(first);
    fa_document_free(second);
    fa_app_close(app);
}
END_TEST

START_TEST(fails_with_the_error_of_the_document)
{
    fa_app *app = open_app();
    const fa_document *doc = NULL;
    fa_error err;
    int i;

    for (i = 0; i < 2; i++) {
        ck_assert_int_eq(ingest(app, "!damaged\n", &doc, &err), FA_ECORRUPT);
        ck_assert_str_eq(err.message, "The file is damaged.");
        ck_assert_ptr_null(doc);
    }
    ck_assert_int_eq(ingest(app, "", &doc, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "file");
    ck_assert_int_eq(ingest(app, "Whole.\n", &doc, NULL), FA_OK);
    fa_document_free(doc);
    fa_app_close(app);
}
END_TEST

START_TEST(removes_a_document_from_every_service)
{
    fa_app *app = open_app();
    const fa_document *doc = NULL;
    const fa_job *job = NULL;
    fa_id id;

    ck_assert_int_eq(ingest(app, "Whole.\n", &doc, NULL), FA_OK);
    id = doc->id;
    fa_document_free(doc);
    ck_assert_int_eq(fa_app_remove(app, HOST, id, NULL), FA_OK);
    ck_assert_int_eq(fa_document_get(fa_app_documents(app), HOST, id, &doc, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_of_document(fa_app_analysis(app), HOST, id, &job, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_app_remove(app, HOST, id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(ingest(app, "Whole.\n", &doc, NULL), FA_OK);
    fa_document_free(doc);
    fa_app_close(app);
}
END_TEST

static fa_status ingest_for(fa_app *app, fa_id owner, const char *text, const fa_document **out)
{
    bytes_feed feed = {.bytes = text, .len = strlen(text)};
    fa_upload in = FA_UPLOAD_INIT;

    in.name = "a.txt";
    in.read = bytes_feed_read;
    in.payload = &feed;
    return fa_app_ingest(app, owner, &in, out, NULL);
}

static fa_status count_hit(void *payload, const fa_hit *hit, fa_error *err)
{
    (void)hit;
    (void)err;
    ++*(uint32_t *)payload;
    return FA_OK;
}

static uint32_t hits_of(fa_app *app, fa_id owner)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    uint32_t count = 0;

    in.question = "What were the net sales?";
    ck_assert_int_eq(fa_search(fa_app_analysis(app), owner, &in, 9, count_hit, &count, NULL), FA_OK);
    return count;
}

static const fa_id mine = {"usr_00000000000000000000000001"};
static const fa_id theirs = {"usr_00000000000000000000000002"};

START_TEST(looks_at_the_documents_of_the_owner_who_asks)
{
    fa_app *app = open_app();
    const fa_document *a = NULL, *b = NULL;
    const fa_filing *filing = NULL;
    const fa_job *job = NULL;
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *answer = NULL;

    ck_assert_int_eq(ingest_for(app, mine, "Net sales were 1,234 in 2024.\n", &a), FA_OK);
    ck_assert_uint_eq(hits_of(app, mine), 1);
    ck_assert_uint_eq(hits_of(app, theirs), 0);
    ck_assert_int_eq(ingest_for(app, theirs, "Net sales were 1,234 in 2024.\n", &b), FA_OK);
    ck_assert(!fa_id_equal(a->id, b->id));
    ck_assert_uint_eq(hits_of(app, theirs), 1);
    ck_assert_int_eq(fa_filing_get(fa_app_analysis(app), theirs, a->id, &filing, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_of_document(fa_app_analysis(app), theirs, a->id, &job, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_start(fa_app_analysis(app), theirs, a->id, &job, NULL), FA_ENOTFOUND);
    in.question = "What were the net sales?";
    in.documents = &a->id;
    in.document_count = 1;
    ck_assert_int_eq(fa_ask(fa_app_analysis(app), theirs, &in, &answer, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_app_remove(app, theirs, a->id, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(hits_of(app, mine), 1);
    fa_document_free(a);
    fa_document_free(b);
    fa_app_close(app);
}
END_TEST

START_TEST(removes_all_that_an_owner_has_and_nothing_of_another)
{
    fa_app *app = open_app();
    const fa_document *a = NULL, *b = NULL;
    const fa_job *job = NULL;

    ck_assert_int_eq(ingest_for(app, mine, "Net sales were 1,234 in 2024.\n", &a), FA_OK);
    ck_assert_int_eq(ingest_for(app, theirs, "Net sales were 1,234 in 2024.\n", &b), FA_OK);
    ck_assert_int_eq(fa_app_remove_owner(app, mine, NULL), FA_OK);
    ck_assert_int_eq(fa_app_remove_owner(app, mine, NULL), FA_OK);
    ck_assert_int_eq(fa_job_of_document(fa_app_analysis(app), mine, a->id, &job, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(hits_of(app, mine), 0);
    ck_assert_uint_eq(hits_of(app, theirs), 1);
    fa_document_free(a);
    fa_document_free(b);
    fa_app_close(app);
}
END_TEST

START_TEST(a_shared_document_answers_whom_it_is_shared_with_when_named)
{
    fa_app *app = open_app();
    const fa_document *doc = NULL;
    const fa_filing *filing = NULL;
    const fa_job *job = NULL;
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    uint32_t count = 0;

    ck_assert_int_eq(ingest_for(app, mine, "Net sales were 1,234 in 2024.\n", &doc), FA_OK);
    ck_assert_int_eq(fa_share_add(fa_app_documents(app), mine, doc->id, theirs, NULL), FA_OK);
    ck_assert_uint_eq(hits_of(app, theirs), 0);
    in.question = "What were the net sales?";
    in.documents = &doc->id;
    in.document_count = 1;
    ck_assert_int_eq(fa_search(fa_app_analysis(app), theirs, &in, 9, count_hit, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(fa_filing_get(fa_app_analysis(app), theirs, doc->id, &filing, NULL), FA_OK);
    ck_assert_int_eq(fa_job_of_document(fa_app_analysis(app), theirs, doc->id, &job, NULL), FA_OK);
    ck_assert_int_eq(fa_job_cancel(fa_app_analysis(app), theirs, job->id, NULL), FA_ENOTFOUND);
    fa_job_free(job);
    job = NULL;
    ck_assert_int_eq(fa_job_restart(fa_app_analysis(app), theirs, doc->id, &job, NULL), FA_EFORBIDDEN);
    fa_filing_free(filing);
    fa_document_free(doc);
    fa_app_close(app);
}
END_TEST

START_TEST(reads_a_document_anew_when_asked_to)
{
    fa_app *app = open_app();
    const fa_document *doc = NULL;
    const fa_job *first = NULL, *again = NULL, *same = NULL;
    bool worked = false;

    ck_assert_int_eq(ingest_for(app, mine, "Net sales were 1,234 in 2024.\n", &doc), FA_OK);
    ck_assert_int_eq(fa_job_start(fa_app_analysis(app), mine, doc->id, &first, NULL), FA_OK);
    ck_assert_int_eq(fa_job_restart(fa_app_analysis(app), mine, doc->id, &again, NULL), FA_OK);
    ck_assert_int_eq(fa_job_restart(fa_app_analysis(app), mine, doc->id, &same, NULL), FA_OK);
    ck_assert(!fa_id_equal(first->id, again->id));
    ck_assert(fa_id_equal(same->id, again->id));
    ck_assert_int_eq(fa_job_run_next(fa_app_analysis(app), &worked, NULL), FA_OK);
    ck_assert(worked);
    ck_assert_uint_eq(hits_of(app, mine), 1);
    fa_job_free(first);
    fa_job_free(again);
    fa_job_free(same);
    fa_document_free(doc);
    fa_app_close(app);
}
END_TEST

START_TEST(the_bin_is_emptied_after_its_days)
{
    static const fa_time day = 24 * 60 * 60 * 1000;
    fa_app *app = open_app();
    const fa_document *doc = NULL;
    uint32_t removed = 9;
    fa_time now;

    ck_assert_int_eq(ingest_for(app, mine, "Net sales were 1,234 in 2024.\n", &doc), FA_OK);
    now = doc->created;
    ck_assert_int_eq(fa_app_discard(app, mine, doc->id, NULL), FA_OK);
    ck_assert_int_eq(fa_app_discard(app, mine, doc->id, NULL), FA_ENOTFOUND);
    ck_assert_uint_eq(hits_of(app, mine), 0);
    ck_assert_int_eq(fa_app_tidy(app, 0, 9, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 0);
    ck_assert_int_eq(fa_app_tidy(app, now + 29 * day, 9, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 0);
    ck_assert_int_eq(fa_app_restore(app, mine, doc->id, NULL, NULL), FA_OK);
    ck_assert_uint_eq(hits_of(app, mine), 1);
    ck_assert_int_eq(fa_app_discard(app, mine, doc->id, NULL), FA_OK);
    ck_assert_int_eq(fa_app_tidy(app, now + 31 * day, 9, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 1);
    ck_assert_int_eq(fa_app_restore(app, mine, doc->id, NULL, NULL), FA_ENOTFOUND);
    fa_document_free(doc);
    fa_app_close(app);
}
END_TEST

START_TEST(what_was_discarded_before_it_was_read_is_read_once_it_is_back)
{
    bytes_feed feed = {.bytes = "Net sales were 1,234 in 2024.\n", .len = 30};
    fa_upload in = FA_UPLOAD_INIT;
    fa_app *app = open_app();
    const fa_document *doc = NULL;
    const fa_job *job = NULL;
    bool worked = false;

    in.name = "a.txt";
    in.read = bytes_feed_read;
    in.payload = &feed;
    ck_assert_int_eq(fa_document_upload(fa_app_documents(app), mine, &in, &doc, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_job_start(fa_app_analysis(app), mine, doc->id, &job, NULL), FA_OK);
    ck_assert_int_eq(fa_app_discard(app, mine, doc->id, NULL), FA_OK);
    ck_assert_int_eq(fa_job_run_next(fa_app_analysis(app), &worked, NULL), FA_OK);
    ck_assert(!worked);
    ck_assert_int_eq(fa_app_resume(app, NULL), FA_OK);
    ck_assert_int_eq(fa_app_restore(app, mine, doc->id, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_job_run_next(fa_app_analysis(app), &worked, NULL), FA_OK);
    ck_assert(worked);
    ck_assert_uint_eq(hits_of(app, mine), 1);
    fa_job_free(job);
    fa_document_free(doc);
    fa_app_close(app);
}
END_TEST

START_TEST(takes_up_documents_that_were_stored_and_left)
{
    bytes_feed feed = {.bytes = "Whole.\n", .len = 7};
    fa_upload in = FA_UPLOAD_INIT;
    fa_app *app = open_app();
    const fa_document *doc = NULL;
    const fa_job *job = NULL;
    bool worked = false;
    fa_id id;

    in.name = "a.txt";
    in.read = bytes_feed_read;
    in.payload = &feed;
    ck_assert_int_eq(fa_document_upload(fa_app_documents(app), HOST, &in, &doc, NULL, NULL), FA_OK);
    id = doc->id;
    fa_document_free(doc);
    ck_assert_int_eq(fa_job_of_document(fa_app_analysis(app), HOST, id, &job, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_app_resume(app, NULL), FA_OK);
    ck_assert_int_eq(fa_app_resume(app, NULL), FA_OK);
    ck_assert_int_eq(fa_job_run_next(fa_app_analysis(app), &worked, NULL), FA_OK);
    ck_assert(worked);
    ck_assert_int_eq(fa_job_run_next(fa_app_analysis(app), &worked, NULL), FA_OK);
    ck_assert(!worked);
    ck_assert_int_eq(fa_document_get(fa_app_documents(app), HOST, id, &doc, NULL), FA_OK);
    ck_assert_int_eq(doc->state, FA_DOCUMENT_READY);
    fa_document_free(doc);
    fa_app_close(app);
}
END_TEST

START_TEST(is_not_stopped_by_the_trouble_of_another_document)
{
    fa_app *app = open_app();
    const fa_document *doc = NULL;
    fa_error err;

    ck_assert_int_eq(ingest(app, "!later\n", &doc, &err), FA_EUNAVAILABLE);
    ck_assert_str_eq(err.message, "The reader is busy.");
    ck_assert_int_eq(ingest(app, "Whole.\n", &doc, &err), FA_OK);
    ck_assert_int_eq(doc->state, FA_DOCUMENT_READY);
    fa_document_free(doc);
    fa_app_close(app);
}
END_TEST

enum { THREADS = 4, EACH = 10 };

typedef struct worker {
    fa_app *app;
    int number;
    int ready;
} worker;

static void *ingest_many(void *payload)
{
    worker *w = payload;
    int i;

    for (i = 0; i < EACH; i++) {
        const fa_document *doc = NULL;
        char text[64];

        /* Every second file is one that all threads bring. */
        (void)snprintf(text, sizeof text, "Sales were %d in year %d.\n", i % 2 == 0 ? w->number : 0, i);
        if (ingest(w->app, text, &doc, NULL) == FA_OK && doc->state == FA_DOCUMENT_READY)
            w->ready++;
        fa_document_free(doc);
    }
    return NULL;
}

START_TEST(ingests_from_many_threads_at_once)
{
    fa_app *app = open_app();
    pthread_t threads[THREADS];
    worker workers[THREADS];
    int i;

    for (i = 0; i < THREADS; i++) {
        workers[i] = (worker){app, i + 1, 0};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, ingest_many, &workers[i]), 0);
    }
    for (i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_int_eq(workers[i].ready, EACH);
    }
    fa_app_close(app);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("app");

    oom_install();
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, names_the_setting_that_is_to_blame);
    tcase_add_test(tests, hands_on_advice_on_when_to_try_again);
    tcase_add_test(tests, takes_the_defaults_for_what_is_not_set);
    tcase_add_test(tests, refuses_calls_that_lack_something);
    tcase_add_test(tests, lends_the_context_until_the_adapter_is_closed);
    tcase_add_test(tests, opens_whole_or_not_at_all_when_memory_runs_out);
    tcase_add_test(tests, ingests_a_file_once);
    tcase_add_test(tests, fails_with_the_error_of_the_document);
    tcase_add_test(tests, looks_at_the_documents_of_the_owner_who_asks);
    tcase_add_test(tests, removes_all_that_an_owner_has_and_nothing_of_another);
    tcase_add_test(tests, a_shared_document_answers_whom_it_is_shared_with_when_named);
    tcase_add_test(tests, reads_a_document_anew_when_asked_to);
    tcase_add_test(tests, the_bin_is_emptied_after_its_days);
    tcase_add_test(tests, what_was_discarded_before_it_was_read_is_read_once_it_is_back);
    tcase_add_test(tests, takes_up_documents_that_were_stored_and_left);
    tcase_add_test(tests, removes_a_document_from_every_service);
    tcase_add_test(tests, is_not_stopped_by_the_trouble_of_another_document);
    tcase_add_test(tests, ingests_from_many_threads_at_once);
    return unit_run("compose/app", tests);
}
