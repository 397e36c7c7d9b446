/* contract/readings_contract.c: what every way to have documents read must do. */
#include "readings_contract.h"

#include <stdbool.h>
#include <string.h>

#include <finanalyst/adapter/local.h>
#include <finanalyst/app.h>

#include "host.h"
#include "unit.h"

static open_readings_fn open_one;
static close_readings_fn close_one;

static fa_app *app;
static fa_record_service *records;
static fa_readings behind, readings;

static const fa_id ANNA = {"usr_00000000000000000000000001"}, BERT = {"usr_00000000000000000000000002"},
                   NOTHING = {"doc_00000000000000000000000003"};

static void set_up(void)
{
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_record_config of_records = FA_RECORD_CONFIG_INIT;
    fa_registry *registry = NULL;

    config.clock = config.hasher = config.reader = "test:";
    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(host_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_app_open(registry, &config, &app, NULL), FA_OK);
    of_records.clock = of_records.hasher = "test:";
    of_records.documents = fa_app_source(app);
    of_records.analysis = fa_app_analysis(app);
    ck_assert_int_eq(fa_record_open(registry, &of_records, &records, NULL), FA_OK);
    fa_registry_free(registry);
    ck_assert_int_eq(fa_local_readings_open(fa_app_analysis(app), records, &behind, NULL), FA_OK);
    ck_assert_int_eq(open_one(&behind, &readings, NULL), FA_OK);
}

static void tear_down(void)
{
    close_one(&readings);
    fa_readings_close(&behind);
    fa_record_close(records);
    fa_app_close(app);
}

typedef struct span {
    const char *bytes;
    size_t len, at;
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

static fa_id upload(fa_id owner, const char *text)
{
    span s = {text, strlen(text), 0};
    fa_upload in = FA_UPLOAD_INIT;
    const fa_document *doc = NULL;
    fa_id id;

    in.name = "a.txt";
    in.read = read_span;
    in.payload = &s;
    ck_assert_int_eq(fa_document_upload(fa_app_documents(app), owner, &in, &doc, NULL, NULL), FA_OK);
    id = doc->id;
    fa_document_free(doc);
    return id;
}

/* Does all the work that waits. */
static void work(void)
{
    bool worked = true;

    while (worked)
        ck_assert_int_eq(fa_job_run_next(fa_app_analysis(app), &worked, NULL), FA_OK);
}

static fa_id ingest(fa_id owner, const char *text)
{
    fa_id id = upload(owner, text);

    ck_assert_int_eq(fa_readings_start(&readings, owner, id, NULL, NULL, NULL), FA_OK);
    work();
    return id;
}

static fa_status job_state(fa_id owner, fa_id document, fa_job_state *out)
{
    const fa_job *job = NULL;
    fa_status st = fa_job_of_document(fa_app_analysis(app), owner, document, &job, NULL);

    if (st == FA_OK)
        *out = job->state;
    fa_job_free(job);
    return st;
}

/* ---- starting ---- */

static fa_status compare_job(void *payload, const fa_job *job, fa_error *err)
{
    const fa_job *want = NULL;

    (void)err;
    ++*(int *)payload;
    ck_assert_int_eq(fa_job_of_document(fa_app_analysis(app), job->owner, job->document, &want, NULL), FA_OK);
    ck_assert_str_eq(job->id.s, want->id.s);
    ck_assert_str_eq(job->owner.s, want->owner.s);
    ck_assert_int_eq(job->state, want->state);
    ck_assert_str_eq(job->step, want->step);
    ck_assert_uint_eq(job->done, want->done);
    ck_assert_uint_eq(job->total, want->total);
    ck_assert_uint_eq(job->attempts, want->attempts);
    ck_assert_int_eq(job->cancel, want->cancel);
    ck_assert_int_eq(job->error_code, want->error_code);
    ck_assert_str_eq(job->error, want->error);
    ck_assert_int_eq(job->created, want->created);
    ck_assert_int_eq(job->updated, want->updated);
    ck_assert_uint_eq(job->version, want->version);
    fa_job_free(want);
    return FA_OK;
}

START_TEST(queues_the_reading_and_lends_its_job)
{
    fa_id document = upload(ANNA, "text"), of_host = upload(HOST, "text of the host");
    fa_job_state state = FA_JOB_FAILED;
    int lent = 0;

    ck_assert_int_eq(fa_readings_start(&readings, ANNA, document, compare_job, &lent, NULL), FA_OK);
    ck_assert_int_eq(fa_readings_start(&readings, HOST, of_host, compare_job, &lent, NULL), FA_OK);
    ck_assert_int_eq(lent, 2);
    ck_assert_int_eq(job_state(ANNA, document, &state), FA_OK);
    ck_assert_int_eq(state, FA_JOB_QUEUED);
    work();
    ck_assert_int_eq(fa_readings_start(&readings, ANNA, document, compare_job, &lent, NULL), FA_OK);
    ck_assert_int_eq(lent, 3);
    ck_assert_int_eq(job_state(ANNA, document, &state), FA_OK);
    ck_assert_int_eq(state, FA_JOB_DONE);
}
END_TEST

START_TEST(tells_of_a_reading_that_failed)
{
    fa_id document = ingest(ANNA, "!damaged");
    fa_job_state state = FA_JOB_DONE;

    ck_assert_int_eq(job_state(ANNA, document, &state), FA_OK);
    ck_assert_int_eq(state, FA_JOB_FAILED);
}
END_TEST

START_TEST(starts_nothing_that_the_owner_has_not)
{
    fa_id document = upload(ANNA, "text");

    ck_assert_int_eq(fa_readings_start(&readings, BERT, document, NULL, NULL, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_readings_start(&readings, ANNA, NOTHING, NULL, NULL, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_readings_start(&readings, ANNA, (fa_id){"nonsense"}, NULL, NULL, NULL), FA_EINVALID);
}
END_TEST

static fa_status refuse(void *payload, const fa_job *job, fa_error *err)
{
    (void)payload;
    (void)job;
    return fa_fail(err, FA_ECANCELLED, "enough");
}

START_TEST(hands_on_the_failure_of_who_looks)
{
    fa_id document = upload(ANNA, "text");
    fa_error err = {0};

    ck_assert_int_eq(fa_readings_start(&readings, ANNA, document, refuse, NULL, &err), FA_ECANCELLED);
    ck_assert_str_eq(err.message, "enough");
}
END_TEST

/* ---- cancelling ---- */

START_TEST(stops_what_has_not_ended)
{
    fa_id document = upload(ANNA, "text");
    fa_job_state state = FA_JOB_QUEUED;

    ck_assert_int_eq(fa_readings_cancel(&readings, ANNA, document, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_readings_start(&readings, ANNA, document, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_readings_cancel(&readings, BERT, document, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_readings_cancel(&readings, ANNA, document, NULL), FA_OK);
    work();
    ck_assert_int_eq(job_state(ANNA, document, &state), FA_OK);
    ck_assert_int_eq(state, FA_JOB_CANCELLED);
    ck_assert_int_eq(fa_readings_cancel(&readings, ANNA, document, NULL), FA_ECONFLICT);
}
END_TEST

/* ---- forgetting ---- */

/* Asks a question, and tells the number and id of the answer. */
static int64_t ask(fa_id owner, fa_id document, fa_id *id)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_record *record = NULL;
    int64_t number;

    in.question = "What was the revenue?";
    in.documents = &document;
    in.document_count = 1;
    ck_assert_int_eq(fa_record_ask(records, owner, &in, &record, NULL, NULL), FA_OK);
    number = record->legacy_id;
    *id = record->id;
    fa_record_free(record);
    return number;
}

static void analyse(fa_id owner, fa_id document)
{
    const fa_record *record = NULL;

    ck_assert_int_eq(fa_record_analyse(records, owner, document, &record, NULL, NULL), FA_OK);
    fa_record_free(record);
}

static void expect_count(fa_id owner, uint64_t analyses, uint64_t answers)
{
    uint64_t a = 99, b = 99;

    ck_assert_int_eq(fa_readings_count(&readings, owner, &a, &b, NULL), FA_OK);
    ck_assert_uint_eq(a, analyses);
    ck_assert_uint_eq(b, answers);
}

START_TEST(forgets_a_document_and_what_rests_on_it)
{
    fa_id document = ingest(ANNA, "text"), other = ingest(BERT, "other text"), id;
    fa_job_state state;

    analyse(ANNA, document);
    analyse(BERT, other);
    (void)ask(ANNA, document, &id);
    expect_count(ANNA, 1, 1);
    ck_assert_int_eq(fa_readings_forget(&readings, ANNA, document, NULL), FA_OK);
    expect_count(ANNA, 0, 0);
    expect_count(BERT, 1, 0);
    ck_assert_int_eq(job_state(ANNA, document, &state), FA_ENOTFOUND);
    ck_assert_int_eq(job_state(BERT, other, &state), FA_OK);
    ck_assert_int_eq(fa_readings_forget(&readings, ANNA, document, NULL), FA_OK);
    ck_assert_int_eq(fa_readings_forget(&readings, ANNA, NOTHING, NULL), FA_OK);
}
END_TEST

START_TEST(forgets_all_of_an_owner_and_nothing_else)
{
    fa_id one = ingest(ANNA, "text"), two = ingest(ANNA, "second text"), other = ingest(BERT, "other text");
    fa_job_state state;

    analyse(ANNA, one);
    analyse(ANNA, two);
    analyse(BERT, other);
    expect_count(ANNA, 2, 0);
    ck_assert_int_eq(fa_readings_forget_owner(&readings, ANNA, NULL), FA_OK);
    expect_count(ANNA, 0, 0);
    expect_count(BERT, 1, 0);
    ck_assert_int_eq(job_state(ANNA, one, &state), FA_ENOTFOUND);
    ck_assert_int_eq(job_state(ANNA, two, &state), FA_ENOTFOUND);
    ck_assert_int_eq(job_state(BERT, other, &state), FA_OK);
    ck_assert_int_eq(fa_readings_forget_owner(&readings, ANNA, NULL), FA_OK);
}
END_TEST

START_TEST(finds_answers_by_their_number)
{
    fa_id id, found = {{0}};
    int64_t number;
    fa_error err = {0};

    number = ask(ANNA, ingest(ANNA, "text"), &id);
    ck_assert_int_eq(fa_readings_find_answer(&readings, ANNA, number, &found, NULL), FA_OK);
    ck_assert_str_eq(found.s, id.s);
    ck_assert_int_eq(fa_readings_find_answer(&readings, ANNA, number + 1, &found, &err), FA_ENOTFOUND);
    ck_assert_str_eq(err.field, "");
    ck_assert_int_eq(fa_readings_find_answer(&readings, BERT, number, &found, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_readings_find_answer(&readings, ANNA, 0, &found, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_readings_find_answer(&readings, ANNA, -1, &found, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_readings_find_answer(&readings, ANNA, INT64_MAX - 1, &found, NULL), FA_ENOTFOUND);
    ck_assert_str_eq(found.s, id.s);
}
END_TEST

int readings_contract(const char *adapter, open_readings_fn open, close_readings_fn close)
{
    TCase *tests = tcase_create(adapter);

    open_one = open;
    close_one = close;
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, queues_the_reading_and_lends_its_job);
    tcase_add_test(tests, tells_of_a_reading_that_failed);
    tcase_add_test(tests, starts_nothing_that_the_owner_has_not);
    tcase_add_test(tests, hands_on_the_failure_of_who_looks);
    tcase_add_test(tests, stops_what_has_not_ended);
    tcase_add_test(tests, forgets_a_document_and_what_rests_on_it);
    tcase_add_test(tests, forgets_all_of_an_owner_and_nothing_else);
    tcase_add_test(tests, finds_answers_by_their_number);
    return unit_run(adapter, tests);
}
