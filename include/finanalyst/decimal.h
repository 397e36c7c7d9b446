/* decimal.h: exact decimal numbers, the only arithmetic on amounts. */
#ifndef FINANALYST_DECIMAL_H
#define FINANALYST_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <finanalyst/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The number coefficient * 10^-scale. The coefficient is a 128-bit two's complement number in two halves, so that
 * the struct is the same in C, C++ and Python; |coefficient| < 10^38. 0 <= scale <= 18. The value 1.50 (150, 2) and
 * 1.5 (15, 1) compare equal; scale keeps the printed precision. All zero = 0. */
typedef struct fa_decimal {
    uint64_t lo;
    int64_t hi;
    int32_t scale;
    int32_t reserved; /* 0 */
} fa_decimal;

enum { FA_DECIMAL_MAX_SCALE = 18, FA_DECIMAL_TEXT_MAX = 48 };

typedef enum fa_rounding {
    FA_ROUND_HALF_EVEN = 0, /* banker's */
    FA_ROUND_HALF_UP = 1,   /* half away from zero: what people mean by rounding */
    FA_ROUND_DOWN = 2,      /* toward zero */
    FA_ROUND_FLOOR = 3,
    FA_ROUND_CEILING = 4
} fa_rounding;

/* value * 10^-scale. scale 0..18 is asserted. */
FA_API fa_decimal fa_decimal_make(int64_t value, int scale);
/* Parses "-1234.50", "1e6", "+.5" (no grouping, no blanks). FA_EINVALID: not a number; FA_EOVERFLOW: does not fit. */
FA_API fa_status fa_decimal_parse(const char *text, size_t len, fa_decimal *out, fa_error *err);
/* Plain notation with `scale` digits after the point, "-0.50"; NUL-terminated. Returns the length. */
FA_API size_t fa_decimal_format(fa_decimal d, char out[FA_DECIMAL_TEXT_MAX]);
/* -1, 0, 1. Never fails, whatever the scales. */
FA_API int fa_decimal_compare(fa_decimal a, fa_decimal b);
FA_API int fa_decimal_sign(fa_decimal a);
FA_API fa_decimal fa_decimal_negate(fa_decimal a);
FA_API fa_decimal fa_decimal_abs(fa_decimal a);
/* Exact; the result has the larger scale. FA_EOVERFLOW when it does not fit. */
FA_API fa_status fa_decimal_add(fa_decimal a, fa_decimal b, fa_decimal *out, fa_error *err);
FA_API fa_status fa_decimal_sub(fa_decimal a, fa_decimal b, fa_decimal *out, fa_error *err);
/* Exact when the scales add up to 18 or less, else rounded half-even to 18 digits. FA_EOVERFLOW. */
FA_API fa_status fa_decimal_mul(fa_decimal a, fa_decimal b, fa_decimal *out, fa_error *err);
/* Rounded to `scale` digits by `mode`, correctly rounded from the exact quotient. FA_EINVALID: b is zero. */
FA_API fa_status fa_decimal_div(fa_decimal a, fa_decimal b, int scale, fa_rounding mode, fa_decimal *out,
                                fa_error *err);
/* The same number with exactly `scale` digits. FA_EOVERFLOW when it does not fit. */
FA_API fa_status fa_decimal_round(fa_decimal a, int scale, fa_rounding mode, fa_decimal *out, fa_error *err);
/* a * 10^power, exact. FA_EOVERFLOW when the digits do not fit into scale 0..18 and 38 digits. */
FA_API fa_status fa_decimal_shift(fa_decimal a, int power, fa_decimal *out, fa_error *err);
/* The number without trailing zeros after the point. */
FA_API fa_decimal fa_decimal_reduce(fa_decimal a);
/* The n-th root of a >= 0, n 1..64, rounded half-even to `scale` digits. FA_EINVALID: a negative a, n out of range. */
FA_API fa_status fa_decimal_root(fa_decimal a, int n, int scale, fa_decimal *out, fa_error *err);

/* How an amount is printed in a document, which is more than its number. */
typedef enum fa_amount_kind {
    FA_AMOUNT_NUMBER = 0, /* digits */
    FA_AMOUNT_DASH = 1,   /* "—", "-", "nil": reported as zero */
    FA_AMOUNT_ABSENT = 2  /* "NM", "N/A", "*": reported as not stated */
} fa_amount_kind;

typedef struct fa_amount {
    fa_amount_kind kind;
    fa_decimal value;  /* as printed: not scaled, brackets applied as a minus sign */
    bool percent;      /* a per cent sign stood beside it */
    bool negative;     /* brackets or a minus sign were printed, even around zero */
    char currency[4];  /* ISO 4217 of a printed sign or code ("USD" for "$"), "" = none */
    uint8_t footnotes; /* marks such as "(1)", "*" or "†" that followed the digits */
} fa_amount;

/* Reads one printed cell: "(1,234.5)", "$ 1,234", "( 12 )%", "—", "1,234 (1)", "€ 5.2", "N/M", "−3", "1.234,5" is not
 * read. FA_EINVALID: not an amount, such as a label or a date. */
FA_API fa_status fa_amount_parse(const char *text, size_t len, fa_amount *out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
