/* analysis/domain/pick_table.h: the table, and of it the rows and the column, that a question is about. */
#ifndef FAI_ANALYSIS_PICK_TABLE_H
#define FAI_ANALYSIS_PICK_TABLE_H

#include "analysis/domain/answering.h"
#include "analysis/domain/probes.h"

/* Rows of a table under the same headings. */
typedef struct fai_row_group {
    uint32_t doc;
    uint32_t table;
    const char *path;
    double score; /* how much of the question it speaks of */
} fai_row_group;

/* What is looked for, and the group found. */
typedef struct fai_picking {
    const fai_scope *scope;
    const fai_reading_room *room;
    const fai_probing *probing;
    const fa_filing *filing; /* of the group */
    fai_row_group best;
    bool moves;   /* a change is asked for, not an amount */
    bool least;   /* the smallest */
    int32_t year; /* by the filing's label */
    fa_fiscal part;
} fai_picking;

/* Finds the group of rows on the room's pages that speaks most of what is asked; its score stays 0 when there is none. */
void fai_pick_table(fai_picking *s);
/* The column of the group's table for the period asked, one of changes or one of amounts; -1 = none. */
int32_t fai_pick_column(const fai_picking *s, bool change);
/* The column of the same span a year before; -1 = none. */
int32_t fai_pick_column_before(const fai_picking *s, int32_t col);
bool fai_pick_in_group(const fa_fact *f, const fai_row_group *g);
/* What stands behind the last mark of a path. */
const char *fai_last_part(const char *path);

#endif
