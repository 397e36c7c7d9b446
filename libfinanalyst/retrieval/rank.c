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

/* Where a word of the question stands in a line, by its stem: all but the last two letters of a long word. Sets
 * *end behind the whole word that it was found in. */
static size_t find_stem(fai_str line, const char *word, size_t from, size_t *end)
{
    size_t n = strlen(word);
    size_t stem = n > 6 ? n - 2 : n > 4 ? n - 1 : n;
    size_t at = from;

    while ((at = fai_str_find_ci(line, (fai_str){word, stem}, at)) != FAI_NPOS) {
        if (at == 0 || !fai_is_alnum(line.p[at - 1])) {
            *end = at + stem;
            while (*end < line.n && fai_is_alnum(line.p[*end]))
                (*end)++;
            return at;
        }
        at++;
    }
    return FAI_NPOS;
}

typedef struct seen_words {
    uint32_t title; /* a bit for each of the question's words */
    uint32_t all;
    uint32_t pairs; /* words that stand beside the one that follows them in the question */
    uint32_t best;  /* most words in one line */
} seen_words;

static void see_line(seen_words *seen, fai_str line, const fai_query *q, uint32_t terms, bool title)
{
    uint32_t mask = 0;

    for (uint32_t i = 0; i < terms; i++) {
        size_t end;
        size_t next;
        size_t at = find_stem(line, q->terms[i].word, 0, &end);

        if (at == FAI_NPOS)
            continue;
        mask |= 1u << i;
        for (; at != FAI_NPOS && i + 1 < terms && (seen->pairs & 1u << i) == 0;
             at = find_stem(line, q->terms[i].word, end, &end)) {
            size_t rest = end;

            while (rest < line.n && !fai_is_alnum(line.p[rest]))
                rest++;
            if (find_stem(fai_str_sub(line, rest, line.n), q->terms[i + 1].word, 0, &next) == 0)
                seen->pairs |= 1u << i;
        }
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
    seen_words seen = {0};
    size_t at = 0;
    double look;

    if (terms == 0)
        return 0;
    for (uint32_t n = 0; page->text[at] != '\0';) {
        fai_str line = next_line(page->text, &at);

        if (fai_str_trim(line).n == 0)
            continue;
        see_line(&seen, line, q, terms, n++ < TITLE_LINES);
    }
    look = 0.4 * seen.best / terms + 0.15 * __builtin_popcount(seen.title) / terms +
           0.15 * __builtin_popcount(seen.all) / terms + 0.1 * share_of_years(page->text, years, year_count);
    if (terms > 1)
        look += 0.3 * __builtin_popcount(seen.pairs) / (terms - 1);
    return look < 1 ? look : 1;
}
