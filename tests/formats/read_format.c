/* formats/read_format.c: a text of some format to a content, for tests. */
#include "read_format.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

fa_status read_bytes(extract_fn extract, fa_content_kind kind, const void *bytes, size_t len,
                     const fa_content **out, fa_error *err)
{
    fa_content_builder *b = fa_content_builder_new(kind, NULL);
    unsigned char *copy = malloc(len == 0 ? 1 : len);
    extract_input in = {copy, len, "sample"};
    fa_status st;

    *out = NULL;
    if (b == NULL || copy == NULL) {
        fa_content_builder_free(b);
        free(copy);
        return fa_fail(err, FA_ENOMEM, "out of memory");
    }
    if (len != 0)
        memcpy(copy, bytes, len);
    st = extract(&in, b, err);
    free(copy);
    if (st != FA_OK) {
        fa_content_builder_free(b);
        return st;
    }
    return fa_content_finish(b, out, err);
}

static const fa_content *read_good(extract_fn extract, fa_content_kind kind, const char *text)
{
    const fa_content *c = NULL;
    fa_error err = {0};
    fa_status st = read_bytes(extract, kind, text, strlen(text), &c, &err);

    ck_assert_msg(st == FA_OK, "%s: %s", fa_status_name(st), err.message);
    return c;
}

const fa_content *read_html(const char *text)
{
    return read_good(extract_html, FA_CONTENT_HTML, text);
}

const fa_content *read_csv(const char *text)
{
    return read_good(extract_csv, FA_CONTENT_CSV, text);
}

const fa_content *read_text(const char *text)
{
    return read_good(extract_text, FA_CONTENT_TEXT, text);
}

const fa_content *read_markdown(const char *text)
{
    return read_good(extract_markdown, FA_CONTENT_MARKDOWN, text);
}

static const char *piece(const char *from, size_t len)
{
    static char text[4][2048];
    static unsigned turn;
    char *out = text[turn++ % 4];

    len = len < sizeof text[0] ? len : sizeof text[0] - 1;
    memcpy(out, from, len);
    out[len] = '\0';
    return out;
}

const char *line_of(const fa_content *c, int32_t page, uint32_t line)
{
    const fa_page *p;

    if (page < 1 || (uint32_t)page > c->page_count)
        return "";
    p = &c->pages[page - 1];
    if (line >= p->line_count)
        return "";
    return piece(p->text + p->lines[line].text_start, p->lines[line].text_end - p->lines[line].text_start);
}

const fa_cell *cell_at(const fa_content *c, uint32_t table, int32_t row, int32_t col)
{
    uint32_t i;

    for (i = 0; table < c->table_count && i < c->tables[table].cell_count; i++) {
        const fa_cell *x = &c->tables[table].cells[i];

        if (x->row == row && x->col == col)
            return x;
    }
    return NULL;
}

const char *text_at(const fa_content *c, const fa_place *place)
{
    if (place->page < 1)
        return "";
    return piece(c->pages[place->page - 1].text + place->text_start, place->text_end - place->text_start);
}

const char *source_at(const char *source, const fa_place *place)
{
    return piece(source + place->source_start, place->source_end - place->source_start);
}

const fa_tag *tag_named(const fa_content *c, const char *name)
{
    uint32_t i;

    for (i = 0; i < c->tag_count; i++)
        if (strcmp(c->tags[i].name, name) == 0)
            return &c->tags[i];
    return NULL;
}
