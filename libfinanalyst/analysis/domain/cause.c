/* analysis/domain/cause.c: a margin moves by the lines between it and revenue: those that moved most are asked about. */
#include "analysis/domain/cause.h"

#include <string.h>

#include "analysis/domain/judge.h"
#include "base/text.h"
#include "retrieval/terms.h"

/* Amounts whose movement is worth saying. */
static const fai_subject amounts[] = {
    {"operating income|operating profit", "operating income", "Operating income",
     "operating income|operating profit|operating earnings|income from operations|operating loss", false},
    {"net income|net earnings|net profit", "net income", "Net income",
     "net income|net earnings|net profit|net loss", false},
    {"gross profit", "gross profit", "Gross profit", "gross profit*|gross margin*", false},
    {"capital expenditures|capital expenditure|capex", "capital expenditures", "Capital expenditures",
     "capital expenditure*|capital spending|purchases of property|additions to property", false},
    {"inventories|inventory", "inventories", "Inventories", "inventor*", false},
    {"revenues|revenue|net sales|total sales|sales", "revenue", "Revenue", "revenue*|sales", false},
};

/* Whether the word before `at` narrows what is asked for: "bitcoin revenue". */
static bool is_narrowed(const char *question, size_t at)
{
    size_t end = at;
    size_t from;

    while (end > 0 && !fai_is_alnum(question[end - 1]))
        end--;
    from = end;
    while (from > 0 && fai_is_alnum(question[from - 1]))
        from--;
    if (from == end || question[from] != fai_lower(question[from]))
        return false;
    return !fai_mentions_count(
        (fai_str){question + from, end - from},
        "the|its|in|of|to|total|net|overall|consolidated|drove|drive|drives|driven|did|why|"
        "increase*|decrease*|change*|reduction|growth|decline|merchandise|s|their|for|company",
        1);
}

static const fai_subject *amount_of(const char *question)
{
    fai_str q = fai_str_of(question);

    if (fai_mentions(question, "percent of|percentage of|% of|share of|as a percent|as a percentage"))
        return NULL;
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        for (const char *one = amounts[i].asked; *one != '\0';) {
            size_t n = strcspn(one, "|");
            size_t at = fai_str_find_word_ci(q, (fai_str){one, n}, 0);

            if (at != FAI_NPOS)
                return is_narrowed(question, at) ? NULL : &amounts[i];
            one += n + (one[n] == '|');
        }
    }
    return NULL;
}

/* A line of the income statement and how far its share of revenue moved. */
typedef struct mover {
    const fa_fact *fact;
    fa_decimal moved; /* in points of revenue, a rise of costs positive */
} mover;

static bool is_line(const fa_fact *f, int32_t year)
{
    return f->statement == FA_STATEMENT_INCOME && (f->flags & FA_FACT_PRIMARY) != 0 && f->dim_count == 0 &&
           f->period.fiscal_year == year && f->period.fiscal == FA_FISCAL_FY && f->row >= 0;
}

/* The same row in another year. */
static const fa_fact *row_in(const fa_filing *filing, const fa_fact *row, int32_t year)
{
    for (uint32_t i = 0; i < filing->fact_count; i++) {
        const fa_fact *f = &filing->facts[i];

        if (f->table == row->table && f->row == row->row && is_line(f, year))
            return f;
    }
    return NULL;
}

static bool share(fa_decimal part, fa_decimal whole, fa_decimal *out)
{
    return fa_decimal_shift(fa_decimal_abs(part), 2, &part, NULL) == FA_OK &&
           fa_decimal_div(part, whole, 4, FA_ROUND_HALF_UP, out, NULL) == FA_OK;
}

/* The cost lines between revenue and the operating income that moved with the margin, the furthest first. */
static uint32_t find_movers(const fai_judging *j, fa_decimal revenue, fa_decimal before, bool fell,
                            mover out[FAI_CAUSE_QUESTIONS])
{
    const fa_filing *filing = j->scope->docs[j->doc].filing;
    uint32_t count = 0;
    bool started = false;

    for (uint32_t i = 0; i < filing->fact_count; i++) {
        const fa_fact *f = &filing->facts[i];
        const fa_fact *last;
        mover m = {.fact = f};
        fa_decimal then;
        uint32_t at = 0;

        if (!is_line(f, j->year))
            continue;
        if (fa_decimal_compare(f->value, revenue) == 0) {
            started = true;
            continue;
        }
        if (started && strcmp(f->concept, "us-gaap:OperatingIncomeLoss") == 0)
            break;
        last = started && (f->flags & FA_FACT_TOTAL) == 0 ? row_in(filing, f, j->base) : NULL;
        if (last == NULL || !share(f->value, revenue, &m.moved) || !share(last->value, before, &then) ||
            fa_decimal_sub(m.moved, then, &m.moved, NULL) != FA_OK ||
            (fa_decimal_sign(m.moved) > 0) != fell ||
            fa_decimal_compare(fa_decimal_abs(m.moved), fa_decimal_make(3, 1)) < 0)
            continue;
        while (at < count && fa_decimal_compare(fa_decimal_abs(out[at].moved), fa_decimal_abs(m.moved)) >= 0)
            at++;
        if (at == FAI_CAUSE_QUESTIONS - 1)
            continue;
        if (count < FAI_CAUSE_QUESTIONS - 1)
            count++;
        memmove(out + at + 1, out + at, (count - at - 1) * sizeof *out);
        out[at] = m;
    }
    return count;
}

/* Asks for the lines that moved a margin, each by itself. */
static void ask_for_lines(fai_judging *j, bool fell, fai_cause *out)
{
    fai_metric_value revenue, before;
    mover movers[FAI_CAUSE_QUESTIONS];
    uint32_t count;

    if (!fai_judge_value(j, "revenue", j->base, &before) ||
        !fai_judge_value(j, "revenue", j->year, &revenue) || fa_decimal_sign(before.value) <= 0 ||
        fa_decimal_sign(revenue.value) <= 0)
        return;
    count = find_movers(j, revenue.value, before.value, fell, movers);
    for (uint32_t i = 0; i < count; i++) {
        out->about[out->count] = "";
        out->questions[out->count++] = fai_show(
            j, "What drove the %s in %s as a percent of sales in %d?",
            fa_decimal_sign(movers[i].moved) > 0 ? "increase" : "decrease", movers[i].fact->label, j->year);
    }
}

fa_status fai_cause_read(const fai_scope *scope, const char *question, fai_draft *draft, fai_cause *out,
                         bool *claimed, fa_error *err)
{
    const fai_subject *ratio = fai_subject_of(question);
    const fai_subject *s = ratio != NULL ? ratio : amount_of(question);
    fai_metric_value now, before;
    fai_judging j;

    memset(out, 0, sizeof *out);
    out->lead = "";
    out->about[0] = s != NULL ? s->about : "";
    out->questions[out->count++] = question;
    *claimed = false;
    if (s == NULL || scope->count == 0)
        return FA_OK;
    fai_judging_begin(&j, scope, question, draft, err);
    *claimed = ratio != NULL && fai_subject_is_useless(&j, ratio);
    if (*claimed || j.st != FA_OK)
        return j.st;
    if (j.base != 0 && fai_judge_value(&j, s->metric, j.base, &before) &&
        fai_judge_value(&j, s->metric, j.year, &now)) {
        out->lead = fai_show(
            &j, "%s.%s ",
            fai_subject_movement(&j, s == ratio ? fai_show(&j, "The %s", s->name) : s->name, &now, &before),
            fai_judge_marks(&j));
        out->questions[0] = fai_show(
            &j, "%s %s", question, fa_decimal_compare(now.value, before.value) < 0 ? "decrease" : "increase");
        if (ratio != NULL && ratio->of_sales && strcmp(ratio->metric, "operating margin") == 0)
            ask_for_lines(&j, fa_decimal_compare(now.value, before.value) < 0, out);
    } else if (j.st == FA_OK) {
        fai_draft_reset(draft);
    }
    return j.st;
}
