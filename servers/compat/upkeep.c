/* compat/upkeep.c: order among what is stored: what a user has, and what belongs to nobody, goes. */
#include "compat/handlers.h"

enum { STEP = 1000, NAMED_MAX = 100 };
static const fa_time day_ms = 86400000;

/* As when the user is removed, but for the account and what was counted. */
static fa_status remove_all(const compat_routes *r, fa_id user, fa_error *err)
{
    fa_upkeep run = FA_UPKEEP_INIT;
    fa_status st = fa_source_remove_owner(r->documents, user, err);

    if (st == FA_OK)
        st = fa_readings_forget_owner(r->readings, user, err);
    run.user = user;
    run.limit = STEP;
    while (st == FA_OK && !run.ended)
        st = fa_storage_clean_user(r->storage, &run, err);
    return st;
}

fa_status compat_clean_user(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    uint32_t number = 0;
    uint64_t documents = 0;
    fa_usage usage;
    fa_user user;
    fa_status st = compat_number(req, 0, "User not found", &number, err);

    if (st == FA_OK)
        st = fa_directory_find(r->directory, number, &user, err);
    if (st == FA_OK)
        st = fa_usage_get(r->storage, user.id, &usage, err);
    if (st == FA_OK)
        st = fa_source_count(r->documents, user.id, &documents, err);
    if (st == FA_OK)
        st = remove_all(r, user.id, err);
    if (st != FA_OK)
        return st == FA_ENOTFOUND ? fa_fail(err, st, "User not found") : st;
    return fa_buf_printf(
        http_reply_body(reply),
        "{\"success\":true,\"message\":\"All that this user had stored was removed\",\"cleaned\":{"
        "\"documents\":%llu,\"cache_files\":0,\"vector_dbs\":0,\"minio_objects\":%llu},\"errors\":[],"
        "\"cleaned_files_count\":%llu,\"freed_size_bytes\":%llu}",
        (unsigned long long)documents, (unsigned long long)usage.objects, (unsigned long long)usage.objects,
        (unsigned long long)usage.bytes);
}

/* What a sweep found: what went, and what is wrong and cannot be put right. */
typedef struct sweep {
    fa_buf errors;
    uint64_t files, bytes, wrong;
} sweep;

static fa_status take_finding(void *payload, const fa_finding *f, fa_error *err)
{
    sweep *s = payload;

    (void)err;
    if (f->kind != FA_FINDING_MISSING && f->kind != FA_FINDING_DAMAGED) {
        s->files++;
        s->bytes += f->size_bytes;
        return FA_OK;
    }
    if (s->wrong++ >= NAMED_MAX)
        return FA_OK;
    if (s->wrong > 1)
        fa_buf_puts(&s->errors, ",");
    return fa_json_quote(f->name, &s->errors);
}

static fa_status run_sweep(const compat_routes *r, bool dry, sweep *s, fa_error *err)
{
    fa_upkeep run = FA_UPKEEP_INIT;
    fa_status st = FA_OK;

    fa_buf_init(&s->errors, 1 << 20);
    fa_buf_puts(&s->errors, "");
    run.dry_run = dry;
    run.limit = STEP;
    run.before = fa_clock_now(r->clock) - day_ms;
    run.visit = take_finding;
    run.payload = s;
    while (st == FA_OK && !run.ended)
        st = fa_storage_sweep(r->storage, &run, err);
    return st == FA_OK ? fa_buf_check(&s->errors, err) : st;
}

fa_status compat_clean_orphaned(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    sweep s = {.files = 0};
    fa_status st = run_sweep(service, false, &s, err);

    (void)req;
    if (st == FA_OK)
        st = fa_buf_printf(http_reply_body(reply),
                           "{\"success\":true,\"message\":\"Files that belong to nothing were removed\","
                           "\"cleaned\":{\"cache_files\":0,\"vector_dbs\":0,\"temp_files\":%llu},"
                           "\"errors\":[%s],\"cleaned_files_count\":%llu,\"freed_size_bytes\":%llu}",
                           (unsigned long long)s.files, s.errors.data, (unsigned long long)s.files,
                           (unsigned long long)s.bytes);
    fa_buf_clear(&s.errors);
    return st;
}

/* The books are always in step with the store here: this looks whether they are, and changes nothing. */
fa_status compat_sync(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    sweep s = {.files = 0};
    fa_status st = run_sweep(service, true, &s, err);

    (void)req;
    if (st == FA_OK)
        st =
            fa_buf_printf(http_reply_body(reply),
                          "{\"success\":true,\"message\":\"Books and store were compared\",\"orphaned\":%llu,"
                          "\"missing\":%llu,\"errors\":[%s]}",
                          (unsigned long long)s.files, (unsigned long long)s.wrong, s.errors.data);
    fa_buf_clear(&s.errors);
    return st;
}
