/* analysis/domain/direction.h: did something go up or down, as a sentence has it. */
#ifndef FAI_ANALYSIS_DIRECTION_H
#define FAI_ANALYSIS_DIRECTION_H

#include <stdbool.h>

/* Whether a question offers both ways: "increase or decrease". */
bool fai_direction_is_asked(const char *question);
/* The way that a sentence says the question's subject went: 1 up, -1 down, 0 not said. "Deleverage of" a cost is a rise of
 * its share of sales, "leverage of" it a fall. */
int fai_direction_of(const char *sentence, const char *question);

#endif
