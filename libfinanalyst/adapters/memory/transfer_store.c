/* adapters/memory/transfer_store.c: the reference transfer store: transfers in a list by id, under one lock. */
#include "memory.h"

#include <pthread.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/buf.h>
#include <finanalyst/port/transfer_store.h>

enum { PIECE_BYTES = 64 * 1024 };

typedef struct entry {
    struct entry *next;
    fa_transfer is; /* its name lies behind the entry */
    fa_buf bytes;
    bool busy; /* a call adds to it, outside of the lock */
    bool gone; /* removed meanwhile: that call frees it */
} entry;

typedef struct store {
    pthread_mutex_t lock;
    entry *first;
} store;

static void free_entry(entry *e)
{
    fa_buf_clear(&e->bytes);
    fa_free(e);
}

/* The link that leads to an id, or to where it would stand. The lock is held. */
static entry **place_of(store *s, fa_id id)
{
    entry **at = &s->first;

    while (*at != NULL && strcmp((*at)->is.id.s, id.s) < 0)
        at = &(*at)->next;
    return at;
}

/* NULL: there is none of that owner. The lock is held. */
static entry *find(store *s, fa_id owner, fa_id id)
{
    entry *e = *place_of(s, id);

    return e != NULL && fa_id_equal(e->is.id, id) && fa_id_equal(e->is.owner, owner) ? e : NULL;
}

static fa_status not_there(fa_error *err)
{
    return fa_fail(err, FA_ENOTFOUND, "there is no such transfer");
}

static fa_status add(void *self, const fa_transfer *transfer, fa_error *err)
{
    store *s = self;
    size_t len = strlen(transfer->name) + 1;
    entry *made = fa_calloc(1, sizeof *made + len), **at;

    if (made == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a transfer");
    made->is = *transfer;
    made->is.name = memcpy(made + 1, transfer->name, len);
    fa_buf_init(&made->bytes, SIZE_MAX);
    (void)pthread_mutex_lock(&s->lock);
    at = place_of(s, transfer->id);
    if (*at != NULL && fa_id_equal((*at)->is.id, transfer->id)) {
        (void)pthread_mutex_unlock(&s->lock);
        free_entry(made);
        return fa_fail(err, FA_ECONFLICT, "there is a transfer of that id already");
    }
    made->next = *at;
    *at = made;
    (void)pthread_mutex_unlock(&s->lock);
    return FA_OK;
}

/* What is shown outside of the lock. */
typedef struct copy {
    fa_transfer is;
    char name[256];
} copy;

static void copy_entry(const entry *e, copy *out)
{
    out->is = e->is;
    memcpy(out->name, e->is.name, strlen(e->is.name) + 1);
    out->is.name = out->name;
}

static fa_status get(void *self, fa_id owner, fa_id id, fa_transfer_visit_fn visit, void *payload,
                     fa_error *err)
{
    store *s = self;
    entry *e;
    copy c;

    (void)pthread_mutex_lock(&s->lock);
    e = find(s, owner, id);
    if (e != NULL)
        copy_entry(e, &c);
    (void)pthread_mutex_unlock(&s->lock);
    return e == NULL ? not_there(err) : visit(payload, &c.is, err);
}

static fa_status list(void *self, fa_id after, uint32_t limit, fa_transfer_visit_fn visit, void *payload,
                      fa_error *err)
{
    store *s = self;
    fa_status st = FA_OK;

    for (; st == FA_OK && limit > 0; limit--) {
        entry *e;
        copy c;

        (void)pthread_mutex_lock(&s->lock);
        e = *place_of(s, after);
        if (e != NULL && fa_id_equal(e->is.id, after))
            e = e->next;
        if (e != NULL)
            copy_entry(e, &c);
        (void)pthread_mutex_unlock(&s->lock);
        if (e == NULL)
            return FA_OK;
        after = c.is.id;
        st = visit(payload, &c.is, err);
    }
    return st;
}

/* ---- bytes ---- */

static fa_status is_busy(fa_error *err)
{
    return fa_fail_field(err, FA_ECONFLICT, "offset", "another request adds to the upload now");
}

/* Makes an entry one that this call adds to. */
static fa_status take(store *s, fa_id owner, fa_id id, uint64_t offset, entry **out, fa_error *err)
{
    fa_status st = FA_OK;
    entry *e;

    (void)pthread_mutex_lock(&s->lock);
    e = find(s, owner, id);
    if (e == NULL)
        st = not_there(err);
    else if (e->busy)
        st = is_busy(err);
    else if (e->is.ended)
        st = fa_fail(err, FA_EEXPIRED, "the upload has ended");
    else if (e->is.offset != offset)
        st = fa_fail_field(err, FA_ECONFLICT, "offset", "the upload has %llu bytes",
                           (unsigned long long)e->is.offset);
    else
        e->busy = true;
    (void)pthread_mutex_unlock(&s->lock);
    *out = e;
    return st;
}

static fa_status read_piece(fa_buf *piece, uint64_t room, fa_read_fn read, void *payload, fa_error *err)
{
    size_t got = 1;
    fa_status st = FA_OK;

    while (st == FA_OK && got > 0) {
        char *into = fa_buf_reserve(piece, PIECE_BYTES);

        if (into == NULL)
            return fa_buf_check(piece, err);
        got = 0;
        st = read(payload, into, PIECE_BYTES, &got, err);
        if (st == FA_OK && got > room - piece->len)
            st = fa_fail_field(err, FA_ETOOLARGE, "size", "more bytes were sent than the file has");
        if (st == FA_OK)
            piece->len += got;
    }
    return st;
}

static fa_status append(void *self, fa_id owner, fa_id id, uint64_t offset, fa_read_fn read, void *payload,
                        fa_error *err)
{
    store *s = self;
    entry *e;
    fa_buf piece;
    fa_status st = take(s, owner, id, offset, &e, err);

    if (st != FA_OK)
        return st;
    fa_buf_init(&piece, SIZE_MAX);
    st = read_piece(&piece, e->is.size_bytes - offset, read, payload, err);
    (void)pthread_mutex_lock(&s->lock);
    e->busy = false;
    if (st == FA_OK && fa_buf_append(&e->bytes, piece.data, piece.len) != FA_OK) {
        e->bytes.bad = FA_OK; /* the next may find memory */
        st = fa_fail(err, FA_ENOMEM, "out of memory for a transfer");
    }
    if (st == FA_OK)
        e->is.offset += piece.len;
    if (e->gone)
        free_entry(e);
    (void)pthread_mutex_unlock(&s->lock);
    fa_buf_clear(&piece);
    return st;
}

static fa_status read_bytes(void *self, fa_id owner, fa_id id, uint64_t offset, void *buf, size_t cap,
                            size_t *got, fa_error *err)
{
    store *s = self;
    entry *e;

    *got = 0;
    (void)pthread_mutex_lock(&s->lock);
    e = find(s, owner, id);
    if (e != NULL && offset < e->bytes.len) {
        *got = e->bytes.len - (size_t)offset < cap ? e->bytes.len - (size_t)offset : cap;
        memcpy(buf, e->bytes.data + offset, *got);
    }
    (void)pthread_mutex_unlock(&s->lock);
    return e == NULL ? not_there(err) : FA_OK;
}

static fa_status end(void *self, fa_id owner, fa_id id, fa_id document, fa_error *err)
{
    store *s = self;
    fa_status st = FA_OK;
    entry *e;

    (void)pthread_mutex_lock(&s->lock);
    e = find(s, owner, id);
    if (e == NULL)
        st = not_there(err);
    else if (e->busy)
        st = is_busy(err);
    else if (!e->is.ended) {
        e->is.ended = true;
        e->is.document = document;
        e->is.offset = document.s[0] != '\0' ? e->is.size_bytes : 0;
        fa_buf_clear(&e->bytes);
    }
    (void)pthread_mutex_unlock(&s->lock);
    return st;
}

static fa_status remove_one(void *self, fa_id owner, fa_id id, fa_error *err)
{
    store *s = self;
    entry *e;

    (void)err;
    (void)pthread_mutex_lock(&s->lock);
    e = find(s, owner, id);
    if (e != NULL) {
        *place_of(s, id) = e->next;
        e->gone = true;
        if (!e->busy)
            free_entry(e);
    }
    (void)pthread_mutex_unlock(&s->lock);
    return FA_OK;
}

static void close_store(void *self)
{
    store *s = self;

    while (s->first != NULL) {
        entry *e = s->first;

        s->first = e->next;
        free_entry(e);
    }
    (void)pthread_mutex_destroy(&s->lock);
    fa_free(s);
}

fa_status memory_transfer_store_open(const fa_open_context *context, const char *url, void *out,
                                     fa_error *err)
{
    static const fa_transfer_store_ops ops = {.struct_size = sizeof ops,
                                              .name = "memory",
                                              .add = add,
                                              .get = get,
                                              .append = append,
                                              .read = read_bytes,
                                              .end = end,
                                              .remove = remove_one,
                                              .list = list,
                                              .close = close_store};
    fa_transfer_store *opened = out;
    store *s = fa_calloc(1, sizeof *s);

    (void)context;
    (void)url;
    if (s == NULL || pthread_mutex_init(&s->lock, NULL) != 0) {
        fa_free(s);
        return fa_fail(err, FA_ENOMEM, "out of memory for a transfer store");
    }
    opened->ops = &ops;
    opened->self = s;
    return FA_OK;
}
