/* http/far.h: the far side of a relay: where the requests of a connection go, and their replies come from. There are two: the
 * listener behind a socket pair, and whatever a front does. All of it runs on the gate's thread, and nothing of it waits. */
#ifndef SERVERS_HTTP_FAR_H
#define SERVERS_HTTP_FAR_H

#include <sys/epoll.h>

#include "http/relay.h"

typedef enum http_drawn {
    HTTP_DRAWN_SOME, /* there is something in r->down; there may be more */
    HTTP_DRAWN_ALL,  /* there may be something; more comes later, which it will say */
    HTTP_DRAWN_END   /* there may be something; nothing comes behind it, the connection ends */
} http_drawn;

struct http_far_ops {
    /* A request: r->head, and its text in r->up, which is its own from now on. Pieces of its body follow, when it has one, and
     * then end. false: nothing can be done for it; the connection dies. */
    bool (*begin)(http_relay *r, int64_t now);
    /* A piece of the body of the request that began last. Returns how much of it was taken, which is all of it where chunked
     * says that it came in a chunk. */
    size_t (*piece)(http_relay *r, const char *data, size_t size, bool chunked, int64_t now);
    void (*end)(http_relay *r, int64_t now);
    /* A request that is refused, the last of its connection: r->head as far as it was read, its reason in r->head.why. */
    bool (*refuse)(http_relay *r, unsigned status, int64_t now);
    /* The body that is under way breaks off, and the connection with it. */
    void (*break_off)(http_relay *r, unsigned status, const char *why, int64_t now);
    /* Sends what waits to be sent up. */
    void (*push)(http_relay *r, int64_t now);
    /* Whether a piece, and whether another request, would be taken now. */
    bool (*takes_piece)(const http_relay *r);
    bool (*takes_request)(const http_relay *r);
    /* Whether a reply is owed. */
    bool (*is_busy)(const http_relay *r);
    /* Puts bytes of replies into r->down, which is empty: HTTP_PIECE of them or few more. */
    http_drawn (*draw)(http_relay *r, int64_t now);
    /* No further request comes. false: nothing is owed either. */
    bool (*retire)(http_relay *r);
    /* Nothing is owed, and nothing has come for a while: what can be made anew is given back. NULL = nothing. */
    void (*rest)(http_relay *r, int64_t now);
    /* The connection is gone. */
    void (*let_go)(http_relay *r, int64_t now);
};

/* The listener's side, and what the gate has to look for on its descriptor. */
extern const http_far_ops http_listener_side;
uint32_t http_listener_events(const http_relay *r);
/* Opens a way to the listener; -1: there is none. The descriptor is the caller's. */
int http_listener_reach(const http_gate_options *options, http_flight **flight);

#endif
