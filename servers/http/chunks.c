/* http/chunks.c: chunks (RFC 9112, section 7.1) without their tolerances. */
#include "http/chunks.h"

enum { SIZE, SIZE_END, DATA, DATA_CR, DATA_LF, TRAILER, TRAILER_LF };
enum { DIGITS_MAX = 15, TRAILER_MAX = 8 << 10 };

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void take_size(http_chunks *c, char byte)
{
    int value = hex(byte);

    if (value >= 0 && c->digits < DIGITS_MAX) {
        c->left = c->left * 16 + (uint64_t)value;
        c->digits++;
    } else if (byte == '\r' && c->digits > 0) {
        c->state = SIZE_END;
    } else {
        c->bad = true;
    }
}

static void take_trailer(http_chunks *c, char byte)
{
    unsigned char u = (unsigned char)byte;

    if (++c->trailer > TRAILER_MAX || (u < 0x20 && byte != '\r' && byte != '\t') || u >= 0x7f)
        c->bad = true;
    else if (byte == '\r')
        c->state = TRAILER_LF;
    else
        c->blank = false;
}

static void take_line_end(http_chunks *c, char byte, int next)
{
    if (byte != '\n')
        c->bad = true;
    c->state = next;
}

static void take_byte(http_chunks *c, char byte)
{
    switch (c->state) {
    case SIZE:
        take_size(c, byte);
        break;
    case SIZE_END:
        take_line_end(c, byte, c->left > 0 ? DATA : TRAILER);
        c->blank = true;
        break;
    case DATA_CR:
        c->bad = byte != '\r';
        c->state = DATA_LF;
        break;
    case DATA_LF:
        take_line_end(c, byte, SIZE);
        c->digits = 0;
        break;
    case TRAILER:
        take_trailer(c, byte);
        break;
    default:
        take_line_end(c, byte, TRAILER);
        c->done = c->blank && !c->bad;
        c->blank = true;
        break;
    }
}

size_t http_chunks_take(http_chunks *c, const char *bytes, size_t len, const char **data, size_t *size)
{
    size_t at = 0;

    *size = 0;
    while (at < len && !c->done && !c->bad) {
        if (c->state != DATA) {
            take_byte(c, bytes[at++]);
            continue;
        }
        *data = bytes + at;
        *size = len - at < c->left ? len - at : (size_t)c->left;
        c->left -= *size;
        if (c->left == 0)
            c->state = DATA_CR;
        return at + *size;
    }
    return at;
}
