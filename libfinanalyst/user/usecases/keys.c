/* user/usecases/keys.c: the keys that access tokens are signed with. A key signs for key_ms and is published until the
 * last token that it signed has expired; several processes on one repository take each other's keys up. */
#include "user/usecases/keys.h"

#include <string.h>

#include "base/encode.h"
#include "user/usecases/store.h"

enum { KEYS_MAX = 16 };

typedef struct found {
    fa_signing_key keys[KEYS_MAX]; /* newest first */
    size_t count;
} found;

static fa_status collect(void *payload, const void *record, fa_error *err)
{
    found *f = payload;

    (void)err;
    if (f->count < KEYS_MAX)
        f->keys[f->count++] = *(const fa_signing_key *)record;
    return FA_OK;
}

static fa_status read_keys(const fa_user_service *svc, found *f, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_KEYS};

    f->count = 0;
    return fa_user_repo_query(&svc->repo, &q, collect, f, err);
}

static bool signs(fa_time created, fa_time retires, fa_time now)
{
    return created <= now + FA_TOKEN_LEEWAY_MS && now < retires;
}

static bool has_signer(const found *f, fa_time now)
{
    for (size_t i = 0; i < f->count; i++)
        if (signs(f->keys[i].created, f->keys[i].retires, now))
            return true;
    return false;
}

static fa_status make_key(const fa_user_service *svc, fa_signing_key *out, fa_error *err)
{
    fa_time now = fa_clock_now(&svc->clock);
    fa_status st = fai_new_id(svc, "sig_", &out->id, err);

    if (st == FA_OK)
        st = fa_clock_random(&svc->clock, out->seed, sizeof out->seed, err);
    out->created = now;
    out->retires = now + svc->rules.key_ms;
    out->expires = out->retires + svc->rules.access_ms + FA_TOKEN_LEEWAY_MS;
    return st;
}

/* With the lock. */
static fa_status take_up(fa_user_service *svc, const fa_signing_key *key, fa_error *err)
{
    fai_user_key held = {
        .id = key->id, .created = key->created, .retires = key->retires, .expires = key->expires};
    fa_status st;

    for (size_t i = 0; i < svc->held.len; i++)
        if (fa_id_equal(svc->held.items[i].id, key->id)) {
            svc->held.items[i].retires = key->retires;
            svc->held.items[i].expires = key->expires;
            return FA_OK;
        }
    if (!fai_vec_reserve(&svc->held, 1))
        return fa_fail(err, FA_ENOMEM, "out of memory for a signing key");
    st = fa_token_signer_hold(&svc->signer, key->seed, held.public_key, err);
    if (st == FA_OK)
        st = fa_token_keys_add(svc->keys, key->id.s, held.public_key, err);
    if (st == FA_OK)
        svc->held.items[svc->held.len++] = held;
    return st;
}

/* With the lock. */
static void let_go_of_old(fa_user_service *svc, fa_time now)
{
    for (size_t i = svc->held.len; i-- > 0;) {
        fai_user_key *k = &svc->held.items[i];

        if (now < k->expires)
            continue;
        fa_token_keys_remove(svc->keys, k->id.s);
        fa_token_signer_drop(&svc->signer, k->public_key);
        *k = svc->held.items[--svc->held.len];
    }
}

static fa_status take_up_all(fa_user_service *svc, const found *f, fa_error *err)
{
    fa_time now = fa_clock_now(&svc->clock);
    fa_status st = FA_OK;

    pthread_mutex_lock(&svc->lock);
    for (size_t i = 0; st == FA_OK && i < f->count; i++)
        if (now < f->keys[i].expires)
            st = take_up(svc, &f->keys[i], err);
    let_go_of_old(svc, now);
    pthread_mutex_unlock(&svc->lock);
    return st;
}

fa_status fai_user_keys_refresh(fa_user_service *svc, fa_error *err)
{
    fa_signing_key fresh = {0};
    fai_changes c;
    found f;
    fa_status st;

    if (svc->secret != NULL)
        return FA_OK;
    st = read_keys(svc, &f, err);
    if (st == FA_OK && !has_signer(&f, fa_clock_now(&svc->clock))) {
        st = make_key(svc, &fresh, err);
        if (st == FA_OK) {
            fai_changes_begin(&c, svc);
            (void)fai_change(&c, FA_CHANGE_KEY_ADD, &fresh);
            st = fai_changes_apply(&c, err);
        }
        if (st == FA_OK)
            st = read_keys(svc, &f, err);
    }
    if (st == FA_OK)
        st = take_up_all(svc, &f, err);
    fai_wipe(&fresh, sizeof fresh);
    fai_wipe(&f, sizeof f);
    return st;
}

fa_status fa_user_keys_rotate(fa_user_service *svc, const fa_actor *who, char kid[FA_KID_BYTES],
                              fa_error *err)
{
    fa_signing_key fresh = {0};
    fa_user_change *retire;
    fai_changes c;
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && svc->secret != NULL)
        st = fa_fail(err, FA_ECONFLICT, "tokens are signed with the secret of the configuration");
    if (st == FA_OK)
        st = make_key(svc, &fresh, err);
    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    retire = fai_change(&c, FA_CHANGE_KEY_RETIRE, NULL);
    retire->until = c.now + svc->rules.access_ms + FA_TOKEN_LEEWAY_MS;
    (void)fai_change(&c, FA_CHANGE_KEY_ADD, &fresh);
    fai_change_audit(&c, who, "keys.rotate", fresh.id.s, "");
    st = fai_changes_apply(&c, err);
    if (st == FA_OK)
        st = fai_user_keys_refresh(svc, err);
    if (st == FA_OK && kid != NULL)
        memcpy(kid, fresh.id.s, sizeof fresh.id.s);
    fai_wipe(&fresh, sizeof fresh);
    return st;
}

/* The newest key that signs. */
static bool pick(fa_user_service *svc, fa_time now, fai_user_key *out)
{
    bool any = false;

    pthread_mutex_lock(&svc->lock);
    for (size_t i = 0; i < svc->held.len; i++) {
        const fai_user_key *k = &svc->held.items[i];

        if (signs(k->created, k->retires, now) && (!any || strcmp(k->id.s, out->id.s) > 0)) {
            *out = *k;
            any = true;
        }
    }
    pthread_mutex_unlock(&svc->lock);
    return any;
}

/* Between two calls of fa_user_tidy the last key may have retired. */
static fa_status key_for(fa_user_service *svc, fa_time now, fai_user_key *held, fa_token_key *out,
                         fa_error *err)
{
    fa_status st = FA_OK;

    if (svc->secret != NULL) {
        *out = (fa_token_key){.secret = svc->secret, .secret_len = svc->secret_len};
        return FA_OK;
    }
    if (!pick(svc, now, held)) {
        st = fai_user_keys_refresh(svc, err);
        if (st == FA_OK && !pick(svc, now, held))
            st = fa_fail(err, FA_EINTERNAL, "there is no key to sign tokens with");
    }
    if (st == FA_OK) {
        *out = (fa_token_key){.kid = held->id.s};
        memcpy(out->public_key, held->public_key, sizeof out->public_key);
    }
    return st;
}

static void say(fa_claims *c, const fa_user_service *svc, const fa_user *user, fa_id session, fa_id id)
{
    memcpy(c->issuer, svc->rules.issuer, sizeof svc->rules.issuer);
    memcpy(c->audience, svc->rules.audience, sizeof svc->rules.audience);
    memcpy(c->subject, user->id.s, sizeof user->id.s);
    memcpy(c->session, session.s, sizeof session.s);
    memcpy(c->id, id.s, sizeof id.s);
    memcpy(c->role, fa_role_name(user->role), strlen(fa_role_name(user->role)));
}

fa_status fai_access_token(fa_user_service *svc, const fa_user *user, fa_id session, fa_time now,
                           fa_tokens *out, fa_error *err)
{
    fa_claims claims = {.issued = now, .not_before = now, .expires = now + svc->rules.access_ms};
    fai_user_key held = {.retires = 0};
    fa_token_key key;
    fa_buf text;
    fa_id id;
    fa_status st = fai_new_id(svc, "tok_", &id, err);

    if (st == FA_OK)
        st = key_for(svc, now, &held, &key, err);
    if (st != FA_OK)
        return st;
    say(&claims, svc, user, session, id);
    fa_buf_init(&text, FA_TOKEN_BYTES);
    st = fa_token_make(&svc->signer, &key, FA_TOKEN_TYPE_ACCESS, &claims, &text, err);
    if (st == FA_OK) {
        memcpy(out->access, text.data, text.len + 1);
        out->access_expires = claims.expires / 1000 * 1000;
    }
    fa_buf_clear(&text);
    return st;
}

fa_status fa_user_keys_to_json(fa_user_service *svc, fa_buf *out, fa_error *err)
{
    if (svc == NULL)
        return fa_fail(err, FA_EINVALID, "there is no user service");
    return fa_token_keys_to_json(svc->keys, out, err);
}

const fa_token_keys *fa_user_token_keys(fa_user_service *svc)
{
    return svc == NULL ? NULL : svc->keys;
}
