/* user/admin.c: accounts in the hands of administrators, and the trail. */
#include <string.h>

#include "user/handlers.h"

enum { TRAIL_PAGE = 500, TRAIL_ROW_MAX = 4096 };

/* Who asks, and the account that the path names. */
static fa_status begin(const http_request *req, fa_actor *who, fa_id *user, fa_error *err)
{
    *who = user_who(req);
    return http_param_id(req, 0, "usr_", user, err);
}

static fa_status add_user(void *payload, const fa_user *user, fa_error *err)
{
    user_page *p = payload;

    if (!user_page_next(p))
        return FA_OK;
    snprintf(p->last, sizeof p->last, "%s", user->id.s);
    return fa_user_to_json(user, p->out, err);
}

static fa_status add_user_by_email(void *payload, const fa_user *user, fa_error *err)
{
    user_page *p = payload;

    if (!user_page_next(p))
        return FA_OK;
    snprintf(p->last, sizeof p->last, "%s", user->email);
    return fa_user_to_json(user, p->out, err);
}

static fa_status read_filter(const http_request *req, fa_user_filter *f, fa_error *err)
{
    const char *role = http_query(req, "role"), *active = http_query(req, "is_active"),
               *sort = http_query(req, "sort");
    fa_id last;

    f->text = http_query(req, "q");
    f->after = http_query(req, "cursor");
    if (role != NULL && (f->role = fa_role_of(role)) == (fa_role)0)
        return fa_fail_field(err, FA_EINVALID, "role", "role is user or admin");
    if (active != NULL && strcmp(active, "true") != 0 && strcmp(active, "false") != 0)
        return fa_fail_field(err, FA_EINVALID, "is_active", "is_active is true or false");
    f->active = active == NULL ? 0 : strcmp(active, "true") == 0 ? 1 : -1;
    if (sort == NULL || strcmp(sort, "-created_at") == 0)
        f->order = FA_USERS_NEWEST;
    else if (strcmp(sort, "created_at") == 0)
        f->order = FA_USERS_OLDEST;
    else if (strcmp(sort, "email") == 0)
        f->order = FA_USERS_BY_EMAIL;
    else
        return fa_fail_field(err, FA_EINVALID, "sort", "sort is -created_at, created_at or email");
    if (f->after != NULL && f->order != FA_USERS_BY_EMAIL &&
        fa_id_parse(f->after, "usr_", &last, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "cursor", "cursor is not one that a list returned");
    return FA_OK;
}

fa_status user_admin_list(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_user_filter f = FA_USER_FILTER_INIT;
    uint64_t total = 0;
    fa_actor who = user_who(req);
    user_page p;
    fa_status st = user_page_begin(&p, req, reply, err);

    if (st == FA_OK)
        st = read_filter(req, &f, err);
    f.limit = p.limit + 1;
    if (st == FA_OK)
        st = fa_admin_user_list(r->users, &who, &f,
                                f.order == FA_USERS_BY_EMAIL ? add_user_by_email : add_user, &p, err);
    if (st == FA_OK)
        st = fa_admin_user_count(r->users, &who, &f, &total, err);
    user_page_end(&p);
    if (st == FA_OK) { /* before the brace that ends the object */
        p.out->len--;
        fa_buf_printf(p.out, ",\"total\":%llu}", (unsigned long long)total);
    }
    return st;
}

fa_status user_admin_create(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m[] = {
        FA_MEMBER_INIT("email", FA_MEMBER_TEXT, true), FA_MEMBER_INIT("password", FA_MEMBER_TEXT, false),
        FA_MEMBER_INIT("full_name", FA_MEMBER_TEXT, false), FA_MEMBER_INIT("role", FA_MEMBER_TEXT, false),
        FA_MEMBER_INIT("is_active", FA_MEMBER_BOOL, false)};
    user_routes *r = service;
    fa_account in = FA_ACCOUNT_INIT;
    char location[96];
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_user user;
    fa_status st = user_members(req, m, 5, &hold, err);
    in.email = m[0].text;
    in.password = m[1].text;
    in.full_name = m[2].text;
    in.role = fa_role_of(m[3].text);
    in.inactive = m[4].given && m[4].number == 0;
    if (st == FA_OK && m[3].given && in.role == (fa_role)0)
        st = fa_fail_field(err, FA_EINVALID, "/role", "role is user or admin");
    if (st == FA_OK)
        st = fa_admin_user_create(r->users, &who, &in, &user, err);
    fa_members_free(hold);
    if (st != FA_OK)
        return st;
    user_mail(r);
    snprintf(location, sizeof location, "/api/v1/admin/users/%s", user.id.s);
    http_reply_header(reply, "Location", location);
    http_reply_status(reply, 201);
    return fa_user_to_json(&user, http_reply_body(reply), err);
}

fa_status user_admin_get(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_actor who = user_who(req);
    fa_user user;
    fa_id id;
    fa_status st = begin(req, &who, &id, err);

    if (st == FA_OK)
        st = fa_admin_user_get(r->users, &who, id, &user, err);
    return st != FA_OK ? st : fa_user_to_json(&user, http_reply_body(reply), err);
}

fa_status user_admin_update(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m[] = {FA_MEMBER_INIT("email", FA_MEMBER_TEXT, false),
                     FA_MEMBER_INIT("full_name", FA_MEMBER_TEXT, false),
                     FA_MEMBER_INIT("role", FA_MEMBER_TEXT, false),
                     FA_MEMBER_INIT("is_active", FA_MEMBER_BOOL, false),
                     FA_MEMBER_INIT("is_locked", FA_MEMBER_BOOL, false),
                     FA_MEMBER_INIT("version", FA_MEMBER_NUMBER, false)};
    user_routes *r = service;
    fa_account_change in = FA_ACCOUNT_CHANGE_INIT;
    void *hold = NULL;
    fa_actor who = user_who(req);
    fa_user user;
    fa_id id;
    fa_status st = begin(req, &who, &id, err);

    if (st == FA_OK)
        st = user_members(req, m, 6, &hold, err);
    in.email = m[0].text;
    in.full_name = m[1].text;
    in.role = fa_role_of(m[2].text);
    in.active = !m[3].given ? 0 : m[3].number != 0 ? 1 : -1;
    in.locked = !m[4].given ? 0 : m[4].number != 0 ? 1 : -1;
    if (st == FA_OK && m[2].given && in.role == (fa_role)0)
        st = fa_fail_field(err, FA_EINVALID, "/role", "role is user or admin");
    if (st == FA_OK && m[5].given && (m[5].number < 1 || m[5].number > UINT32_MAX))
        st = fa_fail_field(err, FA_EINVALID, "/version", "version is not one that there was");
    in.version = (uint32_t)m[5].number;
    if (st == FA_OK)
        st = fa_admin_user_update(r->users, &who, id, &in, &user, err);
    fa_members_free(hold);
    return st != FA_OK ? st : fa_user_to_json(&user, http_reply_body(reply), err);
}

/* A call on one account that answers nothing. */
static fa_status act(user_routes *r, const http_request *req, http_reply *reply,
                     fa_status (*call)(fa_user_service *, const fa_actor *, fa_id, fa_error *), fa_error *err)
{
    fa_actor who;
    fa_id id;
    fa_status st = begin(req, &who, &id, err);

    if (st == FA_OK)
        st = call(r->users, &who, id, err);
    if (st == FA_OK)
        http_reply_status(reply, 204);
    user_mail(r);
    return st;
}

static fa_status lock_user(fa_user_service *svc, const fa_actor *who, fa_id id, fa_error *err)
{
    fa_account_change in = FA_ACCOUNT_CHANGE_INIT;

    in.locked = 1;
    return fa_admin_user_update(svc, who, id, &in, NULL, err);
}

static fa_status unlock_user(fa_user_service *svc, const fa_actor *who, fa_id id, fa_error *err)
{
    fa_account_change in = FA_ACCOUNT_CHANGE_INIT;

    in.locked = -1;
    return fa_admin_user_update(svc, who, id, &in, NULL, err);
}

fa_status user_admin_lock(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return act(service, req, reply, lock_user, err);
}

fa_status user_admin_unlock(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return act(service, req, reply, unlock_user, err);
}

fa_status user_admin_remove(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return act(service, req, reply, fa_admin_user_remove, err);
}

fa_status user_admin_reset(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return act(service, req, reply, fa_admin_user_reset, err);
}

fa_status user_admin_end_sessions(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return act(service, req, reply, fa_admin_user_end_sessions, err);
}

/* ---- the trail ---- */

static fa_status add_line(void *payload, const fa_audit_entry *entry, fa_error *err)
{
    user_page *p = payload;

    if (!user_page_next(p))
        return FA_OK;
    snprintf(p->last, sizeof p->last, "%llu", (unsigned long long)entry->seq);
    return fa_audit_entry_to_json(entry, p->out, err);
}

/* A day of the query, as the moment at which it begins. */
static fa_status read_day(const http_request *req, const char *name, fa_time *out, fa_error *err)
{
    const char *text = http_query(req, name);
    fa_date date;

    if (text == NULL)
        return FA_OK;
    date = fa_date_parse(text);
    if (date == FA_DATE_NONE)
        return fa_fail_field(err, FA_EINVALID, name, "%s is a day like 2026-01-31", name);
    *out = (fa_time)date * 86400000;
    return FA_OK;
}

static fa_status read_trail(const http_request *req, fa_audit_filter *f, fa_error *err)
{
    const char *actor = http_query(req, "actor");
    fa_status st = FA_OK;

    if (actor != NULL && fa_id_parse(actor, "usr_", &f->actor, NULL) != FA_OK)
        st = fa_fail_field(err, FA_EINVALID, "actor", "actor is the id of a user");
    if (st == FA_OK)
        st = read_day(req, "from", &f->from, err);
    if (st == FA_OK)
        st = read_day(req, "to", &f->until, err);
    if (st == FA_OK)
        st = user_number_cursor(req, &f->before, err);
    f->action = http_query(req, "action");
    f->target = http_query(req, "target");
    return st;
}

/* The whole trail on its way into a file, page by page. */
typedef struct trail_file {
    FILE *file;
    fa_buf row;
    uint64_t last;
    uint32_t seen; /* of this page */
} trail_file;

static fa_status write_row(trail_file *t, const fa_audit_entry *entry, fa_error *err)
{
    fa_status st = fa_audit_entry_to_csv(entry, &t->row, err);

    if (st == FA_OK && fwrite(t->row.data, 1, t->row.len, t->file) != t->row.len)
        st = fa_fail(err, FA_EUNAVAILABLE, "the trail cannot be written");
    fa_buf_reset(&t->row);
    return st;
}

static fa_status export_line(void *payload, const fa_audit_entry *entry, fa_error *err)
{
    trail_file *t = payload;

    t->seen++;
    t->last = entry->seq;
    return write_row(t, entry, err);
}

static fa_status export_trail(const user_routes *r, const http_request *req, fa_audit_filter *f,
                              http_reply *reply, fa_error *err)
{
    trail_file t = {.file = tmpfile()};
    fa_actor who = user_who(req);
    fa_status st;

    if (t.file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "the trail cannot be written");
    fa_buf_init(&t.row, TRAIL_ROW_MAX);
    f->limit = TRAIL_PAGE;
    st = write_row(&t, NULL, err);
    for (t.seen = TRAIL_PAGE; st == FA_OK && t.seen == TRAIL_PAGE; f->before = t.last) {
        t.seen = 0;
        st = fa_audit_list(r->users, &who, f, export_line, &t, err);
    }
    fa_buf_clear(&t.row);
    if (st != FA_OK) {
        fclose(t.file);
        return st;
    }
    http_reply_type(reply, "text/csv; charset=utf-8");
    http_reply_header(reply, "Content-Disposition", "attachment; filename=\"audit.csv\"");
    http_reply_file(reply, t.file);
    return FA_OK;
}

fa_status user_admin_audit(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    fa_audit_filter f = FA_AUDIT_FILTER_INIT;
    const char *format = http_query(req, "format");
    bool csv = format != NULL && strcmp(format, "csv") == 0;
    fa_actor who = user_who(req);
    user_page p;
    fa_status st = read_trail(req, &f, err);

    if (st == FA_OK && format != NULL && !csv && strcmp(format, "json") != 0)
        st = fa_fail_field(err, FA_EINVALID, "format", "format is json or csv");
    if (st == FA_OK && csv)
        return export_trail(r, req, &f, reply, err);
    if (st == FA_OK)
        st = user_page_begin(&p, req, reply, err);
    if (st != FA_OK)
        return st;
    f.limit = p.limit + 1;
    st = fa_audit_list(r->users, &who, &f, add_line, &p, err);
    user_page_end(&p);
    return st;
}

fa_status user_admin_audit_verify(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    uint64_t bad = 0, count = 0;
    fa_actor who = user_who(req);
    fa_status st = fa_audit_verify(r->users, &who, &bad, &count, err);
    if (st != FA_OK)
        return st;
    fa_buf_printf(http_reply_body(reply),
                  "{\"ok\":%s,\"entries\":%llu,\"first_bad\":", bad == 0 ? "true" : "false",
                  (unsigned long long)count);
    if (bad != 0)
        fa_buf_printf(http_reply_body(reply), "%llu}", (unsigned long long)bad);
    else
        fa_buf_puts(http_reply_body(reply), "null}");
    return FA_OK;
}

fa_status user_admin_rotate(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    user_routes *r = service;
    char kid[FA_KID_BYTES] = "";
    fa_actor who = user_who(req);
    fa_status st = fa_user_keys_rotate(r->users, &who, kid, err);
    return st != FA_OK ? st : fa_buf_printf(http_reply_body(reply), "{\"kid\":\"%s\"}", kid);
}
