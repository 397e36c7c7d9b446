/* Every allocation of every format failing in turn: a typed error, nothing leaked. */
#include <stdio.h>
#include <string.h>

#include "oom.h"
#include "read_format.h"
#include "unit.h"

static const char html[] =
    "<html><head><title>T</title><style>.a{display:none}</style></head><body><p>x</p><table><tr><td "
    "rowspan=2>A</td>"
    "<td><ix:nonFraction name='a:B' contextRef='c' unitRef='u' "
    "continuedAt='k'>5</ix:nonFraction></td></tr><tr><td>"
    "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></td></tr></table><pre>a   1  "
    "2\nb   3  4\n</pre>"
    "<hr style='page-break-after:always'><ix:continuation "
    "id='k'>more</ix:continuation><ix:header><ix:resources>"
    "<xbrli:context "
    "id='c'><xbrli:entity><xbrli:identifier>1</xbrli:identifier><xbrli:segment><xbrldi:explicitMember "
    "dimension='a:X'>a:M</xbrldi:explicitMember></xbrli:segment></"
    "xbrli:entity><xbrli:period><xbrli:instant>2024-12-31"
    "</xbrli:instant></xbrli:period></xbrli:context><xbrli:unit "
    "id='u'><xbrli:measure>USD</xbrli:measure></xbrli:unit>"
    "</ix:resources></ix:header></body></html><html><p>two</p></html>";
static const char csv[] = "Title\nItem,2024\nA,1\nB,\"2\n3\"\n\nC;4\n";
static const char text[] =
    "Title\n\nItem          2024    2023\nSales          120     100\nCosts          (20)    (10)\n";
static const char markdown[] =
    "# T\n\npara *one*\n\n|a|b|\n|-|-|\n|1|2|\n\n```\nx     1   2\ny     3   4\n```\n";

static const struct {
    const char *name;
    extract_fn extract;
    fa_content_kind kind;
    const char *text;
} formats[] = {{"html", extract_html, FA_CONTENT_HTML, html},
               {"csv", extract_csv, FA_CONTENT_CSV, csv},
               {"text", extract_text, FA_CONTENT_TEXT, text},
               {"markdown", extract_markdown, FA_CONTENT_MARKDOWN, markdown}};

START_TEST(each_allocation_that_fails_is_reported_and_nothing_leaks)
{
    long n = 1, held = oom_held();
    bool done = false;

    for (; !done && n < 5000; n++) {
        const fa_content *c = NULL;
        fa_error err = {0};
        fa_status st;

        oom_fail(n);
        st = read_bytes(formats[_i].extract, formats[_i].kind, formats[_i].text, strlen(formats[_i].text), &c,
                        &err);
        done = !oom_struck();
        oom_fail(0);
        ck_assert_msg(st == FA_OK || (st == FA_ENOMEM && c == NULL), "%s, allocation %ld: %s %s",
                      formats[_i].name, n, fa_status_name(st), err.message);
        ck_assert_msg(!done || st == FA_OK, "%s reads", formats[_i].name);
        fa_content_free(c);
        ck_assert_msg(oom_held() == held, "%s, allocation %ld leaks", formats[_i].name, n);
    }
    ck_assert(done);
}
END_TEST

START_TEST(so_it_is_on_the_way_from_tags_to_facts)
{
    const fa_content *c = read_html(html);
    long n = 1, held = oom_held();
    bool done = false;

    for (; !done && n < 5000; n++) {
        const fa_filing *f = NULL;
        fa_error err = {0};
        fa_status st;

        oom_fail(n);
        st = fa_filing_read(c, "a.htm", &f, &err);
        done = !oom_struck();
        oom_fail(0);
        ck_assert_msg(st == FA_OK || (st == FA_ENOMEM && f == NULL), "allocation %ld: %s", n,
                      fa_status_name(st));
        fa_filing_free(f);
        ck_assert_msg(oom_held() == held, "allocation %ld leaks", n);
    }
    ck_assert(done);
    fa_content_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("failing");

    oom_install();
    tcase_add_loop_test(t, each_allocation_that_fails_is_reported_and_nothing_leaks, 0,
                        (int)(sizeof formats / sizeof *formats));
    tcase_add_test(t, so_it_is_on_the_way_from_tags_to_facts);
    return unit_run("failing", t);
}
