/* adapters/xlsx/sheets.c: sheets as an Excel workbook. The workbook is made in the system's own temporary file, unnamed, reached
 * through its descriptor. */
#include <finanalyst/adapter/xlsx.h>

#include <stdio.h>
#include <string.h>

#include <xlsxwriter.h>

#include <finanalyst/alloc.h>

enum {
    TITLE_CHARS = 31, /* Excel's limits */
    TEXT_CHARS = 32767,
    ROWS = 1048576,
    COLUMNS = 16384,
    NUMBER_DIGITS = 15,
    COLUMN_WIDTH = 18,
    FIRST_COLUMN_WIDTH = 44,
    PIECE = 65536
};

typedef struct workbook {
    fa_write_fn write;
    void *payload;
    FILE *file;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head;
    lxw_format *whole;
    lxw_row_t row;
    lxw_col_t col;
    /* The cells of the row under way wait for its end, which tells whether it is a head. */
    struct cell *cells;
    size_t cap;
} workbook;

/* Its text, or NULL: a number. */
typedef struct cell {
    char *text;
    double number;
    bool whole;
} cell;

static fa_status failed(lxw_error code, fa_error *err)
{
    return fa_fail(err, code == LXW_ERROR_MEMORY_MALLOC_FAILED ? FA_ENOMEM : FA_EUNAVAILABLE,
                   "the workbook could not be written: %s", lxw_strerror(code));
}

/* ---- texts ---- */

/* The bytes of the first `most` characters. */
static size_t first_chars(const char *text, size_t most)
{
    size_t n = 0;

    for (size_t chars = 0; text[n] != '\0'; n++)
        if (((unsigned char)text[n] & 0xC0) != 0x80 && chars++ == most)
            break;
    return n;
}

/* What XML cannot hold even when it is escaped: U+FFFE and U+FFFF. */
static void mend(char *text)
{
    for (char *at = text; (at = strstr(at, "\xEF\xBF")) != NULL; at += 2)
        if ((unsigned char)at[2] >= 0xBE)
            at[2] = (char)0xBD;
}

static char *copy_text(const char *text)
{
    static const char cut[] = "\xE2\x80\xA6";
    size_t len = strlen(text), most = first_chars(text, TEXT_CHARS);
    bool whole = most == len;
    char *copy;

    if (!whole)
        most = first_chars(text, TEXT_CHARS - 1);
    copy = fa_alloc(most + sizeof cut);
    if (copy == NULL)
        return NULL;
    memcpy(copy, text, most);
    memcpy(copy + most, whole ? "" : cut, whole ? 1 : sizeof cut);
    mend(copy);
    return copy;
}

/* ---- cells ---- */

static void drop_cells(workbook *w)
{
    for (lxw_col_t i = 0; i < w->col; i++)
        fa_free(w->cells[i].text);
    w->col = 0;
}

static fa_status add_cell(workbook *w, cell c, fa_error *err)
{
    if (w->sheet == NULL)
        return fa_fail(err, FA_EINVALID, "a cell needs a sheet");
    if (w->col == COLUMNS || w->row == ROWS)
        return fa_fail(err, FA_ETOOLARGE, "a sheet of a workbook has at most %d rows and %d columns", ROWS,
                       COLUMNS);
    if (w->col == w->cap) {
        size_t cap = w->cap == 0 ? 16 : w->cap * 2;
        cell *cells = fa_realloc(w->cells, cap * sizeof *cells);

        if (cells == NULL)
            return fa_fail(err, FA_ENOMEM, "out of memory for a row of a workbook");
        w->cells = cells;
        w->cap = cap;
    }
    w->cells[w->col++] = c;
    return FA_OK;
}

static fa_status put_text(void *self, const char *text, fa_error *err)
{
    cell c = {.text = copy_text(text)};
    fa_status st;

    if (c.text == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a cell of a workbook");
    st = add_cell(self, c, err);
    if (st != FA_OK)
        fa_free(c.text);
    return st;
}

/* Exact: a coefficient of 15 digits and a power of ten up to 18 are doubles, and their quotient is rounded once. */
static bool to_number(fa_decimal value, cell *c)
{
    fa_decimal d = fa_decimal_reduce(value), coefficient = d;
    double power = 1;

    coefficient.scale = 0;
    if (fa_decimal_compare(fa_decimal_abs(coefficient), fa_decimal_make(999999999999999, 0)) > 0)
        return false;
    for (int i = 0; i < d.scale; i++)
        power *= 10;
    c->number = (double)(int64_t)d.lo / power;
    c->whole = d.scale == 0;
    return true;
}

static fa_status put_number(void *self, fa_decimal value, fa_error *err)
{
    char text[FA_DECIMAL_TEXT_MAX];
    cell c = {.text = NULL};

    if (to_number(value, &c))
        return add_cell(self, c, err);
    (void)fa_decimal_format(value, text);
    return put_text(self, text, err);
}

static fa_status end_row(void *self, bool head, fa_error *err)
{
    workbook *w = self;
    lxw_error code = LXW_NO_ERROR;

    for (lxw_col_t i = 0; code == LXW_NO_ERROR && i < w->col; i++) {
        const cell *c = &w->cells[i];

        if (c->text == NULL)
            code = worksheet_write_number(w->sheet, w->row, i, c->number, c->whole ? w->whole : NULL);
        else if (c->text[0] != '\0')
            code = worksheet_write_string(w->sheet, w->row, i, c->text, head ? w->head : NULL);
    }
    drop_cells(w);
    if (code != LXW_NO_ERROR)
        return failed(code, err);
    if (head && w->row == 0)
        worksheet_freeze_panes(w->sheet, 1, 1);
    w->row++;
    return FA_OK;
}

/* ---- sheets ---- */

static fa_status begin_sheet(void *self, const char *title, fa_error *err)
{
    workbook *w = self;
    char name[TITLE_CHARS * 4 + 1];
    size_t len = first_chars(title, TITLE_CHARS);

    memcpy(name, title, len);
    name[len] = '\0';
    for (char *at = name; (at = strpbrk(at, "[]:*?/\\'")) != NULL; at++)
        *at = ' ';
    if (w->book == NULL)
        return fa_fail(err, FA_EINVALID, "the workbook is finished");
    if (workbook_get_worksheet_by_name(w->book, name) != NULL)
        return fa_fail_field(err, FA_EINVALID, "title", "the workbook has a sheet of that title");
    drop_cells(w);
    w->sheet = workbook_add_worksheet(w->book, name);
    if (w->sheet == NULL)
        return fa_fail_field(err, FA_EINVALID, "title", "the workbook cannot have a sheet of that title");
    w->row = 0;
    worksheet_set_column(w->sheet, 0, 0, FIRST_COLUMN_WIDTH, NULL);
    worksheet_set_column(w->sheet, 1, 15, COLUMN_WIDTH, NULL);
    return FA_OK;
}

static fa_status send(workbook *w, fa_error *err)
{
    char *piece = fa_alloc(PIECE);
    fa_status st = FA_OK;
    size_t n;

    if (piece == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for sending a workbook");
    rewind(w->file);
    while (st == FA_OK && (n = fread(piece, 1, PIECE, w->file)) > 0)
        st = w->write(w->payload, piece, n, err);
    if (st == FA_OK && ferror(w->file))
        st = fa_fail(err, FA_EUNAVAILABLE, "the workbook could not be read back from its temporary file");
    fa_free(piece);
    return st;
}

static fa_status finish(void *self, fa_error *err)
{
    workbook *w = self;
    lxw_error code;

    if (w->book == NULL)
        return fa_fail(err, FA_EINVALID, "the workbook is finished");
    code = workbook_close(w->book); /* frees it, whatever it returns */
    w->book = NULL;
    w->sheet = NULL;
    return code != LXW_NO_ERROR ? failed(code, err) : send(w, err);
}

static void close_workbook(void *self)
{
    workbook *w = self;

    drop_cells(w);
    if (w->book != NULL)
        (void)workbook_close(w->book);
    if (w->file != NULL)
        (void)fclose(w->file);
    fa_free(w->cells);
    fa_free(w);
}

static bool begin_book(workbook *w, fa_time created)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_doc_properties properties = {.created = created <= 0 ? 1 : (time_t)(created / 1000)};
    char path[64];

    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(w->file));
    w->book = workbook_new_opt(path, &options);
    if (w->book == NULL || workbook_set_properties(w->book, &properties) != LXW_NO_ERROR)
        return false;
    w->head = workbook_add_format(w->book);
    w->whole = workbook_add_format(w->book);
    if (w->head == NULL || w->whole == NULL)
        return false;
    format_set_bold(w->head);
    format_set_num_format(w->whole, "#,##0");
    return true;
}

fa_status fa_xlsx_sheets_open(fa_write_fn write, void *payload, fa_time created, fa_sheets *out,
                              fa_error *err)
{
    static const fa_sheets_ops ops = {sizeof ops, "xlsx",  begin_sheet, put_text,
                                      put_number, end_row, finish,      close_workbook};
    workbook *w;

    if (write == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "sheets need somewhere to go");
    w = fa_calloc(1, sizeof *w);
    if (w == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for a workbook");
    w->write = write;
    w->payload = payload;
    w->file = tmpfile();
    if (w->file == NULL || !begin_book(w, created)) {
        close_workbook(w);
        return fa_fail(err, FA_EUNAVAILABLE, "no temporary file could be made for the workbook");
    }
    *out = (fa_sheets){&ops, w};
    return FA_OK;
}
