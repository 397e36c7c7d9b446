/* adapters/curl/s3.c: requests to an S3 store, and the ops that are one request. */
#include "s3.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/adapter/curl.h>
#include <finanalyst/alloc.h>

#include "s3_xml.h"

enum { URL_MAX = 8192, HEADERS_MAX = FAI_S3_HEADERS + 5, CODE_BYTES = 64 };

/* ---- one request ---- */

static fa_status put_path(const fai_s3_store *s, const char *area, const char *key, fa_buf *out,
                          fa_error *err)
{
    (void)fa_buf_puts(out, "/");
    if (!s->place.in_host)
        (void)fa_buf_printf(out, "%s%s", s->place.bucket, key == NULL ? "" : "/");
    if (key != NULL)
        (void)fa_buf_printf(out, "%s%s%s", s->place.prefix, area == NULL ? "" : area, key);
    return fa_buf_check(out, err);
}

static void put_origin(const fai_s3_store *s, fa_buf *out)
{
    (void)fa_buf_printf(out, "%s://%s", s->place.https ? "https" : "http", s->place.host);
}

static fai_s3_signer signer_of(const fai_s3_store *s)
{
    return (fai_s3_signer){s->hasher,       s->access_key, s->secret_key,         s->session_token,
                           s->place.region, "s3",          fa_clock_now(s->clock)};
}

/* A request while it is made ready. */
typedef struct draft {
    fa_buf path, url, authorization;
    char date[17];
    fai_s3_pair headers[HEADERS_MAX];
    size_t header_count;
} draft;

static void add_header(draft *d, const char *name, const char *value)
{
    d->headers[d->header_count++] = (fai_s3_pair){name, value};
}

static fa_status make_ready(const fai_s3_store *s, const fai_s3_request *r, draft *d, fa_error *err)
{
    fai_s3_signer signer = signer_of(s);
    fai_s3_message m = {.method = r->method,
                        .queries = r->queries,
                        .query_count = r->query_count,
                        .headers = d->headers,
                        .payload = r->payload == NULL ? FAI_S3_NO_BODY : r->payload};
    fa_status st = put_path(s, r->area, r->key, &d->path, err);
    size_t i;

    if (st != FA_OK)
        return st;
    m.path = d->path.data;
    fai_s3_date(signer.now, d->date);
    add_header(d, "host", s->place.host);
    add_header(d, "x-amz-content-sha256", m.payload);
    add_header(d, "x-amz-date", d->date);
    if (s->session_token != NULL)
        add_header(d, "x-amz-security-token", s->session_token);
    for (i = 0; i < r->header_count; i++)
        add_header(d, r->headers[i].name, r->headers[i].value);
    m.header_count = d->header_count;
    put_origin(s, &d->url);
    fai_s3_encode(&d->url, d->path.data, true);
    if (m.query_count != 0) {
        (void)fa_buf_puts(&d->url, "?");
        st = fai_s3_query(&m, &d->url, err);
    }
    if (st == FA_OK)
        st = fa_buf_check(&d->url, err);
    if (st == FA_OK)
        st = fai_s3_authorize(&signer, &m, &d->authorization, err);
    if (st == FA_OK)
        add_header(d, "authorization", d->authorization.data);
    return st;
}

fa_status fai_s3_send(fai_s3_store *s, const fai_s3_request *r, fai_curl_answer *answer, fa_error *err)
{
    fai_curl_call call = {.method = r->method,
                          .repeatable = !r->once,
                          .has_body = r->has_body,
                          .fd = r->fd,
                          .bytes = r->bytes,
                          .at = r->at,
                          .len = r->len,
                          .write = r->write,
                          .payload = r->write_payload};
    draft d = {.header_count = 0};
    fa_status st;

    fa_buf_init(&d.path, URL_MAX);
    fa_buf_init(&d.url, URL_MAX);
    fa_buf_init(&d.authorization, URL_MAX);
    st = make_ready(s, r, &d, err);
    if (st == FA_OK) {
        call.url = d.url.data;
        call.headers = d.headers;
        call.header_count = d.header_count;
        st = fai_curl_perform(s->client, &call, answer, err);
    }
    fa_buf_clear(&d.authorization);
    fa_buf_clear(&d.url);
    fa_buf_clear(&d.path);
    return st;
}

/* ---- what an answer means ---- */

static fa_status take_code(void *payload, const char *const *names, int depth, const char *text,
                           fa_error *err)
{
    char *code = payload;
    size_t len = strlen(text);

    (void)err;
    /* A word of letters only: it goes into messages. */
    if (fai_s3_xml_is(names, depth, "Error", "Code") && len < CODE_BYTES &&
        strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == len)
        memcpy(code, text, len + 1);
    return FA_OK;
}

fa_status fai_s3_judge(const fai_curl_answer *answer, fa_error *err)
{
    char code[CODE_BYTES] = "";

    if (answer->status >= 200 && answer->status < 300)
        return FA_OK;
    if (answer->body.len != 0)
        (void)fai_s3_xml_read(answer->body.data, answer->body.len, take_code, code, NULL);
    if (answer->status == 404 && strcmp(code, "NoSuchBucket") != 0)
        return fa_fail(err, FA_ENOTFOUND, "there is no blob of that key");
    if (answer->status == 412 || answer->status == 409)
        return fa_fail(err, FA_ECONFLICT, "there is a blob of that key already");
    (void)fa_fail(err, FA_EUNAVAILABLE, "the blob store answers %ld%s%s", answer->status,
                  code[0] == '\0' ? "" : " ", code);
    if (err != NULL && (answer->status >= 500 || answer->status == 429))
        err->retry_ms = 1000;
    return FA_EUNAVAILABLE;
}

void fai_s3_want(fai_curl_wanted wanted[FAI_S3_WANTED])
{
    wanted[FAI_S3_ETAG].name = "etag";
    wanted[FAI_S3_SUMS].name = FAI_S3_SUMS_HEADER;
    wanted[FAI_S3_PUT_ID].name = FAI_S3_PUT_ID_HEADER;
}

fa_status fai_s3_look(fai_s3_store *s, const char *area, const char *key, fai_curl_answer *answer,
                      fa_error *err)
{
    fai_s3_request r = {.method = "HEAD", .area = area, .key = key};
    fa_status st = fai_s3_send(s, &r, answer, err);

    return st == FA_OK ? fai_s3_judge(answer, err) : st;
}

/* ---- ops ---- */

static fa_status stat_blob(void *self, const char *key, fa_blob_info *out, fa_error *err)
{
    fai_curl_answer answer;
    fa_status st;

    fai_curl_answer_init(&answer, NULL, 0);
    st = fai_s3_look(self, NULL, key, &answer, err);
    if (st == FA_OK && answer.length == UINT64_MAX)
        st = fa_fail(err, FA_ECORRUPT, "the blob store does not tell a blob's size");
    if (st == FA_OK) {
        out->size_bytes = answer.length;
        out->modified = answer.modified;
    }
    fai_curl_answer_clear(&answer);
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

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    fai_s3_request r = {.method = "DELETE", .key = key};
    fai_curl_answer answer;
    fa_status st;

    fai_curl_answer_init(&answer, NULL, 0);
    st = fai_s3_send(self, &r, &answer, err);
    if (st == FA_OK)
        st = fai_s3_judge(&answer, err);
    fai_curl_answer_clear(&answer);
    return st == FA_ENOTFOUND ? FA_OK : st;
}

static fa_status presign(void *self, fa_blob_action action, const char *key, uint32_t seconds, fa_buf *url,
                         fa_error *err)
{
    const fai_s3_store *s = self;
    fai_s3_signer signer = signer_of(s);
    /* Who puts must send the condition, so that what was taken in cannot be changed while the address lasts. */
    fai_s3_pair headers[] = {{"host", s->place.host}, {"if-none-match", "*"}};
    fai_s3_message m = {.method = action == FA_BLOB_GET ? "GET" : "PUT",
                        .headers = headers,
                        .header_count = action == FA_BLOB_GET ? 1 : 2,
                        .payload = "UNSIGNED-PAYLOAD"};
    fa_buf path, made;
    fa_status st;

    fa_buf_init(&path, URL_MAX);
    fa_buf_init(&made, URL_MAX);
    st = put_path(s, NULL, key, &path, err);
    if (st == FA_OK) {
        m.path = path.data;
        put_origin(s, &made);
        fai_s3_encode(&made, path.data, true);
        (void)fa_buf_puts(&made, "?");
        st = fai_s3_presign(&signer, &m, seconds, &made, err);
    }
    if (st == FA_OK) {
        (void)fa_buf_append(url, made.data, made.len);
        st = fa_buf_check(url, err);
    }
    fa_buf_clear(&made);
    fa_buf_clear(&path);
    return st;
}

/* ---- opening ---- */

static void close_store(void *self)
{
    fai_s3_store *s = self;

    fai_curl_client_free(s->client);
    fai_s3_forget(s->session_token);
    fai_s3_forget(s->secret_key);
    fai_s3_forget(s->access_key);
    fa_free(s);
}

static fa_status take_credentials(fai_s3_store *s, const fa_s3_credentials *c, fa_error *err)
{
    if (c == NULL)
        return fa_fail_field(err, FA_EINVALID, "credentials",
                             "an S3 store needs an access key and a secret key");
    s->access_key = fa_strdup(c->access_key);
    s->secret_key = fa_strdup(c->secret_key);
    s->session_token = fa_strdup(c->session_token);
    if (s->access_key == NULL || s->secret_key == NULL ||
        (s->session_token == NULL) != (c->session_token == NULL))
        return fa_fail(err, FA_ENOMEM, "out of memory for a blob store");
    return FA_OK;
}

fa_status fai_s3_open(const fa_registry *registry, const void *options, const fa_open_context *context,
                      const char *url, void *out, fa_error *err)
{
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "s3",
                                          .put = fai_s3_put,
                                          .get = fai_s3_get,
                                          .remove = remove_blob,
                                          .size = size,
                                          .close = close_store,
                                          .get_range = fai_s3_get_range,
                                          .stat = stat_blob,
                                          .list = fai_s3_list,
                                          .presign = presign};
    fai_curl_options client = {.what = "the blob store", .connect_tries = 3, .away_max_ms = 60000};
    fai_s3_store *s;
    fa_status st;

    (void)registry;
    if (context->clock == NULL || context->clock->ops == NULL || context->hasher == NULL ||
        context->hasher->ops == NULL)
        return fa_fail(err, FA_EINVALID, "an S3 store needs a clock and a hasher");
    s = fa_calloc(1, sizeof *s);
    if (s == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a blob store");
    s->clock = context->clock;
    s->hasher = context->hasher;
    st = fai_s3_place_parse(url, &s->place, err);
    if (st == FA_OK)
        st = take_credentials(s, options, err);
    client.clock = s->clock;
    client.https = s->place.https;
    if (st == FA_OK)
        st = fai_curl_client_new(&client, &s->client, err);
    if (st == FA_OK)
        *(fa_blob_store *)out = (fa_blob_store){&ops, s};
    else
        close_store(s);
    return st;
}
