/* retrieval/ranking.c: BM25 over the pages of a scope. */
#include <finanalyst/search.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>

static const double k1 = 1.2;
static const double b = 0.75;

struct fa_ranking {
    uint32_t page_count;
    double *scores;
    double *norms;   /* k1 (1 - b + b l / a) of each page */
    fa_ranked *best; /* room for every page */
};

fa_status fa_ranking_new(const uint32_t *lengths, uint32_t page_count, fa_ranking **out, fa_error *err)
{
    size_t each = sizeof(fa_ranked) + 2 * sizeof(double);
    double total = 0;
    fa_ranking *r;

    if (out == NULL || (lengths == NULL && page_count != 0))
        return fa_fail(err, FA_EINVALID, "the lengths of the pages and a place for the ranking are needed");
    r = page_count > (SIZE_MAX - sizeof *r) / each ? NULL : fa_calloc(1, sizeof *r + page_count * each);
    if (r == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while ranking pages");
    r->page_count = page_count;
    r->best = (fa_ranked *)(r + 1);
    r->scores = (double *)(r->best + page_count);
    r->norms = r->scores + page_count;
    for (uint32_t i = 0; i < page_count; i++)
        total += lengths[i];
    for (uint32_t i = 0; i < page_count; i++)
        r->norms[i] = k1 * (1 - b + (total > 0 ? b * lengths[i] * page_count / total : 0));
    *out = r;
    return FA_OK;
}

void fa_ranking_free(fa_ranking *r)
{
    fa_free(r);
}

void fa_ranking_add(fa_ranking *r, double weight, const fa_posting *postings, uint32_t posting_count)
{
    double n = posting_count;
    double factor = weight * log(1 + (r->page_count - n + 0.5) / (n + 0.5)) * (k1 + 1);

    for (uint32_t i = 0; i < posting_count; i++) {
        uint32_t page = postings[i].page;

        if (page < r->page_count)
            r->scores[page] += factor * postings[i].count / (postings[i].count + r->norms[page]);
    }
}

static bool is_better(const fa_ranked *x, const fa_ranked *y)
{
    return x->score != y->score ? x->score > y->score : x->page < y->page;
}

static int by_score(const void *x, const void *y)
{
    const fa_ranked *p = x;
    const fa_ranked *q = y;

    return is_better(p, q) ? -1 : is_better(q, p);
}

/* Moves the page at the top of a heap, whose top is the worst, down to its place. */
static void sink(fa_ranked *heap, uint32_t count)
{
    fa_ranked top = heap[0];
    uint32_t at = 0;

    for (uint32_t next = 1; next < count; next = 2 * at + 1) {
        if (next + 1 < count && is_better(&heap[next], &heap[next + 1]))
            next++;
        if (!is_better(&top, &heap[next]))
            break;
        heap[at] = heap[next];
        at = next;
    }
    heap[at] = top;
}

static void rise(fa_ranked *heap, uint32_t at)
{
    fa_ranked item = heap[at];

    while (at > 0 && is_better(&heap[(at - 1) / 2], &item)) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = item;
}

const fa_ranked *fa_ranking_best(fa_ranking *r, uint32_t limit, uint32_t *count)
{
    uint32_t n = 0;

    for (uint32_t i = 0; limit > 0 && i < r->page_count; i++) {
        fa_ranked page = {i, r->scores[i]};

        if (!(page.score > 0))
            continue;
        if (n < limit) {
            r->best[n] = page;
            rise(r->best, n++);
        } else if (is_better(&page, &r->best[0])) {
            r->best[0] = page;
            sink(r->best, n);
        }
    }
    qsort(r->best, n, sizeof *r->best, by_score);
    *count = n;
    return r->best;
}
