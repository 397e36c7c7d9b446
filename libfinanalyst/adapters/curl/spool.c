/* adapters/curl/spool.c: bytes kept in an unlinked file until they are sent. */
#include "spool.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

enum { PIECE_BYTES = 64 * 1024 };

fa_status fai_curl_no_spool(fa_error *err)
{
    char why[96];

    if (strerror_r(errno, why, sizeof why) != 0)
        why[0] = '\0';
    (void)fa_fail(err, FA_EUNAVAILABLE, "cannot spool a blob: %s", why);
    if (err != NULL)
        err->retry_ms = 1000;
    return FA_EUNAVAILABLE;
}

static fa_status write_all(int fd, const char *bytes, size_t len, fa_error *err)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fai_curl_no_spool(err);
        bytes += n;
        len -= (size_t)n;
    }
    return FA_OK;
}

fa_status fai_curl_spool(fa_read_fn read_piece, void *payload, FILE **out, uint64_t *size, fa_error *err)
{
    char *piece = fa_alloc(PIECE_BYTES);
    fa_status st = FA_OK;
    size_t got = 1;

    *size = 0;
    *out = NULL;
    if (piece == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory to store a blob");
    *out = tmpfile();
    if (*out == NULL)
        st = fai_curl_no_spool(err);
    while (st == FA_OK && got != 0) {
        got = 0;
        st = read_piece(payload, piece, PIECE_BYTES, &got, err);
        if (st == FA_OK)
            st = write_all(fileno(*out), piece, got, err);
        *size += got;
    }
    fa_free(piece);
    return st;
}
