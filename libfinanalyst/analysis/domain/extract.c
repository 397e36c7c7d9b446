/* analysis/domain/extract.c: sentences scored by the words that they share with the question, by what stands around
 * them, by the cues of the topic, the years asked for and how certain they sound. */
#include "analysis/domain/extract.h"

#include <string.h>

#include "analysis/domain/clues.h"
#include "analysis/domain/probes.h"

enum { MIN_BYTES = 25, MAX_BYTES = 900, SIGN_WORDS = 4 };

/* What a text says, as a set of the hashes of some of its words. */
typedef struct sign {
    uint64_t bits[SIGN_WORDS];
} sign;

/* Sentences of one kind differ in their names and figures: where there are enough of them, only they count. */
static sign sign_words(fai_str text, bool names, uint32_t *count)
{
    sign out = {{0}};
    uint64_t h = 0;
    size_t from = 0;

    *count = 0;
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && fai_is_alnum(text.p[i])) {
            h = (h ^ (uint8_t)fai_lower(text.p[i])) * UINT64_C(1099511628211);
            continue;
        }
        if (names ? i > from && from > 0 && text.p[from] < 'a' : i - from > 3) {
            out.bits[(h >> 40) % SIGN_WORDS] |= UINT64_C(1) << (h >> 20 & 63);
            (*count)++;
        }
        h = 0;
        from = i + 1;
    }
    return out;
}

static sign sign_of(fai_str text)
{
    uint32_t count;
    sign out = sign_words(text, true, &count);

    return count >= 3 ? out : sign_words(text, false, &count);
}

/* Whether two texts say much the same: more than half of the words of the shorter stand in the other. */
static bool alike(const sign *a, const sign *b)
{
    int shared = 0, na = 0, nb = 0;

    for (int i = 0; i < SIGN_WORDS; i++) {
        shared += __builtin_popcountll(a->bits[i] & b->bits[i]);
        na += __builtin_popcountll(a->bits[i]);
        nb += __builtin_popcountll(b->bits[i]);
    }
    return shared * 10 >= (na < nb ? na : nb) * 6;
}

/* The probes of what stands around a sentence: its heading, and the sentences of its paragraph before it. */
static uint64_t around(const fai_probing *s, size_t at)
{
    const fai_spot *x = &s->spots.items[at];
    uint64_t mask = x->piece.heading >= 0 ? s->spots.items[x->piece.heading].mask : 0;

    for (size_t i = at; i > 0 && at - i < 3; i--) {
        const fai_spot *y = &s->spots.items[i - 1];

        if (y->leaf != x->leaf || y->piece.paragraph != x->piece.paragraph)
            break;
        mask |= y->mask;
    }
    return mask;
}

/* Whether a sentence, its heading or what stands before it in its paragraph names what the room is about. */
static bool is_about(const fai_probing *s, size_t at)
{
    const char *about = s->room->about;
    const fai_spot *x = &s->spots.items[at];

    if (about[0] == '\0')
        return true;
    if (x->piece.heading >= 0 &&
        fai_mentions_count(fai_spot_text(s, &s->spots.items[x->piece.heading]), about, 1) > 0)
        return true;
    for (size_t i = at + 1; i > 0; i--) {
        const fai_spot *y = &s->spots.items[i - 1];

        if (y->leaf != x->leaf || y->piece.paragraph != x->piece.paragraph)
            return false;
        if (fai_mentions_count(fai_spot_text(s, y), about, 1) > 0)
            return true;
    }
    return false;
}

static void score(const fai_probing *s, size_t at, fai_excerpt *out)
{
    const fai_topic *t = s->room->topic;
    const fai_spot *x = &s->spots.items[at];
    double own = fai_probing_share(s, x->mask, true) * (0.7 + 0.3 * fai_probing_pairs(s, x->pairs));
    double near = fai_probing_share(s, around(s, at) & ~x->mask, true);
    double like = fai_probing_share(s, x->mask, false);
    double worth;

    out->cover = own + 0.6 * near + (like < 0.5 ? 0.5 * like : 0.25);
    if (out->cover <= 0 && !t->open)
        return;
    if (!is_about(s, at))
        return;
    worth = fai_clues_worth(s, x);
    if (worth < FAI_NO_ANSWER)
        return;
    out->score = (t->open ? 0.3 * out->cover : out->cover) - 0.02 * x->leaf + worth -
                 (!t->open && x->piece.end - x->piece.start > 400 ? 0.1 : 0);
    if (t->open)
        out->cover = out->score < 1 ? out->score : 1;
}

/* Puts an excerpt in its place among the best; of two that say the same the better stays. */
static void keep_best(fai_excerpt *best, sign *signs, uint32_t *count, uint32_t most, const fai_excerpt *e,
                      sign mark)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < *count; i++) {
        if (!alike(&signs[i], &mark))
            continue;
        if (best[i].score >= e->score)
            return;
        (*count)--;
        memmove(best + i, best + i + 1, (*count - i) * sizeof *best);
        memmove(signs + i, signs + i + 1, (*count - i) * sizeof *signs);
        i--;
    }
    while (at < *count && best[at].score >= e->score)
        at++;
    if (at >= most)
        return;
    if (*count < most)
        (*count)++;
    memmove(best + at + 1, best + at, (*count - at - 1) * sizeof *best);
    memmove(signs + at + 1, signs + at, (*count - at - 1) * sizeof *signs);
    best[at] = *e;
    signs[at] = mark;
}

/* Sentences with boxes to tick are of forms. */
static bool may_answer(const fai_probing *s, const fai_spot *x)
{
    uint32_t len = x->piece.end - x->piece.start;
    fai_str text = fai_spot_text(s, x);

    if (fai_str_find(text, FAI_STR("\xe2\x98\x90"), 0) != FAI_NPOS ||
        fai_str_find(text, FAI_STR("\xe2\x98\x92"), 0) != FAI_NPOS)
        return false;
    return x->piece.kind == FAI_PIECE_SENTENCE && (x->piece.whole || x->piece.bullet) && len >= MIN_BYTES &&
           len <= MAX_BYTES;
}

/* Sentences are the more likely to answer, the more of their paragraph speaks of what is asked. */
static double company_of(const fai_probing *s, const fai_excerpt *all, size_t at)
{
    const fai_spot *x = &s->spots.items[at];
    size_t from = at;
    int others = 0;

    while (from > 0 && s->spots.items[from - 1].leaf == x->leaf &&
           s->spots.items[from - 1].piece.paragraph == x->piece.paragraph)
        from--;
    for (size_t i = from; i < s->spots.len && others < 3 && s->spots.items[i].leaf == x->leaf &&
                          s->spots.items[i].piece.paragraph == x->piece.paragraph;
         i++)
        others += i != at && all[i].cover > 0.35;
    return 0.08 * others;
}

/* The best sentence and those chosen of its paragraph speak together. */
static void cover_together(const fai_probing *s, fai_excerpt *best, uint32_t count)
{
    uint64_t mask = 0;
    double own, like, cover;

    for (uint32_t i = 0; i < count; i++)
        if (best[i].leaf == best[0].leaf && best[i].paragraph == best[0].paragraph)
            mask |= best[i].mask;
    own = fai_probing_share(s, mask, true);
    like = fai_probing_share(s, mask, false);
    cover = 0.9 * own + (like < 0.5 ? 0.5 * like : 0.25);
    if (cover > best[0].cover)
        best[0].cover = cover;
}

static void choose(const fai_probing *s, fai_excerpt *all, fai_excerpt out[FAI_EXCERPTS], uint32_t *count)
{
    uint32_t most = s->room->topic->most < FAI_EXCERPTS ? s->room->topic->most : FAI_EXCERPTS;
    sign signs[FAI_EXCERPTS];

    for (size_t i = 0; i < s->spots.len; i++) {
        fai_excerpt e = all[i];

        if (e.score <= 0)
            continue;
        if (!s->room->topic->open)
            e.score += company_of(s, all, i);
        keep_best(out, signs, count, most, &e, sign_of(fai_spot_text(s, &s->spots.items[i])));
    }
    if (!s->room->topic->open && *count > 0)
        cover_together(s, out, *count);
}

fa_status fai_extract(const fai_reading_room *room, fai_excerpt out[FAI_EXCERPTS], uint32_t *count,
                      fa_error *err)
{
    fai_arena arena;
    fai_probing s;
    fai_excerpt *all;

    *count = 0;
    if (!fai_probing_make(room, &s))
        return fa_fail(err, FA_ENOMEM, "out of memory");
    fai_arena_init(&arena, 0);
    all = fai_arena_calloc(&arena, s.spots.len > 0 ? s.spots.len : 1, sizeof *all);
    for (size_t i = 0; all != NULL && i < s.spots.len; i++) {
        const fai_spot *x = &s.spots.items[i];

        all[i] = (fai_excerpt){.leaf = x->leaf,
                               .start = x->piece.start,
                               .end = x->piece.end,
                               .paragraph = x->piece.paragraph,
                               .mask = x->mask,
                               .figure = x->figure};
        if (may_answer(&s, x))
            score(&s, i, &all[i]);
    }
    if (all != NULL)
        choose(&s, all, out, count);
    fai_probing_clear(&s);
    fai_arena_clear(&arena);
    return all != NULL ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory");
}
