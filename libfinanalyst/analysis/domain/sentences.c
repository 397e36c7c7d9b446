/* analysis/domain/sentences.c: lines to paragraphs by their lengths, gaps and first letters; paragraphs to sentences by
 * their stops. */
#include "analysis/domain/sentences.h"

#include <string.h>

#include "base/text.h"

enum { HEADING_BYTES = 110, BLOCK_BYTES = 200, MAX_LINES = 4000 };

/* A line of the page and what it looks like. */
typedef struct look {
    uint32_t start; /* trimmed */
    uint32_t end;
    bool row;    /* columns of figures */
    bool bullet; /* begins with a bullet, which is left out of start */
    bool gap;    /* stands well below the line before */
} look;

typedef struct cutting {
    const fa_passage *page;
    fai_pieces *out;
    const look *lines;
    uint32_t count;
    uint32_t width; /* bytes of a full line */
    bool blocks;    /* each line is a whole block of text */
    uint32_t paragraph;
    int32_t heading;
} cutting;

static fai_str text_of(const fa_passage *page, uint32_t start, uint32_t end)
{
    return (fai_str){page->text + start, end - start};
}

/* Length of a bullet sign at p, 0 = none. */
static size_t bullet_at(fai_str s)
{
    static const char *const signs[] = {"\xe2\x80\xa2", "\xe2\x97\x8f", "\xe2\x96\xaa", "\xe2\x97\xa6",
                                        "\xe2\x96\xa0", "\xc2\xb7",     "\xef\x82\xb7", "\xe2\x80\xa3"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t n = strlen(signs[i]);

        if (s.n > n && memcmp(s.p, signs[i], n) == 0)
            return n;
    }
    return 0;
}

/* Whether a line is a row of a table: figures behind a gap that no stop explains, or two such gaps. */
static bool is_row(fai_str s)
{
    uint32_t gaps = 0;
    bool figure = false;

    for (size_t i = 1; i + 2 < s.n; i++) {
        if (s.p[i] != ' ' || s.p[i + 1] != ' ' || s.p[i - 1] == ' ')
            continue;
        if (strchr(".?!:;", s.p[i - 1]) != NULL)
            continue;
        while (i + 1 < s.n && s.p[i + 1] == ' ')
            i++;
        gaps++;
        for (size_t k = i + 1; k < s.n && s.p[k] != ' '; k++)
            figure = figure || fai_is_digit(s.p[k]) || s.p[k] == '$' || (unsigned char)s.p[k] == 0xe2;
    }
    return gaps >= 2 || (gaps == 1 && figure);
}

static look look_at(const fa_passage *page, uint32_t start, uint32_t end)
{
    look l = {.start = start, .end = end};
    size_t skip;

    while (l.start < l.end && fai_is_space(page->text[l.start]))
        l.start++;
    while (l.end > l.start && fai_is_space(page->text[l.end - 1]))
        l.end--;
    skip = bullet_at(text_of(page, l.start, l.end));
    if (skip > 0) {
        l.bullet = true;
        l.start += (uint32_t)skip;
        while (l.start < l.end && fai_is_space(page->text[l.start]))
            l.start++;
    }
    l.row = is_row(text_of(page, l.start, l.end));
    return l;
}

static bool has_box(const fa_line *line)
{
    return line->box.y1 > line->box.y0;
}

static void see_gap(const fa_passage *page, uint32_t i, look *l)
{
    const fa_line *a = &page->lines[i - 1];
    const fa_line *b = &page->lines[i];

    if (has_box(a) && has_box(b))
        l->gap = b->box.y0 - a->box.y1 > 0.75F * (b->box.y1 - b->box.y0) || b->box.y1 < a->box.y0;
}

/* The length that nine tenths of the running lines stay below. */
static uint32_t full_width(const look *lines, uint32_t count)
{
    uint32_t seen[256] = {0};
    uint32_t total = 0;
    uint32_t below = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t n = lines[i].end - lines[i].start;

        if (lines[i].row || n == 0)
            continue;
        seen[n < 256 ? n : 255]++;
        total++;
    }
    for (uint32_t n = 0; n < 256; n++) {
        below += seen[n];
        if (below * 10 >= total * 9)
            return n;
    }
    return 255;
}

static bool starts_lower(const cutting *c, const look *l)
{
    char first = c->page->text[l->start];

    return fai_is_alpha(first) && first == fai_lower(first);
}

static bool ends_with(const cutting *c, const look *l, const char *signs)
{
    return l->end > l->start && strchr(signs, c->page->text[l->end - 1]) != NULL;
}

/* Whether line i + 1 goes on with the sentence of line i. */
static bool goes_on(const cutting *c, uint32_t i)
{
    const look *a = &c->lines[i];
    const look *b = &c->lines[i + 1];
    bool stop = ends_with(c, a, ".?!:");

    if (b->bullet || b->row || b->start == b->end)
        return false;
    if (starts_lower(c, b) && !stop)
        return true;
    if (b->gap || c->blocks)
        return false;
    if (ends_with(c, a, ",-(&"))
        return true;
    return (a->end - a->start) * 20 >= c->width * 13;
}

static const char abbreviations[] =
    "inc corp co ltd mr ms mrs dr no nos vs st jr sr u.s u.k e.g i.e approx fig sec dept est llc plc messrs "
    "jan feb mar apr jun jul aug sep sept oct nov dec pub gen gov art ex cert prof";

/* Whether the stop at `at` belongs to an abbreviation or an initial. */
static bool is_abbreviation(fai_str s, size_t at)
{
    size_t from = at;
    fai_str word;

    while (from > 0 && (fai_is_alnum(s.p[from - 1]) || s.p[from - 1] == '.'))
        from--;
    word = fai_str_sub(s, from, at);
    if (word.n == 0)
        return false;
    if (word.n == 1 && fai_is_alpha(word.p[0]))
        return true;
    for (size_t k = 0; (k = fai_str_find_ci(fai_str_of(abbreviations), word, k)) != FAI_NPOS; k++) {
        char after = abbreviations[k + word.n];

        if ((k == 0 || abbreviations[k - 1] == ' ') && (after == ' ' || after == '\0'))
            return true;
    }
    return false;
}

/* Where a sentence that begins at `from` ends: behind its stop and closing signs. */
static size_t sentence_end(fai_str s, size_t from)
{
    for (size_t i = from; i < s.n; i++) {
        size_t end = i + 1;
        size_t next;

        if (s.p[i] != '.' && s.p[i] != '?' && s.p[i] != '!')
            continue;
        while (end < s.n && (strchr("\"')]", s.p[end]) != NULL || strncmp(s.p + end, "\xe2\x80\x9d", 3) == 0))
            end += (unsigned char)s.p[end] == 0xe2 ? 3 : 1;
        next = end;
        while (next < s.n && fai_is_space(s.p[next]))
            next++;
        if (next == s.n)
            return s.n;
        if (next == end || (fai_is_alpha(s.p[next]) && s.p[next] == fai_lower(s.p[next])))
            continue;
        if (s.p[i] == '.' && is_abbreviation(s, i))
            continue;
        return end;
    }
    return s.n;
}

static bool add(cutting *c, fai_piece_kind kind, uint32_t start, uint32_t end, bool bullet)
{
    fai_str s = text_of(c->page, start, end);
    bool capital = s.n > 0 && !(fai_is_alpha(s.p[0]) && s.p[0] == fai_lower(s.p[0]));
    fai_piece piece = {.kind = kind,
                       .start = start,
                       .end = end,
                       .paragraph = c->paragraph,
                       .heading = c->heading,
                       .whole = capital && s.n > 0 && strchr(".?!)\"", s.p[s.n - 1]) != NULL,
                       .bullet = bullet};

    if (kind == FAI_PIECE_HEADING)
        c->heading = (int32_t)c->out->len;
    return fai_vec_push(c->out, piece);
}

static bool cut_sentences(cutting *c, uint32_t start, uint32_t end, bool bullet)
{
    fai_str s = text_of(c->page, start, end);
    size_t from = 0;
    bool ok = true;

    while (ok && from < s.n) {
        size_t to = sentence_end(s, from);

        ok = add(c, FAI_PIECE_SENTENCE, start + (uint32_t)from, start + (uint32_t)to, bullet);
        from = to;
        while (from < s.n && fai_is_space(s.p[from]))
            from++;
    }
    return ok;
}

/* One or two short lines by themselves that do not end as a sentence does; "Ltd." ends a name. */
static bool is_heading(const cutting *c, uint32_t from, uint32_t to)
{
    const look *a = &c->lines[from];
    fai_str s = text_of(c->page, a->start, c->lines[to].end);

    if (a->bullet || to > from + 1 || s.n > HEADING_BYTES || starts_lower(c, a))
        return false;
    if (s.p[s.n - 1] == '.')
        return from == to && s.n * 2 < c->width && is_abbreviation(s, s.n - 1);
    return strchr(";,", s.p[s.n - 1]) == NULL && s.n * 20 < c->width * 19u;
}

static bool cut_block(cutting *c, uint32_t from, uint32_t to)
{
    const look *a = &c->lines[from];

    c->paragraph++;
    if (a->row)
        return add(c, FAI_PIECE_ROW, a->start, a->end, false);
    if (is_heading(c, from, to))
        return add(c, FAI_PIECE_HEADING, a->start, c->lines[to].end, false);
    return cut_sentences(c, a->start, c->lines[to].end, a->bullet);
}

bool fai_pieces_cut(const fa_passage *page, fai_pieces *out)
{
    uint32_t count = page->line_count < MAX_LINES ? page->line_count : MAX_LINES;
    look *lines = fa_calloc(count > 0 ? count : 1, sizeof *lines);
    cutting c = {.page = page, .out = out, .lines = lines, .count = count, .heading = -1};
    bool ok = lines != NULL;

    for (uint32_t i = 0; ok && i < count; i++) {
        lines[i] = look_at(page, page->lines[i].text_start, page->lines[i].text_end);
        if (i > 0)
            see_gap(page, i, &lines[i]);
        if (!lines[i].row && !has_box(&page->lines[i]) && lines[i].end - lines[i].start > BLOCK_BYTES)
            c.blocks = true;
    }
    if (ok)
        c.width = full_width(lines, count);
    for (uint32_t i = 0; ok && i < count; i++) {
        uint32_t to = i;

        if (lines[i].start == lines[i].end)
            continue;
        while (!lines[i].row && to + 1 < count && goes_on(&c, to))
            to++;
        ok = cut_block(&c, i, to);
        i = to;
    }
    fa_free(lines);
    return ok;
}
