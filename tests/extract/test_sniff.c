/* The bytes decide what a file is. */
#include <string.h>

#include "reader.h"
#include "unit.h"

static fa_status sniff(const char *bytes, size_t len, const char *name, reader_kind *kind, fa_error *err)
{
    extract_input in = {(const unsigned char *)bytes, len, name};

    return reader_sniff(&in, kind, err);
}

static void is(const char *text, const char *name, reader_kind wanted)
{
    reader_kind kind = READER_PDF;
    fa_error err = {FA_OK, 0, "", ""};
    fa_status st = sniff(text, strlen(text), name, &kind, &err);

    ck_assert_msg(st == FA_OK, "%s: %s", name, err.message);
    ck_assert_msg(kind == wanted, "%s: kind %d, not %d", name, (int)kind, (int)wanted);
}

static void is_refused(const char *bytes, size_t len, const char *as)
{
    reader_kind kind;
    fa_error err = {FA_OK, 0, "", ""};

    ck_assert_int_eq(sniff(bytes, len, "report.txt", &kind, &err), FA_EUNSUPPORTED);
    ck_assert_msg(strstr(err.message, as) != NULL, "\"%s\" does not name %s", err.message, as);
}

#define IS_REFUSED(bytes, as) is_refused(bytes, sizeof(bytes) - 1, as)

START_TEST(a_pdf_is_known_by_its_header_whatever_its_name)
{
    is("%PDF-1.4\n", "report.csv", READER_PDF);
    is("junk before\n%PDF-1.7\n", "x", READER_PDF);
}
END_TEST

START_TEST(a_pdf_with_a_damaged_header_is_still_one)
{
    is("%PXF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\nstartxref\n9\n", "x", READER_PDF);
}
END_TEST

START_TEST(html_is_known_by_its_first_tag)
{
    is("<!DOCTYPE html><p>Sales</p>", "x.txt", READER_HTML);
    is("\xEF\xBB\xBF\n <HTML><body>", "x", READER_HTML);
    is("<?xml version='1.0'?>\n<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'>", "x", READER_HTML);
    is("<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n<html>", "x.txt", READER_HTML);
}
END_TEST

START_TEST(a_text_that_quotes_a_tag_is_a_text)
{
    is("The tag <html> begins a document.", "x", READER_TEXT);
}
END_TEST

START_TEST(html_in_utf16_is_html)
{
    static const char text[] = "\xFF\xFE<\0h\0t\0m\0l\0>\0";
    reader_kind kind;
    fa_error err;

    ck_assert_int_eq(sniff(text, sizeof text - 1, "x", &kind, &err), FA_OK);
    ck_assert_int_eq(kind, READER_HTML);
}
END_TEST

START_TEST(the_name_parts_plain_texts)
{
    is("a,b\n1,2\n", "x.CSV", READER_CSV);
    is("a\tb\n", "x.tsv", READER_CSV);
    is("Sales\n", "x.md", READER_MARKDOWN);
    is("# Sales\n", "x.txt", READER_TEXT);
}
END_TEST

START_TEST(without_a_telling_name_the_look_parts_them)
{
    is("# Sales\n\nThey rose.\n", "x", READER_MARKDOWN);
    is("Item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "", READER_MARKDOWN);
    is("item;2023;2022\nSales;1;2\n\"a;b\";3;4\n", "x", READER_CSV);
    is("Sales rose, costs fell, and we paid.\nNothing else.\n", "x", READER_TEXT);
}
END_TEST

START_TEST(office_documents_are_refused_by_their_kind)
{
    IS_REFUSED("PK\3\4\0\0\0\0xl/workbook.xml", "an Excel workbook");
    IS_REFUSED("PK\3\4\0\0\0\0word/document.xml", "a Word document");
    IS_REFUSED("PK\3\4\0\0\0\0some.txt", "a ZIP archive");
    IS_REFUSED("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel or Word document");
}
END_TEST

START_TEST(other_kinds_are_refused_by_name)
{
    IS_REFUSED("\x89PNG\r\n\x1A\n\0\0", "a picture");
    IS_REFUSED("\xFF\xD8\xFF\xE0", "a picture");
    IS_REFUSED("\x1F\x8B\x08\0\0\0", "a compressed file");
    IS_REFUSED("{\\rtf1 Sales}", "a rich text document");
    IS_REFUSED("<?xml version='1.0'?><xbrl/>", "an XBRL instance");
    IS_REFUSED("<?xml version='1.0'?><note/>", "an XML document");
    IS_REFUSED("a\0b", "binary");
}
END_TEST

START_TEST(a_text_that_begins_like_a_short_magic_is_a_text)
{
    is("BM Holdings sold more.\n", "x", READER_TEXT);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("sniff");

    tcase_add_test(t, a_pdf_is_known_by_its_header_whatever_its_name);
    tcase_add_test(t, a_pdf_with_a_damaged_header_is_still_one);
    tcase_add_test(t, html_is_known_by_its_first_tag);
    tcase_add_test(t, a_text_that_quotes_a_tag_is_a_text);
    tcase_add_test(t, html_in_utf16_is_html);
    tcase_add_test(t, the_name_parts_plain_texts);
    tcase_add_test(t, without_a_telling_name_the_look_parts_them);
    tcase_add_test(t, office_documents_are_refused_by_their_kind);
    tcase_add_test(t, other_kinds_are_refused_by_name);
    tcase_add_test(t, a_text_that_begins_like_a_short_magic_is_a_text);
    return unit_run("extract/sniff", t);
}
