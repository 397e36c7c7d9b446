/* gateway/reply_head.h: the head of a reply that an upstream sent, read strictly. No I/O. */
#ifndef SERVERS_GATEWAY_REPLY_HEAD_H
#define SERVERS_GATEWAY_REPLY_HEAD_H

#include <finanalyst/buf.h>

#include <stdbool.h>

enum { GW_REPLY_FIELDS_MAX = 100, GW_ENDED_BYTES = 256 };

typedef struct gw_reply {
    unsigned status;
    bool close; /* the upstream closes behind it */
    bool chunked;
    bool has_length;
    uint64_t length;
    bool retry_later; /* it says when to come again */
    /* X-FA-Ended, which no client gets: ids of users, sessions and keys whose credentials ended with it, "*" = more than fit. */
    char ended[GW_ENDED_BYTES];
    const char *why; /* it is refused; static */
} gw_reply;

/* Reads a head of len bytes that http_head_end found and appends it to out as the client is to see it: the status line and the
 * headers that are the client's business, without framing, without an empty line. false: it can be read in two ways, or not at
 * all; reply->why says what is wrong, out is unchanged. */
bool gw_reply_read(const char *bytes, size_t len, gw_reply *reply, fa_buf *out);

#endif
