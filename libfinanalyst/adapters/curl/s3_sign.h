/* adapters/curl/s3_sign.h: Amazon's Signature Version 4, as S3 has it. Pure: no clock, no network. */
#ifndef FA_CURL_S3_SIGN_H
#define FA_CURL_S3_SIGN_H

#include <finanalyst/buf.h>
#include <finanalyst/port/hasher.h>

/* SHA-256 of nothing, for requests without a body. */
#define FAI_S3_NO_BODY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct fai_s3_pair {
    const char *name;
    const char *value;
} fai_s3_pair;

/* Who signs, when and for what. */
typedef struct fai_s3_signer {
    const fa_hasher *hasher;
    const char *access_key;
    const char *secret_key;
    const char *session_token; /* NULL = none */
    const char *region;
    const char *service; /* "s3" */
    fa_time now;
} fai_s3_signer;

/* A request, nothing of it encoded. The order of queries and headers is free, but for headers of one name. */
typedef struct fai_s3_message {
    const char *method;
    const char *path; /* from its "/" on */
    const fai_s3_pair *queries;
    size_t query_count;
    const fai_s3_pair *headers; /* "host" among them */
    size_t header_count;
    const char *payload; /* what stands for the body: its SHA-256 in hexadecimal, or "UNSIGNED-PAYLOAD" */
} fai_s3_message;

/* "YYYYMMDDTHHMMSSZ" of a moment, the value of X-Amz-Date. */
void fai_s3_date(fa_time now, char out[17]);
/* Appends text with all but [A-Za-z0-9._~-] as %XX; a slash stays when it is to. */
void fai_s3_encode(fa_buf *out, const char *text, bool keep_slash);
/* Appends the queries in their canonical order and form: what is sent is what was signed. FA_ENOMEM. */
fa_status fai_s3_query(const fai_s3_message *m, fa_buf *out, fa_error *err);
/* Appends the canonical request. FA_ENOMEM, FA_ETOOLARGE. */
fa_status fai_s3_canonical(const fai_s3_message *m, fa_buf *out, fa_error *err);
/* Appends the value of the header Authorization; all headers of the message are signed. */
fa_status fai_s3_authorize(const fai_s3_signer *s, const fai_s3_message *m, fa_buf *out, fa_error *err);
/* Appends the whole query string, signature and all, of an address that may be used for so many seconds from now. */
fa_status fai_s3_presign(const fai_s3_signer *s, const fai_s3_message *m, uint32_t seconds, fa_buf *out,
                         fa_error *err);

#endif
