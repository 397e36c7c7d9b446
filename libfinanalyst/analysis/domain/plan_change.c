/* analysis/domain/plan_change.c: growth, differences, compound growth, and whether something rose or fell. Growth from a
 * base that is zero or negative, and compound growth with an end that is, are not meaningful and refused. */
#include <stdlib.h>
#include <string.h>

#include "analysis/domain/plan.h"
#include "analysis/domain/show.h"

static bool is_rate(const fai_measure *m, const fai_value *v)
{
    return strcmp(m->unit, "%") == 0 || strcmp(v->unit, "%") == 0;
}

static const char *numbers(const fai_value *v)
{
    return v->mixed ? v->spelled : v->plain;
}

static const char *name_of(const fai_case *c)
{
    return c->target.name[0] != '\0' ? c->target.name : c->target.said;
}

static void refuse_meaningless(fai_plan *p, const fai_case *base, const char *what)
{
    fai_headline h;
    const char *text;

    if (!fai_headline_of(p, base->measure, &base->value, NULL, &h))
        return;
    text = fai_arena_printf(p->arena,
                            "%s of %s from %s is not meaningful: the base is %s, which is not positive.",
                            what, fai_case_name(p, base), name_of(base), h.text);
    fai_plan_refuse(p, "not_meaningful", fai_case_name(p, base), fai_plan_checked(p, text));
}

/* The words of both figures: "from $1,000 million to $1,200 million" */
static const char *from_to(fai_plan *p, const fai_case *a, const fai_case *b)
{
    fai_headline x, y;

    if (!fai_headline_of(p, a->measure, &a->value, NULL, &x) ||
        !fai_headline_of(p, b->measure, &b->value, NULL, &y))
        return "";
    if (a->measure != b->measure || a->party != b->party || a->mentions != b->mentions)
        return fai_plan_checked(
            p, fai_arena_printf(p->arena, "%s for %s against %s for %s", x.text, a->said, y.text, b->said));
    return fai_plan_checked(
        p, fai_arena_printf(p->arena, "from %s for %s to %s for %s", x.text, name_of(a), y.text, name_of(b)));
}

static void answer_with(fai_plan *p, const fai_case *a, const fai_case *b, const char *what,
                        const char *formula, const fai_value *v, const fai_headline *h)
{
    const char *name = fai_case_name(p, b), *spans = from_to(p, a, b), *marks = fai_plan_cite(p, v), *text;

    fai_plan_head(p, h);
    text = fai_arena_printf(p->arena, "%s of %s was %s: %s (%s) %s.", what, name, h->text, spans, numbers(v),
                            marks);
    fai_plan_text(p, fai_plan_checked(p, text));
    fai_plan_calculate(p, what, formula, v, a->measure->source[0] != '\0' ? a->measure->source : "arithmetic",
                       h);
    p->answer->confidence = 0.9;
}

static void differ(fai_plan *p, const fai_case *a, const fai_case *b, bool forward)
{
    fai_value v;
    fai_headline h;
    const char *unit = NULL;

    fai_plan_combine(p, FAI_OP_SUB, forward ? &b->value : &a->value, forward ? &a->value : &b->value, &v);
    if (p->failed)
        return;
    if (is_rate(b->measure, &b->value))
        unit = p->q.question.wish.bps ? "bps" : "pp";
    v.strength = 1;
    if (fai_headline_of(p, b->measure, &v, unit, &h))
        answer_with(p, a, b, forward ? "Change" : "Difference",
                    forward ? "later - earlier" : "first - second", &v, &h);
}

void fai_plan_growth(fai_plan *p)
{
    fai_case a, b;
    fai_value v;
    fai_headline h;

    if (!fai_plan_pair(p, true, &a, &b))
        return;
    if (is_rate(b.measure, &b.value)) {
        fai_draft_assume(p->draft, "The change of a percentage is given in percentage points.");
        differ(p, &a, &b, true);
        return;
    }
    if (fa_decimal_sign(a.value.exact) <= 0) {
        refuse_meaningless(p, &a, "Growth");
        return;
    }
    fai_plan_combine(p, FAI_OP_DIV, &b.value, &a.value, &v);
    fai_plan_combine_number(p, FAI_OP_SUB, &v, 1, &v);
    if (!p->failed && fai_headline_of(p, b.measure, &v, "%", &h))
        answer_with(p, &a, &b, "Growth", "later / earlier - 1", &v, &h);
}

void fai_plan_change(fai_plan *p)
{
    bool than = p->q.question.than;
    fai_case a, b;

    if (fai_plan_pair(p, !than, &a, &b))
        differ(p, &a, &b, !than);
}

/* ---- compound growth ---- */

static int32_t years_between(const fai_target *a, const fai_target *b)
{
    fa_date x = a->end != FA_DATE_NONE ? a->end : a->instant,
            y = b->end != FA_DATE_NONE ? b->end : b->instant;

    if (a->year != 0 && b->year != 0)
        return b->year - a->year;
    return x == FA_DATE_NONE || y == FA_DATE_NONE ? 0 : (y - x + 183) / 365;
}

static bool cagr_ends(fai_plan *p, fai_case *a, fai_case *b)
{
    const fai_question *q = &p->q.question;
    uint32_t party = fai_inquiry_party(&p->q);
    fai_target t, first;

    if (q->when_count >= 2)
        return fai_plan_pair(p, true, a, b);
    if (!fai_plan_target(p, party, 0, &t))
        return false;
    if (!fai_target_before(&p->q.calendars[party], &t, q->years > 0 ? q->years : 1, p->arena, &first)) {
        p->failed = true;
        return false;
    }
    fai_case_make(p, party, &p->q.measures[0], &first, a);
    fai_case_make(p, party, &p->q.measures[0], &t, b);
    return fai_case_solve(p, a) && fai_case_solve(p, b);
}

void fai_plan_cagr(fai_plan *p)
{
    fai_case a, b;
    fai_value v;
    fai_headline h;
    fa_decimal root;
    int32_t years;
    const char *power;

    if (!cagr_ends(p, &a, &b))
        return;
    years = years_between(&a.target, &b.target);
    if (years < 1 || fa_decimal_sign(a.value.exact) <= 0 || fa_decimal_sign(b.value.exact) <= 0) {
        refuse_meaningless(p, fa_decimal_sign(a.value.exact) <= 0 ? &a : &b, "Compound growth");
        return;
    }
    fai_plan_combine(p, FAI_OP_DIV, &b.value, &a.value, &v);
    if (p->failed || fa_decimal_root(v.exact, years, FA_DECIMAL_MAX_SCALE, &root, NULL) != FA_OK ||
        fa_decimal_sub(root, fa_decimal_make(1, 0), &v.exact, NULL) != FA_OK)
        return;
    power = fai_arena_printf(p->arena, "(%s)^(1/%d) - 1", v.plain, (int)years);
    v.plain = fai_plan_checked(p, power);
    v.spelled = fai_plan_checked(p, fai_arena_printf(p->arena, "(%s)^(1/%d) - 1", v.spelled, (int)years));
    if (!p->failed && fai_headline_of(p, b.measure, &v, "%", &h))
        answer_with(p, &a, &b, "Compound annual growth",
                    fai_plan_checked(p, fai_arena_printf(p->arena, "(last / first)^(1/%d) - 1", (int)years)),
                    &v, &h);
}

/* ---- did it rise ---- */

static const char *moved(int sign)
{
    return sign > 0 ? "rose" : sign < 0 ? "fell" : "did not change";
}

/* " (+4.2%)" where the base allows it */
static const char *rate_words(fai_plan *p, const fai_case *a, const fai_case *b)
{
    fai_value v;
    fai_headline h;

    if (is_rate(b->measure, &b->value) || fa_decimal_sign(a->value.exact) <= 0)
        return "";
    fai_plan_combine(p, FAI_OP_DIV, &b->value, &a->value, &v);
    fai_plan_combine_number(p, FAI_OP_SUB, &v, 1, &v);
    if (p->failed || !v.meaningful || !fai_headline_of(p, b->measure, &v, "%", &h))
        return "";
    return fai_plan_checked(p, fai_arena_printf(p->arena, " or %s", h.text));
}

void fai_plan_direction(fai_plan *p)
{
    const fai_question *q = &p->q.question;
    fai_case a, b;
    fai_value v;
    fai_headline h;
    int sign;
    bool yes;
    const char *lead, *spans, *marks;

    if (!fai_plan_pair(p, !q->than, &a, &b))
        return;
    fai_plan_combine(p, FAI_OP_SUB, q->than ? &a.value : &b.value, q->than ? &b.value : &a.value, &v);
    if (p->failed || !fai_headline_of(p, b.measure, &v, is_rate(b.measure, &b.value) ? "pp" : NULL, &h))
        return;
    sign = fa_decimal_sign(v.exact);
    yes = q->down ? sign < 0 : sign > 0;
    marks = fai_plan_cite(p, &v);
    spans = from_to(p, &a, &b);
    p->answer->kind = FA_ANSWER_YESNO;
    if (q->either) {
        p->answer->choice = sign > 0 ? "increase" : sign < 0 ? "decrease" : "no change";
        lead = "";
    } else {
        p->answer->polarity = yes ? "yes" : "no";
        lead = yes ? "Yes. " : "No. ";
    }
    if (q->than)
        fai_plan_text(p, fai_plan_checked(
                             p, fai_arena_printf(p->arena, "%s%s: %s, a difference of %s (%s) %s.", lead,
                                                 fai_case_name(p, &a), spans, h.text, numbers(&v), marks)));
    else
        fai_plan_text(p,
                      fai_plan_checked(p, fai_arena_printf(p->arena, "%s%s %s %s, by %s%s (%s) %s.", lead,
                                                           fai_case_name(p, &b), moved(sign), spans, h.text,
                                                           rate_words(p, &a, &b), numbers(&v), marks)));
    fai_plan_calculate(p, "Difference", q->than ? "first - second" : "later - earlier", &v,
                       b.measure->source[0] != '\0' ? b.measure->source : "arithmetic", &h);
    p->answer->confidence = 0.9;
}
