/* The reader of an S3 store's answers: what it takes, and all that it refuses. */
#include <stdio.h>
#include <string.h>

#include "s3_xml.h"
#include "unit.h"

/* Elements as they end: "name=text;" */
typedef struct seen {
    char text[8192];
    int depth;
} seen;

static fa_status see(void *payload, const char *const *names, int depth, const char *text, fa_error *err)
{
    seen *s = payload;
    size_t at = strlen(s->text);

    if (strcmp(names[depth - 1], "Stop") == 0)
        return fa_fail(err, FA_ECANCELLED, "enough");
    (void)snprintf(s->text + at, sizeof s->text - at, "%s=%s;", names[depth - 1], text);
    s->depth = depth > s->depth ? depth : s->depth;
    return FA_OK;
}

static fa_status read_text(const char *text, seen *s)
{
    memset(s, 0, sizeof *s);
    return fai_s3_xml_read(text, strlen(text), see, s, NULL);
}

START_TEST(reads_elements_text_and_entities)
{
    seen s;

    ck_assert_int_eq(
        read_text(
            "<?xml version=\"1.0\" encoding='UTF-8'?>\n<R xmlns=\"urn:a>b\" >\n<K a = 'x'>a&amp;b&#x41;&#66;"
            "&lt;&gt;&quot;&apos;&#xe9;&#x4e2d;&#x1F642;</K><E/><F></F></R>\n ",
            &s),
        FA_OK);
    ck_assert_str_eq(s.text, "K=a&bAB<>\"'\xc3\xa9\xe4\xb8\xad\xf0\x9f\x99\x82;E=;F=;R=\n;");
    ck_assert_int_eq(s.depth, 2);
}
END_TEST

START_TEST(hands_on_the_failure_of_the_visitor)
{
    seen s;

    ck_assert_int_eq(read_text("<R><Stop/><K>1</K></R>", &s), FA_ECANCELLED);
    ck_assert_str_eq(s.text, "");
}
END_TEST

static const char *const refused[] = {"",
                                      " ",
                                      "R",
                                      "<R>",
                                      "<R></S>",
                                      "</R>",
                                      "<R/><S/>",
                                      "<R/>x",
                                      "x<R/>",
                                      "<R><",
                                      "<R",
                                      "<R a></R>",
                                      "<R a=b></R>",
                                      "<R a=\"b></R>",
                                      "<R a=\"<\"/>",
                                      "<Ra=\"b\"/>",
                                      "<R>&bad;</R>",
                                      "<R>&amp</R>",
                                      "<R>&#;</R>",
                                      "<R>&#x110000;</R>",
                                      "<R>&#xd800;</R>",
                                      "<R>&#0;</R>",
                                      "<R>&#99999999999;</R>",
                                      "<!DOCTYPE R [<!ENTITY a \"b\">]><R/>",
                                      "<R><![CDATA[x]]></R>",
                                      "<R><!-- x --></R>",
                                      "<R><?x y?></R>",
                                      "<1/>",
                                      "< R/>",
                                      "<R></R x=\"\">",
                                      "<a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a>",
                                      "<Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/>"};

START_TEST(refuses_what_is_no_answer)
{
    seen s;

    ck_assert_int_eq(read_text(refused[_i], &s), FA_ECORRUPT);
}
END_TEST

START_TEST(refuses_text_without_end_and_nul)
{
    static char big[4096];
    seen s;

    memset(big, 'x', sizeof big - 1);
    memcpy(big, "<R>", 3);
    memcpy(big + sizeof big - 5, "</R>", 4);
    ck_assert_int_eq(read_text(big, &s), FA_ECORRUPT);
    memset(&s, 0, sizeof s);
    ck_assert_int_eq(fai_s3_xml_read("<R>a\0b</R>", 10, see, &s, NULL), FA_ECORRUPT);
}
END_TEST

/* Every cut of a good answer is a bad one, and none is read past its end. */
START_TEST(refuses_every_cut)
{
    static const char good[] = "<R a='1'><K>a&amp;b&#65;</K></R>";
    seen s;
    size_t n;

    for (n = 0; n < sizeof good - 1; n++) {
        memset(&s, 0, sizeof s);
        ck_assert_int_eq(fai_s3_xml_read(good, n, see, &s, NULL), FA_ECORRUPT);
    }
    ck_assert_int_eq(read_text(good, &s), FA_OK);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("xml");

    tcase_add_test(tests, reads_elements_text_and_entities);
    tcase_add_test(tests, hands_on_the_failure_of_the_visitor);
    tcase_add_loop_test(tests, refuses_what_is_no_answer, 0, sizeof refused / sizeof *refused);
    tcase_add_test(tests, refuses_text_without_end_and_nul);
    tcase_add_test(tests, refuses_every_cut);
    return unit_run("curl/xml", tests);
}
