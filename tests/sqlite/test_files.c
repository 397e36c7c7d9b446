/* What is opened as a database, and what is refused and left as it was. */
#include <finanalyst/adapter/sqlite.h>

#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "host.h"
#include "temp_dir.h"
#include "unit.h"

static fa_status list_some(const fa_document_repo *repo, fa_id owner, fa_id after, uint32_t limit,
                           fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;

    query.after = after;
    query.limit = limit;
    return fa_document_repo_select(repo, owner, &query, visit, payload, err);
}

static char root[TEMP_DIR_PATH];
static char path[TEMP_DIR_PATH + 16];

/* A path in a folder of this case; nothing is there yet. */
static void begin(void)
{
    char folder[TEMP_DIR_PATH];

    (void)setenv("TMPDIR", root, 1);
    temp_dir_make(folder);
    (void)snprintf(path, sizeof path, "%s/test.db", folder);
}

static fa_status open_url(fa_port port, const char *url, void *out, fa_error *err)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    if (st == FA_OK)
        st = fa_sqlite_register(registry, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, port, &context, url, out, err);
    fa_registry_free(registry);
    return st;
}

static fa_status open_documents(fa_document_repo *out, fa_error *err)
{
    char url[sizeof path + 8];

    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    return open_url(FA_PORT_DOCUMENT_REPO, url, out, err);
}

static fa_status open_jobs(fa_job_repo *out, fa_error *err)
{
    char url[sizeof path + 8];

    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    return open_url(FA_PORT_JOB_REPO, url, out, err);
}

static void run_sql(const char *sql)
{
    sqlite3 *db = NULL;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

static void expect_refused(fa_status expected, const char *words)
{
    fa_document_repo repo = {NULL, NULL};
    fa_error err = {0};

    ck_assert_int_eq(open_documents(&repo, &err), expected);
    ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
    ck_assert_ptr_null(repo.ops);
}

START_TEST(makes_a_file_for_its_owner_only)
{
    fa_document_repo repo;
    char log[sizeof path + 4];
    struct stat info;

    begin();
    umask(0);
    ck_assert_int_eq(open_documents(&repo, NULL), FA_OK);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    (void)snprintf(log, sizeof log, "%s-wal", path);
    ck_assert_int_eq(stat(log, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(refuses_the_database_of_another_feature)
{
    fa_job_repo jobs;

    begin();
    ck_assert_int_eq(open_jobs(&jobs, NULL), FA_OK);
    fa_job_repo_close(&jobs);
    expect_refused(FA_ECORRUPT, "the analysis database, not the document database");
    ck_assert_int_eq(open_jobs(&jobs, NULL), FA_OK);
    fa_job_repo_close(&jobs);
}
END_TEST

START_TEST(refuses_the_database_of_another_program_and_leaves_it_alone)
{
    unsigned char header[100];
    FILE *file;

    begin();
    run_sql("CREATE TABLE song (title TEXT)");
    expect_refused(FA_ECORRUPT, "another program");
    file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fread(header, 1, sizeof header, file), sizeof header);
    (void)fclose(file);
    ck_assert_uint_eq(header[18], 1); /* not turned to write-ahead mode */
    begin();
    run_sql("PRAGMA application_id = 77");
    expect_refused(FA_ECORRUPT, "another program");
}
END_TEST

START_TEST(refuses_a_database_from_the_future)
{
    fa_document_repo repo;

    begin();
    ck_assert_int_eq(open_documents(&repo, NULL), FA_OK);
    fa_document_repo_close(&repo);
    run_sql("PRAGMA user_version = 1000");
    expect_refused(FA_EUNSUPPORTED, "newer version");
}
END_TEST

START_TEST(refuses_a_file_that_is_no_database)
{
    FILE *file;

    begin();
    file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    for (int i = 0; i < 1000; i++)
        (void)fputs("Dear shareholders, ", file);
    (void)fclose(file);
    expect_refused(FA_ECORRUPT, "test.db");
}
END_TEST

START_TEST(says_that_a_folder_is_missing)
{
    begin();
    (void)snprintf(path + strlen(path), sizeof path - strlen(path), "/missing");
    expect_refused(FA_EUNAVAILABLE, "cannot be opened");
}
END_TEST

START_TEST(needs_a_path)
{
    static const char *const urls[] = {"sqlite:", "sqlite::memory:"};
    fa_document_repo repo;
    fa_error err;

    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(open_url(FA_PORT_DOCUMENT_REPO, urls[i], &repo, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, "url");
    }
}
END_TEST

START_TEST(takes_every_path_for_a_path)
{
    fa_document_repo repo;
    struct stat info;

    begin();
    *strrchr(path, '/') = '\0';
    ck_assert_int_eq(chdir(path), 0);
    ck_assert_int_eq(open_url(FA_PORT_DOCUMENT_REPO, "sqlite:file:a.db?mode=memory", &repo, NULL), FA_OK);
    fa_document_repo_close(&repo);
    ck_assert_int_eq(stat("file:a.db?mode=memory", &info), 0);
}
END_TEST

START_TEST(several_ports_share_a_file)
{
    fa_job_repo jobs;
    fa_filing_repo filings;
    fa_passage_index passages;
    char url[sizeof path + 8];

    begin();
    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    ck_assert_int_eq(open_url(FA_PORT_PASSAGE_INDEX, url, &passages, NULL), FA_OK);
    ck_assert_int_eq(open_url(FA_PORT_JOB_REPO, url, &jobs, NULL), FA_OK);
    ck_assert_int_eq(open_url(FA_PORT_FILING_REPO, url, &filings, NULL), FA_OK);
    fa_passage_index_close(&passages);
    fa_job_repo_close(&jobs);
    fa_filing_repo_close(&filings);
}
END_TEST

START_TEST(processes_may_open_a_new_file_at_once)
{
    enum { PROCESSES = 8 };
    pid_t children[PROCESSES];

    for (int round = 0; round < 5; round++) {
        begin();
        for (int i = 0; i < PROCESSES; i++) {
            children[i] = fork();
            ck_assert_int_ge(children[i], 0);
            if (children[i] == 0) {
                fa_document_repo repo;
                fa_error err = {0};
                fa_status st = open_documents(&repo, &err);

                if (st != FA_OK)
                    (void)fprintf(stderr, "%s\n", err.message);
                _exit(st == FA_OK ? 0 : 1);
            }
        }
        for (int i = 0; i < PROCESSES; i++) {
            int status = -1;

            ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
            ck_assert_int_eq(status, 0);
        }
    }
}
END_TEST

static fa_status add_document(const fa_document_repo *repo, unsigned n)
{
    static char text[3000];
    fa_document doc = {.name = "a.pdf", .state = FA_DOCUMENT_STORED};
    char sha256[65];

    memset(text, 'x', sizeof text - 1);
    (void)snprintf(doc.id.s, sizeof doc.id.s, "doc_%026u", n);
    (void)snprintf(sha256, sizeof sha256, "%064x", n);
    doc.sha256 = sha256;
    doc.error = text;
    doc.media_type = doc.company = doc.ticker = doc.form = doc.currency = "";
    doc.tags = "";
    doc.detected = (fa_detected)FA_DETECTED_NONE;
    return fa_document_repo_add(repo, &doc, NULL, NULL);
}

static fa_status count_document(void *payload, const fa_document *doc, fa_error *err)
{
    (void)doc;
    (void)err;
    ++*(unsigned *)payload;
    return FA_OK;
}

START_TEST(a_full_disk_costs_only_what_was_refused)
{
    struct rlimit all, little;
    fa_document_repo repo;
    fa_status st = FA_OK;
    unsigned added = 0, listed = 0;

    begin();
    ck_assert_int_eq(open_documents(&repo, NULL), FA_OK);
    ck_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &all), 0);
    little = all;
    little.rlim_cur = 400000;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &little), 0);
    while (st == FA_OK && added < 1000) {
        st = add_document(&repo, added);
        added += st == FA_OK;
    }
    ck_assert_int_eq(st, FA_EUNAVAILABLE);
    ck_assert_uint_gt(added, 5);
    ck_assert_int_eq(add_document(&repo, 2000), FA_EUNAVAILABLE);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &all), 0);
    ck_assert_int_eq(add_document(&repo, 3000), FA_OK);
    ck_assert_int_eq(list_some(&repo, HOST, (fa_id){{0}}, UINT32_MAX, count_document, &listed, NULL), FA_OK);
    ck_assert_uint_eq(listed, added + 1);
    fa_document_repo_close(&repo);
}
END_TEST

static void *hold_lock(void *payload)
{
    const struct timespec wait = {0, 300 * 1000000L};
    sqlite3 *db = payload;

    (void)nanosleep(&wait, NULL);
    (void)sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    return NULL;
}

START_TEST(waits_for_another_writer)
{
    fa_document_repo repo;
    sqlite3 *db = NULL;
    pthread_t thread;

    begin();
    ck_assert_int_eq(open_documents(&repo, NULL), FA_OK);
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(pthread_create(&thread, NULL, hold_lock, db), 0);
    ck_assert_int_eq(add_document(&repo, 1), FA_OK);
    ck_assert_int_eq(pthread_join(thread, NULL), 0);
    sqlite3_close(db);
    fa_document_repo_close(&repo);
}
END_TEST

START_TEST(registers_once)
{
    fa_registry *registry = NULL;

    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(fa_sqlite_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_sqlite_register(registry, NULL), FA_ECONFLICT);
    fa_registry_free(registry);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("files");
    int status;

    temp_dir_make(root);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, makes_a_file_for_its_owner_only);
    tcase_add_test(tests, refuses_the_database_of_another_feature);
    tcase_add_test(tests, refuses_the_database_of_another_program_and_leaves_it_alone);
    tcase_add_test(tests, refuses_a_database_from_the_future);
    tcase_add_test(tests, refuses_a_file_that_is_no_database);
    tcase_add_test(tests, says_that_a_folder_is_missing);
    tcase_add_test(tests, needs_a_path);
    tcase_add_test(tests, takes_every_path_for_a_path);
    tcase_add_test(tests, several_ports_share_a_file);
    tcase_add_test(tests, processes_may_open_a_new_file_at_once);
    tcase_add_test(tests, a_full_disk_costs_only_what_was_refused);
    tcase_add_test(tests, waits_for_another_writer);
    tcase_add_test(tests, registers_once);
    status = unit_run("files", tests);
    temp_dir_remove(root);
    return status;
}
