/* gateway/exchange.c: one request after the other on a connection: begun, handed up, its reply handed down. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "gateway/internal.h"

enum {
    OWN_MAX = 16 << 10,
    CLOSED_MS = 1000 /* a client that sends no more may still wait for its reply; most are gone */
};

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
    if (gw_decide(x, &head, now))
        gw_go(x, now);
    fa_buf_reset(&r->up);
    if (x->step == GW_OWN && x->close)
        r->state = RELAY_LAST;
    r->fresh = x->step == GW_OWN || (x->step == GW_ASKED && x->call.stage == GW_BODY);
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

    gw_done_with_pick(x, FA_HOP_UNKNOWN, now);
    forget_side(x);
    gw_call_end(&x->call, now);
    x->close = true;
    gw_give_up(x, status, why, 0);
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
    gw_done_with_pick(x, FA_HOP_BAD, now); /* unless its head told */
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
    fa_upstream_report(&x->up->state, &x->pick, is_failure(&x->call.reply) ? FA_HOP_BAD : FA_HOP_GOOD,
                       gw_micros_since(&x->began), now);
    x->up->was_there = true;
    x->up->gone_ms = 0;
    x->reply_begun = true;
    x->status = x->call.reply.status;
    if (x->has_body && !x->body_done) {
        x->close = true;
        x->relay->state = RELAY_LAST;
    }
    /* What stands behind a body that was refused is not looked at. */
    x->close = x->close || (x->old && x->call.reply.chunked) ||
               (x->has_body && x->call.reply.close && x->call.reply.status / 100 == 4);
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
    gw_done_with_pick(x, FA_HOP_UNKNOWN, now);
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
        gw_attempt_failed(x, now);
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
        gw_ask(x, true, now);
        gw_exchange_go_on(x, now);
    }
}
