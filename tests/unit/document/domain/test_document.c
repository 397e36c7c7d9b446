/* Copies of records, and names of files. */
#include "document/domain/document.h"

#include <stdio.h>
#include <string.h>

#include "oom.h"
#include "unit.h"

static const char sha[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static fa_document example(void)
{
    fa_document doc = {.id = {"doc_00000000000000000000000001"},
                       .name = "annual.pdf",
                       .sha256 = sha,
                       .size_bytes = 12,
                       .media_type = "application/pdf",
                       .state = FA_DOCUMENT_FAILED,
                       .error_code = FA_ECORRUPT,
                       .error = "It is damaged.",
                       .page_count = 3,
                       .fact_count = 4,
                       .company = "Northwind Paper Company",
                       .ticker = "NWP",
                       .form = "10-K",
                       .currency = "USD",
                       .tags = "",
                       .detected = FA_DETECTED_NONE,
                       .period_end = 19000,
                       .fiscal_year = 2022,
                       .fiscal = 8,
                       .created = 5,
                       .version = 6};

    return doc;
}

START_TEST(copies_every_member_in_one_allocation)
{
    fa_document doc = example();
    fa_document *copy = NULL;
    long before = oom_held();

    ck_assert_int_eq(fai_document_copy(&doc, &copy, NULL), FA_OK);
    ck_assert_int_eq(oom_held(), before + 1);
    ck_assert_str_eq(copy->id.s, doc.id.s);
    ck_assert_str_eq(copy->name, "annual.pdf");
    ck_assert_ptr_ne(copy->name, doc.name);
    ck_assert_str_eq(copy->sha256, sha);
    ck_assert_str_eq(copy->media_type, "application/pdf");
    ck_assert_str_eq(copy->error, "It is damaged.");
    ck_assert_str_eq(copy->company, "Northwind Paper Company");
    ck_assert_str_eq(copy->ticker, "NWP");
    ck_assert_str_eq(copy->form, "10-K");
    ck_assert_str_eq(copy->currency, "USD");
    ck_assert_uint_eq(copy->size_bytes, 12);
    ck_assert_int_eq(copy->state, FA_DOCUMENT_FAILED);
    ck_assert_int_eq(copy->error_code, FA_ECORRUPT);
    ck_assert_uint_eq(copy->page_count, 3);
    ck_assert_uint_eq(copy->fact_count, 4);
    ck_assert_int_eq(copy->period_end, 19000);
    ck_assert_int_eq(copy->fiscal_year, 2022);
    ck_assert_int_eq(copy->fiscal, 8);
    ck_assert_int_eq(copy->created, 5);
    ck_assert_uint_eq(copy->version, 6);
    fa_document_free(copy);
    ck_assert_int_eq(oom_held(), before);
    fa_document_free(NULL);
}
END_TEST

START_TEST(accepts_a_whole_record_only)
{
    fa_document doc = example();
    fa_error err;

    ck_assert_int_eq(fai_document_check(&doc, NULL), FA_OK);
    ck_assert_int_eq(fai_document_check(NULL, NULL), FA_EINVALID);
    doc.ticker = NULL;
    ck_assert_int_eq(fai_document_check(&doc, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "ticker");
    doc = example();
    doc.sha256 = "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef";
    ck_assert_int_eq(fai_document_check(&doc, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "sha256");
    doc = example();
    doc.state = (fa_document_state)0;
    ck_assert_int_eq(fai_document_check(&doc, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "state");
    doc = example();
    memset(doc.id.s, 'x', sizeof doc.id.s);
    ck_assert_int_eq(fai_document_check(&doc, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "id");
    (void)snprintf(doc.id.s, sizeof doc.id.s, "job_00000000000000000000000001");
    ck_assert_int_eq(fai_document_check(&doc, &err), FA_EINVALID);
}
END_TEST

START_TEST(cuts_folders_off_a_name)
{
    static const char *const cases[][2] = {
        {"a.pdf", "a.pdf"},
        {"/home/me/a.pdf", "a.pdf"},
        {"C:\\Users\\me\\a.pdf", "a.pdf"},
        {"..\\../a", "a"},
        {"Jahresabschlu\xc3\x9f 2024.pdf", "Jahresabschlu\xc3\x9f 2024.pdf"},
        {"...", "..."}};
    const char *name = NULL;
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(fai_document_name(cases[i][0], &name, NULL), FA_OK);
        ck_assert_str_eq(name, cases[i][1]);
    }
}
END_TEST

START_TEST(rejects_what_is_no_name)
{
    static char overlong[FAI_NAME_BYTES + 2];
    const char *cases[] = {NULL,       "",      "/",         "a/",       "..",    "a/.",   "a\nb",
                           "a\x1b[2J", "a\x7f", "a\xc2\x85", "\xff.pdf", "a\xc3", overlong};
    const char *name = "as before";
    fa_error err;
    size_t i;

    memset(overlong, 'x', sizeof overlong - 1);
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(fai_document_name(cases[i], &name, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, "name");
        ck_assert_str_eq(name, "as before");
    }
    overlong[FAI_NAME_BYTES] = '\0';
    ck_assert_int_eq(fai_document_name(overlong, &name, NULL), FA_OK);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("document");

    oom_install();
    tcase_add_test(tests, copies_every_member_in_one_allocation);
    tcase_add_test(tests, accepts_a_whole_record_only);
    tcase_add_test(tests, cuts_folders_off_a_name);
    tcase_add_test(tests, rejects_what_is_no_name);
    return unit_run("document/document", tests);
}
