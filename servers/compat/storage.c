/* compat/storage.c: what is stored, and by whom. */
#include <ctype.h>
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "compat/handlers.h"

enum { PAGE = 200, TYPES_MAX = 16, TYPE_BYTES = 16 };

static void put_size(fa_buf *out, const char *key, uint64_t bytes)
{
    static const char *const units[] = {"B", "KB", "MB", "GB", "TB"};
    uint64_t tenths = bytes * 10;
    int unit = 0;

    if (bytes > UINT64_MAX / 10)
        tenths = UINT64_MAX;
    for (; tenths >= 10240 && unit < 4; unit++)
        tenths /= 1024;
    fa_buf_printf(out, ",\"%s\":\"%llu.%llu %s\"", key, (unsigned long long)(tenths / 10),
                  (unsigned long long)(tenths % 10), units[unit]);
}

/* ---- the overview ---- */

typedef struct folder {
    uint64_t bytes, files;
    bool exists;
} folder;

/* The databases lie side by side in the data folder. */
static folder read_databases(const char *path)
{
    folder f = {0, 0, false};
    DIR *dir = opendir(path);
    const struct dirent *entry;

    if (dir == NULL)
        return f;
    f.exists = true;
    while ((entry = readdir(dir)) != NULL) {
        struct stat info;

        if (strstr(entry->d_name, ".db") != NULL && fstatat(dirfd(dir), entry->d_name, &info, 0) == 0 &&
            S_ISREG(info.st_mode)) {
            f.bytes += (uint64_t)info.st_size;
            f.files++;
        }
    }
    closedir(dir);
    return f;
}

static uint64_t free_bytes(const char *path)
{
    struct statvfs disk;

    return statvfs(path, &disk) == 0 ? (uint64_t)disk.f_bavail * disk.f_frsize : 0;
}

typedef struct types {
    char names[TYPES_MAX][TYPE_BYTES]; /* without the point */
    uint64_t counts[TYPES_MAX];
    uint32_t count, of_page;
    fa_id last;
} types;

static void extension_of(const char *name, char out[TYPE_BYTES])
{
    const char *point = strrchr(name, '.');
    size_t n = point == NULL ? 0 : strlen(point + 1);

    if (n == 0 || n >= TYPE_BYTES) {
        snprintf(out, TYPE_BYTES, "other");
        return;
    }
    for (size_t i = 0; i <= n; i++)
        out[i] = (char)tolower((unsigned char)point[1 + i]);
}

static fa_status count_type(void *payload, const fa_document *doc, fa_error *err)
{
    types *t = payload;
    char name[TYPE_BYTES];
    uint32_t i = 0;

    (void)err;
    t->of_page++;
    t->last = doc->id;
    extension_of(doc->name, name);
    while (i < t->count && strcmp(t->names[i], name) != 0)
        i++;
    if (i == TYPES_MAX)
        return FA_OK;
    if (i == t->count)
        memcpy(t->names[t->count++], name, sizeof name);
    t->counts[i]++;
    return FA_OK;
}

static fa_status put_types(const compat_routes *r, fa_buf *out, fa_error *err)
{
    types t = {.of_page = PAGE};
    fa_status st = FA_OK;

    while (st == FA_OK && t.of_page == PAGE) {
        t.of_page = 0;
        st = fa_source_scan(r->documents, t.last, PAGE, count_type, &t, err);
    }
    fa_buf_puts(out, ",\"file_types\":{");
    for (uint32_t i = 0; i < t.count; i++) {
        if (i > 0)
            fa_buf_puts(out, ",");
        fa_json_quote(t.names[i], out);
        fa_buf_printf(out, ":%llu", (unsigned long long)t.counts[i]);
    }
    fa_buf_puts(out, "}");
    return st;
}

static void put_folder(fa_buf *out, const char *name, const char *path, const folder *f)
{
    fa_buf_printf(out, "\"%s\":{\"path\":\"%s\",\"size_bytes\":%llu", name, path,
                  (unsigned long long)f->bytes);
    put_size(out, "size_formatted", f->bytes);
    fa_buf_printf(out, ",\"file_count\":%llu,\"exists\":%s}", (unsigned long long)f->files,
                  f->exists ? "true" : "false");
}

/* The fields of both interfaces that the old pages were written for. */
fa_status compat_storage(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    folder databases = read_databases(r->data_dir), documents;
    uint64_t room = free_bytes(r->data_dir), used;
    fa_buf *out = http_reply_body(reply);
    fa_usage usage;
    fa_status st = fa_usage_total(r->storage, &usage, err);

    (void)req;
    if (st != FA_OK)
        return st;
    documents = (folder){usage.bytes, usage.objects, true};
    used = documents.bytes + databases.bytes;
    fa_buf_printf(out, "{\"total_size\":%llu", (unsigned long long)used);
    put_size(out, "total_size_formatted", used);
    fa_buf_printf(out, ",\"total_files\":%llu,\"directories\":{",
                  (unsigned long long)(documents.files + databases.files));
    put_folder(out, "documents", "blobs", &documents);
    fa_buf_puts(out, ",");
    put_folder(out, "databases", ".", &databases);
    fa_buf_printf(out, "},\"used_size_bytes\":%llu,\"free_size_bytes\":%llu,\"total_size_bytes\":%llu",
                  (unsigned long long)used, (unsigned long long)room, (unsigned long long)(used + room));
    fa_buf_printf(out, ",\"minio_stats\":{\"size_bytes\":%llu,\"file_count\":%llu}",
                  (unsigned long long)(r->objects_are_far ? usage.bytes : 0),
                  (unsigned long long)(r->objects_are_far ? usage.objects : 0));
    compat_put_time(out, "last_updated", fa_clock_now(r->clock));
    st = put_types(r, out, err);
    fa_buf_puts(out, "}");
    return st;
}

/* ---- by user ---- */

typedef struct people {
    fa_user users[PAGE];
    uint32_t count;
} people;

static fa_status note_user(void *payload, const fa_user *user, fa_error *err)
{
    people *p = payload;

    (void)err;
    p->users[p->count++] = *user;
    return FA_OK;
}

static void put_part(fa_buf *out, const char *name, uint64_t count, uint64_t bytes)
{
    fa_buf_printf(out, "\"%s\":{\"count\":%llu,\"size_bytes\":%llu", name, (unsigned long long)count,
                  (unsigned long long)bytes);
    put_size(out, "size_formatted", bytes);
    fa_buf_puts(out, "},");
}

static fa_status put_person(const compat_routes *r, const fa_user *user, fa_buf *out, fa_error *err)
{
    uint64_t analyses = 0, questions = 0;
    fa_usage usage;
    fa_status st = fa_usage_get(r->storage, user->id, &usage, err);

    if (st == FA_OK)
        st = fa_readings_count(r->readings, user->id, &analyses, &questions, err);
    if (st != FA_OK)
        return st;
    fa_buf_printf(out, "{\"user_id\":%lld", (long long)user->legacy_id);
    compat_put(out, "email", user->email);
    compat_put_known(out, "full_name", user->full_name);
    fa_buf_printf(out, ",\"is_active\":%s", user->active ? "true" : "false");
    compat_put_time(out, "created_at", user->created);
    fa_buf_puts(out, ",\"storage\":{");
    put_part(out, "documents", usage.objects, usage.bytes);
    put_part(out, "cache", 0, 0); /* neither is kept here */
    put_part(out, "vector_db", 0, 0);
    fa_buf_printf(out, "\"analysis_results\":%llu,\"qa_sessions\":0,\"questions\":%llu}",
                  (unsigned long long)analyses, (unsigned long long)questions);
    return fa_buf_printf(out, ",\"total_size_bytes\":%llu,\"file_count\":%llu}",
                         (unsigned long long)usage.bytes, (unsigned long long)usage.objects);
}

static fa_status put_people(const compat_routes *r, const people *p, bool first, fa_buf *out, fa_error *err)
{
    fa_status st = FA_OK;

    for (uint32_t i = 0; st == FA_OK && i < p->count; i++) {
        if (!first || i > 0)
            fa_buf_puts(out, ",");
        st = put_person(r, &p->users[i], out, err);
    }
    return st;
}

static fa_status put_everybody(const compat_routes *r, people *p, fa_buf *out, fa_error *err)
{
    fa_status st = FA_OK;
    bool first = true;
    fa_id last = {{0}};

    do {
        p->count = 0;
        st = fa_directory_list(r->directory, last, PAGE, note_user, p, err);
        if (st == FA_OK)
            st = put_people(r, p, first, out, err);
        if (p->count > 0)
            last = p->users[p->count - 1].id;
        first = false;
    } while (st == FA_OK && p->count == PAGE);
    return st;
}

static fa_status put_one(const compat_routes *r, uint32_t number, people *p, fa_buf *out, fa_error *err)
{
    fa_status st = fa_directory_find(r->directory, number, &p->users[0], err);

    if (st == FA_ENOTFOUND)
        return FA_OK; /* nobody: an empty list */
    p->count = 1;
    return st == FA_OK ? put_people(r, p, true, out, err) : st;
}

fa_status compat_storage_users(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    fa_buf *out = http_reply_body(reply);
    uint32_t number = 0;
    people *p = fa_calloc(1, sizeof *p);
    fa_status st = p == NULL ? fa_fail(err, FA_ENOMEM, "out of memory")
                             : http_query_number(req, "user_id", 1, INT32_MAX, 0, &number, err);

    fa_buf_puts(out, "{\"users\":[");
    if (st == FA_OK)
        st = number == 0 ? put_everybody(r, p, out, err) : put_one(r, number, p, out, err);
    fa_buf_puts(out, "]}");
    fa_free(p);
    return st;
}
