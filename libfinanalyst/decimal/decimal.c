/* decimal/decimal.c: sums, products, quotients and comparison, exact or rounded once. */
#include "decimal/wide.h"

#include <assert.h>

bool fai_decimal_negative(fa_decimal d)
{
    return d.hi < 0;
}

fai_u128 fai_decimal_magnitude(fa_decimal d)
{
    fai_u128 bits = (fai_u128)(uint64_t)d.hi << 64 | d.lo;

    return d.hi < 0 ? -bits : bits;
}

static fa_decimal join(bool negative, fai_u128 magnitude, int scale)
{
    fai_u128 bits = negative ? -magnitude : magnitude;

    return (fa_decimal){(uint64_t)bits, (int64_t)(uint64_t)(bits >> 64), scale, 0};
}

fa_status fai_decimal_check(fa_decimal d, fa_error *err)
{
    if (d.scale < 0 || d.scale > FA_DECIMAL_MAX_SCALE ||
        fai_decimal_magnitude(d) >= fai_pow10(FAI_DECIMAL_DIGITS))
        return fa_fail(err, FA_EINVALID, "not a decimal: its scale or its coefficient is out of range");
    return FA_OK;
}

fa_status fai_decimal_check_scale(int scale, fa_error *err)
{
    if (scale < 0 || scale > FA_DECIMAL_MAX_SCALE)
        return fa_fail_field(err, FA_EINVALID, "scale", "the scale must be 0 to %d", FA_DECIMAL_MAX_SCALE);
    return FA_OK;
}

fa_status fai_decimal_pack(bool negative, fai_u256 magnitude, int scale, fa_decimal *out, fa_error *err)
{
    if (magnitude.hi != 0 || magnitude.lo >= fai_pow10(FAI_DECIMAL_DIGITS))
        return fa_fail(err, FA_EOVERFLOW, "the result takes more than %d digits", FAI_DECIMAL_DIGITS);
    *out = join(negative, magnitude.lo, scale);
    return FA_OK;
}

/* Whether to step away from zero, given how twice the rest, not zero, compares with the divisor. */
static bool steps_away(fa_rounding mode, bool negative, bool odd, int half)
{
    switch (mode) {
    case FA_ROUND_HALF_EVEN:
        return half > 0 || (half == 0 && odd);
    case FA_ROUND_HALF_UP:
        return half >= 0;
    case FA_ROUND_DOWN:
        return false;
    case FA_ROUND_FLOOR:
        return negative;
    case FA_ROUND_CEILING:
        return !negative;
    }
    return false;
}

fa_status fai_decimal_quotient(bool negative, fai_u256 n, fai_u256 d, int scale, fa_rounding mode,
                               fa_decimal *out, fa_error *err)
{
    fai_u256 whole = {0, 0}, rest = n;

    assert(n.hi == 0 || d.hi == 0);
    if (d.hi == 0) {
        fai_u128 r;

        whole = fai_u256_div(n, d.lo, &r);
        rest = fai_u256_of(r);
    }
    if ((rest.lo != 0 || rest.hi != 0) &&
        steps_away(mode, negative, (whole.lo & 1) != 0, fai_u256_compare(fai_u256_add(rest, rest), d)))
        whole = fai_u256_add(whole, fai_u256_of(1));
    return fai_decimal_pack(negative, whole, scale, out, err);
}

fa_decimal fa_decimal_make(int64_t value, int scale)
{
    assert(scale >= 0 && scale <= FA_DECIMAL_MAX_SCALE);
    return (fa_decimal){(uint64_t)value, value < 0 ? -1 : 0, scale, 0};
}

size_t fa_decimal_format(fa_decimal d, char out[FA_DECIMAL_TEXT_MAX])
{
    char digits[FA_DECIMAL_TEXT_MAX];
    fai_u128 left = fai_decimal_magnitude(d);
    size_t n = 0, len = 0;

    assert(fai_decimal_check(d, NULL) == FA_OK);
    while (left != 0 || n <= (size_t)d.scale) {
        digits[n++] = (char)('0' + (int)(left % 10));
        left /= 10;
    }
    if (fai_decimal_negative(d))
        out[len++] = '-';
    while (n != 0) {
        if (n == (size_t)d.scale)
            out[len++] = '.';
        out[len++] = digits[--n];
    }
    out[len] = '\0';
    return len;
}

int fa_decimal_sign(fa_decimal a)
{
    if (a.hi < 0)
        return -1;
    return a.hi != 0 || a.lo != 0;
}

fa_decimal fa_decimal_negate(fa_decimal a)
{
    return join(!fai_decimal_negative(a), fai_decimal_magnitude(a), a.scale);
}

fa_decimal fa_decimal_abs(fa_decimal a)
{
    return join(false, fai_decimal_magnitude(a), a.scale);
}

/* The magnitude as a whole number of 10^-scale, scale not below its own. */
static fai_u256 widen(fa_decimal a, int scale)
{
    return fai_u256_mul(fai_decimal_magnitude(a), fai_pow10(scale - a.scale));
}

int fa_decimal_compare(fa_decimal a, fa_decimal b)
{
    int scale = a.scale > b.scale ? a.scale : b.scale, sign = fa_decimal_sign(a), order;

    assert(fai_decimal_check(a, NULL) == FA_OK && fai_decimal_check(b, NULL) == FA_OK);
    if (sign != fa_decimal_sign(b))
        return sign < fa_decimal_sign(b) ? -1 : 1;
    order = fai_u256_compare(widen(a, scale), widen(b, scale));
    return sign < 0 ? -order : order;
}

fa_status fa_decimal_add(fa_decimal a, fa_decimal b, fa_decimal *out, fa_error *err)
{
    int scale = a.scale > b.scale ? a.scale : b.scale;
    fa_status st = fai_decimal_check(a, err);
    fai_u256 x, y;

    if (st == FA_OK)
        st = fai_decimal_check(b, err);
    if (st != FA_OK)
        return st;
    x = widen(a, scale);
    y = widen(b, scale);
    if (fai_decimal_negative(a) == fai_decimal_negative(b))
        return fai_decimal_pack(fai_decimal_negative(a), fai_u256_add(x, y), scale, out, err);
    if (fai_u256_compare(x, y) >= 0)
        return fai_decimal_pack(fai_decimal_negative(a), fai_u256_sub(x, y), scale, out, err);
    return fai_decimal_pack(fai_decimal_negative(b), fai_u256_sub(y, x), scale, out, err);
}

fa_status fa_decimal_sub(fa_decimal a, fa_decimal b, fa_decimal *out, fa_error *err)
{
    return fa_decimal_add(a, fa_decimal_negate(b), out, err);
}

fa_status fa_decimal_mul(fa_decimal a, fa_decimal b, fa_decimal *out, fa_error *err)
{
    bool negative = fai_decimal_negative(a) != fai_decimal_negative(b);
    fa_status st = fai_decimal_check(a, err);
    fai_u256 product;
    int scale;

    if (st == FA_OK)
        st = fai_decimal_check(b, err);
    if (st != FA_OK)
        return st;
    scale = a.scale + b.scale;
    product = fai_u256_mul(fai_decimal_magnitude(a), fai_decimal_magnitude(b));
    if (scale <= FA_DECIMAL_MAX_SCALE)
        return fai_decimal_pack(negative, product, scale, out, err);
    return fai_decimal_quotient(negative, product, fai_u256_of(fai_pow10(scale - FA_DECIMAL_MAX_SCALE)),
                                FA_DECIMAL_MAX_SCALE, FA_ROUND_HALF_EVEN, out, err);
}

fa_status fa_decimal_div(fa_decimal a, fa_decimal b, int scale, fa_rounding mode, fa_decimal *out,
                         fa_error *err)
{
    bool negative = fai_decimal_negative(a) != fai_decimal_negative(b);
    fa_status st = fai_decimal_check(a, err);
    fai_u256 n, d;
    int power;

    if (st == FA_OK)
        st = fai_decimal_check(b, err);
    if (st == FA_OK)
        st = fai_decimal_check_scale(scale, err);
    if (st != FA_OK)
        return st;
    if (fa_decimal_sign(b) == 0)
        return fa_fail(err, FA_EINVALID, "division by zero");
    power = scale + b.scale - a.scale;
    n = fai_u256_mul(fai_decimal_magnitude(a), power > 0 ? fai_pow10(power) : 1);
    d = fai_u256_mul(fai_decimal_magnitude(b), power < 0 ? fai_pow10(-power) : 1);
    return fai_decimal_quotient(negative, n, d, scale, mode, out, err);
}

fa_status fa_decimal_round(fa_decimal a, int scale, fa_rounding mode, fa_decimal *out, fa_error *err)
{
    fa_status st = fai_decimal_check(a, err);

    if (st == FA_OK)
        st = fai_decimal_check_scale(scale, err);
    if (st != FA_OK)
        return st;
    if (scale >= a.scale)
        return fai_decimal_pack(fai_decimal_negative(a), widen(a, scale), scale, out, err);
    return fai_decimal_quotient(fai_decimal_negative(a), fai_u256_of(fai_decimal_magnitude(a)),
                                fai_u256_of(fai_pow10(a.scale - scale)), scale, mode, out, err);
}

/* Takes zeros off the end of the coefficient until the scale is `scale`, or another digit stands there. */
static fa_decimal strip(fa_decimal a, int scale)
{
    fai_u128 magnitude = fai_decimal_magnitude(a);

    while (a.scale > scale && magnitude % 10 == 0) {
        magnitude /= 10;
        a.scale--;
    }
    return join(fai_decimal_negative(a), magnitude, a.scale);
}

fa_status fa_decimal_shift(fa_decimal a, int power, fa_decimal *out, fa_error *err)
{
    fa_status st = fai_decimal_check(a, err);
    int64_t scale = (int64_t)a.scale - power;

    if (st != FA_OK)
        return st;
    if (fa_decimal_sign(a) == 0)
        scale = scale < 0 ? 0 : scale > FA_DECIMAL_MAX_SCALE ? FA_DECIMAL_MAX_SCALE : scale;
    if (scale < -FAI_DECIMAL_DIGITS || scale > FA_DECIMAL_MAX_SCALE + FAI_DECIMAL_DIGITS)
        return fa_fail(err, FA_EOVERFLOW, "the result does not fit");
    if (scale < 0)
        return fai_decimal_pack(fai_decimal_negative(a),
                                fai_u256_mul(fai_decimal_magnitude(a), fai_pow10((int)-scale)), 0, out, err);
    a.scale = (int32_t)scale;
    a = strip(a, scale > FA_DECIMAL_MAX_SCALE ? FA_DECIMAL_MAX_SCALE : (int)scale);
    if (a.scale > FA_DECIMAL_MAX_SCALE)
        return fa_fail(err, FA_EOVERFLOW, "the result takes more than %d digits after the point",
                       FA_DECIMAL_MAX_SCALE);
    *out = a;
    return FA_OK;
}

fa_decimal fa_decimal_reduce(fa_decimal a)
{
    return strip(a, 0);
}
