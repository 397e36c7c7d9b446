/* gateway/upstream.h: a client of HTTP/1.1 that waits for nothing: connections that are kept, one call on each at a time. It
 * owns no thread and no clock; whoever drives it says when a descriptor is ready and what time it is. */
#ifndef SERVERS_GATEWAY_UPSTREAM_H
#define SERVERS_GATEWAY_UPSTREAM_H

#include <netinet/in.h>

#include "gateway/reply_head.h"
#include "http/far.h"

enum {
    GW_IDLE_MAX = 64,
    GW_IDLE_HERE_MAX = 512 /* ways to the listener of this process */,
    GW_IDLE_MS = 30 * 1000,
    GW_CONNECT_MS = 2000
};

typedef struct gw_conn gw_conn;
typedef struct gw_call gw_call;

/* Where an instance is. */
typedef struct gw_peer {
    bool local;          /* the listener of this process */
    bool literal;        /* its host is an address, not a name that may move */
    bool known;          /* address is good */
    char authority[160]; /* "host:port", for Host */
    struct sockaddr_storage address;
    socklen_t address_len;
    gw_conn *idle; /* kept connections, the newest first */
    unsigned idle_count;
    unsigned open_count;
} gw_peer;

/* What the client needs of its driver. */
typedef struct gw_client {
    void *payload;
    void (*watch)(void *payload, http_end *end, uint32_t events);
    int (*reach_listener)(void *payload, http_flight **flight);
    /* As http_gate_answer; NULL = nobody answers on the spot. */
    bool (*answer)(void *payload, fa_buf *request, fa_buf *reply);
    gw_conn *dead; /* freed between two rounds of events */
} gw_client;

typedef enum gw_stage {
    GW_NONE = 0,
    GW_CONNECTING,
    GW_HEAD, /* the request is on its way or sent, the head of the reply awaited */
    GW_BODY, /* call->reply is there */
    GW_DONE, /* the reply was drawn to its end */
    GW_FAILED
} gw_stage;

typedef enum gw_kind { GW_OF_EXCHANGE = 0, GW_OF_PROBE, GW_OF_SIDE } gw_kind;

/* One request to one peer. Zero it to begin; keep it for the next. */
struct gw_call {
    gw_client *client;
    void *owner;
    gw_kind kind; /* of its owner */
    gw_conn *conn;
    gw_stage stage;
    fa_buf out; /* to the peer, not sent yet */
    size_t sent;
    bool headless;     /* the reply has a head only: the request was HEAD */
    bool request_done; /* nothing comes behind what is in out */
    bool send_failed;  /* the peer takes no more; it may have answered */
    bool reused;       /* the connection had served before */
    bool refused;      /* it could not be connected to: nothing was sent */
    fa_buf in;
    size_t scanned;
    gw_reply reply;
    fa_buf head; /* the reply's, for the client */
    uint64_t left;
    http_chunks chunks;
    int64_t moved; /* when anything last went or came */
    const char *why;
};

/* One connection; its end is what the driver gets back. */
struct gw_conn {
    http_end end; /* the first member */
    gw_conn *next;
    gw_peer *peer;
    gw_call *call; /* NULL: idle, or dead */
    http_flight *flight;
    unsigned served;
    int64_t idle_since;
};

/* "http://host[:port]" or "local". false: it is neither. Looks the host up, which may take a while. */
bool gw_peer_init(gw_peer *peer, const char *url);
/* Looks the host up again. */
bool gw_peer_look_up(const char *authority, struct sockaddr_storage *address, socklen_t *len);

void gw_call_init(gw_call *c, gw_client *client, void *owner);
void gw_call_clear(gw_call *c);
/* Begins to send what is in c->out. fresh: on a connection of its own. The stage tells whether that failed. */
void gw_call_start(gw_call *c, gw_peer *peer, bool fresh, int64_t now);
/* Sends a piece of the body as it is; returns how much went. */
size_t gw_call_send(gw_call *c, const char *data, size_t size, int64_t now);
/* Sends what is in c->out. */
void gw_call_push(gw_call *c, int64_t now);
/* Whether more of the request can be sent now. */
bool gw_call_takes(const gw_call *c);
/* The descriptor of c->conn is ready. */
void gw_call_ready(gw_call *c, uint32_t events, int64_t now);
/* Appends what came of the body, HTTP_PIECE at most and the marks of chunks, where chunked asks for them. ALL: no more is there
 * yet, or the stage has left GW_BODY. */
http_drawn gw_call_draw(gw_call *c, bool chunked, fa_buf *down, int64_t now);
/* Makes the driver look for what the call waits for. room: what is drawn can go somewhere. */
void gw_call_watch(gw_call *c, bool room);
/* Ends it, wherever it is: the connection is kept when nothing is left on it, else closed. */
void gw_call_end(gw_call *c, int64_t now);

/* An idle connection became ready, which is how it ends. */
void gw_conn_drop(gw_client *client, gw_conn *conn);
/* Closes what was idle for long; all: whatever is idle. */
void gw_peer_sweep(gw_client *client, gw_peer *peer, bool all, int64_t now);
/* Frees what was dropped: never while events are looked at. */
void gw_client_bury(gw_client *client);

#endif
