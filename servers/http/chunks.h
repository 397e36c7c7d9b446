/* http/chunks.h: a body cut into chunks, read strictly: no extensions, no bare line ends; trailers are dropped. No I/O. */
#ifndef SERVERS_HTTP_CHUNKS_H
#define SERVERS_HTTP_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One body under way; all zero at its beginning. */
typedef struct http_chunks {
    int state;
    unsigned digits;
    uint64_t left;  /* of the chunk */
    size_t trailer; /* bytes of the trailer so far */
    bool blank;     /* nothing stands in this line of the trailer yet */
    bool done;      /* the body has ended */
    bool bad;       /* it is not written as chunks are: what follows means nothing */
} http_chunks;

/* Takes from the bytes until a piece of the body is found, or they are used up, or done or bad is set. Returns how many were
 * taken; the piece lies in *data, *size is 0 when there is none. */
size_t http_chunks_take(http_chunks *c, const char *bytes, size_t len, const char **data, size_t *size);

#endif
