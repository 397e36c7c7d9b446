/* The user service on SQLite, libsodium, crypt and mails as files. */
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <finanalyst/adapter/crypt.h>
#include <finanalyst/adapter/sodium.h>
#include <finanalyst/adapter/sqlite.h>
#include <finanalyst/user.h>

#include "temp_dir.h"
#include "unit.h"

#define GOOD "four quite unlike words"

static char folder[TEMP_DIR_PATH];
static fa_user_service *svc;
static fa_actor stranger, console;

static void open_service(void)
{
    char db[TEMP_DIR_PATH + 32], mails[TEMP_DIR_PATH + 32];
    fa_user_config c = FA_USER_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_error err = {0};

    (void)snprintf(db, sizeof db, "sqlite:%s/user.db", folder);
    (void)snprintf(mails, sizeof mails, "file:%s/mails", folder);
    c.db = db;
    c.mailer = mails;
    c.password_hasher = "sodium:small";
    c.legacy_hasher = "crypt:";
    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(fa_sqlite_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_sodium_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_crypt_register(registry, NULL), FA_OK);
    ck_assert_msg(fa_user_open(registry, &c, &svc, &err) == FA_OK, "%s", err.message);
    fa_registry_free(registry);
}

static void set_up(void)
{
    temp_dir_make(folder);
    memset(&stranger, 0, sizeof stranger);
    (void)snprintf(stranger.address, sizeof stranger.address, "192.0.2.1");
    console = stranger;
    console.role = FA_ROLE_ADMIN;
    open_service();
}

static void tear_down(void)
{
    fa_user_close(svc);
    temp_dir_remove(folder);
}

static void reopen(void)
{
    fa_user_close(svc);
    open_service();
}

static fa_status login(const char *email, const char *password, fa_tokens *out)
{
    fa_login in = FA_LOGIN_INIT;

    in.email = email;
    in.password = password;
    return fa_user_login(svc, &stranger, &in, out, NULL);
}

static fa_user account(const char *email, const char *password, const char *hash)
{
    fa_account in = FA_ACCOUNT_INIT;
    fa_user user;

    in.email = email;
    in.password = password;
    in.hash = hash;
    in.any_password = true;
    ck_assert_int_eq(fa_admin_user_create(svc, &console, &in, &user, NULL), FA_OK);
    return user;
}

START_TEST(what_was_acknowledged_is_there_after_a_restart)
{
    fa_registration in = FA_REGISTRATION_INIT;
    uint64_t bad = 1, count = 0;
    fa_tokens t, next;
    fa_actor who;
    struct stat info;
    char path[TEMP_DIR_PATH + 32];

    in.email = "a@example.com";
    in.password = GOOD;
    ck_assert_int_eq(fa_user_register(svc, &stranger, &in, &t, NULL), FA_OK);
    reopen();
    ck_assert_int_eq(fa_user_authenticate(svc, &stranger, t.access, &who, NULL), FA_OK);
    ck_assert_int_eq(fa_user_refresh(svc, &stranger, t.refresh, t.device, &next, NULL), FA_OK);
    reopen();
    ck_assert_int_eq(fa_user_refresh(svc, &stranger, t.refresh, t.device, &t, NULL), FA_OK);
    ck_assert_str_eq(t.refresh, next.refresh);
    ck_assert_int_eq(login("a@example.com", GOOD, &t), FA_OK);
    ck_assert_int_eq(login("a@example.com", "wrong", &t), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_audit_verify(svc, &console, &bad, &count, NULL), FA_OK);
    ck_assert_uint_eq(bad, 0);
    ck_assert_uint_eq(count, 3);
    (void)snprintf(path, sizeof path, "%s/user.db", folder);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
}
END_TEST

/* A known pair of bcrypt: "U*U" at cost 5. */
START_TEST(bcrypt_hashes_move_to_argon2id)
{
    static const char hash[] = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    static const char *const kinds[] = {"2a", "2b", "2y"};
    char long_word[80], mixed[sizeof hash];
    fa_tokens t;

    for (int i = 0; i < 3; i++) {
        char email[32];

        memcpy(mixed, hash, sizeof hash);
        memcpy(mixed + 1, kinds[i], 2);
        (void)snprintf(email, sizeof email, "u%d@example.com", i);
        (void)account(email, NULL, mixed);
        ck_assert_int_eq(login(email, "U*u", &t), FA_EUNAUTHENTICATED);
        ck_assert_int_eq(login(email, "U*U", &t), FA_OK);
        ck_assert_int_eq(login(email, "U*U", &t), FA_OK); /* by now against argon2id */
    }
    memset(long_word, 'x', sizeof long_word);
    long_word[79] = '\0';
    ck_assert_int_eq(login("u0@example.com", long_word, &t), FA_EUNAUTHENTICATED);
}
END_TEST

START_TEST(a_hash_says_how_it_was_made)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    static const char *const bad[] = {"sodium:m=1024,t=2", "sodium:m=65536,t=1",  "sodium:m=65536",
                                      "sodium:large",      "sodium:m=65536,t=2x", "sodium:m=99999999,t=2"};
    char hash[FA_PASSWORD_HASH_BYTES], decoy[FA_PASSWORD_HASH_BYTES];
    fa_password_hasher h = {NULL, NULL}, stronger = {NULL, NULL}, old = {NULL, NULL};
    fa_registry *registry = NULL;
    bool match = false, stale = true;

    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(fa_sodium_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_crypt_register(registry, NULL), FA_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_int_eq(fa_registry_open(registry, FA_PORT_PASSWORD_HASHER, &context, bad[i], &h, NULL),
                         FA_EINVALID);
    ck_assert_int_eq(fa_registry_open(registry, FA_PORT_PASSWORD_HASHER, &context, "sodium:small", &h, NULL),
                     FA_OK);
    ck_assert_int_eq(
        fa_registry_open(registry, FA_PORT_PASSWORD_HASHER, &context, "sodium:m=32768,t=2", &stronger, NULL),
        FA_OK);
    ck_assert_int_eq(fa_registry_open(registry, FA_PORT_PASSWORD_HASHER, &context, "crypt:", &old, NULL),
                     FA_OK);
    ck_assert_int_eq(fa_password_hash(&h, "word", 4, hash, NULL), FA_OK);
    ck_assert_int_eq(strncmp(hash, "$argon2id$v=19$m=19456,t=2,p=1$", 31), 0);
    ck_assert_int_eq(fa_password_verify(&h, hash, "word", 4, &match, &stale, NULL), FA_OK);
    ck_assert(match && !stale);
    ck_assert_int_eq(fa_password_verify(&stronger, hash, "word", 4, &match, &stale, NULL), FA_OK);
    ck_assert(match && stale);
    ck_assert_int_eq(fa_password_decoy(&h, decoy, NULL), FA_OK);
    ck_assert_uint_eq(strlen(decoy), strlen(hash));
    ck_assert_int_eq(fa_password_verify(&h, decoy, "word", 4, &match, &stale, NULL), FA_OK);
    ck_assert(!match && !stale);
    ck_assert_int_eq(fa_password_verify(&h, "$2b$05$", "word", 4, &match, &stale, NULL), FA_EUNSUPPORTED);
    ck_assert_int_eq(fa_password_verify(&old, hash, "word", 4, &match, &stale, NULL), FA_EUNSUPPORTED);
    ck_assert_int_eq(
        fa_password_verify(&old, "$1$salt$qJH7.N4xYta3aEG/dfqo/0", "password", 8, &match, &stale, NULL),
        FA_EUNSUPPORTED); /* no other old kind */
    ck_assert_int_eq(fa_password_hash(&old, "word", 4, hash, NULL), FA_EUNSUPPORTED);
    fa_password_hasher_close(&old);
    fa_password_hasher_close(&stronger);
    fa_password_hasher_close(&h);
    fa_registry_free(registry);
}
END_TEST

START_TEST(a_mail_is_a_file_of_its_own)
{
    char path[TEMP_DIR_PATH + 320], text[4096], code[FA_SECRET_BYTES];
    struct dirent *entry;
    bool sent = true;
    const char *at;
    FILE *file;
    size_t len;
    DIR *dir;
    int mails = 0;

    (void)account("a@example.com", "pw", NULL);
    ck_assert_int_eq(fa_password_forgot(svc, &stranger, "a@example.com", NULL), FA_OK);
    reopen(); /* it waits in the database */
    while (sent)
        ck_assert_int_eq(fa_user_send_mail(svc, &sent, NULL), FA_OK);
    (void)snprintf(path, sizeof path, "%s/mails", folder);
    dir = opendir(path);
    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.') {
            mails++;
            (void)snprintf(path, sizeof path, "%s/mails/%s", folder, entry->d_name);
        }
    (void)closedir(dir);
    ck_assert_int_eq(mails, 1);
    file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    len = fread(text, 1, sizeof text - 1, file);
    text[len] = '\0';
    (void)fclose(file);
    ck_assert_ptr_nonnull(strstr(text, "To: a@example.com\r\n"));
    ck_assert_ptr_nonnull(strstr(text, "Subject: Set a new password\r\n"));
    at = strstr(text, "this code:\r\n\r\n") + strlen("this code:\r\n\r\n");
    (void)snprintf(code, sizeof code, "%.43s", at);
    ck_assert_int_eq(fa_password_reset(svc, &stranger, code, GOOD, NULL), FA_OK);
}
END_TEST

static fa_tokens start;

static void *refresh_once(void *payload)
{
    fa_tokens *out = payload;

    ck_assert_int_eq(fa_user_refresh(svc, &stranger, start.refresh, start.device, out, NULL), FA_OK);
    return NULL;
}

START_TEST(twenty_refreshes_at_once_give_one_successor)
{
    enum { AT_ONCE = 20 };
    static fa_tokens out[AT_ONCE];
    pthread_t threads[AT_ONCE];

    (void)account("a@example.com", "pw", NULL);
    ck_assert_int_eq(login("a@example.com", "pw", &start), FA_OK);
    for (int i = 0; i < AT_ONCE; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, refresh_once, &out[i]), 0);
    for (int i = 0; i < AT_ONCE; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_str_eq(out[i].refresh, out[0].refresh);
    }
}
END_TEST

START_TEST(two_processes_take_each_others_keys_up)
{
    fa_user_service *first = svc;
    char kid[FA_KID_BYTES];
    fa_tokens t;
    fa_actor who;

    (void)account("a@example.com", "pw", NULL);
    open_service(); /* svc is another on the same database */
    ck_assert_int_eq(fa_user_keys_rotate(svc, &console, kid, NULL), FA_OK);
    ck_assert_int_eq(login("a@example.com", "pw", &t), FA_OK);
    ck_assert_int_eq(fa_user_authenticate(first, &stranger, t.access, &who, NULL), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_user_tidy(first, NULL), FA_OK);
    ck_assert_int_eq(fa_user_authenticate(first, &stranger, t.access, &who, NULL), FA_OK);
    fa_user_close(first);
}
END_TEST

START_TEST(a_shared_secret_signs_instead_of_keys)
{
    fa_user_config c = FA_USER_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_user_service *own = svc, *shared = NULL;
    fa_error err;
    fa_tokens t;
    fa_actor who;

    c.password_hasher = "sodium:small";
    c.secret = "0123456789abcdef0123456789abcdef";
    c.secret_len = 31;
    ck_assert_int_eq(fa_registry_new(&registry, NULL), FA_OK);
    ck_assert_int_eq(fa_sodium_register(registry, NULL), FA_OK);
    ck_assert_int_eq(fa_user_open(registry, &c, &shared, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "secret");
    c.secret_len = 32;
    ck_assert_int_eq(fa_user_open(registry, &c, &shared, NULL), FA_OK);
    svc = shared;
    (void)account("a@example.com", "pw", NULL);
    ck_assert_int_eq(login("a@example.com", "pw", &t), FA_OK);
    ck_assert_int_eq(fa_user_authenticate(shared, &stranger, t.access, &who, NULL), FA_OK);
    ck_assert_int_eq(fa_user_authenticate(own, &stranger, t.access, &who, NULL), FA_EUNAUTHENTICATED);
    ck_assert_int_eq(fa_user_keys_rotate(shared, &console, NULL, NULL), FA_ECONFLICT);
    fa_user_close(shared);
    fa_registry_free(registry);
    svc = own;
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("real");

    tcase_set_timeout(tests, 100);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, what_was_acknowledged_is_there_after_a_restart);
    tcase_add_test(tests, bcrypt_hashes_move_to_argon2id);
    tcase_add_test(tests, a_hash_says_how_it_was_made);
    tcase_add_test(tests, a_mail_is_a_file_of_its_own);
    tcase_add_test(tests, twenty_refreshes_at_once_give_one_successor);
    tcase_add_test(tests, two_processes_take_each_others_keys_up);
    tcase_add_test(tests, a_shared_secret_signs_instead_of_keys);
    return unit_run("user/real", tests);
}
