/* http/internal.h: what the files of the listener share. */
#ifndef SERVERS_HTTP_INTERNAL_H
#define SERVERS_HTTP_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include <microhttpd.h>

#include "http/gate.h"
#include "http/http.h"

enum { HTTP_HEADERS_MAX = 8, HTTP_HEADER_BYTES = 400 };

typedef struct http_stream http_stream;
typedef struct http_pool http_pool;
typedef struct http_quick http_quick;

/* The headers of a request that came without a connection. */
enum { HTTP_TEXT_FIELDS = 128 };
typedef struct http_text {
    size_t count;
    struct {
        const char *name, *value;
    } fields[HTTP_TEXT_FIELDS];
} http_text;

struct http_reply {
    unsigned status;
    char type[64];
    struct {
        const char *name;
        char value[HTTP_HEADER_BYTES];
    } headers[HTTP_HEADERS_MAX];
    int header_count;
    fa_buf body;
    FILE *file;
    http_events_fn next;
    void (*free_payload)(void *);
    void *payload;
    bool close; /* the connection cannot be used again */
    fa_id subject;
    int outcome;
};

struct http_request {
    http_server *server;
    struct MHD_Connection *connection; /* NULL: text has the headers, and there is no query */
    const http_text *text;
    const http_route *route;
    const http_table *table;
    http_caller caller;
    char params[HTTP_PARAMS_MAX][HTTP_PARAM_BYTES];
    char id[HTTP_REQUEST_ID_BYTES];
    char target[256]; /* the path, for the log */
    char *line;       /* path and query; NULL = nobody looks at them */
    char method[16];
    bool begun;
    fa_buf json;
    fa_buf form; /* names and values, each with its NUL */
    FILE *file;
    uint64_t received;
    char name[HTTP_NAME_BYTES];
    struct MHD_PostProcessor *multipart;
    bool has_file;
    bool whole;                 /* all of the body came */
    fa_error refusal;           /* found while the body came in; its code FA_OK = none */
    http_request *next_waiting; /* in a pool */
    http_reply *reply;          /* made by a pool; NULL = not yet */
    unsigned status;            /* of the reply, for the log */
    fa_id subject;              /* the same, for whoever observes */
    int outcome;
    uint64_t sent;
    struct timespec start;
};

struct http_server {
    struct MHD_Daemon *daemon;
    atomic_uint ways; /* connections that it has */
    http_gate *gate;
    http_options options;
    pthread_t ticker;
    bool ticking;
    pthread_mutex_t lock; /* of the streams and of stopping */
    bool stopping;
    http_stream *streams;
    http_pool *workers, *hashers, *committers; /* NULL = no route needs them */
    http_quick *quick;                         /* NULL = no route is quick */
};

/* Finds the route and fills the parameters. 0, or 404, or 405 with the methods that there are in allow. */
unsigned http_route_find(const http_server *server, const char *method, const char *path, http_request *req,
                         char *allow, size_t cap);
/* Finds out who asks, and holds it against the route. */
fa_status http_identify(http_request *req, fa_error *err);
/* Threads that make replies for requests whose connection is suspended meanwhile; those that may not disturb run with less
 * priority. NULL: they cannot be started. */
http_pool *http_pool_start(unsigned threads, unsigned places, bool humble);
/* false: all places are taken. */
bool http_pool_take(http_pool *pool, http_request *req);
/* Finishes what waits, and ends. */
void http_pool_stop(http_pool *pool);
/* Makes the reply to a request whose body is there. */
void http_make_reply(http_request *req, http_reply *reply);
/* Takes a piece of the body. */
void http_body_take(http_request *req, const char *bytes, size_t len);
fa_status http_body_begin(http_request *req, fa_error *err);
/* The body is all there. What was wrong with it is in req->refusal. */
void http_body_end(http_request *req);
/* Turns an error into a problem document (RFC 9457). */
void http_problem(http_reply *reply, const http_request *req, const fa_error *err);
void http_problem_plain(http_reply *reply, const http_request *req, unsigned status, const char *detail);
void http_reply_clear(http_reply *reply);
/* Queues the reply. */
enum MHD_Result http_send(http_request *req, http_reply *reply);
/* Calls put for each header of the reply, but for those about its length. */
typedef void (*http_field_fn)(void *payload, const char *name, const char *value);
void http_reply_fields(const http_request *req, const http_reply *reply, http_field_fn put, void *payload);
/* The request is over: it is logged, and seen by whoever observes. */
void http_request_over(const http_request *req);
/* Which id the request goes by. */
void http_choose_id(http_request *req);
/* The quick routes of the tables. false: out of memory. */
bool http_quick_new(http_server *server);
/* As http_gate_options.answer, on the gate's thread. */
bool http_quick_answer(void *server, fa_buf *request, fa_buf *reply);
/* A response whose events are drawn from the reply, which is taken over. NULL: out of memory. */
struct MHD_Response *http_stream_response(http_request *req, http_reply *reply);
void *http_ticker(void *server);
void http_log(const http_request *req);
int64_t http_micros_since(const struct timespec *start);

#endif
