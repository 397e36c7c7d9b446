/* finance/expression.c: a recursive descent parser for formulas in words. */
#include "finance/expression.h"

#include <string.h>

enum { DEPTH_MAX = 24 };

typedef struct parser {
    const fai_words *w;
    uint32_t at, end;
    const fai_definitions *given;
    fai_arena *arena;
    int depth;
    bool percent; /* the outermost division said "%" */
    bool failed;
} parser;

static const fai_expression *parse_sum(parser *p);

static fai_expression *node(parser *p, fai_op op, const fai_expression *left, const fai_expression *right)
{
    fai_expression *e = fai_arena_alloc(p->arena, sizeof *e);

    if (e == NULL) {
        p->failed = true;
        return NULL;
    }
    e->op = op;
    e->left = left;
    e->right = right;
    return e;
}

static bool take(parser *p, const char *phrases)
{
    uint32_t n = p->at < p->end ? fai_words_match(p->w, p->at, phrases) : 0;

    if (n == 0 || p->at + n > p->end)
        return false;
    p->at += n;
    return true;
}

static bool is_year(const fai_words *w, uint32_t at)
{
    const char *t = w->items[at].text;
    size_t n = strlen(t);

    if (w->items[at].kind == FAI_WORD_NUMBER)
        return n == 4 && (memcmp(t, "19", 2) == 0 || memcmp(t, "20", 2) == 0);
    return n >= 4 && n <= 6 && t[0] == 'f' && t[1] == 'y' && t[2] >= '0' && t[2] <= '9';
}

/* Words that say where a figure stands or how it is meant, not which figure it is. */
static const char filler[] =
    "the|a|an|of|its|total|reported|unadjusted|in the income statement|in cash flow statement|in the cash "
    "flow "
    "statement|from cash flow statement|from the cash flow statement|from the statement of cash flow|"
    "from the income statement|from the p&l statement|from the balance sheet|in the balance sheet|"
    "on the balance sheet|cash flow statement|( cash flow statement )|, cash flow statement|"
    "( from cash flow statement )|( from the cash flow statement )|( in the cash flow statement )|"
    "( from the statement of cash flow )|( from the p&l statement )|( from the income statement )|"
    "( from the balance sheet )|fiscal year|fiscal|fy|year end|closing|ending|between|at the end of|"
    "for the year|for the period|, in percent|in percent|( weighted average )|( as reported )|"
    "opening and closing|for|in|during|this year|that year|attributable to the company|as reported|"
    "attributable to shareholder|attributable to common shareholder|attributable to common stockholder";

static void skip_filler(parser *p)
{
    while (p->at < p->end) {
        uint32_t len;

        if (p->w->items[p->at].used) {
            p->at++;
            continue;
        }
        if (is_year(p->w, p->at)) {
            p->at++;
            if (p->at + 1 < p->end && (fai_word_in(p->w, p->at, "and") || fai_word_in(p->w, p->at, "-")) &&
                is_year(p->w, p->at + 1))
                p->at += 2;
            continue;
        }
        if (fai_item_match(p->w, p->at, &len) != NULL || fai_metric_match(p->w, p->at, &len) != NULL)
            return;
        if (!take(p, filler))
            return;
    }
}

/* Skips filler only when one of the phrases follows it. */
static bool take_after_filler(parser *p, const char *phrases)
{
    uint32_t from = p->at;

    if (take(p, phrases))
        return true;
    skip_filler(p);
    if (take(p, phrases))
        return true;
    p->at = from;
    return false;
}

static const fai_expression *parse_number(parser *p)
{
    const fai_word *word = &p->w->items[p->at];
    fai_expression *e = node(p, FAI_OP_NUMBER, NULL, NULL);

    if (e == NULL || fa_decimal_parse(word->text, strlen(word->text), &e->number, NULL) != FA_OK)
        return NULL;
    p->at++;
    take(p, "day");
    return e;
}

bool fai_words_same(const fai_words *w, uint32_t a, uint32_t b, uint32_t count)
{
    if (a + count > w->count || b + count > w->count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(w->items[a + i].text, w->items[b + i].text) != 0)
            return false;
    return true;
}

/* The definition that the text itself gives for the name at this place: the longest name. */
static const fai_definition *given_at(const parser *p)
{
    const fai_definition *best = NULL;

    for (uint32_t i = 0; p->given != NULL && i < p->given->count; i++) {
        const fai_definition *d = &p->given->items[i];
        uint32_t len = d->name_to - d->name_from;

        if (len == 0 || p->at + len > p->end)
            continue;
        if (fai_words_same(p->w, p->at, d->name_from, len) &&
            (best == NULL || len > best->name_to - best->name_from))
            best = d;
    }
    return best;
}

static const fai_expression *parse_given(parser *p, const fai_definition *d)
{
    parser inner = *p;
    const fai_expression *e;

    inner.at = d->from;
    inner.end = d->to;
    inner.depth = p->depth + 2;
    e = inner.depth < DEPTH_MAX ? parse_sum(&inner) : NULL;
    skip_filler(&inner);
    p->failed |= inner.failed;
    if (e == NULL || inner.at < inner.end)
        return NULL;
    p->at += d->name_to - d->name_from;
    return e;
}

static const fai_expression *item_node(parser *p, const fai_item *item)
{
    fai_expression *e = node(p, FAI_OP_ITEM, NULL, NULL);

    if (e != NULL)
        e->item = item;
    return e;
}

static const fai_expression *parse_named(parser *p)
{
    uint32_t item_len, metric_len;
    const fai_item *item = fai_item_match(p->w, p->at, &item_len);
    const fai_metric *metric = fai_metric_match(p->w, p->at, &metric_len);
    const fai_definition *given = given_at(p);
    uint32_t given_len = given == NULL ? 0 : given->name_to - given->name_from;

    if (given != NULL && given_len >= item_len && given_len >= metric_len) {
        const fai_expression *e = parse_given(p, given);

        if (e != NULL)
            return e;
    }
    if (metric != NULL && metric_len > item_len && p->at + metric_len <= p->end) {
        p->at += metric_len;
        return p->depth < DEPTH_MAX ? fai_expression_of(metric->formula, p->arena, &p->failed) : NULL;
    }
    if (item == NULL || p->at + item_len > p->end)
        return NULL;
    p->at += item_len;
    return item_node(p, item);
}

static const fai_expression *parse_wrapped(parser *p, fai_op op)
{
    const fai_expression *inner;

    skip_filler(p);
    p->depth++;
    inner = p->depth < DEPTH_MAX ? parse_named(p) : NULL;
    p->depth--;
    return inner == NULL ? NULL : node(p, op, inner, NULL);
}

static const fai_expression *parse_brackets(parser *p)
{
    const fai_expression *inner;

    p->depth++;
    inner = parse_sum(p);
    p->depth--;
    skip_filler(p);
    return inner != NULL && take(p, ")") ? inner : NULL;
}

/* "common-size goodwill": of total assets for a balance, of revenue for a flow */
static const fai_expression *parse_common_size(parser *p)
{
    const fai_expression *part;

    skip_filler(p);
    part = parse_named(p);
    if (part == NULL || part->op != FAI_OP_ITEM)
        return NULL;
    p->percent = true;
    return node(p, FAI_OP_DIV, part,
                item_node(p, fai_item_by_key(part->item->instant ? "assets" : "revenue")));
}

static const fai_expression *parse_optional(parser *p)
{
    const fai_expression *e = parse_named(p);
    fai_expression *copy = e == NULL ? NULL : node(p, e->op, e->left, e->right);

    if (copy == NULL)
        return NULL;
    copy->item = e->item;
    copy->optional = true;
    return copy;
}

/* "ratio of debt to equity" */
static const fai_expression *parse_ratio(parser *p)
{
    const fai_expression *left, *right;

    skip_filler(p);
    left = parse_named(p);
    if (left == NULL || !take_after_filler(p, "to|and"))
        return left != NULL && left->op == FAI_OP_DIV ? left
                                                      : NULL; /* "ratio of debt to equity" is a metric */
    skip_filler(p);
    right = parse_named(p);
    return right == NULL ? NULL : node(p, FAI_OP_DIV, left, right);
}

static const fai_expression *parse_factor(parser *p)
{
    skip_filler(p);
    if (p->at >= p->end || p->depth >= DEPTH_MAX)
        return NULL;
    if (take(p, "("))
        return parse_brackets(p);
    if (p->w->items[p->at].kind == FAI_WORD_NUMBER)
        return parse_number(p);
    if (take(p, "average|the average of|mean|average of opening and closing|the average of opening and "
                "closing|average of beginning and ending|the average of beginning and ending"))
        return parse_wrapped(p, FAI_OP_AVERAGE);
    if (take(p, "change in|increase in|the change in|( increase ) decrease in"))
        return parse_wrapped(p, FAI_OP_CHANGE);
    if (take(p, "prior year|previous year|last year|opening|beginning"))
        return parse_wrapped(p, FAI_OP_PRIOR);
    if (take(p, "common size"))
        return parse_common_size(p);
    if (take(p, "optional"))
        return parse_optional(p);
    if (fai_words_match(p->w, p->at, "ratio of") > 0) {
        uint32_t len;

        if (fai_metric_match(p->w, p->at, &len) == NULL && take(p, "ratio of"))
            return parse_ratio(p);
    }
    return parse_named(p);
}

/* A remark in brackets between a name and what belongs to it: "depreciation (from the cash flow statement) margin" */
static void skip_remark(parser *p, const char *phrases)
{
    uint32_t from = p->at, depth = 0;

    if (fai_words_match(p->w, p->at, "(") == 0)
        return;
    do {
        depth += fai_words_match(p->w, p->at, "(") > 0 ? 1 : 0;
        depth -= fai_words_match(p->w, p->at, ")") > 0 ? 1 : 0;
        p->at++;
    } while (depth > 0 && p->at < p->end);
    if (fai_words_match(p->w, p->at, phrases) == 0)
        p->at = from;
}

/* "EBIT margin", "operating cash flow per diluted share" */
static const fai_expression *parse_suffix(parser *p, const fai_expression *left)
{
    skip_remark(p, "margin|% margin|margin %|as a %|as a percentage|as a percent|as % of");
    if (left->op == FAI_OP_ITEM && take(p, "margin|% margin|margin %")) {
        p->percent = p->depth == 0;
        return node(p, FAI_OP_DIV, left, item_node(p, fai_item_by_key("revenue")));
    }
    if (take(p, "per diluted share|per fully diluted share|per share"))
        return node(p, FAI_OP_DIV, left, item_node(p, fai_item_by_key("shares_diluted")));
    if (take(p, "per basic share"))
        return node(p, FAI_OP_DIV, left, item_node(p, fai_item_by_key("shares_basic")));
    return left;
}

static fai_op product_sign(parser *p)
{
    if (take_after_filler(p,
                          "as a % of|as a percentage of|as a percent of|as % of|as percentage of|as a share "
                          "of|as a proportion of|as a fraction of|in % of|as percent of")) {
        p->percent |= p->depth == 0;
        return FAI_OP_DIV;
    }
    if (take_after_filler(p, "/|over|divided by|relative to"))
        return FAI_OP_DIV;
    if (take_after_filler(p, "*|x|time|multiplied by"))
        return FAI_OP_MUL;
    return 0;
}

static const fai_expression *parse_product(parser *p)
{
    const fai_expression *left = parse_factor(p);

    if (left != NULL)
        left = parse_suffix(p, left);
    while (left != NULL && p->at < p->end) {
        uint32_t before = p->at;
        bool percent = p->percent;
        fai_op op = product_sign(p);
        const fai_expression *right = op == 0 ? NULL : parse_factor(p);

        if (right == NULL) {
            p->at = before;
            p->percent = percent;
            break;
        }
        left = node(p, op, left, parse_suffix(p, right));
    }
    return left;
}

static const fai_expression *parse_sum(parser *p)
{
    const fai_expression *left = parse_product(p);

    while (left != NULL && p->at < p->end) {
        uint32_t before = p->at;
        fai_op op = take_after_filler(p, "+|plus")                ? FAI_OP_ADD
                    : take_after_filler(p, "-|minus|less|net of") ? FAI_OP_SUB
                                                                  : 0;
        const fai_expression *right = op == 0 ? NULL : parse_product(p);

        if (right == NULL) {
            p->at = before;
            break;
        }
        left = node(p, op, left, right);
    }
    return left;
}

const fai_expression *fai_expression_parse(const fai_words *w, uint32_t from, uint32_t end,
                                           const fai_definitions *given, fai_arena *arena, bool *failed)
{
    parser p = {.w = w, .at = from, .end = end, .given = given, .arena = arena};
    const fai_expression *e = parse_sum(&p);

    if (e != NULL)
        skip_filler(&p);
    *failed |= p.failed;
    return p.failed || p.at < end ? NULL : e;
}

bool fai_expression_prefix(const fai_words *w, uint32_t from, uint32_t end, const fai_definitions *given,
                           fai_arena *arena, fai_prefix *out, bool *failed)
{
    parser p = {.w = w, .at = from, .end = end, .given = given, .arena = arena};
    uint32_t len;
    const fai_metric *metric = fai_metric_match(w, from, &len);

    out->tree = parse_sum(&p);
    out->end = p.at;
    out->percent = p.percent;
    out->named = metric != NULL && p.at == from + len ? metric : NULL;
    *failed |= p.failed;
    return !p.failed && out->tree != NULL;
}

const fai_expression *fai_expression_of(const char *formula, fai_arena *arena, bool *failed)
{
    fai_words w;

    if (!fai_words_cut(formula, arena, &w)) {
        *failed = true;
        return NULL;
    }
    return fai_expression_parse(&w, 0, w.count, NULL, arena, failed);
}
