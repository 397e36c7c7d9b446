/* analysis/domain/value.c: values and the four signs between them: exact results, units, and the numbers put in. */
#include <string.h>

#include "analysis/domain/evaluate.h"
#include "analysis/domain/show.h"

void fai_value_fail(fai_value *v, fai_found state, const char *missing)
{
    memset(v, 0, sizeof *v);
    v->state = state;
    v->missing = missing != NULL ? missing : "";
    v->unit = v->plain = v->spelled = v->part = "";
}

bool fai_value_number(fa_decimal number, fai_arena *arena, fai_value *out)
{
    fai_value_fail(out, FAI_FOUND, "");
    out->meaningful = true;
    out->exact = number;
    out->strength = 3;
    out->plain = out->spelled = fai_show_grouped(fa_decimal_reduce(number), arena);
    return out->plain != NULL;
}

/* The unit of a product or quotient. */
static const char *unit_of(fai_op op, const fai_value *a, const fai_value *b)
{
    if (b->unit[0] == '\0' || (op == FAI_OP_MUL && strcmp(b->unit, "x") == 0))
        return a->unit;
    if (op == FAI_OP_MUL)
        return a->unit[0] == '\0' || strcmp(a->unit, "x") == 0 ? b->unit : a->unit;
    if (op != FAI_OP_DIV)
        return a->unit[0] == '\0' ? b->unit : a->unit;
    if (strcmp(b->unit, "shares") == 0 && strcmp(a->unit, "USD") == 0)
        return "USD/shares";
    return "x";
}

static fa_status compute(fai_op op, fa_decimal a, fa_decimal b, fa_decimal *out)
{
    switch (op) {
    case FAI_OP_ADD:
        return fa_decimal_add(a, b, out, NULL);
    case FAI_OP_SUB:
        return fa_decimal_sub(a, b, out, NULL);
    case FAI_OP_MUL:
        return fa_decimal_mul(a, b, out, NULL);
    default:
        return fa_decimal_div(a, b, FA_DECIMAL_MAX_SCALE, FA_ROUND_HALF_EVEN, out, NULL);
    }
}

static const char *joined(fai_op op, const char *left, bool wrap_left, const char *right, bool wrap_right,
                          fai_arena *arena)
{
    static const char *const signs[] = {"+", "-", "*", "/"};

    return fai_arena_printf(arena, "%s%s%s %s %s%s%s", wrap_left ? "(" : "", left, wrap_left ? ")" : "",
                            signs[op - FAI_OP_ADD], wrap_right ? "(" : "", right, wrap_right ? ")" : "");
}

static void take_inputs(fai_value *to, const fai_value *from)
{
    for (uint32_t i = 0; i < from->input_count && to->input_count < FAI_INPUTS; i++)
        to->inputs[to->input_count++] = from->inputs[i];
}

void fai_value_combine(fai_op op, const fai_value *a, const fai_value *b, fai_arena *arena, fai_value *out)
{
    int mine = op == FAI_OP_ADD || op == FAI_OP_SUB ? 1 : 2;
    bool last = op == FAI_OP_SUB || op == FAI_OP_DIV;
    bool left = a->strength < mine;
    bool right = b->strength < mine || (last && b->strength == mine) || b->plain[0] == '-';
    fai_value v;

    if (a->state != FAI_FOUND || b->state != FAI_FOUND) {
        fai_value failed = a->state != FAI_FOUND ? *a : *b;

        *out = failed;
        return;
    }
    fai_value_fail(&v, FAI_FOUND, "");
    v.meaningful = a->meaningful && b->meaningful;
    if (v.meaningful && compute(op, a->exact, b->exact, &v.exact) != FA_OK)
        v.meaningful = false;
    v.unit = unit_of(op, a, b);
    v.scale = a->unit[0] != '\0' ? a->scale : b->scale;
    v.digits = a->digits > b->digits ? a->digits : b->digits;
    v.mixed = a->mixed || b->mixed || (a->unit[0] != '\0' && b->unit[0] != '\0' && a->scale != b->scale);
    v.cost = a->cost && mine == 1;
    v.strength = mine;
    v.plain = joined(op, a->plain, left, b->plain, right, arena);
    v.spelled = joined(op, a->spelled, left, b->spelled, right, arena);
    take_inputs(&v, a);
    take_inputs(&v, b);
    if (v.plain == NULL || v.spelled == NULL)
        v.state = FAI_FOUND_FAILED;
    *out = v;
}
