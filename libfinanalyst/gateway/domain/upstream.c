/* gateway/domain/upstream.c: choosing among instances: the least in flight of two that are drawn. */
#include <finanalyst/gateway.h>

#include <string.h>

enum { FULL_RETRY_MS = 1000, MEAN_OVER = 16 };

void fa_upstream_init(fa_upstream *u, uint32_t count, uint32_t in_flight_max)
{
    memset(u, 0, sizeof *u);
    u->count = count < FA_INSTANCES_MAX ? count : FA_INSTANCES_MAX;
    u->in_flight_max = in_flight_max;
    fa_retry_budget_init(&u->retries);
}

/* Bits of the instances that take requests: those that are well or, where none is, all. */
static uint32_t members(const fa_upstream *u)
{
    uint32_t present = 0, well = 0;

    for (uint32_t i = 0; i < u->count; i++) {
        if (u->instances[i].draining)
            continue;
        present |= 1u << i;
        well |= u->instances[i].health.out ? 0u : 1u << i;
    }
    return well != 0 ? well : present;
}

static uint32_t passable(const fa_upstream *u, uint32_t among, int64_t now_ms)
{
    uint32_t bits = 0;

    for (uint32_t i = 0; i < u->count; i++)
        if ((among & 1u << i) != 0 && fa_breaker_look(&u->instances[i].breaker, now_ms) != FA_BREAKER_REFUSE)
            bits |= 1u << i;
    return bits;
}

static uint32_t count_bits(uint32_t bits)
{
    uint32_t n = 0;

    for (; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

static uint32_t nth_bit(uint32_t bits, uint32_t n)
{
    uint32_t i = 0;

    while (n-- > 0)
        bits &= bits - 1;
    while ((bits & 1u << i) == 0)
        i++;
    return i;
}

static uint32_t draw(const fa_upstream *u, uint32_t bits, uint64_t random)
{
    uint32_t n = count_bits(bits), first = (uint32_t)(random & 0xffffffff) % n;
    uint32_t a = nth_bit(bits, first), b;

    if (n == 1)
        return a;
    b = nth_bit(bits, (first + 1 + (uint32_t)(random >> 32) % (n - 1)) % n);
    return u->instances[b].in_flight < u->instances[a].in_flight ? b : a;
}

static uint32_t soonest_ms(const fa_upstream *u, uint32_t bits, int64_t now_ms)
{
    uint32_t least = UINT32_MAX;

    for (uint32_t i = 0; i < u->count; i++) {
        uint32_t wait = fa_breaker_wait_ms(&u->instances[i].breaker, now_ms);

        if ((bits & 1u << i) != 0 && wait < least)
            least = wait;
    }
    return least;
}

fa_pick fa_upstream_pick(fa_upstream *u, uint32_t avoid, uint64_t random, int64_t now_ms)
{
    uint32_t in = members(u), open = passable(u, in, now_ms);
    fa_pick pick = {FA_PICK_NONE, 0, false, FULL_RETRY_MS, false};

    if (in == 0)
        return pick;
    if (u->in_flight >= u->in_flight_max) {
        pick.reason = FA_PICK_FULL;
        return pick;
    }
    if (open == 0) {
        pick.reason = FA_PICK_OPEN;
        pick.retry_ms = soonest_ms(u, in, now_ms);
        return pick;
    }
    if ((open & ~avoid) != 0)
        open &= ~avoid;
    pick = (fa_pick){.reason = FA_PICK_OK, .instance = draw(u, open, random)};
    pick.probe = fa_breaker_ask(&u->instances[pick.instance].breaker, now_ms) == FA_BREAKER_PROBE;
    u->in_flight++;
    u->instances[pick.instance].in_flight++;
    u->instances[pick.instance].requests++;
    return pick;
}

void fa_upstream_report(fa_upstream *u, fa_pick *pick, fa_hop_outcome outcome, uint64_t latency_us,
                        int64_t now_ms)
{
    fa_instance *i = &u->instances[pick->instance];

    if (pick->reason != FA_PICK_OK || pick->reported)
        return;
    pick->reported = true;
    i->failures += outcome == FA_HOP_BAD;
    if (latency_us > 0)
        i->latency_us = i->latency_us == 0
                            ? latency_us
                            : i->latency_us - i->latency_us / MEAN_OVER + latency_us / MEAN_OVER;
    fa_breaker_report(&i->breaker, pick->probe, outcome, now_ms);
}

void fa_upstream_done(fa_upstream *u, fa_pick *pick, fa_hop_outcome outcome, int64_t now_ms)
{
    if (pick->reason != FA_PICK_OK)
        return;
    fa_upstream_report(u, pick, outcome, 0, now_ms);
    u->in_flight--;
    u->instances[pick->instance].in_flight--;
    pick->reason = FA_PICK_NONE;
}

bool fa_upstream_is_ready(const fa_upstream *u, int64_t now_ms)
{
    uint32_t well = 0;

    for (uint32_t i = 0; i < u->count; i++)
        if (!u->instances[i].draining && !u->instances[i].health.out)
            well |= 1u << i;
    return passable(u, well, now_ms) != 0;
}
