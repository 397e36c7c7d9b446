/* decimal/wide.h: unsigned numbers of 128 and 256 bits, for results on their way into a decimal. */
#ifndef FAI_DECIMAL_WIDE_H
#define FAI_DECIMAL_WIDE_H

#include <stdbool.h>
#include <stdint.h>

#include <finanalyst/decimal.h>

__extension__ typedef unsigned __int128 fai_u128;

typedef struct fai_u256 {
    fai_u128 lo, hi;
} fai_u256;

enum { FAI_DECIMAL_DIGITS = 38 };

/* 10^n for n 0..38. */
fai_u128 fai_pow10(int n);
fai_u256 fai_u256_of(fai_u128 a);
fai_u256 fai_u256_mul(fai_u128 a, fai_u128 b);
int fai_u256_compare(fai_u256 a, fai_u256 b);
/* The sum must fit; a must not be less than b. */
fai_u256 fai_u256_add(fai_u256 a, fai_u256 b);
fai_u256 fai_u256_sub(fai_u256 a, fai_u256 b);
/* The quotient of n and d, not zero, rounded down; the rest goes to *rest. */
fai_u256 fai_u256_div(fai_u256 n, fai_u128 d, fai_u128 *rest);

/* The parts of a decimal: sign and magnitude of its coefficient. */
bool fai_decimal_negative(fa_decimal d);
fai_u128 fai_decimal_magnitude(fa_decimal d);
/* Puts a decimal together. FA_EOVERFLOW: the magnitude takes more than 38 digits. */
fa_status fai_decimal_pack(bool negative, fai_u256 magnitude, int scale, fa_decimal *out, fa_error *err);
/* FA_EINVALID: a struct that holds no decimal (its scale or coefficient is out of range). */
fa_status fai_decimal_check(fa_decimal d, fa_error *err);
/* FA_EINVALID: not 0..18. */
fa_status fai_decimal_check_scale(int scale, fa_error *err);
/* n / d, not zero, one of them below 2^128, rounded to a whole coefficient. */
fa_status fai_decimal_quotient(bool negative, fai_u256 n, fai_u256 d, int scale, fa_rounding mode,
                               fa_decimal *out, fa_error *err);

#endif
