/* http/head.h: the head of a request, read strictly: it has one meaning, or it is refused. No I/O. */
#ifndef SERVERS_HTTP_HEAD_H
#define SERVERS_HTTP_HEAD_H

#include <stdbool.h>

#include <finanalyst/buf.h>

enum {
    HTTP_HEAD_MAX = 32 << 10, /* bytes of a head with its request line */
    HTTP_LINE_MAX = 8 << 10,  /* bytes of the request line */
    HTTP_FIELDS_MAX = 64,     /* headers */
    HTTP_METHOD_BYTES = 16,   /* of a method, with its NUL */
    HTTP_TARGET_BYTES = 256   /* of what is kept of a target, with its NUL, for the log */
};

/* Where requests may come from. */
typedef struct http_site {
    uint16_t port;              /* of this server */
    bool open;                  /* it listens beyond the loopback address: it may go by any name */
    const char *const *origins; /* of other sites whose pages may ask, as browsers write them */
    size_t origin_count;
} http_site;

/* What the relay has to know of a head. */
typedef struct http_head {
    bool old;        /* HTTP/1.0 */
    bool close;      /* the connection ends with this request */
    bool chunked;    /* the body is cut into chunks */
    uint64_t length; /* of a body that is not chunked; 0 = no body */
    char method[HTTP_METHOD_BYTES];
    char target[HTTP_TARGET_BYTES]; /* as much as fits; what is not for logs is "?" */
    const char *why;                /* it is refused; static */
} http_head;

/* Names that no client can send mark what the relay adds to a head for the listener behind it. */
#define HTTP_REFUSAL "!refuse"        /* the method of a request that is refused */
#define HTTP_REFUSAL_STATUS "!status" /* its headers: the status, the reason, what was asked for */
#define HTTP_REFUSAL_WHY "!why"
#define HTTP_REFUSAL_METHOD "!method"
#define HTTP_REFUSAL_TARGET "!target"
#define HTTP_LENGTH "!length" /* a header: the length of the body that follows in chunks */

/* Looks for the end of a head. Returns 0 and sets *end to its length, its empty line included, or to 0 while it is not all
 * there; or returns the status to refuse it with, as soon as what is there can be the beginning of no head. `from`: how
 * many of the bytes were looked at before, by a call that found no end. */
unsigned http_head_end(const char *bytes, size_t len, size_t from, size_t *end, const char **why);

/* Reads a head of len bytes that http_head_end found, for a server on the loopback address, and appends it to out as the
 * listener is to see it: no header twice that may stand once only, no hop-by-hop header nor one that Connection names, any
 * body in chunks. Returns 0, or the status to refuse it with, which head->why gives the reason for; out is then unchanged. */
unsigned http_head_read(const char *bytes, size_t len, const http_site *site, http_head *head, fa_buf *out);

/* Appends the request that makes the listener answer with a refusal. head: what is known of the refused one. */
fa_status http_head_refuse(const http_head *head, unsigned status, fa_buf *out);

#endif
