/* reading/tags_formats.c: the transformation rules of inline XBRL for numbers. */
#include <string.h>

#include "reading/tags.h"

enum { NAME_MAX_BYTES = 40, DIGITS_MAX = 60 };

/* The local name in lower case, without the hyphens that version 4 of the registry put in. */
static void plain_name(const char *format, char out[NAME_MAX_BYTES])
{
    const char *colon = strrchr(format, ':'), *p;
    size_t n = 0;

    for (p = colon == NULL ? format : colon + 1; *p != '\0' && n + 1 < NAME_MAX_BYTES; p++)
        if (*p != '-')
            out[n++] = fai_lower(*p);
    out[n] = '\0';
}

fai_format fai_format_of(const char *format)
{
    static const struct {
        const char *name;
        fai_format format;
    } rules[] = {{"numdotdecimal", FAI_FORMAT_DOT},
                 {"numdotdecimalin", FAI_FORMAT_DOT},
                 {"numdotdecimalapos", FAI_FORMAT_DOT},
                 {"numcommadot", FAI_FORMAT_DOT},
                 {"numspacedot", FAI_FORMAT_DOT},
                 {"numcommadecimal", FAI_FORMAT_COMMA},
                 {"numcommadecimalapos", FAI_FORMAT_COMMA},
                 {"numcomma", FAI_FORMAT_COMMA},
                 {"numdotcomma", FAI_FORMAT_COMMA},
                 {"numspacecomma", FAI_FORMAT_COMMA},
                 {"numunitdecimal", FAI_FORMAT_UNITS},
                 {"numunitdecimalin", FAI_FORMAT_UNITS},
                 {"numunitdecimalapos", FAI_FORMAT_UNITS},
                 {"zerodash", FAI_FORMAT_ZERO},
                 {"numdash", FAI_FORMAT_ZERO},
                 {"fixedzero", FAI_FORMAT_ZERO},
                 {"numwordsen", FAI_FORMAT_WORDS},
                 {"fixedempty", FAI_FORMAT_ABSENT},
                 {"nocontent", FAI_FORMAT_ABSENT},
                 {"numinf", FAI_FORMAT_ABSENT},
                 {"numneginf", FAI_FORMAT_ABSENT},
                 {"numnan", FAI_FORMAT_ABSENT}};
    char name[NAME_MAX_BYTES];
    size_t i;

    if (*format == '\0')
        return FAI_FORMAT_NONE;
    plain_name(format, name);
    for (i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(name, rules[i].name) == 0)
            return rules[i].format;
    return FAI_FORMAT_OTHER;
}

/* The digits of a text with `mark` as their point; false: it has no digits, or two points. */
static bool take_digits(const char *text, char mark, char out[DIGITS_MAX])
{
    bool point = false, any = false;
    size_t n = 0;

    for (; *text != '\0'; text++) {
        if (fai_is_digit(*text)) {
            any = true;
        } else if (*text == mark) {
            if (point)
                return false;
            point = true;
        } else {
            continue;
        }
        if (n + 2 >= DIGITS_MAX)
            return false;
        out[n++] = fai_is_digit(*text) ? *text : '.';
    }
    if (n > 0 && out[n - 1] == '.')
        n--;
    out[n] = '\0';
    return any;
}

/* "5 dollars 30 cents", "1,000 pounds": two groups of digits that words part; the second one counts hundredths. */
static bool take_units(const char *text, char out[DIGITS_MAX])
{
    size_t n = 0, cents = 0;
    bool words = false, any = false;

    for (; *text != '\0' && n + 4 < DIGITS_MAX; text++) {
        if (!fai_is_digit(*text)) {
            words = words || (any && (fai_is_alpha(*text) || (unsigned char)*text >= 0xC3));
            continue;
        }
        if (words && cents == 0)
            out[n++] = '.';
        cents += words;
        out[n++] = *text;
        any = true;
    }
    if (cents == 1) {
        out[n] = out[n - 1];
        out[n - 1] = '0';
        n++;
    }
    out[n] = '\0';
    return any && *text == '\0' && cents <= 2;
}

/* Without a rule the text is the number; grouping marks are forgiven. */
static fa_status plain_number(const char *text, fa_decimal *out)
{
    fai_str s = fai_str_trim(fai_str_of(text));
    char digits[DIGITS_MAX];
    bool minus = s.n > 0 && s.p[0] == '-';
    fa_status st;

    if (fa_decimal_parse(s.p, s.n, out, NULL) == FA_OK)
        return FA_OK;
    if (!take_digits(text, '.', digits))
        return FA_EINVALID;
    st = fa_decimal_parse(digits, strlen(digits), out, NULL);
    if (st == FA_OK && minus)
        *out = fa_decimal_negate(*out);
    return st;
}

/* A rule that is not known: the way the text itself looks decides. */
static fa_status guessed_number(const char *text, fa_decimal *out)
{
    fa_amount a;

    if (fa_amount_parse(text, strlen(text), &a, NULL) != FA_OK || a.kind == FA_AMOUNT_ABSENT)
        return plain_number(text, out);
    *out = fa_decimal_abs(a.value);
    return FA_OK;
}

fa_status fai_format_number(fai_format format, const char *text, fa_decimal *out)
{
    char digits[DIGITS_MAX];
    int64_t whole;
    bool ok;

    switch (format) {
    case FAI_FORMAT_NONE:
        return plain_number(text, out);
    case FAI_FORMAT_DOT:
        ok = take_digits(text, '.', digits);
        break;
    case FAI_FORMAT_COMMA:
        ok = take_digits(text, ',', digits);
        break;
    case FAI_FORMAT_UNITS:
        ok = take_units(text, digits);
        break;
    case FAI_FORMAT_ZERO:
        *out = fa_decimal_make(0, 0);
        return FA_OK;
    case FAI_FORMAT_WORDS:
        if (fai_number_words(fai_str_of(text), &whole)) {
            *out = fa_decimal_make(whole, 0);
            return FA_OK;
        }
        return plain_number(text, out);
    case FAI_FORMAT_OTHER:
        return guessed_number(text, out);
    default:
        return FA_EINVALID;
    }
    return ok ? fa_decimal_parse(digits, strlen(digits), out, NULL) : FA_EINVALID;
}
