/* finance/formula.c: making formulas by hand, and putting them into words. */
#include <string.h>

#include "base/text.h"
#include "finance/expression.h"

static fai_expression *make(fai_op op, fai_arena *arena)
{
    fai_expression *e = fai_arena_calloc(arena, 1, sizeof *e);

    if (e != NULL)
        e->op = op;
    return e;
}

const fai_expression *fai_expression_item(const fai_item *item, fai_arena *arena)
{
    fai_expression *e = make(FAI_OP_ITEM, arena);

    if (e != NULL)
        e->item = item;
    return e;
}

const fai_expression *fai_expression_label(const char *label, bool quoted, fai_arena *arena)
{
    fai_expression *e = make(FAI_OP_LABEL, arena);

    if (e != NULL) {
        e->label = label;
        e->quoted = quoted;
    }
    return e;
}

const fai_expression *fai_expression_pair(fai_op op, const fai_expression *left, const fai_expression *right,
                                          fai_arena *arena)
{
    fai_expression *e = left == NULL ? NULL : make(op, arena);

    if (e != NULL) {
        e->left = left;
        e->right = right;
    }
    return e;
}

/* The name with a small first letter, unless it is an abbreviation ("EPS"). */
static const char *small_name(const char *name, fai_arena *arena)
{
    char *copy = fai_arena_strdup(arena, name);

    if (copy != NULL && copy[0] != '\0' && !(copy[1] >= 'A' && copy[1] <= 'Z'))
        copy[0] = fai_lower(copy[0]);
    return copy;
}

static int strength(fai_op op)
{
    return op == FAI_OP_ADD || op == FAI_OP_SUB ? 1 : op == FAI_OP_MUL || op == FAI_OP_DIV ? 2 : 3;
}

static const char *side(const fai_expression *e, bool brackets, fai_arena *arena)
{
    const char *words = fai_expression_words(e, arena);

    if (words == NULL || !brackets)
        return words;
    return fai_arena_printf(arena, "(%s)", words);
}

static const char *pair_words(const fai_expression *e, fai_arena *arena)
{
    static const char *const signs[] = {"+", "-", "*", "/"};
    int mine = strength(e->op);
    bool last = e->op == FAI_OP_SUB || e->op == FAI_OP_DIV;
    const char *left = side(e->left, strength(e->left->op) < mine, arena);
    const char *right =
        side(e->right, strength(e->right->op) < mine || (last && strength(e->right->op) == mine), arena);

    if (left == NULL || right == NULL)
        return NULL;
    return fai_arena_printf(arena, "%s %s %s", left, signs[e->op - FAI_OP_ADD], right);
}

static const char *wrapped_words(const char *what, const fai_expression *e, fai_arena *arena)
{
    const char *inner = side(e->left, strength(e->left->op) < 3, arena);

    return inner == NULL ? NULL : fai_arena_printf(arena, "%s %s", what, inner);
}

const char *fai_expression_words(const fai_expression *e, fai_arena *arena)
{
    char digits[FA_DECIMAL_TEXT_MAX];

    switch (e->op) {
    case FAI_OP_NUMBER:
        fa_decimal_format(e->number, digits);
        return fai_arena_strdup(arena, digits);
    case FAI_OP_ITEM:
        return small_name(e->item->name, arena);
    case FAI_OP_LABEL:
        return e->label;
    case FAI_OP_AVERAGE:
        return wrapped_words("average", e, arena);
    case FAI_OP_CHANGE:
        return wrapped_words("change in", e, arena);
    case FAI_OP_PRIOR:
        return wrapped_words("prior", e, arena);
    default:
        return pair_words(e, arena);
    }
}
