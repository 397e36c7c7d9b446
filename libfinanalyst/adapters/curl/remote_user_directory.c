/* adapters/curl/remote_user_directory.c: the users of a service in another process. */
#include <string.h>

#include <finanalyst/port/user_directory.h>

#include "remote.h"

#define USERS "/internal/v1/users"

/* A page on its way to whoever looks at it. */
typedef struct page {
    fa_user_visit_fn visit;
    void *payload;
    uint32_t seen, wanted;
    fa_id last;
} page;

static fa_status look(void *payload, const fa_user *user, fa_error *err)
{
    page *p = payload;

    if (p->seen == p->wanted)
        return fa_fail(err, FA_ECORRUPT, "the user service tells of more users than it was asked for");
    p->seen++;
    p->last = user->id;
    return p->visit(p->payload, user, err);
}

static fa_status read_page(fai_remote_request *q, page *p, fa_error *err)
{
    fa_status st = fai_remote_send(q, err);

    if (st == FA_OK)
        st = fa_users_from_json(q->answer.body.data, q->answer.body.len, look, p, err);
    fai_remote_end(q);
    return st;
}

static fa_status copy(void *payload, const fa_user *user, fa_error *err)
{
    (void)err;
    *(fa_user *)payload = *user;
    return FA_OK;
}

static fa_status read_one(fai_remote_request *q, fa_user *out, fa_error *err)
{
    fa_user found;
    page p = {.visit = copy, .payload = &found, .wanted = 1};
    fa_status st = read_page(q, &p, err);

    if (st == FA_OK && p.seen == 0)
        st = fa_fail(err, FA_ECORRUPT, "the user service tells of no user");
    if (st == FA_OK)
        *out = found;
    return st;
}

static fa_status get(void *self, fa_id id, fa_user *out, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "GET", USERS);
    fai_remote_segment(&q, id.s);
    return read_one(&q, out, err);
}

static fa_status find(void *self, int64_t legacy_id, fa_user *out, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "GET", "/internal/v1/user-by-number");
    fai_remote_ask_number(&q, "number", (uint64_t)legacy_id);
    return read_one(&q, out, err);
}

static fa_status list(void *self, fa_id after, uint32_t limit, fa_user_visit_fn visit, void *payload,
                      fa_error *err)
{
    page p = {.visit = visit, .payload = payload, .last = after};
    fai_remote_request q;
    fa_status st = FA_OK;

    while (st == FA_OK && limit > 0 && p.seen == p.wanted) {
        p.wanted = limit < FAI_REMOTE_PAGE ? limit : FAI_REMOTE_PAGE;
        p.seen = 0;
        limit -= p.wanted;
        fai_remote_begin(&q, self, "GET", USERS);
        if (p.last.s[0] != '\0')
            fai_remote_ask(&q, "after", p.last.s);
        fai_remote_ask_number(&q, "limit", p.wanted);
        st = read_page(&q, &p, err);
    }
    return st;
}

static fa_status count(void *self, uint64_t *out, fa_error *err)
{
    fai_remote_request q;

    fai_remote_begin(&q, self, "GET", "/internal/v1/user-count");
    return fai_remote_count(&q, "count", out, err);
}

typedef struct events_page {
    fa_user_event_visit_fn visit;
    void *payload;
    uint32_t seen, wanted;
    uint64_t last;
} events_page;

static fa_status look_at_event(void *payload, const fa_user_event *event, fa_error *err)
{
    events_page *p = payload;

    if (p->seen == p->wanted)
        return fa_fail(err, FA_ECORRUPT, "the user service tells of more events than it was asked for");
    p->seen++;
    p->last = event->seq;
    return p->visit(p->payload, event, err);
}

static fa_status events(void *self, uint64_t after, uint32_t limit, fa_user_event_visit_fn visit,
                        void *payload, fa_error *err)
{
    events_page p = {.visit = visit, .payload = payload, .last = after};
    fai_remote_request q;
    fa_status st = FA_OK;

    while (st == FA_OK && limit > 0 && p.seen == p.wanted) {
        p.wanted = limit < FAI_REMOTE_PAGE ? limit : FAI_REMOTE_PAGE;
        p.seen = 0;
        limit -= p.wanted;
        fai_remote_begin(&q, self, "GET", "/internal/v1/user-events");
        fai_remote_ask_number(&q, "after", p.last);
        fai_remote_ask_number(&q, "limit", p.wanted);
        st = fai_remote_send(&q, err);
        if (st == FA_OK)
            st = fa_user_events_from_json(q.answer.body.data, q.answer.body.len, look_at_event, &p, err);
        fai_remote_end(&q);
    }
    return st;
}

/* ---- authenticate ---- */

enum { USER, CREDENTIAL, ROLE, SCOPE, MEMBERS };

static void put(fa_buf *json, const char *name, const char *text)
{
    (void)fa_buf_printf(json, "%s\"%s\":", json->len == 0 ? "{" : ",", name);
    (void)fa_json_quote(text, json);
}

static bool take_text(const fa_member *m, char *out, size_t size)
{
    size_t len = m->text == NULL ? 0 : strlen(m->text);

    memset(out, 0, size);
    if (len >= size)
        return false;
    if (len > 0)
        memcpy(out, m->text, len);
    return true;
}

static fa_status take_actor(const fa_member members[MEMBERS], const fa_actor *who, fa_actor *out,
                            fa_error *err)
{
    fa_actor found = *who;

    found.role = members[ROLE].text == NULL ? (fa_role)0 : fa_role_of(members[ROLE].text);
    if (!take_text(&members[USER], found.user.s, sizeof found.user.s) ||
        !take_text(&members[CREDENTIAL], found.credential.s, sizeof found.credential.s) ||
        !take_text(&members[SCOPE], found.scope, sizeof found.scope) || found.user.s[0] == '\0' ||
        found.role == 0)
        return fa_fail(err, FA_ECORRUPT, "the user service gives an answer that cannot be read");
    *out = found;
    return FA_OK;
}

static fa_status authenticate(void *self, const fa_actor *who, const char *credential, fa_actor *out,
                              fa_error *err)
{
    fa_member members[MEMBERS] = {[USER] = FA_MEMBER_INIT("user", FA_MEMBER_TEXT, true),
                                  [CREDENTIAL] = FA_MEMBER_INIT("credential", FA_MEMBER_TEXT, true),
                                  [ROLE] = FA_MEMBER_INIT("role", FA_MEMBER_TEXT, true),
                                  [SCOPE] = FA_MEMBER_INIT("scope", FA_MEMBER_TEXT, true)};
    fai_remote_request q;
    void *hold = NULL;
    fa_buf json;
    fa_status st;

    fa_buf_init(&json, 64 * 1024);
    put(&json, "credential", credential);
    put(&json, "address", who->address);
    put(&json, "agent", who->agent);
    put(&json, "request", who->request);
    (void)fa_buf_puts(&json, "}");
    st = fa_buf_check(&json, err);
    if (st == FA_OK) {
        fai_remote_begin(&q, self, "POST", "/internal/v1/authenticate");
        fai_remote_body(&q, &json);
        st = fai_remote_tell(&q, members, MEMBERS, &hold, err);
    }
    if (st == FA_OK)
        st = take_actor(members, who, out, err);
    fa_members_free(hold);
    fa_buf_clear(&json);
    return st;
}

fa_status fai_remote_directory_open(const fa_registry *registry, const void *options,
                                    const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_user_directory_ops ops = {.struct_size = sizeof ops,
                                              .name = "http",
                                              .get = get,
                                              .find = find,
                                              .list = list,
                                              .count = count,
                                              .events = events,
                                              .authenticate = authenticate,
                                              .close = fai_remote_close};
    fai_remote *r = NULL;
    fa_status st = fai_remote_open(registry, options, context, url, "user", &r, err);

    if (st == FA_OK)
        *(fa_user_directory *)out = (fa_user_directory){&ops, r};
    return st;
}
