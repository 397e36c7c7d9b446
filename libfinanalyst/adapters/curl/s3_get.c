/* adapters/curl/s3_get.c: reading a blob, whole or a stretch of it, checked against the sums that it was stored with. The
 * last byte is handed on only once all has been found in order. */
#include "s3.h"

#include <stdio.h>
#include <string.h>

#include "s3_sums.h"

/* Bytes on their way from the store. */
typedef struct reading {
    const fai_s3_store *store;
    const char *key;
    const fai_curl_answer *answer;
    uint64_t size;     /* of the whole blob */
    uint64_t from, to; /* what is wanted of it */
    uint64_t at, end;  /* what comes: at begins at a chunk */
    bool began;
    bool has_sums; /* a blob that came in by a signed URL has none */
    fai_s3_sums sums;
    fai_s3_summing summing;
    fa_write_fn write;
    void *payload;
    bool has_last;
    char last;
} reading;

static fa_status damaged(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "a stored blob is damaged");
}

/* Behind the headers: a whole blob tells its size itself. */
static fa_status begin(reading *r, fa_error *err)
{
    const fai_curl_answer *a = r->answer;
    const char *sums = a->wanted[FAI_S3_SUMS].value;

    r->began = true;
    if (r->end == UINT64_MAX) {
        if (a->length == UINT64_MAX)
            return fa_fail(err, FA_ECORRUPT, "the blob store does not tell a blob's size");
        r->size = r->end = r->to = a->length;
    } else if (a->length != r->end - r->at) {
        return damaged(err);
    }
    r->has_sums = sums[0] != '\0';
    if (r->has_sums && !fai_s3_sums_parse(sums, r->size, &r->sums))
        return damaged(err);
    if (r->has_sums)
        fai_s3_summing_begin(&r->summing, r->store->hasher, r->key, r->sums.chunk_bits,
                             (unsigned)(r->at >> r->sums.chunk_bits));
    return FA_OK;
}

static fa_status check_chunk(reading *r, fa_error *err)
{
    uint64_t chunk = (r->summing.at - (r->size == 0 ? 0 : 1)) >> r->sums.chunk_bits;
    uint8_t sum[FAI_S3_SUM_BYTES];

    fai_s3_summing_end(&r->summing, sum);
    return chunk < r->sums.count && memcmp(sum, r->sums.sums[chunk], sizeof sum) == 0 ? FA_OK : damaged(err);
}

static fa_status check(reading *r, const char *bytes, size_t len, fa_error *err)
{
    fa_status st = FA_OK;

    while (st == FA_OK && len > 0) {
        size_t took = fai_s3_summing_take(&r->summing, bytes, len);

        bytes += took;
        len -= took;
        if (fai_s3_summing_is_full(&r->summing) || r->summing.at == r->size)
            st = check_chunk(r, err);
    }
    return st;
}

/* Hands on what is wanted of a piece, and keeps back its last byte. */
static fa_status hand_on(reading *r, const char *bytes, size_t len, fa_error *err)
{
    uint64_t begin_at = r->at < r->from ? r->from : r->at, end_at = r->at + len < r->to ? r->at + len : r->to;
    fa_status st = FA_OK;
    size_t n;

    if (begin_at >= end_at)
        return FA_OK;
    bytes += begin_at - r->at;
    n = (size_t)(end_at - begin_at);
    if (r->has_last)
        st = r->write(r->payload, &r->last, 1, err);
    r->has_last = true;
    r->last = bytes[n - 1];
    return st == FA_OK && n > 1 ? r->write(r->payload, bytes, n - 1, err) : st;
}

static fa_status take(void *payload, const void *buf, size_t len, fa_error *err)
{
    reading *r = payload;
    fa_status st = r->began ? FA_OK : begin(r, err);

    if (st == FA_OK && len > r->end - r->at)
        st = damaged(err);
    if (st == FA_OK && r->has_sums)
        st = check(r, buf, len, err);
    if (st == FA_OK)
        st = hand_on(r, buf, len, err);
    r->at += len;
    return st;
}

static fa_status finish(reading *r, fa_error *err)
{
    fa_status st = r->began ? FA_OK : begin(r, err);

    if (st == FA_OK && r->at != r->end)
        st = damaged(err);
    if (st == FA_OK && r->has_sums && r->size == 0)
        st = check_chunk(r, err);
    if (st == FA_OK && r->has_last)
        st = r->write(r->payload, &r->last, 1, err);
    return st;
}

/* range: the value of the header, NULL = the whole blob. */
static fa_status run(fai_s3_store *s, reading *r, const char *range, fa_error *err)
{
    fai_s3_request request = {.method = "GET", .key = r->key, .write = take, .write_payload = r};
    fai_curl_wanted wanted[FAI_S3_WANTED];
    fai_curl_answer answer;
    fa_status st;

    fai_s3_want(wanted);
    fai_curl_answer_init(&answer, wanted, FAI_S3_WANTED);
    r->answer = &answer;
    if (range != NULL)
        request.headers[request.header_count++] = (fai_s3_pair){"range", range};
    st = fai_s3_send(s, &request, &answer, err);
    if (st == FA_OK)
        st = fai_s3_judge(&answer, err);
    if (st == FA_OK && range != NULL && answer.status != 206)
        st = fa_fail(err, FA_EUNAVAILABLE, "the blob store cannot send a part of a blob");
    if (st == FA_OK)
        st = finish(r, err);
    fai_curl_answer_clear(&answer);
    return st;
}

fa_status fai_s3_get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    reading r = {.store = self, .key = key, .end = UINT64_MAX, .write = write, .payload = payload};

    return run(self, &r, NULL, err);
}

/* Whole chunks are asked for, so that they can be checked. How large these are, the size tells. */
fa_status fai_s3_get_range(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err)
{
    reading r = {.store = self, .key = key, .from = offset, .write = write, .payload = payload};
    fai_curl_answer answer;
    uint64_t mask;
    char range[64];
    fa_status st;

    fai_curl_answer_init(&answer, NULL, 0);
    st = fai_s3_look(self, NULL, key, &answer, err);
    r.size = answer.length;
    fai_curl_answer_clear(&answer);
    if (st == FA_OK && r.size == UINT64_MAX)
        st = fa_fail(err, FA_ECORRUPT, "the blob store does not tell a blob's size");
    if (st != FA_OK || offset >= r.size || len == 0)
        return st;
    r.to = len < r.size - offset ? offset + len : r.size;
    fai_s3_sums_plan(r.size, &r.sums);
    mask = (UINT64_C(1) << r.sums.chunk_bits) - 1;
    r.at = r.from & ~mask;
    r.end = ((r.to - 1) | mask) + 1 < r.size ? ((r.to - 1) | mask) + 1 : r.size;
    (void)snprintf(range, sizeof range, "bytes=%llu-%llu", (unsigned long long)r.at,
                   (unsigned long long)r.end - 1);
    return run(self, &r, range, err);
}
