/* content/parse.c: bytes to a content. Nothing in them is trusted: counts are held against the bytes that are left and
 * the limits before anything is allocated, and what refers to something else is checked once all is there. */
#include <string.h>

#include "base/text.h"
#include "content/form.h"
#include "content/store.h"

typedef struct parser {
    const unsigned char *at, *end;
    fai_content_holder *holder;
    fa_content_limits limits;
    uint32_t words, cells;
    const char *element;
    fa_status st; /* the first failure; all that follows reads as zero */
    fa_error *err;
} parser;

static void corrupt(parser *p, const char *what)
{
    if (p->st == FA_OK)
        p->st = fa_fail_field(p->err, FA_ECORRUPT, what,
                              "the stored document is damaged: its %s do not hold together", what);
    p->at = p->end;
}

static void too_many(parser *p, const char *what, uint32_t limit)
{
    if (p->st == FA_OK)
        p->st = fa_fail_field(p->err, FA_ETOOLARGE, what, "the document has more than %u %s", limit, what);
    p->at = p->end;
}

static void no_room(parser *p, size_t need)
{
    if (p->st == FA_OK)
        p->st = fai_no_room(&p->holder->arena, need, p->err);
    p->at = p->end;
}

static size_t left(const parser *p)
{
    return (size_t)(p->end - p->at);
}

static uint64_t get_uint(parser *p)
{
    uint64_t n = 0;
    int shift;

    for (shift = 0; shift < 63 && p->at < p->end; shift += 7) {
        unsigned char c = *p->at++;

        n |= (uint64_t)(c & 0x7F) << shift;
        if ((c & 0x80) == 0)
            return n;
    }
    corrupt(p, "numbers");
    return 0;
}

static uint32_t get_u32(parser *p)
{
    uint64_t n = get_uint(p);

    if (n > UINT32_MAX) {
        corrupt(p, "numbers");
        return 0;
    }
    return (uint32_t)n;
}

static int32_t get_int(parser *p)
{
    uint32_t n = get_u32(p);

    n = (n >> 1) ^ ((n & 1) != 0 ? UINT32_MAX : 0);
    return n <= INT32_MAX ? (int32_t)n : -1 - (int32_t)(UINT32_MAX - n);
}

static float get_float(parser *p)
{
    uint32_t bits = 0;
    float f;
    int i;

    if (left(p) < 4) {
        corrupt(p, "numbers");
        return 0;
    }
    for (i = 0; i < 4; i++)
        bits |= (uint32_t)p->at[i] << (8 * i);
    p->at += 4;
    memcpy(&f, &bits, sizeof f);
    return f;
}

static fa_box get_box(parser *p)
{
    fa_box b;

    b.x0 = get_float(p);
    b.y0 = get_float(p);
    b.x1 = get_float(p);
    b.y1 = get_float(p);
    return b;
}

/* A count of items that take at least `least` bytes each. */
static uint32_t get_count(parser *p, size_t least, const char *what)
{
    uint64_t n = get_uint(p);

    if (n > left(p) / least || n > INT32_MAX) {
        corrupt(p, what);
        return 0;
    }
    return (uint32_t)n;
}

/* len bytes of text into the arena. */
static const char *get_chars(parser *p, size_t len)
{
    char *text;

    if (len > left(p) || memchr(p->at, '\0', len) != NULL || !fai_utf8_valid((const char *)p->at, len)) {
        corrupt(p, "texts");
        return "";
    }
    if (len == 0)
        return "";
    text = fai_pool_room(&p->holder->pool, len);
    if (text == NULL) {
        no_room(p, len + 1);
        return "";
    }
    memcpy(text, p->at, len);
    p->at += len;
    return text;
}

static const char *get_text(parser *p)
{
    uint64_t len = get_uint(p);

    if (len > left(p)) {
        corrupt(p, "texts");
        return "";
    }
    return len == 0 ? "" : get_chars(p, (size_t)len);
}

/* A zeroed array; NULL for none or after a failure. */
static void *get_array(parser *p, uint32_t count, size_t size)
{
    void *items;

    if (count == 0 || p->st != FA_OK)
        return NULL;
    items = fai_arena_calloc(&p->holder->arena, count, size);
    if (items == NULL)
        no_room(p, count * size);
    return items;
}

static fa_place get_place(parser *p)
{
    uint32_t parts = get_u32(p);
    fa_place out;

    memset(&out, 0, sizeof out);
    out.element = "";
    if ((parts & FAI_FORM_PAGE) != 0)
        out.page = get_int(p);
    if ((parts & FAI_FORM_BOX) != 0)
        out.box = get_box(p);
    if ((parts & FAI_FORM_TEXT) != 0) {
        out.text_start = get_u32(p);
        out.text_end = get_u32(p);
    }
    if ((parts & FAI_FORM_SOURCE) != 0) {
        out.source_start = get_u32(p);
        out.source_end = get_u32(p);
    }
    if ((parts & FAI_FORM_ELEMENT) != 0) {
        size_t len = strlen(p->element);
        const unsigned char *at = p->at;

        /* Runs of places name the same element: it is kept once. */
        if (get_uint(p) == len && len <= left(p) && memcmp(p->at, p->element, len) == 0) {
            p->at += len;
        } else if (p->st == FA_OK) {
            p->at = at;
            p->element = get_text(p);
        }
        out.element = p->element;
    }
    return out;
}

static void get_lines(parser *p, fa_page *page)
{
    uint32_t i;
    fa_line *lines;

    page->line_count = get_count(p, 20, "lines");
    lines = get_array(p, page->line_count, sizeof *lines);
    page->lines = lines;
    for (i = 0; p->st == FA_OK && i < page->line_count; i++) {
        lines[i].box = get_box(p);
        lines[i].text_start = get_u32(p);
        lines[i].text_end = get_u32(p);
        lines[i].word_first = get_u32(p);
        lines[i].word_count = get_u32(p);
    }
}

static void get_words(parser *p, fa_page *page)
{
    uint32_t i;
    fa_word *words;

    page->word_count = get_count(p, 17, "words");
    if (page->word_count > p->limits.words - p->words) {
        too_many(p, "words", p->limits.words);
        return;
    }
    p->words += page->word_count;
    words = get_array(p, page->word_count, sizeof *words);
    page->words = words;
    for (i = 0; p->st == FA_OK && i < page->word_count; i++) {
        words[i].box = get_box(p);
        words[i].text = get_text(p);
    }
}

static void get_page(parser *p, fa_page *page, int32_t number)
{
    page->number = number;
    page->width = get_float(p);
    page->height = get_float(p);
    page->text_len = get_count(p, 1, "pages");
    page->text = get_chars(p, page->text_len);
    get_lines(p, page);
    get_words(p, page);
}

static void get_cell(parser *p, fa_cell *c)
{
    c->row = get_int(p);
    c->col = get_int(p);
    c->col_span = get_int(p);
    c->row_span = get_int(p);
    c->text = get_text(p);
    c->place = get_place(p);
    c->tag_first = get_u32(p);
    c->tag_count = get_u32(p);
    c->bold = get_uint(p) != 0;
    c->indent = (uint8_t)get_uint(p);
}

static void get_table(parser *p, fa_table *t)
{
    fa_cell *cells;
    uint32_t i;

    t->page = get_int(p);
    t->box = get_box(p);
    t->line_first = get_u32(p);
    t->line_count = get_u32(p);
    t->rows = get_int(p);
    t->cols = get_int(p);
    t->cell_count = get_count(p, 10, "cells");
    if (t->cell_count > p->limits.cells - p->cells) {
        too_many(p, "cells", p->limits.cells);
        return;
    }
    p->cells += t->cell_count;
    cells = get_array(p, t->cell_count, sizeof *cells);
    t->cells = cells;
    for (i = 0; p->st == FA_OK && i < t->cell_count; i++)
        get_cell(p, &cells[i]);
}

static void get_pages_and_tables(parser *p, fa_content *c)
{
    fa_page *pages;
    fa_table *tables;
    uint32_t i;

    c->page_count = get_count(p, 11, "pages");
    if (c->page_count > p->limits.pages)
        too_many(p, "pages", p->limits.pages);
    pages = get_array(p, c->page_count, sizeof *pages);
    c->pages = pages;
    for (i = 0; p->st == FA_OK && i < c->page_count; i++)
        get_page(p, &pages[i], (int32_t)i + 1);
    c->table_count = get_count(p, 22, "tables");
    tables = get_array(p, c->table_count, sizeof *tables);
    c->tables = tables;
    for (i = 0; p->st == FA_OK && i < c->table_count; i++)
        get_table(p, &tables[i]);
}

static void get_sections(parser *p, fa_content *c)
{
    fa_section *sections;
    uint32_t i;

    c->section_count = get_count(p, 4, "sections");
    sections = get_array(p, c->section_count, sizeof *sections);
    c->sections = sections;
    for (i = 0; p->st == FA_OK && i < c->section_count; i++) {
        sections[i].title = get_text(p);
        sections[i].level = get_int(p);
        sections[i].page = get_int(p);
        sections[i].line = get_u32(p);
    }
}

static void get_context(parser *p, fa_context *c)
{
    fa_dimension *dims;
    uint32_t i;

    c->id = get_text(p);
    c->entity = get_text(p);
    c->start = get_int(p);
    c->end = get_int(p);
    c->dim_count = get_count(p, 3, "contexts");
    dims = get_array(p, c->dim_count, sizeof *dims);
    c->dims = dims;
    for (i = 0; p->st == FA_OK && i < c->dim_count; i++) {
        dims[i].axis = get_text(p);
        dims[i].member = get_text(p);
        dims[i].label = get_text(p);
    }
}

static void get_tag(parser *p, fa_tag *t)
{
    uint32_t bits;

    t->name = get_text(p);
    t->text = get_text(p);
    t->format = get_text(p);
    t->context = get_int(p);
    t->unit = get_int(p);
    t->scale = get_int(p);
    t->decimals = get_int(p);
    bits = get_u32(p);
    t->numeric = (bits & FAI_FORM_NUMERIC) != 0;
    t->negative = (bits & FAI_FORM_NEGATIVE) != 0;
    t->nil = (bits & FAI_FORM_NIL) != 0;
    t->hidden = (bits & FAI_FORM_HIDDEN) != 0;
    t->table = get_int(p);
    t->row = get_int(p);
    t->col = get_int(p);
    t->place = get_place(p);
}

static void get_facts(parser *p, fa_content *c)
{
    fa_context *contexts;
    fa_unit *units;
    fa_tag *tags;
    uint32_t i;

    c->context_count = get_count(p, 5, "contexts");
    contexts = get_array(p, c->context_count, sizeof *contexts);
    c->contexts = contexts;
    for (i = 0; p->st == FA_OK && i < c->context_count; i++)
        get_context(p, &contexts[i]);
    c->unit_count = get_count(p, 2, "units");
    units = get_array(p, c->unit_count, sizeof *units);
    c->units = units;
    for (i = 0; p->st == FA_OK && i < c->unit_count; i++) {
        units[i].id = get_text(p);
        units[i].measure = get_text(p);
    }
    c->tag_count = get_count(p, 12, "tags");
    if (c->tag_count > p->limits.tags)
        too_many(p, "tags", p->limits.tags);
    tags = get_array(p, c->tag_count, sizeof *tags);
    c->tags = tags;
    for (i = 0; p->st == FA_OK && i < c->tag_count; i++)
        get_tag(p, &tags[i]);
}

static void get_content(parser *p, fa_content *c)
{
    const char *what;
    uint64_t kind;

    if (left(p) < FAI_FORM_MAGIC_LEN || memcmp(p->at, FAI_FORM_MAGIC, FAI_FORM_MAGIC_LEN) != 0) {
        corrupt(p, "first bytes");
        return;
    }
    p->at += FAI_FORM_MAGIC_LEN;
    kind = get_uint(p);
    if (kind < FA_CONTENT_PDF || kind > FA_CONTENT_CSV)
        corrupt(p, "kind");
    else
        c->kind = (fa_content_kind)kind;
    c->title = get_text(p);
    get_pages_and_tables(p, c);
    get_sections(p, c);
    get_facts(p, c);
    if (p->st == FA_OK && left(p) != 0)
        corrupt(p, "last bytes");
    if (p->st == FA_OK && !fai_content_holds(c, &what))
        corrupt(p, what);
}

fa_status fa_content_parse(const void *bytes, size_t len, const fa_content_limits *limits,
                           const fa_content **out, fa_error *err)
{
    parser p;

    if ((bytes == NULL && len != 0) || out == NULL)
        return fa_fail(err, FA_EINVALID, "bytes and a place for the content are needed");
    memset(&p, 0, sizeof p);
    p.at = len == 0 ? (const unsigned char *)"" : bytes;
    p.end = p.at + len;
    p.element = "";
    p.err = err;
    p.limits = fai_limits_of(limits);
    p.holder = fai_content_holder_new(FA_CONTENT_PDF, &p.limits);
    if (p.holder == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading a stored document");
    get_content(&p, &p.holder->content);
    if (p.st == FA_OK)
        *out = &p.holder->content;
    else
        fa_content_free(&p.holder->content);
    return p.st;
}
