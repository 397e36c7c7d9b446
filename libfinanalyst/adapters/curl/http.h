/* adapters/curl/http.h: calls to one HTTP origin that the host named. */
#ifndef FA_CURL_HTTP_H
#define FA_CURL_HTTP_H

#include <finanalyst/buf.h>
#include <finanalyst/port/clock.h>

#include "s3_sign.h"

enum { FAI_CURL_VALUE = 1200, FAI_CURL_ANSWER_MAX = 2 << 20 };

/* Connections that are kept, tries that are left, and whether the origin answers at all. Any thread. */
typedef struct fai_curl_client fai_curl_client;

/* What a client calls, and how patiently. */
typedef struct fai_curl_options {
    const fa_clock *clock; /* lent */
    const char *what;      /* for messages: "the blob store"; lent */
    bool https;
    int connect_tries;   /* of a call, while nothing of it could be sent */
    fa_time away_max_ms; /* the longest time for which an origin that fails is let alone */
} fai_curl_options;

/* What an answer says of the origin. */
typedef enum fai_curl_verdict {
    FAI_CURL_FINAL,  /* it is the answer */
    FAI_CURL_AGAIN,  /* it may pass */
    FAI_CURL_FAILED, /* the same, and the origin itself is not well */
} fai_curl_verdict;

/* A header of the answer that is looked for. */
typedef struct fai_curl_wanted {
    const char *name; /* lower case */
    char value[FAI_CURL_VALUE];
} fai_curl_wanted;

typedef struct fai_curl_answer fai_curl_answer;

typedef struct fai_curl_call {
    const char *method;
    const char *url;
    const fai_s3_pair *headers; /* all that is sent beside Content-Length */
    size_t header_count;
    bool repeatable; /* doing it twice is doing it once; what is not goes over a connection of its own */
    fai_curl_verdict (*judge)(const fai_curl_answer *answer); /* NULL: by the status alone */
    /* The body: len bytes of a file from an offset on, or of memory; none when method has none. */
    bool has_body;
    int fd; /* -1 = memory */
    const char *bytes;
    uint64_t at, len;
    /* Takes the body of an answer of 2xx; NULL: the answer's body is kept. Never called for others. */
    fa_write_fn write;
    void *payload;
} fai_curl_call;

struct fai_curl_answer {
    long status;
    uint64_t length;  /* Content-Length; UINT64_MAX = not told */
    fa_time modified; /* Last-Modified, 0 = not told */
    fai_curl_wanted *wanted;
    size_t wanted_count;
    fa_buf body; /* what was not written */
    bool passed; /* write was called */
    bool unsent; /* nothing of the last try reached the origin */
    int tries;
};

fa_status fai_curl_client_new(const fai_curl_options *options, fai_curl_client **out, fa_error *err);
void fai_curl_client_free(fai_curl_client *c);
/* Makes the call, again where that may help. FA_OK: there is an answer, of whatever status. What write returns passes
 * through. FA_EUNAVAILABLE, FA_ETIMEOUT, FA_ETOOLARGE (an answer longer than it may be), FA_ENOMEM. */
fa_status fai_curl_perform(fai_curl_client *c, const fai_curl_call *call, fai_curl_answer *answer,
                           fa_error *err);
fai_curl_verdict fai_curl_judge(const fai_curl_answer *answer);
void fai_curl_answer_init(fai_curl_answer *answer, fai_curl_wanted *wanted, size_t wanted_count);
void fai_curl_answer_clear(fai_curl_answer *answer);

#endif
