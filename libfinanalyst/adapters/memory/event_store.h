/* adapters/memory/event_store.h: what the files of the event repository share. */
#ifndef FA_MEMORY_EVENT_STORE_H
#define FA_MEMORY_EVENT_STORE_H

#include <pthread.h>

#include "event_tallies.h"

/* Pointers that grow. */
typedef struct memory_list {
    void **items;
    size_t count;
    size_t cap;
} memory_list;

/* Puts an item at a place. false: out of memory. */
bool memory_list_insert(memory_list *l, size_t at, void *item);
void memory_list_take_out(memory_list *l, size_t at);
void memory_list_drop(memory_list *l, bool with_items);

typedef struct memory_events {
    pthread_mutex_t lock;
    uint64_t sequence;
    memory_list events;   /* records, by sequence */
    memory_list by_id;    /* the same ones, by user and id */
    memory_list feedback; /* fa_feedback, by id; their texts follow */
    memory_list erased;   /* fa_id */
    memory_tallies tallies;
} memory_events;

fa_status memory_events_no_memory(fa_error *err);
/* With the lock. */
bool memory_events_erased(const memory_events *m, const fa_id *user);
/* With the lock: forgets feedback, by age or of a user; returns how much. */
uint64_t memory_feedback_purge(memory_events *m, const fa_event_purge *p);

/* Ops of the port. */
fa_status memory_feedback_keep(void *self, const fa_feedback *feedback, const fa_tally *tallies,
                               uint32_t count, fa_error *err);
fa_status memory_feedback_find(void *self, const fa_feedback_query *query, fa_feedback_visit_fn visit,
                               void *payload, fa_error *err);
fa_status memory_feedback_remove(void *self, fa_id id, uint32_t version, const fa_tally *tallies,
                                 uint32_t count, fa_error *err);

#endif
