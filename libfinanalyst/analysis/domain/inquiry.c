/* analysis/domain/inquiry.c: each word of the request is put down to a figure, a part of the company, a company, or to
 * the phrasing. What is left over is something that the filings do not state, and reason to refuse. */
#include "analysis/domain/inquiry_parts.h"

#include <string.h>

#include "analysis/domain/resolve.h"
#include "base/text.h"

static bool is_mark(const fai_words *w, uint32_t at, const char *signs)
{
    return w->items[at].kind == FAI_WORD_MARK && strchr(signs, w->items[at].text[0]) != NULL;
}

/* Words for parts of a company, which mean something only beside the name of a part. */
static const char part_words[] = "segment|division|business|business unit|business "
                                 "segment|unit|region|geography|product line|product category|"
                                 "category|line of business|operation|market|country|area|product";

/* Words that may follow the name of a rate: "the capital intensity ratio". */
static const char rate_words[] = "ratio|rate|percentage|figure|multiple";

/* The words before `about` hold no figure, but may name a company or a part. */
static void best_name(fai_pass *p, uint32_t at, uint32_t *figure)
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

static uint32_t take_company(fai_pass *p, uint32_t at)
{
    uint32_t party, n = fai_party_match(p->q, at, &party, &p->failed);
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
    const char *text = fai_inquiry_text(q, from, to), *mark;

    if (text == NULL || !q->question.words.items[to - 1].possessive)
        return text;
    mark = strrchr(text, '\'');
    if (mark == NULL)
        mark = strstr(text, "\xE2\x80\x99");
    return mark == NULL ? text : fai_arena_strndup(q->arena, text, (size_t)(mark - text));
}

uint32_t fai_pass_member(fai_pass *p, const fai_mention *m)
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

static uint32_t take_figure(fai_pass *p, uint32_t at)
{
    fai_inquiry *q = p->q;
    const fai_definitions all = fai_inquiry_given(q);
    fai_measure m;

    if (!fai_measure_read(&q->question.words, at, q->question.core_to, &all, q->arena, &m, &p->failed))
        return 0;
    if (!fai_inquiry_add(q, &m))
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

static void pass_bracket(fai_pass *p, uint32_t from, uint32_t to)
{
    bool matters = bracket_matters(&p->q->question.words, from, to);

    for (uint32_t i = from; i < to;) {
        uint32_t n = p->q->question.words.items[i].used ? 0 : take_company(p, i);

        p->left[i] = matters && n == 0;
        i += n > 0 ? n : 1;
    }
}

/* "(net income + depreciation) / revenue": brackets that go on behind their end. */
static bool opens_formula(fai_pass *p, uint32_t at, uint32_t end)
{
    const fai_definitions all = fai_inquiry_given(p->q);
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
    said = fai_inquiry_text(q, m->from, to);
    m->said = said != NULL ? said : m->said;
}

static bool after_rate(const fai_inquiry *q, uint32_t at)
{
    const fai_measure *m = q->measure_count > 0 ? &q->measures[q->measure_count - 1] : NULL;

    return m != NULL && m->to == at && m->unit[0] != '\0' && m->formula->op != FAI_OP_ITEM;
}

static uint32_t pass_word(fai_pass *p, uint32_t at, uint32_t end)
{
    const fai_words *w = &p->q->question.words;
    uint32_t figure, member, company, party, n;
    fai_mention mention;
    fa_statement_kind kind;

    if (w->items[at].used)
        return 1;
    if (w->items[at].kind == FAI_WORD_QUOTE) {
        p->failed |= !fai_inquiry_add_label(p->q, w->items[at].text, true, at, at + 1);
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
    company = fai_party_match(p->q, at, &party, &p->failed);
    if (member > figure && member >= company && !(member == company && w->items[at + member - 1].possessive))
        return fai_pass_member(p, &mention);
    if (company > 0 && company >= figure)
        return take_company(p, at);
    if (figure > 0 && (n = take_figure(p, at)) > 0)
        return n;
    n = fai_words_match(w, at, rate_words);
    if (n > 0 && after_rate(p->q, at))
        return n;
    n = fai_words_match(w, at, fai_phrasing);
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
static bool read_members(fai_pass *p)
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
    fai_pass *p = fai_arena_calloc(arena, 1, sizeof *p);
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
    fai_pass_idiom(p);
    end = out->question.core_to < FAI_PASS_WORDS ? out->question.core_to : FAI_PASS_WORDS;
    for (uint32_t i = out->question.core_from; i < end && !p->failed;)
        i += pass_word(p, i, end);
    if (out->measure_count == 0)
        fai_pass_bracket_name(p);
    for (uint32_t i = 0; i < out->measure_count && !p->failed; i++)
        p->failed |= !fai_measure_define(out, &out->measures[i], out->measure_count == 1);
    read_group(out);
    if (!p->failed)
        fai_pass_explain(p);
    if (p->part_word > 0 && out->mention_count == 0 && out->group == FAI_GROUP_NONE &&
        out->residue[0] == '\0')
        out->residue = fai_inquiry_text(out, p->part_word - 1, p->part_word);
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
