/* support/report_reader.c: the blocks of the sample filing set as the words of a PDF, or as lines, tables and tags. */
#include "report_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

enum { PAGE_WIDTH = 612, PAGE_HEIGHT = 792, LEFT = 54, RIGHT = 558, LETTER = 5, LINE = 12, COLUMN = 80 };
enum { CONTEXTS = 64, TEXT = 512 };

/* ---- as words ---- */

typedef struct sheet {
    fa_content_builder *b;
    float y;
    fa_error *err;
} sheet;

static fa_status set_word(sheet *s, float x, const char *text, size_t len)
{
    fa_box box = {x, s->y, x + (float)len * LETTER, s->y + 9};

    return fa_content_add_word(s->b, box, text, len, s->err);
}

/* Words from x on, each line broken before the right margin. */
static fa_status set_text(sheet *s, float x, const char *text)
{
    float at = x;
    fa_status st = FA_OK;

    while (st == FA_OK && *text != '\0') {
        size_t len = strcspn(text, " ");

        if (len > 0 && at > x && at + (float)len * LETTER > RIGHT) {
            at = x;
            s->y += LINE;
        }
        if (len > 0)
            st = set_word(s, at, text, len);
        at += (float)(len + 1) * LETTER;
        text += len + (text[len] == ' ');
    }
    return st;
}

static fa_status set_right(sheet *s, float x1, const char *text)
{
    return set_text(s, x1 - (float)strlen(text) * LETTER, text);
}

static float right_of(const block *b, int column)
{
    return RIGHT - (float)(b->columns - 1 - column) * COLUMN;
}

static fa_status set_centred(sheet *s, float middle, const char *text)
{
    fa_status st = set_text(s, middle - (float)strlen(text) * LETTER / 2, text);

    s->y += LINE;
    return st;
}

static fa_status set_table(sheet *s, const block *b)
{
    fa_status st = *b->text == '\0' ? FA_OK : set_centred(s, PAGE_WIDTH / 2.0F, b->text);

    if (st == FA_OK && b->columns > 0)
        st = set_centred(s, (right_of(b, 0) - COLUMN + RIGHT) / 2, b->head);
    for (int c = 0; st == FA_OK && c < b->columns; c++)
        st = set_right(s, right_of(b, c), b->heads[c]);
    s->y += LINE;
    for (int i = 0; st == FA_OK && i < b->row_count; i++, s->y += LINE) {
        const row *r = &b->rows[i];

        st = set_text(s, LEFT + (float)r->indent * 10, r->label);
        for (int c = 0; st == FA_OK && c < b->columns; c++)
            if (r->values[c] != NULL)
                st = set_right(s, right_of(b, c), r->values[c]);
    }
    return st;
}

static fa_status set_page(sheet *s)
{
    s->y = LEFT;
    return fa_content_begin_page(s->b, PAGE_WIDTH, PAGE_HEIGHT, s->err);
}

static fa_status set_block(sheet *s, const block *b)
{
    fa_status st;

    switch (b->kind) {
    case BLOCK_PAGE:
        return set_page(s);
    case BLOCK_TABLE:
        return set_table(s, b);
    case BLOCK_TITLE:
    case BLOCK_CENTRED:
        return set_centred(s, PAGE_WIDTH / 2.0F, b->text);
    default:
        st = set_text(s, LEFT, b->text);
        s->y += 2 * LINE;
        return st;
    }
}

static fa_status set_report(fa_content_builder *b, fa_error *err)
{
    sheet s = {.b = b, .err = err};
    fa_status st = set_page(&s);

    for (int i = 0; st == FA_OK && i < aldergate.block_count; i++)
        st = set_block(&s, &aldergate.blocks[i]);
    return st;
}

/* ---- as lines, tables and tags ---- */

typedef struct marking {
    fa_content_builder *b;
    char contexts[CONTEXTS][TEXT]; /* those that there are, by what tells them apart */
    int context_count;
    int tables;
    int32_t usd, shares;
    uint32_t tags;
    fa_error *err;
} marking;

static fa_status add_context(marking *m, const block *b, const row *r, int column, int32_t *out)
{
    const char *bar = strchr(r->concept, '|'), *member = r->member != NULL ? r->member
                                                         : bar != NULL     ? bar + 1
                                                                           : "";
    fa_dimension dim = {b->axis != NULL ? b->axis : "srt:ProductOrServiceAxis", member, ""};
    int year = atoi(b->heads[column]);
    fa_context context = {.id = m->contexts[m->context_count], .entity = "0009999999"};
    int i = 0;

    if (m->context_count == CONTEXTS)
        return fa_fail(m->err, FA_EINTERNAL, "the sample filing has more contexts than there is room for");
    (void)snprintf(m->contexts[m->context_count], TEXT, "%s%d%s%s", b->instant ? "i" : "d", year,
                   *member == '\0' ? "" : dim.axis, member);
    while (strcmp(m->contexts[i], m->contexts[m->context_count]) != 0)
        i++;
    *out = i;
    if (i < m->context_count)
        return FA_OK;
    m->context_count++;
    context.start = b->instant ? FA_DATE_NONE : fa_date_make(year, 1, 1);
    context.end = fa_date_make(year, 12, 31);
    context.dims = &dim;
    context.dim_count = *member != '\0';
    return fa_content_add_context(m->b, &context, NULL, m->err);
}

static fa_status add_tag(marking *m, const block *b, int row_index, int column, const fa_place *place)
{
    const row *r = &b->rows[row_index];
    const char *value = r->values[column];
    size_t brackets = value[0] == '(';
    char name[TEXT], text[TEXT];
    fa_tag tag = {.name = name,
                  .text = text,
                  .format = value[0] == '-' ? "ixt:fixed-zero" : "ixt:num-dot-decimal",
                  .unit = strstr(r->concept, "WeightedAverage") != NULL ? m->shares : m->usd,
                  .scale = r->per_share ? 0 : 3,
                  .decimals = r->per_share ? 2 : -3,
                  .numeric = true,
                  .negative = r->negated ? brackets == 0 : brackets != 0,
                  .table = m->tables,
                  .row = row_index + 1,
                  .col = column + 1,
                  .place = *place};

    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(r->concept, "|"), r->concept);
    (void)snprintf(text, sizeof text, "%.*s", (int)(strlen(value) - 2 * brackets), value + brackets);
    m->tags++;
    return add_context(m, b, r, column, &tag.context) == FA_OK ? fa_content_add_tag(m->b, &tag, NULL, m->err)
                                                               : m->err->code;
}

static fa_status mark_row(marking *m, const block *b, int row_index)
{
    const row *r = &b->rows[row_index];
    fa_cell cell = {
        .row = row_index + 1, .col_span = 1, .row_span = 1, .text = r->label, .indent = (uint8_t)r->indent};
    char text[TEXT];
    fa_status st;

    (void)snprintf(text, sizeof text, "%s", r->label);
    for (int c = 0; c < b->columns; c++)
        if (r->values[c] != NULL)
            (void)snprintf(text + strlen(text), sizeof text - strlen(text), "  %s", r->values[c]);
    st = fa_content_add_line(m->b, text, strlen(text), &cell.place, NULL, m->err);
    if (st == FA_OK)
        st = fa_content_add_cell(m->b, &cell, m->err);
    for (int c = 0; st == FA_OK && c < b->columns; c++) {
        if (r->values[c] == NULL)
            continue;
        cell.col = c + 1;
        cell.text = r->values[c];
        cell.tag_first = m->tags;
        cell.tag_count = r->concept != NULL;
        if (r->concept != NULL)
            st = add_tag(m, b, row_index, c, &cell.place);
        if (st == FA_OK)
            st = fa_content_add_cell(m->b, &cell, m->err);
    }
    return st;
}

static fa_status mark_heads(marking *m, const block *b, uint32_t *first)
{
    fa_cell cell = {.col_span = 1, .row_span = 1, .bold = true};
    char text[TEXT];
    fa_status st;

    (void)snprintf(text, sizeof text, "%s", b->head);
    for (int c = 0; c < b->columns; c++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "  %s", b->heads[c]);
    st = fa_content_add_line(m->b, text, strlen(text), &cell.place, first, m->err);
    for (int c = 0; st == FA_OK && c < b->columns; c++) {
        (void)snprintf(text, sizeof text, "%s %s", b->head, b->heads[c]);
        cell.col = c + 1;
        cell.text = text;
        st = fa_content_add_cell(m->b, &cell, m->err);
    }
    return st;
}

static fa_status mark_table(marking *m, const block *b)
{
    uint32_t first = 0;
    fa_status st = FA_OK;

    if (*b->text != '\0')
        st = fa_content_add_line(m->b, b->text, strlen(b->text), NULL, NULL, m->err);
    if (st == FA_OK)
        st = fa_content_begin_table(m->b, m->err);
    if (st == FA_OK)
        st = mark_heads(m, b, &first);
    for (int i = 0; st == FA_OK && i < b->row_count; i++)
        st = mark_row(m, b, i);
    m->tables++;
    return st == FA_OK ? fa_content_end_table(m->b, first, (uint32_t)b->row_count + 1, m->err) : st;
}

static fa_status mark_block(marking *m, const block *b)
{
    switch (b->kind) {
    case BLOCK_PAGE:
        return fa_content_begin_page(m->b, 0, 0, m->err);
    case BLOCK_TABLE:
        if (b->columns > 0)
            return mark_table(m, b);
        return FA_OK;
    default:
        return fa_content_add_line(m->b, b->text, strlen(b->text), NULL, NULL, m->err);
    }
}

static fa_status mark_report(fa_content_builder *b, fa_error *err)
{
    static const fa_unit usd = {"usd", "USD"}, shares = {"shares", "shares"};
    marking *m = calloc(1, sizeof *m);
    fa_error why;
    fa_status st;

    if (m == NULL)
        abort();
    m->b = b;
    m->err = err == NULL ? &why : err;
    st = fa_content_add_unit(b, &usd, &m->usd, m->err);
    if (st == FA_OK)
        st = fa_content_add_unit(b, &shares, &m->shares, m->err);
    if (st == FA_OK)
        st = fa_content_begin_page(b, 0, 0, m->err);
    for (int i = 0; st == FA_OK && i < aldergate.block_count; i++)
        st = mark_block(m, &aldergate.blocks[i]);
    free(m);
    return st;
}

/* ---- both ---- */

fa_status report_content(fa_content_kind kind, const fa_content_limits *limits, const fa_content **out,
                         fa_error *err)
{
    fa_content_builder *b = fa_content_builder_new(kind, limits);
    fa_status st =
        b == NULL ? fa_fail(err, FA_ENOMEM, "out of memory") : fa_content_set_title(b, aldergate.title, err);

    if (st == FA_OK)
        st = kind == FA_CONTENT_PDF ? set_report(b, err) : mark_report(b, err);
    if (st == FA_OK)
        return fa_content_finish(b, out, err);
    fa_content_builder_free(b);
    return st;
}

static fa_status read_report(void *self, const fa_read_request *request, const fa_content **out,
                             fa_error *err)
{
    size_t len = strlen(request->name);
    bool html = len > 3 && strcmp(request->name + len - 3, "htm") == 0;

    (void)self;
    return report_content(html ? FA_CONTENT_HTML : FA_CONTENT_PDF, request->limits, out, err);
}

static void close_reader(void *self)
{
    (void)self;
}

fa_document_reader report_reader(void)
{
    static const fa_document_reader_ops ops = {sizeof ops, "report", read_report, close_reader};

    return (fa_document_reader){&ops, NULL};
}
