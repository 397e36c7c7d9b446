/* analysis/domain/measures.c: the figures that a question is about: items, metrics, formulas, rows, idioms. */
#include <string.h>

#include "analysis/domain/inquiry_parts.h"

const char *fai_inquiry_text(const fai_inquiry *q, uint32_t from, uint32_t to)
{
    const fai_words *w = &q->question.words;
    uint32_t end = to > from ? w->items[to - 1].to : 0;

    return to > from ? fai_arena_strndup(q->arena, w->source + w->items[from].from, end - w->items[from].from)
                     : "";
}

fai_definitions fai_inquiry_given(const fai_inquiry *q)
{
    return (fai_definitions){q->question.definitions, q->question.definition_count};
}

static bool name_measure(fai_measure *m, const fai_prefix *prefix, fai_arena *arena)
{
    const char *words;

    if (prefix->named != NULL) {
        m->name = prefix->named->name;
        m->unit = prefix->named->unit;
        m->source = prefix->named->source;
    } else if (m->formula->op == FAI_OP_ITEM) {
        m->name = m->formula->item->name;
    } else {
        words = fai_expression_words(m->formula, arena);
        if (words == NULL)
            return false;
        m->name = words;
        m->source = "the formula asked for";
    }
    if (prefix->percent)
        m->unit = "%";
    return true;
}

bool fai_measure_read(const fai_words *w, uint32_t from, uint32_t to, const fai_definitions *given_in,
                      fai_arena *arena, fai_measure *out, bool *failed)
{
    fai_prefix prefix;

    memset(out, 0, sizeof *out);
    out->unit = out->source = out->said = out->name = "";
    if (!fai_expression_prefix(w, from, to, given_in, arena, &prefix, failed))
        return false;
    out->formula = prefix.tree;
    out->from = from;
    out->to = prefix.end;
    if (!name_measure(out, &prefix, arena)) {
        *failed = true;
        return false;
    }
    return true;
}

/* A formula in brackets right behind the measure, or one that "it" or "use" introduces elsewhere, defines it. */
bool fai_measure_define(fai_inquiry *q, fai_measure *m, bool only)
{
    const fai_definitions all = fai_inquiry_given(q);

    for (uint32_t i = 0; i < all.count; i++) {
        const fai_definition *d = &all.items[i];
        bool nameless = d->name_from == d->name_to;
        bool behind = d->from > m->to && d->from <= m->to + 3 && d->from < q->question.core_to;
        bool outside = d->from >= q->question.core_to || d->to <= q->question.core_from;
        bool failed = false;
        const fai_expression *e;

        if (!nameless || !(behind || (outside && only)))
            continue;
        e = fai_expression_parse(&q->question.words, d->from, d->to, &all, q->arena, &failed);
        if (failed)
            return false;
        if (e == NULL)
            continue;
        m->formula = e;
        m->source = FAI_GIVEN_SOURCE;
        return true;
    }
    for (uint32_t i = 0; i < all.count; i++)
        if (all.items[i].name_to > all.items[i].name_from && m->source[0] != '\0')
            m->source = FAI_GIVEN_SOURCE;
    return true;
}

bool fai_inquiry_add(fai_inquiry *q, const fai_measure *m)
{
    fai_measure *to = &q->measures[q->measure_count];

    for (uint32_t i = 0; i < q->measure_count; i++)
        if (m->formula->op == FAI_OP_ITEM && q->measures[i].formula->op == FAI_OP_ITEM &&
            m->formula->item == q->measures[i].formula->item)
            return true; /* "revenue … this year or revenue … last year" is one figure */
    if (q->measure_count == FAI_MEASURES)
        return true;
    *to = *m;
    to->said = fai_inquiry_text(q, m->from, m->to);
    q->measure_count++;
    return to->said != NULL;
}

bool fai_inquiry_add_label(fai_inquiry *q, const char *label, bool quoted, uint32_t from, uint32_t to)
{
    fai_measure m = {.name = label, .unit = "", .source = "", .from = from, .to = to};

    m.formula = fai_expression_label(label, quoted, q->arena);
    return label != NULL && m.formula != NULL && fai_inquiry_add(q, &m);
}

/* Ways to ask for a figure whose words stand apart. */
static const struct {
    const char *opening; /* NULL = any */
    const char *rest;
    const char *figure;
} idioms[] = {
    {"how much cash did|how much cash has|how much cash does|how much money did|how much did",
     "generate from operation|generate from operating activity|generate from its operation|generate from its "
     "operating "
     "activity|produce from operation|bring in from operation",
     "operating cash flow"},
    {"how much cash did|how much did|how much money did|how much capital did|how much cash was|how much "
     "was|what did",
     "return to shareholder|return to its shareholder|return to stockholder|returned to "
     "shareholder|distribute to "
     "shareholder",
     "total cash returned to shareholder"},
    {NULL, FAI_PROFIT_WORDS, "net income"},
    {NULL, FAI_LOSS_WORDS, "net income"},
};

void fai_pass_idiom(fai_pass *p)
{
    fai_inquiry *q = p->q;
    fai_words *w = &q->question.words, figure;
    const fai_definitions none = {NULL, 0};

    for (size_t i = 0; i < sizeof idioms / sizeof *idioms; i++) {
        uint32_t open =
            idioms[i].opening == NULL ? 0 : fai_words_match(w, q->question.about, idioms[i].opening);
        uint32_t len, at = fai_words_find(w, q->question.about, idioms[i].rest, &len);
        fai_measure m;

        if ((idioms[i].opening != NULL && open == 0) || at >= q->question.core_to)
            continue;
        if (!fai_words_cut(idioms[i].figure, q->arena, &figure)) {
            p->failed = true;
            return;
        }
        if (!fai_measure_read(&figure, 0, figure.count, &none, q->arena, &m, &p->failed))
            continue;
        m.from = at;
        m.to = at + len;
        p->failed |= !fai_inquiry_add(q, &m);
        fai_words_use(w, q->question.about, open);
        fai_words_use(w, at, len);
        return;
    }
}
