/* HTML to lines: blocks, blanks, what is hidden, encodings, places. */
#include <string.h>

#include "read_format.h"
#include "unit.h"

START_TEST(each_block_is_a_line)
{
    const fa_content *c =
        read_html("<html><body><p>Alder <b>Gate</b>\n  plc</p><div>One<div>Two</div>Three</div>"
                  "<ul><li>First<li>Second</ul>a<br>b</body></html>");

    ck_assert_uint_eq(c->page_count, 1);
    ck_assert_str_eq(line_of(c, 1, 0), "Alder Gate plc");
    ck_assert_str_eq(line_of(c, 1, 1), "One");
    ck_assert_str_eq(line_of(c, 1, 2), "Two");
    ck_assert_str_eq(line_of(c, 1, 3), "Three");
    ck_assert_str_eq(line_of(c, 1, 4), "First");
    ck_assert_str_eq(line_of(c, 1, 5), "Second");
    ck_assert_str_eq(line_of(c, 1, 6), "a");
    ck_assert_str_eq(line_of(c, 1, 7), "b");
    ck_assert_uint_eq(c->pages[0].line_count, 8);
    fa_content_free(c);
}
END_TEST

START_TEST(a_display_of_its_own_makes_or_unmakes_a_block)
{
    const fa_content *c = read_html("<p>A<span style='display: block'>B</span></p>"
                                    "<div>C <div style='display:inline-block'>D</div></div>");

    ck_assert_str_eq(line_of(c, 1, 0), "A");
    ck_assert_str_eq(line_of(c, 1, 1), "B");
    ck_assert_str_eq(line_of(c, 1, 2), "C D");
    fa_content_free(c);
}
END_TEST

START_TEST(what_is_hidden_is_no_text)
{
    const fa_content *c =
        read_html("<head><title>Report</title><style><![CDATA[ .gone{display:none} ]]></style><style>/* */ "
                  ".gone{margin:0} div.ghost , .x{ visibility:hidden }</style>"
                  "<script>var a = '<p>no</p>';</script></head><body>"
                  "<p>seen</p><p style='display:none'>no</p><p hidden>no</p><p class='big gone'>no</p>"
                  "<p>a<span class='ghost'>no<b style='visibility:visible'>yes</b></span>b</p>"
                  "<p style='visibility:hidden'>&#8203;</p><noscript>no</noscript><!-- no --></body>");

    ck_assert_str_eq(c->title, "Report");
    ck_assert_uint_eq(c->pages[0].line_count, 2);
    ck_assert_str_eq(line_of(c, 1, 0), "seen");
    ck_assert_str_eq(line_of(c, 1, 1), "ayesb");
    fa_content_free(c);
}
END_TEST

START_TEST(blanks_of_all_kinds_fold_and_old_references_mean_windows_1252)
{
    const fa_content *c =
        read_html("<p>&nbsp;&#160; 10&nbsp;000&#8201;EUR&#x200b; &#150; &#147;net&#148;&shy;</p>");

    ck_assert_str_eq(line_of(c, 1, 0), "10 000 EUR \xE2\x80\x93 \xE2\x80\x9Cnet\xE2\x80\x9D");
    fa_content_free(c);
}
END_TEST

START_TEST(other_encodings_are_read_and_keep_their_places)
{
    static const char latin[] =
        "<meta charset=iso-8859-1><p>caf\xE9 \x80 5</p><table><tr><td>\xE9t\xE9<td>12</table>";
    static const unsigned char wide[] = {0xFF, 0xFE, '<', 0, 'p', 0, '>', 0, 0xAC, 0x20, '5', 0};
    const fa_content *c = NULL;
    const fa_cell *x;

    ck_assert_int_eq(read_bytes(extract_html, FA_CONTENT_HTML, latin, sizeof latin - 1, &c, NULL), FA_OK);
    ck_assert_str_eq(line_of(c, 1, 0), "caf\xC3\xA9 \xE2\x82\xAC 5");
    x = cell_at(c, 0, 0, 1);
    ck_assert_ptr_nonnull(x);
    ck_assert_str_eq(source_at(latin, &x->place), "<td>12");
    fa_content_free(c);
    ck_assert_int_eq(read_bytes(extract_html, FA_CONTENT_HTML, wide, sizeof wide, &c, NULL), FA_OK);
    ck_assert_str_eq(line_of(c, 1, 0), "\xE2\x82\xAC"
                                       "5");
    fa_content_free(c);
}
END_TEST

START_TEST(a_nul_or_a_control_is_a_blank)
{
    static const char text[] = "<p>a\0b\x01"
                               "c</p><p>more</p>";
    const fa_content *c = NULL;

    ck_assert_int_eq(read_bytes(extract_html, FA_CONTENT_HTML, text, sizeof text - 1, &c, NULL), FA_OK);
    ck_assert_str_eq(line_of(c, 1, 0), "a b c");
    ck_assert_str_eq(line_of(c, 1, 1), "more");
    fa_content_free(c);
}
END_TEST

START_TEST(xhtml_with_empty_elements_is_read)
{
    const fa_content *c =
        read_html("<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                  "<html xmlns='http://www.w3.org/1999/xhtml'><body><div/><p>A &x; &amp; B</p>"
                  "<a id='k'/><p>C</p></body></html>");

    ck_assert_ptr_null(strstr(c->pages[0].text, "root:"));
    ck_assert_ptr_nonnull(strstr(c->pages[0].text, "& B"));
    ck_assert_str_eq(line_of(c, 1, c->pages[0].line_count - 1), "C");
    fa_content_free(c);
}
END_TEST

START_TEST(several_documents_in_one_file_are_read_one_after_the_other)
{
    const fa_content *c =
        read_html("</p><html><body><p>A</p></body></html>\n<html><body><p>B</p></body></html> tail");

    ck_assert_str_eq(line_of(c, 1, 0), "A");
    ck_assert_str_eq(line_of(c, 1, 1), "B");
    ck_assert_str_eq(line_of(c, 1, 2), "tail");
    fa_content_free(c);
}
END_TEST

START_TEST(a_whole_submission_shows_its_documents_for_people)
{
    static const char text[] =
        "<SEC-DOCUMENT>0000.txt\n<SEC-HEADER>FILER: ALDERGATE\n</SEC-HEADER>\n"
        "<DOCUMENT>\n<TYPE>10-K\n<SEQUENCE>1\n<FILENAME>a.htm\n<TEXT>\n<html><title>T</title><body>"
        "<p>Report</p></body></html>\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\n"
        "begin 644 a.jpg\nM_]C_X\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-13\n<TEXT>\n"
        "                 1998     1997\nSales             120      100\nCosts             (20)     (15)"
        "\n</TEXT>\n</DOCUMENT>\n";
    const fa_content *c = read_html(text);

    ck_assert_str_eq(c->title, "T");
    ck_assert_uint_eq(c->page_count, 2);
    ck_assert_uint_eq(c->pages[0].line_count, 1);
    ck_assert_str_eq(line_of(c, 1, 0), "Report");
    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_str_eq(source_at(text, &cell_at(c, 0, 2, 2)->place), "(15)");
    fa_content_free(c);
}
END_TEST

START_TEST(elements_nested_too_deeply_are_read_on_from_the_top)
{
    const fa_content *c;
    fa_buf text;
    int i;

    fa_buf_init(&text, 100000);
    for (i = 0; i < 3000; i++)
        fa_buf_puts(&text, i % 2 == 0 ? "<font>x " : "<i>y ");
    fa_buf_puts(&text, "<p>end</p>");
    c = read_html(text.data);
    ck_assert_str_eq(line_of(c, (int32_t)c->page_count, c->pages[c->page_count - 1].line_count - 1), "end");
    fa_content_free(c);
    fa_buf_clear(&text);
}
END_TEST

START_TEST(an_element_with_too_many_attributes_is_refused)
{
    const fa_content *c = NULL;
    fa_error err = {0};
    fa_buf text;
    int i;

    fa_buf_init(&text, 100000);
    fa_buf_puts(&text, "<p ");
    for (i = 0; i < 3000; i++)
        fa_buf_printf(&text, " a%d=1", i);
    fa_buf_puts(&text, ">x</p>");
    ck_assert_int_eq(read_bytes(extract_html, FA_CONTENT_HTML, text.data, text.len, &c, &err), FA_ETOOLARGE);
    ck_assert_str_eq(err.field, "attributes");
    fa_buf_clear(&text);
}
END_TEST

START_TEST(a_document_without_text_says_so)
{
    const fa_content *c = NULL;

    ck_assert_int_eq(read_bytes(extract_html, FA_CONTENT_HTML, "", 0, &c, NULL), FA_ENOTEXT);
    ck_assert_int_eq(read_bytes(extract_html, FA_CONTENT_HTML, "<p> </p>", 8, &c, NULL), FA_ENOTEXT);
}
END_TEST

START_TEST(text_set_with_blanks_keeps_its_lines_and_tables)
{
    static const char text[] = "<html><body><pre>\nALDERGATE PLC\n\n"
                               "                       2024       2023\n"
                               "Revenue            $  1,200   $  1,100\n"
                               "Costs                  (900)      (850)\n"
                               "</pre><p>After</p></body></html>";
    const fa_content *c = read_html(text);
    const fa_cell *x = cell_at(c, 0, 2, 1);

    ck_assert_str_eq(line_of(c, 1, 0), "ALDERGATE PLC");
    ck_assert_uint_eq(c->table_count, 1);
    ck_assert_ptr_nonnull(x);
    ck_assert_str_eq(x->text, "(900)");
    ck_assert_str_eq(source_at(text, &x->place), "(900)");
    ck_assert_str_eq(line_of(c, 1, c->pages[0].line_count - 1), "After");
    fa_content_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("html");

    tcase_add_test(t, each_block_is_a_line);
    tcase_add_test(t, a_display_of_its_own_makes_or_unmakes_a_block);
    tcase_add_test(t, what_is_hidden_is_no_text);
    tcase_add_test(t, blanks_of_all_kinds_fold_and_old_references_mean_windows_1252);
    tcase_add_test(t, other_encodings_are_read_and_keep_their_places);
    tcase_add_test(t, a_nul_or_a_control_is_a_blank);
    tcase_add_test(t, xhtml_with_empty_elements_is_read);
    tcase_add_test(t, several_documents_in_one_file_are_read_one_after_the_other);
    tcase_add_test(t, a_whole_submission_shows_its_documents_for_people);
    tcase_add_test(t, elements_nested_too_deeply_are_read_on_from_the_top);
    tcase_add_test(t, an_element_with_too_many_attributes_is_refused);
    tcase_add_test(t, a_document_without_text_says_so);
    tcase_add_test(t, text_set_with_blanks_keeps_its_lines_and_tables);
    return unit_run("html", t);
}
