/* analysis/domain/select.c: ranks the facts that state a line item. */
#include "analysis/domain/select.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "finance/concepts.h"

int fai_period_fits(const fa_period *p, const fai_target *t)
{
    bool labelled =
        t->fiscal != FA_FISCAL_NONE && p->fiscal == t->fiscal && p->fiscal_year == t->year && t->year != 0;

    if (p->type == FA_PERIOD_INSTANT) {
        if (p->end == FA_DATE_NONE || t->instant == FA_DATE_NONE)
            return labelled ? 1 : 0;
        return p->end == t->instant ? 2 : 0;
    }
    if (p->type != FA_PERIOD_DURATION)
        return 0;
    if (p->end == FA_DATE_NONE || p->start == FA_DATE_NONE)
        return labelled ? 1 : 0;
    return p->start == t->start && p->end == t->end ? 2 : 0;
}

static bool names_mention(const fa_fact *f, const fai_mention *m)
{
    for (uint32_t k = 0; k < f->dim_count; k++)
        for (uint32_t i = 0; i < m->id_count; i++)
            if (fai_dimension_same(&f->dims[k], m->ids[i]))
                return true;
    return false;
}

static bool contains_squeezed(const char *text, const char *key)
{
    char squeezed[512];

    fai_squeeze(text, strlen(text), squeezed, sizeof squeezed);
    return strstr(squeezed, key) != NULL;
}

static const char *last_heading(const char *path)
{
    static const char parting[] = " \xE2\x80\xBA ";
    const char *last = path, *p;

    for (p = strstr(path, parting); p != NULL; p = strstr(last, parting))
        last = p + sizeof parting - 1;
    return last;
}

/* A part without dimensions: a row or heading of a table that carries its name. */
static bool heads_mention(const fai_scope *scope, uint32_t doc, const fa_fact *f, const fai_mention *m,
                          const fai_item *item, bool *failed)
{
    const fa_filing *filing = scope->docs[doc].filing;
    const fa_fact_table *table =
        f->table >= 0 && (uint32_t)f->table < filing->table_count ? &filing->tables[f->table] : NULL;
    char key[128];

    fai_squeeze(m->name, strlen(m->name), key, sizeof key);
    if (key[0] == '\0')
        return false;
    if (contains_squeezed(f->path, key) || contains_squeezed(f->column, key))
        return item == NULL || fai_item_names(item, f->label, failed);
    if (!contains_squeezed(f->label, key))
        return false;
    if (item == NULL)
        return true;
    return fai_item_names(item, last_heading(f->path), failed) ||
           (table != NULL && fai_item_names(item, table->title, failed));
}

static bool is_share_class(const fa_dimension *d)
{
    return strstr(d->axis, "StatementClassOfStockAxis") != NULL;
}

int fai_parts_fit(const fai_search *s, uint32_t doc, const fa_fact *f, const fai_item *item, bool *failed)
{
    int far = 0;
    uint32_t matched = 0;

    for (uint32_t i = 0; i < s->mention_count; i++) {
        const fai_mention *m = &s->mentions[i];

        if (m->id_count > 0 ? !names_mention(f, m) : !heads_mention(s->scope, doc, f, m, item, failed))
            return -1;
        matched += m->id_count > 0 ? 1 : 0;
    }
    for (uint32_t k = 0; k < f->dim_count; k++) {
        bool named = false;

        for (uint32_t i = 0; i < s->mention_count && !named; i++)
            for (uint32_t j = 0; j < s->mentions[i].id_count && !named; j++)
                named = fai_dimension_same(&f->dims[k], s->mentions[i].ids[j]);
        if (!named)
            far += fai_member_is_neutral(&f->dims[k]) ? 1 : is_share_class(&f->dims[k]) ? 4 : 10;
    }
    return matched == 0 && far >= 10 ? -1 : far;
}

int fai_doc_order(const fai_search *s, uint32_t doc, const fai_target *t)
{
    const fa_identity *id = &s->scope->docs[doc].filing->identity;
    fa_date end = t->end != FA_DATE_NONE ? t->end : t->instant;

    if (end != FA_DATE_NONE && id->period_end == end)
        return 0;
    return id->fiscal == FA_FISCAL_FY ? 1 : 2;
}

enum { GROUP = 100 }; /* concepts behind a "|" count from the next hundred */

/* The place of a fact's concept among those of an item; -1 = none of them. */
static int concept_order(const fai_item *item, const char *concept)
{
    const char *name = strchr(concept, ':');
    size_t n;
    int at = 0;

    name = name != NULL ? name + 1 : concept;
    n = strlen(name);
    for (const char *p = item->concepts; n > 0 && *p != '\0';) {
        size_t k = strcspn(p, " ");

        if (*p == '|')
            at += GROUP - at % GROUP;
        else if (k == n && memcmp(p, name, n) == 0)
            return at;
        else
            at++;
        p += k + (p[k] == ' ');
    }
    return -1;
}

/* Rows labelled like the item, for filings whose concepts are not known. */
static bool labelled(const fai_item *item, const fa_fact *f, bool *failed)
{
    return f->statement != FA_STATEMENT_NONE && fai_concept_find(f->concept) == NULL &&
           fai_item_names(item, f->label, failed);
}

/* Rows of parts that only tables name carry the name of the part, and the item's in a heading. */
static bool of_table_part(const fai_search *s, const fa_fact *f)
{
    bool table_part = false;

    for (uint32_t i = 0; i < s->mention_count; i++)
        table_part |= s->mentions[i].id_count == 0;
    return table_part && f->dim_count == 0;
}

static bool usable(const fa_fact *f)
{
    return (f->flags & (FA_FACT_NIL | FA_FACT_PARENT_ONLY | FA_FACT_CHANGE | FA_FACT_PERCENT |
                        FA_FACT_NON_GAAP | FA_FACT_DISCONTINUED)) == 0;
}

/* Tagged facts and primary statements are the company's own word for the figure; other tables may be of somebody else
 * (a joint venture, a pro forma), or of a quarter under a head that names a year. */
static bool is_strong(const fa_fact *f)
{
    return f->source == FA_SOURCE_IXBRL || (f->flags & FA_FACT_PRIMARY) != 0;
}

/* Smaller is better. */
static int64_t rank(const fai_search *s, uint32_t doc, const fa_fact *f, const fai_target *t, int far,
                    int order)
{
    int64_t r = (int64_t)far * 1000000;

    r += order < 0 ? 500000 : (int64_t)(order / GROUP) * 200000 + (int64_t)(order % GROUP) * 2000;
    r += (f->flags & FA_FACT_PRIMARY) != 0 ? 0 : is_strong(f) ? 100000 : 400000;
    r += s->statement != FA_STATEMENT_NONE && f->statement != s->statement ? 50000 : 0;
    r += fai_period_fits(&f->period, t) == 2 ? 0 : 1000;
    r += (f->flags & FA_FACT_DOUBTFUL) != 0 ? 500 : 0;
    r += fai_doc_order(s, doc, t) * 100 + f->source * 10;
    r += (f->flags & FA_FACT_HIDDEN) != 0 ? 5 : 0;
    return r;
}

/* The best so far, and what else might be it. */
typedef struct choice {
    fai_pick best;
    int64_t rank;
    bool several;
    bool elsewhere;
    fai_poll weak;
} choice;

static void consider(choice *c, uint32_t doc, const fa_fact *f, int64_t r, int far)
{
    if (!is_strong(f))
        fai_poll_add(&c->weak, doc, f, r / 100000);
    if (c->best.fact != NULL && far > 1 && r / 2000 == c->rank / 2000 && fai_facts_differ(f, c->best.fact))
        c->several = true;
    if (c->best.fact != NULL && r >= c->rank)
        return;
    if (r / 2000 != c->rank / 2000)
        c->several = false;
    c->rank = r;
    c->best = (fai_pick){doc, f};
}

static fai_found decide(const choice *c, fai_pick *out)
{
    *out = c->best;
    if (c->best.fact == NULL)
        return c->elsewhere ? FAI_FOUND_OTHER : FAI_FOUND_NOTHING;
    if (!is_strong(c->best.fact))
        return fai_poll_decide(&c->weak, out);
    return c->several ? FAI_FOUND_SEVERAL : FAI_FOUND;
}

fai_found fai_select_item(const fai_search *s, const fai_item *item, const fai_target *t, fai_pick *out)
{
    fa_period_type type = item->instant ? FA_PERIOD_INSTANT : FA_PERIOD_DURATION;
    bool failed = false;
    choice c = {{0, NULL}, 0, false, false, {{{0, NULL}}, {0}, 0}};

    for (uint32_t d = 0; d < s->party->count; d++) {
        uint32_t doc = s->party->docs[d];
        const fa_filing *filing = s->scope->docs[doc].filing;

        for (uint32_t i = 0; i < filing->fact_count; i++) {
            const fa_fact *f = &filing->facts[i];
            int order, far;

            if (f->period.type != type || !usable(f))
                continue;
            order = concept_order(item, f->concept);
            if ((order < 0 && !of_table_part(s, f) &&
                 (fai_period_fits(&f->period, t) == 0 || !labelled(item, f, &failed))) ||
                (far = fai_parts_fit(s, doc, f, item, &failed)) < 0)
                continue;
            if (fai_period_fits(&f->period, t) == 0)
                c.elsewhere = true;
            else
                consider(&c, doc, f, rank(s, doc, f, t, far, order), far);
        }
    }
    return failed ? FAI_FOUND_FAILED : decide(&c, out);
}
