/* support/faulty.c: blobs and records of documents whose n-th call fails. */
#include "faulty.h"

#include <stdlib.h>

void faults_set(faults *f, fault_kind kind, long n)
{
    f->kind = kind;
    atomic_store(&f->struck, NULL);
    atomic_store(&f->left, n);
}

bool faults_strike(faults *f, const char *op)
{
    if (f->meanwhile != NULL)
        f->meanwhile(f->payload, op);
    if (atomic_load(&f->left) <= 0 || atomic_fetch_sub(&f->left, 1) != 1)
        return false;
    atomic_store(&f->struck, op);
    atomic_store(&f->left, atomic_exchange(&f->more, 0));
    return true;
}

fa_status faults_fail(fa_error *err)
{
    return fa_fail(err, FAULT_CODE, "a planted fault");
}

/* ---- blobs ---- */

typedef struct blobs {
    fa_blob_store inner;
    faults *f;
} blobs;

/* A transfer that breaks off after its first piece. */
typedef struct broken {
    fa_read_fn read;
    fa_write_fn write;
    void *payload;
    bool began;
} broken;

static fa_status broken_read(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    broken *b = payload;

    if (b->began)
        return faults_fail(err);
    b->began = true;
    return b->read(b->payload, buf, cap, got, err);
}

static fa_status broken_write(void *payload, const void *buf, size_t len, fa_error *err)
{
    broken *b = payload;

    if (b->began || len < 2)
        return faults_fail(err);
    b->began = true;
    return b->write(b->payload, buf, len / 2, err);
}

static fa_status put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err)
{
    blobs *b = self;
    broken on = {.read = read, .payload = payload};
    fa_status st;

    if (faults_strike(b->f, "put"))
        return b->f->kind == FAULT_BEFORE ? faults_fail(err)
                                          : fa_blob_put(&b->inner, key, broken_read, &on, err);
    st = fa_blob_put(&b->inner, key, read, payload, err);
    if (st == FA_OK)
        atomic_fetch_add(&b->f->blobs, 1);
    return st;
}

static fa_status get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    blobs *b = self;
    broken on = {.write = write, .payload = payload};
    fa_status st;

    if (!faults_strike(b->f, "get"))
        return fa_blob_get(&b->inner, key, write, payload, err);
    if (b->f->kind == FAULT_BEFORE)
        return faults_fail(err);
    st = fa_blob_get(&b->inner, key, broken_write, &on, err);
    return st == FA_OK ? faults_fail(err) : st;
}

static fa_status remove_counted(blobs *b, const char *key, fa_error *err)
{
    uint64_t bytes;
    bool there = fa_blob_size(&b->inner, key, &bytes, NULL) == FA_OK;
    fa_status st = fa_blob_remove(&b->inner, key, err);

    if (st == FA_OK && there)
        atomic_fetch_sub(&b->f->blobs, 1);
    return st;
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    blobs *b = self;

    FAULTY_CALL(b->f, "remove", remove_counted(b, key, err));
}

static fa_status size(void *self, const char *key, uint64_t *out, fa_error *err)
{
    blobs *b = self;

    FAULTY_CALL(b->f, "size", fa_blob_size(&b->inner, key, out, err));
}

static fa_status get_range(void *self, const char *key, uint64_t offset, uint64_t len, fa_write_fn write,
                           void *payload, fa_error *err)
{
    blobs *b = self;

    FAULTY_CALL(b->f, "get_range", fa_blob_get_range(&b->inner, key, offset, len, write, payload, err));
}

static fa_status stat_blob(void *self, const char *key, fa_blob_info *out, fa_error *err)
{
    blobs *b = self;

    FAULTY_CALL(b->f, "stat", fa_blob_stat(&b->inner, key, out, err));
}

static fa_status list_blobs(void *self, const char *prefix, const char *after, uint32_t limit,
                            fa_blob_visit_fn visit, void *payload, fa_error *err)
{
    blobs *b = self;

    FAULTY_CALL(b->f, "list", fa_blob_list(&b->inner, prefix, after, limit, visit, payload, err));
}

static void close_blobs(void *self)
{
    blobs *b = self;

    fa_blob_store_close(&b->inner);
    free(b);
}

fa_blob_store faulty_blob_store(fa_blob_store inner, faults *f)
{
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "faulty",
                                          .put = put,
                                          .get = get,
                                          .remove = remove_blob,
                                          .size = size,
                                          .close = close_blobs,
                                          .get_range = get_range,
                                          .stat = stat_blob,
                                          .list = list_blobs};
    blobs *b = malloc(sizeof *b);

    if (b == NULL)
        abort();
    *b = (blobs){inner, f};
    return (fa_blob_store){&ops, b};
}

/* ---- records ---- */

typedef struct repo {
    fa_document_repo inner;
    faults *f;
} repo;

static fa_status doc_add(void *self, const fa_document *doc, uint32_t *legacy_id, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "add", fa_document_repo_add(&r->inner, doc, legacy_id, err));
}

static fa_status doc_get(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                         fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "get", fa_document_repo_get(&r->inner, owner, id, visit, payload, err));
}

static fa_status doc_get_legacy(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                                void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "get_legacy",
                fa_document_repo_get_legacy(&r->inner, owner, legacy_id, visit, payload, err));
}

static fa_status doc_find(void *self, fa_id owner, const char *sha256, fa_document_visit_fn visit,
                          void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "find", fa_document_repo_find(&r->inner, owner, sha256, visit, payload, err));
}

static fa_status doc_select(void *self, fa_id owner, const fa_document_query *query,
                            fa_document_visit_fn visit, void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "select", fa_document_repo_select(&r->inner, owner, query, visit, payload, err));
}

static fa_status doc_scan(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                          fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "scan", fa_document_repo_scan(&r->inner, after, limit, visit, payload, err));
}

static fa_status doc_replace(void *self, const fa_document *doc, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "replace", fa_document_repo_replace(&r->inner, doc, err));
}

static fa_status doc_remove(void *self, const fa_removal *removal, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "remove", fa_document_repo_remove(&r->inner, removal, err));
}

static fa_status doc_removals(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                              void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "removals", fa_document_repo_removals(&r->inner, after, limit, visit, payload, err));
}

static fa_status doc_get_shared(void *self, fa_id user, fa_id id, fa_document_visit_fn visit, void *payload,
                                fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "get_shared", fa_document_repo_get_shared(&r->inner, user, id, visit, payload, err));
}

static fa_status doc_share(void *self, const fa_share *share, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "share", fa_document_repo_share(&r->inner, share, err));
}

static fa_status doc_unshare(void *self, fa_id owner, fa_id document, fa_id user, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "unshare", fa_document_repo_unshare(&r->inner, owner, document, user, err));
}

static fa_status doc_list_shares(void *self, fa_id owner, fa_id document, fa_share_visit_fn visit,
                                 void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "list_shares",
                fa_document_repo_list_shares(&r->inner, owner, document, visit, payload, err));
}

static fa_status doc_add_collection(void *self, const fa_collection *collection, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "add_collection", fa_document_repo_add_collection(&r->inner, collection, err));
}

static fa_status doc_replace_collection(void *self, const fa_collection *collection, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "replace_collection", fa_document_repo_replace_collection(&r->inner, collection, err));
}

static fa_status doc_get_collection(void *self, fa_id owner, fa_id id, fa_collection_visit_fn visit,
                                    void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "get_collection",
                fa_document_repo_get_collection(&r->inner, owner, id, visit, payload, err));
}

static fa_status doc_list_collections(void *self, fa_id owner, fa_id after, uint32_t limit,
                                      fa_collection_visit_fn visit, void *payload, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "list_collections",
                fa_document_repo_list_collections(&r->inner, owner, after, limit, visit, payload, err));
}

static fa_status doc_remove_collection(void *self, fa_id owner, fa_id id, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "remove_collection", fa_document_repo_remove_collection(&r->inner, owner, id, err));
}

static fa_status doc_collect(void *self, fa_id owner, fa_id collection, fa_id document, bool in,
                             fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "collect", fa_document_repo_collect(&r->inner, owner, collection, document, in, err));
}

static void close_repo(void *self)
{
    repo *r = self;

    fa_document_repo_close(&r->inner);
    free(r);
}

fa_document_repo faulty_document_repo(fa_document_repo inner, faults *f)
{
    static const fa_document_repo_ops ops = {.struct_size = sizeof ops,
                                             .name = "faulty",
                                             .add = doc_add,
                                             .get = doc_get,
                                             .get_legacy = doc_get_legacy,
                                             .find = doc_find,
                                             .select = doc_select,
                                             .scan = doc_scan,
                                             .replace = doc_replace,
                                             .remove = doc_remove,
                                             .removals = doc_removals,
                                             .get_shared = doc_get_shared,
                                             .share = doc_share,
                                             .unshare = doc_unshare,
                                             .list_shares = doc_list_shares,
                                             .add_collection = doc_add_collection,
                                             .replace_collection = doc_replace_collection,
                                             .get_collection = doc_get_collection,
                                             .list_collections = doc_list_collections,
                                             .remove_collection = doc_remove_collection,
                                             .collect = doc_collect,
                                             .close = close_repo};
    repo *r = malloc(sizeof *r);

    if (r == NULL)
        abort();
    *r = (repo){inner, f};
    return (fa_document_repo){&ops, r};
}
