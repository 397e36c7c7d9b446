/* gateway.h: the rules of the gateway as state machines: which upstream serves a path, who may pass, how many, when to try
 * again. No sockets, no threads, no clock: now_ms is an argument everywhere, milliseconds of any clock that does not go
 * back. An object belongs to one thread at a time. */
#ifndef FINANALYST_GATEWAY_H
#define FINANALYST_GATEWAY_H

#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- routes ---- */

/* Who may pass. The services decide on what is the owner's; the gateway keeps out whoever cannot be right. */
typedef enum fa_access {
    FA_ACCESS_NONE = 0,     /* anybody */
    FA_ACCESS_USER = 1,     /* who is signed in */
    FA_ACCESS_OWNER = 2,    /* who is signed in; the service looks whose it is */
    FA_ACCESS_ADMIN = 3,    /* an administrator */
    FA_ACCESS_INTERNAL = 4, /* nobody from outside */
    FA_ACCESS_SIGNED = 5    /* who holds a signed URL, which the service verifies, or is signed in */
} fa_access;

/* Paths and where they go. All text is borrowed until the table is made. */
typedef struct fa_gateway_route {
    const char *method; /* NULL = any */
    const char *
        prefix; /* "/api/v1/users/{id}/keys": the path itself, what is below it ("/…") and its verbs (":…"); a segment
                            in braces takes any one segment, "{id}:lock" one with that verb; "/" = everything */
    fa_access access;
    uint32_t upstream;   /* the caller's number for it */
    uint32_t budget_ms;  /* for a whole request; 0 = the gateway's own */
    uint32_t rate_class; /* the caller's number for the limit that counts */
    uint64_t body_max;   /* bytes that a body may have; 0 = the gateway does not look */
} fa_gateway_route;

typedef struct fa_route_table fa_route_table;

/* Makes a table; the routes are copied. FA_EINVALID names a route that is malformed or there twice; FA_ENOMEM. */
FA_API fa_status fa_route_table_new(const fa_gateway_route *routes, size_t count, fa_route_table **out,
                                    fa_error *err);
FA_API void fa_route_table_free(fa_route_table *table);
/* The route with the longest prefix of the path, in segments; of two as long the one that is spelled out rather than in
 * braces, then the one with the verb, then the one for this method only. The path is compared percent-decoded, and ends at its
 * '?'. NULL: none, and so nothing is served there. Lent until the table is freed. */
FA_API const fa_gateway_route *fa_route_table_find(const fa_route_table *table, const char *method,
                                                   const char *path, size_t len);
FA_API size_t fa_route_table_count(const fa_route_table *table);
FA_API const fa_gateway_route *fa_route_table_at(const fa_route_table *table, size_t i);

typedef enum fa_verdict {
    FA_VERDICT_PASS = 0,
    FA_VERDICT_SIGN_IN = 1, /* 401 */
    FA_VERDICT_FORBID = 2,  /* 403 */
    FA_VERDICT_HIDE = 3     /* 404 */
} fa_verdict;

/* Whether one passes who is signed in or not, as an administrator or not. */
FA_API fa_verdict fa_access_check(fa_access access, bool signed_in, bool admin);

/* ---- how many requests: token buckets ---- */

typedef struct fa_rate {
    uint32_t per_minute; /* 0 = no limit */
    uint32_t burst;      /* tokens that a full bucket holds, 1..1,000,000 */
} fa_rate;

typedef struct fa_rate_state {
    uint32_t left;     /* whole tokens that are left */
    uint32_t retry_ms; /* until the cost can be paid; 0 when it was */
} fa_rate_state;

typedef struct fa_limiter fa_limiter;

/* Buckets by key, at most max_keys of them, rounded up to a power of two: memory is bounded. Where all places that a key may
 * have are taken, the fullest bucket makes room, so that whoever is held back stays so. seed: 16 unpredictable bytes, so that
 * nobody can choose keys that meet. FA_EINVALID: max_keys is not within 8..16,777,216. */
FA_API fa_status fa_limiter_new(size_t max_keys, const uint8_t seed[16], fa_limiter **out, fa_error *err);
FA_API void fa_limiter_free(fa_limiter *limiter);
/* Takes cost tokens from the bucket of (rate_class, key), which begins full. false: too few, none is taken. state may be
 * NULL. */
FA_API bool fa_limiter_take(fa_limiter *limiter, uint32_t rate_class, const char *key, size_t len,
                            fa_rate rate, uint32_t cost, int64_t now_ms, fa_rate_state *state);

/* ---- an instance that fails: the circuit breaker ---- */

enum { FA_BREAKER_SLOTS = 10 };

typedef enum fa_breaker_mode {
    FA_BREAKER_CLOSED = 0,
    FA_BREAKER_OPEN = 1,
    FA_BREAKER_HALF_OPEN = 2
} fa_breaker_mode;

/* Opens after 5 failures in a row, or when of at least 20 requests of the last 10 s half failed: for 5 s the first time, 5 s
 * more each time that follows, 60 s at most. Then one request is let through as a probe: its success closes the breaker, its
 * failure opens it anew. A minute without opening forgets the times before. Begins all zero. */
typedef struct fa_breaker {
    fa_breaker_mode mode;
    uint32_t in_a_row;
    uint32_t openings;
    int64_t until_ms;  /* open: until when */
    int64_t closed_ms; /* closed: since when */
    bool probing;      /* half open: the probe is under way */
    int64_t second;    /* of the newest slot */
    uint32_t good[FA_BREAKER_SLOTS], bad[FA_BREAKER_SLOTS];
} fa_breaker;

typedef enum fa_breaker_answer {
    FA_BREAKER_PASS = 0,
    FA_BREAKER_PROBE = 1, /* pass; report with probe set */
    FA_BREAKER_REFUSE = 2
} fa_breaker_answer;

typedef enum fa_hop_outcome {
    FA_HOP_GOOD = 0,
    FA_HOP_BAD = 1,
    FA_HOP_UNKNOWN = 2 /* the client went away: it tells nothing */
} fa_hop_outcome;

/* What a request would be told; changes nothing. */
FA_API fa_breaker_answer fa_breaker_look(const fa_breaker *b, int64_t now_ms);
/* Asks to send a request. Whoever is not refused reports its outcome, once. */
FA_API fa_breaker_answer fa_breaker_ask(fa_breaker *b, int64_t now_ms);
FA_API void fa_breaker_report(fa_breaker *b, bool probe, fa_hop_outcome outcome, int64_t now_ms);
/* How long until a request could pass; 0 = now. */
FA_API uint32_t fa_breaker_wait_ms(const fa_breaker *b, int64_t now_ms);
/* Closes it, by hand. */
FA_API void fa_breaker_reset(fa_breaker *b);

/* ---- an instance that is ill: membership by health ---- */

/* Out after 2 checks in a row that failed, in again after 2 that did not. Begins all zero: in. */
typedef struct fa_health {
    bool out;
    uint32_t against; /* checks in a row that speak against the present state */
} fa_health;

/* Returns whether the state changed. */
FA_API bool fa_health_note(fa_health *h, bool well);

/* ---- trying again: the budget ---- */

/* Retries stay within a fifth of the requests; two are free, so that a quiet gateway has one when it needs it; at most ten are
 * saved up. */
typedef struct fa_retry_budget {
    uint32_t units; /* a request brings one, a retry takes five */
} fa_retry_budget;

FA_API void fa_retry_budget_init(fa_retry_budget *b);
FA_API void fa_retry_budget_request(fa_retry_budget *b);
FA_API bool fa_retry_budget_take(fa_retry_budget *b);

/* Whether a request may be sent again after it failed: it changes nothing when sent twice (GET, HEAD, OPTIONS, PUT, DELETE, or
 * any with an idempotency key), all of it is still there, and nothing of a reply has reached the client. */
FA_API bool fa_retry_is_safe(const char *method, bool has_key, bool body_used, bool reply_begun);
/* Milliseconds to wait before the n-th retry, from 1: anything from 0 to 50 * 2^n, at most 500 (full jitter). random: any. */
FA_API uint32_t fa_retry_pause_ms(uint32_t n, uint64_t random);

/* ---- several instances: the upstream ---- */

enum { FA_INSTANCES_MAX = 16 };

typedef struct fa_instance {
    fa_breaker breaker;
    fa_health health;
    bool draining; /* takes no new requests */
    uint32_t in_flight;
    uint64_t requests, failures;
    uint64_t latency_us; /* of replies that came, a moving mean over about 16 */
} fa_instance;

/* All instances of a service. Begins with fa_upstream_init. */
typedef struct fa_upstream {
    uint32_t count;
    uint32_t in_flight;
    uint32_t in_flight_max; /* the bulkhead: requests under way at once */
    fa_retry_budget retries;
    fa_instance instances[FA_INSTANCES_MAX];
} fa_upstream;

typedef enum fa_pick_reason {
    FA_PICK_NONE = 0, /* nothing was picked: there is no instance, or all are draining */
    FA_PICK_OK = 1,
    FA_PICK_FULL = 2, /* the bulkhead is full */
    FA_PICK_OPEN = 3  /* every breaker is open */
} fa_pick_reason;

typedef struct fa_pick {
    fa_pick_reason reason;
    uint32_t instance; /* with FA_PICK_OK */
    bool probe;
    uint32_t retry_ms; /* else: when to come again */
    bool reported;     /* its outcome is known already */
} fa_pick;

/* count 0..16 instances. */
FA_API void fa_upstream_init(fa_upstream *u, uint32_t count, uint32_t in_flight_max);
/* Chooses an instance and counts the request in: of two that are drawn the one with fewer requests in flight. Instances that
 * are out, draining or refuse are not drawn; where all are out, health counts for nothing: the last one is never put out, its
 * breaker makes it fail fast. avoid: bits of instances that were tried already, drawn only where there is no other. */
FA_API fa_pick fa_upstream_pick(fa_upstream *u, uint32_t avoid, uint64_t random, int64_t now_ms);
/* The outcome of a request that was picked, as soon as it is known: with the head of its reply. latency_us: until then; 0 =
 * none came. Once; later calls change nothing. */
FA_API void fa_upstream_report(fa_upstream *u, fa_pick *pick, fa_hop_outcome outcome, uint64_t latency_us,
                               int64_t now_ms);
/* The request has ended and is counted out; its outcome is reported when it was not. Once; later calls change nothing. */
FA_API void fa_upstream_done(fa_upstream *u, fa_pick *pick, fa_hop_outcome outcome, int64_t now_ms);
/* Whether a request could be served now. */
FA_API bool fa_upstream_is_ready(const fa_upstream *u, int64_t now_ms);

/* ---- deadlines ---- */

/* The header that tells a service how many milliseconds are left. */
#define FA_BUDGET_HEADER "X-FA-Budget-Ms"

/* Decimal digits, 1..max_ms; false: it is none, and out is unchanged. More than max_ms counts as max_ms. */
FA_API bool fa_budget_parse(const char *text, size_t len, uint32_t max_ms, uint32_t *out);
/* What is left at now_ms until deadline_ms; 0 = it has passed. */
FA_API uint32_t fa_deadline_left(int64_t deadline_ms, int64_t now_ms);
/* What is passed on of it: less a twentieth, 5 to 250 ms, for the way back. 0 = there is no use in asking. */
FA_API uint32_t fa_budget_pass_on(uint32_t left_ms);

/* ---- pages of other origins: CORS ---- */

typedef struct fa_cors fa_cors;

/* origins: "scheme://host[:port]" each, compared byte by byte; copied. FA_EINVALID: one is not of this form: "*", a path, a
 * slash at the end, capitals. */
FA_API fa_status fa_cors_new(const char *const *origins, size_t count, fa_cors **out, fa_error *err);
FA_API void fa_cors_free(fa_cors *cors);

typedef struct fa_cors_request {
    const char *method;         /* of the request */
    const char *origin;         /* its Origin; NULL = none */
    const char *wanted_method;  /* Access-Control-Request-Method; NULL = none */
    const char *wanted_headers; /* Access-Control-Request-Headers; NULL = none */
} fa_cors_request;

typedef struct fa_cors_answer {
    bool allowed;        /* the reply names the origin and allows credentials */
    bool preflight;      /* it is one: the answer is 204 with what follows, and nothing is sent up */
    const char *origin;  /* Access-Control-Allow-Origin; lent by the cors */
    const char *methods; /* Access-Control-Allow-Methods; static; "" = none */
    const char *headers; /* Access-Control-Allow-Headers; static; "" = none */
    uint32_t max_age_s;  /* Access-Control-Max-Age */
} fa_cors_answer;

/* "Vary: Origin" belongs on every reply whatever this answers. */
FA_API fa_cors_answer fa_cors_check(const fa_cors *cors, const fa_cors_request *request);
/* Headers of a reply that pages of allowed origins may read. Static. */
FA_API const char *fa_cors_exposed(void);

/* ---- what may not come in ---- */

/* Whether a header of this name is taken out of what comes from outside: it would claim who asks, or from where, or by what
 * other name or method (X-User-*, X-FA-*, X-Auth*, X-Internal-*, X-Forwarded-*, Forwarded, Via, X-Real-IP, X-Client-IP,
 * True-Client-IP, X-Original-*, X-Rewrite-*, X-HTTP-Method*, any with an underscore), or is between neighbours only. */
FA_API bool fa_header_is_stripped(const char *name, size_t len);
/* Whether a list of names with commas, as in Connection, holds this one. */
FA_API bool fa_header_list_has(const char *list, size_t list_len, const char *name, size_t len);

/* ---- where a request belongs: W3C Trace Context, level 1 ---- */

enum { FA_TRACEPARENT_BYTES = 56 };

typedef struct fa_trace {
    uint8_t trace[16];
    uint8_t parent[8];
    uint8_t flags;
} fa_trace;

/* Reads a traceparent. false: it is none of version 00, nor of a later version that begins like one. */
FA_API bool fa_trace_parse(const char *text, size_t len, fa_trace *out);
/* The trace of what is sent on: the given one, or a new one when from is NULL, with a new parent. random: 24 unpredictable
 * bytes. */
FA_API fa_trace fa_trace_next(const fa_trace *from, const uint8_t random[24]);
FA_API void fa_trace_format(const fa_trace *trace, char out[FA_TRACEPARENT_BYTES]);

/* ---- tokens that were verified before ---- */

enum { FA_CACHED_TOKEN_BYTES = 4096 };

/* Who a token stands for, as the verifier found. */
typedef struct fa_principal {
    char user[40];    /* the id, "usr_…" */
    char session[40]; /* "" = none */
    char role[16];
    char key[48];       /* the id of an API key, "" = it was a token */
    char scope[64];     /* what the key may, "" = all that its user may */
    char address[48];   /* the only one that it was accepted from, "" = any */
    int64_t expires_ms; /* of the clock that the cache is asked with */
} fa_principal;

typedef struct fa_token_cache fa_token_cache;

/* Remembers up to max tokens, each for ttl_ms at most and never beyond its expiry. Found by SipHash-2-4 of the token under
 * the seed (16 unpredictable bytes); the whole token is compared. FA_EINVALID: max is not within 8..1,048,576. */
FA_API fa_status fa_token_cache_new(size_t max, uint32_t ttl_ms, const uint8_t seed[16], fa_token_cache **out,
                                    fa_error *err);
FA_API void fa_token_cache_free(fa_token_cache *cache);
/* The principal of a token that was verified; NULL when it is not known, or not any more. Lent until the next call. */
FA_API const fa_principal *fa_token_cache_get(fa_token_cache *cache, const char *token, size_t len,
                                              int64_t now_ms);
/* Remembers; a token that has expired, is empty or over 4 KiB, or finds no memory, is not remembered. */
FA_API void fa_token_cache_put(fa_token_cache *cache, const char *token, size_t len,
                               const fa_principal *principal, int64_t now_ms);
/* Forgets all tokens whose user or session it is; NULL forgets everything. Returns how many. */
FA_API size_t fa_token_cache_revoke(fa_token_cache *cache, const char *user_or_session);

#ifdef __cplusplus
}
#endif
#endif
