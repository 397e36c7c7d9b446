/* base/ports.c: the checking wrappers of the ports that every feature may have: clock and hasher. */
#include <string.h>

#include <finanalyst/port/clock.h>
#include <finanalyst/port/hasher.h>

#include "base/port.h"

fa_time fa_clock_now(const fa_clock *clock)
{
    if (FAI_PORT_IS_NONE(clock) || !FAI_PORT_HAS(clock, now))
        return 0;
    return clock->ops->now(clock->self);
}

fa_status fa_clock_random(const fa_clock *clock, void *out, size_t len, fa_error *err)
{
    if (FAI_PORT_IS_NONE(clock))
        return fa_fail(err, FA_EINVALID, "there is no clock");
    if (!FAI_PORT_HAS(clock, random))
        return fa_fail(err, FA_EUNSUPPORTED, "the clock has no random bytes");
    if (out == NULL && len != 0)
        return fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to write random bytes to");
    return len == 0 ? FA_OK : clock->ops->random(clock->self, out, len, err);
}

void fa_clock_close(fa_clock *clock)
{
    if (FAI_PORT_IS_NONE(clock))
        return;
    if (FAI_PORT_HAS(clock, close))
        clock->ops->close(clock->self);
    memset(clock, 0, sizeof *clock);
}

static bool can_hash(const fa_hasher *h)
{
    return !FAI_PORT_IS_NONE(h) && FAI_PORT_HAS(h, begin) && FAI_PORT_HAS(h, update) &&
           FAI_PORT_HAS(h, finish);
}

void fa_hash_begin(const fa_hasher *h, fa_digest *d)
{
    memset(d, 0, sizeof *d);
    if (can_hash(h))
        h->ops->begin(h->self, d);
}

void fa_hash_update(const fa_hasher *h, fa_digest *d, const void *bytes, size_t len)
{
    if (can_hash(h) && len != 0)
        h->ops->update(h->self, d, bytes, len);
}

void fa_hash_finish_hex(const fa_hasher *h, fa_digest *d, char out[FA_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t raw[FA_SHA256_BYTES];
    int i;

    out[0] = '\0'; /* equal to no digest */
    if (!can_hash(h))
        return;
    h->ops->finish(h->self, d, raw);
    for (i = 0; i < FA_SHA256_BYTES; i++) {
        out[2 * i] = digits[raw[i] >> 4];
        out[2 * i + 1] = digits[raw[i] & 15];
    }
    out[2 * FA_SHA256_BYTES] = '\0';
}

void fa_hasher_close(fa_hasher *h)
{
    if (FAI_PORT_IS_NONE(h))
        return;
    if (FAI_PORT_HAS(h, close))
        h->ops->close(h->self);
    memset(h, 0, sizeof *h);
}
