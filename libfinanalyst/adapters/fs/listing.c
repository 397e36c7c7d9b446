/* adapters/fs/listing.c: the names of a folder, in order. A folder tells them in none, and may hold more than memory
 * should: of those that come, twice as many as are asked for are kept, and are sorted and cut when there is no room. */
#include "listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

enum { ROOM_MAX = 2000 };

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* The key of a file; false: it is no blob's. */
static bool key_of(const char *name, char key[FS_NAME_BYTES])
{
    size_t i;

    for (i = 0; name[i] != '\0'; i++) {
        if (name[i] == '.' || i + 1 == FS_NAME_BYTES)
            return false;
        key[i] = name[i] == '+' ? '/' : name[i];
    }
    key[i] = '\0';
    return true;
}

static void cut(fs_listing *l, uint32_t limit)
{
    qsort(l->keys, l->count, sizeof *l->keys, compare);
    if (l->count > limit)
        l->count = limit;
}

static fa_status open_folder(int fd, DIR **out, fa_error *err)
{
    int own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    *out = own < 0 ? NULL : fdopendir(own);
    if (*out != NULL)
        return FA_OK;
    (void)fs_folder_fail(err, "list the folder of blobs");
    if (own >= 0)
        (void)close(own);
    return FA_EUNAVAILABLE;
}

fa_status fs_listing_read(int fd, const char *prefix, const char *after, uint32_t limit, fs_listing *out,
                          fa_error *err)
{
    uint32_t most = limit < ROOM_MAX / 2 ? limit : ROOM_MAX / 2;
    char key[FS_NAME_BYTES];
    struct dirent *entry;
    DIR *dir = NULL;
    fa_status st;

    out->count = 0;
    out->keys = fa_calloc((size_t)most * 2, sizeof *out->keys);
    if (out->keys == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to list blobs");
    st = open_folder(fd, &dir, err);
    while (st == FA_OK && (entry = readdir(dir)) != NULL) {
        if (!key_of(entry->d_name, key) || strncmp(key, prefix, strlen(prefix)) != 0 ||
            strcmp(key, after) <= 0)
            continue;
        memcpy(out->keys[out->count++], key, strlen(key) + 1);
        if (out->count == most * 2)
            cut(out, most);
    }
    cut(out, most);
    if (dir != NULL)
        (void)closedir(dir);
    if (st != FA_OK)
        fs_listing_clear(out);
    return st;
}

void fs_listing_clear(fs_listing *l)
{
    fa_free(l->keys);
    l->keys = NULL;
    l->count = 0;
}
