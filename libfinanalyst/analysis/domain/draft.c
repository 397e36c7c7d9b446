/* analysis/domain/draft.c: building an answer in the arena that it lives in. */
#include <string.h>

#include "analysis/domain/answering.h"
#include "base/ids.h"
#include "base/map.h"
#include "base/vec.h"
#include "finance/items.h"
#include "finance/metrics.h"

struct fai_draft {
    fa_answer answer; /* first: a pointer to it is a pointer to the draft */
    fai_arena arena;
    const fai_scope *scope;
    FAI_VEC(fa_figure) figures;
    FAI_VEC(fa_calculation) calculations;
    FAI_VEC(fa_citation) citations;
    FAI_VEC(const char *) assumptions;
    bool failed;
};

static const char *keep(fai_draft *d, const char *text)
{
    const char *copy;

    if (text == NULL || text[0] == '\0')
        return "";
    copy = fai_arena_strdup(&d->arena, text);
    if (copy == NULL) {
        d->failed = true;
        return "";
    }
    return copy;
}

/* An id that is the same for the same question over the same documents. */
static fa_id answer_id(const fai_scope *scope, const char *question)
{
    uint64_t a = fai_hash_bytes(question, strlen(question)), b = a ^ UINT64_C(0x9E3779B97F4A7C15);
    uint8_t bytes[10];

    for (uint32_t i = 0; i < scope->count; i++) {
        b = b * UINT64_C(1099511628211) + fai_hash_bytes(scope->docs[i].id.s, strlen(scope->docs[i].id.s));
    }
    for (int i = 0; i < 10; i++)
        bytes[i] = (uint8_t)((i < 5 ? a >> (8 * i) : b >> (8 * (i - 5))) & 0xFF);
    return fai_id_make("ans_", 0, bytes);
}

fai_draft *fai_draft_new(const fai_scope *scope, const char *question)
{
    fai_draft *d = fa_calloc(1, sizeof *d);

    if (d == NULL)
        return NULL;
    fai_arena_init(&d->arena, 0);
    d->scope = scope;
    d->answer.id = answer_id(scope, question);
    d->answer.question = keep(d, question);
    d->answer.text = d->answer.unit = d->answer.polarity = d->answer.choice = "";
    d->answer.missing = d->answer.refusal = "";
    return d;
}

void fai_draft_free(fai_draft *d)
{
    if (d == NULL)
        return;
    fai_vec_clear(&d->figures);
    fai_vec_clear(&d->calculations);
    fai_vec_clear(&d->citations);
    fai_vec_clear(&d->assumptions);
    fai_arena_clear(&d->arena);
    fa_free(d);
}

fai_arena *fai_draft_arena(fai_draft *d)
{
    return &d->arena;
}

fa_answer *fai_draft_answer(fai_draft *d)
{
    return &d->answer;
}

const char *fai_draft_reckoned(fai_draft *d)
{
    const fa_calculation *only = d->calculations.len == 1 ? d->calculations.items : NULL;
    const fai_metric *metric;
    const fai_item *item;
    fai_words name;
    uint32_t len;

    if (only == NULL)
        return "";
    if (!fai_words_cut(only->name, &d->arena, &name)) {
        d->failed = true;
        return "";
    }
    metric = fai_metric_match(&name, 0, &len);
    if (metric != NULL && len == name.count)
        return metric->name;
    item = fai_item_match(&name, 0, &len);
    return item != NULL && len == name.count ? item->name : "";
}

void fai_draft_fail(fai_draft *d)
{
    d->failed = true;
}

static bool same_place(const fa_place *a, const fa_place *b)
{
    return a->page == b->page && a->text_start == b->text_start && a->text_end == b->text_end &&
           a->source_start == b->source_start && a->source_end == b->source_end &&
           memcmp(&a->box, &b->box, sizeof a->box) == 0;
}

int32_t fai_draft_cite(fai_draft *d, uint32_t doc, const fa_place *place, const char *quote,
                       const char *section, const char *row_label, const char *column_label)
{
    fa_citation c;

    memset(&c, 0, sizeof c);
    c.document = d->scope->docs[doc].id;
    for (size_t i = 0; i < d->citations.len; i++)
        if (fa_id_equal(d->citations.items[i].document, c.document) &&
            same_place(&d->citations.items[i].place, place) &&
            strcmp(d->citations.items[i].row_label, row_label) == 0 &&
            strcmp(d->citations.items[i].column_label, column_label) == 0)
            return (int32_t)i;
    c.document_name = keep(d, d->scope->docs[doc].name);
    c.place = *place;
    c.place.element = keep(d, place->element);
    c.quote = keep(d, quote);
    c.section = keep(d, section);
    c.row_label = keep(d, row_label);
    c.column_label = keep(d, column_label);
    if (!fai_vec_push(&d->citations, c)) {
        d->failed = true;
        return -1;
    }
    return (int32_t)d->citations.len - 1;
}

fa_citation *fai_draft_citations(fai_draft *d, uint32_t *count)
{
    *count = (uint32_t)d->citations.len;
    return d->citations.items;
}

static const char *dimension_text(fai_draft *d, const fa_fact *fact)
{
    const char *out = "";

    for (uint32_t i = 0; i < fact->dim_count; i++) {
        const char *label = fact->dims[i].label[0] != '\0' ? fact->dims[i].label : fact->dims[i].member;

        out = out[0] == '\0' ? keep(d, label) : fai_arena_printf(&d->arena, "%s, %s", out, label);
        if (out == NULL) {
            d->failed = true;
            return "";
        }
    }
    return out;
}

uint32_t fai_draft_figure(fai_draft *d, uint32_t doc, const fa_fact *fact, const char *symbol)
{
    const fa_filing *filing = d->scope->docs[doc].filing;
    const char *section = fact->table >= 0 && (uint32_t)fact->table < filing->table_count
                              ? filing->tables[fact->table].title
                              : "";
    fa_figure f;

    memset(&f, 0, sizeof f);
    f.citation = fai_draft_cite(d, doc, &fact->place, "", section, fact->label, fact->column);
    for (size_t i = 0; i < d->figures.len; i++)
        if (d->figures.items[i].fact == (int64_t)fact->index && d->figures.items[i].citation == f.citation)
            return (uint32_t)i;
    f.symbol = keep(d, symbol);
    f.label = keep(d, fact->label);
    f.concept = keep(d, fact->concept);
    f.value = fact->value;
    f.unit = keep(d, fact->unit);
    f.scale = fact->scale;
    f.text = keep(d, fact->text);
    f.period = fact->period;
    f.dimensions = dimension_text(d, fact);
    f.fact = fact->index;
    if (!fai_vec_push(&d->figures, f)) {
        d->failed = true;
        return 0;
    }
    return (uint32_t)d->figures.len - 1;
}

const fa_figure *fai_draft_figures(const fai_draft *d, uint32_t *count)
{
    *count = (uint32_t)d->figures.len;
    return d->figures.items;
}

void fai_draft_calculate(fai_draft *d, const fa_calculation *calculation)
{
    if (!fai_vec_push(&d->calculations, *calculation))
        d->failed = true;
}

void fai_draft_assume(fai_draft *d, const char *assumption)
{
    for (size_t i = 0; i < d->assumptions.len; i++)
        if (strcmp(d->assumptions.items[i], assumption) == 0)
            return;
    if (!fai_vec_push(&d->assumptions, keep(d, assumption)))
        d->failed = true;
}

void fai_draft_reset(fai_draft *d)
{
    fa_answer *a = &d->answer;
    fa_answer blank = {.id = a->id, .question = a->question};

    d->figures.len = d->calculations.len = d->citations.len = d->assumptions.len = 0;
    blank.text = blank.unit = blank.polarity = blank.choice = blank.missing = blank.refusal = "";
    *a = blank;
}

void fai_draft_refuse(fai_draft *d, const char *code, const char *missing, const char *text)
{
    d->figures.len = d->calculations.len = d->citations.len = d->assumptions.len = 0;
    d->answer.kind = FA_ANSWER_REFUSAL;
    d->answer.has_value = false;
    d->answer.polarity = d->answer.choice = d->answer.unit = "";
    d->answer.refusal = keep(d, code);
    d->answer.missing = keep(d, missing);
    d->answer.text = keep(d, text);
    d->answer.confidence = 0.9;
}

static const void *settle(fai_draft *d, const void *items, size_t len, size_t size)
{
    void *out;

    if (len == 0)
        return NULL;
    out = fai_arena_calloc(&d->arena, len, size);
    if (out == NULL)
        d->failed = true;
    else
        memcpy(out, items, len * size);
    return out;
}

fa_status fai_draft_finish(fai_draft *d, const fa_answer **out, fa_error *err)
{
    fa_answer *a = &d->answer;

    a->figures = settle(d, d->figures.items, d->figures.len, sizeof *d->figures.items);
    a->figure_count = (uint32_t)d->figures.len;
    a->calculations = settle(d, d->calculations.items, d->calculations.len, sizeof *d->calculations.items);
    a->calculation_count = (uint32_t)d->calculations.len;
    a->citations = settle(d, d->citations.items, d->citations.len, sizeof *d->citations.items);
    a->citation_count = (uint32_t)d->citations.len;
    a->assumptions = settle(d, d->assumptions.items, d->assumptions.len, sizeof *d->assumptions.items);
    a->assumption_count = (uint32_t)d->assumptions.len;
    if (d->failed) {
        fai_draft_free(d);
        return fa_fail(err, FA_ENOMEM, "out of memory");
    }
    fai_vec_clear(&d->figures);
    fai_vec_clear(&d->calculations);
    fai_vec_clear(&d->citations);
    fai_vec_clear(&d->assumptions);
    *out = a;
    return FA_OK;
}

void fa_answer_free(const fa_answer *answer)
{
    union {
        const fa_answer *answer;
        fai_draft *draft;
    } u;

    u.answer = answer;
    fai_draft_free(u.draft);
}
