/* Every allocation of the library fails once, in every repository: a code, no leak, and nothing half stored. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/port/document_repo.h>
#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/passage_index.h>

#include "host.h"
#include "oom.h"
#include "sqlite_file.h"
#include "unit.h"

static fa_status list_some(const fa_document_repo *repo, fa_id owner, fa_id after, uint32_t limit,
                           fa_document_visit_fn visit, void *payload, fa_error *err)
{
    fa_document_query query = FA_DOCUMENT_QUERY_INIT;

    query.after = after;
    query.limit = limit;
    return fa_document_repo_select(repo, owner, &query, visit, payload, err);
}

static const fa_id doc = {"doc_00000000000000000000000001"};
static const fa_id job = {"job_00000000000000000000000001"};

typedef struct opened {
    bool sqlite;
    fa_document_repo documents;
    fa_job_repo jobs;
    fa_filing_repo filings;
    fa_passage_index passages;
} opened;

static fa_status open_port(const opened *o, fa_port port, void *out)
{
    return o->sqlite ? sqlite_file_open(port, out, NULL) : host_open(port, "memory:", out, NULL);
}

/* What a visit saw: kept outside of the library's memory. */
typedef struct seen {
    unsigned visits;
    uint32_t version;
} seen;

static fa_status see_document(void *payload, const fa_document *d, fa_error *err)
{
    seen *s = payload;

    (void)err;
    s->visits++;
    s->version = d->version;
    return FA_OK;
}

static fa_status see_job(void *payload, const fa_job *j, fa_error *err)
{
    seen *s = payload;

    (void)err;
    s->visits++;
    s->version = j->version;
    return FA_OK;
}

static fa_status see_filing(void *payload, const fa_filing *f, fa_error *err)
{
    seen *s = payload;

    (void)err;
    (void)f;
    s->visits++;
    return FA_OK;
}

static fa_status see_page(void *payload, const fa_passage *p, fa_error *err)
{
    seen *s = payload;

    (void)err;
    (void)p;
    s->visits++;
    return FA_OK;
}

static fa_status see_hit(void *payload, const fa_passage_hit *h, fa_error *err)
{
    seen *s = payload;

    (void)err;
    (void)h;
    s->visits++;
    return FA_OK;
}

/* ---- one call each ---- */

static fa_document record(void)
{
    static const char digest[] = "00000000000000000000000000000000000000000000000000000000000000aa";

    return (fa_document){.id = doc,
                         .name = "a.pdf",
                         .sha256 = digest,
                         .media_type = "",
                         .state = FA_DOCUMENT_STORED,
                         .error = "",
                         .company = "",
                         .ticker = "",
                         .form = "",
                         .currency = "",
                         .tags = "",
                         .detected = FA_DETECTED_NONE};
}

static fa_status add_document(opened *o, seen *s)
{
    fa_document d = record();

    (void)s;
    return fa_document_repo_add(&o->documents, &d, NULL, NULL);
}

static fa_status replace_document(opened *o, seen *s)
{
    fa_document d = record();

    (void)s;
    d.company = "Nordwind";
    return fa_document_repo_replace(&o->documents, &d, NULL);
}

static fa_status get_document(opened *o, seen *s)
{
    return fa_document_repo_get(&o->documents, HOST, doc, see_document, s, NULL);
}

static fa_status list_documents(opened *o, seen *s)
{
    return list_some(&o->documents, HOST, (fa_id){{0}}, 10, see_document, s, NULL);
}

static fa_status add_job(opened *o, seen *s)
{
    fa_job j = {.id = job, .document = doc, .state = FA_JOB_QUEUED, .step = "", .error = ""};

    (void)s;
    return fa_job_repo_add(&o->jobs, &j, NULL);
}

static fa_status replace_job(opened *o, seen *s)
{
    fa_job j = {.id = job, .document = doc, .state = FA_JOB_QUEUED, .step = "reading", .error = ""};

    (void)s;
    return fa_job_repo_replace(&o->jobs, &j, NULL);
}

static fa_status get_job(opened *o, seen *s)
{
    return fa_job_repo_get(&o->jobs, HOST, job, see_job, s, NULL);
}

/* Enough texts that the table of them grows. */
static fa_status put_filing(opened *o, seen *s)
{
    enum { MOST = 2000 };
    static fa_fact facts[MOST];
    static char labels[MOST][32];
    static const fa_dimension dims[] = {{"axis", "member", "label"}};
    static const fa_identity_item none = {"", {.element = ""}};
    fa_filing filing = {
        {none, none, none, none, none, none, 0, 0, 0, FA_FISCAL_NONE, 0, 0, ""}, facts, 0, NULL, 0, NULL, 0};

    (void)s;
    for (uint32_t i = 0; i < MOST; i++) {
        (void)snprintf(labels[i], sizeof labels[i], "label %u", (unsigned)i);
        facts[i] = (fa_fact){.index = i,
                             .concept = "",
                             .label = labels[i],
                             .path = "",
                             .column = "",
                             .table = -1,
                             .row = -1,
                             .col = -1,
                             .unit = "",
                             .text = "1",
                             .dims = dims,
                             .dim_count = 1,
                             .place = {.element = ""}};
    }
    filing.fact_count = MOST;
    return fa_filing_repo_put(&o->filings, HOST, doc, &filing, NULL);
}

static fa_status get_filing(opened *o, seen *s)
{
    return fa_filing_repo_get(&o->filings, HOST, doc, see_filing, s, NULL);
}

static fa_status put_pages(opened *o, seen *s)
{
    static const fa_line lines[] = {{{1, 2, 3, 4}, 0, 4, 0, 0}};
    static const fa_passage pages[] = {
        {.page = 1, .section = "", .text = "cash and cash", .lines = lines, .line_count = 1},
        {.page = 2, .section = "", .text = "equity of owners and other words"}};

    (void)s;
    return fa_passage_put(&o->passages, HOST, doc, pages, 2, NULL);
}

static fa_status get_page(opened *o, seen *s)
{
    return fa_passage_page(&o->passages, HOST, doc, 1, see_page, s, NULL);
}

static fa_status search(opened *o, seen *s)
{
    static const fa_term terms[] = {{"cash", 1}, {"equity", 0.5}};

    return fa_passage_search(&o->passages, HOST, terms, 2, NULL, 0, 9, see_hit, s, NULL);
}

static fa_status search_named(opened *o, seen *s)
{
    static const fa_term terms[] = {{"owners", 1}};

    return fa_passage_search(&o->passages, HOST, terms, 1, &doc, 1, 9, see_hit, s, NULL);
}

/* ---- each of them with each of its allocations failing ---- */

/* Repeats a call with its 1st, 2nd, ... allocation failing until one gets through. After each failure `probe` tells that
 * nothing changed. Returns the failures. */
static long fail_each(opened *o, fa_status (*call)(opened *, seen *), fa_status (*probe)(opened *, seen *),
                      fa_status before)
{
    long n = 1;

    for (;; n++) {
        seen s = {0, 0};
        fa_status st;

        oom_fail(n);
        st = call(o, &s);
        oom_fail(0);
        if (st == FA_OK)
            return n - 1;
        ck_assert_int_eq(st, FA_ENOMEM);
        ck_assert_uint_eq(s.visits, 0);
        if (probe != NULL) {
            ck_assert_int_eq(probe(o, &s), before);
            ck_assert_uint_eq(s.version, 0);
        }
    }
}

static void fail_all(bool sqlite)
{
    opened o = {.sqlite = sqlite};
    seen s = {0, 0};
    long held;

    oom_install();
    held = oom_held();
    ck_assert_int_eq(open_port(&o, FA_PORT_DOCUMENT_REPO, &o.documents), FA_OK);
    (void)fail_each(&o, add_document, get_document, FA_ENOTFOUND);
    ck_assert_int_gt(fail_each(&o, list_documents, NULL, FA_OK), 0);
    (void)fail_each(&o, get_document, NULL, FA_OK);
    (void)fail_each(&o, replace_document, get_document, FA_OK);
    ck_assert_int_eq(get_document(&o, &s), FA_OK);
    ck_assert_uint_eq(s.version, 1);
    fa_document_repo_close(&o.documents);

    ck_assert_int_eq(open_port(&o, FA_PORT_JOB_REPO, &o.jobs), FA_OK);
    (void)fail_each(&o, add_job, get_job, FA_ENOTFOUND);
    (void)fail_each(&o, get_job, NULL, FA_OK);
    (void)fail_each(&o, replace_job, get_job, FA_OK);
    ck_assert_int_eq(get_job(&o, &s), FA_OK);
    ck_assert_uint_eq(s.version, 1);
    fa_job_repo_close(&o.jobs);

    ck_assert_int_eq(open_port(&o, FA_PORT_FILING_REPO, &o.filings), FA_OK);
    ck_assert_int_gt(fail_each(&o, put_filing, get_filing, FA_ENOTFOUND), 2);
    (void)fail_each(&o, get_filing, NULL, FA_OK);
    fa_filing_repo_close(&o.filings);

    ck_assert_int_eq(open_port(&o, FA_PORT_PASSAGE_INDEX, &o.passages), FA_OK);
    ck_assert_int_gt(fail_each(&o, put_pages, get_page, FA_ENOTFOUND), 5);
    (void)fail_each(&o, get_page, NULL, FA_OK);
    ck_assert_int_gt(fail_each(&o, search, NULL, FA_OK), 2);
    ck_assert_int_gt(fail_each(&o, search_named, NULL, FA_OK), 2);
    fa_passage_index_close(&o.passages);
    ck_assert_int_eq(oom_held(), held);
}

START_TEST(memory_survives_each_failed_allocation)
{
    fail_all(false);
}
END_TEST

START_TEST(sqlite_survives_each_failed_allocation)
{
    fail_all(true);
}
END_TEST

START_TEST(opening_survives_each_failed_allocation)
{
    fa_status st = FA_ENOMEM;
    long held;

    oom_install();
    held = oom_held();
    for (long n = 1; st != FA_OK; n++) {
        fa_passage_index index = {NULL, NULL};

        oom_fail(n);
        st = sqlite_file_open(FA_PORT_PASSAGE_INDEX, &index, NULL);
        oom_fail(0);
        ck_assert(st == FA_OK || (st == FA_ENOMEM && index.ops == NULL));
        fa_passage_index_close(&index);
        ck_assert_int_eq(oom_held(), held);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("no_memory");
    int status;

    sqlite_file_begin();
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, memory_survives_each_failed_allocation);
    tcase_add_test(tests, sqlite_survives_each_failed_allocation);
    tcase_add_test(tests, opening_survives_each_failed_allocation);
    status = unit_run("no_memory", tests);
    sqlite_file_end();
    return status;
}
