/* gateway/identity.c: what services are told about who asks. */
#include <stdlib.h>
#include <string.h>

#include "gateway/internal.h"

static uint32_t mix(uint32_t hash, const char *text)
{
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

/* The one place that an identity may be kept in; another that falls there takes it. */
static gw_minted *place_of(gateway *g, const gw_exchange *x, uint32_t upstream)
{
    uint32_t hash = mix(mix(mix(2166136261u + upstream, x->who.user), x->who.session), x->address);

    return &g->minted[hash % GW_MINTED];
}

static bool is_for(const gw_minted *m, const gw_exchange *x, uint32_t upstream, int64_t now)
{
    return m->text != NULL && now < m->until_ms && m->upstream == upstream &&
           strcmp(m->who.user, x->who.user) == 0 && strcmp(m->who.session, x->who.session) == 0 &&
           strcmp(m->who.role, x->who.role) == 0 && strcmp(m->who.key, x->who.key) == 0 &&
           strcmp(m->who.scope, x->who.scope) == 0 && strcmp(m->address, x->address) == 0;
}

static void keep(gw_minted *m, const gw_exchange *x, uint32_t upstream, const char *text, int64_t until)
{
    free(m->text);
    m->text = strdup(text);
    m->who = x->who;
    m->upstream = upstream;
    m->until_ms = until;
    memcpy(m->address, x->address, sizeof m->address);
}

static bool mint(gw_exchange *x, uint32_t upstream, gw_minted *place, int64_t now, fa_buf *out)
{
    const gateway_auth *auth = &x->g->auth;
    gateway_asker asker = {
        x->signed_in ? &x->who : NULL, x->address, x->id, x->method, x->target.data, false};
    size_t from = out->len;
    uint32_t reuse_ms = 0;

    if (auth->mint(auth->payload, &asker, x->up->name, out, &reuse_ms, NULL) != FA_OK || out->bad != FA_OK)
        return false;
    if (reuse_ms > 0)
        keep(place, x, upstream, out->data + from, now + reuse_ms);
    return true;
}

bool gw_identity_append(gw_exchange *x, int64_t now, fa_buf *out)
{
    uint32_t upstream = (uint32_t)(x->up - x->g->upstreams);
    gw_minted *place = place_of(x->g, x, upstream);
    bool good = true;

    if (x->g->auth.mint == NULL)
        return true;
    fa_buf_puts(out, "X-FA-Identity: ");
    if (is_for(place, x, upstream, now))
        fa_buf_puts(out, place->text);
    else
        good = mint(x, upstream, place, now, out);
    fa_buf_append(out, "\r\n", 2);
    return good && out->bad == FA_OK;
}

void gw_identity_forget(gateway *g, const char *user_session_or_key)
{
    for (size_t i = 0; i < GW_MINTED; i++) {
        gw_minted *m = &g->minted[i];

        if (m->text == NULL ||
            (user_session_or_key != NULL && strcmp(m->who.user, user_session_or_key) != 0 &&
             strcmp(m->who.session, user_session_or_key) != 0 &&
             strcmp(m->who.key, user_session_or_key) != 0))
            continue;
        free(m->text);
        memset(m, 0, sizeof *m);
    }
}
