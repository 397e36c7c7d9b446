/* analysis/usecases/scope.c: documents that are ready, and the filings of those that fit a question best. */
#include "analysis/usecases/scope.h"

#include <string.h>

#include "analysis/usecases/filing_cache.h"
#include "base/text.h"
#include "base/vec.h"

enum { LIST_PAGE = 256, PER_COMPANY = 2 };

typedef struct listing {
    FAI_VEC(fa_document) docs;
    fai_arena *arena;
    fa_id last;
    uint32_t seen;
} listing;

static fa_status keep_document(listing *l, const fa_document *doc, fa_error *err)
{
    fa_document d = *doc;

    d.name = fai_arena_strdup(l->arena, doc->name);
    d.company = fai_arena_strdup(l->arena, doc->company);
    d.ticker = fai_arena_strdup(l->arena, doc->ticker);
    d.form = fai_arena_strdup(l->arena, doc->form);
    d.currency = fai_arena_strdup(l->arena, doc->currency);
    d.sha256 = d.media_type = d.error = "";
    if (d.name == NULL || d.company == NULL || d.ticker == NULL || d.form == NULL || d.currency == NULL ||
        !fai_vec_push(&l->docs, d))
        return fa_fail(err, FA_ENOMEM, "out of memory");
    return FA_OK;
}

static fa_status see_listed(void *payload, const fa_document *doc, fa_error *err)
{
    listing *l = payload;

    l->last = doc->id;
    l->seen++;
    return doc->state == FA_DOCUMENT_READY ? keep_document(l, doc, err) : FA_OK;
}

static fa_status see_named(void *payload, const fa_document *doc, fa_error *err)
{
    if (doc->state != FA_DOCUMENT_READY)
        return fa_fail_field(err, FA_ECONFLICT, "documents", "the document %s has not been read", doc->id.s);
    return keep_document(payload, doc, err);
}

static fa_status list_all(fa_analysis_service *svc, fa_id owner, listing *l, fa_error *err)
{
    fa_status st;

    do {
        l->seen = 0;
        st = fa_source_list(&svc->source, owner, l->last, LIST_PAGE, see_listed, l, err);
    } while (st == FA_OK && l->seen == LIST_PAGE);
    return st;
}

static bool listed(const listing *l, fa_id id)
{
    for (size_t i = 0; i < l->docs.len; i++)
        if (fa_id_equal(l->docs.items[i].id, id))
            return true;
    return false;
}

fa_status fai_inventory_read(fa_analysis_service *svc, fa_id owner, const fa_question_input *in,
                             fai_arena *arena, fai_inventory *out, fa_error *err)
{
    listing l = {.arena = arena};
    fa_status st = FA_OK;

    memset(out, 0, sizeof *out);
    out->restricted = in->documents != NULL;
    if (!out->restricted)
        st = list_all(svc, owner, &l, err);
    for (uint32_t i = 0; out->restricted && st == FA_OK && i < in->document_count; i++)
        if (!listed(&l, in->documents[i]))
            st = fa_source_get(&svc->source, owner, in->documents[i], see_named, &l, err);
    if (st == FA_OK && l.docs.len > 0) {
        out->docs = fai_arena_calloc(arena, l.docs.len, sizeof *out->docs);
        if (out->docs == NULL)
            st = fa_fail(err, FA_ENOMEM, "out of memory");
        else
            memcpy(out->docs, l.docs.items, l.docs.len * sizeof *out->docs);
        out->count = (uint32_t)l.docs.len;
    }
    fai_vec_clear(&l.docs);
    return st;
}

/* How many filings of the same company are loaded already. */
static uint32_t of_company(const fai_inventory *inventory, const fai_loaded *loaded, uint32_t doc)
{
    fai_str company = fai_str_of(inventory->docs[doc].company);
    uint32_t n = 0;

    for (uint32_t i = 0; i < loaded->scope.count; i++)
        n += fai_str_equal_ci(fai_str_of(inventory->docs[loaded->index[i]].company), company);
    return n;
}

fa_status fai_scope_load(fa_analysis_service *svc, const fai_inventory *inventory,
                         const fai_resolution *found, fai_loaded *out, fa_error *err)
{
    memset(out, 0, sizeof *out);
    out->scope.docs = out->docs;
    for (uint32_t i = 0; i < found->count && out->scope.count < FAI_SCOPE_DOCS; i++) {
        uint32_t doc = found->matches[i].doc;
        fai_scope_doc *d = &out->docs[out->scope.count];
        fa_status st;

        if (!inventory->restricted && of_company(inventory, out, doc) >= PER_COMPANY)
            continue;
        d->id = inventory->docs[doc].id;
        d->name = inventory->docs[doc].name;
        st = fai_filing_cache_take(svc->cache, &svc->filings, inventory->docs[doc].owner, d->id,
                                   inventory->docs[doc].version, &d->filing, err);
        if (st != FA_OK) {
            fai_scope_release(svc, out);
            return st;
        }
        out->index[out->scope.count++] = doc;
    }
    return FA_OK;
}

void fai_scope_release(fa_analysis_service *svc, fai_loaded *loaded)
{
    for (uint32_t i = 0; i < loaded->scope.count; i++)
        fai_filing_cache_give(svc->cache, loaded->docs[i].filing);
    loaded->scope.count = 0;
}
