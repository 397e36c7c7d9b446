/* question/question.c: the steps of reading a question. */
#include "question/question.h"

#include <string.h>

uint32_t fai_statement_words(const fai_words *w, uint32_t at, fa_statement_kind *kind)
{
    static const struct {
        const char *words;
        fa_statement_kind kind;
    } places[] = {
        {"cash flow statement|statement of cash flow|added back in operating cash flow",
         FA_STATEMENT_CASHFLOW},
        {"income statement|statement of income|statement of operation|p&l statement|p&l|statement of earning",
         FA_STATEMENT_INCOME},
        {"balance sheet|statement of financial position|statement of financial condition",
         FA_STATEMENT_BALANCE},
        {"income and cash flow statement|financial statement", FA_STATEMENT_NONE},
    };
    uint32_t lead =
                 fai_words_match(w, at,
                                 "in|from|on|in the|from the|on the|per the|its|the|( from the|( from|(|in "
                                 "this filing|, from the|, in the|,"),
             best = 0;

    for (uint32_t from = at;; from = at + lead) {
        for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
            uint32_t n = fai_words_match(w, from, places[k].words);

            if (n == 0 || from + n - at <= best)
                continue;
            best = from + n - at;
            *kind = places[k].kind;
        }
        if (lead == 0 || from != at)
            break;
    }
    if (best > 0 && fai_word_in(w, at, "("))
        best += fai_words_match(w, at + best, ")");
    return best;
}

static void mark_names(fai_words *w)
{
    for (uint32_t i = 0; i < w->count;) {
        uint32_t item = 0, metric = 0, len;
        fa_statement_kind kind;

        fai_item_match(w, i, &item);
        fai_metric_match(w, i, &metric);
        len = item > metric ? item : metric;
        if (fai_statement_words(w, i, &kind) >= len)
            len = 0;
        for (uint32_t k = i; k < i + len; k++)
            w->items[k].named = true;
        i += len > 0 ? len : 1;
    }
}

static void read_statement(fai_question *q)
{
    for (uint32_t i = q->about; i < q->core_to && q->statement == FA_STATEMENT_NONE; i++)
        (void)fai_statement_words(&q->words, i, &q->statement);
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

bool fai_question_read(const char *text, bool other, fai_arena *arena, fai_question *out, bool *found)
{
    memset(out, 0, sizeof *out);
    if (!fai_words_cut(text, arena, &out->words))
        return false;
    *found = fai_question_core(out, other);
    if (!fai_question_definitions(out, arena))
        return false;
    mark_names(&out->words);
    fai_wish_read(&out->words, &out->wish);
    read_whens(out);
    fai_question_ask(out);
    read_statement(out);
    return true;
}
