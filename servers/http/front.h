/* http/front.h: what may take the requests of a gate instead of the listener: a gateway. It runs on the gate's thread. */
#ifndef SERVERS_HTTP_FRONT_H
#define SERVERS_HTTP_FRONT_H

#include "http/gate.h"

typedef struct http_relay http_relay;
typedef struct http_far_ops http_far_ops;

/* A descriptor in the gate's epoll set. */
typedef struct http_end {
    http_relay *relay; /* whose it is; NULL: the front's, which is asked to go on when it is ready */
    int fd;            /* -1 = none */
    int set;           /* the epoll set that looks at it, -1 = none does */
    uint32_t watched;  /* EPOLLIN, EPOLLOUT: what the set looks for */
} http_end;

struct http_front {
    const http_far_ops *far; /* of every connection */
    void *self;
    /* The gate is there. Called before its thread runs. */
    void (*start)(void *self, http_gate *gate);
    /* The gate ends: all connections are gone, the thread is about to be. */
    void (*stop)(void *self);
    /* One of the front's descriptors is ready. */
    void (*ready)(void *self, http_end *end, uint32_t events, int64_t now);
    /* Called after everything that was ready, and five times a second. */
    void (*sweep)(void *self, bool tick, int64_t now);
    /* Around all that the gate's thread does, so that other threads may look in between. */
    void (*lock)(void *self);
    void (*unlock)(void *self);
};

/* ---- for the front ---- */

/* Looks for what an end needs, EPOLLIN and EPOLLOUT; 0 takes it out of the set. */
void http_gate_watch(http_gate *gate, http_end *end, uint32_t events);
/* A connection has something to send, or takes what it did not take before. */
void http_gate_go_on(http_gate *gate, http_relay *relay, int64_t now);
/* A new way to the listener, as a client has it; -1: there is none. Once it is closed, http_flight_release. */
int http_gate_reach_listener(http_gate *gate, http_flight **flight);
/* As http_gate_options.answer. */
bool http_gate_answer(http_gate *gate, fa_buf *request, fa_buf *reply);
/* No further request is taken: replies say so. */
bool http_gate_is_stopping(const http_gate *gate);
void *http_front_of(const http_relay *relay);
/* Milliseconds of the gate's clock. */
int64_t http_gate_now(void);

#endif
