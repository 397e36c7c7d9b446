/* analysis/domain/extract.c: sentences scored by the words that they share with the question, rare words counting more,
 * by what stands around them, by the cues of the topic and the years asked for. */
#include "analysis/domain/extract.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/domain/sentences.h"
#include "base/text.h"
#include "retrieval/stem.h"

enum { MAX_PROBES = 60, STEM_BYTES = 32, MIN_BYTES = 25, MAX_BYTES = 900 };

/* A word of the question or a synonym, by its stem. */
typedef struct probe {
    char stem[STEM_BYTES];
    size_t len;
    bool own;
    double weight; /* of the term */
    double idf;
    uint32_t seen; /* sentences that hold it */
} probe;

/* A piece of a leaf and the probes that it holds. */
typedef struct spot {
    uint32_t leaf;
    fai_piece piece;
    uint64_t mask;
    bool figure; /* holds a digit */
} spot;

typedef struct searching {
    const fai_reading_room *room;
    probe probes[MAX_PROBES];
    uint32_t probe_count;
    FAI_VEC(spot) spots;
    fai_pieces pieces; /* of the leaf being cut */
    double own_sum;
} searching;

static bool is_number(const char *word)
{
    for (; *word != '\0'; word++)
        if (!fai_is_digit(*word))
            return false;
    return true;
}

static void add_probe(searching *s, const fa_term *term, bool own)
{
    probe p = {.own = own, .weight = term->weight};

    if (is_number(term->word) || term->weight < 0.2 || s->probe_count == MAX_PROBES)
        return;
    p.len = strlen(term->word);
    if (p.len >= STEM_BYTES)
        p.len = STEM_BYTES - 1;
    memcpy(p.stem, term->word, p.len);
    p.len = fai_stem(p.stem, p.len);
    for (uint32_t i = 0; i < s->probe_count; i++)
        if (s->probes[i].len == p.len && memcmp(s->probes[i].stem, p.stem, p.len) == 0)
            return;
    s->probes[s->probe_count++] = p;
}

static uint64_t probe_word(const searching *s, const char *p, size_t n)
{
    char stem[STEM_BYTES];
    size_t len = n < STEM_BYTES - 1 ? n : STEM_BYTES - 1;

    for (size_t i = 0; i < len; i++)
        stem[i] = fai_lower(p[i]);
    len = fai_stem(stem, len);
    for (uint32_t i = 0; i < s->probe_count; i++)
        if (s->probes[i].len == len && memcmp(s->probes[i].stem, stem, len) == 0)
            return UINT64_C(1) << i;
    return 0;
}

static bool is_letter_of_word(fai_str text, size_t i)
{
    return fai_is_alnum(text.p[i]) || (text.p[i] == '&' && i > 0 && i + 1 < text.n &&
                                       fai_is_alnum(text.p[i - 1]) && fai_is_alnum(text.p[i + 1]));
}

static uint64_t probe_text(const searching *s, fai_str text, bool *figure)
{
    uint64_t mask = 0;

    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        char word[STEM_BYTES];
        size_t n = 0;

        while (i < text.n && is_letter_of_word(text, i)) {
            *figure = *figure || fai_is_digit(text.p[i]);
            if (text.p[i] != '&' && n < sizeof word)
                word[n++] = text.p[i];
            i++;
        }
        if (n > 1)
            mask |= probe_word(s, word, n);
        if (i == from)
            i++;
    }
    return mask;
}

static fai_str text_of(const searching *s, const spot *x)
{
    return (fai_str){s->room->leaves[x->leaf].page->text + x->piece.start, x->piece.end - x->piece.start};
}

static bool cut_leaf(searching *s, uint32_t leaf)
{
    size_t base = s->spots.len;

    s->pieces.len = 0;
    if (!fai_pieces_cut(s->room->leaves[leaf].page, &s->pieces))
        return false;
    for (size_t i = 0; i < s->pieces.len; i++) {
        spot x = {.leaf = leaf, .piece = s->pieces.items[i]};

        if (x.piece.heading >= 0)
            x.piece.heading += (int32_t)base;
        x.mask = probe_text(s, text_of(s, &x), &x.figure);
        if (!fai_vec_push(&s->spots, x))
            return false;
        for (uint32_t k = 0; k < s->probe_count; k++)
            s->probes[k].seen += (x.mask >> k & 1) != 0;
    }
    return true;
}

static void weigh(searching *s)
{
    double n = (double)s->spots.len;

    for (uint32_t i = 0; i < s->probe_count; i++) {
        probe *p = &s->probes[i];

        /* a word that no page found holds may be the asker's own way to say it */
        p->idf = p->seen > 0 ? log(1 + n / p->seen) : 0.5 * log(1 + n);
        if (p->own)
            s->own_sum += p->idf;
    }
}

static double sum_of(const searching *s, uint64_t mask, bool own)
{
    double sum = 0;

    for (uint32_t i = 0; i < s->probe_count; i++)
        if ((mask >> i & 1) != 0 && s->probes[i].own == own)
            sum += s->probes[i].idf * s->probes[i].weight;
    return sum;
}

/* Whether a text mentions one of the phrases. */
static bool mentions(fai_str text, const char *phrases, fai_arena *arena)
{
    char *copy = fai_arena_strndup(arena, text.p, text.n);

    return copy != NULL && fai_mentions(copy, phrases);
}

/* The probes of what stands around a sentence: its heading, and the sentences of its paragraph before it. */
static uint64_t around(const searching *s, size_t at)
{
    const spot *x = &s->spots.items[at];
    uint64_t mask = x->piece.heading >= 0 ? s->spots.items[x->piece.heading].mask : 0;

    for (size_t i = at; i > 0 && at - i < 3; i--) {
        const spot *y = &s->spots.items[i - 1];

        if (y->leaf != x->leaf || y->piece.paragraph != x->piece.paragraph)
            break;
        mask |= y->mask;
    }
    return mask;
}

/* 1 when a year asked for is named, -1 when only others are, 0 when none is. */
static int year_fit(const searching *s, fai_str text)
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
    bool cue;
    bool section;
    int year;
} clues;

static clues clues_of(const searching *s, const spot *x, fai_arena *arena)
{
    const fai_topic *t = s->room->topic;
    const fa_passage *page = s->room->leaves[x->leaf].page;
    clues c = {.year = year_fit(s, text_of(s, x))};

    c.cue = t->cues[0] != '\0' && mentions(text_of(s, x), t->cues, arena);
    c.section = t->sections[0] != '\0' &&
                ((x->piece.heading >= 0 &&
                  mentions(text_of(s, &s->spots.items[x->piece.heading]), t->sections, arena)) ||
                 fai_mentions(page->section, t->sections));
    return c;
}

static void score(const searching *s, size_t at, fai_arena *arena, fai_excerpt *out)
{
    const fai_topic *t = s->room->topic;
    const spot *x = &s->spots.items[at];
    double own = s->own_sum > 0 ? sum_of(s, x->mask, true) / s->own_sum : 0;
    double near = s->own_sum > 0 ? sum_of(s, around(s, at) & ~x->mask, true) / s->own_sum : 0;
    double alike = s->own_sum > 0 ? sum_of(s, x->mask, false) / s->own_sum : 0;
    uint32_t len = x->piece.end - x->piece.start;
    clues c;

    out->cover = own + 0.6 * near + (alike < 0.4 ? 0.4 * alike : 0.16);
    out->score = out->cover - 0.04 * x->leaf;
    if (out->cover <= 0 && !t->open)
        return;
    c = clues_of(s, x, arena);
    if ((t->cued && !c.cue) || (t->sectioned && !c.section)) {
        out->score = 0;
        return;
    }
    out->score += (c.cue ? 0.3 : 0) + (c.section ? 0.2 : 0) + 0.15 * c.year - (x->piece.whole ? 0 : 0.25) -
                  (len > 400 ? 0.1 : 0);
    if (t->open)
        out->cover = c.cue ? 0.6 + (c.section ? 0.3 : 0) : 0;
}

static void keep_best(fai_excerpt *best, uint32_t *count, uint32_t most, const fai_excerpt *e)
{
    uint32_t at = *count;

    while (at > 0 && best[at - 1].score < e->score)
        at--;
    if (at >= most)
        return;
    if (*count < most)
        (*count)++;
    memmove(best + at + 1, best + at, (*count - at - 1) * sizeof *best);
    best[at] = *e;
}

fa_status fai_extract(const fai_reading_room *room, fai_excerpt out[FAI_EXCERPTS], uint32_t *count,
                      fa_error *err)
{
    searching s = {.room = room};
    uint32_t most = room->topic->most < FAI_EXCERPTS ? room->topic->most : FAI_EXCERPTS;
    fai_arena arena;
    bool ok = true;

    *count = 0;
    fai_arena_init(&arena, 0);
    for (uint32_t i = 0; i < room->query->term_count; i++)
        add_probe(&s, &room->query->terms[i], i < room->query->own_count);
    for (uint32_t i = 0; ok && i < room->leaf_count; i++)
        ok = cut_leaf(&s, i);
    weigh(&s);
    for (size_t i = 0; ok && i < s.spots.len; i++) {
        const spot *x = &s.spots.items[i];
        uint32_t len = x->piece.end - x->piece.start;
        fai_excerpt e = {.leaf = x->leaf, .start = x->piece.start, .end = x->piece.end};

        if (x->piece.kind != FAI_PIECE_SENTENCE || len < MIN_BYTES || len > MAX_BYTES)
            continue;
        score(&s, i, &arena, &e);
        if (e.score > 0)
            keep_best(out, count, most, &e);
    }
    fai_vec_clear(&s.spots);
    fai_vec_clear(&s.pieces);
    fai_arena_clear(&arena);
    return ok ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory");
}
