/* reading/reading.h: the steps from content to a filing, each adding to what the ones before found. */
#ifndef FAI_READING_READING_H
#define FAI_READING_READING_H

#include <finanalyst/finance.h>

#include "base/arena.h"
#include "base/vec.h"
#include "finance/labels.h"

/* A table of figures and how its grid maps to it. */
typedef struct fai_table_view {
    fa_fact_table table;
    int32_t *row_of; /* by grid row of the content table: index into table.rows, -1 = not a row of figures */
    int32_t grid_rows;
    int32_t
        *col_of; /* by grid column: index into table.columns, -1 = labels, notes or nothing. One stretch of
                        grid_cols for each block of heads, the first block in front */
    int32_t grid_cols;
    int32_t *block_of; /* by grid row: the block of heads that it stands under */
    int32_t source;    /* index into fa_content.tables */
} fai_table_view;

/* What the steps share. Strings and arrays of facts live in the arena. */
typedef struct fai_reading {
    const fa_content *content;
    fai_arena *arena;
    const fai_labels *labels;
    FAI_VEC(fai_table_view) tables;
    FAI_VEC(fa_fact) facts;
    FAI_VEC(fa_check) checks;
    fa_identity identity;
    bool out_of_memory; /* a step could not keep a string; it ends in FA_ENOMEM */
} fai_reading;

/* The tables: heads, units, rows, statements; facts (FA_SOURCE_TABLE) of the cells that carry no tag. */
fa_status fai_read_tables(fai_reading *r, fa_error *err);
/* The tagged figures (FA_SOURCE_IXBRL): values, contexts, dimensions; labels from the tables that show them. */
fa_status fai_read_tags(fai_reading *r, fa_error *err);
/* The column that a cell of the content table belongs to, an index into table.columns; -1 = none. */
int32_t fai_view_column(const fai_table_view *v, int32_t grid_row, int32_t grid_col);
/* The view of a content table; NULL when it holds no figures. */
const fai_table_view *fai_view_of(const fai_reading *r, int32_t content_table);

/* Who filed what: from dei: tags where there are any, else from the cover page, heads and periods. name: of the file,
 * a last hint for the form. */
fa_status fai_read_identity(fai_reading *r, const char *name, fa_error *err);
/* The company's calendar: fills the days of columns that name only a year, and the fiscal label of every period. */
fa_status fai_read_calendar(fai_reading *r, fa_error *err);
/* Accounting identities over the facts; marks those that take part as verified or doubtful. */
fa_status fai_read_checks(fai_reading *r, fa_error *err);

#endif
