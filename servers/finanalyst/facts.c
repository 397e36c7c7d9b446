/* finanalyst/facts.c: the facts of a document: one heading for a row of figures, and a line for each figure. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "finanalyst/layout.h"
#include "finanalyst/program.h"

/* What was printed last, so that figures of one row stand under one heading. */
typedef struct printing {
    program *p;
    char *heading;
} printing;

static fa_status write_heading(const fa_fact *f, fa_buf *out)
{
    if (*f->path != '\0')
        fa_buf_printf(out, "%s › ", f->path);
    fa_buf_puts(out, *f->label == '\0' ? "(no label)" : f->label);
    for (uint32_t i = 0; i < f->dim_count; i++)
        fa_buf_printf(out, "%s%s", i == 0 ? " | " : ", ",
                      *f->dims[i].label == '\0' ? f->dims[i].member : f->dims[i].label);
    if (f->place.page > 0)
        fa_buf_printf(out, ", page %d", (int)f->place.page);
    if (*f->concept != '\0')
        fa_buf_printf(out, "  %s", f->concept);
    return out->bad;
}

static fa_status print_heading(printing *to, const fa_fact *f, fa_error *err)
{
    fa_buf text;
    fa_status st;

    fa_buf_init(&text, 1 << 20);
    (void)write_heading(f, &text);
    st = fa_buf_check(&text, err);
    if (st == FA_OK && (to->heading == NULL || strcmp(to->heading, text.data) != 0)) {
        layout_wrap(text.data, 0, 4);
        fa_free(to->heading);
        to->heading = fa_strdup(text.data);
    }
    fa_buf_clear(&text);
    return st;
}

static fa_status print_json(const fa_fact *f, fa_error *err)
{
    fa_status st;
    fa_buf line;

    fa_buf_init(&line, 1 << 20);
    st = fa_fact_to_json(f, &line, err);
    if (st == FA_OK)
        program_print(&line);
    fa_buf_clear(&line);
    return st;
}

static fa_status print_fact(void *payload, const fa_fact *f, fa_error *err)
{
    char value[LAYOUT_AMOUNT_MAX] = "(absent)", period[32];
    printing *to = payload;
    fa_status st;

    if (to->p->json)
        return print_json(f, err);
    st = print_heading(to, f, err);
    if (st != FA_OK)
        return st;
    if ((f->flags & FA_FACT_NIL) == 0)
        layout_amount(f->value, value);
    layout_period(&f->period, period);
    printf("    %-24s  %30s  ", period, value);
    layout_put(stdout, f->unit);
    putchar('\n');
    return FA_OK;
}

/* Reads "--name value" pairs into the query. */
static int read_filters(int argc, char **argv, fa_fact_query *query)
{
    for (int i = 0; i < argc; i += 2) {
        if (i + 1 == argc)
            return program_usage("%s needs a value", argv[i]);
        if (strcmp(argv[i], "--concept") == 0)
        query->concept = argv[i + 1];
        else if (strcmp(argv[i], "--label") == 0) query->label = argv[i + 1];
        else if (strcmp(argv[i], "--statement") != 0) return program_usage("facts has no option \"%s\"",
                                                                           argv[i]);
        else if (!program_statement(argv[i + 1], &query->statement)) return program_usage(
            "there is no statement \"%s\": it is one of " STATEMENT_NAMES, argv[i + 1]);
    }
    return EXIT_DONE;
}

int command_facts(program *p, int argc, char **argv)
{
    fa_fact_query query = FA_FACT_QUERY_INIT;
    printing to = {.p = p};
    fa_error err = {0};
    int result;

    if (argc == 0)
        return program_usage("facts needs a document: finanalyst facts DOC [--concept NAME] [--label PART] "
                             "[--statement KIND]");
    result = read_filters(argc - 1, argv + 1, &query);
    if (result == EXIT_DONE)
        result = program_find(p, argv[0], &query.document);
    if (result == EXIT_DONE &&
        fa_fact_list(fa_app_analysis(p->app), p->owner, &query, print_fact, &to, &err) != FA_OK)
        result = program_fail(p, argv[0], &err);
    fa_free(to.heading);
    return result;
}
