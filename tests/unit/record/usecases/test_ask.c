/* Answers that are kept, and told again to the byte. */
#include <string.h>

#include <finanalyst/wire.h>

#include "record_host.h"
#include "unit.h"

static record_host host;
static fa_id document;

static const char sales[] = "What were net sales in fiscal 2023?";

static void set_up(void)
{
    record_host_open(&host);
    document = record_host_ingest(&host, record_user(1), "harrow.htm", "a");
}

static void tear_down(void)
{
    record_host_close(&host);
}

static fa_status try(unsigned user, const char *question, const fa_id *documents, uint32_t count,
                     const fa_record **out, bool *cached)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;

    in.question = question;
    in.documents = documents;
    in.document_count = count;
    return fa_record_ask(host.svc, record_user(user), &in, out, cached, NULL);
}

static const fa_record *ask(unsigned user, const char *question, const fa_id *documents, bool *cached)
{
    const fa_record *r = NULL;
    bool there = false;

    ck_assert_int_eq(try(user, question, documents, documents == NULL ? 0 : 1, &r, &there), FA_OK);
    if (cached != NULL)
        *cached = there;
    return r;
}

START_TEST(keeps_the_answer_as_it_was_told)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_record *r = ask(1, sales, &document, NULL), *again = NULL;
    const fa_answer *answer = NULL;
    fa_buf json;

    in.question = sales;
    in.documents = &document;
    in.document_count = 1;
    fa_buf_init(&json, 1 << 20);
    ck_assert_int_eq(fa_ask(host.analysis.svc, record_user(1), &in, &answer, NULL), FA_OK);
    ck_assert_int_eq(fa_answer_to_json(answer, &json, NULL), FA_OK);
    ck_assert_uint_eq(r->json_len, json.len);
    ck_assert_str_eq(r->json, json.data);
    ck_assert_str_eq(r->id.s, answer->id.s);
    ck_assert_str_eq(r->title, sales);
    ck_assert_str_eq(r->engine, fa_version());
    ck_assert_int_eq(r->outcome, FA_RECORD_ANSWERED);
    ck_assert(!r->all);
    ck_assert_uint_eq(r->source_count, 1);
    ck_assert_str_eq(r->sources[0].document.s, document.s);
    ck_assert_int_eq(r->legacy_id, 1);
    ck_assert_int_gt(r->created, 0);
    ck_assert_int_eq(fa_record_get(host.svc, record_user(1), r->id, &again, NULL), FA_OK);
    ck_assert_str_eq(again->json, r->json);
    ck_assert_int_eq(again->created, r->created);
    fa_record_free(again);
    fa_record_free(r);
    fa_answer_free(answer);
    fa_buf_clear(&json);
}
END_TEST

START_TEST(tells_the_same_bytes_again_without_asking)
{
    bool cached = true;
    const fa_record *first = ask(1, sales, &document, &cached), *second;

    ck_assert(!cached);
    ck_assert_uint_eq(host.asked, 1);
    second = ask(1, sales, &document, &cached);
    ck_assert(cached);
    ck_assert_uint_eq(host.asked, 1);
    ck_assert_str_eq(first->json, second->json);
    ck_assert_int_eq(first->legacy_id, second->legacy_id);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANSWER), 1);
    fa_record_free(first);
    fa_record_free(second);
}
END_TEST

START_TEST(asks_anew_for_another_owner_another_scope_and_other_words)
{
    fa_id other = record_host_ingest(&host, record_user(2), "harrow.htm", "a");
    bool cached;

    fa_record_free(ask(1, sales, &document, &cached));
    fa_record_free(ask(2, sales, &other, &cached));
    ck_assert(!cached);
    fa_record_free(ask(1, sales, NULL, &cached));
    ck_assert(!cached);
    fa_record_free(ask(1, "What were net sales in FY2023?", &document, &cached));
    ck_assert(!cached);
    ck_assert_uint_eq(host.asked, 4);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANSWER), 3);
    ck_assert_uint_eq(record_host_count(&host, record_user(2), FA_RECORD_ANSWER), 1);
}
END_TEST

START_TEST(asks_anew_when_another_document_could_change_the_answer)
{
    bool cached;
    const fa_record *r = ask(1, sales, NULL, &cached);

    ck_assert(r->all);
    ck_assert_uint_eq(r->source_count, 1); /* the one that is cited */
    fa_record_free(r);
    record_host_upload(&host, record_user(1), "unread.htm", "b"); /* has not been read: changes nothing */
    fa_record_free(ask(1, sales, NULL, &cached));
    ck_assert(cached);
    record_host_ingest(&host, record_user(1), "second.htm", "c");
    fa_record_free(ask(1, sales, NULL, &cached));
    ck_assert(!cached);
}
END_TEST

START_TEST(keeps_refusals_as_such)
{
    const fa_record *r = ask(1, "Will net sales rise next year?", &document, NULL);

    ck_assert_int_eq(r->outcome, FA_RECORD_REFUSED);
    ck_assert_ptr_nonnull(strstr(r->json, "\"refused\":true"));
    fa_record_free(r);
}
END_TEST

START_TEST(keeps_nothing_of_what_cannot_be_asked)
{
    fa_id stranger = {"doc_00000000000000000000000000"};
    const fa_record *r = NULL;
    bool cached = true;

    ck_assert_int_eq(try(1, "", &document, 1, &r, &cached), FA_EINVALID);
    ck_assert_int_eq(try(1, sales, &stranger, 1, &r, &cached), FA_ENOTFOUND);
    ck_assert_int_eq(try(2, sales, &document, 1, &r, &cached), FA_ENOTFOUND); /* it is another's */
    ck_assert_ptr_null(r);
    ck_assert(cached);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANSWER), 0);
}
END_TEST

static void remove_document(record_host *h)
{
    ck_assert_int_eq(fa_document_remove(h->analysis.documents.svc, record_user(1), document, NULL), FA_OK);
    ck_assert_int_eq(fa_record_forget(h->svc, document, NULL), FA_OK);
    h->meanwhile = NULL;
}

START_TEST(keeps_no_answer_about_a_document_that_was_removed_meanwhile)
{
    const fa_record *r = NULL;

    host.meanwhile = remove_document;
    ck_assert_int_eq(try(1, sales, &document, 1, &r, NULL), FA_ENOTFOUND);
    ck_assert_ptr_null(r);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANSWER), 0);
}
END_TEST

static void add_document(record_host *h)
{
    h->meanwhile = NULL;
    record_host_ingest(h, record_user(1), "second.htm", "c");
}

START_TEST(asks_again_when_documents_change_meanwhile)
{
    bool cached = true;
    const fa_record *r;

    host.meanwhile = add_document;
    r = ask(1, sales, NULL, &cached);
    ck_assert(!cached);
    ck_assert_uint_eq(host.asked, 2);
    fa_record_free(r);
    fa_record_free(ask(1, sales, NULL, &cached)); /* the key is that of the two */
    ck_assert(cached);
}
END_TEST

static const char rival_question[] = "What was net income in fiscal 2023?";

static void ask_as_well(record_host *h)
{
    h->meanwhile = NULL;
    fa_record_free(ask(1, rival_question, &document, NULL));
}

START_TEST(gives_the_record_of_whoever_was_quicker)
{
    bool cached;
    const fa_record *r;

    host.meanwhile = ask_as_well;
    r = ask(1, rival_question, &document, &cached);
    ck_assert_int_eq(r->legacy_id, 1);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANSWER), 1);
    fa_record_free(r);
}
END_TEST

START_TEST(removes_one_and_then_knows_it_no_more)
{
    const fa_record *r = ask(1, sales, &document, NULL), *none = NULL;

    ck_assert_int_eq(fa_record_remove(host.svc, record_user(2), r->id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_record_remove(host.svc, record_user(1), r->id, NULL), FA_OK);
    ck_assert_int_eq(fa_record_remove(host.svc, record_user(1), r->id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_record_get(host.svc, record_user(1), r->id, &none, NULL), FA_ENOTFOUND);
    ck_assert_ptr_null(none);
    fa_record_free(r);
}
END_TEST

START_TEST(forgets_all_of_a_document_and_all_of_an_owner)
{
    fa_id other = record_host_ingest(&host, record_user(1), "second.htm", "c");

    fa_record_free(ask(1, sales, &document, NULL));
    fa_record_free(ask(1, sales, &other, NULL));
    ck_assert_int_eq(fa_record_forget(host.svc, document, NULL), FA_OK);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANSWER), 1);
    ck_assert_int_eq(fa_record_erase(host.svc, record_user(1), NULL), FA_OK);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANSWER), 0);
}
END_TEST

/* What is in the bin may come back. */
START_TEST(a_sweep_finds_what_rests_on_documents_that_are_gone)
{
    fa_record_sweep run = FA_RECORD_SWEEP_INIT;
    fa_id gone[3];

    for (int i = 0; i < 3; i++) {
        char name[2] = {(char)('p' + i), '\0'};

        gone[i] = record_host_ingest(&host, record_user(2), "gone.htm", name);
        fa_record_free(ask(2, sales, &gone[i], NULL));
        ck_assert_int_eq(fa_document_remove(host.analysis.documents.svc, record_user(2), gone[i], NULL),
                         FA_OK);
    }
    fa_record_free(ask(1, sales, &document, NULL));
    ck_assert_int_eq(fa_document_discard(host.analysis.documents.svc, record_user(1), document, NULL), FA_OK);
    run.limit = 1;
    for (int i = 0; i < 9 && !run.ended; i++)
        ck_assert_int_eq(fa_record_sweep_next(host.svc, &run, NULL), FA_OK);
    ck_assert(run.ended);
    ck_assert_uint_eq(run.gone, 3);
    ck_assert_uint_eq(record_host_count(&host, record_user(2), FA_RECORD_ANSWER), 0);
    ck_assert_uint_eq(record_host_count(&host, record_user(1), FA_RECORD_ANSWER), 1);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("ask");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, keeps_the_answer_as_it_was_told);
    tcase_add_test(tests, tells_the_same_bytes_again_without_asking);
    tcase_add_test(tests, asks_anew_for_another_owner_another_scope_and_other_words);
    tcase_add_test(tests, asks_anew_when_another_document_could_change_the_answer);
    tcase_add_test(tests, keeps_refusals_as_such);
    tcase_add_test(tests, keeps_nothing_of_what_cannot_be_asked);
    tcase_add_test(tests, keeps_no_answer_about_a_document_that_was_removed_meanwhile);
    tcase_add_test(tests, asks_again_when_documents_change_meanwhile);
    tcase_add_test(tests, gives_the_record_of_whoever_was_quicker);
    tcase_add_test(tests, removes_one_and_then_knows_it_no_more);
    tcase_add_test(tests, forgets_all_of_a_document_and_all_of_an_owner);
    tcase_add_test(tests, a_sweep_finds_what_rests_on_documents_that_are_gone);
    return unit_run("record/ask", tests);
}
