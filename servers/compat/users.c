/* compat/users.c: accounts in the hands of administrators. */
#include <string.h>

#include "compat/handlers.h"

enum { PAGE_MAX = 100, PAGE_DEFAULT = 20, PAGES_MAX = 1000000 };
static const char no_user[] = "User not found";

void compat_put_user(fa_buf *out, const fa_user *user)
{
    fa_buf_printf(out, "\"id\":%lld", (long long)user->legacy_id);
    compat_put(out, "email", user->email);
    compat_put_known(out, "full_name", user->full_name);
    compat_put_known(out, "avatar_url", user->avatar_url);
    fa_buf_printf(out, ",\"is_active\":%s,\"is_admin\":%s", user->active ? "true" : "false",
                  user->role == FA_ROLE_ADMIN ? "true" : "false");
    compat_put_time(out, "last_login", user->last_login);
    compat_put_time(out, "created_at", user->created);
    compat_put_time(out, "updated_at", user->updated);
}

/* An account is told of, and above all one that was changed just now, although nobody can say how many documents there are. */
static fa_status put_admin_user(const compat_routes *r, const fa_user *user, fa_buf *out, fa_error *err)
{
    uint64_t documents = 0;
    fa_status st = fa_source_count(r->documents, user->id, &documents, err);

    fa_buf_puts(out, "{");
    compat_put_user(out, user);
    if (st == FA_EUNAVAILABLE || st == FA_ETIMEOUT) {
        fa_buf_puts(out, ",\"document_count\":null}");
        return FA_OK;
    }
    fa_buf_printf(out, ",\"document_count\":%llu}", (unsigned long long)documents);
    return st;
}

/* The account of the path. */
static fa_status find_user(const compat_routes *r, const http_request *req, fa_user *out, fa_error *err)
{
    fa_actor who = compat_who(req);
    uint32_t number = 0;
    fa_status st = compat_number(req, 0, no_user, &number, err);

    if (st == FA_OK)
        st = fa_admin_user_find(r->users, &who, number, out, err);
    return st == FA_ENOTFOUND ? fa_fail(err, st, no_user) : st;
}

/* ---- the list ---- */

/* A page, and of the accounts before it only the last one's id. */
typedef struct page {
    uint32_t skip, take;
    uint32_t seen, count;
    fa_user users[PAGE_MAX];
    fa_id last;
} page;

static fa_status note_user(void *payload, const fa_user *user, fa_error *err)
{
    page *p = payload;

    (void)err;
    if (p->seen++ >= p->skip && p->count < p->take)
        p->users[p->count++] = *user;
    p->last = user->id;
    return FA_OK;
}

/* The store pages by key: what lies before a page that is named by its number is gone through. */
static fa_status read_page(const compat_routes *r, const fa_actor *who, page *p, fa_error *err)
{
    fa_user_filter filter = FA_USER_FILTER_INIT;
    fa_status st = FA_OK;
    uint32_t before = 0;

    filter.order = FA_USERS_OLDEST;
    filter.limit = 200;
    do {
        before = p->seen;
        filter.after = *p->last.s == '\0' ? NULL : p->last.s;
        st = fa_admin_user_list(r->users, who, &filter, note_user, p, err);
    } while (st == FA_OK && p->count < p->take && p->seen - before == filter.limit);
    return st;
}

static fa_status write_page(const compat_routes *r, const page *p, fa_buf *out, fa_error *err)
{
    fa_status st = FA_OK;

    fa_buf_puts(out, "{\"users\":[");
    for (uint32_t i = 0; st == FA_OK && i < p->count; i++) {
        if (i > 0)
            fa_buf_puts(out, ",");
        st = put_admin_user(r, &p->users[i], out, err);
    }
    fa_buf_puts(out, "]");
    return st;
}

fa_status compat_users(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_user_filter all = FA_USER_FILTER_INIT;
    fa_actor who = compat_who(req);
    uint32_t number = 1, size = 0;
    uint64_t total = 0;
    page *p = fa_calloc(1, sizeof *p);
    fa_status st = p == NULL ? fa_fail(err, FA_ENOMEM, "out of memory")
                             : http_query_number(req, "page", 1, PAGES_MAX, 1, &number, err);

    if (st == FA_OK)
        st = http_query_number(req, "per_page", 1, PAGE_MAX, PAGE_DEFAULT, &size, err);
    if (st == FA_OK) {
        p->skip = (number - 1) * size;
        p->take = size;
        st = read_page(r, &who, p, err);
    }
    if (st == FA_OK)
        st = fa_admin_user_count(r->users, &who, &all, &total, err);
    if (st == FA_OK)
        st = write_page(r, p, http_reply_body(reply), err);
    if (st == FA_OK)
        fa_buf_printf(
            http_reply_body(reply), ",\"total\":%llu,\"page\":%u,\"per_page\":%u,\"total_pages\":%llu}",
            (unsigned long long)total, number, size, (unsigned long long)((total + size - 1) / size));
    fa_free(p);
    return st;
}

/* ---- one account ---- */

fa_status compat_get_user(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_user user;
    fa_status st = find_user(service, req, &user, err);

    return st == FA_OK ? put_admin_user(service, &user, http_reply_body(reply), err) : st;
}

enum { EMAIL, NAME, PASSWORD, ACTIVE, ADMIN, MEMBERS };

static void name_members(fa_member m[MEMBERS], bool fresh)
{
    m[EMAIL] = (fa_member)FA_MEMBER_INIT("email", FA_MEMBER_TEXT, fresh);
    m[NAME] = (fa_member)FA_MEMBER_INIT("full_name", FA_MEMBER_TEXT, false);
    m[PASSWORD] = (fa_member)FA_MEMBER_INIT("password", FA_MEMBER_TEXT, fresh);
    m[ACTIVE] = (fa_member)FA_MEMBER_INIT("is_active", FA_MEMBER_BOOL, false);
    m[ADMIN] = (fa_member)FA_MEMBER_INIT("is_admin", FA_MEMBER_BOOL, false);
}

fa_status compat_make_user(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_account in = FA_ACCOUNT_INIT;
    fa_actor who = compat_who(req);
    fa_member m[MEMBERS];
    fa_user user;
    void *hold = NULL;
    fa_status st;

    name_members(m, true);
    st = compat_members(req, m, MEMBERS, &hold, err);
    in.email = m[EMAIL].text;
    in.full_name = m[NAME].text;
    in.password = m[PASSWORD].text;
    in.inactive = m[ACTIVE].given && m[ACTIVE].number == 0;
    in.role = m[ADMIN].number != 0 ? FA_ROLE_ADMIN : FA_ROLE_USER;
    if (st == FA_OK)
        st = fa_admin_user_create(r->users, &who, &in, &user, err);
    fa_members_free(hold);
    r->mail_waits(r->payload);
    return st == FA_OK ? put_admin_user(r, &user, http_reply_body(reply), err) : st;
}

/* Old pages send all that they show, and a password only when it is to change: what is as it was is no change, so that it ends
 * no session. */
static void read_change(const fa_member m[MEMBERS], const fa_user *user, fa_account_change *in)
{
    bool admin = user->role == FA_ROLE_ADMIN;

    in->email = m[EMAIL].text;
    in->full_name = m[NAME].text;
    in->password = m[PASSWORD].given && *m[PASSWORD].text != '\0' ? m[PASSWORD].text : NULL;
    if (m[ACTIVE].given && (m[ACTIVE].number != 0) != user->active)
        in->active = user->active ? -1 : 1;
    if (m[ADMIN].given && (m[ADMIN].number != 0) != admin)
        in->role = admin ? FA_ROLE_USER : FA_ROLE_ADMIN;
}

fa_status compat_change_user(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_account_change in = FA_ACCOUNT_CHANGE_INIT;
    fa_actor who = compat_who(req);
    fa_member m[MEMBERS];
    fa_user user;
    void *hold = NULL;
    fa_status st = find_user(r, req, &user, err);

    name_members(m, false);
    if (st == FA_OK)
        st = compat_members(req, m, MEMBERS, &hold, err);
    if (st == FA_OK)
        read_change(m, &user, &in);
    if (st == FA_OK)
        st = fa_admin_user_update(r->users, &who, user.id, &in, &user, err);
    fa_members_free(hold);
    return st == FA_OK ? put_admin_user(r, &user, http_reply_body(reply), err) : st;
}

fa_status compat_remove_user(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_actor who = compat_who(req);
    fa_user user;
    fa_status st = find_user(r, req, &user, err);

    if (st == FA_OK)
        st = fa_admin_user_remove(r->users, &who, user.id, err);
    return st == FA_OK ? compat_message(reply, "User deleted successfully") : st;
}
