/* adapters/local/blob_store.c: the storage service of the same process as a blob store: a key is a user's id, a slash and
 * the name of that user's object. */
#include <finanalyst/adapter/local.h>

#include <stdio.h>
#include <string.h>

enum { PAGE = 200 };

typedef struct address {
    fa_id owner;
    const char *name;
} address;

static fa_status parse(const char *key, address *out, fa_error *err)
{
    const char *slash = strchr(key, '/');
    size_t len = slash == NULL ? 0 : (size_t)(slash - key);

    memset(out, 0, sizeof *out);
    if (len == 0 || len >= sizeof out->owner.s)
        return fa_fail_field(err, FA_EINVALID, "key",
                             "a key of the storage service is a user's id, / and a name");
    memcpy(out->owner.s, key, len);
    out->name = slash + 1;
    return FA_OK;
}

static fa_status put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err)
{
    fa_object_upload in = FA_OBJECT_UPLOAD_INIT;
    address at;
    fa_status st = parse(key, &at, err);

    in.name = at.name;
    in.read = read;
    in.payload = payload;
    return st == FA_OK ? fa_object_put(self, at.owner, &in, NULL, err) : st;
}

static fa_status get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    address at;
    fa_status st = parse(key, &at, err);

    return st == FA_OK ? fa_object_read(self, at.owner, at.name, write, payload, err) : st;
}

static fa_status get_range(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err)
{
    address at;
    fa_status st = parse(key, &at, err);

    return st == FA_OK ? fa_object_read_range(self, at.owner, at.name, offset, len, write, payload, err) : st;
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    address at;
    fa_status st = parse(key, &at, err);

    if (st == FA_OK)
        st = fa_object_remove(self, at.owner, at.name, err);
    return st == FA_ENOTFOUND ? FA_OK : st;
}

static fa_status stat_blob(void *self, const char *key, fa_blob_info *out, fa_error *err)
{
    const fa_object *object = NULL;
    address at;
    fa_status st = parse(key, &at, err);

    if (st == FA_OK)
        st = fa_object_get(self, at.owner, at.name, &object, err);
    if (st == FA_OK) {
        out->size_bytes = object->size_bytes;
        out->modified = object->created;
    }
    fa_object_free(object);
    return st;
}

typedef struct listing {
    fa_id owner;
    const char *prefix; /* of names */
    uint32_t limit;     /* that are still wanted */
    char last[72];      /* a name has 64 bytes at most */
    bool more;
    fa_blob_visit_fn visit;
    void *payload;
} listing;

static fa_status look(void *payload, const fa_object *object, fa_error *err)
{
    listing *l = payload;
    char key[sizeof l->owner.s + sizeof l->last + 1];
    const fa_blob_info info = {key, object->size_bytes, object->created};

    l->more = true;
    (void)snprintf(l->last, sizeof l->last, "%s", object->name);
    if (l->limit == 0 || strncmp(object->name, l->prefix, strlen(l->prefix)) != 0)
        return FA_OK;
    l->limit--;
    (void)snprintf(key, sizeof key, "%s/%s", l->owner.s, object->name);
    return l->visit(l->payload, &info, err);
}

/* Of one user only: the prefix holds an id and the slash. */
static fa_status list(void *self, const char *prefix, const char *after, uint32_t limit,
                      fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    listing l = {.limit = limit, .visit = visit, .payload = payload};
    address at;
    fa_status st = parse(prefix, &at, err);
    const char *slash = strchr(after, '/');

    l.owner = at.owner;
    l.prefix = at.name;
    if (slash != NULL)
        (void)snprintf(l.last, sizeof l.last, "%s", slash + 1);
    do {
        l.more = false;
        if (st == FA_OK)
            st = fa_object_list(self, l.owner, l.last, PAGE, look, &l, err);
    } while (st == FA_OK && l.more && l.limit > 0);
    return st;
}

static fa_status size(void *self, const char *key, uint64_t *out, fa_error *err)
{
    fa_blob_info info;
    fa_status st = stat_blob(self, key, &info, err);

    if (st == FA_OK)
        *out = info.size_bytes;
    return st;
}

/* An address to put at needs a size, which a key has not: fa_object_sign_put has it. */
static fa_status presign(void *self, fa_blob_action action, const char *key, uint32_t seconds, fa_buf *url,
                         fa_error *err)
{
    address at;
    fa_status st = parse(key, &at, err);

    if (st == FA_OK && action != FA_BLOB_GET)
        st = fa_fail(err, FA_EUNSUPPORTED,
                     "the storage service signs addresses to put at by fa_object_sign_put");
    return st == FA_OK ? fa_object_sign_get(self, at.owner, at.name, seconds, url, err) : st;
}

static fa_status presign_put(void *self, const char *key, uint64_t size_bytes, uint32_t seconds, fa_buf *url,
                             fa_error *err)
{
    address at;
    fa_status st = parse(key, &at, err);

    return st == FA_OK ? fa_object_sign_put(self, at.owner, at.name, size_bytes, seconds, url, err) : st;
}

static fa_status accept(void *self, const char *key, fa_error *err)
{
    uint64_t there;
    address at;
    fa_status st = parse(key, &at, err);

    if (st == FA_OK)
        st = fa_object_accept(self, at.owner, at.name, NULL, err);
    if (st == FA_ENOTFOUND && size(self, key, &there, NULL) == FA_OK)
        st = FA_OK; /* an earlier call accepted it */
    return st;
}

fa_status fa_local_blob_store_open(fa_storage_service *svc, fa_blob_store *out, fa_error *err)
{
    /* The service is lent: there is nothing to close. */
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "local",
                                          .put = put,
                                          .get = get,
                                          .remove = remove_blob,
                                          .size = size,
                                          .get_range = get_range,
                                          .stat = stat_blob,
                                          .list = list,
                                          .presign = presign,
                                          .presign_put = presign_put,
                                          .accept = accept};

    if (svc == NULL || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no storage service");
    *out = (fa_blob_store){&ops, svc};
    return FA_OK;
}
