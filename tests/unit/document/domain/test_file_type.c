/* What kind of file bytes are. */
#include "document/domain/file_type.h"

#include <string.h>

#include "unit.h"

typedef struct type_case {
    const char *bytes;
    size_t len;
    const char *name;
    const char *type;
} type_case;

#define CASE(bytes, name, type)                                                                              \
    {                                                                                                        \
        bytes, sizeof(bytes) - 1, name, type                                                                 \
    }

static void check(const type_case *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        ck_assert_str_eq(fai_media_type(cases[i].bytes, cases[i].len, cases[i].name), cases[i].type);
}

START_TEST(knows_files_by_their_bytes_whatever_their_name)
{
    static const type_case cases[] = {
        CASE("%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a.txt", "application/pdf"),
        CASE("\n\n junk %PDF-1.4", "a.html", "application/pdf"),
        CASE("<!DOCTYPE html><title>x", "a.pdf", "text/html"),
        CASE("\xef\xbb\xbf \n<HTML lang=en>", "a.csv", "text/html"),
        CASE("<?xml version='1.0'?>\n<!-- made by hand -->\n<html xmlns='x'>", "a.xml", "text/html"),
        CASE("<table><tr><td>1", "a.pdf", "text/html"),
        CASE("PK\003\004\024\0", "a.pdf", "application/zip"),
        CASE("\x89PNG\r\n\x1a\n\0\0", "a.pdf", "image/png"),
        CASE("\xff\xd8\xff\xe0", "a.pdf", "image/jpeg"),
        CASE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "application/x-ole-storage"),
        CASE("\x7f"
             "ELF\2\1\1\0",
             "a.pdf", "application/octet-stream"),
        CASE("a\0b", "a.txt", "application/octet-stream"),
    };

    check(cases, sizeof cases / sizeof *cases);
}
END_TEST

START_TEST(tells_plain_texts_apart_by_their_name)
{
    static const type_case cases[] = {
        CASE("Item,2024\n", "a.csv", "text/csv"),         CASE("Item,2024\n", "A.CSV", "text/csv"),
        CASE("# Report\n", "report.md", "text/markdown"), CASE("Revenue rose.\r\n\f", "a.txt", "text/plain"),
        CASE("Revenue rose.", "a.pdf", "text/plain"),     CASE("Umsatz f\xfcr 2024", "a", "text/plain"),
        CASE("a < b <html>", "a.txt", "text/plain"),
    };

    check(cases, sizeof cases / sizeof *cases);
}
END_TEST

START_TEST(looks_for_the_head_of_a_pdf_where_readers_do)
{
    static char bytes[2048];

    memset(bytes, ' ', sizeof bytes);
    memcpy(bytes + 1000, "%PDF-1.7", 8);
    ck_assert_str_eq(fai_media_type(bytes, sizeof bytes, "a"), "application/pdf");
    memset(bytes, ' ', sizeof bytes);
    memcpy(bytes + 1020, "%PDF-1.7", 8);
    ck_assert_str_eq(fai_media_type(bytes, sizeof bytes, "a"), "text/plain");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("file_type");

    tcase_add_test(tests, knows_files_by_their_bytes_whatever_their_name);
    tcase_add_test(tests, tells_plain_texts_apart_by_their_name);
    tcase_add_test(tests, looks_for_the_head_of_a_pdf_where_readers_do);
    return unit_run("document/file_type", tests);
}
