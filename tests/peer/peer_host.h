/* peer/peer_host.h: a port shown by a listener of this process, and asked by the adapter for services in other processes. */
#ifndef FA_TEST_PEER_HOST_H
#define FA_TEST_PEER_HOST_H

#include <finanalyst/registry.h>

#include "peer/peer.h"

/* The secret that services of a test share, and the clock and hasher that they go by. */
#define PEER_SECRET "0123456789abcdef0123456789abcdef"

typedef struct peer_host {
    http_server *server; /* NULL = it is away */
    fa_token_signer signer;
    fa_token_keys *keys;
    fa_clock clock;
    fa_hasher hasher;
    peer_door door;
    http_table table;
} peer_host;

/* Shows a port on a free port of the loopback address, as the service of that name. Ends the test where it cannot. */
void peer_host_start(peer_host *h, const char *name, const http_route *routes, const void *port);
/* "http://127.0.0.1:port", lent until the next call. */
const char *peer_host_url(const peer_host *h);
/* The service goes away: nobody listens any more. */
void peer_host_leave(peer_host *h);
void peer_host_stop(peer_host *h);

/* Opens the adapter for a URL, as the service "test", with that secret; NULL: the one that all share. */
fa_status peer_host_open(fa_port port, const char *url, const char *secret, void *out, fa_error *err);

#endif
