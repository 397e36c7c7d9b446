/* document/tus.c: the headers of the protocol of resumable uploads. */
#include "document/tus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Base 64 with padding (RFC 4648, section 4). false: it is none, or does not fit. */
static bool decode(const char *text, size_t len, unsigned char *out, size_t cap, size_t *got)
{
    uint32_t bits = 0;
    int held = 0;

    *got = 0;
    if (len % 4 != 0)
        return false;
    while (len > 0 && text[len - 1] == '=' && len % 4 != 2)
        len--;
    for (size_t i = 0; i < len; i++) {
        const char *digit = text[i] == '\0' ? NULL : strchr(digits, text[i]);

        if (digit == NULL)
            return false;
        bits = bits << 6 | (uint32_t)(digit - digits);
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        if (*got == cap)
            return false;
        out[(*got)++] = (unsigned char)(bits >> held);
    }
    return (bits & ((1u << held) - 1)) == 0;
}

static fa_status bad_metadata(fa_error *err)
{
    return fa_fail_field(err, FA_EINVALID, "Upload-Metadata",
                         "the name of the file is missing: filename, and the name in base 64");
}

fa_status tus_read_name(const char *metadata, char out[TUS_NAME_BYTES], fa_error *err)
{
    static const char key[] = "filename ";
    size_t got;

    while (metadata != NULL && *metadata != '\0') {
        size_t len = strcspn(metadata, ",");

        if (len >= sizeof key - 1 && memcmp(metadata, key, sizeof key - 1) == 0) {
            if (!decode(metadata + sizeof key - 1, len - (sizeof key - 1), (unsigned char *)out,
                        TUS_NAME_BYTES - 1, &got) ||
                memchr(out, '\0', got) != NULL)
                break;
            out[got] = '\0';
            return FA_OK;
        }
        metadata += len;
        metadata += strspn(metadata, ", ");
    }
    return bad_metadata(err);
}

void tus_write_name(const char *name, char out[TUS_METADATA_BYTES])
{
    size_t len = strlen(name), at = (size_t)snprintf(out, TUS_METADATA_BYTES, "filename ");

    for (size_t i = 0; i < len && at + 5 <= TUS_METADATA_BYTES; i += 3) {
        size_t n = len - i < 3 ? len - i : 3;
        uint32_t bits = 0;

        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < n ? (unsigned char)name[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            out[at++] = k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=';
    }
    out[at] = '\0';
}

fa_status tus_read_checksum(const char *text, fa_transfer_piece *piece, fa_error *err)
{
    static const struct {
        const char *name;
        fa_checksum_kind kind;
        size_t bytes;
    } kinds[] = {{"sha1 ", FA_CHECKSUM_SHA1, 20}, {"sha256 ", FA_CHECKSUM_SHA256, 32}};

    if (text == NULL)
        return FA_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i].name), got = 0;

        if (strncmp(text, kinds[i].name, n) == 0 &&
            decode(text + n, strlen(text + n), piece->digest, sizeof piece->digest, &got) &&
            got == kinds[i].bytes) {
            piece->checksum = kinds[i].kind;
            return FA_OK;
        }
    }
    return fa_fail_field(err, FA_EINVALID, "Upload-Checksum",
                         "a checksum is sha256 or sha1, and the digest in base 64");
}

fa_status tus_read_number(const char *text, const char *header, uint64_t *out, fa_error *err)
{
    char *end = NULL;

    errno = 0;
    if (text != NULL && *text >= '0' && *text <= '9')
        *out = strtoull(text, &end, 10);
    if (end == NULL || *end != '\0' || errno != 0 || *out > INT64_MAX)
        return fa_fail_field(err, FA_EINVALID, header, "%s is a number of bytes", header);
    return FA_OK;
}

void tus_write_date(fa_time time, char out[TUS_DATE_BYTES])
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t seconds = (time_t)(time / 1000);
    struct tm t;

    *out = '\0';
    if (gmtime_r(&seconds, &t) != NULL)
        (void)snprintf(out, TUS_DATE_BYTES, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[t.tm_wday], t.tm_mday,
                       months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}
