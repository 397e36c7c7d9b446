/* adapters/sqlite/event_feedback.c: feedback, whose roll-ups change with it. */
#include <string.h>

#include "arena.h"
#include "events.h"

/* ---- changing ---- */

typedef struct change {
    const fa_feedback *feedback; /* NULL = the one of that id and version goes */
    fa_id id;
    uint32_t version;
    const fa_tally *tallies;
    uint32_t count;
} change;

static void bind_feedback(fai_sql_query *q, const fa_feedback *f)
{
    fai_sql_text(q, f->id.s);
    fai_sql_text(q, f->user.s);
    fai_sql_int(q, f->target_kind);
    fai_sql_text(q, f->target);
    fai_sql_int(q, f->thumbs);
    fai_sql_int(q, f->rating);
    fai_sql_text(q, f->comment);
    fai_sql_int(q, f->created);
    fai_sql_int(q, f->updated);
    fai_sql_int(q, f->version);
    fai_sql_int(q, f->resolved);
}

static fa_status add_tallies(fai_sql_connection *c, const change *ch, fa_error *err)
{
    fai_sql_tallies tallies = {NULL, 0, 0};
    fa_status st = fai_sql_tallies_push(&tallies, ch->tallies, ch->count, err);

    if (st == FA_OK)
        st = fai_sql_tallies_write(&tallies, c, err);
    fai_sql_tallies_clear(&tallies);
    return st;
}

static fa_status check_erased(fai_sql_connection *c, const fa_feedback *f, fa_error *err)
{
    fai_sql_query q = fai_sql_begin(c, FAI_ERASED_GET);
    bool erased;
    fa_status st;

    fai_sql_text(&q, f->user.s);
    erased = fai_sql_step(&q);
    st = fai_sql_end(&q, err);
    return st == FA_OK && erased ? fa_fail_field(err, FA_ECONFLICT, "user_id", "the user is gone") : st;
}

static fa_status keep_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const change *ch = payload;
    bool is_new = ch->feedback->version == 0;
    fai_sql_query q;
    fa_status st = is_new ? check_erased(c, ch->feedback, err) : FA_OK;

    if (st != FA_OK)
        return st;
    q = fai_sql_begin(c, is_new ? FAI_FEEDBACK_ADD : FAI_FEEDBACK_REPLACE);
    bind_feedback(&q, ch->feedback);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st == FA_ECONFLICT)
        return fa_fail_field(err, st, "target", "there is feedback on that already");
    if (st == FA_OK && sqlite3_changes(c->db) == 0)
        return fa_fail(err, FA_ECONFLICT, "the feedback changed since it was read");
    return st == FA_OK ? add_tallies(c, ch, err) : st;
}

static fa_status remove_work(fai_sql_connection *c, void *payload, fa_error *err)
{
    const change *ch = payload;
    fai_sql_query q = fai_sql_begin(c, FAI_FEEDBACK_REMOVE);
    fa_status st;

    fai_sql_text(&q, ch->id.s);
    fai_sql_int(&q, ch->version);
    fai_sql_run(&q);
    st = fai_sql_end(&q, err);
    if (st == FA_OK && sqlite3_changes(c->db) == 0)
        return fa_fail(err, FA_ECONFLICT, "the feedback changed since it was read");
    return st == FA_OK ? add_tallies(c, ch, err) : st;
}

fa_status fai_sql_feedback_keep(void *self, const fa_feedback *feedback, const fa_tally *tallies,
                                uint32_t count, fa_error *err)
{
    change ch = {.feedback = feedback, .tallies = tallies, .count = count};

    return fai_sql_write(self, keep_work, &ch, err);
}

fa_status fai_sql_feedback_remove(void *self, fa_id id, uint32_t version, const fa_tally *tallies,
                                  uint32_t count, fa_error *err)
{
    change ch = {.id = id, .version = version, .tallies = tallies, .count = count};

    return fai_sql_write(self, remove_work, &ch, err);
}

/* ---- finding ---- */

typedef struct row {
    fa_feedback feedback;
    struct row *next;
} row;

typedef struct reading {
    const fa_feedback_query *query;
    fai_sql_arena arena;
    row *first;
} reading;

/* Every id is less than "~". */
static const char *before(const fa_feedback_query *query)
{
    return query->after.s[0] == '\0' ? "~" : query->after.s;
}

static fai_sql_query begin(fai_sql_connection *c, const fa_feedback_query *query)
{
    fai_sql_query q;

    if (query->id.s[0] != '\0') {
        q = fai_sql_begin(c, FAI_FEEDBACK_GET);
        fai_sql_text(&q, query->id.s);
    } else if (query->target != NULL) {
        q = fai_sql_begin(c, FAI_FEEDBACK_OF_TARGET);
        fai_sql_text(&q, query->user.s);
        fai_sql_int(&q, query->target_kind);
        fai_sql_text(&q, query->target);
    } else if (query->user.s[0] != '\0') {
        q = fai_sql_begin(c, FAI_FEEDBACK_OF_USER);
        fai_sql_text(&q, query->user.s);
        fai_sql_text(&q, before(query));
        fai_sql_int(&q, query->limit);
    } else {
        q = fai_sql_begin(c, FAI_FEEDBACK_ALL);
        fai_sql_text(&q, before(query));
        fai_sql_int(&q, query->limit);
    }
    return q;
}

static void read_feedback(fai_sql_query *q, fai_sql_arena *a, fa_feedback *f)
{
    fai_sql_get_id(q, &f->id);
    fai_sql_get_id(q, &f->user);
    f->target_kind = (fa_target_kind)fai_sql_get_int(q);
    f->target = fai_sql_copy(a, fai_sql_get_text(q));
    f->thumbs = (int32_t)fai_sql_get_int(q);
    f->rating = (int32_t)fai_sql_get_int(q);
    f->comment = fai_sql_copy(a, fai_sql_get_text(q));
    f->created = fai_sql_get_int(q);
    f->updated = fai_sql_get_int(q);
    f->version = (uint32_t)fai_sql_get_int(q);
    f->resolved = fai_sql_get_int(q);
}

static fa_status read_rows(fai_sql_connection *c, void *payload, fa_error *err)
{
    reading *r = payload;
    fai_sql_query q = begin(c, r->query);
    row **end = &r->first;
    fa_status st;

    while (!r->arena.failed && fai_sql_step(&q)) {
        row *next = fai_sql_array(&r->arena, 1, sizeof *next);

        if (next == NULL)
            break;
        read_feedback(&q, &r->arena, &next->feedback);
        *end = next;
        end = &next->next;
    }
    st = fai_sql_end(&q, err);
    return st == FA_OK ? fai_sql_arena_check(&r->arena, err) : st;
}

fa_status fai_sql_feedback_find(void *self, const fa_feedback_query *query, fa_feedback_visit_fn visit,
                                void *payload, fa_error *err)
{
    reading r = {.query = query};
    fa_status st = fai_sql_read(self, read_rows, &r, err);

    for (const row *next = r.first; st == FA_OK && next != NULL; next = next->next)
        st = visit(payload, &next->feedback, err);
    fai_sql_arena_clear(&r.arena);
    return st;
}
