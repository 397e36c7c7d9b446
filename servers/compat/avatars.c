/* compat/avatars.c: pictures of users: objects of theirs, told apart by a name, that everybody may look at. */
#include <stdlib.h>
#include <string.h>

#include "compat/handlers.h"

enum { AVATAR_MAX = 1 << 20, NAME_BYTES = 48, OLD_MAX = 32, SNIFFED = 12 };
static const char prefix[] = "avatar-";

/* ---- what kind of picture it is: from its bytes, since it is shown as what it is ---- */

typedef struct kind {
    const char *type, *ending;
    const char *magic;
    size_t at, len;
} kind;

static const kind kinds[] = {{"image/png", "png", "\x89PNG\r\n\x1a\n", 0, 8},
                             {"image/jpeg", "jpg", "\xff\xd8\xff", 0, 3},
                             {"image/gif", "gif", "GIF8", 0, 4},
                             {"image/webp", "webp", "WEBP", 8, 4}};

static const kind *kind_of(FILE *file)
{
    char head[SNIFFED] = "";
    size_t n = fread(head, 1, sizeof head, file);

    rewind(file);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n >= kinds[i].at + kinds[i].len && memcmp(head + kinds[i].at, kinds[i].magic, kinds[i].len) == 0)
            return &kinds[i];
    return NULL;
}

/* ---- keeping one ---- */

static fa_status check_size(FILE *file, fa_error *err)
{
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;

    rewind(file);
    if (size < 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the picture cannot be read back");
    return size <= AVATAR_MAX ? FA_OK : fa_fail(err, FA_ETOOLARGE, "a picture has at most 1 MiB");
}

/* "avatar-" and letters that nobody guesses */
static fa_status make_name(const compat_routes *r, char out[NAME_BYTES], fa_error *err)
{
    unsigned char random[12];
    fa_status st = fa_clock_random(r->clock, random, sizeof random, err);
    size_t n = strlen(prefix);

    if (st != FA_OK)
        return st;
    memcpy(out, prefix, n + 1);
    for (size_t i = 0; i < sizeof random; i++)
        n += (size_t)snprintf(out + n, NAME_BYTES - n, "%02x", random[i]);
    return FA_OK;
}

typedef struct old {
    char names[OLD_MAX][NAME_BYTES];
    uint32_t count;
} old;

static fa_status note_old(void *payload, const fa_object *object, fa_error *err)
{
    old *o = payload;

    (void)err;
    if (strncmp(object->name, prefix, strlen(prefix)) == 0 && strlen(object->name) < NAME_BYTES)
        snprintf(o->names[o->count++], NAME_BYTES, "%s", object->name);
    return FA_OK;
}

/* Pictures go when a newer one is there, but for the one that the profile names. That some stay does no harm. */
static void forget_old(const compat_routes *r, const fa_user *user, const char *kept)
{
    old o = {.count = 0};

    if (fa_object_list(r->storage, user->id, prefix, OLD_MAX, note_old, &o, NULL) != FA_OK)
        return;
    for (uint32_t i = 0; i < o.count; i++)
        if (strcmp(o.names[i], kept) != 0 && strstr(user->avatar_url, o.names[i]) == NULL)
            (void)fa_object_remove(r->storage, user->id, o.names[i], NULL);
}

static fa_status put_picture(const compat_routes *r, const fa_user *user, FILE *file, const char *name,
                             fa_error *err)
{
    fa_object_upload in = FA_OBJECT_UPLOAD_INIT;
    fa_status st;

    in.name = name;
    in.read = http_read_file;
    in.payload = file;
    st = fa_object_put(r->storage, user->id, &in, NULL, err);
    if (st == FA_OK)
        forget_old(r, user, name);
    return st;
}

fa_status compat_put_avatar(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    const char *given = NULL;
    const kind *k = NULL;
    char name[NAME_BYTES];
    FILE *file = NULL;
    fa_user user;
    fa_status st = http_file_body(req, &file, &given, err);

    if (st == FA_OK)
        st = check_size(file, err);
    if (st == FA_OK && (k = kind_of(file)) == NULL)
        st = fa_fail_field(err, FA_EINVALID, "file", "a picture is PNG, JPEG, GIF or WebP");
    if (st == FA_OK)
        st = fa_directory_get(r->directory, http_caller_of(req)->user, &user, err);
    if (st == FA_OK)
        st = make_name(r, name, err);
    if (st == FA_OK)
        st = put_picture(r, &user, file, name, err);
    return st != FA_OK
               ? st
               : fa_buf_printf(http_reply_body(reply),
                               "{\"url\":\"/storage/avatars/%lld-%s.%s\",\"filename\":\"%lld-%s.%s\"}",
                               (long long)user.legacy_id, name, k->ending, (long long)user.legacy_id, name,
                               k->ending);
}

/* ---- showing one ---- */

/* "7-avatar-0123456789ab….png": the user's number and the object's name. */
static bool read_name(const char *text, int64_t *number, char name[NAME_BYTES])
{
    size_t digits = strspn(text, "0123456789"), n;

    if (digits == 0 || digits > 9 || text[digits] != '-')
        return false;
    *number = strtol(text, NULL, 10);
    text += digits + 1;
    n = strcspn(text, ".");
    if (n >= NAME_BYTES || strncmp(text, prefix, strlen(prefix)) != 0)
        return false;
    memcpy(name, text, n);
    name[n] = '\0';
    return true;
}

static fa_status send_picture(const compat_routes *r, fa_id user, const char *name, http_reply *reply,
                              fa_error *err)
{
    FILE *file = tmpfile();
    const kind *k;
    fa_status st;

    if (file == NULL)
        return fa_fail(err, FA_EUNAVAILABLE, "the picture cannot be sent");
    st = fa_object_read(r->storage, user, name, http_write_file, file, err);
    rewind(file);
    k = st == FA_OK ? kind_of(file) : NULL;
    if (st == FA_OK && k == NULL)
        st = fa_fail(err, FA_ECORRUPT, "the picture is none");
    if (st != FA_OK) {
        fclose(file);
        return st;
    }
    http_reply_type(reply, k->type);
    http_reply_header(reply, "Cache-Control", "public, max-age=86400, immutable");
    http_reply_file(reply, file);
    return FA_OK;
}

fa_status compat_get_avatar(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    compat_routes *r = service;
    char name[NAME_BYTES];
    int64_t number = 0;
    fa_user user;
    fa_status st = read_name(http_param(req, 0), &number, name)
                       ? fa_directory_find(r->directory, number, &user, err)
                       : FA_ENOTFOUND;

    if (st == FA_OK)
        st = send_picture(r, user.id, name, reply, err);
    return st == FA_ENOTFOUND ? fa_fail(err, st, "there is no such picture") : st;
}
