/* gateway/domain/breaker.c: when an instance that fails is left alone, and when it is tried again. */
#include <finanalyst/gateway.h>

#include <string.h>

enum {
    ROW_MAX = 5,
    WINDOW_MIN = 20, /* requests of the window that say enough */
    OPEN_MS = 5000,
    OPEN_MAX_MS = 60000,
    FORGET_MS = 60000
};

/* Slots are seconds; those between the newest and now are emptied. */
static void move_window(fa_breaker *b, int64_t now_ms)
{
    int64_t second = now_ms / 1000;
    int64_t passed = second - b->second;

    if (passed <= 0)
        return;
    for (int64_t i = 0; i < passed && i < FA_BREAKER_SLOTS; i++) {
        b->good[(second - i) % FA_BREAKER_SLOTS] = 0;
        b->bad[(second - i) % FA_BREAKER_SLOTS] = 0;
    }
    b->second = second;
}

static bool half_failed(const fa_breaker *b)
{
    uint64_t good = 0, bad = 0;

    for (int i = 0; i < FA_BREAKER_SLOTS; i++) {
        good += b->good[i];
        bad += b->bad[i];
    }
    return good + bad >= WINDOW_MIN && bad >= good;
}

static void open(fa_breaker *b, int64_t now_ms)
{
    int64_t length;

    b->openings++;
    length = (int64_t)b->openings * OPEN_MS;
    b->mode = FA_BREAKER_OPEN;
    b->until_ms = now_ms + (length < OPEN_MAX_MS ? length : OPEN_MAX_MS);
    b->probing = false;
}

/* The past is forgotten: what failed before says nothing about what follows. */
static void shut(fa_breaker *b, int64_t now_ms)
{
    b->mode = FA_BREAKER_CLOSED;
    b->in_a_row = 0;
    b->closed_ms = now_ms;
    b->probing = false;
    memset(b->good, 0, sizeof b->good);
    memset(b->bad, 0, sizeof b->bad);
}

fa_breaker_answer fa_breaker_look(const fa_breaker *b, int64_t now_ms)
{
    switch (b->mode) {
    case FA_BREAKER_CLOSED:
        return FA_BREAKER_PASS;
    case FA_BREAKER_OPEN:
        return now_ms >= b->until_ms ? FA_BREAKER_PROBE : FA_BREAKER_REFUSE;
    default:
        return b->probing ? FA_BREAKER_REFUSE : FA_BREAKER_PROBE;
    }
}

fa_breaker_answer fa_breaker_ask(fa_breaker *b, int64_t now_ms)
{
    fa_breaker_answer answer = fa_breaker_look(b, now_ms);

    if (answer == FA_BREAKER_PROBE) {
        b->mode = FA_BREAKER_HALF_OPEN;
        b->probing = true;
    }
    return answer;
}

static void report_probe(fa_breaker *b, fa_hop_outcome outcome, int64_t now_ms)
{
    if (b->mode != FA_BREAKER_HALF_OPEN)
        return;
    b->probing = false;
    if (outcome == FA_HOP_GOOD)
        shut(b, now_ms);
    else if (outcome == FA_HOP_BAD)
        open(b, now_ms);
}

/* Requests that were under way when the breaker opened tell nothing new. */
static void report_request(fa_breaker *b, bool good, int64_t now_ms)
{
    if (b->mode != FA_BREAKER_CLOSED)
        return;
    if (now_ms - b->closed_ms >= FORGET_MS)
        b->openings = 0;
    move_window(b, now_ms);
    if (good) {
        b->good[b->second % FA_BREAKER_SLOTS]++;
        b->in_a_row = 0;
        return;
    }
    b->bad[b->second % FA_BREAKER_SLOTS]++;
    if (++b->in_a_row >= ROW_MAX || half_failed(b))
        open(b, now_ms);
}

void fa_breaker_report(fa_breaker *b, bool probe, fa_hop_outcome outcome, int64_t now_ms)
{
    if (probe)
        report_probe(b, outcome, now_ms);
    else if (outcome != FA_HOP_UNKNOWN)
        report_request(b, outcome == FA_HOP_GOOD, now_ms);
}

uint32_t fa_breaker_wait_ms(const fa_breaker *b, int64_t now_ms)
{
    if (fa_breaker_look(b, now_ms) != FA_BREAKER_REFUSE)
        return 0;
    return b->mode == FA_BREAKER_OPEN ? (uint32_t)(b->until_ms - now_ms) : 1000;
}

void fa_breaker_reset(fa_breaker *b)
{
    memset(b, 0, sizeof *b);
}
