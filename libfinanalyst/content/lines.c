/* content/lines.c: words to lines by what they share of their height; split words are joined. */
#include <stdlib.h>
#include <string.h>

#include "content/lines.h"

enum { NEAR_LINES = 6 /* that are looked at for each word; lines below them cannot share its height */ };

typedef struct reader {
    fai_page_draft *page;
    fai_pool *pool;
    fai_arena *scratch;
    fai_item *items;
    uint32_t count;
    fai_bands bands;
} reader;

static float height(const fa_box *b)
{
    return b->y1 - b->y0;
}

static int by_middle(const void *a, const void *b)
{
    const fai_item *x = a, *y = b;
    float mx = x->word.box.y0 + x->word.box.y1, my = y->word.box.y0 + y->word.box.y1;

    if (mx != my)
        return mx < my ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

static int by_place(const void *a, const void *b)
{
    const fai_item *x = a, *y = b;

    if (x->band != y->band)
        return x->band < y->band ? -1 : 1;
    if (x->word.box.x0 != y->word.box.x0)
        return x->word.box.x0 < y->word.box.x0 ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

/* Letters that run up or down the page. */
static bool is_turned(const fa_word *w)
{
    return height(&w->box) > 3 * (w->box.x1 - w->box.x0) && w->text[0] != '\0' && w->text[1] != '\0' &&
           w->text[2] != '\0';
}

/* How much of the smaller height a word shares with a band, 0..1; 0 too for letters much larger than the others. */
static float shared(const fai_band *l, const fa_word *w)
{
    float top = l->y0 > w->box.y0 ? l->y0 : w->box.y0, foot = l->y1 < w->box.y1 ? l->y1 : w->box.y1;
    float a = l->y1 - l->y0, b = height(&w->box), low = a < b ? a : b, high = a < b ? b : a;

    return low <= 0 || high > 2.3F * low ? 0 : (foot - top) / low;
}

static bool gather(reader *r)
{
    uint32_t i;

    for (i = 0; i < r->count; i++) {
        fai_item *w = &r->items[i];
        size_t k, first = r->bands.len > NEAR_LINES ? r->bands.len - NEAR_LINES : 0;
        float best = 0.5F;
        fai_band fresh = {w->word.box.y0, w->word.box.y1, 0, 0};

        w->band = UINT32_MAX;
        for (k = first; k < r->bands.len && !is_turned(&w->word); k++) {
            float part = shared(&r->bands.items[k], &w->word);

            if (part >= best) {
                best = part;
                w->band = (uint32_t)k;
            }
        }
        if (w->band == UINT32_MAX) {
            w->band = (uint32_t)r->bands.len;
            if (!fai_vec_push(&r->bands, fresh))
                return false;
        } else if (height(&w->word.box) > 1.2F * (r->bands.items[w->band].y1 - r->bands.items[w->band].y0)) {
            r->bands.items[w->band].y0 = w->word.box.y0;
            r->bands.items[w->band].y1 = w->word.box.y1;
        }
    }
    return true;
}

static int by_band(const void *a, const void *b)
{
    const fai_band *x = a, *y = b;
    float mx = x->y0 + x->y1, my = y->y0 + y->y1;

    if (mx != my)
        return mx < my ? -1 : 1;
    return x->first < y->first ? -1 : 1;
}

/* Sorts the words by band and place, and gives each band its words. Bands without words go. */
static void sort_words(reader *r)
{
    uint32_t i;
    size_t k, n = 0;

    qsort(r->items, r->count, sizeof *r->items, by_place);
    for (k = 0; k < r->bands.len; k++)
        r->bands.items[k].count = 0;
    for (i = 0; i < r->count; i++) {
        fai_band *b = &r->bands.items[r->items[i].band];

        if (b->count++ == 0)
            b->first = i;
    }
    for (k = 0; k < r->bands.len; k++)
        if (r->bands.items[k].count != 0)
            r->bands.items[n++] = r->bands.items[k];
    r->bands.len = n;
    qsort(r->bands.items, r->bands.len, sizeof *r->bands.items, by_band);
}

/* Whether figures were set a little lower than the label that they belong to: rows of their own do not share so much
 * height. */
static bool is_lower_half(const reader *r, const fai_band *a, const fai_band *b)
{
    const fai_item *x = r->items + a->first, *y = r->items + b->first;
    float h = a->y1 - a->y0 < b->y1 - b->y0 ? a->y1 - a->y0 : b->y1 - b->y0, right = x->word.box.x1;
    uint32_t i;

    if (a->y1 - b->y0 < 0.2F * h)
        return false;
    for (i = 1; i < a->count; i++)
        right = x[i].word.box.x1 > right ? x[i].word.box.x1 : right;
    if (y->word.box.x0 < right + 2 * h)
        return false;
    for (i = 0; i < b->count; i++)
        if (fai_span_look(y[i].word.text, strlen(y[i].word.text)) == FAI_SPAN_TEXT)
            return false;
    return fai_span_look(x[a->count - 1].word.text, strlen(x[a->count - 1].word.text)) == FAI_SPAN_TEXT;
}

/* Puts such figures on the line of their label. */
static void join_halves(reader *r)
{
    bool joined = false;
    uint32_t i;
    size_t k;

    for (k = 0; k < r->bands.len; k++) {
        const fai_band *b = &r->bands.items[k];
        bool half = k > 0 && is_lower_half(r, b - 1, b);

        for (i = 0; i < b->count; i++)
            r->items[b->first + i].band = (uint32_t)(half ? k - 1 : k);
        joined = joined || half;
    }
    if (joined)
        sort_words(r);
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return x < y ? -1 : x > y ? 1 : 0;
}

/* The gap between two words as a part of their height. */
static float gap_of(const fa_word *a, const fa_word *b)
{
    float h = height(&a->box) < height(&b->box) ? height(&a->box) : height(&b->box);

    return h <= 0 ? 0 : (b->box.x0 - a->box.x1) / h;
}

/* The usual gap between the words of the page: the middle one of those that can be a blank. */
static bool measure_blank(reader *r)
{
    float *gaps = fai_arena_calloc(r->scratch, (size_t)r->count + 1, sizeof *gaps);
    uint32_t i, n = 0;

    if (gaps == NULL)
        return false;
    for (i = 1; i < r->count; i++) {
        float g = gap_of(&r->items[i - 1].word, &r->items[i].word);

        if (r->items[i].band == r->items[i - 1].band && g > 0.02F && g < 0.6F)
            gaps[n++] = g;
    }
    qsort(gaps, n, sizeof *gaps, by_value);
    r->page->blank = n < 8 ? 0.25F : gaps[n / 2];
    return true;
}

/* A letter that is no word by itself, perhaps with a mark behind it: "s", "e.", behind more letters. */
static bool is_stray_letter(const char *before, const char *text)
{
    size_t n = strlen(before);

    return n > 2 && before[n - 1] >= 'a' && before[n - 1] <= 'z' && *text >= 'b' && *text <= 'z' &&
           *text != 'i' && *text != 'x' &&
           (text[1] == '\0' || (strchr(".,;:", text[1]) != NULL && text[2] == '\0'));
}

/* Digits of a Roman number, "II" and "I". */
static bool is_roman(const char *text)
{
    return *text != '\0' && strspn(text, "IV") == strlen(text);
}

/* Whether two pieces are one word that was split: hardly a gap, or an ordinary one where a letter would be left alone;
 * and set alike. */
static bool is_split(const reader *r, const fa_word *a, const fa_word *b)
{
    float most = r->page->blank * 0.6F < 0.15F ? r->page->blank * 0.6F : 0.15F, ha = height(&a->box),
          hb = height(&b->box);
    float gap = gap_of(a, b);

    if (gap < -0.3F || ha > 1.15F * hb || hb > 1.15F * ha || a->box.y1 - b->box.y1 > 0.15F * ha ||
        b->box.y1 - a->box.y1 > 0.15F * ha)
        return false;
    return gap < most || (gap < 1.3F * r->page->blank &&
                          (is_stray_letter(a->text, b->text) || (is_roman(a->text) && is_roman(b->text))));
}

static fa_status join_words(reader *r, fa_word *a, const fa_word *b, fa_error *err)
{
    size_t na = strlen(a->text), nb = strlen(b->text);
    char *text = fai_pool_room(r->pool, na + nb);

    if (text == NULL)
        return fai_no_room(r->pool->arena, na + nb + 1, err);
    memcpy(text, a->text, na);
    memcpy(text + na, b->text, nb);
    a->text = text;
    a->box.x1 = b->box.x1 > a->box.x1 ? b->box.x1 : a->box.x1;
    a->box.y0 = b->box.y0 < a->box.y0 ? b->box.y0 : a->box.y0;
    a->box.y1 = b->box.y1 > a->box.y1 ? b->box.y1 : a->box.y1;
    return FA_OK;
}

static void widen(fa_box *a, const fa_box *b)
{
    a->x0 = b->x0 < a->x0 ? b->x0 : a->x0;
    a->y0 = b->y0 < a->y0 ? b->y0 : a->y0;
    a->x1 = b->x1 > a->x1 ? b->x1 : a->x1;
    a->y1 = b->y1 > a->y1 ? b->y1 : a->y1;
}

/* The words of one line, joined, at the end of the words that are done. */
static fa_status make_line(reader *r, const fai_band *b, fa_error *err)
{
    fai_page_draft *d = r->page;
    fa_line l;
    uint32_t i;

    memset(&l, 0, sizeof l);
    l.word_first = (uint32_t)d->words.len;
    for (i = 0; i < b->count; i++) {
        const fa_word *w = &r->items[b->first + i].word;
        fa_word *last = l.word_count == 0 ? NULL : &d->words.items[d->words.len - 1];
        fa_status st;

        if (last != NULL && is_split(r, last, w)) {
            st = join_words(r, last, w, err);
            if (st != FA_OK)
                return st;
            continue;
        }
        d->words.items[d->words.len++] = *w;
        l.word_count++;
    }
    l.box = d->words.items[l.word_first].box;
    for (i = 1; i < l.word_count; i++)
        widen(&l.box, &d->words.items[l.word_first + i].box);
    return fai_vec_push(&d->lines, l) ? FA_OK
                                      : fa_fail(err, FA_ENOMEM, "out of memory while laying out a page");
}

static fa_status read_lines(reader *r, fa_error *err)
{
    fai_page_draft *d = r->page;
    fa_status st = FA_OK;
    size_t i;

    r->count = (uint32_t)d->words.len;
    if (r->count == 0) /* a page without words has no lines */
        return FA_OK;
    r->items = fai_arena_calloc(r->scratch, r->count, sizeof *r->items);
    if (r->items == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while laying out a page");
    for (i = 0; i < r->count; i++)
        r->items[i] = (fai_item){d->words.items[i], 0, (uint32_t)i};
    qsort(r->items, r->count, sizeof *r->items, by_middle);
    if (!gather(r))
        return fa_fail(err, FA_ENOMEM, "out of memory while laying out a page");
    sort_words(r);
    join_halves(r);
    if (!measure_blank(r) || !fai_gutter_part(d, r->items, r->scratch, &r->bands))
        return fa_fail(err, FA_ENOMEM, "out of memory while laying out a page");
    d->words.len = 0;
    for (i = 0; st == FA_OK && i < r->bands.len; i++)
        st = make_line(r, &r->bands.items[i], err);
    return st;
}

fa_status fai_lines_find(fai_layout *l, fa_error *err)
{
    reader r;
    fa_status st;

    memset(&r, 0, sizeof r);
    r.page = l->page;
    r.pool = l->pool;
    r.scratch = l->scratch;
    st = read_lines(&r, err);
    fai_vec_clear(&r.bands);
    return st;
}
