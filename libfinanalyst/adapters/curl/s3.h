/* adapters/curl/s3.h: an S3 store: where it is, who asks, and one request to it. */
#ifndef FA_CURL_S3_H
#define FA_CURL_S3_H

#include <finanalyst/port/blob_store.h>
#include <finanalyst/registry.h>

#include "http.h"
#include "s3_sign.h"

enum { FAI_S3_QUERIES = 8, FAI_S3_HEADERS = 8 };

/* Where a store is, as its URL says. */
typedef struct fai_s3_place {
    bool https;
    bool in_host; /* the bucket is part of the host's name */
    char host
        [320]; /* with the bucket where it is in it, and with the port where there is one: what Host says */
    char bucket[64]; /* 3..63 of [a-z0-9.-] */
    char region[64];
    char prefix[128]; /* before every key */
} fai_s3_place;

/* Reads "s3://bucket?endpoint=…&region=…&prefix=…&style=…". FA_EINVALID says what is wrong with it. */
fa_status fai_s3_place_parse(const char *url, fai_s3_place *out, fa_error *err);

typedef struct fai_s3_store {
    fai_s3_place place;
    const fa_clock *clock;
    const fa_hasher *hasher;
    fai_curl_client *client;
    char *access_key, *secret_key, *session_token;
} fai_s3_store;

typedef struct fai_s3_request {
    const char *method;
    const char *area; /* before the key, "" = blobs themselves */
    const char *key;  /* NULL = the bucket */
    fai_s3_pair queries[FAI_S3_QUERIES];
    size_t query_count;
    fai_s3_pair headers[FAI_S3_HEADERS]; /* beside those that every request has */
    size_t header_count;
    const char *payload; /* SHA-256 of the body; NULL = there is none */
    bool has_body;
    int fd; /* -1 = bytes */
    const char *bytes;
    uint64_t at, len;
    bool once; /* not to be made again */
    fa_write_fn write;
    void *write_payload;
} fai_s3_request;

/* Makes the request; FA_OK: there is an answer, of whatever status. */
fa_status fai_s3_send(fai_s3_store *s, const fai_s3_request *r, fai_curl_answer *answer, fa_error *err);
/* FA_OK for an answer of 2xx, else what it means: FA_ENOTFOUND, FA_ECONFLICT, FA_EUNAVAILABLE. */
fa_status fai_s3_judge(const fai_curl_answer *answer, fa_error *err);
/* The headers of an answer about an object, in this order. */
enum { FAI_S3_ETAG, FAI_S3_SUMS, FAI_S3_PUT_ID, FAI_S3_WANTED };
void fai_s3_want(fai_curl_wanted wanted[FAI_S3_WANTED]);
#define FAI_S3_SUMS_HEADER "x-amz-meta-fa-sums"
#define FAI_S3_PUT_ID_HEADER "x-amz-meta-fa-put"

/* A HEAD of the object; the answer is the caller's to clear. FA_ENOTFOUND. */
fa_status fai_s3_look(fai_s3_store *s, const char *area, const char *key, fai_curl_answer *answer,
                      fa_error *err);

/* The ops, by file. */
fa_status fai_s3_put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err);
fa_status fai_s3_get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err);
fa_status fai_s3_get_range(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err);
fa_status fai_s3_list(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err);

/* Overwrites and frees a copy of a secret; NULL is fine. */
void fai_s3_forget(const char *secret);
fa_status fai_s3_open(const fa_registry *registry, const void *options, const fa_open_context *context,
                      const char *url, void *out, fa_error *err);

#endif
