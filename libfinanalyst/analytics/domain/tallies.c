/* analytics/domain/tallies.c: what an event and a feedback add to the roll-ups, and the histogram of durations. */
#include "analytics/domain/tallies.h"

#include <string.h>

enum { DAY_MS = 86400000, HOUR_MS = 3600000, EXACT = 32, CUTS = 16, FIRST_POWER = 5, LAST_POWER = 39 };

/* ---- the histogram ---- */

uint32_t fa_duration_bucket(int64_t duration_us)
{
    uint64_t v = duration_us < 0 ? 0 : (uint64_t)duration_us;
    uint32_t power = FIRST_POWER;

    if (v < EXACT)
        return (uint32_t)v;
    while (power < LAST_POWER && v >> (power + 1) != 0)
        power++;
    if (v >> (power + 1) != 0)
        return FA_DURATION_BUCKETS - 1;
    return EXACT + (power - FIRST_POWER) * CUTS + (uint32_t)(v >> (power - 4)) - CUTS;
}

int64_t fa_duration_bucket_start(uint32_t bucket)
{
    uint32_t above;

    if (bucket < EXACT)
        return bucket;
    if (bucket > FA_DURATION_BUCKETS)
        bucket = FA_DURATION_BUCKETS;
    above = bucket - EXACT;
    return (int64_t)(CUTS + above % CUTS) << (above / CUTS + FIRST_POWER - 4);
}

int64_t fai_histogram_percentile(const uint64_t cells[FA_DURATION_BUCKETS], uint64_t n, unsigned p_pct,
                                 int64_t low, int64_t high)
{
    uint64_t rank = n / 100 * p_pct + (n % 100 * p_pct + 99) / 100, seen = 0;
    uint32_t i = 0;
    int64_t middle;

    if (rank == 0)
        rank = 1;
    for (; i < FA_DURATION_BUCKETS - 1; i++) {
        seen += cells[i];
        if (seen >= rank)
            break;
    }
    middle = (fa_duration_bucket_start(i) + fa_duration_bucket_start(i + 1) - 1) / 2;
    return middle < low ? low : middle > high ? high : middle;
}

/* ---- rows ---- */

fa_date fai_day_of(fa_time time)
{
    return (fa_date)(time / DAY_MS);
}

int fa_tally_compare(const fa_tally *a, const fa_tally *b)
{
    int order;

    if (a->series != b->series)
        return a->series < b->series ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    order = strcmp(a->user.s, b->user.s);
    return order != 0 ? order : strcmp(a->name, b->name);
}

static int64_t add(int64_t x, int64_t y)
{
    if (y > 0 && x > INT64_MAX - y)
        return INT64_MAX;
    return y < 0 && x < INT64_MIN - y ? INT64_MIN : x + y;
}

void fa_tally_add(fa_tally *row, const fa_tally *added)
{
    row->n = add(row->n, added->n);
    row->a = add(row->a, added->a);
    row->b = add(row->b, added->b);
    row->c = add(row->c, added->c);
    if (added->low < row->low)
        row->low = added->low;
    if (added->high > row->high)
        row->high = added->high;
}

fa_status fai_tally_check(const fa_tally *tally, fa_error *err)
{
    if (tally->series < FA_SERIES_ACTIVITY || tally->series > FA_SERIES_LAST || tally->name == NULL ||
        tally->user.s[0] != '\0' || tally->part != -1)
        return fa_fail_field(err, FA_EINVALID, "tallies", "that is no row of a roll-up");
    return FA_OK;
}

/* ---- of events ---- */

/* Rows being written. */
typedef struct rows {
    fa_tally *out;
    uint32_t count;
    fa_date day;
    fa_id user;
} rows;

static fa_tally *put(rows *r, fa_series series, const char *name)
{
    fa_tally *t = &r->out[r->count++];

    *t = (fa_tally){.series = series,
                    .day = r->day,
                    .name = name,
                    .part = -1,
                    .n = 1,
                    .low = INT64_MAX,
                    .high = INT64_MIN};
    return t;
}

/* The row of the user, if there is one. */
static void put_own(rows *r, const fa_tally *row, int32_t part)
{
    fa_tally own = *row;

    if (r->user.s[0] == '\0')
        return;
    own.user = r->user;
    own.name = "";
    own.part = part;
    r->out[r->count++] = own;
}

static const char *size_class(uint64_t bytes)
{
    static const struct {
        uint64_t below;
        const char *name;
    } classes[] = {{1u << 20, "0-1"},    {2u << 20, "1-2"},    {5u << 20, "2-5"},     {10u << 20, "5-10"},
                   {20u << 20, "10-20"}, {50u << 20, "20-50"}, {100u << 20, "50-100"}};

    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (bytes < classes[i].below)
            return classes[i].name;
    return "100+";
}

static void put_measure(rows *r, const fa_event *e)
{
    const char *operation = fa_operation_name(e->operation);
    fa_tally *t;

    if (e->duration_us < 0 && !e->failed)
        return;
    t = put(r, FA_SERIES_OUTCOME, operation);
    t->a = e->failed ? 1 : 0;
    if (e->duration_us < 0)
        return;
    t = put(r, FA_SERIES_DURATION, operation);
    t->a = t->low = t->high = e->duration_us;
    t->part = (int32_t)fa_duration_bucket(e->duration_us);
    if (e->size_bytes == 0)
        return;
    t = put(r, FA_SERIES_SIZE, size_class(e->size_bytes));
    t->a = (int64_t)e->size_bytes;
    t->b = e->duration_us;
}

static void put_tokens(rows *r, const fa_event *e)
{
    fa_tally row = {.series = FA_SERIES_TOKENS,
                    .day = r->day,
                    .name = fa_operation_name(e->operation),
                    .part = -1,
                    .n = 1,
                    .a = (int64_t)e->input_tokens,
                    .b = (int64_t)e->output_tokens,
                    .c = e->cost_micros,
                    .low = INT64_MAX,
                    .high = INT64_MIN};

    r->out[r->count++] = row;
    put_own(r, &row, -1);
    row.series = FA_SERIES_VENDOR;
    row.name = e->vendor;
    r->out[r->count++] = row;
    if (*e->model == '\0')
        return;
    row.series = FA_SERIES_MODEL;
    row.name = e->model;
    r->out[r->count++] = row;
}

uint32_t fa_event_tallies(const fa_event *event, fa_tally out[FA_EVENT_TALLIES])
{
    rows r = {.out = out, .day = fai_day_of(event->at), .user = event->user};
    fa_tally activity = {.series = FA_SERIES_ACTIVITY,
                         .day = r.day,
                         .name = fa_event_type_name(event->type),
                         .part = (int32_t)(event->at % DAY_MS / HOUR_MS),
                         .n = 1,
                         .low = event->at,
                         .high = event->at};

    if (event->type != FA_EVENT_MEASURE) {
        r.out[r.count++] = activity;
        put_own(&r, &activity, event->type);
    }
    if (event->operation != FA_OPERATION_NONE)
        put_measure(&r, event);
    if (event->vendor != NULL && *event->vendor != '\0')
        put_tokens(&r, event);
    if (event->outcome != FA_OUTCOME_NONE)
        put(&r, FA_SERIES_QUALITY, fa_outcome_name(event->outcome));
    return r.count;
}

/* ---- of feedback ---- */

static void count(rows *r, const char *name, int sign)
{
    put(r, FA_SERIES_FEEDBACK, name)->n = sign;
}

uint32_t fai_feedback_tallies(const fa_feedback *f, int sign, fa_tally out[FAI_FEEDBACK_TALLIES])
{
    rows r = {.out = out, .day = fai_day_of(f->created)};

    count(&r, "all", sign);
    if (f->rating != 0) {
        count(&r, "rating", sign);
        out[r.count - 1].a = (int64_t)sign * f->rating;
    }
    if (f->thumbs != 0)
        count(&r, f->thumbs > 0 ? "thumbs_up" : "thumbs_down", sign);
    if (*f->comment != '\0')
        count(&r, "comment", sign);
    /* A thumb says more than a number; 3 of 5 is neither. */
    if (f->thumbs > 0 || (f->thumbs == 0 && f->rating >= 4))
        count(&r, "positive", sign);
    if (f->thumbs < 0 || (f->thumbs == 0 && f->rating != 0 && f->rating <= 2))
        count(&r, "negative", sign);
    return r.count;
}
