/* decimal/amount.c: printed cells, with their brackets, signs, currencies and marks, to amounts. */
#include <finanalyst/decimal.h>

#include <string.h>

#include "base/text.h"

/* Longer than any printed amount with its marks. */
enum { AMOUNT_BYTES_MAX = 96, NUMBER_BYTES_MAX = 64 };

/* What is left of the cell, and what was found so far. */
typedef struct scan {
    fai_str s;
    fa_amount a;
    bool open;   /* a bracket */
    bool closed; /* and its end */
    bool sign;   /* a plus or minus */
} scan;

static bool take(scan *k, fai_str part)
{
    if (k->s.n < part.n || memcmp(k->s.p, part.p, part.n) != 0)
        return false;
    k->s = fai_str_sub(k->s, part.n, k->s.n);
    return true;
}

static bool take_char(scan *k, char c)
{
    return take(k, (fai_str){&c, 1});
}

static bool take_ci(scan *k, fai_str part)
{
    if (!fai_str_starts_ci(k->s, part))
        return false;
    k->s = fai_str_sub(k->s, part.n, k->s.n);
    return true;
}

/* The character ahead; 0 at the end. */
static uint32_t ahead(const scan *k, size_t *len)
{
    return k->s.n == 0 ? 0 : fai_utf8_decode(k->s.p, k->s.n, len);
}

static bool take_if(scan *k, bool (*fits)(uint32_t c))
{
    size_t len = 0;

    if (!fits(ahead(k, &len)))
        return false;
    k->s = fai_str_sub(k->s, len, k->s.n);
    return true;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
           c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

static bool skip_blanks(scan *k)
{
    bool any = false;

    while (take_if(k, is_blank))
        any = true;
    return any;
}

/* A hyphen of any kind, a figure or en dash, or U+2212: minus before digits. */
static bool is_minus(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212;
}

/* Those, the em dash and the horizontal bar: zero, where no digits follow. */
static bool is_dash(uint32_t c)
{
    return is_minus(c) || c == 0x2014 || c == 0x2015;
}

typedef struct currency {
    const char *mark;
    char code[4];
} currency;

/* Marks; where one begins with another, the longer one comes first. */
static const currency marks[] = {
    {"US$", "USD"},          {"US $", "USD"},         {"U.S.$", "USD"},        {"U.S. $", "USD"},
    {"CDN$", "CAD"},         {"Cdn$", "CAD"},         {"CA$", "CAD"},          {"C$", "CAD"},
    {"AU$", "AUD"},          {"A$", "AUD"},           {"NZ$", "NZD"},          {"HK$", "HKD"},
    {"NT$", "TWD"},          {"S$", "SGD"},           {"R$", "BRL"},           {"$", "USD"},
    {"\xE2\x82\xAC", "EUR"}, {"\xC2\xA3", "GBP"},     {"CN\xC2\xA5", "CNY"},   {"\xC2\xA5", "JPY"},
    {"RMB", "CNY"},          {"\xE2\x82\xB9", "INR"}, {"\xE2\x82\xA9", "KRW"}, {"\xE2\x82\xAA", "ILS"},
    {"\xE2\x82\xBA", "TRY"}, {"\xE2\x82\xBD", "RUB"}, {"Rs.", "INR"},
};

static const char codes[][4] = {"USD", "EUR", "GBP", "JPY", "CNY", "CAD", "AUD", "CHF", "INR",
                                "KRW", "SEK", "NOK", "DKK", "HKD", "SGD", "BRL", "MXN", "ZAR",
                                "NZD", "ILS", "TWD", "RUB", "TRY", "PLN", "CZK", "HUF"};

/* Keeps a currency; false when another one stood there. A code says which dollar a bare "$" means. */
static bool keep_currency(scan *k, const char *code, bool bare)
{
    if (k->a.currency[0] != '\0' && strcmp(k->a.currency, code) != 0 && !bare)
        return false;
    memcpy(k->a.currency, code, sizeof k->a.currency);
    return true;
}

static bool take_code(scan *k)
{
    size_t i;

    if (k->s.n > 3 && fai_is_alpha(k->s.p[3]))
        return false;
    for (i = 0; i < sizeof codes / sizeof *codes; i++)
        if (fai_str_equal(fai_str_sub(k->s, 0, 3), fai_str_of(codes[i])))
            break;
    if (i == sizeof codes / sizeof *codes ||
        !keep_currency(k, codes[i], strcmp(k->a.currency, "USD") == 0 && codes[i][2] == 'D'))
        return false;
    k->s = fai_str_sub(k->s, 3, k->s.n);
    return true;
}

static bool take_currency(scan *k)
{
    size_t i;

    for (i = 0; i < sizeof marks / sizeof *marks; i++) {
        scan before = *k;

        if (!take(k, fai_str_of(marks[i].mark)))
            continue;
        if (keep_currency(k, marks[i].code, false))
            return true;
        *k = before;
        return false;
    }
    return take_code(k);
}

/* "-0-": a zero between dashes. */
static bool take_nil(scan *k)
{
    scan try = *k;

    if (!take_if(&try, is_dash) || !take_char(&try, '0') || !take_if(&try, is_dash))
        return false;
    *k = try;
    return true;
}

/* Whether digits follow, behind a currency at most. */
static bool digits_follow(scan k)
{
    skip_blanks(&k);
    if (k.a.currency[0] == '\0' && take_currency(&k))
        skip_blanks(&k);
    if (k.s.n > 1 && k.s.p[0] == '.')
        return fai_is_digit(k.s.p[1]);
    return k.s.n > 0 && fai_is_digit(k.s.p[0]);
}

static bool take_sign(scan *k)
{
    scan try = *k;
    bool minus;

    if (k->sign || take_nil(&try))
        return false;
    minus = take_if(&try, is_minus);
    if ((!minus && !take_char(&try, '+')) || !digits_follow(try))
        return false;
    try.sign = true;
    try.a.negative = try.a.negative || minus;
    *k = try;
    return true;
}

/* What may stand before the digits, in any order. */
static void take_front(scan *k)
{
    for (;;) {
        skip_blanks(k);
        if (!k->open && take_char(k, '(')) {
            k->open = true;
            k->a.negative = true;
        } else if (!(k->a.currency[0] == '\0' && take_currency(k)) && !take_sign(k)) {
            return;
        }
    }
}

/* One to three dashes, or "-0-". */
static bool take_dash(scan *k)
{
    int count = 0;

    if (take_nil(k))
        return true;
    while (take_if(k, is_dash))
        count++;
    return count != 0 && count <= 3;
}

static bool take_absent(scan *k)
{
    static const char *const words[] = {"n.m.", "n.a.", "n/m", "n/a", "n.m", "n.a", "nmf", "nm"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (take_ci(k, fai_str_of(words[i])))
            return true;
    if (take(k, FAI_STR("NA")))
        return true;
    for (i = 0; take_char(k, '*'); i++)
        ;
    return i != 0;
}

static size_t digits_ahead(fai_str s, size_t from)
{
    size_t i = from;

    while (i < s.n && fai_is_digit(s.p[i]))
        i++;
    return i - from;
}

/* Copies the digits of a number without its commas, which must part groups of three. Returns its bytes, 0 =
 * none. */
static size_t copy_number(scan *k, char out[NUMBER_BYTES_MAX])
{
    size_t i = digits_ahead(k->s, 0), n = i, more;

    if (n > NUMBER_BYTES_MAX / 2)
        return 0;
    memcpy(out, k->s.p, n);
    while (n != 0 && i < k->s.n && k->s.p[i] == ',') {
        if (digits_ahead(k->s, i + 1) != 3 || (n == i && n > 3) || n + 3 > NUMBER_BYTES_MAX / 2)
            return 0;
        memcpy(out + n, k->s.p + i + 1, 3);
        n += 3;
        i += 4;
    }
    more = i < k->s.n && k->s.p[i] == '.' ? digits_ahead(k->s, i + 1) : 0;
    if (more != 0) {
        if (n + more + 1 > NUMBER_BYTES_MAX)
            return 0;
        memcpy(out + n, k->s.p + i, more + 1);
        n += more + 1;
        i += more + 1;
    }
    k->s = fai_str_sub(k->s, i, k->s.n);
    return n;
}

static bool take_number(scan *k)
{
    char number[NUMBER_BYTES_MAX];
    size_t len = copy_number(k, number);

    return len != 0 && fa_decimal_parse(number, len, &k->a.value, NULL) == FA_OK;
}

/* "1", "12", "a" or "iv" inside the brackets of a mark. */
static bool take_mark_name(scan *k)
{
    size_t n = digits_ahead(k->s, 0);

    if (n == 0) {
        while (n < k->s.n && n < 4 && strchr("ivx", k->s.p[n]) != NULL && k->s.p[n] != '\0')
            n++;
        if (n == 0)
            n = k->s.n != 0 && fai_is_alpha(k->s.p[0]);
    } else if (n > 2) {
        n = 0;
    }
    k->s = fai_str_sub(k->s, n, k->s.n);
    return n != 0;
}

/* "(1)", "[a]", "(1,2)". */
static bool take_bracketed_mark(scan *k)
{
    scan try = *k;
    char close = take_char(&try, '(') ? ')' : take_char(&try, '[') ? ']' : '\0';

    if (close == '\0')
        return false;
    do {
        skip_blanks(&try);
        if (!take_mark_name(&try))
            return false;
        skip_blanks(&try);
    } while (take_char(&try, ','));
    if (!take_char(&try, close))
        return false;
    *k = try;
    return true;
}

static bool is_raised(uint32_t c)
{
    return c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
           c == 0x207D || c == 0x207E;
}

static bool is_mark(uint32_t c)
{
    return c == '*' || c == 0x2020 || c == 0x2021 || c == 0xA7 || c == 0xB6;
}

/* A run of one sign, or of raised digits, is one mark. */
static bool take_mark(scan *k)
{
    size_t len = 0;
    uint32_t c = ahead(k, &len), first = c;

    if (!is_mark(c) && !is_raised(c))
        return take_bracketed_mark(k);
    while (c == first || (is_raised(first) && is_raised(c))) {
        k->s = fai_str_sub(k->s, len, k->s.n);
        c = ahead(k, &len);
    }
    return true;
}

/* What may stand behind the digits. A per cent sign behind a mark that stands apart would leave open which of
 * the two numbers it belongs to. */
static bool take_back(scan *k)
{
    bool apart = false, doubtful = false;

    while (k->s.n != 0) {
        apart = skip_blanks(k);
        if (k->s.n == 0)
            break;
        if (k->open && !k->closed && take_char(k, ')')) {
            k->closed = true;
        } else if (!k->a.percent && !doubtful && take_char(k, '%')) {
            k->a.percent = true;
        } else if (take_mark(k)) {
            doubtful = doubtful || apart;
            k->a.footnotes += k->a.footnotes < UINT8_MAX;
            if (k->s.n > 1 && k->s.p[0] == ',')
                k->s = fai_str_sub(k->s, 1, k->s.n);
        } else if (!take_currency(k)) {
            return false;
        }
    }
    return true;
}

fa_status fa_amount_parse(const char *text, size_t len, fa_amount *out, fa_error *err)
{
    scan k = {{text, len}, {.kind = FA_AMOUNT_NUMBER}, false, false, false};
    bool ok = len <= AMOUNT_BYTES_MAX;

    if (ok) {
        take_front(&k);
        if (take_dash(&k) || take_ci(&k, FAI_STR("nil")))
            k.a.kind = FA_AMOUNT_DASH;
        else if (take_absent(&k))
            k.a.kind = FA_AMOUNT_ABSENT;
        else
            ok = take_number(&k);
    }
    if (!ok || !take_back(&k))
        return fa_fail(err, FA_EINVALID, "not an amount");
    if (k.a.negative)
        k.a.value = fa_decimal_negate(k.a.value);
    *out = k.a;
    return FA_OK;
}
