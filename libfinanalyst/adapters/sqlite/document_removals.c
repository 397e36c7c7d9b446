/* adapters/sqlite/document_removals.c: records that go, and that they went. */
#include "sqlite.h"

#include "arena.h"
#include "document.h"
#include "store.h"

static const fa_time day_ms = 86400000;

static fa_status run_removal(fai_sql_connection *c, const fa_removal *removal, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_KEEP_REMOVAL);
    fa_status st;

    fai_sql_text(&q, removal->document.s);
    fai_sql_text(&q, removal->owner.s);
    fai_sql_int(&q, removal->time);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st != FA_OK)
        return st;
    q = fai_sql_begin(c, FAI_SQL_DROP_REMOVALS);
    fai_sql_int(&q, removal->time - FA_REMOVAL_DAYS * day_ms);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

static fa_status remove_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const fa_removal *removal = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_REMOVE_DOCUMENT);
    fa_status st;

    fai_sql_text(&q, removal->owner.s);
    fai_sql_text(&q, removal->document.s);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    return st == FA_OK && sqlite3_changes(c->db) > 0 ? run_removal(c, removal, err) : st;
}

fa_status fai_sql_remove_document(void *self, const fa_removal *removal, fa_error *err)
{
    fa_removal copy = *removal;

    return fai_sql_write(self, remove_work, &copy, err);
}

typedef struct listing {
    uint64_t after;
    uint32_t limit, count;
    fai_sql_arena arena;
    fa_removal *items;
} listing;

static fa_status read_removals(fai_sql_connection *c, void *payload, fa_error *err)
{
    listing *l = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_SQL_LIST_REMOVALS);
    fa_status st;

    fai_sql_int(&q, (int64_t)l->after);
    fai_sql_int(&q, l->limit);
    l->items = fai_sql_array(&l->arena, l->limit, sizeof *l->items);
    while (l->items != NULL && l->count < l->limit && fai_sql_step(&q)) {
        fa_removal *r = &l->items[l->count++];

        r->seq = (uint64_t)fai_sql_get_int(&q);
        fai_sql_get_id(&q, &r->document);
        fai_sql_get_id(&q, &r->owner);
        r->time = fai_sql_get_int(&q);
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&l->arena, err) : st;
}

/* Rows are read into memory first: no visit runs within a transaction. */
enum { LIST_MAX = 1000 };

fa_status fai_sql_list_removals(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                                void *payload, fa_error *err)
{
    listing l = {.after = after, .limit = limit < LIST_MAX ? limit : LIST_MAX};
    fa_status st = fai_sql_read(self, read_removals, &l, err);

    for (uint32_t i = 0; st == FA_OK && i < l.count; i++)
        st = visit(payload, &l.items[i], err);
    fai_sql_arena_clear(&l.arena);
    return st;
}
