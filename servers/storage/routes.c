/* storage/routes.c: a user's objects and what is left of the quota; for administrators, usage, quotas and upkeep. */
#include "storage/routes.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/wire.h>

enum {
    LIST_MAX = 200,
    LIST_DEFAULT = 50,
    FINDINGS_MAX = 1000,
    STEP = 1000,
    SCRUB_STEP = 100,
    DAYS_MAX = 36500
};

static const fa_time day_ms = 86400000;

/* ---- objects ---- */

/* The bytes of documents are objects too; their routes are those of the document service. */
static bool is_of_document(const char *name)
{
    return strncmp(name, "doc_", 4) == 0;
}

static fa_status read_spooled(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the upload cannot be read back") : FA_OK;
}

/* The size is known by now: so the quota is asked for it at once. */
static fa_status size_of(FILE *file, uint64_t *out, fa_error *err)
{
    long end;

    if (fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the upload cannot be read back");
    *out = (uint64_t)end;
    return FA_OK;
}

static fa_status put_object(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    fa_object_upload in = FA_OBJECT_UPLOAD_INIT;
    const fa_object *object = NULL;
    const char *sent = NULL;
    FILE *file = NULL;
    fa_id user = http_caller_of(req)->user;
    fa_status st = http_file_body(req, &file, &sent, err);
    if (st == FA_OK)
        st = size_of(file, &in.size_bytes, err);
    in.name = http_param(req, 0);
    in.read = read_spooled;
    in.payload = file;
    if (st == FA_OK && is_of_document(in.name))
        st = fa_fail_field(err, FA_EINVALID, "name", "names that begin with doc_ are those of documents");
    if (st == FA_OK)
        st = fa_object_put(r->storage, user, &in, &object, err);
    if (st == FA_OK)
        st = fa_object_to_json(object, http_reply_body(reply), err);
    if (st == FA_OK)
        http_reply_status(reply, 201);
    fa_object_free(object);
    return st;
}

static fa_status write_file(void *payload, const void *buf, size_t len, fa_error *err)
{
    return fwrite(buf, 1, len, (FILE *)payload) == len
               ? FA_OK
               : fa_fail(err, FA_EUNAVAILABLE, "the object cannot be sent");
}

/* A name that cannot be one is a name that is not there. */
static fa_status find_object(storage_routes *r, const http_request *req, fa_id *user, const fa_object **out,
                             fa_error *err)
{
    fa_status st;

    *user = http_caller_of(req)->user;
    if (is_of_document(http_param(req, 0)))
        return fa_fail(err, FA_ENOTFOUND, "there is no such object");
    st = fa_object_get(r->storage, *user, http_param(req, 0), out, err);
    return st == FA_EINVALID ? fa_fail(err, FA_ENOTFOUND, "there is no such object") : st;
}

/* The bytes are verified whole before the first is sent. */
static fa_status get_object(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    const fa_object *object = NULL;
    FILE *file = NULL;
    fa_id user;
    fa_status st = find_object(r, req, &user, &object, err);

    if (st == FA_OK) {
        file = tmpfile();
        st = file == NULL ? fa_fail(err, FA_EUNAVAILABLE, "the object cannot be sent")
                          : fa_object_read(r->storage, user, object->name, write_file, file, err);
    }
    if (st == FA_OK) {
        http_reply_type(reply, "application/octet-stream");
        http_reply_header(reply, "Content-Disposition", "attachment");
        http_reply_header(reply, "X-Checksum-SHA256", object->sha256);
        http_reply_file(reply, file);
    } else if (file != NULL) {
        fclose(file);
    }
    fa_object_free(object);
    return st;
}

static fa_status get_metadata(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    const fa_object *object = NULL;
    fa_id user;
    fa_status st = find_object(service, req, &user, &object, err);

    if (st == FA_OK)
        st = fa_object_to_json(object, http_reply_body(reply), err);
    fa_object_free(object);
    return st;
}

static fa_status delete_object(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    fa_id user = http_caller_of(req)->user;
    fa_status st = is_of_document(http_param(req, 0))
                       ? FA_EINVALID
                       : fa_object_remove(r->storage, user, http_param(req, 0), err);

    if (st == FA_EINVALID)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such object");
    if (st == FA_OK)
        http_reply_status(reply, 204);
    return st;
}

/* ---- lists ---- */

typedef struct listing {
    fa_buf *out;
    uint32_t limit;
    uint32_t count;
    uint32_t written; /* of objects that were counted */
    char last[80];
} listing;

/* One more than asked for was fetched: that there is one says that the list goes on. */
static bool takes(listing *l, const char *name)
{
    if (l->count++ == l->limit)
        return false;
    if (l->count > 1)
        fa_buf_puts(l->out, ",");
    snprintf(l->last, sizeof l->last, "%s", name);
    return true;
}

/* What is not shown counts for the page all the same, so that the cursor moves on. */
static fa_status add_object(void *payload, const fa_object *object, fa_error *err)
{
    listing *l = payload;

    if (l->count++ == l->limit)
        return FA_OK;
    snprintf(l->last, sizeof l->last, "%s", object->name);
    if (is_of_document(object->name))
        return FA_OK;
    if (l->written++ > 0)
        fa_buf_puts(l->out, ",");
    return fa_object_to_json(object, l->out, err);
}

static fa_status add_usage(void *payload, const fa_usage *usage, fa_error *err)
{
    listing *l = payload;

    return takes(l, usage->owner.s) ? fa_usage_to_json(usage, l->out, err) : FA_OK;
}

static void end_list(const listing *l)
{
    fa_buf_puts(l->out, "],\"next_cursor\":");
    if (l->count > l->limit)
        fa_json_quote(l->last, l->out);
    else
        fa_buf_puts(l->out, "null");
    fa_buf_puts(l->out, "}");
}

static fa_status list_objects(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    listing l = {.out = http_reply_body(reply)};
    fa_id user = http_caller_of(req)->user;
    const char *cursor = http_query(req, "cursor");
    fa_status st = http_query_number(req, "limit", 1, LIST_MAX, LIST_DEFAULT, &l.limit, err);
    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK) {
        st = fa_object_list(r->storage, user, cursor, l.limit + 1, add_object, &l, err);
        if (st == FA_EINVALID && cursor != NULL)
            st = fa_fail_field(err, st, "cursor", "cursor is not one that a list returned");
    }
    end_list(&l);
    return st;
}

static fa_status list_users(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    const char *cursor = http_query(req, "cursor");
    listing l = {.out = http_reply_body(reply)};
    fa_id after = {{0}};
    fa_status st = http_query_number(req, "limit", 1, LIST_MAX, LIST_DEFAULT, &l.limit, err);
    if (st == FA_OK && cursor != NULL && fa_id_parse(cursor, "usr_", &after, NULL) != FA_OK)
        st = fa_fail_field(err, FA_EINVALID, "cursor", "cursor is not one that a list returned");
    fa_buf_puts(l.out, "{\"items\":[");
    if (st == FA_OK)
        st = fa_usage_list(r->storage, after, l.limit + 1, add_usage, &l, err);
    end_list(&l);
    return st;
}

/* ---- quotas ---- */

static fa_status show_usage(storage_routes *r, fa_id user, http_reply *reply, fa_error *err)
{
    fa_usage usage;
    fa_status st = fa_usage_get(r->storage, user, &usage, err);

    return st == FA_OK ? fa_usage_to_json(&usage, http_reply_body(reply), err) : st;
}

static fa_status my_quota(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    return show_usage(service, http_caller_of(req)->user, reply, err);
}

static fa_status overview(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    fa_usage usage;
    fa_status st = fa_usage_total(r->storage, &usage, err);

    (void)req;
    return st == FA_OK ? fa_usage_to_json(&usage, http_reply_body(reply), err) : st;
}

static fa_status get_quota(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_id user;
    fa_status st = http_param_id(req, 0, "usr_", &user, err);

    return st == FA_OK ? show_usage(service, user, reply, err) : st;
}

static fa_status put_quota(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    const fa_buf *body = http_json_body(req);
    fa_quota quota;
    fa_id user;
    fa_status st = http_param_id(req, 0, "usr_", &user, err);

    if (st == FA_OK)
        st = fa_quota_from_json(body->data, body->len, &quota, err);
    if (st == FA_OK)
        st = fa_quota_set(r->storage, user, &quota, err);
    return st == FA_OK ? show_usage(r, user, reply, err) : st;
}

static fa_status delete_quota(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    fa_id user;
    fa_status st = http_param_id(req, 0, "usr_", &user, err);

    if (st == FA_OK)
        st = fa_quota_set(r->storage, user, NULL, err);
    return st == FA_OK ? show_usage(r, user, reply, err) : st;
}

/* ---- upkeep ---- */

typedef fa_status (*upkeep_fn)(fa_storage_service *svc, fa_upkeep *run, fa_error *err);

typedef struct report {
    fa_buf *out;
    uint32_t count;
} report;

static fa_status add_finding(void *payload, const fa_finding *finding, fa_error *err)
{
    report *p = payload;

    if (p->count++ >= FINDINGS_MAX)
        return FA_OK; /* the sums count it all the same */
    if (p->count > 1)
        fa_buf_puts(p->out, ",");
    return fa_finding_to_json(finding, p->out, err);
}

/* steps: 0 = all. */
static fa_status run_steps(storage_routes *r, upkeep_fn step, fa_upkeep *run, int steps, http_reply *reply,
                           fa_error *err)
{
    report p = {.out = http_reply_body(reply)};
    fa_status st = FA_OK;
    int done = 0;

    run->visit = add_finding;
    run->payload = &p;
    fa_buf_puts(p.out, "{\"findings\":[");
    while (st == FA_OK && !run->ended && (steps == 0 || done++ < steps))
        st = step(r->storage, run, err);
    fa_buf_printf(p.out, "],\"dry_run\":%s,\"found\":%llu,\"found_bytes\":%llu,\"next_cursor\":",
                  run->dry_run ? "true" : "false", (unsigned long long)run->found,
                  (unsigned long long)run->found_bytes);
    if (run->ended)
        fa_buf_puts(p.out, "null");
    else
        fa_json_quote(run->cursor, p.out);
    fa_buf_puts(p.out, "}");
    return st;
}

static fa_status begin_run(const http_request *req, fa_upkeep *run, fa_error *err)
{
    run->limit = STEP;
    return http_query_flag(req, "dry_run", &run->dry_run, err);
}

static fa_status clean_orphaned(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    fa_upkeep run = FA_UPKEEP_INIT;
    uint32_t hours = 0;
    fa_status st = begin_run(req, &run, err);

    if (st == FA_OK)
        st = http_query_number(req, "stale_hours", 1, 24 * DAYS_MAX, 24, &hours, err);
    if (st != FA_OK)
        return st;
    run.before = r->now(r->payload) - (fa_time)hours * day_ms / 24;
    return run_steps(r, fa_storage_sweep, &run, 0, reply, err);
}

static fa_status clean_user(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    fa_upkeep run = FA_UPKEEP_INIT;
    fa_status st = begin_run(req, &run, err);

    if (st == FA_OK)
        st = http_param_id(req, 0, "usr_", &run.user, err);
    return st == FA_OK ? run_steps(r, fa_storage_clean_user, &run, 0, reply, err) : st;
}

static fa_status expire(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    fa_upkeep run = FA_UPKEEP_INIT;
    uint32_t days = 0;
    fa_status st = begin_run(req, &run, err);

    if (st == FA_OK)
        st = http_query_number(req, "older_than_days", 1, DAYS_MAX, 0, &days, err);
    if (st == FA_OK && days == 0)
        st = fa_fail_field(err, FA_EINVALID, "older_than_days", "older_than_days is needed");
    if (st != FA_OK)
        return st;
    run.before = r->now(r->payload) - (fa_time)days * day_ms;
    run.prefix = http_query(req, "prefix");
    return run_steps(r, fa_storage_expire, &run, 0, reply, err);
}

/* Reading all that there is takes long: a request does a step, and says where the next begins. */
static fa_status scrub(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    storage_routes *r = service;
    const char *cursor = http_query(req, "cursor");
    fa_upkeep run = FA_UPKEEP_INIT;
    uint32_t days = 0;
    fa_status st = begin_run(req, &run, err);

    if (st == FA_OK)
        st = http_query_number(req, "unchecked_days", 0, DAYS_MAX, 30, &days, err);
    if (st == FA_OK && cursor != NULL && strlen(cursor) >= sizeof run.cursor)
        st = fa_fail_field(err, FA_EINVALID, "cursor", "cursor is not one that a step returned");
    if (st != FA_OK)
        return st;
    run.limit = SCRUB_STEP;
    run.before = r->now(r->payload) - (fa_time)days * day_ms;
    snprintf(run.cursor, sizeof run.cursor, "%s", cursor == NULL ? "" : cursor);
    return run_steps(r, fa_storage_scrub, &run, 1, reply, err);
}

#define UPKEEP_GIVES                                                                                         \
    "200 `{findings: [finding], dry_run, found, found_bytes, next_cursor}`, at most 1,000 findings"

const http_route storage_route_table[] = {
    {"GET", "/api/v1/objects", HTTP_FOR_USER, HTTP_BODY_NONE, list_objects, "List one's own objects by name",
     "the query `limit=1..200` (50) and `cursor=`", "200 `{items: [object], next_cursor}`"},
    {"PUT", "/api/v1/objects/{name}", HTTP_FOR_USER | HTTP_WORKS | HTTP_RATE_UPLOAD, HTTP_BODY_FILE,
     put_object, "Store an object", "the bytes; a name of 1 to 64 of `a-z 0-9 _ -`",
     "201 an object; 409 the name is taken; 413 over the limit of a file; 507 over the quota, with what is "
     "left of it"},
    {"GET", "/api/v1/objects/{name}", HTTP_FOR_USER | HTTP_WORKS, HTTP_BODY_NONE, get_object,
     "An object's bytes", "the header `Range` (one range of bytes)",
     "200 or 206 the bytes, `X-Checksum-SHA256` of the whole; 404; 416; 500 `corrupt` when they changed at "
     "rest"},
    {"GET", "/api/v1/objects/{name}/metadata", HTTP_FOR_USER, HTTP_BODY_NONE, get_metadata,
     "What is known of an object", "", "200 an object; 404"},
    {"DELETE", "/api/v1/objects/{name}", HTTP_FOR_USER, HTTP_BODY_NONE, delete_object, "Remove an object", "",
     "204; 404"},
    {"GET", "/api/v1/quota/me", HTTP_FOR_USER, HTTP_BODY_NONE, my_quota, "What one has, and may have", "",
     "200 a usage"},
    {"GET", "/api/v1/users/me/quota", HTTP_FOR_USER, HTTP_BODY_NONE, my_quota, "As `/api/v1/quota/me`", "",
     ""},
    {"GET", "/api/v1/admin/storage/overview", HTTP_FOR_ADMIN, HTTP_BODY_NONE, overview,
     "What all users have together", "", "200 a usage"},
    {"GET", "/api/v1/admin/storage/users", HTTP_FOR_ADMIN, HTTP_BODY_NONE, list_users, "What each user has",
     "the query `limit=1..200` (50) and `cursor=`", "200 `{items: [usage], next_cursor}`"},
    {"GET", "/api/v1/admin/storage/quotas/{user}", HTTP_FOR_ADMIN, HTTP_BODY_NONE, get_quota,
     "What a user has, and may have", "", "200 a usage"},
    {"PUT", "/api/v1/admin/storage/quotas/{user}", HTTP_FOR_ADMIN, HTTP_BODY_JSON, put_quota,
     "Give a user a quota of its own",
     "`{max_bytes?, max_objects?, max_object_bytes?}`; null or left out: no limit", "200 a usage; 422"},
    {"DELETE", "/api/v1/admin/storage/quotas/{user}", HTTP_FOR_ADMIN, HTTP_BODY_NONE, delete_quota,
     "Give a user the standard quota again", "", "200 a usage"},
    {"POST", "/api/v1/admin/storage/cleanup/orphaned", HTTP_FOR_ADMIN | HTTP_WORKS, HTTP_BODY_NONE,
     clean_orphaned, "Put in order what the books and the store disagree on",
     "the query `dry_run=true` and `stale_hours=` (24), after which an upload without life is given up",
     UPKEEP_GIVES},
    {"POST", "/api/v1/admin/storage/cleanup/user/{user}", HTTP_FOR_ADMIN | HTTP_WORKS, HTTP_BODY_NONE,
     clean_user, "Remove all that a user has", "the query `dry_run=true`", UPKEEP_GIVES},
    {"POST", "/api/v1/admin/storage/retention", HTTP_FOR_ADMIN | HTTP_WORKS, HTTP_BODY_NONE, expire,
     "Remove objects that are older than they may get",
     "the query `older_than_days=`, `prefix=` of their names, `dry_run=true`", UPKEEP_GIVES},
    {"POST", "/api/v1/admin/storage/scrub", HTTP_FOR_ADMIN | HTTP_WORKS, HTTP_BODY_NONE, scrub,
     "Check the next 100 objects against their SHA-256",
     "the query `unchecked_days=` (30), `cursor=`, `dry_run=true`", UPKEEP_GIVES},
    {NULL, NULL, HTTP_FOR_ALL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};
