/* tools/dump_facts.c: prints what is read from a file: identity, tables, facts, checks. For developers.
 * usage: dump_facts FILE [all | primary | PAGE] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/adapter/extract.h>
#include <finanalyst/finance.h>

static const char *const kinds[] = {"", "income", "balance", "cashflow", "equity", "comprehensive"};

static void print_period(const fa_period *p)
{
    char start[11], end[11];

    fa_date_format(p->start, start);
    fa_date_format(p->end, end);
    printf("%c %s..%s FY%d/%d", "?ID"[p->type], start, end, p -> fiscal_year, (int)p -> fiscal);
}

static void print_fact(const fa_fact *f)
{
    char value[FA_DECIMAL_TEXT_MAX];

    fa_decimal_format(f->value, value);
    printf("  #%u p%d [%d,%d] %s%s%s | %s | %s %s (%s) | ", f->index, f->place.page, f->row, f->col, f->path,
           *f->path == '\0' ? "" : " > ", f->label, f->concept, value, f->unit, f->text);
    print_period(&f->period);
    printf(" | flags %x box %.0f,%.0f,%.0f,%.0f\n", f->flags, (double)f->place.box.x0,
           (double)f->place.box.y0, (double)f->place.box.x1, (double)f->place.box.y1);
}

static void print_table(const fa_filing *f, uint32_t index, bool facts)
{
    const fa_fact_table *t = &f->tables[index];
    uint32_t i;

    printf("table %u p%d %s%s%s '%s' in '%s', %s 10^%d from p%d, %u rows\n", index, t->page,
           kinds[t->statement], t->primary ? " PRIMARY" : "", t->parent_only ? " PARENT" : "", t->title,
           t->section, t->unit, t->scale, t->scale_place.page, t->row_count);
    for (i = 0; i < t->column_count; i++) {
        printf("  column %u ", i);
        print_period(&t->columns[i].period);
        printf(" | %s\n", t->columns[i].head);
    }
    for (i = 0; facts && i < f->fact_count; i++)
        if (f->facts[i].table == (int32_t)index)
            print_fact(&f->facts[i]);
}

static void print_identity(const fa_identity *id)
{
    char end[11], filed[11];

    fa_date_format(id->period_end, end);
    fa_date_format(id->filed, filed);
    printf("company '%s' p%d, ticker '%s', cik '%s', form '%s', period '%s', %s\n", id->company.text,
           id->company.place.page, id->ticker.text, id->cik.text, id->form.text, id->period.text,
           id->currency.text);
    printf("ends %s, filed %s, FY%d/%d, year ends %d-%d, industry '%s'\n", end, filed, id->fiscal_year,
           (int)id->fiscal, id->fiscal_year_end_month, id->fiscal_year_end_day, id->industry);
}

static void print_filing(const fa_filing *f, const char *what)
{
    int page = what == NULL ? 0 : atoi(what);
    bool all = what != NULL && strcmp(what, "all") == 0,
         primary = what != NULL && strcmp(what, "primary") == 0;
    char residual[FA_DECIMAL_TEXT_MAX];
    uint32_t i;

    print_identity(&f->identity);
    for (i = 0; i < f->table_count; i++)
        if (what == NULL || all || (primary && f->tables[i].primary) ||
            (page > 0 && f->tables[i].page == page))
            print_table(f, i, what != NULL);
    for (i = 0; all && i < f->fact_count; i++)
        if (f->facts[i].table < 0)
            print_fact(&f->facts[i]);
    for (i = 0; i < f->check_count; i++) {
        fa_decimal_format(f->checks[i].residual, residual);
        printf("%s: %s, residual %s\n", f->checks[i].state == FA_CHECK_HOLDS ? "holds" : "FAILS",
               f->checks[i].name, residual);
    }
}

int main(int argc, char **argv)
{
    fa_registry *registry = NULL;
    fa_document_reader reader = {NULL, NULL};
    fa_open_context context = {sizeof context, NULL, NULL};
    fa_read_request request = FA_READ_REQUEST_INIT;
    const fa_content *content = NULL;
    const fa_filing *filing = NULL;
    fa_error err = {0};
    fa_status st;

    if (argc < 2) {
        fprintf(stderr, "usage: dump_facts FILE [all | primary | PAGE]\n");
        return 2;
    }
    request.path = argv[1];
    request.name = argv[1];
    st = fa_registry_new(&registry, &err);
    if (st == FA_OK)
        st = fa_extract_register(registry, &err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_DOCUMENT_READER, &context, "sandbox:", &reader, &err);
    if (st == FA_OK)
        st = fa_reader_read(&reader, &request, &content, &err);
    if (st == FA_OK)
        st = fa_filing_read(content, argv[1], &filing, &err);
    if (st == FA_OK)
        print_filing(filing, argc > 2 ? argv[2] : NULL);
    else
        fprintf(stderr, "dump_facts: %s: %s\n", argv[1], err.message);
    fa_filing_free(filing);
    fa_content_free(content);
    fa_document_reader_close(&reader);
    fa_registry_free(registry);
    return st == FA_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
