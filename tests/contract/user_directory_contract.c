/* contract/user_directory_contract.c: what every view of the users must show. */
#include "user_directory_contract.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/adapter/local.h>

#include "host.h"
#include "unit.h"

static open_directory_fn open_one;
static close_directory_fn close_one;

static fa_user_service *users;
static fa_user_directory behind, directory;

/* ---- a service without cryptography: accounts bring their hashes along ---- */

static fa_status verify_password(void *self, const char *hash, const char *password, size_t len, bool *match,
                                 bool *stale, fa_error *err)
{
    (void)self;
    (void)err;
    *match = strlen(hash) == len && memcmp(hash, password, len) == 0;
    *stale = false;
    return FA_OK;
}

static fa_status hash_password(void *self, const char *password, size_t len, char out[FA_PASSWORD_HASH_BYTES],
                               fa_error *err)
{
    (void)self;
    (void)err;
    (void)snprintf(out, FA_PASSWORD_HASH_BYTES, "%.*s", (int)len, password);
    return FA_OK;
}

static fa_status make_decoy(void *self, char out[FA_PASSWORD_HASH_BYTES], fa_error *err)
{
    return hash_password(self, "nobody's", 8, out, err);
}

static void close_nothing(void *self)
{
    (void)self;
}

static fa_status open_hasher(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_password_hasher_ops ops = {sizeof ops,      "plain",    hash_password,
                                               verify_password, make_decoy, close_nothing};

    (void)context;
    (void)url;
    (void)err;
    *(fa_password_hasher *)out = (fa_password_hasher){&ops, NULL};
    return FA_OK;
}

/* Enough for tokens that are signed with a secret. */
static void mac(void *self, const void *key, size_t key_len, const void *bytes, size_t len,
                uint8_t out[FA_HMAC_SHA256])
{
    fa_hasher h = host_hasher();
    fa_digest d;

    (void)self;
    h.ops->begin(h.self, &d);
    h.ops->update(h.self, &d, key, key_len);
    h.ops->update(h.self, &d, bytes, len);
    h.ops->finish(h.self, &d, out);
}

static fa_status open_signer(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_token_signer_ops ops = {
        .struct_size = sizeof ops, .name = "plain", .mac = mac, .close = close_nothing};

    (void)context;
    (void)url;
    (void)err;
    *(fa_token_signer *)out = (fa_token_signer){&ops, NULL};
    return FA_OK;
}

static void set_up(void)
{
    fa_user_config config = FA_USER_CONFIG_INIT;
    fa_registry *registry = NULL;

    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(host_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_registry_add(registry, FA_PORT_PASSWORD_HASHER, "plain", open_hasher, NULL), FA_OK);
    ck_assert_int_eq(fa_registry_add(registry, FA_PORT_TOKEN_SIGNER, "plain", open_signer, NULL), FA_OK);
    config.db = "memory:";
    config.password_hasher = config.signer = "plain:";
    config.hasher = config.clock = "test:";
    config.secret = "a secret that is long enough for it";
    config.secret_len = strlen(config.secret);
    ck_assert_int_eq(fa_user_open(registry, &config, &users, NULL), FA_OK);
    fa_registry_free(registry);
    ck_assert_int_eq(fa_local_user_directory_open(users, &behind, NULL), FA_OK);
    ck_assert_int_eq(open_one(&behind, &directory, NULL), FA_OK);
}

static void tear_down(void)
{
    close_one(&directory);
    fa_user_directory_close(&behind);
    fa_user_close(users);
}

/* ---- accounts ---- */

static const fa_actor console = {.role = FA_ROLE_ADMIN};

static fa_user account(const char *email, const char *password, fa_role role)
{
    fa_account in = FA_ACCOUNT_INIT;
    fa_error err = {0};
    fa_user user;

    in.email = email;
    in.password = password;
    in.any_password = true;
    in.full_name = "Anna \"\xc3\x85\" Example";
    in.role = role;
    ck_assert_msg(fa_admin_user_create(users, &console, &in, &user, &err) == FA_OK, "%s", err.message);
    return user;
}

static fa_actor as(const fa_user *user)
{
    fa_actor who = {.user = user->id, .role = user->role};

    return who;
}

static fa_actor stranger(const char *address)
{
    fa_actor who = {.role = (fa_role)0};

    (void)snprintf(who.address, sizeof who.address, "%s", address);
    (void)snprintf(who.agent, sizeof who.agent, "Test/1.0 \"x\"");
    (void)snprintf(who.request, sizeof who.request, "req-1");
    return who;
}

static fa_tokens login(const fa_user *user, const char *password)
{
    fa_actor who = stranger("192.0.2.7");
    fa_login in = FA_LOGIN_INIT;
    fa_tokens tokens;

    in.email = user->email;
    in.password = password;
    ck_assert_int_eq(fa_user_login(users, &who, &in, &tokens, NULL), FA_OK);
    return tokens;
}

static void expect_same(const fa_user *a, const fa_user *b)
{
    ck_assert_str_eq(a->id.s, b->id.s);
    ck_assert_int_eq(a->legacy_id, b->legacy_id);
    ck_assert_str_eq(a->email, b->email);
    ck_assert_str_eq(a->full_name, b->full_name);
    ck_assert_str_eq(a->avatar_url, b->avatar_url);
    ck_assert_str_eq(a->preferences, b->preferences);
    ck_assert_int_eq(a->role, b->role);
    ck_assert_int_eq(a->active, b->active);
    ck_assert_int_eq(a->locked, b->locked);
    ck_assert_int_eq(a->verified, b->verified);
    ck_assert_int_eq(a->has_totp, b->has_totp);
    ck_assert_int_eq(a->has_password, b->has_password);
    ck_assert_int_eq(a->last_login, b->last_login);
    ck_assert_int_eq(a->created, b->created);
    ck_assert_int_eq(a->updated, b->updated);
    ck_assert_uint_eq(a->version, b->version);
}

START_TEST(shows_every_member_of_an_account)
{
    fa_account_change change = FA_ACCOUNT_CHANGE_INIT;
    fa_profile profile = FA_PROFILE_INIT;
    fa_user user, found;
    fa_actor who;

    (void)account("root@example.com", "password 1", FA_ROLE_ADMIN);
    user = account("anna@example.com", "password 2", FA_ROLE_USER);
    who = as(&user);
    profile.avatar_url = "https://example.com/a.png?x=1&y=%20";
    profile.preferences = "{\"theme\":\"dark\",\"sizes\":[1,2.50],\"n\":{\"a\":null}}";
    ck_assert_int_eq(fa_user_update(users, &who, &profile, &user, NULL), FA_OK);
    change.locked = 1;
    ck_assert_int_eq(fa_admin_user_update(users, &console, user.id, &change, &user, NULL), FA_OK);
    memset(&found, 0x5a, sizeof found);
    ck_assert_int_eq(fa_directory_get(&directory, user.id, &found, NULL), FA_OK);
    expect_same(&found, &user);
    memset(&found, 0x5a, sizeof found);
    ck_assert_int_eq(fa_directory_find(&directory, user.legacy_id, &found, NULL), FA_OK);
    expect_same(&found, &user);
}
END_TEST

START_TEST(knows_nobody_who_is_not_there)
{
    fa_user user = account("anna@example.com", "password 2", FA_ROLE_USER), found = user;
    fa_error err = {0};

    ck_assert_int_eq(fa_directory_get(&directory, (fa_id){"usr_00000000000000000000000009"}, &found, &err),
                     FA_ENOTFOUND);
    ck_assert_int_eq(fa_directory_get(&directory, (fa_id){"nonsense"}, &found, &err), FA_EINVALID);
    ck_assert_int_eq(fa_directory_find(&directory, user.legacy_id + 1, &found, &err), FA_ENOTFOUND);
    ck_assert_int_eq(fa_directory_find(&directory, INT64_MAX, &found, &err), FA_ENOTFOUND);
    ck_assert_int_eq(fa_directory_find(&directory, -1, &found, &err), FA_ENOTFOUND);
    expect_same(&found, &user);
}
END_TEST

/* ---- lists ---- */

typedef struct walk {
    uint32_t seen, fails_at; /* 0 = never */
    fa_user last;
    fa_user_event event;
    bool unordered;
} walk;

static fa_status see(void *payload, const fa_user *user, fa_error *err)
{
    walk *w = payload;

    w->unordered = w->unordered || (w->seen > 0 && strcmp(w->last.id.s, user->id.s) >= 0);
    w->last = *user;
    return ++w->seen == w->fails_at ? fa_fail(err, FA_ECANCELLED, "enough") : FA_OK;
}

START_TEST(lists_the_oldest_first_and_counts_all)
{
    enum { MANY = 115 };
    walk w = {.seen = 0}, stopped = {.fails_at = 3};
    fa_user first = {.version = 0};
    uint64_t count = 99;
    char email[40];

    ck_assert_int_eq(fa_directory_count(&directory, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 0);
    for (int i = 0; i < MANY; i++) {
        fa_user made;

        (void)snprintf(email, sizeof email, "u%d@example.com", i);
        made = account(email, "password", FA_ROLE_USER);
        if (i == 0)
            first = made;
    }
    ck_assert_int_eq(fa_directory_list(&directory, HOST, 1, see, &w, NULL), FA_OK);
    expect_same(&w.last, &first);
    ck_assert_int_eq(fa_directory_list(&directory, w.last.id, 103, see, &w, NULL), FA_OK);
    ck_assert_uint_eq(w.seen, 104);
    ck_assert_int_eq(fa_directory_list(&directory, w.last.id, UINT32_MAX, see, &w, NULL), FA_OK);
    ck_assert_uint_eq(w.seen, MANY);
    ck_assert(!w.unordered);
    ck_assert_int_eq(fa_directory_list(&directory, HOST, 10, see, &stopped, NULL), FA_ECANCELLED);
    ck_assert_uint_eq(stopped.seen, 3);
    ck_assert_int_eq(fa_directory_count(&directory, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, MANY);
}
END_TEST

static fa_status see_event(void *payload, const fa_user_event *event, fa_error *err)
{
    walk *w = payload;

    (void)err;
    w->unordered = w->unordered || event->seq <= w->event.seq || event->time == 0;
    w->event = *event;
    w->seen++;
    return FA_OK;
}

START_TEST(tells_what_happened_in_its_order)
{
    fa_user anna = account("anna@example.com", "password", FA_ROLE_USER);
    walk w = {.seen = 0};
    fa_id session;

    (void)account("root@example.com", "password 1", FA_ROLE_ADMIN);
    ck_assert_int_eq(fa_directory_events(&directory, 0, 10, see_event, &w, NULL), FA_OK);
    w.seen = 0;
    session = login(&anna, "password").session;
    ck_assert_int_eq(fa_admin_user_end_sessions(users, &console, anna.id, NULL), FA_OK);
    ck_assert_int_eq(fa_admin_user_remove(users, &console, anna.id, NULL), FA_OK);
    ck_assert_int_eq(fa_directory_events(&directory, w.event.seq, 1, see_event, &w, NULL), FA_OK);
    ck_assert_uint_eq(w.seen, 1);
    ck_assert_int_eq(w.event.type, FA_USER_CREDENTIAL_ENDED);
    ck_assert_str_eq(w.event.user.s, anna.id.s);
    ck_assert_str_eq(w.event.credential.s, session.s);
    ck_assert_int_eq(fa_directory_events(&directory, w.event.seq, 100, see_event, &w, NULL), FA_OK);
    ck_assert_int_eq(w.event.type, FA_USER_REMOVED);
    ck_assert_str_eq(w.event.user.s, anna.id.s);
    ck_assert(!w.unordered);
    w.seen = 0;
    ck_assert_int_eq(fa_directory_events(&directory, w.event.seq, 100, see_event, &w, NULL), FA_OK);
    ck_assert_uint_eq(w.seen, 0);
}
END_TEST

/* ---- credentials ---- */

START_TEST(knows_who_shows_a_key)
{
    fa_user anna = account("anna@example.com", "password", FA_ROLE_USER);
    fa_api_key_input in = FA_API_KEY_INPUT_INIT;
    fa_actor owner = as(&anna), who = stranger("192.0.2.7"), found;
    char secret[FA_SECRET_BYTES];
    fa_api_key key;

    in.name = "a program";
    in.scope = "documents:read ask";
    in.addresses = "192.0.2.0/24";
    ck_assert_int_eq(fa_api_key_create(users, &owner, &in, &key, secret, NULL), FA_OK);
    memset(&found, 0x5a, sizeof found);
    ck_assert_int_eq(fa_directory_authenticate(&directory, &who, secret, &found, NULL), FA_OK);
    ck_assert_str_eq(found.user.s, anna.id.s);
    ck_assert_str_eq(found.credential.s, key.id.s);
    ck_assert_int_eq(found.role, FA_ROLE_USER);
    ck_assert_str_eq(found.scope, key.scope);
    ck_assert_str_eq(found.address, who.address);
    ck_assert_str_eq(found.agent, who.agent);
    ck_assert_str_eq(found.request, who.request);
    who = stranger("198.51.100.1");
    ck_assert_int_eq(fa_directory_authenticate(&directory, &who, secret, &found, NULL), FA_EFORBIDDEN);
}
END_TEST

START_TEST(knows_who_shows_a_token)
{
    fa_user root = account("root@example.com", "the password of root", FA_ROLE_ADMIN);
    fa_actor who = stranger("192.0.2.7"), found;
    fa_tokens tokens = login(&root, "the password of root");

    ck_assert_int_eq(fa_directory_authenticate(&directory, &who, tokens.access, &found, NULL), FA_OK);
    ck_assert_str_eq(found.user.s, root.id.s);
    ck_assert_str_eq(found.credential.s, tokens.session.s);
    ck_assert_int_eq(found.role, FA_ROLE_ADMIN);
    ck_assert_str_eq(found.scope, "");
}
END_TEST

START_TEST(refuses_credentials_that_do_not_hold)
{
    static const char *const bad[] = {"", "fa_nonsense", "a.b.c", "\"}, {\"x\": \"", "\xc3\xa9"};
    fa_actor who = stranger("192.0.2.7"), found = who;
    fa_error err = {0};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_int_eq(fa_directory_authenticate(&directory, &who, bad[i], &found, &err),
                         FA_EUNAUTHENTICATED);
    ck_assert_str_eq(found.user.s, "");
}
END_TEST

int user_directory_contract(const char *adapter, open_directory_fn open, close_directory_fn close)
{
    TCase *tests = tcase_create(adapter);

    open_one = open;
    close_one = close;
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, shows_every_member_of_an_account);
    tcase_add_test(tests, knows_nobody_who_is_not_there);
    tcase_add_test(tests, lists_the_oldest_first_and_counts_all);
    tcase_add_test(tests, tells_what_happened_in_its_order);
    tcase_add_test(tests, knows_who_shows_a_key);
    tcase_add_test(tests, knows_who_shows_a_token);
    tcase_add_test(tests, refuses_credentials_that_do_not_hold);
    return unit_run(adapter, tests);
}
