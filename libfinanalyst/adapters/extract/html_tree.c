/* extract/html_tree.c: the elements that are open, and what their beginnings and ends mean. */
#include "html_tree.h"

#include <stdlib.h>
#include <string.h>

enum { STYLE_MAX = 4 * 1024 * 1024, NAME_MAX_BYTES = 4096 };

fa_status html_tree_init(html_tree *t, fa_content_builder *b, fa_error *err)
{
    html_pre_init(&t->pre);
    fa_buf_init(&t->style, STYLE_MAX);
    fa_buf_init(&t->name, NAME_MAX_BYTES + 1);
    return html_doc_init(&t->doc, b, err);
}

void html_tree_clear(html_tree *t)
{
    html_doc_clear(&t->doc);
    html_pre_clear(&t->pre);
    fa_buf_clear(&t->style);
    fa_buf_clear(&t->name);
}

static const html_frame root_frame = {.kind = HTML_KIND_BLOCK, .block = true};

static const html_frame *top(const html_tree *t)
{
    return t->depth == 0 ? &root_frame : &t->frames[t->depth - 1];
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
static ixbrl_space take_namespaces(html_tree *t, const char *const *atts, ixbrl_space around)
{
    size_t i;

    for (i = 0; atts != NULL && atts[i] != NULL; i += 2) {
        if (atts[i][0] != 'x' || strncmp(atts[i], "xmlns", 5) != 0 || atts[i + 1] == NULL)
            continue;
        if (atts[i][5] == '\0')
            around = ixbrl_declare(&t->doc.ix, "", atts[i + 1]);
        else if (atts[i][5] == ':')
            ixbrl_declare(&t->doc.ix, atts[i] + 6, atts[i + 1]);
    }
    return around;
}

static void take_attributes(html_tree *t, html_kind kind, const char *const *atts, attributes *out)
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
        html_sheet_apply(&t->doc.sheet, classes, &out->style);
    if (style != NULL)
        html_style_parse(style, strlen(style), &out->style);
}

static fa_status keep_id(html_tree *t, const char *id, uint32_t *out)
{
    size_t n = id == NULL ? 0 : strlen(id);

    if (n == 0)
        return FA_OK;
    *out = (uint32_t)t->doc.ids.len;
    return fa_buf_append(&t->doc.ids, id, n + 1) == FA_OK ? FA_OK : fa_buf_check(&t->doc.ids, t->doc.err);
}

/* ---- elements ---- */

static bool is_block_kind(html_kind kind)
{
    return kind != HTML_KIND_INLINE && kind != HTML_KIND_BOLD && kind != HTML_KIND_ANCHOR &&
           kind != HTML_KIND_SKIPPED && kind != HTML_KIND_STYLE && kind != HTML_KIND_NAME;
}

/* What the element looks like, from the one around it, its kind and its style. */
static void make_frame(html_kind kind, const attributes *a, html_frame *f)
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
static fa_status begin_in_pre(html_tree *t, html_kind kind)
{
    const char *mark = kind == HTML_KIND_PAGE ? "\f" : "\n";

    if (kind != HTML_KIND_PAGE && kind != HTML_KIND_BREAK)
        return FA_OK;
    return html_pre_put(&t->pre, mark, 1, t->event_end, t->doc.err);
}

static bool opens_pre(const html_tree *t, html_kind kind)
{
    return kind == HTML_KIND_PRE && t->doc.depth == 0 && t->doc.ix.tags.len == 0;
}

static fa_status begin_shown(html_tree *t, html_kind kind, const attributes *a, html_frame *f, uint32_t start)
{
    html_doc *d = &t->doc;
    int before = d->depth;
    fa_status st = FA_OK;

    if (t->pre.open)
        return begin_in_pre(t, kind);
    if (a->style.page_before || a->page)
        st = html_break_page(d);
    if (st != FA_OK)
        return st;
    if (opens_pre(t, kind)) {
        html_pre_begin(&t->pre);
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

static bool is_shown(const html_frame *f)
{
    return !f->hidden && !f->skipped && f->ix.role != IXBRL_RESOURCE;
}

static fa_status begin_xbrl(html_tree *t, const char *name, const char *const *atts, html_frame *f)
{
    const char *local;
    ixbrl_space space = ixbrl_space_of(&t->doc.ix, name, f->around, &local);
    fa_status st;

    if (space == IXBRL_SPACE_NONE)
        return FA_OK;
    st = ixbrl_begin(&t->doc.ix, space, local, atts, &f->ix);
    if (f->ix.role != IXBRL_NONE && f->ix.role != IXBRL_FACT && f->ix.role != IXBRL_CONTINUATION &&
        f->ix.role != IXBRL_EXCLUDE)
        f->hidden = true;
    return st;
}

static fa_status begin_tag(html_tree *t, const html_frame *f, uint32_t start)
{
    ixbrl_tag *tag = &t->doc.ix.tags.items[f->ix.index];

    tag->place.source_start = tag->place.source_end = start;
    tag->element = f->id;
    tag->hidden = tag->hidden || f->hidden || f->skipped;
    return tag->hidden ? FA_OK : html_tag_begin(&t->doc, f->ix.index);
}

fa_status html_tree_begin(html_tree *t, const char *name, const char *const *atts, uint32_t start)
{
    html_kind kind = html_kind_of(name);
    html_frame f = *top(t);
    attributes a;
    fa_status st;

    f.around = take_namespaces(t, atts, f.around);
    take_attributes(t, kind, atts, &a);
    make_frame(kind, &a, &f);
    st = keep_id(t, a.id, &f.id);
    if (st == FA_OK && (f.around != IXBRL_SPACE_NONE || strchr(name, ':') != NULL))
        st = begin_xbrl(t, name, atts, &f);
    if (st == FA_OK && is_shown(&f))
        st = begin_shown(t, kind, &a, &f, start);
    /* After the block has begun: an id of its own is the first of that block. */
    if (a.id != NULL && *a.id != '\0' && t->doc.block_id == 0)
        t->doc.block_id = f.id;
    if (st == FA_OK && f.ix.role == IXBRL_FACT)
        st = begin_tag(t, &f, start);
    t->frames[t->depth++] = f;
    return st;
}

static fa_status end_table_part(html_tree *t, const html_frame *f, uint32_t end)
{
    html_doc *d = &t->doc;

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

static fa_status end_shown(html_tree *t, const html_frame *f, uint32_t end)
{
    fa_status st = FA_OK;

    if (t->pre.open && (f->kind != HTML_KIND_PRE || !f->opened))
        return FA_OK;
    if (t->pre.open)
        st = html_pre_end(&t->pre, &t->doc);
    else if (f->kind == HTML_KIND_TABLE || f->kind == HTML_KIND_ROW || f->kind == HTML_KIND_CELL ||
             f->kind == HTML_KIND_HEAD_CELL)
        st = end_table_part(t, f, end);
    else if (f->block)
        st = html_end_block(&t->doc);
    if (st == FA_OK && f->block)
        st = ixbrl_gap(&t->doc.ix);
    if (st == FA_OK && f->page_after)
        st = html_break_page(&t->doc);
    return st;
}

static fa_status end_style(html_tree *t)
{
    fa_status st = fa_buf_check(&t->style, t->doc.err);

    if (st == FA_OK && t->style.len != 0 && !html_sheet_parse(&t->doc.sheet, t->style.data, t->style.len))
        st = fa_fail(t->doc.err, FA_ENOMEM, "out of memory while reading a style sheet");
    fa_buf_reset(&t->style);
    return st;
}

fa_status html_tree_end(html_tree *t, uint32_t end)
{
    html_frame f = t->frames[--t->depth];
    fa_status st = FA_OK;

    if (f.ix.role == IXBRL_FACT) {
        ixbrl_tag *tag = &t->doc.ix.tags.items[f.ix.index];

        tag->place.source_end = end < tag->place.source_start ? tag->place.source_start : end;
        if (!tag->hidden)
            st = html_tag_end(&t->doc, f.ix.index);
    }
    if (st == FA_OK && f.ix.role != IXBRL_NONE)
        st = ixbrl_end(&t->doc.ix, &f.ix);
    if (st == FA_OK && f.kind == HTML_KIND_STYLE)
        st = end_style(t);
    t->named = t->named || (f.kind == HTML_KIND_NAME && t->name.len != 0);
    if (st == FA_OK && is_shown(&f))
        st = end_shown(t, &f, end);
    return st;
}

fa_status html_tree_text(html_tree *t, const char *text, size_t len, uint32_t end)
{
    const html_frame *f = top(t);
    html_look look = {f->bold, f->pad + f->text_indent, f->id};
    fa_status st = FA_OK;

    if (f->skipped) {
        if (f->kind == HTML_KIND_NAME && !t->named)
            (void)fa_buf_append(&t->name, text, t->name.len + len < NAME_MAX_BYTES ? len : 0);
        else if (f->kind == HTML_KIND_STYLE)
            (void)fa_buf_append(&t->style, text, len);
        return FA_OK;
    }
    if (t->pre.open)
        return f->hidden ? FA_OK : html_pre_put(&t->pre, text, len, t->event_end, t->doc.err);
    st = ixbrl_text(&t->doc.ix, text, len);
    if (st == FA_OK && !f->hidden && !f->invisible)
        st = html_put(&t->doc, text, len, &look, end);
    return st;
}

fa_status html_tree_close(html_tree *t)
{
    fa_status st = FA_OK;

    while (st == FA_OK && t->depth > 0)
        st = html_tree_end(t, t->event_end);
    return st;
}
