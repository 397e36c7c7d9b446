/* analysis/domain/pick.h: questions for the largest or smallest row of a table, or for the row of a year to come. */
#ifndef FAI_ANALYSIS_PICK_H
#define FAI_ANALYSIS_PICK_H

#include "analysis/domain/answering.h"
#include "analysis/domain/extract.h"

/* The topic that pages are searched for with: its words of comparing are not looked for. NULL: the question asks for
 * neither. */
const fai_topic *fai_pick_topic(const char *question, const fai_wanted *wanted, int32_t filing_year);
/* Answers from the tables of the room's pages. *claimed is false when no table speaks clearly of what is asked; the
 * draft is then as it was. FA_ENOMEM. */
fa_status fai_pick(const fai_scope *scope, const fai_reading_room *room, fai_draft *draft, bool *claimed,
                   fa_error *err);

#endif
