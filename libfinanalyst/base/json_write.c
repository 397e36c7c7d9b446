/* base/json_write.c: JSON text, piece by piece, without a tree. */
#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { LEVELS = 64, REAL_DIGITS_MAX = 17 };

void fai_json_begin(fai_json_writer *w, fa_buf *out)
{
    *w = (fai_json_writer){out, 0, 0};
}

static void put_escaped(fa_buf *out, unsigned char c)
{
    static const char names[] = "\"\\bfnrt", values[] = "\"\\\b\f\n\r\t";
    const char *value = strchr(values, c);

    if (value != NULL)
        (void)fa_buf_printf(out, "\\%c", names[value - values]);
    else
        (void)fa_buf_printf(out, "\\u%04x", c);
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Text in quotes. */
static void put_text(fa_buf *out, const char *text, size_t len)
{
    size_t from = 0, i = 0;

    (void)fa_buf_puts(out, "\"");
    while (i < len) {
        unsigned char c = (unsigned char)text[i];
        size_t step = 1;
        bool bad;

        if (is_plain(c)) {
            i++;
            continue;
        }
        bad = fai_utf8_decode(text + i, len - i, &step) == 0xFFFD && step != 3;
        if (bad || c < 0x20 || c == '"' || c == '\\') {
            (void)fa_buf_append(out, text + from, i - from);
            if (bad)
                (void)fa_buf_puts(out, "\xEF\xBF\xBD");
            else
                put_escaped(out, c);
            from = i + step;
        }
        i += step;
    }
    (void)fa_buf_append(out, text + from, len - from);
    (void)fa_buf_puts(out, "\"");
}

/* The comma before what follows, and its key. */
static void start(fai_json_writer *w, const char *key)
{
    uint64_t bit = (uint64_t)1 << w->depth;

    if ((w->has & bit) != 0)
        (void)fa_buf_puts(w->out, ",");
    w->has |= bit;
    if (key != NULL) {
        put_text(w->out, key, strlen(key));
        (void)fa_buf_puts(w->out, ":");
    }
}

static void open_level(fai_json_writer *w, const char *key, const char *bracket)
{
    start(w, key);
    assert(w->depth + 1 < LEVELS);
    w->depth++;
    w->has &= ~((uint64_t)1 << w->depth);
    (void)fa_buf_puts(w->out, bracket);
}

static void close_level(fai_json_writer *w, const char *bracket)
{
    assert(w->depth > 0);
    w->depth--;
    (void)fa_buf_puts(w->out, bracket);
}

void fai_json_object(fai_json_writer *w, const char *key)
{
    open_level(w, key, "{");
}

void fai_json_array(fai_json_writer *w, const char *key)
{
    open_level(w, key, "[");
}

void fai_json_end_object(fai_json_writer *w)
{
    close_level(w, "}");
}

void fai_json_end_array(fai_json_writer *w)
{
    close_level(w, "]");
}

void fai_json_string(fai_json_writer *w, const char *key, const char *text)
{
    if (text == NULL) {
        fai_json_null(w, key);
        return;
    }
    fai_json_slice(w, key, text, strlen(text));
}

void fai_json_slice(fai_json_writer *w, const char *key, const char *text, size_t len)
{
    start(w, key);
    put_text(w->out, text, len);
}

void fai_json_number(fai_json_writer *w, const char *key, int64_t value)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0)
        *--at = '-';
    start(w, key);
    (void)fa_buf_append(w->out, at, (size_t)(digits + sizeof digits - at));
}

/* The C library writes the point as the host's locale has it, which may be several bytes. */
static void put_plain(fa_buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (fai_is_digit(*text) || *text == '-')
            (void)fa_buf_append(out, text, 1);
        else if (!fai_is_digit(text[1]))
            continue;
        else
            (void)fa_buf_puts(out, ".");
    }
}

void fai_json_real(fai_json_writer *w, const char *key, double value, int digits)
{
    char text[512];

    if (!isfinite(value)) {
        fai_json_null(w, key);
        return;
    }
    if (digits < 0)
        digits = 0;
    (void)snprintf(text, sizeof text, "%.*f", digits > REAL_DIGITS_MAX ? REAL_DIGITS_MAX : digits, value);
    start(w, key);
    put_plain(w->out, text);
}

void fai_json_literal(fai_json_writer *w, const char *key, const char *text)
{
    start(w, key);
    (void)fa_buf_puts(w->out, text);
}

void fai_json_boolean(fai_json_writer *w, const char *key, bool value)
{
    start(w, key);
    (void)fa_buf_puts(w->out, value ? "true" : "false");
}

void fai_json_null(fai_json_writer *w, const char *key)
{
    start(w, key);
    (void)fa_buf_puts(w->out, "null");
}
