/* decimal/wide.c: 256-bit products and quotients. */
#include "decimal/wide.h"

#include <assert.h>

fai_u128 fai_pow10(int n)
{
    static const uint64_t powers[] = {1U,
                                      10U,
                                      100U,
                                      1000U,
                                      10000U,
                                      100000U,
                                      1000000U,
                                      10000000U,
                                      100000000U,
                                      1000000000U,
                                      10000000000U,
                                      100000000000U,
                                      1000000000000U,
                                      10000000000000U,
                                      100000000000000U,
                                      1000000000000000U,
                                      10000000000000000U,
                                      100000000000000000U,
                                      1000000000000000000U,
                                      10000000000000000000U};

    assert(n >= 0 && n <= FAI_DECIMAL_DIGITS);
    return n <= 19 ? powers[n] : (fai_u128)powers[19] * powers[n - 19];
}

fai_u256 fai_u256_of(fai_u128 a)
{
    return (fai_u256){a, 0};
}

int fai_u256_compare(fai_u256 a, fai_u256 b)
{
    if (a.hi != b.hi)
        return a.hi < b.hi ? -1 : 1;
    if (a.lo != b.lo)
        return a.lo < b.lo ? -1 : 1;
    return 0;
}

fai_u256 fai_u256_add(fai_u256 a, fai_u256 b)
{
    fai_u256 sum = {a.lo + b.lo, a.hi + b.hi};

    sum.hi += sum.lo < a.lo;
    return sum;
}

fai_u256 fai_u256_sub(fai_u256 a, fai_u256 b)
{
    fai_u256 rest = {a.lo - b.lo, a.hi - b.hi};

    assert(fai_u256_compare(a, b) >= 0);
    rest.hi -= a.lo < b.lo;
    return rest;
}

fai_u256 fai_u256_mul(fai_u128 a, fai_u128 b)
{
    uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64), b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
    fai_u128 low = (fai_u128)a0 * b0, x = (fai_u128)a0 * b1, y = (fai_u128)a1 * b0;
    fai_u128 middle = (low >> 64) + (uint64_t)x + (uint64_t)y;
    fai_u256 out;

    out.lo = middle << 64 | (uint64_t)low;
    out.hi = (fai_u128)a1 * b1 + (x >> 64) + (y >> 64) + (middle >> 64);
    return out;
}

/* One digit to the base 2^64 of (rest * 2^64 + next) / d, where rest < d and the top bit of d is set. Knuth,
 * The Art of Computer Programming, volume 2, 4.3.1, algorithm D, step D3: with a divisor of two digits its
 * guess, corrected, is exact. */
static uint64_t next_digit(fai_u128 *rest, uint64_t next, fai_u128 d)
{
    uint64_t d1 = (uint64_t)(d >> 64), d0 = (uint64_t)d, top = (uint64_t)(*rest >> 64);
    fai_u128 guess = top >= d1 ? UINT64_MAX : *rest / d1;
    fai_u128 left = *rest - guess * d1;

    while (left <= UINT64_MAX && guess * d0 > (left << 64 | next)) {
        guess--;
        left += d1;
    }
    *rest = (*rest << 64 | next) - guess * d;
    return (uint64_t)guess;
}

fai_u256 fai_u256_div(fai_u256 n, fai_u128 d, fai_u128 *rest)
{
    uint64_t words[5] = {(uint64_t)n.lo, (uint64_t)(n.lo >> 64), (uint64_t)n.hi, (uint64_t)(n.hi >> 64), 0};
    uint64_t digits[4] = {0, 0, 0, 0};
    fai_u128 r = 0;
    int i, shift = 0;

    assert(d != 0);
    if (n.hi == 0) {
        *rest = n.lo % d;
        return fai_u256_of(n.lo / d);
    }
    if (d <= UINT64_MAX) {
        for (i = 3; i >= 0; i--) {
            r = r << 64 | words[i];
            digits[i] = (uint64_t)(r / d);
            r %= d;
        }
    } else {
        while (d >> 127 == 0) {
            d <<= 1;
            shift++;
        }
        for (i = 4; shift != 0 && i > 0; i--)
            words[i] = words[i] << shift | words[i - 1] >> (64 - shift);
        words[0] <<= shift;
        r = (fai_u128)words[4] << 64 | words[3];
        for (i = 2; i >= 0; i--)
            digits[i] = next_digit(&r, words[i], d);
        r >>= shift;
    }
    *rest = r;
    return (fai_u256){(fai_u128)digits[1] << 64 | digits[0], (fai_u128)digits[3] << 64 | digits[2]};
}
