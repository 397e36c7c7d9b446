/* analysis/domain/extract.c: sentences scored by the words that they share with the question, by what stands around
 * them, by the cues of the topic, the years asked for and how certain they sound. */
#include "analysis/domain/extract.h"

#include <string.h>

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

/* How many of the phrases a text mentions, up to three. */
static uint32_t mentions(fai_str text, const char *phrases, fai_arena *arena)
{
    char *copy = phrases[0] != '\0' ? fai_arena_strndup(arena, text.p, text.n) : NULL;

    return copy != NULL ? fai_mentions_count(copy, phrases, 3) : 0;
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

/* 1 when a year asked for is named, -1 when only others are, 0 when none is. */
static int year_fit(const fai_probing *s, fai_str text)
{
    const fai_wanted *w = s->room->wanted;
    bool other = false;

    for (size_t i = 0; i + 4 <= text.n; i++) {
        int32_t year = 0;

        if ((i > 0 && fai_is_alnum(text.p[i - 1])) || (i + 4 < text.n && fai_is_alnum(text.p[i + 4])) ||
            (text.p[i] != '1' && text.p[i] != '2'))
            continue;
        for (size_t k = 0; k < 4 && year >= 0; k++)
            year = fai_is_digit(text.p[i + k]) ? year * 10 + (text.p[i + k] - '0') : -1;
        if (year < 1950 || year > 2059)
            continue;
        for (uint32_t k = 0; k < w->year_count; k++)
            if (w->years[k] == year)
                return 1;
        other = true;
    }
    return other && w->year_count > 0 ? -1 : 0;
}

typedef struct clues {
    uint32_t cues; /* of the topic, up to three */
    bool section;
    bool unsure; /* it says what might be */
    bool risk;   /* it stands among the risks */
    int year;
} clues;

static clues clues_of(const fai_probing *s, const fai_spot *x, fai_arena *arena)
{
    const fai_topic *t = s->room->topic;
    const fa_passage *page = s->room->leaves[x->leaf].page;
    fai_str text = fai_spot_text(s, x);
    fai_str heading = {"", 0};
    clues c = {.year = year_fit(s, text)};

    if (x->piece.heading >= 0)
        heading = fai_spot_text(s, &s->spots.items[x->piece.heading]);
    c.cues = mentions(text, t->cues, arena);
    c.section = t->sections[0] != '\0' &&
                (mentions(heading, t->sections, arena) > 0 || fai_mentions(page->section, t->sections));
    if (!fai_mentions(s->room->question, "risk*|could|may|might|uncertain*")) {
        c.unsure = mentions(text, "could|may|might|would", arena) > 0;
        c.risk = fai_mentions(page->section, "risk factors|item 1a");
    }
    return c;
}

static void score(const fai_probing *s, size_t at, fai_arena *arena, fai_excerpt *out)
{
    const fai_topic *t = s->room->topic;
    const fai_spot *x = &s->spots.items[at];
    double own = fai_probing_share(s, x->mask, true) * (0.7 + 0.3 * fai_probing_pairs(s, x->pairs));
    double near = fai_probing_share(s, around(s, at) & ~x->mask, true);
    double like = fai_probing_share(s, x->mask, false);
    clues c;

    out->cover = own + 0.6 * near + (like < 0.5 ? 0.5 * like : 0.25);
    if (out->cover <= 0 && !t->open)
        return;
    c = clues_of(s, x, arena);
    if (t->needs[0] != '\0' && mentions(fai_spot_text(s, x), t->needs, arena) == 0)
        return;
    out->score = (t->open ? 0.3 * out->cover + 0.2 * c.cues : out->cover + 0.1 * c.cues) - 0.02 * x->leaf +
                 (c.section ? 0.2 : 0) + 0.15 * c.year - (c.unsure ? 0.3 : 0) - (c.risk ? 0.1 : 0) -
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

static bool may_answer(const fai_spot *x)
{
    uint32_t len = x->piece.end - x->piece.start;

    return x->piece.kind == FAI_PIECE_SENTENCE && (x->piece.whole || x->piece.bullet) && len >= MIN_BYTES &&
           len <= MAX_BYTES;
}

fa_status fai_extract(const fai_reading_room *room, fai_excerpt out[FAI_EXCERPTS], uint32_t *count,
                      fa_error *err)
{
    uint32_t most = room->topic->most < FAI_EXCERPTS ? room->topic->most : FAI_EXCERPTS;
    sign signs[FAI_EXCERPTS];
    fai_arena arena;
    fai_probing s;

    *count = 0;
    if (!fai_probing_make(room, &s))
        return fa_fail(err, FA_ENOMEM, "out of memory");
    fai_arena_init(&arena, 0);
    for (size_t i = 0; i < s.spots.len; i++) {
        const fai_spot *x = &s.spots.items[i];
        fai_excerpt e = {.leaf = x->leaf, .start = x->piece.start, .end = x->piece.end, .figure = x->figure};

        if (!may_answer(x))
            continue;
        score(&s, i, &arena, &e);
        if (e.score > 0)
            keep_best(out, signs, count, most, &e, sign_of(fai_spot_text(&s, x)));
    }
    fai_probing_clear(&s);
    fai_arena_clear(&arena);
    return FA_OK;
}
