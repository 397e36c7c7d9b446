/* finance/expression.c: a recursive descent parser for formulas in words. */
#include "finance/expression.h"

#include <string.h>

#include "finance/metrics.h"

enum { DEPTH_MAX = 24 };

typedef struct parser {
    const fai_words *w;
    uint32_t at, end;
    fai_arena *arena;
    int depth;
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

/* Words that say where a figure stands, not which figure it is. */
static void skip_filler(parser *p)
{
    static const char filler[] =
        "the|a|an|of|its|total|from the cash flow statement|from cash flow statement|in the cash flow "
        "statement|"
        "in cash flow statement|( from cash flow statement )|( from the cash flow statement )|( cash flow "
        "statement )|"
        "from the statement of cash flow|( from the statement of cash flow )|fiscal year|fiscal|fy|year end|"
        "between|at the end of|for the year|for the period|, in percent|in percent|( weighted average "
        ")|opening and closing|"
        "( from the p&l statement )|( from the income statement )|from the income statement|from the balance "
        "sheet|"
        "for|in|during|this year|that year|attributable to the company|attributable to shareholder|as "
        "reported|( as reported )";

    while (p->at < p->end) {
        uint32_t len;

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

static const fai_expression *parse_named(parser *p)
{
    uint32_t item_len, metric_len;
    const fai_item *item = fai_item_match(p->w, p->at, &item_len);
    const fai_metric *metric = fai_metric_match(p->w, p->at, &metric_len);
    fai_expression *e;

    if (metric != NULL && metric_len > item_len && p->at + metric_len <= p->end) {
        p->at += metric_len;
        return p->depth < DEPTH_MAX ? fai_expression_of(metric->formula, p->arena, &p->failed) : NULL;
    }
    if (item == NULL || p->at + item_len > p->end)
        return NULL;
    e = node(p, FAI_OP_ITEM, NULL, NULL);
    if (e != NULL)
        e->item = item;
    p->at += item_len;
    return e;
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

static const fai_expression *parse_factor(parser *p)
{
    skip_filler(p);
    if (p->at >= p->end || p->depth >= DEPTH_MAX)
        return NULL;
    if (take(p, "(")) {
        const fai_expression *inner;

        p->depth++;
        inner = parse_sum(p);
        p->depth--;
        skip_filler(p);
        return inner != NULL && take(p, ")") ? inner : NULL;
    }
    if (p->w->items[p->at].kind == FAI_WORD_NUMBER)
        return parse_number(p);
    if (take(p,
             "average|the average of|mean|average of opening and closing|the average of opening and closing"))
        return parse_wrapped(p, FAI_OP_AVERAGE);
    if (take(p, "change in|increase in|the change in|( increase ) decrease in"))
        return parse_wrapped(p, FAI_OP_CHANGE);
    if (take(p, "prior year|previous year|last year"))
        return parse_wrapped(p, FAI_OP_PRIOR);
    if (take(p, "optional")) {
        const fai_expression *e = parse_named(p);
        fai_expression *copy = e == NULL ? NULL : node(p, e->op, e->left, e->right);

        if (copy == NULL)
            return NULL;
        copy->item = e->item;
        copy->optional = true;
        return copy;
    }
    return parse_named(p);
}

static const fai_expression *parse_product(parser *p)
{
    const fai_expression *left = parse_factor(p);

    while (left != NULL && p->at < p->end) {
        fai_op op;

        skip_filler(p);
        if (take(p, "/|over|divided by|as a % of|as a percentage of|as a percent of|as % of|relative to"))
            op = FAI_OP_DIV;
        else if (take(p, "*|x|time|multiplied by"))
            op = FAI_OP_MUL;
        else
            break;
        {
            const fai_expression *right = parse_factor(p);

            left = right == NULL ? NULL : node(p, op, left, right);
        }
    }
    return left;
}

static const fai_expression *parse_sum(parser *p)
{
    const fai_expression *left = parse_product(p);

    while (left != NULL && p->at < p->end) {
        fai_op op;

        skip_filler(p);
        if (take(p, "+|plus"))
            op = FAI_OP_ADD;
        else if (take(p, "-|minus|less|net of"))
            op = FAI_OP_SUB;
        else
            break;
        {
            const fai_expression *right = parse_product(p);

            left = right == NULL ? NULL : node(p, op, left, right);
        }
    }
    return left;
}

const fai_expression *fai_expression_parse(const fai_words *w, uint32_t from, uint32_t end, fai_arena *arena,
                                           bool *failed)
{
    parser p = {.w = w, .at = from, .end = end, .arena = arena};
    const fai_expression *e = parse_sum(&p);

    if (e != NULL)
        skip_filler(&p);
    *failed |= p.failed;
    return p.failed || p.at < end ? NULL : e;
}

const fai_expression *fai_expression_of(const char *formula, fai_arena *arena, bool *failed)
{
    fai_words w;

    if (!fai_words_cut(formula, arena, &w)) {
        *failed = true;
        return NULL;
    }
    return fai_expression_parse(&w, 0, w.count, arena, failed);
}
