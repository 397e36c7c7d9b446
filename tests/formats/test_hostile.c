/* Hostile files: each format takes each of them, and small documents made to be slow, with a typed result in time. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "read_format.h"
#include "unit.h"

enum { SECONDS_MAX = 10, BYTES_MAX = 8 * 1024 * 1024 };

static const struct {
    extract_fn extract;
    fa_content_kind kind;
} formats[] = {{extract_html, FA_CONTENT_HTML},
               {extract_csv, FA_CONTENT_CSV},
               {extract_text, FA_CONTENT_TEXT},
               {extract_markdown, FA_CONTENT_MARKDOWN}};

static void try_all(const char *name, const char *bytes, size_t len)
{
    size_t i;

    for (i = 0; i < sizeof formats / sizeof *formats; i++) {
        const fa_content *c = NULL;
        clock_t before = clock();
        fa_error err = {0};
        fa_status st = read_bytes(formats[i].extract, formats[i].kind, bytes, len, &c, &err);

        ck_assert_msg(st == FA_OK || st == FA_ENOTEXT || st == FA_ETOOLARGE, "%s: %s %s", name,
                      fa_status_name(st), err.message);
        ck_assert_msg(st == FA_OK || err.message[0] != '\0', "%s: no message", name);
        ck_assert_msg((clock() - before) / CLOCKS_PER_SEC < SECONDS_MAX, "%s, format %zu: too slow", name, i);
        fa_content_free(c);
    }
}

static void try_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *bytes = malloc(BYTES_MAX);
    size_t len;

    ck_assert(f != NULL && bytes != NULL);
    len = fread(bytes, 1, BYTES_MAX, f);
    fclose(f);
    try_all(path, bytes, len);
    free(bytes);
}

static int walk(const char *folder)
{
    DIR *d = opendir(folder);
    struct dirent *e;
    int count = 0;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char path[4096];
        struct stat info;

        if (e->d_name[0] == '.' ||
            snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= (int)sizeof path ||
            stat(path, &info) != 0)
            continue;
        if (S_ISDIR(info.st_mode)) {
            count += walk(path);
        } else {
            try_file(path);
            count++;
        }
    }
    if (d != NULL)
        closedir(d);
    return count;
}

static char folder[4096];

START_TEST(every_file_of_the_collection_is_met)
{
    ck_assert_int_gt(walk(folder), 0);
}
END_TEST

/* A piece over and over. */
static void try_repeated(const char *piece, size_t bytes)
{
    size_t n = strlen(piece), len = bytes / n * n, i;
    char *text = malloc(len);

    ck_assert_ptr_nonnull(text);
    for (i = 0; i < len; i += n)
        memcpy(text + i, piece, n);
    try_all(piece, text, len);
    free(text);
}

START_TEST(repetition_does_not_make_it_slow)
{
    static const char *const pieces[] = {"<b>",
                                         "</b>",
                                         "<b></i>",
                                         "<table>",
                                         "<table><tr><td>",
                                         "<td colspan=1000 rowspan=1000>x",
                                         "<ix:nonNumeric name='a'>x",
                                         "<ix:exclude>x",
                                         "<pre>",
                                         "<!--",
                                         "<![CDATA[",
                                         "&",
                                         "<",
                                         "</",
                                         "<a ",
                                         "x</html>",
                                         "</p>x",
                                         "<style>.a{}",
                                         "(",
                                         "[",
                                         "[a](",
                                         "![",
                                         "`",
                                         "*",
                                         "_",
                                         "|",
                                         "|-",
                                         "#",
                                         "\"",
                                         "\"\"",
                                         ",",
                                         ";",
                                         "a,\n",
                                         "\n",
                                         "\n\n",
                                         "\f",
                                         ". ",
                                         ".. ",
                                         "1  ",
                                         "a  1\n",
                                         "\t",
                                         "$ ",
                                         "-",
                                         "\xC2\xA0",
                                         "\xE2\x80\x8B",
                                         "\xFF",
                                         "<div style='page-break-before:always'>x",
                                         "<div id='a'>",
                                         "<xbrli:context id='a'/>",
                                         "<p style='a:b;c:d'>",
                                         "A  1,000  2,000\n  (3)\n"};
    size_t i;

    for (i = 0; i < sizeof pieces / sizeof *pieces; i++)
        try_repeated(pieces[i], 100 * 1024);
}
END_TEST

int main(void)
{
    const char *shared = getenv("FA_SHARED");
    TCase *t = tcase_create("hostile");
    struct stat info;
    bool there = shared != NULL &&
                 snprintf(folder, sizeof folder, "%s/data/hostile", shared) < (int)sizeof folder &&
                 stat(folder, &info) == 0;
    int failed;

    tcase_set_timeout(t, 280);
    tcase_add_test(t, repetition_does_not_make_it_slow);
    if (there)
        tcase_add_test(t, every_file_of_the_collection_is_met);
    failed = unit_run("hostile", t);
    if (failed == 0 && !there) {
        printf("skipped: every_file_of_the_collection_is_met, without $FA_SHARED/data/hostile\n");
        return 77;
    }
    return failed;
}
