/* adapters/memory/event_feedback.c: feedback in one array, in the order of its ids. What is shown is copied first, so that
 * no visit runs under the lock. */
#include <string.h>

#include <finanalyst/alloc.h>

#include "event_store.h"

static fa_feedback *feedback_new(const fa_feedback *f)
{
    size_t target = strlen(f->target) + 1, comment = strlen(f->comment) + 1;
    fa_feedback *copy = fa_alloc(sizeof *copy + target + comment);

    if (copy == NULL)
        return NULL;
    *copy = *f;
    copy->target = memcpy(copy + 1, f->target, target);
    copy->comment = memcpy((char *)(copy + 1) + target, f->comment, comment);
    return copy;
}

static size_t place_of_feedback(const memory_events *m, const fa_id *id, bool *found)
{
    size_t at = 0;

    while (at < m->feedback.count && strcmp(((const fa_feedback *)m->feedback.items[at])->id.s, id->s) < 0)
        at++;
    *found = at < m->feedback.count && strcmp(((const fa_feedback *)m->feedback.items[at])->id.s, id->s) == 0;
    return at;
}

static bool is_about_the_same(const fa_feedback *a, const fa_feedback *b)
{
    return fa_id_equal(a->user, b->user) && a->target_kind == b->target_kind &&
           strcmp(a->target, b->target) == 0;
}

static bool is_taken(const memory_events *m, const fa_feedback *f)
{
    for (size_t i = 0; i < m->feedback.count; i++)
        if (is_about_the_same(m->feedback.items[i], f))
            return true;
    return memory_events_erased(m, &f->user);
}

/* Puts the copy in its place, or says that it may not stand there. */
static fa_status place_feedback(memory_events *m, fa_feedback *copy, fa_error *err)
{
    bool found;
    size_t at = place_of_feedback(m, &copy->id, &found);
    fa_feedback *old = found ? m->feedback.items[at] : NULL;

    if (copy->version == 0) {
        if (found || is_taken(m, copy))
            return fa_fail_field(err, FA_ECONFLICT, "target", "there is feedback on that already");
        copy->version = 1;
        return memory_list_insert(&m->feedback, at, copy) ? FA_OK : memory_events_no_memory(err);
    }
    if (old == NULL || old->version != copy->version || !is_about_the_same(old, copy))
        return fa_fail(err, FA_ECONFLICT, "the feedback changed since it was read");
    copy->version++;
    m->feedback.items[at] = copy;
    fa_free(old);
    return FA_OK;
}

static bool prepare(memory_events *m, const fa_tally *tallies, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!memory_tallies_prepare(&m->tallies, &tallies[i]))
            return false;
    return true;
}

static void add_all(memory_events *m, const fa_tally *tallies, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        memory_tallies_add(&m->tallies, &tallies[i]);
}

fa_status memory_feedback_keep(void *self, const fa_feedback *feedback, const fa_tally *tallies,
                               uint32_t count, fa_error *err)
{
    memory_events *m = self;
    fa_feedback *copy = feedback_new(feedback);
    fa_status st;

    if (copy == NULL)
        return memory_events_no_memory(err);
    pthread_mutex_lock(&m->lock);
    st = prepare(m, tallies, count) ? place_feedback(m, copy, err) : memory_events_no_memory(err);
    if (st == FA_OK)
        add_all(m, tallies, count);
    pthread_mutex_unlock(&m->lock);
    if (st != FA_OK)
        fa_free(copy);
    return st;
}

static bool matches(const fa_feedback *f, const fa_feedback_query *q)
{
    if (q->id.s[0] != '\0')
        return fa_id_equal(f->id, q->id);
    return (q->user.s[0] == '\0' || fa_id_equal(f->user, q->user)) &&
           (q->target == NULL || (f->target_kind == q->target_kind && strcmp(f->target, q->target) == 0)) &&
           (q->after.s[0] == '\0' || strcmp(f->id.s, q->after.s) < 0);
}

fa_status memory_feedback_find(void *self, const fa_feedback_query *query, fa_feedback_visit_fn visit,
                               void *payload, fa_error *err)
{
    memory_events *m = self;
    memory_list found = {NULL, 0, 0};
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    for (size_t i = m->feedback.count; st == FA_OK && i > 0 && found.count < query->limit; i--) {
        fa_feedback *copy;

        if (!matches(m->feedback.items[i - 1], query))
            continue;
        copy = feedback_new(m->feedback.items[i - 1]);
        if (copy == NULL || !memory_list_insert(&found, found.count, copy)) {
            fa_free(copy);
            st = memory_events_no_memory(err);
        }
    }
    pthread_mutex_unlock(&m->lock);
    for (size_t i = 0; st == FA_OK && i < found.count; i++)
        st = visit(payload, found.items[i], err);
    memory_list_drop(&found, true);
    return st;
}

fa_status memory_feedback_remove(void *self, fa_id id, uint32_t version, const fa_tally *tallies,
                                 uint32_t count, fa_error *err)
{
    memory_events *m = self;
    fa_feedback *old = NULL;
    fa_status st = FA_OK;
    bool found;
    size_t at;

    pthread_mutex_lock(&m->lock);
    at = place_of_feedback(m, &id, &found);
    if (!found || ((fa_feedback *)m->feedback.items[at])->version != version) {
        st = fa_fail(err, FA_ECONFLICT, "the feedback changed since it was read");
    } else if (!prepare(m, tallies, count)) {
        st = memory_events_no_memory(err);
    } else {
        old = m->feedback.items[at];
        memory_list_take_out(&m->feedback, at);
        add_all(m, tallies, count);
    }
    pthread_mutex_unlock(&m->lock);
    fa_free(old);
    return st;
}

uint64_t memory_feedback_purge(memory_events *m, const fa_event_purge *p)
{
    bool own = p->user.s[0] != '\0';
    uint64_t removed = 0;

    for (size_t i = 0; i < m->feedback.count && (own || removed < p->limit);) {
        fa_feedback *f = m->feedback.items[i];

        if (own ? fa_id_equal(f->user, p->user) : f->updated < p->feedback_before) {
            memory_list_take_out(&m->feedback, i);
            fa_free(f);
            removed++;
        } else {
            i++;
        }
    }
    return removed;
}
