/* Jobs on the wire. */
#include <string.h>

#include <finanalyst/wire.h>

#include "unit.h"

START_TEST(writes_progress_rounded_down)
{
    fa_job job = {.id = {"job_1"},
                  .document = {"doc_1"},
                  .state = FA_JOB_RUNNING,
                  .step = "reading",
                  .done = 149,
                  .total = 150,
                  .attempts = 1,
                  .error = "",
                  .created = 1000,
                  .updated = 2000,
                  .version = 3};
    fa_buf b;

    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_job_to_json(&job, &b, NULL), FA_OK);
    ck_assert_str_eq(b.data,
                     "{\"id\":\"job_1\",\"owner_id\":null,\"document_id\":\"doc_1\",\"status\":\"running\","
                     "\"step\":\"reading\","
                     "\"done\":149,\"total\":150,\"pct\":99,\"attempts\":1,\"cancel_requested\":false,"
                     "\"error\":null,\"created_at\":\"1970-01-01T00:00:01.000Z\","
                     "\"updated_at\":\"1970-01-01T00:00:02.000Z\",\"version\":3}");
    fa_buf_clear(&b);
}
END_TEST

START_TEST(says_nothing_of_progress_that_is_not_known)
{
    fa_job job = {
        .state = FA_JOB_FAILED, .step = "", .cancel = true, .error_code = FA_ETIMEOUT, .error = "too slow"};
    fa_buf b;

    fa_buf_init(&b, 10000);
    ck_assert_int_eq(fa_job_to_json(&job, &b, NULL), FA_OK);
    ck_assert_ptr_nonnull(
        strstr(b.data, "\"status\":\"failed\",\"step\":null,\"done\":0,\"total\":null,\"pct\":null"));
    ck_assert_ptr_nonnull(strstr(
        b.data, "\"cancel_requested\":true,\"error\":{\"code\":\"timeout\",\"message\":\"too slow\"}"));
    fa_buf_clear(&b);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("job_json");

    tcase_add_test(t, writes_progress_rounded_down);
    tcase_add_test(t, says_nothing_of_progress_that_is_not_known);
    return unit_run("wire/job_json", t);
}
