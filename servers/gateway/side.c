/* gateway/side.c: what the gateway asks services on its own account: whose an API key is, which keys and revocations there are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/internal.h"

enum { BODY_MAX = 1 << 20, TIMEOUT_MS = 5000, FEED_PATH = 160 };

/* Ends it: whoever asked is told, and it is freed when no event can name it any more. */
static void conclude(gw_side *s, unsigned status, int64_t now)
{
    if (s->over)
        return;
    s->over = true;
    /* Where nobody listens the checks say so: what the gateway asks for itself, again and again, does not count. */
    fa_upstream_done(&s->u->state, &s->pick,
                     s->call.refused                ? FA_HOP_UNKNOWN
                     : status == 0 || status >= 500 ? FA_HOP_BAD
                                                    : FA_HOP_GOOD,
                     now);
    gw_call_end(&s->call, now);
    if (s->done != NULL)
        s->done(s->payload, status, &s->body, now);
}

void gw_side_ready(gw_side *s, int64_t now)
{
    http_drawn drawn = HTTP_DRAWN_SOME;

    while (s->call.stage == GW_BODY && drawn == HTTP_DRAWN_SOME)
        drawn = gw_call_draw(&s->call, false, &s->body, now);
    if (s->call.stage == GW_DONE)
        conclude(s, s->call.reply.status, now);
    else if (s->call.stage == GW_FAILED)
        conclude(s, 0, now);
    else
        gw_call_watch(&s->call, true);
}

static bool write_request(gw_side *s, const gw_instance *to, const char *method, const char *path,
                          const fa_buf *body)
{
    const gateway_auth *auth = &s->g->auth;
    gateway_asker asker = {NULL, "", "gateway", method, path, true};
    uint32_t reuse_ms;
    fa_buf *out = &s->call.out;

    fa_buf_printf(out, "%s %s HTTP/1.1\r\nHost: %s\r\n" FA_BUDGET_HEADER ": %u\r\n", method, path,
                  to->peer.authority, (unsigned)TIMEOUT_MS);
    if (to->peer.local) {
        fa_buf_puts(out, HTTP_SERVICE ": gateway\r\n");
    } else if (auth->mint != NULL) {
        fa_buf_puts(out, "X-FA-Identity: ");
        if (auth->mint(auth->payload, &asker, s->u->name, out, &reuse_ms, NULL) != FA_OK)
            return false;
        fa_buf_puts(out, "\r\n");
    }
    if (body == NULL) {
        fa_buf_puts(out, "\r\n");
    } else {
        fa_buf_printf(out, "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n", body->len);
        fa_buf_append(out, body->data, body->len);
    }
    return out->bad == FA_OK;
}

static void free_side(gw_side *s)
{
    gw_call_clear(&s->call);
    fa_buf_clear(&s->body);
    free(s);
}

gw_side *gw_side_ask(gateway *g, gw_upstream *u, const char *method, const char *path, const fa_buf *body,
                     gw_side_fn done, void *payload, int64_t now)
{
    gw_side *s = calloc(1, sizeof *s);
    uint64_t random;

    if (s == NULL)
        return NULL;
    *s = (gw_side){.g = g, .u = u, .done = done, .payload = payload, .deadline_ms = now + TIMEOUT_MS};
    gw_call_init(&s->call, &g->client, s);
    s->call.kind = GW_OF_SIDE;
    s->call.request_done = true;
    fa_buf_init(&s->body, BODY_MAX);
    gw_random(g, &random, sizeof random);
    s->pick = fa_upstream_pick(&u->state, 0, random, now);
    if (s->pick.reason != FA_PICK_OK ||
        !write_request(s, &u->instances[s->pick.instance], method, path, body)) {
        fa_upstream_done(&u->state, &s->pick, FA_HOP_UNKNOWN, now);
        free_side(s);
        return NULL;
    }
    s->next = g->sides;
    g->sides = s;
    gw_call_start(&s->call, &u->instances[s->pick.instance].peer, false, now);
    gw_call_watch(&s->call, true);
    return s; /* one that has failed already is told so by the next tick */
}

void gw_sides_check(gateway *g, bool all, int64_t now)
{
    for (gw_side *s = g->sides; s != NULL; s = s->next)
        if (all || now >= s->deadline_ms || s->call.stage == GW_FAILED)
            conclude(s, 0, now);
}

void gw_sides_bury(gateway *g)
{
    for (gw_side **at = &g->sides; *at != NULL;) {
        gw_side *s = *at;

        if (s->over) {
            *at = s->next;
            free_side(s);
        } else {
            at = &s->next;
        }
    }
}

/* ---- feeds ---- */

static void fed(void *payload, unsigned status, const fa_buf *body, int64_t now)
{
    gw_feed *f = payload;

    f->under_way = false;
    f->next_ms = now + f->every_ms;
    if (status == 200 && body->bad == FA_OK)
        f->next_ms =
            f->deliver(f->payload, body->data == NULL ? "" : body->data, body->len) ? now : f->next_ms;
    else
        f->next_ms = now + (f->every_ms < 1000 ? f->every_ms : 1000);
}

static void feed_path(const gw_feed *f, char out[FEED_PATH])
{
    if (f->cursor == NULL)
        snprintf(out, FEED_PATH, "%s", f->path);
    else
        snprintf(out, FEED_PATH, "%s%ccursor=%llu", f->path, strchr(f->path, '?') == NULL ? '?' : '&',
                 (unsigned long long)f->cursor(f->payload));
}

void gw_feeds_check(gateway *g, int64_t now)
{
    char path[FEED_PATH];

    for (size_t i = 0; i < g->feed_count; i++) {
        gw_feed *f = &g->feeds[i];

        if (f->under_way || now < f->next_ms)
            continue;
        f->under_way = true;
        feed_path(f, path);
        if (gw_side_ask(g, &g->upstreams[f->upstream], "GET", path, NULL, fed, f, now) == NULL)
            fed(f, 0, NULL, now);
    }
}
