/* user/usecases/login.c: from a password to a session. What there is to learn from the answer, the time it took and the
 * records that were written is the same for an account that is there and one that is not. */
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "user/domain/account.h"
#include "user/domain/totp.h"
#include "user/usecases/opening.h"

enum { FIRST_WAIT_MS = 30000, MOST_WAIT_MS = 900000, SESSIONS_MAX = 50 };

/* A login on its way. */
typedef struct attempt {
    fa_user_service *svc;
    const fa_actor *who;
    const fa_login *in;
    char email[FA_EMAIL_BYTES];
    fa_user_record user;
    bool found;
    bool stale;
    char counter[FA_COUNTER_KEY_BYTES];
    fa_counter address;
} attempt;

static fa_status refuse(const attempt *a, fa_error *err)
{
    (void)a;
    return fa_fail(err, FA_EUNAUTHENTICATED, "the e-mail address or the password is wrong");
}

/* ---- devices ---- */

typedef struct device_search {
    char hash[FA_SHA256_HEX];
    bool known;
} device_search;

static fa_status compare_device(void *payload, const void *record, fa_error *err)
{
    device_search *d = payload;

    (void)err;
    d->known = d->known || strcmp(((const fa_session_record *)record)->device, d->hash) == 0;
    return FA_OK;
}

/* Failures on a device that the owner has used before are counted apart, so that strangers cannot keep the owner out. */
static fa_status choose_counter(attempt *a, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_SESSIONS, .id = a->user.user.id};
    device_search d = {.known = false};
    fa_status st = FA_OK;

    if (a->found && a->in->device != NULL && a->in->device[0] != '\0') {
        fai_hash_text(a->svc, a->in->device, d.hash);
        st = fa_user_repo_query(&a->svc->repo, &q, compare_device, &d, err);
    }
    if (d.known)
        fai_counter_key(a->svc, "device", d.hash, a->counter);
    else
        fai_counter_key(a->svc, "account", a->email, a->counter);
    return st;
}

/* ---- refusing ---- */

static fa_status fail(attempt *a, const char *why, fa_error *err)
{
    fai_changes c;
    fa_status st;

    fai_count_failure(a->svc, &a->address);
    fai_changes_begin(&c, a->svc);
    fai_change_audit(&c, a->who, "login.failed", a->user.user.id.s, a->found ? why : "unknown");
    st = fai_changes_apply(&c, err);
    return st != FA_OK ? st : refuse(a, err);
}

/* ---- the second factor ---- */

/* A recovery code, however it is written: used up when it fits. */
static bool take_recovery(const attempt *a, fa_user_record *user, const char *code)
{
    char plain[FA_RECOVERY_BYTES], hash[FA_SHA256_HEX];
    size_t n = 0;

    for (; *code != '\0'; code++) {
        if (*code == '-' || *code == ' ')
            continue;
        if (n + 1 == sizeof plain)
            return false;
        plain[n++] = (char)(*code >= 'a' && *code <= 'z' ? *code - 'a' + 'A' : *code);
    }
    plain[n] = '\0';
    fai_hash_text(a->svc, plain, hash);
    for (int i = 0; i < FA_RECOVERY_CODES; i++)
        if (user->recovery[i][0] != '\0' && fai_secret_text_equal(user->recovery[i], hash)) {
            memset(user->recovery[i], 0, sizeof user->recovery[i]);
            return true;
        }
    return false;
}

static bool check_code(const attempt *a, fa_user_record *user)
{
    return a->in->otp != NULL &&
           (fai_totp_check(user->totp_secret, a->in->otp, fa_clock_now(&a->svc->clock), &user->totp_step) ||
            take_recovery(a, user, a->in->otp));
}

/* ---- entering ---- */

typedef struct oldest {
    fa_time now;
    size_t living;
    fa_id id;
} oldest;

static fa_status note_session(void *payload, const void *record, fa_error *err)
{
    oldest *o = payload;
    const fa_session *s = &((const fa_session_record *)record)->session;

    (void)err;
    if (s->ended == 0 && o->now < s->expires) {
        o->living++;
        o->id = s->id; /* newest first: the last is the oldest */
    }
    return FA_OK;
}

static fa_status make_room(const attempt *a, fai_changes *c, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_SESSIONS, .id = a->user.user.id};
    oldest o = {.now = c->now};
    fa_status st = fa_user_repo_query(&a->svc->repo, &q, note_session, &o, err);

    if (st == FA_OK && o.living >= SESSIONS_MAX) {
        fa_user_change *end = fai_change(c, FA_CHANGE_SESSION_END, NULL);

        end->id = o.id;
        end->user = a->user.user.id;
    }
    return st;
}

/* One try: the record may have been changed by somebody else. */
static fa_status enter(attempt *a, const char *fresh_hash, fa_tokens *out, fa_error *err)
{
    fa_session_record session;
    fa_user_record user = a->user;
    fai_changes c;
    fa_status st;

    fai_changes_begin(&c, a->svc);
    if (user.user.has_totp && !check_code(a, &user))
        return FA_EUNAUTHENTICATED;
    user.user.last_login = c.now;
    if (fresh_hash[0] != '\0')
        memcpy(user.password_hash, fresh_hash, FA_PASSWORD_HASH_BYTES);
    st = make_room(a, &c, err);
    if (st == FA_OK)
        st = fai_session_make(a->svc, a->who, &user.user, a->in->device, &session, out, err);
    if (st == FA_OK) {
        (void)fai_change(&c, FA_CHANGE_USER_REPLACE, &user);
        (void)fai_change(&c, FA_CHANGE_SESSION_ADD, &session);
        fai_change_text(&c, FA_CHANGE_COUNTER_CLEAR, a->counter);
        fai_change_audit(&c, a->who, "login", user.user.id.s, session.session.id.s);
        c.audit.actor = user.user.id;
        st = fai_changes_apply(&c, err);
    }
    out->user.version++;
    fai_wipe(&session, sizeof session);
    return st;
}

/* Tries again with the record as it is now, as long as what was checked still holds. */
static fa_status enter_anyway(attempt *a, fa_tokens *out, fa_error *err)
{
    char fresh[FA_PASSWORD_HASH_BYTES] = "";
    fa_status st = FA_OK;

    if (a->stale)
        st = fa_password_hash(&a->svc->passwords, a->in->password, strlen(a->in->password), fresh, err);
    if (st == FA_OK)
        st = enter(a, fresh, out, err);
    for (int i = 0; st == FA_ECONFLICT && i < FAI_TRIES; i++) {
        fa_user_record now;

        st = fai_get_user(a->svc, a->user.user.id, &now, err);
        if (st == FA_ENOTFOUND || (st == FA_OK && (!fai_may_enter(a->svc, &now.user) ||
                                                   strcmp(now.password_hash, a->user.password_hash) != 0)))
            return FA_EUNAUTHENTICATED;
        if (st != FA_OK)
            break;
        a->user = now;
        st = enter(a, fresh, out, err);
    }
    return st;
}

/* ---- the way ---- */

static fa_status look(attempt *a, fa_error *err)
{
    fa_status st = fai_address_check(a->svc, a->who, &a->address, err);

    /* What is no address goes the same way as one that nobody has. */
    if (st == FA_OK && fai_email(a->in->email, a->email, NULL) != FA_OK)
        fai_take_text(a->email, sizeof a->email, a->in->email);
    if (st == FA_OK)
        st = fai_look_for_user(a->svc, a->email, &a->user, &a->found, err);
    if (st == FA_OK)
        st = choose_counter(a, err);
    if (st == FA_OK)
        st = fai_try(a->svc, a->counter, a->svc->rules.login_tries, FIRST_WAIT_MS, MOST_WAIT_MS, err);
    return st;
}

static fa_status go(attempt *a, fa_tokens *out, fa_error *err)
{
    bool match = false;
    fa_status st = look(a, err);

    if (st == FA_OK)
        st = fai_check_password(a->svc, a->user.password_hash, a->in->password, &match, &a->stale, err);
    if (st != FA_OK)
        return st;
    if (!match || !fai_may_enter(a->svc, &a->user.user))
        return fail(a, match ? "kept out" : "password", err);
    if (a->user.user.has_totp && (a->in->otp == NULL || a->in->otp[0] == '\0'))
        return fa_fail_field(err, FA_ESECONDFACTOR, "otp", "a code of the second factor is needed");
    st = enter_anyway(a, out, err);
    return st == FA_EUNAUTHENTICATED ? fail(a, "code", err) : st;
}

fa_status fa_user_login(fa_user_service *svc, const fa_actor *who, const fa_login *in, fa_tokens *out,
                        fa_error *err)
{
    attempt a = {.svc = svc, .who = who, .in = in};
    fa_tokens made;
    fa_status st = fai_user_service_check(svc, who, err);

    if (st != FA_OK)
        return st;
    if (in == NULL || in->struct_size < sizeof *in || out == NULL || in->email == NULL ||
        in->password == NULL)
        return fa_fail_field(err, FA_EINVALID, "login", "a login needs an e-mail address and a password");
    if (strlen(in->password) > FA_PASSWORD_MAX * 4)
        return fa_fail_field(err, FA_EINVALID, "password", "a password has at most %d characters",
                             FA_PASSWORD_MAX);
    st = go(&a, &made, err);
    if (st == FA_OK)
        *out = made;
    fai_wipe(&a.user, sizeof a.user);
    fai_wipe(&made, sizeof made);
    return st;
}
