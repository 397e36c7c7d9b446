/* gateway/internal.h: what the files of the gateway share. */
#ifndef SERVERS_GATEWAY_INTERNAL_H
#define SERVERS_GATEWAY_INTERNAL_H

#include <pthread.h>
#include <time.h>

#include "gateway/gateway.h"
#include "gateway/upstream.h"

enum {
    GW_ID_BYTES = HTTP_REQUEST_ID_BYTES,
    GW_BUDGET_MS = 120 * 1000,
    GW_STALL_MS = 60 * 1000, /* a reply without progress */
    GW_TOKEN_TTL_MS = 3000,
    GW_IN_FLIGHT = 256,
    GW_LATENCIES = 12
};

typedef struct gw_exchange gw_exchange;

/* One instance, beside its fa_instance. */
typedef struct gw_instance {
    gw_peer peer;
    gw_call probe;
    int64_t probed_ms; /* when the last check began; 0 = never */
    int64_t probe_us;
    uint32_t health_ms; /* how long the last check that went well took */
    bool checked;       /* one ended */
    char version[32];
} gw_instance;

typedef struct gw_upstream {
    char name[32];
    char health_path[64];
    bool own, required, foreign;
    fa_upstream state;
    bool was_there;  /* an instance answered once */
    int64_t gone_ms; /* when a connection was refused first, since a request went well last; 0 = none was */
    gw_instance *instances; /* state.count of them */
    uint64_t statuses[6];   /* 1xx … 5xx of what clients got through it; [0]: none */
    uint64_t retries;
    uint64_t latency_sum_us;
    uint64_t latencies[GW_LATENCIES]; /* how many took up to each bound; the last: longer */
} gw_upstream;

/* A request of the gateway's own. */
typedef void (*gw_side_fn)(void *payload, unsigned status, const fa_buf *body, int64_t now);
typedef struct gw_side gw_side;
struct gw_side {
    gw_side *next;
    gateway *g;
    gw_upstream *u;
    fa_pick pick;
    gw_call call;
    fa_buf body;
    int64_t deadline_ms;
    gw_side_fn done; /* told its end: status 0 = there was no reply. NULL = nobody wants to know any more */
    void *payload;
    bool over;
};

typedef struct gw_feed {
    uint32_t upstream, every_ms;
    char path[128];
    bool (*deliver)(void *payload, const char *body, size_t len);
    uint64_t (*cursor)(void *payload);
    void *payload;
    int64_t next_ms;
    bool under_way;
} gw_feed;

/* Identities that may be sent again. */
typedef struct gw_minted {
    fa_principal who;
    char address[48];
    uint32_t upstream;
    int64_t until_ms; /* 0 = free */
    char *text;
} gw_minted;

enum { GW_MINTED = 1024, GW_RANDOM = 4096 };

struct gateway {
    http_front front;
    http_gate *gate;
    pthread_mutex_t lock; /* of all that follows, held while the gate's thread is awake */
    gw_client client;
    gw_upstream upstreams[GATEWAY_UPSTREAMS_MAX];
    size_t upstream_count;
    fa_route_table *routes;
    fa_rate rates[GATEWAY_CLASSES_MAX];
    size_t rate_count;
    fa_limiter *limiter;
    fa_cors *cors;
    fa_token_cache *tokens;
    gw_minted *minted;
    gateway_auth auth;
    gateway_introspection introspection;
    char introspection_path[128];
    gw_side *sides;
    gw_feed feeds[GATEWAY_FEEDS_MAX];
    size_t feed_count;
    uint32_t budget_ms;
    FILE *log;
    void (*describe_health)(void *payload, fa_buf *out);
    void *health_payload;
    fa_buf lines;           /* of the log, not written yet */
    gw_exchange *exchanges; /* all connections that asked for anything */
    uint8_t random[GW_RANDOM];
    size_t random_used;
    uint64_t limited, refused_tokens, unrouted, malformed;
    int64_t started_ms;
    pthread_t resolver;
    bool resolving, stopping;
    pthread_cond_t stops;
};

typedef enum gw_step {
    GW_REST = 0, /* no request */
    GW_OWN,      /* the gateway answers itself: own is the reply */
    GW_SIGNING,  /* a service is asked whose the credential is */
    GW_PAUSE,    /* waits to try again */
    GW_ASKED     /* the call is under way */
} gw_step;

/* A request on a connection, and what was found out about it. Kept for the next. */
struct gw_exchange {
    gw_exchange *next, *prev;
    http_relay *relay;
    gateway *g;
    gw_step step;
    gw_call call;
    fa_buf fields;      /* headers that go up */
    fa_buf credentials; /* headers that go up to foreign upstreams only */
    fa_buf own;         /* a reply of the gateway's own */
    fa_buf target;      /* path and query, with a NUL */
    char method[HTTP_METHOD_BYTES];
    char path[HTTP_TARGET_BYTES]; /* for the log */
    char id[GW_ID_BYTES];
    char address[48];
    char origin[256];
    char host[256]; /* that the client asked for, "" = it did not say */
    fa_trace trace;
    fa_principal who;
    bool signed_in;
    bool cors, has_key, has_body, expects, close, old;
    bool body_used, body_done, reply_begun, finished;
    gw_side *side;     /* with GW_SIGNING */
    fa_buf credential; /* with GW_SIGNING */
    fa_access access;
    char route[64]; /* its prefix, for the log */
    uint32_t rate_class;
    uint64_t body_max;
    gw_upstream *up; /* NULL = none was chosen */
    fa_pick pick;
    uint32_t tried, attempts;
    uint32_t rate_limit, rate_left;
    int64_t since_ms, deadline_ms, retry_ms, closed_ms;
    struct timespec began;
    uint64_t sent;
    unsigned status;
};

/* ---- exchange.c ---- */
extern const http_far_ops gw_far_ops;
/* Goes on after the call has changed. */
void gw_exchange_go_on(gw_exchange *x, int64_t now);
void gw_exchange_check(gw_exchange *x, int64_t now);

/* ---- attempt.c ---- */
/* It may pass. */
void gw_go(gw_exchange *x, int64_t now);
/* Picks an instance and begins to send. fresh: on a connection of its own. */
void gw_ask(gw_exchange *x, bool fresh, int64_t now);
/* The call has failed: again, later, or not. */
void gw_attempt_failed(gw_exchange *x, int64_t now);
/* The client learns that it cannot be done, if it has not begun to read a reply. */
void gw_give_up(gw_exchange *x, unsigned status, const char *why, uint32_t retry_ms);
void gw_done_with_pick(gw_exchange *x, fa_hop_outcome outcome, int64_t now);

/* ---- request.c ---- */

/* What the head of a request says that matters here; text within the head that was read, NULL = not said. */
typedef struct gw_head {
    const char *authorization, *api_key, *origin, *wanted_method, *wanted_headers, *parent, *state, *id,
        *expect, *host;
} gw_head;

/* Reads the text of a head that the relay wrote, cutting it into pieces, into the exchange. false: out of memory. */
bool gw_request_read(gw_exchange *x, fa_buf *text, gw_head *head);
/* The token in "Authorization: Bearer" or "X-API-Key"; NULL = there is none. */
const char *gw_request_token(const gw_head *head);
/* Puts the request for an instance into x->call.out. false: out of memory. */
bool gw_request_write(gw_exchange *x, const gw_instance *to, int64_t now);

/* ---- decide.c ---- */
/* The one place that decides whether and where a request goes. false: it was answered, or a service is asked first. */
bool gw_decide(gw_exchange *x, const gw_head *head, int64_t now);

/* ---- reply.c ---- */
/* Makes an answer of the gateway's own. */
void gw_answer_problem(gw_exchange *x, unsigned status, const char *detail, uint32_t retry_ms);
void gw_answer_preflight(gw_exchange *x, const fa_cors_answer *cors);
/* Writes the head of the upstream's reply as the client gets it. */
void gw_reply_write(gw_exchange *x, fa_buf *down);

/* ---- side.c ---- */
/* Asks an instance. NULL: it cannot be asked; done is not called then. body: JSON; NULL = none. */
gw_side *gw_side_ask(gateway *g, gw_upstream *u, const char *method, const char *path, const fa_buf *body,
                     gw_side_fn done, void *payload, int64_t now);
void gw_side_ready(gw_side *s, int64_t now);
void gw_sides_check(gateway *g, bool all, int64_t now);
void gw_sides_bury(gateway *g);
void gw_feeds_check(gateway *g, int64_t now);

/* ---- identity.c ---- */
/* Appends the identity for the service that x->up is. */
bool gw_identity_append(gw_exchange *x, int64_t now, fa_buf *out);
void gw_identity_forget(gateway *g, const char *user_session_or_key);

/* ---- metrics.c ---- */
fa_status gw_metrics(void *service, const http_request *req, http_reply *reply, fa_error *err);

/* ---- others ---- */
void gw_log(gw_exchange *x);
void gw_log_flush(gateway *g);
void gw_random(gateway *g, void *out, size_t len);
uint64_t gw_micros_since(const struct timespec *start);
void gw_probe_all(gateway *g, int64_t now);
void gw_probe_ready(gateway *g, gw_call *call, int64_t now);
bool gw_resolver_start(gateway *g);
extern const uint32_t gw_latency_bounds_ms[GW_LATENCIES - 1];

#endif
