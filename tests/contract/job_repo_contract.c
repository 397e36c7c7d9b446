/* contract/job_repo_contract.c: what every job repository must do. */
#include "job_repo_contract.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"

static open_job_repo_fn open_empty;
static open_job_repo_fn open_again;

enum { THREADS = 8, JOBS = 100 };

static const fa_id mine = {"usr_00000000000000000000000001"};
static const fa_id theirs = {"usr_00000000000000000000000002"};

static fa_job_repo open_one(void)
{
    fa_job_repo repo = {NULL, NULL};
    fa_error err = {0};

    ck_assert_msg(open_empty(&repo, &err) == FA_OK, "%s", err.message);
    return repo;
}

/* What was acknowledged is there after closing and opening, where the adapter can. */
static void come_back(fa_job_repo *repo)
{
    fa_error err = {0};

    if (open_again != NULL)
        ck_assert_msg(open_again(repo, &err) == FA_OK, "%s", err.message);
}

static fa_id id_of(const char *prefix, unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "%s%026u", prefix, n);
    return id;
}

/* A job with a value of its own in every field. */
static fa_job job_of(unsigned n, fa_job_state state)
{
    return (fa_job){.id = id_of("job_", n),
                    .document = id_of("doc_", n),
                    .state = state,
                    .step = "understanding – tables",
                    .done = 17,
                    .total = 203,
                    .attempts = 2,
                    .cancel = false,
                    .error_code = FA_ETIMEOUT,
                    .error = "the work took longer than its limit",
                    .created = 1700000000000 + n,
                    .updated = 1700000001000 + n,
                    .version = 5};
}

/* What visits saw. */
typedef struct seen {
    const fa_job *expected; /* NULL = any */
    unsigned count;
    fa_id id;
    fa_job_state state;
    uint32_t attempts;
    uint32_t version;
    bool cancel;
    fa_time updated;
    bool fails;
} seen;

static void expect_same(const fa_job *a, const fa_job *b)
{
    ck_assert_str_eq(a->id.s, b->id.s);
    ck_assert_str_eq(a->owner.s, b->owner.s);
    ck_assert_str_eq(a->document.s, b->document.s);
    ck_assert_int_eq(a->state, b->state);
    ck_assert_str_eq(a->step, b->step);
    ck_assert_uint_eq(a->done, b->done);
    ck_assert_uint_eq(a->total, b->total);
    ck_assert_uint_eq(a->attempts, b->attempts);
    ck_assert_int_eq(a->cancel, b->cancel);
    ck_assert_int_eq(a->error_code, b->error_code);
    ck_assert_str_eq(a->error, b->error);
    ck_assert_int_eq(a->created, b->created);
    ck_assert_int_eq(a->updated, b->updated);
    ck_assert_uint_eq(a->version, b->version);
}

static fa_status look(void *payload, const fa_job *job, fa_error *err)
{
    seen *s = payload;

    if (s->expected != NULL)
        expect_same(job, s->expected);
    s->count++;
    s->id = job->id;
    s->state = job->state;
    s->attempts = job->attempts;
    s->version = job->version;
    s->cancel = job->cancel;
    s->updated = job->updated;
    return s->fails ? fa_fail(err, FA_ETIMEOUT, "had enough") : FA_OK;
}

static void add(const fa_job_repo *repo, unsigned n, fa_job_state state)
{
    fa_job job = job_of(n, state);

    ck_assert_int_eq(fa_job_repo_add(repo, &job, NULL), FA_OK);
}

static seen get(const fa_job_repo *repo, unsigned n)
{
    seen s = {0};

    ck_assert_int_eq(fa_job_repo_get(repo, HOST, id_of("job_", n), look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 1);
    return s;
}

START_TEST(gives_back_every_field_of_a_job)
{
    fa_job_repo repo = open_one();
    fa_job job = job_of(1, FA_JOB_FAILED);
    fa_job bare = job_of(2, FA_JOB_QUEUED);
    seen s = {.expected = &job};

    job.cancel = true;
    bare.step = bare.error = "";
    bare.created = bare.updated = 0;
    ck_assert_int_eq(fa_job_repo_add(&repo, &job, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_add(&repo, &bare, NULL), FA_OK);
    come_back(&repo);
    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, job.id, look, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_of_document(&repo, HOST, job.document, look, &s, NULL), FA_OK);
    s.expected = &bare;
    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, bare.id, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 3);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(knows_no_job_that_was_not_added)
{
    fa_job_repo repo = open_one();
    fa_job job = job_of(1, FA_JOB_QUEUED);
    seen s = {0};
    fa_error err;

    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, job.id, look, &s, &err), FA_ENOTFOUND);
    ck_assert_int_eq(err.code, FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_of_document(&repo, HOST, job.document, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_claim(&repo, 2, 1, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_cancel(&repo, HOST, job.id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_replace(&repo, &job, NULL), FA_ECONFLICT);
    ck_assert_uint_eq(s.count, 0);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(refuses_a_taken_id)
{
    fa_job_repo repo = open_one();
    fa_job job = job_of(1, FA_JOB_QUEUED);
    seen s = {.expected = &job};
    fa_job other = job_of(1, FA_JOB_DONE);

    ck_assert_int_eq(fa_job_repo_add(&repo, &job, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_add(&repo, &other, NULL), FA_ECONFLICT);
    come_back(&repo);
    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, job.id, look, &s, NULL), FA_OK);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(finds_the_newest_job_of_a_document)
{
    static const unsigned order[] = {2, 9, 4};
    fa_job_repo repo = open_one();
    seen s = {0};

    for (int i = 0; i < 3; i++) {
        fa_job job = job_of(order[i], FA_JOB_DONE);

        job.document = id_of("doc_", 1);
        ck_assert_int_eq(fa_job_repo_add(&repo, &job, NULL), FA_OK);
    }
    add(&repo, 20, FA_JOB_DONE); /* of another document */
    ck_assert_int_eq(fa_job_repo_of_document(&repo, HOST, id_of("doc_", 1), look, &s, NULL), FA_OK);
    ck_assert_str_eq(s.id.s, id_of("job_", 9).s);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(claims_the_oldest_queued_job_and_counts_the_attempt)
{
    fa_job_repo repo = open_one();
    fa_job expected = job_of(2, FA_JOB_RUNNING);
    seen s = {.expected = &expected};

    add(&repo, 1, FA_JOB_DONE);
    add(&repo, 3, FA_JOB_QUEUED);
    add(&repo, 2, FA_JOB_QUEUED);
    add(&repo, 4, FA_JOB_CANCELLED);
    add(&repo, 5, FA_JOB_FAILED);
    expected.attempts = 3;
    expected.version = 6;
    expected.updated = 1800000000000;
    ck_assert_int_eq(fa_job_repo_claim(&repo, expected.updated, 0, look, &s, NULL), FA_OK);
    come_back(&repo);
    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, expected.id, look, &s, NULL), FA_OK);
    s.expected = NULL;
    ck_assert_int_eq(fa_job_repo_claim(&repo, 1800000000001, 0, look, &s, NULL), FA_OK);
    ck_assert_str_eq(s.id.s, id_of("job_", 3).s);
    ck_assert_int_eq(fa_job_repo_claim(&repo, 1800000000002, 0, look, &s, NULL), FA_ENOTFOUND);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(claims_a_running_job_only_once_it_was_left_alone)
{
    fa_job_repo repo = open_one();
    fa_time last = job_of(1, FA_JOB_RUNNING).updated;
    seen s = {0};

    add(&repo, 1, FA_JOB_RUNNING);
    ck_assert_int_eq(fa_job_repo_claim(&repo, last + 10, last, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_claim(&repo, last + 10, last + 1, look, &s, NULL), FA_OK);
    ck_assert_str_eq(s.id.s, id_of("job_", 1).s);
    ck_assert_uint_eq(s.attempts, 3);
    ck_assert_int_eq(s.updated, last + 10);
    ck_assert_int_eq(fa_job_repo_claim(&repo, last + 11, last + 10, look, &s, NULL), FA_ENOTFOUND);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(keeps_a_claim_though_the_visitor_fails)
{
    fa_job_repo repo = open_one();
    seen s = {.fails = true};
    fa_error err;

    add(&repo, 1, FA_JOB_QUEUED);
    ck_assert_int_eq(fa_job_repo_claim(&repo, 7, 0, look, &s, &err), FA_ETIMEOUT);
    ck_assert_str_eq(err.message, "had enough");
    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, id_of("job_", 1), look, &s, &err), FA_ETIMEOUT);
    ck_assert_int_eq(fa_job_repo_of_document(&repo, HOST, id_of("doc_", 1), look, &s, &err), FA_ETIMEOUT);
    ck_assert_int_eq(get(&repo, 1).state, FA_JOB_RUNNING);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(replaces_only_the_version_that_was_read)
{
    fa_job_repo repo = open_one();
    fa_job job = job_of(1, FA_JOB_RUNNING);
    seen s = {.expected = &job};

    ck_assert_int_eq(fa_job_repo_add(&repo, &job, NULL), FA_OK);
    job.state = FA_JOB_DONE;
    job.step = "done";
    job.done = job.total = 204;
    job.error = "";
    job.error_code = FA_OK;
    job.updated = 1900000000000;
    ck_assert_int_eq(fa_job_repo_replace(&repo, &job, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_replace(&repo, &job, NULL), FA_ECONFLICT);
    come_back(&repo);
    job.version++;
    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, job.id, look, &s, NULL), FA_OK);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(keeps_the_cancel_flag_once_it_is_set)
{
    fa_job_repo repo = open_one();
    fa_job job = job_of(1, FA_JOB_RUNNING);
    seen s;

    ck_assert_int_eq(fa_job_repo_add(&repo, &job, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_cancel(&repo, HOST, job.id, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_cancel(&repo, HOST, job.id, NULL), FA_OK);
    come_back(&repo);
    s = get(&repo, 1);
    ck_assert(s.cancel);
    ck_assert_uint_eq(s.version, job.version);
    job.cancel = false;
    job.state = FA_JOB_CANCELLED;
    ck_assert_int_eq(fa_job_repo_replace(&repo, &job, NULL), FA_OK);
    s = get(&repo, 1);
    ck_assert(s.cancel);
    ck_assert_int_eq(s.state, FA_JOB_CANCELLED);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(cancels_no_job_that_ended)
{
    static const fa_job_state ended[] = {FA_JOB_DONE, FA_JOB_FAILED, FA_JOB_CANCELLED};
    fa_job_repo repo = open_one();

    for (unsigned i = 0; i < 3; i++) {
        add(&repo, i, ended[i]);
        ck_assert_int_eq(fa_job_repo_cancel(&repo, HOST, id_of("job_", i), NULL), FA_ECONFLICT);
        ck_assert(!get(&repo, i).cancel);
    }
    add(&repo, 9, FA_JOB_QUEUED);
    ck_assert_int_eq(fa_job_repo_cancel(&repo, HOST, id_of("job_", 9), NULL), FA_OK);
    ck_assert(get(&repo, 9).cancel);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(forgets_the_jobs_of_one_document_in_any_state)
{
    static const fa_job_state states[] = {FA_JOB_DONE, FA_JOB_QUEUED, FA_JOB_RUNNING};
    fa_job_repo repo = open_one();
    fa_job job;
    seen s = {0};

    for (unsigned i = 0; i < 3; i++) {
        job = job_of(i, states[i]);
        job.document = id_of("doc_", 7);
        ck_assert_int_eq(fa_job_repo_add(&repo, &job, NULL), FA_OK);
    }
    job = job_of(3, FA_JOB_QUEUED);
    job.document = id_of("doc_", 8);
    ck_assert_int_eq(fa_job_repo_add(&repo, &job, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_forget(&repo, HOST, id_of("doc_", 7), NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_forget(&repo, HOST, id_of("doc_", 7), NULL), FA_OK);
    come_back(&repo);
    for (unsigned i = 0; i < 3; i++)
        ck_assert_int_eq(fa_job_repo_get(&repo, HOST, id_of("job_", i), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(get(&repo, 3).state, FA_JOB_QUEUED);
    ck_assert_int_eq(fa_job_repo_forget(&repo, HOST, id_of("job_", 1), NULL), FA_EINVALID);
    fa_job_repo_close(&repo);
}
END_TEST

/* Uses the repository, for reading and for writing, within a visit. */
static fa_status look_deeper(void *payload, const fa_job *job, fa_error *err)
{
    const fa_job_repo *repo = payload;
    seen s = {.expected = job};
    fa_status st = fa_job_repo_get(repo, HOST, job->id, look, &s, err);

    return st == FA_OK ? fa_job_repo_replace(repo, job, err) : st;
}

START_TEST(lets_visitors_use_the_repository)
{
    fa_job_repo repo = open_one();

    add(&repo, 1, FA_JOB_QUEUED);
    ck_assert_int_eq(fa_job_repo_claim(&repo, 7, 0, look_deeper, &repo, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_of_document(&repo, HOST, id_of("doc_", 1), look_deeper, &repo, NULL), FA_OK);
    ck_assert_uint_eq(get(&repo, 1).version, 8);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(refuses_what_is_no_job)
{
    fa_job_repo repo = open_one();
    fa_job bad = job_of(1, FA_JOB_QUEUED);
    seen s = {0};

    ck_assert_int_eq(fa_job_repo_add(&repo, NULL, NULL), FA_EINVALID);
    bad.state = (fa_job_state)9;
    ck_assert_int_eq(fa_job_repo_add(&repo, &bad, NULL), FA_EINVALID);
    bad = job_of(1, FA_JOB_QUEUED);
    bad.step = NULL;
    ck_assert_int_eq(fa_job_repo_replace(&repo, &bad, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, id_of("doc_", 1), look, &s, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_job_repo_claim(&repo, 1, 1, NULL, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_job_repo_cancel(&repo, HOST, (fa_id){{0}}, NULL), FA_EINVALID);
    fa_job_repo_close(&repo);
}
END_TEST

/* Claims until nothing is left; marks what was claimed, and counts what replaces it behind its back. */
typedef struct worker {
    const fa_job_repo *repo;
    unsigned claims[JOBS];
    unsigned failed;
} worker;

static fa_status take(void *payload, const fa_job *job, fa_error *err)
{
    worker *w = payload;
    fa_job done = *job;
    unsigned n = 0;

    (void)sscanf(job->id.s, "job_%u", &n);
    w->claims[n]++;
    done.state = FA_JOB_DONE;
    return fa_job_repo_replace(w->repo, &done, err);
}

static void *work(void *payload)
{
    worker *w = payload;
    fa_status st;

    do
        st = fa_job_repo_claim(w->repo, 7, 0, take, w, NULL);
    while (st == FA_OK);
    w->failed += st != FA_ENOTFOUND;
    return NULL;
}

START_TEST(gives_each_job_to_one_of_eight_threads)
{
    static worker workers[THREADS];
    fa_job_repo repo = open_one();
    pthread_t threads[THREADS];

    for (unsigned i = 0; i < JOBS; i++)
        add(&repo, i, FA_JOB_QUEUED);
    for (unsigned i = 0; i < THREADS; i++) {
        workers[i].repo = &repo;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_uint_eq(workers[i].failed, 0);
    }
    come_back(&repo);
    for (unsigned i = 0; i < JOBS; i++) {
        unsigned claims = 0;

        for (unsigned k = 0; k < THREADS; k++)
            claims += workers[k].claims[i];
        ck_assert_uint_eq(claims, 1);
        ck_assert_int_eq(get(&repo, i).state, FA_JOB_DONE);
    }
    fa_job_repo_close(&repo);
}
END_TEST

static fa_job add_of(const fa_job_repo *repo, fa_id owner, unsigned n)
{
    fa_job job = job_of(n, FA_JOB_QUEUED);

    job.owner = owner;
    ck_assert_int_eq(fa_job_repo_add(repo, &job, NULL), FA_OK);
    return job;
}

START_TEST(what_belongs_to_another_is_as_if_it_were_not_there)
{
    fa_job_repo repo = open_one();
    fa_job job = add_of(&repo, theirs, 1), stolen = job;
    seen s = {.expected = &job};

    stolen.owner = mine;
    ck_assert_int_eq(fa_job_repo_get(&repo, mine, job.id, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_get(&repo, HOST, job.id, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_of_document(&repo, mine, job.document, look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_cancel(&repo, mine, job.id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_replace(&repo, &stolen, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_job_repo_forget(&repo, mine, job.document, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_forget_owner(&repo, mine, NULL), FA_OK);
    come_back(&repo);
    ck_assert_uint_eq(s.count, 0);
    ck_assert_int_eq(fa_job_repo_get(&repo, theirs, job.id, look, &s, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_of_document(&repo, theirs, job.document, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 2);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(claims_the_jobs_of_every_owner_by_age)
{
    fa_job_repo repo = open_one();
    seen s = {0};

    (void)add_of(&repo, theirs, 2);
    (void)add_of(&repo, mine, 1);
    ck_assert_int_eq(fa_job_repo_claim(&repo, 1, 0, look, &s, NULL), FA_OK);
    ck_assert_str_eq(s.id.s, id_of("job_", 1).s);
    ck_assert_int_eq(fa_job_repo_claim(&repo, 1, 0, look, &s, NULL), FA_OK);
    ck_assert_str_eq(s.id.s, id_of("job_", 2).s);
    fa_job_repo_close(&repo);
}
END_TEST

START_TEST(forgets_all_jobs_of_an_owner_and_no_other)
{
    fa_job_repo repo = open_one();
    seen s = {0};

    (void)add_of(&repo, mine, 1);
    (void)add_of(&repo, mine, 2);
    (void)add_of(&repo, theirs, 3);
    ck_assert_int_eq(fa_job_repo_forget_owner(&repo, mine, NULL), FA_OK);
    ck_assert_int_eq(fa_job_repo_forget_owner(&repo, mine, NULL), FA_OK);
    come_back(&repo);
    ck_assert_int_eq(fa_job_repo_get(&repo, mine, id_of("job_", 1), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_get(&repo, mine, id_of("job_", 2), look, &s, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_job_repo_get(&repo, theirs, id_of("job_", 3), look, &s, NULL), FA_OK);
    fa_job_repo_close(&repo);
}
END_TEST

int job_repo_contract(const char *adapter, open_job_repo_fn open, open_job_repo_fn reopen)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    open_again = reopen;
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_back_every_field_of_a_job);
    tcase_add_test(tests, knows_no_job_that_was_not_added);
    tcase_add_test(tests, refuses_a_taken_id);
    tcase_add_test(tests, finds_the_newest_job_of_a_document);
    tcase_add_test(tests, claims_the_oldest_queued_job_and_counts_the_attempt);
    tcase_add_test(tests, claims_a_running_job_only_once_it_was_left_alone);
    tcase_add_test(tests, keeps_a_claim_though_the_visitor_fails);
    tcase_add_test(tests, replaces_only_the_version_that_was_read);
    tcase_add_test(tests, keeps_the_cancel_flag_once_it_is_set);
    tcase_add_test(tests, cancels_no_job_that_ended);
    tcase_add_test(tests, forgets_the_jobs_of_one_document_in_any_state);
    tcase_add_test(tests, what_belongs_to_another_is_as_if_it_were_not_there);
    tcase_add_test(tests, claims_the_jobs_of_every_owner_by_age);
    tcase_add_test(tests, forgets_all_jobs_of_an_owner_and_no_other);
    tcase_add_test(tests, lets_visitors_use_the_repository);
    tcase_add_test(tests, refuses_what_is_no_job);
    tcase_add_test(tests, gives_each_job_to_one_of_eight_threads);
    return unit_run(adapter, tests);
}
