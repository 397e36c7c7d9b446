/* adapters/curl/s3_put.c: storing a blob. Its bytes are spooled first: so their size and sums are known before the first
 * request, any request can be made again, and memory does not grow with the blob. A small blob is one conditional PUT, a
 * large one goes in parts. */
#include "s3.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

#include "s3_sums.h"
#include "s3_xml.h"
#include "spool.h"

enum {
    PIECE_BYTES = 64 * 1024,
    PART_BYTES = 16 << 20,
    PARTS_MAX = 10000,
    PUT_ID_BYTES = 16,
    ETAG_BYTES = 128,
    UPLOAD_ID_BYTES = 1024,
    CLAIM_MS = 24 * 3600 * 1000,
    XML_MAX = 4 << 20
};

/* A part: what it is signed with, and what the store calls it. */
typedef struct part {
    char sha256[FA_SHA256_HEX];
    char etag[ETAG_BYTES];
} part;

typedef struct putting {
    fai_s3_store *store;
    const char *key;
    FILE *file; /* the spool */
    uint64_t size;
    uint64_t part_bytes;
    size_t part_count; /* 1 for an empty blob */
    part *parts;
    char sums[FAI_S3_SUMS_TEXT];
    char put_id[2 * PUT_ID_BYTES + 1]; /* tells whether what is stored came from here */
} putting;

/* ---- sums ---- */

static fa_status read_back(const putting *p, uint64_t at, char *piece, size_t len, fa_error *err)
{
    size_t done = 0;

    while (done < len) {
        ssize_t n = pread(fileno(p->file), piece + done, len - done, (off_t)(at + done));

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fai_curl_no_spool(err);
        done += (size_t)n;
    }
    return FA_OK;
}

static uint64_t part_end(const putting *p, size_t i)
{
    uint64_t end = (i + 1) * p->part_bytes;

    return end < p->size ? end : p->size;
}

/* The hash of each part and the sum of each chunk, in one pass. Both begin at multiples of a piece. */
static fa_status sum_up(putting *p, char *piece, fa_error *err)
{
    const fa_hasher *h = p->store->hasher;
    fai_s3_sums sums;
    fai_s3_summing chunk;
    fa_digest digest;
    uint64_t at = 0;
    unsigned chunks = 0;
    fa_status st = FA_OK;
    size_t i;

    fai_s3_sums_plan(p->size, &sums);
    fai_s3_summing_begin(&chunk, h, p->key, sums.chunk_bits, 0);
    for (i = 0; st == FA_OK && i < p->part_count; i++) {
        fa_hash_begin(h, &digest);
        while (st == FA_OK && at < part_end(p, i)) {
            size_t len = part_end(p, i) - at < PIECE_BYTES ? (size_t)(part_end(p, i) - at) : PIECE_BYTES;

            st = read_back(p, at, piece, len, err);
            if (st != FA_OK)
                break;
            fa_hash_update(h, &digest, piece, len);
            (void)fai_s3_summing_take(&chunk, piece, len);
            at += len;
            if (fai_s3_summing_is_full(&chunk) || at == p->size)
                fai_s3_summing_end(&chunk, sums.sums[chunks++]);
        }
        fa_hash_finish_hex(h, &digest, p->parts[i].sha256);
    }
    if (p->size == 0)
        fai_s3_summing_end(&chunk, sums.sums[0]);
    fai_s3_sums_format(&sums, p->sums);
    return st;
}

static fa_status plan(putting *p, fa_error *err)
{
    uint8_t random[PUT_ID_BYTES];
    fa_status st = fa_clock_random(p->store->clock, random, sizeof random, err);
    size_t i;

    for (i = 0; i < sizeof random; i++)
        (void)snprintf(p->put_id + 2 * i, 3, "%02x", random[i]);
    p->part_bytes = PART_BYTES;
    while (p->part_bytes * PARTS_MAX < p->size)
        p->part_bytes *= 2;
    p->part_count = p->size == 0 ? 1 : (size_t)((p->size + p->part_bytes - 1) / p->part_bytes);
    p->parts = fa_calloc(p->part_count, sizeof *p->parts);
    if (st == FA_OK && p->parts == NULL)
        st = fa_fail(err, FA_ENOMEM, "out of memory to store a blob");
    return st;
}

/* ---- requests ---- */

static void add_header(fai_s3_request *r, const char *name, const char *value)
{
    r->headers[r->header_count++] = (fai_s3_pair){name, value};
}

static void add_query(fai_s3_request *r, const char *name, const char *value)
{
    r->queries[r->query_count++] = (fai_s3_pair){name, value};
}

static void describe(const putting *p, fai_s3_request *r)
{
    add_header(r, FAI_S3_SUMS_HEADER, p->sums);
    add_header(r, FAI_S3_PUT_ID_HEADER, p->put_id);
}

static void take_part(const putting *p, size_t i, fai_s3_request *r)
{
    r->has_body = true;
    r->fd = fileno(p->file);
    r->at = i * p->part_bytes;
    r->len = part_end(p, i) - r->at;
    r->payload = p->parts[i].sha256;
}

/* Sends, and judges what comes back. etag may be NULL. */
static fa_status run(putting *p, const fai_s3_request *r, char etag[ETAG_BYTES], fa_buf *body, fa_error *err)
{
    fai_curl_wanted wanted[FAI_S3_WANTED];
    fai_curl_answer answer;
    fa_status st;

    fai_s3_want(wanted);
    fai_curl_answer_init(&answer, wanted, FAI_S3_WANTED);
    st = fai_s3_send(p->store, r, &answer, err);
    if (st == FA_OK)
        st = fai_s3_judge(&answer, err);
    if (st == FA_OK && etag != NULL &&
        snprintf(etag, ETAG_BYTES, "%s", wanted[FAI_S3_ETAG].value) >= ETAG_BYTES)
        st = fa_fail(err, FA_ECORRUPT, "the blob store gave an answer that cannot be read");
    if (st == FA_OK && body != NULL) {
        *body = answer.body;
        fa_buf_init(&answer.body, 0);
    }
    fai_curl_answer_clear(&answer);
    return st;
}

/* Whether what is stored under the key is what was sent from here. FA_OK; FA_ECONFLICT: it is another's; FA_ENOTFOUND. */
static fa_status is_ours(putting *p, fa_error *err)
{
    fai_curl_wanted wanted[FAI_S3_WANTED];
    fai_curl_answer answer;
    fa_status st;

    fai_s3_want(wanted);
    fai_curl_answer_init(&answer, wanted, FAI_S3_WANTED);
    st = fai_s3_look(p->store, NULL, p->key, &answer, err);
    if (st == FA_OK && (strcmp(wanted[FAI_S3_PUT_ID].value, p->put_id) != 0 || answer.length != p->size))
        st = fa_fail(err, FA_ECONFLICT, "there is a blob of that key already");
    fai_curl_answer_clear(&answer);
    return st;
}

/* What a request that may have come to pass all the same has left: only a look tells. The store's own failure stays
 * where the look tells nothing more. */
static fa_status settle(putting *p, fa_status st, fa_error *err)
{
    fa_error why = {0};
    fa_status found = is_ours(p, &why);

    if (st == FA_OK && found == FA_ENOTFOUND)
        return fa_fail(err, FA_EUNAVAILABLE, "the blob store lost a blob");
    if (st != FA_OK && found != FA_OK)
        return st;
    if (found != FA_OK && err != NULL)
        *err = why;
    return found;
}

/* ---- one request ---- */

static fa_status put_whole(putting *p, fa_error *err)
{
    fai_s3_request r = {.method = "PUT", .key = p->key};

    add_header(&r, "if-none-match", "*");
    describe(p, &r);
    take_part(p, 0, &r);
    return settle(p, run(p, &r, NULL, NULL, err), err);
}

/* ---- parts ---- */

/* Not every store takes a condition on the request that completes an upload in parts. So whoever uploads in parts first
 * claims the key, by a small object that a conditional PUT makes. */
static fa_status claim(putting *p, fa_error *err)
{
    fai_s3_request r = {.method = "PUT", .area = ".claim/", .key = p->key, .has_body = true, .fd = -1};
    fai_curl_answer answer;
    bool stale;
    fa_status st;

    add_header(&r, "if-none-match", "*");
    st = run(p, &r, NULL, NULL, err);
    if (st != FA_ECONFLICT)
        return st;
    fai_curl_answer_init(&answer, NULL, 0);
    stale = fai_s3_look(p->store, ".claim/", p->key, &answer, NULL) == FA_OK && answer.modified != 0 &&
            answer.modified + CLAIM_MS < fa_clock_now(p->store->clock);
    fai_curl_answer_clear(&answer);
    if (!stale)
        return st;
    r = (fai_s3_request){.method = "DELETE", .area = ".claim/", .key = p->key};
    st = run(p, &r, NULL, NULL, err);
    if (st != FA_OK)
        return st;
    r = (fai_s3_request){.method = "PUT", .area = ".claim/", .key = p->key, .has_body = true, .fd = -1};
    add_header(&r, "if-none-match", "*");
    return run(p, &r, NULL, NULL, err);
}

static void give_up_claim(putting *p)
{
    fai_s3_request r = {.method = "DELETE", .area = ".claim/", .key = p->key};

    (void)run(p, &r, NULL, NULL, NULL);
}

static fa_status take_upload_id(void *payload, const char *const *names, int depth, const char *text,
                                fa_error *err)
{
    (void)err;
    if (fai_s3_xml_is(names, depth, "InitiateMultipartUploadResult", "UploadId") &&
        strlen(text) < UPLOAD_ID_BYTES)
        memcpy(payload, text, strlen(text) + 1);
    return FA_OK;
}

static fa_status begin_parts(putting *p, char upload[UPLOAD_ID_BYTES], fa_error *err)
{
    fai_s3_request r = {.method = "POST", .key = p->key, .has_body = true, .fd = -1, .once = true};
    fa_buf body = {0};
    fa_status st;

    add_query(&r, "uploads", "");
    describe(p, &r);
    upload[0] = '\0';
    st = run(p, &r, NULL, &body, err);
    if (st == FA_OK && body.len != 0)
        st = fai_s3_xml_read(body.data, body.len, take_upload_id, upload, err);
    if (st == FA_OK && upload[0] == '\0')
        st = fa_fail(err, FA_ECORRUPT, "the blob store gave an answer that cannot be read");
    fa_buf_clear(&body);
    return st;
}

static fa_status send_part(putting *p, const char *upload, size_t i, fa_error *err)
{
    fai_s3_request r = {.method = "PUT", .key = p->key};
    char number[24];
    fa_status st;

    (void)snprintf(number, sizeof number, "%zu", i + 1);
    add_query(&r, "partNumber", number);
    add_query(&r, "uploadId", upload);
    take_part(p, i, &r);
    st = run(p, &r, p->parts[i].etag, NULL, err);
    if (st == FA_OK && (p->parts[i].etag[0] == '\0' || strpbrk(p->parts[i].etag, "<>&") != NULL))
        st = fa_fail(err, FA_ECORRUPT, "the blob store gave an answer that cannot be read");
    /* An upload that is gone is no blob that is gone. */
    return st == FA_ENOTFOUND ? fa_fail(err, FA_EUNAVAILABLE, "the blob store lost an upload") : st;
}

static fa_status note_root(void *payload, const char *const *names, int depth, const char *text,
                           fa_error *err)
{
    (void)text;
    (void)err;
    *(bool *)payload = depth == 1 && strcmp(names[0], "CompleteMultipartUploadResult") == 0;
    return FA_OK;
}

/* The answer's status is sent before the work is done: only its body tells how that went. */
static fa_status complete(putting *p, const char *upload, fa_error *err)
{
    fai_s3_request r = {.method = "POST", .key = p->key, .has_body = true, .fd = -1};
    char sha256[FA_SHA256_HEX];
    fa_buf xml, body = {0};
    fa_digest digest;
    bool done = false;
    fa_status st;
    size_t i;

    fa_buf_init(&xml, XML_MAX);
    (void)fa_buf_puts(&xml, "<CompleteMultipartUpload>");
    for (i = 0; i < p->part_count; i++)
        (void)fa_buf_printf(&xml, "<Part><PartNumber>%zu</PartNumber><ETag>%s</ETag></Part>", i + 1,
                            p->parts[i].etag);
    (void)fa_buf_puts(&xml, "</CompleteMultipartUpload>");
    st = fa_buf_check(&xml, err);
    if (st == FA_OK) {
        fa_hash_begin(p->store->hasher, &digest);
        fa_hash_update(p->store->hasher, &digest, xml.data, xml.len);
        fa_hash_finish_hex(p->store->hasher, &digest, sha256);
        r.payload = sha256;
        r.bytes = xml.data;
        r.len = xml.len;
        add_query(&r, "uploadId", upload);
        add_header(&r, "if-none-match", "*");
        st = run(p, &r, NULL, &body, err);
    }
    if (st == FA_OK &&
        (body.len == 0 || fai_s3_xml_read(body.data, body.len, note_root, &done, NULL) != FA_OK || !done))
        st = fa_fail(err, FA_EUNAVAILABLE, "the blob store could not put a blob's parts together");
    fa_buf_clear(&body);
    fa_buf_clear(&xml);
    if (st == FA_ENOTFOUND) /* also after a first try that came to pass, and whose answer was lost */
        st = fa_fail(err, FA_EUNAVAILABLE, "the blob store lost an upload");
    return settle(p, st, err);
}

static void abandon(putting *p, const char *upload)
{
    fai_s3_request r = {.method = "DELETE", .key = p->key};

    add_query(&r, "uploadId", upload);
    (void)run(p, &r, NULL, NULL, NULL);
}

static fa_status put_claimed(putting *p, fa_error *err)
{
    char upload[UPLOAD_ID_BYTES];
    fa_status st = is_ours(p, err);
    size_t i;

    if (st != FA_ENOTFOUND)
        return st;
    st = begin_parts(p, upload, err);
    if (st != FA_OK)
        return st;
    for (i = 0; st == FA_OK && i < p->part_count; i++)
        st = send_part(p, upload, i, err);
    if (st == FA_OK)
        st = complete(p, upload, err);
    if (st != FA_OK)
        abandon(p, upload);
    return st;
}

static fa_status put_parts(putting *p, fa_error *err)
{
    fa_status st = claim(p, err);

    if (st != FA_OK)
        return st;
    st = put_claimed(p, err);
    give_up_claim(p);
    return st;
}

fa_status fai_s3_put(void *self, const char *key, fa_read_fn read_piece, void *payload, fa_error *err)
{
    putting p = {.store = self, .key = key};
    char *piece = fa_alloc(PIECE_BYTES);
    fa_status st;

    if (piece == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to store a blob");
    st = fai_curl_spool(read_piece, payload, &p.file, &p.size, err);
    if (st == FA_OK)
        st = plan(&p, err);
    if (st == FA_OK)
        st = sum_up(&p, piece, err);
    fa_free(piece);
    if (st == FA_OK)
        st = p.part_count == 1 ? put_whole(&p, err) : put_parts(&p, err);
    if (st == FA_ENOTFOUND)
        st = fa_fail(err, FA_EUNAVAILABLE, "the blob store has no such bucket");
    if (p.file != NULL)
        (void)fclose(p.file);
    fa_free(p.parts);
    return st;
}
