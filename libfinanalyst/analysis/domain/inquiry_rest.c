/* analysis/domain/inquiry_rest.c: the words that no figure, part or company explains. */
#include <string.h>

#include "analysis/domain/inquiry_parts.h"

/* Words that carry no figure of their own. */
const char fai_phrasing[] =
    "compare|what|which|how|did|does|do|is|are|was|were|be|been|has|have|had|the|a|an|of|for|at|in|by|on|to|"
    "from|as|"
    "and|or|with|between|during|over|per|its|it|their|that|this|these|those|than|then|there|any|all|both|"
    "each|me|i|we|"
    "you|my|our|your|can|could|would|please|give|tell|find|show|want|need|get|let|us "
    "know|according|report|reported|"
    "reporting|state|stated|disclose|disclosed|shown|record|recorded|post|posted|generate|generated|earn|"
    "earned|make|"
    "made|book|booked|incur|incurred|spend|spent|pay|paid|pay out|paid "
    "out|hold|held|own|owned|through|until|come|came|"
    "use|used|using|figure|row|amount|level|value|number|line|item|line "
    "item|balance|total|high|large|big|low|much|many|"
    "exact|exactly|approximately|about|roughly|around|calculate|compute|determine|work "
    "out|company|filing|document|"
    "annual|quarterly|annual report|quarterly report|later|earlier|form|10 k|10 "
    "q|10k|10q|latest|recent|year|fiscal|"
    "quarter|month|period|based|base|data|information|statement|consolidated|name|list|provide|say|amounted|"
    "amount to|"
    "stand|stood|compared|comparison|versus|vs|against|relative|respectively|measured|result|full|whole|one|"
    "two|three|"
    "four|five|six|seven|eight|nine|ten|analyst|sell side|buy side|model|updating|checking|note|am|as "
    "reported|if|so|"
    "when|attributable to|after noncontrolling interest|company common shareholder|common "
    "shareholder|here|also|just|"
    "only|under|term|given|entire|overall|actual|end|ended|ending|year "
    "end|start|began|percent|percentage|%|dollar|usd|"
    "u.s.|rounded|round|place|share of|where|while|yes|no|full year less first six month|fiscal year plus "
    "year to date "
    "less prior year to date|following|respect|regard|terms|equal|equals|recognize|recognized|have "
    "in|answer|question|"
    "last|past|previous|historical|historically|across|same|time|trend|trending|evolve|evolved|develop|"
    "developed|look|"
    "like|latest annual|corporation|corp|inc|co|ltd|plc|unadjusted";

/* The words that are left, from the first to the last of one stretch, with the names of figures between them. */
static bool stretch(const fai_pass *p, uint32_t *from, uint32_t *to)
{
    uint32_t i = p->q->question.about, end = p->q->question.core_to;

    while (i < end && !p->left[i])
        i++;
    if (i >= end)
        return false;
    *from = i;
    *to = i + 1;
    for (uint32_t k = i + 1; k < end; k++) {
        if (p->left[k])
            *to = k + 1;
        else if (p->q->question.words.items[k].kind == FAI_WORD_MARK || k > *to + 1)
            break;
    }
    return true;
}

/* A measure whose words stand next to the stretch. */
static int measure_beside(const fai_inquiry *q, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < q->measure_count; i++)
        if (q->measures[i].to >= from && q->measures[i].from <= to)
            return (int)i;
    return -1;
}

static void drop(fai_pass *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        p->left[i] = false;
}

static bool row_exists(fai_pass *p, const char *label)
{
    fai_inquiry *q = p->q;
    uint32_t party = fai_inquiry_party(q);
    fai_search s = {.scope = q->scope, .party = &q->parties[party], .calendar = &q->calendars[party]};
    fai_target none = {
        .start = FA_DATE_NONE, .end = FA_DATE_NONE, .instant = FA_DATE_NONE, .name = "", .said = ""};
    fai_pick pick;
    fai_found found = fai_select_label(&s, label, false, &none, q->arena, &pick);

    p->failed |= found == FAI_FOUND_FAILED;
    return found == FAI_FOUND_OTHER;
}

/* "non-cash capital expenditures": words that make another row of what looked like a figure. */
static bool as_row(fai_pass *p, uint32_t from, uint32_t to)
{
    fai_inquiry *q = p->q;
    int beside = measure_beside(q, from, to);
    uint32_t first = from, last = to;
    const char *label;

    if (beside < 0 && q->measure_count > 0)
        return false;
    if (beside >= 0) {
        first = q->measures[beside].from < from ? q->measures[beside].from : from;
        last = q->measures[beside].to > to ? q->measures[beside].to : to;
    }
    label = fai_inquiry_text(q, first, last);
    if (label == NULL) {
        p->failed = true;
        return false;
    }
    if (!row_exists(p, label))
        return false;
    if (beside >= 0) {
        q->measures[beside].formula = fai_expression_label(label, false, q->arena);
        q->measures[beside].name = q->measures[beside].said = label;
        q->measures[beside].unit = q->measures[beside].source = "";
        p->failed |= q->measures[beside].formula == NULL;
    } else {
        p->failed |= !fai_inquiry_add_label(q, label, false, first, last);
    }
    return true;
}

static const fai_item *first_item(const fai_expression *e)
{
    while (e != NULL && e->op != FAI_OP_ITEM && e->op != FAI_OP_LABEL)
        e = e->left != NULL ? e->left : e->right;
    return e != NULL ? e->item : NULL;
}

/* A part that only headings and rows of tables name, for filings without dimensions. */
static bool as_heading(fai_pass *p, uint32_t from, uint32_t to)
{
    fai_inquiry *q = p->q;
    uint32_t party = fai_inquiry_party(q);
    fai_mention m = {.name = fai_inquiry_text(q, from, to), .from = from, .to = to};
    fai_search s = {.scope = q->scope,
                    .party = &q->parties[party],
                    .calendar = &q->calendars[party],
                    .mentions = &m,
                    .mention_count = 1};
    fai_target none = {
        .start = FA_DATE_NONE, .end = FA_DATE_NONE, .instant = FA_DATE_NONE, .name = "", .said = ""};
    fai_pick pick;

    if (m.name == NULL) {
        p->failed = true;
        return false;
    }
    for (uint32_t i = 0; i < q->measure_count; i++) {
        const fai_item *item = first_item(q->measures[i].formula);
        fai_found found = item == NULL ? FAI_FOUND_NOTHING : fai_select_item(&s, item, &none, &pick);

        p->failed |= found == FAI_FOUND_FAILED;
        if (found == FAI_FOUND_OTHER) {
            fai_pass_member(p, &m);
            return true;
        }
    }
    return false;
}

static bool owns(const fai_words *w, uint32_t from, uint32_t to)
{
    return w->items[to - 1].possessive ||
           (from > 0 && fai_word_in(w, from - 1, "of|at|did|does|for|by|has|is"));
}

/* "the payout (dividends plus buybacks)": what is asked for has no name of ours, but a formula. */
void fai_pass_bracket_name(fai_pass *p)
{
    fai_inquiry *q = p->q;
    const fai_definitions all = fai_inquiry_given(q);
    const fai_words *w = &q->question.words;

    for (uint32_t i = 0; i < all.count && q->measure_count == 0; i++) {
        const fai_definition *d = &all.items[i];
        uint32_t name = d->name_from;
        fai_measure m = {.unit = "", .source = FAI_GIVEN_SOURCE};

        if (d->name_from != d->name_to || d->from < q->question.about || d->from >= q->question.core_to)
            continue;
        while (name > q->question.about && w->items[name - 1].kind == FAI_WORD_TEXT &&
               !w->items[name - 1].used && fai_words_match(w, name - 1, fai_phrasing) == 0)
            name--;
        m.from = name;
        m.to = d->name_to;
        m.name = fai_inquiry_text(q, name, d->name_to);
        m.formula = fai_expression_parse(w, d->from, d->to, &all, q->arena, &p->failed);
        p->failed |= m.name == NULL;
        if (p->failed || m.formula == NULL || m.name[0] == '\0')
            continue;
        p->failed |= !fai_inquiry_add(q, &m);
        drop(p, m.from, m.to);
    }
}

void fai_pass_explain(fai_pass *p)
{
    fai_inquiry *q = p->q;
    uint32_t from, to;
    fai_mention m;

    while (!p->failed && stretch(p, &from, &to)) {
        if (fai_member_guess(&p->members, &q->question.words, from, to, &m))
            fai_pass_member(p, &m);
        else if (!as_heading(p, from, to) && !as_row(p, from, to)) {
            q->residue = fai_inquiry_text(q, from, to);
            q->residue_from = from;
            q->residue_to = to;
            for (uint32_t i = from; i < to; i++)
                q->residue_name |= q->question.words.items[i].capital;
            q->residue_owner = q->residue_name && owns(&q->question.words, from, to);
            p->failed |= q->residue == NULL;
            return;
        }
        drop(p, from, to);
    }
}
