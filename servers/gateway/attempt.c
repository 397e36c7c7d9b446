/* gateway/attempt.c: a request on its way to an instance, and to another where the first failed and that is safe. */
#include <string.h>

#include "gateway/internal.h"

enum {
    ATTEMPTS_MAX = 3,
    HOLD_MS = 3000,  /* for an instance that is just being started anew */
    GONE_MS = 10000, /* and that is not what keeps it away for so long */
    PAUSE_MS = 50
};

static const char *reason_text(fa_pick_reason reason)
{
    return reason == FA_PICK_FULL   ? "too many requests are under way there"
           : reason == FA_PICK_OPEN ? "the service does not answer at present"
                                    : "the service has no instance";
}

void gw_done_with_pick(gw_exchange *x, fa_hop_outcome outcome, int64_t now)
{
    if (x->up != NULL)
        fa_upstream_done(&x->up->state, &x->pick, outcome, now);
}

/* The client learns that it cannot be done, if it has not begun to read a reply. */
void gw_give_up(gw_exchange *x, unsigned status, const char *why, uint32_t retry_ms)
{
    if (x->reply_begun) {
        x->relay->state = RELAY_DEAD;
        return;
    }
    gw_answer_problem(x, status, why, retry_ms);
}

/* Whether the only instance may be on its way back: it refused a connection not long ago, and has served none since. */
static bool is_restarting(const gw_exchange *x, int64_t now)
{
    const gw_upstream *u = x->up;

    return u->state.count == 1 && !u->instances[0].peer.local && !u->state.instances[0].draining &&
           u->gone_ms != 0 && now - u->gone_ms < GONE_MS && now - x->since_ms < HOLD_MS &&
           now + 100 < x->deadline_ms;
}

static void hold(gw_exchange *x, int64_t now)
{
    x->step = GW_PAUSE;
    x->retry_ms = now + PAUSE_MS;
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
void gw_attempt_failed(gw_exchange *x, int64_t now)
{
    bool late = now >= x->deadline_ms, held;
    const char *why = x->call.why;

    if (x->call.refused && x->up->was_there && x->up->gone_ms == 0)
        x->up->gone_ms = now;
    held = x->call.refused && is_restarting(x, now);
    gw_done_with_pick(x, held ? FA_HOP_UNKNOWN : FA_HOP_BAD, now);
    gw_call_end(&x->call, now);
    hold(x, now);
    if (held) {
        x->attempts--;
        return;
    }
    x->tried |= 1u << x->pick.instance;
    if (late || !may_retry(x)) {
        gw_give_up(x, late ? 504 : 502, late ? "the service did not answer in time" : why, 1000);
        return;
    }
    x->up->retries++;
    if (x->up->state.count > 1)
        gw_ask(x, true, now);
}

void gw_ask(gw_exchange *x, bool fresh, int64_t now)
{
    uint64_t random;
    gw_instance *to;

    gw_random(x->g, &random, sizeof random);
    x->pick = fa_upstream_pick(&x->up->state, x->tried, random, now);
    if (x->pick.reason != FA_PICK_OK && x->pick.reason != FA_PICK_FULL && is_restarting(x, now)) {
        hold(x, now);
        return;
    }
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
        gw_done_with_pick(x, FA_HOP_UNKNOWN, now);
        gw_answer_problem(x, 503, "out of memory", 1000);
        return;
    }
    gw_call_start(&x->call, &to->peer, fresh, now);
    if (x->call.stage == GW_FAILED)
        gw_attempt_failed(x, now);
    else
        gw_call_watch(&x->call, true);
}

/* It may pass. A client that asks before it sends a body is told to send it. */
void gw_go(gw_exchange *x, int64_t now)
{
    if (x->expects && x->has_body && !x->old)
        fa_buf_puts(&x->relay->down, "HTTP/1.1 100 Continue\r\n\r\n");
    fa_retry_budget_request(&x->up->state.retries);
    gw_ask(x, false, now);
}
