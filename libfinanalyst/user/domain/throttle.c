/* user/domain/throttle.c: how failures slow down whoever makes them. */
#include "user/domain/throttle.h"

/* How long whoever failed n times beyond the free ones waits. */
static fa_time delay(const fai_backoff *rule, uint32_t beyond)
{
    fa_time ms = rule->first_ms;

    while (beyond-- > 0 && ms < rule->most_ms)
        ms *= 2;
    return ms < rule->most_ms ? ms : rule->most_ms;
}

bool fai_backoff_try(const fai_backoff *rule, fa_counter *c, fa_time now, fa_time *wait_ms)
{
    if (c->count != 0 && now - c->last > rule->forget_ms)
        c->count = 0;
    if (c->count >= rule->free) {
        fa_time until = c->last + delay(rule, c->count - rule->free);

        if (now < until) {
            *wait_ms = until - now;
            return false;
        }
    }
    if (c->count == 0)
        c->first = now;
    if (c->count < UINT32_MAX)
        c->count++;
    c->last = now;
    *wait_ms = 0;
    return true;
}

static bool is_over(const fai_window *rule, const fa_counter *c, fa_time now)
{
    return c->count == 0 || now - c->first >= rule->length_ms;
}

bool fai_window_open(const fai_window *rule, const fa_counter *c, fa_time now, fa_time *wait_ms)
{
    *wait_ms = 0;
    if (is_over(rule, c, now) || c->count < rule->most)
        return true;
    *wait_ms = c->first + rule->length_ms - now;
    return false;
}

void fai_window_count(const fai_window *rule, fa_counter *c, fa_time now)
{
    if (is_over(rule, c, now)) {
        c->count = 0;
        c->first = now;
    }
    if (c->count < UINT32_MAX)
        c->count++;
    c->last = now;
}
