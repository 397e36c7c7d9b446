/* analysis/domain/lines.h: line items that a statement prints in several lines without a total. */
#ifndef FAI_ANALYSIS_LINES_H
#define FAI_ANALYSIS_LINES_H

#include "analysis/domain/select.h"
#include "finance/items.h"

enum { FAI_LINES = 12 };

/* The lines that together make up an item, in the statement's order: "Cost of products" and "Cost of services" beside each
 * other, where one of them was picked for the cost of revenue. Returns how many there are: 1 where the one picked stands
 * alone, where one is the total, or where the question names one of them. */
uint32_t fai_lines_of(const fai_search *s, const fai_item *item, const fai_pick *pick,
                      fai_pick out[FAI_LINES]);

#endif
