/* content/rows.c: what the lines of a page are to a table: rows of figures, and the foot of the page. */
#include <string.h>

#include "content/layout.h"

enum { FAR_AWAY = 100 };

bool fai_row_is_data(const fai_row *row)
{
    uint32_t i, last = UINT32_MAX, behind = 0, figures = row->figures;

    for (i = 0; i < row->count; i++) {
        if (row->spans[i].kind == FAI_SPAN_FIGURE) {
            last = i;
            behind = 0;
        } else if (row->spans[i].kind == FAI_SPAN_TEXT) {
            behind++;
        }
    }
    if (last == UINT32_MAX || row->letters > 200)
        return false;
    /* A number that a text follows numbers it. */
    if (row->count > 1 && row->spans[0].kind == FAI_SPAN_FIGURE && row->spans[1].kind == FAI_SPAN_TEXT)
        figures--;
    if (figures + row->years > 1 && figures > 0 && (figures > 1 || last > 0))
        return true;
    return last > 0 && behind == 0;
}

float fai_space_below(const fai_page_draft *page, uint32_t i)
{
    const fa_line *lines = page->lines.items;

    if (i + 1 >= page->lines.len || page->rows[i].height <= 0)
        return 0;
    if (lines[i + 1].box.y1 < lines[i].box.y0)
        return FAR_AWAY;
    return (lines[i + 1].box.y0 - lines[i].box.y1) / page->rows[i].height;
}

bool fai_row_is_foot(const fai_page_draft *page, uint32_t line)
{
    const fai_row *row = &page->rows[line];
    uint32_t i;

    if (line + 3 < page->lines.len || row->letters > 5)
        return false;
    for (i = 0; i < row->count; i++) {
        const char *text = page->words.items[row->spans[i].word].text;

        if (strcmp(text, "-") != 0 && (strlen(text) > 3 || strspn(text, "0123456789") != strlen(text)))
            return false;
    }
    return row->count == 1 ? fai_space_below(page, line == 0 ? 0 : line - 1) > 0.6F : row->count == 3;
}
