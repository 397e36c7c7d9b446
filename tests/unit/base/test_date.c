/* Calendar days, moments and ids. */
#include <finanalyst/types.h>

#include "base/ids.h"
#include "unit.h"

START_TEST(knows_every_day_of_four_centuries)
{
    fa_date d, first = fa_date_make(1800, 1, 1), last = fa_date_make(2200, 12, 31);

    for (d = first; d <= last; d++) {
        int y, m, day;

        fa_date_split(d, &y, &m, &day);
        ck_assert_int_eq(fa_date_make(y, m, day), d);
    }
    ck_assert_int_eq(fa_date_make(1970, 1, 1), 0);
    ck_assert_int_eq(fa_date_make(2023, 2, 29), FA_DATE_NONE);
}
END_TEST

START_TEST(writes_and_reads_days)
{
    char text[11], moment[25];

    fa_date_format(fa_date_parse("2024-09-28"), text);
    ck_assert_str_eq(text, "2024-09-28");
    ck_assert_int_eq(fa_date_parse("2024-9-28"), FA_DATE_NONE);
    fa_time_format(1700000000123, moment);
    ck_assert_str_eq(moment, "2023-11-14T22:13:20.123Z");
}
END_TEST

START_TEST(orders_ids_by_time)
{
    static const uint8_t low[10], high[10] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    fa_id a = fai_id_make("doc_", 1700000000000, high), b = fai_id_make("doc_", 1700000000001, low), c;

    ck_assert_str_lt(a.s, b.s);
    ck_assert_int_eq(fa_id_parse(a.s, "doc_", &c, NULL), FA_OK);
    ck_assert(fa_id_equal(a, c));
    ck_assert_int_eq(fa_id_parse(a.s, "job_", &c, NULL), FA_EINVALID);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("date");

    tcase_add_test(t, knows_every_day_of_four_centuries);
    tcase_add_test(t, writes_and_reads_days);
    tcase_add_test(t, orders_ids_by_time);
    return unit_run("base/date", t);
}
