/* Other files than PDFs, through the real reading program. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "reading.h"
#include "temp_dir.h"
#include "unit.h"

static fa_document_reader reader;

static void open_reader(void)
{
    reader = reading_open();
}

static void close_reader(void)
{
    fa_document_reader_close(&reader);
}

static void is_read(const char *text, const char *name, fa_content_kind wanted)
{
    const fa_content *content = NULL;
    fa_error err = {FA_OK, 0, "", ""};
    fa_status st = reading_bytes(&reader, text, strlen(text), name, NULL, &content, &err);

    ck_assert_msg(st == FA_OK, "%s: %s", name, err.message);
    ck_assert_int_eq(content->kind, wanted);
    ck_assert_uint_ge(content->page_count, 1);
    ck_assert_msg(strstr(content->pages[0].text, "Sales") != NULL, "%s: %s", name, content->pages[0].text);
    fa_content_free(content);
}

START_TEST(each_format_is_read_inside_the_sandbox)
{
    is_read("<html><body><p>Sales rose.</p></body></html>", "a.html", FA_CONTENT_HTML);
    is_read("Sales rose.\n", "a.txt", FA_CONTENT_TEXT);
    is_read("# Sales\n\nThey rose.\n", "a.md", FA_CONTENT_MARKDOWN);
    is_read("Item,2023,2022\nSales,2,1\n", "a.csv", FA_CONTENT_CSV);
}
END_TEST

static void is_refused(const char *bytes, size_t len, fa_status wanted, const char *as)
{
    const fa_content *content = NULL;
    fa_error err = {FA_OK, 0, "", ""};
    fa_status st = reading_bytes(&reader, bytes, len, "a.txt", NULL, &content, &err);

    ck_assert_msg(st == wanted, "%s: %s", fa_status_name(st), err.message);
    ck_assert_msg(strstr(err.message, as) != NULL, "%s", err.message);
}

START_TEST(an_empty_file_is_invalid)
{
    is_refused("", 0, FA_EINVALID, "empty");
}
END_TEST

START_TEST(other_kinds_are_refused_by_name)
{
    is_refused("PK\3\4\0\0\0\0xl/workbook.xml", 23, FA_EUNSUPPORTED, "an Excel workbook");
    is_refused("\x89PNG\r\n\x1A\n", 8, FA_EUNSUPPORTED, "a picture");
}
END_TEST

static fa_status read_path(const char *path, fa_error *err)
{
    fa_read_request request = FA_READ_REQUEST_INIT;
    const fa_content *content = NULL;

    request.path = path;
    request.name = "a.txt";
    return fa_reader_read(&reader, &request, &content, err);
}

START_TEST(what_is_no_file_is_invalid)
{
    char folder[TEMP_DIR_PATH], path[TEMP_DIR_PATH + 16];
    fa_error err;

    temp_dir_make(folder);
    (void)snprintf(path, sizeof path, "%s/pipe", folder);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(read_path(path, &err), FA_EINVALID);
    ck_assert_int_eq(read_path(folder, &err), FA_EINVALID);
    ck_assert_int_eq(read_path("/nowhere/at/all", &err), FA_EINVALID);
    temp_dir_remove(folder);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("types");

    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, open_reader, close_reader);
    tcase_add_test(t, each_format_is_read_inside_the_sandbox);
    tcase_add_test(t, an_empty_file_is_invalid);
    tcase_add_test(t, other_kinds_are_refused_by_name);
    tcase_add_test(t, what_is_no_file_is_invalid);
    return unit_run("extract/types", t);
}
