/* analysis/domain/plan_metric.c: one metric of one filing by its name, for handlers that judge figures. */
#include <string.h>

#include "analysis/domain/plan.h"

/* A plan over one filing of the scope, as if it were the only one; the figures keep the scope's index of it. */
static bool open_plan(fai_plan *p, const fai_scope *scope, uint32_t doc)
{
    fai_inquiry *q = &p->q;

    q->scope = scope;
    q->arena = p->arena;
    q->party_count = 1;
    q->parties[0] =
        (fai_party){.name = scope->docs[doc].filing->identity.company.text, .docs = {doc}, .count = 1};
    q->question.wish.digits = -1;
    return fai_calendar_read(scope, &q->parties[0], p->arena, &q->calendars[0]);
}

static bool read_target(fai_plan *p, int32_t fiscal_year, fai_target *out)
{
    return fiscal_year == 0 ? fai_target_of(&p->q.calendars[0], &p->q.question.words, NULL, p->arena, out)
                            : fai_target_year(&p->q.calendars[0], fiscal_year, p->arena, out);
}

/* Adds the figures, and the calculation of what is computed; takes the value over as it is shown. */
static void tell(fai_plan *p, const fai_case *c, fai_metric_value *out)
{
    fai_headline h;

    if (!fai_headline_of(p, c->measure, &c->value, NULL, &h))
        return;
    out->found = true;
    out->meaningful = true;
    out->unit = fai_plan_keep(p, h.unit);
    out->value = h.scale == 0 ? h.exact : c->value.exact;
    (void)fai_plan_cite(p, &c->value);
    if (!c->value.single)
        fai_plan_calculate(p, c->measure->name,
                           fai_plan_checked(p, fai_expression_words(c->measure->formula, p->arena)),
                           &c->value, c->measure->source, &h);
}

static void evaluate(fai_plan *p, const char *name, int32_t fiscal_year, fai_metric_value *out)
{
    const fai_definitions none = {NULL, 0};
    fai_target target;
    fai_measure measure;
    fai_case c;

    if (!fai_words_cut(name, p->arena, &p->q.question.words) || !read_target(p, fiscal_year, &target)) {
        p->failed = true;
        return;
    }
    if (!fai_measure_read(&p->q.question.words, 0, p->q.question.words.count, &none, p->arena, &measure,
                          &p->failed)) {
        out->missing = fai_plan_keep(p, name);
        return;
    }
    out->name = fai_plan_keep(p, measure.name);
    fai_case_make(p, 0, &measure, &target, &c);
    if (fai_case_try(p, &c)) {
        out->period = c.value.input_count > 0 ? c.value.inputs[0].fact->period : out->period;
        tell(p, &c, out);
    } else if (c.value.state == FAI_FOUND) {
        out->found = true;
    } else {
        out->missing = fai_plan_keep(p, c.value.missing);
    }
}

fa_status fai_metric_evaluate(const fai_scope *scope, uint32_t doc, const char *name, int32_t fiscal_year,
                              fai_draft *draft, fai_metric_value *out, fa_error *err)
{
    fai_arena arena;
    fai_plan *p;
    fa_status st = FA_OK;

    memset(out, 0, sizeof *out);
    out->unit = out->name = out->missing = "";
    fai_arena_init(&arena, 0);
    p = fai_arena_calloc(&arena, 1, sizeof *p);
    if (p != NULL) {
        p->arena = &arena;
        p->draft = draft;
        p->answer = fai_draft_answer(draft);
    }
    if (p == NULL || !open_plan(p, scope, doc))
        st = fa_fail(err, FA_ENOMEM, "out of memory");
    else
        evaluate(p, name, fiscal_year, out);
    if (st == FA_OK && p->failed)
        st = fa_fail(err, FA_ENOMEM, "out of memory");
    fai_arena_clear(&arena);
    return st;
}
