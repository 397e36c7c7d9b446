/* retrieval/rank.c: fusing what is known of a page into one score. */
#include "retrieval/rank.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { LOOK_TERMS = 32, TITLE_LINES = 6 };

/* Weights in units of the best word score, found on development filings; broad optima, not sharp ones. */
static const double statement_weight = 0.8;
static const double prior_weight = 1.0;
static const double look_weight = 0.5;

static int by_score(const void *a, const void *b)
{
    const fai_candidate *x = a;
    const fai_candidate *y = b;

    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return x->page < y->page ? -1 : x->page > y->page;
}

void fai_rank(fai_candidate *pages, uint32_t count, const fai_query *q)
{
    double best = 0;

    for (uint32_t i = 0; i < count; i++)
        if (pages[i].bm25 > best)
            best = pages[i].bm25;
    for (uint32_t i = 0; i < count; i++) {
        fai_candidate *c = &pages[i];

        c->score = best > 0 ? c->bm25 / best : 0;
        if ((c->kinds & q->kinds) != 0)
            c->score += statement_weight;
        c->score += prior_weight * c->prior + look_weight * c->look;
    }
    qsort(pages, count, sizeof *pages, by_score);
}

typedef struct seen_words {
    uint32_t title; /* a bit for each of the question's words */
    uint32_t all;
    uint32_t pairs; /* words that stand beside the one that follows them in the question */
    uint32_t best;  /* most words in one line */
} seen_words;

/* A term by its stem: all but the last two letters of a long word. */
typedef struct stem {
    const char *p;
    size_t n;
} stem;

/* The terms that a word begins with, a bit for each. */
static uint32_t terms_of(fai_str word, const stem *stems, uint32_t terms)
{
    char first = fai_lower(*word.p);
    uint32_t bits = 0;

    for (uint32_t i = 0; i < terms; i++) {
        size_t k = 1;

        if (stems[i].p[0] != first || stems[i].n > word.n)
            continue;
        while (k < stems[i].n && fai_lower(word.p[k]) == stems[i].p[k])
            k++;
        if (k == stems[i].n)
            bits |= 1u << i;
    }
    return bits;
}

static void see_line(seen_words *seen, fai_str line, const stem *stems, uint32_t terms, bool title)
{
    uint32_t mask = 0;
    uint32_t last = 0;

    for (size_t i = 0; i < line.n; i++) {
        fai_str word = {line.p + i, 0};
        uint32_t bits;

        if (!fai_is_alnum(line.p[i]))
            continue;
        while (i + word.n < line.n && fai_is_alnum(line.p[i + word.n]))
            word.n++;
        i += word.n;
        bits = terms_of(word, stems, terms);
        mask |= bits;
        seen->pairs |= last & bits >> 1;
        last = bits;
    }
    seen->all |= mask;
    if (title)
        seen->title |= mask;
    if ((uint32_t)__builtin_popcount(mask) > seen->best)
        seen->best = (uint32_t)__builtin_popcount(mask);
}

static fai_str next_line(const char *text, size_t *at)
{
    const char *from = text + *at;
    const char *end = strchr(from, '\n');
    fai_str line = {from, end != NULL ? (size_t)(end - from) : strlen(from)};

    *at += line.n + (end != NULL);
    return line;
}

static double share_of_years(const char *text, const int32_t *years, uint32_t count)
{
    uint32_t found = 0;

    for (uint32_t i = 0; i < count; i++) {
        char year[5] = {(char)('0' + years[i] / 1000 % 10), (char)('0' + years[i] / 100 % 10),
                        (char)('0' + years[i] / 10 % 10), (char)('0' + years[i] % 10), '\0'};

        found += strstr(text, year) != NULL;
    }
    return count > 0 ? (double)found / count : 0;
}

double fai_page_look(const fa_passage *page, const fai_query *q, const int32_t *years, uint32_t year_count)
{
    uint32_t terms = q->own_count < LOOK_TERMS ? q->own_count : LOOK_TERMS;
    stem stems[LOOK_TERMS];
    seen_words seen = {0};
    size_t at = 0;
    double look;

    if (terms == 0)
        return 0;
    for (uint32_t i = 0; i < terms; i++) {
        size_t n = strlen(q->terms[i].word);

        stems[i] = (stem){q->terms[i].word, n > 6 ? n - 2 : n > 4 ? n - 1 : n};
    }
    for (uint32_t n = 0; page->text[at] != '\0';) {
        fai_str line = next_line(page->text, &at);

        if (fai_str_trim(line).n == 0)
            continue;
        see_line(&seen, line, stems, terms, n++ < TITLE_LINES);
    }
    look = 0.4 * seen.best / terms + 0.15 * __builtin_popcount(seen.title) / terms +
           0.15 * __builtin_popcount(seen.all) / terms + 0.1 * share_of_years(page->text, years, year_count);
    if (terms > 1)
        look += 0.3 * __builtin_popcount(seen.pairs) / (terms - 1);
    return look < 1 ? look : 1;
}
