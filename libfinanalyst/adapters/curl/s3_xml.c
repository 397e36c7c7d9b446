/* adapters/curl/s3_xml.c: a strict reader of small XML documents. Specification: XML 1.0, fifth edition. */
#include "s3_xml.h"

#include <stdint.h>
#include <string.h>

typedef struct reader {
    const char *at, *end;
    char names[FAI_S3_XML_DEPTH][FAI_S3_XML_NAME];
    char text[FAI_S3_XML_DEPTH][FAI_S3_XML_TEXT];
    size_t lens[FAI_S3_XML_DEPTH];
    int depth;
    bool had_root;
    fai_s3_element_fn visit;
    void *payload;
} reader;

static fa_status bad(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "the blob store gave an answer that cannot be read");
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_name(char c, bool first)
{
    bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == ':';

    return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

static void skip_space(reader *r)
{
    while (r->at < r->end && is_space(*r->at))
        r->at++;
}

static bool take(reader *r, const char *literal)
{
    size_t len = strlen(literal);

    if ((size_t)(r->end - r->at) < len || memcmp(r->at, literal, len) != 0)
        return false;
    r->at += len;
    return true;
}

static fa_status read_name(reader *r, char out[FAI_S3_XML_NAME], fa_error *err)
{
    size_t n = 0;

    while (r->at < r->end && is_name(*r->at, n == 0) && n < FAI_S3_XML_NAME - 1)
        out[n++] = *r->at++;
    out[n] = '\0';
    return n == 0 || (r->at < r->end && is_name(*r->at, false)) ? bad(err) : FA_OK;
}

static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

static int digit_of(char c, int base)
{
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : 99;

    return value < base ? value : -1;
}

/* "#10;" or "#xA;", behind the ampersand's "#". */
static fa_status read_number(reader *r, uint32_t *out, fa_error *err)
{
    int base = take(r, "x") ? 16 : 10, digits = 0;
    uint32_t c = 0;

    for (; r->at < r->end && digit_of(*r->at, base) >= 0; digits++) {
        c = c * (uint32_t)base + (uint32_t)digit_of(*r->at++, base);
        if (c > 0x10ffff)
            return bad(err);
    }
    if (digits == 0 || !take(r, ";") || c == 0 || (c >= 0xd800 && c < 0xe000))
        return bad(err);
    *out = c;
    return FA_OK;
}

static fa_status read_entity(reader *r, char out[4], size_t *len, fa_error *err)
{
    static const struct {
        const char *name;
        char c;
    } entities[] = {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}};
    uint32_t c = 0;
    fa_status st;
    size_t i;

    if (take(r, "#")) {
        st = read_number(r, &c, err);
        *len = st == FA_OK ? encode(c, out) : 0;
        return st;
    }
    for (i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (take(r, entities[i].name)) {
            out[0] = entities[i].c;
            *len = 1;
            return FA_OK;
        }
    }
    return bad(err);
}

static fa_status add_text(reader *r, const char *bytes, size_t len, fa_error *err)
{
    int at = r->depth - 1;

    if (len > FAI_S3_XML_TEXT - 1 - r->lens[at])
        return bad(err);
    memcpy(r->text[at] + r->lens[at], bytes, len);
    r->lens[at] += len;
    return FA_OK;
}

/* Text outside of all elements may be blank only. */
static fa_status read_text(reader *r, fa_error *err)
{
    char c[4];
    size_t len = 1;
    fa_status st = FA_OK;

    if (r->depth == 0)
        return is_space(*r->at++) ? FA_OK : bad(err);
    c[0] = *r->at++;
    if (c[0] == '&')
        st = read_entity(r, c, &len, err);
    else if (c[0] == '\0')
        st = bad(err);
    return st == FA_OK ? add_text(r, c, len, err) : st;
}

static fa_status skip_attribute(reader *r, fa_error *err)
{
    char name[FAI_S3_XML_NAME], quote;
    fa_status st = read_name(r, name, err);

    if (st != FA_OK)
        return st;
    skip_space(r);
    if (!take(r, "="))
        return bad(err);
    skip_space(r);
    if (r->at == r->end || (*r->at != '"' && *r->at != '\''))
        return bad(err);
    quote = *r->at++;
    while (r->at < r->end && *r->at != quote) {
        if (*r->at++ == '<')
            return bad(err);
    }
    if (r->at == r->end)
        return bad(err);
    r->at++;
    return FA_OK;
}

static fa_status end_element(reader *r, fa_error *err)
{
    const char *names[FAI_S3_XML_DEPTH];
    fa_status st;
    int i;

    for (i = 0; i < r->depth; i++)
        names[i] = r->names[i];
    r->text[r->depth - 1][r->lens[r->depth - 1]] = '\0';
    st = r->visit(r->payload, names, r->depth, r->text[r->depth - 1], err);
    r->depth--;
    return st;
}

static fa_status begin_element(reader *r, fa_error *err)
{
    fa_status st;

    if (r->depth == FAI_S3_XML_DEPTH || (r->depth == 0 && r->had_root))
        return bad(err);
    r->had_root = true;
    st = read_name(r, r->names[r->depth], err);
    r->lens[r->depth++] = 0;
    while (st == FA_OK) {
        const char *before = r->at;

        skip_space(r);
        if (take(r, "/>"))
            return end_element(r, err);
        if (take(r, ">"))
            return FA_OK;
        st = r->at == before ? bad(err) : skip_attribute(r, err);
    }
    return st;
}

static fa_status read_end_tag(reader *r, fa_error *err)
{
    char name[FAI_S3_XML_NAME];
    fa_status st = read_name(r, name, err);

    if (st != FA_OK)
        return st;
    skip_space(r);
    if (!take(r, ">") || r->depth == 0 || strcmp(name, r->names[r->depth - 1]) != 0)
        return bad(err);
    return end_element(r, err);
}

static fa_status skip_declaration(reader *r, fa_error *err)
{
    fa_status st = FA_OK;

    (void)take(r, "\xef\xbb\xbf");
    if (!take(r, "<?xml"))
        return FA_OK;
    while (st == FA_OK) {
        const char *before = r->at;

        skip_space(r);
        if (take(r, "?>"))
            return FA_OK;
        st = r->at == before ? bad(err) : skip_attribute(r, err);
    }
    return st;
}

fa_status fai_s3_xml_read(const char *text, size_t len, fai_s3_element_fn visit, void *payload, fa_error *err)
{
    reader r = {.at = text, .end = text + len, .visit = visit, .payload = payload};
    fa_status st = skip_declaration(&r, err);

    while (st == FA_OK && r.at < r.end) {
        if (take(&r, "</"))
            st = read_end_tag(&r, err);
        else if (take(&r, "<"))
            st = begin_element(&r, err);
        else
            st = read_text(&r, err);
    }
    if (st == FA_OK && (r.depth != 0 || !r.had_root))
        st = bad(err);
    return st;
}

bool fai_s3_xml_is(const char *const *names, int depth, const char *a, const char *b)
{
    return depth >= 2 && strcmp(names[depth - 1], b) == 0 && strcmp(names[depth - 2], a) == 0;
}
