/* analysis/domain/show.c: grouping, scales and units. */
#include "analysis/domain/show.h"

#include <string.h>

#include "base/text.h"

const char *fai_scale_word(int32_t scale)
{
    return scale == 3    ? "thousand"
           : scale == 6  ? "million"
           : scale == 9  ? "billion"
           : scale == 12 ? "trillion"
                         : "";
}

const char *fai_show_grouped(fa_decimal d, fai_arena *arena)
{
    char digits[FA_DECIMAL_TEXT_MAX], out[2 * FA_DECIMAL_TEXT_MAX];
    size_t n = fa_decimal_format(d, digits), whole, len = 0, from = digits[0] == '-' ? 1 : 0;

    whole = strcspn(digits, ".");
    for (size_t i = 0; i < n; i++) {
        if (i > from && i < whole && (whole - i) % 3 == 0)
            out[len++] = ',';
        out[len++] = digits[i];
    }
    return fai_arena_strndup(arena, out, len);
}

int32_t fai_show_digits(const fa_fact *f)
{
    const char *point = strchr(f->text, '.');
    int32_t n = 0;

    if (point != NULL)
        while (fai_is_digit(point[1 + n]))
            n++;
    return n;
}

const char *fai_show_printed(const fa_fact *f, bool size, fai_arena *arena)
{
    char out[64];
    size_t len = 0;
    fa_decimal shifted;

    if (fa_decimal_sign(f->value) < 0 && !size)
        out[len++] = '-';
    for (const char *p = f->text; *p != '\0' && len + 1 < sizeof out; p++)
        if (fai_is_digit(*p) || ((*p == ',' || *p == '.') && fai_is_digit(p[1])))
            out[len++] = *p;
    if (len > 0 && fai_is_digit(out[len - 1]))
        return fai_arena_strndup(arena, out, len);
    if (fa_decimal_shift(f->value, -f->scale, &shifted, NULL) != FA_OK)
        shifted = f->value;
    return fai_show_grouped(fa_decimal_reduce(size ? fa_decimal_abs(shifted) : shifted), arena);
}

const char *fai_show_scaled(const char *number, int32_t scale, fai_arena *arena)
{
    const char *word = fai_scale_word(scale);

    if (number == NULL || word[0] == '\0')
        return number;
    return fai_arena_printf(arena, "%s %s", number, word);
}

static const char *currency_sign(const char *unit)
{
    return strncmp(unit, "USD", 3) == 0   ? "$"
           : strncmp(unit, "EUR", 3) == 0 ? "\xE2\x82\xAC"
           : strncmp(unit, "GBP", 3) == 0 ? "\xC2\xA3"
                                          : "";
}

const char *fai_show_amount(fa_decimal d, const char *unit, int32_t scale, fai_arena *arena)
{
    bool negative = fa_decimal_sign(d) < 0;
    const char *digits = fai_show_grouped(fa_decimal_abs(d), arena);
    const char *number = fai_show_scaled(digits, scale, arena);
    const char *minus = negative ? "-" : "", *sign = currency_sign(unit);

    if (number == NULL)
        return NULL;
    if (strcmp(unit, "%") == 0)
        return fai_arena_printf(arena, "%s%s%%", minus, number);
    if (strcmp(unit, "pp") == 0)
        return fai_arena_printf(arena, "%s%s percentage points", minus, number);
    if (strcmp(unit, "bps") == 0)
        return fai_arena_printf(arena, "%s%s basis points", minus, number);
    if (strcmp(unit, "x") == 0 || unit[0] == '\0')
        return fai_arena_printf(arena, "%s%s", minus, number);
    if (strstr(unit, "/shares") != NULL && sign[0] != '\0')
        return fai_arena_printf(arena, "%s%s%s per share", minus, sign, number);
    if (sign[0] != '\0')
        return fai_arena_printf(arena, "%s%s%s", minus, sign, number);
    return fai_arena_printf(arena, "%s%s %s", minus, number, unit);
}
