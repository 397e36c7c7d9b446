/* support/storage_host.c: a storage service over memory, with ports that can be made to fail. */
#include "storage_host.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "storage/domain/object.h"
#include "storage/service.h"

/* ---- a ledger that fails ---- */

typedef struct books {
    fa_ledger inner;
    faults *f;
} books;

static fa_status add(void *self, const fa_object *object, const fa_quota *standard, fa_error *err)
{
    books *b = self;

    FAULTY_CALL(b->f, "add", fa_ledger_add(&b->inner, object, standard, err));
}

static fa_status get(void *self, fa_id owner, const char *name, fa_object_visit_fn visit, void *payload,
                     fa_error *err)
{
    books *b = self;

    FAULTY_CALL(b->f, "get", fa_ledger_get(&b->inner, owner, name, visit, payload, err));
}

static fa_status replace(void *self, const fa_object *object, const fa_quota *standard, fa_error *err)
{
    books *b = self;

    FAULTY_CALL(b->f, "replace", fa_ledger_replace(&b->inner, object, standard, err));
}

static fa_status remove_one(void *self, fa_id owner, const char *name, uint32_t version, fa_error *err)
{
    books *b = self;

    FAULTY_CALL(b->f, "remove", fa_ledger_remove(&b->inner, owner, name, version, err));
}

static fa_status list(void *self, const fa_object_filter *filter, fa_object_visit_fn visit, void *payload,
                      fa_error *err)
{
    books *b = self;

    FAULTY_CALL(b->f, "list", fa_ledger_list(&b->inner, filter, visit, payload, err));
}

static fa_status usage(void *self, fa_id owner, fa_usage *out, fa_error *err)
{
    books *b = self;

    FAULTY_CALL(b->f, "usage", fa_ledger_usage(&b->inner, owner, out, err));
}

static fa_status usages(void *self, fa_id after, uint32_t limit, fa_usage_visit_fn visit, void *payload,
                        fa_error *err)
{
    books *b = self;

    FAULTY_CALL(b->f, "usages", fa_ledger_usages(&b->inner, after, limit, visit, payload, err));
}

static fa_status set_quota(void *self, fa_id owner, const fa_quota *quota, fa_error *err)
{
    books *b = self;

    FAULTY_CALL(b->f, "set_quota", fa_ledger_set_quota(&b->inner, owner, quota, err));
}

static void close_books(void *self)
{
    books *b = self;

    fa_ledger_close(&b->inner);
    free(b);
}

fa_ledger faulty_ledger(fa_ledger inner, faults *f)
{
    static const fa_ledger_ops ops = {.struct_size = sizeof ops,
                                      .name = "faulty",
                                      .add = add,
                                      .get = get,
                                      .replace = replace,
                                      .remove = remove_one,
                                      .list = list,
                                      .usage = usage,
                                      .usages = usages,
                                      .set_quota = set_quota,
                                      .close = close_books};
    books *b = malloc(sizeof *b);

    if (b == NULL)
        abort();
    *b = (books){inner, f};
    return (fa_ledger){&ops, b};
}

/* ---- the service ---- */

fa_status storage_host_open(storage_host *host, const fa_quota *quota, fa_error *err)
{
    fai_storage_parts parts = {.clock = host_clock(), .hasher = host_hasher()};
    fa_status st;

    memset(host, 0, sizeof *host);
    if (quota != NULL)
        parts.quota = *quota;
    st = host_open(FA_PORT_LEDGER, "memory:", &host->ledger, err);
    if (st == FA_OK)
        st = host_open(FA_PORT_BLOB_STORE, "memory:", &host->blobs, err);
    if (st == FA_OK)
        st = fai_storage_service_new(&host->svc, err);
    if (st != FA_OK) {
        fa_blob_store_close(&host->blobs);
        fa_ledger_close(&host->ledger);
        return st;
    }
    parts.ledger = faulty_ledger(host->ledger, &host->faults);
    parts.blobs = faulty_blob_store(host->blobs, &host->faults);
    return fai_storage_service_take(host->svc, &parts, err);
}

void storage_host_close(storage_host *host)
{
    fa_storage_close(host->svc);
    host->svc = NULL;
}

fa_id storage_host_user(char which)
{
    fa_id id = {"usr_00000000000000000000000000"};

    id.s[29] = which;
    return id;
}

fa_status storage_host_put(storage_host *host, char who, const char *name, const char *text, bool tells,
                           fa_error *err)
{
    bytes_feed feed = {.bytes = text, .len = strlen(text), .piece = 1000};
    fa_object_upload in = FA_OBJECT_UPLOAD_INIT;

    in.name = name;
    in.read = bytes_feed_read;
    in.payload = &feed;
    if (tells)
        in.size_bytes = strlen(text);
    return fa_object_put(host->svc, storage_host_user(who), &in, NULL, err);
}

/* What is still to come of a text. */
static fa_status compare(void *payload, const void *buf, size_t len, fa_error *err)
{
    const char **at = payload;

    if (strnlen(*at, len) < len || memcmp(*at, buf, len) != 0)
        return fa_fail(err, FA_EINTERNAL, "other bytes");
    *at += len;
    return FA_OK;
}

fa_status storage_host_expect(storage_host *host, char who, const char *name, const char *text, fa_error *err)
{
    fa_status st = fa_object_read(host->svc, storage_host_user(who), name, compare, &text, err);

    return st == FA_OK && *text != '\0' ? fa_fail(err, FA_EINTERNAL, "fewer bytes") : st;
}

/* ---- the books against the bytes ---- */

typedef struct audit {
    storage_host *host;
    fa_usage sum; /* of the user at hand */
    uint64_t objects, blobs;
} audit;

static fa_status audit_object(void *payload, const fa_object *object, fa_error *err)
{
    audit *a = payload;
    fa_blob_info info;
    fa_status st = fa_blob_stat(&a->host->blobs, fai_object_key_of(object).s, &info, NULL);

    (void)fa_ledger_count(&a->sum, &(fa_quota){FA_UNLIMITED, FA_UNLIMITED, FA_UNLIMITED}, NULL, object, err);
    ck_assert_int_ne(object->state, FA_OBJECT_PENDING);
    ck_assert_int_ne(object->state, FA_OBJECT_REMOVED);
    ck_assert(st == FA_OK || object->state == FA_OBJECT_DAMAGED);
    if (object->state == FA_OBJECT_STORED)
        ck_assert_uint_eq(info.size_bytes, object->size_bytes);
    a->objects += st == FA_OK;
    return FA_OK;
}

static fa_status audit_account(void *payload, const fa_usage *usage, fa_error *err)
{
    audit *a = payload;
    fa_object_filter f = {.owner = usage->owner, .prefix = "", .after_name = "", .limit = 100000};

    a->sum = (fa_usage){.own_quota = false};
    ck_assert_int_eq(fa_ledger_list(&a->host->ledger, &f, audit_object, a, err), FA_OK);
    ck_assert_uint_eq(a->sum.bytes, usage->bytes);
    ck_assert_uint_eq(a->sum.objects, usage->objects);
    ck_assert_uint_eq(usage->reserved_bytes, 0);
    ck_assert_uint_eq(usage->reserved_objects, 0);
    return FA_OK;
}

static fa_status count_blob(void *payload, const fa_blob_info *info, fa_error *err)
{
    audit *a = payload;

    (void)info;
    (void)err;
    a->blobs++;
    return FA_OK;
}

void storage_host_check(storage_host *host)
{
    audit a = {.host = host};
    fa_id none = {{0}};

    ck_assert_int_eq(fa_ledger_usages(&host->ledger, none, 100000, audit_account, &a, NULL), FA_OK);
    ck_assert_int_eq(fa_blob_list(&host->blobs, "", "", 100000, count_blob, &a, NULL), FA_OK);
    ck_assert_uint_eq(a.blobs, a.objects);
}
