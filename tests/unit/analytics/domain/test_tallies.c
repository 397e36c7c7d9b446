/* Roll-ups: the histogram of durations, and what an event and a feedback add. */
#include "analytics/domain/tallies.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

enum { DAY_MS = 86400000 };

START_TEST(has_buckets_that_follow_each_other_without_gaps)
{
    ck_assert_int_eq(fa_duration_bucket_start(0), 0);
    for (uint32_t i = 0; i < FA_DURATION_BUCKETS; i++) {
        int64_t start = fa_duration_bucket_start(i), end = fa_duration_bucket_start(i + 1);

        ck_assert_int_lt(start, end);
        ck_assert_uint_eq(fa_duration_bucket(start), i);
        ck_assert_uint_eq(fa_duration_bucket(end - 1), i);
        ck_assert(end - start == 1 || (end - start) * 16 <= start);
    }
    ck_assert_int_eq(fa_duration_bucket_start(FA_DURATION_BUCKETS), (int64_t)1 << 40);
    ck_assert_uint_eq(fa_duration_bucket(INT64_MAX), FA_DURATION_BUCKETS - 1);
    ck_assert_uint_eq(fa_duration_bucket(-5), 0);
    ck_assert_uint_lt(FA_DURATION_BUCKETS, FA_TALLY_PARTS);
}
END_TEST

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

/* The true percentile by nearest rank. */
static int64_t true_percentile(const int64_t *sorted, size_t n, unsigned pct)
{
    size_t rank = (n * pct + 99) / 100;

    return sorted[rank == 0 ? 0 : rank - 1];
}

static void check_percentiles(int64_t *values, size_t n)
{
    static const unsigned percentiles[] = {1, 50, 90, 95, 99, 100};
    uint64_t cells[FA_DURATION_BUCKETS] = {0};

    qsort(values, n, sizeof *values, by_value);
    for (size_t i = 0; i < n; i++)
        cells[fa_duration_bucket(values[i])]++;
    for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++) {
        int64_t want = true_percentile(values, n, percentiles[i]);
        int64_t got = fai_histogram_percentile(cells, n, percentiles[i], values[0], values[n - 1]);

        ck_assert_int_le(llabs(got - want) * 32, want);
        if (want < 32)
            ck_assert_int_eq(got, want);
    }
}

START_TEST(is_never_off_by_more_than_a_thirty_second)
{
    static int64_t values[5000];
    uint32_t state = 7;

    for (size_t n = 1; n <= 5000; n = n * 3 + 1) {
        for (size_t i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            values[i] = (int64_t)(state >> 4) >> (state % 24);
        }
        check_percentiles(values, n);
    }
}
END_TEST

START_TEST(knows_one_value_exactly)
{
    int64_t value = 987654321;

    check_percentiles(&value, 1);
    ck_assert_int_eq(fai_histogram_percentile((uint64_t[FA_DURATION_BUCKETS]){0}, 1, 50, value, value),
                     value);
}
END_TEST

static fa_event bare(fa_event_type type)
{
    fa_event e = FA_EVENT_INIT;

    e.type = type;
    e.at = 5 * (fa_time)DAY_MS + 13 * 3600000 + 59;
    e.id = "1";
    e.session = e.data = e.vendor = e.model = "";
    return e;
}

static const fa_tally *row_of(const fa_tally *rows, uint32_t count, fa_series series, bool user)
{
    for (uint32_t i = 0; i < count; i++)
        if (rows[i].series == series && (rows[i].user.s[0] != '\0') == user)
            return &rows[i];
    return NULL;
}

START_TEST(counts_an_act_by_day_hour_and_user)
{
    fa_tally rows[FA_EVENT_TALLIES];
    fa_event e = bare(FA_EVENT_LOGIN);
    const fa_tally *row;

    ck_assert_uint_eq(fa_event_tallies(&e, rows), 1);
    ck_assert_str_eq(rows[0].name, "LOGIN");
    ck_assert_int_eq(rows[0].day, 5);
    ck_assert_int_eq(rows[0].part, 13);
    e.user = (fa_id){"usr_1"};
    ck_assert_uint_eq(fa_event_tallies(&e, rows), 2);
    row = row_of(rows, 2, FA_SERIES_ACTIVITY, true);
    ck_assert_ptr_nonnull(row);
    ck_assert_int_eq(row->part, FA_EVENT_LOGIN);
    ck_assert_str_eq(row->name, "");
    ck_assert_int_eq(row->low, e.at);
}
END_TEST

START_TEST(counts_a_measurement_as_nobodys_act)
{
    fa_tally rows[FA_EVENT_TALLIES];
    fa_event e = bare(FA_EVENT_MEASURE);
    uint32_t count;

    e.operation = FA_OPERATION_ANALYSIS;
    e.duration_us = 1500;
    e.size_bytes = 3 << 20;
    e.failed = true;
    count = fa_event_tallies(&e, rows);
    ck_assert_uint_eq(count, 3);
    ck_assert_ptr_null(row_of(rows, count, FA_SERIES_ACTIVITY, false));
    ck_assert_int_eq(row_of(rows, count, FA_SERIES_OUTCOME, false)->a, 1);
    ck_assert_int_eq(row_of(rows, count, FA_SERIES_DURATION, false)->part, fa_duration_bucket(1500));
    ck_assert_str_eq(row_of(rows, count, FA_SERIES_SIZE, false)->name, "2-5");
}
END_TEST

START_TEST(fits_all_that_an_event_can_say)
{
    fa_tally rows[FA_EVENT_TALLIES];
    fa_event e = bare(FA_EVENT_QUESTION_ASK);

    e.user = (fa_id){"usr_1"};
    e.operation = FA_OPERATION_QUESTION;
    e.duration_us = 1;
    e.size_bytes = 1;
    e.vendor = "one";
    e.model = "large";
    e.outcome = FA_OUTCOME_VERIFIED;
    ck_assert_uint_eq(fa_event_tallies(&e, rows), 10);
    ck_assert_uint_le(10, FA_EVENT_TALLIES);
}
END_TEST

START_TEST(takes_a_feedback_back_as_it_was_given)
{
    fa_tally given[FAI_FEEDBACK_TALLIES], taken[FAI_FEEDBACK_TALLIES];
    fa_feedback f = {.rating = 5, .thumbs = 1, .comment = "good", .created = DAY_MS};
    uint32_t count = fai_feedback_tallies(&f, 1, given);

    ck_assert_uint_eq(count, 5); /* all, rating, thumbs_up, comment, positive */
    ck_assert_uint_eq(fai_feedback_tallies(&f, -1, taken), count);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert_int_eq(fa_tally_compare(&given[i], &taken[i]), 0);
        ck_assert_int_eq(given[i].n + taken[i].n, 0);
        ck_assert_int_eq(given[i].a + taken[i].a, 0);
        ck_assert_int_eq(given[i].day, 1);
    }
}
END_TEST

START_TEST(calls_a_feedback_good_bad_or_neither)
{
    static const struct {
        int32_t thumbs, rating;
        const char *last;
    } cases[] = {{1, 1, "positive"}, {-1, 5, "negative"}, {0, 4, "positive"},
                 {0, 2, "negative"}, {0, 3, "rating"},    {0, 0, "comment"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_tally rows[FAI_FEEDBACK_TALLIES];
        fa_feedback f = {.thumbs = cases[i].thumbs,
                         .rating = cases[i].rating,
                         .comment = cases[i].rating == 0 ? "x" : "",
                         .created = DAY_MS};

        ck_assert_str_eq(rows[fai_feedback_tallies(&f, 1, rows) - 1].name, cases[i].last);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("tallies");

    tcase_add_test(tests, has_buckets_that_follow_each_other_without_gaps);
    tcase_add_test(tests, is_never_off_by_more_than_a_thirty_second);
    tcase_add_test(tests, knows_one_value_exactly);
    tcase_add_test(tests, counts_an_act_by_day_hour_and_user);
    tcase_add_test(tests, counts_a_measurement_as_nobodys_act);
    tcase_add_test(tests, fits_all_that_an_event_can_say);
    tcase_add_test(tests, takes_a_feedback_back_as_it_was_given);
    tcase_add_test(tests, calls_a_feedback_good_bad_or_neither);
    return unit_run("analytics/domain/tallies", tests);
}
