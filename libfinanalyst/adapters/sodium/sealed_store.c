/* adapters/sodium/sealed_store.c: a blob store whose blobs lie sealed in another. */
#include "sealed_store.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "seal.h"

typedef struct store {
    fa_blob_store inner;
    fai_seal_keys *keys;
} store;

/* ---- putting ---- */

/* Plain bytes come in, sealed ones go out. */
typedef struct sealing {
    fa_read_fn read;
    void *payload;
    fai_seal seal;
    uint64_t number; /* of the next segment */
    bool ended;      /* all that there is was read */
    bool done;       /* the last segment was made */
    size_t len;      /* of plain; one byte more than a segment tells that another comes */
    size_t out_at, out_len;
    unsigned char plain[FAI_SEAL_PLAIN_BYTES + 1];
    unsigned char out[FAI_SEAL_SEGMENT_BYTES];
} sealing;

static fa_status fill(sealing *s, fa_error *err)
{
    fa_status st = FA_OK;
    size_t got;

    while (st == FA_OK && !s->ended && s->len < sizeof s->plain) {
        got = 0;
        st = s->read(s->payload, s->plain + s->len, sizeof s->plain - s->len, &got, err);
        if (st != FA_OK)
            return st;
        if (got > sizeof s->plain - s->len)
            return fa_fail_field(err, FA_EINVALID, "read", "more bytes were read than there was room for");
        s->ended = got == 0;
        s->len += got;
    }
    return st;
}

static fa_status seal_next(sealing *s, fa_error *err)
{
    bool more;
    size_t len;
    fa_status st = fill(s, err);

    if (st != FA_OK)
        return st;
    more = s->len > FAI_SEAL_PLAIN_BYTES;
    len = more ? FAI_SEAL_PLAIN_BYTES : s->len;
    fai_seal_close(&s->seal, s->number++, !more, s->plain, len, s->out);
    s->out_at = 0;
    s->out_len = len + FAI_SEAL_EXTRA_BYTES;
    if (more)
        s->plain[0] = s->plain[FAI_SEAL_PLAIN_BYTES];
    s->len = more ? 1 : 0;
    s->done = !more;
    return FA_OK;
}

static fa_status read_sealed(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    sealing *s = payload;
    size_t left;
    fa_status st = FA_OK;

    if (s->out_at == s->out_len && !s->done)
        st = seal_next(s, err);
    if (st != FA_OK)
        return st;
    left = s->out_len - s->out_at;
    *got = left < cap ? left : cap;
    memcpy(buf, s->out + s->out_at, *got);
    s->out_at += *got;
    return FA_OK;
}

static fa_status put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err)
{
    store *s = self;
    sealing *on = fa_calloc(1, sizeof *on);
    fa_status st;

    if (on == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to seal a blob");
    on->read = read;
    on->payload = payload;
    fai_seal_new(s->keys, key, on->out, &on->seal);
    on->out_len = FAI_SEAL_HEAD_BYTES;
    st = fa_blob_put(&s->inner, key, read_sealed, on, err);
    sodium_memzero(on, sizeof *on);
    fa_free(on);
    return st;
}

/* ---- getting ---- */

/* Sealed bytes come in, plain ones go out: those from..to of the blob. */
typedef struct opening {
    const store *store;
    const char *key;
    fa_write_fn write;
    void *payload;
    fai_seal seal;
    bool has_seal;
    uint64_t from, to;
    uint64_t number; /* of the segment that comes */
    uint64_t end;    /* of those that come, UINT64_MAX = whatever there is */
    uint64_t count;  /* of all segments, UINT64_MAX = unknown */
    bool ended;      /* the blob's last segment came */
    size_t len;
    unsigned char in[FAI_SEAL_SEGMENT_BYTES];
    unsigned char plain[FAI_SEAL_PLAIN_BYTES];
} opening;

static fa_status damaged(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "a sealed blob is damaged");
}

static fa_status open_segment(opening *o, fa_error *err)
{
    uint64_t begin = o->number * FAI_SEAL_PLAIN_BYTES, end, from, to;
    fa_status st;

    if (o->ended || o->number >= o->end)
        return damaged(err);
    st = fai_seal_open(&o->seal, o->number, o->in, o->len, o->plain, &o->ended, err);
    if (st == FA_OK && o->count != UINT64_MAX && o->ended != (o->number + 1 == o->count))
        st = damaged(err);
    if (st != FA_OK)
        return st;
    end = begin + o->len - FAI_SEAL_EXTRA_BYTES;
    o->number++;
    o->len = 0;
    from = begin < o->from ? o->from : begin;
    to = end < o->to ? end : o->to;
    return from < to ? o->write(o->payload, o->plain + (from - begin), (size_t)(to - from), err) : FA_OK;
}

/* The last segment may be short: it is opened at the end. */
static fa_status take_sealed(void *payload, const void *buf, size_t len, fa_error *err)
{
    opening *o = payload;
    const unsigned char *bytes = buf;
    fa_status st = FA_OK;

    while (st == FA_OK && len > 0) {
        size_t whole = o->has_seal ? FAI_SEAL_SEGMENT_BYTES : FAI_SEAL_HEAD_BYTES;
        size_t want = whole - o->len < len ? whole - o->len : len;

        memcpy(o->in + o->len, bytes, want);
        o->len += want;
        bytes += want;
        len -= want;
        if (o->len < whole)
            break;
        if (o->has_seal) {
            st = open_segment(o, err);
        } else {
            st = fai_seal_of(o->store->keys, o->key, o->in, &o->seal, err);
            o->has_seal = true;
            o->len = 0;
        }
    }
    return st;
}

static fa_status finish(opening *o, fa_error *err)
{
    fa_status st = FA_OK;

    if (!o->has_seal)
        return damaged(err);
    if (o->len != 0)
        st = open_segment(o, err);
    if (st == FA_OK && (o->end == UINT64_MAX ? !o->ended : o->number != o->end))
        st = damaged(err);
    return st;
}

static opening *opening_new(const store *s, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    opening *o = fa_calloc(1, sizeof *o);

    if (o == NULL) {
        (void)fa_fail(err, FA_ENOMEM, "out of memory to open a sealed blob");
        return NULL;
    }
    o->store = s;
    o->key = key;
    o->write = write;
    o->payload = payload;
    return o;
}

static void opening_free(opening *o)
{
    sodium_memzero(o, sizeof *o);
    fa_free(o);
}

static fa_status get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    store *s = self;
    opening *o = opening_new(s, key, write, payload, err);
    fa_status st;

    if (o == NULL)
        return FA_ENOMEM;
    o->to = o->end = o->count = UINT64_MAX;
    st = fa_blob_get(&s->inner, key, take_sealed, o, err);
    if (st == FA_OK)
        st = finish(o, err);
    opening_free(o);
    return st;
}

static fa_status stat_blob(void *self, const char *key, fa_blob_info *out, fa_error *err)
{
    store *s = self;
    fa_blob_info info = {NULL, 0, 0};
    fa_status st = fa_blob_stat(&s->inner, key, &info, err);

    if (st != FA_OK)
        return st;
    if (!fai_seal_plain_size(info.size_bytes, &info.size_bytes))
        return damaged(err);
    *out = info;
    return FA_OK;
}

/* Head and segments are asked for in one stretch where they lie together, else in two. */
static fa_status fetch(opening *o, uint64_t offset, uint64_t first, uint64_t len, fa_error *err)
{
    const fa_blob_store *inner = &o->store->inner;
    fa_status st;

    if (first == 0)
        return fa_blob_get_range(inner, o->key, 0, FAI_SEAL_HEAD_BYTES + len, take_sealed, o, err);
    st = fa_blob_get_range(inner, o->key, 0, FAI_SEAL_HEAD_BYTES, take_sealed, o, err);
    if (st == FA_OK && !o->has_seal)
        st = damaged(err);
    return st == FA_OK ? fa_blob_get_range(inner, o->key, offset, len, take_sealed, o, err) : st;
}

static fa_status open_range(opening *o, uint64_t size, fa_error *err)
{
    uint64_t first = o->from / FAI_SEAL_PLAIN_BYTES;
    fa_status st;

    o->count = fai_seal_count(size);
    o->number = first;
    o->end = (o->to - 1) / FAI_SEAL_PLAIN_BYTES + 1;
    st = fetch(o, FAI_SEAL_HEAD_BYTES + first * FAI_SEAL_SEGMENT_BYTES, first,
               (o->end - first) * FAI_SEAL_SEGMENT_BYTES, err);
    return st == FA_OK ? finish(o, err) : st;
}

static fa_status get_range(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err)
{
    fa_blob_info info = {NULL, 0, 0};
    opening *o;
    fa_status st = stat_blob(self, key, &info, err);

    if (st != FA_OK || offset >= info.size_bytes || len == 0)
        return st;
    o = opening_new(self, key, write, payload, err);
    if (o == NULL)
        return FA_ENOMEM;
    o->from = offset;
    o->to = len < info.size_bytes - offset ? offset + len : info.size_bytes;
    st = open_range(o, info.size_bytes, err);
    opening_free(o);
    return st;
}

/* ---- the rest ---- */

static fa_status size(void *self, const char *key, uint64_t *out, fa_error *err)
{
    fa_blob_info info = {NULL, 0, 0};
    fa_status st = stat_blob(self, key, &info, err);

    if (st == FA_OK)
        *out = info.size_bytes;
    return st;
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    return fa_blob_remove(&((store *)self)->inner, key, err);
}

typedef struct viewing {
    fa_blob_visit_fn visit;
    void *payload;
} viewing;

/* What is no sealed blob is listed all the same, with the size that it has. */
static fa_status view(void *payload, const fa_blob_info *info, fa_error *err)
{
    viewing *v = payload;
    fa_blob_info plain = *info;

    (void)fai_seal_plain_size(info->size_bytes, &plain.size_bytes);
    return v->visit(v->payload, &plain, err);
}

static fa_status list(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    viewing v = {visit, payload};

    return fa_blob_list(&((store *)self)->inner, prefix, after, limit, view, &v, err);
}

static void close_store(void *self)
{
    store *s = self;

    fa_blob_store_close(&s->inner);
    fai_seal_keys_free(s->keys);
    fa_free(s);
}

/* "sealed:KEYFILE:URL": a key file's path has no colon. */
static fa_status split(const char *url, char **path, const char **inner, fa_error *err)
{
    const char *begin = strchr(url, ':') + 1, *end = strchr(begin, ':');
    size_t len;

    if (end == NULL || end == begin || end[1] == '\0')
        return fa_fail_field(err, FA_EINVALID, "url",
                             "a sealed store has the URL sealed:<key file>:<URL of a store>");
    len = (size_t)(end - begin);
    *path = fa_alloc(len + 1);
    if (*path == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a blob store");
    memcpy(*path, begin, len);
    (*path)[len] = '\0';
    *inner = end + 1;
    return FA_OK;
}

fa_status fai_sealed_store_open(const fa_registry *registry, const void *options,
                                const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    /* Nobody can sign an address at which sealed bytes come out plain. */
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "sealed",
                                          .put = put,
                                          .get = get,
                                          .remove = remove_blob,
                                          .size = size,
                                          .close = close_store,
                                          .get_range = get_range,
                                          .stat = stat_blob,
                                          .list = list};
    const char *inner = NULL;
    char *path = NULL;
    store *s;
    fa_status st = split(url, &path, &inner, err);

    (void)options;
    if (st != FA_OK)
        return st;
    s = fa_calloc(1, sizeof *s);
    if (s == NULL)
        st = fa_fail(err, FA_ENOMEM, "out of memory for a blob store");
    else if (sodium_init() < 0)
        st = fa_fail(err, FA_EUNAVAILABLE, "libsodium cannot start");
    if (st == FA_OK)
        st = fai_seal_keys_read(path, &s->keys, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_BLOB_STORE, context, inner, &s->inner, err);
    fa_free(path);
    if (st == FA_OK)
        *(fa_blob_store *)out = (fa_blob_store){&ops, s};
    else if (s != NULL)
        close_store(s);
    return st;
}
