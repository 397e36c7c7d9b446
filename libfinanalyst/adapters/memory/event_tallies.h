/* adapters/memory/event_tallies.h: roll-ups in one sorted array. */
#ifndef FA_MEMORY_EVENT_TALLIES_H
#define FA_MEMORY_EVENT_TALLIES_H

#include <finanalyst/port/event_repo.h>

/* Zero it to begin. Not for several threads at once. */
typedef struct memory_tallies {
    fa_tally *
        *rows; /* by fa_tally_compare; the name of a row, and its cells, follow it in the same allocation */
    size_t count;
    size_t cap;
} memory_tallies;

/* Makes sure that there is a row to add to, so that adding cannot fail. false: out of memory. */
bool memory_tallies_prepare(memory_tallies *t, const fa_tally *added);
void memory_tallies_add(memory_tallies *t, const fa_tally *added);
/* Copies of the rows that a query asks for, in its order, into *out; freed with memory_tallies_clear. false: out of
 * memory, and *out is empty. */
bool memory_tallies_find(const memory_tallies *t, const fa_tally_query *query, memory_tallies *out);
/* Forgets the rows of a user (none: by age), and those of days before, at most limit; returns how many. */
uint64_t memory_tallies_purge(memory_tallies *t, const fa_event_purge *purge);
void memory_tallies_clear(memory_tallies *t);

#endif
