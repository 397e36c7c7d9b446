/* adapters/memory/ledger.c: the reference ledger: objects and accounts in sorted arrays under one lock. A record never
 * changes: a new version is a new record, and the old one goes when the last visit to it ends. */
#include "memory.h"

#include <pthread.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/port/ledger.h>

typedef struct record {
    fa_object object; /* its texts follow in the same allocation */
    unsigned users;   /* the array, and every visit under way */
} record;

typedef struct books {
    pthread_mutex_t lock;
    record **objects; /* by owner, then by name */
    size_t object_count, object_cap;
    fa_usage *accounts; /* by owner */
    size_t account_count, account_cap;
} books;

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for the ledger");
}

static record *record_new(const fa_object *object, uint32_t version)
{
    size_t name = strlen(object->name) + 1, sha256 = strlen(object->sha256) + 1;
    record *r = fa_alloc(sizeof *r + name + sha256);
    char *room = (char *)(r + 1);

    if (r == NULL)
        return NULL;
    r->object = *object;
    r->object.version = version;
    r->object.name = memcpy(room, object->name, name);
    r->object.sha256 = memcpy(room + name, object->sha256, sha256);
    r->users = 1;
    return r;
}

static void release(books *b, record *r)
{
    bool last;

    (void)pthread_mutex_lock(&b->lock);
    last = --r->users == 0;
    (void)pthread_mutex_unlock(&b->lock);
    if (last)
        fa_free(r);
}

/* ---- under the lock ---- */

static int compare_key(const fa_object *object, const char *owner, const char *name)
{
    int c = strcmp(object->owner.s, owner);

    return c != 0 ? c : strcmp(object->name, name);
}

/* Where an object stands, or would. */
static size_t place_of(const books *b, const char *owner, const char *name, bool *found)
{
    size_t low = 0, high = b->object_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (compare_key(&b->objects[mid]->object, owner, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *found = low < b->object_count && compare_key(&b->objects[low]->object, owner, name) == 0;
    return low;
}

static size_t place_of_account(const books *b, const char *owner, bool *found)
{
    size_t low = 0, high = b->account_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (strcmp(b->accounts[mid].owner.s, owner) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *found = low < b->account_count && strcmp(b->accounts[low].owner.s, owner) == 0;
    return low;
}

/* Makes room for one more thing of that size at a place. */
static bool open_gap(void **items, size_t *count, size_t *cap, size_t size, size_t at)
{
    char *base;

    if (*count == *cap) {
        size_t more = *cap == 0 ? 16 : *cap * 2;
        void *grown = more > SIZE_MAX / size ? NULL : fa_realloc(*items, more * size);

        if (grown == NULL)
            return false;
        *items = grown;
        *cap = more;
    }
    base = *items;
    memmove(base + (at + 1) * size, base + at * size, (*count - at) * size);
    ++*count;
    return true;
}

/* The account of an owner, made when it is not there. NULL: out of memory. */
static fa_usage *account_of(books *b, fa_id owner)
{
    bool found;
    size_t at = place_of_account(b, owner.s, &found);

    if (!found) {
        void *items = b->accounts;

        if (!open_gap(&items, &b->account_count, &b->account_cap, sizeof *b->accounts, at)) {
            return NULL;
        }
        b->accounts = items;
        b->accounts[at] = (fa_usage){.owner = owner};
    }
    return &b->accounts[at];
}

/* An account that says nothing is none. */
static void drop_if_empty(books *b, const char *owner)
{
    bool found;
    size_t at = place_of_account(b, owner, &found);

    if (!found || b->accounts[at].objects != 0 || b->accounts[at].own_quota)
        return;
    b->account_count--;
    memmove(b->accounts + at, b->accounts + at + 1, (b->account_count - at) * sizeof *b->accounts);
}

static fa_status add_locked(books *b, record *r, const fa_quota *standard, fa_error *err)
{
    bool found;
    size_t at = place_of(b, r->object.owner.s, r->object.name, &found);
    fa_usage *account, next;
    void *items;
    fa_status st;

    if (found)
        return fa_fail_field(err, FA_ECONFLICT, "name", "there is an object of that name already");
    account = account_of(b, r->object.owner);
    if (account == NULL)
        return no_memory(err);
    next = *account;
    st = fa_ledger_count(&next, standard, NULL, &r->object, err);
    if (st != FA_OK)
        return st;
    items = b->objects;
    if (!open_gap(&items, &b->object_count, &b->object_cap, sizeof *b->objects, at))
        return no_memory(err);
    b->objects = items;
    b->objects[at] = r;
    *account = next;
    return FA_OK;
}

static fa_status replace_locked(books *b, record *r, uint32_t version, const fa_quota *standard, record **old,
                                fa_error *err)
{
    bool found;
    size_t at = place_of(b, r->object.owner.s, r->object.name, &found);
    fa_usage *account;
    fa_status st;

    if (!found || b->objects[at]->object.version != version)
        return fa_fail(err, FA_ECONFLICT, "the object changed since it was read");
    account = account_of(b, r->object.owner);
    if (account == NULL)
        return no_memory(err);
    st = fa_ledger_count(account, standard, &b->objects[at]->object, &r->object, err);
    if (st != FA_OK)
        return st;
    *old = b->objects[at];
    b->objects[at] = r;
    return FA_OK;
}

static fa_status remove_locked(books *b, fa_id owner, const char *name, uint32_t version, record **old,
                               fa_error *err)
{
    bool found;
    size_t at = place_of(b, owner.s, name, &found);
    fa_usage *account;

    if (!found)
        return FA_OK;
    if (b->objects[at]->object.version != version)
        return fa_fail(err, FA_ECONFLICT, "the object changed since it was read");
    account = account_of(b, owner);
    if (account == NULL)
        return no_memory(err);
    *old = b->objects[at];
    (void)fa_ledger_count(account, &account->quota, &(*old)->object, NULL, NULL);
    b->object_count--;
    memmove(b->objects + at, b->objects + at + 1, (b->object_count - at) * sizeof *b->objects);
    return FA_OK;
}

/* ---- ops ---- */

static fa_status add(void *self, const fa_object *object, const fa_quota *standard, fa_error *err)
{
    books *b = self;
    record *r = record_new(object, object->version);
    fa_status st;

    if (r == NULL)
        return no_memory(err);
    (void)pthread_mutex_lock(&b->lock);
    st = add_locked(b, r, standard, err);
    if (st != FA_OK)
        drop_if_empty(b, object->owner.s);
    (void)pthread_mutex_unlock(&b->lock);
    if (st != FA_OK)
        fa_free(r);
    return st;
}

static fa_status get(void *self, fa_id owner, const char *name, fa_object_visit_fn visit, void *payload,
                     fa_error *err)
{
    books *b = self;
    record *r = NULL;
    bool found;
    size_t at;
    fa_status st;

    (void)pthread_mutex_lock(&b->lock);
    at = place_of(b, owner.s, name, &found);
    if (found) {
        r = b->objects[at];
        r->users++;
    }
    (void)pthread_mutex_unlock(&b->lock);
    if (r == NULL)
        return fa_fail(err, FA_ENOTFOUND, "there is no such object");
    st = visit(payload, &r->object, err);
    release(b, r);
    return st;
}

static fa_status replace(void *self, const fa_object *object, const fa_quota *standard, fa_error *err)
{
    books *b = self;
    record *r = record_new(object, object->version + 1), *old = NULL;
    fa_status st;

    if (r == NULL)
        return no_memory(err);
    (void)pthread_mutex_lock(&b->lock);
    st = replace_locked(b, r, object->version, standard, &old, err);
    drop_if_empty(b, object->owner.s);
    (void)pthread_mutex_unlock(&b->lock);
    release(b, st == FA_OK ? old : r);
    return st;
}

static fa_status remove_one(void *self, fa_id owner, const char *name, uint32_t version, fa_error *err)
{
    books *b = self;
    record *old = NULL;
    fa_status st;

    (void)pthread_mutex_lock(&b->lock);
    st = remove_locked(b, owner, name, version, &old, err);
    drop_if_empty(b, owner.s);
    (void)pthread_mutex_unlock(&b->lock);
    if (old != NULL)
        release(b, old);
    return st;
}

static bool fits(const fa_object_filter *f, const fa_object *o)
{
    return (f->owner.s[0] == '\0' || fa_id_equal(f->owner, o->owner)) &&
           (f->state == 0 || f->state == o->state) && strncmp(o->name, f->prefix, strlen(f->prefix)) == 0 &&
           (f->touched_before == 0 || o->touched < f->touched_before) &&
           (f->created_before == 0 || o->created < f->created_before) &&
           (f->checked_before == 0 || o->checked < f->checked_before);
}

/* Borrows the first object behind a place that fits. NULL: there is none. */
static record *borrow_next(books *b, const fa_object_filter *f, const char *owner, const char *name)
{
    record *r = NULL;
    bool found;
    size_t at;

    (void)pthread_mutex_lock(&b->lock);
    at = place_of(b, owner, name, &found);
    for (at += found ? 1 : 0; r == NULL && at < b->object_count; at++) {
        if (fits(f, &b->objects[at]->object))
            r = b->objects[at];
    }
    if (r != NULL)
        r->users++;
    (void)pthread_mutex_unlock(&b->lock);
    return r;
}

static fa_status list(void *self, const fa_object_filter *filter, fa_object_visit_fn visit, void *payload,
                      fa_error *err)
{
    books *b = self;
    const char *owner = filter->after_owner.s, *name = filter->after_name;
    record *r = NULL, *before = NULL;
    fa_status st = FA_OK;
    uint32_t i;

    for (i = 0; st == FA_OK && i < filter->limit; i++) {
        r = borrow_next(b, filter, owner, name);
        if (before != NULL)
            release(b, before);
        before = r;
        if (r == NULL)
            break;
        owner = r->object.owner.s;
        name = r->object.name;
        st = visit(payload, &r->object, err);
    }
    if (before != NULL)
        release(b, before);
    return st;
}

static void add_up(fa_usage *all, const fa_usage *one)
{
    all->bytes += one->bytes;
    all->objects += one->objects;
    all->reserved_bytes += one->reserved_bytes;
    all->reserved_objects += one->reserved_objects;
}

static fa_status usage(void *self, fa_id owner, fa_usage *out, fa_error *err)
{
    books *b = self;
    fa_usage sum = {.owner = owner};
    bool found;
    size_t at, i;

    (void)err;
    (void)pthread_mutex_lock(&b->lock);
    at = place_of_account(b, owner.s, &found);
    if (found)
        sum = b->accounts[at];
    for (i = 0; owner.s[0] == '\0' && i < b->account_count; i++)
        add_up(&sum, &b->accounts[i]);
    (void)pthread_mutex_unlock(&b->lock);
    *out = sum;
    return FA_OK;
}

static fa_status usages(void *self, fa_id after, uint32_t limit, fa_usage_visit_fn visit, void *payload,
                        fa_error *err)
{
    books *b = self;
    fa_status st = FA_OK;
    fa_usage one;
    bool found, there = true;
    size_t at;
    uint32_t i;

    for (i = 0; st == FA_OK && i < limit; i++) {
        (void)pthread_mutex_lock(&b->lock);
        at = place_of_account(b, after.s, &found);
        at += found ? 1 : 0;
        there = at < b->account_count;
        if (there)
            one = b->accounts[at];
        (void)pthread_mutex_unlock(&b->lock);
        if (!there)
            break;
        after = one.owner;
        st = visit(payload, &one, err);
    }
    return st;
}

static fa_status set_quota(void *self, fa_id owner, const fa_quota *quota, fa_error *err)
{
    books *b = self;
    fa_usage *account;
    fa_status st = FA_OK;

    (void)pthread_mutex_lock(&b->lock);
    account = account_of(b, owner);
    if (account == NULL) {
        st = no_memory(err);
    } else {
        account->own_quota = quota != NULL;
        account->quota = quota == NULL ? (fa_quota){0, 0, 0} : *quota;
    }
    drop_if_empty(b, owner.s);
    (void)pthread_mutex_unlock(&b->lock);
    return st;
}

static void close_books(void *self)
{
    books *b = self;
    size_t i;

    for (i = 0; i < b->object_count; i++)
        fa_free(b->objects[i]);
    fa_free(b->objects);
    fa_free(b->accounts);
    (void)pthread_mutex_destroy(&b->lock);
    fa_free(b);
}

fa_status memory_ledger_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_ledger_ops ops = {.struct_size = sizeof ops,
                                      .name = "memory",
                                      .add = add,
                                      .get = get,
                                      .replace = replace,
                                      .remove = remove_one,
                                      .list = list,
                                      .usage = usage,
                                      .usages = usages,
                                      .set_quota = set_quota,
                                      .close = close_books};
    books *b = fa_calloc(1, sizeof *b);

    (void)context;
    (void)url;
    if (b == NULL)
        return no_memory(err);
    if (pthread_mutex_init(&b->lock, NULL) != 0) {
        fa_free(b);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    *(fa_ledger *)out = (fa_ledger){&ops, b};
    return FA_OK;
}
