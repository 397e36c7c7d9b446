/* base/ids.c: time-ordered ids. */
#include "base/ids.h"

#include <string.h>

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

enum { DIGITS = 26 };

fa_id fai_id_make(const char *prefix, fa_time time, const uint8_t bytes[10])
{
    uint8_t raw[16];
    fa_id id = {{0}};
    size_t n = strlen(prefix);
    int i;

    for (i = 0; i < 6; i++)
        raw[i] = (uint8_t)((uint64_t)time >> (8 * (5 - i)));
    memcpy(raw + 6, bytes, 10);
    memcpy(id.s, prefix, n);
    /* 26 digits of 5 bits hold 130 bits: the first digit carries the two highest as zero. */
    for (i = 0; i < DIGITS; i++) {
        int bit = i * 5 - 2, k;
        unsigned digit = 0;

        for (k = 0; k < 5; k++) {
            int at = bit + k;
            unsigned set = at < 0 ? 0 : (raw[at / 8] >> (7 - at % 8)) & 1u;

            digit = digit << 1 | set;
        }
        id.s[n + (size_t)i] = digits[digit];
    }
    return id;
}

bool fa_id_equal(fa_id a, fa_id b)
{
    return strcmp(a.s, b.s) == 0;
}

fa_status fa_id_parse(const char *text, const char *prefix, fa_id *out, fa_error *err)
{
    size_t n = strlen(prefix), i;

    if (text == NULL || strncmp(text, prefix, n) != 0 || strlen(text) != n + DIGITS ||
        n + DIGITS >= sizeof out->s)
        return fa_fail_field(err, FA_EINVALID, "id", "an id has the form %s followed by %d digits", prefix,
                             DIGITS);
    for (i = n; text[i] != '\0'; i++) {
        if (strchr(digits, text[i]) == NULL)
            return fa_fail_field(err, FA_EINVALID, "id", "an id has no character '%c'", text[i]);
    }
    memset(out, 0, sizeof *out);
    memcpy(out->s, text, n + DIGITS);
    return FA_OK;
}

fa_status fai_owner_check(const fa_id *owner, fa_error *err)
{
    const char *end = memchr(owner->s, '\0', sizeof owner->s);
    size_t len = end == NULL ? 0 : strspn(owner->s, "abcdefghijklmnopqrstuvwxyz0123456789_-");

    if (end != NULL && owner->s + len == end && (len == 0 || strchr(owner->s, '_') != NULL))
        return FA_OK;
    return fa_fail_field(err, FA_EINVALID, "owner", "an owner is named by an id of the form usr_…");
}
