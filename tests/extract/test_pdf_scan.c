/* The scanner takes what pdftotext writes, in pieces of any size, and nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pdf.h"
#include "unit.h"

enum { PAGES = 3 };

static const char sample[] =
    "<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>Annual &amp; "
    "report</title>\n"
    "<meta name=\"Creator\" content=\"x\"/>\n</head>\n<body>\n<doc>\n"
    "  <page width=\"612.000000\" height=\"792.000000\">\n"
    "    <word xMin=\"81.300001\" yMin=\"21.965332\" xMax=\"112.188976\" yMax=\"32.629785\">Sales</word>\n"
    "    <word xMin=\"120.500000\" yMin=\"21.965332\" xMax=\"160.000000\" "
    "yMax=\"32.629785\">R&amp;D&lt;&gt;&quot;&apos;</word>\n"
    "  </page>\n"
    "  <page width=\"612.000000\" height=\"792.000000\">\n  </page>\n"
    "  <page width=\"612.000000\" height=\"792.000000\">\n"
    "    <word xMin=\"-1.500000\" yMin=\"10.000000\" xMax=\"20.000000\" yMax=\"20.250000\">5,162</word>\n"
    "  </page>\n</doc>\n</body>\n</html>\n";

static uint8_t turned[PAGES];
static const pdf_info info = {PAGES, 0, turned};

/* Feeds text in pieces of that size, as they would come from a pipe. */
static fa_status feed(const char *text, size_t piece, const fa_content **out, fa_error *err)
{
    pdf_scan scan = {fa_content_builder_new(FA_CONTENT_PDF, NULL), &info, 0, 0, PDF_IN_HEAD};
    size_t len = strlen(text), given = 0, held = 0, used = 0;
    char *buf = malloc(len + 1);
    fa_status st = FA_OK;

    ck_assert(buf != NULL && scan.builder != NULL);
    while (st == FA_OK && given < len) {
        size_t part = piece < len - given ? piece : len - given;

        memcpy(buf + held, text + given, part);
        given += part;
        held += part;
        st = pdf_scan_feed(&scan, buf, held, &used, err);
        ck_assert_uint_le(used, held);
        held -= used;
        memmove(buf, buf + used, held);
    }
    free(buf);
    if (st == FA_OK && scan.where != PDF_AT_END)
        st = fa_fail(err, FA_ECORRUPT, "cut off");
    if (st == FA_OK)
        return fa_content_finish(scan.builder, out, err);
    fa_content_builder_free(scan.builder);
    return st;
}

static bool near_to(float a, float b)
{
    return a - b < 1e-3F && b - a < 1e-3F;
}

static void check_sample(const fa_content *c)
{
    const fa_word *word;

    ck_assert_str_eq(c->title, "Annual & report");
    ck_assert_uint_eq(c->page_count, 3);
    ck_assert(near_to(c->pages[0].width, 612) && near_to(c->pages[0].height, 792));
    ck_assert_uint_eq(c->pages[0].word_count, 2);
    word = &c->pages[0].words[0];
    ck_assert_str_eq(word->text, "Sales");
    ck_assert(near_to(word->box.x0, 81.3F) && near_to(word->box.y0, 21.965F) &&
              near_to(word->box.x1, 112.189F) && near_to(word->box.y1, 32.63F));
    ck_assert_str_eq(c->pages[0].words[1].text, "R&D<>\"'");
    ck_assert_uint_eq(c->pages[1].word_count, 0);
    ck_assert(near_to(c->pages[2].words[0].box.x0, -1.5F));
}

START_TEST(words_pages_and_the_title_come_out_whatever_the_pieces)
{
    for (size_t piece = 1; piece <= sizeof sample; piece++) {
        const fa_content *content = NULL;
        fa_error err = {FA_OK, 0, "", ""};
        fa_status st = feed(sample, piece, &content, &err);

        ck_assert_msg(st == FA_OK, "pieces of %zu: %s", piece, err.message);
        check_sample(content);
        fa_content_free(content);
    }
}
END_TEST

START_TEST(a_text_that_is_cut_off_is_no_success)
{
    char *text = strdup(sample);

    ck_assert_ptr_nonnull(text);
    for (size_t len = strlen("</doc>\n</body>\n</html>\n"); len < strlen(sample); len++) {
        const fa_content *content = NULL;
        fa_error err;

        text[strlen(sample) - len] = '\0';
        ck_assert_int_eq(feed(text, sizeof sample, &content, &err), FA_ECORRUPT);
    }
    free(text);
}
END_TEST

/* Every change of one byte is taken or refused; nothing else happens. */
START_TEST(any_changed_byte_is_taken_or_refused)
{
    static const char changes[] = "<>&\"/ 0.-n\n\x01\xFF";
    char *text = strdup(sample);

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < strlen(sample); i++)
        for (const char *change = changes; *change != '\0'; change++) {
            const fa_content *content = NULL;
            fa_error err;
            fa_status st;

            text[i] = *change;
            st = feed(text, 100, &content, &err);
            ck_assert(st == FA_OK || st == FA_ECORRUPT);
            fa_content_free(content);
            text[i] = sample[i];
        }
    free(text);
}
END_TEST

static fa_status feed_page(const char *inside, const fa_content **out, fa_error *err)
{
    char text[2048];

    (void)snprintf(text, sizeof text,
                   "<doc>\n<page width=\"10.000000\" height=\"20.000000\">\n%s</page>\n</doc>\n", inside);
    return feed(text, sizeof text, out, err);
}

START_TEST(a_word_that_is_nowhere_is_left_out)
{
    static const char *const nowhere[] = {"nan", "-nan", "inf", "-inf",
                                          "10000000000000000000000000000000.000000"};
    char word[512];

    for (size_t i = 0; i < sizeof nowhere / sizeof nowhere[0]; i++) {
        const fa_content *content = NULL;
        fa_error err;

        (void)snprintf(word, sizeof word,
                       "<word xMin=\"%s\" yMin=\"1.0\" xMax=\"2.0\" yMax=\"3.0\">a</word>\n", nowhere[i]);
        ck_assert_int_eq(feed_page(word, &content, &err), FA_OK);
        ck_assert_uint_eq(content->pages[0].word_count, 0);
        fa_content_free(content);
    }
}
END_TEST

START_TEST(what_the_tool_does_not_write_is_refused)
{
    static const char *const strange[] = {
        "<word xMin=\"1.0\" yMin=\"1.0\" xMax=\"2.0\">a</word>\n",
        "<word xMin=\"\" yMin=\"1.0\" xMax=\"2.0\" yMax=\"3.0\">a</word>\n",
        "<word xMin=\"1.0\" yMin=\"1.0\" xMax=\"2.0\" yMax=\"3.0\">a<b></word>\n",
        "<word xMin=\"1.0\" yMin=\"1.0\" xMax=\"2.0\" yMax=\"3.0\">a&nbsp;b</word>\n",
        "<script>a</script>\n",
    };

    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        const fa_content *content = NULL;
        fa_error err;

        ck_assert_msg(feed_page(strange[i], &content, &err) == FA_ECORRUPT, "%s", strange[i]);
    }
}
END_TEST

START_TEST(a_turned_page_has_its_sides_the_other_way_round)
{
    const fa_content *content = NULL;
    fa_error err;

    turned[0] = 1;
    ck_assert_int_eq(feed_page("", &content, &err), FA_OK);
    turned[0] = 0;
    ck_assert(near_to(content->pages[0].width, 20) && near_to(content->pages[0].height, 10));
    fa_content_free(content);
}
END_TEST

START_TEST(more_pages_than_were_announced_are_refused)
{
    const fa_content *content = NULL;
    fa_error err;
    fa_buf text;

    fa_buf_init(&text, 1024);
    (void)fa_buf_puts(&text, "<doc>\n");
    for (int i = 0; i <= PAGES; i++)
        (void)fa_buf_puts(&text, "<page width=\"1.0\" height=\"1.0\">\n</page>\n");
    (void)fa_buf_puts(&text, "</doc>\n");
    ck_assert_int_eq(feed(text.data, text.len, &content, &err), FA_ECORRUPT);
    fa_buf_clear(&text);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("pdf_scan");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, words_pages_and_the_title_come_out_whatever_the_pieces);
    tcase_add_test(t, a_text_that_is_cut_off_is_no_success);
    tcase_add_test(t, any_changed_byte_is_taken_or_refused);
    tcase_add_test(t, a_word_that_is_nowhere_is_left_out);
    tcase_add_test(t, what_the_tool_does_not_write_is_refused);
    tcase_add_test(t, a_turned_page_has_its_sides_the_other_way_round);
    tcase_add_test(t, more_pages_than_were_announced_are_refused);
    return unit_run("extract/pdf_scan", t);
}
