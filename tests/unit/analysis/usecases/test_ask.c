/* Questions over a small annual report, from the words to the cited answer. */
#include <string.h>

#include <finanalyst/alloc.h>

#include "analysis_host.h"
#include "unit.h"

static analysis_host host;
static fa_id document;

static void set_up(void)
{
    analysis_host_open(&host);
    document = analysis_host_ingest(&host, "harrow.htm", "a");
}

static void tear_down(void)
{
    analysis_host_close(&host);
}

static const fa_answer *ask(const char *question)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *answer = NULL;

    in.question = question;
    ck_assert_int_eq(fa_ask(host.svc, HOST, &in, &answer, NULL), FA_OK);
    return answer;
}

static bool cites_page(const fa_answer *a, int32_t page)
{
    for (uint32_t i = 0; i < a->citation_count; i++)
        if (a->citations[i].place.page == page)
            return true;
    return false;
}

static void must_have(const fa_answer *a, const char *part)
{
    ck_assert_msg(strstr(a->text, part) != NULL, "\"%s\" is not in \"%s\"", part, a->text);
}

START_TEST(gives_a_figure_with_its_line_as_quote)
{
    const fa_answer *a = ask("What were net sales in fiscal 2023?");

    ck_assert_int_eq(a->kind, FA_ANSWER_VALUE);
    ck_assert_uint_ge(a->citation_count, 1);
    ck_assert_int_eq(a->citations[0].place.page, 3);
    ck_assert_str_eq(a->citations[0].quote, "Net sales $1,000 $800");
    ck_assert_str_eq(a->citations[0].document_name, "harrow.htm");
    fa_answer_free(a);
}
END_TEST

START_TEST(judges_with_the_figures_behind_it)
{
    const fa_answer *a = ask("Does Harrow Mills have an improving gross margin profile as of FY2023?");

    ck_assert_int_eq(a->kind, FA_ANSWER_YESNO);
    ck_assert_str_eq(a->polarity, "yes");
    must_have(a, "35.0%");
    must_have(a, "40.0%");
    ck_assert_uint_ge(a->calculation_count, 2);
    ck_assert(cites_page(a, 3));
    fa_answer_free(a);
}
END_TEST

START_TEST(tells_a_cause_after_the_movement)
{
    const fa_answer *a = ask("What drove the change in net sales in FY2023?");

    ck_assert_int_eq(a->kind, FA_ANSWER_PASSAGE);
    must_have(a, "$1,000 million");
    must_have(a, "higher volumes of oat flour in Europe");
    ck_assert(cites_page(a, 2));
    fa_answer_free(a);
}
END_TEST

START_TEST(lists_acquisitions_in_the_words_of_the_filing)
{
    const fa_answer *a = ask("Which acquisitions has Harrow Mills made?");

    must_have(a, "Bexley Grain Ltd.");
    ck_assert(cites_page(a, 2));
    fa_answer_free(a);
}
END_TEST

START_TEST(answers_yes_with_a_sentence)
{
    const fa_answer *a = ask("Is Harrow Mills' industry cyclical?");

    ck_assert_str_eq(a->polarity, "yes");
    must_have(a, "The milling industry has been cyclical");
    fa_answer_free(a);
}
END_TEST

START_TEST(reads_the_securities_off_the_cover)
{
    const fa_answer *a = ask("Which debt securities are registered to trade on a national securities "
                             "exchange under Harrow Mills' name?");

    must_have(a, "2.500% Notes due 2031");
    ck_assert_ptr_null(strstr(a->text, "Common Stock"));
    ck_assert(cites_page(a, 1));
    fa_answer_free(a);
}
END_TEST

START_TEST(refuses_what_the_filing_does_not_speak_of)
{
    static const struct {
        const char *question;
        const char *refusal;
    } rows[] = {
        {"What colour is the chief executive's bicycle?", NULL},
        {"What was Kestrel Shipping's revenue in 2023?", "company_unknown"},
        {"Why did orbital launch insurance become dearer?", NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const fa_answer *a = ask(rows[i].question);

        ck_assert_msg(a->kind == FA_ANSWER_REFUSAL, "%s: %s", rows[i].question, a->text);
        if (rows[i].refusal != NULL)
            ck_assert_str_eq(a->refusal, rows[i].refusal);
        ck_assert_uint_eq(a->citation_count, 0);
        fa_answer_free(a);
    }
}
END_TEST

START_TEST(gives_the_same_answer_each_time)
{
    const fa_answer *a = ask("What drove the change in net sales in FY2023?");
    const fa_answer *b = ask("What drove the change in net sales in FY2023?");

    ck_assert(fa_id_equal(a->id, b->id));
    ck_assert_str_eq(a->text, b->text);
    fa_answer_free(a);
    fa_answer_free(b);
}
END_TEST

START_TEST(rejects_questions_that_are_none)
{
    static const char *const rows[] = {NULL, "", "  \n ", "\xff\xfe", "caf\xc3"};
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *a = NULL;
    char *large = fa_alloc(8002);
    fa_error err;

    memset(large, 'x', 8001);
    large[8001] = '\0';
    for (size_t i = 0; i <= sizeof rows / sizeof rows[0]; i++) {
        in.question = i < sizeof rows / sizeof rows[0] ? rows[i] : large;
        ck_assert_int_eq(fa_ask(host.svc, HOST, &in, &a, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, "question");
        ck_assert_ptr_null(a);
    }
    fa_free(large);
}
END_TEST

START_TEST(tells_documents_that_are_missing_from_those_not_read)
{
    fa_id ids[] = {{"doc_00000000000000000000000000"}, analysis_host_upload(&host, "b.htm", "b")};
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *a = NULL;

    in.question = "What were net sales?";
    in.documents = &ids[0];
    in.document_count = 1;
    ck_assert_int_eq(fa_ask(host.svc, HOST, &in, &a, NULL), FA_ENOTFOUND);
    in.documents = &ids[1];
    ck_assert_int_eq(fa_ask(host.svc, HOST, &in, &a, NULL), FA_ECONFLICT);
    ck_assert_ptr_null(a);
}
END_TEST

START_TEST(says_that_there_are_no_documents)
{
    analysis_host empty;
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *a = NULL;

    analysis_host_open(&empty);
    in.question = "What were net sales?";
    ck_assert_int_eq(fa_ask(empty.svc, HOST, &in, &a, NULL), FA_OK);
    ck_assert_str_eq(a->refusal, "no_documents");
    fa_answer_free(a);
    analysis_host_close(&empty);
}
END_TEST

static fa_status count_hit(void *payload, const fa_hit *hit, fa_error *err)
{
    (void)err;
    if (((int32_t *)payload)[0]++ == 0)
        ((int32_t *)payload)[1] = hit->page;
    return FA_OK;
}

START_TEST(finds_pages_best_first_and_no_more_than_asked)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    int32_t seen[2] = {0, 0};

    in.question = "What were total current assets on the balance sheet?";
    ck_assert_int_eq(fa_search(host.svc, HOST, &in, 2, count_hit, seen, NULL), FA_OK);
    ck_assert_int_le(seen[0], 2);
    ck_assert_int_eq(seen[1], 4);
}
END_TEST

static fa_status count_fact(void *payload, const fa_fact *fact, fa_error *err)
{
    (void)fact, (void)err;
    (*(uint32_t *)payload)++;
    return FA_OK;
}

START_TEST(lists_facts_by_label_with_offset_and_limit)
{
    fa_fact_query q = FA_FACT_QUERY_INIT;
    uint32_t all = 0, part = 0;

    q.document = document;
    q.label = "total";
    ck_assert_int_eq(fa_fact_list(host.svc, HOST, &q, count_fact, &all, NULL), FA_OK);
    q.offset = 1;
    q.limit = 3;
    ck_assert_int_eq(fa_fact_list(host.svc, HOST, &q, count_fact, &part, NULL), FA_OK);
    ck_assert_uint_ge(all, 10);
    ck_assert_uint_eq(part, 3);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("ask");

    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_test(t, gives_a_figure_with_its_line_as_quote);
    tcase_add_test(t, judges_with_the_figures_behind_it);
    tcase_add_test(t, tells_a_cause_after_the_movement);
    tcase_add_test(t, lists_acquisitions_in_the_words_of_the_filing);
    tcase_add_test(t, answers_yes_with_a_sentence);
    tcase_add_test(t, reads_the_securities_off_the_cover);
    tcase_add_test(t, refuses_what_the_filing_does_not_speak_of);
    tcase_add_test(t, gives_the_same_answer_each_time);
    tcase_add_test(t, rejects_questions_that_are_none);
    tcase_add_test(t, tells_documents_that_are_missing_from_those_not_read);
    tcase_add_test(t, says_that_there_are_no_documents);
    tcase_add_test(t, finds_pages_best_first_and_no_more_than_asked);
    tcase_add_test(t, lists_facts_by_label_with_offset_and_limit);
    return unit_run("analysis/usecases/ask", t);
}
