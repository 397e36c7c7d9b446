/* analysis/usecases/search.c: the pages that a question is about. */
#include "analysis/service.h"
#include "analysis/usecases/find_pages.h"
#include "analysis/usecases/question_input.h"
#include "analysis/usecases/scope.h"

static fa_status visit_pages(const fai_inventory *inventory, const fai_pages *pages, fa_hit_visit_fn visit,
                             void *payload, fa_error *err)
{
    fa_status st = FA_OK;

    for (uint32_t i = 0; st == FA_OK && i < pages->count; i++) {
        fa_hit hit = {pages->items[i].document, inventory->docs[pages->items[i].doc].name,
                      pages->items[i].page, pages->items[i].score};

        st = visit(payload, &hit, err);
    }
    return st;
}

fa_status fa_search(fa_analysis_service *svc, fa_id owner, const fa_question_input *in, uint32_t limit,
                    fa_hit_visit_fn visit, void *payload, fa_error *err)
{
    fai_arena arena;
    fai_inventory inventory;
    fai_resolution found;
    fai_pages pages;
    fa_status st = fai_question_check(in, err);

    if (st != FA_OK)
        return st;
    if (svc == NULL || visit == NULL)
        return fa_fail(err, FA_EINVALID, "a service and a visitor are needed");
    fai_arena_init(&arena, 0);
    st = fai_inventory_read(svc, owner, in, &arena, &inventory, err);
    if (st == FA_OK)
        st = fai_resolve(in->question, inventory.docs, inventory.count, &arena, &found, err);
    if (st == FA_OK)
        st = fai_find_pages(&svc->passages, in->question, inventory.docs, found.matches, found.count, limit,
                            &arena, &pages, err);
    if (st == FA_OK)
        st = visit_pages(&inventory, &pages, visit, payload, err);
    fai_arena_clear(&arena);
    return st;
}
