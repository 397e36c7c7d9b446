/* The uses of the record service again and again, with the 1st, 2nd, … allocation or port call failing. */
#include <string.h>

#include <finanalyst/wire.h>

#include "oom.h"
#include "record_host.h"
#include "unit.h"

/* More steps than any use has. */
enum { MANY = 200, LONG = 100000 };

static const fault_kind kinds[] = {FAULT_BEFORE, FAULT_AFTER};

static fa_id document;
static fa_id analysis; /* of it, where one was prepared */

static void open_host(record_host *host)
{
    record_host_open(host);
    document = record_host_ingest(host, record_user(1), "harrow.htm", "a");
}

/* ---- uses ---- */

typedef fa_status (*use_fn)(record_host *host);

static fa_status use_ask(record_host *host)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_record *r = NULL;
    bool cached = true;
    fa_status st;

    in.question = "What were net sales in fiscal 2023?";
    st = fa_record_ask(host->svc, record_user(1), &in, &r, &cached, NULL);
    ck_assert((r != NULL) == (st == FA_OK));
    fa_record_free(r);
    return st;
}

static fa_status use_analyse(record_host *host)
{
    const fa_record *r = NULL;
    fa_status st = fa_record_analyse(host->svc, record_user(1), document, &r, NULL, NULL);

    ck_assert((r != NULL) == (st == FA_OK));
    fa_record_free(r);
    return st;
}

static fa_status drop(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    (void)err;
    return FA_OK;
}

static fa_status use_export(record_host *host)
{
    fa_sheets sheets = {NULL, NULL};
    fa_status st = fa_sheets_csv_open(drop, NULL, &sheets, NULL);

    if (st == FA_OK)
        st = fa_record_export(host->svc, record_user(1), analysis, &sheets, NULL);
    fa_sheets_close(&sheets);
    if (st == FA_OK)
        st = fa_record_export_json(host->svc, record_user(1), analysis, drop, NULL, NULL);
    return st;
}

static fa_status use_remove(record_host *host)
{
    return fa_record_remove(host->svc, record_user(1), analysis, NULL);
}

static fa_status use_sweep(record_host *host)
{
    fa_record_sweep run = FA_RECORD_SWEEP_INIT;

    return fa_record_sweep_next(host->svc, &run, NULL);
}

static fa_status note_id(void *payload, const fa_record *record, fa_error *err)
{
    (void)err;
    *(fa_id *)payload = record->id;
    return FA_OK;
}

static void note_analysis(record_host *host)
{
    fa_record_query q = FA_RECORD_QUERY_INIT;

    q.kind = FA_RECORD_ANALYSIS;
    ck_assert_int_eq(fa_record_repo_list(&host->repo, record_user(1), &q, note_id, &analysis, NULL), FA_OK);
}

typedef struct use {
    use_fn fn;
    bool prepared; /* needs an answer and an analysis */
    long sparse;   /* which allocations fail: every one at first, then one of n / sparse */
} use;

static const use uses[] = {{use_ask, false, 12},
                           {use_analyse, false, 5},
                           {use_export, true, 6},
                           {use_remove, true, 30},
                           {use_sweep, true, 30}};

static void prepare(record_host *host, const use *u)
{
    open_host(host);
    if (!u->prepared)
        return;
    ck_assert_int_eq(use_ask(host), FA_OK);
    ck_assert_int_eq(use_analyse(host), FA_OK);
    note_analysis(host);
}

/* A record is there whole or not at all, and never twice. */
static fa_status check_record(void *payload, const fa_record *record, fa_error *err)
{
    fa_buf out;

    (void)payload;
    fa_buf_init(&out, 8 << 20);
    ck_assert_uint_eq(record->source_count, 1);
    ck_assert_int_eq(fa_record_told_to_json(record, record->kind == FA_RECORD_ANSWER ? "text" : "key_figures",
                                            false, &out, err),
                     FA_OK);
    fa_buf_clear(&out);
    return FA_OK;
}

static void check_whole(record_host *host)
{
    for (int kind = FA_RECORD_ANSWER; kind <= FA_RECORD_ANALYSIS; kind++) {
        fa_record_query q = FA_RECORD_QUERY_INIT;

        q.kind = (fa_record_kind)kind;
        ck_assert_int_eq(fa_record_repo_list(&host->repo, record_user(1), &q, check_record, NULL, NULL),
                         FA_OK);
        ck_assert_uint_le(record_host_count(host, record_user(1), q.kind), 1);
    }
}

START_TEST(a_use_without_memory_changes_nothing_by_halves)
{
    const use *u = &uses[_i];
    bool struck = true;
    long n;

    for (n = 1; n < LONG && struck; n += 1 + n / u->sparse) {
        record_host host;
        fa_status st;

        prepare(&host, u);
        oom_fail(n);
        st = u->fn(&host);
        struck = oom_struck();
        oom_fail(0);
        ck_assert_msg(st == FA_OK || st == FA_ENOMEM, "%d", (int)st);
        check_whole(&host);
        if (st != FA_OK) /* what failed can be done again */
            ck_assert_int_eq(u->fn(&host), FA_OK);
        check_whole(&host);
        record_host_close(&host);
    }
    ck_assert(n > 2 || u->fn == use_remove || u->fn == use_sweep); /* it did strike, where memory is taken */
    ck_assert(!struck);
}
END_TEST

START_TEST(a_use_whose_ports_fail_changes_nothing_by_halves)
{
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        long n;

        for (n = 1; n < MANY; n++) {
            record_host host;
            const char *struck;
            fa_status st;

            prepare(&host, &uses[i]);
            faults_set(&host.faults, kinds[_i], n);
            st = uses[i].fn(&host);
            struck = atomic_load(&host.faults.struck);
            faults_set(&host.faults, kinds[_i], 0);
            ck_assert_msg(st == (struck == NULL ? FA_OK : (int)FAULT_CODE), "%s: %d",
                          struck == NULL ? "nothing struck" : struck, (int)st);
            check_whole(&host);
            if (uses[i].fn != use_remove || st != FA_OK) {
                st = uses[i].fn(&host);
                ck_assert(st == FA_OK || (uses[i].fn == use_remove && st == FA_ENOTFOUND));
            }
            check_whole(&host);
            record_host_close(&host);
            if (struck == NULL)
                break;
        }
        ck_assert_int_gt(n, 1);
        ck_assert_int_lt(n, MANY);
    }
}
END_TEST

START_TEST(leaves_nothing_behind_when_it_is_closed)
{
    long held = oom_held();
    record_host host;

    prepare(&host, &uses[2]);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        ck_assert_int_eq(uses[i].fn(&host), FA_OK);
    ck_assert_int_eq(fa_record_erase(host.svc, record_user(1), NULL), FA_OK);
    record_host_close(&host);
    ck_assert_int_eq(oom_held(), held);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("record");

    oom_install();
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, a_use_without_memory_changes_nothing_by_halves, 0, sizeof uses / sizeof *uses);
    tcase_add_loop_test(tests, a_use_whose_ports_fail_changes_nothing_by_halves, 0, 2);
    tcase_add_test(tests, leaves_nothing_behind_when_it_is_closed);
    return unit_run("fault/record", tests);
}
