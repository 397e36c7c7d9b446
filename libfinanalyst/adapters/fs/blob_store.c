/* adapters/fs/blob_store.c: one file per blob. Its form is blob_file.c's affair, how it becomes durable folder.c's. */
#include <finanalyst/adapter/fs.h>

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

#include "blob_file.h"
#include "folder.h"
#include "listing.h"
#include "openers.h"

typedef struct store {
    int fd;
    atomic_uint counter;
    fs_crc64_tables crc;
} store;

typedef struct file_name {
    char s[FS_NAME_BYTES];
} file_name;

/* A key as a file name: slashes, which would need folders, become plus signs, which no key has. */
static file_name name_of(const char *key)
{
    file_name name = {{0}};
    size_t i;

    for (i = 0; key[i] != '\0' && i < sizeof name.s - 1; i++)
        name.s[i] = key[i] == '/' ? '+' : key[i];
    return name;
}

static fa_status put(void *self, const char *key, fa_read_fn read_piece, void *payload, fa_error *err)
{
    store *s = self;
    file_name name = name_of(key);
    fs_draft draft;
    fa_status st = fs_folder_begin(s->fd, atomic_fetch_add(&s->counter, 1), &draft, err);

    if (st != FA_OK)
        return st;
    st = fs_blob_write(draft.fd, &s->crc, key, read_piece, payload, err);
    if (st == FA_OK)
        st = fs_folder_commit(s->fd, &draft, name.s, err);
    else
        fs_folder_abandon(s->fd, &draft);
    return st;
}

static fa_status open_source(const store *s, const char *key, fs_blob_source *in, fa_error *err)
{
    file_name name = name_of(key);
    int fd = openat(s->fd, name.s, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    fa_status st;

    if (fd < 0)
        return errno == ENOENT ? fa_fail(err, FA_ENOTFOUND, "there is no blob of that key")
                               : fs_folder_fail(err, "open a blob");
    st = fs_blob_source_open(fd, &s->crc, key, in, err);
    if (st != FA_OK)
        (void)close(fd);
    return st;
}

static fa_status get_range(void *self, const char *key, uint64_t offset, uint64_t len,
                           fa_write_fn write_piece, void *payload, fa_error *err)
{
    store *s = self;
    fs_blob_source in;
    fa_status st = open_source(s, key, &in, err);

    if (st == FA_OK) {
        st = fs_blob_send(&in, &s->crc, key, offset, len, write_piece, payload, err);
        fs_blob_source_close(&in);
    }
    return st;
}

static fa_status get(void *self, const char *key, fa_write_fn write_piece, void *payload, fa_error *err)
{
    return get_range(self, key, 0, UINT64_MAX, write_piece, payload, err);
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    store *s = self;
    file_name name = name_of(key);

    return fs_folder_remove(s->fd, name.s, err);
}

static fa_status stat_blob(void *self, const char *key, fa_blob_info *out, fa_error *err)
{
    fs_blob_source in;
    fa_status st = open_source(self, key, &in, err);

    if (st == FA_OK) {
        out->size_bytes = in.size;
        out->modified = in.modified;
        fs_blob_source_close(&in);
    }
    return st;
}

static fa_status size(void *self, const char *key, uint64_t *out, fa_error *err)
{
    fa_blob_info info;
    fa_status st = stat_blob(self, key, &info, err);

    if (st == FA_OK)
        *out = info.size_bytes;
    return st;
}

/* A blob that is damaged is listed all the same, with what is left of it: it is there. */
static fa_status visit_one(store *s, const char *key, fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    fa_blob_info info = {key, 0, 0};
    fa_status st = stat_blob(s, key, &info, err);

    if (st == FA_ENOTFOUND)
        return FA_OK; /* removed meanwhile */
    return st == FA_OK || st == FA_ECORRUPT ? visit(payload, &info, err) : st;
}

static fa_status list(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    char last[FS_NAME_BYTES] = "";
    fs_listing page = {NULL, 0};
    fa_status st;

    do {
        uint32_t i;

        st = fs_listing_read(((store *)self)->fd, prefix, last[0] == '\0' ? after : last, limit, &page, err);
        for (i = 0; st == FA_OK && i < page.count; i++)
            st = visit_one(self, page.keys[i], visit, payload, err);
        limit -= page.count;
        if (page.count != 0)
            memcpy(last, page.keys[page.count - 1], sizeof last);
        i = page.count;
        fs_listing_clear(&page);
        if (i == 0)
            break;
    } while (st == FA_OK && limit > 0);
    return st;
}

static void close_store(void *self)
{
    store *s = self;

    (void)close(s->fd);
    fa_free(s);
}

static fa_status open_store(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "file",
                                          .put = put,
                                          .get = get,
                                          .remove = remove_blob,
                                          .size = size,
                                          .close = close_store,
                                          .get_range = get_range,
                                          .stat = stat_blob,
                                          .list = list};
    const char *path = url + strlen("file:");
    fa_blob_store *opened = out;
    store *s;
    fa_status st;

    (void)context;
    if (*path == '\0')
        return fa_fail(err, FA_EINVALID, "\"file:\" needs a folder behind it");
    s = fa_calloc(1, sizeof *s);
    if (s == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a blob store");
    st = fs_folder_open(path, &s->fd, err);
    if (st != FA_OK) {
        fa_free(s);
        return st;
    }
    fs_crc64_prepare(&s->crc);
    opened->ops = &ops;
    opened->self = s;
    return FA_OK;
}

fa_status fa_fs_register(fa_registry *registry, fa_error *err)
{
    fa_status st = fa_registry_add(registry, FA_PORT_BLOB_STORE, "file", open_store, err);

    if (st == FA_OK)
        st = fa_registry_add(registry, FA_PORT_TRANSFER_STORE, "file", fs_transfer_store_open, err);
    return st != FA_OK ? st : fa_registry_add(registry, FA_PORT_MAILER, "file", fs_mailer_open, err);
}
