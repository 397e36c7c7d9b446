/* Users by signed tokens, and identities as signed tokens, with the real cryptography. */
#include "gateway/token_auth.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/adapter/sodium.h>

#include "../token/keeper.h"
#include "unit.h"

enum { NOW = 1800000000 };
static const fa_time now = (fa_time)NOW * 1000;

static fa_time tell_now(void *self)
{
    (void)self;
    return now;
}

static const fa_clock_ops clock_ops = {.struct_size = sizeof clock_ops, .name = "still", .now = tell_now};
static const fa_clock still = {&clock_ops, NULL};

typedef struct desk {
    fa_token_signer crypto;
    fa_token_key users, own;
    fa_token_keys *keys;
    token_auth t;
    gateway_auth auth;
    fa_hasher hasher;
    const char *revoked;
} desk;

static fa_status check_session(void *payload, const fa_claims *claims, fa_error *err)
{
    const desk *d = payload;

    return d->revoked != NULL && strcmp(claims->session, d->revoked) == 0
               ? fa_fail(err, FA_EUNAUTHENTICATED, "the session has ended")
               : FA_OK;
}

static void open_desk(desk *d, uint32_t reuse_ms)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    fa_registry *registry = NULL;

    memset(d, 0, sizeof *d);
    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(fa_sodium_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_registry_open(registry, FA_PORT_HASHER, &context, "sodium:", &d->hasher, NULL),
                     FA_OK);
    fa_registry_free(registry);
    d->crypto = keeper_open();
    d->users = keeper_key(&d->crypto, "users-1", 1);
    d->own = keeper_key(&d->crypto, "gateway-1", 2);
    ck_assert_int_eq(fa_token_keys_new(&d->crypto, &d->keys, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_add(d->keys, "users-1", d->users.public_key, NULL), FA_OK);
    d->t = (token_auth){.clock = &still,
                        .users = d->keys,
                        .issuer = "finanalyst-user",
                        .audience = "finanalyst",
                        .key_prefix = "fa_",
                        .crypto = &d->crypto,
                        .key = &d->own,
                        .name = "finanalyst-gateway",
                        .reuse_ms = reuse_ms,
                        .hasher = &d->hasher,
                        .check = check_session,
                        .payload = d};
    d->auth = token_auth_make(&d->t);
}

static void close_desk(desk *d)
{
    fa_token_keys_free(d->keys);
    fa_hasher_close(&d->hasher);
    fa_token_signer_close(&d->crypto);
}

static fa_claims claims_of(const char *audience, fa_time expires)
{
    fa_claims c = {.issued = now, .not_before = now, .expires = expires};

    snprintf(c.issuer, sizeof c.issuer, "%s", "finanalyst-user");
    snprintf(c.audience, sizeof c.audience, "%s", audience);
    snprintf(c.subject, sizeof c.subject, "%s", "usr_01JADA");
    snprintf(c.session, sizeof c.session, "%s", "ses_7");
    snprintf(c.role, sizeof c.role, "%s", "user");
    return c;
}

static fa_status try_token(desk *d, const fa_token_key *key, const char *type, const fa_claims *claims,
                           fa_principal *who)
{
    fa_buf token;
    fa_status st;

    fa_buf_init(&token, FA_TOKEN_BYTES);
    ck_assert_int_eq(fa_token_make(&d->crypto, key, type, claims, &token, NULL), FA_OK);
    st = d->auth.verify(d->auth.payload, token.data, token.len, "192.0.2.1", 5000, who, NULL);
    fa_buf_clear(&token);
    return st;
}

START_TEST(a_user_is_who_the_token_says_until_it_ends)
{
    fa_claims c = claims_of("finanalyst", now + 600000);
    fa_principal who;
    desk d;

    open_desk(&d, 0);
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_ACCESS, &c, &who), FA_OK);
    ck_assert_str_eq(who.user, "usr_01JADA");
    ck_assert_str_eq(who.session, "ses_7");
    ck_assert_str_eq(who.role, "user");
    ck_assert_int_eq(who.expires_ms, 5000 + 600000);
    close_desk(&d);
}
END_TEST

START_TEST(a_token_for_others_of_another_type_or_key_or_time_is_refused)
{
    fa_claims good = claims_of("finanalyst", now + 600000), c;
    fa_principal who;
    desk d;

    open_desk(&d, 0);
    c = claims_of("somebody-else", now + 600000);
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_ACCESS, &c, &who), FA_EUNAUTHENTICATED);
    c = claims_of("finanalyst", now - 60000);
    c.issued = c.not_before = now - 120000;
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_ACCESS, &c, &who), FA_EUNAUTHENTICATED);
    c = good;
    snprintf(c.issuer, sizeof c.issuer, "%s", "finanalyst-gateway");
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_ACCESS, &c, &who), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_IDENTITY, &good, &who), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(try_token(&d, &d.own, FA_TOKEN_TYPE_ACCESS, &good, &who),
                     FA_EUNSUPPORTED); /* a newer one? */
    d.revoked = "ses_7";
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_ACCESS, &good, &who), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(d.auth.verify(d.auth.payload, "fa_secret", 9, "", 0, &who, NULL), FA_EUNSUPPORTED);
    ck_assert_int_eq(d.auth.verify(d.auth.payload, "x.y.z", 5, "", 0, &who, NULL), FA_EUNAUTHENTICATED);
    close_desk(&d);
}
END_TEST

static void mint_for(desk *d, const gateway_asker *asker, const char *audience, fa_claims *out,
                     uint32_t *reuse_ms)
{
    fa_token_policy policy = FA_TOKEN_POLICY_INIT;
    fa_token_keys *keys = NULL;
    fa_buf token;

    fa_buf_init(&token, FA_TOKEN_BYTES);
    ck_assert_int_eq(d->auth.mint(d->auth.payload, asker, audience, &token, reuse_ms, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_new(&d->crypto, &keys, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_add(keys, "gateway-1", d->own.public_key, NULL), FA_OK);
    policy.type = FA_TOKEN_TYPE_IDENTITY;
    policy.issuer = "finanalyst-gateway";
    policy.audience = audience;
    policy.now = now;
    ck_assert_int_eq(fa_token_verify(keys, token.data, token.len, &policy, out, NULL), FA_OK);
    fa_token_keys_free(keys);
    fa_buf_clear(&token);
}

static void mint(desk *d, const fa_principal *principal, const char *audience, fa_claims *out,
                 uint32_t *reuse_ms)
{
    gateway_asker asker = {principal, "127.0.0.1", "req-1", "GET", "/api/v1/users/me", false};

    mint_for(d, &asker, audience, out, reuse_ms);
}

START_TEST(an_identity_is_for_one_service_and_thirty_seconds)
{
    fa_principal ada = {.user = "usr_01JADA", .session = "ses_7", .role = "user"};
    fa_claims c;
    uint32_t reuse = 1;
    desk d;

    open_desk(&d, 0);
    mint(&d, &ada, "document", &c, &reuse);
    ck_assert_uint_eq(reuse, 0);
    ck_assert_str_eq(c.subject, "usr_01JADA");
    ck_assert_str_eq(c.role, "user");
    ck_assert_str_eq(c.address, "127.0.0.1");
    ck_assert_str_eq(c.request, "req-1");
    ck_assert_str_eq(c.method, "GET");
    ck_assert_int_eq(c.expires, now + 30000);
    mint(&d, NULL, "user", &c, &reuse);
    ck_assert_str_eq(c.subject, TOKEN_AUTH_NOBODY);
    ck_assert_str_eq(c.role, "");
    close_desk(&d);
}
END_TEST

START_TEST(an_identity_says_what_a_key_may)
{
    fa_principal key = {.user = "usr_01JADA", .role = "user", .key = "apk_1", .scope = "documents:read ask"};
    fa_claims c;
    uint32_t reuse = 0;
    desk d;

    open_desk(&d, 60000);
    mint(&d, &key, "document", &c, &reuse);
    ck_assert_str_eq(c.id, "apk_1");
    ck_assert_str_eq(c.session, "");
    ck_assert_str_eq(c.scope, "documents:read ask");
    close_desk(&d);
}
END_TEST

/* A client whose address is not known any more is not the gateway. */
START_TEST(only_the_gateway_itself_is_a_service)
{
    gateway_asker own = {NULL, "", "gateway", "GET", "/api/v1/auth/revocations", true},
                  gone = {NULL, "", "gateway", "GET", "/api/v1/auth/revocations", false};
    fa_principal ada = {.user = "usr_01JADA", .session = "ses_7", .role = "user"};
    fa_claims c;
    uint32_t reuse = 0;
    desk d;

    open_desk(&d, 0);
    mint_for(&d, &own, "user", &c, &reuse);
    ck_assert_str_eq(c.subject, TOKEN_AUTH_NOBODY);
    ck_assert_str_eq(c.role, TOKEN_AUTH_SERVICE);
    ck_assert_str_eq(c.method, "GET");
    mint_for(&d, &gone, "user", &c, &reuse);
    ck_assert_str_eq(c.subject, TOKEN_AUTH_NOBODY);
    ck_assert_str_eq(c.role, "");
    gone.principal = &ada;
    mint_for(&d, &gone, "user", &c, &reuse);
    ck_assert_str_eq(c.role, "user");
    close_desk(&d);
}
END_TEST

START_TEST(an_identity_that_is_sent_again_names_no_request_and_lives_on)
{
    fa_principal ada = {.user = "usr_01JADA", .session = "ses_7", .role = "user"};
    fa_claims c;
    uint32_t reuse = 0;
    desk d;

    open_desk(&d, 60000);
    mint(&d, &ada, "document", &c, &reuse);
    ck_assert_uint_eq(reuse, 15000); /* it is never sent with less than half its life left */
    ck_assert_str_eq(c.request, "");
    ck_assert_str_eq(c.method, "");
    close_desk(&d);
}
END_TEST

START_TEST(keys_that_a_feed_delivers_take_the_place_of_the_old)
{
    fa_claims c = claims_of("finanalyst", now + 600000);
    fa_principal who;
    fa_buf set;
    desk d;

    open_desk(&d, 0);
    token_auth_take_keys(d.keys, "<html>", 6);
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_ACCESS, &c, &who), FA_OK);
    token_auth_take_keys(d.keys, "{\"keys\":[]}", 11);
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_ACCESS, &c, &who), FA_EUNSUPPORTED);
    fa_buf_init(&set, 4096);
    ck_assert_int_eq(fa_token_keys_add(d.keys, "users-1", d.users.public_key, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_to_json(d.keys, &set, NULL), FA_OK);
    token_auth_take_keys(d.keys, "{\"keys\":[]}", 11);
    token_auth_take_keys(d.keys, set.data, set.len);
    ck_assert_int_eq(try_token(&d, &d.users, FA_TOKEN_TYPE_ACCESS, &c, &who), FA_OK);
    fa_buf_clear(&set);
    close_desk(&d);
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("token_auth");

    tcase_add_test(t, a_user_is_who_the_token_says_until_it_ends);
    tcase_add_test(t, a_token_for_others_of_another_type_or_key_or_time_is_refused);
    tcase_add_test(t, an_identity_is_for_one_service_and_thirty_seconds);
    tcase_add_test(t, an_identity_says_what_a_key_may);
    tcase_add_test(t, only_the_gateway_itself_is_a_service);
    tcase_add_test(t, an_identity_that_is_sent_again_names_no_request_and_lives_on);
    tcase_add_test(t, keys_that_a_feed_delivers_take_the_place_of_the_old);
    return unit_run("gateway/token_auth", t);
}
