/* http/http.h: requests, replies, routes and the listener. No domain words. */
#ifndef SERVERS_HTTP_H
#define SERVERS_HTTP_H

#include <stdio.h>

#include <finanalyst/buf.h>
#include <finanalyst/types.h>

enum {
    HTTP_PARAMS_MAX = 3,
    HTTP_PARAM_BYTES = 64,
    HTTP_NAME_BYTES = 512,
    HTTP_REQUEST_ID_BYTES = 40,
    HTTP_ADDRESS_BYTES = 48,
    HTTP_SCOPE_BYTES = 64
};

typedef struct http_request http_request;
typedef struct http_reply http_reply;

/* Parses, calls one use case, renders. Anything but FA_OK becomes a problem document. */
typedef fa_status (*http_handler_fn)(void *service, const http_request *req, http_reply *reply,
                                     fa_error *err);

typedef enum http_body {
    HTTP_BODY_NONE = 0,
    HTTP_BODY_JSON = 1, /* at most HTTP_JSON_MAX bytes, in memory */
    HTTP_BODY_FILE =
        2, /* multipart/form-data with one file, or the bare bytes; spooled to an unlinked file */
    HTTP_BODY_FORM =
        3, /* the fields of a form, URL-encoded or multipart, or JSON; at most HTTP_FORM_MAX bytes */
    HTTP_BODY_PIECE =
        4 /* bare bytes, spooled like a file; when they break off, the handler gets what came of them */
} http_body;

enum { HTTP_JSON_MAX = 1 << 20, HTTP_FORM_MAX = 64 << 10 };

/* Who may pass, how the handler runs, and which limit of a gateway counts: one of each, added up. */
enum {
    HTTP_FOR_ALL = 0,
    HTTP_FOR_USER = 1,    /* who is signed in; what they may is the service's to say */
    HTTP_FOR_ADMIN = 2,   /* administrators */
    HTTP_FOR_SERVICE = 3, /* another service of ours */
    HTTP_ACCESS = 3,

    HTTP_AT_ONCE = 0,  /* on the thread of the connection: a millisecond or two */
    HTTP_WORKS = 4,    /* on one of a few threads that may take their time */
    HTTP_HASHES = 8,   /* on a thread for passwords: a tenth of a second of CPU and 64 MiB each */
    HTTP_QUICK = 12,   /* a GET of a row or two: behind a gateway of this process on its thread, at once */
    HTTP_COMMITS = 64, /* on one of many threads, which wait for the disk together */
    HTTP_POOLS = 76,

    HTTP_RATE_PLAIN = 0,
    HTTP_RATE_ENTER = 16, /* passwords and codes */
    HTTP_RATE_UPLOAD = 32,
    HTTP_RATE_ASK = 48,
    HTTP_RATES = 48
};

typedef struct http_route {
    const char *method;
    const char *path; /* "/api/v1/documents/{id}/content"; a segment in braces takes any one segment */
    unsigned policy;  /* HTTP_FOR_USER | HTTP_WORKS */
    http_body body;
    http_handler_fn handle;
    /* For the reference, in Markdown, and for the interface document, which reads the forms that docs/http-api.md tells: */
    const char
        *summary;      /* what it does, one sentence; "As `/path`": takes and gives are those of that route */
    const char *takes; /* path, query, headers and body; "" = nothing beside the path */
    const char *gives; /* statuses and what comes with them */
} http_route;

/* The most bytes that a body may have; 0 = there is none. */
uint64_t http_route_body_max(const http_route *route, uint64_t max_upload_bytes);

/* The routes of a service, ended by one without a path, and what their handlers get. */
typedef struct http_table {
    const char *name; /* of the service */
    const http_route *routes;
    void *service;
    /* Words that the scope of an API key needs, for GET and for the other methods; NULL = none. */
    const char *reads, *writes;
    /* Called after each handler that was not a GET and before its reply is sent; NULL = nothing. */
    void (*changed)(void *service, http_reply *reply);
    /* Writes the body of a reply that says what failed, and may change its status; NULL = a problem document (RFC 9457). */
    void (*tell)(http_reply *reply, unsigned status, const char *field, const char *detail);
} http_table;

/* ---- what a handler sees of a request ---- */

/* Headers that only a gateway in this process can have written: names that begin like these are refused from outside. They
 * say who is signed in, none of the first five is there when nobody is, and where the client is. */
#define HTTP_USER "!user"
#define HTTP_SESSION "!session"
#define HTTP_ROLE "!role"
#define HTTP_API_KEY "!key"
#define HTTP_SCOPE "!scope"
#define HTTP_ADDRESS "!address"
#define HTTP_SERVICE "!service"
#define HTTP_HOST "!host" /* the host and port that the client asked for */

/* Who asks. Found before the handler is called, and held against its route. */
typedef struct http_caller {
    fa_id user;       /* none = nobody is signed in */
    fa_id credential; /* the session or the API key */
    bool is_admin;
    bool is_service;                  /* another service of ours, for no user */
    char scope[HTTP_SCOPE_BYTES];     /* what an API key may; "" = all that its owner may */
    char address[HTTP_ADDRESS_BYTES]; /* of the client, "" = not known */
} http_caller;
const http_caller *http_caller_of(const http_request *req);
const char *http_request_id(const http_request *req);
/* Path and query as they came in, for http_options.identify alone: NULL without one. */
const char *http_request_target(const http_request *req);
/* "GET"; a route for GET serves HEAD too. */
const char *http_method(const http_request *req);

/* The n-th segment in braces, from 0. */
const char *http_param(const http_request *req, int n);
/* The id in the n-th segment in braces. FA_ENOTFOUND: it is none, so that a stranger learns nothing of what there is. */
fa_status http_param_id(const http_request *req, int n, const char *prefix, fa_id *out, fa_error *err);
/* A value of the query string; NULL when it is not there. */
const char *http_query(const http_request *req, const char *name);
/* A whole number of the query string within min..max, or the fallback. FA_EINVALID names it. */
fa_status http_query_number(const http_request *req, const char *name, uint32_t min, uint32_t max,
                            uint32_t fallback, uint32_t *out, fa_error *err);
/* "true" or "false" of the query string; false when it is not there. Nothing else is guessed at: FA_EINVALID names it. */
fa_status http_query_flag(const http_request *req, const char *name, bool *out, fa_error *err);
const char *http_header(const http_request *req, const char *name);
const fa_buf *http_json_body(const http_request *req);
/* A field of a form; NULL when it is not there, or the body is none. */
const char *http_form_field(const http_request *req, const char *name);
/* The uploaded file, at its beginning, and the name that the client gave it ("" = none). FA_EINVALID: no file was sent. */
fa_status http_file_body(const http_request *req, FILE **file, const char **name, fa_error *err);
/* false, for HTTP_BODY_PIECE only: the client went away before its end, and nobody hears the reply. */
bool http_body_is_whole(const http_request *req);

/* ---- what a handler makes ---- */

/* The bytes of the reply; they are JSON unless http_reply_type said otherwise. */
fa_buf *http_reply_body(http_reply *reply);
void http_reply_status(http_reply *reply, unsigned status);
void http_reply_type(http_reply *reply, const char *type);
/* Up to 8 headers; name is static, value is copied. */
void http_reply_header(http_reply *reply, const char *name, const char *value);
/* Makes it the problem document of err; its headers stay. For a handler whose failures carry headers: it returns FA_OK then. */
void http_reply_problem(http_reply *reply, const http_request *req, const fa_error *err);
/* What the request was about, for whoever observes it: an id, and how it came out in the handler's own numbers. */
void http_reply_tell(http_reply *reply, fa_id subject, int outcome);
/* Sends a file instead of the body, honouring a Range. The reply closes it. */
void http_reply_file(http_reply *reply, FILE *file);
/* The same, to be saved under that name. */
void http_reply_attachment(http_reply *reply, FILE *file, const char *name, const char *type);
/* A file as an fa_read_fn, for what was uploaded, and as an fa_write_fn, for what is made whole before it is sent. */
fa_status http_read_file(void *file, void *buf, size_t cap, size_t *got, fa_error *err);
fa_status http_write_file(void *file, const void *buf, size_t len, fa_error *err);
/* Sends events instead of a body: next is asked every 100 ms and appends whole events to out, sets *last with the final
 * one; free is called once, at the end. */
typedef fa_status (*http_events_fn)(void *payload, fa_buf *out, bool *last, fa_error *err);
void http_reply_events(http_reply *reply, http_events_fn next, void (*free_payload)(void *), void *payload);

/* ---- text that is written with each request ---- */

/* Copies as much of a text as fits, with a NUL behind it. */
void http_copy(char *out, size_t size, const char *text);
/* Appends a name, a whole number and what stands behind it. */
void http_put_number(fa_buf *out, const char *name, uint64_t value, const char *behind);

/* Prints the reference of the tables. */
void http_print_routes(FILE *out, const http_table *tables, size_t count);

/* ---- the listener ---- */

typedef struct http_server http_server;

/* What became of a request. */
typedef struct http_seen {
    const http_route *route; /* NULL = none served it */
    unsigned status;
    int64_t micros;    /* from its first byte to its reply */
    uint64_t received; /* bytes of a file that came with it */
    fa_id subject;     /* as the handler told */
    int outcome;
} http_seen;

typedef struct http_options {
    const char *address; /* that is listened on, an IP address; NULL = 127.0.0.1 */
    uint16_t port;       /* 0 = any free one */
    uint64_t max_upload_bytes;
    unsigned
        connections_max; /* those beyond are told to come again later; 0 = 512, or 16,384 in front of a front */
    const char *spool_dir; /* where uploads wait, unlinked */
    const http_table *tables;
    size_t table_count;
    /* Says who asks; anything but FA_OK is the reply. NULL: what a gateway in this process has found out. */
    fa_status (*identify)(void *payload, const http_request *req, http_caller *out, fa_error *err);
    void *identify_payload;
    FILE *access_log; /* one JSON object per request; NULL = none */
    /* Called behind each reply, on the thread that made it: nothing of it may wait; NULL = nobody observes. */
    void (*observe)(void *payload, const http_request *req, const http_seen *seen);
    void *observe_payload;
    const struct http_front
        *front;                 /* takes the requests before the listener does (http/front.h); NULL = none */
    const char *const *origins; /* of other sites whose pages may ask: "scheme://host[:port]" */
    size_t origin_count;
} http_options;

/* Starts to serve. FA_EUNAVAILABLE: the port is taken. */
fa_status http_server_start(const http_options *options, http_server **out, fa_error *err);
uint16_t http_server_port(const http_server *server);
/* Stops accepting, lets the requests under way finish, and frees the server. */
void http_server_stop(http_server *server);

#endif
