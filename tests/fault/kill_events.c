/* fault/kill_events.c: a process whose threads record events is killed at any moment, again and again. What it acknowledged
 * is there afterwards, once, and the roll-ups are those of what is there. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/adapter/sqlite.h>
#include <finanalyst/port/event_repo.h>

#include "temp_dir.h"
#include "unit.h"

enum { ROUNDS = 40, THREADS = 6, EACH = 5000, LATEST_MS = 60 };

static char url[TEMP_DIR_PATH + 32];

/* Told by the child once an event was acknowledged. */
typedef struct receipt {
    int32_t thread;
    int32_t event;
} receipt;

static bool acknowledged[THREADS][EACH];

static fa_event_repo open_repo(void)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    fa_event_repo repo = {NULL, NULL};
    fa_registry *registry = NULL;
    fa_error err = {0};
    fa_status st = fa_registry_new(&registry, &err);

    if (st == FA_OK)
        st = fa_sqlite_register(registry, &err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_EVENT_REPO, &context, url, &repo, &err);
    ck_assert_msg(st == FA_OK, "%s", err.message);
    fa_registry_free(registry);
    return repo;
}

/* ---- the child ---- */

typedef struct worker {
    const fa_event_repo *repo;
    int thread;
    int first; /* the first event that was not acknowledged before */
    int out;
} worker;

static void *work(void *payload)
{
    worker *w = payload;

    for (int i = w->first; i < EACH; i++) {
        fa_event e = FA_EVENT_INIT;
        receipt r = {w->thread, i};
        uint32_t accepted;
        char id[32];

        (void)snprintf(id, sizeof id, "%d-%d", w->thread, i);
        e.id = id;
        e.session = e.data = e.vendor = e.model = "";
        e.type = FA_EVENT_LOGIN;
        e.at = 1700000000000;
        if (fa_event_repo_add(w->repo, &e, 1, e.at, &accepted, NULL) != FA_OK ||
            write(w->out, &r, sizeof r) != (ssize_t)sizeof r)
            _exit(2);
    }
    return NULL;
}

static void record_until_killed(int out)
{
    fa_event_repo repo = open_repo();
    pthread_t threads[THREADS];
    worker workers[THREADS];

    for (int t = 0; t < THREADS; t++) {
        int first = 0;

        while (first < EACH && acknowledged[t][first])
            first++;
        workers[t] = (worker){&repo, t, first, out};
        if (pthread_create(&threads[t], NULL, work, &workers[t]) != 0)
            _exit(2);
    }
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    _exit(0);
}

/* ---- what must hold ---- */

typedef struct found {
    int64_t events;
    unsigned char times[THREADS][EACH];
} found;

static fa_status note(void *payload, const fa_event *e, uint64_t sequence, fa_error *err)
{
    found *f = payload;
    char *end;
    long thread = strtol(e->id, &end, 10), event = strtol(end + 1, NULL, 10);

    (void)sequence;
    (void)err;
    ck_assert(thread >= 0 && thread < THREADS && event >= 0 && event < EACH);
    f->times[thread][event]++;
    f->events++;
    return FA_OK;
}

static fa_status add_up(void *payload, const fa_tally *row, fa_error *err)
{
    (void)err;
    *(int64_t *)payload += row->n;
    return FA_OK;
}

static void check_kept(void)
{
    static found f;
    fa_event_repo repo = open_repo();
    fa_tally_query query = {sizeof query, FA_SERIES_ACTIVITY, FA_TALLY_ALL, 0, 30000, {{0}}};
    int64_t counted = 0;

    memset(&f, 0, sizeof f);
    ck_assert_int_eq(fa_event_repo_list(&repo, 0, UINT32_MAX, note, &f, NULL), FA_OK);
    ck_assert_int_eq(fa_event_repo_tallies(&repo, &query, add_up, &counted, NULL), FA_OK);
    ck_assert_int_eq(counted, f.events);
    for (int t = 0; t < THREADS; t++)
        for (int i = 0; i < EACH; i++) {
            ck_assert_int_le(f.times[t][i], 1);
            ck_assert(f.times[t][i] == 1 || !acknowledged[t][i]);
        }
    fa_event_repo_close(&repo);
}

START_TEST(keeps_once_what_it_acknowledged_whenever_it_is_killed)
{
    int total = 0;

    srand(7);
    for (int round = 0; round < ROUNDS; round++) {
        struct timespec wait = {0, (rand() % LATEST_MS) * 1000000L};
        int ends[2];
        receipt r;
        pid_t child;

        ck_assert_int_eq(pipe(ends), 0);
        child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) {
            (void)close(ends[0]);
            record_until_killed(ends[1]);
        }
        (void)close(ends[1]);
        /* Every other time it is under way before the clock runs; else it may be killed while it opens. */
        if (round % 2 == 0 && read(ends[0], &r, sizeof r) == (ssize_t)sizeof r) {
            acknowledged[r.thread][r.event] = true;
            total++;
        }
        nanosleep(&wait, NULL);
        (void)kill(child, SIGKILL);
        while (read(ends[0], &r, sizeof r) == (ssize_t)sizeof r) {
            acknowledged[r.thread][r.event] = true;
            total++;
        }
        (void)close(ends[0]);
        ck_assert_int_eq(waitpid(child, NULL, 0), child);
        if (round % 8 == 7)
            check_kept();
    }
    check_kept();
    ck_assert_int_gt(total, ROUNDS);
}
END_TEST

int main(void)
{
    char folder[TEMP_DIR_PATH];
    TCase *tests = tcase_create("events");
    int status;

    temp_dir_make(folder);
    (void)snprintf(url, sizeof url, "sqlite:%s/events.db", folder);
    tcase_set_timeout(tests, 240);
    tcase_add_test(tests, keeps_once_what_it_acknowledged_whenever_it_is_killed);
    status = unit_run("fault/kill_events", tests);
    temp_dir_remove(folder);
    return status;
}
