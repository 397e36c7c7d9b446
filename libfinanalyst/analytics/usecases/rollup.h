/* analytics/usecases/rollup.h: roll-ups fetched for a report, and added up. */
#ifndef FAI_ANALYTICS_ROLLUP_H
#define FAI_ANALYTICS_ROLLUP_H

#include "analytics/service.h"
#include "base/arena.h"
#include "base/vec.h"

/* The days of a report, and those before it of the same number. */
typedef struct fai_window {
    fa_date from;
    fa_date to;
    fa_date before; /* where the period before begins; it ends the day before `from` */
} fai_window;

/* The first and last day of this period (0) or the one before it (1). */
fa_date fai_window_from(const fai_window *w, int period);
fa_date fai_window_to(const fai_window *w, int period);

/* Copies of rows, in the order of the repository. */
typedef struct fai_rollup {
    FAI_VEC(fa_tally) rows;
    fai_arena arena;
} fai_rollup;

/* The rows of all users of both periods. On failure there is nothing to clear. */
fa_status fai_rollup_fetch(const fa_analytics_service *svc, fa_series series, const fai_window *w,
                           fai_rollup *out, fa_error *err);
/* From the first day there was, to the end of the window. */
fa_status fai_rollup_fetch_ever(const fa_analytics_service *svc, fa_series series, const fai_window *w,
                                fai_rollup *out, fa_error *err);
/* The rows of users of one period. scope: FA_TALLY_USERS or FA_TALLY_USER_DAYS; user none: every one. */
fa_status fai_rollup_fetch_users(const fa_analytics_service *svc, fa_series series, fa_tally_scope scope,
                                 const fai_window *w, int period, fa_id user, fai_rollup *out, fa_error *err);
void fai_rollup_clear(fai_rollup *r);

/* What the rows of those days add up to; name NULL = of every name. */
fa_tally fai_rollup_sum(const fai_rollup *r, fa_date from, fa_date to, const char *name);
/* The same for a period. */
fa_tally fai_rollup_sum_period(const fai_rollup *r, const fai_window *w, int period, const char *name);
/* The names of the rows of this period, each once, in their order: the one behind `after` (NULL: the first); NULL behind
 * the last. Lent. */
const char *fai_rollup_next_name(const fai_rollup *r, const fai_window *w, const char *after);
/* Adds the cells of the rows to the counters: those of durations. */
void fai_rollup_cells(const fai_rollup *r, fa_date from, fa_date to, const char *name, uint64_t *cells,
                      size_t count);

/* Of rows of users, one for each: those with the greatest key (a sum that the caller picks), ties by id. Lent. */
enum { FAI_TOP_USERS = 10 };
typedef int64_t (*fai_key_fn)(const fa_tally *row);
uint32_t fai_rollup_top_users(const fai_rollup *r, fai_key_fn key, const fa_tally *out[FAI_TOP_USERS]);

#endif
