/* wire/sheets.c: the wrappers of sheets, and sheets as CSV and as Markdown: a row is made in a buffer, then sent. */
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/wire.h>

#include "base/port.h"
#include "wire/csv.h"

/* A row holds an answer at most. */
enum { ROW_BYTES = 16 << 20 };

#define NEED(port, op)                                                                                       \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return fa_fail(err, FA_EINVALID, "there are no sheets");                                         \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return fa_fail(err, FA_EUNSUPPORTED, "the sheets cannot %s", #op);                               \
    } while (0)

fa_status fa_sheets_sheet(const fa_sheets *s, const char *title, fa_error *err)
{
    NEED(s, sheet);
    if (title == NULL || title[0] == '\0')
        return fa_fail_field(err, FA_EINVALID, "title", "a sheet has a title");
    return s->ops->sheet(s->self, title, err);
}

fa_status fa_sheets_text(const fa_sheets *s, const char *text, fa_error *err)
{
    NEED(s, text);
    return s->ops->text(s->self, text == NULL ? "" : text, err);
}

fa_status fa_sheets_number(const fa_sheets *s, fa_decimal value, fa_error *err)
{
    NEED(s, number);
    return s->ops->number(s->self, value, err);
}

fa_status fa_sheets_end_row(const fa_sheets *s, bool head, fa_error *err)
{
    NEED(s, end_row);
    return s->ops->end_row(s->self, head, err);
}

fa_status fa_sheets_finish(const fa_sheets *s, fa_error *err)
{
    NEED(s, finish);
    return s->ops->finish(s->self, err);
}

void fa_sheets_close(fa_sheets *s)
{
    if (FAI_PORT_IS_NONE(s))
        return;
    if (FAI_PORT_HAS(s, close))
        s->ops->close(s->self);
    memset(s, 0, sizeof *s);
}

/* ---- what CSV and Markdown share ---- */

typedef struct sink {
    fa_write_fn write;
    void *payload;
    fa_buf row;
    fai_csv_writer csv;
    bool begun; /* there was a sheet before */
    uint32_t cells;
    char title[64]; /* CSV: the first cell of each row */
} sink;

static fa_status send(sink *k, fa_error *err)
{
    fa_status st = fa_buf_check(&k->row, err);

    if (st == FA_OK && k->row.len > 0)
        st = k->write(k->payload, k->row.data, k->row.len, err);
    fa_buf_reset(&k->row);
    return st;
}

static fa_status finish(void *self, fa_error *err)
{
    return send(self, err);
}

static void close_sink(void *self)
{
    sink *k = self;

    fa_buf_clear(&k->row);
    fa_free(k);
}

static fa_status open_sink(const fa_sheets_ops *ops, fa_write_fn write, void *payload, fa_sheets *out,
                           fa_error *err)
{
    sink *k;

    if (write == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "sheets need somewhere to go");
    k = fa_calloc(1, sizeof *k);
    if (k == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for sheets");
    k->write = write;
    k->payload = payload;
    fa_buf_init(&k->row, ROW_BYTES);
    k->csv.out = &k->row;
    *out = (fa_sheets){ops, k};
    return FA_OK;
}

/* ---- CSV ---- */

static fa_status csv_sheet(void *self, const char *title, fa_error *err)
{
    sink *k = self;
    size_t len = strnlen(title, sizeof k->title - 1);

    memcpy(k->title, title, len);
    k->title[len] = '\0';
    if (k->begun)
        fai_csv_end_row(&k->csv);
    k->begun = true;
    return send(k, err);
}

static void csv_begin(sink *k)
{
    if (!k->csv.begun)
        fai_csv_text(&k->csv, k->title);
}

static fa_status csv_text(void *self, const char *text, fa_error *err)
{
    sink *k = self;

    csv_begin(k);
    fai_csv_text(&k->csv, text);
    return fa_buf_check(&k->row, err);
}

static fa_status csv_number(void *self, fa_decimal value, fa_error *err)
{
    sink *k = self;
    char text[FA_DECIMAL_TEXT_MAX];

    csv_begin(k);
    (void)fa_decimal_format(value, text);
    fai_csv_plain(&k->csv, text);
    return fa_buf_check(&k->row, err);
}

static fa_status csv_end_row(void *self, bool head, fa_error *err)
{
    sink *k = self;

    (void)head;
    fai_csv_end_row(&k->csv);
    return send(k, err);
}

fa_status fa_sheets_csv_open(fa_write_fn write, void *payload, fa_sheets *out, fa_error *err)
{
    static const fa_sheets_ops ops = {sizeof ops, "csv",       csv_sheet, csv_text,
                                      csv_number, csv_end_row, finish,    close_sink};

    return open_sink(&ops, write, payload, out, err);
}

/* ---- Markdown ---- */

/* Text within a cell, taken literally: what Markdown or HTML would read as more than text is escaped (CommonMark 0.31, 2.4),
 * line ends are blanks. */
static void md_escape(fa_buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < ' ')
            (void)fa_buf_puts(out, " ");
        else if (*text == '<')
            (void)fa_buf_puts(out, "&lt;");
        else if (*text == '&')
            (void)fa_buf_puts(out, "&amp;");
        else if (strchr("\\`*_[]|~$", *text) != NULL)
            (void)fa_buf_printf(out, "\\%c", *text);
        else
            (void)fa_buf_append(out, text, 1);
    }
}

static fa_status md_sheet(void *self, const char *title, fa_error *err)
{
    sink *k = self;

    (void)fa_buf_puts(&k->row, k->begun ? "\n## " : "## ");
    md_escape(&k->row, title);
    (void)fa_buf_puts(&k->row, "\n\n");
    k->begun = true;
    return send(k, err);
}

static fa_status md_text(void *self, const char *text, fa_error *err)
{
    sink *k = self;

    (void)fa_buf_puts(&k->row, k->cells++ == 0 ? "| " : " | ");
    md_escape(&k->row, text);
    return fa_buf_check(&k->row, err);
}

static fa_status md_number(void *self, fa_decimal value, fa_error *err)
{
    char text[FA_DECIMAL_TEXT_MAX];

    (void)fa_decimal_format(value, text);
    return md_text(self, text, err);
}

static fa_status md_end_row(void *self, bool head, fa_error *err)
{
    sink *k = self;

    (void)fa_buf_puts(&k->row, k->cells == 0 ? "\n" : " |\n");
    for (uint32_t i = 0; head && i < k->cells; i++)
        (void)fa_buf_puts(&k->row, i + 1 < k->cells ? "| --- " : "| --- |\n");
    k->cells = 0;
    return send(k, err);
}

fa_status fa_sheets_markdown_open(fa_write_fn write, void *payload, fa_sheets *out, fa_error *err)
{
    static const fa_sheets_ops ops = {sizeof ops, "markdown", md_sheet, md_text,
                                      md_number,  md_end_row, finish,   close_sink};

    return open_sink(&ops, write, payload, out, err);
}
