/* content/spans.c: a line to the pieces that stand apart. */
#include <stdlib.h>
#include <string.h>

#include "content/layout.h"

static bool is_whole(fai_span_kind kind)
{
    return kind == FAI_SPAN_FIGURE || kind == FAI_SPAN_YEAR;
}

static fai_span_kind look_at_word(const fa_word *w)
{
    return fai_span_look(w->text, strlen(w->text));
}

/* Whether a word is a small raised mark behind the word before it on its line. */
static bool is_raised(const fa_word *w)
{
    const fa_box *a = &w[-1].box, *b = &w->box;
    float h = a->y1 - a->y0;

    return b->y1 - b->y0 < 0.87F * h && b->y1 < a->y1 - 0.1F * h && b->x0 - a->x1 < 1.2F * h &&
           strlen(w->text) < 9;
}

/* "(a)", "(1)", "*": the mark of a footnote, where it follows a year. */
static bool is_mark_of_year(const char *text)
{
    size_t n = strlen(text);

    return strcmp(text, "*") == 0 ||
           (n >= 3 && n <= 4 && text[0] == '(' && text[n - 1] == ')' && text[1] != '$');
}

/* What the first words of a span look like together. */
static fai_span_kind look_at_words(const fa_word *w, uint32_t count)
{
    char text[40];
    size_t len = 0;
    uint32_t i;

    for (i = 0; i < count; i++) {
        size_t n = strlen(w[i].text);

        if (len + n + 1 >= sizeof text)
            return FAI_SPAN_TEXT;
        if (i > 0)
            text[len++] = ' ';
        memcpy(text + len, w[i].text, n);
        len += n;
    }
    return fai_span_look(text, len);
}

void fai_span_refresh(const fai_page_draft *page, fai_span *s)
{
    const fa_word *w = page->words.items + s->word;
    uint32_t n = s->count, i;

    while (n > 1 && (is_raised(&w[n - 1]) || is_mark_of_year(w[n - 1].text)))
        n--;
    if (n > 1 || look_at_word(w) != FAI_SPAN_YEAR)
        for (n = s->count; n > 1 && is_raised(&w[n - 1]);)
            n--;
    s->kind = look_at_words(w, n);
    if (s->kind == FAI_SPAN_TEXT || s->kind == FAI_SPAN_MARK)
        n = s->count;
    s->marks = s->count - n;
    s->x0 = w[0].box.x0;
    s->x1 = w[0].box.x1;
    for (i = 1; i < n; i++)
        s->x1 = w[i].box.x1 > s->x1 ? w[i].box.x1 : s->x1;
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return x < y ? -1 : x > y ? 1 : 0;
}

/* The gap above which the words of a line stand in different columns. Justified lines have wide blanks, so the usual
 * gap of the line counts; rows of figures have hardly any other, so it counts within bounds. */
static void measure(const fai_page_draft *page, const fa_line *l, float *gaps, fai_row *row)
{
    const fa_word *w = page->words.items + l->word_first;
    uint32_t i, n = l->word_count - 1;
    float usual = 0;

    for (i = 0; i < l->word_count; i++) {
        float h = w[i].box.y1 - w[i].box.y0;

        row->height = h > row->height ? h : row->height;
    }
    for (i = 0; i < n; i++)
        gaps[i] = w[i + 1].box.x0 - w[i].box.x1;
    qsort(gaps, n, sizeof *gaps, by_value);
    if (n > 0)
        usual = 2 * gaps[n / 2];
    row->gap = usual < 0.7F * row->height   ? 0.7F * row->height
               : usual > 1.2F * row->height ? 1.2F * row->height
                                            : usual;
}

/* "2020 -21": the second half of a range of years. */
static bool is_range(const fa_word *a, const fa_word *b)
{
    size_t dash = *b->text == '-' ? 1 : strncmp(b->text, "\xE2\x80\x93", 3) == 0 ? 3 : 0;

    return dash != 0 && look_at_word(a) == FAI_SPAN_YEAR && strspn(b->text + dash, "0123456789") >= 2 &&
           strlen(b->text + dash) <= 4;
}

static void add_span(const fai_page_draft *page, fai_row *row, uint32_t word, uint32_t count)
{
    fai_span *s = &row->spans[row->count++];

    s->word = word;
    s->count = count;
    fai_span_refresh(page, s);
}

/* Adds words that stand together. Figures with an ordinary blank between them are cells all the same, where nothing but
 * figures follows. */
static void add_words(const fai_page_draft *page, fai_row *row, uint32_t word, uint32_t count)
{
    const fa_word *w = page->words.items;
    uint32_t first = word + count, i, start = word;

    if (count == 1) {
        add_span(page, row, word, count);
        return;
    }
    while (first > word &&
           (look_at_word(&w[first - 1]) != FAI_SPAN_TEXT || (first - 1 > word && is_raised(&w[first - 1]))))
        first--;
    for (i = first < word + 1 ? word + 1 : first; i < word + count; i++) {
        fai_span_kind right = look_at_word(&w[i]);
        uint32_t k = i - 1;

        if (is_raised(&w[i]) || (is_mark_of_year(w[i].text) && look_at_word(&w[i - 1]) == FAI_SPAN_YEAR))
            continue;
        while (k > word && is_raised(&w[k]))
            k--;
        if (!is_whole(look_at_word(&w[k])) || (!is_whole(right) && strcmp(w[i].text, "$") != 0) ||
            is_range(&w[k], &w[i]))
            continue;
        add_span(page, row, start, i - start);
        start = i;
    }
    add_span(page, row, start, word + count - start);
}

static void count_up(const fai_page_draft *page, fai_row *row)
{
    uint32_t i, k;

    row->figures = row->years = row->letters = 0;
    for (i = 0; i < row->count; i++) {
        const fai_span *s = &row->spans[i];

        row->figures += s->kind == FAI_SPAN_FIGURE;
        row->years += s->kind == FAI_SPAN_YEAR;
        for (k = 0; s->kind == FAI_SPAN_TEXT && k < s->count; k++)
            row->letters += (uint32_t)strlen(page->words.items[s->word + k].text) + 1;
    }
}

static void part_line(const fai_page_draft *page, const fa_line *l, fai_row *row)
{
    const fa_word *w = page->words.items;
    uint32_t start = l->word_first, end = l->word_first + l->word_count, i;
    float x1 = w[start].box.x1;

    for (i = start + 1; i < end; i++) {
        if (w[i].box.x0 - x1 > row->gap && !is_raised(&w[i])) {
            add_words(page, row, start, i - start);
            start = i;
            x1 = w[i].box.x1;
        }
        x1 = w[i].box.x1 > x1 ? w[i].box.x1 : x1;
    }
    add_words(page, row, start, end - start);
    count_up(page, row);
}

fa_status fai_spans_find(fai_layout *l, fa_error *err)
{
    fai_page_draft *d = l->page;
    fai_span *spans = fai_arena_calloc(l->scratch, d->words.len + 1, sizeof *spans);
    float *gaps = fai_arena_calloc(l->scratch, d->words.len + 1, sizeof *gaps);
    size_t i;

    d->rows = fai_arena_calloc(l->scratch, d->lines.len + 1, sizeof *d->rows);
    if (spans == NULL || gaps == NULL || d->rows == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while laying out a page");
    for (i = 0; i < d->lines.len; i++) {
        d->rows[i].spans = spans + d->lines.items[i].word_first;
        measure(d, &d->lines.items[i], gaps, &d->rows[i]);
        part_line(d, &d->lines.items[i], &d->rows[i]);
    }
    return FA_OK;
}
