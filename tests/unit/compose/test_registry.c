/* Schemes of URLs, and the adapters behind them. */
#include <string.h>

#include <finanalyst/registry.h>

#include "host.h"
#include "oom.h"
#include "unit.h"

static fa_registry *registry;
static const fa_open_context context = {sizeof context, NULL, NULL};

static void set_up(void)
{
    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_registry_free(registry);
}

/* Keeps the URL that it was opened with. */
static fa_status open_probe(const fa_open_context *with, const char *url, void *out, fa_error *err)
{
    (void)with;
    if (strcmp(url, "probe:broken") == 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the probe is broken");
    *(const char **)out = url;
    return FA_OK;
}

/* Hands back the options. */
static fa_status open_with_options(const fa_registry *from, const void *options, const fa_open_context *with,
                                   const char *url, void *out, fa_error *err)
{
    (void)err;
    if (from != registry || with != &context || strcmp(url, "with:") != 0)
        return FA_EINTERNAL;
    *(const void **)out = options;
    return FA_OK;
}

static int freed;

static void free_option(void *option)
{
    freed += *(int *)option;
}

START_TEST(hands_an_adapter_the_options_that_it_was_added_with)
{
    const void *with = NULL;
    static int option = 5;

    ck_assert_int_eq(fa_registry_add_with(registry, FA_PORT_JOB_REPO, "with", open_with_options, &option,
                                          free_option, NULL),
                     FA_OK);
    ck_assert_int_eq(fa_registry_add_with(registry, FA_PORT_JOB_REPO, "with", open_with_options, &option,
                                          free_option, NULL),
                     FA_ECONFLICT);
    ck_assert_int_eq(
        fa_registry_add_with(registry, FA_PORT_JOB_REPO, "none", NULL, &option, free_option, NULL),
        FA_EINVALID);
    ck_assert_int_eq(fa_registry_open(registry, FA_PORT_JOB_REPO, &context, "with:", (void *)&with, NULL),
                     FA_OK);
    ck_assert_ptr_eq(with, &option);
    ck_assert_int_eq(freed, 0);
    fa_registry_free(registry);
    registry = NULL;
    ck_assert_int_eq(freed, 5);
}
END_TEST

START_TEST(knows_the_schemes_of_the_core)
{
    fa_blob_store blobs = {NULL, NULL};
    fa_clock clock = {NULL, NULL};

    ck_assert_int_eq(fa_registry_open(registry, FA_PORT_BLOB_STORE, &context, "memory:", &blobs, NULL),
                     FA_OK);
    ck_assert_int_eq(fa_registry_open(registry, FA_PORT_CLOCK, &context, "system:", &clock, NULL), FA_OK);
    fa_blob_store_close(&blobs);
    fa_clock_close(&clock);
}
END_TEST

START_TEST(hands_the_whole_url_to_the_adapter_of_port_and_scheme)
{
    const char *url = NULL;
    fa_error err;

    ck_assert_int_eq(fa_registry_add(registry, FA_PORT_JOB_REPO, "probe", open_probe, NULL), FA_OK);
    ck_assert_int_eq(
        fa_registry_open(registry, FA_PORT_JOB_REPO, &context, "probe://host:80/x", (void *)&url, NULL),
        FA_OK);
    ck_assert_str_eq(url, "probe://host:80/x");
    ck_assert_int_eq(
        fa_registry_open(registry, FA_PORT_JOB_REPO, &context, "probe:broken", (void *)&url, &err),
        FA_EUNAVAILABLE);
    ck_assert_str_eq(err.message, "the probe is broken");
    ck_assert_int_eq(fa_registry_open(registry, FA_PORT_CLOCK, &context, "probe:", (void *)&url, NULL),
                     FA_EUNSUPPORTED);
}
END_TEST

START_TEST(lists_the_schemes_there_are_when_one_is_unknown)
{
    static const char *const urls[] = {"postgresql://x", "mem:", "memory", "", ":", "/tmp/x", "MEMORY:"};
    fa_blob_store blobs = {NULL, NULL};
    size_t i;

    for (i = 0; i < sizeof urls / sizeof *urls; i++) {
        fa_error err;

        ck_assert_int_eq(fa_registry_open(registry, FA_PORT_BLOB_STORE, &context, urls[i], &blobs, &err),
                         FA_EUNSUPPORTED);
        ck_assert_ptr_nonnull(strstr(err.message, "\"memory:\", \"file:\""));
        ck_assert_ptr_null(blobs.ops);
    }
}
END_TEST

START_TEST(takes_a_scheme_once_for_each_port)
{
    fa_error err;

    ck_assert_int_eq(fa_registry_add(registry, FA_PORT_CLOCK, "probe", open_probe, NULL), FA_OK);
    ck_assert_int_eq(fa_registry_add(registry, FA_PORT_HASHER, "probe", open_probe, NULL), FA_OK);
    ck_assert_int_eq(fa_registry_add(registry, FA_PORT_CLOCK, "probe", open_probe, &err), FA_ECONFLICT);
    ck_assert_ptr_nonnull(strstr(err.message, "probe"));
}
END_TEST

START_TEST(refuses_what_is_no_scheme)
{
    static const char *const schemes[] = {
        "", "probe:", "Probe", "1probe", "a b", "-a", NULL, "a-scheme-that-is-longer-than-any-one-needs"};
    size_t i;

    for (i = 0; i < sizeof schemes / sizeof *schemes; i++)
        ck_assert_int_eq(fa_registry_add(registry, FA_PORT_CLOCK, schemes[i], open_probe, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_registry_add(registry, FA_PORT_CLOCK, "probe", NULL, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_registry_add(registry, (fa_port)0, "probe", open_probe, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_registry_add(NULL, FA_PORT_CLOCK, "probe", open_probe, NULL), FA_EINVALID);
}
END_TEST

START_TEST(comes_whole_or_not_at_all_when_memory_runs_out)
{
    long n, held = oom_held();
    fa_status st = FA_ENOMEM;

    for (n = 1; st != FA_OK; n++) {
        fa_registry *r = NULL;

        oom_fail(n);
        st = fa_registry_new(&r, NULL);
        oom_fail(0);
        ck_assert(st == FA_OK || (st == FA_ENOMEM && r == NULL));
        fa_registry_free(r);
        ck_assert_int_eq(oom_held(), held);
    }
    ck_assert_int_gt(n, 2);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("registry");

    oom_install();
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, knows_the_schemes_of_the_core);
    tcase_add_test(tests, hands_an_adapter_the_options_that_it_was_added_with);
    tcase_add_test(tests, hands_the_whole_url_to_the_adapter_of_port_and_scheme);
    tcase_add_test(tests, lists_the_schemes_there_are_when_one_is_unknown);
    tcase_add_test(tests, takes_a_scheme_once_for_each_port);
    tcase_add_test(tests, refuses_what_is_no_scheme);
    tcase_add_test(tests, comes_whole_or_not_at_all_when_memory_runs_out);
    return unit_run("compose/registry", tests);
}
