/* analytics/usecases/rollup.c: roll-ups fetched for a report, and added up. */
#include "analytics/usecases/rollup.h"

#include <string.h>

fa_date fai_window_from(const fai_window *w, int period)
{
    return period == 0 ? w->from : w->before;
}

fa_date fai_window_to(const fai_window *w, int period)
{
    return period == 0 ? w->to : w->from - 1;
}

/* ---- fetching ---- */

static fa_status keep_row(void *payload, const fa_tally *row, fa_error *err)
{
    fai_rollup *r = payload;
    fa_tally copy = *row;
    uint32_t *cells = NULL;

    copy.name = fai_arena_strdup(&r->arena, row->name);
    if (row->cell_count != 0) {
        cells = fai_arena_calloc(&r->arena, row->cell_count, sizeof *cells);
        if (cells != NULL)
            memcpy(cells, row->cells, row->cell_count * sizeof *cells);
    }
    copy.cells = cells;
    if (copy.name == NULL || (cells == NULL && row->cell_count != 0) || !fai_vec_push(&r->rows, copy))
        return fa_fail(err, FA_ENOMEM, "out of memory for a report");
    return FA_OK;
}

static fa_status fetch(const fa_analytics_service *svc, const fa_tally_query *query, fai_rollup *out,
                       fa_error *err)
{
    fa_status st;

    memset(out, 0, sizeof *out);
    fai_arena_init(&out->arena, 0);
    st = fa_event_repo_tallies(&svc->with.repo, query, keep_row, out, err);
    if (st != FA_OK)
        fai_rollup_clear(out);
    return st;
}

fa_status fai_rollup_fetch(const fa_analytics_service *svc, fa_series series, const fai_window *w,
                           fai_rollup *out, fa_error *err)
{
    fa_tally_query query = {sizeof query, series, FA_TALLY_ALL, w->before, w->to, {{0}}};

    return fetch(svc, &query, out, err);
}

fa_status fai_rollup_fetch_ever(const fa_analytics_service *svc, fa_series series, const fai_window *w,
                                fai_rollup *out, fa_error *err)
{
    fa_tally_query query = {sizeof query, series, FA_TALLY_ALL, 0, w->to, {{0}}};

    return fetch(svc, &query, out, err);
}

fa_status fai_rollup_fetch_users(const fa_analytics_service *svc, fa_series series, fa_tally_scope scope,
                                 const fai_window *w, int period, fa_id user, fai_rollup *out, fa_error *err)
{
    fa_tally_query query = {sizeof query, series, scope, fai_window_from(w, period), fai_window_to(w, period),
                            user};

    return fetch(svc, &query, out, err);
}

void fai_rollup_clear(fai_rollup *r)
{
    fai_vec_clear(&r->rows);
    fai_arena_clear(&r->arena);
}

/* ---- adding up ---- */

static bool is_meant(const fa_tally *row, fa_date from, fa_date to, const char *name)
{
    return row->day >= from && row->day <= to && (name == NULL || strcmp(row->name, name) == 0);
}

fa_tally fai_rollup_sum(const fai_rollup *r, fa_date from, fa_date to, const char *name)
{
    fa_tally sum = {.name = name == NULL ? "" : name, .low = INT64_MAX, .high = INT64_MIN, .part = -1};

    for (size_t i = 0; i < r->rows.len; i++)
        if (is_meant(&r->rows.items[i], from, to, name))
            fa_tally_add(&sum, &r->rows.items[i]);
    return sum;
}

fa_tally fai_rollup_sum_period(const fai_rollup *r, const fai_window *w, int period, const char *name)
{
    return fai_rollup_sum(r, fai_window_from(w, period), fai_window_to(w, period), name);
}

const char *fai_rollup_next_name(const fai_rollup *r, const fai_window *w, const char *after)
{
    const char *best = NULL;

    for (size_t i = 0; i < r->rows.len; i++) {
        const fa_tally *row = &r->rows.items[i];

        if (is_meant(row, w->from, w->to, NULL) && (after == NULL || strcmp(row->name, after) > 0) &&
            (best == NULL || strcmp(row->name, best) < 0))
            best = row->name;
    }
    return best;
}

void fai_rollup_cells(const fai_rollup *r, fa_date from, fa_date to, const char *name, uint64_t *cells,
                      size_t count)
{
    for (size_t i = 0; i < r->rows.len; i++) {
        const fa_tally *row = &r->rows.items[i];

        if (!is_meant(row, from, to, name))
            continue;
        for (size_t k = 0; k < count && k < row->cell_count; k++)
            cells[k] += row->cells[k];
    }
}

/* ---- users ---- */

uint32_t fai_rollup_top_users(const fai_rollup *r, fai_key_fn key, const fa_tally *out[FAI_TOP_USERS])
{
    uint32_t count = 0;

    for (size_t i = 0; i < r->rows.len; i++) {
        const fa_tally *row = &r->rows.items[i];
        uint32_t at = count;

        while (at > 0 && key(out[at - 1]) < key(row))
            at--;
        if (at == FAI_TOP_USERS)
            continue;
        if (count < FAI_TOP_USERS)
            count++;
        memmove(out + at + 1, out + at, (count - at - 1) * sizeof *out);
        out[at] = row;
    }
    return count;
}
