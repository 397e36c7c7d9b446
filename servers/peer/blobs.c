/* peer/blobs.c: the blobs, for the other services. A key has slashes: it stands in the query. */
#include <string.h>

#include <finanalyst/wire.h>

#include "peer/internal.h"

static fa_status read_key(const http_request *req, const char **out, fa_error *err)
{
    *out = http_query(req, "key");
    return *out != NULL ? FA_OK : fa_fail_field(err, FA_EINVALID, "key", "the key is missing");
}

static fa_status read_file(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the blob cannot be read back") : FA_OK;
}

static fa_status put(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const char *key, *name = NULL;
    FILE *file = NULL;
    fa_status st = read_key(req, &key, err);

    if (st == FA_OK)
        st = http_file_body(req, &file, &name, err);
    if (st == FA_OK)
        st = fa_blob_put(service, key, read_file, file, err);
    return peer_done(st, reply, err);
}

static fa_status write_file(void *payload, const void *buf, size_t len, fa_error *err)
{
    return fwrite(buf, 1, len, (FILE *)payload) == len
               ? FA_OK
               : fa_fail(err, FA_EUNAVAILABLE, "the blob cannot be sent");
}

static fa_status read_into(const fa_blob_store *store, const http_request *req, const char *key, FILE *file,
                           fa_error *err)
{
    uint64_t offset, len;
    fa_status st = peer_number(req, "offset", 0, &offset, err);

    if (st == FA_OK)
        st = peer_number(req, "len", UINT64_MAX, &len, err);
    if (st != FA_OK)
        return st;
    return offset == 0 && len == UINT64_MAX
               ? fa_blob_get(store, key, write_file, file, err)
               : fa_blob_get_range(store, key, offset, len, write_file, file, err);
}

/* The bytes are checked whole before the first is sent: damage is told as such, whenever it is found. */
static fa_status get(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const char *key;
    FILE *file = NULL;
    fa_status st = read_key(req, &key, err);

    if (st == FA_OK && (file = tmpfile()) == NULL)
        st = fa_fail(err, FA_EUNAVAILABLE, "the blob cannot be sent");
    if (st == FA_OK)
        st = read_into(service, req, key, file, err);
    if (st == FA_OK) {
        http_reply_type(reply, "application/octet-stream");
        http_reply_file(reply, file);
    } else if (file != NULL) {
        fclose(file);
    }
    return peer_told(st, err);
}

static fa_status remove_blob(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const char *key;
    fa_status st = read_key(req, &key, err);

    if (st == FA_OK)
        st = fa_blob_remove(service, key, err);
    return peer_done(st, reply, err);
}

/* Of a store that tells sizes only, the time is not known. */
static fa_status info(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_blob_info found = {0};
    const char *key;
    peer_list l;
    fa_status st = read_key(req, &key, err);

    if (st == FA_OK)
        st = fa_blob_stat(service, key, &found, err);
    if (st == FA_EUNSUPPORTED)
        st = fa_blob_size(service, key, &found.size_bytes, err);
    found.key = key;
    if (st == FA_OK) {
        peer_list_begin(&l, reply);
        st = fa_blob_info_to_json(&found, peer_list_next(&l), err);
        peer_list_end(&l);
    }
    return peer_told(st, err);
}

static fa_status add(void *payload, const fa_blob_info *found, fa_error *err)
{
    return fa_blob_info_to_json(found, peer_list_next(payload), err);
}

static const char *or_none(const char *text)
{
    return text == NULL ? "" : text;
}

static fa_status list(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    peer_list l;
    uint32_t limit;
    fa_status st = peer_limit(req, &limit, err);

    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_blob_list(service, or_none(http_query(req, "prefix")), or_none(http_query(req, "after")),
                          limit, add, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

static fa_status sign(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const char *key, *action = or_none(http_query(req, "action"));
    fa_blob_action what = strcmp(action, "put") == 0 ? FA_BLOB_PUT : FA_BLOB_GET;
    fa_buf url, *out = http_reply_body(reply);
    uint32_t seconds;
    fa_status st = read_key(req, &key, err);

    if (st == FA_OK && what == FA_BLOB_GET && strcmp(action, "get") != 0)
        st = fa_fail_field(err, FA_EINVALID, "action", "action is get or put");
    if (st == FA_OK)
        st = http_query_number(req, "seconds", 1, FA_BLOB_PRESIGN_MAX, 600, &seconds, err);
    if (st != FA_OK)
        return st;
    fa_buf_init(&url, 64 << 10);
    st = fa_blob_presign(service, what, key, seconds, &url, err);
    if (st == FA_OK) {
        fa_buf_puts(out, "{\"url\":");
        fa_json_quote(or_none(url.data), out);
        fa_buf_puts(out, "}");
    }
    fa_buf_clear(&url);
    return peer_told(st, err);
}

const http_route peer_blobs_table[] = {
    {"PUT", "/internal/v1/blob", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_FILE, put,
     "For services: store a blob", "the query `key=`; its bytes", "204; 409 there is one; 413; 422"},
    {"GET", "/internal/v1/blob", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, get,
     "For services: its bytes, verified", "the query `key=`, `offset=` and `len=`",
     "200 the bytes; 404; 500 they are damaged"},
    {"DELETE", "/internal/v1/blob", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, remove_blob,
     "For services: remove a blob", "the query `key=`", "204, also where there was none"},
    {"GET", "/internal/v1/blob-info", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, info,
     "For services: size and time of a blob", "the query `key=`",
     "200 `{items: [{key, size_bytes, modified_at}]}`, one; 404"},
    {"GET", "/internal/v1/blobs", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, list,
     "For services: blobs by key", "the query `prefix=`, `after=` and `limit=`",
     "200 `{items: [{key, size_bytes, modified_at}]}`; 415 the store has no lists"},
    {"POST", "/internal/v1/blob-url", HTTP_FOR_SERVICE | HTTP_WORKS, HTTP_BODY_NONE, sign,
     "For services: an address at which anybody can get or put a blob",
     "the query `key=`, `action=get` or `put`, and `seconds=`", "200 `{url}`; 415 the store has none"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
