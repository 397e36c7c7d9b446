/* analysis/domain/plan_pick.c: which of several is largest or smallest, and whether a figure passes a mark. */
#include <string.h>

#include "analysis/domain/parts.h"
#include "analysis/domain/plan.h"
#include "analysis/domain/show.h"

/* ---- candidates ---- */

static uint32_t of_companies(fai_plan *p, fai_case *cases)
{
    const fai_inquiry *q = &p->q;
    uint32_t count = 0, n = q->named_count >= 2 ? q->named_count : q->party_count;

    for (uint32_t i = 0; i < n && count < FAI_CASES; i++) {
        uint32_t party = q->named_count >= 2 ? q->named[i] : i;
        fai_target t;

        if (!fai_plan_target(p, party, 0, &t))
            return 0;
        fai_case_make(p, party, &q->measures[0], &t, &cases[count]);
        cases[count++].said = q->parties[party].name;
    }
    return count;
}

static uint32_t of_periods(fai_plan *p, fai_case *cases)
{
    uint32_t party = fai_inquiry_party(&p->q), n;
    fai_target targets[FAI_CASES];

    n = fai_plan_targets(p, party, targets);
    for (uint32_t i = 0; i < n; i++) {
        fai_case_make(p, party, &p->q.measures[0], &targets[i], &cases[i]);
        cases[i].said =
            targets[i].said[0] != '\0' && targets[i].year == 0 ? targets[i].said : targets[i].name;
        if (targets[i].said[0] != '\0' && targets[i].fiscal != FA_FISCAL_FY)
            cases[i].said = targets[i].said;
    }
    return n;
}

/* All fiscal years of the filings in which the figure is stated. */
static uint32_t of_all_years(fai_plan *p, fai_case *cases)
{
    uint32_t party = fai_inquiry_party(&p->q), count = 0;
    const fai_calendar *c = &p->q.calendars[party];

    for (int32_t y = c->own_year - 10; y <= c->own_year && count < FAI_CASES; y++) {
        fai_target t;

        if (!fai_target_year(c, y, p->arena, &t)) {
            p->failed = true;
            return 0;
        }
        fai_case_make(p, party, &p->q.measures[0], &t, &cases[count]);
        cases[count].said = t.name;
        if (fai_target_known(&t) && fai_case_try(p, &cases[count]))
            count++;
    }
    return count;
}

static uint32_t of_measures(fai_plan *p, fai_case *cases)
{
    uint32_t party = fai_inquiry_party(&p->q), count = 0;
    fai_target t;

    if (!fai_plan_target(p, party, 0, &t))
        return 0;
    for (uint32_t i = 0; i < p->q.measure_count; i++) {
        fai_case_make(p, party, &p->q.measures[i], &t, &cases[count]);
        cases[count++].said = p->q.measures[i].said;
    }
    return count;
}

static uint32_t of_mentions(fai_plan *p, fai_case *cases)
{
    uint32_t party = fai_inquiry_party(&p->q), count = 0;
    fai_target t;

    if (!fai_plan_target(p, party, 0, &t))
        return 0;
    for (uint32_t i = 0; i < p->q.mention_count; i++) {
        fai_case_make(p, party, &p->q.measures[0], &t, &cases[count]);
        cases[count].mentions += i;
        cases[count].mention_count = 1;
        cases[count].said = p->q.mentions[i].name;
        count++;
    }
    return count;
}

static bool axis_of_group(fai_group group, const char *axis)
{
    return group == FAI_GROUP_SEGMENT  ? strstr(axis, "SegmentsAxis") != NULL
           : group == FAI_GROUP_REGION ? strstr(axis, "GeographicalAxis") != NULL
                                       : strstr(axis, "ProductOrServiceAxis") != NULL;
}

/* All members of the axis that the question's word names, where the figure is stated for them. */
static uint32_t of_members(fai_plan *p, fai_case *cases)
{
    uint32_t party = fai_inquiry_party(&p->q), count = 0;
    fai_member_list all;
    fai_target t;

    if (!fai_plan_target(p, party, 0, &t) ||
        !fai_members_read(p->q.scope, &p->q.parties[party], p->arena, &all)) {
        p->failed = true;
        return 0;
    }
    for (uint32_t i = 0; i < all.count && count < FAI_CASES; i++) {
        fai_mention *m;

        if (!axis_of_group(p->q.group, all.items[i].id->axis) || fai_member_is_neutral(all.items[i].id))
            continue;
        m = fai_arena_calloc(p->arena, 1, sizeof *m);
        if (m == NULL) {
            p->failed = true;
            return 0;
        }
        m->ids[0] = all.items[i].id;
        m->id_count = 1;
        m->name = fai_plan_checked(p, fai_member_name(m->ids[0], p->arena));
        fai_case_make(p, party, &p->q.measures[0], &t, &cases[count]);
        cases[count].mentions = m;
        cases[count].mention_count = 1;
        cases[count].said = m->name;
        if (fai_case_try(p, &cases[count]))
            count++;
    }
    return count;
}

static const char *about_group(fai_group group)
{
    return group == FAI_GROUP_SEGMENT  ? "segment*|reportable|business unit*"
           : group == FAI_GROUP_REGION ? ""
                                       : "product*|service*|categor*|brand*|type|source*";
}

/* The parts of the company's figure that a table of a filing without dimensions adds up. */
static uint32_t of_rows(fai_plan *p, fai_case *cases)
{
    uint32_t party = fai_inquiry_party(&p->q), count = 0;
    const fai_measure *measure = &p->q.measures[0];
    const fai_item *item = measure->formula->op == FAI_OP_ITEM ? measure->formula->item : NULL;
    const fai_input *whole;
    fai_breakdown parts;
    fai_target t;
    fai_case all;

    if (item == NULL || !fai_plan_target(p, party, 0, &t))
        return 0;
    fai_case_make(p, party, measure, &t, &all);
    if (!fai_case_try(p, &all) || !all.value.single)
        return 0;
    whole = &all.value.inputs[0];
    if (!fai_breakdown_find(p->q.scope->docs[whole->doc].filing, whole->fact->value, &whole->fact->period,
                            p->q.group == FAI_GROUP_REGION, about_group(p->q.group), &parts))
        return 0;
    for (uint32_t i = 0; i < parts.count && count < FAI_CASES; i++) {
        const fai_pick pick = {whole->doc, parts.parts[i]};

        if (parts.names[i].n == 0 || fai_is_remainder(parts.names[i]))
            continue;
        fai_case_make(p, party, measure, &t, &cases[count]);
        fai_value_fact(&pick, item, &t, p->arena, &cases[count].value);
        cases[count].said =
            fai_plan_checked(p, fai_arena_strndup(p->arena, parts.names[i].p, parts.names[i].n));
        count++;
    }
    return count;
}

/* By the dimensions of tagged facts, else by the rows of tables. */
static uint32_t of_group(fai_plan *p, fai_case *cases)
{
    uint32_t count = of_members(p, cases);

    return count >= 2 || p->failed ? count : of_rows(p, cases);
}

typedef uint32_t (*candidates_fn)(fai_plan *p, fai_case *cases);

/* What the question chooses among; NULL: it does not say. */
static candidates_fn candidates_of(const fai_plan *p)
{
    const fai_inquiry *q = &p->q;

    if (q->measure_count == 0)
        return NULL;
    if (q->named_count >= 2 || (q->group == FAI_GROUP_COMPANY && q->named_count == 0))
        return of_companies;
    if (q->question.when_count >= 2 || (q->question.when_count == 1 && q->question.years > 1))
        return of_periods;
    if (q->measure_count >= 2)
        return of_measures;
    if (q->mention_count >= 2)
        return of_mentions;
    if (q->group == FAI_GROUP_YEAR)
        return of_all_years;
    if (q->group == FAI_GROUP_SEGMENT || q->group == FAI_GROUP_REGION || q->group == FAI_GROUP_PRODUCT)
        return of_group;
    return NULL;
}

bool fai_plan_can_pick(const fai_plan *p)
{
    return candidates_of(p) != NULL;
}

/* ---- the pick ---- */

static const char *listed(fai_plan *p, const fai_case *cases, uint32_t count)
{
    const char *text = "";

    for (uint32_t i = 0; i < count; i++) {
        fai_headline h;
        const char *marks = fai_plan_cite(p, &cases[i].value);

        if (!fai_headline_of(p, cases[i].measure, &cases[i].value, NULL, &h))
            return text;
        text = fai_plan_checked(p, fai_arena_printf(p->arena, "%s%s%s %s %s", text, i > 0 ? ", " : "",
                                                    cases[i].said, h.text, marks));
        if (!cases[i].value.single)
            fai_plan_calculate(p, cases[i].measure->name,
                               fai_plan_checked(p, fai_expression_words(cases[i].measure->formula, p->arena)),
                               &cases[i].value, cases[i].measure->source, &h);
    }
    return text;
}

/* Different figures of different signs: "larger" may mean the size or the amount. */
static bool mixed_signs(const fai_plan *p, const fai_case *cases, uint32_t count)
{
    bool positive = false, negative = false;

    if (p->q.measure_count < 2)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        positive |= fa_decimal_sign(cases[i].value.exact) > 0;
        negative |= fa_decimal_sign(cases[i].value.exact) < 0;
    }
    return positive && negative;
}

void fai_plan_extreme(fai_plan *p)
{
    fai_case *cases = fai_arena_calloc(p->arena, FAI_CASES, sizeof *cases);
    uint32_t count, best = 0;
    bool tie = false;
    const char *text;

    if (cases == NULL) {
        p->failed = true;
        return;
    }
    count = candidates_of(p)(p, cases);
    if (p->failed)
        return;
    if (count < 2) {
        fai_plan_refuse(p, "not_reported", "figures to choose among",
                        "The figures to choose among were not found in the filings at hand.");
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        if (cases[i].value.input_count == 0 && !fai_case_solve(p, &cases[i]))
            return;
    if (mixed_signs(p, cases, count)) {
        fai_plan_refuse(
            p, "ambiguous", "a common sign of the figures",
            "Some of the figures are losses or outflows and others are not, so which is larger is not "
            "meaningful without saying how signs count.");
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        int order = fa_decimal_compare(cases[i].value.exact, cases[best].value.exact);

        if (order == 0)
            tie = true;
        if (p->q.question.down ? order < 0 : order > 0) {
            best = i;
            tie = false;
        }
    }
    text = listed(p, cases, count);
    p->answer->kind = FA_ANSWER_CHOICE;
    p->answer->confidence = tie ? 0.4 : 0.9;
    p->answer->choice = fai_plan_keep(p, cases[best].said);
    fai_plan_text(
        p, fai_plan_checked(p, fai_arena_printf(p->arena, "%s had the %s %s: %s.", cases[best].said,
                                                p->q.question.down ? "lowest" : "highest",
                                                p->q.measure_count > 1 ? "amount" : cases[best].measure->name,
                                                text)));
}

/* ---- marks ---- */

void fai_plan_threshold(fai_plan *p)
{
    const fai_question *q = &p->q.question;
    uint32_t party = fai_inquiry_party(&p->q);
    fai_target t;
    fai_case c;
    fai_headline h;
    fa_decimal held;
    int order;
    bool yes;
    const char *mark;

    if (!fai_plan_target(p, party, 0, &t))
        return;
    fai_case_make(p, party, &p->q.measures[0], &t, &c);
    if (!fai_case_solve(p, &c) || !fai_headline_of(p, c.measure, &c.value, NULL, &h))
        return;
    held = q->threshold_percent || strcmp(h.unit, "%") == 0 ? h.exact : c.value.exact;
    order = fa_decimal_compare(held, q->threshold);
    yes = q->down ? order < 0 : order > 0;
    mark = fai_plan_checked(p, fai_show_grouped(fa_decimal_reduce(q->threshold), p->arena));
    p->answer->polarity = yes ? "yes" : "no";
    fai_plan_text(p, fai_plan_checked(p, fai_arena_printf(p->arena, "%s %s for %s was %s, %s %s%s (%s) %s.",
                                                          yes ? "Yes." : "No.", fai_case_name(p, &c),
                                                          c.target.name, h.text,
                                                          order > 0   ? "above"
                                                          : order < 0 ? "below"
                                                                      : "equal to",
                                                          mark, q->threshold_percent ? "%" : "",
                                                          c.value.mixed ? c.value.spelled : c.value.plain,
                                                          fai_plan_cite(p, &c.value))));
    if (!c.value.single)
        fai_plan_calculate(p, c.measure->name,
                           fai_plan_checked(p, fai_expression_words(c.measure->formula, p->arena)), &c.value,
                           c.measure->source, &h);
    p->answer->kind = FA_ANSWER_YESNO;
    fai_plan_assume_period(p, &c);
    p->answer->confidence = 0.9;
}
