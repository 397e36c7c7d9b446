/* adapters/memory/event_repo.c: events, roll-ups and feedback in sorted arrays. What is shown is copied first, so that no
 * visit runs under the lock. */
#include "memory.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "event_store.h"

typedef struct record {
    fa_event event; /* its texts follow in the same allocation */
    uint64_t sequence;
    fa_time received;
} record;

fa_status memory_events_no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for events");
}

bool memory_list_insert(memory_list *l, size_t at, void *item)
{
    if (l->count == l->cap) {
        size_t cap = l->cap == 0 ? 16 : l->cap * 2;
        void **items = fa_realloc(l->items, cap * sizeof *items);

        if (items == NULL)
            return false;
        l->items = items;
        l->cap = cap;
    }
    memmove(l->items + at + 1, l->items + at, (l->count - at) * sizeof *l->items);
    l->items[at] = item;
    l->count++;
    return true;
}

void memory_list_take_out(memory_list *l, size_t at)
{
    l->count--;
    memmove(l->items + at, l->items + at + 1, (l->count - at) * sizeof *l->items);
}

void memory_list_drop(memory_list *l, bool with_items)
{
    for (size_t i = 0; with_items && i < l->count; i++)
        fa_free(l->items[i]);
    fa_free(l->items);
    memset(l, 0, sizeof *l);
}

/* ---- events ---- */

static record *record_new(const fa_event *event)
{
    fa_event e = *event;
    const char **texts[] = {&e.id, &e.session, &e.data, &e.vendor, &e.model};
    size_t size = sizeof(record);
    record *r;
    char *room;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        size += strlen(*texts[i]) + 1;
    r = fa_calloc(1, size);
    if (r == NULL)
        return NULL;
    room = (char *)(r + 1);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t len = strlen(*texts[i]) + 1;

        *texts[i] = memcpy(room, *texts[i], len);
        room += len;
    }
    r->event = e;
    return r;
}

static size_t place_of(const memory_events *m, const fa_event *event, bool *found)
{
    size_t low = 0, high = m->by_id.count;
    int order = 1;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const record *r = m->by_id.items[mid];

        order = strcmp(r->event.user.s, event->user.s);
        if (order == 0)
            order = strcmp(r->event.id, event->id);
        if (order == 0)
            break;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *found = low < high && order == 0;
    return *found ? low + (high - low) / 2 : low;
}

bool memory_events_erased(const memory_events *m, const fa_id *user)
{
    for (size_t i = 0; i < m->erased.count; i++)
        if (fa_id_equal(*(const fa_id *)m->erased.items[i], *user))
            return true;
    return false;
}

/* Keeps one event, if it is new; its tallies are only made ready. */
static bool keep(memory_events *m, const fa_event *event, fa_time received)
{
    fa_tally tallies[FA_EVENT_TALLIES];
    uint32_t count = fa_event_tallies(event, tallies);
    bool found;
    size_t at = place_of(m, event, &found);
    record *r;

    if (found || memory_events_erased(m, &event->user))
        return true;
    for (uint32_t i = 0; i < count; i++)
        if (!memory_tallies_prepare(&m->tallies, &tallies[i]))
            return false;
    r = record_new(event);
    if (r == NULL || !memory_list_insert(&m->events, m->events.count, r)) {
        fa_free(r);
        return false;
    }
    if (!memory_list_insert(&m->by_id, at, r)) {
        m->events.count--;
        fa_free(r);
        return false;
    }
    r->received = received;
    return true;
}

static void forget(memory_events *m, size_t at)
{
    record *r = m->events.items[at];
    bool found;

    memory_list_take_out(&m->by_id, place_of(m, &r->event, &found));
    memory_list_take_out(&m->events, at);
    fa_free(r);
}

static void count_in(memory_events *m, record *r)
{
    fa_tally tallies[FA_EVENT_TALLIES];
    uint32_t count = fa_event_tallies(&r->event, tallies);

    r->sequence = ++m->sequence;
    for (uint32_t i = 0; i < count; i++)
        memory_tallies_add(&m->tallies, &tallies[i]);
}

static fa_status add(void *self, const fa_event *events, uint32_t count, fa_time received, uint32_t *accepted,
                     fa_error *err)
{
    memory_events *m = self;
    size_t before;
    bool good = true;

    pthread_mutex_lock(&m->lock);
    before = m->events.count;
    for (uint32_t i = 0; good && i < count; i++)
        good = keep(m, &events[i], received);
    while (!good && m->events.count > before)
        forget(m, m->events.count - 1);
    for (size_t i = before; i < m->events.count; i++)
        count_in(m, m->events.items[i]);
    *accepted = (uint32_t)(m->events.count - before);
    pthread_mutex_unlock(&m->lock);
    return good ? FA_OK : memory_events_no_memory(err);
}

static fa_status list_events(void *self, uint64_t after, uint32_t limit, fa_event_visit_fn visit,
                             void *payload, fa_error *err)
{
    memory_events *m = self;
    memory_list found = {NULL, 0, 0};
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; st == FA_OK && i < m->events.count && found.count < limit; i++) {
        const record *r = m->events.items[i];
        record *copy;

        if (r->sequence <= after)
            continue;
        copy = record_new(&r->event);
        if (copy == NULL || !memory_list_insert(&found, found.count, copy)) {
            fa_free(copy);
            st = memory_events_no_memory(err);
        } else {
            copy->sequence = r->sequence;
        }
    }
    pthread_mutex_unlock(&m->lock);
    for (size_t i = 0; st == FA_OK && i < found.count; i++) {
        const record *r = found.items[i];

        st = visit(payload, &r->event, r->sequence, err);
    }
    memory_list_drop(&found, true);
    return st;
}

static fa_status show_tallies(void *self, const fa_tally_query *query, fa_tally_visit_fn visit, void *payload,
                              fa_error *err)
{
    memory_events *m = self;
    memory_tallies found;
    fa_status st = FA_OK;
    bool good;

    pthread_mutex_lock(&m->lock);
    good = memory_tallies_find(&m->tallies, query, &found);
    pthread_mutex_unlock(&m->lock);
    if (!good)
        return memory_events_no_memory(err);
    for (size_t i = 0; st == FA_OK && i < found.count; i++)
        if (found.rows[i]->n != 0)
            st = visit(payload, found.rows[i], err);
    memory_tallies_clear(&found);
    return st;
}

/* ---- forgetting ---- */

static uint64_t purge_events(memory_events *m, const fa_event_purge *p)
{
    bool own = p->user.s[0] != '\0';
    uint64_t removed = 0;

    for (size_t i = 0; i < m->events.count && (own || removed < p->limit);) {
        const record *r = m->events.items[i];

        if (own ? fa_id_equal(r->event.user, p->user) : r->received < p->events_before) {
            forget(m, i);
            removed++;
        } else {
            i++;
        }
    }
    return removed;
}

static bool note_erased(memory_events *m, const fa_id *user)
{
    fa_id *copy;

    if (user->s[0] == '\0' || memory_events_erased(m, user))
        return true;
    copy = fa_alloc(sizeof *copy);
    if (copy == NULL)
        return false;
    *copy = *user;
    if (memory_list_insert(&m->erased, m->erased.count, copy))
        return true;
    fa_free(copy);
    return false;
}

static fa_status purge_rows(void *self, const fa_event_purge *p, uint64_t *removed, fa_error *err)
{
    memory_events *m = self;
    bool good;

    pthread_mutex_lock(&m->lock);
    good = note_erased(m, &p->user);
    if (good)
        *removed = purge_events(m, p) + memory_tallies_purge(&m->tallies, p) + memory_feedback_purge(m, p);
    pthread_mutex_unlock(&m->lock);
    return good ? FA_OK : memory_events_no_memory(err);
}

static void close_repo(void *self)
{
    memory_events *m = self;

    memory_list_drop(&m->events, true);
    memory_list_drop(&m->by_id, false);
    memory_list_drop(&m->feedback, true);
    memory_list_drop(&m->erased, true);
    memory_tallies_clear(&m->tallies);
    pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

fa_status memory_event_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_event_repo_ops ops = {sizeof ops,
                                          "memory",
                                          add,
                                          list_events,
                                          show_tallies,
                                          memory_feedback_keep,
                                          memory_feedback_find,
                                          memory_feedback_remove,
                                          purge_rows,
                                          close_repo};
    memory_events *m = fa_calloc(1, sizeof *m);

    (void)context;
    (void)url;
    if (m == NULL)
        return memory_events_no_memory(err);
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    *(fa_event_repo *)out = (fa_event_repo){&ops, m};
    return FA_OK;
}
