/* Jobs from their start to their end. */
#include <stdio.h>
#include <string.h>

#include "analysis_host.h"
#include "unit.h"

static analysis_host host;

static void set_up(void)
{
    analysis_host_open(&host);
}

static void tear_down(void)
{
    analysis_host_close(&host);
}

static const fa_job *start(fa_id document)
{
    const fa_job *job = NULL;

    ck_assert_int_eq(fa_job_start(host.svc, HOST, document, &job, NULL), FA_OK);
    return job;
}

static fa_status ignore_filing(void *payload, const fa_filing *filing, fa_error *err)
{
    (void)payload, (void)filing, (void)err;
    return FA_OK;
}

static fa_status ignore_page(void *payload, const fa_passage *page, fa_error *err)
{
    (void)payload, (void)page, (void)err;
    return FA_OK;
}

static fa_status run(void)
{
    bool worked = false;
    fa_error err = {0};
    fa_status st = fa_job_run_next(host.svc, &worked, &err);

    ck_assert(worked);
    ck_assert_int_eq(err.code, st); /* written on failure only */
    return st;
}

static const fa_job *newest(fa_id document)
{
    const fa_job *job = NULL;

    ck_assert_int_eq(fa_job_of_document(host.svc, HOST, document, &job, NULL), FA_OK);
    return job;
}

START_TEST(reads_a_document_and_reports_it_ready)
{
    fa_id id = analysis_host_ingest(&host, "a.htm", "a");
    const fa_job *job = newest(id);
    const fa_document *doc = NULL;

    ck_assert_int_eq(job->state, FA_JOB_DONE);
    ck_assert_str_eq(job->step, "done");
    ck_assert_uint_eq(job->done, 4);
    ck_assert_uint_eq(job->attempts, 1);
    fa_job_free(job);
    ck_assert_int_eq(fa_document_get(host.documents.svc, HOST, id, &doc, NULL), FA_OK);
    ck_assert_int_eq(doc->state, FA_DOCUMENT_READY);
    ck_assert_uint_eq(doc->page_count, 4);
    ck_assert_uint_gt(doc->fact_count, 20);
    ck_assert_str_eq(doc->company, "HARROW MILLS, INC.");
    ck_assert_str_eq(doc->form, "10-K");
    ck_assert_int_eq(doc->fiscal_year, 2023);
    fa_document_free(doc);
}
END_TEST

START_TEST(starts_a_document_once)
{
    fa_id id = analysis_host_upload(&host, "a.htm", "a");
    const fa_job *first = start(id);
    const fa_job *again = start(id);

    ck_assert(fa_id_equal(first->id, again->id));
    fa_job_free(again);
    ck_assert_int_eq(run(), FA_OK);
    again = start(id);
    ck_assert(fa_id_equal(first->id, again->id));
    ck_assert_int_eq(again->state, FA_JOB_DONE);
    fa_job_free(again);
    fa_job_free(first);
}
END_TEST

START_TEST(refuses_to_start_a_document_that_is_not_there)
{
    fa_id id = {"doc_00000000000000000000000000"};
    const fa_job *job = NULL;

    ck_assert_int_eq(fa_job_start(host.svc, HOST, id, &job, NULL), FA_ENOTFOUND);
    ck_assert_ptr_null(job);
}
END_TEST

START_TEST(says_that_nothing_waits)
{
    bool worked = true;
    fa_error err = {0};

    ck_assert_int_eq(fa_job_run_next(host.svc, &worked, &err), FA_OK);
    ck_assert(!worked);
    ck_assert_int_eq(err.code, FA_OK);
}
END_TEST

START_TEST(a_document_that_cannot_be_read_fails_the_job_and_not_the_call)
{
    fa_id id = analysis_host_upload(&host, "a.htm", "damaged");
    const fa_document *doc = NULL;
    const fa_job *job = start(id);
    const fa_job *again;

    ck_assert_int_eq(run(), FA_OK);
    fa_job_free(job);
    job = newest(id);
    ck_assert_int_eq(job->state, FA_JOB_FAILED);
    ck_assert_int_eq(job->error_code, FA_ECORRUPT);
    ck_assert_int_eq(fa_document_get(host.documents.svc, HOST, id, &doc, NULL), FA_OK);
    ck_assert_int_eq(doc->state, FA_DOCUMENT_FAILED);
    ck_assert_int_eq(doc->error_code, FA_ECORRUPT);
    ck_assert_str_eq(doc->error, "The file is damaged.");
    again = start(id); /* a failed one may be tried anew */
    ck_assert(!fa_id_equal(again->id, job->id));
    fa_job_free(again);
    fa_job_free(job);
    fa_document_free(doc);
}
END_TEST

static void note_job(void *payload, const fa_job *job, int64_t elapsed_ms)
{
    char *text = payload;
    size_t len = strlen(text);

    ck_assert_int_ge(elapsed_ms, 0);
    (void)snprintf(text + len, 100 - len, "%d ", (int)job->state);
    ck_assert_str_eq(job->owner.s, ((fa_id)HOST).s);
}

START_TEST(who_watches_is_told_of_each_job_when_it_begins_and_when_it_has_ended)
{
    char text[100] = "";

    fa_job_watch(NULL, note_job, text);
    fa_job_watch(host.svc, note_job, text);
    fa_job_free(start(analysis_host_upload(&host, "a.htm", "a")));
    ck_assert_int_eq(run(), FA_OK);
    ck_assert_str_eq(text, "2 3 ");
    fa_job_free(start(analysis_host_upload(&host, "b.htm", "damaged")));
    ck_assert_int_eq(run(), FA_OK);
    ck_assert_str_eq(text, "2 3 2 4 ");
    fa_job_free(start(analysis_host_upload(&host, "c.htm", "busy")));
    for (int i = 0; i < 3; i++) /* the first two wait for another try */
        ck_assert_int_eq(run(), FA_EUNAVAILABLE);
    ck_assert_str_eq(text, "2 3 2 4 2 2 2 4 ");
    fa_job_watch(host.svc, NULL, NULL);
    (void)analysis_host_ingest(&host, "d.htm", "a second one");
    ck_assert_str_eq(text, "2 3 2 4 2 2 2 4 ");
}
END_TEST

static void go_away(void *payload, const char *op)
{
    if (strcmp(op, "document_source.content") == 0)
        faults_set(payload, FAULT_BEFORE, 1);
}

START_TEST(a_job_waits_for_a_document_service_that_is_away)
{
    fa_id id = analysis_host_upload(&host, "a.htm", "a");
    const fa_job *job;

    fa_job_free(start(id));
    host.faults.payload = &host.faults;
    host.faults.meanwhile = go_away;
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(run(), FA_EUNAVAILABLE);
        job = newest(id);
        ck_assert_int_eq(job->state, FA_JOB_QUEUED);
        ck_assert_uint_eq(job->attempts, 0);
        fa_job_free(job);
    }
    host.faults.meanwhile = NULL;
    faults_set(&host.faults, FAULT_BEFORE, 0);
    ck_assert_int_eq(run(), FA_OK);
    job = newest(id);
    ck_assert_int_eq(job->state, FA_JOB_DONE);
    ck_assert_uint_eq(job->attempts, 1);
    fa_job_free(job);
}
END_TEST

START_TEST(a_busy_reader_is_tried_three_times)
{
    fa_id id = analysis_host_upload(&host, "a.htm", "busy");
    const fa_job *job;

    fa_job_free(start(id));
    ck_assert_int_eq(run(), FA_EUNAVAILABLE);
    job = newest(id);
    ck_assert_int_eq(job->state, FA_JOB_QUEUED);
    fa_job_free(job);
    ck_assert_int_eq(run(), FA_EUNAVAILABLE);
    ck_assert_int_eq(run(), FA_EUNAVAILABLE);
    job = newest(id);
    ck_assert_int_eq(job->state, FA_JOB_FAILED);
    ck_assert_int_eq(job->error_code, FA_EUNAVAILABLE);
    ck_assert_uint_eq(job->attempts, 3);
    fa_job_free(job);
    ck_assert_int_eq(analysis_host_state(&host, id), FA_DOCUMENT_FAILED);
}
END_TEST

START_TEST(a_waiting_job_is_cancelled_at_once)
{
    fa_id id = analysis_host_upload(&host, "a.htm", "a");
    const fa_job *job = start(id);
    bool worked = true;

    ck_assert_int_eq(fa_job_cancel(host.svc, HOST, job->id, NULL), FA_OK);
    ck_assert_int_eq(fa_job_cancel(host.svc, HOST, job->id, NULL), FA_ECONFLICT);
    fa_job_free(job);
    ck_assert_int_eq(fa_job_run_next(host.svc, &worked, NULL), FA_OK);
    ck_assert(!worked);
    job = newest(id);
    ck_assert_int_eq(job->state, FA_JOB_CANCELLED);
    fa_job_free(job);
    ck_assert_int_eq(analysis_host_state(&host, id), FA_DOCUMENT_CANCELLED);
}
END_TEST

static fa_status take(void *payload, const fa_job *job, fa_error *err)
{
    (void)err;
    *(fa_job *)payload = *job;
    ((fa_job *)payload)->step = "reading";
    ((fa_job *)payload)->error = "";
    return FA_OK;
}

/* Claims the next job as a process that then dies. */
static fa_job claim_and_die(fa_time now)
{
    fa_job job;

    ck_assert_int_eq(fa_job_repo_claim(&host.jobs, now, 0, take, &job, NULL), FA_OK);
    return job;
}

START_TEST(a_cancel_of_a_running_job_is_seen_while_it_runs)
{
    fa_id id = analysis_host_upload(&host, "a.htm", "a");
    fa_job job;

    fa_job_free(start(id));
    job = claim_and_die(1); /* long ago: it may be taken over */
    ck_assert_int_eq(fa_job_cancel(host.svc, HOST, job.id, NULL), FA_OK);
    ck_assert_int_eq(run(), FA_OK);
    ck_assert_int_eq(analysis_host_state(&host, id), FA_DOCUMENT_CANCELLED);
}
END_TEST

START_TEST(a_job_whose_process_died_is_taken_up_again)
{
    fa_id id = analysis_host_upload(&host, "a.htm", "a");
    const fa_job *job;

    fa_job_free(start(id));
    (void)claim_and_die(1);
    ck_assert_int_eq(run(), FA_OK);
    job = newest(id);
    ck_assert_int_eq(job->state, FA_JOB_DONE);
    ck_assert_uint_eq(job->attempts, 2);
    fa_job_free(job);
    ck_assert_int_eq(analysis_host_state(&host, id), FA_DOCUMENT_READY);
}
END_TEST

START_TEST(a_job_that_kills_its_process_each_time_is_given_up)
{
    fa_id id = analysis_host_upload(&host, "a.htm", "a");
    const fa_job *job;

    fa_job_free(start(id));
    (void)claim_and_die(1);
    for (int i = 0; i < 2; i++) {
        fa_job again;

        ck_assert_int_eq(fa_job_repo_claim(&host.jobs, 2 + i, 2 + i, take, &again, NULL), FA_OK);
    }
    ck_assert_int_eq(run(), FA_OK);
    job = newest(id);
    ck_assert_int_eq(job->state, FA_JOB_FAILED);
    ck_assert_str_ne(job->error, "");
    fa_job_free(job);
    ck_assert_int_eq(analysis_host_state(&host, id), FA_DOCUMENT_FAILED);
}
END_TEST

static bool is_kept(fa_id document)
{
    return fa_filing_repo_get(&host.filings, HOST, document, ignore_filing, NULL, NULL) != FA_ENOTFOUND ||
           fa_passage_page(&host.passages, HOST, document, 1, ignore_page, NULL, NULL) != FA_ENOTFOUND;
}

START_TEST(a_forgotten_document_leaves_no_facts_no_pages_and_no_jobs)
{
    fa_id id = analysis_host_ingest(&host, "a.htm", "a"), other = analysis_host_ingest(&host, "b.htm", "b");
    const fa_job *job = NULL;

    ck_assert(is_kept(id));
    ck_assert_int_eq(fa_analysis_forget(host.svc, HOST, id, NULL), FA_OK);
    ck_assert(!is_kept(id));
    ck_assert_int_eq(fa_job_of_document(host.svc, HOST, id, &job, NULL), FA_ENOTFOUND);
    ck_assert(is_kept(other));
    ck_assert_int_eq(fa_analysis_forget(host.svc, HOST, id, NULL), FA_OK);
}
END_TEST

/* A document that is forgotten just before its pages are stored. */
typedef struct forgetting {
    fa_id document;
    bool done;
} forgetting;

static void forget_at_last(void *payload, const char *op)
{
    forgetting *f = payload;

    if (f->done || strcmp(op, "passage_index.put") != 0)
        return;
    f->done = true;
    ck_assert_int_eq(fa_analysis_forget(host.svc, HOST, f->document, NULL), FA_OK);
}

START_TEST(a_reading_under_way_keeps_nothing_of_a_forgotten_document)
{
    forgetting f = {.document = analysis_host_upload(&host, "a.htm", "a")};

    fa_job_free(start(f.document));
    host.faults.payload = &f;
    host.faults.meanwhile = forget_at_last;
    ck_assert_int_eq(run(), FA_OK);
    ck_assert(f.done);
    ck_assert(!is_kept(f.document));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("run_job");

    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, reads_a_document_and_reports_it_ready);
    tcase_add_test(t, starts_a_document_once);
    tcase_add_test(t, refuses_to_start_a_document_that_is_not_there);
    tcase_add_test(t, says_that_nothing_waits);
    tcase_add_test(t, a_document_that_cannot_be_read_fails_the_job_and_not_the_call);
    tcase_add_test(t, who_watches_is_told_of_each_job_when_it_begins_and_when_it_has_ended);
    tcase_add_test(t, a_job_waits_for_a_document_service_that_is_away);
    tcase_add_test(t, a_busy_reader_is_tried_three_times);
    tcase_add_test(t, a_waiting_job_is_cancelled_at_once);
    tcase_add_test(t, a_cancel_of_a_running_job_is_seen_while_it_runs);
    tcase_add_test(t, a_job_whose_process_died_is_taken_up_again);
    tcase_add_test(t, a_job_that_kills_its_process_each_time_is_given_up);
    tcase_add_test(t, a_forgotten_document_leaves_no_facts_no_pages_and_no_jobs);
    tcase_add_test(t, a_reading_under_way_keeps_nothing_of_a_forgotten_document);
    return unit_run("analysis/usecases/run_job", t);
}
