/* base/buf.c: growing bytes under a maximum. */
#include <finanalyst/buf.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

void fa_buf_init(fa_buf *b, size_t max)
{
    memset(b, 0, sizeof *b);
    b->max = max;
}

void fa_buf_clear(fa_buf *b)
{
    fa_free(b->data);
    fa_buf_init(b, b->max);
}

void fa_buf_reset(fa_buf *b)
{
    b->len = 0;
    b->bad = FA_OK;
    if (b->data != NULL)
        b->data[0] = '\0';
}

static fa_status grow(fa_buf *b, size_t len)
{
    size_t cap = b->cap == 0 ? 256 : b->cap;
    char *data;

    if (b->bad != FA_OK)
        return b->bad;
    if (len > b->max - b->len)
        return b->bad = FA_ETOOLARGE;
    if (b->data != NULL && b->cap - b->len > len)
        return FA_OK;
    while (cap - b->len <= len) {
        if (cap > SIZE_MAX / 2)
            return b->bad = FA_ETOOLARGE;
        cap *= 2;
    }
    data = fa_realloc(b->data, cap);
    if (data == NULL)
        return b->bad = FA_ENOMEM;
    b->data = data;
    b->cap = cap;
    return FA_OK;
}

char *fa_buf_reserve(fa_buf *b, size_t len)
{
    if (grow(b, len) != FA_OK)
        return NULL;
    return b->data + b->len;
}

fa_status fa_buf_append(fa_buf *b, const void *bytes, size_t len)
{
    fa_status st = grow(b, len);

    if (st != FA_OK)
        return st;
    if (len != 0)
        memcpy(b->data + b->len, bytes, len);
    b->len += len;
    b->data[b->len] = '\0';
    return FA_OK;
}

fa_status fa_buf_puts(fa_buf *b, const char *text)
{
    return fa_buf_append(b, text, strlen(text));
}

fa_status fa_buf_printf(fa_buf *b, const char *format, ...)
{
    va_list args;
    size_t room;
    int len;

    if (grow(b, 0) != FA_OK)
        return b->bad;
    room = b->cap - b->len;
    va_start(args, format);
    len = vsnprintf(b->data + b->len, room, format, args);
    va_end(args);
    if (len >= 0 && (size_t)len >= room && grow(b, (size_t)len) == FA_OK) {
        va_start(args, format);
        (void)vsnprintf(b->data + b->len, (size_t)len + 1, format, args);
        va_end(args);
    }
    if (len < 0)
        b->bad = FA_EINVALID;
    else if (b->bad == FA_OK && (size_t)len > b->max - b->len)
        b->bad = FA_ETOOLARGE;
    if (b->bad != FA_OK)
        b->data[b->len] = '\0';
    else
        b->len += (size_t)len;
    return b->bad;
}

fa_status fa_buf_check(const fa_buf *b, fa_error *err)
{
    if (b->bad == FA_ETOOLARGE)
        return fa_fail(err, FA_ETOOLARGE, "the result is larger than %zu bytes", b->max);
    if (b->bad != FA_OK)
        return fa_fail(err, b->bad, "out of memory");
    return FA_OK;
}
