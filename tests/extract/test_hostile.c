/* Every file of the hostile collection ($FA_SHARED/data/hostile) has a typed outcome, soon. */
#define _GNU_SOURCE /* nftw */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reading.h"

enum { LIMIT_MS = 10000, SKIPPED = 77, PATH_BYTES = 4096, DEPTH = 16 };

/* nftw hands its visitor nothing of ours. */
static struct {
    fa_document_reader reader;
    unsigned files, bad;
} walk;

static bool is_outcome(fa_status st)
{
    return st == FA_OK || st == FA_EINVALID || st == FA_EUNSUPPORTED || st == FA_EENCRYPTED ||
           st == FA_ENOTEXT || st == FA_ECORRUPT || st == FA_ETOOLARGE;
}

static void complain(const char *path, const char *what, const fa_error *err)
{
    printf("%s: %s: %s\n", path, what, err->message);
    walk.bad++;
}

static int visit(const char *path, const struct stat *st, int kind, struct FTW *level)
{
    fa_read_request request = FA_READ_REQUEST_INIT;
    const fa_content *content = NULL;
    fa_error err = {FA_OK, 0, "", ""};
    int64_t start = reading_now_ms();
    fa_status outcome;

    (void)st;
    (void)level;
    if (kind != FTW_F)
        return 0;
    request.path = path;
    request.name = path;
    request.timeout_ms = LIMIT_MS;
    outcome = fa_reader_read(&walk.reader, &request, &content, &err);
    walk.files++;
    if (!is_outcome(outcome))
        complain(path, fa_status_name(outcome), &err);
    else if (outcome != FA_OK && *err.message == '\0')
        complain(path, "failed without a reason", &err);
    else if (strstr(err.message, "crash") != NULL || strstr(err.message, "without saying why") != NULL)
        complain(path, "the reading program ended", &err);
    else if (reading_now_ms() - start > LIMIT_MS)
        complain(path, "took too long", &err);
    fa_content_free(content);
    return 0;
}

int main(void)
{
    static const char *const folders[] = {"pdf", "html",    "xml",   "zip",
                                          "csv", "strings", "ooxml", "prompt-injection"};
    const char *shared = getenv("FA_SHARED");
    char path[PATH_BYTES];

    if (shared == NULL || snprintf(path, sizeof path, "%s/data/hostile", shared) >= (int)sizeof path ||
        access(path, R_OK) != 0) {
        puts("skipped: there is no $FA_SHARED/data/hostile");
        return SKIPPED;
    }
    walk.reader = reading_open();
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        if (snprintf(path, sizeof path, "%s/data/hostile/%s", shared, folders[i]) < (int)sizeof path)
            (void)nftw(path, visit, DEPTH, FTW_PHYS);
    fa_document_reader_close(&walk.reader);
    printf("%u files, %u without a typed outcome\n", walk.files, walk.bad);
    return walk.files > 0 && walk.bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
