/* extract/reader_sniff.c: what kind of file this is. The bytes decide; a name can lie, and only parts plain texts. */
#include <string.h>
#include <strings.h>

#include "reader.h"

enum { PROBE = 4096, PDF_PROBE = 1024, ZIP_PROBE = 65536 };

/* The first bytes as ASCII in lower case: a byte order mark, and the zero bytes of UTF-16, taken out. */
typedef struct probe {
    char text[PROBE + 1];
    size_t len;
    bool marked; /* there was a byte order mark */
} probe;

static bool starts(const extract_input *in, const char *magic, size_t len)
{
    return in->len >= len && memcmp(in->bytes, magic, len) == 0;
}

static const unsigned char *find(const unsigned char *bytes, size_t len, const char *what)
{
    size_t size = strlen(what);

    for (size_t i = 0; i + size <= len; i++)
        if (bytes[i] == (unsigned char)what[0] && memcmp(bytes + i, what, size) == 0)
            return bytes + i;
    return NULL;
}

static void take_probe(const extract_input *in, probe *out)
{
    bool utf8 = starts(in, "\xEF\xBB\xBF", 3), utf16 = starts(in, "\xFF\xFE", 2) || starts(in, "\xFE\xFF", 2);
    size_t i = utf8 ? 3 : utf16 ? 2 : 0;

    out->len = 0;
    out->marked = utf8 || utf16;
    for (; i < in->len && out->len < PROBE; i++) {
        unsigned char c = in->bytes[i];

        if (!utf16 || c != 0)
            out->text[out->len++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    out->text[out->len] = '\0';
}

/* The header may come a little late, or be damaged while the rest can still be read. */
static bool is_pdf(const extract_input *in)
{
    size_t front = in->len < PDF_PROBE ? in->len : PDF_PROBE, part = in->len < PROBE ? in->len : PROBE;

    return find(in->bytes, front, "%PDF-") != NULL ||
           (find(in->bytes, part, "endobj") != NULL &&
            find(in->bytes + (in->len - part), part, "startxref") != NULL);
}

/* ---- what is not read ---- */

typedef struct magic {
    const char *bytes;
    size_t len;
    const char *what;
} magic;

static const magic magics[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "an old Excel or Word document"},
    {"{\\rtf", 5, "a rich text document"},
    {"\x89PNG", 4, "a picture"},
    {"\xFF\xD8\xFF", 3, "a picture"},
    {"GIF8", 4, "a picture"},
    {"II*\0", 4, "a picture"},
    {"MM\0*", 4, "a picture"},
    {"BM", 2, "a picture"},
    {"\x1F\x8B", 2, "a compressed file"},
    {"BZh", 3, "a compressed file"},
    {"\xFD"
     "7zXZ",
     5, "a compressed file"},
    {"\x28\xB5\x2F\xFD", 4, "a compressed file"},
    {"7z\xBC\xAF\x27\x1C", 6, "a compressed file"},
    {"Rar!", 4, "a compressed file"},
    {"\x7F"
     "ELF",
     4, "a program"},
    {"%!PS", 4, "a PostScript document"},
    {"SQLite format 3", 15, "a database"},
};

/* The parts of an office document are named at the front or, in the directory, at the end of the archive. */
static const char *name_archive(const extract_input *in)
{
    static const struct {
        const char *part, *what;
    } parts[] = {{"xl/workbook", "an Excel workbook"},
                 {"word/document", "a Word document"},
                 {"ppt/presentation", "a PowerPoint presentation"},
                 {"mimetypeapplication/epub", "an e-book"},
                 {"opendocument", "an OpenDocument file"}};
    size_t len = in->len < ZIP_PROBE ? in->len : ZIP_PROBE;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (find(in->bytes, len, parts[i].part) != NULL ||
            find(in->bytes + (in->len - len), len, parts[i].part) != NULL)
            return parts[i].what;
    return "a ZIP archive";
}

static bool is_control(unsigned char c)
{
    return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B && c != 0x1A;
}

/* Zero bytes, or more than one control character in thirty, are no text in any encoding that is read. */
static bool is_binary(const probe *p)
{
    size_t controls = 0;

    for (size_t i = 0; i < p->len; i++) {
        if (p->text[i] == '\0')
            return true;
        controls += is_control((unsigned char)p->text[i]);
    }
    return controls * 30 > p->len;
}

static const char *name_unsupported(const extract_input *in, const probe *p)
{
    if (starts(in, "PK\3\4", 4) || starts(in, "PK\5\6", 4) || starts(in, "PK\7\10", 4))
        return name_archive(in);
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (starts(in, magics[i].bytes, magics[i].len) && (magics[i].len > 2 || is_binary(p)))
            return magics[i].what;
    return is_binary(p) ? "of an unknown binary kind" : NULL;
}

/* ---- kinds of text ---- */

static bool is_html(const probe *p)
{
    static const char *const tags[] = {"<html", "<!doctype html", "<head", "<body", "<table", "<div", "<ix:"};
    const char *first = p->text + strspn(p->text, " \t\r\n\f");

    /* A document of another kind may quote a tag: it must begin with one of its own. */
    if (*first != '<')
        return false;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        if (strstr(first, tags[i]) != NULL)
            return true;
    return strncmp(first, "<p", 2) == 0 || strncmp(first, "<h1", 3) == 0;
}

static const char *name_markup(const probe *p)
{
    const char *first = p->text + strspn(p->text, " \t\r\n\f");

    if (strncmp(first, "<?xml", 5) != 0)
        return NULL;
    return strstr(first, "xbrl") != NULL ? "an XBRL instance; the filing's HTML document is read"
                                         : "an XML document";
}

static bool has_extension(const char *name, const char *const *list)
{
    const char *dot = strrchr(name, '.');

    for (; dot != NULL && *list != NULL; list++)
        if (strcasecmp(dot + 1, *list) == 0)
            return true;
    return false;
}

/* Counts a separator in a line, outside of quotes. */
static size_t count_in_line(const char *line, size_t len, char separator)
{
    size_t count = 0;
    bool quoted = false;

    for (size_t i = 0; i < len; i++) {
        if (line[i] == '"')
            quoted = !quoted;
        count += !quoted && line[i] == separator;
    }
    return count;
}

/* Three lines or more that hold the same number of one separator, two or more of it. */
static bool looks_like_csv(const probe *p)
{
    static const char separators[] = ",;\t";

    for (const char *s = separators; *s != '\0'; s++) {
        size_t lines = 0, width = 0;
        const char *at = p->text, *end;

        for (; (end = strchr(at, '\n')) != NULL; at = end + 1) {
            size_t count = count_in_line(at, (size_t)(end - at), *s);

            if (count < 2 || (lines > 0 && count != width))
                break;
            width = count;
            lines++;
        }
        if (lines >= 3 && end == NULL)
            return true;
    }
    return false;
}

static bool looks_like_markdown(const probe *p)
{
    return strncmp(p->text, "# ", 2) == 0 || strstr(p->text, "\n# ") != NULL ||
           strstr(p->text, "\n## ") != NULL || strstr(p->text, "\n|--") != NULL ||
           strstr(p->text, "\n| --") != NULL || strstr(p->text, "\n|:-") != NULL;
}

static reader_kind text_kind(const char *name, const probe *p)
{
    static const char *const csv[] = {"csv", "tsv", "tab", NULL},
                             *const markdown[] = {"md", "markdown", "mkd", NULL},
                             *const text[] = {"txt", "text", "log", NULL};

    if (has_extension(name, csv))
        return READER_CSV;
    if (has_extension(name, markdown))
        return READER_MARKDOWN;
    if (has_extension(name, text))
        return READER_TEXT;
    return looks_like_markdown(p) ? READER_MARKDOWN : looks_like_csv(p) ? READER_CSV : READER_TEXT;
}

fa_status reader_sniff(const extract_input *in, reader_kind *out, fa_error *err)
{
    probe p;
    const char *other;

    take_probe(in, &p);
    if (is_pdf(in)) {
        *out = READER_PDF;
        return FA_OK;
    }
    other = name_unsupported(in, &p);
    if (other == NULL && is_html(&p)) {
        *out = READER_HTML;
        return FA_OK;
    }
    if (other == NULL)
        other = name_markup(&p);
    if (other != NULL)
        return fa_fail(err, FA_EUNSUPPORTED, "This file is %s. PDF, HTML, text, Markdown and CSV are read.",
                       other);
    *out = text_kind(in->name, &p);
    return FA_OK;
}
