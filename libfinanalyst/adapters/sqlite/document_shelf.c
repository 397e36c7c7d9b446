/* adapters/sqlite/document_shelf.c: with whom documents are shared, and collections. Rows are read into memory first: no
 * visit runs within a transaction. */
#include <sqlite3.h>

#include "arena.h"
#include "document.h"
#include "store.h"

/* What is changed or looked for: a document or a collection of an owner, and what is done with it. */
typedef struct key {
    fa_id owner;
    fa_id id;
    fa_id other;
    bool in;
} key;

static bool has(fai_sql_connection *c, int statement, const fa_id *owner, const fa_id *id, fa_status *st,
                fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, statement);
    bool found;

    fai_sql_text(&q, owner->s);
    fai_sql_text(&q, id->s);
    found = fai_sql_step(&q);
    *st = fai_sql_end(&q, err);
    return found;
}

/* ---- shares ---- */

static fa_status share_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const fa_share *share = payload;
    fai_sql_query q;
    fa_status st;

    if (!has(c, FAI_SQL_HAS_DOCUMENT, &share->owner, &share->document, &st, err))
        return st != FA_OK ? st : fa_fail(err, FA_ENOTFOUND, "there is no such document");
    q = fai_sql_begin(c, FAI_SQL_SHARE);
    fai_sql_text(&q, share->owner.s);
    fai_sql_text(&q, share->document.s);
    fai_sql_text(&q, share->user.s);
    fai_sql_int(&q, share->created);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

fa_status fai_sql_share(void *self, const fa_share *share, fa_error *err)
{
    fa_share copy = *share;

    return fai_sql_write(self, share_work, &copy, err);
}

static fa_status unshare_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const key *k = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_UNSHARE);

    fai_sql_text(&q, k->owner.s);
    fai_sql_text(&q, k->id.s);
    fai_sql_text(&q, k->other.s);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

fa_status fai_sql_unshare(void *self, fa_id owner, fa_id document, fa_id user, fa_error *err)
{
    key k = {.owner = owner, .id = document, .other = user};

    return fai_sql_write(self, unshare_work, &k, err);
}

typedef struct share_row {
    fa_share share;
    struct share_row *next;
} share_row;

typedef struct shares {
    fa_id owner;
    fa_id document;
    fai_sql_arena arena;
    share_row *first;
} shares;

static fa_status shares_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    shares *s = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_LIST_SHARES);
    share_row **end = &s->first, *row;
    fa_status st;

    fai_sql_text(&q, s->owner.s);
    fai_sql_text(&q, s->document.s);
    while (!s->arena.failed && fai_sql_step(&q)) {
        row = fai_sql_array(&s->arena, 1, sizeof *row);
        if (row == NULL)
            break;
        fai_sql_get_id(&q, &row->share.owner);
        fai_sql_get_id(&q, &row->share.document);
        fai_sql_get_id(&q, &row->share.user);
        row->share.created = fai_sql_get_int(&q);
        *end = row;
        end = &row->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&s->arena, err) : st;
}

fa_status fai_sql_list_shares(void *self, fa_id owner, fa_id document, fa_share_visit_fn visit, void *payload,
                              fa_error *err)
{
    shares s = {.owner = owner, .document = document};
    fa_status st = fai_sql_read(self, shares_work, &s, err);

    for (const share_row *row = s.first; st == FA_OK && row != NULL; row = row->next)
        st = visit(payload, &row->share, err);
    fai_sql_arena_clear(&s.arena);
    return st;
}

/* ---- collections ---- */

static fa_status add_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const fa_collection *collection = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_ADD_COLLECTION);
    fa_status st;

    fai_sql_text(&q, collection->id.s);
    fai_sql_text(&q, collection->owner.s);
    fai_sql_text(&q, collection->name);
    fai_sql_int(&q, collection->created);
    fai_sql_int(&q, collection->version);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    return st == FA_ECONFLICT ? fa_fail_field(err, st, "name", "there is a collection of that name") : st;
}

fa_status fai_sql_add_collection(void *self, const fa_collection *collection, fa_error *err)
{
    fa_collection copy = *collection;

    return fai_sql_write(self, add_work, &copy, err);
}

static fa_status replace_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const fa_collection *collection = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_REPLACE_COLLECTION);
    fa_status st;

    fai_sql_text(&q, collection->id.s);
    fai_sql_text(&q, collection->owner.s);
    fai_sql_text(&q, collection->name);
    fai_sql_int(&q, collection->version);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st == FA_ECONFLICT)
        return fa_fail_field(err, st, "name", "there is a collection of that name");
    if (st == FA_OK && sqlite3_changes(c->db) == 0)
        return fa_fail(err, FA_ECONFLICT, "the collection changed since it was read");
    return st;
}

fa_status fai_sql_replace_collection(void *self, const fa_collection *collection, fa_error *err)
{
    fa_collection copy = *collection;

    return fai_sql_write(self, replace_work, &copy, err);
}

typedef struct collection_row {
    fa_collection collection;
    struct collection_row *next;
} collection_row;

typedef struct collections {
    int statement;
    fa_id owner;
    const char *key;
    uint32_t limit; /* with a list */
    fai_sql_arena arena;
    collection_row *first;
} collections;

static fa_status collections_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    collections *s = payload;
    fai_sql_query q = fai_sql_begin(c, s->statement);
    collection_row **end = &s->first, *row;
    fa_status st;

    fai_sql_text(&q, s->owner.s);
    fai_sql_text(&q, s->key);
    if (s->statement == FAI_SQL_LIST_COLLECTIONS)
        fai_sql_int(&q, s->limit);
    while (!s->arena.failed && fai_sql_step(&q)) {
        row = fai_sql_array(&s->arena, 1, sizeof *row);
        if (row == NULL)
            break;
        fai_sql_get_id(&q, &row->collection.id);
        fai_sql_get_id(&q, &row->collection.owner);
        row->collection.name = fai_sql_copy(&s->arena, fai_sql_get_text(&q));
        row->collection.document_count = (uint32_t)fai_sql_get_int(&q);
        row->collection.created = fai_sql_get_int(&q);
        row->collection.version = (uint32_t)fai_sql_get_int(&q);
        *end = row;
        end = &row->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&s->arena, err) : st;
}

static fa_status visit_collections(void *self, collections *s, fa_collection_visit_fn visit, void *payload,
                                   fa_error *err)
{
    fa_status st = fai_sql_read(self, collections_work, s, err);

    if (st == FA_OK && s->first == NULL && s->statement == FAI_SQL_GET_COLLECTION)
        st = fa_fail(err, FA_ENOTFOUND, "there is no such collection");
    for (const collection_row *row = s->first; st == FA_OK && row != NULL; row = row->next)
        st = visit(payload, &row->collection, err);
    fai_sql_arena_clear(&s->arena);
    return st;
}

fa_status fai_sql_get_collection(void *self, fa_id owner, fa_id id, fa_collection_visit_fn visit,
                                 void *payload, fa_error *err)
{
    collections s = {.statement = FAI_SQL_GET_COLLECTION, .owner = owner, .key = id.s};

    return visit_collections(self, &s, visit, payload, err);
}

fa_status fai_sql_list_collections(void *self, fa_id owner, fa_id after, uint32_t limit,
                                   fa_collection_visit_fn visit, void *payload, fa_error *err)
{
    /* every id is less than "~" */
    collections s = {.statement = FAI_SQL_LIST_COLLECTIONS,
                     .owner = owner,
                     .key = after.s[0] == '\0' ? "~" : after.s,
                     .limit = limit};

    return visit_collections(self, &s, visit, payload, err);
}

static fa_status remove_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const key *k = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_REMOVE_COLLECTION);

    fai_sql_text(&q, k->owner.s);
    fai_sql_text(&q, k->id.s);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

fa_status fai_sql_remove_collection(void *self, fa_id owner, fa_id id, fa_error *err)
{
    key k = {.owner = owner, .id = id};

    return fai_sql_write(self, remove_work, &k, err);
}

static fa_status collect_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const key *k = payload;
    fa_status st = FA_OK;
    fai_sql_query q;

    if (!has(c, FAI_SQL_HAS_COLLECTION, &k->owner, &k->id, &st, err) ||
        !has(c, FAI_SQL_HAS_DOCUMENT, &k->owner, &k->other, &st, err))
        return st != FA_OK ? st : fa_fail(err, FA_ENOTFOUND, "there is no such collection or document");
    q = fai_sql_begin(c, k->in ? FAI_SQL_PUT_IN : FAI_SQL_TAKE_OUT);
    fai_sql_text(&q, k->id.s);
    fai_sql_text(&q, k->other.s);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

fa_status fai_sql_collect(void *self, fa_id owner, fa_id collection, fa_id document, bool in, fa_error *err)
{
    key k = {.owner = owner, .id = collection, .other = document, .in = in};

    return fai_sql_write(self, collect_work, &k, err);
}
