/* user/usecases/authenticate.c: who shows a credential. */
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/domain/scope.h"
#include "user/usecases/opening.h"

/* How old the note of a key's last use may be. */
enum { NOTE_MS = 60000 };

static fa_status refuse(fa_error *err)
{
    return fa_fail(err, FA_EUNAUTHENTICATED, "the credential does not hold");
}

/* What is not there does not hold; other failures stay what they are. */
static fa_status missing(fa_status st, fa_error *err)
{
    return st == FA_ENOTFOUND || st == FA_EINVALID ? refuse(err) : st;
}

static fa_status take_user(const fa_user_service *svc, fa_id id, fa_actor *out, fa_error *err)
{
    fa_user user;
    fa_user_record record;
    fa_status st = fai_get_user(svc, id, &record, err);

    user = record.user;
    fai_wipe(&record, sizeof record);
    if (st != FA_OK)
        return missing(st, err);
    if (!fai_may_enter(svc, &user))
        return refuse(err);
    out->user = user.id;
    out->role = user.role;
    return FA_OK;
}

static fa_status by_token(const fa_user_service *svc, const char *token, fa_actor *out, fa_error *err)
{
    fa_token_policy policy = FA_TOKEN_POLICY_INIT;
    fa_session_record session;
    fa_claims claims;
    fa_id id = {""};
    fa_status st;

    policy.type = FA_TOKEN_TYPE_ACCESS;
    policy.issuer = svc->rules.issuer;
    policy.audience = svc->rules.audience;
    policy.now = fa_clock_now(&svc->clock);
    st = fa_token_verify(svc->keys, token, strlen(token), &policy, &claims, err);
    if (st != FA_OK)
        return st;
    fai_take_text(id.s, sizeof id.s, claims.session);
    st = fai_get_session(svc, id, &session, err);
    if (st != FA_OK)
        return missing(st, err);
    out->credential = id;
    st = session.session.ended != 0 || strcmp(session.session.user.s, claims.subject) != 0
             ? refuse(err)
             : take_user(svc, session.session.user, out, err);
    fai_wipe(&session, sizeof session);
    return st;
}

static fa_status copy_key(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_api_key_record *)payload = *(const fa_api_key_record *)record;
    return FA_OK;
}

/* That a key was used is written down now and then, and not at all when somebody changes it just now. */
static void note_use(const fa_user_service *svc, fa_api_key_record *record, fa_time now)
{
    fai_changes c;

    if (now - record->key.last_used < NOTE_MS)
        return;
    record->key.last_used = now;
    fai_changes_begin(&c, svc);
    (void)fai_change(&c, FA_CHANGE_API_KEY_REPLACE, record);
    (void)fai_changes_apply(&c, NULL);
}

static fa_status by_key(const fa_user_service *svc, const char *key, fa_actor *out, fa_error *err)
{
    char hash[FA_SHA256_HEX];
    fa_user_query q = {.kind = FA_QUERY_API_KEY_HASH, .text = hash};
    fa_time now = fa_clock_now(&svc->clock);
    fa_api_key_record record;
    fa_status st;

    fai_hash_text(svc, key, hash);
    st = fa_user_repo_query(&svc->repo, &q, copy_key, &record, err);
    if (st != FA_OK)
        return missing(st, err);
    if (record.key.expires != 0 && now >= record.key.expires)
        return refuse(err);
    st = take_user(svc, record.key.user, out, err);
    if (st == FA_OK && !fai_address_allowed(record.key.addresses, out->address))
        st = fa_fail(err, FA_EFORBIDDEN, "the key may not be used from that address");
    if (st != FA_OK)
        return st;
    out->credential = record.key.id;
    memcpy(out->scope, record.key.scope, sizeof out->scope);
    note_use(svc, &record, now);
    return FA_OK;
}

fa_status fa_user_authenticate(fa_user_service *svc, const fa_actor *who, const char *credential,
                               fa_actor *out, fa_error *err)
{
    fa_actor found;
    fa_status st = fai_user_service_check(svc, who, err);

    if (st == FA_OK && (credential == NULL || out == NULL))
        st = fa_fail_field(err, FA_EINVALID, "credential", "there is no credential");
    if (st != FA_OK)
        return st;
    found = *who;
    found.user = found.credential = (fa_id){""};
    found.role = (fa_role)0;
    memset(found.scope, 0, sizeof found.scope);
    st = strncmp(credential, "fa_", 3) == 0 ? by_key(svc, credential, &found, err)
                                            : by_token(svc, credential, &found, err);
    if (st == FA_OK)
        *out = found;
    return st;
}
