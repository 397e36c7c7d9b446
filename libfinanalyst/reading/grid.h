/* reading/grid.h: a content table while it is being read: cells glued to figures, figures to columns. */
#ifndef FAI_READING_GRID_H
#define FAI_READING_GRID_H

#include <finanalyst/decimal.h>

#include "reading/periods.h"
#include "reading/reading.h"
#include "reading/units.h"

typedef enum fai_cell_kind {
    FAI_CELL_TEXT = 0,
    FAI_CELL_FIGURE = 1,
    FAI_CELL_YEAR = 2 /* four bare digits that may be a year */
} fai_cell_kind;

/* A figure or a text with all its pieces: "$", "(1,234", ")". */
typedef struct fai_gcell {
    const char *text;
    fa_place place;
    const fa_cell *cell; /* the piece that holds the digits */
    float x0, x1;        /* points, or grid columns where the source has no geometry */
    fai_cell_kind kind;
    fa_amount amount; /* of a figure or year */
    int32_t column;   /* value column, -1 = none */
    bool tagged;      /* a numeric tag states it */
} fai_gcell;

typedef struct fai_grow {
    fai_gcell *cells;
    uint32_t count;
    bool data; /* a row of figures */
    bool head; /* a row of column heads */
    int32_t segment;
} fai_grow;

/* A column of figures: the stretch that they cover. */
typedef struct fai_gcolumn {
    float x0, x1;
    uint32_t figures;
    bool note; /* numbers of notes, not figures */
    bool percent;
} fai_gcolumn;

enum { FAI_COLUMNS_MAX = 40 };

typedef struct fai_grid {
    const fa_table *table;
    fai_grow *rows;
    int32_t row_count;
    fai_gcolumn columns[FAI_COLUMNS_MAX];
    int32_t column_count;
    float label_end; /* where labels end: left of the first column */
    bool geometry;
    uint32_t figures;
} fai_grid;

/* Glues the cells of a table and finds its columns of figures. The grid lies in scratch. FA_ENOMEM. */
fa_status fai_grid_build(const fa_content *content, const fa_table *table, fai_arena *scratch, fai_grid *out,
                         fa_error *err);
/* The text of a row's label: what stands left of the first column. "" for none. NULL: out of memory. */
const char *fai_grid_label(const fai_grid *g, const fai_grow *row, fai_arena *scratch);

#endif
