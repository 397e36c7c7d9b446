/* From a password to a session. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"
#include "user_host.h"

static user_host host;

static void set_up(void)
{
    ck_assert_int_eq(user_host_open(&host, NULL, NULL), FA_OK);
}

static void tear_down(void)
{
    user_host_close(&host);
}

static fa_status login(const char *address, const char *email, const char *password, const char *otp,
                       const char *device, fa_tokens *out, fa_error *err)
{
    fa_actor who = user_host_stranger(address);
    fa_login in = FA_LOGIN_INIT;
    fa_tokens tokens;
    fa_status st;

    in.email = email;
    in.password = password;
    in.otp = otp;
    in.device = device;
    st = fa_user_login(host.svc, &who, &in, &tokens, err);
    if (st == FA_OK && out != NULL)
        *out = tokens;
    return st;
}

START_TEST(a_login_opens_a_session_of_its_user)
{
    fa_user user = user_host_account(&host, "Ada@Example.com", "pw", FA_ROLE_ADMIN);
    fa_actor who;
    fa_tokens t = user_host_login(&host, "  ADA@example.COM ", "pw", &who);

    ck_assert_str_eq(who.user.s, user.id.s);
    ck_assert_int_eq(who.role, FA_ROLE_ADMIN);
    ck_assert_str_eq(who.credential.s, t.session.s);
    ck_assert_str_eq(t.user.email, "ada@example.com");
    ck_assert_int_gt(t.user.last_login, 0);
    ck_assert_int_gt(t.access_expires, user_host_now());
    ck_assert_uint_eq(strlen(t.refresh), 43);
    ck_assert_uint_eq(strlen(t.device), 43);
    ck_assert_int_eq(fa_user_get(host.svc, &who, &user, NULL), FA_OK);
    ck_assert_uint_eq(user.version, t.user.version);
}
END_TEST

START_TEST(whoever_may_not_enter_gets_one_answer_after_one_hash)
{
    static const char *const emails[] = {"known@example.com",
                                         "unknown@example.com",
                                         "no address",
                                         "locked@example.com",
                                         "off@example.com",
                                         "invited@example.com",
                                         ""};
    fa_account_change change = FA_ACCOUNT_CHANGE_INIT;
    fa_account invited = FA_ACCOUNT_INIT;
    fa_actor console = user_host_operator();
    fa_error first = {0}, err;
    fa_user user;

    (void)user_host_account(&host, "known@example.com", "right", FA_ROLE_USER);
    user = user_host_account(&host, "locked@example.com", "wrong", FA_ROLE_USER);
    change.locked = 1;
    ck_assert_int_eq(fa_admin_user_update(host.svc, &console, user.id, &change, NULL, NULL), FA_OK);
    user = user_host_account(&host, "off@example.com", "wrong", FA_ROLE_USER);
    change.locked = 0;
    change.active = -1;
    ck_assert_int_eq(fa_admin_user_update(host.svc, &console, user.id, &change, NULL, NULL), FA_OK);
    invited.email = "invited@example.com";
    ck_assert_int_eq(fa_admin_user_create(host.svc, &console, &invited, &user, NULL), FA_OK);
    for (size_t i = 0; i < sizeof emails / sizeof *emails; i++) {
        long verified = user_host_verified(), hashed = user_host_hashed();

        ck_assert_int_eq(login("192.0.2.1", emails[i], "wrong", NULL, NULL, NULL, &err), FA_EUNAUTHENTICATED);
        ck_assert_int_eq(user_host_verified() - verified, 1);
        ck_assert_int_eq(user_host_hashed() - hashed, 0);
        if (i == 0)
            first = err;
        ck_assert_mem_eq(&err, &first, sizeof err);
    }
}
END_TEST

START_TEST(failures_slow_an_account_down_known_or_not)
{
    static const char *const emails[] = {"known@example.com", "unknown@example.com"};
    fa_error err;

    (void)user_host_account(&host, "known@example.com", "right", FA_ROLE_USER);
    for (int k = 0; k < 2; k++) {
        long verified;

        for (int i = 0; i < 10; i++) {
            char address[32];

            (void)snprintf(address, sizeof address, "198.51.100.%d", i);
            ck_assert_int_eq(login(address, emails[k], "wrong", NULL, NULL, NULL, NULL), FA_EUNAUTHENTICATED);
        }
        verified = user_host_verified();
        ck_assert_int_eq(login("192.0.2.1", emails[k], "right", NULL, NULL, NULL, &err), FA_ETHROTTLED);
        ck_assert_uint_gt(err.retry_ms, 29000);
        ck_assert_uint_le(err.retry_ms, 30000);
        ck_assert_int_eq(user_host_verified(), verified); /* not even looked at */
        user_host_wait(30000);
        ck_assert_int_eq(login("192.0.2.1", emails[k], "wrong", NULL, NULL, NULL, NULL), FA_EUNAUTHENTICATED);
        ck_assert_int_eq(login("192.0.2.1", emails[k], "right", NULL, NULL, NULL, &err), FA_ETHROTTLED);
        ck_assert_uint_gt(err.retry_ms, 59000);
        user_host_wait(61000);
    }
    ck_assert_int_eq(login("192.0.2.1", "known@example.com", "right", NULL, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(login("192.0.2.1", "known@example.com", "wrong", NULL, NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
    ck_assert_int_eq(login("192.0.2.1", "known@example.com", "right", NULL, NULL, NULL, NULL), FA_OK);
}
END_TEST

START_TEST(strangers_do_not_lock_the_owner_out_of_a_known_device)
{
    fa_tokens t;

    (void)user_host_account(&host, "a@example.com", "right", FA_ROLE_USER);
    t = user_host_login(&host, "a@example.com", "right", NULL);
    for (int i = 0; i < 12; i++)
        (void)login("198.51.100.7", "a@example.com", "wrong", NULL, NULL, NULL, NULL);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "right", NULL, NULL, NULL, NULL), FA_ETHROTTLED);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "right", NULL, "some device", NULL, NULL),
                     FA_ETHROTTLED);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "right", NULL, t.device, NULL, NULL), FA_OK);
    for (int i = 0; i < 10; i++) /* who has the device guesses no better */
        ck_assert_int_eq(login("192.0.2.1", "a@example.com", "wrong", NULL, t.device, NULL, NULL),
                         FA_EUNAUTHENTICATED);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "right", NULL, t.device, NULL, NULL), FA_ETHROTTLED);
}
END_TEST

START_TEST(failures_slow_an_address_down_and_its_network)
{
    fa_error err;

    for (int i = 0; i < 30; i++) {
        char email[32], address[40];

        (void)snprintf(email, sizeof email, "u%d@example.com", i);
        (void)snprintf(address, sizeof address, "2001:db8:1:2::%x", (unsigned)i);
        ck_assert_int_eq(login(address, email, "wrong", NULL, NULL, NULL, NULL), FA_EUNAUTHENTICATED);
    }
    ck_assert_int_eq(login("2001:db8:1:2:ffff::1", "x@example.com", "wrong", NULL, NULL, NULL, &err),
                     FA_ETHROTTLED);
    ck_assert_uint_gt(err.retry_ms, 0);
    ck_assert_int_eq(login("2001:db8:1:3::1", "x@example.com", "wrong", NULL, NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
    user_host_wait(60000);
    ck_assert_int_eq(login("2001:db8:1:2:ffff::1", "y@example.com", "wrong", NULL, NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(old_and_stale_hashes_verify_and_are_replaced)
{
    static const char *const hashes[] = {
        "old$word", "fake$1$98cf0eee0e1b8b6f3a8dd2a4b0d3ec8c5cee5ab0b29ab7c6ef9d84a8e5a3e4ba"};
    fa_account in = FA_ACCOUNT_INIT;
    fa_actor console = user_host_operator();
    fa_user user;
    long hashed;

    in.email = "old@example.com";
    in.hash = hashes[0];
    ck_assert_int_eq(fa_admin_user_create(host.svc, &console, &in, &user, NULL), FA_OK);
    ck_assert(user.has_password && user.verified);
    hashed = user_host_hashed();
    ck_assert_int_eq(login("192.0.2.1", "old@example.com", "wrong", NULL, NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
    ck_assert_int_eq(user_host_hashed(), hashed);
    ck_assert_int_eq(login("192.0.2.1", "old@example.com", "word", NULL, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(user_host_hashed(), hashed + 1);
    ck_assert_int_eq(login("192.0.2.1", "old@example.com", "word", NULL, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(user_host_hashed(), hashed + 1); /* by now it is of today */
}
END_TEST

START_TEST(a_hash_that_nobody_knows_lets_nobody_in)
{
    fa_account in = FA_ACCOUNT_INIT;
    fa_actor console = user_host_operator();
    fa_user user;

    in.email = "strange@example.com";
    in.hash = "hashed_plain";
    ck_assert_int_eq(fa_admin_user_create(host.svc, &console, &in, &user, NULL), FA_OK);
    ck_assert_int_eq(login("192.0.2.1", "strange@example.com", "plain", NULL, NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(the_oldest_session_makes_room)
{
    fa_tokens first;
    fa_actor who = user_host_stranger("192.0.2.1"), out;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    first = user_host_login(&host, "a@example.com", "pw", NULL);
    for (int i = 0; i < 49; i++)
        (void)user_host_login(&host, "a@example.com", "pw", NULL);
    ck_assert_int_eq(fa_user_authenticate(host.svc, &who, first.access, &out, NULL), FA_OK);
    (void)user_host_login(&host, "a@example.com", "pw", NULL);
    ck_assert_int_eq(fa_user_authenticate(host.svc, &who, first.access, &out, NULL), FA_EUNAUTHENTICATED);
}
END_TEST

typedef struct guess {
    fa_status st;
} guess;

static void *try_wrong(void *payload)
{
    guess *g = payload;

    g->st = login("192.0.2.1", "a@example.com", "wrong", NULL, NULL, NULL, NULL);
    return NULL;
}

START_TEST(guesses_at_once_do_not_slip_through_together)
{
    enum { AT_ONCE = 24 };
    pthread_t threads[AT_ONCE];
    guess guesses[AT_ONCE];
    long verified = user_host_verified();

    (void)user_host_account(&host, "a@example.com", "right", FA_ROLE_USER);
    for (int i = 0; i < AT_ONCE; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, try_wrong, &guesses[i]), 0);
    for (int i = 0; i < AT_ONCE; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert(guesses[i].st == FA_EUNAUTHENTICATED || guesses[i].st == FA_ETHROTTLED);
    }
    ck_assert_int_le(user_host_verified() - verified, 10);
}
END_TEST

static void *log_in(void *payload)
{
    guess *g = payload;

    g->st = login("192.0.2.1", "a@example.com", "right", NULL, NULL, NULL, NULL);
    return NULL;
}

START_TEST(logins_of_one_account_at_once_all_succeed)
{
    enum { AT_ONCE = 6 };
    pthread_t threads[AT_ONCE];
    guess guesses[AT_ONCE];

    (void)user_host_account(&host, "a@example.com", "right", FA_ROLE_USER);
    for (int i = 0; i < AT_ONCE; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, log_in, &guesses[i]), 0);
    for (int i = 0; i < AT_ONCE; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_int_eq(guesses[i].st, FA_OK);
    }
}
END_TEST

/* ---- the second factor ---- */

static void turn_on(fa_actor *who, char secret[FA_SECRET_BYTES],
                    char recovery[FA_RECOVERY_CODES][FA_RECOVERY_BYTES])
{
    char uri[FA_URL_BYTES], code[8];

    ck_assert_int_eq(fa_totp_begin(host.svc, who, secret, uri, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(uri, "otpauth://totp/finanalyst:a%40example.com?secret="));
    user_host_code(secret, code);
    ck_assert_int_eq(fa_totp_confirm(host.svc, who, code, recovery, NULL), FA_OK);
}

START_TEST(a_second_factor_is_asked_for_and_holds_once)
{
    char secret[FA_SECRET_BYTES], recovery[FA_RECOVERY_CODES][FA_RECOVERY_BYTES], code[8], uri[FA_URL_BYTES];
    fa_actor who;
    fa_error err;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    turn_on(&who, secret, recovery);
    ck_assert_int_eq(fa_totp_begin(host.svc, &who, secret, uri, NULL), FA_ECONFLICT);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", NULL, NULL, NULL, &err), FA_ESECONDFACTOR);
    ck_assert_str_eq(err.field, "otp");
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "wrong", NULL, NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
    user_host_code(secret, code); /* that of the confirmation: used */
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", code, NULL, NULL, NULL), FA_EUNAUTHENTICATED);
    user_host_wait(60000);
    user_host_code(secret, code);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", code, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", code, NULL, NULL, NULL), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", "000000", NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", "12345", NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(a_recovery_code_holds_once)
{
    char secret[FA_SECRET_BYTES], recovery[FA_RECOVERY_CODES][FA_RECOVERY_BYTES], written[128];
    fa_actor who;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    turn_on(&who, secret, recovery);
    for (int i = 0; i < FA_RECOVERY_CODES; i++)
        ck_assert_uint_eq(strlen(recovery[i]), 15);
    (void)snprintf(written, sizeof written, "%.5s-%.5s %s", recovery[3], recovery[3] + 5, recovery[3] + 10);
    for (char *p = written; *p != '\0'; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", written, NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", written, NULL, NULL, NULL),
                     FA_EUNAUTHENTICATED);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", recovery[9], NULL, NULL, NULL), FA_OK);
    ck_assert_int_eq(fa_totp_remove(host.svc, &who, "wrong", NULL), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_totp_remove(host.svc, &who, "pw", NULL), FA_OK);
    ck_assert_int_eq(login("192.0.2.1", "a@example.com", "pw", NULL, NULL, NULL, NULL), FA_OK);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("login");

    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_login_opens_a_session_of_its_user);
    tcase_add_test(tests, whoever_may_not_enter_gets_one_answer_after_one_hash);
    tcase_add_test(tests, failures_slow_an_account_down_known_or_not);
    tcase_add_test(tests, strangers_do_not_lock_the_owner_out_of_a_known_device);
    tcase_add_test(tests, failures_slow_an_address_down_and_its_network);
    tcase_add_test(tests, old_and_stale_hashes_verify_and_are_replaced);
    tcase_add_test(tests, a_hash_that_nobody_knows_lets_nobody_in);
    tcase_add_test(tests, the_oldest_session_makes_room);
    tcase_add_test(tests, guesses_at_once_do_not_slip_through_together);
    tcase_add_test(tests, logins_of_one_account_at_once_all_succeed);
    tcase_add_test(tests, a_second_factor_is_asked_for_and_holds_once);
    tcase_add_test(tests, a_recovery_code_holds_once);
    return unit_run("user/login", tests);
}
