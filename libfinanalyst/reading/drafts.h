/* reading/drafts.h: what is known of a table between its first reading and its last. */
#ifndef FAI_READING_DRAFTS_H
#define FAI_READING_DRAFTS_H

#include "finance/labels.h"
#include "reading/heads.h"
#include "reading/rows.h"

/* Beside each fai_table_view. */
typedef struct fai_draft {
    fai_units units;
    fai_head around;
    fai_gcolumn columns[FAI_COLUMNS_MAX];
    int32_t column_count; /* of the grid */
    int32_t out_columns;  /* of one block of heads */
    int32_t *out_of;      /* grid column to column of a block, -1 = a column of notes */
    fai_column *heads;    /* of the last block; NULL = none */
    int32_t blocks;
    bool dated;
    bool inherits;  /* goes on with the table before it */
    bool continued; /* its title says so */
    bool own_title;
    bool geometry;
    uint32_t facts_first, facts_count;
    uint32_t *row_flags; /* by row: FA_FACT_TOTAL */
    bool *bare;          /* by row: printed without a label */
    fai_row_kind *kinds; /* by row */
    uint32_t line_end;
    float score[6]; /* by statement kind */
} fai_draft;

typedef FAI_VEC(fai_draft) fai_drafts;

/* No statement is longer; what is longer is data, and is not searched pair by pair. */
enum { FAI_STATEMENT_ROWS_MAX = 400 };

/* What a row states. */
typedef struct fai_line {
    fai_row_kind kind;
    const char *concept; /* static; "" = none of the common ones */
} fai_line;

/* Where the statement stands while its rows are walked through; goes on from table to table. Zero it to begin. */
typedef struct fai_walk {
    fa_statement_kind statement;
    bool primary;
    bool classified;
    int zone;
    int parts; /* of the cash flow statement, that have ended */
} fai_walk;

/* The kind and the concept of every row of table i into lines[0..row_count). Bare grand totals get their names. */
fa_status fai_lines_name(fai_reading *r, const fai_drafts *drafts, size_t i, fai_walk *w, fai_arena *scratch,
                         fai_line *lines, fa_error *err);
/* Which tables are statements, and which of them are the filing's own. */
fa_status fai_statements_find(fai_reading *r, fai_drafts *drafts, fa_error *err);
/* Units of every table, its own or its neighbours'; values, units, concepts and flags of every figure. */
fa_status fai_figures_finish(fai_reading *r, fai_drafts *drafts, fa_error *err);

#endif
