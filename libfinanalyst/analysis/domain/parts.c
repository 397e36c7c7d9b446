/* analysis/domain/parts.c: parts are found by their sum, so that the shape of a table does not matter. */
#include "analysis/domain/parts.h"

#include <string.h>

#include "base/text.h"
#include "retrieval/terms.h"

static bool says(fai_str name, const char *phrases)
{
    return fai_mentions_count(name, phrases, 1) > 0;
}

bool fai_is_region(fai_str name)
{
    return says(
        name,
        "united states|u.s.|us|usa|domestic|international|foreign|europe*|asia*|americas|america|emea|apac|"
        "lacc|china|japan|canada|mexico|germany|france|united kingdom|uk|u.k.|india|brazil|africa|middle "
        "east|"
        "pacific|australia|korea|taiwan|singapore|italy|spain|ireland|switzerland|puerto rico|rest of world|"
        "rest of the world|other countries|emerging markets|developed markets|developed "
        "rest|non-u.s.|outside|"
        "oceania|caribbean|macau|hong kong|greater china|netherlands|israel|russia|poland|sweden|turkey");
}

bool fai_is_remainder(fai_str name)
{
    return says(
               name,
               "other|unallocated|elimination*|intersegment|reconciling|total|consolidated|adjustment*|hedg*|"
               "worldwide|corporate and|corporate items|corporate expense*") ||
           fai_str_equal_ci(name, FAI_STR("corporate"));
}

/* Without a mark such as "(a)" behind it. */
static fai_str without_mark(fai_str name)
{
    name = fai_str_trim(name);
    if (name.n > 4 && name.p[name.n - 1] == ')' && name.p[name.n - 3] == '(')
        name.n -= 3;
    return fai_str_trim(name);
}

/* The n-th from the right of the words that wide gaps part in a line of heads. */
static fai_str head_from_right(const char *line, uint32_t n)
{
    fai_str rest = fai_str_of(line);

    for (;;) {
        size_t gap = rest.n;

        while (gap > 1 && !(rest.p[gap - 1] == ' ' && rest.p[gap - 2] == ' '))
            gap--;
        if (gap <= 1)
            return n == 0 ? without_mark(rest) : (fai_str){"", 0};
        if (n-- == 0)
            return without_mark(fai_str_sub(rest, gap, rest.n));
        rest = fai_str_trim(fai_str_sub(rest, 0, gap));
    }
}

/* The name of a figure's column; where heads were not read, the line above the table may hold them. */
static fai_str column_name(const fa_filing *filing, const fa_fact *f)
{
    const fa_fact_table *t = &filing->tables[f->table];

    if (f->column[0] != '\0' || f->col < 0 || (uint32_t)f->col >= t->column_count)
        return without_mark(fai_str_of(f->column));
    return head_from_right(t->title, t->column_count - 1 - (uint32_t)f->col);
}

static bool same_period(const fa_period *a, const fa_period *b)
{
    if (a->type != b->type)
        return false;
    if (a->fiscal_year != 0 && a->fiscal_year == b->fiscal_year && a->fiscal == b->fiscal)
        return true;
    return a->end != FA_DATE_NONE && a->end == b->end && a->start == b->start;
}

/* Whether two amounts are the same but for rounding: two units of the coarser. */
static bool close_to(fa_decimal a, fa_decimal b, int32_t scale)
{
    fa_decimal gap;
    fa_decimal slack = fa_decimal_make(2, 0);

    return fa_decimal_sub(a, b, &gap, NULL) == FA_OK &&
           fa_decimal_shift(slack, scale, &slack, NULL) == FA_OK &&
           fa_decimal_compare(fa_decimal_abs(gap), slack) <= 0;
}

static bool is_amount(const fa_fact *f, const fa_fact *total)
{
    return f->table == total->table && f->dim_count == 0 &&
           (f->flags & (FA_FACT_PERCENT | FA_FACT_CHANGE)) == 0 && strcmp(f->unit, total->unit) == 0;
}

/* Adds facts before the total, one step at a time, until they add up to it. next yields the fact one step further. */
static bool gather(const fa_filing *filing, const fa_fact *total, bool columns, fai_breakdown *out)
{
    fa_decimal sum = fa_decimal_make(0, 0);

    memset(out, 0, sizeof *out);
    out->total = total;
    for (uint32_t i = total->index; i > 0 && out->count < FAI_PARTS; i--) {
        const fa_fact *f = &filing->facts[i - 1];

        if (f->table != total->table || f->place.page + 1 < total->place.page)
            break;
        if (!is_amount(f, total) || (columns ? f->row != total->row : f->col != total->col))
            continue;
        if (fa_decimal_add(sum, f->value, &sum, NULL) != FA_OK)
            return false;
        out->parts[out->count] = f;
        out->names[out->count++] = columns ? column_name(filing, f) : without_mark(fai_str_of(f->label));
        if (out->count >= 2 && close_to(sum, total->value, total->scale))
            return true;
    }
    return false;
}

/* Puts the parts of subtotals in their places. */
static void expand(const fa_filing *filing, bool columns, fai_breakdown *b)
{
    for (uint32_t i = 0; i < b->count; i++) {
        fai_breakdown inner;
        uint32_t more;

        if (!says(b->names[i], "total") || !gather(filing, b->parts[i], columns, &inner) ||
            b->count + inner.count - 1 > FAI_PARTS)
            continue;
        more = inner.count - 1;
        memmove(b->parts + i + 1 + more, b->parts + i + 1, (b->count - i - 1) * sizeof *b->parts);
        memmove(b->names + i + 1 + more, b->names + i + 1, (b->count - i - 1) * sizeof *b->names);
        memcpy(b->parts + i, inner.parts, inner.count * sizeof *b->parts);
        memcpy(b->names + i, inner.names, inner.count * sizeof *b->names);
        b->count += more;
        i += more;
    }
}

static void reverse(fai_breakdown *b)
{
    for (uint32_t i = 0; i < b->count / 2; i++) {
        uint32_t k = b->count - 1 - i;
        const fa_fact *fact = b->parts[i];
        fai_str name = b->names[i];

        b->parts[i] = b->parts[k];
        b->names[i] = b->names[k];
        b->parts[k] = fact;
        b->names[k] = name;
    }
}

/* How well a breakdown serves: more parts with names of their own, and not the statement itself. */
static int worth(const fai_breakdown *b)
{
    int worth = (b->parts[0]->flags & FA_FACT_PRIMARY) != 0 ? 0 : 3;

    for (uint32_t i = 0; i < b->count; i++) {
        bool dated = b->names[i].n > 4 && (says(b->names[i], "ended") || fai_is_digit(*b->names[i].p));

        if (b->names[i].n == 0 || dated || fa_decimal_sign(b->parts[i]->value) < 0)
            worth -= 1;
        else if (!fai_is_remainder(b->names[i]))
            worth += 1;
    }
    return worth;
}

static bool about_regions(const fai_breakdown *b)
{
    uint32_t regions = 0;

    for (uint32_t i = 0; i < b->count; i++)
        regions += fai_is_region(b->names[i]);
    return regions * 2 >= b->count;
}

/* Whether what stands around the parts says one of the phrases. */
static bool is_about(const fa_filing *filing, const fai_breakdown *b, const char *phrases)
{
    const fa_fact_table *table = &filing->tables[b->total->table];

    return phrases[0] == '\0' || fai_mentions(table->title, phrases) ||
           fai_mentions(table->section, phrases) || fai_mentions(b->total->label, phrases) ||
           fai_mentions(b->parts[0]->path, phrases) || fai_mentions(b->parts[0]->label, phrases);
}

bool fai_breakdown_find(const fa_filing *filing, fa_decimal amount, const fa_period *period, bool regions,
                        const char *about, fai_breakdown *out)
{
    int best = 2;

    for (uint32_t i = 0; i < filing->fact_count; i++) {
        const fa_fact *total = &filing->facts[i];

        if (total->table < 0 || total->dim_count > 0 || (total->flags & FA_FACT_PARENT_ONLY) != 0 ||
            !close_to(total->value, amount, total->scale))
            continue;
        for (int columns = 0; columns < 2; columns++) {
            fai_breakdown b;

            if ((!columns && !same_period(&total->period, period)) || !gather(filing, total, columns, &b))
                continue;
            expand(filing, columns, &b);
            reverse(&b);
            b.regions = about_regions(&b);
            if (b.regions == regions && worth(&b) > best && is_about(filing, &b, about)) {
                best = worth(&b);
                *out = b;
            }
        }
    }
    return best > 2;
}
