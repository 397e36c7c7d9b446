/* adapters/memory/document_removals.c: that records went. */
#include <string.h>

#include <finanalyst/alloc.h>

#include "document_repo.h"

static const fa_time day_ms = 86400000;

fa_status memory_removal_reserve(document_store *m, fa_error *err)
{
    size_t cap = m->removal_cap == 0 ? 16 : m->removal_cap * 2;
    fa_removal *removals;

    if (m->removal_count < m->removal_cap)
        return FA_OK;
    removals = fa_realloc(m->removals, cap * sizeof *removals);
    if (removals == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the removal of a document");
    m->removals = removals;
    m->removal_cap = cap;
    return FA_OK;
}

void memory_removal_keep(document_store *m, const fa_removal *removal)
{
    size_t kept = 0;

    for (size_t i = 0; i < m->removal_count; i++)
        if (m->removals[i].time >= removal->time - FA_REMOVAL_DAYS * day_ms)
            m->removals[kept++] = m->removals[i];
    m->removals[kept] = *removal;
    m->removals[kept++].seq = ++m->last_removal;
    m->removal_count = kept;
}

/* The next one behind that number. */
static bool next_removal(document_store *m, uint64_t after, fa_removal *out)
{
    bool found = false;

    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; i < m->removal_count && !found; i++)
        if (m->removals[i].seq > after) {
            *out = m->removals[i];
            found = true;
        }
    pthread_mutex_unlock(&m->lock);
    return found;
}

fa_status memory_list_removals(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                               void *payload, fa_error *err)
{
    fa_removal next;
    fa_status st = FA_OK;

    for (; st == FA_OK && limit > 0 && next_removal(self, after, &next); limit--) {
        after = next.seq;
        st = visit(payload, &next, err);
    }
    return st;
}
