/* analysis/domain/pick_table.c: tables parted by their row headings, and how much of a question each part speaks of. */
#include "analysis/domain/pick_table.h"

#include <string.h>

#include "analysis/domain/parts.h"

enum { ABOVE_BYTES = 400 };

bool fai_pick_in_group(const fa_fact *f, const fai_row_group *g)
{
    return f->table == (int32_t)g->table && strcmp(f->path, g->path) == 0;
}

static double share_of(const fai_picking *s, uint64_t mask, const char *const *texts, uint32_t count)
{
    double own, like;

    for (uint32_t i = 0; i < count; i++)
        mask |= fai_probing_text(s->probing, fai_str_of(texts[i]));
    own = fai_probing_share(s->probing, mask, true);
    like = fai_probing_share(s->probing, mask, false);
    return own + (like < 0.6 ? 0.5 * like : 0.3);
}

const char *fai_last_part(const char *path)
{
    const char *at = path;

    for (const char *next; (next = strstr(at, "\xe2\x80\xba")) != NULL;)
        at = next + 3;
    return at;
}

/* What a page prints above the first row of a table that begins on it. */
static fai_str text_above(const fai_picking *s, uint32_t leaf, const fa_fact_table *t)
{
    const fa_passage *page = s->room->leaves[leaf].page;
    uint32_t end = t->row_count > 0 && t->rows[0].place.page == page->page ? t->rows[0].place.text_start : 0;
    uint32_t start = end > ABOVE_BYTES ? end - ABOVE_BYTES : 0;

    return end <= strlen(page->text) ? (fai_str){page->text + start, end - start} : (fai_str){"", 0};
}

/* How much of the question the group's words speak of: its title, section, headings, rows and columns. */
static double group_share(const fai_picking *s, const fa_filing *filing, const fai_row_group *g,
                          fai_str above)
{
    const fa_fact_table *t = &filing->tables[g->table];
    const char *texts[64];
    uint32_t count = 0, rows = 0;

    texts[count++] = t->title;
    texts[count++] = fai_last_part(t->section);
    texts[count++] = g->path;
    for (uint32_t i = 0; i < t->column_count && count < 24; i++)
        texts[count++] = t->columns[i].head;
    for (uint32_t i = 0; i < t->row_count && count < 64; i++)
        if (strcmp(t->rows[i].path, g->path) == 0) {
            texts[count++] = t->rows[i].label;
            rows += !fai_is_remainder(fai_str_of(t->rows[i].label));
        }
    return rows < 2 ? 0 : share_of(s, fai_probing_text(s->probing, above), texts, count);
}

static void consider(fai_picking *s, uint32_t leaf, uint32_t table)
{
    uint32_t doc = s->room->leaves[leaf].doc;
    const fa_filing *filing = s->scope->docs[doc].filing;
    const fa_fact_table *t = &filing->tables[table];
    fai_str above = text_above(s, leaf, t);

    for (uint32_t i = 0; i < t->row_count; i++) {
        fai_row_group g = {.doc = doc, .table = table, .path = t->rows[i].path};
        bool seen = false;

        for (uint32_t k = 0; k < i && !seen; k++)
            seen = strcmp(t->rows[k].path, g.path) == 0;
        if (seen)
            continue;
        g.score = group_share(s, filing, &g, above) - 0.01 * leaf;
        if (g.score > s->best.score) {
            s->best = g;
            s->filing = filing;
        }
    }
}

/* How well a column's period is the one asked for: 0..3. */
static int period_fit(const fai_picking *s, const fa_period *p)
{
    bool year = s->year == 0 || p->fiscal_year == s->year;
    fa_fiscal part = s->part != FA_FISCAL_NONE ? s->part : FA_FISCAL_FY;
    fa_fiscal end = part == FA_FISCAL_H1 ? FA_FISCAL_Q2 : part == FA_FISCAL_M9 ? FA_FISCAL_Q3 : part;

    if (p->type == FA_PERIOD_UNKNOWN || (p->fiscal_year == 0 && p->end == FA_DATE_NONE))
        return 1;
    if (!year)
        return 0;
    return p->fiscal == (p->type == FA_PERIOD_INSTANT ? end : part) ? 3 : p->fiscal == FA_FISCAL_NONE ? 2 : 0;
}

static bool is_change_column(const fa_table_column *c)
{
    return fai_mentions(c->head, "change|growth|comparable|organic|local currency|increase/(decrease)|% chg");
}

int32_t fai_pick_column(const fai_picking *s, bool change)
{
    const fa_fact_table *t = &s->filing->tables[s->best.table];
    double best = 0;
    int32_t found = -1;

    for (uint32_t i = 0; i < t->column_count; i++) {
        const fa_table_column *c = &t->columns[i];
        int fit = period_fit(s, &c->period);
        const char *head = c->head;
        double score;

        if (is_change_column(c) != change || (fit == 0 && !change))
            continue;
        score = fit + 2 * share_of(s, 0, &head, 1);
        if (score > best) {
            best = score;
            found = (int32_t)i;
        }
    }
    return found;
}

int32_t fai_pick_column_before(const fai_picking *s, int32_t col)
{
    const fa_fact_table *t = &s->filing->tables[s->best.table];
    const fa_period *p = &t->columns[col].period;

    for (uint32_t i = 0; i < t->column_count; i++) {
        const fa_period *q = &t->columns[i].period;

        if (q->type == p->type && q->fiscal == p->fiscal && q->fiscal_year == p->fiscal_year - 1 &&
            p->fiscal_year != 0 && !is_change_column(&t->columns[i]))
            return (int32_t)i;
    }
    return -1;
}

void fai_pick_table(fai_picking *s)
{
    for (uint32_t leaf = 0; leaf < s->room->leaf_count; leaf++) {
        const fa_filing *filing = s->scope->docs[s->room->leaves[leaf].doc].filing;
        int32_t page = s->room->leaves[leaf].page->page;

        for (uint32_t t = 0; t < filing->table_count; t++)
            if (page >= filing->tables[t].page && page <= filing->tables[t].last_page)
                consider(s, leaf, t);
    }
}
