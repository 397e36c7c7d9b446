/* PDFs from file to content, through the real reading program and the tools of poppler. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pdf_sample.h"
#include "reading.h"
#include "unit.h"

enum { MUCH = 32 << 20, MANY_PAGES = 240 };

static fa_document_reader reader;

static void open_reader(void)
{
    reader = reading_open();
}

static void close_reader(void)
{
    fa_document_reader_close(&reader);
}

static fa_status read_sample(const pdf_sample *sample, const fa_read_request *rest, const fa_content **out,
                             fa_error *err)
{
    fa_status st;
    fa_buf pdf;

    fa_buf_init(&pdf, MUCH);
    pdf_sample_make(sample, &pdf);
    st = reading_bytes(&reader, pdf.data, pdf.len, "report.pdf", rest, out, err);
    fa_buf_clear(&pdf);
    return st;
}

static void expect(const pdf_sample *sample, const fa_read_request *rest, fa_status wanted)
{
    const fa_content *content = NULL;
    fa_error err = {FA_OK, 0, "", ""};
    fa_status st = read_sample(sample, rest, &content, &err);

    ck_assert_msg(st == wanted, "%s: %s", fa_status_name(st), err.message);
    ck_assert(st == FA_OK || *err.message != '\0');
    fa_content_free(content);
}

/* Each page holds the text and its own number, in order. */
static void check_pages(const fa_content *content, uint32_t pages, const char *first_word)
{
    char number[16];

    ck_assert_int_eq(content->kind, FA_CONTENT_PDF);
    ck_assert_uint_eq(content->page_count, pages);
    for (uint32_t i = 0; i < pages; i++) {
        const fa_page *page = &content->pages[i];

        (void)snprintf(number, sizeof number, "%u", i + 1);
        ck_assert_uint_eq(page->word_count, 3);
        ck_assert_str_eq(page->words[0].text, first_word);
        ck_assert_str_eq(page->words[2].text, number);
    }
}

START_TEST(words_come_with_their_boxes)
{
    pdf_sample sample = {.pages = 1, .text = "Net sales"};
    const fa_content *content = NULL;
    fa_error err = {FA_OK, 0, "", ""};
    fa_box box;

    ck_assert_msg(read_sample(&sample, NULL, &content, &err) == FA_OK, "%s", err.message);
    check_pages(content, 1, "Net");
    box = content->pages[0].words[0].box;
    /* Set in 12 points on a baseline 700 points above the foot of a page of 792. */
    ck_assert(box.x0 > 71 && box.x0 < 73 && box.y0 > 76 && box.y1 < 98 && box.y0 < box.y1);
    ck_assert(content->pages[0].width > 611 && content->pages[0].width < 613);
    fa_content_free(content);
}
END_TEST

START_TEST(pages_of_all_ranges_come_in_order)
{
    pdf_sample sample = {.pages = MANY_PAGES, .text = "Net sales"};
    const fa_content *content = NULL;
    fa_error err = {FA_OK, 0, "", ""};

    ck_assert_msg(read_sample(&sample, NULL, &content, &err) == FA_OK, "%s", err.message);
    check_pages(content, MANY_PAGES, "Net");
    fa_content_free(content);
}
END_TEST

/* Beyond 1,000 pages there are more ranges than tools, beyond 1,500 one tool at a time. */
START_TEST(pages_of_a_long_file_come_in_order)
{
    static const uint32_t lengths[] = {1100, 1600};

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        pdf_sample sample = {.pages = lengths[i], .text = "Net sales"};
        const fa_content *content = NULL;
        fa_error err = {FA_OK, 0, "", ""};

        ck_assert_msg(read_sample(&sample, NULL, &content, &err) == FA_OK, "%s", err.message);
        check_pages(content, lengths[i], "Net");
        fa_content_free(content);
    }
}
END_TEST

START_TEST(the_same_file_gives_the_same_content)
{
    pdf_sample sample = {.pages = MANY_PAGES, .text = "Net sales"};
    const fa_content *a = NULL, *b = NULL;
    fa_error err;

    ck_assert_int_eq(read_sample(&sample, NULL, &a, &err), FA_OK);
    ck_assert_int_eq(read_sample(&sample, NULL, &b, &err), FA_OK);
    for (uint32_t i = 0; i < MANY_PAGES; i++) {
        ck_assert_str_eq(a->pages[i].text, b->pages[i].text);
        ck_assert_mem_eq(&a->pages[i].words[0].box, &b->pages[i].words[0].box, sizeof(fa_box));
    }
    fa_content_free(a);
    fa_content_free(b);
}
END_TEST

START_TEST(a_turned_page_is_as_wide_as_it_is_shown)
{
    pdf_sample sample = {.pages = 1, .text = "Net sales", .rotate = 90};
    const fa_content *content = NULL;
    fa_error err;

    ck_assert_int_eq(read_sample(&sample, NULL, &content, &err), FA_OK);
    ck_assert(content->pages[0].width > 791 && content->pages[0].height < 613);
    fa_content_free(content);
}
END_TEST

START_TEST(an_encrypted_file_that_opens_without_a_password_is_read)
{
    pdf_sample sample = {.pages = 2, .text = "Net sales", .lock = PDF_EMPTY_PASSWORD};
    const fa_content *content = NULL;
    fa_error err = {FA_OK, 0, "", ""};

    ck_assert_msg(read_sample(&sample, NULL, &content, &err) == FA_OK, "%s", err.message);
    check_pages(content, 2, "Net");
    fa_content_free(content);
}
END_TEST

START_TEST(a_file_that_needs_a_password_says_so)
{
    expect(&(pdf_sample){.pages = 2, .text = "Net sales", .lock = PDF_PASSWORD}, NULL, FA_EENCRYPTED);
}
END_TEST

START_TEST(pictures_of_pages_are_no_text)
{
    expect(&(pdf_sample){.pages = 2}, NULL, FA_ENOTEXT);
}
END_TEST

START_TEST(stamped_pictures_of_pages_are_no_text)
{
    expect(&(pdf_sample){.pages = 5, .text = "Page", .padding = 20000}, NULL, FA_ENOTEXT);
    expect(&(pdf_sample){.pages = 5, .text = "Page"}, NULL, FA_OK);
}
END_TEST

START_TEST(too_many_pages_are_refused_before_they_are_read)
{
    fa_content_limits limits = FA_CONTENT_LIMITS_INIT;
    fa_read_request rest = FA_READ_REQUEST_INIT;

    limits.pages = 9;
    rest.limits = &limits;
    expect(&(pdf_sample){.pages = 10, .text = "Net sales"}, &rest, FA_ETOOLARGE);
    limits.pages = 10;
    expect(&(pdf_sample){.pages = 10, .text = "Net sales"}, &rest, FA_OK);
}
END_TEST

START_TEST(too_large_a_file_is_refused)
{
    fa_content_limits limits = FA_CONTENT_LIMITS_INIT;
    fa_read_request rest = FA_READ_REQUEST_INIT;

    limits.file_bytes = 500;
    rest.limits = &limits;
    expect(&(pdf_sample){.pages = 1, .text = "Net sales"}, &rest, FA_ETOOLARGE);
}
END_TEST

static fa_status count_calls(void *payload, const char *step, uint32_t done, uint32_t total, fa_error *err)
{
    uint32_t *last = payload;

    (void)step;
    (void)err;
    ck_assert_uint_ge(done, *last);
    ck_assert(total == 0 || total == MANY_PAGES);
    *last = done;
    return FA_OK;
}

START_TEST(progress_is_told_up_to_the_last_page)
{
    fa_read_request rest = FA_READ_REQUEST_INIT;
    uint32_t last = 0;

    rest.progress = count_calls;
    rest.payload = &last;
    expect(&(pdf_sample){.pages = MANY_PAGES, .text = "Net sales"}, &rest, FA_OK);
    ck_assert_uint_eq(last, MANY_PAGES);
}
END_TEST

/* A file cut off anywhere is read as far as its reader can mend it, or is told to be damaged. */
START_TEST(a_file_that_is_cut_off_has_a_typed_outcome)
{
    fa_buf pdf;

    fa_buf_init(&pdf, MUCH);
    pdf_sample_make(&(pdf_sample){.pages = 2, .text = "Net sales"}, &pdf);
    for (size_t tenth = 1; tenth < 10; tenth++) {
        const fa_content *content = NULL;
        fa_error err = {FA_OK, 0, "", ""};
        fa_status st = reading_bytes(&reader, pdf.data, pdf.len * tenth / 10, "x.pdf", NULL, &content, &err);

        ck_assert_msg(st == FA_OK || st == FA_ECORRUPT, "%zu tenths: %s %s", tenth, fa_status_name(st),
                      err.message);
        fa_content_free(content);
    }
    fa_buf_clear(&pdf);
}
END_TEST

START_TEST(a_header_alone_is_a_damaged_file)
{
    static const char header[] = "%PDF-1.4\n";
    const fa_content *content = NULL;
    fa_error err;

    ck_assert_int_eq(reading_bytes(&reader, header, sizeof header - 1, "x.pdf", NULL, &content, &err),
                     FA_ECORRUPT);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("pdf");

    if (access("/usr/bin/pdftotext", X_OK) != 0) {
        puts("skipped: pdftotext of poppler-utils is not installed");
        return 77;
    }
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, open_reader, close_reader);
    tcase_add_test(t, words_come_with_their_boxes);
    tcase_add_test(t, pages_of_all_ranges_come_in_order);
    tcase_add_test(t, pages_of_a_long_file_come_in_order);
    tcase_add_test(t, the_same_file_gives_the_same_content);
    tcase_add_test(t, a_turned_page_is_as_wide_as_it_is_shown);
    tcase_add_test(t, an_encrypted_file_that_opens_without_a_password_is_read);
    tcase_add_test(t, a_file_that_needs_a_password_says_so);
    tcase_add_test(t, pictures_of_pages_are_no_text);
    tcase_add_test(t, stamped_pictures_of_pages_are_no_text);
    tcase_add_test(t, too_many_pages_are_refused_before_they_are_read);
    tcase_add_test(t, too_large_a_file_is_refused);
    tcase_add_test(t, progress_is_told_up_to_the_last_page);
    tcase_add_test(t, a_file_that_is_cut_off_has_a_typed_outcome);
    tcase_add_test(t, a_header_alone_is_a_damaged_file);
    return unit_run("extract/pdf", t);
}
