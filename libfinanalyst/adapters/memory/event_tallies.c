/* adapters/memory/event_tallies.c: roll-ups in one sorted array. */
#include "event_tallies.h"

#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>

/* Where the row stands, or would. */
static size_t place_of(const memory_tallies *t, const fa_tally *key, bool *found)
{
    size_t low = 0, high = t->count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (fa_tally_compare(t->rows[mid], key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *found = low < t->count && fa_tally_compare(t->rows[low], key) == 0;
    return low;
}

static bool make_room(memory_tallies *t)
{
    size_t cap = t->cap == 0 ? 32 : t->cap * 2;
    fa_tally **rows;

    if (t->count < t->cap)
        return true;
    rows = fa_realloc(t->rows, cap * sizeof *rows);
    if (rows == NULL)
        return false;
    t->rows = rows;
    t->cap = cap;
    return true;
}

/* A row with the key, the sums and room for cell_count cells. */
static fa_tally *row_new(const fa_tally *like, uint32_t cell_count)
{
    size_t cells = cell_count * sizeof(uint32_t), name = strlen(like->name) + 1;
    fa_tally *row = fa_calloc(1, sizeof *row + cells + name);

    if (row == NULL)
        return NULL;
    *row = *like;
    row->part = -1;
    row->cell_count = cell_count;
    row->cells = (uint32_t *)(void *)(row + 1);
    row->name = memcpy((char *)(row + 1) + cells, like->name, name);
    return row;
}

bool memory_tallies_prepare(memory_tallies *t, const fa_tally *added)
{
    fa_tally *row, empty = *added;
    bool found;
    size_t at = place_of(t, added, &found);

    if (found)
        return true;
    empty.n = empty.a = empty.b = empty.c = 0;
    empty.low = INT64_MAX;
    empty.high = INT64_MIN;
    row = make_room(t) ? row_new(&empty, added->part < 0 ? 0 : FA_TALLY_PARTS) : NULL;
    if (row == NULL)
        return false;
    memmove(t->rows + at + 1, t->rows + at, (t->count - at) * sizeof *t->rows);
    t->rows[at] = row;
    t->count++;
    return true;
}

void memory_tallies_add(memory_tallies *t, const fa_tally *added)
{
    bool found;
    fa_tally *row = t->rows[place_of(t, added, &found)];
    uint32_t *cells = (uint32_t *)(void *)(row + 1);

    fa_tally_add(row, added);
    if (added->part >= 0 && (uint32_t)added->part < row->cell_count)
        cells[added->part] += (uint32_t)added->n;
}

static bool is_asked_for(const fa_tally *row, const fa_tally_query *q)
{
    if (row->series != q->series || row->day < q->from || row->day > q->to || row->n == 0)
        return false;
    if (q->scope == FA_TALLY_ALL)
        return row->user.s[0] == '\0';
    return row->user.s[0] != '\0' && (q->user.s[0] == '\0' || fa_id_equal(row->user, q->user));
}

static int by_user_and_day(const void *a, const void *b)
{
    const fa_tally *x = *(fa_tally *const *)a, *y = *(fa_tally *const *)b;
    int order = strcmp(x->user.s, y->user.s);

    return order != 0 ? order : fa_tally_compare(x, y);
}

/* Adds up the days of each user: rows of the same key become one. */
static void fold(memory_tallies *t)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->count; i++) {
        if (kept > 0 && fa_tally_compare(t->rows[kept - 1], t->rows[i]) == 0) {
            fa_tally_add(t->rows[kept - 1], t->rows[i]);
            fa_free(t->rows[i]);
        } else {
            t->rows[kept++] = t->rows[i];
        }
    }
    t->count = kept;
}

bool memory_tallies_find(const memory_tallies *t, const fa_tally_query *query, memory_tallies *out)
{
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < t->count; i++) {
        const fa_tally *row = t->rows[i];
        uint32_t cell_count = query->scope == FA_TALLY_USERS ? 0 : row->cell_count;
        fa_tally *copy;

        if (!is_asked_for(row, query))
            continue;
        copy = make_room(out) ? row_new(row, cell_count) : NULL;
        if (copy == NULL) {
            memory_tallies_clear(out);
            return false;
        }
        memcpy(copy + 1, row->cells, cell_count * sizeof *row->cells);
        if (query->scope == FA_TALLY_USERS)
            copy->day = query->from;
        out->rows[out->count++] = copy;
    }
    if (query->scope != FA_TALLY_ALL && out->count > 1)
        qsort(out->rows, out->count, sizeof *out->rows, by_user_and_day);
    if (query->scope == FA_TALLY_USERS)
        fold(out);
    return true;
}

uint64_t memory_tallies_purge(memory_tallies *t, const fa_event_purge *purge)
{
    uint64_t removed = 0;
    size_t kept = 0;

    for (size_t i = 0; i < t->count; i++) {
        const fa_tally *row = t->rows[i];
        bool old = purge->user.s[0] == '\0' && purge->tallies_before != FA_DATE_NONE &&
                   row->day < purge->tallies_before && removed < purge->limit;
        bool own = purge->user.s[0] != '\0' && fa_id_equal(row->user, purge->user);

        if (old || own) {
            fa_free(t->rows[i]);
            removed++;
        } else {
            t->rows[kept++] = t->rows[i];
        }
    }
    t->count = kept;
    return removed;
}

void memory_tallies_clear(memory_tallies *t)
{
    for (size_t i = 0; i < t->count; i++)
        fa_free(t->rows[i]);
    fa_free(t->rows);
    memset(t, 0, sizeof *t);
}
