/* adapters/fs/transfer_store.c: one file per transfer, named by its id. Who changes one holds it locked. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <finanalyst/alloc.h>
#include <finanalyst/port/transfer_store.h>

#include "folder.h"
#include "listing.h"
#include "openers.h"
#include "transfer_file.h"

enum { PIECE_BYTES = 64 * 1024 };

typedef struct store {
    int fd;
    atomic_uint counter;
    fs_crc64_tables crc;
} store;

static fa_status add(void *self, const fa_transfer *transfer, fa_error *err)
{
    store *s = self;
    fs_draft draft;
    fa_status st = fs_folder_begin(s->fd, atomic_fetch_add(&s->counter, 1), &draft, err);

    if (st != FA_OK)
        return st;
    st = fs_transfer_write_head(draft.fd, &s->crc, transfer, err);
    if (st == FA_OK)
        return fs_folder_commit(s->fd, &draft, transfer->id.s, err);
    fs_folder_abandon(s->fd, &draft);
    return st;
}

static fa_status not_there(fa_error *err)
{
    return fa_fail(err, FA_ENOTFOUND, "there is no such transfer");
}

/* Opens the file of a transfer; what is known of it is read behind the lock. */
static fa_status open_one(store *s, const char *id, const fa_id *owner, bool to_change, int *fd,
                          fs_transfer *out, fa_error *err)
{
    int opened = openat(s->fd, id, (to_change ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    fa_status st = FA_OK;

    if (opened < 0)
        return errno == ENOENT ? not_there(err) : fs_folder_fail(err, "open a transfer");
    if (to_change && flock(opened, LOCK_EX | LOCK_NB) != 0)
        st = errno == EWOULDBLOCK
                 ? fa_fail_field(err, FA_ECONFLICT, "offset", "another request adds to the upload now")
                 : fs_folder_fail(err, "lock a transfer");
    if (st == FA_OK)
        st = fs_transfer_read_head(opened, &s->crc, out, err);
    if (st == FA_OK && owner != NULL && !fa_id_equal(out->is.owner, *owner))
        st = not_there(err);
    if (st == FA_OK)
        *fd = opened;
    else
        (void)close(opened);
    return st;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_transfer_visit_fn visit, void *payload,
                     fa_error *err)
{
    fs_transfer t;
    int fd = -1;
    fa_status st = open_one(self, id.s, &owner, false, &fd, &t, err);

    if (st != FA_OK)
        return st;
    (void)close(fd);
    return visit(payload, &t.is, err);
}

/* Writes all that read yields behind what is there; t->is.offset says how many bytes are there then. */
static fa_status write_piece(int fd, fs_transfer *t, char *buf, fa_read_fn read_piece, void *payload,
                             fa_error *err)
{
    size_t got = 1;
    fa_status st = FA_OK;

    if (lseek(fd, (off_t)(FS_TRANSFER_HEAD + t->is.offset), SEEK_SET) < 0)
        return fs_folder_fail(err, "write a transfer");
    while (st == FA_OK && got > 0) {
        got = 0;
        st = read_piece(payload, buf, PIECE_BYTES, &got, err);
        if (st == FA_OK && got > t->is.size_bytes - t->is.offset)
            st = fa_fail_field(err, FA_ETOOLARGE, "size", "more bytes were sent than the file has");
        if (st == FA_OK)
            st = fs_folder_write(fd, buf, got, err);
        if (st == FA_OK)
            t->is.offset += got;
    }
    return st;
}

/* The bytes first, then that they are there. */
static fa_status append_to(store *s, int fd, fs_transfer *t, fa_read_fn read_piece, void *payload,
                           fa_error *err)
{
    uint64_t before = t->is.offset;
    char *buf = fa_alloc(PIECE_BYTES);
    fa_status st;

    if (buf == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a transfer");
    st = write_piece(fd, t, buf, read_piece, payload, err);
    fa_free(buf);
    if (st == FA_OK && t->is.offset > before) {
        if (fs_folder_sync(fd) != 0)
            st = fs_folder_fail(err, "sync a transfer");
        if (st == FA_OK)
            st = fs_transfer_note(fd, &s->crc, t, err);
    }
    if (st != FA_OK) /* what stays is written over by the next, or not told of */
        (void)!ftruncate(fd, (off_t)(FS_TRANSFER_HEAD + before));
    return st;
}

static fa_status append(void *self, fa_id owner, fa_id id, uint64_t offset, fa_read_fn read_piece,
                        void *payload, fa_error *err)
{
    fs_transfer t;
    int fd = -1;
    fa_status st = open_one(self, id.s, &owner, true, &fd, &t, err);

    if (st != FA_OK)
        return st;
    if (t.is.ended)
        st = fa_fail(err, FA_EEXPIRED, "the upload has ended");
    else if (t.is.offset != offset)
        st = fa_fail_field(err, FA_ECONFLICT, "offset", "the upload has %llu bytes",
                           (unsigned long long)t.is.offset);
    else
        st = append_to(self, fd, &t, read_piece, payload, err);
    (void)close(fd);
    return st;
}

static fa_status read_bytes(void *self, fa_id owner, fa_id id, uint64_t offset, void *buf, size_t cap,
                            size_t *got, fa_error *err)
{
    fs_transfer t;
    int fd = -1;
    fa_status st = open_one(self, id.s, &owner, false, &fd, &t, err);

    if (st != FA_OK)
        return st;
    *got = 0;
    if (!t.is.ended && offset < t.is.offset) {
        size_t wanted = t.is.offset - offset < cap ? (size_t)(t.is.offset - offset) : cap;

        st = fs_folder_read(fd, buf, wanted, (off_t)(FS_TRANSFER_HEAD + offset), got, err);
        if (st == FA_OK && *got < wanted)
            st = fa_fail(err, FA_ECORRUPT, "the file of a transfer is damaged");
    }
    (void)close(fd);
    return st;
}

static fa_status end(void *self, fa_id owner, fa_id id, fa_id document, fa_error *err)
{
    store *s = self;
    fs_transfer t;
    int fd = -1;
    fa_status st = open_one(s, id.s, &owner, true, &fd, &t, err);

    if (st != FA_OK)
        return st;
    if (!t.is.ended) {
        t.is.ended = true;
        t.is.document = document;
        t.is.offset = document.s[0] != '\0' ? t.is.size_bytes : 0;
        st = fs_transfer_note(fd, &s->crc, &t, err);
    }
    if (st == FA_OK && ftruncate(fd, FS_TRANSFER_HEAD) != 0)
        st = fs_folder_fail(err, "cut a transfer");
    (void)close(fd);
    return st;
}

static fa_status remove_one(void *self, fa_id owner, fa_id id, fa_error *err)
{
    store *s = self;
    fs_transfer t;
    int fd = -1;
    fa_status st = open_one(s, id.s, &owner, false, &fd, &t, err);

    if (st == FA_OK)
        (void)close(fd);
    if (st == FA_ENOTFOUND)
        return FA_OK;
    return st == FA_OK ? fs_folder_remove(s->fd, id.s, err) : st;
}

static fa_status list(void *self, fa_id after, uint32_t limit, fa_transfer_visit_fn visit, void *payload,
                      fa_error *err)
{
    store *s = self;
    fs_listing page = {NULL, 0};
    fa_status st;
    uint32_t count;

    do {
        st = fs_listing_read(s->fd, "upl_", after.s, limit, &page, err);
        for (uint32_t i = 0; st == FA_OK && i < page.count; i++) {
            fs_transfer t;
            int fd = -1;

            (void)memcpy(after.s, page.keys[i], sizeof after.s - 1);
            st = open_one(s, page.keys[i], NULL, false, &fd, &t, err);
            if (st == FA_OK) {
                (void)close(fd);
                st = visit(payload, &t.is, err);
            } else if (st == FA_ENOTFOUND || st == FA_ECORRUPT) {
                st = FA_OK; /* removed meanwhile; or what nobody can go on with */
            }
        }
        count = page.count;
        limit -= count;
        fs_listing_clear(&page);
    } while (st == FA_OK && count > 0 && limit > 0);
    return st;
}

static void close_store(void *self)
{
    store *s = self;

    (void)close(s->fd);
    fa_free(s);
}

fa_status fs_transfer_store_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_transfer_store_ops ops = {.struct_size = sizeof ops,
                                              .name = "file",
                                              .add = add,
                                              .get = get,
                                              .append = append,
                                              .read = read_bytes,
                                              .end = end,
                                              .remove = remove_one,
                                              .list = list,
                                              .close = close_store};
    const char *path = url + strlen("file:");
    fa_transfer_store *opened = out;
    store *s;
    fa_status st;

    (void)context;
    if (*path == '\0')
        return fa_fail(err, FA_EINVALID, "\"file:\" needs a folder behind it");
    s = fa_calloc(1, sizeof *s);
    if (s == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a transfer store");
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
