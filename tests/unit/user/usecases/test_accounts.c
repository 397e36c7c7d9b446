/* Accounts: registering, one's profile, passwords, mails, and what administrators do. */
#include <stdio.h>
#include <string.h>

#include "unit.h"
#include "user_host.h"

#define GOOD "four quite unlike words"
#define OTHER "a second one, no less odd"

static user_host host;
static fa_actor stranger;

static void set_up(void)
{
    ck_assert_int_eq(user_host_open(&host, NULL, NULL), FA_OK);
    stranger = user_host_stranger("192.0.2.1");
}

static void tear_down(void)
{
    user_host_close(&host);
}

static fa_status do_register(const char *email, const char *password, const char *name, fa_tokens *out,
                             fa_error *err)
{
    fa_registration in = FA_REGISTRATION_INIT;
    fa_tokens t;
    fa_status st;

    in.email = email;
    in.password = password;
    in.full_name = name;
    st = fa_user_register(host.svc, &stranger, &in, &t, err);
    if (st == FA_OK && out != NULL)
        *out = t;
    return st;
}

static fa_status login_as(const char *email, const char *password)
{
    fa_login in = FA_LOGIN_INIT;
    fa_tokens t;

    in.email = email;
    in.password = password;
    return fa_user_login(host.svc, &stranger, &in, &t, NULL);
}

static bool lives(const char *access)
{
    fa_actor out;

    return fa_user_authenticate(host.svc, &stranger, access, &out, NULL) == FA_OK;
}

/* ---- registering ---- */

START_TEST(registering_makes_an_account_and_enters_it)
{
    fa_tokens t;

    ck_assert_int_eq(do_register(" New@Example.com", GOOD, "  Nova Example ", &t, NULL), FA_OK);
    ck_assert_str_eq(t.user.email, "new@example.com");
    ck_assert_str_eq(t.user.full_name, "Nova Example");
    ck_assert_int_eq(t.user.role, FA_ROLE_USER);
    ck_assert_int_eq(t.user.legacy_id, 1);
    ck_assert(t.user.active && !t.user.verified && t.user.has_password);
    ck_assert(lives(t.access));
    ck_assert_int_eq(login_as("new@example.com", GOOD), FA_OK);
}
END_TEST

START_TEST(an_address_registers_once_and_costs_the_same_work)
{
    long hashed;
    fa_error err;

    ck_assert_int_eq(do_register("a@example.com", GOOD, NULL, NULL, NULL), FA_OK);
    hashed = user_host_hashed();
    ck_assert_int_eq(do_register("A@EXAMPLE.com", OTHER, NULL, NULL, &err), FA_ECONFLICT);
    ck_assert_str_eq(err.field, "email");
    ck_assert_int_eq(user_host_hashed(), hashed + 1);
    ck_assert_int_eq(login_as("a@example.com", GOOD), FA_OK);
}
END_TEST

START_TEST(bad_registrations_name_the_field_and_hash_nothing)
{
    static const struct {
        const char *email, *password, *name, *field;
    } cases[] = {{NULL, GOOD, NULL, "email"},
                 {"a@", GOOD, NULL, "email"},
                 {"a@b@c.example", GOOD, NULL, "email"},
                 {"a b@example.com", GOOD, NULL, "email"},
                 {"a@-example.com", GOOD, NULL, "email"},
                 {"a@example..com", GOOD, NULL, "email"},
                 {"a\n@example.com", GOOD, NULL, "email"},
                 {"a@example.com", NULL, NULL, "password"},
                 {"a@example.com", "short", NULL, "password"},
                 {"a@example.com", "password12345678", NULL, "password"},
                 {"somebody@example.com", "somebody lives here", NULL, "password"},
                 {"a@example.com", GOOD, "bad\x01name", "full_name"}};
    long hashed = user_host_hashed();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_error err = {0};

        ck_assert_int_eq(do_register(cases[i].email, cases[i].password, cases[i].name, NULL, &err),
                         FA_EINVALID);
        ck_assert_str_eq(err.field, cases[i].field);
    }
    ck_assert_int_eq(user_host_hashed(), hashed);
}
END_TEST

START_TEST(registrations_of_one_address_are_limited)
{
    fa_error err;

    for (int i = 0; i < 30; i++) {
        char email[32];

        (void)snprintf(email, sizeof email, "n%d@example.com", i);
        ck_assert_int_eq(do_register(email, GOOD, NULL, NULL, NULL), FA_OK);
    }
    ck_assert_int_eq(do_register("n@example.com", GOOD, NULL, NULL, &err), FA_ETHROTTLED);
    ck_assert_uint_gt(err.retry_ms, 0);
}
END_TEST

START_TEST(a_closed_house_registers_nobody)
{
    fa_user_config config = FA_USER_CONFIG_INIT;

    user_host_close(&host);
    config.closed = true;
    ck_assert_int_eq(user_host_open(&host, &config, NULL), FA_OK);
    ck_assert_int_eq(do_register("a@example.com", GOOD, NULL, NULL, NULL), FA_EFORBIDDEN);
}
END_TEST

START_TEST(an_address_is_verified_where_that_is_asked_for)
{
    fa_user_config config = FA_USER_CONFIG_INIT;
    char code[FA_SECRET_BYTES], second[FA_SECRET_BYTES];
    fa_tokens t;
    unsigned mails;

    user_host_close(&host);
    config.verify_email = true;
    ck_assert_int_eq(user_host_open(&host, &config, NULL), FA_OK);
    ck_assert_int_eq(do_register("a@example.com", GOOD, NULL, &t, NULL), FA_OK);
    ck_assert_str_eq(t.access, "");
    ck_assert_int_eq(login_as("a@example.com", GOOD), FA_EUNAUTHENTICATED);
    user_host_deliver(&host);
    ck_assert_str_eq(user_host_mail_to(), "a@example.com");
    user_host_mail_code(code);
    mails = user_host_mails();
    ck_assert_int_eq(fa_email_resend(host.svc, &stranger, "nobody@example.com", NULL), FA_OK);
    user_host_deliver(&host);
    ck_assert_uint_eq(user_host_mails(), mails);
    ck_assert_int_eq(fa_email_resend(host.svc, &stranger, "a@example.com", NULL), FA_OK);
    user_host_deliver(&host);
    user_host_mail_code(second);
    ck_assert_int_eq(fa_email_verify(host.svc, &stranger, code, NULL),
                     FA_EEXPIRED); /* replaced by the second */
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, second, OTHER, NULL),
                     FA_EEXPIRED); /* for another thing */
    ck_assert_int_eq(fa_email_verify(host.svc, &stranger, second, NULL), FA_OK);
    ck_assert_int_eq(fa_email_verify(host.svc, &stranger, second, NULL), FA_EEXPIRED);
    ck_assert_int_eq(login_as("a@example.com", GOOD), FA_OK);
}
END_TEST

/* ---- the profile ---- */

START_TEST(a_profile_changes_as_far_as_it_is_given)
{
    fa_profile in = FA_PROFILE_INIT;
    fa_actor who;
    fa_user user;
    fa_error err;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    in.full_name = "Ada Example";
    in.preferences = "{\"theme\":\"dark\",\"n\":[1,2]}";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, NULL), FA_OK);
    in = (fa_profile)FA_PROFILE_INIT;
    in.avatar_url = "https://example.com/a.png";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, NULL), FA_OK);
    ck_assert_int_eq(fa_user_get(host.svc, &who, &user, NULL), FA_OK);
    ck_assert_str_eq(user.full_name, "Ada Example");
    ck_assert_str_eq(user.avatar_url, "https://example.com/a.png");
    ck_assert_str_eq(user.preferences, "{\"theme\":\"dark\",\"n\":[1,2]}");
    in.avatar_url = "javascript:alert(1)";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "avatar_url");
    in = (fa_profile)FA_PROFILE_INIT;
    in.preferences = "[1]";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "preferences");
    ck_assert_int_eq(fa_user_get(host.svc, &stranger, &user, NULL), FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(a_new_address_counts_once_its_owner_has_shown_it)
{
    fa_profile in = FA_PROFILE_INIT;
    char code[FA_SECRET_BYTES];
    fa_actor who;
    fa_user user;
    fa_error err;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_account(&host, "taken@example.com", "pw", FA_ROLE_USER);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    in.email = "new@example.com";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "password");
    in.password = "wrong";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, &err), FA_EUNAUTHENTICATED);
    in.password = "pw";
    in.email = "taken@example.com";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, &err), FA_ECONFLICT);
    in.email = "new@example.com";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, NULL), FA_OK);
    ck_assert_str_eq(user.email, "a@example.com");
    user_host_deliver(&host);
    ck_assert_str_eq(user_host_mail_to(), "new@example.com");
    user_host_mail_code(code);
    ck_assert_int_eq(fa_email_verify(host.svc, &stranger, code, NULL), FA_OK);
    ck_assert_int_eq(fa_user_get(host.svc, &who, &user, NULL), FA_OK);
    ck_assert_str_eq(user.email, "new@example.com");
    user_host_deliver(&host);
    ck_assert_str_eq(user_host_mail_to(), "a@example.com"); /* who is told */
    ck_assert_int_eq(login_as("new@example.com", "pw"), FA_OK);
    ck_assert_int_eq(login_as("a@example.com", "pw"), FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(an_address_that_was_taken_meanwhile_is_not_changed_to)
{
    fa_profile in = FA_PROFILE_INIT;
    char code[FA_SECRET_BYTES];
    fa_actor who;
    fa_user user;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    in.email = "new@example.com";
    in.password = "pw";
    ck_assert_int_eq(fa_user_update(host.svc, &who, &in, &user, NULL), FA_OK);
    user_host_deliver(&host);
    user_host_mail_code(code);
    (void)user_host_account(&host, "new@example.com", "pw", FA_ROLE_USER);
    ck_assert_int_eq(fa_email_verify(host.svc, &stranger, code, NULL), FA_ECONFLICT);
}
END_TEST

/* ---- passwords ---- */

START_TEST(a_password_changes_for_who_knows_it_and_ends_the_other_sessions)
{
    fa_tokens one, two;
    fa_actor who;
    fa_error err;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    one = user_host_login(&host, "a@example.com", "pw", NULL);
    two = user_host_login(&host, "a@example.com", "pw", &who);
    ck_assert_int_eq(fa_password_change(host.svc, &who, "wrong", GOOD, &err), FA_EUNAUTHENTICATED);
    ck_assert_str_eq(err.field, "current_password");
    ck_assert_int_eq(fa_password_change(host.svc, &who, "pw", "short", &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "new_password");
    ck_assert_int_eq(fa_password_change(host.svc, &who, "pw", GOOD, NULL), FA_OK);
    ck_assert(lives(two.access) && !lives(one.access));
    ck_assert_int_eq(login_as("a@example.com", "pw"), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(login_as("a@example.com", GOOD), FA_OK);
    user_host_deliver(&host);
    ck_assert_ptr_nonnull(strstr(user_host_mail_text(), "was changed"));
}
END_TEST

START_TEST(guessing_the_present_password_is_slowed_down_too)
{
    fa_actor who;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    for (int i = 0; i < 10; i++)
        ck_assert_int_eq(fa_password_change(host.svc, &who, "wrong", GOOD, NULL), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_password_change(host.svc, &who, "pw", GOOD, NULL), FA_ETHROTTLED);
}
END_TEST

START_TEST(a_forgotten_password_is_set_by_mail_once)
{
    char code[FA_SECRET_BYTES];
    fa_tokens t;
    fa_error err;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    t = user_host_login(&host, "a@example.com", "pw", NULL);
    for (int i = 0; i < 12; i++)
        (void)login_as("a@example.com", "wrong");
    ck_assert_int_eq(fa_password_forgot(host.svc, &stranger, "A@example.com", NULL), FA_OK);
    user_host_deliver(&host);
    user_host_mail_code(code);
    ck_assert_ptr_nonnull(strstr(user_host_mail_text(), "http://localhost:3000/#reset="));
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, code, "short", &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "new_password");
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, code, GOOD, NULL), FA_OK);
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, code, OTHER, &err), FA_EEXPIRED);
    ck_assert_str_eq(err.field, "token");
    ck_assert(!lives(t.access));
    ck_assert_int_eq(login_as("a@example.com", GOOD), FA_OK); /* and it need not wait any longer */
}
END_TEST

START_TEST(a_code_grows_old)
{
    char code[FA_SECRET_BYTES];

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    ck_assert_int_eq(fa_password_forgot(host.svc, &stranger, "a@example.com", NULL), FA_OK);
    user_host_deliver(&host);
    user_host_mail_code(code);
    user_host_wait(600000);
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, code, GOOD, NULL), FA_EEXPIRED);
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, "abc", GOOD, NULL), FA_EEXPIRED);
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, NULL, GOOD, NULL), FA_EEXPIRED);
}
END_TEST

START_TEST(asking_for_mail_tells_nothing_and_floods_nobody)
{
    static const char *const emails[] = {"known@example.com", "unknown@example.com"};
    unsigned mails;

    (void)user_host_account(&host, "known@example.com", "pw", FA_ROLE_USER);
    for (int k = 0; k < 2; k++) {
        mails = user_host_mails();
        for (int i = 0; i < 3; i++)
            ck_assert_int_eq(fa_password_forgot(host.svc, &stranger, emails[k], NULL), FA_OK);
        ck_assert_int_eq(fa_password_forgot(host.svc, &stranger, emails[k], NULL), FA_ETHROTTLED);
        user_host_deliver(&host);
        ck_assert_uint_eq(user_host_mails() - mails, k == 0 ? 3 : 0);
    }
}
END_TEST

START_TEST(a_mail_that_cannot_be_sent_waits)
{
    unsigned mails = user_host_mails();
    bool sent = true;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    ck_assert_int_eq(fa_password_forgot(host.svc, &stranger, "a@example.com", NULL), FA_OK);
    user_host_mailer_fails(true);
    ck_assert_int_eq(fa_user_send_mail(host.svc, &sent, NULL), FA_EUNAVAILABLE);
    user_host_mailer_fails(false);
    ck_assert_int_eq(fa_user_send_mail(host.svc, &sent, NULL), FA_OK);
    ck_assert(!sent); /* not before its time */
    user_host_wait(10000);
    user_host_deliver(&host);
    ck_assert_uint_eq(user_host_mails(), mails + 1);
}
END_TEST

/* ---- administrators ---- */

static fa_status alter(const fa_actor *who, fa_id user, fa_account_change in, fa_user *out, fa_error *err)
{
    in.struct_size = sizeof in;
    return fa_admin_user_update(host.svc, who, user, &in, out, err);
}

START_TEST(only_administrators_administer)
{
    fa_actor who, admin;
    fa_user user = user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER), out;
    fa_user_filter filter = FA_USER_FILTER_INIT;
    fa_account account = FA_ACCOUNT_INIT;
    fa_account_change change = FA_ACCOUNT_CHANGE_INIT;
    fa_audit_filter audit = FA_AUDIT_FILTER_INIT;
    uint64_t n, m;

    (void)user_host_account(&host, "admin@example.com", "pw", FA_ROLE_ADMIN);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    (void)user_host_login(&host, "admin@example.com", "pw", &admin);
    for (int i = 0; i < 3; i++) {
        const fa_actor *actor = i == 0 ? &stranger : &who;
        fa_status st = i == 0 ? FA_EUNAUTHENTICATED : FA_EFORBIDDEN;

        if (i == 2) { /* an administrator's key without that scope */
            who = admin;
            (void)snprintf(who.scope, sizeof who.scope, "ask profile");
        }
        ck_assert_int_eq(fa_admin_user_list(host.svc, actor, &filter, NULL, NULL, NULL), st);
        ck_assert_int_eq(fa_admin_user_count(host.svc, actor, &filter, &n, NULL), st);
        ck_assert_int_eq(fa_admin_user_get(host.svc, actor, user.id, &out, NULL), st);
        ck_assert_int_eq(fa_admin_user_find(host.svc, actor, 1, &out, NULL), st);
        ck_assert_int_eq(fa_admin_user_create(host.svc, actor, &account, &out, NULL), st);
        ck_assert_int_eq(fa_admin_user_update(host.svc, actor, user.id, &change, &out, NULL), st);
        ck_assert_int_eq(fa_admin_user_remove(host.svc, actor, user.id, NULL), st);
        ck_assert_int_eq(fa_admin_user_reset(host.svc, actor, user.id, NULL), st);
        ck_assert_int_eq(fa_admin_user_end_sessions(host.svc, actor, user.id, NULL), st);
        ck_assert_int_eq(fa_audit_list(host.svc, actor, &audit, NULL, NULL, NULL), st);
        ck_assert_int_eq(fa_audit_verify(host.svc, actor, &n, &m, NULL), st);
        ck_assert_int_eq(fa_audit_note(host.svc, actor, "log.levels", "log", "", NULL), st);
        ck_assert_int_eq(fa_user_keys_rotate(host.svc, actor, NULL, NULL), st);
    }
    ck_assert_int_eq(fa_admin_user_get(host.svc, &admin, user.id, &out, NULL), FA_OK);
    ck_assert_int_eq(fa_admin_user_find(host.svc, &admin, user.legacy_id, &out, NULL), FA_OK);
    ck_assert_str_eq(out.id.s, user.id.s);
}
END_TEST

START_TEST(an_administrator_takes_nothing_over_as_it_is)
{
    fa_account in = FA_ACCOUNT_INIT;
    fa_actor admin;
    fa_user user;
    fa_error err;

    (void)user_host_account(&host, "admin@example.com", "pw", FA_ROLE_ADMIN);
    (void)user_host_login(&host, "admin@example.com", "pw", &admin);
    in.email = "a@example.com";
    in.password = "weak";
    ck_assert_int_eq(fa_admin_user_create(host.svc, &admin, &in, &user, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "password");
    in.any_password = true;
    ck_assert_int_eq(fa_admin_user_create(host.svc, &admin, &in, &user, NULL), FA_EFORBIDDEN);
    in.any_password = false;
    in.password = NULL;
    in.hash = "old$x";
    ck_assert_int_eq(fa_admin_user_create(host.svc, &admin, &in, &user, NULL), FA_EFORBIDDEN);
    in.hash = NULL;
    ck_assert_int_eq(fa_admin_user_create(host.svc, &admin, &in, &user, NULL), FA_OK);
    ck_assert(!user.has_password);
    ck_assert_int_eq(fa_admin_user_create(host.svc, &admin, &in, &user, &err), FA_ECONFLICT);
    ck_assert_str_eq(err.field, "email");
}
END_TEST

START_TEST(who_is_invited_sets_the_first_password)
{
    fa_account in = FA_ACCOUNT_INIT;
    fa_actor console = user_host_operator();
    char code[FA_SECRET_BYTES];
    fa_user user;

    in.email = "a@example.com";
    ck_assert_int_eq(fa_admin_user_create(host.svc, &console, &in, &user, NULL), FA_OK);
    user_host_deliver(&host);
    ck_assert_str_eq(user_host_mail_to(), "a@example.com");
    user_host_mail_code(code);
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, code, GOOD, NULL), FA_OK);
    ck_assert_int_eq(login_as("a@example.com", GOOD), FA_OK);
}
END_TEST

START_TEST(the_last_administrator_stays)
{
    fa_user only = user_host_account(&host, "admin@example.com", "pw", FA_ROLE_ADMIN), second, out;
    fa_actor console = user_host_operator(), admin;
    fa_error err;

    (void)user_host_login(&host, "admin@example.com", "pw", &admin);
    ck_assert_int_eq(alter(&console, only.id, (fa_account_change){.role = FA_ROLE_USER}, &out, &err),
                     FA_ECONFLICT);
    ck_assert_int_eq(alter(&console, only.id, (fa_account_change){.active = -1}, &out, &err), FA_ECONFLICT);
    ck_assert_int_eq(alter(&console, only.id, (fa_account_change){.locked = 1}, &out, &err), FA_ECONFLICT);
    ck_assert_int_eq(fa_admin_user_remove(host.svc, &console, only.id, &err), FA_ECONFLICT);
    ck_assert_str_eq(err.message, "the last administrator stays");
    ck_assert_int_eq(fa_user_remove(host.svc, &admin, "pw", &err), FA_ECONFLICT);
    second = user_host_account(&host, "second@example.com", "pw", FA_ROLE_ADMIN);
    ck_assert_int_eq(fa_admin_user_remove(host.svc, &admin, only.id, NULL), FA_ECONFLICT); /* oneself */
    ck_assert_int_eq(alter(&console, second.id, (fa_account_change){.locked = 1}, &out, NULL), FA_OK);
    ck_assert_int_eq(alter(&console, only.id, (fa_account_change){.role = FA_ROLE_USER}, &out, &err),
                     FA_ECONFLICT);
    ck_assert_int_eq(alter(&console, second.id, (fa_account_change){.locked = -1}, &out, NULL), FA_OK);
    ck_assert_int_eq(alter(&console, only.id, (fa_account_change){.role = FA_ROLE_USER}, &out, NULL), FA_OK);
    ck_assert_int_eq(out.role, FA_ROLE_USER);
    ck_assert_int_eq(alter(&console, only.id, (fa_account_change){.active = -1}, &out, NULL), FA_OK);
}
END_TEST

/* What ends the sessions of an account, and what does not. */
START_TEST(a_change_of_rights_ends_sessions)
{
    static const fa_account_change changes[] = {
        {.role = FA_ROLE_ADMIN},   {.active = -1}, {.locked = 1}, {.password = GOOD},
        {.full_name = "New Name"}, {.active = 1},  {.locked = -1}};
    fa_user user = user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER), out;
    fa_actor console = user_host_operator();
    fa_tokens t = user_host_login(&host, "a@example.com", "pw", NULL);

    ck_assert_int_eq(alter(&console, user.id, changes[_i], &out, NULL), FA_OK);
    ck_assert(lives(t.access) == (_i >= 4));
    ck_assert_uint_eq(user_host_events(&host, NULL),
                      _i >= 4 ? 0 : 2); /* the session's, and one for all keys */
}
END_TEST

START_TEST(an_account_changes_in_the_version_that_was_seen)
{
    fa_user user = user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER), out;
    fa_actor console = user_host_operator();
    fa_error err;

    ck_assert_int_eq(
        alter(&console, user.id, (fa_account_change){.full_name = "X", .version = user.version}, &out, NULL),
        FA_OK);
    ck_assert_uint_eq(out.version, user.version + 1);
    ck_assert_int_eq(
        alter(&console, user.id, (fa_account_change){.full_name = "Y", .version = user.version}, &out, &err),
        FA_ECONFLICT);
    (void)user_host_account(&host, "b@example.com", "pw", FA_ROLE_USER);
    ck_assert_int_eq(alter(&console, user.id, (fa_account_change){.email = "B@example.com"}, &out, &err),
                     FA_ECONFLICT);
    ck_assert_str_eq(err.field, "email");
    ck_assert_int_eq(alter(&console, user.id, (fa_account_change){.email = "c@example.com"}, &out, NULL),
                     FA_OK);
    ck_assert_str_eq(out.email, "c@example.com");
}
END_TEST

START_TEST(unlocking_forgets_the_failures)
{
    fa_user user = user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER), out;
    fa_actor console = user_host_operator();

    for (int i = 0; i < 10; i++)
        (void)login_as("a@example.com", "wrong");
    ck_assert_int_eq(login_as("a@example.com", "pw"), FA_ETHROTTLED);
    ck_assert_int_eq(alter(&console, user.id, (fa_account_change){.locked = -1}, &out, NULL), FA_OK);
    ck_assert_int_eq(login_as("a@example.com", "pw"), FA_OK);
}
END_TEST

START_TEST(a_reset_voids_the_password_and_mails_a_code)
{
    fa_user user = user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    fa_actor console = user_host_operator();
    fa_tokens t = user_host_login(&host, "a@example.com", "pw", NULL);
    char code[FA_SECRET_BYTES];

    ck_assert_int_eq(fa_admin_user_reset(host.svc, &console, user.id, NULL), FA_OK);
    ck_assert(!lives(t.access));
    ck_assert_int_eq(login_as("a@example.com", "pw"), FA_EUNAUTHENTICATED);
    user_host_deliver(&host);
    user_host_mail_code(code);
    ck_assert_int_eq(fa_password_reset(host.svc, &stranger, code, GOOD, NULL), FA_OK);
    ck_assert_int_eq(login_as("a@example.com", GOOD), FA_OK);
}
END_TEST

START_TEST(removing_ends_all_and_tells_the_others)
{
    fa_user user = user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER), out;
    fa_actor console = user_host_operator(), who;
    fa_tokens t = user_host_login(&host, "a@example.com", "pw", &who);
    fa_user_event event;

    ck_assert_int_eq(fa_user_remove(host.svc, &who, "wrong", NULL), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_user_remove(host.svc, &who, "pw", NULL), FA_OK);
    ck_assert(!lives(t.access));
    (void)user_host_events(&host, &event);
    ck_assert_int_eq(event.type, FA_USER_REMOVED);
    ck_assert_str_eq(event.user.s, user.id.s);
    ck_assert_int_eq(fa_admin_user_get(host.svc, &console, user.id, &out, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_admin_user_remove(host.svc, &console, user.id, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(do_register("a@example.com", GOOD, NULL, NULL, NULL), FA_OK);
}
END_TEST

/* ---- the trail ---- */

static fa_status note_line(void *payload, const fa_audit_entry *e, fa_error *err)
{
    char *text = payload;
    size_t len = strlen(text);

    (void)err;
    (void)snprintf(text + len, 1000 - len, "%s ", e->action);
    ck_assert_str_eq(e->request, "req-1");
    return FA_OK;
}

START_TEST(the_trail_tells_what_was_done_and_is_whole)
{
    fa_actor console = user_host_operator(), who;
    fa_audit_filter filter = FA_AUDIT_FILTER_INIT;
    char text[1000] = "";
    uint64_t bad = 1, count = 0;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    ck_assert_int_eq(login_as("a@example.com", "wrong"), FA_EUNAUTHENTICATED);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    ck_assert_int_eq(fa_password_change(host.svc, &who, "pw", GOOD, NULL), FA_OK);
    ck_assert_int_eq(fa_user_logout(host.svc, &who, NULL), FA_OK);
    ck_assert_int_eq(fa_audit_list(host.svc, &console, &filter, note_line, text, NULL), FA_OK);
    ck_assert_str_eq(text, "logout password.change login login.failed user.create ");
    text[0] = '\0';
    ck_assert_int_eq(fa_user_activity(host.svc, &who, 0, 2, note_line, text, NULL), FA_OK);
    ck_assert_str_eq(text, "logout password.change ");
    ck_assert_int_eq(fa_audit_verify(host.svc, &console, &bad, &count, NULL), FA_OK);
    ck_assert_uint_eq(bad, 0);
    ck_assert_uint_eq(count, 5);
}
END_TEST

START_TEST(what_was_done_to_another_service_is_in_the_trail)
{
    fa_actor console = user_host_operator();
    fa_audit_filter filter = FA_AUDIT_FILTER_INIT;
    char text[1000] = "", longest[200];
    uint64_t bad = 1, count = 0;

    ck_assert_int_eq(fa_audit_note(host.svc, &console, "log.levels", "log", "user=debug", NULL), FA_OK);
    ck_assert_int_eq(fa_audit_list(host.svc, &console, &filter, note_line, text, NULL), FA_OK);
    ck_assert_str_eq(text, "log.levels ");
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    ck_assert_int_eq(fa_audit_note(host.svc, &console, longest, "log", "", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_audit_note(host.svc, &console, "log in", "log", "", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_audit_note(host.svc, &console, "", "log", "", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_audit_note(host.svc, &console, NULL, "log", "", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_audit_note(host.svc, &console, "log.levels", longest, "", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_audit_note(host.svc, &console, "log.levels", NULL, "", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_audit_note(host.svc, &console, "log.levels", "log", longest, NULL), FA_EINVALID);
    ck_assert_int_eq(fa_audit_note(host.svc, &console, "log.levels", "log", "\xff", NULL), FA_EINVALID);
    ck_assert_int_eq(fa_audit_verify(host.svc, &console, &bad, &count, NULL), FA_OK);
    ck_assert_uint_eq(bad, 0);
    ck_assert_uint_eq(count, 1);
}
END_TEST

static fa_status count_user(void *payload, const fa_user *user, fa_error *err)
{
    (void)user;
    (void)err;
    (*(int *)payload)++;
    return FA_OK;
}

START_TEST(users_are_listed_with_filters)
{
    fa_actor console = user_host_operator();
    fa_user_filter filter = FA_USER_FILTER_INIT;
    uint64_t total = 0;
    int n = 0;

    for (int i = 0; i < 5; i++) {
        char email[32];

        (void)snprintf(email, sizeof email, "u%d@example.com", i);
        (void)user_host_account(&host, email, "pw", i == 0 ? FA_ROLE_ADMIN : FA_ROLE_USER);
    }
    filter.limit = 3;
    filter.role = FA_ROLE_USER;
    ck_assert_int_eq(fa_admin_user_list(host.svc, &console, &filter, count_user, &n, NULL), FA_OK);
    ck_assert_int_eq(n, 3);
    ck_assert_int_eq(fa_admin_user_count(host.svc, &console, &filter, &total, NULL), FA_OK);
    ck_assert_uint_eq(total, 4);
    filter.order = (fa_user_order)9;
    ck_assert_int_eq(fa_admin_user_list(host.svc, &console, &filter, count_user, &n, NULL), FA_EINVALID);
}
END_TEST

START_TEST(an_export_holds_all_and_no_secret)
{
    fa_api_key_input in = FA_API_KEY_INPUT_INIT;
    char secret[FA_SECRET_BYTES];
    fa_api_key key;
    fa_actor who;
    fa_tokens t;
    fa_buf out;

    (void)user_host_account(&host, "a@example.com", "very secret word", FA_ROLE_USER);
    t = user_host_login(&host, "a@example.com", "very secret word", &who);
    in.name = "My key";
    in.scope = "ask";
    ck_assert_int_eq(fa_api_key_create(host.svc, &who, &in, &key, secret, NULL), FA_OK);
    fa_buf_init(&out, 1 << 20);
    ck_assert_int_eq(fa_user_export(host.svc, &who, &out, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(out.data, "\"a@example.com\""));
    ck_assert_ptr_nonnull(strstr(out.data, "\"My key\""));
    ck_assert_ptr_nonnull(strstr(out.data, "\"login\""));
    ck_assert_ptr_nonnull(strstr(out.data, t.session.s));
    ck_assert_ptr_null(strstr(out.data, "fake$"));
    ck_assert_ptr_null(strstr(out.data, secret));
    ck_assert_ptr_null(strstr(out.data, t.refresh));
    fa_buf_clear(&out);
}
END_TEST

/* ---- API keys ---- */

START_TEST(a_key_enters_as_far_as_its_scope_and_place_go)
{
    fa_api_key_input in = FA_API_KEY_INPUT_INIT;
    char secret[FA_SECRET_BYTES], second[FA_SECRET_BYTES];
    fa_actor who, out, elsewhere = user_host_stranger("198.51.100.1");
    fa_api_key key, changed;
    fa_user user;
    fa_user_event event;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    in.name = "Nightly";
    in.scope = "profile ask";
    in.addresses = "192.0.2.0/24 2001:db8::/32";
    in.expires = user_host_now() + 100000;
    ck_assert_int_eq(fa_api_key_create(host.svc, &who, &in, &key, secret, NULL), FA_OK);
    ck_assert_int_eq(strncmp(secret, "fa_", 3), 0);
    ck_assert_int_eq(strncmp(secret, key.prefix, strlen(key.prefix)), 0);
    ck_assert_int_eq(fa_user_authenticate(host.svc, &stranger, secret, &out, NULL), FA_OK);
    ck_assert_str_eq(out.user.s, who.user.s);
    ck_assert_str_eq(out.credential.s, key.id.s);
    ck_assert_str_eq(out.scope, "profile ask");
    ck_assert(fa_scope_allows(out.scope, "ask") && !fa_scope_allows(out.scope, "admin") &&
              !fa_scope_allows(out.scope, "as"));
    ck_assert_int_eq(fa_user_get(host.svc, &out, &user, NULL), FA_OK);
    ck_assert_int_eq(fa_password_change(host.svc, &out, "pw", GOOD, NULL), FA_EFORBIDDEN);
    ck_assert_int_eq(fa_api_key_create(host.svc, &out, &in, &changed, second, NULL), FA_EFORBIDDEN);
    ck_assert_int_eq(fa_user_logout_all(host.svc, &out, NULL), FA_EFORBIDDEN);
    ck_assert_int_eq(fa_user_authenticate(host.svc, &elsewhere, secret, &out, NULL), FA_EFORBIDDEN);
    ck_assert_int_eq(fa_api_key_rotate(host.svc, &who, key.id, &changed, second, NULL), FA_OK);
    ck_assert_int_eq(fa_user_authenticate(host.svc, &stranger, secret, &out, NULL), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_user_authenticate(host.svc, &stranger, second, &out, NULL), FA_OK);
    ck_assert_uint_eq(user_host_events(&host, &event), 1);
    ck_assert_str_eq(event.credential.s, key.id.s);
    user_host_wait(100000);
    ck_assert_int_eq(fa_user_authenticate(host.svc, &stranger, second, &out, NULL), FA_EUNAUTHENTICATED);
    in = (fa_api_key_input)FA_API_KEY_INPUT_INIT;
    ck_assert_int_eq(fa_api_key_update(host.svc, &who, key.id, &in, &changed, NULL), FA_OK);
    ck_assert_int_eq(changed.expires, 0);
    ck_assert_str_eq(changed.name, "Nightly");
    ck_assert_int_eq(fa_user_authenticate(host.svc, &stranger, second, &out, NULL), FA_OK);
    ck_assert_int_eq(fa_api_key_remove(host.svc, &who, key.id, NULL), FA_OK);
    ck_assert_int_eq(fa_user_authenticate(host.svc, &stranger, second, &out, NULL), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_api_key_remove(host.svc, &who, key.id, NULL), FA_ENOTFOUND);
}
END_TEST

START_TEST(another_ones_key_is_not_there)
{
    fa_api_key_input in = FA_API_KEY_INPUT_INIT;
    char secret[FA_SECRET_BYTES];
    fa_actor owner, other;
    fa_api_key key, out;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_account(&host, "b@example.com", "pw", FA_ROLE_ADMIN);
    (void)user_host_login(&host, "a@example.com", "pw", &owner);
    (void)user_host_login(&host, "b@example.com", "pw", &other);
    in.name = "K";
    in.scope = "ask";
    ck_assert_int_eq(fa_api_key_create(host.svc, &owner, &in, &key, secret, NULL), FA_OK);
    ck_assert_int_eq(fa_api_key_update(host.svc, &other, key.id, &in, &out, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_api_key_rotate(host.svc, &other, key.id, &out, secret, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(fa_api_key_remove(host.svc, &other, key.id, NULL), FA_ENOTFOUND);
}
END_TEST

START_TEST(bad_keys_name_the_field)
{
    static const struct {
        const char *name, *scope, *addresses, *field;
    } cases[] = {{NULL, "ask", NULL, "name"},
                 {"", "ask", NULL, "name"},
                 {"K", NULL, NULL, "scopes"},
                 {"K", "", NULL, "scopes"},
                 {"K", "ask everything", NULL, "scopes"},
                 {"K", "ask ask", NULL, "scopes"},
                 {"K", "admin", NULL, "scopes"},
                 {"K", "ask", "192.0.2.0/33", "ip_allow"},
                 {"K", "ask", "example.com", "ip_allow"}};
    char secret[FA_SECRET_BYTES];
    fa_actor who;
    fa_api_key key;

    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    (void)user_host_login(&host, "a@example.com", "pw", &who);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fa_api_key_input in = FA_API_KEY_INPUT_INIT;
        fa_error err = {0};

        in.name = cases[i].name;
        in.scope = cases[i].scope;
        in.addresses = cases[i].addresses;
        ck_assert_int_eq(fa_api_key_create(host.svc, &who, &in, &key, secret, &err), FA_EINVALID);
        ck_assert_str_eq(err.field, cases[i].field);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("accounts");

    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, registering_makes_an_account_and_enters_it);
    tcase_add_test(tests, an_address_registers_once_and_costs_the_same_work);
    tcase_add_test(tests, bad_registrations_name_the_field_and_hash_nothing);
    tcase_add_test(tests, registrations_of_one_address_are_limited);
    tcase_add_test(tests, a_closed_house_registers_nobody);
    tcase_add_test(tests, an_address_is_verified_where_that_is_asked_for);
    tcase_add_test(tests, a_profile_changes_as_far_as_it_is_given);
    tcase_add_test(tests, a_new_address_counts_once_its_owner_has_shown_it);
    tcase_add_test(tests, an_address_that_was_taken_meanwhile_is_not_changed_to);
    tcase_add_test(tests, a_password_changes_for_who_knows_it_and_ends_the_other_sessions);
    tcase_add_test(tests, guessing_the_present_password_is_slowed_down_too);
    tcase_add_test(tests, a_forgotten_password_is_set_by_mail_once);
    tcase_add_test(tests, a_code_grows_old);
    tcase_add_test(tests, asking_for_mail_tells_nothing_and_floods_nobody);
    tcase_add_test(tests, a_mail_that_cannot_be_sent_waits);
    tcase_add_test(tests, only_administrators_administer);
    tcase_add_test(tests, an_administrator_takes_nothing_over_as_it_is);
    tcase_add_test(tests, who_is_invited_sets_the_first_password);
    tcase_add_test(tests, the_last_administrator_stays);
    tcase_add_loop_test(tests, a_change_of_rights_ends_sessions, 0, 7);
    tcase_add_test(tests, an_account_changes_in_the_version_that_was_seen);
    tcase_add_test(tests, unlocking_forgets_the_failures);
    tcase_add_test(tests, a_reset_voids_the_password_and_mails_a_code);
    tcase_add_test(tests, removing_ends_all_and_tells_the_others);
    tcase_add_test(tests, the_trail_tells_what_was_done_and_is_whole);
    tcase_add_test(tests, what_was_done_to_another_service_is_in_the_trail);
    tcase_add_test(tests, users_are_listed_with_filters);
    tcase_add_test(tests, an_export_holds_all_and_no_secret);
    tcase_add_test(tests, a_key_enters_as_far_as_its_scope_and_place_go);
    tcase_add_test(tests, another_ones_key_is_not_there);
    tcase_add_test(tests, bad_keys_name_the_field);
    return unit_run("user/accounts", tests);
}
