/* Which route a path belongs to. */
#include <finanalyst/gateway.h>

#include <string.h>

#include "unit.h"

static const fa_gateway_route routes[] = {
    {NULL, "/api/v1", FA_ACCESS_USER, 1, 0, 0, 0},
    {NULL, "/api/v1/documents", FA_ACCESS_USER, 2, 0, 0, 0},
    {NULL, "/api/v1/documents/{id}/content", FA_ACCESS_SIGNED, 3, 0, 0, 0},
    {"POST", "/api/v1/documents/{id}/content", FA_ACCESS_OWNER, 4, 0, 0, 0},
    {NULL, "/api/v1/documents/shared/content", FA_ACCESS_USER, 5, 0, 0, 0},
    {NULL, "/api/v1/admin", FA_ACCESS_ADMIN, 6, 0, 0, 0},
};

static fa_route_table *table(const fa_gateway_route *from, size_t count)
{
    fa_route_table *t = NULL;

    ck_assert_int_eq(fa_route_table_new(from, count, &t, NULL), FA_OK);
    return t;
}

static uint32_t served_by(const char *method, const char *path)
{
    fa_route_table *t = table(routes, sizeof routes / sizeof *routes);
    const fa_gateway_route *r = fa_route_table_find(t, method, path, strlen(path));
    uint32_t upstream = r == NULL ? 0 : r->upstream;

    fa_route_table_free(t);
    return upstream;
}

START_TEST(the_longest_prefix_in_segments_wins)
{
    ck_assert_uint_eq(served_by("GET", "/api/v1/users"), 1);
    ck_assert_uint_eq(served_by("GET", "/api/v1/documents"), 2);
    ck_assert_uint_eq(served_by("GET", "/api/v1/documents/7/pages/3"), 2);
    ck_assert_uint_eq(served_by("GET", "/api/v1/documents/7/content?x=/a/b/c/d"), 3);
}
END_TEST

START_TEST(a_prefix_ends_where_a_segment_or_a_verb_begins)
{
    ck_assert_uint_eq(served_by("GET", "/api/v1/documentsx"), 1);
    ck_assert_uint_eq(served_by("POST", "/api/v1/documents:presign"), 2);
    ck_assert_uint_eq(served_by("POST", "/api/v1/admin/users/3:lock"), 6);
    ck_assert_uint_eq(served_by("GET", "/api/v1x"), 0);
    ck_assert_uint_eq(served_by("GET", "/"), 0);
}
END_TEST

START_TEST(what_is_spelled_out_comes_before_braces_and_a_method_before_any)
{
    ck_assert_uint_eq(served_by("GET", "/api/v1/documents/shared/content"), 5);
    ck_assert_uint_eq(served_by("POST", "/api/v1/documents/7/content"), 4);
    ck_assert_uint_eq(served_by("PUT", "/api/v1/documents/7/content"), 3);
}
END_TEST

START_TEST(a_verb_has_a_route_of_its_own_where_there_is_one)
{
    const fa_gateway_route four[] = {{NULL, "/a/{id}", FA_ACCESS_NONE, 1, 0, 0, 0},
                                     {"POST", "/a/{id}", FA_ACCESS_NONE, 2, 0, 0, 0},
                                     {"POST", "/a/{id}:stop", FA_ACCESS_NONE, 3, 0, 0, 0},
                                     {"POST", "/a:stop", FA_ACCESS_NONE, 4, 0, 0, 0}};
    static const struct {
        const char *method, *path;
        uint32_t upstream;
    } cases[] = {{"POST", "/a/7:stop", 3},  {"POST", "/a/7%3Astop?x", 3}, {"POST", "/a/7:stop/x", 3},
                 {"POST", "/a/7:stops", 2}, {"POST", "/a/7:go", 2},       {"POST", "/a/7", 2},
                 {"GET", "/a/7:stop", 1},   {"POST", "/a/:stop", 2},      {"POST", "/a:stop", 4},
                 {"POST", "/a/7/x:stop", 2}};
    fa_route_table *t = table(four, 4);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_uint_eq(
            fa_route_table_find(t, cases[i].method, cases[i].path, strlen(cases[i].path))->upstream,
            cases[i].upstream);
    fa_route_table_free(t);
}
END_TEST

START_TEST(an_encoded_path_is_the_path_that_it_stands_for)
{
    ck_assert_uint_eq(served_by("GET", "/api/v1/%61dmin/users"), 6);
    ck_assert_uint_eq(served_by("GET", "/api/v1/admin%3Ax"), 6);
    ck_assert_uint_eq(served_by("GET", "/api/v1/adm%69n"), 6);
}
END_TEST

START_TEST(the_root_serves_what_nothing_else_does)
{
    const fa_gateway_route two[] = {{NULL, "/", FA_ACCESS_NONE, 9, 0, 0, 0},
                                    {NULL, "/a", FA_ACCESS_NONE, 8, 0, 0, 0}};
    fa_route_table *t = table(two, 2);

    ck_assert_uint_eq(fa_route_table_find(t, "GET", "/b/c", 4)->upstream, 9);
    ck_assert_uint_eq(fa_route_table_find(t, "GET", "/", 1)->upstream, 9);
    ck_assert_uint_eq(fa_route_table_find(t, "GET", "/a/c", 4)->upstream, 8);
    ck_assert_ptr_null(fa_route_table_find(t, "GET", "*", 1));
    ck_assert_uint_eq(fa_route_table_count(t), 2);
    ck_assert_uint_eq(fa_route_table_at(t, 0)->upstream, 8);
    ck_assert_ptr_null(fa_route_table_at(t, 2));
    fa_route_table_free(t);
}
END_TEST

START_TEST(refuses_routes_that_are_malformed_or_there_twice)
{
    static const char *const bad[] = {"",          "a",     "/a/",      "//a",  "/a//b",
                                      "/{a",       "/x{a}", "/a?b",     "/%61", "/{a}b",
                                      "/{a}{b}/c", "/{a}:", "/{a}:{b}", "/}a{", NULL};
    fa_gateway_route twice[] = {{"GET", "/a", FA_ACCESS_NONE, 1, 0, 0, 0},
                                {"GET", "/a", FA_ACCESS_USER, 2, 0, 0, 0}};
    fa_route_table *t = NULL;
    fa_error err = {0};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        fa_gateway_route r = {NULL, bad[i], FA_ACCESS_NONE, 1, 0, 0, 0};

        ck_assert_int_eq(fa_route_table_new(&r, 1, &t, NULL), FA_EINVALID);
    }
    ck_assert_int_eq(fa_route_table_new(twice, 2, &t, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "prefix");
    ck_assert_ptr_null(t);
}
END_TEST

START_TEST(access_lets_in_those_who_may_be_right)
{
    ck_assert_int_eq(fa_access_check(FA_ACCESS_NONE, false, false), FA_VERDICT_PASS);
    ck_assert_int_eq(fa_access_check(FA_ACCESS_SIGNED, false, false), FA_VERDICT_PASS);
    ck_assert_int_eq(fa_access_check(FA_ACCESS_USER, false, false), FA_VERDICT_SIGN_IN);
    ck_assert_int_eq(fa_access_check(FA_ACCESS_OWNER, true, false), FA_VERDICT_PASS);
    ck_assert_int_eq(fa_access_check(FA_ACCESS_ADMIN, false, false), FA_VERDICT_SIGN_IN);
    ck_assert_int_eq(fa_access_check(FA_ACCESS_ADMIN, true, false), FA_VERDICT_FORBID);
    ck_assert_int_eq(fa_access_check(FA_ACCESS_ADMIN, true, true), FA_VERDICT_PASS);
    ck_assert_int_eq(fa_access_check(FA_ACCESS_INTERNAL, true, true), FA_VERDICT_HIDE);
    ck_assert_int_eq(fa_access_check((fa_access)77, true, true), FA_VERDICT_HIDE);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("route");

    tcase_add_test(t, the_longest_prefix_in_segments_wins);
    tcase_add_test(t, a_prefix_ends_where_a_segment_or_a_verb_begins);
    tcase_add_test(t, what_is_spelled_out_comes_before_braces_and_a_method_before_any);
    tcase_add_test(t, a_verb_has_a_route_of_its_own_where_there_is_one);
    tcase_add_test(t, an_encoded_path_is_the_path_that_it_stands_for);
    tcase_add_test(t, the_root_serves_what_nothing_else_does);
    tcase_add_test(t, refuses_routes_that_are_malformed_or_there_twice);
    tcase_add_test(t, access_lets_in_those_who_may_be_right);
    return unit_run("gateway/domain/route", t);
}
