/* Printed amounts and plain numbers from any bytes: what is read prints back to a number of the same value.
 * */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/decimal.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_number(fa_decimal value)
{
    char text[FA_DECIMAL_TEXT_MAX];
    size_t len = fa_decimal_format(value, text);
    fa_decimal again;

    if (len >= sizeof text || text[len] != '\0' || fa_decimal_parse(text, len, &again, NULL) != FA_OK ||
        fa_decimal_compare(value, again) != 0 || again.scale != value.scale)
        abort();
}

static void check_amount(const fa_amount *a)
{
    check_number(a->value);
    if (a->kind != FA_AMOUNT_NUMBER && fa_decimal_sign(a->value) != 0)
        abort();
    if (fa_decimal_sign(a->value) < 0 && !a->negative)
        abort();
    if (memchr(a->currency, '\0', sizeof a->currency) == NULL)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fa_amount amount;
    fa_decimal number;

    if (fa_amount_parse((const char *)data, size, &amount, NULL) == FA_OK)
        check_amount(&amount);
    if (fa_decimal_parse((const char *)data, size, &number, NULL) == FA_OK)
        check_number(number);
    return 0;
}
