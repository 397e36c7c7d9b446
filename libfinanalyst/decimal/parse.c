/* decimal/parse.c: plain and scientific notation to a decimal. */
#include "decimal/wide.h"

#include "base/text.h"

/* The digits seen so far: value * 10^zeros, where the zeros wait for a digit behind them. */
typedef struct digits {
    fai_u128 value;
    int64_t zeros;
    bool overflow;
} digits;

static void add_digit(digits *d, int digit)
{
    if (digit == 0) {
        d->zeros += d->value != 0;
        return;
    }
    if (d->value != 0) {
        fai_u256 wide = {0, 1};

        if (d->zeros < FAI_DECIMAL_DIGITS)
            wide = fai_u256_mul(d->value, fai_pow10((int)d->zeros + 1));
        d->overflow = d->overflow || wide.hi != 0 || wide.lo >= fai_pow10(FAI_DECIMAL_DIGITS);
        d->value = d->overflow ? 1 : wide.lo;
    }
    d->value += (fai_u128)digit;
    d->zeros = 0;
}

/* The digits and the point; *after counts the digits behind it. Returns where they end, 0 without a digit. */
static size_t read_digits(const char *text, size_t len, size_t i, digits *d, int64_t *after)
{
    bool point = false, any = false;

    for (; i < len; i++) {
        if (text[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (!fai_is_digit(text[i]))
            break;
        any = true;
        *after += point;
        add_digit(d, text[i] - '0');
    }
    return any ? i : 0;
}

/* The exponent behind "e", held within ±10^9. Returns where it ends, 0 when it is none. */
static size_t read_exponent(const char *text, size_t len, size_t i, int64_t *out)
{
    bool minus = i < len && text[i] == '-';
    int64_t value = 0;
    size_t first;

    if (i < len && (text[i] == '-' || text[i] == '+'))
        i++;
    for (first = i; i < len && fai_is_digit(text[i]); i++)
        if (value < 1000000000)
            value = value * 10 + (text[i] - '0');
    *out = minus ? -value : value;
    return i == first ? 0 : i;
}

/* value * 10^power with `scale` digits after the point, or fewer where zeros at the end do not fit. */
static fa_status fit(bool negative, const digits *d, int64_t power, int64_t scale, fa_decimal *out,
                     fa_error *err)
{
    fai_u256 wide;

    if (d->value == 0)
        power = 0;
    else
        power += scale;
    if (d->overflow || power < 0 || power - scale >= FAI_DECIMAL_DIGITS)
        return fa_fail(err, FA_EOVERFLOW,
                       "the number does not fit into %d digits, %d of them after the point",
                       FAI_DECIMAL_DIGITS, FA_DECIMAL_MAX_SCALE);
    if (power > FAI_DECIMAL_DIGITS) {
        scale -= power - FAI_DECIMAL_DIGITS;
        power = FAI_DECIMAL_DIGITS;
    }
    wide = fai_u256_mul(d->value, fai_pow10((int)power));
    while (scale > 0 && power > 0 && (wide.hi != 0 || wide.lo >= fai_pow10(FAI_DECIMAL_DIGITS))) {
        scale--;
        wide = fai_u256_mul(d->value, fai_pow10((int)--power));
    }
    return fai_decimal_pack(negative, wide, (int)scale, out, err);
}

fa_status fa_decimal_parse(const char *text, size_t len, fa_decimal *out, fa_error *err)
{
    digits d = {0, 0, false};
    int64_t after = 0, exponent = 0, scale;
    size_t i = len != 0 && (text[0] == '-' || text[0] == '+');
    bool negative = i != 0 && text[0] == '-';

    i = read_digits(text, len, i, &d, &after);
    if (i != 0 && i < len && (text[i] == 'e' || text[i] == 'E'))
        i = read_exponent(text, len, i + 1, &exponent);
    if (i == 0 || i != len)
        return fa_fail(err, FA_EINVALID, "not a number");
    scale = after - exponent;
    scale = scale < 0 ? 0 : scale > FA_DECIMAL_MAX_SCALE ? FA_DECIMAL_MAX_SCALE : scale;
    return fit(negative, &d, d.zeros - after + exponent, scale, out, err);
}
