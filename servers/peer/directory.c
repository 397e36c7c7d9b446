/* peer/directory.c: the users, for the other services. */
#include <string.h>

#include <finanalyst/wire.h>

#include "peer/internal.h"

static fa_status tell(http_reply *reply, const fa_user *user, fa_error *err)
{
    peer_list l;
    fa_status st;

    peer_list_begin(&l, reply);
    st = fa_user_to_json(user, peer_list_next(&l), err);
    peer_list_end(&l);
    return st;
}

static fa_status get(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_user user;
    fa_id id;
    fa_status st = peer_id(req, 0, &id, err);

    if (st == FA_OK)
        st = fa_directory_get(service, id, &user, err);
    if (st == FA_OK)
        st = tell(reply, &user, err);
    return peer_told(st, err);
}

static fa_status find(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint64_t number;
    fa_user user;
    fa_status st = peer_number(req, "number", 0, &number, err);

    if (st == FA_OK && number > INT64_MAX)
        st = fa_fail(err, FA_ENOTFOUND, "there is no user of that number");
    if (st == FA_OK)
        st = fa_directory_find(service, (int64_t)number, &user, err);
    if (st == FA_OK)
        st = tell(reply, &user, err);
    return peer_told(st, err);
}

static fa_status add(void *payload, const fa_user *user, fa_error *err)
{
    return fa_user_to_json(user, peer_list_next(payload), err);
}

static fa_status list(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint32_t limit;
    peer_list l;
    fa_id after;
    fa_status st = peer_query_id(req, "after", &after, err);

    if (st == FA_OK)
        st = peer_limit(req, &limit, err);
    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_directory_list(service, after, limit, add, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

static fa_status count(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint64_t n = 0;
    fa_status st = fa_directory_count(service, &n, err);

    (void)req;
    if (st == FA_OK)
        fa_buf_printf(http_reply_body(reply), "{\"count\":%llu}", (unsigned long long)n);
    return peer_told(st, err);
}

static fa_status add_event(void *payload, const fa_user_event *event, fa_error *err)
{
    return fa_user_event_to_json(event, peer_list_next(payload), err);
}

static fa_status events(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    uint64_t after;
    uint32_t limit;
    peer_list l;
    fa_status st = peer_number(req, "after", 0, &after, err);

    if (st == FA_OK)
        st = peer_limit(req, &limit, err);
    peer_list_begin(&l, reply);
    if (st == FA_OK)
        st = fa_directory_events(service, after, limit, add_event, &l, err);
    peer_list_end(&l);
    return peer_told(st, err);
}

/* ---- who shows a credential ---- */

enum { CREDENTIAL, ADDRESS, AGENT, REQUEST, MEMBERS };

static void copy(const fa_member *m, char *out, size_t size)
{
    if (m->given)
        snprintf(out, size, "%s", m->text);
}

static void member(fa_buf *out, const char *name, const char *text)
{
    fa_buf_printf(out, "%s\"%s\":", out->len == 0 ? "{" : ",", name);
    fa_json_quote(text, out);
}

static fa_status authenticate(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m[MEMBERS] = {[CREDENTIAL] = FA_MEMBER_INIT("credential", FA_MEMBER_TEXT, true),
                            [ADDRESS] = FA_MEMBER_INIT("address", FA_MEMBER_TEXT, false),
                            [AGENT] = FA_MEMBER_INIT("agent", FA_MEMBER_TEXT, false),
                            [REQUEST] = FA_MEMBER_INIT("request", FA_MEMBER_TEXT, false)};
    const fa_buf *body = http_json_body(req);
    fa_buf *out = http_reply_body(reply);
    fa_actor who = {.role = (fa_role)0}, found;
    const char *role;
    void *hold = NULL;
    fa_status st =
        fa_members_from_json(body->data == NULL ? "" : body->data, body->len, m, MEMBERS, &hold, err);

    if (st != FA_OK)
        return st;
    copy(&m[ADDRESS], who.address, sizeof who.address);
    copy(&m[AGENT], who.agent, sizeof who.agent);
    copy(&m[REQUEST], who.request, sizeof who.request);
    st = fa_directory_authenticate(service, &who, m[CREDENTIAL].text, &found, err);
    fa_members_free(hold);
    if (st != FA_OK)
        return peer_told(st, err);
    role = fa_role_name(found.role);
    member(out, "user", found.user.s);
    member(out, "credential", found.credential.s);
    member(out, "role", role == NULL ? "" : role);
    member(out, "scope", found.scope);
    fa_buf_puts(out, "}");
    return FA_OK;
}

const http_route peer_directory_table[] = {
    {"GET", "/internal/v1/users", HTTP_FOR_SERVICE, HTTP_BODY_NONE, list, "For services: users, oldest first",
     "the query `after=` and `limit=`", "200 `{items: [user]}`"},
    {"GET", "/internal/v1/users/{id}", HTTP_FOR_SERVICE, HTTP_BODY_NONE, get, "For services: a user", "",
     "200 `{items: [user]}`, one; 404"},
    {"GET", "/internal/v1/user-by-number", HTTP_FOR_SERVICE, HTTP_BODY_NONE, find,
     "For services: the user of a number", "the query `number=`", "200 `{items: [user]}`, one; 404"},
    {"GET", "/internal/v1/user-count", HTTP_FOR_SERVICE, HTTP_BODY_NONE, count,
     "For services: how many users there are", "", "200 `{count}`"},
    {"GET", "/internal/v1/user-events", HTTP_FOR_SERVICE, HTTP_BODY_NONE, events,
     "For services: what happened to users", "the query `after=` (a number) and `limit=`",
     "200 `{items: [{seq, type, user, credential, time}]}`"},
    {"POST", "/internal/v1/authenticate", HTTP_FOR_SERVICE, HTTP_BODY_JSON, authenticate,
     "For services: who shows a credential", "`{credential, address?, agent?, request?}`",
     "200 `{user, credential, role, scope}`; 401; 403 not from there"},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
