/* content/write.c: a content as bytes. */
#include <string.h>

#include "content/form.h"
#include "content/store.h"

enum { CHUNK = 16 * 1024 };

typedef struct writer {
    fa_write_fn write;
    void *payload;
    fa_error *err;
    fa_status st; /* the first failure; nothing is written after it */
    size_t len;
    unsigned char bytes[CHUNK];
} writer;

static void flush(writer *w)
{
    if (w->st == FA_OK && w->len != 0)
        w->st = w->write(w->payload, w->bytes, w->len, w->err);
    w->len = 0;
}

static void put_bytes(writer *w, const void *bytes, size_t len)
{
    if (len > CHUNK - w->len)
        flush(w);
    if (len > CHUNK) {
        if (w->st == FA_OK)
            w->st = w->write(w->payload, bytes, len, w->err);
        return;
    }
    if (len != 0)
        memcpy(w->bytes + w->len, bytes, len);
    w->len += len;
}

static void put_uint(writer *w, uint64_t n)
{
    unsigned char out[10];
    size_t len = 0;

    for (; n >= 0x80; n >>= 7)
        out[len++] = (unsigned char)(n | 0x80);
    out[len++] = (unsigned char)n;
    put_bytes(w, out, len);
}

static void put_int(writer *w, int32_t n)
{
    put_uint(w, ((uint32_t)n << 1) ^ (n < 0 ? UINT32_MAX : 0));
}

static void put_float(writer *w, float f)
{
    unsigned char out[4];
    uint32_t bits;
    int i;

    memcpy(&bits, &f, sizeof bits);
    for (i = 0; i < 4; i++)
        out[i] = (unsigned char)(bits >> (8 * i));
    put_bytes(w, out, sizeof out);
}

static void put_box(writer *w, const fa_box *b)
{
    put_float(w, b->x0);
    put_float(w, b->y0);
    put_float(w, b->x1);
    put_float(w, b->y1);
}

static void put_text(writer *w, const char *text)
{
    size_t len = text == NULL ? 0 : strlen(text);

    put_uint(w, len);
    put_bytes(w, text, len);
}

static void put_place(writer *w, const fa_place *p)
{
    unsigned parts = 0;

    if (p->page != 0)
        parts |= FAI_FORM_PAGE;
    if (p->box.x0 != 0 || p->box.y0 != 0 || p->box.x1 != 0 || p->box.y1 != 0)
        parts |= FAI_FORM_BOX;
    if (p->text_start != 0 || p->text_end != 0)
        parts |= FAI_FORM_TEXT;
    if (p->source_start != 0 || p->source_end != 0)
        parts |= FAI_FORM_SOURCE;
    if (p->element != NULL && *p->element != '\0')
        parts |= FAI_FORM_ELEMENT;
    put_uint(w, parts);
    if ((parts & FAI_FORM_PAGE) != 0)
        put_int(w, p->page);
    if ((parts & FAI_FORM_BOX) != 0)
        put_box(w, &p->box);
    if ((parts & FAI_FORM_TEXT) != 0) {
        put_uint(w, p->text_start);
        put_uint(w, p->text_end);
    }
    if ((parts & FAI_FORM_SOURCE) != 0) {
        put_uint(w, p->source_start);
        put_uint(w, p->source_end);
    }
    if ((parts & FAI_FORM_ELEMENT) != 0)
        put_text(w, p->element);
}

static void put_page(writer *w, const fa_page *p)
{
    uint32_t i;

    put_float(w, p->width);
    put_float(w, p->height);
    put_uint(w, p->text_len);
    put_bytes(w, p->text, p->text_len);
    put_uint(w, p->line_count);
    for (i = 0; i < p->line_count; i++) {
        put_box(w, &p->lines[i].box);
        put_uint(w, p->lines[i].text_start);
        put_uint(w, p->lines[i].text_end);
        put_uint(w, p->lines[i].word_first);
        put_uint(w, p->lines[i].word_count);
    }
    put_uint(w, p->word_count);
    for (i = 0; i < p->word_count; i++) {
        put_box(w, &p->words[i].box);
        put_text(w, p->words[i].text);
    }
}

static void put_cell(writer *w, const fa_cell *c)
{
    put_int(w, c->row);
    put_int(w, c->col);
    put_int(w, c->col_span);
    put_int(w, c->row_span);
    put_text(w, c->text);
    put_place(w, &c->place);
    put_uint(w, c->tag_first);
    put_uint(w, c->tag_count);
    put_uint(w, c->bold ? 1 : 0);
    put_uint(w, c->indent);
}

static void put_table(writer *w, const fa_table *t)
{
    uint32_t i;

    put_int(w, t->page);
    put_box(w, &t->box);
    put_uint(w, t->line_first);
    put_uint(w, t->line_count);
    put_int(w, t->rows);
    put_int(w, t->cols);
    put_uint(w, t->cell_count);
    for (i = 0; i < t->cell_count; i++)
        put_cell(w, &t->cells[i]);
}

static void put_section(writer *w, const fa_section *s)
{
    put_text(w, s->title);
    put_int(w, s->level);
    put_int(w, s->page);
    put_uint(w, s->line);
}

static void put_context(writer *w, const fa_context *c)
{
    uint32_t i;

    put_text(w, c->id);
    put_text(w, c->entity);
    put_int(w, c->start);
    put_int(w, c->end);
    put_uint(w, c->dim_count);
    for (i = 0; i < c->dim_count; i++) {
        put_text(w, c->dims[i].axis);
        put_text(w, c->dims[i].member);
        put_text(w, c->dims[i].label);
    }
}

static void put_tag(writer *w, const fa_tag *t)
{
    put_text(w, t->name);
    put_text(w, t->text);
    put_text(w, t->format);
    put_int(w, t->context);
    put_int(w, t->unit);
    put_int(w, t->scale);
    put_int(w, t->decimals);
    put_uint(w, (t->numeric ? FAI_FORM_NUMERIC : 0U) | (t->negative ? FAI_FORM_NEGATIVE : 0U) |
                    (t->nil ? FAI_FORM_NIL : 0U) | (t->hidden ? FAI_FORM_HIDDEN : 0U));
    put_int(w, t->table);
    put_int(w, t->row);
    put_int(w, t->col);
    put_place(w, &t->place);
}

static void put_content(writer *w, const fa_content *c)
{
    uint32_t i;

    put_bytes(w, FAI_FORM_MAGIC, FAI_FORM_MAGIC_LEN);
    put_uint(w, (uint64_t)c->kind);
    put_text(w, c->title);
    put_uint(w, c->page_count);
    for (i = 0; i < c->page_count; i++)
        put_page(w, &c->pages[i]);
    put_uint(w, c->table_count);
    for (i = 0; i < c->table_count; i++)
        put_table(w, &c->tables[i]);
    put_uint(w, c->section_count);
    for (i = 0; i < c->section_count; i++)
        put_section(w, &c->sections[i]);
    put_uint(w, c->context_count);
    for (i = 0; i < c->context_count; i++)
        put_context(w, &c->contexts[i]);
    put_uint(w, c->unit_count);
    for (i = 0; i < c->unit_count; i++) {
        put_text(w, c->units[i].id);
        put_text(w, c->units[i].measure);
    }
    put_uint(w, c->tag_count);
    for (i = 0; i < c->tag_count; i++)
        put_tag(w, &c->tags[i]);
}

fa_status fa_content_write(const fa_content *c, fa_write_fn write, void *payload, fa_error *err)
{
    writer *w;
    fa_status st;

    if (c == NULL || write == NULL)
        return fa_fail(err, FA_EINVALID, "a content and a way to write it are needed");
    w = fa_calloc(1, sizeof *w);
    if (w == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while writing a document");
    w->write = write;
    w->payload = payload;
    w->err = err;
    put_content(w, c);
    flush(w);
    st = w->st;
    fa_free(w);
    return st;
}
