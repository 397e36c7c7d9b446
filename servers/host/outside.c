/* host/outside.c: who asks a gateway that runs alone: tokens are checked with the keys that the user service publishes, against what
 * it says was ended; API keys, and what its events leave open, it is asked about. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "host/internal.h"

enum {
    KEYS_MS = 15000,
    EVENTS_MS = 500,
    KNOWN_MS = 3000,
    REUSE_MS = 5000, /* of identities: most requests of a client come one after the other */
    ENDED_MAX = 1 << 16
};

/* A session, an API key or a user, and when it ended. */
typedef struct ended {
    char id[40];
    fa_time time; /* 0 = free */
} ended;

/* All on the gate's thread: feeds are delivered and tokens verified there. */
struct host_revoked {
    host *h;
    uint64_t seen; /* number of the last event */
    bool current;  /* all events were seen once */
    size_t count;
    ended items[ENDED_MAX]; /* a hash table with linear probing, at most half full */
};

static size_t place_of(const host_revoked *r, const char *id)
{
    uint32_t hash = 2166136261u;
    size_t at;

    for (const char *c = id; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    at = hash % ENDED_MAX;
    while (r->items[at].time != 0 && strcmp(r->items[at].id, id) != 0)
        at = (at + 1) % ENDED_MAX;
    return at;
}

static void put(host_revoked *r, const char *id, fa_time time)
{
    ended *e = &r->items[place_of(r, id)];

    if (e->time == 0) {
        snprintf(e->id, sizeof e->id, "%s", id);
        r->count++;
    }
    e->time = time;
}

/* Tokens that were made before that have run out by themselves. */
static fa_time horizon(const host_revoked *r)
{
    return fa_clock_now(&r->h->clock) - (fa_time)r->h->config->access_token_s * 1000 - 2 * FA_TOKEN_LEEWAY_MS;
}

/* Makes room: what nobody needs any more goes. false: there is too much of what is needed. */
static bool drop_old(host_revoked *r)
{
    ended *kept = calloc(ENDED_MAX / 2, sizeof *kept);
    fa_time old = horizon(r);
    size_t count = 0;

    if (kept == NULL)
        return false;
    for (size_t i = 0; i < ENDED_MAX; i++)
        if (r->items[i].time > old && count < ENDED_MAX / 2)
            kept[count++] = r->items[i];
    memset(r->items, 0, sizeof r->items);
    r->count = 0;
    for (size_t i = 0; i < count; i++)
        put(r, kept[i].id, kept[i].time);
    free(kept);
    return r->count < ENDED_MAX / 2;
}

static fa_status take_event(void *payload, const fa_user_event *event, fa_error *err)
{
    host_revoked *r = payload;
    const char *id = event->type == FA_USER_REMOVED ? event->user.s : event->credential.s;

    (void)err;
    r->seen = event->seq;
    gateway_revoke(r->h->door, id);
    if (event->time > horizon(r) && (r->count < ENDED_MAX / 2 || drop_old(r)))
        put(r, id, event->time);
    return FA_OK;
}

static bool take_events(void *payload, const char *body, size_t len)
{
    host_revoked *r = payload;
    uint64_t before = r->seen;

    if (fa_user_events_from_json(body, len, take_event, r, NULL) != FA_OK)
        return false;
    r->current = r->current || r->seen == before;
    return r->seen != before;
}

/* A service said so with a reply: now, whatever its clock says. */
static void note_now(host_revoked *r, const char *id)
{
    gateway_revoke(r->h->door, id);
    if (r->count < ENDED_MAX / 2 || drop_old(r))
        put(r, id, fa_clock_now(&r->h->clock));
}

static void take_ended(void *payload, const char *ids)
{
    host_revoked *r = ((const token_auth *)payload)->payload;
    char id[40];
    size_t n;

    if (*ids == '*') { /* until the events have been seen the user service is asked */
        gateway_revoke(r->h->door, NULL);
        r->current = false;
        return;
    }
    for (; *ids != '\0'; ids += n + (ids[n] == ' ')) {
        n = strcspn(ids, " ");
        if (n == 0 || n >= sizeof id)
            return;
        memcpy(id, ids, n);
        id[n] = '\0';
        note_now(r, id);
    }
}

static uint64_t next_event(void *payload)
{
    return ((host_revoked *)payload)->seen;
}

/* Times of tokens are whole seconds: one that was made in the second in which all of a user's ended may be newer. */
static fa_status check(void *payload, const fa_claims *claims, fa_error *err)
{
    const host_revoked *r = payload;
    const ended *session = &r->items[place_of(r, claims->session)],
                *user = &r->items[place_of(r, claims->subject)];

    if (!r->current || r->count >= ENDED_MAX / 2)
        return fa_fail(err, FA_EUNSUPPORTED, "what has ended is not known here");
    if (session->time != 0 || user->time >= claims->issued + 1000)
        return fa_fail(err, FA_EUNAUTHENTICATED, "the session has ended");
    return user->time >= claims->issued && user->time != 0
               ? fa_fail(err, FA_EUNSUPPORTED, "it is not known which of the two was first")
               : FA_OK;
}

/* What fits, as was looked at before. */
static void copy(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%s", text);
}

/* {"active", "sub", "sid", "role", "scope"} */
static fa_status read_introspection(void *payload, const char *body, size_t len, int64_t now_ms,
                                    fa_principal *out, fa_error *err)
{
    enum { ACTIVE, USER, CREDENTIAL, ROLE, SCOPE, COUNT };
    fa_member m[COUNT] = {[ACTIVE] = FA_MEMBER_INIT("active", FA_MEMBER_BOOL, true),
                          [USER] = FA_MEMBER_INIT("sub", FA_MEMBER_TEXT, false),
                          [CREDENTIAL] = FA_MEMBER_INIT("sid", FA_MEMBER_TEXT, false),
                          [ROLE] = FA_MEMBER_INIT("role", FA_MEMBER_TEXT, false),
                          [SCOPE] = FA_MEMBER_INIT("scope", FA_MEMBER_TEXT, false)};
    void *hold = NULL;
    fa_status st = fa_members_pick_from_json(body, len, m, COUNT, &hold, err);

    (void)payload;
    if (st != FA_OK)
        return st;
    memset(out, 0, sizeof *out);
    if (m[ACTIVE].number == 0 || !m[USER].given || !m[CREDENTIAL].given || !m[ROLE].given ||
        !m[SCOPE].given || strlen(m[USER].text) >= sizeof out->user ||
        strlen(m[CREDENTIAL].text) >= sizeof out->session || strlen(m[ROLE].text) >= sizeof out->role ||
        strlen(m[SCOPE].text) >= sizeof out->scope) {
        fa_members_free(hold);
        return fa_fail(err, FA_EUNAUTHENTICATED, "the credential is not accepted");
    }
    copy(out->user, sizeof out->user, m[USER].text);
    if (strncmp(m[CREDENTIAL].text, "apk_", 4) == 0)
        copy(out->key, sizeof out->key, m[CREDENTIAL].text);
    else
        copy(out->session, sizeof out->session, m[CREDENTIAL].text);
    copy(out->role, sizeof out->role, m[ROLE].text);
    copy(out->scope, sizeof out->scope, m[SCOPE].text);
    out->expires_ms = now_ms + KNOWN_MS;
    fa_members_free(hold);
    return FA_OK;
}

fa_status host_outside_open(host *h, fa_error *err)
{
    const config_secret *secret = &h->config->jwt_secret, *internal = &h->config->internal_key;
    fa_status st = fa_token_keys_new(&h->signer, &h->user_keys, err);

    if (st == FA_OK && secret->len > 0)
        st = fa_token_keys_set_secret(h->user_keys, NULL, secret->text, secret->len, err);
    h->revoked = calloc(1, sizeof *h->revoked);
    if (st == FA_OK && h->revoked == NULL)
        st = fa_fail(err, FA_ENOMEM, "out of memory");
    if (st != FA_OK)
        return st;
    h->revoked->h = h;
    h->identity_key = (fa_token_key){.secret = internal->text, .secret_len = internal->len};
    h->auth = (token_auth){.clock = &h->clock,
                           .users = h->user_keys,
                           .issuer = "finanalyst",
                           .audience = "finanalyst",
                           .key_prefix = "fa_",
                           .crypto = &h->signer,
                           .key = &h->identity_key,
                           .name = config_service_name(CONFIG_GATEWAY),
                           .reuse_ms = REUSE_MS,
                           .hasher = &h->hasher,
                           .check = check,
                           .payload = h->revoked};
    return FA_OK;
}

void host_outside_close(host *h)
{
    fa_token_keys_free(h->user_keys);
    free(h->revoked);
}

void host_outside_options(host *h, uint32_t user, gateway_options *options, gateway_feed feeds[HOST_FEEDS])
{
    size_t count = 0;

    options->auth = token_auth_make(&h->auth);
    options->auth.ended = take_ended;
    options->introspection = (gateway_introspection){"/api/v1/auth/introspect", user, read_introspection, h};
    feeds[count++] = (gateway_feed){
        user, "/api/v1/auth/revocations?limit=200", EVENTS_MS, take_events, next_event, h->revoked};
    if (h->config->jwt_secret.len == 0)
        feeds[count++] =
            (gateway_feed){user, "/api/v1/auth/jwks.json", KEYS_MS, token_auth_take_keys, NULL, h->user_keys};
    options->feeds = feeds;
    options->feed_count = count;
}
