/* Accounts as JSON, and the members of requests. */
#include <finanalyst/wire.h>

#include <stdio.h>
#include <string.h>

#include "unit.h"

START_TEST(a_line_of_the_trail_is_a_row_that_no_spreadsheet_runs)
{
    fa_audit_entry e;
    fa_buf out;

    memset(&e, 0, sizeof e);
    e.seq = 12;
    e.time = 1000;
    (void)snprintf(e.action, sizeof e.action, "profile");
    (void)snprintf(e.target, sizeof e.target, "usr_1");
    (void)snprintf(e.detail, sizeof e.detail, "=1+1, \"x\"");
    (void)snprintf(e.hash, sizeof e.hash, "ab");
    fa_buf_init(&out, 1000);
    ck_assert_int_eq(fa_audit_entry_to_csv(NULL, &out, NULL), FA_OK);
    ck_assert_int_eq(fa_audit_entry_to_csv(&e, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data, "seq,time,actor,action,target,ip,request_id,detail,previous_hash,hash\r\n"
                               "12,1970-01-01T00:00:01.000Z,,profile,usr_1,,,\"'=1+1, \"\"x\"\"\",,ab\r\n");
    fa_buf_clear(&out);
}
END_TEST

START_TEST(a_user_is_written_without_secrets)
{
    fa_user user;
    fa_buf out;

    memset(&user, 0, sizeof user);
    (void)snprintf(user.id.s, sizeof user.id.s, "usr_1");
    user.legacy_id = 7;
    (void)snprintf(user.email, sizeof user.email, "a\"b@example.com");
    (void)snprintf(user.preferences, sizeof user.preferences, "{\"a\":[1,2]}");
    user.role = FA_ROLE_ADMIN;
    user.active = true;
    user.created = 1;
    user.version = 3;
    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fa_user_to_json(&user, &out, NULL), FA_OK);
    ck_assert_str_eq(out.data,
                     "{\"id\":\"usr_1\",\"legacy_id\":7,\"email\":\"a\\\"b@example.com\",\"full_name\":null,"
                     "\"avatar_url\":null,\"preferences\":{\"a\":[1,2]},\"role\":\"admin\",\"is_admin\":true,"
                     "\"is_active\":true,\"is_locked\":false,\"is_verified\":false,\"has_totp\":false,"
                     "\"has_password\":false,\"last_login\":null,\"created_at\":\"1970-01-01T00:00:00.001Z\","
                     "\"updated_at\":null,\"version\":3}");
    fa_buf_clear(&out);
    fa_buf_init(&out, 40); /* too small: as it was */
    (void)fa_buf_puts(&out, "x");
    ck_assert_int_eq(fa_user_to_json(&user, &out, NULL), FA_ETOOLARGE);
    ck_assert_str_eq(out.data, "x");
    fa_buf_clear(&out);
}
END_TEST

START_TEST(a_key_and_a_session_are_written)
{
    fa_api_key key = {.id = {"apk_1"}, .name = "K", .prefix = "fa_x", .scope = "ask profile", .version = 1};
    fa_session session = {.id = {"ses_1"}, .agent = "B", .created = 1, .last_used = 1, .expires = 1};
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fa_api_key_to_json(&key, &out, NULL), FA_OK);
    ck_assert_str_eq(
        out.data,
        "{\"id\":\"apk_1\",\"name\":\"K\",\"prefix\":\"fa_x\",\"scopes\":[\"ask\",\"profile\"],"
        "\"ip_allow\":[],\"created_at\":null,\"expires_at\":null,\"last_used_at\":null,\"version\":1}");
    fa_buf_reset(&out);
    ck_assert_int_eq(fa_session_to_json(&session, &out, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(out.data, "\"device\":\"B\",\"ip\":null"));
    fa_buf_clear(&out);
}
END_TEST

START_TEST(tokens_keep_the_refresh_token_to_themselves_where_asked)
{
    fa_tokens t = {.access = "A", .refresh = "R", .device = "D", .access_expires = 61000};
    fa_buf out;

    fa_buf_init(&out, 4096);
    ck_assert_int_eq(fa_tokens_to_json(&t, 1000, true, &out, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(out.data,
                                 "\"access_token\":\"A\",\"token_type\":\"bearer\",\"expires_in\":60,"
                                 "\"refresh_token\":\"R\",\"device_token\":\"D\""));
    fa_buf_reset(&out);
    ck_assert_int_eq(fa_tokens_to_json(&t, 1000, false, &out, NULL), FA_OK);
    ck_assert_ptr_null(strstr(out.data, "\"R\""));
    ck_assert_ptr_null(strstr(out.data, "\"D\""));
    fa_buf_clear(&out);
}
END_TEST

enum { TEXT, FLAG, NUMBER, TIME, WORDS, OBJECT, COUNT };

static void list(fa_member m[COUNT])
{
    m[TEXT] = (fa_member)FA_MEMBER_INIT("text", FA_MEMBER_TEXT, true);
    m[FLAG] = (fa_member)FA_MEMBER_INIT("flag", FA_MEMBER_BOOL, false);
    m[NUMBER] = (fa_member)FA_MEMBER_INIT("number", FA_MEMBER_NUMBER, false);
    m[TIME] = (fa_member)FA_MEMBER_INIT("time", FA_MEMBER_TIME, false);
    m[WORDS] = (fa_member)FA_MEMBER_INIT("words", FA_MEMBER_WORDS, false);
    m[OBJECT] = (fa_member)FA_MEMBER_INIT("object", FA_MEMBER_OBJECT, false);
}

START_TEST(members_are_read_by_their_kinds)
{
    static const char body[] =
        "{\"object\":{\"a\":[1.50,\"x\\ny\",null,true],\"b\":{}},\"words\":[\"one\",\"two\"],"
        "\"text\":\"hi\",\"flag\":false,\"number\":-3,\"time\":\"2026-01-31T12:00:00Z\"}";
    fa_member m[COUNT];
    void *hold = NULL;

    list(m);
    ck_assert_int_eq(fa_members_from_json(body, strlen(body), m, COUNT, &hold, NULL), FA_OK);
    ck_assert_str_eq(m[TEXT].text, "hi");
    ck_assert(m[FLAG].given && m[FLAG].number == 0);
    ck_assert_int_eq(m[NUMBER].number, -3);
    ck_assert_int_eq(m[TIME].number, INT64_C(1769860800000));
    ck_assert_str_eq(m[WORDS].text, "one two");
    ck_assert_str_eq(m[OBJECT].text, "{\"a\":[1.50,\"x\\ny\",null,true],\"b\":{}}");
    fa_members_free(hold);
}
END_TEST

START_TEST(null_is_as_if_it_were_not_there)
{
    static const char body[] = "{\"text\":\"\",\"flag\":null,\"words\":null}";
    fa_member m[COUNT];
    void *hold = NULL;

    list(m);
    ck_assert_int_eq(fa_members_from_json(body, strlen(body), m, COUNT, &hold, NULL), FA_OK);
    ck_assert(m[TEXT].given && !m[FLAG].given && !m[WORDS].given && !m[OBJECT].given);
    ck_assert_ptr_null(m[WORDS].text);
    fa_members_free(hold);
}
END_TEST

START_TEST(what_does_not_belong_is_named)
{
    static const char *const cases[][2] = {
        {"{}", "/text"},
        {"[]", "/"},
        {"{\"text\":1}", "/text"},
        {"{\"text\":\"a\\u0000b\"}", "/text"},
        {"{\"text\":null}", "/text"},
        {"{\"text\":\"a\",\"role\":\"admin\"}", "/role"},
        {"{\"text\":\"a\",\"flag\":0}", "/flag"},
        {"{\"text\":\"a\",\"number\":1.5}", "/number"},
        {"{\"text\":\"a\",\"time\":\"2026-02-30T12:00:00Z\"}", "/time"},
        {"{\"text\":\"a\",\"time\":\"2026-01-31T24:00:00Z\"}", "/time"},
        {"{\"text\":\"a\",\"time\":\"2026-01-31T12:00:00+00\"}", "/time"},
        {"{\"text\":\"a\",\"words\":[\"a b\"]}", "/words"},
        {"{\"text\":\"a\",\"words\":[1]}", "/words"},
        {"{\"text\":\"a\",\"words\":\"a\"}", "/words"},
        {"{\"text\":\"a\",\"object\":[]}", "/object"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_member m[COUNT];
        fa_error err = {0};
        void *hold = NULL;

        list(m);
        ck_assert_int_eq(fa_members_from_json(cases[i][0], strlen(cases[i][0]), m, COUNT, &hold, &err),
                         FA_EINVALID);
        ck_assert_str_eq(err.field, cases[i][1]);
        ck_assert_ptr_null(hold);
    }
}
END_TEST

START_TEST(picking_passes_over_what_is_not_asked_for_and_nothing_else)
{
    static const char more[] = "{\"role\":{\"a\":[1]},\"text\":\"a\",\"flag\":true}",
                      wrong[] = "{\"role\":1,\"text\":\"a\",\"flag\":0}", missing[] = "{\"role\":1}";
    fa_member m[COUNT];
    fa_error err = {0};
    void *hold = NULL;

    list(m);
    ck_assert_int_eq(fa_members_pick_from_json(more, strlen(more), m, COUNT, &hold, NULL), FA_OK);
    ck_assert_str_eq(m[TEXT].text, "a");
    ck_assert(m[FLAG].given && m[FLAG].number == 1 && !m[OBJECT].given);
    fa_members_free(hold);
    hold = NULL;
    ck_assert_int_eq(fa_members_pick_from_json(wrong, strlen(wrong), m, COUNT, &hold, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "/flag");
    ck_assert_int_eq(fa_members_pick_from_json(missing, strlen(missing), m, COUNT, &hold, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "/text");
    ck_assert_ptr_null(hold);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("user_json");

    tcase_add_test(tests, a_line_of_the_trail_is_a_row_that_no_spreadsheet_runs);
    tcase_add_test(tests, a_user_is_written_without_secrets);
    tcase_add_test(tests, a_key_and_a_session_are_written);
    tcase_add_test(tests, tokens_keep_the_refresh_token_to_themselves_where_asked);
    tcase_add_test(tests, members_are_read_by_their_kinds);
    tcase_add_test(tests, null_is_as_if_it_were_not_there);
    tcase_add_test(tests, what_does_not_belong_is_named);
    tcase_add_test(tests, picking_passes_over_what_is_not_asked_for_and_nothing_else);
    return unit_run("wire/user_json", tests);
}
