/* content/gutter.c: pages set in two columns of text. The gap between them is where most lines have one, with prose on
 * both sides; a table has figures on one. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "content/lines.h"

enum {
    PROSE_ROWS = 6,    /* lines of prose on both sides that make a page one of two columns */
    PROSE_STRETCH = 3, /* and a stretch of it */
    PROSE_WORDS = 5,
    PROSE_LETTERS = 22,
    FIGURE_ROWS = 2 /* rows of labels and figures in a row that are a table across the page */
};

typedef enum side { ACROSS = 0, LEFT = 1, RIGHT = 2, BOTH = 3 } side;

/* How a line stands to the gap. */
typedef struct stand {
    side side;
    uint32_t left; /* words left of it */
    bool prose;    /* on both sides */
    bool figures;  /* nothing but figures on the right, letters on the left */
} stand;

typedef struct edge {
    float x;
    int step; /* +1 where a gap begins, -1 where it ends */
} edge;

typedef struct finder {
    const fai_page_draft *page;
    const fai_item *items;
    fai_bands *bands;
    uint32_t *letters; /* by item: letters in all words before it */
    stand *stands;
    fai_bands out;
} finder;

static uint32_t letters_of(const char *text)
{
    uint32_t n = 0;

    for (; *text != '\0'; text++)
        n += fai_is_alpha(*text);
    return n;
}

static float gap_least(const fai_band *b)
{
    float h = 0.8F * (b->y1 - b->y0);

    return h < 6 ? 6 : h;
}

/* Words that fill a good part of the page's width. */
static bool fills(const finder *f, uint32_t first, uint32_t end)
{
    return end - first >= PROSE_WORDS && f->letters[end] - f->letters[first] >= PROSE_LETTERS &&
           f->items[end - 1].word.box.x1 - f->items[first].word.box.x0 >= 0.28F * f->page->width;
}

/* The word behind the one gap of a line that has prose on both sides of it; 0 = there is no such gap. */
static uint32_t cut_of(const finder *f, const fai_band *b)
{
    uint32_t i, end = b->first + b->count, cut = 0;
    float x1 = f->items[b->first].word.box.x1;

    for (i = b->first + 1; i < end; i++) {
        if (f->items[i].word.box.x0 - x1 >= gap_least(b)) {
            if (cut != 0)
                return 0;
            cut = i;
        }
        x1 = f->items[i].word.box.x1 > x1 ? f->items[i].word.box.x1 : x1;
    }
    return cut != 0 && fills(f, b->first, cut) && fills(f, cut, end) ? cut : 0;
}

static int by_x(const void *a, const void *b)
{
    const edge *p = a, *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return q->step - p->step;
}

/* Where most gaps are; 0 = there are too few. */
static float find_gap(const finder *f, edge *edges)
{
    size_t n = 0, i;
    int open = 0, most = PROSE_ROWS - 1;
    float at = 0;

    for (i = 0; i < f->bands->len; i++) {
        uint32_t cut = cut_of(f, &f->bands->items[i]);

        if (cut != 0) {
            edges[n++] = (edge){f->items[cut - 1].word.box.x1, 1};
            edges[n++] = (edge){f->items[cut].word.box.x0, -1};
        }
    }
    qsort(edges, n, sizeof *edges, by_x);
    for (i = 0; i < n; i++) {
        open += edges[i].step;
        if (open > most) {
            most = open;
            at = (edges[i].x + edges[i + 1].x) / 2;
        }
    }
    return at;
}

static stand stand_of(const finder *f, const fai_band *b, float x)
{
    stand s = {ACROSS, 0, false, true};
    uint32_t end = b->first + b->count, cut = b->first, i;
    float x1 = -1e9F;

    while (cut < end && f->items[cut].word.box.x1 <= x) {
        x1 = f->items[cut].word.box.x1 > x1 ? f->items[cut].word.box.x1 : x1;
        cut++;
    }
    for (i = cut; i < end; i++)
        if (f->items[i].word.box.x0 < x)
            return s;
    s.left = cut - b->first;
    if (s.left == 0 || cut == end) {
        s.side = s.left == 0 ? RIGHT : LEFT;
        return s;
    }
    if (f->items[cut].word.box.x0 - x1 < gap_least(b))
        return s;
    s.side = BOTH;
    s.prose = cut_of(f, b) == cut;
    for (i = cut; i < end; i++)
        s.figures =
            s.figures && fai_span_look(f->items[i].word.text, strlen(f->items[i].word.text)) != FAI_SPAN_TEXT;
    s.figures = s.figures && f->letters[cut] > f->letters[b->first];
    return s;
}

/* Rows of labels and figures that follow each other, with labels alone between them, are a table across the page. */
static void keep_tables(finder *f)
{
    size_t i = 0, k, last, rows;

    while (i < f->bands->len) {
        if (f->stands[i].side != BOTH || !f->stands[i].figures) {
            i++;
            continue;
        }
        rows = 0;
        last = i;
        for (k = i; k < f->bands->len; k++) {
            if (f->stands[k].side == BOTH && f->stands[k].figures) {
                rows++;
                last = k;
            } else if (f->stands[k].side != LEFT) {
                break;
            }
        }
        for (k = i; rows >= FIGURE_ROWS && k <= last; k++)
            f->stands[k].side = ACROSS;
        i = last + 1;
    }
}

/* Adds one side of a stretch of lines. */
static bool add_side(finder *f, size_t first, size_t end, side which)
{
    size_t i;

    for (i = first; i < end; i++) {
        fai_band b = f->bands->items[i];
        const stand *s = &f->stands[i];

        if ((s->side & which) == 0)
            continue;
        if (which == RIGHT)
            b.first += s->left;
        b.count = which == RIGHT ? b.count - s->left : s->left;
        if (!fai_vec_push(&f->out, b))
            return false;
    }
    return true;
}

static bool reorder(finder *f)
{
    size_t i = 0, end;

    while (i < f->bands->len) {
        size_t prose = 0, left = 0, right = 0;

        for (end = i; end < f->bands->len && f->stands[end].side != ACROSS; end++) {
            prose += f->stands[end].prose;
            left += (f->stands[end].side & LEFT) != 0;
            right += (f->stands[end].side & RIGHT) != 0;
        }
        /* Terms and their explanations have far fewer lines on the left; they stay rows. */
        if (prose >= PROSE_STRETCH && left * 10 >= right * 7) {
            if (!add_side(f, i, end, LEFT) || !add_side(f, i, end, RIGHT))
                return false;
            i = end;
            continue;
        }
        for (end = end == i ? i + 1 : end; i < end; i++)
            if (!fai_vec_push(&f->out, f->bands->items[i]))
                return false;
    }
    return true;
}

bool fai_gutter_part(const fai_page_draft *page, const fai_item *items, fai_arena *scratch, fai_bands *bands)
{
    finder f = {page, items, bands, NULL, NULL, {NULL, 0, 0}};
    size_t words = page->words.len, i;
    edge *edges;
    float x;

    if (bands->len < PROSE_ROWS)
        return true;
    f.letters = fai_arena_calloc(scratch, words + 1, sizeof *f.letters);
    edges = fai_arena_calloc(scratch, 2 * bands->len + 1, sizeof *edges);
    f.stands = fai_arena_calloc(scratch, bands->len, sizeof *f.stands);
    if (f.letters == NULL || edges == NULL || f.stands == NULL)
        return false;
    for (i = 0; i < words; i++)
        f.letters[i + 1] = f.letters[i] + letters_of(items[i].word.text);
    x = find_gap(&f, edges);
    if (x <= 0)
        return true;
    for (i = 0; i < bands->len; i++)
        f.stands[i] = stand_of(&f, &bands->items[i], x);
    keep_tables(&f);
    if (!reorder(&f)) {
        fai_vec_clear(&f.out);
        return false;
    }
    fai_vec_clear(bands);
    bands->items = f.out.items;
    bands->len = f.out.len;
    bands->cap = f.out.cap;
    return true;
}
