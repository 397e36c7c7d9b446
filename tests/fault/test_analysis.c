/* Reading and asking, again and again, with each allocation and each port call failing in turn. */
#include <string.h>

#include "analysis_host.h"
#include "oom.h"
#include "unit.h"

/* More steps than any use case has. */
enum { MANY = 400, LONG = 60000 };

static const char *const questions[] = {
    "What were net sales in fiscal 2023?",
    "Does Harrow Mills have an improving gross margin profile as of FY2023?",
    "What drove the change in net sales in FY2023?",
    "Which debt securities are registered to trade on a national securities exchange under Harrow Mills' "
    "name?",
    "Which row of the balance sheet was the largest asset in 2023?",
    "Is Harrow Mills' industry cyclical?",
};

static fa_status ask(analysis_host *host, const char *question, const fa_answer **out)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;

    in.question = question;
    return fa_ask(host->svc, HOST, &in, out, NULL);
}

/* Starts the job of a document and runs what waits. */
static fa_status ingest(analysis_host *host, fa_id id)
{
    const fa_job *job = NULL;
    bool worked = false;
    fa_status st = fa_job_start(host->svc, HOST, id, &job, NULL);

    fa_job_free(job);
    return st == FA_OK ? fa_job_run_next(host->svc, &worked, NULL) : st;
}

/* The document ends up ready when nothing fails any more, or has failed for good by its attempts. */
static void must_recover(analysis_host *host, fa_id id)
{
    const fa_answer *a = NULL;

    for (int i = 0; i < 4 && analysis_host_state(host, id) != FA_DOCUMENT_READY; i++) {
        ck_assert_int_eq(ingest(host, id), FA_OK);
    }
    ck_assert_int_eq(analysis_host_state(host, id), FA_DOCUMENT_READY);
    ck_assert_int_eq(ask(host, questions[0], &a), FA_OK);
    ck_assert_int_eq(a->kind, FA_ANSWER_VALUE);
    fa_answer_free(a);
}

/* A job that was left running, because its end could not be stored, waits until it is stale: it is made so. */
static void make_stale(analysis_host *host, fa_id id)
{
    const fa_job *job = NULL;

    if (fa_job_of_document(host->svc, HOST, id, &job, NULL) != FA_OK)
        return;
    if (job->state == FA_JOB_RUNNING) {
        fa_job back = *job;

        back.state = FA_JOB_QUEUED;
        ck_assert_int_eq(fa_job_repo_replace(&host->jobs, &back, NULL), FA_OK);
    }
    fa_job_free(job);
}

START_TEST(reading_without_memory_fails_typed_and_leaks_nothing)
{
    long n;

    for (n = 1; n < LONG; n += 1 + n / 40) {
        analysis_host host;
        fa_id id;
        fa_status st;
        bool struck;

        analysis_host_open(&host);
        id = analysis_host_upload(&host, "a.htm", "a");
        oom_fail(n);
        st = ingest(&host, id);
        struck = oom_struck();
        oom_fail(0);
        if (st != FA_OK) {
            ck_assert_int_eq(st, FA_ENOMEM);
            ck_assert_int_ne(analysis_host_state(&host, id), FA_DOCUMENT_READY);
        }
        make_stale(&host, id);
        must_recover(&host, id);
        analysis_host_close(&host);
        if (!struck)
            break;
    }
    ck_assert_int_gt(n, 100); /* it did strike */
    ck_assert_int_lt(n, LONG);
}
END_TEST

START_TEST(reading_with_a_failing_port_leaves_nothing_half_made)
{
    static const fault_kind kinds[] = {FAULT_BEFORE, FAULT_AFTER};

    for (size_t k = 0; k < 2; k++) {
        long n;

        for (n = 1; n < MANY; n++) {
            analysis_host host;
            const char *struck;
            fa_status st;
            fa_id id;

            analysis_host_open(&host);
            id = analysis_host_upload(&host, "a.htm", "a");
            faults_set(&host.faults, kinds[k], n);
            st = ingest(&host, id);
            struck = atomic_load(&host.faults.struck);
            faults_set(&host.faults, FAULT_BEFORE, 0);
            ck_assert_msg(st == FA_OK || st == FAULT_CODE, "%s: %d", struck != NULL ? struck : "none",
                          (int)st);
            make_stale(&host, id);
            must_recover(&host, id);
            analysis_host_close(&host);
            if (struck == NULL)
                break;
        }
        ck_assert_int_gt(n, 8);
        ck_assert_int_lt(n, MANY);
    }
}
END_TEST

START_TEST(asking_without_memory_fails_typed_and_leaks_nothing)
{
    analysis_host host;

    analysis_host_open(&host);
    (void)analysis_host_ingest(&host, "a.htm", "a");
    for (size_t q = 0; q < sizeof questions / sizeof questions[0]; q++) {
        const fa_answer *a = NULL;
        long n, held;

        ck_assert_int_eq(ask(&host, questions[q], &a), FA_OK); /* the filing is in the cache from here on */
        fa_answer_free(a);
        held = oom_held();
        for (n = 1; n < LONG; n += 1 + n / 60) {
            bool struck;
            fa_status st;

            a = NULL;
            oom_fail(n);
            st = ask(&host, questions[q], &a);
            struck = oom_struck();
            oom_fail(0);
            if (st != FA_OK) {
                ck_assert_msg(st == FA_ENOMEM, "%s: allocation %ld gave %d", questions[q], n, (int)st);
                ck_assert_ptr_null(a);
            }
            fa_answer_free(a);
            ck_assert_int_eq(oom_held(), held);
            if (!struck)
                break;
        }
        ck_assert_int_gt(n, 4);
        ck_assert_int_lt(n, LONG);
    }
    analysis_host_close(&host);
}
END_TEST

START_TEST(asking_with_a_failing_port_passes_its_code_on)
{
    analysis_host host;

    analysis_host_open(&host);
    (void)analysis_host_ingest(&host, "a.htm", "a");
    for (size_t q = 0; q < sizeof questions / sizeof questions[0]; q++) {
        const fa_answer *warm = NULL;
        long n, held;

        ck_assert_int_eq(ask(&host, questions[q], &warm),
                         FA_OK); /* the filing is in the cache from here on */
        fa_answer_free(warm);
        held = oom_held();
        for (n = 1; n < MANY; n++) {
            const fa_answer *a = NULL;
            const char *struck;
            fa_status st;

            faults_set(&host.faults, FAULT_BEFORE, n);
            st = ask(&host, questions[q], &a);
            struck = atomic_load(&host.faults.struck);
            faults_set(&host.faults, FAULT_BEFORE, 0);
            ck_assert_int_eq(st, struck != NULL ? FAULT_CODE : FA_OK);
            fa_answer_free(a);
            ck_assert_int_eq(oom_held(), held);
            if (struck == NULL)
                break;
        }
        ck_assert_int_lt(n, MANY);
    }
    analysis_host_close(&host);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("analysis");

    oom_install();
    tcase_set_timeout(t, 110);
    tcase_add_test(t, reading_without_memory_fails_typed_and_leaks_nothing);
    tcase_add_test(t, reading_with_a_failing_port_leaves_nothing_half_made);
    tcase_add_test(t, asking_without_memory_fails_typed_and_leaks_nothing);
    tcase_add_test(t, asking_with_a_failing_port_passes_its_code_on);
    return unit_run("fault/analysis", t);
}
