/* finanalyst/statement.c: a statement as reported, in columns. */
#include <stdio.h>
#include <string.h>

#include "finanalyst/layout.h"
#include "finanalyst/program.h"

enum {
    CELL_MIN = 12,
    CELL_MAX = 20,
    LABEL_MIN = 20,
    HEAD_LINES_MAX = 6,
    COLUMNS_MAX = 12,
    INDENT = 2,
    LEVELS_MAX = 5
};

static const char *const names[] = {"", "income", "balance", "cashflow", "equity", "comprehensive"};
static const char path_mark[] = " › ";

bool program_statement(const char *name, fa_statement_kind *out)
{
    for (int i = 1; i < (int)(sizeof names / sizeof *names); i++)
        if (strcmp(names[i], name) == 0) {
            *out = (fa_statement_kind)i;
            return true;
        }
    return false;
}

/* A table on its way to the screen. */
typedef struct sheet {
    const fa_filing *filing;
    const fa_fact_table *table;
    int32_t index;    /* of the table */
    uint32_t columns; /* as many as there is room for */
    unsigned label, cell;
} sheet;

static const char *cell_text(const sheet *s, uint32_t row, uint32_t col)
{
    for (uint32_t i = 0; i < s->filing->fact_count; i++) {
        const fa_fact *f = &s->filing->facts[i];

        if (f->table == s->index && f->row == (int32_t)row && f->col == (int32_t)col)
            return f->text;
    }
    return "";
}

/* Cells as wide as the widest figure; labels take the rest. Columns without room are left out. */
static void measure(sheet *s)
{
    unsigned width = layout_width(), used;

    s->cell = CELL_MIN;
    for (uint32_t i = 0; i < s->filing->fact_count; i++) {
        unsigned columns = layout_columns(s->filing->facts[i].text);

        if (s->filing->facts[i].table == s->index && columns > s->cell)
            s->cell = columns;
    }
    if (s->cell > CELL_MAX)
        s->cell = CELL_MAX;
    s->columns = (width - LABEL_MIN) / (s->cell + 2);
    if (s->columns > s->table->column_count)
        s->columns = s->table->column_count;
    if (s->columns > COLUMNS_MAX)
        s->columns = COLUMNS_MAX;
    used = s->columns * (s->cell + 2);
    s->label = width - used;
}

static void print_title(const fa_fact_table *t)
{
    static const struct {
        int scale;
        const char *name;
    } scales[] = {{0, ""}, {3, "in thousands"}, {6, "in millions"}, {9, "in billions"}};
    const char *scale = "";

    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (scales[i].scale == t->scale)
            scale = scales[i].name;
    layout_put(stdout, *t->title == '\0' ? "(no title)" : t->title);
    printf("\npage %d, %s%s%s\n\n", (int)t->page, *t->unit == '\0' ? "unit not stated" : t->unit,
           *scale == '\0' ? "" : ", ", scale);
}

/* Column heads, right-aligned, each broken over as many lines as it takes. */
static void print_heads(const sheet *s)
{
    const char *rest[COLUMNS_MAX];
    bool more = true;

    for (uint32_t c = 0; c < s->columns; c++)
        rest[c] = s->table->columns[c].head;
    for (int line = 0; more && line < HEAD_LINES_MAX; line++) {
        more = false;
        printf("%*s", (int)s->label, "");
        for (uint32_t c = 0; c < s->columns; c++) {
            char part[4 * CELL_MAX + 1];
            const char *next;
            size_t len = layout_break(rest[c], s->cell, &next);

            snprintf(part, sizeof part, "%.*s", (int)len, rest[c]);
            fputs("  ", stdout);
            layout_cell(part, s->cell, true);
            rest[c] = next;
            more = more || *next != '\0';
        }
        putchar('\n');
    }
}

/* Prints the headings that this row stands under and the row before it did not. */
static void print_headings(const char *path, const char *before)
{
    unsigned level = 0;

    for (const char *at = path; *at != '\0'; level++) {
        const char *end = strstr(at, path_mark);
        size_t len = end == NULL ? strlen(at) : (size_t)(end - at), whole = (size_t)(at - path) + len;
        bool same = strncmp(path, before, whole) == 0 &&
                    (before[whole] == '\0' || strncmp(before + whole, path_mark, sizeof path_mark - 1) == 0);

        if (!same) {
            char name[512];

            snprintf(name, sizeof name, "%.*s", (int)(len < sizeof name ? len : sizeof name - 1), at);
            printf("%*s", (int)(INDENT * level), "");
            layout_wrap(name, INDENT * level, INDENT * level + 1);
        }
        at += len + (end == NULL ? 0 : sizeof path_mark - 1);
    }
}

/* Prints a label over as many lines as it takes; the last one is filled up. */
static void print_label(const sheet *s, const fa_table_row *r)
{
    unsigned indent = INDENT * (unsigned)(r->level < LEVELS_MAX ? r->level : LEVELS_MAX);
    const char *rest = r->label;

    for (bool first = true;; first = false) {
        unsigned shift = first ? indent : indent + 1;
        char part[512];
        const char *next;
        size_t len = layout_break(rest, s->label - shift, &next);

        snprintf(part, sizeof part, "%.*s", (int)(len < sizeof part ? len : sizeof part - 1), rest);
        printf("%*s", (int)shift, "");
        if (*next == '\0') {
            layout_cell(part, s->label - shift, false);
            return;
        }
        layout_put(stdout, part);
        putchar('\n');
        rest = next;
    }
}

static void print_row(const sheet *s, uint32_t row)
{
    const char *cells[COLUMNS_MAX];
    uint32_t filled = 0;

    for (uint32_t c = 0; c < s->columns; c++) {
        cells[c] = cell_text(s, row, c);
        if (*cells[c] != '\0')
            filled = c + 1;
    }
    print_label(s, &s->table->rows[row]);
    for (uint32_t c = 0; c < filled; c++) {
        fputs("  ", stdout);
        layout_cell(cells[c], s->cell, true);
    }
    putchar('\n');
}

static void print_table(const fa_filing *filing, uint32_t index)
{
    sheet s = {.filing = filing, .table = &filing->tables[index], .index = (int32_t)index};
    const char *before = "";

    measure(&s);
    print_title(s.table);
    print_heads(&s);
    for (uint32_t row = 0; row < s.table->row_count; row++) {
        print_headings(s.table->rows[row].path, before);
        print_row(&s, row);
        before = s.table->rows[row].path;
    }
    if (s.columns < s.table->column_count)
        printf("\n%u of %u columns are shown: a wider terminal, or --json, shows the others\n",
               (unsigned)s.columns, s.table->column_count);
}

static fa_status print_json(const fa_filing *filing, fa_statement_kind kind, fa_error *err)
{
    fa_status st;
    fa_buf line;

    fa_buf_init(&line, 16u << 20);
    st = fa_statement_to_json(filing, kind, &line, err);
    if (st == FA_OK)
        program_print(&line);
    fa_buf_clear(&line);
    return st;
}

static fa_status print_statement(const program *p, const fa_filing *filing, fa_statement_kind kind,
                                 fa_error *err)
{
    bool found = false;

    if (p->json)
        return print_json(filing, kind, err);
    for (uint32_t i = 0; i < filing->table_count; i++) {
        if (filing->tables[i].statement != kind || !filing->tables[i].primary)
            continue;
        if (found)
            putchar('\n');
        print_table(filing, i);
        found = true;
    }
    return found ? FA_OK : fa_fail(err, FA_ENOTFOUND, "the filing has no %s statement", names[kind]);
}

int command_statement(program *p, int argc, char **argv)
{
    fa_statement_kind kind;
    const fa_filing *filing = NULL;
    fa_error err = {0};
    fa_id id;
    int result;

    if (argc != 2)
        return program_usage("statement needs its kind and a document: finanalyst statement KIND DOC");
    if (!program_statement(argv[0], &kind))
        return program_usage("there is no statement \"%s\": it is one of " STATEMENT_NAMES, argv[0]);
    result = program_find(p, argv[1], &id);
    if (result == EXIT_DONE &&
        (fa_filing_get(fa_app_analysis(p->app), p->owner, id, &filing, &err) != FA_OK ||
         print_statement(p, filing, kind, &err) != FA_OK))
        result = program_fail(p, argv[1], &err);
    fa_filing_free(filing);
    return result;
}
