/* Ingest and questions, again and again, with each allocation and each port call failing in turn: a typed error, no
 * leak, nothing half made. Where there are too many, some are taken, evenly, each at random within its share. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "faulty_app.h"
#include "oom.h"
#include "report_reader.h"
#include "unit.h"

enum { INGESTS = 60, OPENINGS = 30, QUESTIONS = 40, CONTENTS = 80, CALLS_MAX = 400, ANSWER_BYTES = 1 << 20 };

static const char *const names[] = {"aldergate.pdf", "aldergate.htm"};

/* Of each kind that goes its own way through the library. */
static const char *const questions[] = {
    "What was total net revenue in fiscal 2025?",
    "What is the FY2025 current ratio?",
    "By how much did operating income grow from 2023 to 2025?",
    "Which segment had the highest net revenue in 2025?",
    "What drove the change in gross margin in 2025?",
    "Did the company pay dividends to common shareholders in 2025?",
    "Which debt securities are registered to trade on an exchange?",
    "Is the company capital intensive?",
    "What was revenue in 2019?",
    "Who are the primary customers?",
};
enum { QUESTION_COUNT = sizeof questions / sizeof *questions };

/* The n-th of `count` samples of 1..total: SplitMix64 (Steele, Lea & Flood 2014) with a fixed seed. */
static long sample(long i, long count, long total)
{
    uint64_t z = (uint64_t)(i + 1) * UINT64_C(0x9e3779b97f4a7c15);
    long first, width;

    if (total <= count)
        return i + 1;
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    first = i * total / count;
    width = (i + 1) * total / count - first;
    return first + 1 + (long)((z ^ z >> 31) % (uint64_t)width);
}

static long samples(long count, long total)
{
    return total < count ? total : count;
}

static fa_app *open_app(faults *f)
{
    fa_app *app = NULL;

    faults_set(f, FAULT_BEFORE, 0);
    ck_assert_int_eq(faulty_app_open(f, &app, NULL), FA_OK);
    return app;
}

/* The filing is there as a whole; returns how many facts it has. */
static uint32_t ingest(fa_app *app, const char *name)
{
    const fa_document *doc = NULL;
    const fa_filing *filing = NULL;
    fa_error err = {0};
    fa_status st = faulty_app_ingest(app, name, &doc, &err);
    uint32_t facts;

    ck_assert_msg(st == FA_OK, "%s: %s", fa_status_name(st), err.message);
    ck_assert_int_eq(doc->state, FA_DOCUMENT_READY);
    ck_assert_int_eq(fa_filing_get(fa_app_analysis(app), HOST, doc->id, &filing, &err), FA_OK);
    facts = filing->fact_count;
    ck_assert_uint_eq(doc->fact_count, facts);
    ck_assert_uint_gt(facts, 100);
    fa_filing_free(filing);
    fa_document_free(doc);
    return facts;
}

static fa_status ask(fa_app *app, const char *question, fa_buf *out, fa_error *err)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *answer = NULL;
    fa_status st;

    in.question = question;
    st = fa_ask(fa_app_analysis(app), HOST, &in, &answer, err);
    if (st != FA_OK)
        ck_assert_ptr_null(answer);
    else
        st = fa_answer_to_json(answer, out, err);
    fa_answer_free(answer);
    return st;
}

/* Ids of documents differ from run to run; all else of an answer must not. */
static void blank_ids(fa_buf *text)
{
    for (char *at = text->data; at != NULL && (at = strstr(at, "doc_")) != NULL; at++)
        for (size_t i = 4; i < 30 && at[i] != '\0'; i++)
            at[i] = '.';
    for (char *at = text->data; at != NULL && (at = strstr(at, "ans_")) != NULL; at++)
        for (size_t i = 4; i < 30 && at[i] != '\0'; i++)
            at[i] = '.';
}

static void ask_whole(fa_app *app, const char *question, fa_buf *out)
{
    fa_buf_reset(out);
    ck_assert_int_eq(ask(app, question, out, NULL), FA_OK);
    blank_ids(out);
}

/* Nothing is half made: what is said to be ready is whole, and reading it again makes it so. */
static void check_recovery(fa_app *app, const char *name, uint32_t facts, const char *expected)
{
    fa_buf now;

    fa_buf_init(&now, ANSWER_BYTES);
    ck_assert_uint_eq(ingest(app, name), facts);
    ask_whole(app, questions[0], &now);
    ck_assert_str_eq(now.data, expected);
    fa_buf_clear(&now);
}

/* ---- opening ---- */

START_TEST(services_open_whole_or_not_at_all)
{
    long before = oom_taken(), held = oom_held(), total;
    faults f = {0};

    fa_app_close(open_app(&f));
    total = oom_taken() - before;
    for (long i = 0; i < samples(OPENINGS, total); i++) {
        fa_app *app = NULL;
        fa_status st;

        oom_fail(sample(i, OPENINGS, total));
        st = faulty_app_open(&f, &app, NULL);
        oom_fail(0);
        ck_assert_int_eq(st, FA_ENOMEM);
        ck_assert_ptr_null(app);
        ck_assert_int_eq(oom_held(), held);
    }
}
END_TEST

/* ---- ingest ---- */

START_TEST(an_ingest_without_memory_fails_and_can_be_done_again)
{
    const char *name = names[_i];
    long held = oom_held(), before, total;
    faults f = {0};
    fa_app *app = open_app(&f);
    uint32_t facts;
    fa_buf expected;

    fa_buf_init(&expected, ANSWER_BYTES);
    before = oom_taken();
    facts = ingest(app, name);
    total = oom_taken() - before;
    ask_whole(app, questions[0], &expected);
    fa_app_close(app);
    for (long i = 0; i < samples(INGESTS, total); i++) {
        const fa_document *doc = NULL;
        long n = sample(i, INGESTS, total);
        fa_error err = {0};
        fa_status st;

        app = open_app(&f);
        oom_fail(n);
        st = faulty_app_ingest(app, name, &doc, &err);
        oom_fail(0);
        ck_assert_msg(st == FA_OK || st == FA_ENOMEM, "allocation %ld: %s: %s", n, fa_status_name(st),
                      err.message);
        ck_assert_int_eq(st == FA_OK, doc != NULL);
        fa_document_free(doc);
        check_recovery(app, name, facts, expected.data);
        fa_app_close(app);
    }
    fa_buf_clear(&expected);
    ck_assert_int_eq(oom_held(), held);
}
END_TEST

static const fault_kind kinds[] = {FAULT_BEFORE, FAULT_MIDWAY, FAULT_AFTER};

START_TEST(an_ingest_whose_ports_fail_can_be_done_again)
{
    long held = oom_held(), holding, n;
    faults f = {0};
    fa_app *app = open_app(&f);
    uint32_t facts = ingest(app, names[1]);
    fa_buf expected;

    fa_buf_init(&expected, ANSWER_BYTES);
    ask_whole(app, questions[0], &expected);
    fa_app_close(app);
    holding = oom_held();
    for (n = 1; n < CALLS_MAX; n++) {
        const fa_document *doc = NULL;
        const char *struck;
        fa_error err = {0};
        fa_status st;

        app = open_app(&f);
        faults_set(&f, kinds[_i], n);
        st = faulty_app_ingest(app, names[1], &doc, &err);
        struck = atomic_load(&f.struck);
        faults_set(&f, kinds[_i], 0);
        ck_assert_msg(st == FA_OK || (st == (fa_status)FAULT_CODE && struck != NULL), "%s (call %ld): %s: %s",
                      struck == NULL ? "no fault" : struck, n, fa_status_name(st), err.message);
        ck_assert_int_eq(st == FA_OK, doc != NULL);
        fa_document_free(doc);
        check_recovery(app, names[1], facts, expected.data);
        fa_app_close(app);
        ck_assert_msg(oom_held() == holding, "%s (call %ld): a leak", struck == NULL ? "no fault" : struck,
                      n);
        if (struck == NULL)
            break;
    }
    ck_assert_int_gt(n, 10);
    ck_assert_int_lt(n, CALLS_MAX);
    fa_buf_clear(&expected);
    ck_assert_int_eq(oom_held(), held);
}
END_TEST

/* ---- questions ---- */

typedef struct asked {
    faults f;
    fa_app *app;
    fa_buf expected;
    fa_buf got;
    long held;  /* before all */
    long total; /* allocations of a first answer */
} asked;

static void begin_asking(asked *a, const char *question)
{
    long before;

    memset(a, 0, sizeof *a);
    a->held = oom_held();
    a->app = open_app(&a->f);
    ingest(a->app, names[1]);
    fa_buf_init(&a->expected, ANSWER_BYTES);
    fa_buf_init(&a->got, ANSWER_BYTES);
    before = oom_taken();
    ask_whole(a->app, question, &a->expected);
    a->total = oom_taken() - before;
}

static void end_asking(asked *a)
{
    fa_buf_clear(&a->expected);
    fa_buf_clear(&a->got);
    fa_app_close(a->app);
    ck_assert_int_eq(oom_held(), a->held);
}

/* An answer to a question that met a failure is the whole answer, and so is the next. */
static void check_answer(asked *a, const char *question, fa_status st, fa_status fault, const char *what,
                         long n)
{
    ck_assert_msg(st == FA_OK || st == fault, "%s: %s %ld: %s", question, what, n, fa_status_name(st));
    if (st == FA_OK) {
        blank_ids(&a->got);
        ck_assert_str_eq(a->got.data, a->expected.data);
    }
    ask_whole(a->app, question, &a->got);
    ck_assert_str_eq(a->got.data, a->expected.data);
}

START_TEST(a_question_without_memory_gets_no_other_answer)
{
    const char *question = questions[_i];
    asked a;

    begin_asking(&a, question);
    for (long i = 0; i < samples(QUESTIONS, a.total); i++) {
        long n = sample(i, QUESTIONS, a.total), held = oom_held();
        fa_status st;

        fa_buf_reset(&a.got);
        oom_fail(n);
        st = ask(a.app, question, &a.got, NULL);
        oom_fail(0);
        if (st != FA_OK)
            ck_assert_int_le(oom_held(), held);
        check_answer(&a, question, st, FA_ENOMEM, "allocation", n);
    }
    end_asking(&a);
}
END_TEST

START_TEST(a_question_whose_ports_fail_gets_no_other_answer)
{
    const char *question = questions[_i];
    long n;
    asked a;

    begin_asking(&a, question);
    for (n = 1; n < CALLS_MAX; n++) {
        const char *struck;
        fa_status st;

        fa_buf_reset(&a.got);
        faults_set(&a.f, kinds[n % 3], n);
        st = ask(a.app, question, &a.got, NULL);
        struck = atomic_load(&a.f.struck);
        faults_set(&a.f, FAULT_BEFORE, 0);
        check_answer(&a, question, st, struck == NULL ? FA_OK : (fa_status)FAULT_CODE, "call", n);
        if (struck == NULL)
            break;
    }
    ck_assert_int_gt(n, 1);
    ck_assert_int_lt(n, CALLS_MAX);
    end_asking(&a);
}
END_TEST

/* A question by services that have just begun, so that nothing is at hand yet. */
START_TEST(a_first_question_that_meets_a_failure_gets_no_other_answer)
{
    const char *question = questions[1];
    bool calls = _i == 0, struck = true;
    asked a;
    long i;

    for (i = 0; i < QUESTIONS && (struck || !calls); i++) {
        fa_status st;
        long n;

        begin_asking(&a, question);
        fa_app_close(a.app);
        a.app = open_app(&a.f);
        ingest(a.app, names[1]);
        fa_buf_reset(&a.got);
        n = calls ? i + 1 : sample(i, QUESTIONS, a.total);
        if (calls)
            faults_set(&a.f, FAULT_AFTER, n);
        else
            oom_fail(n);
        st = ask(a.app, question, &a.got, NULL);
        struck = calls ? atomic_load(&a.f.struck) != NULL : oom_struck();
        oom_fail(0);
        faults_set(&a.f, FAULT_BEFORE, 0);
        check_answer(&a, question, st,
                     !struck ? FA_OK
                     : calls ? (fa_status)FAULT_CODE
                             : FA_ENOMEM,
                     calls ? "call" : "allocation", n);
        end_asking(&a);
    }
    ck_assert_int_gt(i, 3);
}
END_TEST

/* ---- contents ---- */

static fa_status keep_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    return fa_buf_append(payload, buf, len) == FA_OK ? FA_OK : fa_buf_check(payload, err);
}

/* Makes a content, writes it, and reads it back. */
static fa_status carry(fa_content_kind kind, fa_error *err)
{
    const fa_content *content = NULL, *again = NULL;
    fa_buf bytes;
    fa_status st;

    fa_buf_init(&bytes, 1 << 24);
    st = report_content(kind, NULL, &content, err);
    if (st == FA_OK)
        st = fa_content_write(content, keep_bytes, &bytes, err);
    if (st == FA_OK)
        st = fa_content_parse(bytes.data, bytes.len, NULL, &again, err);
    if (st == FA_OK && again->table_count != content->table_count)
        st = fa_fail(err, FA_EINTERNAL, "another content came back");
    fa_content_free(content);
    fa_content_free(again);
    fa_buf_clear(&bytes);
    return st;
}

START_TEST(a_content_without_memory_is_not_made)
{
    fa_content_kind kind = _i == 0 ? FA_CONTENT_PDF : FA_CONTENT_HTML;
    long held = oom_held(), before = oom_taken(), total;

    ck_assert_int_eq(carry(kind, NULL), FA_OK);
    total = oom_taken() - before;
    for (long i = 0; i < samples(CONTENTS, total); i++) {
        fa_error err = {0};
        fa_status st;

        oom_fail(sample(i, CONTENTS, total));
        st = carry(kind, &err);
        oom_fail(0);
        ck_assert_msg(st == FA_ENOMEM, "allocation %ld: %s: %s", sample(i, CONTENTS, total),
                      fa_status_name(st), err.message);
        ck_assert_int_eq(oom_held(), held);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("app");

    oom_install();
    tcase_set_timeout(tests, 100);
    tcase_add_test(tests, services_open_whole_or_not_at_all);
    tcase_add_loop_test(tests, an_ingest_without_memory_fails_and_can_be_done_again, 0, 2);
    tcase_add_loop_test(tests, an_ingest_whose_ports_fail_can_be_done_again, 0, 3);
    tcase_add_loop_test(tests, a_question_without_memory_gets_no_other_answer, 0, QUESTION_COUNT);
    tcase_add_loop_test(tests, a_question_whose_ports_fail_gets_no_other_answer, 0, QUESTION_COUNT);
    tcase_add_loop_test(tests, a_first_question_that_meets_a_failure_gets_no_other_answer, 0, 2);
    tcase_add_loop_test(tests, a_content_without_memory_is_not_made, 0, 2);
    return unit_run("fault/app", tests);
}
