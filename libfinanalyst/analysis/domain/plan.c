/* analysis/domain/plan.c: decides whether a question is for figures, refuses what filings do not answer, and hands the
 * rest to the handler of its kind. */
#include "analysis/domain/plan.h"

#include <string.h>

static void refuse_kind(fai_plan *p)
{
    switch (p->q.question.ask) {
    case FAI_ASK_ADVICE:
        fai_plan_refuse(p, "advice", "",
                        "This is a question for advice, which cannot be given: filings hold facts, not "
                        "recommendations.");
        break;
    case FAI_ASK_FORECAST:
        fai_plan_refuse(
            p, "forecast", "a figure of the future",
            "This cannot be answered: a filing reports what was, and the future is not reported.");
        break;
    default:
        fai_plan_refuse(p, "not_reported", "market data",
                        "Market prices and values are not reported in the filings at hand.");
        break;
    }
}

static bool opens(const fai_question *q, const char *phrases)
{
    return q->about < q->core_to && fai_words_match(&q->words, q->about, phrases) > 0;
}

static bool has_word(const fai_question *q, const char *words)
{
    for (uint32_t i = q->about; i < q->core_to; i++)
        if (fai_words_match(&q->words, i, words) > 0)
            return true;
    return false;
}

static bool polar(const fai_question *q)
{
    return opens(q, "did|has|have|had|is|was|were|are|does|do");
}

static bool wishes(const fai_question *q)
{
    const fai_wish *w = &q->wish;

    return w->percent || w->bps || w->points || w->days || w->money || w->scaled || w->digits >= 0;
}

/* Whether the wording asks for a figure, so that a figure that is not there is the answer. */
static bool asks_figure(const fai_inquiry *in)
{
    const fai_question *q = &in->question;

    if (in->measure_count == 0 && has_word(q, "expect|anticipate|plan|forecast|estimate|forecasting"))
        return false; /* plans are told in sentences */
    if (wishes(q) ||
        opens(q, "how high|how large|how big|calculate|compute|what percentage|what percent|by how much"))
        return true;
    if (in->measure_count > 0)
        return !polar(q) && !opens(q, "which|who|why|when|where|list|name");
    return opens(q, "what") && has_word(q, "did|does|figure|row") && has_word(q, "report|figure|row") &&
           in->residue_to - in->residue_from <= 8;
}

static void refuse_residue(fai_plan *p)
{
    const fai_inquiry *q = &p->q;
    const char *text;

    if (q->named_count == 0 && q->residue_owner && q->unknown[0] != '\0') {
        text = fai_arena_printf(p->arena, "No filing of %s was found among those at hand.", q->unknown);
        fai_plan_refuse(p, "company_unknown", q->unknown, fai_plan_checked(p, text));
        return;
    }
    text = fai_arena_printf(p->arena, "\"%s\" is not reported in the filings at hand.", q->residue);
    fai_plan_refuse(p, "not_reported", q->residue, fai_plan_checked(p, text));
}

static void handle(fai_plan *p)
{
    switch (p->q.question.ask) {
    case FAI_ASK_GROWTH:
        fai_plan_growth(p);
        break;
    case FAI_ASK_CHANGE:
    case FAI_ASK_DIFFERENCE:
        fai_plan_change(p);
        break;
    case FAI_ASK_CAGR:
        fai_plan_cagr(p);
        break;
    case FAI_ASK_AVERAGE:
    case FAI_ASK_SUM:
        fai_plan_over_years(p);
        break;
    case FAI_ASK_SHARE:
        fai_plan_share(p);
        break;
    case FAI_ASK_DIRECTION:
        fai_plan_direction(p);
        break;
    case FAI_ASK_EXTREME:
        fai_plan_extreme(p);
        break;
    case FAI_ASK_THRESHOLD:
        fai_plan_threshold(p);
        break;
    default:
        fai_plan_value(p);
        break;
    }
}

/* Whether this is a question for here; refuses what is, but cannot be answered. */
static bool claim(fai_plan *p, bool *done)
{
    const fai_question *q = &p->q.question;

    *done = true;
    if (q->ask == FAI_ASK_ADVICE || q->ask == FAI_ASK_FORECAST || q->ask == FAI_ASK_MARKET) {
        refuse_kind(p);
        return true;
    }
    if (q->ask == FAI_ASK_WHY || q->ask == FAI_ASK_TEXT)
        return false;
    if (p->q.residue[0] != '\0') {
        if (!asks_figure(&p->q))
            return false;
        refuse_residue(p);
        return true;
    }
    *done = false;
    if (q->ask == FAI_ASK_EXTREME && !fai_plan_can_pick(p))
        return false;
    return p->q.measure_count > 0 && !(q->ask == FAI_ASK_VALUE && polar(q));
}

fa_status fai_plan_numeric(const fai_scope *scope, const char *question, fai_draft *draft, bool *claimed,
                           fa_error *err)
{
    fai_arena arena;
    fai_plan *p;
    bool done = false;
    fa_status st = FA_OK;

    *claimed = false;
    if (scope->count == 0)
        return FA_OK;
    fai_arena_init(&arena, 0);
    p = fai_arena_calloc(&arena, 1, sizeof *p);
    if (p == NULL || !fai_inquiry_read(scope, question, &arena, &p->q)) {
        fai_arena_clear(&arena);
        return fa_fail(err, FA_ENOMEM, "out of memory");
    }
    p->draft = draft;
    p->arena = &arena;
    p->answer = fai_draft_answer(draft);
    *claimed = claim(p, &done);
    if (*claimed && !done)
        handle(p);
    if (*claimed && p->answer->text[0] == '\0')
        fai_plan_refuse(p, "not_understood", "", "The figures asked for cannot be put into an answer.");
    if (p->failed)
        st = fa_fail(err, FA_ENOMEM, "out of memory");
    fai_arena_clear(&arena);
    return st;
}
