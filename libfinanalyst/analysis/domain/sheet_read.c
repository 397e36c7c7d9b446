/* analysis/domain/sheet_read.c: a small document into rows of cells and lines of text, with their words and years. */
#include <string.h>

#include "analysis/domain/quote.h"
#include "analysis/domain/sentences.h"
#include "analysis/domain/sheet.h"

enum { SHEET_TABLES = 6, SHEET_PAGES = 3 };

bool fai_sheet_is_small(const fai_scope *scope, const fai_leaf *leaves, uint32_t leaf_count)
{
    const fa_filing *filing = scope->count == 1 ? scope->docs[0].filing : NULL;
    size_t bytes = 0;

    if (filing == NULL || leaf_count == 0 || leaf_count > SHEET_PAGES || filing->table_count == 0 ||
        filing->table_count > SHEET_TABLES ||
        (filing->identity.form.text[0] != '\0' && strcmp(filing->identity.form.text, "EARNINGS") != 0))
        return false;
    for (uint32_t i = 0; i < leaf_count; i++)
        bytes += strlen(leaves[i].page->text);
    return bytes <= FAI_SHEET_TEXT_BYTES;
}

/* ---- rows ---- */

static fai_years years_of(const fa_fact *f)
{
    fai_years years = fai_sheet_years(fai_str_of(f->column));
    int year, month, day;

    if (years.count == 0)
        years = fai_sheet_years(fai_str_of(f->label));
    if (years.count == 0)
        years = fai_sheet_years(fai_str_of(f->path));
    if (years.count == 0 && f->period.fiscal_year != 0)
        years = (fai_years){{f->period.fiscal_year}, 1};
    if (years.count == 0 && f->period.end != FA_DATE_NONE) {
        fa_date_split(f->period.end, &year, &month, &day);
        years = (fai_years){{year}, 1};
    }
    return years;
}

static uint32_t cells_of(const fa_filing *filing, uint32_t first)
{
    const fa_fact *f = &filing->facts[first];
    uint32_t n = 1;

    while (first + n < filing->fact_count && filing->facts[first + n].table == f->table &&
           filing->facts[first + n].row == f->row)
        n++;
    return n;
}

static void read_row(fai_sheet *s, uint32_t first, uint32_t n)
{
    const fa_fact *f = &s->filing->facts[first];
    fai_sheet_row *row = &s->rows[s->row_count];

    row->table = f->table;
    row->row = f->row;
    row->label = f->label[0] != '\0' ? f->label : "Total";
    row->path = f->path;
    row->total = (f->flags & FA_FACT_TOTAL) != 0 || fai_has_word_ci(row->label, "total");
    row->cells = fai_arena_calloc(s->arena, n, sizeof *row->cells);
    row->head_words = fai_arena_calloc(s->arena, n, sizeof *row->head_words);
    row->years = fai_arena_calloc(s->arena, n, sizeof *row->years);
    if (row->cells == NULL || row->head_words == NULL || row->years == NULL) {
        s->failed = true;
        return;
    }
    row->label_words = fai_sheet_bag(s, fai_str_of(row->label), false);
    row->bare = row->total && row->label_words.count == 1;
    row->path_words = fai_sheet_bag(s, fai_str_of(row->path), false);
    for (uint32_t i = 0; i < n; i++) {
        row->cells[row->count] = &f[i];
        row->head_words[row->count] = fai_sheet_bag(s, fai_str_of(f[i].column), false);
        row->years[row->count++] = years_of(&f[i]);
    }
    s->row_count++;
}

/* Remembers which stems stand in labels and heads. */
static void mark_printed(fai_sheet *s, const fai_bag *bag)
{
    for (uint32_t i = 0; i < bag->count; i++)
        s->printed[bag->ids[i]] = true;
}

static void read_rows(fai_sheet *s)
{
    s->rows = fai_arena_calloc(s->arena, s->filing->fact_count + 1, sizeof *s->rows);
    if (s->rows == NULL) {
        s->failed = true;
        return;
    }
    for (uint32_t i = 0; i < s->filing->fact_count && !s->failed;) {
        uint32_t n = cells_of(s->filing, i);

        if (s->filing->facts[i].table >= 0 && s->filing->facts[i].row >= 0)
            read_row(s, i, n);
        i += n;
    }
    s->printed_count = s->stem_count;
    s->printed = fai_arena_calloc(s->arena, s->stem_count + 1, sizeof *s->printed);
    if (s->printed == NULL)
        s->failed = true;
    for (uint32_t i = 0; i < s->row_count && !s->failed; i++) {
        fai_sheet_count(s, &s->rows[i].label_words);
        mark_printed(s, &s->rows[i].label_words);
        mark_printed(s, &s->rows[i].path_words);
        for (uint32_t k = 0; k < s->rows[i].count; k++)
            mark_printed(s, &s->rows[i].head_words[k]);
        for (uint32_t k = 0; i == 0 && k < s->rows[i].count; k++)
            fai_sheet_count(s, &s->rows[i].head_words[k]);
    }
}

/* ---- lines ---- */

/* Whether a stretch of a page belongs to a table. */
static bool in_table(const fai_sheet *s, int32_t page, uint32_t start)
{
    for (uint32_t i = 0; i < s->filing->table_count; i++) {
        const fa_fact_table *t = &s->filing->tables[i];

        for (uint32_t r = 0; r < t->row_count; r++)
            if (t->rows[r].place.page == page && start >= t->rows[r].place.text_start &&
                start < t->rows[r].place.text_end)
                return true;
    }
    return false;
}

static void add_topic(fai_sheet *s, fai_str text)
{
    const char *all = fai_arena_printf(s->arena, "%s %.*s", s->topic_text, FAI_STR_ARG(text));

    if (all == NULL)
        s->failed = true;
    else
        s->topic_text = all;
}

static void read_page(fai_sheet *s, uint32_t leaf)
{
    const fa_passage *page = s->leaves[leaf].page;
    fai_pieces pieces = {0};

    if (!fai_pieces_cut(page, &pieces))
        s->failed = true;
    for (size_t i = 0; i < pieces.len && !s->failed; i++) {
        const fai_piece *p = &pieces.items[i];
        fai_sheet_line *line = &s->lines[s->line_count];

        if (p->end <= p->start || in_table(s, page->page, p->start))
            continue;
        if (p->kind == FAI_PIECE_ROW) {
            add_topic(s, (fai_str){page->text + p->start, p->end - p->start});
            continue;
        }
        line->leaf = leaf;
        line->start = p->start;
        line->end = p->end;
        line->heading = p->kind == FAI_PIECE_HEADING;
        line->text = fai_quote_text(page, p->start, p->end, s->arena);
        if (line->text == NULL) {
            s->failed = true;
            break;
        }
        line->words = fai_sheet_bag(s, fai_str_of(line->text), false);
        line->years = fai_sheet_years(fai_str_of(line->text));
        fai_sheet_count(s, &line->words);
        s->line_count++;
    }
    fai_vec_clear(&pieces);
}

/* What the document is about: its titles, its headings, the lines that lead to its table. */
static void read_topic(fai_sheet *s)
{
    for (uint32_t i = 0; i < s->filing->table_count; i++)
        add_topic(s, fai_str_of(s->filing->tables[i].title));
    for (uint32_t i = 0; i < s->line_count; i++)
        if (s->lines[i].heading || strchr(s->lines[i].text, ':') != NULL || s->line_count <= 4 || i < 2)
            add_topic(s, fai_str_of(s->lines[i].text));
    s->topic = fai_sheet_bag(s, fai_str_of(s->topic_text), false);
}

void fai_sheet_read(fai_sheet *s, const char *question)
{
    size_t bytes = 0;
    fai_bag total = fai_sheet_bag(s, FAI_STR("total"), false);

    s->total = total.count > 0 ? total.ids[0] : 0;
    s->topic_text = "";
    read_rows(s);
    for (uint32_t i = 0; i < s->leaf_count; i++)
        bytes += strlen(s->leaves[i].page->text);
    s->lines = fai_arena_calloc(s->arena, bytes / 2 + 1, sizeof *s->lines);
    s->asked = fai_sheet_fold(s->arena, fai_str_of(question));
    if (s->lines == NULL || s->asked == NULL) {
        s->failed = true;
        return;
    }
    for (uint32_t i = 0; i < s->leaf_count && !s->failed; i++)
        read_page(s, i);
    read_topic(s);
    s->words = fai_sheet_bag(s, fai_str_of(s->asked), true);
    s->years = fai_sheet_years(fai_str_of(s->asked));
}
