/* contract/event_repo_contract.c: what every event repository must do. */
#include "event_repo_contract.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"

static open_event_repo_fn open_empty;
static open_event_repo_fn open_again;

enum { DAY_MS = 86400000, THREADS = 8, EACH = 40 };

/* 2024-03-01T00:00Z */
static const fa_time first_day = (fa_time)19783 * DAY_MS;

static fa_event_repo open_one(void)
{
    fa_event_repo repo = {NULL, NULL};
    fa_error err = {0};

    ck_assert_msg(open_empty(&repo, &err) == FA_OK, "%s", err.message);
    return repo;
}

/* What was acknowledged is there after closing and opening, where the adapter can. */
static void come_back(fa_event_repo *repo)
{
    fa_error err = {0};

    if (open_again != NULL)
        ck_assert_msg(open_again(repo, &err) == FA_OK, "%s", err.message);
}

static fa_id id_of(const char *prefix, unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "%s%026u", prefix, n);
    return id;
}

static fa_id user_of(unsigned n)
{
    return id_of("usr_", n);
}

static fa_event plain_event(const char *id, unsigned user, fa_event_type type, fa_time at)
{
    fa_event e = FA_EVENT_INIT;

    e.id = id;
    e.user = user_of(user);
    e.type = type;
    e.at = at;
    e.session = e.data = e.vendor = e.model = "";
    return e;
}

/* An event with a value of its own in every field. */
static fa_event full_event(const char *id)
{
    fa_event e = plain_event(id, 7, FA_EVENT_QUESTION_ASK, first_day + 5 * 3600000 + 1);

    e.session = "s-1 / tab 2";
    e.data = "{\"mode\":\"größer\",\"quote\":\"\\\"\"}";
    e.document = id_of("doc_", 3);
    e.operation = FA_OPERATION_QUESTION;
    e.duration_us = 1234567;
    e.size_bytes = 5000000000u;
    e.failed = true;
    e.vendor = "vendor.one";
    e.model = "one/large-2";
    e.input_tokens = 4000000000u;
    e.output_tokens = 77;
    e.cost_micros = 1234567;
    e.outcome = FA_OUTCOME_REFUSED;
    return e;
}

static uint32_t add(const fa_event_repo *repo, const fa_event *events, uint32_t count)
{
    uint32_t accepted = 0;
    fa_error err = {0};
    fa_status st = fa_event_repo_add(repo, events, count, first_day, &accepted, &err);

    ck_assert_msg(st == FA_OK, "%s", err.message);
    return accepted;
}

/* ---- what visits see ---- */

typedef struct seen_event {
    const fa_event *expected; /* NULL = any */
    uint32_t count;
    uint64_t last;
    uint32_t fails_at; /* the visit that fails, from 1; 0 = none */
} seen_event;

static fa_status look(void *payload, const fa_event *e, uint64_t sequence, fa_error *err)
{
    seen_event *s = payload;
    const fa_event *want = s->expected;

    ck_assert_uint_gt(sequence, s->last);
    s->last = sequence;
    if (want != NULL) {
        ck_assert_str_eq(e->id, want->id);
        ck_assert_str_eq(e->user.s, want->user.s);
        ck_assert_int_eq(e->type, want->type);
        ck_assert_int_eq(e->at, want->at);
        ck_assert_str_eq(e->session, want->session);
        ck_assert_str_eq(e->data, want->data);
        ck_assert_str_eq(e->document.s, want->document.s);
        ck_assert_int_eq(e->operation, want->operation);
        ck_assert_int_eq(e->duration_us, want->duration_us);
        ck_assert_uint_eq(e->size_bytes, want->size_bytes);
        ck_assert_int_eq(e->failed, want->failed);
        ck_assert_str_eq(e->vendor, want->vendor);
        ck_assert_str_eq(e->model, want->model);
        ck_assert_uint_eq(e->input_tokens, want->input_tokens);
        ck_assert_uint_eq(e->output_tokens, want->output_tokens);
        ck_assert_int_eq(e->cost_micros, want->cost_micros);
        ck_assert_int_eq(e->outcome, want->outcome);
    }
    s->count++;
    return s->count == s->fails_at ? fa_fail(err, FA_ETIMEOUT, "had enough") : FA_OK;
}

static uint32_t count_events(const fa_event_repo *repo)
{
    seen_event s = {0};

    ck_assert_int_eq(fa_event_repo_list(repo, 0, UINT32_MAX, look, &s, NULL), FA_OK);
    return s.count;
}

/* Rows added up. */
typedef struct sums {
    uint32_t rows;
    int64_t n, a, b, c, low, high;
    uint64_t cells[FA_TALLY_PARTS];
    char last[160];   /* key of the last row, to see the order */
    const char *only; /* this name; NULL = all */
} sums;

static fa_status add_up(void *payload, const fa_tally *t, fa_error *err)
{
    sums *s = payload;
    char key[160];

    (void)err;
    if (t->user.s[0] != '\0')
        (void)snprintf(key, sizeof key, "%s|%08d", t->user.s, t->day);
    else
        (void)snprintf(key, sizeof key, "%08d|%s", t->day, t->name);
    ck_assert_int_gt(strcmp(key, s->last), 0);
    memcpy(s->last, key, sizeof key);
    if (s->only != NULL && strcmp(s->only, t->name) != 0)
        return FA_OK;
    if (s->rows++ == 0) {
        s->low = t->low;
        s->high = t->high;
    }
    s->n += t->n;
    s->a += t->a;
    s->b += t->b;
    s->c += t->c;
    s->low = t->low < s->low ? t->low : s->low;
    s->high = t->high > s->high ? t->high : s->high;
    for (uint32_t i = 0; i < t->cell_count; i++)
        s->cells[i] += t->cells[i];
    return FA_OK;
}

static sums sums_of(const fa_event_repo *repo, fa_series series, bool by_user, fa_id user, const char *only)
{
    fa_tally_query query = {sizeof query, series, by_user ? FA_TALLY_USERS : FA_TALLY_ALL, 0, 30000, user};
    sums s = {.only = only};

    ck_assert_int_eq(fa_event_repo_tallies(repo, &query, add_up, &s, NULL), FA_OK);
    return s;
}

/* ---- events ---- */

START_TEST(gives_back_every_field_of_an_event)
{
    fa_event_repo repo = open_one();
    fa_event full = full_event("a.b_c:d-1"), bare = plain_event("2", 1, FA_EVENT_LOGIN, first_day);
    seen_event s = {.expected = &full};

    bare.user.s[0] = '\0';
    ck_assert_uint_eq(add(&repo, &full, 1), 1);
    ck_assert_uint_eq(add(&repo, &bare, 1), 1);
    come_back(&repo);
    ck_assert_int_eq(fa_event_repo_list(&repo, 0, 1, look, &s, NULL), FA_OK);
    s.expected = &bare;
    ck_assert_int_eq(fa_event_repo_list(&repo, s.last, 9, look, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.count, 2);
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(keeps_an_event_of_a_user_once)
{
    fa_event_repo repo = open_one();
    fa_event batch[4] = {plain_event("same", 1, FA_EVENT_LOGIN, first_day),
                         plain_event("other", 1, FA_EVENT_LOGIN, first_day),
                         plain_event("same", 2, FA_EVENT_LOGIN, first_day),
                         plain_event("same", 1, FA_EVENT_LOGOUT, first_day)};
    fa_id none = {{0}};

    ck_assert_uint_eq(add(&repo, batch, 4), 3);
    ck_assert_uint_eq(add(&repo, batch, 4), 0);
    come_back(&repo);
    ck_assert_uint_eq(add(&repo, batch, 4), 0);
    ck_assert_uint_eq(count_events(&repo), 3);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_ACTIVITY, false, none, NULL).n, 3);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_ACTIVITY, true, user_of(1), NULL).n, 2);
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(adds_nothing_of_a_batch_that_is_wrong)
{
    static fa_event many[FA_EVENTS_MAX + 1];
    fa_event_repo repo = open_one();
    fa_event batch[2] = {plain_event("1", 1, FA_EVENT_LOGIN, first_day),
                         plain_event("2", 1, FA_EVENT_NONE, first_day)};
    uint32_t accepted = 99;
    fa_error err;

    ck_assert_int_eq(fa_event_repo_add(&repo, batch, 2, first_day, &accepted, &err), FA_EINVALID);
    ck_assert_str_eq(err.field, "/1/type");
    batch[1].type = FA_EVENT_LOGIN;
    batch[1].id = "has a blank";
    ck_assert_int_eq(fa_event_repo_add(&repo, batch, 2, first_day, &accepted, &err), FA_EINVALID);
    ck_assert_int_eq(fa_event_repo_add(&repo, many, FA_EVENTS_MAX + 1, first_day, &accepted, &err),
                     FA_ETOOLARGE);
    ck_assert_uint_eq(accepted, 99);
    ck_assert_uint_eq(count_events(&repo), 0);
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(takes_the_largest_batch)
{
    static fa_event many[FA_EVENTS_MAX];
    static char ids[FA_EVENTS_MAX][16];
    fa_event_repo repo = open_one();

    for (unsigned i = 0; i < FA_EVENTS_MAX; i++) {
        (void)snprintf(ids[i], sizeof ids[i], "id-%u", i);
        many[i] = plain_event(ids[i], i % 7, FA_EVENT_LOGIN, first_day + i);
    }
    ck_assert_uint_eq(add(&repo, many, FA_EVENTS_MAX), FA_EVENTS_MAX);
    come_back(&repo);
    ck_assert_uint_eq(count_events(&repo), FA_EVENTS_MAX);
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(passes_on_what_a_visit_fails_with)
{
    fa_event_repo repo = open_one();
    fa_event batch[2] = {plain_event("1", 1, FA_EVENT_LOGIN, first_day),
                         plain_event("2", 1, FA_EVENT_LOGIN, first_day)};
    seen_event s = {.fails_at = 1};
    fa_error err;

    add(&repo, batch, 2);
    ck_assert_int_eq(fa_event_repo_list(&repo, 0, 9, look, &s, &err), FA_ETIMEOUT);
    ck_assert_str_eq(err.message, "had enough");
    ck_assert_uint_eq(s.count, 1);
    fa_event_repo_close(&repo);
}
END_TEST

/* ---- roll-ups ---- */

/* A fixed sequence of numbers, the same on every run. */
static unsigned next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static fa_event any_event(const char *id, uint32_t *state)
{
    fa_event e = plain_event(
        id, 1 + next_number(state) % 5, (fa_event_type)(1 + next_number(state) % FA_EVENT_MEASURE),
        first_day + (fa_time)(next_number(state) % 3) * DAY_MS + next_number(state) % DAY_MS);

    if (next_number(state) % 6 == 0)
        e.user.s[0] = '\0';
    if (e.type == FA_EVENT_MEASURE || next_number(state) % 2 == 0) {
        e.operation = (fa_operation)(1 + next_number(state) % FA_OPERATION_EXPORT);
        e.duration_us = next_number(state) % 4 == 0 ? -1 : (int64_t)next_number(state) * 10;
        e.failed = next_number(state) % 5 == 0;
        e.size_bytes = next_number(state) % 2 == 0 ? 0 : (uint64_t)next_number(state) * 20;
        if (next_number(state) % 2 == 0) {
            e.vendor = next_number(state) % 2 == 0 ? "one" : "two";
            e.model = next_number(state) % 3 == 0 ? "" : "large";
            e.input_tokens = next_number(state) % 1000;
            e.output_tokens = next_number(state) % 100;
            e.cost_micros = next_number(state) % 5000;
        }
    }
    if (e.type == FA_EVENT_QUESTION_ASK)
        e.outcome = (fa_outcome)(1 + next_number(state) % FA_OUTCOME_CONFLICT);
    return e;
}

/* A recount from the events themselves, without the library's roll-ups. */
typedef struct recount {
    int64_t acts, acts_of_user, logins, durations, duration_sum, shortest, longest, measured, failures;
    int64_t sizes, size_sum, size_durations, uses, input, output, cost, uses_of_user, cost_of_one, refused;
    int64_t at_hour[24];
} recount;

static fa_status recount_event(void *payload, const fa_event *e, uint64_t sequence, fa_error *err)
{
    recount *r = payload;
    bool own = strcmp(e->user.s, user_of(2).s) == 0;

    (void)sequence;
    (void)err;
    if (e->type != FA_EVENT_MEASURE) {
        r->acts++;
        r->acts_of_user += own;
        r->logins += e->type == FA_EVENT_LOGIN;
        r->at_hour[e->at / 3600000 % 24]++;
    }
    if (e->duration_us >= 0) {
        r->shortest = r->durations == 0 || e->duration_us < r->shortest ? e->duration_us : r->shortest;
        r->longest = e->duration_us > r->longest ? e->duration_us : r->longest;
        r->durations++;
        r->duration_sum += e->duration_us;
        r->sizes += e->size_bytes != 0;
        r->size_sum += (int64_t)e->size_bytes;
        r->size_durations += e->size_bytes != 0 ? e->duration_us : 0;
    }
    r->measured += e->duration_us >= 0 || e->failed;
    r->failures += e->failed;
    if (*e->vendor != '\0') {
        r->uses++;
        r->uses_of_user += own;
        r->input += (int64_t)e->input_tokens;
        r->output += (int64_t)e->output_tokens;
        r->cost += e->cost_micros;
        r->cost_of_one += strcmp(e->vendor, "one") == 0 ? e->cost_micros : 0;
    }
    r->refused += e->outcome == FA_OUTCOME_REFUSED;
    return FA_OK;
}

static void check_against_recount(const fa_event_repo *repo)
{
    recount r = {0};
    fa_id none = {{0}};
    uint64_t in_cells = 0;
    sums s;

    ck_assert_int_eq(fa_event_repo_list(repo, 0, UINT32_MAX, recount_event, &r, NULL), FA_OK);
    s = sums_of(repo, FA_SERIES_ACTIVITY, false, none, NULL);
    ck_assert_int_eq(s.n, r.acts);
    for (int i = 0; i < 24; i++)
        ck_assert_uint_eq(s.cells[i], (uint64_t)r.at_hour[i]);
    ck_assert_int_eq(sums_of(repo, FA_SERIES_ACTIVITY, false, none, "LOGIN").n, r.logins);
    ck_assert_int_eq(sums_of(repo, FA_SERIES_ACTIVITY, true, user_of(2), NULL).n, r.acts_of_user);
    s = sums_of(repo, FA_SERIES_DURATION, false, none, NULL);
    ck_assert_int_eq(s.n, r.durations);
    ck_assert_int_eq(s.a, r.duration_sum);
    ck_assert_int_eq(s.low, r.shortest);
    ck_assert_int_eq(s.high, r.longest);
    for (int i = 0; i < FA_TALLY_PARTS; i++)
        in_cells += s.cells[i];
    ck_assert_uint_eq(in_cells, (uint64_t)r.durations);
    ck_assert_uint_gt(s.cells[fa_duration_bucket(r.longest)], 0);
    s = sums_of(repo, FA_SERIES_OUTCOME, false, none, NULL);
    ck_assert_int_eq(s.n, r.measured);
    ck_assert_int_eq(s.a, r.failures);
    s = sums_of(repo, FA_SERIES_SIZE, false, none, NULL);
    ck_assert_int_eq(s.n, r.sizes);
    ck_assert_int_eq(s.a, r.size_sum);
    ck_assert_int_eq(s.b, r.size_durations);
    s = sums_of(repo, FA_SERIES_TOKENS, false, none, NULL);
    ck_assert_int_eq(s.n, r.uses);
    ck_assert_int_eq(s.a, r.input);
    ck_assert_int_eq(s.b, r.output);
    ck_assert_int_eq(s.c, r.cost);
    ck_assert_int_eq(sums_of(repo, FA_SERIES_TOKENS, true, user_of(2), NULL).n, r.uses_of_user);
    ck_assert_int_eq(sums_of(repo, FA_SERIES_VENDOR, false, none, "one").c, r.cost_of_one);
    ck_assert_int_eq(sums_of(repo, FA_SERIES_QUALITY, false, none, "refused").n, r.refused);
}

START_TEST(has_roll_ups_that_equal_a_recount)
{
    static fa_event batch[50];
    static char ids[50][16];
    fa_event_repo repo = open_one();
    uint32_t state = 1;

    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 50; i++) {
            /* Every fifth one was there before. */
            (void)snprintf(ids[i], sizeof ids[i], "%d", i % 5 == 4 ? i : round * 50 + i);
            batch[i] = any_event(ids[i], &state);
        }
        add(&repo, batch, 1 + (uint32_t)round * 2);
        if (round == 10)
            come_back(&repo);
    }
    come_back(&repo);
    ck_assert_uint_gt(count_events(&repo), 200);
    check_against_recount(&repo);
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(rolls_up_by_day_and_by_user)
{
    fa_event_repo repo = open_one();
    fa_event batch[5] = {plain_event("1", 1, FA_EVENT_LOGIN, first_day),
                         plain_event("2", 1, FA_EVENT_LOGIN, first_day + DAY_MS - 1),
                         plain_event("3", 1, FA_EVENT_LOGIN, first_day + DAY_MS),
                         plain_event("4", 2, FA_EVENT_LOGOUT, first_day + DAY_MS),
                         plain_event("5", 2, FA_EVENT_LOGIN, first_day + 2 * DAY_MS)};
    fa_date day = (fa_date)(first_day / DAY_MS);
    fa_tally_query query = {sizeof query, FA_SERIES_ACTIVITY, FA_TALLY_ALL, day, day + 1, {{0}}};
    sums s = {0};

    add(&repo, batch, 5);
    come_back(&repo);
    ck_assert_int_eq(fa_event_repo_tallies(&repo, &query, add_up, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.rows, 3);
    ck_assert_int_eq(s.n, 4);
    ck_assert_int_eq(s.low, first_day);
    ck_assert_int_eq(s.high, first_day + DAY_MS);
    query.scope = FA_TALLY_USERS; /* user 1's two days are one row, user 2's another */
    s = (sums){0};
    ck_assert_int_eq(fa_event_repo_tallies(&repo, &query, add_up, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.rows, 2);
    ck_assert_int_eq(s.n, 4);
    query.user = user_of(1);
    s = (sums){0};
    ck_assert_int_eq(fa_event_repo_tallies(&repo, &query, add_up, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.rows, 1);
    ck_assert_int_eq(s.n, 3);
    query.scope = FA_TALLY_USER_DAYS;
    s = (sums){0};
    ck_assert_int_eq(fa_event_repo_tallies(&repo, &query, add_up, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.rows, 2);
    ck_assert_uint_eq(s.cells[FA_EVENT_LOGIN], 3);
    query.user.s[0] = '\0';
    query.to++;
    s = (sums){0};
    ck_assert_int_eq(fa_event_repo_tallies(&repo, &query, add_up, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.rows, 4);
    ck_assert_uint_eq(s.cells[FA_EVENT_LOGOUT], 1);
    query.to = day - 1;
    ck_assert_int_eq(fa_event_repo_tallies(&repo, &query, add_up, &s, NULL), FA_OK);
    ck_assert_uint_eq(s.rows, 4);
    fa_event_repo_close(&repo);
}
END_TEST

/* ---- threads ---- */

typedef struct producer {
    const fa_event_repo *repo;
    unsigned number;
    uint32_t accepted;
    fa_status st;
} producer;

static void *produce(void *payload)
{
    producer *p = payload;

    for (unsigned i = 0; p->st == FA_OK && i < EACH; i++) {
        char id[16];
        uint32_t accepted = 0;
        fa_event e;

        /* Two of them send the same events. */
        (void)snprintf(id, sizeof id, "%u-%u", p->number / 2, i);
        e = plain_event(id, 3, FA_EVENT_DOCUMENT_VIEW, first_day);
        p->st = fa_event_repo_add(p->repo, &e, 1, first_day, &accepted, NULL);
        p->accepted += accepted;
    }
    return NULL;
}

START_TEST(loses_and_doubles_nothing_of_many_threads)
{
    fa_event_repo repo = open_one();
    producer producers[THREADS];
    pthread_t threads[THREADS];
    fa_id none = {{0}};
    uint32_t accepted = 0;

    for (unsigned i = 0; i < THREADS; i++) {
        producers[i] = (producer){&repo, i, 0, FA_OK};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, produce, &producers[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        ck_assert_int_eq(producers[i].st, FA_OK);
        accepted += producers[i].accepted;
    }
    come_back(&repo);
    ck_assert_uint_eq(accepted, THREADS / 2 * EACH);
    ck_assert_uint_eq(count_events(&repo), accepted);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_ACTIVITY, false, none, NULL).n, accepted);
    fa_event_repo_close(&repo);
}
END_TEST

/* ---- feedback ---- */

static fa_feedback feedback_of(unsigned n, unsigned user, const char *target)
{
    return (fa_feedback){.id = id_of("fbk_", n),
                         .user = user_of(user),
                         .target_kind = FA_TARGET_FIGURE,
                         .target = target,
                         .thumbs = -1,
                         .rating = 2,
                         .comment = "Not what I asked – “really”\n",
                         .created = first_day + n,
                         .updated = first_day + n + 1,
                         .version = 0,
                         .resolved = first_day + n + 2};
}

typedef struct seen_feedback {
    const fa_feedback *expected;
    uint32_t count;
    uint32_t version;
    char ids[4][32];
} seen_feedback;

static fa_status look_at_feedback(void *payload, const fa_feedback *f, fa_error *err)
{
    seen_feedback *s = payload;
    const fa_feedback *want = s->expected;

    (void)err;
    if (want != NULL) {
        ck_assert_str_eq(f->id.s, want->id.s);
        ck_assert_str_eq(f->user.s, want->user.s);
        ck_assert_int_eq(f->target_kind, want->target_kind);
        ck_assert_str_eq(f->target, want->target);
        ck_assert_int_eq(f->thumbs, want->thumbs);
        ck_assert_int_eq(f->rating, want->rating);
        ck_assert_str_eq(f->comment, want->comment);
        ck_assert_int_eq(f->created, want->created);
        ck_assert_int_eq(f->updated, want->updated);
        ck_assert_int_eq(f->resolved, want->resolved);
    }
    if (s->count < 4)
        memcpy(s->ids[s->count], f->id.s, sizeof s->ids[0]);
    s->version = f->version;
    s->count++;
    return FA_OK;
}

static seen_feedback find(const fa_event_repo *repo, fa_feedback_query query, const fa_feedback *expected)
{
    seen_feedback s = {.expected = expected};

    query.struct_size = sizeof query;
    if (query.limit == 0)
        query.limit = 10;
    ck_assert_int_eq(fa_event_repo_find_feedback(repo, &query, look_at_feedback, &s, NULL), FA_OK);
    return s;
}

START_TEST(gives_back_every_field_of_a_feedback)
{
    fa_event_repo repo = open_one();
    fa_feedback f = feedback_of(1, 1, "ans_1#2");
    seen_feedback s;

    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &f, NULL, 0, NULL), FA_OK);
    come_back(&repo);
    s = find(&repo, (fa_feedback_query){.id = f.id}, &f);
    ck_assert_uint_eq(s.count, 1);
    ck_assert_uint_eq(s.version, 1);
    s = find(&repo, (fa_feedback_query){.user = f.user, .target_kind = FA_TARGET_FIGURE, .target = "ans_1#2"},
             &f);
    ck_assert_uint_eq(s.count, 1);
    s = find(&repo, (fa_feedback_query){.user = f.user, .target_kind = FA_TARGET_ANSWER, .target = "ans_1#2"},
             NULL);
    ck_assert_uint_eq(s.count, 0);
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(keeps_one_feedback_of_a_user_on_a_target)
{
    fa_event_repo repo = open_one();
    fa_feedback first = feedback_of(1, 1, "a"), same = feedback_of(2, 1, "a"), taken = feedback_of(1, 1, "b"),
                other = feedback_of(3, 2, "a");
    fa_tally t = {.series = FA_SERIES_FEEDBACK, .name = "all", .part = -1, .n = 1, .low = 1, .high = 0};
    fa_id none = {{0}};

    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &first, &t, 1, NULL), FA_OK);
    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &same, &t, 1, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &taken, &t, 1, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &other, &t, 1, NULL), FA_OK);
    come_back(&repo);
    ck_assert_uint_eq(find(&repo, (fa_feedback_query){0}, NULL).count, 2);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_FEEDBACK, false, none, NULL).n, 2);
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(changes_and_removes_only_the_version_that_was_read)
{
    fa_event_repo repo = open_one();
    fa_feedback f = feedback_of(1, 1, "a");
    fa_tally t = {.series = FA_SERIES_FEEDBACK, .name = "all", .part = -1, .n = 1, .low = 1, .high = 0};
    fa_id none = {{0}};

    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &f, &t, 1, NULL), FA_OK);
    f.version = 1;
    f.rating = 5;
    t.n = 10;
    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &f, &t, 1, NULL), FA_OK);
    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &f, &t, 1, NULL), FA_ECONFLICT);
    come_back(&repo);
    ck_assert_uint_eq(find(&repo, (fa_feedback_query){.id = f.id}, &f).version, 2);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_FEEDBACK, false, none, NULL).n, 11);
    t.n = -11;
    ck_assert_int_eq(fa_event_repo_remove_feedback(&repo, f.id, 1, &t, 1, NULL), FA_ECONFLICT);
    ck_assert_int_eq(fa_event_repo_remove_feedback(&repo, f.id, 2, &t, 1, NULL), FA_OK);
    ck_assert_int_eq(fa_event_repo_remove_feedback(&repo, f.id, 2, &t, 1, NULL), FA_ECONFLICT);
    come_back(&repo);
    ck_assert_uint_eq(find(&repo, (fa_feedback_query){.id = f.id}, NULL).count, 0);
    ck_assert_uint_eq(sums_of(&repo, FA_SERIES_FEEDBACK, false, none, NULL).rows, 0); /* none of n 0 */
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(lists_feedback_newest_first_of_all_or_of_one)
{
    static const unsigned order[] = {2, 4, 1, 3};
    fa_event_repo repo = open_one();
    seen_feedback s;

    for (int i = 0; i < 4; i++) {
        fa_feedback f = feedback_of(order[i], 1 + order[i] % 2, order[i] < 3 ? "a" : "b");

        ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &f, NULL, 0, NULL), FA_OK);
    }
    come_back(&repo);
    s = find(&repo, (fa_feedback_query){.limit = 3}, NULL);
    ck_assert_uint_eq(s.count, 3);
    ck_assert_str_eq(s.ids[0], id_of("fbk_", 4).s);
    s = find(&repo, (fa_feedback_query){.after = id_of("fbk_", 2)}, NULL);
    ck_assert_uint_eq(s.count, 1);
    ck_assert_str_eq(s.ids[0], id_of("fbk_", 1).s);
    s = find(&repo, (fa_feedback_query){.user = user_of(1), .after = id_of("fbk_", 4)}, NULL);
    ck_assert_uint_eq(s.count, 1);
    ck_assert_str_eq(s.ids[0], id_of("fbk_", 2).s);
    fa_event_repo_close(&repo);
}
END_TEST

/* ---- forgetting ---- */

START_TEST(forgets_what_is_older_by_steps)
{
    fa_event_repo repo = open_one();
    fa_event_purge purge = {.struct_size = sizeof purge, .tallies_before = FA_DATE_NONE, .limit = 2};
    uint64_t removed = 0;
    uint32_t accepted;

    for (unsigned i = 0; i < 5; i++) {
        char id[8];
        fa_event e;
        fa_feedback f = feedback_of(i + 1, 1, "a");

        (void)snprintf(id, sizeof id, "%u", i);
        e = plain_event(id, i, FA_EVENT_LOGIN, first_day + (fa_time)i * DAY_MS);
        ck_assert_int_eq(fa_event_repo_add(&repo, &e, 1, e.at, &accepted, NULL), FA_OK);
        f.user = user_of(i);
        f.updated = e.at;
        ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &f, NULL, 0, NULL), FA_OK);
    }
    ck_assert_int_eq(fa_event_repo_purge(&repo, &purge, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 0);
    purge.events_before = first_day + 3 * (fa_time)DAY_MS;
    ck_assert_int_eq(fa_event_repo_purge(&repo, &purge, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 2);
    ck_assert_int_eq(fa_event_repo_purge(&repo, &purge, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 1);
    ck_assert_int_eq(fa_event_repo_purge(&repo, &purge, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 0);
    ck_assert_uint_eq(count_events(&repo), 2);
    /* The roll-ups outlive the events. */
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_ACTIVITY, false, (fa_id){{0}}, NULL).n, 5);
    purge.events_before = 0;
    purge.tallies_before = (fa_date)(first_day / DAY_MS) + 1;
    purge.feedback_before = first_day + (fa_time)DAY_MS;
    ck_assert_int_eq(fa_event_repo_purge(&repo, &purge, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 3); /* a row for all, one for the user, a feedback */
    come_back(&repo);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_ACTIVITY, false, (fa_id){{0}}, NULL).n, 4);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_ACTIVITY, true, (fa_id){{0}}, NULL).n, 4);
    ck_assert_uint_eq(find(&repo, (fa_feedback_query){0}, NULL).count, 4);
    fa_event_repo_close(&repo);
}
END_TEST

START_TEST(forgets_a_user_for_good)
{
    fa_event_repo repo = open_one();
    fa_event batch[3] = {plain_event("1", 1, FA_EVENT_LOGIN, first_day),
                         plain_event("2", 2, FA_EVENT_LOGIN, first_day),
                         plain_event("3", 1, FA_EVENT_LOGIN, first_day)};
    fa_event_purge purge = {.struct_size = sizeof purge, .user = user_of(1), .tallies_before = FA_DATE_NONE};
    fa_feedback f = feedback_of(1, 1, "a"), others = feedback_of(2, 2, "a");
    uint64_t removed = 0;

    add(&repo, batch, 2);
    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &f, NULL, 0, NULL), FA_OK);
    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &others, NULL, 0, NULL), FA_OK);
    ck_assert_int_eq(fa_event_repo_purge(&repo, &purge, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 3);
    come_back(&repo);
    ck_assert_int_eq(fa_event_repo_purge(&repo, &purge, &removed, NULL), FA_OK);
    ck_assert_uint_eq(removed, 0);
    /* What was under way when the user left comes too late. */
    ck_assert_uint_eq(add(&repo, batch, 3), 0);
    ck_assert_int_eq(fa_event_repo_keep_feedback(&repo, &f, NULL, 0, NULL), FA_ECONFLICT);
    ck_assert_uint_eq(count_events(&repo), 1);
    ck_assert_uint_eq(find(&repo, (fa_feedback_query){0}, NULL).count, 1);
    ck_assert_uint_eq(sums_of(&repo, FA_SERIES_ACTIVITY, true, user_of(1), NULL).rows, 0);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_ACTIVITY, true, user_of(2), NULL).n, 1);
    ck_assert_int_eq(sums_of(&repo, FA_SERIES_ACTIVITY, false, (fa_id){{0}}, NULL).n, 2);
    fa_event_repo_close(&repo);
}
END_TEST

int event_repo_contract(const char *adapter, open_event_repo_fn open, open_event_repo_fn reopen)
{
    char name[64];
    TCase *tests = tcase_create("event repository");

    open_empty = open;
    open_again = reopen;
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, gives_back_every_field_of_an_event);
    tcase_add_test(tests, keeps_an_event_of_a_user_once);
    tcase_add_test(tests, adds_nothing_of_a_batch_that_is_wrong);
    tcase_add_test(tests, takes_the_largest_batch);
    tcase_add_test(tests, passes_on_what_a_visit_fails_with);
    tcase_add_test(tests, has_roll_ups_that_equal_a_recount);
    tcase_add_test(tests, rolls_up_by_day_and_by_user);
    tcase_add_test(tests, loses_and_doubles_nothing_of_many_threads);
    tcase_add_test(tests, gives_back_every_field_of_a_feedback);
    tcase_add_test(tests, keeps_one_feedback_of_a_user_on_a_target);
    tcase_add_test(tests, changes_and_removes_only_the_version_that_was_read);
    tcase_add_test(tests, lists_feedback_newest_first_of_all_or_of_one);
    tcase_add_test(tests, forgets_what_is_older_by_steps);
    tcase_add_test(tests, forgets_a_user_for_good);
    (void)snprintf(name, sizeof name, "contract/event_repo/%s", adapter);
    return unit_run(name, tests);
}
