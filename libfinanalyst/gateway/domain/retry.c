/* gateway/domain/retry.c: what may be tried again, how often, and after how long. */
#include <finanalyst/gateway.h>

#include <string.h>

enum { PRICE = 5, FREE = 2, SAVED = 10, PAUSE_MS = 50, PAUSE_MAX_MS = 500 };

void fa_retry_budget_init(fa_retry_budget *b)
{
    b->units = FREE * PRICE;
}

void fa_retry_budget_request(fa_retry_budget *b)
{
    if (b->units < SAVED * PRICE)
        b->units++;
}

bool fa_retry_budget_take(fa_retry_budget *b)
{
    if (b->units < PRICE)
        return false;
    b->units -= PRICE;
    return true;
}

bool fa_retry_is_safe(const char *method, bool has_key, bool body_used, bool reply_begun)
{
    static const char *const repeatable[] = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"};
    bool safe = has_key;

    for (size_t i = 0; i < sizeof repeatable / sizeof *repeatable; i++)
        safe = safe || strcmp(method, repeatable[i]) == 0;
    return safe && !body_used && !reply_begun;
}

uint32_t fa_retry_pause_ms(uint32_t n, uint64_t random)
{
    uint32_t most = n >= 4 ? PAUSE_MAX_MS : (uint32_t)PAUSE_MS << n;

    return (uint32_t)(random % (most + 1));
}
