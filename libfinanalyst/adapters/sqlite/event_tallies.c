/* adapters/sqlite/event_tallies.c: roll-ups: adding to them within the transaction of the events, and showing them. */
#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "arena.h"
#include "events.h"

enum { CELL_BYTES = 4 };

/* ---- adding ---- */

fa_status fai_sql_tallies_push(fai_sql_tallies *t, const fa_tally *rows, uint32_t count, fa_error *err)
{
    if (count == 0)
        return FA_OK;
    if (t->count + count > t->cap) {
        size_t cap = t->cap * 2 + 64 + count;
        fa_tally *grown = fa_realloc(t->rows, cap * sizeof *grown);

        if (grown == NULL)
            return fa_fail(err, FA_ENOMEM, "out of memory for the roll-ups of events");
        t->rows = grown;
        t->cap = cap;
    }
    memcpy(t->rows + t->count, rows, count * sizeof *rows);
    t->count += count;
    return FA_OK;
}

void fai_sql_tallies_clear(fai_sql_tallies *t)
{
    fa_free(t->rows);
    memset(t, 0, sizeof *t);
}

static int by_key(const void *a, const void *b)
{
    return fa_tally_compare(a, b);
}

/* The counters of one row. */
typedef struct cells {
    uint32_t of[FA_TALLY_PARTS];
    uint32_t count;
} cells;

static void cells_load(cells *all, const unsigned char *bytes, size_t len)
{
    all->count = 0;
    for (; len >= CELL_BYTES && all->count < FA_TALLY_PARTS; bytes += CELL_BYTES, len -= CELL_BYTES)
        all->of[all->count++] = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
                                (uint32_t)bytes[3] << 24;
}

static void cells_add(cells *all, const fa_tally *added)
{
    while (all->count <= (uint32_t)added->part)
        all->of[all->count++] = 0;
    all->of[added->part] += (uint32_t)added->n;
}

static size_t cells_store(const cells *all, unsigned char *out)
{
    for (uint32_t i = 0; i < all->count; i++)
        for (int k = 0; k < CELL_BYTES; k++)
            out[i * CELL_BYTES + (uint32_t)k] = (unsigned char)(all->of[i] >> (8 * k));
    return (size_t)all->count * CELL_BYTES;
}

/* The key of a row in its table: a user's has no name. */
static void bind_key(fai_sql_query *q, const fa_tally *row)
{
    fai_sql_int(q, row->series);
    fai_sql_int(q, row->day);
    fai_sql_text(q, row->user.s[0] != '\0' ? row->user.s : row->name);
}

static fa_status read_cells(fai_sql_connection *c, const fa_tally *key, cells *out, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, key->user.s[0] != '\0' ? FAI_TALLY_CELLS_OF_USER : FAI_TALLY_CELLS);

    bind_key(&q, key);
    out->count = 0;
    if (fai_sql_step(&q)) {
        size_t len;
        const unsigned char *bytes = fai_sql_get_blob(&q, &len);

        cells_load(out, bytes, len);
    }
    return fai_sql_end(&q, err);
}

/* rows[0..count) are of one key; row is their sum. A series has parts in all of its rows of a table or in none. */
static fa_status write_row(fai_sql_connection *c, const fa_tally *row, const fa_tally *rows, size_t count,
                           fa_error *err)
{
    unsigned char bytes[FA_TALLY_PARTS * CELL_BYTES];
    size_t len = 0;
    fai_sql_query q;

    if (row->part >= 0) {
        cells all;
        fa_status st = read_cells(c, row, &all, err);

        if (st != FA_OK)
            return st;
        for (size_t i = 0; i < count; i++)
            cells_add(&all, &rows[i]);
        len = cells_store(&all, bytes);
    }
    q = fai_sql_begin(c, row->user.s[0] != '\0' ? FAI_TALLY_ADD_USER : FAI_TALLY_ADD);
    bind_key(&q, row);
    fai_sql_int(&q, row->n);
    fai_sql_int(&q, row->a);
    fai_sql_int(&q, row->b);
    fai_sql_int(&q, row->c);
    fai_sql_int(&q, row->low);
    fai_sql_int(&q, row->high);
    fai_sql_blob(&q, bytes, len);
    fai_sql_run(&q);
    return fai_sql_end(&q, err);
}

fa_status fai_sql_tallies_write(fai_sql_tallies *t, fai_sql_connection *c, fa_error *err)
{
    fa_status st = FA_OK;

    if (t->count > 1)
        qsort(t->rows, t->count, sizeof *t->rows, by_key);
    for (size_t i = 0, next; st == FA_OK && i < t->count; i = next) {
        fa_tally row = t->rows[i];

        for (next = i + 1; next < t->count && fa_tally_compare(&t->rows[next], &row) == 0; next++)
            fa_tally_add(&row, &t->rows[next]);
        st = write_row(c, &row, t->rows + i, next - i, err);
    }
    t->count = 0;
    return st;
}

/* ---- showing ---- */

typedef struct row {
    fa_tally tally;
    struct row *next;
} row;

typedef struct reading {
    const fa_tally_query *query;
    fai_sql_arena arena;
    row *first;
} reading;

static void read_cells_of_row(fai_sql_query *q, fai_sql_arena *a, fa_tally *t)
{
    size_t len;
    const unsigned char *bytes = fai_sql_get_blob(q, &len);
    uint32_t *copy;
    cells all;

    cells_load(&all, bytes, len);
    copy = fai_sql_array(a, all.count, sizeof *copy);
    if (copy == NULL)
        return;
    memcpy(copy, all.of, all.count * sizeof *copy);
    t->cell_count = all.count;
    t->cells = copy;
}

static void read_tally(fai_sql_query *q, reading *r, fa_tally *t)
{
    t->series = r->query->series;
    t->part = -1;
    t->day = (fa_date)fai_sql_get_int(q);
    if (r->query->scope == FA_TALLY_ALL) {
        t->name = fai_sql_copy(&r->arena, fai_sql_get_text(q));
    } else {
        t->name = "";
        fai_sql_get_id(q, &t->user);
    }
    t->n = fai_sql_get_int(q);
    t->a = fai_sql_get_int(q);
    t->b = fai_sql_get_int(q);
    t->c = fai_sql_get_int(q);
    t->low = fai_sql_get_int(q);
    t->high = fai_sql_get_int(q);
    read_cells_of_row(q, &r->arena, t);
}

static int statement_of(const fa_tally_query *query)
{
    bool one = query->user.s[0] != '\0';

    if (query->scope == FA_TALLY_ALL)
        return FAI_TALLY_LIST;
    if (query->scope == FA_TALLY_USERS)
        return one ? FAI_TALLY_USER : FAI_TALLY_USERS;
    return one ? FAI_TALLY_USER_DAYS : FAI_TALLY_USERS_DAYS;
}

static fa_status read_rows(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    const fa_tally_query *query = r->query;
    fai_sql_query q = fai_sql_begin(c, statement_of(query));
    row **end = &r->first;
    fa_status st;

    fai_sql_int(&q, query->series);
    fai_sql_int(&q, query->from);
    fai_sql_int(&q, query->to);
    if (query->scope != FA_TALLY_ALL && query->user.s[0] != '\0')
        fai_sql_text(&q, query->user.s);
    while (!r->arena.failed && fai_sql_step(&q)) {
        row *next = fai_sql_array(&r->arena, 1, sizeof *next);

        if (next == NULL)
            break;
        read_tally(&q, r, &next->tally);
        *end = next;
        end = &next->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&r->arena, err) : st;
}

fa_status fai_sql_tallies_show(void *self, const fa_tally_query *query, fa_tally_visit_fn visit,
                               void *payload, fa_error *err)
{
    reading r = {.query = query};
    fa_status st;

    if (query->from > query->to)
        return FA_OK;
    st = fai_sql_read(self, read_rows, &r, err);
    for (const row *next = r.first; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, &next->tally, err);
    fai_sql_arena_clear(&r.arena);
    return st;
}
