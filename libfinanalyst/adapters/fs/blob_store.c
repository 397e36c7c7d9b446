/* adapters/fs/blob_store.c: one file per blob: its bytes, then a trailer with length and checksum, which every read
 * verifies before it hands on the last bytes. */
#include <finanalyst/adapter/fs.h>

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

#include "crc64.h"
#include "folder.h"

enum { PIECE_BYTES = 64 * 1024, TRAILER_BYTES = 24 };

/* The trailer: length and checksum, little-endian, then this. */
static const unsigned char mark[8] = {'F', 'A', 'b', 'l', 'o', 'b', '1', '\n'};

typedef struct store {
    int fd;
    atomic_uint counter;
    fs_crc64_tables crc;
} store;

/* A blob that is open for reading. */
typedef struct source {
    int fd;
    uint64_t size;
    uint64_t crc;
} source;

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

/* The checksum begins with the key, so that a file under another's name is damage too. */
static uint64_t crc_begin(const store *s, const char *key)
{
    return fs_crc64_update(&s->crc, 0, key, strlen(key));
}

static void store64(unsigned char *p, uint64_t value)
{
    int i;

    for (i = 0; i < 8; i++)
        p[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t load64(const unsigned char *p)
{
    uint64_t value = 0;
    int i;

    for (i = 7; i >= 0; i--)
        value = value << 8 | p[i];
    return value;
}

static fa_status copy_in(const store *s, int fd, const char *key, fa_read_fn read_piece, void *payload,
                         char *piece, fa_error *err)
{
    unsigned char trailer[TRAILER_BYTES];
    uint64_t crc = crc_begin(s, key), size = 0;
    fa_status st = FA_OK;
    size_t got = 1;

    while (st == FA_OK && got != 0) {
        got = 0;
        st = read_piece(payload, piece, PIECE_BYTES, &got, err);
        if (st == FA_OK && got != 0)
            st = fs_folder_write(fd, piece, got, err);
        crc = fs_crc64_update(&s->crc, crc, piece, got);
        size += got;
    }
    store64(trailer, size);
    store64(trailer + 8, crc);
    memcpy(trailer + 16, mark, sizeof mark);
    return st == FA_OK ? fs_folder_write(fd, trailer, sizeof trailer, err) : st;
}

static fa_status put(void *self, const char *key, fa_read_fn read_piece, void *payload, fa_error *err)
{
    store *s = self;
    file_name name = name_of(key);
    fs_draft draft;
    char *piece = fa_alloc(PIECE_BYTES);
    fa_status st;

    if (piece == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to write a blob");
    st = fs_folder_begin(s->fd, atomic_fetch_add(&s->counter, 1), &draft, err);
    if (st == FA_OK) {
        st = copy_in(s, draft.fd, key, read_piece, payload, piece, err);
        if (st == FA_OK)
            st = fs_folder_commit(s->fd, &draft, name.s, err);
        else
            fs_folder_abandon(s->fd, &draft);
    }
    fa_free(piece);
    return st;
}

static fa_status damaged(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "a stored blob is damaged");
}

static fa_status read_trailer(source *in, fa_error *err)
{
    unsigned char trailer[TRAILER_BYTES];
    struct stat info;
    size_t got;
    fa_status st;

    if (fstat(in->fd, &info) != 0)
        return fs_folder_fail(err, "look at a blob");
    if (!S_ISREG(info.st_mode) || info.st_size < TRAILER_BYTES)
        return damaged(err);
    st = fs_folder_read(in->fd, trailer, sizeof trailer, info.st_size - TRAILER_BYTES, &got, err);
    if (st != FA_OK)
        return st;
    in->size = load64(trailer);
    in->crc = load64(trailer + 8);
    if (got != sizeof trailer || memcmp(trailer + 16, mark, sizeof mark) != 0 ||
        in->size != (uint64_t)info.st_size - TRAILER_BYTES)
        return damaged(err);
    return FA_OK;
}

static fa_status open_source(const store *s, const char *key, source *in, fa_error *err)
{
    file_name name = name_of(key);
    fa_status st;

    in->fd = openat(s->fd, name.s, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (in->fd < 0)
        return errno == ENOENT ? fa_fail(err, FA_ENOTFOUND, "there is no blob of that key")
                               : fs_folder_fail(err, "open a blob");
    st = read_trailer(in, err);
    if (st != FA_OK)
        (void)close(in->fd);
    return st;
}

static fa_status copy_out(const store *s, const source *in, const char *key, fa_write_fn write_piece,
                          void *payload, char *piece, fa_error *err)
{
    uint64_t crc = crc_begin(s, key), at = 0;
    fa_status st = FA_OK;

    if (in->size == 0 && crc != in->crc)
        return damaged(err);
    while (st == FA_OK && at < in->size) {
        size_t want = in->size - at < PIECE_BYTES ? (size_t)(in->size - at) : PIECE_BYTES, got;

        st = fs_folder_read(in->fd, piece, want, (off_t)at, &got, err);
        if (st != FA_OK)
            return st;
        crc = fs_crc64_update(&s->crc, crc, piece, got);
        at += got;
        if (got != want || (at == in->size && crc != in->crc))
            return damaged(err);
        st = write_piece(payload, piece, got, err);
    }
    return st;
}

static fa_status get(void *self, const char *key, fa_write_fn write_piece, void *payload, fa_error *err)
{
    store *s = self;
    char *piece = fa_alloc(PIECE_BYTES);
    source in;
    fa_status st;

    if (piece == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to read a blob");
    st = open_source(s, key, &in, err);
    if (st == FA_OK) {
        st = copy_out(s, &in, key, write_piece, payload, piece, err);
        (void)close(in.fd);
    }
    fa_free(piece);
    return st;
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    store *s = self;
    file_name name = name_of(key);

    return fs_folder_remove(s->fd, name.s, err);
}

static fa_status size(void *self, const char *key, uint64_t *out, fa_error *err)
{
    source in;
    fa_status st = open_source(self, key, &in, err);

    if (st == FA_OK) {
        *out = in.size;
        (void)close(in.fd);
    }
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
                                          .close = close_store};
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
    return fa_registry_add(registry, FA_PORT_BLOB_STORE, "file", open_store, err);
}
