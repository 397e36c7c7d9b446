/* Pages of other origins. */
#include <finanalyst/gateway.h>

#include <string.h>

#include "unit.h"

static const char *const origins[] = {"https://app.aldergate.example", "http://localhost:3000"};

static fa_cors_answer ask(const char *method, const char *origin, const char *wanted, const char *headers)
{
    fa_cors *c = NULL;
    fa_cors_request r = {method, origin, wanted, headers};
    fa_cors_answer a;

    ck_assert_int_eq(fa_cors_new(origins, 2, &c, NULL), FA_OK);
    a = fa_cors_check(c, &r);
    if (a.allowed)
        ck_assert_str_eq(a.origin, origin);
    else
        ck_assert_str_eq(a.origin, "");
    fa_cors_free(c);
    return a;
}

START_TEST(only_named_origins_are_allowed)
{
    ck_assert(ask("GET", "http://localhost:3000", NULL, NULL).allowed);
    ck_assert(!ask("GET", NULL, NULL, NULL).allowed);
    ck_assert(!ask("GET", "null", NULL, NULL).allowed);
    ck_assert(!ask("GET", "http://localhost:30000", NULL, NULL).allowed);
    ck_assert(!ask("GET", "http://localhost", NULL, NULL).allowed);
    ck_assert(!ask("GET", "https://app.aldergate.example.evil.example", NULL, NULL).allowed);
    ck_assert(!ask("GET", "https://xapp.aldergate.example", NULL, NULL).allowed);
    ck_assert(!ask("GET", "http://app.aldergate.example", NULL, NULL).allowed);
}
END_TEST

START_TEST(a_preflight_is_told_what_it_may_do)
{
    fa_cors_answer a = ask("OPTIONS", "http://localhost:3000", "PATCH", "authorization, content-type");

    ck_assert(a.preflight && a.allowed);
    ck_assert_ptr_nonnull(strstr(a.methods, "PATCH"));
    ck_assert_ptr_nonnull(strstr(a.headers, "Authorization"));
    ck_assert_uint_gt(a.max_age_s, 0);
    a = ask("GET", "http://localhost:3000", "PATCH", NULL);
    ck_assert(!a.preflight);
    ck_assert_str_eq(a.methods, "");
}
END_TEST

START_TEST(a_preflight_that_wants_too_much_is_not_allowed)
{
    ck_assert(!ask("OPTIONS", "http://localhost:3000", "TRACE", NULL).allowed);
    ck_assert(!ask("OPTIONS", "http://localhost:3000", "GET", "x-user-id").allowed);
    ck_assert(ask("OPTIONS", "http://evil.example", "GET", NULL).preflight);
    ck_assert(!ask("OPTIONS", "http://evil.example", "GET", NULL).allowed);
    ck_assert_str_eq(ask("OPTIONS", "http://evil.example", "GET", NULL).methods, "");
}
END_TEST

START_TEST(what_is_no_origin_is_refused)
{
    static const char *const bad[] = {"*",
                                      "",
                                      "http://",
                                      "://a",
                                      "http://a/",
                                      "http://a/b",
                                      "http://A",
                                      "a.example",
                                      "http://a:",
                                      "http://a:123456",
                                      "http://*.a.example",
                                      "http://[::1",
                                      "null",
                                      NULL};
    fa_cors *c = NULL;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_int_eq(fa_cors_new(&bad[i], 1, &c, NULL), FA_EINVALID);
    ck_assert_ptr_null(c);
}
END_TEST

START_TEST(an_address_in_brackets_is_an_origin)
{
    static const char *const one[] = {"http://[::1]:3000"};
    fa_cors *c = NULL;

    ck_assert_int_eq(fa_cors_new(one, 1, &c, NULL), FA_OK);
    fa_cors_free(c);
}
END_TEST

START_TEST(replies_expose_the_request_id)
{
    ck_assert_ptr_nonnull(strstr(fa_cors_exposed(), "X-Request-ID"));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("cors");

    tcase_add_test(t, only_named_origins_are_allowed);
    tcase_add_test(t, a_preflight_is_told_what_it_may_do);
    tcase_add_test(t, a_preflight_that_wants_too_much_is_not_allowed);
    tcase_add_test(t, what_is_no_origin_is_refused);
    tcase_add_test(t, an_address_in_brackets_is_an_origin);
    tcase_add_test(t, replies_expose_the_request_id);
    return unit_run("gateway/domain/cors", t);
}
