/* question/core.c: the sentence that asks, among role-play, definitions and instructions. */
#include <string.h>

#include "base/text.h"
#include "question/question.h"

static bool mark_is(const fai_words *w, uint32_t at, const char *signs)
{
    return w->items[at].kind == FAI_WORD_MARK && strchr(signs, w->items[at].text[0]) != NULL;
}

/* A point ends a sentence when a blank follows and the word before is no abbreviation. */
static bool ends_sentence(const fai_words *w, uint32_t at)
{
    if (mark_is(w, at, "?!;"))
        return true;
    if (!mark_is(w, at, "."))
        return false;
    if (at > 0 && fai_word_in(w, at - 1, "inc|corp|co|ltd|vs|no|approx|plc|cos"))
        return at + 1 == w->count;
    return at + 1 == w->count || fai_is_space(w->source[w->items[at].to]);
}

static bool names_figure(const fai_words *w, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint32_t len;

        if (w->items[i].kind == FAI_WORD_QUOTE || fai_item_match(w, i, &len) != NULL ||
            fai_metric_match(w, i, &len) != NULL)
            return true;
    }
    return false;
}

static bool defines(const fai_words *w, uint32_t from, uint32_t to)
{
    uint32_t len, at = fai_words_find(w, from, "defined as|define|defined to be|is calculated as", &len);

    if (at != UINT32_MAX && at < to)
        return true;
    for (uint32_t i = from; i < to; i++)
        if (mark_is(w, i, "="))
            return true;
    return false;
}

/* How much a sentence looks like the one that asks. */
static int asking(const fai_words *w, uint32_t from, uint32_t to)
{
    int score = names_figure(w, from, to) ? 3 : 0;

    if (to < w->count && mark_is(w, to, "?"))
        score += 4;
    if (fai_words_match(w, from,
                        "you are|assume|imagine|suppose|act as|we need|we want|please help|using|use|round|"
                        "answer|give a|give it|base your|please base|please utilize|respond") > 0)
        score -= 2;
    if (defines(w, from, to) && score < 7)
        score -= 2;
    return score;
}

static uint32_t opener(const fai_words *w, uint32_t from, uint32_t to, const char *words)
{
    for (uint32_t i = from; i < to; i++)
        if ((i == from || mark_is(w, i - 1, ",:")) && fai_words_match(w, i, words) > 0)
            return i;
    return UINT32_MAX;
}

/* Where the request begins: at an asking word that opens the sentence or a clause of it. "When" and "where" open a
 * request only when nothing else does. */
static uint32_t request(const fai_words *w, uint32_t from, uint32_t to)
{
    uint32_t at = opener(
        w, from, to,
        "what|which|how|did|does|do|is|are|was|were|has|have|had|by how|by what|in which|in what|at "
        "what|calculate|compute|give|tell|find|determine|show|add up|sum up|list|name|provide|compare|whose|"
        "who|why|will|would|should|can|could");

    if (at == UINT32_MAX)
        at = opener(w, from, to, "when|where");
    return at != UINT32_MAX ? at : from;
}

static bool requests(const fai_words *w, uint32_t from, uint32_t to)
{
    return request(w, from, to) == from &&
           fai_words_match(w, from,
                           "what|how|calculate|compute|give|tell|find|determine|"
                           "show|provide|state|please") > 0;
}

/* The sentence that asks best, and with `other` the best of the others that ask for a figure on their own. */
static bool choose(fai_question *q, bool other)
{
    const fai_words *w = &q->words;
    uint32_t from = 0, held_from = q->core_from, held_to = q->core_to;
    int best = -100;

    for (uint32_t i = 0; i < w->count; i++) {
        uint32_t to = ends_sentence(w, i) ? i : i + 1;
        bool fits;
        int score;

        if (to > i && i + 1 < w->count)
            continue;
        fits = to > from &&
               (!other || (from != held_from && names_figure(w, from, to) && requests(w, from, to)));
        score = fits ? asking(w, from, to) : -100;
        if (score > best) {
            best = score;
            q->core_from = from;
            q->core_to = to;
        }
        from = i + 1;
    }
    if (best > -100)
        return true;
    q->core_from = held_from;
    q->core_to = held_to;
    return false;
}

bool fai_question_core(fai_question *q, bool other)
{
    bool found;

    q->core_from = 0;
    q->core_to = q->words.count;
    found = choose(q, false) && (!other || choose(q, true));
    q->about = request(&q->words, q->core_from, q->core_to);
    return found;
}

/* ---- formulas that the question gives ---- */

static bool computes(const fai_expression *e)
{
    return e != NULL && e->op != FAI_OP_ITEM && e->op != FAI_OP_NUMBER && e->op != FAI_OP_LABEL;
}

static bool add_definition(fai_question *q, uint32_t name_from, uint32_t name_to, uint32_t from, uint32_t to,
                           bool single, fai_arena *arena)
{
    const fai_definitions none = {NULL, 0};
    bool failed = false;
    const fai_expression *e;

    while (from < to && mark_is(&q->words, from, ":="))
        from++;
    if (from >= to || q->definition_count == FAI_DEFINITIONS)
        return true;
    e = fai_expression_parse(&q->words, from, to, &none, arena, &failed);
    if (failed)
        return false;
    if (computes(e) || (single && e != NULL)) {
        q->definitions[q->definition_count++] = (fai_definition){name_from, name_to, from, to};
        for (uint32_t i = name_from; i < name_to; i++)
            if (fai_word_in(&q->words, i, "it|this|that|here"))
                q->definitions[q->definition_count - 1].name_to = name_from;
    }
    return true;
}

/* "ROA is defined as: a / b", "define ROA as a / b", "ROA = a / b", "ROA is a over b", "use a over b" */
static bool sentence_definition(fai_question *q, uint32_t from, uint32_t to, fai_arena *arena)
{
    const fai_words *w = &q->words;
    uint32_t len = fai_words_match(w, from, "define|defining|where|let"), at;

    if (len > 0)
        from += len;
    for (uint32_t i = from; i < to; i++) {
        uint32_t n = fai_words_match(
            w, i,
            "here is defined as|here defined as|is defined as|are defined as|defined as|is calculated as|"
            "calculated as|computed as|measured as|is computed as|is defined to be|as being|means");

        if (n == 0 && len > 0)
            n = fai_words_match(w, i, "as");
        if (n > 0)
            return add_definition(q, from, i, i + n, to, true, arena);
    }
    for (at = from; at < to; at++)
        if (mark_is(w, at, "="))
            return add_definition(q, from, at, at + 1, to, true, arena);
    for (at = from; at < to; at++)
        if (fai_word_in(w, at, "is|are"))
            return add_definition(q, from, at, at + 1, to, false, arena);
    len = fai_words_match(w, from, "use|using|take|with");
    return len == 0 || add_definition(q, from, from, from + len, to, false, arena);
}

/* Formulas in brackets of the sentence that asks: "(CFO over current liabilities)" */
static bool bracket_definitions(fai_question *q, fai_arena *arena)
{
    const fai_words *w = &q->words;

    for (uint32_t i = q->about; i < q->core_to; i++) {
        uint32_t end = i + 1, depth = 1, from;

        if (!mark_is(w, i, "("))
            continue;
        while (end < q->core_to && depth > 0) {
            depth += mark_is(w, end, "(") ? 1 : 0;
            depth -= mark_is(w, end, ")") ? 1 : 0;
            end += depth > 0 ? 1 : 0;
        }
        from = i + 1 +
               fai_words_match(w, i + 1, "defined as|calculated as|computed as|i.e.|that is|here defined as");
        if (!add_definition(q, i, i, from, end, false, arena))
            return false;
        i = end;
    }
    return true;
}

/* "capital intensity, measured as capex over revenue, for FY2024" */
static bool tail_definition(fai_question *q, fai_arena *arena)
{
    const fai_definitions none = {NULL, 0};
    uint32_t len,
        at = fai_words_find(&q->words, q->about,
                            "defined as|where it is defined as|calculated as|computed as|measured as|"
                            "defined here as|taken as",
                            &len);
    fai_prefix prefix;
    bool failed = false;

    if (at == UINT32_MAX || at + len >= q->core_to || q->definition_count == FAI_DEFINITIONS)
        return true;
    while (at + len < q->core_to && mark_is(&q->words, at + len, ":="))
        len++;
    if (!fai_expression_prefix(&q->words, at + len, q->core_to, &none, arena, &prefix, &failed))
        return !failed;
    q->definitions[q->definition_count++] = (fai_definition){at, at, at + len, prefix.end};
    fai_words_use(&q->words, at, len);
    q->tail_from = at;
    q->tail_to = prefix.end;
    return true;
}

bool fai_question_definitions(fai_question *q, fai_arena *arena)
{
    const fai_words *w = &q->words;
    uint32_t from = 0;

    for (uint32_t i = 0; i < w->count; i++) {
        uint32_t to = ends_sentence(w, i) ? i : i + 1;

        if (to > i && i + 1 < w->count)
            continue;
        if (to > from && (to <= q->core_from || from >= q->core_to) &&
            !sentence_definition(q, from, to, arena))
            return false;
        from = i + 1;
    }
    return tail_definition(q, arena) && bracket_definitions(q, arena);
}
