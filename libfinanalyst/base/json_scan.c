/* base/json_scan.c: strings, numbers and words of RFC 8259, each byte checked. */
#include "base/json_scan.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

fa_status fai_json_refuse(const fai_json_scan *s, const char *what)
{
    return fa_fail(s->err, FA_EINVALID, "not valid JSON: %s at byte %zu", what, s->at);
}

fa_status fai_json_no_memory(const fai_json_scan *s)
{
    return fa_fail(s->err, FA_ENOMEM, "out of memory while reading JSON");
}

char fai_json_peek(const fai_json_scan *s)
{
    return s->at < s->len ? s->text[s->at] : '\0';
}

void fai_json_skip_blanks(fai_json_scan *s)
{
    while (s->at < s->len && strchr(" \t\n\r", s->text[s->at]) != NULL && s->text[s->at] != '\0')
        s->at++;
}

bool fai_json_take(fai_json_scan *s, char c)
{
    if (s->at == s->len || s->text[s->at] != c)
        return false;
    s->at++;
    return true;
}

/* Four hexadecimal digits. */
static bool take_hex(fai_json_scan *s, uint32_t *out)
{
    int i;

    *out = 0;
    for (i = 0; i < 4; i++) {
        char c = fai_lower(fai_json_peek(s));

        if (!fai_is_digit(c) && (c < 'a' || c > 'f'))
            return false;
        *out = *out << 4 | (uint32_t)(fai_is_digit(c) ? c - '0' : c - 'a' + 10);
        s->at++;
    }
    return true;
}

static fa_status take_unicode(fai_json_scan *s, uint32_t *c)
{
    uint32_t low;

    if (!take_hex(s, c))
        return fai_json_refuse(s, "an escape without four hexadecimal digits");
    if (*c >= 0xDC00 && *c <= 0xDFFF)
        return fai_json_refuse(s, "a lone surrogate");
    if (*c < 0xD800 || *c > 0xDBFF)
        return FA_OK;
    if (!fai_json_take(s, '\\') || !fai_json_take(s, 'u') || !take_hex(s, &low) || low < 0xDC00 ||
        low > 0xDFFF)
        return fai_json_refuse(s, "a lone surrogate");
    *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
    return FA_OK;
}

static fa_status take_escape(fai_json_scan *s, uint32_t *c)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    const char *name = fai_json_peek(s) == '\0' ? NULL : strchr(names, fai_json_peek(s));

    if (fai_json_take(s, 'u'))
        return take_unicode(s, c);
    if (name == NULL)
        return fai_json_refuse(s, "an unknown escape");
    s->at++;
    *c = (uint32_t)(unsigned char)values[name - names];
    return FA_OK;
}

/* One character of a string, escaped or not. */
static fa_status take_char(fai_json_scan *s, uint32_t *c)
{
    size_t len;

    if (s->at == s->len)
        return fai_json_refuse(s, "a string without an end");
    if (fai_json_take(s, '\\'))
        return take_escape(s, c);
    *c = fai_utf8_decode(s->text + s->at, s->len - s->at, &len);
    if (*c == 0xFFFD && len != 3)
        return fai_json_refuse(s, "invalid UTF-8");
    if (*c < 0x20)
        return fai_json_refuse(s, "a control character in a string");
    s->at += len;
    return FA_OK;
}

/* The bytes up to the closing quote: no string decodes to more. */
static size_t raw_length(const fai_json_scan *s)
{
    size_t i = s->at;

    while (i < s->len && s->text[i] != '"')
        i += s->text[i] == '\\' ? 2 : 1;
    return (i < s->len ? i : s->len) - s->at;
}

fa_status fai_json_take_string(fai_json_scan *s, char **out, bool *nul)
{
    char *text;
    size_t len = 0;

    *nul = false;
    if (!fai_json_take(s, '"'))
        return fai_json_refuse(s, "a string is missing");
    text = fai_arena_alloc(s->arena, raw_length(s) + 1);
    if (text == NULL)
        return fai_json_no_memory(s);
    while (!fai_json_take(s, '"')) {
        uint32_t c = 0;
        fa_status st = take_char(s, &c);

        if (st != FA_OK)
            return st;
        if (c == 0) {
            *nul = true;
            memcpy(text + len, "\xC0\x80", 2);
            len += 2;
        } else {
            len += fai_utf8_encode(c, text + len);
        }
    }
    text[len] = '\0';
    *out = text;
    return FA_OK;
}

static bool take_digits(fai_json_scan *s)
{
    size_t first = s->at;

    while (fai_is_digit(fai_json_peek(s)))
        s->at++;
    return s->at != first;
}

fa_status fai_json_take_number(fai_json_scan *s, char **out)
{
    size_t first = s->at;

    (void)fai_json_take(s, '-');
    if (!fai_json_take(s, '0') && !take_digits(s))
        return fai_json_refuse(s, "a value is missing");
    if (fai_json_take(s, '.') && !take_digits(s))
        return fai_json_refuse(s, "a digit is missing");
    if (fai_json_take(s, 'e') || fai_json_take(s, 'E')) {
        if (!fai_json_take(s, '-'))
            (void)fai_json_take(s, '+');
        if (!take_digits(s))
            return fai_json_refuse(s, "a digit is missing");
    }
    *out = fai_arena_strndup(s->arena, s->text + first, s->at - first);
    return *out == NULL ? fai_json_no_memory(s) : FA_OK;
}

fa_status fai_json_take_word(fai_json_scan *s, const char *word)
{
    size_t len = strlen(word);

    if (s->len - s->at < len || memcmp(s->text + s->at, word, len) != 0)
        return fai_json_refuse(s, "an unknown word");
    s->at += len;
    return FA_OK;
}
