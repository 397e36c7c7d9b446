/* adapters/curl/remote_blob_store.c: the blobs of a storage service in another process. It checks a blob whole before it sends the
 * first byte of it: so one that is damaged is told as FA_ECORRUPT, and nothing of it arrives. */
#include <finanalyst/port/blob_store.h>

#include "remote.h"
#include "spool.h"

/* A key has slashes: it stands in the query. */
#define BLOB "/internal/v1/blob"

static void begin(fai_remote_request *q, void *self, const char *method, const char *path, const char *key)
{
    fai_remote_begin(q, self, method, path);
    fai_remote_ask(q, "key", key);
}

/* A second try would find the key taken by the first: there is none. */
static fa_status put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err)
{
    fai_remote_request q;
    FILE *file = NULL;
    uint64_t size = 0;
    fa_status st = fai_curl_spool(read, payload, &file, &size, err);

    if (st == FA_OK) {
        begin(&q, self, "PUT", BLOB, key);
        q.has_body = true;
        q.fd = fileno(file);
        q.len = size;
        q.once = true;
        st = fai_remote_do(&q, err);
    }
    if (file != NULL)
        (void)fclose(file);
    return st;
}

static fa_status get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    fai_remote_request q;

    begin(&q, self, "GET", BLOB, key);
    q.write = write;
    q.payload = payload;
    return fai_remote_do(&q, err);
}

static fa_status get_range(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err)
{
    fai_remote_request q;

    begin(&q, self, "GET", BLOB, key);
    fai_remote_ask_number(&q, "offset", offset);
    fai_remote_ask_number(&q, "len", len);
    q.write = write;
    q.payload = payload;
    return fai_remote_do(&q, err);
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    fai_remote_request q;

    begin(&q, self, "DELETE", BLOB, key);
    return fai_remote_do(&q, err);
}

/* A page on its way to whoever looks at it. */
typedef struct page {
    fa_blob_visit_fn visit;
    void *payload;
    uint32_t seen, wanted;
    char last[256];
} page;

static fa_status look(void *payload, const fa_blob_info *info, fa_error *err)
{
    page *p = payload;

    if (p->seen == p->wanted || snprintf(p->last, sizeof p->last, "%s", info->key) >= (int)sizeof p->last)
        return fa_fail(err, FA_ECORRUPT, "the storage service tells of blobs that it was not asked for");
    p->seen++;
    return p->visit(p->payload, info, err);
}

static fa_status read_page(fai_remote_request *q, page *p, fa_error *err)
{
    fa_status st = fai_remote_send(q, err);

    if (st == FA_OK)
        st = fa_blob_infos_from_json(q->answer.body.data, q->answer.body.len, look, p, err);
    fai_remote_end(q);
    return st;
}

static fa_status list(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    page p = {.visit = visit, .payload = payload};
    fai_remote_request q;
    fa_status st = FA_OK;

    (void)snprintf(p.last, sizeof p.last, "%s", after);
    while (st == FA_OK && limit > 0 && p.seen == p.wanted) {
        p.wanted = limit < FAI_REMOTE_PAGE ? limit : FAI_REMOTE_PAGE;
        p.seen = 0;
        limit -= p.wanted;
        fai_remote_begin(&q, self, "GET", "/internal/v1/blobs");
        fai_remote_ask(&q, "prefix", prefix);
        fai_remote_ask(&q, "after", p.last);
        fai_remote_ask_number(&q, "limit", p.wanted);
        st = read_page(&q, &p, err);
    }
    return st;
}

static fa_status keep(void *payload, const fa_blob_info *info, fa_error *err)
{
    fa_blob_info *out = payload;

    (void)err;
    out->size_bytes = info->size_bytes;
    out->modified = info->modified;
    return FA_OK;
}

static fa_status stat_blob(void *self, const char *key, fa_blob_info *out, fa_error *err)
{
    fa_blob_info found = {0};
    page p = {.visit = keep, .payload = &found, .wanted = 1};
    fai_remote_request q;
    fa_status st;

    begin(&q, self, "GET", "/internal/v1/blob-info", key);
    st = read_page(&q, &p, err);
    if (st == FA_OK && p.seen == 0)
        st = fa_fail(err, FA_ECORRUPT, "the storage service tells of no blob");
    if (st == FA_OK) {
        out->size_bytes = found.size_bytes;
        out->modified = found.modified;
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

static fa_status presign(void *self, fa_blob_action action, const char *key, uint32_t seconds, fa_buf *url,
                         fa_error *err)
{
    fa_member member = FA_MEMBER_INIT("url", FA_MEMBER_TEXT, true);
    fai_remote_request q;
    void *hold = NULL;
    fa_status st;

    begin(&q, self, "POST", "/internal/v1/blob-url", key);
    fai_remote_ask(&q, "action", action == FA_BLOB_GET ? "get" : "put");
    fai_remote_ask_number(&q, "seconds", seconds);
    st = fai_remote_tell(&q, &member, 1, &hold, err);
    if (st == FA_OK) {
        (void)fa_buf_puts(url, member.text);
        st = fa_buf_check(url, err);
    }
    fa_members_free(hold);
    return st;
}

fa_status fai_remote_blobs_open(const fa_registry *registry, const void *options,
                                const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "http",
                                          .put = put,
                                          .get = get,
                                          .remove = remove_blob,
                                          .size = size,
                                          .close = fai_remote_close,
                                          .get_range = get_range,
                                          .stat = stat_blob,
                                          .list = list,
                                          .presign = presign};
    fai_remote *r = NULL;
    fa_status st = fai_remote_open(registry, options, context, url, "storage", &r, err);

    if (st == FA_OK)
        *(fa_blob_store *)out = (fa_blob_store){&ops, r};
    return st;
}
