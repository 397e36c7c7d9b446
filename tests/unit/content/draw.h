/* draw.h: pages drawn as text: one string per line, every word set where it stands, 5 points a character. */
#ifndef FA_TEST_DRAW_H
#define FA_TEST_DRAW_H

#include <check.h>
#include <stdio.h>
#include <string.h>

#include <finanalyst/content.h>

enum { DRAW_LEFT = 40, DRAW_CHAR = 5, DRAW_PITCH = 12, DRAW_HEIGHT = 10 };

/* Adds the words of one line, `line` counting from the top of the page. Two blanks or more are a gap. */
static inline void draw_line(fa_content_builder *b, int line, const char *text)
{
    size_t at = 0;

    while (text[at] != '\0') {
        size_t len = strcspn(text + at, " ");
        float x = DRAW_LEFT + DRAW_CHAR * (float)at, y = 50 + DRAW_PITCH * (float)line;

        if (len > 0)
            ck_assert_int_eq(
                fa_content_add_word(b, (fa_box){x - 1, y, x + DRAW_CHAR * (float)len + 1, y + DRAW_HEIGHT},
                                    text + at, len, NULL),
                FA_OK);
        at += len;
        at += strspn(text + at, " ");
    }
}

/* Begins a page and draws its lines, up to NULL. */
static inline void draw_page(fa_content_builder *b, const char *const *lines)
{
    int i;

    ck_assert_int_eq(fa_content_begin_page(b, 612, 792, NULL), FA_OK);
    for (i = 0; lines[i] != NULL; i++)
        draw_line(b, i, lines[i]);
}

/* A content of one page. Freed by the caller. */
static inline const fa_content *drawn(const char *const *lines)
{
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_PDF, NULL);
    const fa_content *c = NULL;
    fa_error err;

    ck_assert_ptr_nonnull(b);
    draw_page(b, lines);
    ck_assert_msg(fa_content_finish(b, &c, &err) == FA_OK, "%s", err.message);
    return c;
}

/* A row of a table as text: cells parted by '|'. */
static inline const char *row_text(const fa_table *t, int32_t row, char out[512])
{
    uint32_t i;

    out[0] = '\0';
    for (i = 0; i < t->cell_count; i++)
        if (t->cells[i].row == row) {
            size_t n = strlen(out);

            (void)snprintf(out + n, 512 - n, "%s%s", n == 0 ? "" : "|", t->cells[i].text);
        }
    return out;
}

#endif
