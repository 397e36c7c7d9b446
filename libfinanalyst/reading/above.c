/* reading/above.c: the lines above a table: its title, its units, the times that it speaks of. */
#include <string.h>

#include "reading/heads.h"

enum { LINES_ABOVE = 14 };

static fai_str line_text(const fa_page *page, uint32_t line)
{
    const fa_line *l = &page->lines[line];

    if (l->text_end > page->text_len || l->text_start > l->text_end)
        return (fai_str){"", 0};
    return fai_str_trim((fai_str){page->text + l->text_start, l->text_end - l->text_start});
}

/* Lines that name no table: page numbers, running heads, units and dates alone. */
bool fai_title_line(fai_str line)
{
    static const char *const no[] = {"table of contents",
                                     "notes to consolidated",
                                     "notes to the consolidated",
                                     "index to financial",
                                     "part ii",
                                     "part i",
                                     "item 8.",
                                     "back to contents",
                                     "see accompanying",
                                     "see notes",
                                     "the accompanying",
                                     "form 10-k",
                                     "annual report"};
    size_t i, letters = 0;
    fai_units u;
    fai_head h;

    for (i = 0; i < line.n; i++)
        letters += fai_is_alpha(line.p[i]);
    if (letters < 4 || line.n > 140)
        return false;
    for (i = 0; i < sizeof no / sizeof *no; i++)
        if (fai_str_starts_ci(line, fai_str_of(no[i])))
            return false;
    fai_units_parse(line.p, line.n, &u);
    if (u.stated && line.n < 90 && line.p[0] == '(')
        return false;
    if (fai_str_starts_ci(line, FAI_STR("in millions")) || fai_str_starts_ci(line, FAI_STR("in thousands")) ||
        fai_str_starts_ci(line, FAI_STR("dollars in")) || fai_str_starts_ci(line, FAI_STR("(unaudited")) ||
        fai_str_starts_ci(line, FAI_STR("unaudited")) || fai_str_starts_ci(line, FAI_STR("amounts in")))
        return false;
    fai_head_parse(line.p, line.n, &h);
    if (fai_head_dated(&h) &&
        (fai_str_starts_ci(line, FAI_STR("for the")) || fai_str_starts_ci(line, FAI_STR("years")) ||
         fai_str_starts_ci(line, FAI_STR("year ended")) || fai_str_starts_ci(line, FAI_STR("as of")) ||
         fai_str_starts_ci(line, FAI_STR("at ")) || fai_str_starts_ci(line, FAI_STR("fiscal year")) ||
         fai_str_starts_ci(line, FAI_STR("three ")) || fai_str_starts_ci(line, FAI_STR("six ")) ||
         fai_month_of(line.p, 3) != 0))
        return false;
    return true;
}

/* A title of a statement, whoever prints it: used to prefer such a line among those above. */
static bool names_statement(fai_str s)
{
    static const char *const words[] = {
        "statement",          "balance sheet", "cash flow",   "results of operations",
        "financial position", "schedule",      "supplemental"};
    size_t i;

    for (i = 0; s.n < 120 && i < sizeof words / sizeof *words; i++)
        if (fai_str_find_ci(s, fai_str_of(words[i]), 0) != FAI_NPOS)
            return true;
    return false;
}

static bool may_date(fai_str s, uint32_t distance)
{
    return s.n < 130 || distance <= 2;
}

static void take_units(const fa_page *page, uint32_t line, const fai_units *units, fai_heads *out)
{
    const fa_line *l = &page->lines[line];

    out->units = *units;
    memset(&out->units_place, 0, sizeof out->units_place);
    out->units_place.page = page->number;
    out->units_place.box = l->box;
    out->units_place.text_start = l->text_start;
    out->units_place.text_end = l->text_end;
}

/* "£m" over a column. */
static bool units_of_columns(const fa_table *table, const fai_grid *grid, fai_heads *out)
{
    for (size_t b = 0; b < out->segments.len; b++)
        for (int32_t c = 0; c < grid->column_count; c++) {
            const char *text = out->segments.items[b].columns[c].text;
            fai_units u;

            fai_units_parse(text, strlen(text), &u);
            if (!u.stated)
                continue;
            out->units = u;
            memset(&out->units_place, 0, sizeof out->units_place);
            out->units_place.page = table->page;
            return true;
        }
    return false;
}

void fai_heads_around(const fa_content *content, const fa_table *table, const fai_grid *grid, fai_heads *out)
{
    static const char *const forms[] = {"in thousands", "in millions", "in billions", "in 000"};

    if (out->units.stated || units_of_columns(table, grid, out) || content->table_count != 1)
        return;
    for (uint32_t p = 0; p < content->page_count; p++)
        for (uint32_t line = 0; line < content->pages[p].line_count; line++) {
            fai_str s = line_text(&content->pages[p], line);
            bool own = content->pages[p].number == table->page && line >= table->line_first &&
                       line < table->line_first + table->line_count;

            for (size_t i = 0; !own && i < sizeof forms / sizeof *forms; i++) {
                size_t at = fai_str_find_ci(s, fai_str_of(forms[i]), 0);
                size_t from = at == FAI_NPOS || at < 40 ? 0 : at - 40;
                fai_units u;

                if (at == FAI_NPOS)
                    continue;
                fai_units_parse(s.p + from, (s.n < at + 60 ? s.n : at + 60) - from, &u);
                if (!u.stated)
                    continue;
                take_units(&content->pages[p], line, &u, out);
                return;
            }
        }
}

fa_status fai_heads_above(const fa_content *content, const fa_table *table, uint32_t from, fai_arena *arena,
                          fai_heads *out, fa_error *err)
{
    const fa_page *page;
    uint32_t line, distance, end;
    fai_str title = {"", 0};
    bool named = false;

    out->title = "";
    out->around.start = FA_DATE_NONE;
    if (table->page < 1 || (uint32_t)table->page > content->page_count)
        return FA_OK;
    page = &content->pages[table->page - 1];
    end = table->line_first < page->line_count ? table->line_first : page->line_count;
    for (distance = 1; distance <= LINES_ABOVE && distance <= end; distance++) {
        fai_str s;
        fai_units u;
        fai_head h;

        line = end - distance;
        if (line < from)
            break;
        s = line_text(page, line);
        fai_units_parse(s.p, s.n, &u);
        if (u.stated && !out->units.stated &&
            (s.n < 130 || fai_str_find_ci(s, FAI_STR("(in "), 0) != FAI_NPOS)) {
            take_units(page, line, &u, out);
        }
        if (may_date(s, distance)) {
            fai_head_parse(s.p, s.n, &h);
            if (fai_head_dated(&h) && !h.change) {
                fai_head before = out->around;

                if (!fai_head_dated(&before))
                    out->around = h;
                else
                    fai_head_inherit(&out->around, &h);
            }
        }
        if (!fai_title_line(s))
            continue;
        if (title.n == 0 || (!named && names_statement(s))) {
            named = names_statement(s);
            title = s;
        }
        if (fai_str_find_ci(s, FAI_STR("continued"), 0) != FAI_NPOS ||
            fai_str_find_ci(s, FAI_STR("cont'd"), 0) != FAI_NPOS)
            out->continued = true;
    }
    out->own_title = title.n != 0;
    out->title = fai_arena_strndup(arena, title.p, title.n);
    return out->title == NULL ? fa_fail(err, FA_ENOMEM, "out of memory while reading a title") : FA_OK;
}
