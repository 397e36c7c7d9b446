/* adapters/curl/remote.h: another service of ours, asked over HTTP: where it is, who asks, and one request to it. */
#ifndef FA_CURL_REMOTE_H
#define FA_CURL_REMOTE_H

#include <stdatomic.h>

#include <finanalyst/registry.h>
#include <finanalyst/token.h>
#include <finanalyst/wire.h>

#include "http.h"

/* Lists are asked for in pages of so many. */
enum { FAI_REMOTE_PAGE = 100, FAI_REMOTE_ADDRESSES = 16, FAI_REMOTE_ORIGIN = 300 };

typedef struct fai_remote_address {
    char origin[FAI_REMOTE_ORIGIN]; /* "http://host:port" */
    fai_curl_client *client;
} fai_remote_address;

/* A service behind a port. Any thread. */
typedef struct fai_remote {
    const fa_clock *clock;
    const fa_hasher *hasher;
    fa_token_signer signer;
    char *name;
    fa_token_key key;
    const char *audience;
    char what[32];       /* "the document service" */
    atomic_size_t first; /* the address that answered last */
    size_t count;
    fai_remote_address addresses[FAI_REMOTE_ADDRESSES];
} fai_remote;

/* url: "http://host:port", or several with commas between. audience: the service that the port belongs to, "document"; static.
 * options: the fa_remote_options. The caller closes *out. */
fa_status fai_remote_open(const fa_registry *registry, const void *options, const fa_open_context *context,
                          const char *url, const char *audience, fai_remote **out, fa_error *err);
/* NULL is fine; the argument is a fai_remote, as the self of a port. */
void fai_remote_close(void *remote);

/* A request: begun, put together, sent, looked at, ended. */
typedef struct fai_remote_request {
    fai_remote *to;
    const char *method;
    fa_buf target; /* path and query */
    bool asks;     /* it has a query */
    bool once;     /* doing it twice is not doing it once */
    bool has_body;
    int fd; /* -1 = bytes; both lent */
    const char *bytes;
    uint64_t len;
    fa_write_fn write; /* takes the bytes of the answer, whole or until a failure; NULL = they are kept */
    void *payload;
    uint64_t taken; /* bytes handed to write */
    fai_curl_wanted wanted[2];
    fai_curl_answer answer;
} fai_remote_request;

/* path: what is the same in all such requests, "/internal/v1/documents". */
void fai_remote_begin(fai_remote_request *q, fai_remote *to, const char *method, const char *path);
/* Appends "/" and the text, or to the query a name and a value; encoded. */
void fai_remote_segment(fai_remote_request *q, const char *text);
void fai_remote_ask(fai_remote_request *q, const char *name, const char *value);
void fai_remote_ask_number(fai_remote_request *q, const char *name, uint64_t value);
/* The owner that is asked for; none is left out. */
void fai_remote_ask_owner(fai_remote_request *q, fa_id owner);
/* JSON, lent until the request is ended. */
void fai_remote_body(fai_remote_request *q, const fa_buf *json);
/* FA_OK: the answer was 2xx; what else it says is the result, as the service's port returned it. FA_EUNAVAILABLE: the service cannot
 * be reached, or what answers is not that service. */
fa_status fai_remote_send(fai_remote_request *q, fa_error *err);
void fai_remote_end(fai_remote_request *q);

/* Sends a request that is answered with nothing, and ends it. */
fa_status fai_remote_do(fai_remote_request *q, fa_error *err);
/* Sends one that is answered with an object of these members, and ends it. Their texts are lent by *hold, which fa_members_free
 * frees. FA_ECORRUPT: the answer is none. */
fa_status fai_remote_tell(fai_remote_request *q, fa_member *members, size_t count, void **hold,
                          fa_error *err);
/* The same for one number that is not negative. */
fa_status fai_remote_count(fai_remote_request *q, const char *name, uint64_t *out, fa_error *err);

/* The adapters, by file. */
fa_status fai_remote_source_open(const fa_registry *registry, const void *options,
                                 const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_remote_readings_open(const fa_registry *registry, const void *options,
                                   const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_remote_directory_open(const fa_registry *registry, const void *options,
                                    const fa_open_context *context, const char *url, void *out,
                                    fa_error *err);
fa_status fai_remote_sink_open(const fa_registry *registry, const void *options,
                               const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fai_remote_blobs_open(const fa_registry *registry, const void *options,
                                const fa_open_context *context, const char *url, void *out, fa_error *err);

#endif
