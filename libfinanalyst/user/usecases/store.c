/* user/usecases/store.c: what the use cases share. */
#include "user/usecases/store.h"

#include <assert.h>
#include <string.h>

#include "base/encode.h"
#include "base/ids.h"
#include "user/domain/account.h"
#include "user/domain/audit.h"

/* ---- who acts ---- */

fa_status fai_user_service_check(const fa_user_service *svc, const fa_actor *who, fa_error *err)
{
    if (svc == NULL || who == NULL)
        return fa_fail(err, FA_EINVALID, "there is no user service, or nobody acts");
    return FA_OK;
}

fa_status fai_need_user(const fa_user_service *svc, const fa_actor *who, const char *scope, fa_error *err)
{
    fa_status st = fai_user_service_check(svc, who, err);

    if (st != FA_OK)
        return st;
    if (who->user.s[0] == '\0' || who->role == (fa_role)0)
        return fa_fail(err, FA_EUNAUTHENTICATED, "sign in first");
    if (scope != NULL && !fa_scope_allows(who->scope, scope))
        return fa_fail(err, FA_EFORBIDDEN, "the key lacks the scope %s", scope);
    return fai_id_check(&who->user, "usr_", "user", err);
}

fa_status fai_need_session(const fa_user_service *svc, const fa_actor *who, fa_error *err)
{
    fa_status st = fai_need_user(svc, who, NULL, err);

    if (st == FA_OK && (who->scope[0] != '\0' || strncmp(who->credential.s, "apk_", 4) == 0))
        st = fa_fail(err, FA_EFORBIDDEN, "a key may not do that: sign in with the password");
    return st;
}

bool fai_is_operator(const fa_actor *who)
{
    return who->user.s[0] == '\0' && who->role == FA_ROLE_ADMIN;
}

fa_status fai_need_admin(const fa_user_service *svc, const fa_actor *who, fa_error *err)
{
    fa_status st = fai_user_service_check(svc, who, err);

    if (st != FA_OK || fai_is_operator(who))
        return st;
    st = fai_need_user(svc, who, NULL, err);
    if (st == FA_OK && (who->role != FA_ROLE_ADMIN || !fa_scope_allows(who->scope, "admin")))
        st = fa_fail(err, FA_EFORBIDDEN, "only an administrator may do that");
    return st;
}

/* ---- reading ---- */

fa_status fai_copy_user(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_user_record *)payload = *(const fa_user_record *)record;
    return FA_OK;
}

static fa_status copy_session(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_session_record *)payload = *(const fa_session_record *)record;
    return FA_OK;
}

static fa_status copy_counter(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_counter *)payload = *(const fa_counter *)record;
    return FA_OK;
}

fa_status fai_get_user(const fa_user_service *svc, fa_id id, fa_user_record *out, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_USER, .id = id};
    fa_status st = fai_id_check(&id, "usr_", "id", err);

    return st != FA_OK ? st : fa_user_repo_query(&svc->repo, &q, fai_copy_user, out, err);
}

fa_status fai_find_user(const fa_user_service *svc, const char *email, fa_user_record *out, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_USER_EMAIL, .text = email};

    return fa_user_repo_query(&svc->repo, &q, fai_copy_user, out, err);
}

fa_status fai_look_for_user(const fa_user_service *svc, const char *email, fa_user_record *out, bool *found,
                            fa_error *err)
{
    fa_status st = fai_find_user(svc, email, out, err);

    *found = st == FA_OK;
    if (st == FA_ENOTFOUND) {
        memset(out, 0, sizeof *out);
        st = FA_OK;
    }
    return st;
}

fa_status fai_get_session(const fa_user_service *svc, fa_id id, fa_session_record *out, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_SESSION, .id = id};
    fa_status st = fai_id_check(&id, "ses_", "id", err);

    return st != FA_OK ? st : fa_user_repo_query(&svc->repo, &q, copy_session, out, err);
}

fa_status fai_get_counter(const fa_user_service *svc, const char *key, fa_counter *out, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_COUNTER, .text = key};
    fa_status st = fa_user_repo_query(&svc->repo, &q, copy_counter, out, err);

    if (st == FA_ENOTFOUND) {
        memset(out, 0, sizeof *out);
        fai_take_text(out->key, sizeof out->key, key);
        st = FA_OK;
    }
    return st;
}

/* ---- secrets ---- */

void fai_hash_text(const fa_user_service *svc, const char *text, char out[FA_SHA256_HEX])
{
    fa_digest d;

    memset(out, 0, FA_SHA256_HEX);
    fa_hash_begin(&svc->hasher, &d);
    fa_hash_update(&svc->hasher, &d, text, strlen(text));
    fa_hash_finish_hex(&svc->hasher, &d, out);
}

fa_status fai_new_secret(const fa_user_service *svc, const char *prefix, char out[FA_SECRET_BYTES],
                         fa_error *err)
{
    uint8_t bytes[32];
    size_t len = strlen(prefix);
    fa_status st = fa_clock_random(&svc->clock, bytes, sizeof bytes, err);

    assert(len + FAI_BASE64URL_LEN(sizeof bytes) < FA_SECRET_BYTES);
    if (st == FA_OK) {
        memset(out, 0, FA_SECRET_BYTES);
        memcpy(out, prefix, len);
        fai_base64url_encode(bytes, sizeof bytes, out + len);
    }
    fai_wipe(bytes, sizeof bytes);
    return st;
}

fa_status fai_new_id(const fa_user_service *svc, const char *prefix, fa_id *out, fa_error *err)
{
    uint8_t bytes[10];
    fa_status st = fa_clock_random(&svc->clock, bytes, sizeof bytes, err);

    if (st == FA_OK)
        *out = fai_id_make(prefix, fa_clock_now(&svc->clock), bytes);
    return st;
}

/* The work of a verification, for nothing. */
static fa_status verify_decoy(const fa_user_service *svc, const char *password, bool *match, bool *stale,
                              fa_error *err)
{
    char decoy[FA_PASSWORD_HASH_BYTES];
    fa_status st = fa_password_decoy(&svc->passwords, decoy, err);

    if (st == FA_OK)
        st = fa_password_verify(&svc->passwords, decoy, password, strlen(password), match, stale, err);
    *match = *stale = false;
    return st;
}

fa_status fai_check_password(const fa_user_service *svc, const char *hash, const char *password, bool *match,
                             bool *stale, fa_error *err)
{
    size_t len = strlen(password);
    fa_error why = {0};
    fa_status st = FA_OK;

    if (hash[0] == '\0')
        return verify_decoy(svc, password, match, stale, err);
    st = fa_password_verify(&svc->passwords, hash, password, len, match, stale, &why);
    if (st == FA_EUNSUPPORTED && svc->legacy.ops != NULL) {
        st = fa_password_verify(&svc->legacy, hash, password, len, match, stale, &why);
        *stale = st == FA_OK;
    }
    if (st ==
        FA_EUNSUPPORTED) /* a hash of a kind that is not known is nobody's, and must not be told by its answer */
        return verify_decoy(svc, password, match, stale, err);
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}

/* ---- changing ---- */

void fai_changes_begin(fai_changes *c, const fa_user_service *svc)
{
    memset(c, 0, sizeof *c);
    c->svc = svc;
    c->now = fa_clock_now(&svc->clock);
}

fa_user_change *fai_change(fai_changes *c, fa_user_change_kind kind, const void *record)
{
    fa_user_change *item = &c->items[c->count];

    assert(c->count < FAI_CHANGES);
    c->count++;
    *item = (fa_user_change){.kind = kind, .record = record, .time = c->now};
    return item;
}

void fai_change_text(fai_changes *c, fa_user_change_kind kind, const char *text)
{
    fai_change(c, kind, NULL)->text = text;
}

void fai_change_end_sessions(fai_changes *c, fa_id user, fa_id keep)
{
    fa_user_change *item = fai_change(c, FA_CHANGE_SESSIONS_END, NULL);

    item->user = user;
    item->id = keep;
}

void fai_change_audit(fai_changes *c, const fa_actor *who, const char *action, const char *target,
                      const char *detail)
{
    fa_user_change *item = fai_change(c, FA_CHANGE_AUDIT, &c->audit);

    item->seal = fai_audit_seal;
    item->payload = (void *)(uintptr_t)&c->svc->hasher;
    c->audit.time = c->now;
    c->audit.actor = who->user;
    fai_take_text(c->audit.action, sizeof c->audit.action, action);
    fai_take_text(c->audit.target, sizeof c->audit.target, target);
    fai_take_text(c->audit.address, sizeof c->audit.address, who->address);
    fai_take_text(c->audit.request, sizeof c->audit.request, who->request);
    fai_take_text(c->audit.detail, sizeof c->audit.detail, detail);
}

fa_status fai_changes_apply(fai_changes *c, fa_error *err)
{
    return fa_user_repo_apply(&c->svc->repo, c->items, c->count, err);
}
