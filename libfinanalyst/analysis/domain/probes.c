/* analysis/domain/probes.c: words by their stems, counted over the sentences of the pages found: rare ones weigh more. */
#include "analysis/domain/probes.h"

#include <math.h>
#include <string.h>

#include "retrieval/stem.h"

/* The stem of a word; words for a rise, and words for a fall, have one stem each. */
static size_t stem_of(const char *p, size_t n, char out[FAI_STEM_BYTES])
{
    static const char *const directions[][2] = {
        {"increas", " increas grow grew growth rose rise risen higher gain improv "},
        {"decreas", " decreas declin reduct reduc fell fall fallen lower drop "},
    };
    size_t len = n < FAI_STEM_BYTES - 1 ? n : FAI_STEM_BYTES - 1;

    for (size_t i = 0; i < len; i++)
        out[i] = fai_lower(p[i]);
    len = fai_stem(out, len);
    out[len] = '\0';
    for (size_t i = 0; i < sizeof directions / sizeof directions[0]; i++) {
        const char *at = strstr(directions[i][1], out);

        if (at != NULL && at[-1] == ' ' && at[len] == ' ') {
            len = strlen(directions[i][0]);
            memcpy(out, directions[i][0], len + 1);
        }
    }
    return len;
}

/* Words of time and of manner: they say when or how, not what. */
static const char idle_words[] = "year years quarter quarters fiscal annual during overall able between end "
                                 "beginning basis substantially mentioned "
                                 "reported report large main key total business subject january february "
                                 "march april may june july august september "
                                 "october november december current currently recent recently";

/* Whether a word is a number or the name of a period: "2022", "q2", "q22023", "1h". */
static bool is_period(const char *word)
{
    bool digit = false;

    for (; *word != '\0'; word++) {
        if (fai_is_digit(*word))
            digit = true;
        else if (strchr("qhfym", *word) == NULL)
            return false;
    }
    return digit;
}

static void add_probe(fai_probing *s, const fa_term *term, bool own)
{
    fai_probe p = {.own = own, .weight = term->weight};

    if (is_period(term->word) || (own && fai_has_word_ci(idle_words, term->word)) || term->weight < 0.2 ||
        s->probe_count == FAI_PROBES || fai_has_word_ci(s->room->topic->asked, term->word) ||
        fai_has_word_ci(s->room->topic->idle, term->word))
        return;
    p.len = stem_of(term->word, strlen(term->word), p.stem);
    for (uint32_t i = 0; i < s->probe_count; i++)
        if (s->probes[i].len == p.len && memcmp(s->probes[i].stem, p.stem, p.len) == 0)
            return;
    s->probes[s->probe_count++] = p;
}

static uint64_t probe_word(const fai_probing *s, const char *p, size_t n)
{
    char stem[FAI_STEM_BYTES];
    size_t len = stem_of(p, n, stem);

    for (uint32_t i = 0; i < s->probe_count; i++)
        if (s->probes[i].len == len && memcmp(s->probes[i].stem, stem, len) == 0)
            return UINT64_C(1) << i;
    return 0;
}

enum { NEAR_WORDS = 3 };

/* A word of a text that was found among the probes. */
typedef struct found_word {
    uint64_t bit;
    uint32_t at; /* counts words */
} found_word;

static void see_word(const fai_probing *s, const char *word, size_t n, uint32_t at, found_word *last,
                     fai_spot *x)
{
    uint64_t bit = probe_word(s, word, n);

    if (bit == 0)
        return;
    x->mask |= bit;
    if (at - last->at <= NEAR_WORDS && last->bit << 1 == bit)
        x->pairs |= last->bit;
    else if (at - last->at <= NEAR_WORDS && bit << 1 == last->bit)
        x->pairs |= bit;
    *last = (found_word){bit, at};
}

/* Whether the digit at `at` is of a year, or of a day beside one. */
static bool is_year(fai_str text, size_t at)
{
    size_t from = at, to = at;

    while (from > 0 && fai_is_digit(text.p[from - 1]))
        from--;
    while (to < text.n && fai_is_digit(text.p[to]))
        to++;
    if (to - from == 4)
        return (text.p[from] == '1' && text.p[from + 1] == '9') ||
               (text.p[from] == '2' && text.p[from + 1] == '0');
    return to - from <= 2 && to + 5 < text.n && text.p[to] == ',' && text.p[to + 1] == ' ' &&
           text.p[to + 2] == '2' && text.p[to + 3] == '0';
}

/* Words are cut as those of the question are: "R&D" is one. */
static void probe_text(const fai_probing *s, fai_str text, fai_spot *x)
{
    char word[FAI_STEM_BYTES];
    found_word last = {0, 0};
    size_t n = 0;
    uint32_t at = NEAR_WORDS + 1;

    for (size_t i = 0; i <= text.n; i++) {
        char c = i < text.n ? text.p[i] : ' ';

        if (fai_is_alnum(c)) {
            x->figure = x->figure || (fai_is_digit(c) && !is_year(text, i));
            if (n < sizeof word)
                word[n++] = c;
        } else if (c != '&' || n != 1) {
            if (n > 1)
                see_word(s, word, n, at, &last, x);
            at += n > 0;
            n = 0;
        }
    }
}

uint64_t fai_probing_text(const fai_probing *s, fai_str text)
{
    fai_spot x = {0};

    probe_text(s, text, &x);
    return x.mask;
}

fai_str fai_spot_text(const fai_probing *s, const fai_spot *x)
{
    return (fai_str){s->room->leaves[x->leaf].page->text + x->piece.start, x->piece.end - x->piece.start};
}

static bool cut_leaf(fai_probing *s, uint32_t leaf, fai_pieces *pieces)
{
    size_t base = s->spots.len;

    pieces->len = 0;
    if (!fai_pieces_cut(s->room->leaves[leaf].page, pieces))
        return false;
    for (size_t i = 0; i < pieces->len; i++) {
        fai_spot x = {.leaf = leaf, .piece = pieces->items[i]};

        if (x.piece.heading >= 0)
            x.piece.heading += (int32_t)base;
        probe_text(s, fai_spot_text(s, &x), &x);
        if (!fai_vec_push(&s->spots, x))
            return false;
        for (uint32_t k = 0; k < s->probe_count; k++)
            s->probes[k].seen += (x.mask >> k & 1) != 0;
    }
    return true;
}

static void weigh(fai_probing *s)
{
    double n = (double)s->spots.len;

    for (uint32_t i = 0; i < s->probe_count; i++) {
        fai_probe *p = &s->probes[i];

        /* a word that no page found holds may be the asker's own way to say it */
        p->idf = p->seen > 0 ? log(1 + n / p->seen) : 0.4 * log(1 + n);
        if (p->own)
            s->own_sum += p->idf;
    }
}

double fai_probing_share(const fai_probing *s, uint64_t mask, bool own)
{
    double sum = 0;

    for (uint32_t i = 0; i < s->probe_count; i++)
        if ((mask >> i & 1) != 0 && s->probes[i].own == own)
            sum += s->probes[i].idf * s->probes[i].weight;
    return s->own_sum > 0 ? sum / s->own_sum : 0;
}

double fai_probing_pairs(const fai_probing *s, uint64_t pairs)
{
    uint32_t own = 0, found = 0;

    while (own < s->probe_count && s->probes[own].own)
        own++;
    if (own < 2)
        return 1;
    for (uint32_t i = 0; i + 1 < own; i++)
        found += (pairs >> i & 1) != 0;
    return (double)found / (own - 1);
}

bool fai_probing_make(const fai_reading_room *room, fai_probing *out)
{
    fai_pieces pieces = {NULL, 0, 0};
    bool ok = true;

    memset(out, 0, sizeof *out);
    out->room = room;
    for (uint32_t i = 0; i < room->query->term_count; i++)
        add_probe(out, &room->query->terms[i], i < room->query->own_count);
    for (uint32_t i = 0; ok && i < room->leaf_count; i++)
        ok = cut_leaf(out, i, &pieces);
    fai_vec_clear(&pieces);
    if (ok)
        weigh(out);
    else
        fai_probing_clear(out);
    return ok;
}

void fai_probing_clear(fai_probing *p)
{
    fai_vec_clear(&p->spots);
}
