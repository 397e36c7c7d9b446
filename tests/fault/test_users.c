/* fault/test_users.c: the use cases of the user service with the 1st, 2nd, … allocation or call of the repository failing: a
 * typed error, no leak, nothing half made, and the next try works. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oom.h"
#include "unit.h"
#include "user_host.h"

#define WORD "the present password"
#define NEXT "another one, quite unlike"

enum { MANY = 400 };

/* A host with an account that is signed in. */
typedef struct scene {
    user_host host;
    fa_actor stranger;
    fa_actor who;
    fa_actor console;
    fa_tokens tokens;
    fa_api_key key;
    char secret[FA_SECRET_BYTES];
    char code[FA_SECRET_BYTES];
} scene;

static scene s;

static void open_scene(void)
{
    fa_api_key_input in = FA_API_KEY_INPUT_INIT;

    ck_assert_int_eq(user_host_open(&s.host, NULL, NULL), FA_OK);
    s.stranger = user_host_stranger("192.0.2.1");
    s.console = user_host_operator();
    (void)user_host_account(&s.host, "admin@example.com", WORD, FA_ROLE_ADMIN);
    (void)user_host_account(&s.host, "a@example.com", WORD, FA_ROLE_USER);
    s.tokens = user_host_login(&s.host, "a@example.com", WORD, &s.who);
    in.name = "K";
    in.scope = "ask";
    ck_assert_int_eq(fa_api_key_create(s.host.svc, &s.who, &in, &s.key, s.secret, NULL), FA_OK);
    ck_assert_int_eq(fa_password_forgot(s.host.svc, &s.stranger, "a@example.com", NULL), FA_OK);
    user_host_deliver(&s.host);
    user_host_mail_code(s.code);
}

static void close_scene(void)
{
    user_host_close(&s.host);
}

/* ---- uses ---- */

static fa_status use_register(void)
{
    fa_registration in = FA_REGISTRATION_INIT;
    fa_tokens t;

    in.email = "new@example.com";
    in.password = NEXT;
    return fa_user_register(s.host.svc, &s.stranger, &in, &t, NULL);
}

static fa_status use_login(void)
{
    fa_login in = FA_LOGIN_INIT;
    fa_tokens t;

    in.email = "a@example.com";
    in.password = WORD;
    in.device = s.tokens.device;
    return fa_user_login(s.host.svc, &s.stranger, &in, &t, NULL);
}

static fa_status use_refresh(void)
{
    fa_tokens t;

    return fa_user_refresh(s.host.svc, &s.stranger, s.tokens.refresh, s.tokens.device, &t, NULL);
}

static fa_status use_authenticate(void)
{
    fa_actor out;

    return fa_user_authenticate(s.host.svc, &s.stranger, s.tokens.access, &out, NULL);
}

static fa_status use_key(void)
{
    fa_actor out;

    return fa_user_authenticate(s.host.svc, &s.stranger, s.secret, &out, NULL);
}

static fa_status use_rotate_key(void)
{
    fa_api_key key;
    char secret[FA_SECRET_BYTES];

    return fa_api_key_rotate(s.host.svc, &s.who, s.key.id, &key, secret, NULL);
}

static fa_status use_profile(void)
{
    fa_profile in = FA_PROFILE_INIT;
    fa_user out;

    in.full_name = "New Name";
    in.preferences = "{\"a\":1}";
    return fa_user_update(s.host.svc, &s.who, &in, &out, NULL);
}

static fa_status use_change(void)
{
    return fa_password_change(s.host.svc, &s.who, WORD, NEXT, NULL);
}

static fa_status use_reset(void)
{
    return fa_password_reset(s.host.svc, &s.stranger, s.code, NEXT, NULL);
}

static fa_status use_forgot(void)
{
    return fa_password_forgot(s.host.svc, &s.stranger, "a@example.com", NULL);
}

static fa_status use_totp(void)
{
    char secret[FA_SECRET_BYTES], uri[FA_URL_BYTES];

    return fa_totp_begin(s.host.svc, &s.who, secret, uri, NULL);
}

static fa_status use_lock(void)
{
    fa_account_change in = FA_ACCOUNT_CHANGE_INIT;
    fa_user out;

    in.role = FA_ROLE_ADMIN;
    return fa_admin_user_update(s.host.svc, &s.console, s.tokens.user.id, &in, &out, NULL);
}

static fa_status use_remove(void)
{
    return fa_user_remove(s.host.svc, &s.who, WORD, NULL);
}

static fa_status use_export(void)
{
    fa_buf out;
    fa_status st;

    fa_buf_init(&out, 1 << 20);
    st = fa_user_export(s.host.svc, &s.who, &out, NULL);
    fa_buf_clear(&out);
    return st;
}

static fa_status use_rotate(void)
{
    return fa_user_keys_rotate(s.host.svc, &s.console, NULL, NULL);
}

static fa_status use_tidy(void)
{
    return fa_user_tidy(s.host.svc, NULL);
}

static fa_status use_logout(void)
{
    return fa_user_logout_all(s.host.svc, &s.who, NULL);
}

static fa_status use_verify(void)
{
    uint64_t bad, count;

    return fa_audit_verify(s.host.svc, &s.console, &bad, &count, NULL);
}

typedef fa_status (*use_fn)(void);
static const use_fn uses[] = {use_register,   use_login,   use_refresh, use_authenticate, use_key,
                              use_rotate_key, use_profile, use_change,  use_reset,        use_forgot,
                              use_totp,       use_lock,    use_remove,  use_export,       use_rotate,
                              use_tidy,       use_logout,  use_verify};
enum { USES = sizeof uses / sizeof *uses };

/* ---- what must hold after whatever failed ---- */

static fa_status enter(const char *password)
{
    fa_login in = FA_LOGIN_INIT;
    fa_tokens t;

    in.email = "a@example.com";
    in.password = password;
    return fa_user_login(s.host.svc, &s.stranger, &in, &t, NULL);
}

static void check_whole(void)
{
    fa_user_filter filter = FA_USER_FILTER_INIT;
    uint64_t bad = 1, count, users = 0;
    fa_status old, fresh;

    ck_assert_int_eq(fa_audit_verify(s.host.svc, &s.console, &bad, &count, NULL), FA_OK);
    ck_assert_uint_eq(bad, 0);
    ck_assert_int_eq(fa_admin_user_count(s.host.svc, &s.console, &filter, &users, NULL), FA_OK);
    ck_assert(users >= 1 && users <= 3);
    old = enter(WORD);
    fresh = enter(NEXT);
    ck_assert(old == FA_OK || old == FA_EUNAUTHENTICATED);
    ck_assert(fresh == FA_OK || fresh == FA_EUNAUTHENTICATED);
    ck_assert(old != fresh || users == 1); /* one password holds, or the account is gone */
}

START_TEST(a_use_without_memory_fails_whole_and_leaks_nothing)
{
    fa_status st = FA_ENOMEM;
    long n;

    for (n = 1; n < MANY && st != FA_OK; n++) {
        long held;
        bool struck;

        open_scene();
        held = oom_held();
        oom_fail(n);
        st = uses[_i]();
        struck = oom_struck();
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        ck_assert(struck || st == FA_OK);
        if (st != FA_OK)
            ck_assert_int_le(oom_held(), held + 12); /* the repository's own room may have grown */
        check_whole();
        if (st != FA_OK && uses[_i] != use_change)
            ck_assert_int_eq(uses[_i](), FA_OK);
        close_scene();
    }
    ck_assert_int_eq(st, FA_OK);
}
END_TEST

START_TEST(opening_without_memory_leaks_nothing)
{
    fa_status st = FA_ENOMEM;
    long n, held = oom_held();

    for (n = 1; n < MANY && st != FA_OK; n++) {
        oom_fail(n);
        st = user_host_open(&s.host, NULL, NULL);
        oom_fail(0);
        ck_assert(st == FA_OK || st == FA_ENOMEM);
        if (st == FA_OK)
            close_scene();
        ck_assert_int_eq(oom_held(), held);
    }
    ck_assert_int_gt(n, 5);
    ck_assert_int_eq(st, FA_OK);
}
END_TEST

/* _i: use and kind. After a call that did its work and failed all the same, the use may have been done. */
START_TEST(a_use_whose_repository_fails_can_be_made_again)
{
    use_fn use = uses[_i / 2];
    fault_kind kind = _i % 2 == 0 ? FAULT_BEFORE : FAULT_AFTER;
    bool over = false;
    long n;

    for (n = 1; n < MANY && !over; n++) {
        const char *struck;
        fa_status st, again;

        open_scene();
        faults_set(&s.host.faults, kind, n);
        st = use();
        struck = atomic_load(&s.host.faults.struck);
        faults_set(&s.host.faults, kind, 0);
        over = struck == NULL;
        ck_assert(!over || st == FA_OK);
        /* What only notes a failure or a use may fail without harm. */
        ck_assert(st == FA_OK || st == (fa_status)FAULT_CODE);
        check_whole();
        if (!over) {
            again = use();
            ck_assert(again == FA_OK || st == FA_OK || kind == FAULT_AFTER || use == use_change);
        }
        close_scene();
    }
    ck_assert(over);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("users");

    oom_install();
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, opening_without_memory_leaks_nothing);
    tcase_add_loop_test(tests, a_use_without_memory_fails_whole_and_leaks_nothing, 0, USES);
    tcase_add_loop_test(tests, a_use_whose_repository_fails_can_be_made_again, 0, USES * 2);
    return unit_run("fault/users", tests);
}
