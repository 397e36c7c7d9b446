/* One database, several processes: each job goes to one of them; and what a killed process was told is stored, is. */
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/port/document_repo.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/passage_index.h>

#include "sqlite_file.h"
#include "unit.h"

enum { PROCESSES = 4, JOBS = 200, ROUNDS = 20, LATEST_MS = 80 };

static fa_id id_of(const char *prefix, unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "%s%026u", prefix, n);
    return id;
}

/* ---- claims ---- */

static fa_status tell(void *payload, const fa_job *job, fa_error *err)
{
    unsigned n = 0;

    (void)sscanf(job->id.s, "job_%u", &n);
    return write(*(int *)payload, &n, sizeof n) == (ssize_t)sizeof n ? FA_OK
                                                                     : fa_fail(err, FA_EINTERNAL, "no pipe");
}

static void claim_all(int out)
{
    fa_job_repo repo;
    fa_status st = sqlite_file_reopen(FA_PORT_JOB_REPO, &repo, NULL);

    while (st == FA_OK)
        st = fa_job_repo_claim(&repo, 7, 0, tell, &out, NULL);
    _exit(st == FA_ENOTFOUND ? 0 : 1);
}

START_TEST(gives_each_job_to_one_process)
{
    unsigned claims[JOBS] = {0};
    pid_t children[PROCESSES];
    fa_job_repo repo;
    int ends[2];
    unsigned n;

    ck_assert_int_eq(sqlite_file_open(FA_PORT_JOB_REPO, &repo, NULL), FA_OK);
    for (n = 0; n < JOBS; n++) {
        fa_job job = {.id = id_of("job_", n), .document = id_of("doc_", n), .state = FA_JOB_QUEUED};

        job.step = job.error = "";
        ck_assert_int_eq(fa_job_repo_add(&repo, &job, NULL), FA_OK);
    }
    fa_job_repo_close(&repo);
    ck_assert_int_eq(pipe(ends), 0);
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0)
            claim_all(ends[1]);
    }
    (void)close(ends[1]);
    while (read(ends[0], &n, sizeof n) == (ssize_t)sizeof n)
        claims[n]++;
    (void)close(ends[0]);
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;

        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert_int_eq(status, 0);
    }
    for (n = 0; n < JOBS; n++)
        ck_assert_uint_eq(claims[n], 1);
}
END_TEST

/* ---- kill -9 ---- */

static void check_integrity(void)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;

    ck_assert_int_eq(sqlite3_open(sqlite_file_path(), &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &s, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
    ck_assert_str_eq((const char *)sqlite3_column_text(s, 0), "ok");
    sqlite3_finalize(s);
    ck_assert_int_eq(sqlite3_prepare_v2(db, "PRAGMA foreign_key_check", -1, &s, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(s), SQLITE_DONE);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

/* Runs work in a process until some moment; gathers the numbers that it reports as done. */
static unsigned run_and_kill(void (*work)(unsigned first, int out), unsigned first, long ms, unsigned *done,
                             unsigned room)
{
    const struct timespec wait = {0, ms * 1000000};
    unsigned count = 0;
    int ends[2], status;
    pid_t child;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        (void)close(ends[0]);
        work(first, ends[1]);
        _exit(1);
    }
    (void)close(ends[1]);
    /* from the first report on, so that machines of any speed get that far */
    ck_assert_int_eq(read(ends[0], &done[count++], sizeof *done), sizeof *done);
    (void)nanosleep(&wait, NULL);
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    while (count < room && read(ends[0], &done[count], sizeof *done) == (ssize_t)sizeof *done)
        count++;
    (void)close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));
    return count;
}

static void add_documents(unsigned first, int out)
{
    fa_document_repo repo;
    fa_status st = sqlite_file_reopen(FA_PORT_DOCUMENT_REPO, &repo, NULL);

    for (unsigned n = first; st == FA_OK; n++) {
        char sha256[65];
        fa_document doc = {
            .id = id_of("doc_", n), .name = "a.pdf", .sha256 = sha256, .state = FA_DOCUMENT_STORED};

        (void)snprintf(sha256, sizeof sha256, "%064x", n);
        doc.media_type = doc.error = doc.company = doc.ticker = doc.form = doc.currency = "";
        doc.tags = "";
        doc.detected = (fa_detected)FA_DETECTED_NONE;
        st = fa_document_repo_add(&repo, &doc, NULL, NULL);
        if (st == FA_OK && write(out, &n, sizeof n) != (ssize_t)sizeof n)
            st = FA_EINTERNAL;
    }
}

static fa_status see_document(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)err;
    ck_assert_str_eq(doc->name, "a.pdf");
    return FA_OK;
}

START_TEST(keeps_every_acknowledged_document_though_killed)
{
    static unsigned done[100000];
    fa_document_repo repo;
    unsigned count = 0;

    ck_assert_int_eq(sqlite_file_open(FA_PORT_DOCUMENT_REPO, &repo, NULL), FA_OK);
    fa_document_repo_close(&repo);
    for (unsigned round = 0; round < ROUNDS; round++) {
        count += run_and_kill(add_documents, (round + 1) * 100000, (long)(round * 37 % LATEST_MS),
                              done + count, (unsigned)(sizeof done / sizeof *done) - count);
        check_integrity();
        ck_assert_int_eq(sqlite_file_reopen(FA_PORT_DOCUMENT_REPO, &repo, NULL), FA_OK);
        for (unsigned i = 0; i < count; i++)
            ck_assert_int_eq(
                fa_document_repo_get(&repo, HOST, id_of("doc_", done[i]), see_document, NULL, NULL), FA_OK);
        fa_document_repo_close(&repo);
    }
    ck_assert_uint_ge(count, 2 * ROUNDS);
}
END_TEST

/* Documents of 40 pages, every third one put a second time. */
static void put_pages(unsigned first, int out)
{
    static char texts[40][4000];
    fa_passage pages[40];
    fa_passage_index index;
    fa_status st = sqlite_file_reopen(FA_PORT_PASSAGE_INDEX, &index, NULL);

    for (unsigned n = first; st == FA_OK; n++) {
        for (int i = 0; i < 40; i++) {
            size_t len = 0;

            while (len < sizeof texts[0] - 20)
                len += (size_t)snprintf(texts[i] + len, 20, "word%u ",
                                        (unsigned)(len * 31 + (unsigned)i) % 3000);
            pages[i] = (fa_passage){.page = i + 1, .section = "", .text = texts[i]};
        }
        st = fa_passage_put(&index, HOST, id_of("doc_", n), pages, 40, NULL);
        if (st == FA_OK && n % 3 == 0)
            st = fa_passage_put(&index, HOST, id_of("doc_", n), pages, 40, NULL);
        if (st == FA_OK && write(out, &n, sizeof n) != (ssize_t)sizeof n)
            st = FA_EINTERNAL;
    }
}

static fa_status see_page(void *payload, const fa_passage *page, fa_error *err)
{
    (void)payload;
    (void)err;
    ck_assert_uint_gt(strlen(page->text), 3000);
    return FA_OK;
}

static fa_status see_hit(void *payload, const fa_passage_hit *hit, fa_error *err)
{
    (void)hit;
    (void)err;
    ++*(unsigned *)payload;
    return FA_OK;
}

START_TEST(keeps_pages_and_words_whole_though_killed)
{
    static unsigned done[20000];
    const fa_term term = {"word31", 1};
    fa_passage_index index;
    unsigned count = 0;

    ck_assert_int_eq(sqlite_file_open(FA_PORT_PASSAGE_INDEX, &index, NULL), FA_OK);
    fa_passage_index_close(&index);
    for (unsigned round = 0; round < ROUNDS / 2; round++) {
        count += run_and_kill(put_pages, (round + 1) * 1000, (long)(round * 41 % LATEST_MS), done + count,
                              (unsigned)(sizeof done / sizeof *done) - count);
        check_integrity();
        ck_assert_int_eq(sqlite_file_reopen(FA_PORT_PASSAGE_INDEX, &index, NULL), FA_OK);
        for (unsigned i = 0; i < count; i++) {
            fa_id id = id_of("doc_", done[i]);
            unsigned hits = 0;

            ck_assert_int_eq(fa_passage_page(&index, HOST, id, 40, see_page, NULL, NULL), FA_OK);
            ck_assert_int_eq(fa_passage_search(&index, HOST, &term, 1, &id, 1, 99, see_hit, &hits, NULL),
                             FA_OK);
            ck_assert_uint_gt(hits, 0);
        }
        fa_passage_index_close(&index);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("processes");
    int status;

    sqlite_file_begin();
    tcase_set_timeout(tests, 110);
    tcase_add_test(tests, gives_each_job_to_one_process);
    tcase_add_test(tests, keeps_every_acknowledged_document_though_killed);
    tcase_add_test(tests, keeps_pages_and_words_whole_though_killed);
    status = unit_run("processes", tests);
    sqlite_file_end();
    return status;
}
