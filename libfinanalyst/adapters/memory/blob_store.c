/* adapters/memory/blob_store.c: the reference blob store: blobs in a list under one lock. */
#include "memory.h"

#include <pthread.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/buf.h>

enum { PIECE_BYTES = 64 * 1024 };

/* A blob never changes, so that it is read outside of the lock by all who hold a reference. */
typedef struct blob {
    struct blob *next;
    char *key;
    fa_buf bytes;
    fa_time modified;
    unsigned refs; /* one by the list, one by each reader; under the lock */
} blob;

typedef struct store {
    pthread_mutex_t lock;
    blob *first;
    const fa_clock *clock;
} store;

static void free_blob(blob *b)
{
    if (b == NULL)
        return;
    fa_buf_clear(&b->bytes);
    fa_free(b->key);
    fa_free(b);
}

/* The link that leads to a key, or the last one. The lock is held. */
static blob **find(store *s, const char *key)
{
    blob **at = &s->first;

    while (*at != NULL && strcmp((*at)->key, key) != 0)
        at = &(*at)->next;
    return at;
}

/* Takes a reference. NULL: no such key. */
static blob *borrow(store *s, const char *key)
{
    blob *b;

    (void)pthread_mutex_lock(&s->lock);
    b = *find(s, key);
    if (b != NULL)
        b->refs++;
    (void)pthread_mutex_unlock(&s->lock);
    return b;
}

static void give_back(store *s, blob *b)
{
    unsigned left;

    (void)pthread_mutex_lock(&s->lock);
    left = --b->refs;
    (void)pthread_mutex_unlock(&s->lock);
    if (left == 0)
        free_blob(b);
}

static fa_status read_all(fa_buf *bytes, fa_read_fn read, void *payload, fa_error *err)
{
    fa_status st = FA_OK;
    size_t got = 1;

    while (st == FA_OK && got != 0) {
        char *room = fa_buf_reserve(bytes, PIECE_BYTES);

        if (room == NULL)
            return fa_buf_check(bytes, err);
        got = 0;
        st = read(payload, room, PIECE_BYTES, &got, err);
        if (st == FA_OK)
            bytes->len += got;
    }
    return st;
}

static fa_status put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err)
{
    store *s = self;
    blob *b = fa_calloc(1, sizeof *b), **at;
    fa_status st = FA_OK;

    if (b != NULL)
        b->key = fa_strdup(key);
    if (b == NULL || b->key == NULL) {
        free_blob(b);
        return fa_fail(err, FA_ENOMEM, "out of memory for a blob");
    }
    b->refs = 1;
    fa_buf_init(&b->bytes, SIZE_MAX / 4);
    st = read_all(&b->bytes, read, payload, err);
    b->modified = fa_clock_now(s->clock);
    if (st == FA_OK) {
        (void)pthread_mutex_lock(&s->lock);
        at = find(s, key);
        if (*at == NULL)
            *at = b;
        else
            st = fa_fail(err, FA_ECONFLICT, "there is a blob of that key already");
        (void)pthread_mutex_unlock(&s->lock);
    }
    if (st != FA_OK)
        free_blob(b);
    return st;
}

static fa_status no_blob(fa_error *err)
{
    return fa_fail(err, FA_ENOTFOUND, "there is no blob of that key");
}

static fa_status get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    store *s = self;
    blob *b = borrow(s, key);
    fa_status st = FA_OK;

    if (b == NULL)
        return no_blob(err);
    if (b->bytes.len != 0)
        st = write(payload, b->bytes.data, b->bytes.len, err);
    give_back(s, b);
    return st;
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    store *s = self;
    blob **at, *b;

    (void)err;
    (void)pthread_mutex_lock(&s->lock);
    at = find(s, key);
    b = *at;
    if (b != NULL)
        *at = b->next;
    (void)pthread_mutex_unlock(&s->lock);
    if (b != NULL)
        give_back(s, b);
    return FA_OK;
}

static fa_status size(void *self, const char *key, uint64_t *out, fa_error *err)
{
    store *s = self;
    blob *b = borrow(s, key);

    if (b == NULL)
        return no_blob(err);
    *out = b->bytes.len;
    give_back(s, b);
    return FA_OK;
}

static fa_status get_range(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err)
{
    store *s = self;
    blob *b = borrow(s, key);
    fa_status st = FA_OK;

    if (b == NULL)
        return no_blob(err);
    if (offset < b->bytes.len && len != 0) {
        uint64_t left = b->bytes.len - offset;

        st = write(payload, b->bytes.data + offset, (size_t)(len < left ? len : left), err);
    }
    give_back(s, b);
    return st;
}

static fa_status stat_blob(void *self, const char *key, fa_blob_info *out, fa_error *err)
{
    store *s = self;
    blob *b = borrow(s, key);

    if (b == NULL)
        return no_blob(err);
    out->size_bytes = b->bytes.len;
    out->modified = b->modified;
    give_back(s, b);
    return FA_OK;
}

/* Borrows the first blob that is listed behind `after`. NULL: there is none. */
static blob *borrow_next(store *s, const char *prefix, const char *after)
{
    blob *found = NULL;

    (void)pthread_mutex_lock(&s->lock);
    for (blob *b = s->first; b != NULL; b = b->next) {
        if (strncmp(b->key, prefix, strlen(prefix)) == 0 && strcmp(b->key, after) > 0 &&
            (found == NULL || strcmp(b->key, found->key) < 0))
            found = b;
    }
    if (found != NULL)
        found->refs++;
    (void)pthread_mutex_unlock(&s->lock);
    return found;
}

static fa_status list(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    store *s = self;
    blob *b, *before = NULL;
    fa_status st = FA_OK;

    for (; st == FA_OK && limit > 0; limit--) {
        b = borrow_next(s, prefix, after);
        if (b == NULL)
            break;
        st = visit(payload, &(fa_blob_info){b->key, b->bytes.len, b->modified}, err);
        if (before != NULL)
            give_back(s, before);
        before = b;
        after = b->key;
    }
    if (before != NULL)
        give_back(s, before);
    return st;
}

static void close_store(void *self)
{
    store *s = self;

    while (s->first != NULL) {
        blob *b = s->first;

        s->first = b->next;
        free_blob(b);
    }
    (void)pthread_mutex_destroy(&s->lock);
    fa_free(s);
}

fa_status memory_blob_store_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "memory",
                                          .put = put,
                                          .get = get,
                                          .remove = remove_blob,
                                          .size = size,
                                          .close = close_store,
                                          .get_range = get_range,
                                          .stat = stat_blob,
                                          .list = list};
    fa_blob_store *opened = out;
    store *s = fa_calloc(1, sizeof *s);

    (void)url;
    if (s == NULL || pthread_mutex_init(&s->lock, NULL) != 0) {
        fa_free(s);
        return fa_fail(err, FA_ENOMEM, "out of memory for a blob store");
    }
    s->clock = context->clock;
    opened->ops = &ops;
    opened->self = s;
    return FA_OK;
}
