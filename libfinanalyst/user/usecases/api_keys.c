/* user/usecases/api_keys.c: keys for programs. A secret is told once; what is kept is its hash. */
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/domain/scope.h"
#include "user/usecases/store.h"

enum { KEYS_MAX = 50, PREFIX = 10 };

static fa_status take_input(const fa_api_key_input *in, fa_time now, fa_api_key *key, fa_error *err)
{
    fa_status st = FA_OK;

    if (in->name != NULL)
        st = fai_person_name(in->name, "name", key->name, err);
    if (st == FA_OK && key->name[0] == '\0')
        st = fa_fail_field(err, FA_EINVALID, "name", "a key needs a name");
    if (st == FA_OK && (in->scope != NULL || key->scope[0] == '\0'))
        st = fai_scope(in->scope, key->scope, err);
    if (st == FA_OK && in->addresses != NULL)
        st = fai_addresses(in->addresses, key->addresses, err);
    if (st == FA_OK && in->expires != 0 && in->expires <= now)
        st = fa_fail_field(err, FA_EINVALID, "expires_at", "that time is over");
    key->expires = in->expires;
    return st;
}

static fa_status check(const fa_user_service *svc, const fa_actor *who, const fa_api_key_input *in,
                       fa_error *err)
{
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK && (in == NULL || in->struct_size < sizeof *in))
        st = fa_fail_field(err, FA_EINVALID, "key", "the key is not filled in");
    return st;
}

/* A key that only an administrator's account gives sense to. */
static fa_status check_scope(const fa_actor *who, const fa_api_key *key, fa_error *err)
{
    if (who->role != FA_ROLE_ADMIN && fa_scope_allows(key->scope, "admin"))
        return fa_fail_field(err, FA_EINVALID, "scopes",
                             "only an administrator's key may have the scope admin");
    return FA_OK;
}

static fa_status count_key(void *payload, const void *record, fa_error *err)
{
    (void)record;
    (void)err;
    (*(size_t *)payload)++;
    return FA_OK;
}

static fa_status make_secret(const fa_user_service *svc, fa_api_key_record *r, char secret[FA_SECRET_BYTES],
                             fa_error *err)
{
    fa_status st = fai_new_secret(svc, "fa_", secret, err);

    if (st == FA_OK) {
        fai_hash_text(svc, secret, r->hash);
        memset(r->key.prefix, 0, sizeof r->key.prefix);
        memcpy(r->key.prefix, secret, PREFIX);
    }
    return st;
}

fa_status fa_api_key_create(fa_user_service *svc, const fa_actor *who, const fa_api_key_input *in,
                            fa_api_key *out, char secret[FA_SECRET_BYTES], fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_API_KEYS};
    fa_api_key_record r = {.hash = ""};
    char made[FA_SECRET_BYTES];
    size_t count = 0;
    fai_changes c;
    fa_status st = check(svc, who, in, err);

    if (st == FA_OK && (out == NULL || secret == NULL))
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the key");
    if (st != FA_OK)
        return st;
    q.id = r.key.user = who->user;
    r.key.created = fa_clock_now(&svc->clock);
    r.key.version = 1;
    st = take_input(in, r.key.created, &r.key, err);
    if (st == FA_OK)
        st = check_scope(who, &r.key, err);
    if (st == FA_OK)
        st = fa_user_repo_query(&svc->repo, &q, count_key, &count, err);
    if (st == FA_OK && count >= KEYS_MAX)
        st = fa_fail(err, FA_ECONFLICT, "an account has at most %d keys", KEYS_MAX);
    if (st == FA_OK)
        st = fai_new_id(svc, "apk_", &r.key.id, err);
    if (st == FA_OK)
        st = make_secret(svc, &r, made, err);
    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    (void)fai_change(&c, FA_CHANGE_API_KEY_ADD, &r);
    fai_change_audit(&c, who, "key.create", r.key.id.s, r.key.scope);
    st = fai_changes_apply(&c, err);
    if (st == FA_OK) {
        *out = r.key;
        memcpy(secret, made, sizeof made);
    }
    fai_wipe(made, sizeof made);
    return st;
}

typedef struct showing {
    fa_api_key_visit_fn visit;
    void *payload;
} showing;

static fa_status show(void *payload, const void *record, fa_error *err)
{
    const showing *s = payload;

    return s->visit(s->payload, &((const fa_api_key_record *)record)->key, err);
}

fa_status fa_api_key_list(fa_user_service *svc, const fa_actor *who, fa_api_key_visit_fn visit, void *payload,
                          fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_API_KEYS};
    showing s = {visit, payload};
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK && visit == NULL)
        st = fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the keys to");
    if (st != FA_OK)
        return st;
    q.id = who->user;
    return fa_user_repo_query(&svc->repo, &q, show, &s, err);
}

static fa_status copy_key(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_api_key_record *)payload = *(const fa_api_key_record *)record;
    return FA_OK;
}

/* Another's key is told in the same words as one that is not there. */
static fa_status own_key(const fa_user_service *svc, const fa_actor *who, fa_id key, fa_api_key_record *out,
                         fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_API_KEY, .id = key};
    fa_status st = fai_id_check(&key, "apk_", "id", err);

    if (st == FA_OK)
        st = fa_user_repo_query(&svc->repo, &q, copy_key, out, err);
    if (st == FA_ENOTFOUND || (st == FA_OK && !fa_id_equal(out->key.user, who->user)))
        st = fa_fail(err, FA_ENOTFOUND, "there is no such key");
    return st;
}

/* Changes a key; again while notes of its use come between. secret NULL: it keeps the one that it has. */
static fa_status change_key(fa_user_service *svc, const fa_actor *who, fa_id id, const fa_api_key_input *in,
                            fa_api_key *out, char secret[FA_SECRET_BYTES], fa_error *err)
{
    char made[FA_SECRET_BYTES];
    fa_api_key_record r;
    fa_status st = FA_ECONFLICT;

    for (int i = 0; st == FA_ECONFLICT && i < FAI_TRIES; i++) {
        fa_user_change *end;
        fai_changes c;

        st = own_key(svc, who, id, &r, err);
        fai_changes_begin(&c, svc);
        if (st == FA_OK && in != NULL)
            st = take_input(in, c.now, &r.key, err);
        if (st == FA_OK)
            st = check_scope(who, &r.key, err);
        if (st == FA_OK && secret != NULL)
            st = make_secret(svc, &r, made, err);
        if (st != FA_OK)
            break;
        (void)fai_change(&c, FA_CHANGE_API_KEY_REPLACE, &r);
        end = fai_change(&c, FA_CHANGE_CREDENTIAL_CHANGED, NULL);
        end->id = id;
        end->user = who->user;
        fai_change_audit(&c, who, secret != NULL ? "key.rotate" : "key.update", id.s, r.key.scope);
        st = fai_changes_apply(&c, err);
    }
    if (st == FA_OK && secret != NULL)
        memcpy(secret, made, sizeof made);
    if (st == FA_OK && out != NULL) {
        *out = r.key;
        out->version++;
    }
    fai_wipe(made, sizeof made);
    return st;
}

fa_status fa_api_key_update(fa_user_service *svc, const fa_actor *who, fa_id key, const fa_api_key_input *in,
                            fa_api_key *out, fa_error *err)
{
    fa_status st = check(svc, who, in, err);

    return st != FA_OK ? st : change_key(svc, who, key, in, out, NULL, err);
}

fa_status fa_api_key_rotate(fa_user_service *svc, const fa_actor *who, fa_id key, fa_api_key *out,
                            char secret[FA_SECRET_BYTES], fa_error *err)
{
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK && secret == NULL)
        st = fa_fail_field(err, FA_EINVALID, "secret", "there is nowhere to put the secret");
    return st != FA_OK ? st : change_key(svc, who, key, NULL, out, secret, err);
}

fa_status fa_api_key_remove(fa_user_service *svc, const fa_actor *who, fa_id key, fa_error *err)
{
    fa_api_key_record r;
    fa_user_change *change;
    fai_changes c;
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK)
        st = own_key(svc, who, key, &r, err);
    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    change = fai_change(&c, FA_CHANGE_API_KEY_REMOVE, NULL);
    change->id = key;
    change->user = who->user;
    fai_change_audit(&c, who, "key.remove", key.s, r.key.name);
    return fai_changes_apply(&c, err);
}
