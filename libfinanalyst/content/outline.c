/* content/outline.c: headings to sections. Tables of contents, running heads and references name headings too: parts and
 * items are those that make the longest row of rising numbers; the rest is put under them. */
#include <string.h>

#include "content/headings.h"

enum { LIST_ITEMS = 8, LIST_ENTRIES = 4, NOTE_STEP = 3 };

/* A line that may be a heading. */
typedef struct candidate {
    fai_heading h;
    int32_t page;
    uint32_t line;
    int32_t key;    /* of parts and items: they rise through a document */
    int32_t before; /* in the longest row that ends here */
    bool taken;
} candidate;

typedef FAI_VEC(candidate) candidates;

typedef struct finder {
    const fa_content *content;
    fai_pool *pool;
    candidates all;
    FAI_VEC(int32_t) tails; /* by length of a row: the candidate with the least key that ends one */
    int part;
    fai_sections *out;
    const candidate *open[FAI_LEVELS]; /* what is current at each level; NULL = nothing */
} finder;

static fai_str line_at(const fa_page *p, uint32_t line)
{
    const fa_line *l = &p->lines[line];

    return fai_str_trim((fai_str){p->text + l->text_start, l->text_end - l->text_start});
}

/* Whether the statement that a line names is one of a list of them. */
static bool is_listed(const fa_page *p, uint32_t line)
{
    uint32_t k, first = line > 2 ? line - 2 : 0;

    for (k = first; k <= line + 2 && k < p->line_count; k++) {
        fai_str s = line_at(p, k);

        if (k != line &&
            (fai_heading_of(s).lists ||
             (fai_ends_with_page(s) && fai_str_find_ci(s, FAI_STR("consolidated"), 0) != FAI_NPOS)))
            return true;
    }
    return false;
}

/* Whether a page lists the items rather than standing in one of them. */
static bool is_list(const fa_page *p)
{
    uint32_t i, items = 0, entries = 0;

    for (i = 0; i < p->line_count; i++) {
        fai_str s = line_at(p, i);

        items += fai_heading_of(s).level == FAI_LEVEL_ITEM;
        entries += fai_str_starts_ci(s, FAI_STR("item ")) && fai_ends_with_page(s);
    }
    return items >= LIST_ITEMS || entries >= LIST_ENTRIES;
}

/* Whether the line before breaks off in the middle of a sentence: then this one refers to a heading. */
static bool runs_on(const fa_page *p, uint32_t line)
{
    fai_str s = line == 0 ? (fai_str){"", 0} : line_at(p, line - 1);

    return s.n > 70 && fai_str_find(s, FAI_STR("  "), 0) == FAI_NPOS &&
           (fai_is_alnum(s.p[s.n - 1]) || s.p[s.n - 1] == ',' || s.p[s.n - 1] == '(');
}

static bool collect_page(finder *f, const fa_page *p)
{
    bool list = is_list(p);
    uint32_t i;

    for (i = 0; i < p->line_count; i++) {
        candidate c = {fai_heading_of(line_at(p, i)), p->number, i, 0, -1, false};

        if (c.h.level == 0 || (list && c.h.level <= FAI_LEVEL_ITEM) || (c.h.lists && is_listed(p, i)) ||
            runs_on(p, i) || (c.h.level == FAI_LEVEL_ITEM && f->part > 2 && c.h.number < 100))
            continue;
        if (c.h.level == FAI_LEVEL_PART)
            f->part = c.h.number;
        c.key = f->part * 1000 + (c.h.level == FAI_LEVEL_ITEM ? c.h.number : 0);
        c.taken = c.h.level > FAI_LEVEL_ITEM;
        if (!fai_vec_push(&f->all, c))
            return false;
    }
    return true;
}

/* Adds a candidate to the longest row of rising keys that it can end. */
static bool place(finder *f, int32_t index)
{
    candidate *c = &f->all.items[index];
    size_t low = 0, high = f->tails.len;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (f->all.items[f->tails.items[mid]].key < c->key)
            low = mid + 1;
        else
            high = mid;
    }
    c->before = low == 0 ? -1 : f->tails.items[low - 1];
    if (low == f->tails.len)
        return fai_vec_push(&f->tails, index);
    f->tails.items[low] = index;
    return true;
}

/* Running heads repeat an item: it begins with the first of them. The fullest of their texts is its title. */
static void take_first(finder *f, int32_t chosen, int32_t before)
{
    candidate *c = &f->all.items[chosen];
    int32_t i, first = chosen;
    fai_str text = c->h.text;

    for (i = chosen - 1; i > before; i--)
        if (f->all.items[i].key == c->key && f->all.items[i].h.level == c->h.level) {
            first = i;
            text = f->all.items[i].h.text.n > text.n ? f->all.items[i].h.text : text;
        }
    f->all.items[first].taken = true;
    f->all.items[first].h.text = text;
}

static bool choose(finder *f)
{
    size_t i;
    int32_t at;

    for (i = 0; i < f->all.len; i++)
        if (f->all.items[i].h.level <= FAI_LEVEL_ITEM && !place(f, (int32_t)i))
            return false;
    for (at = f->tails.len == 0 ? -1 : f->tails.items[f->tails.len - 1]; at >= 0;
         at = f->all.items[at].before)
        take_first(f, at, f->all.items[at].before);
    return true;
}

static bool in_notes(const finder *f)
{
    return f->open[FAI_LEVEL_TITLE] != NULL &&
           fai_str_starts_ci(f->open[FAI_LEVEL_TITLE]->h.text, FAI_STR("notes to "));
}

/* Whether a note follows the one that is current; a first one stands in some section. */
static bool is_next_note(const finder *f, const fai_heading *h)
{
    int last = f->open[FAI_LEVEL_NOTE] == NULL ? 0 : f->open[FAI_LEVEL_NOTE]->h.number;

    if (h->bare)
        return in_notes(f) && h->number == last + 1;
    if (last == 0)
        return f->open[FAI_LEVEL_TITLE] != NULL || f->open[FAI_LEVEL_ITEM] != NULL;
    return h->number > last && h->number <= last + NOTE_STEP;
}

/* Whether a heading says again what is current: a running head, or the rest of a statement. */
static bool is_echo(const finder *f, const fai_heading *h)
{
    const candidate *title = f->open[FAI_LEVEL_TITLE], *inner = f->open[FAI_LEVEL_INNER];

    return (title != NULL && fai_str_equal_ci(title->h.text, h->text)) ||
           (inner != NULL && fai_str_equal_ci(inner->h.text, h->text));
}

/* The level that a candidate has where it stands; 0 = it is no heading there. */
static int level_of(const finder *f, const candidate *c)
{
    if (!c->taken)
        return 0;
    if (c->h.level == FAI_LEVEL_NOTE)
        return is_next_note(f, &c->h) ? FAI_LEVEL_NOTE : 0;
    if (c->h.level == FAI_LEVEL_TITLE)
        return is_echo(f, &c->h) ? 0 : c->h.lists && in_notes(f) ? FAI_LEVEL_INNER : FAI_LEVEL_TITLE;
    return c->h.level;
}

/* "PART II" reads "Part II", "ITEM 8" "Item 8". */
static void calm(char *title, int level)
{
    if (level == FAI_LEVEL_PART)
        memcpy(title, "Part", 4);
    if (level == FAI_LEVEL_ITEM)
        memcpy(title, "Item", 4);
}

static fa_status add(finder *f, const candidate *c, int level, fa_error *err)
{
    fa_section s = {NULL, level, c->page, c->line};
    const char *title = fai_pool_fold(f->pool, c->h.text.p, c->h.text.n);
    size_t len = title == NULL ? 0 : strlen(title);
    char *text = title == NULL ? NULL : fai_pool_room(f->pool, len);
    int k;

    if (text == NULL)
        return fai_no_room(f->pool->arena, 2 * c->h.text.n + 2, err);
    memcpy(text, title, len);
    calm(text, level);
    s.title = text;
    f->open[level] = c;
    for (k = level + 1; k < FAI_LEVELS; k++)
        f->open[k] = NULL;
    return fai_vec_push(f->out, s) ? FA_OK
                                   : fa_fail(err, FA_ENOMEM, "out of memory while looking for headings");
}

static fa_status find(finder *f, fa_error *err)
{
    fa_status st = FA_OK;
    size_t i;

    for (i = 0; i < f->content->page_count; i++)
        if (!collect_page(f, &f->content->pages[i]))
            return fa_fail(err, FA_ENOMEM, "out of memory while looking for headings");
    if (!choose(f))
        return fa_fail(err, FA_ENOMEM, "out of memory while looking for headings");
    for (i = 0; st == FA_OK && i < f->all.len; i++) {
        int level = level_of(f, &f->all.items[i]);

        if (level != 0)
            st = add(f, &f->all.items[i], level, err);
    }
    return st;
}

fa_status fai_outline_find(const fa_content *c, fai_pool *pool, fai_sections *out, fa_error *err)
{
    finder f;
    fa_status st;

    if (c->kind == FA_CONTENT_CSV)
        return FA_OK;
    memset(&f, 0, sizeof f);
    f.content = c;
    f.pool = pool;
    f.out = out;
    st = find(&f, err);
    fai_vec_clear(&f.all);
    fai_vec_clear(&f.tails);
    return st;
}
