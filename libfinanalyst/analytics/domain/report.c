/* analytics/domain/report.c: putting a report together, cell by cell. */
#include "analytics/domain/report.h"

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"

static const char *const names[] = {
    "", "overview", "usage-patterns", "tokens", "performance", "satisfaction", "funnel", "quality", "mine"};

fa_report_kind fa_report_kind_of(const char *name)
{
    for (int i = 1; name != NULL && i < FA_REPORT_MINE; i++)
        if (strcmp(names[i], name) == 0)
            return (fa_report_kind)i;
    return (fa_report_kind)0;
}

/* A section whose values are still counted from the beginning of all values. */
typedef struct section {
    fa_report_section is;
    size_t first;
} section;

/* The arena holds what the finished report lends. */
struct fai_report_draft {
    fa_report report;
    fai_arena arena;
    FAI_VEC(section) sections;
    FAI_VEC(fa_report_value) values;
    bool failed;
};

fai_report_draft *fai_report_draft_new(fa_report_kind kind, fa_date from, fa_date to)
{
    fai_report_draft *d = fa_calloc(1, sizeof *d);

    if (d == NULL)
        return NULL;
    fai_arena_init(&d->arena, 0);
    d->report = (fa_report){.kind = kind, .name = names[kind], .from = from, .to = to};
    return d;
}

static void drop_lists(fai_report_draft *d)
{
    fai_vec_clear(&d->sections);
    fai_vec_clear(&d->values);
}

void fai_report_draft_free(fai_report_draft *d)
{
    if (d == NULL)
        return;
    drop_lists(d);
    fai_arena_clear(&d->arena);
    fa_free(d);
}

/* ---- cells ---- */

static void put(fai_report_draft *d, fa_report_value value)
{
    if (!fai_vec_push(&d->values, value))
        d->failed = true;
}

static void put_decimal(fai_report_draft *d, fa_status st, fa_decimal value)
{
    put(d, (fa_report_value){.known = st == FA_OK, .number = value});
}

void fai_report_unknown(fai_report_draft *d)
{
    put(d, (fa_report_value){.text = NULL});
}

void fai_report_number(fai_report_draft *d, int64_t value)
{
    put_decimal(d, FA_OK, fa_decimal_make(value, 0));
}

void fai_report_scaled(fai_report_draft *d, int64_t value, int scale)
{
    put_decimal(d, FA_OK, fa_decimal_make(value, scale));
}

void fai_report_ratio(fai_report_draft *d, int64_t part, int64_t whole, int power, int digits)
{
    fa_decimal above = fa_decimal_make(part, 0), value = fa_decimal_make(0, 0);
    fa_status st = whole == 0 ? FA_EINVALID : fa_decimal_shift(above, power, &above, NULL);

    if (st == FA_OK)
        st = fa_decimal_div(above, fa_decimal_make(whole, 0), digits, FA_ROUND_HALF_EVEN, &value, NULL);
    put_decimal(d, st, value);
}

void fai_report_text(fai_report_draft *d, const char *text)
{
    char *copy = fai_arena_strdup(&d->arena, text);

    if (copy == NULL)
        d->failed = true;
    put(d, (fa_report_value){.text = copy});
}

void fai_report_date(fai_report_draft *d, fa_date date)
{
    char text[11];

    fa_date_format(date, text);
    fai_report_text(d, text);
}

void fai_report_time(fai_report_draft *d, fa_time time)
{
    char text[25];

    fa_time_format(time, text);
    fai_report_text(d, text);
}

/* ---- sections ---- */

/* The row of changes of a summary: the first row less the second. */
static void put_changes(fai_report_draft *d, const section *s)
{
    for (uint32_t i = 0; !d->failed && i < s->is.column_count; i++) {
        fa_report_value now = d->values.items[s->first + i],
                        then = d->values.items[s->first + s->is.column_count + i];
        fa_decimal change = fa_decimal_make(0, 0);
        bool known = now.known && then.known && now.text == NULL && then.text == NULL;

        put_decimal(d, known ? fa_decimal_sub(now.number, then.number, &change, NULL) : FA_EINVALID, change);
    }
}

static void end_section(fai_report_draft *d)
{
    section *s = d->sections.len == 0 ? NULL : &d->sections.items[d->sections.len - 1];

    if (s == NULL || d->failed)
        return;
    if (s->is.summary)
        put_changes(d, s);
    s->is.row_count = (uint32_t)((d->values.len - s->first) / s->is.column_count);
}

static void begin_section(fai_report_draft *d, const char *name, const char *const *columns, bool summary)
{
    section s = {.is = {.name = name, .summary = summary, .columns = columns}};

    end_section(d);
    s.first = d->values.len;
    while (columns[s.is.column_count] != NULL)
        s.is.column_count++;
    if (!fai_vec_push(&d->sections, s))
        d->failed = true;
}

void fai_report_table(fai_report_draft *d, const char *name, const char *const *columns)
{
    begin_section(d, name, columns, false);
}

void fai_report_summary(fai_report_draft *d, const char *name, const char *const *columns)
{
    begin_section(d, name, columns, true);
}

fa_status fai_report_draft_end(fai_report_draft *d, const fa_report **out, fa_error *err)
{
    fa_report_section *sections;
    fa_report_value *values;

    end_section(d);
    sections = fai_arena_calloc(&d->arena, d->sections.len, sizeof *sections);
    values = fai_arena_calloc(&d->arena, d->values.len, sizeof *values);
    if (d->failed || sections == NULL || values == NULL) {
        fai_report_draft_free(d);
        return fa_fail(err, FA_ENOMEM, "out of memory for a report");
    }
    if (d->values.len != 0)
        memcpy(values, d->values.items, d->values.len * sizeof *values);
    for (size_t i = 0; i < d->sections.len; i++) {
        sections[i] = d->sections.items[i].is;
        sections[i].values = values + d->sections.items[i].first;
    }
    d->report.sections = sections;
    d->report.section_count = (uint32_t)d->sections.len;
    drop_lists(d);
    *out = &d->report;
    return FA_OK;
}

void fa_report_free(const fa_report *report)
{
    fai_report_draft_free((fai_report_draft *)(uintptr_t)report);
}
