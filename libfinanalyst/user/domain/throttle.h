/* user/domain/throttle.h: how failures slow down whoever makes them. Pure state machines over a counter. */
#ifndef FAI_USER_THROTTLE_H
#define FAI_USER_THROTTLE_H

#include <finanalyst/port/user_repo.h>

/* So many tries are free; then each must wait, twice as long each time. Peace for forget_ms starts afresh. */
typedef struct fai_backoff {
    uint32_t free;
    fa_time first_ms;
    fa_time most_ms;
    fa_time forget_ms;
} fai_backoff;

/* Counts a try, before it is known how it goes, so that many at once do not slip through together. false: it must wait
 * for *wait_ms, and was not counted. */
bool fai_backoff_try(const fai_backoff *rule, fa_counter *c, fa_time now, fa_time *wait_ms);

/* At most so many within a window that begins with the first. */
typedef struct fai_window {
    uint32_t most;
    fa_time length_ms;
} fai_window;

/* Whether one more is allowed; if not, *wait_ms says when. Counts nothing. */
bool fai_window_open(const fai_window *rule, const fa_counter *c, fa_time now, fa_time *wait_ms);
void fai_window_count(const fai_window *rule, fa_counter *c, fa_time now);

#endif
