/* port/event_repo.h: events, their roll-ups, and feedback. */
#ifndef FINANALYST_PORT_EVENT_REPO_H
#define FINANALYST_PORT_EVENT_REPO_H

#include <finanalyst/analytics.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is rolled up. n counts in all of them; a, b, c, low and high are said beside each. Where users are named, a user has
 * one row a day of that series besides, without a name: what reports cost grows with users and days, not with events. */
typedef enum fa_series {
    FA_SERIES_ACTIVITY =
        1, /* by event type, parts are hours; of users: parts are event types, low and high the first and
                               last moment */
    FA_SERIES_DURATION = 2, /* by operation, parts are buckets (fa_duration_bucket); a: µs; low, high: µs */
    FA_SERIES_OUTCOME = 3,  /* by operation, of measurements; a: failures */
    FA_SERIES_SIZE = 4,     /* by size class; a: bytes, b: µs */
    FA_SERIES_VENDOR = 5,   /* by vendor; a: input tokens, b: output tokens, c: cost in millionths */
    FA_SERIES_MODEL = 6,    /* by model; as VENDOR */
    FA_SERIES_TOKENS = 7,   /* by operation; as VENDOR; of users too */
    FA_SERIES_QUALITY = 8,  /* by outcome of a question */
    FA_SERIES_FEEDBACK = 9, /* by "all", "rating", "thumbs_up", "comment", …; a of "rating": their sum */
    FA_SERIES_LAST = FA_SERIES_FEEDBACK
} fa_series;

/* A row of a roll-up, or what one event adds to it: (series, day, user, name) is its key. */
typedef struct fa_tally {
    fa_series series;
    fa_date day;      /* of the event, in UTC */
    fa_id user;       /* none = all users together */
    const char *name; /* "" with a user */
    int32_t part;     /* index into the row's cells that n goes to as well, below FA_TALLY_PARTS; -1 = none */
    int64_t n;
    int64_t a, b, c;
    int64_t low, high; /* the least and the greatest that was added; low > high: nothing was */
    /* Of a stored row: what its parts add up to; none where cell_count is 0. */
    uint32_t cell_count;
    const uint32_t *cells;
} fa_tally;

enum { FA_TALLY_PARTS = 1024, FA_EVENT_TALLIES = 12 };

typedef fa_status (*fa_tally_visit_fn)(void *payload, const fa_tally *tally, fa_error *err);

typedef enum fa_tally_scope {
    FA_TALLY_ALL = 1, /* the rows of all users together, by day and name */
    FA_TALLY_USERS =
        2, /* those of users, each user's days added up, by user; no cells, and the day is `from` */
    FA_TALLY_USER_DAYS = 3 /* those of users, by user and day */
} fa_tally_scope;

typedef struct fa_tally_query {
    size_t struct_size;
    fa_series series;
    fa_tally_scope scope;
    fa_date from; /* days, both included */
    fa_date to;
    fa_id user; /* of rows of users: the only one; none = every one */
} fa_tally_query;

typedef struct fa_feedback_query {
    size_t struct_size;
    fa_id id;                   /* the only one, whatever stands below; none: */
    fa_id user;                 /* the only user; none = every one */
    fa_target_kind target_kind; /* with target */
    const char *target;         /* the only target, with user; NULL = every one */
    fa_id after;                /* of lists: older than that one; none = from the newest */
    uint32_t limit;
} fa_feedback_query;

/* What to forget. */
typedef struct fa_event_purge {
    size_t struct_size;
    fa_id user;              /* of this user, all, and whatever comes later; none = by age */
    fa_time events_before;   /* events that came in before; 0 = none */
    fa_date tallies_before;  /* rows of earlier days; FA_DATE_NONE = none */
    fa_time feedback_before; /* feedback that was changed last before; 0 = none */
    uint32_t limit;          /* by age: of each at most so many rows */
} fa_event_purge;

/* Each op is one transaction, durable once it returns FA_OK. Rows are lent to visit for the call. For implementers: any
 * thread may call any op; a callback's code passes through untouched, and no callback runs within a transaction. What an
 * event adds to the roll-ups is what fa_event_tallies says of it. */
typedef struct fa_event_repo_ops {
    size_t struct_size;
    const char *name;
    /* Adds those events whose (user, id) is not there yet, with their tallies; *accepted counts them. Events of an erased
     * user are left out. received: when they came in. */
    fa_status (*add)(void *self, const fa_event *events, uint32_t count, fa_time received, uint32_t *accepted,
                     fa_error *err);
    /* In the order of their sequence, behind `after`, at most limit. */
    fa_status (*list)(void *self, uint64_t after, uint32_t limit, fa_event_visit_fn visit, void *payload,
                      fa_error *err);
    /* Rows in which n is not 0, in the order of the query. */
    fa_status (*tallies)(void *self, const fa_tally_query *query, fa_tally_visit_fn visit, void *payload,
                         fa_error *err);
    /* Keeps the feedback and adds to the roll-ups, of which only rows without a user and without parts occur. Version 0:
     * it is new, and stored as version 1; FA_ECONFLICT: its id, or its user and target, are taken, or the user was
     * erased. Else it replaces the one of that version and is stored as version + 1; FA_ECONFLICT: it changed since. */
    fa_status (*keep_feedback)(void *self, const fa_feedback *feedback, const fa_tally *tallies,
                               uint32_t count, fa_error *err);
    /* Newest (by id) first. */
    fa_status (*find_feedback)(void *self, const fa_feedback_query *query, fa_feedback_visit_fn visit,
                               void *payload, fa_error *err);
    /* Removes it if its version is still that one, and adds to the roll-ups; else FA_ECONFLICT. */
    fa_status (*remove_feedback)(void *self, fa_id id, uint32_t version, const fa_tally *tallies,
                                 uint32_t count, fa_error *err);
    /* *removed: how many rows went. */
    fa_status (*purge)(void *self, const fa_event_purge *purge, uint64_t *removed, fa_error *err);
    void (*close)(void *self);
} fa_event_repo_ops;

typedef struct fa_event_repo {
    const fa_event_repo_ops *ops;
    void *self;
} fa_event_repo;

FA_API fa_status fa_event_repo_add(const fa_event_repo *r, const fa_event *events, uint32_t count,
                                   fa_time received, uint32_t *accepted, fa_error *err);
FA_API fa_status fa_event_repo_list(const fa_event_repo *r, uint64_t after, uint32_t limit,
                                    fa_event_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_event_repo_tallies(const fa_event_repo *r, const fa_tally_query *query,
                                       fa_tally_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_event_repo_keep_feedback(const fa_event_repo *r, const fa_feedback *feedback,
                                             const fa_tally *tallies, uint32_t count, fa_error *err);
FA_API fa_status fa_event_repo_find_feedback(const fa_event_repo *r, const fa_feedback_query *query,
                                             fa_feedback_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_event_repo_remove_feedback(const fa_event_repo *r, fa_id id, uint32_t version,
                                               const fa_tally *tallies, uint32_t count, fa_error *err);
FA_API fa_status fa_event_repo_purge(const fa_event_repo *r, const fa_event_purge *purge, uint64_t *removed,
                                     fa_error *err);
FA_API void fa_event_repo_close(fa_event_repo *r);

/* ---- for implementers ---- */

/* What an event adds to the roll-ups: at most FA_EVENT_TALLIES rows, of which those for all users come without, those for
 * its own with it. Names are lent by the event. Returns how many. */
FA_API uint32_t fa_event_tallies(const fa_event *event, fa_tally out[FA_EVENT_TALLIES]);
/* Less than, equal to or greater than 0, as a is before, with or behind b by series, day, user and name. */
FA_API int fa_tally_compare(const fa_tally *a, const fa_tally *b);
/* Adds n, a, b, c, low and high of what is added to the row; its parts are the caller's. Sums stop at the ends of their
 * range. */
FA_API void fa_tally_add(fa_tally *row, const fa_tally *added);

/* The bucket of a duration in µs. Below 32 each has its own; above, every power of two is cut into 16 of equal width, so
 * that a bucket is never wider than 1/16 of where it begins. FA_DURATION_BUCKETS of them: the last takes all from 2^40 µs
 * (12 days) on. */
FA_API uint32_t fa_duration_bucket(int64_t duration_us);
/* Where a bucket begins; that of FA_DURATION_BUCKETS is where the last ends. */
FA_API int64_t fa_duration_bucket_start(uint32_t bucket);
enum { FA_DURATION_BUCKETS = 592 };

#ifdef __cplusplus
}
#endif
#endif
