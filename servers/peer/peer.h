/* peer/peer.h: what the services ask each other over HTTP, under /internal/v1: the ports of the library, one table each, and who may
 * ask at the port of a service that runs alone. */
#ifndef SERVERS_PEER_H
#define SERVERS_PEER_H

#include <finanalyst/port/blob_store.h>
#include <finanalyst/port/clock.h>
#include <finanalyst/port/document_source.h>
#include <finanalyst/port/event_sink.h>
#include <finanalyst/port/hasher.h>
#include <finanalyst/port/readings.h>
#include <finanalyst/port/user_directory.h>
#include <finanalyst/token.h>

#include "http/http.h"

/* Each table's service is the port that it shows: a const fa_document_source *, and so on. */
extern const http_route peer_source_table[], peer_readings_table[], peer_directory_table[],
    peer_blobs_table[], peer_sink_table[];

/* What identities are held against. All is lent. */
typedef struct peer_door {
    const char *name; /* of this service: the audience of identities */
    const fa_token_keys *keys;
    const fa_clock *clock;
    const fa_hasher *hasher;
} peer_door;

/* For http_options.identify: reads X-FA-Identity, which the gateway or another service has signed. Without one, nobody asks; one
 * that does not hold, or is for another service or request: FA_EUNAUTHENTICATED. */
fa_status peer_identify(void *door, const http_request *req, http_caller *out, fa_error *err);

#endif
