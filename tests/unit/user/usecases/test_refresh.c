/* One refresh token for the next, and the ends of sessions. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"
#include "user_host.h"

static user_host host;
static fa_actor stranger;
static fa_tokens start;

static void set_up(void)
{
    ck_assert_int_eq(user_host_open(&host, NULL, NULL), FA_OK);
    stranger = user_host_stranger("192.0.2.1");
    (void)user_host_account(&host, "a@example.com", "pw", FA_ROLE_USER);
    start = user_host_login(&host, "a@example.com", "pw", NULL);
}

static void tear_down(void)
{
    user_host_close(&host);
}

static fa_status refresh(const char *token, const char *device, fa_tokens *out)
{
    return fa_user_refresh(host.svc, &stranger, token, device, out, NULL);
}

static bool lives(const char *access)
{
    fa_actor out;

    return fa_user_authenticate(host.svc, &stranger, access, &out, NULL) == FA_OK;
}

START_TEST(each_token_leads_to_the_next)
{
    fa_tokens t = start;

    for (int i = 0; i < 5; i++) {
        char before[FA_SECRET_BYTES];

        memcpy(before, t.refresh, sizeof before);
        user_host_wait(700000);
        ck_assert_int_eq(refresh(before, start.device, &t), FA_OK);
        ck_assert_str_ne(t.refresh, before);
        ck_assert_str_eq(t.session.s, start.session.s);
        ck_assert(lives(t.access));
    }
    ck_assert(!lives(start.access)); /* expired */
    ck_assert_uint_eq(user_host_events(&host, NULL), 0);
}
END_TEST

START_TEST(what_is_no_token_is_refused_and_ends_nothing)
{
    fa_tokens t;

    ck_assert_int_eq(refresh("", NULL, &t), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(refresh("abc", NULL, &t), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(refresh(start.access, NULL, &t), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(refresh(start.device, NULL, &t), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(refresh(start.refresh, NULL, &t), FA_OK);
}
END_TEST

START_TEST(an_answer_that_was_lost_is_told_again)
{
    fa_tokens one, two;

    ck_assert_int_eq(refresh(start.refresh, start.device, &one), FA_OK);
    ck_assert_int_eq(refresh(start.refresh, start.device, &two), FA_OK);
    ck_assert_str_eq(one.refresh, two.refresh);
    ck_assert_int_eq(refresh(two.refresh, start.device, &one), FA_OK);
    ck_assert_uint_eq(user_host_events(&host, NULL), 0);
}
END_TEST

/* Which of the conditions of a repetition does not hold. */
START_TEST(any_other_reuse_ends_the_session)
{
    fa_tokens one, two;
    fa_user_event event;

    ck_assert_int_eq(refresh(start.refresh, start.device, &one), FA_OK);
    if (_i == 0) /* too late */
        user_host_wait(10001);
    if (_i == 1) /* the successor was used */
        ck_assert_int_eq(refresh(one.refresh, start.device, &one), FA_OK);
    ck_assert_int_eq(refresh(start.refresh,
                             _i == 2   ? "another device"
                             : _i == 3 ? NULL
                                       : start.device,
                             &two),
                     FA_EUNAUTHENTICATED);
    ck_assert_int_eq(refresh(one.refresh, start.device, &two), FA_EUNAUTHENTICATED);
    ck_assert(!lives(one.access));
    ck_assert(!lives(start.access));
    ck_assert_uint_eq(user_host_events(&host, &event), 1);
    ck_assert_int_eq(event.type, FA_USER_CREDENTIAL_ENDED);
    ck_assert_str_eq(event.credential.s, start.session.s);
    (void)user_host_login(&host, "a@example.com", "pw", NULL);
}
END_TEST

START_TEST(a_very_old_token_ends_the_session_too)
{
    fa_tokens t = start;

    for (int i = 0; i < 10; i++) {
        user_host_wait(60000);
        ck_assert_int_eq(refresh(t.refresh, start.device, &t), FA_OK);
    }
    ck_assert_int_eq(refresh(start.refresh, start.device, &t), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(refresh(t.refresh, start.device, &t), FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(a_session_ends_by_idleness_and_by_age)
{
    fa_tokens t = start, other = user_host_login(&host, "a@example.com", "pw", NULL);
    const fa_time day = 86400000;

    for (int i = 0; i < 4; i++) {
        user_host_wait(7 * day - 60000);
        ck_assert_int_eq(refresh(t.refresh, NULL, &t), FA_OK);
    }
    ck_assert_int_eq(refresh(other.refresh, NULL, &other), FA_EUNAUTHENTICATED);
    user_host_wait(3 * day); /* 31 in all */
    ck_assert_int_eq(refresh(t.refresh, NULL, &t), FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(who_is_kept_out_is_not_refreshed)
{
    fa_account_change change = FA_ACCOUNT_CHANGE_INIT;
    fa_actor console = user_host_operator();
    fa_tokens t;

    change.active = -1;
    ck_assert_int_eq(fa_admin_user_update(host.svc, &console, start.user.id, &change, NULL, NULL), FA_OK);
    ck_assert(!lives(start.access));
    ck_assert_int_eq(refresh(start.refresh, start.device, &t), FA_EUNAUTHENTICATED);
}
END_TEST

typedef struct racer {
    fa_status st;
    fa_tokens out;
} racer;

static void *race(void *payload)
{
    racer *r = payload;

    r->st = refresh(start.refresh, start.device, &r->out);
    return NULL;
}

START_TEST(twenty_at_once_give_one_successor)
{
    enum { AT_ONCE = 20 };
    pthread_t threads[AT_ONCE];
    static racer racers[AT_ONCE];
    fa_tokens t;

    for (int i = 0; i < AT_ONCE; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    for (int i = 0; i < AT_ONCE; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_int_eq(racers[i].st, FA_OK);
        ck_assert_str_eq(racers[i].out.refresh, racers[0].out.refresh);
    }
    ck_assert_int_eq(refresh(racers[0].out.refresh, start.device, &t), FA_OK);
}
END_TEST

static fa_status count_session(void *payload, const fa_session *s, fa_error *err)
{
    (void)err;
    ck_assert_int_eq(s->ended, 0);
    ck_assert_str_eq(s->agent, "Test/1.0");
    (*(int *)payload)++;
    return FA_OK;
}

static int sessions(const fa_actor *who)
{
    int n = 0;

    ck_assert_int_eq(fa_session_list(host.svc, who, count_session, &n, NULL), FA_OK);
    return n;
}

START_TEST(sessions_are_listed_and_ended_by_their_owner)
{
    fa_tokens two, other;
    fa_actor who, stranger_to_it;

    two = user_host_login(&host, "a@example.com", "pw", &who);
    (void)user_host_account(&host, "b@example.com", "pw", FA_ROLE_USER);
    other = user_host_login(&host, "b@example.com", "pw", &stranger_to_it);
    ck_assert_int_eq(sessions(&who), 2);
    ck_assert_int_eq(sessions(&stranger_to_it), 1);
    ck_assert_int_eq(fa_session_end(host.svc, &stranger_to_it, start.session, NULL), FA_ENOTFOUND);
    ck_assert(lives(start.access));
    ck_assert_int_eq(fa_session_end(host.svc, &who, start.session, NULL), FA_OK);
    ck_assert_int_eq(sessions(&who), 1);
    ck_assert(!lives(start.access) && lives(two.access));
    ck_assert_int_eq(fa_user_logout(host.svc, &who, NULL), FA_OK);
    ck_assert_int_eq(fa_user_logout(host.svc, &who, NULL), FA_OK);
    ck_assert(!lives(two.access) && lives(other.access));
    ck_assert_uint_eq(user_host_events(&host, NULL), 2);
}
END_TEST

START_TEST(logging_out_everywhere_ends_all_sessions)
{
    fa_actor who;
    fa_tokens two = user_host_login(&host, "a@example.com", "pw", &who);

    ck_assert_int_eq(fa_user_logout_all(host.svc, &who, NULL), FA_OK);
    ck_assert(!lives(start.access) && !lives(two.access));
    ck_assert_uint_eq(user_host_events(&host, NULL), 2);
    ck_assert_int_eq(fa_user_logout_all(host.svc, &stranger, NULL), FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(keys_rotate_without_ending_anything)
{
    fa_actor console = user_host_operator(), user;
    char kid[FA_KID_BYTES] = "", again[FA_KID_BYTES];
    fa_tokens t;
    fa_buf set;

    (void)user_host_login(&host, "a@example.com", "pw", &user);
    ck_assert_int_eq(fa_user_keys_rotate(host.svc, &user, kid, NULL), FA_EFORBIDDEN);
    ck_assert_int_eq(fa_user_keys_rotate(host.svc, &console, kid, NULL), FA_OK);
    ck_assert(lives(start.access));
    t = user_host_login(&host, "a@example.com", "pw", NULL);
    ck_assert(lives(t.access));
    fa_buf_init(&set, 4096);
    ck_assert_int_eq(fa_user_keys_to_json(host.svc, &set, NULL), FA_OK);
    ck_assert_ptr_nonnull(strstr(set.data, kid));
    ck_assert_ptr_nonnull(strstr(strstr(set.data, "\"kid\"") + 5, "\"kid\"")); /* two are published */
    user_host_wait(640000);
    ck_assert_int_eq(fa_user_tidy(host.svc, NULL), FA_OK);
    fa_buf_reset(&set);
    ck_assert_int_eq(fa_user_keys_to_json(host.svc, &set, NULL), FA_OK);
    ck_assert_ptr_null(strstr(strstr(set.data, "\"kid\"") + 5, "\"kid\""));
    user_host_wait((fa_time)31 * 86400000); /* its time has come by itself */
    t = user_host_login(&host, "a@example.com", "pw", NULL);
    ck_assert(lives(t.access));
    ck_assert_int_eq(fa_user_keys_rotate(host.svc, &console, again, NULL), FA_OK);
    ck_assert_str_ne(kid, again);
    fa_buf_clear(&set);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("refresh");

    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, each_token_leads_to_the_next);
    tcase_add_test(tests, what_is_no_token_is_refused_and_ends_nothing);
    tcase_add_test(tests, an_answer_that_was_lost_is_told_again);
    tcase_add_loop_test(tests, any_other_reuse_ends_the_session, 0, 4);
    tcase_add_test(tests, a_very_old_token_ends_the_session_too);
    tcase_add_test(tests, a_session_ends_by_idleness_and_by_age);
    tcase_add_test(tests, who_is_kept_out_is_not_refreshed);
    tcase_add_test(tests, twenty_at_once_give_one_successor);
    tcase_add_test(tests, sessions_are_listed_and_ended_by_their_owner);
    tcase_add_test(tests, logging_out_everywhere_ends_all_sessions);
    tcase_add_test(tests, keys_rotate_without_ending_anything);
    return unit_run("user/refresh", tests);
}
