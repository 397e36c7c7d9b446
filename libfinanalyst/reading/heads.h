/* reading/heads.h: the heads over a table's columns, and the lines around it that speak for it. */
#ifndef FAI_READING_HEADS_H
#define FAI_READING_HEADS_H

#include "base/text.h"
#include "reading/grid.h"

/* A column with its head. */
typedef struct fai_column {
    const char *text; /* stacked heads, outermost first */
    fai_head head;    /* what it and the words around say about time */
    bool dated;       /* its own head names a time */
} fai_column;

/* A run of rows under the same heads. */
typedef struct fai_segment {
    fai_column *columns; /* one per column of the grid */
    bool dated;          /* some column has a head of its own that names a time */
    fai_head context;    /* of the head of the labels, "Years ended December 31" */
} fai_segment;

typedef struct fai_heads {
    FAI_VEC(fai_segment) segments; /* freed by the caller */
    fai_head around;               /* of the title and the lines above */
    const char *title;
    bool continued; /* its title says so */
    bool own_title; /* a line of its own, not one shared with the table above */
    fai_units units;
    fa_place units_place;
} fai_heads;

/* What the lines above a table say: title, units, dates. from: the first line that belongs to no table above it. */
fa_status fai_heads_above(const fa_content *content, const fa_table *table, uint32_t from, fai_arena *arena,
                          fai_heads *out, fa_error *err);
/* Looks for units that neither the lines above nor the heads aside state: in the heads of the columns, and where a
 * content has one table only in the lines around it ("… is as follows (in thousands):"). After fai_heads_read. */
void fai_heads_around(const fa_content *content, const fa_table *table, const fai_grid *grid, fai_heads *out);
/* Finds the rows of heads and gives every row of the grid its segment. Strings lie in the arena. */
fa_status fai_heads_read(const fa_content *content, fai_grid *g, uint32_t from, fai_arena *arena,
                         fai_arena *scratch, fai_heads *out, fa_error *err);
/* A copy of a line without the number of its page; whether it can be a title. */
bool fai_title_line(fai_str line);

#endif
