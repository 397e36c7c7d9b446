/* Databases that an earlier version wrote: what is in them stays, and belongs to the host. */
#include <finanalyst/adapter/sqlite.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/port/document_repo.h>
#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/passage_index.h>

#include "temp_dir.h"
#include "unit.h"

static char folder[TEMP_DIR_PATH];
static char path[TEMP_DIR_PATH + 16];

/* The steps of a schema up to a version, as its source has them. */
static char *first_steps(const char *feature, int versions)
{
    static char sql[1 << 16];
    char name[512], mark[32];
    FILE *f;
    size_t n;
    char *end;

    (void)snprintf(name, sizeof name, FA_SOURCE_DIR "/libfinanalyst/adapters/sqlite/schema/%s.sql", feature);
    f = fopen(name, "r");
    ck_assert_ptr_nonnull(f);
    n = fread(sql, 1, sizeof sql - 1, f);
    (void)fclose(f);
    sql[n] = '\0';
    (void)snprintf(mark, sizeof mark, "-- version %d", versions + 1);
    end = strstr(sql, mark);
    ck_assert_ptr_nonnull(end);
    *end = '\0';
    return sql;
}

static void run(sqlite3 *db, const char *sql)
{
    char *why = NULL;

    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK, "%s", why);
}

/* A database as the first version left it, with these rows. */
static void make_first(const char *feature, int application_id, const char *rows)
{
    char pragmas[96];
    sqlite3 *db = NULL;

    temp_dir_make(folder);
    (void)snprintf(path, sizeof path, "%s/test.db", folder);
    (void)snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = 1",
                   application_id);
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    run(db, first_steps(feature, 1));
    run(db, pragmas);
    run(db, rows);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

static void open_port(fa_port port, void *out)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    char url[sizeof path + 8];
    fa_registry *registry = NULL;
    fa_error err = {0};

    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    ck_assert_int_eq(fa_registry_new(&registry, &err), FA_OK);
    ck_assert_int_eq(fa_sqlite_register(registry, &err), FA_OK);
    ck_assert_msg(fa_registry_open(registry, port, &context, url, out, &err) == FA_OK, "%s", err.message);
    fa_registry_free(registry);
}

static const fa_id first = {"doc_00000000000000000000000001"};
static const fa_id second = {"doc_00000000000000000000000002"};

static fa_status see_document(void *payload, const fa_document *doc, fa_error *err)
{
    (void)err;
    ck_assert_str_eq(doc->owner.s, "");
    ck_assert_str_eq(doc->company, "Nordwind");
    ck_assert_uint_eq(doc->version, 4);
    *(uint32_t *)payload = doc->legacy_id;
    return FA_OK;
}

START_TEST(documents_belong_to_the_host_and_are_numbered_by_age)
{
    fa_document_repo repo;
    uint32_t number = 0;

    make_first(
        "document", 0x46416401,
        "INSERT INTO document VALUES ('doc_00000000000000000000000002', 'b', 'b', 1, '', 3, 0, '', 1, 2, "
        "'Nordwind', '', '', '', NULL, 2023, 8, 5, 4);"
        "INSERT INTO document VALUES ('doc_00000000000000000000000001', 'a', 'a', 1, '', 3, 0, '', 1, 2, "
        "'Nordwind', '', '', '', NULL, 2023, 8, 5, 4)");
    open_port(FA_PORT_DOCUMENT_REPO, &repo);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, first, see_document, &number, NULL), FA_OK);
    ck_assert_uint_eq(number, 1);
    ck_assert_int_eq(fa_document_repo_get(&repo, HOST, second, see_document, &number, NULL), FA_OK);
    ck_assert_uint_eq(number, 2);
    fa_document_repo_close(&repo);
}
END_TEST

static fa_status see_job(void *payload, const fa_job *job, fa_error *err)
{
    (void)err;
    ck_assert_str_eq(job->owner.s, "");
    ck_assert_str_eq(job->step, "done");
    ++*(int *)payload;
    return FA_OK;
}

static fa_status see_filing(void *payload, const fa_filing *filing, fa_error *err)
{
    (void)err;
    ck_assert_str_eq(filing->identity.company.text, "Nordwind");
    ++*(int *)payload;
    return FA_OK;
}

static fa_status see_page(void *payload, const fa_passage *page, fa_error *err)
{
    (void)err;
    ck_assert_str_eq(page->text, "cash");
    ++*(int *)payload;
    return FA_OK;
}

static fa_status see_hit(void *payload, const fa_passage_hit *hit, fa_error *err)
{
    (void)err;
    ck_assert_str_eq(hit->document.s, first.s);
    ++*(int *)payload;
    return FA_OK;
}

START_TEST(what_was_read_of_them_stays)
{
    static const fa_term cash = {"cash", 1};
    fa_job_repo jobs;
    fa_filing_repo filings;
    fa_passage_index index;
    int seen = 0;

    make_first(
        "analysis", 0x46416101,
        "INSERT INTO job VALUES ('job_00000000000000000000000001', 'doc_00000000000000000000000001', 4, "
        "'done', 1, 1, 1, 0, 0, '', 1, 1, 1);"
        "INSERT INTO filing VALUES (7, 'doc_00000000000000000000000001', NULL, NULL, 2023, 8, 12, 31, 0, "
        "2, 0, 0, 0);"
        "INSERT INTO filing_text VALUES (7, 1, 'Nordwind');"
        "INSERT INTO identity_item VALUES (7, 0, 1, 1, NULL, 0), (7, 1, 0, 0, NULL, 0), "
        "(7, 2, 0, 0, NULL, 0), (7, 3, 0, 0, NULL, 0), (7, 4, 0, 0, NULL, 0), (7, 5, 0, 0, NULL, 0);"
        "INSERT INTO searched VALUES (3, 'doc_00000000000000000000000001', x'010100');"
        "INSERT INTO page VALUES (9, 3, 1, 0, '', 'cash', x'');"
        "INSERT INTO posting VALUES (0, 'cash', 3, x'00')");
    open_port(FA_PORT_JOB_REPO, &jobs);
    open_port(FA_PORT_FILING_REPO, &filings);
    open_port(FA_PORT_PASSAGE_INDEX, &index);
    ck_assert_int_eq(fa_job_repo_of_document(&jobs, HOST, first, see_job, &seen, NULL), FA_OK);
    ck_assert_int_eq(fa_filing_repo_get(&filings, HOST, first, see_filing, &seen, NULL), FA_OK);
    ck_assert_int_eq(fa_passage_page(&index, HOST, first, 1, see_page, &seen, NULL), FA_OK);
    ck_assert_int_eq(fa_passage_search(&index, HOST, &cash, 1, NULL, 0, 9, see_hit, &seen, NULL), FA_OK);
    ck_assert_int_eq(seen, 4);
    /* what hangs on a row that was moved still goes with it */
    ck_assert_int_eq(fa_filing_repo_remove(&filings, HOST, first, NULL), FA_OK);
    ck_assert_int_eq(fa_passage_remove(&index, HOST, first, NULL), FA_OK);
    ck_assert_int_eq(fa_passage_page(&index, HOST, first, 1, see_page, &seen, NULL), FA_ENOTFOUND);
    fa_job_repo_close(&jobs);
    fa_filing_repo_close(&filings);
    fa_passage_index_close(&index);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("migration");

    tcase_add_test(tests, documents_belong_to_the_host_and_are_numbered_by_age);
    tcase_add_test(tests, what_was_read_of_them_stays);
    return unit_run("sqlite/migration", tests);
}
