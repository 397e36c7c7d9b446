/* The checking wrappers of the analysis feature's ports. */
#include <string.h>

#include <finanalyst/port/document_reader.h>
#include <finanalyst/port/document_source.h>
#include <finanalyst/port/filing_repo.h>
#include <finanalyst/port/job_repo.h>
#include <finanalyst/port/passage_index.h>

#include "unit.h"

static const fa_id doc = {"doc_00000000000000000000000001"};
static const fa_id job = {"job_00000000000000000000000001"};

/* What reached the adapters below. */
static int calls;
static int closed;

static fa_status visit_document(void *payload, const fa_document *d, fa_error *err)
{
    (void)payload;
    (void)d;
    (void)err;
    return FA_OK;
}

static fa_status visit_job(void *payload, const fa_job *j, fa_error *err)
{
    (void)payload;
    (void)j;
    (void)err;
    return FA_OK;
}

static fa_status write_bytes(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)payload;
    (void)buf;
    (void)len;
    (void)err;
    return FA_OK;
}

static fa_status source_get(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                            fa_error *err)
{
    (void)self;
    (void)owner;
    (void)id;
    (void)visit;
    (void)payload;
    calls++;
    return fa_fail(err, FA_ECORRUPT, "the adapter says so");
}

static fa_status source_content(void *self, fa_id owner, fa_id id, fa_write_fn write, void *payload,
                                fa_error *err)
{
    (void)self;
    (void)owner;
    (void)id;
    (void)write;
    (void)payload;
    (void)err;
    calls++;
    return FA_OK;
}

static fa_status source_report(void *self, const fa_document *d, fa_error *err)
{
    (void)self;
    (void)d;
    (void)err;
    calls++;
    return FA_OK;
}

static fa_status reader_read(void *self, const fa_read_request *request, const fa_content **out,
                             fa_error *err)
{
    (void)self;
    (void)request;
    (void)out;
    (void)err;
    calls++;
    return FA_OK;
}

static void close_it(void *self)
{
    ++*(int *)self;
}

START_TEST(a_port_that_is_none_is_an_invalid_request)
{
    fa_document_source source = {NULL, NULL};
    fa_document_reader reader = {NULL, NULL};
    fa_job_repo jobs = {NULL, NULL};
    fa_filing_repo filings = {NULL, NULL};
    fa_passage_index passages = {NULL, NULL};
    fa_read_request request = FA_READ_REQUEST_INIT;
    const fa_content *content;
    fa_error err;

    ck_assert_int_eq(fa_source_get(&source, HOST, doc, visit_document, NULL, &err), FA_EINVALID);
    ck_assert_str_eq(err.message, "there is no document source");
    ck_assert_int_eq(fa_source_get(NULL, HOST, doc, visit_document, NULL, &err), FA_EINVALID);
    ck_assert_int_eq(fa_reader_read(&reader, &request, &content, &err), FA_EINVALID);
    ck_assert_int_eq(fa_job_repo_get(&jobs, HOST, job, visit_job, NULL, &err), FA_EINVALID);
    ck_assert_int_eq(fa_filing_repo_remove(&filings, HOST, doc, &err), FA_EINVALID);
    ck_assert_int_eq(fa_passage_remove(&passages, HOST, doc, &err), FA_EINVALID);
    fa_document_source_close(&source);
    fa_document_reader_close(&reader);
    fa_job_repo_close(&jobs);
    fa_filing_repo_close(&filings);
    fa_passage_index_close(NULL);
}
END_TEST

START_TEST(an_op_that_the_adapter_does_not_have_is_unsupported)
{
    static const fa_document_source_ops older = {.struct_size = offsetof(fa_document_source_ops, list),
                                                 .name = "older",
                                                 .get = source_get,
                                                 .content = source_content};
    fa_document_source source = {&older, NULL};
    fa_error err;

    ck_assert_int_eq(fa_source_list(&source, HOST, doc, 1, visit_document, NULL, &err), FA_EUNSUPPORTED);
    ck_assert_str_eq(err.message, "the adapter older cannot list");
    /* it stands in the struct, but the adapter was built before it did */
    ck_assert_int_eq(fa_source_content(&source, HOST, doc, write_bytes, NULL, &err), FA_EUNSUPPORTED);
    ck_assert_int_eq(fa_source_get(&source, HOST, doc, visit_document, NULL, &err), FA_ECORRUPT);
    ck_assert_str_eq(err.message, "the adapter says so");
}
END_TEST

START_TEST(documents_are_asked_for_by_id_with_somebody_to_see_them)
{
    static const fa_document_source_ops ops = {.struct_size = sizeof ops,
                                               .name = "test",
                                               .get = source_get,
                                               .content = source_content,
                                               .report = source_report,
                                               .list = NULL};
    fa_document_source source = {&ops, NULL};
    fa_document report = {.id = doc, .error = "", .company = "", .ticker = "", .form = "", .currency = ""};
    fa_id endless;

    memset(&endless, 'a', sizeof endless);
    calls = 0;
    ck_assert_int_eq(fa_source_get(&source, HOST, job, visit_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_source_get(&source, HOST, endless, visit_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_source_get(&source, endless, doc, visit_document, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_source_get(&source, HOST, doc, NULL, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_source_content(&source, HOST, doc, NULL, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_source_report(&source, NULL, NULL), FA_EINVALID);
    report.company = NULL;
    ck_assert_int_eq(fa_source_report(&source, &report, NULL), FA_EINVALID);
    ck_assert_int_eq(calls, 0);
    report.company = "";
    ck_assert_int_eq(fa_source_report(&source, &report, NULL), FA_OK);
    ck_assert_int_eq(fa_source_content(&source, HOST, doc, write_bytes, NULL, NULL), FA_OK);
    ck_assert_int_eq(calls, 2);
}
END_TEST

START_TEST(a_reader_is_given_a_path_and_a_name)
{
    static const fa_document_reader_ops ops = {sizeof ops, "test", reader_read, NULL};
    fa_document_reader reader = {&ops, NULL};
    fa_read_request request = FA_READ_REQUEST_INIT;
    const fa_content *content = NULL;

    calls = 0;
    ck_assert_int_eq(fa_reader_read(&reader, NULL, &content, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_reader_read(&reader, &request, &content, NULL), FA_EINVALID);
    request.path = "report.pdf";
    ck_assert_int_eq(fa_reader_read(&reader, &request, &content, NULL), FA_EINVALID);
    request.name = "report.pdf";
    ck_assert_int_eq(fa_reader_read(&reader, &request, NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(calls, 0);
    ck_assert_int_eq(fa_reader_read(&reader, &request, &content, NULL), FA_OK);
    ck_assert_int_eq(calls, 1);
}
END_TEST

START_TEST(closing_happens_once_and_leaves_no_port)
{
    static const fa_filing_repo_ops ops = {.struct_size = sizeof ops, .name = "test", .close = close_it};
    fa_filing_repo filings = {&ops, &closed};

    closed = 0;
    fa_filing_repo_close(&filings);
    fa_filing_repo_close(&filings);
    ck_assert_int_eq(closed, 1);
    ck_assert_ptr_null(filings.ops);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("ports");

    tcase_add_test(tests, a_port_that_is_none_is_an_invalid_request);
    tcase_add_test(tests, an_op_that_the_adapter_does_not_have_is_unsupported);
    tcase_add_test(tests, documents_are_asked_for_by_id_with_somebody_to_see_them);
    tcase_add_test(tests, a_reader_is_given_a_path_and_a_name);
    tcase_add_test(tests, closing_happens_once_and_leaves_no_port);
    return unit_run("ports", tests);
}
