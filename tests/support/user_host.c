/* support/user_host.c: a user service over memory, for tests. */
#include "user_host.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <finanalyst/port/user_repo.h>

#include "host.h"
#include "user/domain/totp.h"

/* ---- time ---- */

static atomic_llong waited;

fa_time user_host_now(void)
{
    return (fa_time)20454 * 86400000 + (fa_time)atomic_load(&waited); /* from 2026-01-01 */
}

void user_host_wait(fa_time ms)
{
    atomic_fetch_add(&waited, ms);
}

/* Each look takes a millisecond, so that ids order by the order in which they were made. */
static fa_time now(void *self)
{
    (void)self;
    atomic_fetch_add(&waited, 1);
    return user_host_now();
}

static fa_status draw(void *self, void *out, size_t len, fa_error *err)
{
    fa_clock clock = host_clock();

    (void)self;
    return fa_clock_random(&clock, out, len, err);
}

static void close_nothing(void *self)
{
    (void)self;
}

static fa_status open_clock(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_clock_ops ops = {sizeof ops, "dial", now, draw, close_nothing};

    (void)context;
    (void)url;
    (void)err;
    *(fa_clock *)out = (fa_clock){&ops, NULL};
    return FA_OK;
}

/* ---- passwords ---- */

static atomic_long verified, hashed;

long user_host_verified(void)
{
    return atomic_load(&verified);
}

long user_host_hashed(void)
{
    return atomic_load(&hashed);
}

static void digest_of(const char *text, size_t len, char out[FA_SHA256_HEX])
{
    fa_hasher h = host_hasher();
    fa_digest d;

    fa_hash_begin(&h, &d);
    fa_hash_update(&h, &d, text, len);
    fa_hash_finish_hex(&h, &d, out);
}

static fa_status fake_hash(void *self, const char *password, size_t len, char out[FA_PASSWORD_HASH_BYTES],
                           fa_error *err)
{
    char digest[FA_SHA256_HEX];

    (void)self;
    (void)err;
    atomic_fetch_add(&hashed, 1);
    digest_of(password, len, digest);
    memset(out, 0, FA_PASSWORD_HASH_BYTES);
    (void)snprintf(out, FA_PASSWORD_HASH_BYTES, "fake$2$%s", digest);
    return FA_OK;
}

static fa_status fake_verify(void *self, const char *hash, const char *password, size_t len, bool *match,
                             bool *stale, fa_error *err)
{
    char digest[FA_SHA256_HEX];

    (void)self;
    if (strncmp(hash, "fake$", 5) != 0)
        return fa_fail(err, FA_EUNSUPPORTED, "no hash of mine");
    atomic_fetch_add(&verified, 1);
    digest_of(password, len, digest);
    *match = strcmp(hash + 7, digest) == 0;
    *stale = hash[5] == '1';
    return FA_OK;
}

static fa_status fake_decoy(void *self, char out[FA_PASSWORD_HASH_BYTES], fa_error *err)
{
    (void)self;
    (void)err;
    memset(out, 0, FA_PASSWORD_HASH_BYTES);
    (void)snprintf(out, FA_PASSWORD_HASH_BYTES, "fake$2$nobody's");
    return FA_OK;
}

static fa_status old_verify(void *self, const char *hash, const char *password, size_t len, bool *match,
                            bool *stale, fa_error *err)
{
    (void)self;
    (void)len;
    if (strncmp(hash, "old$", 4) != 0)
        return fa_fail(err, FA_EUNSUPPORTED, "no old hash");
    atomic_fetch_add(&verified, 1);
    *match = strcmp(hash + 4, password) == 0;
    *stale = false;
    return FA_OK;
}

static fa_status open_fake(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_password_hasher_ops ops = {sizeof ops,  "fake",     fake_hash,
                                               fake_verify, fake_decoy, close_nothing};

    (void)context;
    (void)url;
    (void)err;
    *(fa_password_hasher *)out = (fa_password_hasher){&ops, NULL};
    return FA_OK;
}

static fa_status open_old(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_password_hasher_ops ops = {sizeof ops, "old", NULL, old_verify, NULL, close_nothing};

    (void)context;
    (void)url;
    (void)err;
    *(fa_password_hasher *)out = (fa_password_hasher){&ops, NULL};
    return FA_OK;
}

/* ---- signatures: no cryptography, but as hard to guess for a test ---- */

static fa_status hold(void *self, const uint8_t seed[FA_ED25519_SEED], uint8_t public_key[FA_ED25519_PUBLIC],
                      fa_error *err)
{
    (void)self;
    (void)err;
    for (int i = 0; i < FA_ED25519_PUBLIC; i++)
        public_key[i] = (uint8_t)(seed[i] ^ 0x5a);
    return FA_OK;
}

static void drop(void *self, const uint8_t public_key[FA_ED25519_PUBLIC])
{
    (void)self;
    (void)public_key;
}

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

static fa_status sign(void *self, const uint8_t public_key[FA_ED25519_PUBLIC], const void *bytes, size_t len,
                      uint8_t signature[FA_ED25519_SIGNATURE], fa_error *err)
{
    (void)err;
    memset(signature, 0, FA_ED25519_SIGNATURE);
    mac(self, public_key, FA_ED25519_PUBLIC, bytes, len, signature);
    return FA_OK;
}

static bool verify(void *self, const uint8_t public_key[FA_ED25519_PUBLIC], const void *bytes, size_t len,
                   const uint8_t signature[FA_ED25519_SIGNATURE])
{
    uint8_t again[FA_ED25519_SIGNATURE];

    return sign(self, public_key, bytes, len, again, NULL) == FA_OK &&
           memcmp(again, signature, sizeof again) == 0;
}

static fa_status open_signer(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_token_signer_ops ops = {sizeof ops, "fake", hold, drop, sign, verify, mac, close_nothing};

    (void)context;
    (void)url;
    (void)err;
    *(fa_token_signer *)out = (fa_token_signer){&ops, NULL};
    return FA_OK;
}

/* ---- mail ---- */

static struct {
    unsigned count;
    bool fails;
    char to[FA_EMAIL_BYTES];
    char text[2048];
} post;

static fa_status send(void *self, const fa_mail *mail, fa_error *err)
{
    (void)self;
    if (post.fails)
        return fa_fail(err, FA_EUNAVAILABLE, "the post is on strike");
    post.count++;
    (void)snprintf(post.to, sizeof post.to, "%s", mail->to);
    (void)snprintf(post.text, sizeof post.text, "%s", mail->text);
    return FA_OK;
}

static fa_status open_mailer(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_mailer_ops ops = {sizeof ops, "kept", send, close_nothing};

    (void)context;
    (void)url;
    (void)err;
    *(fa_mailer *)out = (fa_mailer){&ops, NULL};
    return FA_OK;
}

void user_host_deliver(user_host *host)
{
    bool sent = true;

    while (sent)
        ck_assert_int_eq(fa_user_send_mail(host->svc, &sent, NULL), FA_OK);
}

unsigned user_host_mails(void)
{
    return post.count;
}

const char *user_host_mail_to(void)
{
    return post.to;
}

const char *user_host_mail_text(void)
{
    return post.text;
}

void user_host_mailer_fails(bool fails)
{
    post.fails = fails;
}

void user_host_mail_code(char out[FA_SECRET_BYTES])
{
    const char *at = strstr(post.text, "this code:\n\n");

    ck_assert_ptr_nonnull(at);
    at += strlen("this code:\n\n");
    (void)snprintf(out, FA_SECRET_BYTES, "%.*s", (int)strcspn(at, "\n"), at);
}

/* ---- a repository that can be made to fail ---- */

typedef struct repo {
    fa_user_repo inner;
    faults *f;
} repo;

static fa_status apply(void *self, const fa_user_change *changes, size_t count, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "apply", fa_user_repo_apply(&r->inner, changes, count, err));
}

static fa_status query(void *self, const fa_user_query *q, fa_user_record_visit_fn visit, void *payload,
                       fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "query", fa_user_repo_query(&r->inner, q, visit, payload, err));
}

static fa_status count_users(void *self, const fa_user_filter *filter, uint64_t *out, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "count", fa_user_repo_count(&r->inner, filter, out, err));
}

static void close_repo(void *self)
{
    repo *r = self;

    fa_user_repo_close(&r->inner);
    free(r);
}

static faults *opening_faults; /* of the host that is being opened */

static fa_status open_repo(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_user_repo_ops ops = {sizeof ops, "faulty", apply, query, count_users, close_repo};
    repo *r;
    fa_user_repo inner;
    fa_status st = host_open(FA_PORT_USER_REPO, "memory:", &inner, err);

    (void)context;
    (void)url;
    if (st != FA_OK)
        return st;
    r = malloc(sizeof *r);
    if (r == NULL)
        abort();
    *r = (repo){inner, opening_faults};
    *(fa_user_repo *)out = (fa_user_repo){&ops, r};
    return FA_OK;
}

/* ---- the service ---- */

static fa_status fill(fa_registry *r, fa_error *err)
{
    fa_status st = host_register(r, err);

    if (st == FA_OK)
        st = fa_registry_add(r, FA_PORT_CLOCK, "dial", open_clock, err);
    if (st == FA_OK)
        st = fa_registry_add(r, FA_PORT_PASSWORD_HASHER, "fake", open_fake, err);
    if (st == FA_OK)
        st = fa_registry_add(r, FA_PORT_PASSWORD_HASHER, "old", open_old, err);
    if (st == FA_OK)
        st = fa_registry_add(r, FA_PORT_TOKEN_SIGNER, "fake", open_signer, err);
    if (st == FA_OK)
        st = fa_registry_add(r, FA_PORT_MAILER, "kept", open_mailer, err);
    if (st == FA_OK)
        st = fa_registry_add(r, FA_PORT_USER_REPO, "faulty", open_repo, err);
    return st;
}

#define OR(given, standard) ((given) == NULL ? (standard) : (given))

fa_status user_host_open(user_host *host, const fa_user_config *config, fa_error *err)
{
    fa_user_config c = FA_USER_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    memset(host, 0, sizeof *host);
    opening_faults = &host->faults;
    if (config != NULL)
        c = *config;
    c.db = OR(c.db, "faulty:");
    c.password_hasher = OR(c.password_hasher, "fake:");
    c.legacy_hasher = OR(c.legacy_hasher, "old:");
    c.signer = OR(c.signer, "fake:");
    c.mailer = OR(c.mailer, "kept:");
    c.hasher = OR(c.hasher, "test:");
    c.clock = OR(c.clock, "dial:");
    if (st == FA_OK)
        st = fill(registry, err);
    if (st == FA_OK)
        st = fa_user_open(registry, &c, &host->svc, err);
    fa_registry_free(registry);
    return st;
}

void user_host_close(user_host *host)
{
    fa_user_close(host->svc);
    host->svc = NULL;
}

fa_actor user_host_stranger(const char *address)
{
    fa_actor who;

    memset(&who, 0, sizeof who);
    (void)snprintf(who.address, sizeof who.address, "%s", address);
    (void)snprintf(who.agent, sizeof who.agent, "Test/1.0");
    (void)snprintf(who.request, sizeof who.request, "req-1");
    return who;
}

fa_actor user_host_operator(void)
{
    fa_actor who = user_host_stranger("");

    who.role = FA_ROLE_ADMIN;
    return who;
}

fa_user user_host_account(user_host *host, const char *email, const char *password, fa_role role)
{
    fa_actor console = user_host_operator();
    fa_account in = FA_ACCOUNT_INIT;
    fa_user user;

    in.email = email;
    in.password = password;
    in.any_password = true;
    in.role = role;
    ck_assert_int_eq(fa_admin_user_create(host->svc, &console, &in, &user, NULL), FA_OK);
    return user;
}

fa_tokens user_host_login(user_host *host, const char *email, const char *password, fa_actor *who)
{
    fa_actor stranger = user_host_stranger("192.0.2.10");
    fa_login in = FA_LOGIN_INIT;
    fa_tokens tokens;
    fa_error err = {0};

    in.email = email;
    in.password = password;
    ck_assert_msg(fa_user_login(host->svc, &stranger, &in, &tokens, &err) == FA_OK, "%s", err.message);
    if (who != NULL)
        ck_assert_int_eq(fa_user_authenticate(host->svc, &stranger, tokens.access, who, NULL), FA_OK);
    return tokens;
}

void user_host_code(const char *base32, char out[8])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint8_t secret[FA_TOTP_SECRET] = {0};
    uint32_t bits = 0;
    unsigned held = 0;
    size_t n = 0;

    for (; *base32 != '\0' && n < sizeof secret; base32++) {
        bits = bits << 5 | (uint32_t)(strchr(digits, *base32) - digits);
        held += 5;
        if (held >= 8) {
            held -= 8;
            secret[n++] = (uint8_t)(bits >> held);
        }
    }
    (void)snprintf(out, 8, "%06u", (unsigned)fai_totp_code(secret, user_host_now() / FAI_TOTP_STEP_MS));
}

typedef struct telling {
    unsigned count;
    fa_user_event *last;
} telling;

static fa_status take(void *payload, const fa_user_event *event, fa_error *err)
{
    telling *t = payload;

    (void)err;
    t->count++;
    if (t->last != NULL)
        *t->last = *event;
    return FA_OK;
}

unsigned user_host_events(user_host *host, fa_user_event *last)
{
    telling t = {0, last};

    ck_assert_int_eq(fa_user_events(host->svc, 0, 1000, take, &t, NULL), FA_OK);
    return t.count;
}
