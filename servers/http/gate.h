/* http/gate.h: what stands in front of libmicrohttpd. The gate accepts connections, reads each request strictly and within
 * deadlines, and hands it on, written anew, through a socket pair; what comes back it passes on as it is. */
#ifndef SERVERS_HTTP_GATE_H
#define SERVERS_HTTP_GATE_H

#include <sys/socket.h>

#include <finanalyst/buf.h>
#include <finanalyst/types.h>

typedef struct http_gate http_gate;
typedef struct http_flight http_flight;
typedef struct http_front http_front;

typedef struct http_gate_options {
    const char *address;        /* that is listened on, an IP address; NULL = 127.0.0.1 */
    uint16_t port;              /* 0 = any free one */
    const char *const *origins; /* of other sites whose pages may ask: "scheme://host[:port]" */
    size_t origin_count;
    const http_front *front;  /* takes the requests; NULL = the listener does */
    unsigned connections_max; /* those beyond are told to come again later */
    /* Takes the listener's end of a socket pair, and the flight with it. false: it did not, and has closed and released them. */
    bool (*hand_over)(void *payload, int fd, http_flight *flight);
    /* Answers a request without a body on the spot, where its route is a quick one: takes its text apart, and appends the reply
     * as a listener sends it. false: it is one for the listener; its text is as it was. */
    bool (*answer)(void *payload, fa_buf *request, fa_buf *reply);
    void *payload;
} http_gate_options;

/* Starts a thread that listens. FA_EUNAVAILABLE: the port is taken. */
fa_status http_gate_start(const http_gate_options *options, http_gate **out, fa_error *err);
uint16_t http_gate_port(const http_gate *gate);
/* Accepts no more, lets requests under way finish for as long as grace_ms, cuts those that have not, and frees the gate. The
 * listener must still be running. */
void http_gate_stop(http_gate *gate, unsigned grace_ms);

/* ---- for the listener ---- */

/* One request of the flight's connection has been answered to its end. */
void http_flight_answered(http_flight *flight);
/* The listener has let go of the connection. */
void http_flight_release(http_flight *flight);

#endif
