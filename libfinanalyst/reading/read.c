/* reading/read.c: content to filing: the steps in order, then one immutable result in one arena. */
#include <stdlib.h>
#include <string.h>

#include "reading/holder.h"
#include "reading/reading.h"

/* The order of the document: pages, then bytes where the source has them, then tables and their grid. */
static int by_document_order(const void *pa, const void *pb)
{
    const fa_fact *a = pa, *b = pb;

    if (a->place.page != b->place.page)
        return a->place.page < b->place.page ? -1 : 1;
    if (a->place.source_start != b->place.source_start)
        return a->place.source_start < b->place.source_start ? -1 : 1;
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->col != b->col)
        return a->col < b->col ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void order_facts(fai_reading *r)
{
    size_t i;

    for (i = 0; i < r->facts.len; i++)
        r->facts.items[i].index = (uint32_t)i;
    if (r->facts.len > 1)
        qsort(r->facts.items, r->facts.len, sizeof *r->facts.items, by_document_order);
    for (i = 0; i < r->facts.len; i++)
        r->facts.items[i].index = (uint32_t)i;
}

static fa_status run_steps(fai_reading *r, const char *name, fa_error *err)
{
    fa_status st = fai_read_tables(r, err);

    if (st == FA_OK)
        st = fai_read_tags(r, err);
    if (st == FA_OK)
        st = fai_read_identity(r, name, err);
    if (st == FA_OK)
        st = fai_read_calendar(r, err);
    if (st != FA_OK)
        return st;
    order_facts(r);
    return fai_read_checks(r, err);
}

static void *keep(fai_arena *arena, const void *items, size_t count, size_t size, bool *ok)
{
    void *copy = count == 0 ? NULL : fai_arena_calloc(arena, count, size);

    if (copy != NULL)
        memcpy(copy, items, count * size);
    else if (count != 0)
        *ok = false;
    return copy;
}

static fa_status finish(fai_reading *r, fai_filing_holder *h, fa_error *err)
{
    fa_fact_table *tables = NULL;
    bool ok = true;
    size_t i;

    if (r->tables.len != 0) {
        tables = fai_arena_calloc(r->arena, r->tables.len, sizeof *tables);
        if (tables == NULL)
            return fa_fail(err, FA_ENOMEM, "out of memory while keeping the tables of a filing");
    }
    for (i = 0; i < r->tables.len; i++)
        tables[i] = r->tables.items[i].table;
    h->filing.facts = keep(r->arena, r->facts.items, r->facts.len, sizeof *r->facts.items, &ok);
    h->filing.checks = keep(r->arena, r->checks.items, r->checks.len, sizeof *r->checks.items, &ok);
    if (!ok)
        return fa_fail(err, FA_ENOMEM, "out of memory while keeping the facts of a filing");
    h->filing.fact_count = (uint32_t)r->facts.len;
    h->filing.tables = tables;
    h->filing.table_count = (uint32_t)r->tables.len;
    h->filing.check_count = (uint32_t)r->checks.len;
    h->filing.identity = r->identity;
    return FA_OK;
}

/* The strings of the result lie in its own arena, except those that the steps lent from the content: the copy that
 * ends the reading moves all of them over, so that nothing points back. */
fa_status fa_filing_read(const fa_content *content, const char *name, const fa_filing **out, fa_error *err)
{
    fai_filing_holder *h;
    fai_reading r;
    fa_status st;

    if (content == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a content and a place for the filing are needed");
    memset(&r, 0, sizeof r);
    h = fai_filing_holder_new();
    if (h == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory while reading a filing");
    r.content = content;
    r.arena = &h->arena;
    r.labels = fai_labels_new(r.arena);
    st = r.labels == NULL ? fa_fail(err, FA_ENOMEM, "out of memory while reading a filing")
                          : run_steps(&r, name == NULL ? "" : name, err);
    if (st == FA_OK)
        st = finish(&r, h, err);
    fai_vec_clear(&r.tables);
    fai_vec_clear(&r.facts);
    fai_vec_clear(&r.checks);
    if (st == FA_OK)
        st = fa_filing_copy(&h->filing, out, err);
    fa_filing_free(&h->filing);
    return st;
}
