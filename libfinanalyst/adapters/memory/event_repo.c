/* adapters/memory/event_repo.c: events, roll-ups and feedback in sorted arrays. What is shown is copied first, so that no
 * visit runs under the lock. */
#include "memory.h"

#include <pthread.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "event_tallies.h"

typedef struct record {
    fa_event event; /* its texts follow in the same allocation */
    uint64_t sequence;
    fa_time received;
} record;

/* Pointers that grow. */
typedef struct list {
    void **items;
    size_t count;
    size_t cap;
} list;

typedef struct repo {
    pthread_mutex_t lock;
    uint64_t sequence;
    list events;   /* record, by sequence */
    list by_id;    /* the same ones, by user and id */
    list feedback; /* fa_feedback, by id; their texts follow */
    list erased;   /* fa_id */
    memory_tallies tallies;
} repo;

static fa_status no_memory(fa_error *err)
{
    return fa_fail(err, FA_ENOMEM, "out of memory for events");
}

static bool insert(list *l, size_t at, void *item)
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

static void take_out(list *l, size_t at)
{
    l->count--;
    memmove(l->items + at, l->items + at + 1, (l->count - at) * sizeof *l->items);
}

static void drop(list *l, bool with_items)
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

static size_t place_of(const repo *m, const fa_event *event, bool *found)
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

static bool is_erased(const repo *m, const fa_id *user)
{
    for (size_t i = 0; i < m->erased.count; i++)
        if (fa_id_equal(*(const fa_id *)m->erased.items[i], *user))
            return true;
    return false;
}

/* Keeps one event, if it is new; its tallies are only made ready. */
static bool keep(repo *m, const fa_event *event, fa_time received)
{
    fa_tally tallies[FA_EVENT_TALLIES];
    uint32_t count = fa_event_tallies(event, tallies);
    bool found;
    size_t at = place_of(m, event, &found);
    record *r;

    if (found || is_erased(m, &event->user))
        return true;
    for (uint32_t i = 0; i < count; i++)
        if (!memory_tallies_prepare(&m->tallies, &tallies[i]))
            return false;
    r = record_new(event);
    if (r == NULL || !insert(&m->events, m->events.count, r)) {
        fa_free(r);
        return false;
    }
    if (!insert(&m->by_id, at, r)) {
        m->events.count--;
        fa_free(r);
        return false;
    }
    r->received = received;
    return true;
}

static void forget(repo *m, size_t at)
{
    record *r = m->events.items[at];
    bool found;

    take_out(&m->by_id, place_of(m, &r->event, &found));
    take_out(&m->events, at);
    fa_free(r);
}

static void count_in(repo *m, record *r)
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
    repo *m = self;
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
    return good ? FA_OK : no_memory(err);
}

static fa_status list_events(void *self, uint64_t after, uint32_t limit, fa_event_visit_fn visit,
                             void *payload, fa_error *err)
{
    repo *m = self;
    list found = {NULL, 0, 0};
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; st == FA_OK && i < m->events.count && found.count < limit; i++) {
        const record *r = m->events.items[i];
        record *copy;

        if (r->sequence <= after)
            continue;
        copy = record_new(&r->event);
        if (copy == NULL || !insert(&found, found.count, copy)) {
            fa_free(copy);
            st = no_memory(err);
        } else {
            copy->sequence = r->sequence;
        }
    }
    pthread_mutex_unlock(&m->lock);
    for (size_t i = 0; st == FA_OK && i < found.count; i++) {
        const record *r = found.items[i];

        st = visit(payload, &r->event, r->sequence, err);
    }
    drop(&found, true);
    return st;
}

static fa_status show_tallies(void *self, const fa_tally_query *query, fa_tally_visit_fn visit, void *payload,
                              fa_error *err)
{
    repo *m = self;
    memory_tallies found;
    fa_status st = FA_OK;
    bool good;

    pthread_mutex_lock(&m->lock);
    good = memory_tallies_find(&m->tallies, query, &found);
    pthread_mutex_unlock(&m->lock);
    if (!good)
        return no_memory(err);
    for (size_t i = 0; st == FA_OK && i < found.count; i++)
        if (found.rows[i]->n != 0)
            st = visit(payload, found.rows[i], err);
    memory_tallies_clear(&found);
    return st;
}

/* ---- feedback ---- */

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

static size_t place_of_feedback(const repo *m, const fa_id *id, bool *found)
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

static bool is_taken(const repo *m, const fa_feedback *f)
{
    for (size_t i = 0; i < m->feedback.count; i++)
        if (is_about_the_same(m->feedback.items[i], f))
            return true;
    return is_erased(m, &f->user);
}

/* Puts the copy in its place, or says that it may not stand there. */
static fa_status place_feedback(repo *m, fa_feedback *copy, fa_error *err)
{
    bool found;
    size_t at = place_of_feedback(m, &copy->id, &found);
    fa_feedback *old = found ? m->feedback.items[at] : NULL;

    if (copy->version == 0) {
        if (found || is_taken(m, copy))
            return fa_fail_field(err, FA_ECONFLICT, "target", "there is feedback on that already");
        copy->version = 1;
        return insert(&m->feedback, at, copy) ? FA_OK : no_memory(err);
    }
    if (old == NULL || old->version != copy->version || !is_about_the_same(old, copy))
        return fa_fail(err, FA_ECONFLICT, "the feedback changed since it was read");
    copy->version++;
    m->feedback.items[at] = copy;
    fa_free(old);
    return FA_OK;
}

static bool prepare(repo *m, const fa_tally *tallies, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!memory_tallies_prepare(&m->tallies, &tallies[i]))
            return false;
    return true;
}

static void add_all(repo *m, const fa_tally *tallies, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        memory_tallies_add(&m->tallies, &tallies[i]);
}

static fa_status keep_feedback(void *self, const fa_feedback *feedback, const fa_tally *tallies,
                               uint32_t count, fa_error *err)
{
    repo *m = self;
    fa_feedback *copy = feedback_new(feedback);
    fa_status st;

    if (copy == NULL)
        return no_memory(err);
    pthread_mutex_lock(&m->lock);
    st = prepare(m, tallies, count) ? place_feedback(m, copy, err) : no_memory(err);
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

static fa_status find_feedback(void *self, const fa_feedback_query *query, fa_feedback_visit_fn visit,
                               void *payload, fa_error *err)
{
    repo *m = self;
    list found = {NULL, 0, 0};
    fa_status st = FA_OK;

    pthread_mutex_lock(&m->lock);
    for (size_t i = m->feedback.count; st == FA_OK && i > 0 && found.count < query->limit; i--) {
        fa_feedback *copy;

        if (!matches(m->feedback.items[i - 1], query))
            continue;
        copy = feedback_new(m->feedback.items[i - 1]);
        if (copy == NULL || !insert(&found, found.count, copy)) {
            fa_free(copy);
            st = no_memory(err);
        }
    }
    pthread_mutex_unlock(&m->lock);
    for (size_t i = 0; st == FA_OK && i < found.count; i++)
        st = visit(payload, found.items[i], err);
    drop(&found, true);
    return st;
}

static fa_status remove_feedback(void *self, fa_id id, uint32_t version, const fa_tally *tallies,
                                 uint32_t count, fa_error *err)
{
    repo *m = self;
    fa_feedback *old = NULL;
    fa_status st = FA_OK;
    bool found;
    size_t at;

    pthread_mutex_lock(&m->lock);
    at = place_of_feedback(m, &id, &found);
    if (!found || ((fa_feedback *)m->feedback.items[at])->version != version) {
        st = fa_fail(err, FA_ECONFLICT, "the feedback changed since it was read");
    } else if (!prepare(m, tallies, count)) {
        st = no_memory(err);
    } else {
        old = m->feedback.items[at];
        take_out(&m->feedback, at);
        add_all(m, tallies, count);
    }
    pthread_mutex_unlock(&m->lock);
    fa_free(old);
    return st;
}

/* ---- forgetting ---- */

static uint64_t purge_events(repo *m, const fa_event_purge *p)
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

static uint64_t purge_feedback(repo *m, const fa_event_purge *p)
{
    bool own = p->user.s[0] != '\0';
    uint64_t removed = 0;

    for (size_t i = 0; i < m->feedback.count && (own || removed < p->limit);) {
        fa_feedback *f = m->feedback.items[i];

        if (own ? fa_id_equal(f->user, p->user) : f->updated < p->feedback_before) {
            take_out(&m->feedback, i);
            fa_free(f);
            removed++;
        } else {
            i++;
        }
    }
    return removed;
}

static bool note_erased(repo *m, const fa_id *user)
{
    fa_id *copy;

    if (user->s[0] == '\0' || is_erased(m, user))
        return true;
    copy = fa_alloc(sizeof *copy);
    if (copy == NULL)
        return false;
    *copy = *user;
    if (insert(&m->erased, m->erased.count, copy))
        return true;
    fa_free(copy);
    return false;
}

static fa_status purge_rows(void *self, const fa_event_purge *p, uint64_t *removed, fa_error *err)
{
    repo *m = self;
    bool good;

    pthread_mutex_lock(&m->lock);
    good = note_erased(m, &p->user);
    if (good)
        *removed = purge_events(m, p) + memory_tallies_purge(&m->tallies, p) + purge_feedback(m, p);
    pthread_mutex_unlock(&m->lock);
    return good ? FA_OK : no_memory(err);
}

static void close_repo(void *self)
{
    repo *m = self;

    drop(&m->events, true);
    drop(&m->by_id, false);
    drop(&m->feedback, true);
    drop(&m->erased, true);
    memory_tallies_clear(&m->tallies);
    pthread_mutex_destroy(&m->lock);
    fa_free(m);
}

fa_status memory_event_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_event_repo_ops ops = {sizeof ops,   "memory",      add,           list_events,
                                          show_tallies, keep_feedback, find_feedback, remove_feedback,
                                          purge_rows,   close_repo};
    repo *m = fa_calloc(1, sizeof *m);

    (void)context;
    (void)url;
    if (m == NULL)
        return no_memory(err);
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        fa_free(m);
        return fa_fail(err, FA_EUNAVAILABLE, "the system has no mutex left");
    }
    *(fa_event_repo *)out = (fa_event_repo){&ops, m};
    return FA_OK;
}
