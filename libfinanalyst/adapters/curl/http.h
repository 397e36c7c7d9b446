/* adapters/curl/http.h: calls to one HTTP origin that the host named. */
#ifndef FA_CURL_HTTP_H
#define FA_CURL_HTTP_H

#include <finanalyst/buf.h>
#include <finanalyst/port/clock.h>

#include "s3_sign.h"

enum { FAI_CURL_VALUE = 1200, FAI_CURL_ANSWER_MAX = 2 << 20 };

/* Connections that are kept, tries that are left, and whether the origin answers at all. Any thread. */
typedef struct fai_curl_client fai_curl_client;

/* A header of the answer that is looked for. */
typedef struct fai_curl_wanted {
    const char *name; /* lower case */
    char value[FAI_CURL_VALUE];
} fai_curl_wanted;

typedef struct fai_curl_call {
    const char *method;
    const char *url;
    const fai_s3_pair *headers; /* all that is sent beside Content-Length */
    size_t header_count;
    bool repeatable; /* doing it twice is doing it once */
    /* The body: len bytes of a file from an offset on, or of memory; none when method has none. */
    bool has_body;
    int fd; /* -1 = memory */
    const char *bytes;
    uint64_t at, len;
    /* Takes the body of an answer of 2xx; NULL: the answer's body is kept. Never called for others. */
    fa_write_fn write;
    void *payload;
} fai_curl_call;

typedef struct fai_curl_answer {
    long status;
    uint64_t length;  /* Content-Length; UINT64_MAX = not told */
    fa_time modified; /* Last-Modified, 0 = not told */
    fai_curl_wanted *wanted;
    size_t wanted_count;
    fa_buf body; /* what was not written */
    bool passed; /* write was called */
    int tries;
} fai_curl_answer;

/* clock is lent. */
fa_status fai_curl_client_new(const fa_clock *clock, bool https, fai_curl_client **out, fa_error *err);
void fai_curl_client_free(fai_curl_client *c);
/* Makes the call, again where that may help. FA_OK: there is an answer, of whatever status. What write returns passes
 * through. FA_EUNAVAILABLE, FA_ETIMEOUT, FA_ETOOLARGE (an answer longer than it may be), FA_ENOMEM. */
fa_status fai_curl_perform(fai_curl_client *c, const fai_curl_call *call, fai_curl_answer *answer,
                           fa_error *err);
void fai_curl_answer_init(fai_curl_answer *answer, fai_curl_wanted *wanted, size_t wanted_count);
void fai_curl_answer_clear(fai_curl_answer *answer);

#endif
