/* http/file.c: files on their way in and out. */
#include "http/internal.h"

fa_status http_read_file(void *file, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, file);
    return ferror((FILE *)file) ? fa_fail(err, FA_EUNAVAILABLE, "the upload cannot be read back") : FA_OK;
}

fa_status http_write_file(void *file, const void *buf, size_t len, fa_error *err)
{
    return fwrite(buf, 1, len, file) == len ? FA_OK
                                            : fa_fail(err, FA_EUNAVAILABLE, "the file cannot be sent");
}

static bool is_plain(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
}

/* RFC 6266: the name in ASCII, and as it is (RFC 8187). */
static void name_file(http_reply *reply, const char *name)
{
    fa_buf value;

    fa_buf_init(&value, 4096);
    fa_buf_puts(&value, "attachment; filename=\"");
    for (const char *s = name; *s != '\0'; s++)
        fa_buf_printf(&value, "%c", *s == '"' || *s == '\\' || *s < 0x20 || *s == 0x7f ? '_' : *s);
    fa_buf_puts(&value, "\"; filename*=UTF-8''");
    for (const unsigned char *s = (const unsigned char *)name; *s != '\0'; s++)
        fa_buf_printf(&value, is_plain(*s) ? "%c" : "%%%02X", *s);
    http_reply_header(reply, "Content-Disposition",
                      value.bad == FA_OK && value.len < sizeof reply->headers->value - 6 ? value.data
                                                                                         : "attachment");
    fa_buf_clear(&value);
}

void http_reply_attachment(http_reply *reply, FILE *file, const char *name, const char *type)
{
    http_reply_type(reply, type);
    name_file(reply, name);
    http_reply_file(reply, file);
}
