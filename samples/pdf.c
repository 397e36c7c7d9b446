/* pdf.c: the report as a PDF 1.4 file in the standard fonts, with nothing but text. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 612, HEIGHT = 792, MARGIN = 54, PAGES_MAX = 64, COLUMN_GAP = 84 };

/* Widths of Helvetica's characters 32..126 in thousandths of the size, from the font's published metrics. */
static const short helvetica[95] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

typedef struct pdf {
    FILE *out;
    long offsets[2 * PAGES_MAX + 8];
    int objects;
    int pages[PAGES_MAX];
    int page_count;
    char *stream; /* of the page under way */
    size_t length, room;
    double y; /* from the bottom */
    bool failed;
} pdf;

static double width_of(const char *text, size_t length, double size)
{
    double width = 0;

    for (size_t i = 0; i < length; i++)
        width += text[i] >= 32 && text[i] <= 126 ? helvetica[text[i] - 32] : 556;
    return width * size / 1000;
}

static void append(pdf *p, const char *bytes, size_t length)
{
    if (p->length + length > p->room) {
        size_t room = 2 * (p->length + length);
        char *more = realloc(p->stream, room);

        if (more == NULL) {
            p->failed = true;
            return;
        }
        p->stream = more;
        p->room = room;
    }
    memcpy(p->stream + p->length, bytes, length);
    p->length += length;
}

/* One run of text, escaped as a PDF string. A lone "-" becomes an em dash, as filings print nothing. */
static void show(pdf *p, double x, double y, const char *font, double size, const char *text, size_t length)
{
    char head[96];

    snprintf(head, sizeof head, "BT /%s %.1f Tf %.2f %.2f Td (", font, size, x, y);
    append(p, head, strlen(head));
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '(' || text[i] == ')' || text[i] == '\\')
            append(p, "\\", 1);
        append(p, length == 1 && text[i] == '-' ? "\x97" : text + i, 1);
    }
    append(p, ") Tj ET\n", 8);
}

static int begin_object(pdf *p)
{
    p->offsets[++p->objects] = ftell(p->out);
    fprintf(p->out, "%d 0 obj\n", p->objects);
    return p->objects;
}

static void end_page(pdf *p)
{
    char number[16];

    if (p->length == 0 || p->page_count == PAGES_MAX)
        return;
    snprintf(number, sizeof number, "%d", p->page_count + 1);
    show(p, WIDTH / 2.0, 30, "F1", 9, number, strlen(number));
    begin_object(p);
    fprintf(p->out, "<< /Length %zu >>\nstream\n", p->length);
    fwrite(p->stream, 1, p->length, p->out);
    fprintf(p->out, "\nendstream\nendobj\n");
    p->pages[p->page_count++] = p->objects;
    p->length = 0;
    p->y = HEIGHT - MARGIN;
}

/* Moves down; a new page begins where the room ends. */
static void down(pdf *p, double points)
{
    p->y -= points;
    if (p->y < MARGIN + 12)
        end_page(p);
}

static void centred(pdf *p, const char *font, double size, const char *text)
{
    show(p, (WIDTH - width_of(text, strlen(text), size)) / 2, p->y, font, size, text, strlen(text));
    down(p, size * 1.7);
}

static void paragraph(pdf *p, const char *font, double size, const char *text)
{
    const char *line = text;

    while (*line != '\0') {
        const char *end = line, *at = line;

        while (*at != '\0') {
            const char *word = at + strcspn(at, " ");

            if (width_of(line, (size_t)(word - line), size) > WIDTH - 2 * MARGIN && end > line)
                break;
            end = word;
            at = word + strspn(word, " ");
        }
        show(p, MARGIN, p->y, font, size, line, (size_t)(end - line));
        down(p, size * 1.35);
        line = end + strspn(end, " ");
    }
    down(p, size * 0.6);
}

static double right_edge(const block *b, int column)
{
    return WIDTH - MARGIN - (b->columns - 1 - column) * COLUMN_GAP;
}

/* A figure ends at its column's edge; a closing bracket stands outside of it. */
static void figure(pdf *p, const block *b, int column, const char *value, bool dollar)
{
    size_t length = strlen(value);
    double edge = right_edge(b, column);
    double inside = width_of(value, length - (value[length - 1] == ')'), 9);

    show(p, edge - inside, p->y, "F1", 9, value, length);
    if (dollar)
        show(p, edge - 58, p->y, "F1", 9, "$", 1);
}

static void heads(pdf *p, const block *b)
{
    double left = right_edge(b, 0) - 50, middle = (left + right_edge(b, b->columns - 1)) / 2;

    show(p, middle - width_of(b->head, strlen(b->head), 9) / 2, p->y, "F2", 9, b->head, strlen(b->head));
    down(p, 12);
    for (int i = 0; i < b->columns; i++) {
        double width = width_of(b->heads[i], strlen(b->heads[i]), 9);

        show(p, right_edge(b, i) - width, p->y, "F2", 9, b->heads[i], strlen(b->heads[i]));
    }
    down(p, 14);
}

static void table(pdf *p, const block *b)
{
    bool first = true;

    if (*b->text != '\0')
        centred(p, "F1", 9, b->text);
    if (b->columns > 0)
        heads(p, b);
    for (int i = 0; i < b->row_count; i++) {
        const row *r = &b->rows[i];
        bool figures = false;

        show(p, MARGIN + 10 * r->indent, p->y, r->total ? "F2" : "F1", 9, r->label, strlen(r->label));
        for (int c = 0; c < b->columns; c++)
            if (r->values[c] != NULL) {
                figure(p, b, c, r->values[c], first || r->total || r->per_share);
                figures = true;
            }
        first = first && !figures;
        down(p, 12.5);
    }
    down(p, 8);
}

static void write_block(pdf *p, const block *b)
{
    switch (b->kind) {
    case BLOCK_TITLE:
        centred(p, "F2", 12, b->text);
        break;
    case BLOCK_CENTRED:
        centred(p, "F1", 10, b->text);
        break;
    case BLOCK_HEADING:
        paragraph(p, "F2", 11, b->text);
        break;
    case BLOCK_PARAGRAPH:
        paragraph(p, "F1", 10, b->text);
        break;
    case BLOCK_TABLE:
        table(p, b);
        break;
    case BLOCK_PAGE:
        end_page(p);
        break;
    }
}

/* Fonts, pages, catalogue and the table of offsets. */
static void write_tail(pdf *p, const char *title)
{
    int fonts, pages_object = p->objects + 3 + p->page_count;
    long start;

    fonts = begin_object(p);
    fprintf(p->out,
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>\nendobj\n");
    begin_object(p);
    fprintf(
        p->out,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>\nendobj\n");
    for (int i = 0; i < p->page_count; i++) {
        begin_object(p);
        fprintf(p->out,
                "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << "
                "/F1 %d 0 R /F2 "
                "%d 0 R >> >> >>\nendobj\n",
                pages_object, WIDTH, HEIGHT, p->pages[i], fonts, fonts + 1);
    }
    begin_object(p);
    fprintf(p->out, "<< /Type /Pages /Count %d /Kids [", p->page_count);
    for (int i = 0; i < p->page_count; i++)
        fprintf(p->out, " %d 0 R", fonts + 2 + i);
    fprintf(p->out, " ] >>\nendobj\n");
    begin_object(p);
    fprintf(p->out, "<< /Type /Catalog /Pages %d 0 R >>\nendobj\n", pages_object);
    begin_object(p);
    fprintf(p->out, "<< /Title (%s) >>\nendobj\n", title);
    start = ftell(p->out);
    fprintf(p->out, "xref\n0 %d\n0000000000 65535 f \n", p->objects + 1);
    for (int i = 1; i <= p->objects; i++)
        fprintf(p->out, "%010ld 00000 n \n", p->offsets[i]);
    fprintf(p->out, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%ld\n%%%%EOF\n",
            p->objects + 1, p->objects - 1, p->objects, start);
}

bool write_pdf(const report *r, FILE *out)
{
    pdf p = {.out = out, .y = HEIGHT - MARGIN};

    fprintf(out, "%%PDF-1.4\n%%\xE2\xE3\xCF\xD3\n");
    for (int i = 0; i < r->block_count; i++)
        write_block(&p, &r->blocks[i]);
    end_page(&p);
    write_tail(&p, r->title);
    free(p.stream);
    return !p.failed && ferror(out) == 0;
}
