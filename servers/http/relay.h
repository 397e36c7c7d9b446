/* http/relay.h: one connection: requests in, read strictly; replies out, as they come. */
#ifndef SERVERS_HTTP_RELAY_H
#define SERVERS_HTTP_RELAY_H

#include <stdatomic.h>

#include "http/chunks.h"
#include "http/gate.h"
#include "http/head.h"

/* Shared by the gate and the listener; the last that lets go frees it. */
struct http_flight {
    atomic_uint answered;
    atomic_int holders;
};

typedef struct http_relay http_relay;

/* A descriptor of a relay in the gate's epoll set. */
typedef struct http_end {
    http_relay *relay;
    int fd;           /* -1 = none */
    int set;          /* the epoll set that looks at it, -1 = none does */
    uint32_t watched; /* EPOLLIN, EPOLLOUT: what the set looks for */
} http_end;

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
    uint16_t port;
    relay_state state;
    http_end client, listener;
    http_flight *flight;
    unsigned forwarded; /* requests handed to the listener */
    bool client_ended;  /* the client sends no more */
    bool retired;       /* nothing that the client sent is left unread */
    bool crowded;       /* one connection too many: it is told so */
    fa_buf in;          /* from the client, not used yet */
    size_t scanned;     /* of it, in search for the end of a head */
    fa_buf up;          /* to the listener */
    size_t up_sent;
    fa_buf down; /* to the client */
    size_t down_sent;
    http_head head;     /* of the request under way */
    http_chunks chunks; /* of its body */
    uint64_t body_left, body_taken;
    int64_t since; /* ms: when the head, the body or lingering began */
    int64_t moved; /* ms: when anything was last sent to the client or it asked for anything */
};

void http_relay_init(http_relay *r, const http_gate_options *options, uint16_t port, int fd, int64_t now);
void http_relay_clear(http_relay *r);
/* Does what can be done without waiting, after one of its descriptors became ready. */
void http_relay_go_on(http_relay *r, bool client_ready, bool listener_ready, int64_t now);
/* Looks at deadlines; stopping: it takes no further request. */
void http_relay_check(http_relay *r, bool stopping, int64_t now);
/* What the set has to look for on either descriptor, EPOLLIN and EPOLLOUT. */
uint32_t http_relay_client_events(const http_relay *r);
uint32_t http_relay_listener_events(const http_relay *r);

#endif
