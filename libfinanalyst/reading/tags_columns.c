/* reading/tags_columns.c: what the contexts of tagged figures say about the columns that show them. */
#include <string.h>

#include "reading/tags.h"

enum { PERIODS_MAX = 6 };

/* The periods that the figures of one column have, and how many have each. */
typedef struct votes {
    fa_period periods[PERIODS_MAX];
    uint32_t counts[PERIODS_MAX];
    uint32_t count;
    uint32_t all;
} votes;

static void vote(votes *v, const fa_period *p)
{
    uint32_t i;

    v->all++;
    for (i = 0; i < v->count; i++)
        if (v->periods[i].start == p->start && v->periods[i].end == p->end) {
            v->counts[i]++;
            return;
        }
    if (v->count == PERIODS_MAX)
        return;
    v->periods[v->count] = *p;
    v->counts[v->count++] = 1;
}

/* The period of more than half of the figures, of at least two; NULL = they do not agree. */
static const fa_period *winner(const votes *v)
{
    uint32_t i, best = 0;

    for (i = 1; i < v->count; i++)
        if (v->counts[i] > v->counts[best])
            best = i;
    return v->count != 0 && v->counts[best] >= 2 && v->counts[best] * 2 > v->all ? &v->periods[best] : NULL;
}

/* The first of the facts without tags that stand in a table; they lie in front, in the order of the tables. */
static size_t first_of_table(const fai_reading *r, size_t first, int32_t table)
{
    size_t low = 0, high = first;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (r->facts.items[mid].table < table)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The days of a column, and of its figures that carry no tag, are those of its tagged ones. */
static void settle_column(fai_reading *r, size_t untagged, int32_t table, int32_t col,
                          fa_table_column *column, const votes *v)
{
    const fa_period *p = winner(v);
    fa_period before = column->period;
    size_t i;

    if (p == NULL || (before.start == p->start && before.end == p->end))
        return;
    column->period.type = p->type;
    column->period.start = p->start;
    column->period.end = p->end;
    for (i = first_of_table(r, untagged, table); i < untagged && r->facts.items[i].table == table; i++) {
        fa_fact *f = &r->facts.items[i];

        if (f->col == col && memcmp(&f->period, &before, sizeof before) == 0)
            f->period = column->period;
    }
}

/* untagged: how many facts lie in front of the tagged ones. */
static bool settle_table(fai_reading *r, size_t untagged, int32_t table, const fa_fact *facts, size_t count,
                         fai_arena *scratch)
{
    fa_fact_table *t = &r->tables.items[table].table;
    votes *all = fai_arena_calloc(scratch, (size_t)t->column_count + 1, sizeof *all);
    fa_table_column *columns = fai_arena_calloc(r->arena, (size_t)t->column_count + 1, sizeof *columns);
    uint32_t c;
    size_t i;

    if (all == NULL || columns == NULL)
        return false;
    for (i = 0; i < count; i++)
        if (facts[i].col >= 0 && facts[i].period.end != FA_DATE_NONE)
            vote(&all[facts[i].col], &facts[i].period);
    for (c = 0; c < t->column_count; c++) {
        columns[c] = t->columns[c];
        settle_column(r, untagged, table, (int32_t)c, &columns[c], &all[c]);
    }
    t->columns = columns;
    return true;
}

fa_status fai_tags_date_columns(fai_reading *r, size_t first, fa_error *err)
{
    size_t i = first, end;
    fai_arena scratch;
    bool ok = true;

    fai_arena_init(&scratch, 0);
    for (; ok && i < r->facts.len; i = end) {
        int32_t table = r->facts.items[i].table;

        for (end = i + 1; end < r->facts.len && r->facts.items[end].table == table;)
            end++;
        if (table >= 0)
            ok = settle_table(r, first, table, &r->facts.items[i], end - i, &scratch);
        fai_arena_clear(&scratch);
    }
    return ok ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory while reading tagged figures");
}
