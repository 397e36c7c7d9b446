/* gateway/gateway.h: the one door: it stands in front of a listener, decides on each request, and sends it where it belongs. */
#ifndef SERVERS_GATEWAY_GATEWAY_H
#define SERVERS_GATEWAY_GATEWAY_H

#include <stdio.h>

#include <finanalyst/gateway.h>

#include "http/front.h"
#include "http/http.h"

enum { GATEWAY_UPSTREAMS_MAX = 16, GATEWAY_CLASSES_MAX = 8, GATEWAY_FEEDS_MAX = 4 };

typedef struct gateway gateway;

/* A request, as whoever mints an identity for it sees it. */
typedef struct gateway_asker {
    const fa_principal *principal; /* NULL = nobody is signed in */
    const char *address;           /* of the client, "127.0.0.1" */
    const char *request_id;
    const char *method;
    const char *target; /* path and query */
    bool own;           /* the gateway itself asks, for nobody */
} gateway_asker;

/* Who a credential stands for, and how services are told. Called on the gate's thread: nothing of it may wait. Both are
 * optional: without verify nobody is signed in, without mint services are told nothing. */
typedef struct gateway_auth {
    /* Looks at a bearer token or an API key. out->expires_ms is of the clock of now_ms. FA_EUNAVAILABLE: it cannot be told now
     * (503); FA_EUNSUPPORTED: a service has to be asked, where options.introspection says so; anything else but FA_OK: it is not
     * accepted (401). */
    fa_status (*verify)(void *payload, const char *token, size_t len, const char *address, int64_t now_ms,
                        fa_principal *out, fa_error *err);
    /* Appends the identity to show to the service `audience`, one line without its end. *reuse_ms: for how long the same text
     * may be sent again for the same principal, address and service; 0 = for this request only. */
    fa_status (*mint)(void *payload, const gateway_asker *asker, const char *audience, fa_buf *out,
                      uint32_t *reuse_ms, fa_error *err);
    void *payload;
    /* A service says with a reply what has ended, before the client gets it: ids parted by blanks, or "*". Optional. */
    void (*ended)(void *payload, const char *ids);
} gateway_auth;

/* A service that knows the credentials that verify does not. It is asked with POST and {"token": "…", "address": "…"}, the latter of
 * the client. */
typedef struct gateway_introspection {
    const char *path; /* NULL = nobody is asked */
    uint32_t upstream;
    /* Reads the body of its reply, which was 200. Anything but FA_OK: the credential is not accepted. */
    fa_status (*read)(void *payload, const char *body, size_t len, int64_t now_ms, fa_principal *out,
                      fa_error *err);
    void *payload;
} gateway_introspection;

/* What the gateway asks a service for from time to time, such as the keys of its tokens. */
typedef struct gateway_feed {
    uint32_t upstream;
    const char *path;
    uint32_t every_ms;
    /* Takes the body of a reply, which was 200; on the gate's thread: it may not wait; it may revoke. true: there is more, and it is
     * asked for at once. */
    bool (*deliver)(void *payload, const char *body, size_t len);
    /* Where to go on: put behind the path as the query "cursor="; NULL = the path is asked for as it is. On the gate's thread. */
    uint64_t (*cursor)(void *payload);
    void *payload;
} gateway_feed;

/* A service, and where its instances are. */
typedef struct gateway_upstream {
    const char *name; /* "user"; the audience of its identities */
    const char *const
        *urls; /* "http://host:port", or "local": the listener of this process, whose routes it then serves */
    size_t url_count;
    bool own;      /* the gateway's own routes: nobody drains it */
    bool required; /* /ready says no without it */
    bool
        foreign; /* not one of ours: it gets the client's own credentials and X-Forwarded-*, and no identity */
    const char *health_path; /* asked every two seconds; NULL = never, it counts as well */
    uint32_t in_flight_max;  /* 0 = 256 */
} gateway_upstream;

typedef struct gateway_options {
    const gateway_upstream *upstreams;
    size_t upstream_count;
    const fa_gateway_route *routes; /* upstream: an index of upstreams */
    size_t route_count;
    const fa_rate *rates; /* by the rate_class of a route; class 0 first. Beyond them: no limit */
    size_t rate_count;
    const char *const *origins; /* that pages may ask from */
    size_t origin_count;
    gateway_auth auth;
    gateway_introspection introspection;
    const gateway_feed *feeds;
    size_t feed_count;
    uint32_t budget_ms;    /* of a request whose route says nothing; 0 = 120 s */
    uint32_t token_ttl_ms; /* how long a verified token is remembered; 0 = 3 s */
    FILE *log;             /* one JSON object per request; NULL = none */
    /* Appends further members to the object of /health, each behind a comma; NULL = none. On the listener's threads. */
    void (*describe_health)(void *payload, fa_buf *out);
    void *health_payload;
} gateway_options;

/* Makes a gateway; the options are copied, but for payloads and the log. FA_EINVALID: a route, origin or URL is malformed. */
fa_status gateway_new(const gateway_options *options, gateway **out, fa_error *err);
/* After the server that it stood in front of was stopped. */
void gateway_free(gateway *g);
/* For http_options.front. */
const http_front *gateway_front(gateway *g);

/* Forgets verified tokens of a user, a session or an API key; NULL = all. Any thread. */
void gateway_revoke(gateway *g, const char *user_session_or_key);

/* Routes that the gateway answers itself: health of all, metrics, and what administrators see and do. Their service is the
 * gateway; they are mounted on the listener behind it. */
extern const http_route gateway_route_table[];

#endif
