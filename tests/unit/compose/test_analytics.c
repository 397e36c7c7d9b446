/* Opening the analytics service. */
#include <finanalyst/analytics.h>
#include <finanalyst/port/event_repo.h>

#include "host.h"
#include "oom.h"
#include "unit.h"

static fa_registry *registry;

static void set_up(void)
{
    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(host_register(registry, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_registry_free(registry);
}

START_TEST(opens_by_default_in_memory)
{
    fa_analytics_config config = FA_ANALYTICS_CONFIG_INIT;
    fa_analytics_service *svc = NULL;
    fa_event event = FA_EVENT_INIT;
    fa_event_receipt receipt = {0, 0};

    event.type = FA_EVENT_LOGIN;
    ck_assert_int_eq(fa_analytics_open(registry, &config, &svc, NULL), FA_OK);
    ck_assert_int_eq(fa_event_record(svc, (fa_id){{0}}, &event, 1, &receipt, NULL), FA_OK);
    ck_assert_uint_eq(receipt.accepted, 1);
    fa_analytics_close(svc);
    fa_analytics_close(NULL);
}
END_TEST

START_TEST(names_the_setting_that_is_to_blame)
{
    fa_analytics_config config = FA_ANALYTICS_CONFIG_INIT;
    fa_analytics_service *svc = NULL;
    fa_error err;

    config.analytics_db = "nowhere:x";
    ck_assert_int_eq(fa_analytics_open(registry, &config, &svc, &err), FA_EUNSUPPORTED);
    ck_assert_str_eq(err.field, "analytics_db");
    config.analytics_db = NULL;
    config.clock = "nowhere:x";
    ck_assert_int_eq(fa_analytics_open(registry, &config, &svc, &err), FA_EUNSUPPORTED);
    ck_assert_str_eq(err.field, "clock");
    ck_assert_int_eq(fa_analytics_open(registry, NULL, &svc, &err), FA_EINVALID);
    ck_assert_int_eq(fa_analytics_open(NULL, &config, &svc, &err), FA_EINVALID);
    ck_assert_ptr_null(svc);
}
END_TEST

START_TEST(leaves_nothing_behind_without_memory)
{
    fa_analytics_config config = FA_ANALYTICS_CONFIG_INIT;
    fa_status st = FA_ENOMEM;
    long held = oom_held(), n;

    config.clock = "test:";
    for (n = 1; n < 50 && st != FA_OK; n++) {
        fa_analytics_service *svc = NULL;

        oom_fail(n);
        st = fa_analytics_open(registry, &config, &svc, NULL);
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        ck_assert((svc != NULL) == (st == FA_OK));
        fa_analytics_close(svc);
        ck_assert_int_eq(oom_held(), held);
    }
    ck_assert_int_eq(st, FA_OK);
    ck_assert_int_gt(n, 2);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("analytics");

    oom_install();
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, opens_by_default_in_memory);
    tcase_add_test(tests, names_the_setting_that_is_to_blame);
    tcase_add_test(tests, leaves_nothing_behind_without_memory);
    return unit_run("compose/analytics", tests);
}
