/* adapters/curl/s3_sums.h: what an object's metadata say of its bytes, so that any stretch of them can be checked. */
#ifndef FA_CURL_S3_SUMS_H
#define FA_CURL_S3_SUMS_H

#include <stdbool.h>

#include <finanalyst/port/hasher.h>

/* At most so many sums, which fit into an object's metadata (2 KiB); chunks grow with the object. */
enum { FAI_S3_SUMS_MAX = 64, FAI_S3_SUM_BYTES = 8, FAI_S3_CHUNK_BITS_MIN = 20, FAI_S3_SUMS_TEXT = 1040 };

/* A chunk's sum: the first bytes of the SHA-256 of the blob's key, the chunk's number and its bytes. */
typedef struct fai_s3_sums {
    int chunk_bits; /* a chunk has 2^chunk_bits bytes, the last one maybe fewer */
    unsigned count; /* 1 for an empty blob too */
    uint8_t sums[FAI_S3_SUMS_MAX][FAI_S3_SUM_BYTES];
} fai_s3_sums;

/* The chunks of a blob of that size; the sums are still to be made. */
void fai_s3_sums_plan(uint64_t size, fai_s3_sums *out);
/* "20-0123456789abcdef…" */
void fai_s3_sums_format(const fai_s3_sums *s, char out[FAI_S3_SUMS_TEXT]);
/* false: text is none for a blob of that size. */
bool fai_s3_sums_parse(const char *text, uint64_t size, fai_s3_sums *out);

/* Bytes that go by, summed chunk by chunk. */
typedef struct fai_s3_summing {
    const fa_hasher *hasher;
    const char *key;
    int chunk_bits;
    uint64_t at;
    fa_digest digest;
} fai_s3_summing;

/* Begins at a chunk. */
void fai_s3_summing_begin(fai_s3_summing *s, const fa_hasher *hasher, const char *key, int chunk_bits,
                          unsigned chunk);
/* Takes at most the rest of the chunk: returns how many bytes it took. */
size_t fai_s3_summing_take(fai_s3_summing *s, const void *bytes, size_t len);
/* Whether the bytes so far end a chunk. */
bool fai_s3_summing_is_full(const fai_s3_summing *s);
/* The sum of the chunk that ends here, and on to the next. */
void fai_s3_summing_end(fai_s3_summing *s, uint8_t out[FAI_S3_SUM_BYTES]);

#endif
