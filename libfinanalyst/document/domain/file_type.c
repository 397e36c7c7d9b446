/* document/domain/file_type.c: what kind of file bytes are. */
#include "document/domain/file_type.h"

#include <string.h>

#include "base/text.h"

typedef struct magic {
    const char *bytes;
    size_t len;
    const char *type;
} magic;

#define MAGIC(bytes, type)                                                                                   \
    {                                                                                                        \
        bytes, sizeof(bytes) - 1, type                                                                       \
    }

/* Kinds that are not read, named so that the refusal can be a clear one. */
static const magic magics[] = {
    MAGIC("PK\003\004", "application/zip"),
    MAGIC("\x1f\x8b", "application/gzip"),
    MAGIC("\x89PNG\r\n\x1a\n", "image/png"),
    MAGIC("\xff\xd8\xff", "image/jpeg"),
    MAGIC("GIF8", "image/gif"),
    MAGIC("II*\0", "image/tiff"),
    MAGIC("MM\0*", "image/tiff"),
    MAGIC("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    MAGIC("{\\rtf", "application/rtf"),
};

/* ISO 32000-1, annex H, note 13: readers take the header anywhere in the first 1024 bytes. */
static bool is_pdf(fai_str head)
{
    return fai_str_find(fai_str_sub(head, 0, head.n < 1024 ? head.n : 1024), FAI_STR("%PDF-"), 0) != FAI_NPOS;
}

static bool is_html(fai_str head)
{
    fai_str text = head;

    if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
        text = fai_str_sub(text, 3, text.n);
    text = fai_str_trim(text);
    if (text.n == 0 || text.p[0] != '<')
        return false;
    return fai_str_find_ci(text, FAI_STR("<html"), 0) != FAI_NPOS ||
           fai_str_find_ci(text, FAI_STR("<!doctype html"), 0) != FAI_NPOS ||
           fai_str_starts_ci(text, FAI_STR("<body")) || fai_str_starts_ci(text, FAI_STR("<head")) ||
           fai_str_starts_ci(text, FAI_STR("<table")) || fai_str_starts_ci(text, FAI_STR("<div"));
}

/* Text of any encoding but UTF-16: no byte that only binary files have. */
static bool is_text(fai_str head)
{
    size_t i;

    for (i = 0; i < head.n; i++) {
        unsigned char c = (unsigned char)head.p[i];

        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f')
            return false;
    }
    return true;
}

static const char *text_type(fai_str name)
{
    if (fai_str_ends_ci(name, FAI_STR(".csv")))
        return "text/csv";
    if (fai_str_ends_ci(name, FAI_STR(".md")) || fai_str_ends_ci(name, FAI_STR(".markdown")))
        return "text/markdown";
    return "text/plain";
}

const char *fai_media_type(const void *head, size_t len, const char *name)
{
    fai_str text = {head, len};
    size_t i;

    if (is_pdf(text))
        return "application/pdf";
    for (i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (len >= magics[i].len && memcmp(head, magics[i].bytes, magics[i].len) == 0)
            return magics[i].type;
    }
    if (is_html(text))
        return "text/html";
    if (is_text(text))
        return text_type(fai_str_of(name));
    return "application/octet-stream";
}
