/* analysis/domain/narrate.c: open questions answered in the filing's own sentences. */
#include "analysis/domain/narrate.h"

#include <string.h>

#include "analysis/domain/quote.h"
#include "base/text.h"

#define SUPERLATIVES "highest|largest|biggest|most|lowest|smallest|worst|best|least"
static const char *const superlatives[] = {"highest",  "largest", "biggest", "most", "lowest",
                                           "smallest", "worst",   "best",    "least"};

/* What the sentences must speak of, of what is asked, to be given as an answer. */
static const double clear_cover = 0.55;
/* The same where a figure is asked for. */
static const double clear_figure = 0.75;

char *fai_asking_sentence(const char *question, fai_arena *arena)
{
    const char *mark = strchr(question, '?');
    const char *from;

    if (mark == NULL)
        return fai_arena_strdup(arena, question);
    from = mark;
    while (from > question &&
           !(fai_is_space(*from) && (from[-1] == '.' || from[-1] == '?' || from[-1] == '!') &&
             from - question > 12))
        from--;
    while (fai_is_space(*from))
        from++;
    return fai_arena_strndup(arena, from, (size_t)(mark - from) + 1);
}

/* Whether the sentence wants a yes or a no: an auxiliary verb opens it, or opens it behind a comma. */
static bool wants_yes_or_no(const char *sentence)
{
    static const char verbs[] =
        "is |are |was |were |does |do |did |has |have |had |can |could |will |would |should ";
    const char *comma = strchr(sentence, ',');
    const char *starts[] = {sentence, comma != NULL ? comma + 2 : NULL};

    for (size_t i = 0; i < 2; i++) {
        for (const char *v = verbs; starts[i] != NULL && *v != '\0';) {
            const char *end = strchr(v, '|');
            size_t n = end != NULL ? (size_t)(end - v) : strlen(v);

            if (fai_str_starts_ci(fai_str_of(starts[i]), (fai_str){v, n}))
                return true;
            v += n + (end != NULL);
        }
    }
    return false;
}

/* Whether the best sentence is an answer of the kind that is asked for. */
static bool is_answer(const fai_reading_room *room, const fai_excerpt *e)
{
    const char *text = room->leaves[e->leaf].page->text + e->start;

    if (fai_mentions(room->question,
                     "how much|how many|what percent*|what is the amount|what was the amount"))
        return e->figure && e->cover >= clear_figure;
    if (!room->topic->open && fai_mentions(room->question, SUPERLATIVES)) {
        fai_str s = {text, e->end - e->start};
        bool said = false;

        for (size_t i = 0; i < sizeof superlatives / sizeof superlatives[0]; i++)
            said = said || fai_str_find_word_ci(s, fai_str_of(superlatives[i]), 0) != FAI_NPOS;
        if (!said)
            return false;
    }
    return e->cover >= clear_cover;
}

static bool denies(const char *text)
{
    return fai_mentions(text, "not|no|never|neither|none|nor|cannot");
}

static int32_t cite(const fai_reading_room *room, const fai_excerpt *e, const char *quote, fai_draft *draft)
{
    const fai_leaf *leaf = &room->leaves[e->leaf];
    fa_place place = {.page = leaf->page->page, .text_start = e->start, .text_end = e->end, .element = ""};

    place.box = fai_quote_box(leaf->page, e->start, e->end);
    return fai_draft_cite(draft, leaf->doc, &place, quote, leaf->page->section, "", "");
}

/* Adds the sentences with their citations; returns the text, NULL: out of memory. */
static const char *quote_all(const fai_reading_room *room, const fai_excerpt *e, uint32_t count,
                             fai_draft *draft)
{
    fai_arena *arena = fai_draft_arena(draft);
    const char *text = "";

    for (uint32_t i = 0; i < count && text != NULL; i++) {
        const char *quote = fai_quote_text(room->leaves[e[i].leaf].page, e[i].start, e[i].end, arena);
        int32_t n;

        if (quote == NULL)
            return NULL;
        n = cite(room, &e[i], quote, draft);
        text = fai_arena_printf(arena, "%s%s%s [%d]", text, i > 0 ? " " : "", quote, (int)n + 1);
    }
    return text;
}

fa_status fai_narrate(const fai_reading_room *room, fai_draft *draft, bool *claimed, fa_error *err)
{
    fa_answer *a = fai_draft_answer(draft);
    fai_excerpt e[FAI_EXCERPTS];
    uint32_t count;
    const char *text;
    fa_status st = fai_extract(room, e, &count, err);

    *claimed = false;
    if (st != FA_OK || count == 0 || !is_answer(room, &e[0]))
        return st;
    for (uint32_t i = 1; i < count; i++)
        if (e[i].score < 0.7 * e[0].score)
            count = i;
    text = quote_all(room, e, count, draft);
    a->kind = FA_ANSWER_PASSAGE;
    if (text != NULL && wants_yes_or_no(room->question)) {
        bool no = !room->topic->yes && denies(text);

        a->kind = FA_ANSWER_YESNO;
        a->polarity = no ? "no" : "yes";
        text = fai_arena_printf(fai_draft_arena(draft), "%s. %s", no ? "No" : "Yes", text);
    }
    if (text == NULL)
        fai_draft_fail(draft);
    a->text = text != NULL ? text : "";
    a->confidence = e[0].cover < 0.9 ? e[0].cover : 0.9;
    *claimed = true;
    return FA_OK;
}
