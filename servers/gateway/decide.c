/* gateway/decide.c: whether a request may go on, and where: origin, route, who asks, what that one may, how often. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "gateway/internal.h"

static bool may_pass(gw_exchange *x, int64_t now);

static void refuse_credential(gw_exchange *x)
{
    memset(&x->who, 0, sizeof x->who);
    x->g->refused_tokens++;
    gw_answer_problem(x, 401, "the credential is not accepted", 0);
}

static void accept_credential(gw_exchange *x, const char *token, size_t len, int64_t now)
{
    fa_token_cache_put(x->g->tokens, token, len, &x->who, now);
    x->signed_in = true;
}

/* The service has said whose the credential is, or that it is nobody's. */
static void introspected(void *payload, unsigned status, const fa_buf *body, int64_t now)
{
    gw_exchange *x = payload;
    gateway_introspection *by = &x->g->introspection;

    x->side = NULL;
    x->step = GW_REST;
    if (status == 200 && body->bad == FA_OK &&
        by->read(by->payload, body->data == NULL ? "" : body->data, body->len, now, &x->who, NULL) == FA_OK) {
        if (*x->who.key != '\0') /* it may be bound to an address */
            snprintf(x->who.address, sizeof x->who.address, "%s", x->address);
        accept_credential(x, x->credential.data, x->credential.len, now);
        if (may_pass(x, now))
            gw_go(x, now);
    } else if (status == 0 || status >= 500) {
        gw_answer_problem(x, 503, "who asks cannot be told now", 1000);
    } else {
        refuse_credential(x);
    }
    gw_exchange_go_on(x, now);
}

/* Asks the service that knows. false: it cannot be asked. */
static bool introspect(gw_exchange *x, const char *token, int64_t now)
{
    gateway *g = x->g;
    fa_buf body;

    fa_buf_init(&body, 2 * HTTP_HEAD_MAX);
    fa_buf_reset(&x->credential);
    fa_buf_puts(&x->credential, token);
    fa_buf_puts(&body, "{\"token\":");
    fa_json_quote(token, &body);
    fa_buf_puts(&body, ",\"address\":");
    fa_json_quote(x->address, &body);
    fa_buf_puts(&body, "}");
    if (body.bad == FA_OK && x->credential.bad == FA_OK)
        x->side = gw_side_ask(g, &g->upstreams[g->introspection.upstream], "POST", g->introspection_path,
                              &body, introspected, x, now);
    fa_buf_clear(&body);
    if (x->side != NULL)
        x->step = GW_SIGNING;
    return x->side != NULL;
}

/* Finds out who asks. false: that was answered, or somebody has to be asked first. */
static bool sign_in(gw_exchange *x, const char *token, int64_t now)
{
    gateway *g = x->g;
    size_t len = token == NULL ? 0 : strlen(token);
    const fa_principal *known = token == NULL ? NULL : fa_token_cache_get(g->tokens, token, len, now);
    fa_error err = {0};
    fa_status st = FA_EINVALID;

    if (known != NULL && *known->address != '\0' && strcmp(known->address, x->address) != 0)
        known = NULL;
    if (known != NULL) {
        x->who = *known;
        x->signed_in = true;
    }
    if (token == NULL || known != NULL)
        return true;
    if (len > 0 && len <= FA_CACHED_TOKEN_BYTES && g->auth.verify != NULL)
        st = g->auth.verify(g->auth.payload, token, len, x->address, now, &x->who, &err);
    if (st == FA_OK) {
        accept_credential(x, token, len, now);
        return true;
    }
    memset(&x->who, 0, sizeof x->who);
    if (st == FA_EUNSUPPORTED && *g->introspection_path != '\0' && introspect(x, token, now))
        return false;
    if (st == FA_EUNAVAILABLE || (st == FA_EUNSUPPORTED && *g->introspection_path != '\0'))
        gw_answer_problem(x, 503, "who asks cannot be told now", err.retry_ms == 0 ? 1000 : err.retry_ms);
    else
        refuse_credential(x);
    return false;
}

static bool check_access(gw_exchange *x, fa_access access)
{
    switch (fa_access_check(access, x->signed_in, strcmp(x->who.role, "admin") == 0)) {
    case FA_VERDICT_PASS:
        return true;
    case FA_VERDICT_SIGN_IN:
        gw_answer_problem(x, 401, "sign in first", 0);
        return false;
    case FA_VERDICT_FORBID:
        gw_answer_problem(x, 403, "this is for administrators", 0);
        return false;
    default:
        gw_answer_problem(x, 404, "there is nothing at this path", 0);
        return false;
    }
}

/* Users have buckets of their own; who is not signed in shares that of the address. */
static bool check_rate(gw_exchange *x, int64_t now)
{
    gateway *g = x->g;
    const char *key = x->signed_in ? x->who.user : x->address;
    fa_rate_state state;
    bool free_way;

    x->rate_limit = 0;
    if (x->rate_class >= g->rate_count || g->rates[x->rate_class].per_minute == 0)
        return true;
    free_way =
        fa_limiter_take(g->limiter, x->rate_class, key, strlen(key), g->rates[x->rate_class], 1, now, &state);
    x->rate_limit = g->rates[x->rate_class].burst;
    x->rate_left = state.left;
    if (free_way)
        return true;
    g->limited++;
    gw_answer_problem(x, 429, "too many requests", state.retry_ms);
    return false;
}

static bool check_origin(gw_exchange *x, const gw_head *head)
{
    fa_cors_request asked = {x->method, head->origin, head->wanted_method, head->wanted_headers};
    fa_cors_answer answer;

    x->cors = false;
    if (x->g->cors == NULL || head->origin == NULL)
        return true;
    answer = fa_cors_check(x->g->cors, &asked);
    x->cors = answer.allowed;
    if (!answer.preflight)
        return true;
    gw_answer_preflight(x, &answer);
    return false;
}

/* A body that says how long it is need not come to be refused. */
static bool check_body(gw_exchange *x)
{
    if (x->body_max == 0 || x->relay->head.length <= x->body_max)
        return true;
    gw_answer_problem(x, 413, "the body is larger than this path takes", 0);
    return false;
}

static bool may_pass(gw_exchange *x, int64_t now)
{
    return check_access(x, x->access) && check_rate(x, now) && check_body(x);
}

/* The one place that decides whether and where a request goes. false: it was answered here, or has to wait. */
bool gw_decide(gw_exchange *x, const gw_head *head, int64_t now)
{
    const fa_gateway_route *route;

    if (!check_origin(x, head))
        return false;
    route = fa_route_table_find(x->g->routes, x->method, x->target.data, x->target.len);
    if (route == NULL) {
        x->g->unrouted++;
        gw_answer_problem(x, 404, "there is nothing at this path", 0);
        return false;
    }
    http_copy(x->route, sizeof x->route, route->prefix);
    x->rate_class = route->rate_class;
    x->body_max = route->body_max;
    x->access = route->access;
    x->up = &x->g->upstreams[route->upstream];
    x->deadline_ms = now + (route->budget_ms == 0 ? x->g->budget_ms : route->budget_ms);
    /* A foreign upstream knows its own tokens. */
    if (x->up->foreign && route->access == FA_ACCESS_NONE)
        return check_rate(x, now);
    return sign_in(x, gw_request_token(head), now) && may_pass(x, now);
}
