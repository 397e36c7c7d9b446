/* Objects, usage and findings on the wire, and quotas from it. */
#include <string.h>

#include <finanalyst/wire.h>

#include "unit.h"

static fa_buf b;

static void set_up(void)
{
    fa_buf_init(&b, 10000);
}

static void tear_down(void)
{
    fa_buf_clear(&b);
}

START_TEST(writes_an_object)
{
    fa_object o = {.owner = {"usr_1"},
                   .name = "a",
                   .size_bytes = 5,
                   .sha256 = "",
                   .state = FA_OBJECT_PENDING,
                   .created = 1000,
                   .touched = 2000,
                   .version = 3};

    ck_assert_int_eq(fa_object_to_json(&o, &b, NULL), FA_OK);
    ck_assert_str_eq(
        b.data,
        "{\"name\":\"a\",\"user_id\":\"usr_1\",\"size_bytes\":5,\"sha256\":null,\"status\":\"pending\","
        "\"created_at\":\"1970-01-01T00:00:01.000Z\",\"updated_at\":\"1970-01-01T00:00:02.000Z\","
        "\"checked_at\":null,\"version\":3}");
}
END_TEST

START_TEST(what_has_no_limit_is_null_and_a_full_quota_leaves_nothing)
{
    fa_usage u = {.bytes = 12, .objects = 1, .quota = {FA_UNLIMITED, 2, FA_UNLIMITED}, .own_quota = true};

    ck_assert_int_eq(fa_usage_to_json(&u, &b, NULL), FA_OK);
    ck_assert_str_eq(
        b.data,
        "{\"user_id\":null,\"size_bytes\":12,\"objects\":1,\"reserved_bytes\":0,\"reserved_objects\":0,"
        "\"free_bytes\":null,\"quota\":{\"max_bytes\":null,\"max_objects\":2,\"max_object_bytes\":null,"
        "\"own\":true}}");
    fa_buf_reset(&b);
    u.quota.max_bytes = 10;
    ck_assert_int_eq(fa_usage_to_json(&u, &b, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(b.data, "\"free_bytes\":0,"));
}
END_TEST

START_TEST(every_finding_has_a_word)
{
    int kind;

    for (kind = FA_FINDING_STALE_UPLOAD; kind <= FA_FINDING_EXPIRED; kind++) {
        fa_finding f = {(fa_finding_kind)kind, {"usr_1"}, "a", 5, true};

        fa_buf_reset(&b);
        ck_assert_int_eq(fa_finding_to_json(&f, &b, NULL), FA_OK);
        ck_assert_ptr_null(strstr(b.data, "null"));
    }
}
END_TEST

START_TEST(reads_a_quota)
{
    static const char text[] = "{\"max_bytes\":1000,\"max_objects\":null}";
    fa_quota q = {1, 1, 1};

    ck_assert_int_eq(fa_quota_from_json(text, strlen(text), &q, NULL), FA_OK);
    ck_assert_uint_eq(q.max_bytes, 1000);
    ck_assert_uint_eq(q.max_objects, FA_UNLIMITED);
    ck_assert_uint_eq(q.max_object_bytes, FA_UNLIMITED);
}
END_TEST

static const char *const bad[] = {"",
                                  "{}",
                                  "[]",
                                  "1",
                                  "{\"max_bytes\":-1}",
                                  "{\"max_bytes\":0.5}",
                                  "{\"max_bytes\":true}",
                                  "{\"max_bytes\":1,\"bytes\":1}",
                                  "{\"max_bytes\":1e400}"};

START_TEST(refuses_what_is_no_quota_and_leaves_it_alone)
{
    fa_quota q = {7, 7, 7};

    ck_assert_int_eq(fa_quota_from_json(bad[_i], strlen(bad[_i]), &q, NULL), FA_EINVALID);
    ck_assert_uint_eq(q.max_bytes, 7);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("storage_json");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, writes_an_object);
    tcase_add_test(tests, what_has_no_limit_is_null_and_a_full_quota_leaves_nothing);
    tcase_add_test(tests, every_finding_has_a_word);
    tcase_add_test(tests, reads_a_quota);
    tcase_add_loop_test(tests, refuses_what_is_no_quota_and_leaves_it_alone, 0, sizeof bad / sizeof *bad);
    return unit_run("wire/storage_json", tests);
}
