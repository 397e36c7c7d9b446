/* decimal/root.c: roots, found bit by bit and decided by comparing exact powers. */
#include "decimal/wide.h"

#include <assert.h>

/* The largest number met is about (2 * 10^19)^64 with a fraction of 18 digits each: below 4,300 bits. */
enum { ROOT_MAX = 64, WORDS = 72 };

/* An unsigned number of up to WORDS words, lowest first, the top one not zero. */
typedef struct big {
    uint64_t word[WORDS];
    int len;
} big;

static big big_of(fai_u128 value)
{
    big b = {.len = 0};

    b.word[0] = (uint64_t)value;
    b.word[1] = (uint64_t)(value >> 64);
    b.len = b.word[1] != 0 ? 2 : b.word[0] != 0;
    return b;
}

static void big_mul(big *b, fai_u128 factor)
{
    uint64_t f0 = (uint64_t)factor, f1 = (uint64_t)(factor >> 64), before = 0;
    fai_u128 carry = 0;
    int i;

    assert(b->len + 2 <= WORDS);
    for (i = 0; i < b->len + 2; i++) {
        uint64_t now = i < b->len ? b->word[i] : 0;
        fai_u128 low = (fai_u128)now * f0, high = (fai_u128)before * f1;
        fai_u128 sum = (fai_u128)(uint64_t)low + (uint64_t)high + (uint64_t)carry;

        b->word[i] = (uint64_t)sum;
        carry = (carry >> 64) + (low >> 64) + (high >> 64) + (sum >> 64);
        before = now;
    }
    b->len += 2;
    while (b->len > 0 && b->word[b->len - 1] == 0)
        b->len--;
}

static int big_compare(const big *a, const big *b)
{
    int i;

    if (a->len != b->len)
        return a->len < b->len ? -1 : 1;
    for (i = a->len - 1; i >= 0; i--)
        if (a->word[i] != b->word[i])
            return a->word[i] < b->word[i] ? -1 : 1;
    return 0;
}

static int big_bits(const big *b)
{
    int bits = b->len * 64;
    uint64_t top = b->len == 0 ? 1 : b->word[b->len - 1];

    for (; b->len != 0 && top >> 63 == 0; top <<= 1)
        bits--;
    return bits;
}

/* Compares base^n * factor with target. */
static int compare_power(fai_u128 base, int n, fai_u128 factor, const big *target)
{
    big power = big_of(factor);
    int i;

    for (i = 0; i < n; i++) {
        big_mul(&power, base);
        if (power.len > target->len)
            return 1;
    }
    return big_compare(&power, target);
}

/* The whole number whose n-th power is nearest to target / divisor; of two equally near ones the even one. */
static fai_u128 nearest_root(big *target, fai_u128 divisor, int n)
{
    big below = big_of(divisor);
    int bits = big_bits(target) - big_bits(&below) + 1, order;
    fai_u128 root = 0, bit;

    for (bit = bits <= 0 ? 0 : (fai_u128)1 << ((bits + n - 1) / n - 1); bit != 0; bit >>= 1)
        if (compare_power(root | bit, n, divisor, target) <= 0)
            root |= bit;
    /* root + 1/2 against the true one, both doubled. */
    big_mul(target, (fai_u128)1 << n);
    order = compare_power(2 * root + 1, n, divisor, target);
    return root + (order < 0 || (order == 0 && (root & 1) != 0));
}

fa_status fa_decimal_root(fa_decimal a, int n, int scale, fa_decimal *out, fa_error *err)
{
    fa_status st = fai_decimal_check(a, err);
    big target;
    int i;

    if (st == FA_OK)
        st = fai_decimal_check_scale(scale, err);
    if (st != FA_OK)
        return st;
    if (n < 1 || n > ROOT_MAX)
        return fa_fail_field(err, FA_EINVALID, "n", "the root must be 1 to %d", ROOT_MAX);
    if (fa_decimal_sign(a) < 0)
        return fa_fail_field(err, FA_EINVALID, "a", "a negative number has no root");
    if (n == 1)
        return fa_decimal_round(a, scale, FA_ROUND_HALF_EVEN, out, err);
    target = big_of(fai_decimal_magnitude(a));
    for (i = 0; i < n; i++)
        big_mul(&target, fai_pow10(scale));
    return fai_decimal_pack(false, fai_u256_of(nearest_root(&target, fai_pow10(a.scale), n)), scale, out,
                            err);
}
