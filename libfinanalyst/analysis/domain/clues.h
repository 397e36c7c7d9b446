/* analysis/domain/clues.h: how a sentence sounds, and where it stands: what speaks for it beside the words it shares. */
#ifndef FAI_ANALYSIS_CLUES_H
#define FAI_ANALYSIS_CLUES_H

#include "analysis/domain/probes.h"

/* Less than any worth of a sentence that may answer. */
#define FAI_NO_ANSWER (-9.0)

/* What the cues of the topic, the section, the years, the certainty and the subject of a sentence are worth, in the measure
 * of fai_probing_share; less than FAI_NO_ANSWER when it lacks what the topic needs. */
double fai_clues_worth(const fai_probing *p, const fai_spot *spot);

#endif
