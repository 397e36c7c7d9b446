/* analytics/domain/tallies.h: what things add to the roll-ups. */
#ifndef FAI_ANALYTICS_TALLIES_H
#define FAI_ANALYTICS_TALLIES_H

#include <finanalyst/port/event_repo.h>

enum { FAI_FEEDBACK_TALLIES = 8 };

/* The day of a moment, in UTC. */
fa_date fai_day_of(fa_time time);
/* What a feedback adds (sign 1) or takes away (-1), on the day on which it was created. Returns how many. */
uint32_t fai_feedback_tallies(const fa_feedback *feedback, int sign, fa_tally out[FAI_FEEDBACK_TALLIES]);
/* FA_EINVALID: not a row that a repository can add to. */
fa_status fai_tally_check(const fa_tally *tally, fa_error *err);

/* The value at or below which a share p_pct of what was counted lies (nearest rank: the smallest bucket up to which at
 * least p_pct % were counted), as the middle of its bucket, within low..high. n > 0. */
int64_t fai_histogram_percentile(const uint64_t cells[FA_DURATION_BUCKETS], uint64_t n, unsigned p_pct,
                                 int64_t low, int64_t high);

#endif
