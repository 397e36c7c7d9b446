/* buf.h: a byte buffer that is born with a maximum. */
#ifndef FINANALYST_BUF_H
#define FINANALYST_BUF_H

#include <stddef.h>

#include <finanalyst/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Growing bytes. data is always NUL-terminated once anything was added, NULL before. A failed append leaves the
 * buffer as it was and marks it failed, so that a row of appends may be checked once, at the end. */
typedef struct fa_buf {
    char *data;
    size_t len;
    size_t cap;
    size_t max;    /* bytes that it may hold */
    fa_status bad; /* FA_OK, or why the first failed append failed: FA_ENOMEM, FA_ETOOLARGE */
} fa_buf;

FA_API void fa_buf_init(fa_buf *b, size_t max);
FA_API void fa_buf_clear(fa_buf *b);
/* Empties it and keeps the memory; forgets an earlier failure. */
FA_API void fa_buf_reset(fa_buf *b);
FA_API fa_status fa_buf_append(fa_buf *b, const void *bytes, size_t len);
FA_API fa_status fa_buf_puts(fa_buf *b, const char *text);
FA_API fa_status fa_buf_printf(fa_buf *b, const char *format, ...) FA_PRINTF(2, 3);
/* Makes room for len more bytes and lends them; NULL when that fails. The caller then adds to b->len. */
FA_API char *fa_buf_reserve(fa_buf *b, size_t len);
/* Turns the state of the buffer into a result: FA_OK, or the first failure with a message in err. */
FA_API fa_status fa_buf_check(const fa_buf *b, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
