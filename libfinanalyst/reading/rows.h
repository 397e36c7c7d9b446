/* reading/rows.h: the labels of a table's rows and the headings that they stand under. */
#ifndef FAI_READING_ROWS_H
#define FAI_READING_ROWS_H

#include "reading/grid.h"

typedef struct fai_row {
    fa_table_row row;
    int32_t grid_row;
    bool total;
    bool unlabelled; /* named by its section */
} fai_row;

typedef FAI_VEC(fai_row) fai_rows;

/* Reads the rows of figures in order. Strings lie in the arena. */
fa_status fai_rows_read(const fai_grid *g, fai_arena *arena, fai_arena *scratch, fai_rows *out,
                        fa_error *err);
/* A label without footnote marks, references to notes, dotted leaders. NULL: out of memory. */
const char *fai_label_clean(const char *label, fai_arena *arena);

#endif
