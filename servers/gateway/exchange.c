/* gateway/exchange.c: one request: decided on, sent up, tried again where that is safe, and its reply handed down. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <finanalyst/wire.h>

#include "gateway/internal.h"

enum {
    OWN_MAX = 16 << 10,
    ATTEMPTS_MAX = 3,
    HOLD_MS = 2000,  /* for an instance that is just being started anew */
    CLOSED_MS = 1000 /* a client that sends no more may still wait for its reply; most are gone */
};

/* ---- decisions ---- */

static void go(gw_exchange *x, int64_t now);
static bool may_pass(gw_exchange *x, int64_t now);

static void refuse_credential(gw_exchange *x)
{
    memset(&x->who, 0, sizeof x->who);
    x->g->refused_tokens++;
    gw_answer_problem(x, 401, "the credential is not accepted", 0);
}

static void accept_credential(gw_exchange *x, const char *token, size_t len, int64_t now)
{
    fa_token_cache_put(x->g->tokens, token, len, &x->who, now);
    x->signed_in = true;
}

/* The service has said whose the credential is, or that it is nobody's. */
static void introspected(void *payload, unsigned status, const fa_buf *body, int64_t now)
{
    gw_exchange *x = payload;
    gateway_introspection *by = &x->g->introspection;

    x->side = NULL;
    x->step = GW_REST;
    if (status == 200 && body->bad == FA_OK &&
        by->read(by->payload, body->data == NULL ? "" : body->data, body->len, now, &x->who, NULL) == FA_OK) {
        accept_credential(x, x->credential.data, x->credential.len, now);
        if (may_pass(x, now))
            go(x, now);
    } else if (status == 0 || status >= 500) {
        gw_answer_problem(x, 503, "who asks cannot be told now", 1000);
    } else {
        refuse_credential(x);
    }
    gw_exchange_go_on(x, now);
}

/* Asks the service that knows. false: it cannot be asked. */
static bool introspect(gw_exchange *x, const char *token, int64_t now)
{
    gateway *g = x->g;
    fa_buf body;

    fa_buf_init(&body, 2 * HTTP_HEAD_MAX);
    fa_buf_reset(&x->credential);
    fa_buf_puts(&x->credential, token);
    fa_buf_puts(&body, "{\"token\":");
    fa_json_quote(token, &body);
    fa_buf_puts(&body, "}");
    if (body.bad == FA_OK && x->credential.bad == FA_OK)
        x->side = gw_side_ask(g, &g->upstreams[g->introspection.upstream], "POST", g->introspection_path,
                              &body, introspected, x, now);
    fa_buf_clear(&body);
    if (x->side != NULL)
        x->step = GW_SIGNING;
    return x->side != NULL;
}

/* Finds out who asks. false: that was answered, or somebody has to be asked first. */
static bool sign_in(gw_exchange *x, const char *token, int64_t now)
{
    gateway *g = x->g;
    size_t len = token == NULL ? 0 : strlen(token);
    const fa_principal *known = token == NULL ? NULL : fa_token_cache_get(g->tokens, token, len, now);
    fa_error err = {0};
    fa_status st = FA_EINVALID;

    if (known != NULL) {
        x->who = *known;
        x->signed_in = true;
    }
    if (token == NULL || known != NULL)
        return true;
    if (len > 0 && len <= FA_CACHED_TOKEN_BYTES && g->auth.verify != NULL)
        st = g->auth.verify(g->auth.payload, token, len, now, &x->who, &err);
    if (st == FA_OK) {
        accept_credential(x, token, len, now);
        return true;
    }
    memset(&x->who, 0, sizeof x->who);
    if (st == FA_EUNSUPPORTED && *g->introspection_path != '\0' && introspect(x, token, now))
        return false;
    if (st == FA_EUNAVAILABLE || (st == FA_EUNSUPPORTED && *g->introspection_path != '\0'))
        gw_answer_problem(x, 503, "who asks cannot be told now", err.retry_ms == 0 ? 1000 : err.retry_ms);
    else
        refuse_credential(x);
    return false;
}

static bool check_access(gw_exchange *x, fa_access access)
{
    switch (fa_access_check(access, x->signed_in, strcmp(x->who.role, "admin") == 0)) {
    case FA_VERDICT_PASS:
        return true;
    case FA_VERDICT_SIGN_IN:
        gw_answer_problem(x, 401, "sign in first", 0);
        return false;
    case FA_VERDICT_FORBID:
        gw_answer_problem(x, 403, "this is for administrators", 0);
        return false;
    default:
        gw_answer_problem(x, 404, "there is nothing at this path", 0);
        return false;
    }
}

/* Users have buckets of their own; who is not signed in shares that of the address. */
static bool check_rate(gw_exchange *x, int64_t now)
{
    gateway *g = x->g;
    const char *key = x->signed_in ? x->who.user : x->address;
    fa_rate_state state;
    bool free_way;

    x->rate_limit = 0;
    if (x->rate_class >= g->rate_count || g->rates[x->rate_class].per_minute == 0)
        return true;
    free_way =
        fa_limiter_take(g->limiter, x->rate_class, key, strlen(key), g->rates[x->rate_class], 1, now, &state);
    x->rate_limit = g->rates[x->rate_class].burst;
    x->rate_left = state.left;
    if (free_way)
        return true;
    g->limited++;
    gw_answer_problem(x, 429, "too many requests", state.retry_ms);
    return false;
}

static bool check_origin(gw_exchange *x, const gw_head *head)
{
    fa_cors_request asked = {x->method, head->origin, head->wanted_method, head->wanted_headers};
    fa_cors_answer answer;

    x->cors = false;
    if (x->g->cors == NULL || head->origin == NULL)
        return true;
    answer = fa_cors_check(x->g->cors, &asked);
    x->cors = answer.allowed;
    if (!answer.preflight)
        return true;
    gw_answer_preflight(x, &answer);
    return false;
}

static bool may_pass(gw_exchange *x, int64_t now)
{
    return check_access(x, x->access) && check_rate(x, now);
}

/* The one place that decides whether and where a request goes. false: it was answered here, or has to wait. */
static bool decide(gw_exchange *x, const gw_head *head, int64_t now)
{
    const fa_gateway_route *route;

    if (!check_origin(x, head))
        return false;
    route = fa_route_table_find(x->g->routes, x->method, x->target.data, x->target.len);
    if (route == NULL) {
        x->g->unrouted++;
        gw_answer_problem(x, 404, "there is nothing at this path", 0);
        return false;
    }
    snprintf(x->route, sizeof x->route, "%s", route->prefix);
    x->rate_class = route->rate_class;
    x->access = route->access;
    x->up = &x->g->upstreams[route->upstream];
    x->deadline_ms = now + (route->budget_ms == 0 ? x->g->budget_ms : route->budget_ms);
    /* A foreign upstream knows its own tokens. */
    if (x->up->foreign && route->access == FA_ACCESS_NONE)
        return check_rate(x, now);
    return sign_in(x, gw_request_token(head), now) && may_pass(x, now);
}

/* ---- sending up ---- */

static const char *reason_text(fa_pick_reason reason)
{
    return reason == FA_PICK_FULL   ? "too many requests are under way there"
           : reason == FA_PICK_OPEN ? "the service does not answer at present"
                                    : "the service has no instance";
}

static void done_with_pick(gw_exchange *x, fa_outcome outcome, int64_t now)
{
    if (x->up != NULL)
        fa_upstream_done(&x->up->state, &x->pick, outcome, now);
}

static void ask(gw_exchange *x, bool fresh, int64_t now);

/* The client learns that it cannot be done, if it has not begun to read a reply. */
static void give_up(gw_exchange *x, unsigned status, const char *why, uint32_t retry_ms)
{
    if (x->reply_begun) {
        x->relay->state = RELAY_DEAD;
        return;
    }
    gw_answer_problem(x, status, why, retry_ms);
}

/* Whether the only instance may be on its way back: nothing was sent, and the last check found it well. */
static bool is_restarting(const gw_exchange *x, const gw_instance *to, int64_t now)
{
    const fa_upstream *u = &x->up->state;

    return x->call.refused && !to->peer.local && u->count == 1 && !u->instances[0].health.out &&
           u->instances[0].breaker.mode == FA_BREAKER_CLOSED && now - x->since_ms < HOLD_MS &&
           now + 100 < x->deadline_ms;
}

static bool may_retry(gw_exchange *x)
{
    bool unsent = x->call.refused && !x->body_used;

    if (x->attempts >= ATTEMPTS_MAX || x->reply_begun ||
        !(unsent || fa_retry_is_safe(x->method, x->has_key, x->body_used, false)))
        return false;
    return fa_retry_budget_take(&x->up->state.retries);
}

/* The call has failed: again, later, or not. */
static void call_failed(gw_exchange *x, int64_t now)
{
    gw_instance *to = &x->up->instances[x->pick.instance];
    bool late = now >= x->deadline_ms, held = is_restarting(x, to, now);
    const char *why = x->call.why;

    done_with_pick(x, held ? FA_OUTCOME_UNKNOWN : FA_OUTCOME_BAD, now);
    gw_call_end(&x->call, now);
    x->step = GW_PAUSE;
    x->retry_ms = now + 50;
    if (held) {
        x->attempts--;
        return;
    }
    x->tried |= 1u << x->pick.instance;
    if (late || !may_retry(x)) {
        give_up(x, late ? 504 : 502, late ? "the service did not answer in time" : why, 1000);
        return;
    }
    x->up->retries++;
    if (x->up->state.count > 1)
        ask(x, true, now);
}

static void ask(gw_exchange *x, bool fresh, int64_t now)
{
    uint64_t random;
    gw_instance *to;

    gw_random(x->g, &random, sizeof random);
    x->pick = fa_upstream_pick(&x->up->state, x->tried, random, now);
    if (x->pick.reason != FA_PICK_OK) {
        gw_answer_problem(x, 503, reason_text(x->pick.reason), x->pick.retry_ms);
        return;
    }
    to = &x->up->instances[x->pick.instance];
    x->step = GW_ASKED;
    x->attempts++;
    x->call.headless = strcmp(x->method, "HEAD") == 0;
    x->call.request_done = !x->has_body || x->body_done;
    if (!gw_request_write(x, to, now)) {
        done_with_pick(x, FA_OUTCOME_UNKNOWN, now);
        gw_answer_problem(x, 503, "out of memory", 1000);
        return;
    }
    gw_call_start(&x->call, &to->peer, fresh, now);
    if (x->call.stage == GW_FAILED)
        call_failed(x, now);
    else
        gw_call_watch(&x->call, true);
}

/* It may pass. A client that asks before it sends a body is told to send it. */
static void go(gw_exchange *x, int64_t now)
{
    if (x->expects && x->has_body && !x->old)
        fa_buf_puts(&x->relay->down, "HTTP/1.1 100 Continue\r\n\r\n");
    fa_retry_budget_request(&x->up->state.retries);
    ask(x, false, now);
}

/* ---- the relay's side ---- */

static gw_exchange *make(http_relay *r)
{
    gw_exchange *x = calloc(1, sizeof *x);
    struct sockaddr_storage address = {0};
    socklen_t len = sizeof address;

    if (x == NULL)
        return NULL;
    x->g = http_front_of(r);
    x->relay = r;
    fa_buf_init(&x->fields, HTTP_HEAD_MAX + 4096);
    fa_buf_init(&x->credentials, HTTP_HEAD_MAX + 64);
    fa_buf_init(&x->target, HTTP_LINE_MAX + 1);
    fa_buf_init(&x->own, OWN_MAX);
    fa_buf_init(&x->credential, FA_CACHED_TOKEN_BYTES + 1);
    gw_call_init(&x->call, &x->g->client, x);
    if (getpeername(r->client.fd, (struct sockaddr *)&address, &len) == 0 && address.ss_family == AF_INET)
        inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)&address)->sin_addr, x->address,
                  sizeof x->address);
    else if (address.ss_family == AF_INET6)
        inet_ntop(AF_INET6, &((struct sockaddr_in6 *)(void *)&address)->sin6_addr, x->address,
                  sizeof x->address);
    x->next = x->g->exchanges;
    if (x->next != NULL)
        x->next->prev = x;
    x->g->exchanges = x;
    r->work = x;
    return x;
}

/* What was known of the request before is forgotten. */
static void restart(gw_exchange *x, http_relay *r, int64_t now)
{
    clock_gettime(CLOCK_MONOTONIC, &x->began);
    x->close = r->head.close;
    x->old = r->head.old;
    x->has_body = r->head.chunked || r->head.length > 0;
    x->cors = x->has_key = x->signed_in = x->body_used = x->body_done = x->reply_begun = false;
    x->up = NULL;
    x->tried = x->attempts = x->rate_limit = 0;
    x->since_ms = now;
    x->closed_ms = 0;
    x->sent = 0;
    x->status = 0;
    *x->route = *x->origin = *x->id = '\0';
    memset(&x->pick, 0, sizeof x->pick);
    memset(&x->who, 0, sizeof x->who);
}

static bool begin(http_relay *r, int64_t now)
{
    gw_exchange *x = r->work == NULL ? make(r) : r->work;
    gw_head head;

    if (x == NULL)
        return false;
    restart(x, r, now);
    if (!gw_request_read(x, &r->up, &head))
        return false;
    x->expects = head.expect != NULL;
    if (decide(x, &head, now))
        go(x, now);
    fa_buf_reset(&r->up);
    if (x->step == GW_OWN && x->close)
        r->state = RELAY_LAST;
    r->fresh = x->step == GW_OWN;
    return r->state != RELAY_DEAD;
}

static size_t piece(http_relay *r, const char *data, size_t size, bool chunked, int64_t now)
{
    gw_exchange *x = r->work;
    size_t sent = 0;

    x->body_used = true;
    if (!gw_call_takes(&x->call))
        return chunked ? size : 0;
    if (!chunked) {
        sent = gw_call_send(&x->call, data, size, now);
        if (sent == size || x->call.send_failed)
            return size;
        fa_buf_append(&x->call.out, data + sent, size - sent); /* so that the socket is watched */
        return size;
    }
    fa_buf_printf(&x->call.out, "%zx\r\n", size);
    fa_buf_append(&x->call.out, data, size);
    fa_buf_puts(&x->call.out, "\r\n");
    return size;
}

static void end(http_relay *r, int64_t now)
{
    gw_exchange *x = r->work;

    x->body_done = true;
    x->call.request_done = true;
    x->deadline_ms += now - x->since_ms; /* the service's time begins when it has the whole request */
    if (r->head.chunked && x->step == GW_ASKED && !x->call.send_failed) {
        fa_buf_puts(&x->call.out, "0\r\n\r\n");
        gw_call_push(&x->call, now);
    }
}

static bool refuse(http_relay *r, unsigned status, int64_t now)
{
    gw_exchange *x = r->work == NULL ? make(r) : r->work;
    uint8_t random[24];

    if (x == NULL)
        return false;
    restart(x, r, now);
    gw_random(x->g, random, sizeof random);
    x->trace = fa_trace_next(NULL, random);
    snprintf(x->id, sizeof x->id, "refused-%02x%02x%02x%02x", random[0], random[1], random[2], random[3]);
    snprintf(x->method, sizeof x->method, "%s", *r->head.method == '\0' ? "?" : r->head.method);
    snprintf(x->path, sizeof x->path, "%s", *r->head.target == '\0' ? "?" : r->head.target);
    x->g->malformed++;
    x->close = true;
    gw_answer_problem(x, status, r->head.why, status == 503 ? 1000 : 0);
    r->fresh = true;
    return true;
}

/* Nobody waits for what a service says about the credential any more. */
static void forget_side(gw_exchange *x)
{
    if (x->side != NULL)
        x->side->done = NULL;
    x->side = NULL;
}

static void break_off(http_relay *r, unsigned status, const char *why, int64_t now)
{
    gw_exchange *x = r->work;

    done_with_pick(x, FA_OUTCOME_UNKNOWN, now);
    forget_side(x);
    gw_call_end(&x->call, now);
    x->close = true;
    give_up(x, status, why, 0);
    r->fresh = true;
}

static void push(http_relay *r, int64_t now)
{
    gw_exchange *x = r->work;

    if (x == NULL || x->step != GW_ASKED)
        return;
    gw_call_push(&x->call, now);
    gw_call_watch(&x->call, r->down.len == 0);
    if (x->call.send_failed && r->state == RELAY_BODY) {
        x->close = true;
        r->state = RELAY_LAST;
    }
}

static bool takes_piece(const http_relay *r)
{
    const gw_exchange *x = r->work;

    return x->step == GW_ASKED && gw_call_takes(&x->call);
}

static bool is_busy(const http_relay *r)
{
    const gw_exchange *x = r->work;

    return x != NULL && x->step != GW_REST;
}

static bool takes_request(const http_relay *r)
{
    return !is_busy(r) && r->down.len == 0;
}

static void count(gw_exchange *x, uint64_t micros)
{
    gw_upstream *u = x->up;
    size_t i = 0;

    if (u == NULL)
        return;
    while (i < GW_LATENCIES - 1 && micros > (uint64_t)gw_latency_bounds_ms[i] * 1000)
        i++;
    u->statuses[x->status / 100 < 6 ? x->status / 100 : 0]++;
    u->latency_sum_us += micros;
    u->latencies[i]++;
}

/* The reply is out. What the relay does next depends on whether the connection can go on. */
static http_drawn finish(gw_exchange *x, int64_t now)
{
    http_relay *r = x->relay;

    count(x, gw_micros_since(&x->began));
    done_with_pick(x, FA_OUTCOME_BAD, now); /* unless its head told */
    gw_log(x);
    gw_call_end(&x->call, now);
    x->step = GW_REST;
    r->since = now;
    if (!x->close && r->state != RELAY_LAST)
        return HTTP_DRAWN_ALL;
    x->finished = true;
    return HTTP_DRAWN_END;
}

static bool is_failure(const gw_reply *reply)
{
    return reply->status == 500 || reply->status == 502 || reply->status == 504 ||
           (reply->status == 503 && !reply->retry_later);
}

/* The head of the reply is there. A request whose body is not all sent by then is cut: the upstream has made up its mind. */
static void begin_reply(gw_exchange *x, int64_t now)
{
    fa_upstream_report(&x->up->state, &x->pick, is_failure(&x->call.reply) ? FA_OUTCOME_BAD : FA_OUTCOME_GOOD,
                       gw_micros_since(&x->began), now);
    x->reply_begun = true;
    x->status = x->call.reply.status;
    if (x->has_body && !x->body_done) {
        x->close = true;
        x->relay->state = RELAY_LAST;
    }
    x->close = x->close || (x->old && x->call.reply.chunked);
    gw_reply_write(x, &x->relay->down);
}

static http_drawn draw_call(gw_exchange *x, int64_t now)
{
    fa_buf *down = &x->relay->down;
    http_drawn drawn;
    size_t before;

    if (x->call.stage != GW_BODY)
        return HTTP_DRAWN_ALL;
    if (!x->reply_begun)
        begin_reply(x, now);
    before = down->len;
    drawn = gw_call_draw(&x->call, !x->old, down, now);
    x->sent += down->len - before;
    if (x->call.stage == GW_DONE)
        return finish(x, now);
    if (x->call.stage == GW_FAILED) {
        x->close = true;
        return finish(x, now);
    }
    if (drawn == HTTP_DRAWN_ALL)
        gw_call_watch(&x->call, true);
    return drawn;
}

static http_drawn draw(http_relay *r, int64_t now)
{
    gw_exchange *x = r->work;

    r->fresh = false;
    if (x == NULL)
        return HTTP_DRAWN_ALL;
    if (x->finished || (x->step == GW_REST && r->state == RELAY_LAST))
        return HTTP_DRAWN_END;
    if (x->step == GW_OWN) {
        fa_buf_append(&r->down, x->own.data, x->own.len);
        return finish(x, now);
    }
    return x->step == GW_ASKED ? draw_call(x, now) : HTTP_DRAWN_ALL;
}

static bool retire(http_relay *r)
{
    gw_exchange *x = r->work;

    if (x != NULL)
        x->closed_ms = http_gate_now();
    return is_busy(r) || r->down.len > 0;
}

static void let_go(http_relay *r, int64_t now)
{
    gw_exchange *x = r->work;

    if (x == NULL)
        return;
    done_with_pick(x, FA_OUTCOME_UNKNOWN, now);
    forget_side(x);
    if (x->step != GW_REST) {
        x->status = x->reply_begun ? x->status : 499;
        gw_log(x);
    }
    gw_call_end(&x->call, now);
    gw_call_clear(&x->call);
    if (x->prev != NULL)
        x->prev->next = x->next;
    else
        x->g->exchanges = x->next;
    if (x->next != NULL)
        x->next->prev = x->prev;
    fa_buf_clear(&x->fields);
    fa_buf_clear(&x->credentials);
    fa_buf_clear(&x->target);
    fa_buf_clear(&x->own);
    fa_buf_clear(&x->credential);
    free(x);
    r->work = NULL;
}

const http_far_ops gw_far_ops = {.begin = begin,
                                 .piece = piece,
                                 .end = end,
                                 .refuse = refuse,
                                 .break_off = break_off,
                                 .push = push,
                                 .takes_piece = takes_piece,
                                 .takes_request = takes_request,
                                 .is_busy = is_busy,
                                 .draw = draw,
                                 .retire = retire,
                                 .rest = let_go,
                                 .let_go = let_go};

/* ---- events and time ---- */

void gw_exchange_go_on(gw_exchange *x, int64_t now)
{
    if (x->step == GW_ASKED && x->call.stage == GW_FAILED && !x->reply_begun)
        call_failed(x, now);
    if (x->step == GW_ASKED)
        gw_call_watch(&x->call, x->relay->down.len == 0);
    if (x->step == GW_OWN && x->close && x->relay->state < RELAY_LAST)
        x->relay->state = RELAY_LAST;
    http_gate_go_on(x->g->gate, x->relay, now);
}

/* Ends a call that takes too long, wherever it is. */
static void time_out(gw_exchange *x, const char *why, int64_t now)
{
    x->call.stage = GW_FAILED;
    x->call.why = why;
    if (x->reply_begun)
        x->relay->state = RELAY_DEAD;
    gw_exchange_go_on(x, now);
}

static void check_call(gw_exchange *x, int64_t now)
{
    bool stalled = now - x->call.moved > GW_STALL_MS;

    if (x->call.stage == GW_CONNECTING && (now - x->call.moved > GW_CONNECT_MS || now >= x->deadline_ms)) {
        x->call.refused = true;
        time_out(x, "it cannot be connected to in time", now);
    } else if (x->call.stage == GW_HEAD && x->call.request_done && now >= x->deadline_ms) {
        time_out(x, "it did not answer in time", now);
    } else if (x->call.stage == GW_HEAD && !x->call.request_done && x->call.out.len > 0 && stalled) {
        time_out(x, "it does not take the request", now);
    } else if (x->call.stage == GW_BODY && stalled && x->relay->down.len == 0) {
        time_out(x, "its reply came to a halt", now);
    } else if (x->closed_ms > 0 && !x->reply_begun && now - x->closed_ms > CLOSED_MS &&
               x->relay->client_ended) {
        x->relay->state = RELAY_DEAD;
    }
}

void gw_exchange_check(gw_exchange *x, int64_t now)
{
    if (x->relay->state == RELAY_DEAD)
        return;
    if (x->step == GW_ASKED)
        check_call(x, now);
    else if (x->step == GW_PAUSE && now >= x->retry_ms) {
        ask(x, true, now);
        gw_exchange_go_on(x, now);
    }
}
