/* analysis/domain/inquiry.c: each word of the request is put down to a figure, a part of the company, a company, or to
 * the phrasing. What is left over is something that the filings do not state, and reason to refuse. */
#include "analysis/domain/inquiry.h"

#include <string.h>

#include "analysis/domain/resolve.h"
#include "base/text.h"

/* Words that carry no figure of their own. */
static const char phrasing[] =
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

/* Words for parts of a company, which mean something only beside the name of a part. */
static const char part_words[] = "segment|division|business|business unit|business "
                                 "segment|unit|region|geography|product line|product category|"
                                 "category|line of business|operation|market|country|area|product";

/* Words that may follow the name of a rate: "the capital intensity ratio". */
static const char rate_words[] = "ratio|rate|percentage|figure|multiple";

static bool is_mark(const fai_words *w, uint32_t at, const char *signs)
{
    return w->items[at].kind == FAI_WORD_MARK && strchr(signs, w->items[at].text[0]) != NULL;
}

static const char *slice(const fai_inquiry *q, uint32_t from, uint32_t to)
{
    const fai_words *w = &q->question.words;
    uint32_t end = to > from ? w->items[to - 1].to : 0;

    return to > from ? fai_arena_strndup(q->arena, w->source + w->items[from].from, end - w->items[from].from)
                     : "";
}

static fai_definitions given(const fai_inquiry *q)
{
    return (fai_definitions){q->question.definitions, q->question.definition_count};
}

/* ---- measures ---- */

static const char given_source[] = "given in the question";

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
static bool apply_definition(fai_inquiry *q, fai_measure *m, bool only)
{
    const fai_definitions all = given(q);

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
        m->source = given_source;
        return true;
    }
    for (uint32_t i = 0; i < all.count; i++)
        if (all.items[i].name_to > all.items[i].name_from && m->source[0] != '\0')
            m->source = given_source;
    return true;
}

static bool add_measure(fai_inquiry *q, const fai_measure *m)
{
    fai_measure *to = &q->measures[q->measure_count];

    for (uint32_t i = 0; i < q->measure_count; i++)
        if (m->formula->op == FAI_OP_ITEM && q->measures[i].formula->op == FAI_OP_ITEM &&
            m->formula->item == q->measures[i].formula->item)
            return true; /* "revenue … this year or revenue … last year" is one figure */
    if (q->measure_count == FAI_MEASURES)
        return true;
    *to = *m;
    to->said = slice(q, m->from, m->to);
    q->measure_count++;
    return to->said != NULL;
}

static bool add_label(fai_inquiry *q, const char *label, bool quoted, uint32_t from, uint32_t to)
{
    fai_measure m = {.name = label, .unit = "", .source = "", .from = from, .to = to};

    m.formula = fai_expression_label(label, quoted, q->arena);
    return label != NULL && m.formula != NULL && add_measure(q, &m);
}

/* ---- the pass over the words ---- */

enum { PASS_WORDS = 512 };

typedef struct pass {
    fai_inquiry *q;
    fai_member_list members;
    bool left[PASS_WORDS]; /* words that stay unexplained */
    uint32_t part_word;    /* "segment" and the like: its word + 1, 0 = none */
    bool failed;
} pass;

/* The words before `about` hold no figure, but may name a company or a part. */
static void best_name(pass *p, uint32_t at, uint32_t *figure)
{
    uint32_t item = 0, metric = 0;
    const fai_words *w = &p->q->question.words;

    if (at < p->q->question.about) {
        *figure = 0;
        return;
    }
    fai_item_match(w, at, &item);
    fai_metric_match(w, at, &metric);
    *figure = item > metric ? item : metric;
    for (uint32_t i = 0; i < p->q->question.definition_count; i++) {
        const fai_definition *d = &p->q->question.definitions[i];
        uint32_t n = d->name_to - d->name_from;

        if (n > *figure && fai_words_same(w, at, d->name_from, n))
            *figure = n;
    }
    if (*figure == 0 && fai_words_match(w, at, "common size|ratio of|average|change in") > 0)
        *figure = 1;
}

static uint32_t take_company(pass *p, uint32_t at)
{
    uint32_t party, n = fai_party_match(p->q, at, &party);
    fai_inquiry *q = p->q;

    if (n == 0)
        return 0;
    for (uint32_t i = 0; i < q->named_count; i++)
        if (q->named[i] == party)
            return n;
    if (q->named_count < FAI_PARTIES)
        q->named[q->named_count++] = party;
    return n;
}

/* The words without the "'s" of the last. */
static const char *without_owner(const fai_inquiry *q, uint32_t from, uint32_t to)
{
    const char *text = slice(q, from, to), *mark;

    if (text == NULL || !q->question.words.items[to - 1].possessive)
        return text;
    mark = strrchr(text, '\'');
    if (mark == NULL)
        mark = strstr(text, "\xE2\x80\x99");
    return mark == NULL ? text : fai_arena_strndup(q->arena, text, (size_t)(mark - text));
}

static uint32_t take_member(pass *p, const fai_mention *m)
{
    fai_inquiry *q = p->q;
    uint32_t n = m->to - m->from;

    if (q->mention_count == FAI_MENTIONS)
        return n;
    q->mentions[q->mention_count] = *m;
    q->mentions[q->mention_count].name = without_owner(q, m->from, m->to);
    if (q->mentions[q->mention_count++].name == NULL)
        p->failed = true;
    return n;
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

static void take_idiom(pass *p)
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
        p->failed |= !add_measure(q, &m);
        fai_words_use(w, q->question.about, open);
        fai_words_use(w, at, len);
        return;
    }
}

static uint32_t take_figure(pass *p, uint32_t at)
{
    fai_inquiry *q = p->q;
    const fai_definitions all = given(q);
    fai_measure m;

    if (!fai_measure_read(&q->question.words, at, q->question.core_to, &all, q->arena, &m, &p->failed))
        return 0;
    if (!add_measure(q, &m))
        p->failed = true;
    return m.to - at;
}

/* The words inside brackets: remarks, except for the name of a company or of a part. */
static uint32_t bracket_end(const fai_words *w, uint32_t at, uint32_t end)
{
    int depth = 0;

    for (uint32_t i = at; i < end; i++) {
        depth += is_mark(w, i, "(") ? 1 : is_mark(w, i, ")") ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    return end;
}

static bool bracket_matters(const fai_words *w, uint32_t from, uint32_t to)
{
    uint32_t len,
        at = fai_words_find(w, from, "non gaap|adjusted|excluding|constant currency|pro forma|organic", &len);

    return at < to;
}

static void pass_bracket(pass *p, uint32_t from, uint32_t to)
{
    bool matters = bracket_matters(&p->q->question.words, from, to);

    for (uint32_t i = from; i < to;) {
        uint32_t n = p->q->question.words.items[i].used ? 0 : take_company(p, i);

        p->left[i] = matters && n == 0;
        i += n > 0 ? n : 1;
    }
}

/* "(net income + depreciation) / revenue": brackets that go on behind their end. */
static bool opens_formula(pass *p, uint32_t at, uint32_t end)
{
    const fai_definitions all = given(p->q);
    fai_prefix prefix;

    return at >= p->q->question.about &&
           fai_expression_prefix(&p->q->question.words, at, end, &all, p->q->arena, &prefix, &p->failed) &&
           prefix.end > bracket_end(&p->q->question.words, at, end);
}

/* "capex in the cash flow statement": the place belongs to the words that name the figure. */
static void extend_said(fai_inquiry *q, uint32_t from, uint32_t to)
{
    fai_measure *m = q->measure_count > 0 ? &q->measures[q->measure_count - 1] : NULL;
    const char *said;

    if (m == NULL || m->to != from)
        return;
    said = slice(q, m->from, to);
    m->said = said != NULL ? said : m->said;
}

static bool after_rate(const fai_inquiry *q, uint32_t at)
{
    const fai_measure *m = q->measure_count > 0 ? &q->measures[q->measure_count - 1] : NULL;

    return m != NULL && m->to == at && m->unit[0] != '\0' && m->formula->op != FAI_OP_ITEM;
}

static uint32_t pass_word(pass *p, uint32_t at, uint32_t end)
{
    const fai_words *w = &p->q->question.words;
    uint32_t figure, member, company, party, n;
    fai_mention mention;
    fa_statement_kind kind;

    if (w->items[at].used)
        return 1;
    if (w->items[at].kind == FAI_WORD_QUOTE) {
        p->failed |= !add_label(p->q, w->items[at].text, true, at, at + 1);
        return 1;
    }
    best_name(p, at, &figure);
    n = fai_statement_words(w, at, &kind);
    if (n > 0 && n >= figure && at >= p->q->question.about) {
        extend_said(p->q, at, at + n);
        return n;
    }
    if (at >= p->q->question.tail_from && at < p->q->question.tail_to)
        return p->q->question.tail_to - at;
    if (is_mark(w, at, "(") && opens_formula(p, at, end) && (n = take_figure(p, at)) > 0)
        return n;
    if (is_mark(w, at, "(")) {
        uint32_t to = bracket_end(w, at, end);

        pass_bracket(p, at, to);
        return to - at;
    }
    member = fai_member_match(&p->members, w, at, end, &mention);
    if (member == 1 && at == p->q->question.about && fai_word_in(w, at, "compute|calculate|show|find|list"))
        member = 0; /* it opens a request */
    company = fai_party_match(p->q, at, &party);
    if (member > figure && member >= company && !(member == company && w->items[at + member - 1].possessive))
        return take_member(p, &mention);
    if (company > 0 && company >= figure)
        return take_company(p, at);
    if (figure > 0 && (n = take_figure(p, at)) > 0)
        return n;
    n = fai_words_match(w, at, rate_words);
    if (n > 0 && after_rate(p->q, at))
        return n;
    n = fai_words_match(w, at, phrasing);
    if (n > 0)
        return n;
    n = fai_words_match(w, at, part_words);
    if (n > 0 && at >= p->q->question.about) {
        p->part_word = at + 1;
        return n;
    }
    if (at > 0 && is_mark(w, at - 1, ",") && fai_word_in(w, at, "net"))
        return 1; /* "accounts receivable, net" */
    p->left[at] = w->items[at].kind != FAI_WORD_MARK && at >= p->q->question.about;
    return 1;
}

/* ---- what is left over ---- */

/* The words that are left, from the first to the last of one stretch, with the names of figures between them. */
static bool stretch(const pass *p, uint32_t *from, uint32_t *to)
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

static void drop(pass *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        p->left[i] = false;
}

static bool row_exists(pass *p, const char *label)
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
static bool as_row(pass *p, uint32_t from, uint32_t to)
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
    label = slice(q, first, last);
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
        p->failed |= !add_label(q, label, false, first, last);
    }
    return true;
}

/* A part that only headings and rows of tables name, for filings without dimensions. */
static bool as_heading(pass *p, uint32_t from, uint32_t to)
{
    fai_inquiry *q = p->q;
    uint32_t party = fai_inquiry_party(q);
    fai_mention m = {.name = slice(q, from, to), .from = from, .to = to};
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
    for (uint32_t i = 0; i < q->measure_count; i++)
        if (q->measures[i].formula->op == FAI_OP_ITEM &&
            fai_select_item(&s, q->measures[i].formula->item, &none, &pick) == FAI_FOUND_OTHER) {
            take_member(p, &m);
            return true;
        }
    return false;
}

static bool owns(const fai_words *w, uint32_t from, uint32_t to)
{
    return w->items[to - 1].possessive ||
           (from > 0 && fai_word_in(w, from - 1, "of|at|did|does|for|by|has|is"));
}

/* "the payout (dividends plus buybacks)": what is asked for has no name of ours, but a formula. */
static bool by_bracket(fai_inquiry *q)
{
    const fai_definitions all = given(q);
    const fai_words *w = &q->question.words;

    for (uint32_t i = 0; i < all.count && q->measure_count == 0; i++) {
        const fai_definition *d = &all.items[i];
        uint32_t name = d->name_from;
        fai_measure m = {.unit = "", .source = given_source};
        bool failed = false;

        if (d->name_from != d->name_to || d->from < q->question.about || d->from >= q->question.core_to)
            continue;
        while (name > q->question.about && w->items[name - 1].kind == FAI_WORD_TEXT &&
               !w->items[name - 1].used && fai_words_match(w, name - 1, phrasing) == 0)
            name--;
        m.from = name;
        m.to = d->name_to;
        m.name = slice(q, name, d->name_to);
        m.formula = fai_expression_parse(w, d->from, d->to, &all, q->arena, &failed);
        if (failed || m.name == NULL)
            return false;
        if (m.formula != NULL && m.name[0] != '\0' && !add_measure(q, &m))
            return false;
    }
    return true;
}

static void explain(pass *p)
{
    fai_inquiry *q = p->q;
    uint32_t from, to;
    fai_mention m;

    while (!p->failed && stretch(p, &from, &to)) {
        if (fai_member_guess(&p->members, &q->question.words, from, to, &m))
            take_member(p, &m);
        else if (!as_heading(p, from, to) && !as_row(p, from, to)) {
            q->residue = slice(q, from, to);
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

static void read_group(fai_inquiry *q)
{
    static const struct {
        const char *words;
        fai_group group;
    } groups[] = {
        {"year|fiscal year", FAI_GROUP_YEAR},
        {"quarter", FAI_GROUP_QUARTER},
        {"segment|division|business segment|business", FAI_GROUP_SEGMENT},
        {"region|geography|country|geographic region|geographic area|area|market", FAI_GROUP_REGION},
        {"product|product category|category|product line|service|product group", FAI_GROUP_PRODUCT},
        {"company|firm", FAI_GROUP_COMPANY},
    };
    uint32_t at = q->question.about;

    if (q->question.ask != FAI_ASK_EXTREME)
        return;
    for (uint32_t i = at; i < at + 5 && i < q->question.core_to; i++)
        for (size_t k = 0; k < sizeof groups / sizeof *groups; k++)
            if (q->group == FAI_GROUP_NONE && fai_word_in(&q->question.words, i, groups[k].words))
                q->group = groups[k].group;
}

uint32_t fai_inquiry_party(const fai_inquiry *q)
{
    return q->named_count > 0 ? q->named[0] : 0;
}

static bool read_calendars(fai_inquiry *q)
{
    for (uint32_t i = 0; i < q->party_count; i++)
        if (!fai_calendar_read(q->scope, &q->parties[i], q->arena, &q->calendars[i]))
            return false;
    return true;
}

/* The members of the company that is meant; a first pass over the words finds out which. */
static bool read_members(pass *p)
{
    fai_inquiry *q = p->q;

    for (uint32_t i = q->question.core_from; i < q->question.core_to; i++)
        if (!q->question.words.items[i].used)
            take_company(p, i);
    return q->party_count == 0 ||
           fai_members_read(q->scope, &q->parties[fai_inquiry_party(q)], q->arena, &p->members);
}

static bool read_once(const fai_scope *scope, const char *question, bool other, fai_arena *arena,
                      fai_inquiry *out, bool *found)
{
    pass *p = fai_arena_calloc(arena, 1, sizeof *p);
    uint32_t end;

    memset(out, 0, sizeof *out);
    out->scope = scope;
    out->arena = arena;
    out->residue = out->unknown = "";
    if (p == NULL || !fai_question_read(question, other, arena, &out->question, found))
        return false;
    if (!*found)
        return true;
    p->q = out;
    fai_parties_read(scope, out);
    if (!read_calendars(out) || !read_members(p))
        return false;
    take_idiom(p);
    end = out->question.core_to < PASS_WORDS ? out->question.core_to : PASS_WORDS;
    for (uint32_t i = out->question.core_from; i < end && !p->failed;)
        i += pass_word(p, i, end);
    if (out->measure_count == 0) {
        p->failed |= !by_bracket(out);
        for (uint32_t i = 0; i < out->measure_count; i++)
            drop(p, out->measures[i].from, out->measures[i].to);
    }
    for (uint32_t i = 0; i < out->measure_count && !p->failed; i++)
        p->failed |= !apply_definition(out, &out->measures[i], out->measure_count == 1);
    read_group(out);
    if (!p->failed)
        explain(p);
    if (p->part_word > 0 && out->mention_count == 0 && out->group == FAI_GROUP_NONE &&
        out->residue[0] == '\0')
        out->residue = slice(out, p->part_word - 1, p->part_word);
    if (out->named_count == 0 && out->residue_name &&
        fai_named_company(question, arena, &out->unknown, NULL) != FA_OK)
        return false;
    return !p->failed;
}

bool fai_inquiry_read(const fai_scope *scope, const char *question, fai_arena *arena, fai_inquiry *out)
{
    fai_inquiry *other;
    bool found;

    if (!read_once(scope, question, false, arena, out, &found))
        return false;
    if (out->residue[0] == '\0' || out->question.ask == FAI_ASK_WHY)
        return true;
    /* "How often was the stock sold? Calculate the inventory turnover": the plainer sentence will do */
    other = fai_arena_calloc(arena, 1, sizeof *other);
    if (other == NULL || !read_once(scope, question, true, arena, other, &found))
        return false;
    if (found && other->residue[0] == '\0' && other->measure_count > 0)
        *out = *other;
    return true;
}
