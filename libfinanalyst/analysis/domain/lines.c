/* analysis/domain/lines.c: the lines beside the one that was picked, as long as they begin alike. */
#include "analysis/domain/lines.h"

#include <string.h>

#include "base/text.h"
#include "finance/labels.h"

/* Items that statements split, what the labels of their lines begin with, and those that state the whole. */
static const struct {
    const char *key;
    const char *opening;
    const char *whole; /* as for fai_label_matches */
    const char *qualified;
} split[] = {
    {"cogs", "cost of ", "cost of total? net? sale|revenue|good and? service? sold?",
     "cost of total? net? sale|revenue|good and? service? sold? "
     "exclusive|excluding|including|net|before|shown *"},
};

/* The only figure of a row in the column of the fact that was picked; NULL: none, or one of a part of the company. */
static const fa_fact *in_row(const fa_filing *filing, const fa_fact *picked, int32_t row)
{
    for (uint32_t i = 0; i < filing->fact_count; i++) {
        const fa_fact *f = &filing->facts[i];

        if (f->table == picked->table && f->row == row && f->col == picked->col &&
            f->dim_count == picked->dim_count && f->period.start == picked->period.start &&
            f->period.end == picked->period.end)
            return f;
    }
    return NULL;
}

static bool begins_alike(const fa_filing *filing, const fa_fact *picked, int32_t row, const char *opening)
{
    const fa_fact_table *table = &filing->tables[picked->table];

    return row >= 0 && (uint32_t)row < table->row_count &&
           fai_str_starts_ci(fai_str_of(table->rows[row].label), fai_str_of(opening)) &&
           in_row(filing, picked, row) != NULL;
}

/* The line that is the sum of the others, the total under whatever name; NULL = none. */
static const fai_pick *total_of(const fai_pick *lines, uint32_t count)
{
    for (uint32_t i = 0; count > 2 && i < count; i++) {
        fa_decimal rest = fa_decimal_make(0, 0);
        fa_status st = FA_OK;

        for (uint32_t k = 0; st == FA_OK && k < count; k++)
            if (k != i)
                st = fa_decimal_add(rest, lines[k].fact->value, &rest, NULL);
        if (st == FA_OK && fa_decimal_compare(rest, lines[i].fact->value) == 0)
            return &lines[i];
    }
    return NULL;
}

/* "Cost of services sold" is called "cost of services". */
static bool is_called(const fa_fact *f, const char *said)
{
    return said != NULL && said[0] != '\0' && fai_str_starts_ci(fai_str_of(f->label), fai_str_of(said));
}

uint32_t fai_lines_of(const fai_search *s, const fai_item *item, const fai_pick *pick,
                      fai_pick out[FAI_LINES])
{
    const fa_filing *filing = s->scope->docs[pick->doc].filing;
    const fa_fact *picked = pick->fact;
    int32_t first = picked->row, last = picked->row;
    const fai_pick *total;
    uint32_t count = 0;
    size_t i = 0;

    out[0] = *pick;
    while (i < sizeof split / sizeof *split && strcmp(split[i].key, item->key) != 0)
        i++;
    if (i == sizeof split / sizeof *split || picked->table < 0 || picked->row < 0 ||
        picked->statement != FA_STATEMENT_INCOME || fai_label_matches(picked->label, split[i].whole) ||
        fai_label_matches(picked->label, split[i].qualified) ||
        !begins_alike(filing, picked, picked->row, split[i].opening))
        return 1;
    while (begins_alike(filing, picked, first - 1, split[i].opening))
        first--;
    while (begins_alike(filing, picked, last + 1, split[i].opening))
        last++;
    if (last - first + 1 > FAI_LINES)
        return 1;
    for (int32_t row = first; row <= last; row++)
        out[count++] = (fai_pick){pick->doc, in_row(filing, picked, row)};
    for (uint32_t k = 0; k < count; k++) {
        if (is_called(out[k].fact, s->said)) {
            out[0] = out[k];
            return 1;
        }
    }
    total = total_of(out, count);
    if (total != NULL) {
        out[0] = *total;
        return 1;
    }
    return count;
}
