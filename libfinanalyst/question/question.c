/* question/question.c: the steps of reading a question. */
#include "question/question.h"

#include <string.h>

static void mark_names(fai_words *w)
{
    for (uint32_t i = 0; i < w->count;) {
        uint32_t item = 0, metric = 0, len;

        fai_item_match(w, i, &item);
        fai_metric_match(w, i, &metric);
        len = item > metric ? item : metric;
        for (uint32_t k = i; k < i + len; k++)
            w->items[k].named = true;
        i += len > 0 ? len : 1;
    }
}

/* "in the cash flow statement": where the figure is to be looked for */
static void read_statement(fai_question *q)
{
    static const struct {
        const char *words;
        fa_statement_kind kind;
    } places[] = {
        {"cash flow statement|statement of cash flow|in operating cash flow", FA_STATEMENT_CASHFLOW},
        {"income statement|statement of income|statement of operation|p&l statement|p&l|statement of earning",
         FA_STATEMENT_INCOME},
        {"balance sheet|statement of financial position|statement of financial condition", FA_STATEMENT_BALANCE},
    };

    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        uint32_t len, at = fai_words_find(&q->words, q->about, places[k].words, &len);

        if (at >= q->core_to || q->words.items[at].named)
            continue;
        if (q->statement == FA_STATEMENT_NONE)
            q->statement = places[k].kind;
        fai_words_use(&q->words, at, len);
    }
}

static bool in_definition(const fai_question *q, uint32_t at)
{
    for (uint32_t i = 0; i < q->definition_count; i++)
        if (at >= q->definitions[i].from && at < q->definitions[i].to)
            return true;
    return false;
}

/* The periods of the sentence that asks; where it names none, those of the other sentences. */
static void read_whens(fai_question *q)
{
    uint32_t kept = 0;

    q->when_count = fai_whens_read(&q->words, q->core_from, q->core_to, q->whens, &q->range);
    if (q->when_count > 0)
        return;
    q->when_count = fai_whens_read(&q->words, 0, q->words.count, q->whens, &q->range);
    for (uint32_t i = 0; i < q->when_count; i++)
        if (!in_definition(q, q->whens[i].from))
            q->whens[kept++] = q->whens[i];
    q->when_count = kept;
}

bool fai_question_read(const char *text, fai_arena *arena, fai_question *out)
{
    memset(out, 0, sizeof *out);
    if (!fai_words_cut(text, arena, &out->words))
        return false;
    fai_question_core(out);
    if (!fai_question_definitions(out, arena))
        return false;
    mark_names(&out->words);
    fai_wish_read(&out->words, &out->wish);
    read_whens(out);
    fai_question_ask(out);
    read_statement(out);
    return true;
}
