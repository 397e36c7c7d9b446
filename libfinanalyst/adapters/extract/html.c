/* extract/html.c: HTML and XHTML by the push parser of libxml2: elements to blocks, cells, page breaks and tags. */
#include "html_tree.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include <finanalyst/alloc.h>

#include "html_guard.h"
#include "html_submission.h"
#include "text_flow.h"

enum {
    PARTS_MAX =
        100000, /* times that the parser begins anew: after </html>, or when elements are nested too deeply */
    FEED_BYTES = 16384
};

/* The parser and where it is. */
typedef struct reader {
    html_tree tree;
    htmlParserCtxtPtr parser;
    const char *text; /* decoded */
    size_t len;
    size_t part;   /* where the parser's input begins in the decoded text */
    int parts;     /* that were begun */
    fa_status st;  /* the first failure */
    bool stopped;  /* too deep: begin anew behind this element */
    size_t resume; /* from there, in the decoded text */
} reader;

static void fail(reader *r, fa_status st)
{
    if (st == FA_OK || r->st != FA_OK)
        return;
    r->st = st;
    xmlStopParser(r->parser);
}

/* Where the parser is, in the decoded text. Inside a start tag that is right before its end. */
static size_t decoded_at(const reader *r)
{
    const xmlParserInput *in = r->parser->input;

    return in == NULL ? r->part : r->part + in->consumed + (size_t)(in->cur - in->base);
}

static uint32_t source_at(reader *r)
{
    return (uint32_t)text_source_origin(&r->tree.doc.source, decoded_at(r));
}

/* The '<' of the start tag that the parser is in. */
static uint32_t tag_start(const reader *r, uint32_t at)
{
    const unsigned char *bytes = r->tree.doc.source.bytes;
    uint32_t i = at < r->tree.doc.source.len ? at : (uint32_t)r->tree.doc.source.len;

    while (i > r->tree.event_end && (i == r->tree.doc.source.len || bytes[i] != '<'))
        i--;
    return i;
}

/* Behind the '>' of the start tag that the parser is in, which stands at most a slash away. */
static size_t behind_tag(const char *text, size_t len, size_t at)
{
    size_t i = at;

    while (i < len && i < at + 3 && text[i] != '>')
        i++;
    return i < len && text[i] == '>' ? i + 1 : at;
}

/* ---- events ---- */

static void on_start(void *payload, const xmlChar *name, const xmlChar **atts)
{
    reader *r = payload;
    uint32_t at;

    if (r->st != FA_OK || r->stopped)
        return;
    at = source_at(r);
    if (r->tree.depth == HTML_DEPTH_MAX) {
        r->stopped = true;
        r->resume = behind_tag(r->text, r->len, decoded_at(r));
        xmlStopParser(r->parser);
        return;
    }
    fail(r, html_tree_begin(&r->tree, (const char *)name, (const char *const *)atts, tag_start(r, at)));
    r->tree.event_end =
        (uint32_t)text_source_origin(&r->tree.doc.source, behind_tag(r->text, r->len, decoded_at(r)));
}

static bool same_name(const unsigned char *p, const char *name)
{
    for (; *name != '\0'; p++, name++)
        if ((*p >= 'A' && *p <= 'Z' ? *p + 32 : *p) != (unsigned char)*name)
            return false;
    return true;
}

/* Where the element ends: behind its own end tag or "/>", or for one that another tag ends, at the last event. */
static uint32_t element_end(const reader *r, const char *name, uint32_t at)
{
    const unsigned char *bytes = r->tree.doc.source.bytes;
    size_t n = strlen(name);
    uint32_t open;

    if (at < 2 || at > r->tree.doc.source.len || bytes[at - 1] != '>')
        return r->tree.event_end;
    if (bytes[at - 2] == '/')
        return at;
    open = at - 1;
    while (open > r->tree.event_end && bytes[open] != '<')
        open--;
    return at - open > n + 2 && bytes[open] == '<' && bytes[open + 1] == '/' &&
                   same_name(bytes + open + 2, name)
               ? at
               : r->tree.event_end;
}

static void on_end(void *payload, const xmlChar *name)
{
    reader *r = payload;
    uint32_t end;

    if (r->st != FA_OK || r->stopped || r->tree.depth == 0)
        return;
    end = element_end(r, (const char *)name, source_at(r));
    fail(r, html_tree_end(&r->tree, end));
    if (end > r->tree.event_end)
        r->tree.event_end = end;
}

static void on_text(void *payload, const xmlChar *text, int len)
{
    reader *r = payload;
    uint32_t end;

    if (r->st != FA_OK || r->stopped || len <= 0)
        return;
    end = source_at(r);
    fail(r, html_tree_text(&r->tree, (const char *)text, (size_t)len, end));
    r->tree.event_end = end;
}

static void on_other(void *payload, const xmlChar *text)
{
    reader *r = payload;

    (void)text;
    if (r->st == FA_OK && !r->stopped)
        r->tree.event_end = source_at(r);
}

static void on_instruction(void *payload, const xmlChar *target, const xmlChar *data)
{
    (void)data;
    on_other(payload, target);
}

/* ---- feeding the parser ---- */

static bool open_parser(reader *r)
{
    xmlSAXHandler sax;

    memset(&sax, 0, sizeof sax);
    sax.startElement = on_start;
    sax.endElement = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    sax.comment = on_other;
    sax.processingInstruction = on_instruction;
    r->parser = htmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (r->parser == NULL)
        return false;
    htmlCtxtUseOptions(r->parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                      HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    return true;
}

/* Whether the parser has come to the end of a document, behind which it reads no further. */
static bool is_over(const reader *r)
{
    return r->parser->instate == XML_PARSER_EOF;
}

/* How much to feed next: up to the end of a tag, since the parser looks for the end of one that is cut in two again and
 * again, and may miss it until the very end. */
static size_t feed_len(const char *text, size_t len)
{
    size_t n = len < FEED_BYTES ? len : FEED_BYTES, cut = n;

    while (cut > 0 && text[cut - 1] != '>')
        cut--;
    return cut != 0 ? cut : n;
}

/* Parses from r->part on until the text, or a document in it, ends. *end: how far it came. */
static fa_status parse_part(reader *r, size_t *end)
{
    size_t at = r->part;

    if (!open_parser(r))
        return fa_fail(r->tree.doc.err, FA_ENOMEM, "out of memory while reading HTML");
    while (!is_over(r) && at < r->len) {
        size_t n = feed_len(r->text + at, r->len - at);

        htmlParseChunk(r->parser, r->text + at, (int)n, 0);
        at += n;
    }
    if (!is_over(r))
        htmlParseChunk(r->parser, NULL, 0, 1);
    *end = r->stopped ? r->resume : decoded_at(r);
    if (r->st == FA_OK)
        r->st = html_tree_close(&r->tree);
    htmlFreeParserCtxt(r->parser);
    r->parser = NULL;
    return r->st;
}

/* All HTML documents from byte `start` to r->len, one after the other. */
static fa_status parse_all(reader *r, size_t start)
{
    fa_status st = FA_OK;

    r->part = html_skip_ends(r->text, r->len, start);
    while (st == FA_OK && r->part < r->len) {
        size_t end = r->len;

        if (++r->parts > PARTS_MAX)
            return fa_fail_field(r->tree.doc.err, FA_ETOOLARGE, "depth",
                                 "its elements are nested too deeply");
        r->stopped = false;
        st = parse_part(r, &end);
        if (!r->stopped && r->tree.doc.ix.document < UINT16_MAX)
            r->tree.doc.ix.document++;
        if (!r->stopped)
            end = html_skip_ends(r->text, r->len, end);
        r->part = end > r->part ? end : r->part + 1;
    }
    return st;
}

static uint32_t origin(void *payload, size_t at)
{
    reader *r = payload;

    return (uint32_t)text_source_origin(&r->tree.doc.source, r->part + at);
}

/* The documents of a submission; each begins a page. */
static fa_status parse_submission(reader *r)
{
    size_t len = r->len, at = 0;
    fa_status st = FA_OK;
    html_part part;

    while (st == FA_OK && html_submission_next(r->text, len, &at, &part)) {
        text_flow flow = {&r->tree.doc.pages, r->text + part.start, part.end - part.start, origin, r};

        r->part = part.start;
        r->len = part.end;
        st = part.plain ? text_flow_run(&flow) : parse_all(r, part.start);
        if (st == FA_OK)
            st = html_break_page(&r->tree.doc);
    }
    return st;
}

static fa_status finish(reader *r)
{
    html_doc *d = &r->tree.doc;
    fa_status st = html_tables_flush(d, d->depth);

    if (st == FA_OK && d->pages.page == 0 && d->ix.tags.len == 0)
        st = fa_fail(d->err, FA_ENOTEXT, "the document shows no text");
    if (st == FA_OK && r->tree.name.len != 0)
        st = fa_content_set_title(d->pages.builder, r->tree.name.data, d->err);
    return st == FA_OK ? ixbrl_finish(&d->ix, d->ids.data, d->pages.builder) : st;
}

static fa_status read_text(reader *r)
{
    if (!html_guard_attributes(r->text, r->len))
        return fa_fail_field(r->tree.doc.err, FA_ETOOLARGE, "attributes",
                             "an element has too many attributes");
    r->tree.doc.pages.paged = html_has_breaks(r->text, r->len);
    return html_is_submission(r->text, r->len) ? parse_submission(r) : parse_all(r, 0);
}

fa_status extract_html(const extract_input *in, fa_content_builder *b, fa_error *err)
{
    reader *r = fa_calloc(1, sizeof *r);
    text_file file;
    fa_status st;

    if (r == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading HTML");
    st = text_file_open(&file, in, err);
    if (st == FA_OK)
        st = html_tree_init(&r->tree, b, err);
    r->tree.doc.source = file.source;
    r->text = file.text;
    r->len = file.len;
    if (st == FA_OK)
        st = read_text(r);
    if (st == FA_OK)
        st = finish(r);
    text_file_close(&file);
    html_tree_clear(&r->tree);
    fa_free(r);
    return st;
}
