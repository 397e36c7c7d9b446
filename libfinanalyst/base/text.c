/* base/text.c: slices of UTF-8 text. */
#include "base/text.h"

#include <string.h>

fai_str fai_str_of(const char *text)
{
    return (fai_str){text == NULL ? "" : text, text == NULL ? 0 : strlen(text)};
}

fai_str fai_str_sub(fai_str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (fai_str){s.p + from, to - from};
}

bool fai_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool fai_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool fai_is_alnum(char c)
{
    return fai_is_alpha(c) || fai_is_digit(c);
}

bool fai_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char fai_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

fai_str fai_str_trim(fai_str s)
{
    for (;;) {
        if (s.n != 0 && fai_is_space(s.p[0]))
            s.p++, s.n--;
        else if (s.n > 1 && memcmp(s.p, "\xc2\xa0", 2) == 0)
            s.p += 2, s.n -= 2;
        else
            break;
    }
    for (;;) {
        if (s.n != 0 && fai_is_space(s.p[s.n - 1]))
            s.n--;
        else if (s.n > 1 && memcmp(s.p + s.n - 2, "\xc2\xa0", 2) == 0)
            s.n -= 2;
        else
            break;
    }
    return s;
}

bool fai_str_equal(fai_str a, fai_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static bool same_ci(const char *a, const char *b, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (fai_lower(a[i]) != fai_lower(b[i]))
            return false;
    }
    return true;
}

bool fai_str_equal_ci(fai_str a, fai_str b)
{
    return a.n == b.n && same_ci(a.p, b.p, a.n);
}

bool fai_str_starts_ci(fai_str s, fai_str prefix)
{
    return s.n >= prefix.n && same_ci(s.p, prefix.p, prefix.n);
}

bool fai_str_ends_ci(fai_str s, fai_str suffix)
{
    return s.n >= suffix.n && same_ci(s.p + s.n - suffix.n, suffix.p, suffix.n);
}

/* Where the byte stands next, s.n = nowhere. */
static size_t next_of(fai_str s, char byte, size_t from)
{
    const char *p = from < s.n ? memchr(s.p + from, byte, s.n - from) : NULL;

    return p == NULL ? s.n : (size_t)(p - s.p);
}

size_t fai_str_find(fai_str s, fai_str part, size_t from)
{
    size_t at;

    if (part.n == 0)
        return from <= s.n ? from : FAI_NPOS;
    for (at = next_of(s, part.p[0], from); at + part.n <= s.n; at = next_of(s, part.p[0], at + 1)) {
        if (memcmp(s.p + at, part.p, part.n) == 0)
            return at;
    }
    return FAI_NPOS;
}

size_t fai_str_find_ci(fai_str s, fai_str part, size_t from)
{
    size_t small, large, last;
    char first;

    if (part.n == 0)
        return from <= s.n ? from : FAI_NPOS;
    if (part.n > s.n || from > s.n - part.n)
        return FAI_NPOS;
    last = s.n - part.n;
    first = fai_lower(part.p[0]);
    small = next_of(s, first, from);
    large = first >= 'a' && first <= 'z' ? next_of(s, (char)(first - 'a' + 'A'), from) : s.n;
    while (small <= last || large <= last) {
        size_t at = small < large ? small : large;

        if (same_ci(s.p + at, part.p, part.n))
            return at;
        if (at == small)
            small = next_of(s, first, at + 1);
        else
            large = next_of(s, (char)(first - 'a' + 'A'), at + 1);
    }
    return FAI_NPOS;
}

size_t fai_str_find_word_ci(fai_str s, fai_str part, size_t from)
{
    size_t i = from;

    while ((i = fai_str_find_ci(s, part, i)) != FAI_NPOS) {
        size_t end = i + part.n;

        if ((i == 0 || !fai_is_alnum(s.p[i - 1])) && (end == s.n || !fai_is_alnum(s.p[end])))
            return i;
        i++;
    }
    return FAI_NPOS;
}

bool fai_has_ci(const char *text, const char *part)
{
    return fai_str_find_ci(fai_str_of(text), fai_str_of(part), 0) != FAI_NPOS;
}

bool fai_has_word_ci(const char *text, const char *part)
{
    return fai_str_find_word_ci(fai_str_of(text), fai_str_of(part), 0) != FAI_NPOS;
}

uint32_t fai_utf8_decode(const char *s, size_t n, size_t *len)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *u = (const unsigned char *)s;
    uint32_t c;
    size_t need, i;

    *len = n == 0 ? 0 : 1;
    if (n == 0)
        return 0xFFFD;
    if (u[0] < 0x80)
        return u[0];
    if (u[0] >= 0xC2 && u[0] < 0xE0)
        need = 2, c = u[0] & 0x1F;
    else if (u[0] >= 0xE0 && u[0] < 0xF0)
        need = 3, c = u[0] & 0x0F;
    else if (u[0] >= 0xF0 && u[0] < 0xF5)
        need = 4, c = u[0] & 0x07;
    else
        return 0xFFFD;
    if (n < need)
        return 0xFFFD;
    for (i = 1; i < need; i++) {
        if ((u[i] & 0xC0) != 0x80)
            return 0xFFFD;
        c = c << 6 | (u[i] & 0x3F);
    }
    if (c < least[need] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return 0xFFFD;
    *len = need;
    return c;
}

size_t fai_utf8_encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

bool fai_utf8_valid(const char *s, size_t n)
{
    while (n != 0) {
        size_t len;
        uint32_t c = fai_utf8_decode(s, n, &len);

        /* U+FFFD written out is valid; it takes three bytes. */
        if (c == 0xFFFD && len != 3)
            return false;
        s += len;
        n -= len;
    }
    return true;
}

size_t fai_utf8_whole(const char *s, size_t n)
{
    size_t back;

    for (back = 1; back <= 3 && back <= n; back++) {
        unsigned char c = (unsigned char)s[n - back];

        if ((c & 0xC0) == 0x80)
            continue;
        if ((c >= 0xC0 && back < 2) || (c >= 0xE0 && back < 3) || (c >= 0xF0 && back < 4))
            return n - back;
        break;
    }
    return n;
}
