/* extract/pdf_scan.c: a strict scanner for the one XHTML that `pdftotext -bbox` writes:
 *   … <title>T</title> … <doc>
 *     <page width="612.000000" height="792.000000">
 *       <word xMin="81.3" yMin="21.9" xMax="82.1" yMax="22.6">text</word> …
 *     </page> …
 *   </doc> …
 * with numbers as printf("%f") prints them and five entities in texts. */
#define _GNU_SOURCE /* memmem */
#include <math.h>
#include <string.h>

#include "pdf.h"

enum { DIGITS_MAX = 7 }; /* before the point: no page is larger, in points */

typedef struct cursor {
    char *at;
    const char *end;
} cursor;

static fa_status garbled(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "The PDF makes its reader write what makes no sense; it is damaged.");
}

/* Inlined always, so that the comparison with a short literal becomes a few instructions. */
__attribute__((always_inline)) static inline bool take(cursor *c, const char *literal, size_t len)
{
    if ((size_t)(c->end - c->at) < len || memcmp(c->at, literal, len) != 0)
        return false;
    c->at += len;
    return true;
}

#define TAKE(c, literal) take(c, literal, sizeof(literal) - 1)

static bool is_digit(const cursor *c)
{
    return c->at < c->end && *c->at >= '0' && *c->at <= '9';
}

/* What is no number, or one that is off any page, comes out as NAN: a box that is nowhere. */
static bool take_number(cursor *c, float *out)
{
    static const float tenths[] = {1e0F, 1e-1F, 1e-2F, 1e-3F, 1e-4F, 1e-5F, 1e-6F};
    bool minus = TAKE(c, "-");
    const char *start = c->at;
    int64_t whole = 0, part = 0;
    size_t digits = 0;

    for (; is_digit(c); c->at++)
        whole = c->at - start < DIGITS_MAX ? whole * 10 + (*c->at - '0') : INT64_MAX;
    if (c->at == start) {
        *out = NAN;
        return TAKE(c, "nan") || TAKE(c, "inf");
    }
    if (TAKE(c, "."))
        for (; is_digit(c) && digits < sizeof tenths / sizeof tenths[0] - 1; c->at++, digits++)
            part = part * 10 + (*c->at - '0');
    *out = whole == INT64_MAX ? NAN : (float)whole + (float)part * tenths[digits];
    if (minus)
        *out = -*out;
    return true;
}

/* Decodes the entities of a text where it stands; returns its new length, or SIZE_MAX for one that is unknown. */
static size_t decode(char *text, size_t len)
{
    static const struct {
        const char *name;
        size_t len;
        char c;
    } entities[] = {
        {"&amp;", 5, '&'}, {"&lt;", 4, '<'}, {"&gt;", 4, '>'}, {"&apos;", 6, '\''}, {"&quot;", 6, '"'}};
    char *from = memchr(text, '&', len), *to = from, *end = text + len;

    while (from != NULL && from < end) {
        size_t i = 0, count = sizeof entities / sizeof entities[0];

        if (*from != '&') {
            *to++ = *from++;
            continue;
        }
        while (i < count && ((size_t)(end - from) < entities[i].len ||
                             memcmp(from, entities[i].name, entities[i].len) != 0))
            i++;
        if (i == count)
            return SIZE_MAX;
        *to++ = entities[i].c;
        from += entities[i].len;
    }
    return from == NULL ? len : (size_t)(to - text);
}

static fa_status add_word(pdf_scan *s, fa_box box, char *text, size_t len, fa_error *err)
{
    float swap;

    len = decode(text, len);
    if (len == SIZE_MAX)
        return garbled(err);
    if (len == 0 || isnan(box.x0) || isnan(box.y0) || isnan(box.x1) || isnan(box.y1))
        return FA_OK;
    if (box.x0 > box.x1)
        swap = box.x0, box.x0 = box.x1, box.x1 = swap;
    if (box.y0 > box.y1)
        swap = box.y0, box.y0 = box.y1, box.y1 = swap;
    s->words++;
    return fa_content_add_word(s->builder, box, text, len, err);
}

/* Takes one word with its tags; leaves the cursor anywhere when there is none, or not the whole of it. */
static bool take_word(cursor *c, fa_box *box, char **text, size_t *len)
{
    if (!TAKE(c, "<word xMin=\"") || !take_number(c, &box->x0) || !TAKE(c, "\" yMin=\"") ||
        !take_number(c, &box->y0) || !TAKE(c, "\" xMax=\"") || !take_number(c, &box->x1) ||
        !TAKE(c, "\" yMax=\"") || !take_number(c, &box->y1) || !TAKE(c, "\">"))
        return false;
    *text = c->at;
    while (c->at < c->end && *c->at != '<')
        c->at++;
    *len = (size_t)(c->at - *text);
    return TAKE(c, "</word>");
}

static fa_status scan_page(pdf_scan *s, cursor *c, fa_error *err)
{
    float width, height;
    bool turned;

    if (!TAKE(c, "<page width=\"") || !take_number(c, &width) || !TAKE(c, "\" height=\"") ||
        !take_number(c, &height) || !TAKE(c, "\">") || s->page >= s->info->pages)
        return garbled(err);
    width = isnan(width) ? 0 : width;
    height = isnan(height) ? 0 : height;
    turned = s->info->turned[s->page] != 0;
    s->page++;
    s->where = PDF_IN_PAGE;
    return fa_content_begin_page(s->builder, turned ? height : width, turned ? width : height, err);
}

static fa_status scan_title(pdf_scan *s, char *head, size_t len, fa_error *err)
{
    char *text = memmem(head, len, "<title>", 7), *end;
    size_t size;

    if (text == NULL || s->page > 0)
        return FA_OK;
    text += 7;
    end = memmem(text, len - (size_t)(text - head), "</title>", 8);
    size = end == NULL ? SIZE_MAX : decode(text, (size_t)(end - text));
    if (size == SIZE_MAX)
        return FA_OK;
    text[size] = '\0'; /* inside its own closing tag */
    return fa_content_set_title(s->builder, text, err);
}

/* Each step takes one item and returns true, or returns false when it is not whole yet. */

static bool scan_head(pdf_scan *s, cursor *c, fa_status *st, fa_error *err)
{
    size_t len = (size_t)(c->end - c->at);
    char *document = memmem(c->at, len, "<doc>", 5);

    if (document == NULL)
        return false;
    *st = scan_title(s, c->at, (size_t)(document - c->at), err);
    c->at = document + 5;
    s->where = PDF_IN_DOCUMENT;
    return true;
}

static bool scan_document(pdf_scan *s, cursor *c, fa_status *st, fa_error *err)
{
    if (memchr(c->at, '>', (size_t)(c->end - c->at)) == NULL)
        return false;
    if (TAKE(c, "</doc>"))
        s->where = PDF_AT_END;
    else
        *st = scan_page(s, c, err);
    return true;
}

/* Whether the item at the cursor, a word or a tag, is all there. */
static bool is_whole(const cursor *c)
{
    static const char close[] = "</word>";
    const char *tag = memchr(c->at, '>', (size_t)(c->end - c->at)),
               *after = tag == NULL ? NULL : memchr(tag, '<', (size_t)(c->end - tag));

    return after != NULL && (size_t)(c->end - after) >= sizeof close - 1;
}

static bool scan_in_page(pdf_scan *s, cursor *c, fa_status *st, fa_error *err)
{
    cursor ahead = *c;
    fa_box box;
    char *text;
    size_t len;

    if (take_word(&ahead, &box, &text, &len)) {
        c->at = ahead.at;
        *st = add_word(s, box, text, len, err);
        return true;
    }
    if (TAKE(c, "</page>")) {
        s->where = PDF_IN_DOCUMENT;
        return true;
    }
    if (!is_whole(c))
        return false;
    *st = garbled(err);
    return true;
}

static bool scan_item(pdf_scan *s, cursor *c, fa_status *st, fa_error *err)
{
    switch (s->where) {
    case PDF_IN_HEAD:
        return scan_head(s, c, st, err);
    case PDF_IN_DOCUMENT:
        return scan_document(s, c, st, err);
    case PDF_IN_PAGE:
        return scan_in_page(s, c, st, err);
    case PDF_AT_END:
        break;
    }
    c->at += c->end - c->at;
    return false;
}

fa_status pdf_scan_feed(pdf_scan *scan, char *text, size_t len, size_t *used, fa_error *err)
{
    cursor c = {text, text + len};
    fa_status st = FA_OK;

    do
        while (c.at < c.end && (*c.at == ' ' || *c.at == '\n'))
            c.at++;
    while (scan_item(scan, &c, &st, err) && st == FA_OK);
    *used = (size_t)(c.at - text);
    return st;
}
