/* Prints the tables of docs/formulas.md from the library's own tables of metrics and line items. */
#include <stdio.h>
#include <string.h>

#include "finance/metrics.h"

/* "a|b" as "a, b"; a '|' would end the cell of a table. */
static void print_names(const char *aliases)
{
    for (const char *s = aliases; *s != '\0'; s++)
        fputs(*s == '|' ? ", " : (char[]){*s, '\0'}, stdout);
}

static void print_family(const char *title, const fai_metric_family *family)
{
    printf("### %s\n\n| name | formula | unit | definition | asked for as |\n|---|---|---|---|---|\n", title);
    for (uint32_t i = 0; i < family->count; i++) {
        const fai_metric *m = &family->items[i];

        printf("| %s | %s | %s | %s | ", m->name, m->formula, m->unit, m->source);
        print_names(m->aliases);
        puts(" |");
    }
    puts("");
}

static void print_items(void)
{
    uint32_t count;
    const fai_item *items = fai_items(&count);

    puts("### Line items\n\n| name | concepts, by preference | where none is stated | asked for as "
         "|\n|---|---|---|---|");
    for (uint32_t i = 0; i < count; i++) {
        printf("| %s | ", items[i].name);
        print_names(items[i].concepts);
        printf(" | %s | ", items[i].fallback);
        print_names(items[i].aliases);
        puts(" |");
    }
}

int main(void)
{
    print_family("Margins and cash", &fai_metrics_margin);
    print_family("Returns and turnover", &fai_metrics_turnover);
    print_family("Liquidity, debt and shareholders", &fai_metrics_strength);
    print_items();
    return 0;
}
