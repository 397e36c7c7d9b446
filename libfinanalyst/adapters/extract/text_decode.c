/* extract/text_decode.c: bytes of any common encoding to UTF-8, and back to where they stood in the file. */
#include "text_decode.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

unsigned text_cp1252(unsigned byte)
{
    static const uint16_t high[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                      0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

size_t text_put_utf8(unsigned c, char *out)
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
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

/* Bytes of the valid UTF-8 character at p, 0 = none. */
static size_t utf8_len(const unsigned char *p, size_t n)
{
    size_t need, i;

    if (p[0] < 0x80)
        return 1;
    need = p[0] >= 0xC2 && p[0] < 0xE0 ? 2 : (p[0] & 0xF0) == 0xE0 ? 3 : p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : 0;
    if (need == 0 || need > n)
        return 0;
    for (i = 1; i < need; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] >= 0xA0) || (p[0] == 0xF0 && p[1] < 0x90) ||
        (p[0] == 0xF4 && p[1] >= 0x90))
        return 0;
    return need;
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Whether eight bytes are all plain ASCII from the blank up. */
static bool are_plain(const unsigned char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
    uint64_t word;

    memcpy(&word, p, sizeof word);
    return ((word | (word - ones * ' ')) & high) == 0;
}

/* Bytes from `at` on that can be passed on as they are. */
static size_t plain_run(const unsigned char *bytes, size_t at, size_t end)
{
    size_t i = at;

    while (i < end) {
        size_t n;

        if (end - i >= sizeof(uint64_t) && are_plain(bytes + i)) {
            i += sizeof(uint64_t);
            continue;
        }
        if (bytes[i] < 0x80) {
            if (!is_plain(bytes[i]))
                break;
            i++;
            continue;
        }
        n = utf8_len(bytes + i, end - i);
        if (n == 0)
            break;
        i += n;
    }
    return i - at;
}

/* Every other byte of Latin text in UTF-16 is NUL. */
static text_encoding guess_wide(const unsigned char *p, size_t len)
{
    size_t n = len < 512 ? len : 512, i, even = 0, odd = 0;

    for (i = 0; i + 1 < n; i += 2) {
        even += p[i] == 0;
        odd += p[i + 1] == 0;
    }
    if (n >= 4 && odd * 5 > n && even * 20 < n)
        return TEXT_UTF16LE;
    return n >= 4 && even * 5 > n && odd * 20 < n ? TEXT_UTF16BE : TEXT_MIXED;
}

void text_source_open(text_source *s, const extract_input *in)
{
    memset(s, 0, sizeof *s);
    s->bytes = in->bytes;
    s->len = in->len;
    if (s->len >= 3 && memcmp(s->bytes, "\xEF\xBB\xBF", 3) == 0) {
        s->at = 3;
    } else if (s->len >= 2 &&
               (memcmp(s->bytes, "\xFF\xFE", 2) == 0 || memcmp(s->bytes, "\xFE\xFF", 2) == 0)) {
        s->encoding = s->bytes[0] == 0xFF ? TEXT_UTF16LE : TEXT_UTF16BE;
        s->at = 2;
    }
    if (s->encoding == TEXT_UTF8 && plain_run(s->bytes, s->at, s->len) != s->len - s->at)
        s->encoding = guess_wide(s->bytes, s->len);
    s->first = s->back_in = s->at;
}

/* Decodes one character at `in`: its bytes in the file, and in `out`, which holds 4. */
static size_t decode_mixed(const text_source *s, size_t in, char *out, size_t *out_len)
{
    size_t n = utf8_len(s->bytes + in, s->len - in);

    if (n == 1 && !is_plain(s->bytes[in])) {
        out[0] = ' ';
        *out_len = 1;
    } else if (n != 0) {
        memcpy(out, s->bytes + in, n);
        *out_len = n;
    } else {
        *out_len = text_put_utf8(text_cp1252(s->bytes[in]), out);
        n = 1;
    }
    return n;
}

static unsigned unit_at(const text_source *s, size_t in)
{
    return s->encoding == TEXT_UTF16LE ? s->bytes[in] | (unsigned)s->bytes[in + 1] << 8
                                       : s->bytes[in + 1] | (unsigned)s->bytes[in] << 8;
}

static size_t decode_wide(const text_source *s, size_t in, char *out, size_t *out_len)
{
    unsigned c, low;

    if (s->len - in < 2) {
        out[0] = ' ';
        *out_len = 1;
        return 1;
    }
    c = unit_at(s, in);
    if (c >= 0xD800 && c < 0xDC00 && s->len - in >= 4 && ((low = unit_at(s, in + 2)) & 0xFC00) == 0xDC00) {
        c = 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF));
        out[0] = (char)(0xF0 | c >> 18);
        out[1] = (char)(0x80 | (c >> 12 & 0x3F));
        out[2] = (char)(0x80 | (c >> 6 & 0x3F));
        out[3] = (char)(0x80 | (c & 0x3F));
        *out_len = 4;
        return 4;
    }
    if ((c & 0xF800) == 0xD800)
        c = 0xFFFD;
    else if (c < 0x20 && !is_plain((unsigned char)c))
        c = ' ';
    *out_len = text_put_utf8(c, out);
    return 2;
}

static size_t decode(const text_source *s, size_t in, char *out, size_t *out_len)
{
    return s->encoding == TEXT_MIXED ? decode_mixed(s, in, out, out_len) : decode_wide(s, in, out, out_len);
}

size_t text_source_next(text_source *s, char *out, size_t cap)
{
    size_t len = 0, n;

    if (s->encoding == TEXT_UTF8) {
        len = s->len - s->at < cap ? s->len - s->at : cap;
        while (len != 0 && s->at + len < s->len && (s->bytes[s->at + len] & 0xC0) == 0x80)
            len--;
        memcpy(out, s->bytes + s->at, len);
        s->at += len;
        return len;
    }
    while (s->at < s->len && cap - len >= 4) {
        s->at += decode(s, s->at, out + len, &n);
        len += n;
    }
    return len;
}

size_t text_source_origin(text_source *s, size_t out)
{
    char c[4];
    size_t n;

    if (s->encoding == TEXT_UTF8)
        return s->back_in + out < s->len ? s->back_in + out : s->len;
    if (out < s->back_out) {
        s->back_out = 0;
        s->back_in = s->first;
    }
    while (s->back_out < out && s->back_in < s->len) {
        s->back_in += decode(s, s->back_in, c, &n);
        s->back_out += n;
    }
    return s->back_in;
}

fa_status text_file_open(text_file *f, const extract_input *in, fa_error *err)
{
    char *to;
    size_t n;

    memset(f, 0, sizeof *f);
    text_source_open(&f->source, in);
    fa_buf_init(&f->kept, (size_t)512 << 20);
    if (f->source.encoding == TEXT_UTF8) {
        f->text = (const char *)f->source.bytes + f->source.at;
        f->len = f->source.len - f->source.at;
        return FA_OK;
    }
    while ((to = fa_buf_reserve(&f->kept, 65536)) != NULL &&
           (n = text_source_next(&f->source, to, 65536)) != 0)
        f->kept.len += n;
    f->text = f->kept.data;
    f->len = f->kept.len;
    return fa_buf_check(&f->kept, err);
}

void text_file_close(text_file *f)
{
    fa_buf_clear(&f->kept);
}
