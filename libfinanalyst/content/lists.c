/* content/lists.c: runs of rows that are lists rather than tables of figures. */
#include <string.h>

#include "base/text.h"
#include "content/layout.h"

/* The whole number that a piece is, up to 999; -1 = it is none. */
static int page_number_of(const fai_page_draft *page, const fai_span *p)
{
    const char *text = page->words.items[p->word].text;
    int n = 0;

    if (p->count != 1 || strlen(text) > 3)
        return -1;
    for (; fai_is_digit(*text); text++)
        n = n * 10 + (*text - '0');
    return *text == '\0' ? n : -1;
}

/* Page numbers of a table of contents: one column of small whole numbers that hardly ever fall. */
static bool is_contents(const fai_page_draft *page, const fai_run *r)
{
    uint32_t i, rows = 0, others = 0;
    int last = 0;

    for (i = r->first; i <= r->last; i++) {
        const fai_row *row = &page->rows[i];
        int n;

        if (!fai_row_is_data(row))
            continue;
        n = page_number_of(page, &row->spans[row->count - 1]);
        if (n < last || row->count < 2 || row->letters == 0 ||
            row->spans[row->count - 2].kind == FAI_SPAN_MARK) {
            others++;
            continue;
        }
        last = n;
        rows++;
    }
    return rows >= 4 && others * 5 <= rows && r->figures < 2 * (rows + others);
}

/* A list of exhibits: numbers such as "10.3", and days in figures beside them. */
static bool is_exhibits(const fai_page_draft *page, const fai_run *r)
{
    uint32_t i, k, dated = 0;

    for (i = r->first; i <= r->last; i++) {
        const fai_row *row = &page->rows[i];
        bool dates = false;

        for (k = 0; k < row->count; k++) {
            const char *text = page->words.items[row->spans[k].word].text;

            if (row->spans[k].kind == FAI_SPAN_FIGURE &&
                (strspn(text, "0123456789.*") != strlen(text) || strlen(text) > 7))
                return false;
            dates = dates || (row->spans[k].kind == FAI_SPAN_YEAR && strchr(text, '/') != NULL);
        }
        dated += dates;
    }
    return dated * 3 > r->data_rows * 2;
}

bool fai_run_is_list(const fai_page_draft *page, const fai_run *run)
{
    return is_contents(page, run) || is_exhibits(page, run);
}
