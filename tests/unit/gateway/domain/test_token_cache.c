/* Tokens that were verified a moment ago. */
#include <finanalyst/gateway.h>

#include <stdio.h>
#include <string.h>

#include "unit.h"

static const uint8_t seed[16] = "an unlikely seed";

static fa_token_cache *make(size_t max)
{
    fa_token_cache *c = NULL;

    ck_assert_int_eq(fa_token_cache_new(max, 3000, seed, &c, NULL), FA_OK);
    return c;
}

static void put(fa_token_cache *c, const char *token, const char *user, const char *session, int64_t expires,
                int64_t now)
{
    fa_principal p = {.role = "user", .expires_ms = expires};

    snprintf(p.user, sizeof p.user, "%s", user);
    snprintf(p.session, sizeof p.session, "%s", session);
    fa_token_cache_put(c, token, strlen(token), &p, now);
}

static const char *get(fa_token_cache *c, const char *token, int64_t now)
{
    const fa_principal *p = fa_token_cache_get(c, token, strlen(token), now);

    return p == NULL ? "" : p->user;
}

START_TEST(a_token_is_known_for_a_few_seconds)
{
    fa_token_cache *c = make(64);

    put(c, "token-a", "usr_a", "ses_a", 100000, 0);
    ck_assert_str_eq(get(c, "token-a", 0), "usr_a");
    ck_assert_str_eq(get(c, "token-a", 2999), "usr_a");
    ck_assert_str_eq(get(c, "token-a", 3000), "");
    ck_assert_str_eq(get(c, "token-a", 10), ""); /* and then it is gone */
    fa_token_cache_free(c);
}
END_TEST

START_TEST(never_beyond_its_own_end)
{
    fa_token_cache *c = make(64);

    put(c, "token-a", "usr_a", "", 1000, 0);
    ck_assert_str_eq(get(c, "token-a", 999), "usr_a");
    ck_assert_str_eq(get(c, "token-a", 1000), "");
    put(c, "token-b", "usr_b", "", 1000, 1000);
    ck_assert_str_eq(get(c, "token-b", 1000), "");
    fa_token_cache_free(c);
}
END_TEST

START_TEST(another_token_is_another_token)
{
    fa_token_cache *c = make(64);

    put(c, "token-a", "usr_a", "", 9000, 0);
    ck_assert_str_eq(get(c, "token-b", 1), "");
    ck_assert_str_eq(get(c, "token-", 1), "");
    ck_assert_str_eq(get(c, "token-aa", 1), "");
    ck_assert_str_eq(get(c, "Token-a", 1), "");
    fa_token_cache_free(c);
}
END_TEST

START_TEST(revocation_takes_the_user_the_session_or_all)
{
    fa_token_cache *c = make(64);

    put(c, "1", "usr_a", "ses_1", 9000, 0);
    put(c, "2", "usr_a", "ses_2", 9000, 0);
    put(c, "3", "usr_b", "ses_3", 9000, 0);
    ck_assert_uint_eq(fa_token_cache_revoke(c, "ses_2"), 1);
    ck_assert_str_eq(get(c, "1", 1), "usr_a");
    ck_assert_str_eq(get(c, "2", 1), "");
    ck_assert_uint_eq(fa_token_cache_revoke(c, "usr_a"), 1);
    ck_assert_str_eq(get(c, "1", 1), "");
    ck_assert_str_eq(get(c, "3", 1), "usr_b");
    ck_assert_uint_eq(fa_token_cache_revoke(c, NULL), 1);
    ck_assert_str_eq(get(c, "3", 1), "");
    fa_token_cache_free(c);
}
END_TEST

START_TEST(it_holds_no_more_than_it_was_made_for)
{
    fa_token_cache *c = make(8);
    size_t known = 0;
    char token[32];

    for (int i = 0; i < 1000; i++) {
        snprintf(token, sizeof token, "token-%d", i);
        put(c, token, "usr_a", "", 99999, i);
    }
    ck_assert_str_eq(get(c, token, 1000), "usr_a"); /* the newest is there */
    for (int i = 0; i < 1000; i++) {
        snprintf(token, sizeof token, "token-%d", i);
        known += *get(c, token, 1000) != '\0';
    }
    ck_assert_uint_le(known, 8);
    ck_assert_uint_eq(fa_token_cache_revoke(c, NULL), known);
    fa_token_cache_free(c);
}
END_TEST

START_TEST(what_is_no_token_is_not_kept)
{
    static char huge[FA_CACHED_TOKEN_BYTES + 2];
    fa_token_cache *c = make(8);

    memset(huge, 'x', FA_CACHED_TOKEN_BYTES + 1);
    put(c, huge, "usr_a", "", 9000, 0);
    put(c, "", "usr_a", "", 9000, 0);
    ck_assert_str_eq(get(c, huge, 1), "");
    ck_assert_str_eq(get(c, "", 1), "");
    fa_token_cache_free(c);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("token_cache");

    tcase_add_test(t, a_token_is_known_for_a_few_seconds);
    tcase_add_test(t, never_beyond_its_own_end);
    tcase_add_test(t, another_token_is_another_token);
    tcase_add_test(t, revocation_takes_the_user_the_session_or_all);
    tcase_add_test(t, it_holds_no_more_than_it_was_made_for);
    tcase_add_test(t, what_is_no_token_is_not_kept);
    return unit_run("gateway/domain/token_cache", t);
}
