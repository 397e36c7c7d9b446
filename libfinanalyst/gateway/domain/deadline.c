/* gateway/domain/deadline.c: how long a request may still take, here and behind. */
#include <finanalyst/gateway.h>

enum { SHARE = 20, KEEP_MIN_MS = 5, KEEP_MAX_MS = 250, DIGITS_MAX = 10 };

bool fa_budget_parse(const char *text, size_t len, uint32_t max_ms, uint32_t *out)
{
    uint64_t value = 0;

    if (len == 0 || len > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(text[i] - '0');
    }
    if (value == 0)
        return false;
    *out = value < max_ms ? (uint32_t)value : max_ms;
    return true;
}

uint32_t fa_deadline_left(int64_t deadline_ms, int64_t now_ms)
{
    if (now_ms >= deadline_ms)
        return 0;
    return deadline_ms - now_ms < UINT32_MAX ? (uint32_t)(deadline_ms - now_ms) : UINT32_MAX;
}

uint32_t fa_budget_pass_on(uint32_t left_ms)
{
    uint32_t keep = left_ms / SHARE;

    keep = keep < KEEP_MIN_MS ? KEEP_MIN_MS : keep > KEEP_MAX_MS ? KEEP_MAX_MS : keep;
    return left_ms > keep ? left_ms - keep : 0;
}
