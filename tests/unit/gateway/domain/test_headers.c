/* Headers that do not come in. */
#include <finanalyst/gateway.h>

#include <string.h>

#include "unit.h"

static bool stripped(const char *name)
{
    return fa_header_is_stripped(name, strlen(name));
}

START_TEST(claims_of_an_identity_are_stripped_in_any_case)
{
    static const char *const claims[] = {"X-User-Id",
                                         "x-user-role",
                                         "X-FA-Identity",
                                         "X-FA-Budget-Ms",
                                         "X-Auth",
                                         "X-Auth-Request-User",
                                         "X-Authenticated-User",
                                         "X-Forwarded-For",
                                         "x-forwarded-host",
                                         "Forwarded",
                                         "X-Real-IP",
                                         "X-Original-URL",
                                         "X-Rewrite-URL",
                                         "X-HTTP-Method",
                                         "X-HTTP-Method-Override",
                                         "X-Internal-API-Key",
                                         "X_User_Id",
                                         "a_b",
                                         "X-Client-IP",
                                         "True-Client-IP",
                                         "X-Role",
                                         "X-Remote-User",
                                         "Via",
                                         "_x",
                                         ""};

    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        ck_assert_msg(stripped(claims[i]), "%s", claims[i]);
}
END_TEST

START_TEST(what_is_between_neighbours_is_stripped)
{
    static const char *const hops[] = {"Connection",
                                       "Keep-Alive",
                                       "TE",
                                       "Trailer",
                                       "Upgrade",
                                       "Expect",
                                       "Host",
                                       "Proxy-Authorization",
                                       "Proxy-Connection",
                                       "Transfer-Encoding",
                                       "Content-Length",
                                       "HTTP2-Settings"};

    for (size_t i = 0; i < sizeof hops / sizeof *hops; i++)
        ck_assert_msg(stripped(hops[i]), "%s", hops[i]);
}
END_TEST

START_TEST(what_a_request_is_about_passes)
{
    static const char *const fine[] = {"Accept",        "Content-Type",  "Range",           "If-Match",
                                       "X-Request-ID",  "X-API-Key",     "Idempotency-Key", "Last-Event-ID",
                                       "Upload-Offset", "Tus-Resumable", "X-Users",         "X-FAX",
                                       "Forward",       "Hostess",       "User-Agent",      "Cookie",
                                       "traceparent",   "Authorization"};

    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        ck_assert_msg(!stripped(fine[i]), "%s", fine[i]);
}
END_TEST

START_TEST(a_list_holds_whole_names_in_any_case)
{
    const char *list = "close, X-Secret ,\tx-Other,";

    ck_assert(fa_header_list_has(list, strlen(list), "x-secret", 8));
    ck_assert(fa_header_list_has(list, strlen(list), "X-OTHER", 7));
    ck_assert(fa_header_list_has(list, strlen(list), "Close", 5));
    ck_assert(!fa_header_list_has(list, strlen(list), "x-secre", 7));
    ck_assert(!fa_header_list_has(list, strlen(list), "", 0));
    ck_assert(!fa_header_list_has("", 0, "a", 1));
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("headers");

    tcase_add_test(t, claims_of_an_identity_are_stripped_in_any_case);
    tcase_add_test(t, what_is_between_neighbours_is_stripped);
    tcase_add_test(t, what_a_request_is_about_passes);
    tcase_add_test(t, a_list_holds_whole_names_in_any_case);
    return unit_run("gateway/domain/headers", t);
}
