/* adapters/curl/s3_sums.c: sums of chunks. */
#include "s3_sums.h"

#include <stdio.h>
#include <string.h>

static unsigned count_of(uint64_t size, int bits)
{
    uint64_t count = (size >> bits) + ((size & ((UINT64_C(1) << bits) - 1)) != 0);

    return count == 0 ? 1 : count > FAI_S3_SUMS_MAX ? FAI_S3_SUMS_MAX + 1 : (unsigned)count;
}

void fai_s3_sums_plan(uint64_t size, fai_s3_sums *out)
{
    out->chunk_bits = FAI_S3_CHUNK_BITS_MIN;
    while (count_of(size, out->chunk_bits) > FAI_S3_SUMS_MAX)
        out->chunk_bits++;
    out->count = count_of(size, out->chunk_bits);
}

void fai_s3_sums_format(const fai_s3_sums *s, char out[FAI_S3_SUMS_TEXT])
{
    int n = snprintf(out, FAI_S3_SUMS_TEXT, "%d-", s->chunk_bits);
    unsigned i, k;

    for (i = 0; i < s->count; i++) {
        for (k = 0; k < FAI_S3_SUM_BYTES; k++)
            n += snprintf(out + n, (size_t)(FAI_S3_SUMS_TEXT - n), "%02x", s->sums[i][k]);
    }
}

static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool fai_s3_sums_parse(const char *text, uint64_t size, fai_s3_sums *out)
{
    const char *hex;
    unsigned i, k;

    fai_s3_sums_plan(size, out);
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9' || text[2] != '-' ||
        (text[0] - '0') * 10 + text[1] - '0' != out->chunk_bits ||
        strlen(text + 3) != (size_t)out->count * FAI_S3_SUM_BYTES * 2)
        return false;
    hex = text + 3;
    for (i = 0; i < out->count; i++) {
        for (k = 0; k < FAI_S3_SUM_BYTES; k++, hex += 2) {
            int high = nibble(hex[0]), low = nibble(hex[1]);

            if (high < 0 || low < 0)
                return false;
            out->sums[i][k] = (uint8_t)(high << 4 | low);
        }
    }
    return true;
}

static void begin_chunk(fai_s3_summing *s)
{
    char head[32];

    (void)snprintf(head, sizeof head, "\n%llu\n", (unsigned long long)(s->at >> s->chunk_bits));
    fa_hash_begin(s->hasher, &s->digest);
    fa_hash_update(s->hasher, &s->digest, s->key, strlen(s->key));
    fa_hash_update(s->hasher, &s->digest, head, strlen(head));
}

void fai_s3_summing_begin(fai_s3_summing *s, const fa_hasher *hasher, const char *key, int chunk_bits,
                          unsigned chunk)
{
    *s = (fai_s3_summing){.hasher = hasher, .key = key, .chunk_bits = chunk_bits};
    s->at = (uint64_t)chunk << chunk_bits;
    begin_chunk(s);
}

size_t fai_s3_summing_take(fai_s3_summing *s, const void *bytes, size_t len)
{
    uint64_t chunk = UINT64_C(1) << s->chunk_bits, left = chunk - (s->at & (chunk - 1));

    if (len > left)
        len = (size_t)left;
    fa_hash_update(s->hasher, &s->digest, bytes, len);
    s->at += len;
    return len;
}

bool fai_s3_summing_is_full(const fai_s3_summing *s)
{
    return (s->at & ((UINT64_C(1) << s->chunk_bits) - 1)) == 0;
}

void fai_s3_summing_end(fai_s3_summing *s, uint8_t out[FAI_S3_SUM_BYTES])
{
    uint8_t all[FA_SHA256_BYTES];

    s->hasher->ops->finish(s->hasher->self, &s->digest, all);
    memcpy(out, all, FAI_S3_SUM_BYTES);
    begin_chunk(s);
}
