/* extract/host_find.c: where the reading program is. */
#define _GNU_SOURCE /* dladdr */
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host.h"

#define READER_NAME "finanalyst-reader"

static bool runs(const char *path)
{
    return access(path, X_OK) == 0;
}

/* Whether folder/between/finanalyst-reader is there; writes its path then. */
static bool in_folder(const char *folder, const char *between, char *out, size_t cap)
{
    int len = snprintf(out, cap, "%s%s/" READER_NAME, folder, between);

    return len > 0 && (size_t)len < cap && runs(out);
}

static bool cut_to_folder(char *path)
{
    char *slash = strrchr(path, '/');

    if (slash == NULL)
        return false;
    *slash = '\0';
    return true;
}

static bool beside_program(char *out, size_t cap)
{
    char exe[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof exe - 1);

    if (len <= 0)
        return false;
    exe[len] = '\0';
    return cut_to_folder(exe) &&
           (in_folder(exe, "", out, cap) || in_folder(exe, "/../libexec/finanalyst", out, cap));
}

/* A program in another language loads this library from wherever it was put: the reader may be there too, or where it was
 * installed with it. */
static bool beside_library(char *out, size_t cap)
{
    static const char anchor = 0;
    char library[PATH_MAX];
    Dl_info info;
    int len;

    if (dladdr(&anchor, &info) == 0 || info.dli_fname == NULL)
        return false;
    len = snprintf(library, sizeof library, "%s", info.dli_fname);
    return len > 0 && (size_t)len < sizeof library && cut_to_folder(library) &&
           (in_folder(library, "", out, cap) || in_folder(library, "/" FA_READER_FROM_LIBRARY, out, cap));
}

fa_status host_find_reader(const char *wanted, char *out, size_t cap, fa_error *err)
{
    if (*wanted != '\0') {
        if (strlen(wanted) >= cap || !runs(wanted))
            return fa_fail(err, FA_EUNAVAILABLE, "There is no reading program at %s.", wanted);
        memcpy(out, wanted, strlen(wanted) + 1);
        return FA_OK;
    }
    if (beside_program(out, cap) || beside_library(out, cap) || in_folder(FA_READER_DIR, "", out, cap))
        return FA_OK;
    return fa_fail(err, FA_EUNAVAILABLE, "The reading program " READER_NAME " is not installed.");
}
