/* extract/html.c: HTML and XHTML by the push parser of libxml2: elements to blocks, cells, page breaks and tags. */
#include "html.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include <finanalyst/alloc.h>

#include "html_elements.h"
#include "html_guard.h"
#include "html_pre.h"

enum {
    DEPTH_MAX = 512,    /* elements inside each other; deeper ones are read as if they began a document */
    PARTS_MAX = 100000, /* times that the parser begins anew, after </html> or at that depth */
    FEED_BYTES = 16384,
    STYLE_MAX = 4 * 1024 * 1024,
    NAME_MAX_BYTES = 4096
};

/* An element that is open. */
typedef struct frame {
    html_kind kind;
    ixbrl_element ix;
    ixbrl_space around; /* of names without a prefix inside it */
    bool block;
    bool hidden;    /* nothing in it is shown */
    bool skipped;   /* nor read */
    bool invisible; /* by its visibility, which what is inside may undo */
    bool bold;
    bool page_after;
    bool opened; /* a table, row, cell or pre of this element is under way */
    int32_t pad; /* left paddings and margins since the cell began */
    int32_t text_indent;
    uint32_t id;
} frame;

/* The parser and where it is. */
typedef struct reader {
    html_doc doc;
    htmlParserCtxtPtr parser;
    const char *text; /* decoded */
    size_t len;
    size_t part;        /* where the parser's input begins in the decoded text */
    uint32_t event_end; /* where the last event ended in the file */
    fa_status st;       /* the first failure */
    bool stopped;       /* too deep: begin anew behind this element */
    size_t resume;      /* from there, in the decoded text */
    frame frames[DEPTH_MAX];
    int depth;
    html_pre pre;
    fa_buf style; /* of the style element that is open */
    fa_buf name;  /* of the title element */
} reader;

static const frame root_frame = {.kind = HTML_KIND_BLOCK, .block = true};

static const frame *top(const reader *r)
{
    return r->depth == 0 ? &root_frame : &r->frames[r->depth - 1];
}

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
    return (uint32_t)text_source_origin(&r->doc.source, decoded_at(r));
}

/* The '<' of the start tag that the parser is in. */
static uint32_t tag_start(const reader *r, uint32_t at)
{
    const unsigned char *bytes = r->doc.source.bytes;
    uint32_t i = at < r->doc.source.len ? at : (uint32_t)r->doc.source.len;

    while (i > r->event_end && (i == r->doc.source.len || bytes[i] != '<'))
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

/* ---- attributes ---- */

typedef struct attributes {
    html_style style;
    const char *id;
    int32_t col_span, row_span;
    bool page; /* the element is a page of a converted document */
} attributes;

static int32_t span_of(const char *value)
{
    long n = strtol(value, NULL, 10);

    return n < 1 ? 1 : n > HTML_ROWS_MAX ? HTML_ROWS_MAX : (int32_t)n;
}

/* The default namespace that an element declares, else the one around it; prefixes are noted. */
static ixbrl_space take_namespaces(reader *r, const char *const *atts, ixbrl_space around)
{
    size_t i;

    for (i = 0; atts != NULL && atts[i] != NULL; i += 2) {
        if (atts[i][0] != 'x' || strncmp(atts[i], "xmlns", 5) != 0 || atts[i + 1] == NULL)
            continue;
        if (atts[i][5] == '\0')
            around = ixbrl_declare(&r->doc.ix, "", atts[i + 1]);
        else if (atts[i][5] == ':')
            ixbrl_declare(&r->doc.ix, atts[i] + 6, atts[i + 1]);
    }
    return around;
}

static void take_attributes(reader *r, html_kind kind, const char *const *atts, attributes *out)
{
    const char *style = NULL, *classes = NULL;
    size_t i;

    memset(out, 0, sizeof *out);
    out->col_span = out->row_span = 1;
    for (i = 0; atts != NULL && atts[i] != NULL; i += 2) {
        const char *name = atts[i], *value = atts[i + 1] == NULL ? "" : atts[i + 1];

        if (strcmp(name, "style") == 0)
            style = value;
        else if (strcmp(name, "class") == 0)
            classes = value;
        else if (strcmp(name, "id") == 0 || (kind == HTML_KIND_ANCHOR && strcmp(name, "name") == 0))
            out->id = value;
        else if (strcmp(name, "colspan") == 0)
            out->col_span = span_of(value);
        else if (strcmp(name, "rowspan") == 0)
            out->row_span = span_of(value);
        else if (strcmp(name, "hidden") == 0)
            out->style.display = HTML_HIDE;
        else if (strcmp(name, "data-page-no") == 0 || strcmp(name, "data-page-number") == 0)
            out->page = true;
    }
    if (classes != NULL)
        html_sheet_apply(&r->doc.sheet, classes, &out->style);
    if (style != NULL)
        html_style_parse(style, strlen(style), &out->style);
}

static fa_status keep_id(reader *r, const char *id, uint32_t *out)
{
    size_t n = id == NULL ? 0 : strlen(id);

    if (n == 0)
        return FA_OK;
    *out = (uint32_t)r->doc.ids.len;
    return fa_buf_append(&r->doc.ids, id, n + 1) == FA_OK ? FA_OK : fa_buf_check(&r->doc.ids, r->doc.err);
}

/* ---- elements ---- */

static bool is_block_kind(html_kind kind)
{
    return kind != HTML_KIND_INLINE && kind != HTML_KIND_BOLD && kind != HTML_KIND_ANCHOR &&
           kind != HTML_KIND_SKIPPED && kind != HTML_KIND_STYLE && kind != HTML_KIND_NAME;
}

/* What the element looks like, from the one around it, its kind and its style. */
static void make_frame(html_kind kind, const attributes *a, frame *f)
{
    const html_style *s = &a->style;
    bool cell = kind == HTML_KIND_CELL || kind == HTML_KIND_HEAD_CELL;

    f->kind = kind;
    f->block = (is_block_kind(kind) && (s->display != HTML_INLINE || kind != HTML_KIND_BLOCK)) ||
               s->display == HTML_BLOCK;
    f->hidden = f->hidden || s->display == HTML_HIDE;
    f->skipped = f->skipped || kind == HTML_KIND_SKIPPED || kind == HTML_KIND_STYLE || kind == HTML_KIND_NAME;
    f->invisible = s->visible != 0 ? s->visible < 0 : f->invisible;
    f->bold = s->bold != 0 ? s->bold > 0
                           : f->bold || kind == HTML_KIND_BOLD || kind == HTML_KIND_TITLE ||
                                 kind == HTML_KIND_HEAD_CELL;
    f->page_after = s->page_after;
    f->pad = (cell ? 0 : f->pad) + s->padding + s->margin;
    if (cell || s->has_text_indent)
        f->text_indent = s->text_indent;
    f->opened = false;
    f->ix.role = IXBRL_NONE;
}

/* Inside of pre elements only line and page breaks count. Tagged text is never read so. */
static fa_status begin_in_pre(reader *r, html_kind kind)
{
    const char *mark = kind == HTML_KIND_PAGE ? "\f" : "\n";

    if (kind != HTML_KIND_PAGE && kind != HTML_KIND_BREAK)
        return FA_OK;
    return html_pre_put(&r->pre, mark, 1, r->event_end, r->doc.err);
}

static bool opens_pre(const reader *r, html_kind kind)
{
    return kind == HTML_KIND_PRE && r->doc.depth == 0 && r->doc.ix.tags.len == 0;
}

static fa_status begin_shown(reader *r, html_kind kind, const attributes *a, frame *f, uint32_t start)
{
    html_doc *d = &r->doc;
    int before = d->depth;
    fa_status st = FA_OK;

    if (r->pre.open)
        return begin_in_pre(r, kind);
    if (a->style.page_before || a->page)
        st = html_break_page(d);
    if (st != FA_OK)
        return st;
    if (opens_pre(r, kind)) {
        html_pre_begin(&r->pre);
        f->opened = true;
    }
    switch (kind) {
    case HTML_KIND_PAGE:
        st = html_break_page(d);
        break;
    case HTML_KIND_TABLE:
        st = html_table_open(d);
        f->opened = d->depth > before;
        break;
    case HTML_KIND_ROW:
        f->opened = d->depth > 0;
        st = html_row_open(d);
        break;
    case HTML_KIND_CELL:
    case HTML_KIND_HEAD_CELL:
        f->opened = d->depth > 0;
        st = html_cell_open(d, a->col_span, a->row_span, kind == HTML_KIND_HEAD_CELL, start);
        break;
    default:
        if (f->block)
            st = html_end_block(d);
        break;
    }
    return st == FA_OK && f->block ? ixbrl_gap(&d->ix) : st;
}

static bool is_shown(const frame *f)
{
    return !f->hidden && !f->skipped && f->ix.role != IXBRL_RESOURCE;
}

static fa_status begin_xbrl(reader *r, const char *name, const char *const *atts, frame *f)
{
    const char *local;
    ixbrl_space space = ixbrl_space_of(&r->doc.ix, name, f->around, &local);
    fa_status st;

    if (space == IXBRL_SPACE_NONE)
        return FA_OK;
    st = ixbrl_begin(&r->doc.ix, space, local, atts, &f->ix);
    if (f->ix.role != IXBRL_NONE && f->ix.role != IXBRL_FACT && f->ix.role != IXBRL_CONTINUATION &&
        f->ix.role != IXBRL_EXCLUDE)
        f->hidden = true;
    return st;
}

static fa_status begin_tag(reader *r, const frame *f, uint32_t start)
{
    ixbrl_tag *t = &r->doc.ix.tags.items[f->ix.index];

    t->place.source_start = t->place.source_end = start;
    t->element = f->id;
    t->hidden = t->hidden || f->hidden || f->skipped;
    return t->hidden ? FA_OK : html_tag_begin(&r->doc, f->ix.index);
}

static fa_status begin_element(reader *r, const char *name, const char *const *atts, uint32_t start)
{
    html_kind kind = html_kind_of(name);
    frame f = *top(r);
    attributes a;
    fa_status st;

    f.around = take_namespaces(r, atts, f.around);
    take_attributes(r, kind, atts, &a);
    make_frame(kind, &a, &f);
    st = keep_id(r, a.id, &f.id);
    if (st == FA_OK && (f.around != IXBRL_SPACE_NONE || strchr(name, ':') != NULL))
        st = begin_xbrl(r, name, atts, &f);
    if (st == FA_OK && is_shown(&f))
        st = begin_shown(r, kind, &a, &f, start);
    /* After the block has begun: an id of its own is the first of that block. */
    if (a.id != NULL && *a.id != '\0' && r->doc.block_id == 0)
        r->doc.block_id = f.id;
    if (st == FA_OK && f.ix.role == IXBRL_FACT)
        st = begin_tag(r, &f, start);
    r->frames[r->depth++] = f;
    return st;
}

static fa_status end_table_part(reader *r, const frame *f, uint32_t end)
{
    html_doc *d = &r->doc;

    if (!f->opened)
        return html_end_block(d);
    switch (f->kind) {
    case HTML_KIND_TABLE:
        return html_table_close(d);
    case HTML_KIND_ROW:
        html_row_close(d);
        return FA_OK;
    default:
        html_cell_close(d, end);
        return FA_OK;
    }
}

static fa_status end_shown(reader *r, const frame *f, uint32_t end)
{
    fa_status st = FA_OK;

    if (r->pre.open && (f->kind != HTML_KIND_PRE || !f->opened))
        return FA_OK;
    if (r->pre.open)
        st = html_pre_end(&r->pre, &r->doc);
    else if (f->kind == HTML_KIND_TABLE || f->kind == HTML_KIND_ROW || f->kind == HTML_KIND_CELL ||
             f->kind == HTML_KIND_HEAD_CELL)
        st = end_table_part(r, f, end);
    else if (f->block)
        st = html_end_block(&r->doc);
    if (st == FA_OK && f->block)
        st = ixbrl_gap(&r->doc.ix);
    if (st == FA_OK && f->page_after)
        st = html_break_page(&r->doc);
    return st;
}

static fa_status end_style(reader *r)
{
    fa_status st = fa_buf_check(&r->style, r->doc.err);

    if (st == FA_OK && r->style.len != 0 && !html_sheet_parse(&r->doc.sheet, r->style.data, r->style.len))
        st = fa_fail(r->doc.err, FA_ENOMEM, "out of memory while reading a style sheet");
    fa_buf_reset(&r->style);
    return st;
}

static fa_status end_element(reader *r, uint32_t end)
{
    frame f = r->frames[--r->depth];
    fa_status st = FA_OK;

    if (f.ix.role == IXBRL_FACT) {
        ixbrl_tag *t = &r->doc.ix.tags.items[f.ix.index];

        t->place.source_end = end < t->place.source_start ? t->place.source_start : end;
        if (!t->hidden)
            st = html_tag_end(&r->doc, f.ix.index);
    }
    if (st == FA_OK && f.ix.role != IXBRL_NONE)
        st = ixbrl_end(&r->doc.ix, &f.ix);
    if (st == FA_OK && f.kind == HTML_KIND_STYLE)
        st = end_style(r);
    if (st == FA_OK && is_shown(&f))
        st = end_shown(r, &f, end);
    return st;
}

/* ---- events ---- */

static void on_start(void *payload, const xmlChar *name, const xmlChar **atts)
{
    reader *r = payload;
    uint32_t at;

    if (r->st != FA_OK || r->stopped)
        return;
    at = source_at(r);
    if (r->depth == DEPTH_MAX) {
        r->stopped = true;
        r->resume = behind_tag(r->text, r->len, decoded_at(r));
        xmlStopParser(r->parser);
        return;
    }
    fail(r, begin_element(r, (const char *)name, (const char *const *)atts, tag_start(r, at)));
    r->event_end = (uint32_t)text_source_origin(&r->doc.source, behind_tag(r->text, r->len, decoded_at(r)));
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
    const unsigned char *bytes = r->doc.source.bytes;
    size_t n = strlen(name);
    uint32_t open;

    if (at < 2 || at > r->doc.source.len || bytes[at - 1] != '>')
        return r->event_end;
    if (bytes[at - 2] == '/')
        return at;
    open = at - 1;
    while (open > r->event_end && bytes[open] != '<')
        open--;
    return at - open > n + 2 && bytes[open] == '<' && bytes[open + 1] == '/' &&
                   same_name(bytes + open + 2, name)
               ? at
               : r->event_end;
}

static void on_end(void *payload, const xmlChar *name)
{
    reader *r = payload;
    uint32_t end;

    if (r->st != FA_OK || r->stopped || r->depth == 0)
        return;
    end = element_end(r, (const char *)name, source_at(r));
    fail(r, end_element(r, end));
    if (end > r->event_end)
        r->event_end = end;
}

static fa_status take_text(reader *r, const char *text, size_t len, uint32_t end)
{
    const frame *f = top(r);
    html_look look = {f->bold, f->pad + f->text_indent, f->id};
    fa_status st = FA_OK;

    if (f->skipped) {
        if (f->kind == HTML_KIND_NAME)
            (void)fa_buf_append(&r->name, text, r->name.len + len < NAME_MAX_BYTES ? len : 0);
        else if (f->kind == HTML_KIND_STYLE)
            (void)fa_buf_append(&r->style, text, len);
        return FA_OK;
    }
    if (r->pre.open)
        return f->hidden ? FA_OK : html_pre_put(&r->pre, text, len, r->event_end, r->doc.err);
    st = ixbrl_text(&r->doc.ix, text, len);
    if (st == FA_OK && !f->hidden && !f->invisible)
        st = html_put(&r->doc, text, len, &look, end);
    return st;
}

static void on_text(void *payload, const xmlChar *text, int len)
{
    reader *r = payload;
    uint32_t end;

    if (r->st != FA_OK || r->stopped || len <= 0)
        return;
    end = source_at(r);
    fail(r, take_text(r, (const char *)text, (size_t)len, end));
    r->event_end = end;
}

static void on_other(void *payload, const xmlChar *text)
{
    reader *r = payload;

    (void)text;
    if (r->st == FA_OK && !r->stopped)
        r->event_end = source_at(r);
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

static fa_status close_frames(reader *r)
{
    fa_status st = FA_OK;

    while (st == FA_OK && r->depth > 0)
        st = end_element(r, r->event_end);
    return st;
}

/* Whether the parser has come to the end of a document, behind which it reads no further. */
static bool is_over(const reader *r)
{
    return r->parser->instate == XML_PARSER_EOF;
}

/* Parses from r->part on until the text, or a document in it, ends. *end: how far it came. */
static fa_status parse_part(reader *r, size_t *end)
{
    size_t at = r->part;

    if (!open_parser(r))
        return fa_fail(r->doc.err, FA_ENOMEM, "out of memory while reading HTML");
    while (!is_over(r) && at < r->len) {
        size_t n = r->len - at < FEED_BYTES ? r->len - at : FEED_BYTES;

        htmlParseChunk(r->parser, r->text + at, (int)n, 0);
        at += n;
    }
    if (!is_over(r))
        htmlParseChunk(r->parser, NULL, 0, 1);
    *end = r->stopped ? r->resume : decoded_at(r);
    if (r->st == FA_OK)
        r->st = close_frames(r);
    htmlFreeParserCtxt(r->parser);
    r->parser = NULL;
    return r->st;
}

/* All documents of a file, one after the other. */
static fa_status parse_all(reader *r)
{
    fa_status st = FA_OK;
    int parts = 0;

    r->part = html_skip_ends(r->text, r->len, 0);
    while (st == FA_OK && r->part < r->len) {
        size_t end = r->len;

        if (++parts > PARTS_MAX)
            return fa_fail_field(r->doc.err, FA_ETOOLARGE, "depth", "its elements are nested too deeply");
        r->stopped = false;
        st = parse_part(r, &end);
        if (!r->stopped && r->doc.ix.document < UINT16_MAX)
            r->doc.ix.document++;
        if (!r->stopped)
            end = html_skip_ends(r->text, r->len, end);
        r->part = end > r->part ? end : r->part + 1;
    }
    return st;
}

static fa_status finish(reader *r)
{
    html_doc *d = &r->doc;
    fa_status st = html_tables_flush(d, d->depth);

    if (st == FA_OK && d->pages.page == 0 && d->ix.tags.len == 0)
        st = fa_fail(d->err, FA_ENOTEXT, "the document shows no text");
    if (st == FA_OK && r->name.len != 0)
        st = fa_content_set_title(d->pages.builder, r->name.data, d->err);
    return st == FA_OK ? ixbrl_finish(&d->ix, d->ids.data, d->pages.builder) : st;
}

static fa_status read_text(reader *r)
{
    if (!html_guard_attributes(r->text, r->len))
        return fa_fail_field(r->doc.err, FA_ETOOLARGE, "attributes", "an element has too many attributes");
    r->doc.pages.paged = html_has_breaks(r->text, r->len);
    return parse_all(r);
}

fa_status extract_html(const extract_input *in, fa_content_builder *b, fa_error *err)
{
    reader *r = fa_calloc(1, sizeof *r);
    text_file file;
    fa_status st;

    if (r == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading HTML");
    html_pre_init(&r->pre);
    fa_buf_init(&r->style, STYLE_MAX);
    fa_buf_init(&r->name, NAME_MAX_BYTES + 1);
    st = text_file_open(&file, in, err);
    if (st == FA_OK)
        st = html_doc_init(&r->doc, b, err);
    r->doc.source = file.source;
    r->text = file.text;
    r->len = file.len;
    if (st == FA_OK)
        st = read_text(r);
    if (st == FA_OK)
        st = finish(r);
    text_file_close(&file);
    html_doc_clear(&r->doc);
    html_pre_clear(&r->pre);
    fa_buf_clear(&r->style);
    fa_buf_clear(&r->name);
    fa_free(r);
    return st;
}
