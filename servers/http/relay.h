/* http/relay.h: one connection: requests in, read strictly; replies out, as they come. */
#ifndef SERVERS_HTTP_RELAY_H
#define SERVERS_HTTP_RELAY_H

#include <stdatomic.h>

#include "http/chunks.h"
#include "http/front.h"
#include "http/head.h"

enum { HTTP_PIECE = 16 << 10 }; /* bytes moved at a time */

/* Shared by the gate and the listener; the last that lets go frees it. */
struct http_flight {
    atomic_uint answered;
    atomic_int holders;
};

typedef enum relay_state {
    RELAY_HEAD, /* between requests, or in a head */
    RELAY_BODY, /* in a body */
    RELAY_LAST, /* nothing more is read from the client; the last reply is on the way */
    RELAY_LINGER, /* all is sent; what the client still sends is thrown away for a moment, so that it can read the reply */
    RELAY_DEAD
} relay_state;

struct http_relay {
    http_relay *next, *prev;
    const http_gate_options *options;
    const http_far_ops *far;
    void *work; /* the far side's own */
    const http_site *site;
    relay_state state;
    http_end client, listener;
    http_flight *flight;
    unsigned forwarded; /* requests handed to the listener */
    bool served;        /* a request came in */
    bool fresh;         /* the far side has something to draw */
    bool client_ended;  /* the client sends no more */
    bool retired;       /* nothing that the client sent is left unread */
    bool crowded;       /* one connection too many: it is told so */
    fa_buf in;          /* from the client, not used yet */
    size_t scanned;     /* of it, in search for the end of a head */
    fa_buf up;          /* to the far side */
    size_t up_sent;
    fa_buf down; /* to the client */
    size_t down_sent;
    http_head head;     /* of the request under way */
    http_chunks chunks; /* of its body */
    uint64_t body_left, body_taken;
    int64_t since; /* ms: when the head, the body or lingering began */
    int64_t moved; /* ms: when anything was last sent to the client or it asked for anything */
};

void http_relay_init(http_relay *r, const http_gate_options *options, const http_site *site, int fd,
                     int64_t now);
void http_relay_clear(http_relay *r, int64_t now);
/* Does what can be done without waiting, after one of its descriptors became ready. */
void http_relay_go_on(http_relay *r, bool client_ready, bool far_ready, int64_t now);
/* Looks at deadlines; stopping: it takes no further request. */
void http_relay_check(http_relay *r, bool stopping, int64_t now);
/* What the set has to look for on the client's descriptor, EPOLLIN and EPOLLOUT. */
uint32_t http_relay_client_events(const http_relay *r);

/* ---- for far sides ---- */

/* Sends what is left of a buffer. false: the other side is gone. */
bool http_send_rest(int fd, fa_buf *b, size_t *sent);
/* Whether the last call failed only because it would have had to wait. */
bool http_would_wait(void);
/* Takes it out of its set and closes it. */
void http_end_close(http_end *end);

#endif
