/* user/usecases/opening.c: opening sessions, and the counters that guard the door. */
#include "user/usecases/opening.h"

#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/domain/scope.h"
#include "user/domain/throttle.h"
#include "user/usecases/keys.h"

enum { FORGET_MS = 86400000, WINDOW_MS = 60000, PLAIN_NAME = 48 };

bool fai_may_enter(const fa_user_service *svc, const fa_user *user)
{
    return user->active && !user->locked && (user->verified || !svc->rules.verify_email);
}

bool fai_session_lives(const fa_user_service *svc, const fa_session_record *s, fa_time now)
{
    return s->session.ended == 0 && now < s->session.expires &&
           now - s->session.last_used < svc->rules.session_idle_ms;
}

static fa_status take_device(const fa_user_service *svc, const char *device, fa_session_record *record,
                             fa_tokens *out, fa_error *err)
{
    fa_status st = FA_OK;

    if (device != NULL && device[0] != '\0' && strlen(device) < FA_SECRET_BYTES)
        fai_take_text(out->device, sizeof out->device, device);
    else
        st = fai_new_secret(svc, "", out->device, err);
    if (st == FA_OK)
        fai_hash_text(svc, out->device, record->device);
    return st;
}

fa_status fai_session_make(fa_user_service *svc, const fa_actor *who, const fa_user *user, const char *device,
                           fa_session_record *record, fa_tokens *out, fa_error *err)
{
    fa_time now = fa_clock_now(&svc->clock);
    fa_status st;

    memset(record, 0, sizeof *record);
    memset(out, 0, sizeof *out);
    record->session = (fa_session){.user = user->id, .created = now, .last_used = now};
    record->session.expires = now + svc->rules.session_ms;
    record->version = 1;
    fai_take_text(record->session.agent, sizeof record->session.agent, who->agent);
    fai_take_text(record->session.address, sizeof record->session.address, who->address);
    st = fai_new_id(svc, "ses_", &record->session.id, err);
    if (st == FA_OK)
        st = fai_new_secret(svc, "", out->refresh, err);
    if (st == FA_OK)
        st = fa_clock_random(&svc->clock, record->chain, sizeof record->chain, err);
    if (st == FA_OK)
        st = take_device(svc, device, record, out, err);
    if (st == FA_OK)
        st = fai_access_token(svc, user, record->session.id, now, out, err);
    if (st != FA_OK)
        return st;
    fai_hash_text(svc, out->refresh, record->refresh);
    out->refresh_expires = record->session.expires;
    out->session = record->session.id;
    out->user = *user;
    return FA_OK;
}

/* The successor is computed, not drawn, so that it can be told again to a client that did not get it, although only its
 * hash is kept. Who has the database still lacks the token that it comes from. */
fa_status fai_next_refresh(const fa_user_service *svc, const fa_session_record *s, const char *refresh,
                           char out[FA_SECRET_BYTES], fa_error *err)
{
    uint8_t mac[FA_HMAC_SHA256];
    fa_status st =
        fa_token_signer_mac(&svc->signer, s->chain, sizeof s->chain, refresh, strlen(refresh), mac, err);

    if (st == FA_OK) {
        memset(out, 0, FA_SECRET_BYTES);
        fai_base64url_encode(mac, sizeof mac, out);
    }
    fai_wipe(mac, sizeof mac);
    return st;
}

/* ---- counters ---- */

void fai_counter_key(const fa_user_service *svc, const char *kind, const char *name,
                     char out[FA_COUNTER_KEY_BYTES])
{
    char hash[FA_SHA256_HEX];

    memset(out, 0, FA_COUNTER_KEY_BYTES);
    if (strlen(name) > PLAIN_NAME) {
        fai_hash_text(svc, name, hash);
        name = hash;
    }
    (void)snprintf(out, FA_COUNTER_KEY_BYTES, "%s:%s", kind, name);
}

static fa_status throttled(fa_error *err, fa_time wait_ms)
{
    fa_status st =
        fa_fail(err, FA_ETHROTTLED, "too many tries: try again in %lld s", (long long)(wait_ms + 999) / 1000);

    if (err != NULL)
        err->retry_ms = wait_ms > UINT32_MAX ? UINT32_MAX : (uint32_t)wait_ms;
    return st;
}

static fai_window address_rule(const fa_user_service *svc)
{
    return (fai_window){svc->rules.address_tries, WINDOW_MS};
}

fa_status fai_address_check(const fa_user_service *svc, const fa_actor *who, fa_counter *counter,
                            fa_error *err)
{
    fai_window rule = address_rule(svc);
    char group[FA_ADDRESS_BYTES], key[FA_COUNTER_KEY_BYTES];
    fa_time wait;
    fa_status st;

    fai_address_group(who->address, group);
    fai_counter_key(svc, "address", group, key);
    st = fai_get_counter(svc, key, counter, err);
    if (st == FA_OK && !fai_window_open(&rule, counter, fa_clock_now(&svc->clock), &wait))
        st = throttled(err, wait);
    return st;
}

void fai_count_failure(const fa_user_service *svc, fa_counter *counter)
{
    fai_window rule = address_rule(svc);

    for (int i = 0; i < FAI_TRIES; i++) {
        fai_changes c;
        fa_status st;

        fai_changes_begin(&c, svc);
        fai_window_count(&rule, counter, c.now);
        (void)fai_change(&c, FA_CHANGE_COUNTER_PUT, counter);
        st = fai_changes_apply(&c, NULL);
        if (st != FA_ECONFLICT)
            return;
        if (fai_get_counter(svc, counter->key, counter, NULL) != FA_OK)
            return;
    }
}

fa_status fai_try(const fa_user_service *svc, const char *key, uint32_t free, fa_time first_ms,
                  fa_time most_ms, fa_error *err)
{
    fai_backoff rule = {free, first_ms, most_ms, FORGET_MS};
    fa_error why = {0};
    fa_status st = FA_ECONFLICT;

    for (int i = 0; st == FA_ECONFLICT && i < FAI_TRIES; i++) {
        fa_counter counter;
        fai_changes c;
        fa_time wait;

        st = fai_get_counter(svc, key, &counter, &why);
        if (st != FA_OK)
            break;
        fai_changes_begin(&c, svc);
        if (!fai_backoff_try(&rule, &counter, c.now, &wait))
            return throttled(err, wait);
        (void)fai_change(&c, FA_CHANGE_COUNTER_PUT, &counter);
        st = fai_changes_apply(&c, &why);
    }
    if (st == FA_ECONFLICT) /* so many at once are no person */
        return throttled(err, 1000);
    if (st != FA_OK && err != NULL)
        *err = why;
    return st;
}
