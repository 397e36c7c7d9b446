/* contract/user_repo_contract.c: what every repository of the user service must do. */
#include "user_repo_contract.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"

enum { THREADS = 6, EACH = 30 };

static open_user_repo_fn open_empty, open_again;
static fa_user_repo repo;

static void set_up(void)
{
    ck_assert_int_eq(open_empty(&repo, NULL), FA_OK);
}

static void tear_down(void)
{
    fa_user_repo_close(&repo);
}

static void come_back(void)
{
    if (open_again != NULL)
        ck_assert_int_eq(open_again(&repo, NULL), FA_OK);
}

/* ---- records ---- */

static fa_id id_of(const char *prefix, unsigned n)
{
    fa_id id = {""};

    (void)snprintf(id.s, sizeof id.s, "%s%026u", prefix, n);
    return id;
}

static void hash_of(const char *kind, unsigned n, char out[FA_SHA256_HEX])
{
    memset(out, 0, FA_SHA256_HEX);
    (void)snprintf(out, FA_SHA256_HEX, "%s%0*u", kind, 64 - (int)strlen(kind), n);
}

static fa_user_record user_of(unsigned n)
{
    fa_user_record r;

    memset(&r, 0, sizeof r);
    r.user.id = id_of("usr_", n);
    (void)snprintf(r.user.email, sizeof r.user.email, "person%03u@example.com", n);
    (void)snprintf(r.user.full_name, sizeof r.user.full_name, "Person Number %u", n);
    (void)snprintf(r.user.avatar_url, sizeof r.user.avatar_url, "/a/%u", n);
    (void)snprintf(r.user.preferences, sizeof r.user.preferences, "{\"n\":%u}", n);
    r.user.role = FA_ROLE_USER;
    r.user.active = r.user.has_password = r.user.has_totp = true;
    r.user.last_login = 11;
    r.user.created = 12;
    r.user.updated = 13;
    r.user.version = 1;
    (void)snprintf(r.password_hash, sizeof r.password_hash, "$hash$%u", n);
    memset(r.totp_secret, (int)n, sizeof r.totp_secret);
    r.totp_step = 57000000;
    hash_of("a", n, r.recovery[0]);
    hash_of("b", n, r.recovery[FA_RECOVERY_CODES - 1]);
    return r;
}

static fa_session_record session_of(unsigned n, unsigned user)
{
    fa_session_record r;

    memset(&r, 0, sizeof r);
    r.session = (fa_session){.id = id_of("ses_", n),
                             .user = id_of("usr_", user),
                             .agent = "Browser",
                             .address = "192.0.2.1",
                             .created = 1,
                             .last_used = 2,
                             .expires = 1000,
                             .ended = 0};
    hash_of("c", n, r.refresh);
    hash_of("e", n, r.device);
    r.rotated = 5;
    memset(r.chain, (int)n + 1, sizeof r.chain);
    r.version = 1;
    return r;
}

static fa_api_key_record key_of(unsigned n, unsigned user)
{
    fa_api_key_record r;

    memset(&r, 0, sizeof r);
    r.key = (fa_api_key){.id = id_of("apk_", n),
                         .user = id_of("usr_", user),
                         .name = "Key",
                         .prefix = "fa_abc",
                         .scope = "ask",
                         .addresses = "192.0.2.0/24",
                         .created = 1,
                         .expires = 2,
                         .last_used = 3,
                         .version = 1};
    hash_of("f", n, r.hash);
    return r;
}

static fa_audit_entry line_of(const char *action, unsigned actor, fa_time time)
{
    fa_audit_entry e;

    memset(&e, 0, sizeof e);
    e.time = time;
    e.actor = id_of("usr_", actor);
    (void)snprintf(e.action, sizeof e.action, "%s", action);
    (void)snprintf(e.target, sizeof e.target, "target%u", actor);
    (void)snprintf(e.detail, sizeof e.detail, "detail");
    return e;
}

/* ---- changing and asking ---- */

static fa_status change(fa_user_change c)
{
    return fa_user_repo_apply(&repo, &c, 1, NULL);
}

static fa_status put(fa_user_change_kind kind, const void *record)
{
    return change((fa_user_change){.kind = kind, .record = record});
}

static void add_users(unsigned count)
{
    for (unsigned n = 1; n <= count; n++) {
        fa_user_record r = user_of(n);

        ck_assert_int_eq(put(FA_CHANGE_USER_ADD, &r), FA_OK);
    }
}

/* What a query showed: the last record, and how many. */
typedef struct seen {
    size_t size;
    unsigned count;
    unsigned fails_at;
    union {
        fa_user_record user;
        fa_session_record session;
        fa_api_key_record key;
        fa_grant grant;
        fa_counter counter;
        fa_signing_key signer;
        fa_mail_record mail;
        fa_audit_entry line;
        fa_user_event event;
        char bytes[1];
    } last;
    char starts[16][40]; /* the first bytes of each: its id, its hash, its key */
    uint64_t seqs[16];
} seen;

static seen saw;

static fa_status look(void *payload, const void *record, fa_error *err)
{
    seen *s = payload;

    memcpy(s->last.bytes, record, s->size);
    if (s->count < 16) {
        memcpy(s->starts[s->count], record, 32);
        memcpy(&s->seqs[s->count], record, sizeof s->seqs[0]);
    }
    s->count++;
    return s->count == s->fails_at ? fa_fail(err, FA_ETIMEOUT, "had enough") : FA_OK;
}

#define ASK(member, ...)                                                                                     \
    (memset(&saw, 0, sizeof saw), saw.size = sizeof saw.last.member,                                         \
     fa_user_repo_query(&repo, &(fa_user_query){__VA_ARGS__}, look, &saw, NULL))

/* ---- users ---- */

START_TEST(gives_back_every_field_of_a_user)
{
    fa_user_record r = user_of(7), bare;

    memset(&bare, 0, sizeof bare);
    bare.user.id = id_of("usr_", 8);
    bare.user.role = FA_ROLE_ADMIN;
    bare.user.version = 1;
    (void)snprintf(bare.user.email, sizeof bare.user.email, "b@example.com");
    ck_assert_int_eq(put(FA_CHANGE_USER_ADD, &r), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_USER_ADD, &bare), FA_OK);
    come_back();
    r.user.legacy_id = 1;
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER, .id = r.user.id), FA_OK);
    ck_assert_mem_eq(&saw.last.user, &r, sizeof r);
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER_EMAIL, .text = r.user.email), FA_OK);
    ck_assert_mem_eq(&saw.last.user, &r, sizeof r);
    bare.user.legacy_id = 2;
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER_NUMBER, .number = 2), FA_OK);
    ck_assert_mem_eq(&saw.last.user, &bare, sizeof bare);
    ck_assert_uint_eq(saw.count, 1);
}
END_TEST

START_TEST(knows_nothing_that_was_not_added)
{
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER, .id = id_of("usr_", 1)), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER_EMAIL, .text = "a@example.com"), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER_NUMBER, .number = 1), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = id_of("ses_", 1)), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION_TOKEN, .text = "x"), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(key, .kind = FA_QUERY_API_KEY, .id = id_of("apk_", 1)), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(key, .kind = FA_QUERY_API_KEY_HASH, .text = "x"), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(grant, .kind = FA_QUERY_GRANT, .text = "x"), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(counter, .kind = FA_QUERY_COUNTER, .text = "x"), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSIONS, .id = id_of("usr_", 1)), FA_OK);
    ck_assert_int_eq(ASK(mail, .kind = FA_QUERY_MAIL, .time = 99), FA_OK);
    ck_assert_int_eq(ASK(event, .kind = FA_QUERY_EVENTS, .limit = 9), FA_OK);
    ck_assert_uint_eq(saw.count, 0);
}
END_TEST

START_TEST(an_address_is_one_users)
{
    fa_user_record a = user_of(1), b = user_of(2), same = user_of(1);
    fa_error err;

    add_users(2);
    (void)snprintf(same.user.email, sizeof same.user.email, "other@example.com");
    ck_assert_int_eq(put(FA_CHANGE_USER_ADD, &same), FA_ECONFLICT); /* its id */
    same.user.id = id_of("usr_", 3);
    memcpy(same.user.email, a.user.email, sizeof a.user.email);
    ck_assert_int_eq(
        fa_user_repo_apply(&repo, &(fa_user_change){.kind = FA_CHANGE_USER_ADD, .record = &same}, 1, &err),
        FA_ECONFLICT);
    ck_assert_str_eq(err.field, "email");
    memcpy(b.user.email, a.user.email, sizeof a.user.email);
    ck_assert_int_eq(
        fa_user_repo_apply(&repo, &(fa_user_change){.kind = FA_CHANGE_USER_REPLACE, .record = &b}, 1, &err),
        FA_ECONFLICT);
    ck_assert_str_eq(err.field, "email");
    come_back();
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER, .id = id_of("usr_", 2)), FA_OK);
    ck_assert_str_eq(saw.last.user.user.email, "person002@example.com");
}
END_TEST

START_TEST(a_user_is_replaced_in_the_version_that_was_read)
{
    fa_user_record r = user_of(1);

    add_users(1);
    (void)snprintf(r.user.full_name, sizeof r.user.full_name, "Somebody Else");
    ck_assert_int_eq(put(FA_CHANGE_USER_REPLACE, &r), FA_OK);
    (void)snprintf(r.user.full_name, sizeof r.user.full_name, "Too Late");
    ck_assert_int_eq(put(FA_CHANGE_USER_REPLACE, &r), FA_ECONFLICT);
    come_back();
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER, .id = r.user.id), FA_OK);
    ck_assert_str_eq(saw.last.user.user.full_name, "Somebody Else");
    ck_assert_uint_eq(saw.last.user.user.version, 2);
    ck_assert_int_eq(saw.last.user.user.legacy_id, 1);
    r = user_of(2);
    ck_assert_int_eq(put(FA_CHANGE_USER_REPLACE, &r), FA_ECONFLICT);
}
END_TEST

START_TEST(numbers_are_told_and_never_used_again)
{
    fa_user_record r = user_of(9);
    int64_t number = 0;

    add_users(2);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_USER_REMOVE, .user = id_of("usr_", 2)}),
                     FA_OK);
    come_back();
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_USER_ADD, .record = &r, .number = &number}),
                     FA_OK);
    ck_assert_int_eq(number, 3);
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER, .id = r.user.id), FA_OK);
    ck_assert_int_eq(saw.last.user.user.legacy_id, 3);
}
END_TEST

START_TEST(removing_a_user_takes_all_that_was_theirs_and_tells)
{
    fa_session_record s = session_of(1, 1), other = session_of(2, 2);
    fa_api_key_record k = key_of(1, 1);
    fa_grant g = {.kind = FA_GRANT_RESET, .user = id_of("usr_", 1), .expires = 9};

    add_users(2);
    hash_of("d", 1, g.hash);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_ADD, &s), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_ADD, &other), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_API_KEY_ADD, &k), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_GRANT_ADD, &g), FA_OK);
    ck_assert_int_eq(
        change((fa_user_change){.kind = FA_CHANGE_USER_REMOVE, .user = id_of("usr_", 1), .time = 77}), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = s.session.id), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION_TOKEN, .text = s.refresh), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION_TOKEN, .text = other.refresh), FA_OK);
    ck_assert_int_eq(ASK(key, .kind = FA_QUERY_API_KEY, .id = k.key.id), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(grant, .kind = FA_QUERY_GRANT, .text = g.hash), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(event, .kind = FA_QUERY_EVENTS, .limit = 9), FA_OK);
    ck_assert_uint_eq(saw.count, 1);
    ck_assert_int_eq(saw.last.event.type, FA_USER_REMOVED);
    ck_assert_str_eq(saw.last.event.user.s, id_of("usr_", 1).s);
    ck_assert_int_eq(saw.last.event.time, 77);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_USER_REMOVE, .user = id_of("usr_", 1)}),
                     FA_ENOTFOUND);
}
END_TEST

START_TEST(an_administrator_is_left)
{
    fa_user_record admin = user_of(3);
    fa_user_change changes[3] = {{.kind = FA_CHANGE_USER_REPLACE, .record = &admin},
                                 {.kind = FA_CHANGE_NEED_ADMIN}};
    fa_error err;

    add_users(2);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_NEED_ADMIN}), FA_ECONFLICT);
    admin.user.role = FA_ROLE_ADMIN;
    ck_assert_int_eq(put(FA_CHANGE_USER_ADD, &admin), FA_OK);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_NEED_ADMIN}), FA_OK);
    for (int i = 0; i < 3; i++) { /* no longer one, not active, locked */
        admin.user.role = i == 0 ? FA_ROLE_USER : FA_ROLE_ADMIN;
        admin.user.active = i != 1;
        admin.user.locked = i == 2;
        ck_assert_int_eq(fa_user_repo_apply(&repo, changes, 2, &err), FA_ECONFLICT);
        ck_assert_str_eq(err.field, "admin");
    }
    changes[0] = (fa_user_change){.kind = FA_CHANGE_USER_REMOVE, .user = admin.user.id};
    ck_assert_int_eq(fa_user_repo_apply(&repo, changes, 2, &err), FA_ECONFLICT);
    come_back();
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER, .id = admin.user.id), FA_OK);
    ck_assert_uint_eq(saw.last.user.user.version, 1);
    ck_assert_int_eq(saw.last.user.user.role, FA_ROLE_ADMIN);
}
END_TEST

START_TEST(lists_users_page_by_page_as_filtered)
{
    fa_user_filter f = FA_USER_FILTER_INIT;
    fa_user_record r = user_of(4);
    char after[sizeof r.user.id.s];
    uint64_t count = 0;

    add_users(5);
    r.user.role = FA_ROLE_ADMIN;
    r.user.active = false;
    (void)snprintf(r.user.email, sizeof r.user.email, "aa@example.org");
    ck_assert_int_eq(put(FA_CHANGE_USER_REPLACE, &r), FA_OK);
    come_back();
    f.limit = 2;
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USERS, .filter = &f), FA_OK);
    ck_assert_uint_eq(saw.count, 2);
    ck_assert_str_eq(saw.starts[0], id_of("usr_", 5).s);
    memcpy(after, saw.last.user.user.id.s, sizeof after);
    f.after = after;
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USERS, .filter = &f), FA_OK);
    ck_assert_str_eq(saw.starts[0], id_of("usr_", 3).s);
    ck_assert_str_eq(saw.starts[1], id_of("usr_", 2).s);
    f.order = FA_USERS_OLDEST;
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USERS, .filter = &f), FA_OK);
    ck_assert_uint_eq(saw.count, 1); /* behind the 4th */
    f.order = FA_USERS_BY_EMAIL;
    f.after = NULL;
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USERS, .filter = &f), FA_OK);
    ck_assert_str_eq(saw.starts[0], id_of("usr_", 4).s);
    f.after = "person001@example.com";
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USERS, .filter = &f), FA_OK);
    ck_assert_str_eq(saw.starts[0], id_of("usr_", 2).s);
    f.after = NULL;
    f.role = FA_ROLE_ADMIN;
    ck_assert_int_eq(fa_user_repo_count(&repo, &f, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 1);
    f.role = (fa_role)0;
    f.active = 1;
    ck_assert_int_eq(fa_user_repo_count(&repo, &f, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 4);
    f.active = -1;
    ck_assert_int_eq(fa_user_repo_count(&repo, &f, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 1);
    f.active = 0;
    f.text = "PERSON00";
    ck_assert_int_eq(fa_user_repo_count(&repo, &f, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 4);
    f.text = "number 4"; /* of the name */
    ck_assert_int_eq(fa_user_repo_count(&repo, &f, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 1);
    f.text = "%";
    ck_assert_int_eq(fa_user_repo_count(&repo, &f, &count, NULL), FA_OK);
    ck_assert_uint_eq(count, 0);
}
END_TEST

/* ---- all or nothing ---- */

START_TEST(changes_are_made_together_or_not_at_all)
{
    fa_user_record a = user_of(1), b = user_of(2);
    fa_session_record s = session_of(1, 1);
    fa_user_change changes[] = {{.kind = FA_CHANGE_USER_ADD, .record = &a},
                                {.kind = FA_CHANGE_SESSION_ADD, .record = &s},
                                {.kind = FA_CHANGE_USER_ADD, .record = &b},
                                {.kind = FA_CHANGE_GRANT_TAKE, .text = "none"}};

    ck_assert_int_eq(fa_user_repo_apply(&repo, changes, 4, NULL), FA_ENOTFOUND);
    come_back();
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER, .id = a.user.id), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = s.session.id), FA_ENOTFOUND);
    ck_assert_int_eq(fa_user_repo_apply(&repo, changes, 3, NULL), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER, .id = b.user.id), FA_OK);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = s.session.id), FA_OK);
}
END_TEST

START_TEST(refuses_what_is_no_change_and_no_query)
{
    fa_user_change none = {.kind = (fa_user_change_kind)99};

    ck_assert_int_eq(fa_user_repo_apply(&repo, &none, 1, NULL), FA_EINVALID);
    ck_assert_int_eq(put(FA_CHANGE_USER_ADD, NULL), FA_EINVALID);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_GRANT_TAKE}), FA_EINVALID);
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USER_EMAIL), FA_EINVALID);
    ck_assert_int_eq(ASK(user, .kind = FA_QUERY_USERS), FA_EINVALID);
    ck_assert_int_eq(ASK(user, .kind = (fa_user_query_kind)99), FA_EINVALID);
    ck_assert_int_eq(fa_user_repo_query(&repo, &(fa_user_query){.kind = FA_QUERY_KEYS}, NULL, NULL, NULL),
                     FA_EINVALID);
}
END_TEST

/* ---- sessions ---- */

START_TEST(a_session_is_found_by_every_token_of_its_family)
{
    fa_session_record s = session_of(1, 1), twin = session_of(2, 1);
    char first[FA_SHA256_HEX];

    add_users(1);
    memcpy(first, s.refresh, sizeof first);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_ADD, &s), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = s.session.id), FA_OK);
    ck_assert_mem_eq(&saw.last.session, &s, sizeof s);
    memcpy(s.previous, s.refresh, sizeof s.previous);
    hash_of("c", 100, s.refresh);
    s.rotated = 6;
    ck_assert_int_eq(put(FA_CHANGE_SESSION_REPLACE, &s), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_REPLACE, &s), FA_ECONFLICT); /* the version of before */
    s.version = 2;
    memcpy(s.previous, s.refresh, sizeof s.previous);
    hash_of("c", 101, s.refresh);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_REPLACE, &s), FA_OK);
    come_back();
    s.version = 3;
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION_TOKEN, .text = first), FA_OK);
    ck_assert_mem_eq(&saw.last.session, &s, sizeof s);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION_TOKEN, .text = s.previous), FA_OK);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION_TOKEN, .text = s.refresh), FA_OK);
    memcpy(twin.refresh, first, sizeof first);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_ADD, &twin), FA_ECONFLICT);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = twin.session.id), FA_ENOTFOUND);
}
END_TEST

START_TEST(ended_sessions_are_told_of_once)
{
    int64_t first;

    add_users(2);
    for (unsigned n = 1; n <= 4; n++) {
        fa_session_record s = session_of(n, n == 4 ? 2 : 1);

        ck_assert_int_eq(put(FA_CHANGE_SESSION_ADD, &s), FA_OK);
    }
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(
            change((fa_user_change){
                .kind = FA_CHANGE_SESSION_END, .id = id_of("ses_", 1), .user = id_of("usr_", 1), .time = 50}),
            FA_OK);
    /* another's is not one's own to end */
    ck_assert_int_eq(
        change((fa_user_change){
            .kind = FA_CHANGE_SESSION_END, .id = id_of("ses_", 4), .user = id_of("usr_", 1), .time = 51}),
        FA_OK);
    ck_assert_int_eq(
        change((fa_user_change){
            .kind = FA_CHANGE_SESSIONS_END, .id = id_of("ses_", 2), .user = id_of("usr_", 1), .time = 60}),
        FA_OK);
    come_back();
    ck_assert_int_eq(ASK(event, .kind = FA_QUERY_EVENTS, .limit = 9), FA_OK);
    ck_assert_uint_eq(saw.count, 2);
    ck_assert_str_eq(saw.last.event.credential.s, id_of("ses_", 3).s);
    ck_assert_int_eq(saw.last.event.type, FA_USER_CREDENTIAL_ENDED);
    ck_assert_int_eq(saw.last.event.time, 60);
    first = (int64_t)saw.seqs[0];
    ck_assert_int_eq(ASK(event, .kind = FA_QUERY_EVENTS, .number = first, .limit = 9), FA_OK);
    ck_assert_uint_eq(saw.count, 1);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = id_of("ses_", 1)), FA_OK);
    ck_assert_int_eq(saw.last.session.session.ended, 50);
    ck_assert_uint_eq(saw.last.session.version, 2);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = id_of("ses_", 2)), FA_OK);
    ck_assert_int_eq(saw.last.session.session.ended, 0);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSIONS, .id = id_of("usr_", 1)), FA_OK);
    ck_assert_uint_eq(saw.count, 3);
    ck_assert_str_eq(saw.starts[0], id_of("ses_", 3).s);
    ck_assert_int_eq(
        change((fa_user_change){.kind = FA_CHANGE_SESSIONS_END, .user = id_of("usr_", 1), .time = 70}),
        FA_OK);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION, .id = id_of("ses_", 2)), FA_OK);
    ck_assert_int_eq(saw.last.session.session.ended, 70);
}
END_TEST

/* ---- keys, codes, counters, mails ---- */

START_TEST(keeps_api_keys)
{
    fa_api_key_record k = key_of(1, 1), second = key_of(2, 1);

    add_users(2);
    ck_assert_int_eq(put(FA_CHANGE_API_KEY_ADD, &k), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_API_KEY_ADD, &second), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_API_KEY_ADD, &k), FA_ECONFLICT);
    come_back();
    ck_assert_int_eq(ASK(key, .kind = FA_QUERY_API_KEY_HASH, .text = k.hash), FA_OK);
    ck_assert_mem_eq(&saw.last.key, &k, sizeof k);
    hash_of("f", 50, k.hash);
    ck_assert_int_eq(put(FA_CHANGE_API_KEY_REPLACE, &k), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_API_KEY_REPLACE, &k), FA_ECONFLICT);
    ck_assert_int_eq(ASK(key, .kind = FA_QUERY_API_KEY, .id = k.key.id), FA_OK);
    ck_assert_uint_eq(saw.last.key.key.version, 2);
    ck_assert_int_eq(ASK(key, .kind = FA_QUERY_API_KEYS, .id = id_of("usr_", 1)), FA_OK);
    ck_assert_uint_eq(saw.count, 2);
    ck_assert_str_eq(saw.starts[0], second.key.id.s);
    ck_assert_int_eq(
        change((fa_user_change){.kind = FA_CHANGE_API_KEY_REMOVE, .id = k.key.id, .user = id_of("usr_", 2)}),
        FA_ENOTFOUND);
    ck_assert_int_eq(
        change((fa_user_change){.kind = FA_CHANGE_API_KEY_REMOVE, .id = k.key.id, .user = id_of("usr_", 1)}),
        FA_OK);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_CREDENTIAL_CHANGED,
                                             .id = second.key.id,
                                             .user = id_of("usr_", 1)}),
                     FA_OK);
    ck_assert_int_eq(ASK(event, .kind = FA_QUERY_EVENTS, .limit = 9), FA_OK);
    ck_assert_uint_eq(saw.count, 2);
    ck_assert_str_eq(saw.last.event.credential.s, second.key.id.s);
    ck_assert_str_eq(saw.last.event.user.s, id_of("usr_", 1).s);
}
END_TEST

START_TEST(a_code_is_taken_once_and_replaced_by_the_next)
{
    fa_grant g = {.kind = FA_GRANT_RESET,
                  .user = id_of("usr_", 1),
                  .email = "a@example.com",
                  .created = 1,
                  .expires = 9};
    fa_grant next, verify;

    add_users(1);
    hash_of("d", 1, g.hash);
    next = verify = g;
    hash_of("d", 2, next.hash);
    hash_of("d", 3, verify.hash);
    verify.kind = FA_GRANT_VERIFY;
    ck_assert_int_eq(put(FA_CHANGE_GRANT_ADD, &g), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_GRANT_ADD, &verify), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(grant, .kind = FA_QUERY_GRANT, .text = g.hash), FA_OK);
    ck_assert_mem_eq(&saw.last.grant, &g, sizeof g);
    ck_assert_int_eq(put(FA_CHANGE_GRANT_ADD, &next), FA_OK);
    ck_assert_int_eq(ASK(grant, .kind = FA_QUERY_GRANT, .text = g.hash), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(grant, .kind = FA_QUERY_GRANT, .text = verify.hash), FA_OK);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_GRANT_TAKE, .text = next.hash}), FA_OK);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_GRANT_TAKE, .text = next.hash}), FA_ENOTFOUND);
}
END_TEST

START_TEST(counts_only_on_what_was_read)
{
    fa_counter c = {.key = "account:a", .count = 1, .first = 2, .last = 3, .version = 0};

    ck_assert_int_eq(put(FA_CHANGE_COUNTER_PUT, &c), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_COUNTER_PUT, &c), FA_ECONFLICT);
    come_back();
    ck_assert_int_eq(ASK(counter, .kind = FA_QUERY_COUNTER, .text = c.key), FA_OK);
    ck_assert_uint_eq(saw.last.counter.version, 1);
    c = saw.last.counter;
    c.count = 2;
    ck_assert_int_eq(put(FA_CHANGE_COUNTER_PUT, &c), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_COUNTER_PUT, &c), FA_ECONFLICT);
    ck_assert_int_eq(ASK(counter, .kind = FA_QUERY_COUNTER, .text = c.key), FA_OK);
    c.version = 2;
    ck_assert_mem_eq(&saw.last.counter, &c, sizeof c);
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_COUNTER_CLEAR, .text = c.key}), FA_OK);
    ck_assert_int_eq(ASK(counter, .kind = FA_QUERY_COUNTER, .text = c.key), FA_ENOTFOUND);
    ck_assert_int_eq(put(FA_CHANGE_COUNTER_PUT, &c), FA_ECONFLICT); /* a version of nothing */
}
END_TEST

START_TEST(keys_that_sign_retire)
{
    fa_signing_key a = {.id = id_of("sig_", 1), .created = 1, .retires = 100, .expires = 200}, b = a;

    memset(a.seed, 7, sizeof a.seed);
    b.id = id_of("sig_", 2);
    ck_assert_int_eq(put(FA_CHANGE_KEY_ADD, &a), FA_OK);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_KEY_RETIRE, .time = 50, .until = 60}), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_KEY_ADD, &b), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(signer, .kind = FA_QUERY_KEYS), FA_OK);
    ck_assert_uint_eq(saw.count, 2);
    a.retires = 50;
    a.expires = 60;
    ck_assert_mem_eq(&saw.last.signer, &a, sizeof a);
    ck_assert_str_eq(saw.starts[0], b.id.s);
}
END_TEST

START_TEST(the_mail_that_waits_longest_comes_first)
{
    fa_mail_record m = {.id = id_of("mai_", 1),
                        .to = "a@example.com",
                        .subject = "S",
                        .text = "T\n",
                        .created = 1,
                        .due = 30};
    fa_mail_record second = m;

    second.id = id_of("mai_", 2);
    second.due = 20;
    ck_assert_int_eq(put(FA_CHANGE_MAIL_ADD, &m), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_MAIL_ADD, &second), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(mail, .kind = FA_QUERY_MAIL, .time = 19), FA_OK);
    ck_assert_uint_eq(saw.count, 0);
    ck_assert_int_eq(ASK(mail, .kind = FA_QUERY_MAIL, .time = 40), FA_OK);
    ck_assert_uint_eq(saw.count, 1);
    ck_assert_mem_eq(&saw.last.mail, &second, sizeof second);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_MAIL_POSTPONE, .id = second.id, .time = 35}),
                     FA_OK);
    ck_assert_int_eq(ASK(mail, .kind = FA_QUERY_MAIL, .time = 40), FA_OK);
    ck_assert_str_eq(saw.last.mail.id.s, m.id.s);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_MAIL_REMOVE, .id = m.id}), FA_OK);
    ck_assert_int_eq(ASK(mail, .kind = FA_QUERY_MAIL, .time = 40), FA_OK);
    ck_assert_uint_eq(saw.last.mail.attempts, 1);
    ck_assert_int_eq(saw.last.mail.due, 35);
}
END_TEST

/* ---- the trail ---- */

static fa_status seal(void *payload, const fa_audit_entry *before, fa_audit_entry *entry, fa_error *err)
{
    (void)payload;
    (void)err;
    entry->seq = before == NULL ? 1 : before->seq + 1;
    memcpy(entry->previous, before == NULL ? "" : before->hash, before == NULL ? 1 : sizeof entry->previous);
    hash_of("9", (unsigned)entry->seq, entry->hash);
    return FA_OK;
}

static fa_user_change line(const fa_audit_entry *e)
{
    return (fa_user_change){.kind = FA_CHANGE_AUDIT, .record = e, .seal = seal};
}

START_TEST(the_trail_is_sealed_line_by_line)
{
    fa_audit_filter f = FA_AUDIT_FILTER_INIT;
    fa_audit_entry e[4] = {line_of("login", 1, 10), line_of("login", 2, 20), line_of("logout", 1, 30),
                           line_of("login", 1, 40)};
    char previous[FA_SHA256_HEX];

    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(change(line(&e[i])), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(line, .kind = FA_QUERY_AUDIT, .audit = &f), FA_OK);
    ck_assert_uint_eq(saw.count, 4);
    ck_assert_uint_eq(saw.seqs[0], 4);
    ck_assert_uint_eq(saw.seqs[3], 1);
    ck_assert_str_eq(saw.last.line.previous, "");
    ck_assert_int_eq(ASK(line, .kind = FA_QUERY_AUDIT_CHAIN, .number = 1, .limit = 2), FA_OK);
    ck_assert_uint_eq(saw.count, 2);
    ck_assert_uint_eq(saw.seqs[0], 2);
    hash_of("9", 2, previous);
    ck_assert_str_eq(saw.last.line.previous, previous);
    ck_assert_str_eq(saw.last.line.action, "logout");
    ck_assert_str_eq(saw.last.line.detail, "detail");
    f.actor = id_of("usr_", 1);
    ck_assert_int_eq(ASK(line, .kind = FA_QUERY_AUDIT, .audit = &f), FA_OK);
    ck_assert_uint_eq(saw.count, 3);
    f.action = "login";
    f.before = 4;
    ck_assert_int_eq(ASK(line, .kind = FA_QUERY_AUDIT, .audit = &f), FA_OK);
    ck_assert_uint_eq(saw.count, 1);
    ck_assert_uint_eq(saw.seqs[0], 1);
    f = (fa_audit_filter)FA_AUDIT_FILTER_INIT;
    f.from = 20;
    f.until = 40;
    f.target = "target1";
    ck_assert_int_eq(ASK(line, .kind = FA_QUERY_AUDIT, .audit = &f), FA_OK);
    ck_assert_uint_eq(saw.count, 1);
    f = (fa_audit_filter)FA_AUDIT_FILTER_INIT;
    f.limit = 2;
    ck_assert_int_eq(ASK(line, .kind = FA_QUERY_AUDIT, .audit = &f), FA_OK);
    ck_assert_uint_eq(saw.count, 2);
}
END_TEST

START_TEST(an_undone_change_leaves_no_line)
{
    fa_audit_entry e = line_of("x", 1, 1);
    fa_user_change changes[2] = {line(&e), {.kind = FA_CHANGE_GRANT_TAKE, .text = "none"}};

    ck_assert_int_eq(fa_user_repo_apply(&repo, changes, 2, NULL), FA_ENOTFOUND);
    ck_assert_int_eq(change(line(&e)), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(line, .kind = FA_QUERY_AUDIT_CHAIN, .limit = 9), FA_OK);
    ck_assert_uint_eq(saw.count, 1);
    ck_assert_uint_eq(saw.seqs[0], 1);
}
END_TEST

/* ---- tidying ---- */

START_TEST(tidying_takes_what_is_over_and_nothing_else)
{
    fa_session_record old = session_of(1, 1), ended = session_of(2, 1), live = session_of(3, 1);
    fa_grant g = {.kind = FA_GRANT_RESET, .user = id_of("usr_", 1), .expires = 10};
    fa_counter c = {.key = "k", .last = 10}, fresh = {.key = "l", .last = 90};
    fa_signing_key s = {.id = id_of("sig_", 1), .retires = 5, .expires = 10};
    fa_mail_record m = {.id = id_of("mai_", 1), .created = 10, .due = 10};

    add_users(2);
    old.session.expires = 20;
    ended.session.ended = 20;
    hash_of("d", 1, g.hash);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_ADD, &old), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_ADD, &ended), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_SESSION_ADD, &live), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_GRANT_ADD, &g), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_COUNTER_PUT, &c), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_COUNTER_PUT, &fresh), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_KEY_ADD, &s), FA_OK);
    ck_assert_int_eq(put(FA_CHANGE_MAIL_ADD, &m), FA_OK);
    ck_assert_int_eq(
        change((fa_user_change){.kind = FA_CHANGE_CREDENTIAL_CHANGED, .id = id_of("apk_", 1), .time = 10}),
        FA_OK);
    ck_assert_int_eq(
        change((fa_user_change){.kind = FA_CHANGE_USER_REMOVE, .user = id_of("usr_", 2), .time = 10}), FA_OK);
    ck_assert_int_eq(change((fa_user_change){.kind = FA_CHANGE_TIDY, .time = 50, .until = 30}), FA_OK);
    come_back();
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSIONS, .id = id_of("usr_", 1)), FA_OK);
    ck_assert_uint_eq(saw.count, 1);
    ck_assert_str_eq(saw.starts[0], live.session.id.s);
    ck_assert_int_eq(ASK(session, .kind = FA_QUERY_SESSION_TOKEN, .text = old.refresh), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(grant, .kind = FA_QUERY_GRANT, .text = g.hash), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(counter, .kind = FA_QUERY_COUNTER, .text = "k"), FA_ENOTFOUND);
    ck_assert_int_eq(ASK(counter, .kind = FA_QUERY_COUNTER, .text = "l"), FA_OK);
    ck_assert_int_eq(ASK(signer, .kind = FA_QUERY_KEYS), FA_OK);
    ck_assert_uint_eq(saw.count, 0);
    ck_assert_int_eq(ASK(mail, .kind = FA_QUERY_MAIL, .time = 99), FA_OK);
    ck_assert_uint_eq(saw.count, 0);
    ck_assert_int_eq(ASK(event, .kind = FA_QUERY_EVENTS, .limit = 9), FA_OK);
    ck_assert_uint_eq(saw.count, 1);
    ck_assert_int_eq(saw.last.event.type, FA_USER_REMOVED);
}
END_TEST

/* ---- visits and threads ---- */

static fa_status look_deeper(void *payload, const void *record, fa_error *err)
{
    fa_user_record r = user_of(100);
    fa_user_filter f = FA_USER_FILTER_INIT;
    fa_id id = ((const fa_user_record *)record)->user.id;
    uint64_t count = 0;
    fa_status st = put(FA_CHANGE_USER_ADD, &r);

    (void)payload;
    if (st == FA_OK)
        st = change((fa_user_change){.kind = FA_CHANGE_USER_REMOVE, .user = id});
    if (st == FA_OK)
        st = fa_user_repo_count(&repo, &f, &count, err);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(((const fa_user_record *)record)->user.full_name, "Person Number 1");
    return st;
}

START_TEST(visitors_may_use_the_repository_and_their_failures_pass)
{
    fa_user_filter f = FA_USER_FILTER_INIT;
    fa_error err;

    add_users(1);
    ck_assert_int_eq(fa_user_repo_query(&repo,
                                        &(fa_user_query){.kind = FA_QUERY_USER, .id = id_of("usr_", 1)},
                                        look_deeper, NULL, NULL),
                     FA_OK);
    add_users(3);
    memset(&saw, 0, sizeof saw);
    saw.size = sizeof saw.last.user;
    saw.fails_at = 2;
    ck_assert_int_eq(
        fa_user_repo_query(&repo, &(fa_user_query){.kind = FA_QUERY_USERS, .filter = &f}, look, &saw, &err),
        FA_ETIMEOUT);
    ck_assert_str_eq(err.message, "had enough");
    ck_assert_uint_eq(saw.count, 2);
}
END_TEST

typedef struct worker {
    unsigned number;
    unsigned won;
    unsigned failed;
} worker;

static fa_status copy_counter(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_counter *)payload = *(const fa_counter *)record;
    return FA_OK;
}

static void *work(void *payload)
{
    worker *w = payload;

    for (unsigned i = 0; i < EACH; i++) {
        fa_audit_entry e = line_of("work", w->number, i);
        fa_counter c = {.key = "shared"};
        fa_user_change changes[2] = {line(&e), {.kind = FA_CHANGE_COUNTER_PUT, .record = &c}};
        fa_status st = fa_user_repo_query(&repo, &(fa_user_query){.kind = FA_QUERY_COUNTER, .text = "shared"},
                                          copy_counter, &c, NULL);

        w->failed += st != FA_OK && st != FA_ENOTFOUND;
        c.count++;
        st = fa_user_repo_apply(&repo, changes, 2, NULL);
        w->won += st == FA_OK;
        w->failed += st != FA_OK && st != FA_ECONFLICT;
    }
    return NULL;
}

START_TEST(threads_count_without_losing_and_seal_without_gaps)
{
    pthread_t threads[THREADS];
    worker workers[THREADS];
    unsigned won = 0;

    for (unsigned i = 0; i < THREADS; i++) {
        workers[i] = (worker){i + 1, 0, 0};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_uint_eq(workers[i].failed, 0);
        won += workers[i].won;
    }
    come_back();
    ck_assert_int_eq(ASK(counter, .kind = FA_QUERY_COUNTER, .text = "shared"), FA_OK);
    ck_assert_uint_eq(saw.last.counter.count, won);
    ck_assert_int_eq(ASK(line, .kind = FA_QUERY_AUDIT_CHAIN, .limit = 1000), FA_OK);
    ck_assert_uint_eq(saw.count, won);
    ck_assert_uint_eq(saw.last.line.seq, won);
}
END_TEST

int user_repo_contract(const char *adapter, open_user_repo_fn open, open_user_repo_fn reopen)
{
    TCase *tests = tcase_create(adapter);

    open_empty = open;
    open_again = reopen;
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, gives_back_every_field_of_a_user);
    tcase_add_test(tests, knows_nothing_that_was_not_added);
    tcase_add_test(tests, an_address_is_one_users);
    tcase_add_test(tests, a_user_is_replaced_in_the_version_that_was_read);
    tcase_add_test(tests, numbers_are_told_and_never_used_again);
    tcase_add_test(tests, removing_a_user_takes_all_that_was_theirs_and_tells);
    tcase_add_test(tests, an_administrator_is_left);
    tcase_add_test(tests, lists_users_page_by_page_as_filtered);
    tcase_add_test(tests, changes_are_made_together_or_not_at_all);
    tcase_add_test(tests, refuses_what_is_no_change_and_no_query);
    tcase_add_test(tests, a_session_is_found_by_every_token_of_its_family);
    tcase_add_test(tests, ended_sessions_are_told_of_once);
    tcase_add_test(tests, keeps_api_keys);
    tcase_add_test(tests, a_code_is_taken_once_and_replaced_by_the_next);
    tcase_add_test(tests, counts_only_on_what_was_read);
    tcase_add_test(tests, keys_that_sign_retire);
    tcase_add_test(tests, the_mail_that_waits_longest_comes_first);
    tcase_add_test(tests, the_trail_is_sealed_line_by_line);
    tcase_add_test(tests, an_undone_change_leaves_no_line);
    tcase_add_test(tests, tidying_takes_what_is_over_and_nothing_else);
    tcase_add_test(tests, visitors_may_use_the_repository_and_their_failures_pass);
    tcase_add_test(tests, threads_count_without_losing_and_seal_without_gaps);
    return unit_run(adapter, tests);
}
