/* analysis/domain/narrate.c: open questions answered in the filing's own sentences. */
#include "analysis/domain/narrate.h"

#include <string.h>

#include "analysis/domain/direction.h"
#include "analysis/domain/quote.h"
#include "base/text.h"

#define SUPERLATIVES "highest|largest|biggest|most|lowest|smallest|worst|best|least"
static const char *const superlatives[] = {"highest",  "largest", "biggest", "most", "lowest",
                                           "smallest", "worst",   "best",    "least"};

/* What the sentences must speak of, of what is asked, to be given as an answer. */
static const double clear_cover = 0.55;
/* The same where a figure is asked for. */
static const double clear_figure = 0.75;
/* How strong a sentence of a topic that answers by itself must be. */
static const double clear_topic = 0.5;

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

void fai_blank_name(char *text, const char *name)
{
    for (char *p = text; *p != '\0';) {
        fai_str word = {p, 0};

        while (fai_is_alnum(p[word.n]))
            word.n++;
        if (word.n > 1 && *p != fai_lower(*p) && fai_str_find_word_ci(fai_str_of(name), word, 0) != FAI_NPOS)
            memset(p, ' ', word.n);
        p += word.n > 0 ? word.n : 1;
    }
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
static bool is_answer(const fai_reading_room *room, const fai_excerpt *e, double cover)
{
    const char *text = room->leaves[e->leaf].page->text + e->start;

    if (fai_mentions(room->question, "how much|how many|number of|what percent*|the amount|total amount"))
        return e->figure && cover >= clear_figure;
    if (!room->topic->open && fai_mentions(room->question, SUPERLATIVES)) {
        fai_str s = {text, e->end - e->start};
        bool said = false;

        for (size_t i = 0; i < sizeof superlatives / sizeof superlatives[0]; i++)
            said = said || fai_str_find_word_ci(s, fai_str_of(superlatives[i]), 0) != FAI_NPOS;
        if (!said)
            return false;
    }
    return room->topic->open ? e->score >= clear_topic : cover >= clear_cover;
}

static bool denies(const char *text)
{
    return fai_mentions(text, "not|no|never|neither|none|nor|cannot");
}

static int32_t cite(fai_narration *n, const fai_reading_room *room, const fai_excerpt *e, const char *quote)
{
    const fai_leaf *leaf = &room->leaves[e->leaf];
    fa_place place = {.page = leaf->page->page, .text_start = e->start, .text_end = e->end, .element = ""};

    place.box = fai_quote_box(leaf->page, e->start, e->end);
    return fai_draft_cite(n->draft, leaf->doc, &place, quote, leaf->page->section, "", "");
}

/* Adds one sentence with its citation, unless it is there. */
static fa_status quote(fai_narration *n, const fai_reading_room *room, const fai_excerpt *e, fa_error *err)
{
    fai_arena *arena = fai_draft_arena(n->draft);
    const char *words = fai_quote_text(room->leaves[e->leaf].page, e->start, e->end, arena);
    const char *text;
    uint32_t before, after;
    int32_t mark;

    if (words == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    (void)fai_draft_citations(n->draft, &before);
    mark = cite(n, room, e, words);
    (void)fai_draft_citations(n->draft, &after);
    if (after == before)
        return FA_OK;
    text = fai_arena_printf(arena, "%s%s%s [%d]", n->count > 0 ? n->text : "", n->count > 0 ? " " : "", words,
                            (int)mark + 1);
    if (text == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    n->text = text;
    n->count++;
    return FA_OK;
}

/* Whether a sentence belongs behind the best one. */
static bool goes_with(const fai_reading_room *room, const fai_excerpt *e, const fai_excerpt *best)
{
    bool together = e->leaf == best->leaf && e->paragraph == best->paragraph;

    if (room->topic->open)
        return e->score >= 0.4 * best->score;
    if (!together && !fai_topic_is_cause(room->topic))
        return false;
    return e->score >= 0.7 * best->score && e->cover >= (together ? 0.35 : clear_cover);
}

/* What the best sentence says by itself: yes or no, up or down. */
static fa_status conclude(fai_narration *n, const fai_reading_room *room, const fai_excerpt *best,
                          fa_error *err)
{
    const char *words =
        fai_quote_text(room->leaves[best->leaf].page, best->start, best->end, fai_draft_arena(n->draft));
    bool either = fai_direction_is_asked(room->question);

    if (words == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    n->no = room->topic->yes ? fai_mentions(words, room->topic->denies) : denies(words);
    n->yesno = !either && wants_yes_or_no(room->question);
    n->way = either ? fai_direction_of(words, room->question) : 0;
    n->cover = best->cover;
    return FA_OK;
}

/* Sentences of the best one's paragraph stand in its place in their own order, the others behind. */
static void in_order(fai_excerpt *e, uint32_t count, const fai_excerpt *best)
{
    for (uint32_t i = 1; i < count; i++) {
        fai_excerpt x = e[i];
        uint32_t k = i;

        if (x.leaf != best->leaf || x.paragraph != best->paragraph)
            continue;
        while (k > 0 && (e[k - 1].leaf != best->leaf || e[k - 1].paragraph != best->paragraph ||
                         e[k - 1].start > x.start)) {
            e[k] = e[k - 1];
            k--;
        }
        e[k] = x;
    }
}

fa_status fai_narrate_add(fai_narration *n, const fai_reading_room *room, uint32_t most, fa_error *err)
{
    fai_excerpt e[FAI_EXCERPTS];
    fai_excerpt best;
    uint32_t count;
    double cover = 0;
    fa_status st = fai_extract(room, e, &count, err);

    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || goes_with(room, &e[i], &e[0]))
            cover = e[i].cover > cover ? e[i].cover : cover;
    if (st != FA_OK || count == 0 || !is_answer(room, &e[0], cover))
        return st;
    best = e[0];
    if (n->count == 0)
        st = conclude(n, room, &best, err);
    in_order(e, count < most ? count : most, &best);
    for (uint32_t i = 0; st == FA_OK && i < count && i < most; i++)
        if (goes_with(room, &e[i], &best))
            st = quote(n, room, &e[i], err);
    return st;
}

bool fai_narrate_end(fai_narration *n)
{
    fai_arena *arena = fai_draft_arena(n->draft);
    fa_answer *a = fai_draft_answer(n->draft);
    const char *text;

    if (n->count == 0) {
        fai_draft_reset(n->draft);
        return false;
    }
    text = fai_arena_printf(arena, "%s%s%s%s", n->yesno ? (n->no ? "No. " : "Yes. ") : "",
                            n->way > 0   ? "It increased. "
                            : n->way < 0 ? "It decreased. "
                                         : "",
                            n->lead, n->text);
    if (text == NULL)
        fai_draft_fail(n->draft);
    a->kind = n->yesno ? FA_ANSWER_YESNO : FA_ANSWER_PASSAGE;
    a->polarity = !n->yesno ? "" : n->no ? "no" : "yes";
    a->text = text != NULL ? text : "";
    a->confidence = n->cover < 0.9 ? n->cover : 0.9;
    return true;
}

void fai_narrate_support(fai_narration *n)
{
    fa_answer *a = fai_draft_answer(n->draft);
    const char *text;

    if (n->count == 0)
        return;
    text = fai_arena_printf(fai_draft_arena(n->draft), "%s %s", a->text, n->text);
    if (text == NULL)
        fai_draft_fail(n->draft);
    else
        a->text = text;
}
