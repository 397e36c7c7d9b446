/* user/usecases/refresh.c: one refresh token for the next. A token that comes back although its successor was given out
 * is in two hands: nobody can tell whose is the thief's, and the session ends. */
#include <string.h>

#include "base/encode.h"
#include "user/usecases/keys.h"
#include "user/usecases/opening.h"

enum { GRACE_MS = 10000 };

static fa_status refuse(fa_error *err)
{
    return fa_fail(err, FA_EUNAUTHENTICATED, "the refresh token does not hold: sign in again");
}

static fa_status copy_session(void *payload, const void *record, fa_error *err)
{
    (void)err;
    *(fa_session_record *)payload = *(const fa_session_record *)record;
    return FA_OK;
}

static fa_status end(fa_user_service *svc, const fa_actor *who, const fa_session_record *s, const char *why,
                     fa_error *err)
{
    fa_user_change *change;
    fai_changes c;
    fa_status st;

    fai_changes_begin(&c, svc);
    change = fai_change(&c, FA_CHANGE_SESSION_END, NULL);
    change->id = s->session.id;
    change->user = s->session.user;
    fai_change_audit(&c, who, "session.ended", s->session.id.s, why);
    c.audit.actor = s->session.user;
    st = fai_changes_apply(&c, err);
    return st != FA_OK ? st : refuse(err);
}

/* A client that did not get the answer asks again at once, from the same device. The token that follows has not been
 * used, or it would not be the one that is good now. */
static bool is_repetition(const fa_user_service *svc, const fa_session_record *s, const char *hash,
                          const char *device, fa_time now)
{
    char device_hash[FA_SHA256_HEX];

    fai_hash_text(svc, device == NULL ? "" : device, device_hash);
    return fai_secret_text_equal(hash, s->previous) && now - s->rotated <= GRACE_MS &&
           fai_secret_text_equal(device_hash, s->device);
}

static fa_status rotate(fa_user_service *svc, const fa_session_record *s, const char *hash, const char *next,
                        fa_time now, fa_error *err)
{
    fa_session_record changed = *s;
    fai_changes c;
    fa_status st;

    memcpy(changed.previous, hash, sizeof changed.previous);
    fai_hash_text(svc, next, changed.refresh);
    changed.rotated = changed.session.last_used = now;
    fai_changes_begin(&c, svc);
    (void)fai_change(&c, FA_CHANGE_SESSION_REPLACE, &changed);
    st = fai_changes_apply(&c, err);
    fai_wipe(&changed, sizeof changed);
    return st;
}

/* One try: FA_ECONFLICT when another one was faster. */
static fa_status try_refresh(fa_user_service *svc, const fa_actor *who, const char *refresh,
                             const char *device, fa_tokens *out, fa_error *err)
{
    char hash[FA_SHA256_HEX];
    fa_user_query q = {.kind = FA_QUERY_SESSION_TOKEN, .text = hash};
    fa_time now = fa_clock_now(&svc->clock);
    fa_session_record s;
    fa_user_record user;
    bool current;
    fa_status st;

    fai_hash_text(svc, refresh, hash);
    st = fa_user_repo_query(&svc->repo, &q, copy_session, &s, err);
    if (st == FA_ENOTFOUND || (st == FA_OK && !fai_session_lives(svc, &s, now)))
        return refuse(err);
    if (st != FA_OK)
        return st;
    current = fai_secret_text_equal(hash, s.refresh);
    if (!current && !is_repetition(svc, &s, hash, device, now))
        return end(svc, who, &s, "a used refresh token came back", err);
    st = fai_get_user(svc, s.session.user, &user, err);
    if (st == FA_ENOTFOUND || (st == FA_OK && !fai_may_enter(svc, &user.user)))
        return end(svc, who, &s, "the account is kept out", err);
    if (st == FA_OK)
        st = fai_next_refresh(svc, &s, refresh, out->refresh, err);
    if (st == FA_OK)
        st = fai_access_token(svc, &user.user, s.session.id, now, out, err);
    if (st == FA_OK && current)
        st = rotate(svc, &s, hash, out->refresh, now, err);
    out->refresh_expires = s.session.expires;
    out->session = s.session.id;
    out->user = user.user;
    fai_wipe(&user, sizeof user);
    fai_wipe(&s, sizeof s);
    return st;
}

fa_status fa_user_refresh(fa_user_service *svc, const fa_actor *who, const char *refresh, const char *device,
                          fa_tokens *out, fa_error *err)
{
    fa_tokens made = {.refresh = ""};
    fa_error why = {0};
    fa_status st = fai_user_service_check(svc, who, err);

    if (st != FA_OK)
        return st;
    if (refresh == NULL || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "refresh_token", "there is no refresh token");
    if (refresh[0] == '\0' || strlen(refresh) >= FA_SECRET_BYTES)
        return refuse(err);
    st = FA_ECONFLICT;
    for (int i = 0; st == FA_ECONFLICT && i < FAI_TRIES * 4; i++)
        st = try_refresh(svc, who, refresh, device, &made, &why);
    if (st == FA_OK) {
        if (device != NULL && strlen(device) < sizeof made.device)
            memcpy(made.device, device, strlen(device) + 1);
        *out = made;
    } else if (err != NULL) {
        *err = why;
    }
    fai_wipe(&made, sizeof made);
    return st;
}
