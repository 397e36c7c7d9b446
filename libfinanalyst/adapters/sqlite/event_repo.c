/* adapters/sqlite/event_repo.c: events. Those of callers that wait together are added as one: their roll-ups are written
 * once for all of them. */
#include "sqlite.h"

#include <string.h>

#include <finanalyst/alloc.h>

#include "arena.h"
#include "events.h"

#define EVENT                                                                                                \
    "user, id, type, at, received, session, data, document, operation, duration_us, size_bytes, failed, "    \
    "vendor, model, input_tokens, output_tokens, cost_micros, outcome"
#define SUMS "n, a, b, c, low, high"
#define ADDED_UP "sum(n), sum(a), sum(b), sum(c), min(low), max(high), x''"
#define TALLY                                                                                                \
    " DO UPDATE SET n = n + excluded.n, a = a + excluded.a, b = b + excluded.b, c = c + excluded.c, "        \
    "low = min(low, excluded.low), high = max(high, excluded.high), cells = excluded.cells"
/* Each day is looked up by itself: what a user costs does not depend on how many others there are. */
#define DAYS "WITH RECURSIVE days(day) AS (SELECT ?2 UNION ALL SELECT day + 1 FROM days WHERE day < ?3) "
#define OF_USER " FROM days CROSS JOIN user_tally USING (day) WHERE series = ?1 AND user = ?4 "
#define FEEDBACK "id, user, target_kind, target, thumbs, rating, comment, created, updated, version, resolved"

static const char *const statements[FAI_EVENT_STATEMENTS] = {
    [FAI_EVENT_ADD] = "INSERT OR IGNORE INTO event (" EVENT ") "
                      "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
                      "WHERE NOT EXISTS (SELECT 1 FROM erased WHERE user = ?1)",
    [FAI_EVENT_LIST] = "SELECT sequence, " EVENT " FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?",
    [FAI_TALLY_CELLS] = "SELECT cells FROM tally WHERE series = ? AND day = ? AND name = ?",
    [FAI_TALLY_CELLS_OF_USER] = "SELECT cells FROM user_tally WHERE series = ? AND day = ? AND user = ?",
    [FAI_TALLY_ADD] = "INSERT INTO tally (series, day, name, " SUMS ", cells) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (series, day, name)" TALLY,
    [FAI_TALLY_ADD_USER] = "INSERT INTO user_tally (series, day, user, " SUMS ", cells) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (series, day, user)" TALLY,
    [FAI_TALLY_LIST] = "SELECT day, name, " SUMS ", cells FROM tally "
                       "WHERE series = ? AND day BETWEEN ? AND ? AND n <> 0 ORDER BY day, name",
    [FAI_TALLY_USERS] = "SELECT ?2, user, " ADDED_UP " FROM user_tally "
                        "WHERE series = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY user HAVING sum(n) <> 0 "
                        "ORDER BY user",
    [FAI_TALLY_USER] = DAYS "SELECT ?2, user, " ADDED_UP OF_USER "HAVING sum(n) <> 0",
    [FAI_TALLY_USERS_DAYS] = "SELECT day, user, " SUMS ", cells FROM user_tally "
                             "WHERE series = ? AND day BETWEEN ? AND ? AND n <> 0 ORDER BY user, day",
    [FAI_TALLY_USER_DAYS] = DAYS "SELECT day, user, " SUMS ", cells" OF_USER "AND n <> 0 ORDER BY day",
    [FAI_FEEDBACK_ADD] = "INSERT INTO feedback (" FEEDBACK ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1, ?)",
    [FAI_FEEDBACK_REPLACE] =
        "UPDATE feedback SET (" FEEDBACK ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1, ?) "
        "WHERE id = ?1 AND version = ?10 AND user = ?2 AND target_kind = ?3 AND target = ?4",
    [FAI_FEEDBACK_GET] = "SELECT " FEEDBACK " FROM feedback WHERE id = ?",
    [FAI_FEEDBACK_OF_TARGET] =
        "SELECT " FEEDBACK " FROM feedback WHERE user = ? AND target_kind = ? AND target = ?",
    [FAI_FEEDBACK_OF_USER] =
        "SELECT " FEEDBACK " FROM feedback WHERE user = ? AND id < ? ORDER BY id DESC LIMIT ?",
    [FAI_FEEDBACK_ALL] = "SELECT " FEEDBACK " FROM feedback WHERE id < ? ORDER BY id DESC LIMIT ?",
    [FAI_FEEDBACK_REMOVE] = "DELETE FROM feedback WHERE id = ? AND version = ?",
    [FAI_ERASED_GET] = "SELECT 1 FROM erased WHERE user = ?",
    [FAI_ERASED_ADD] = "INSERT OR IGNORE INTO erased (user) VALUES (?)",
    [FAI_PURGE_EVENTS] = "DELETE FROM event WHERE sequence IN "
                         "(SELECT sequence FROM event WHERE received < ? ORDER BY sequence LIMIT ?)",
    [FAI_PURGE_TALLIES] = "DELETE FROM tally WHERE (series, day, name) IN "
                          "(SELECT series, day, name FROM tally WHERE day < ? LIMIT ?)",
    [FAI_PURGE_USER_TALLIES] = "DELETE FROM user_tally WHERE (series, day, user) IN "
                               "(SELECT series, day, user FROM user_tally WHERE day < ? LIMIT ?)",
    [FAI_PURGE_FEEDBACK] =
        "DELETE FROM feedback WHERE id IN (SELECT id FROM feedback WHERE updated < ? LIMIT ?)",
    [FAI_ERASE_EVENTS] = "DELETE FROM event WHERE user = ?",
    [FAI_ERASE_TALLIES] = "DELETE FROM user_tally WHERE user = ?",
    [FAI_ERASE_FEEDBACK] = "DELETE FROM feedback WHERE user = ?"};

/* ---- adding ---- */

/* Rows are made one before they are more than this. */
enum { TALLIES_AT_ONCE = 4096 };

typedef struct addition {
    const fa_event *events;
    uint32_t count;
    fa_time received;
    uint32_t accepted;
} addition;

static void bind_event(fai_sql_query *q, const fa_event *e, fa_time received)
{
    fai_sql_text(q, e->user.s);
    fai_sql_text(q, e->id);
    fai_sql_int(q, e->type);
    fai_sql_int(q, e->at);
    fai_sql_int(q, received);
    fai_sql_text(q, e->session);
    fai_sql_text(q, e->data);
    fai_sql_text(q, e->document.s);
    fai_sql_int(q, e->operation);
    fai_sql_int(q, e->duration_us);
    fai_sql_int(q, (int64_t)e->size_bytes);
    fai_sql_int(q, e->failed);
    fai_sql_text(q, e->vendor);
    fai_sql_text(q, e->model);
    fai_sql_int(q, (int64_t)e->input_tokens);
    fai_sql_int(q, (int64_t)e->output_tokens);
    fai_sql_int(q, e->cost_micros);
    fai_sql_int(q, e->outcome);
}

static fa_status add_some(fai_sql_connection *c, addition *add, fai_sql_tallies *tallies, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, FAI_EVENT_ADD);
    fa_status st = FA_OK, ended;

    add->accepted = 0;
    for (uint32_t i = 0; st == FA_OK && q.code == SQLITE_OK && i < add->count; i++) {
        fa_tally rows[FA_EVENT_TALLIES];

        bind_event(&q, &add->events[i], add->received);
        fai_sql_run(&q);
        if (q.code != SQLITE_OK || sqlite3_changes(c->db) == 0)
            continue;
        add->accepted++;
        st = fai_sql_tallies_push(tallies, rows, fa_event_tallies(&add->events[i], rows), err);
    }
    ended = fai_sql_end(&q, st == FA_OK ? err : NULL);
    return st == FA_OK ? ended : st;
}

static fa_status add_work(fai_sql_connection *c, void *const *payloads, size_t count, fa_error *err)
{
    fai_sql_tallies tallies = {NULL, 0, 0};
    fa_status st = FA_OK;

    for (size_t i = 0; st == FA_OK && i < count; i++) {
        st = add_some(c, payloads[i], &tallies, err);
        if (st == FA_OK && tallies.count > TALLIES_AT_ONCE)
            st = fai_sql_tallies_write(&tallies, c, err);
    }
    if (st == FA_OK)
        st = fai_sql_tallies_write(&tallies, c, err);
    fai_sql_tallies_clear(&tallies);
    return st;
}

static fa_status add_events(void *self, const fa_event *events, uint32_t count, fa_time received,
                            uint32_t *accepted, fa_error *err)
{
    addition add = {.events = events, .count = count, .received = received};
    fa_status st = fai_sql_write_as_one(self, add_work, &add, err);

    if (st == FA_OK)
        *accepted = add.accepted;
    return st;
}

/* ---- listing ---- */

typedef struct row {
    fa_event event;
    uint64_t sequence;
    struct row *next;
} row;

typedef struct reading {
    uint64_t after;
    uint32_t limit;
    fai_sql_arena arena;
    row *first;
} reading;

static void read_event(fai_sql_query *q, fai_sql_arena *a, row *r)
{
    fa_event *e = &r->event;

    e->struct_size = sizeof *e;
    r->sequence = (uint64_t)fai_sql_get_int(q);
    fai_sql_get_id(q, &e->user);
    e->id = fai_sql_copy(a, fai_sql_get_text(q));
    e->type = (fa_event_type)fai_sql_get_int(q);
    e->at = fai_sql_get_int(q);
    (void)fai_sql_get_int(q); /* received */
    e->session = fai_sql_copy(a, fai_sql_get_text(q));
    e->data = fai_sql_copy(a, fai_sql_get_text(q));
    fai_sql_get_id(q, &e->document);
    e->operation = (fa_operation)fai_sql_get_int(q);
    e->duration_us = fai_sql_get_int(q);
    e->size_bytes = (uint64_t)fai_sql_get_int(q);
    e->failed = fai_sql_get_int(q) != 0;
    e->vendor = fai_sql_copy(a, fai_sql_get_text(q));
    e->model = fai_sql_copy(a, fai_sql_get_text(q));
    e->input_tokens = (uint64_t)fai_sql_get_int(q);
    e->output_tokens = (uint64_t)fai_sql_get_int(q);
    e->cost_micros = fai_sql_get_int(q);
    e->outcome = (fa_outcome)fai_sql_get_int(q);
}

static fa_status read_rows(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_EVENT_LIST);
    row **end = &r->first;
    fa_status st;

    fai_sql_int(&q, (int64_t)r->after);
    fai_sql_int(&q, r->limit);
    while (!r->arena.failed && fai_sql_step(&q)) {
        row *next = fai_sql_array(&r->arena, 1, sizeof *next);

        if (next == NULL)
            break;
        read_event(&q, &r->arena, next);
        *end = next;
        end = &next->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&r->arena, err) : st;
}

static fa_status list_events(void *self, uint64_t after, uint32_t limit, fa_event_visit_fn visit,
                             void *payload, fa_error *err)
{
    reading r = {.after = after, .limit = limit};
    fa_status st = fai_sql_read(self, read_rows, &r, err);

    for (const row *next = r.first; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, &next->event, next->sequence, err);
    fai_sql_arena_clear(&r.arena);
    return st;
}

/* ---- forgetting ---- */

typedef struct forgetting {
    const fa_event_purge *purge;
    uint64_t removed;
} forgetting;

static fa_status run_and_count(fai_sql_query *q, forgetting *f, fa_error *err)
{
    fa_status st;

    fai_sql_run(q);
    st = fai_sql_end(q, err);
    if (st == FA_OK)
        f->removed += (uint64_t)sqlite3_changes(q->connection->db);
    return st;
}

static fa_status forget_older(fai_sql_connection *c, int statement, int64_t before, forgetting *f,
                              fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, statement);

    fai_sql_int(&q, before);
    fai_sql_int(&q, f->purge->limit);
    return run_and_count(&q, f, err);
}

static fa_status purge_by_age(fai_sql_connection *c, forgetting *f, fa_error *err)
{
    const fa_event_purge *p = f->purge;
    fa_status st = FA_OK;

    if (p->events_before != 0)
        st = forget_older(c, FAI_PURGE_EVENTS, p->events_before, f, err);
    if (st == FA_OK && p->tallies_before != FA_DATE_NONE)
        st = forget_older(c, FAI_PURGE_TALLIES, p->tallies_before, f, err);
    if (st == FA_OK && p->tallies_before != FA_DATE_NONE)
        st = forget_older(c, FAI_PURGE_USER_TALLIES, p->tallies_before, f, err);
    if (st == FA_OK && p->feedback_before != 0)
        st = forget_older(c, FAI_PURGE_FEEDBACK, p->feedback_before, f, err);
    return st;
}

static fa_status purge_user(fai_sql_connection *c, forgetting *f, fa_error *err)
{
    static const int steps[] = {FAI_ERASE_EVENTS, FAI_ERASE_TALLIES, FAI_ERASE_FEEDBACK};
    fai_sql_query q = fai_sql_begin(c, FAI_ERASED_ADD);
    fa_status st;

    fai_sql_text(&q, f->purge->user.s);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    for (size_t i = 0; st == FA_OK && i < sizeof steps / sizeof *steps; i++) {
        q = fai_sql_begin(c, steps[i]);
        fai_sql_text(&q, f->purge->user.s);
        st = run_and_count(&q, f, err);
    }
    return st;
}

static fa_status purge_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    forgetting *f = payload;

    f->removed = 0;
    return f->purge->user.s[0] != '\0' ? purge_user(c, f, err) : purge_by_age(c, f, err);
}

static fa_status purge_rows(void *self, const fa_event_purge *purge, uint64_t *removed, fa_error *err)
{
    forgetting f = {.purge = purge};
    fa_status st = fai_sql_write(self, purge_work, &f, err);

    if (st == FA_OK)
        *removed = f.removed;
    return st;
}

static void close_repo(void *self)
{
    fai_sql_store_close(self);
}

fa_status fai_sql_event_repo_open(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_event_repo_ops ops = {sizeof ops,
                                          "sqlite",
                                          add_events,
                                          list_events,
                                          fai_sql_tallies_show,
                                          fai_sql_feedback_keep,
                                          fai_sql_feedback_find,
                                          fai_sql_feedback_remove,
                                          purge_rows,
                                          close_repo};
    fai_sql_store *s = NULL;
    fa_status st =
        fai_sql_store_open(url, &fai_sql_analytics_schema, statements, FAI_EVENT_STATEMENTS, &s, err);

    (void)context;
    if (st == FA_OK)
        *(fa_event_repo *)out = (fa_event_repo){&ops, s};
    return st;
}
