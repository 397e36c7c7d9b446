/* finanalyst/show.c: documents, facts and statements of the store, as tables or as lines of JSON. */
#include <stdio.h>
#include <string.h>

#include "finanalyst/program.h"

static const char *const statement_names[] = {"", "income", "balance", "cashflow", "equity", "comprehensive"};

static fa_statement_kind statement_of(const char *name)
{
    for (int i = 1; i < (int)(sizeof statement_names / sizeof *statement_names); i++)
        if (strcmp(statement_names[i], name) == 0)
            return (fa_statement_kind)i;
    return FA_STATEMENT_NONE;
}

static fa_status print_document(void *payload, const fa_document *doc, fa_error *err)
{
    static const char *const states[] = {"", "stored", "reading", "ready", "failed", "cancelled"};
    program *p = payload;
    char end[11];

    if (p->json) {
        fa_buf line;
        fa_status st;

        fa_buf_init(&line, 1 << 20);
        st = fa_document_to_json(doc, &line, err);
        if (st == FA_OK)
            program_print(&line);
        fa_buf_clear(&line);
        return st;
    }
    fa_date_format(doc->period_end, end);
    printf("%-30s  %-9s %-9s %-10s %5u pages  %-28.28s %s\n", doc->id.s, states[doc->state], doc->form, end,
           doc->page_count, doc->company, doc->name);
    if (doc->state == FA_DOCUMENT_FAILED)
        printf("%-30s  %s\n", "", doc->error);
    return FA_OK;
}

int command_documents(program *p, int argc, char **argv)
{
    fa_error err = {0};

    (void)argv;
    if (argc > 0) {
        fprintf(stderr, "finanalyst: documents takes no arguments\n");
        return EXIT_USAGE;
    }
    if (fa_document_list(fa_app_documents(p->app), (fa_id){{0}}, UINT32_MAX, print_document, p, &err) !=
        FA_OK)
        return program_fail("documents", &err);
    return EXIT_DONE;
}

static fa_status print_fact(void *payload, const fa_fact *f, fa_error *err)
{
    program *p = payload;
    char value[FA_DECIMAL_TEXT_MAX], start[11], end[11];

    if (p->json) {
        fa_buf line;
        fa_status st;

        fa_buf_init(&line, 1 << 20);
        st = fa_fact_to_json(f, &line, err);
        if (st == FA_OK)
            program_print(&line);
        fa_buf_clear(&line);
        return st;
    }
    fa_decimal_format(f->value, value);
    fa_date_format(f->period.start, start);
    fa_date_format(f->period.end, end);
    printf("%20s %-10s %10s %10s  p%-4d %s%s%s", value, f->unit, start, end, f->place.page, f->label,
           *f->concept == '\0' ? "" : "  ", f->concept);
    for (uint32_t i = 0; i < f->dim_count; i++)
        printf("%s%s", i == 0 ? "  | " : ", ",
               *f->dims[i].label == '\0' ? f->dims[i].member : f->dims[i].label);
    putchar('\n');
    return FA_OK;
}

/* Reads "--name value" pairs into the query. */
static int read_filters(int argc, char **argv, fa_fact_query *query)
{
    for (int i = 0; i < argc; i += 2) {
        if (i + 1 == argc) {
            fprintf(stderr, "finanalyst: %s needs a value\n", argv[i]);
            return EXIT_USAGE;
        }
        if (strcmp(argv[i], "--concept") == 0) {
            query->concept = argv[i + 1];
        } else if (strcmp(argv[i], "--label") == 0) {
            query->label = argv[i + 1];
        } else if (strcmp(argv[i], "--statement") == 0 && statement_of(argv[i + 1]) != FA_STATEMENT_NONE) {
            query->statement = statement_of(argv[i + 1]);
        } else {
            fprintf(stderr, "finanalyst: facts does not know \"%s %s\"\n", argv[i], argv[i + 1]);
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

int command_facts(program *p, int argc, char **argv)
{
    fa_fact_query query = FA_FACT_QUERY_INIT;
    fa_error err = {0};
    int result;

    if (argc == 0) {
        fprintf(
            stderr,
            "finanalyst: usage: finanalyst facts DOC [--concept NAME] [--label PART] [--statement KIND]\n");
        return EXIT_USAGE;
    }
    result = read_filters(argc - 1, argv + 1, &query);
    if (result == EXIT_DONE)
        result = program_find(p, argv[0], &query.document);
    if (result == EXIT_DONE && fa_fact_list(fa_app_analysis(p->app), &query, print_fact, p, &err) != FA_OK)
        result = program_fail(argv[0], &err);
    return result;
}

static void print_rule(const fa_fact_table *t)
{
    printf("%-58.58s", "");
    for (uint32_t c = 0; c < t->column_count; c++)
        printf(" %18.18s", t->columns[c].head);
    putchar('\n');
}

static void print_row(const fa_filing *f, int32_t table, uint32_t row)
{
    const fa_fact_table *t = &f->tables[table];

    printf("%*s%-*.*s", 2 * (int)t->rows[row].level, "", 58 - 2 * (int)t->rows[row].level,
           58 - 2 * (int)t->rows[row].level, t->rows[row].label);
    for (uint32_t c = 0; c < t->column_count; c++) {
        const char *text = "";

        for (uint32_t i = 0; i < f->fact_count; i++)
            if (f->facts[i].table == table && f->facts[i].row == (int32_t)row &&
                f->facts[i].col == (int32_t)c) {
                text = f->facts[i].text;
                break;
            }
        printf(" %18.18s", text);
    }
    putchar('\n');
}

static int print_statement(const program *p, const fa_filing *f, fa_statement_kind kind)
{
    bool found = false;

    if (p->json) {
        fa_error err = {0};
        fa_buf line;
        fa_status st;

        fa_buf_init(&line, 16u << 20);
        st = fa_statement_to_json(f, kind, &line, &err);
        if (st == FA_OK)
            program_print(&line);
        fa_buf_clear(&line);
        return st == FA_OK ? EXIT_DONE : program_fail(statement_names[kind], &err);
    }
    for (uint32_t i = 0; i < f->table_count; i++) {
        const fa_fact_table *t = &f->tables[i];

        if (t->statement != kind || !t->primary)
            continue;
        found = true;
        printf("%s (page %d, %s, figures in 10^%d)\n", t->title, t->page,
               *t->unit == '\0' ? "unit unknown" : t->unit, t->scale);
        print_rule(t);
        for (uint32_t r = 0; r < t->row_count; r++)
            print_row(f, (int32_t)i, r);
    }
    if (!found)
        fprintf(stderr, "finanalyst: the filing has no %s statement\n", statement_names[kind]);
    return found ? EXIT_DONE : EXIT_NOT_FOUND;
}

int command_statement(program *p, int argc, char **argv)
{
    fa_statement_kind kind = argc > 0 ? statement_of(argv[0]) : FA_STATEMENT_NONE;
    const fa_filing *filing = NULL;
    fa_error err = {0};
    fa_id id;
    int result;

    if (argc != 2 || kind == FA_STATEMENT_NONE) {
        fprintf(stderr,
                "finanalyst: usage: finanalyst statement income|balance|cashflow|equity|comprehensive DOC\n");
        return EXIT_USAGE;
    }
    result = program_find(p, argv[1], &id);
    if (result == EXIT_DONE && fa_filing_get(fa_app_analysis(p->app), id, &filing, &err) != FA_OK)
        result = program_fail(argv[1], &err);
    if (result == EXIT_DONE)
        result = print_statement(p, filing, kind);
    fa_filing_free(filing);
    return result;
}

int command_remove(program *p, int argc, char **argv)
{
    fa_error err = {0};
    int result = EXIT_DONE;

    if (argc == 0) {
        fprintf(stderr, "finanalyst: usage: finanalyst remove DOC…\n");
        return EXIT_USAGE;
    }
    for (int i = 0; result == EXIT_DONE && i < argc; i++) {
        fa_id id;

        result = program_find(p, argv[i], &id);
        if (result == EXIT_DONE && fa_document_remove(fa_app_documents(p->app), id, &err) != FA_OK)
            result = program_fail(argv[i], &err);
    }
    return result;
}
