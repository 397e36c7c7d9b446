/* fault/kill_storage.c: a process that stores and removes objects from several threads is killed at any moment, again and
 * again. What it acknowledged holds afterwards, the books are the sum of the live objects, and no bytes lie about. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/adapter/sodium.h>
#include <finanalyst/adapter/sqlite.h>
#include <finanalyst/storage.h>

#include "temp_dir.h"
#include "unit.h"

enum { ROUNDS = 30, THREADS = 3, EACH = 60, LATEST_MS = 80 };

static char folder[TEMP_DIR_PATH];
static const fa_quota quota = {200000000, 100000, 1000000};

/* What was acknowledged, as the killed process told it: an object put, or removed. */
typedef struct receipt {
    int round, thread, number;
    bool removed;
} receipt;

typedef struct name_of {
    char s[32];
} name_of;

static bool is_there[ROUNDS][THREADS][EACH], is_gone[ROUNDS][THREADS][EACH];
static int receipts;

static name_of name(int round, int thread, int number)
{
    name_of n;

    (void)snprintf(n.s, sizeof n.s, "r%d-%d-%d", round, thread, number);
    return n;
}

/* The bytes of an object: told by its numbers. */
typedef struct made {
    unsigned seed;
    size_t size, at;
} made;

static made make(int round, int thread, int number)
{
    unsigned seed = (unsigned)(round * 10007 + thread * 101 + number);

    return (made){seed, seed * 48271u % 30000, 0};
}

static unsigned char byte_of(const made *m, size_t i)
{
    return (unsigned char)((m->seed * 2654435761u + i * 40503u) >> 5);
}

static fa_status read_made(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    made *m = payload;
    unsigned char *out = buf;
    size_t i;

    (void)err;
    *got = m->size - m->at < cap ? m->size - m->at : cap;
    for (i = 0; i < *got; i++)
        out[i] = byte_of(m, m->at + i);
    m->at += *got;
    return FA_OK;
}

static fa_status compare_made(void *payload, const void *buf, size_t len, fa_error *err)
{
    made *m = payload;
    const unsigned char *in = buf;
    size_t i;

    for (i = 0; i < len; i++) {
        if (m->at + i >= m->size || in[i] != byte_of(m, m->at + i))
            return fa_fail(err, FA_EINTERNAL, "other bytes");
    }
    m->at += len;
    return FA_OK;
}

static fa_id user(int thread)
{
    fa_id id = {"usr_00000000000000000000000000"};

    id.s[29] = (char)('a' + thread % 2); /* two users: threads share them */
    return id;
}

static fa_status open_storage(fa_storage_service **out, fa_error *err)
{
    char db[TEMP_DIR_PATH + 32], blobs[TEMP_DIR_PATH + 32];
    fa_storage_config config = FA_STORAGE_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    (void)snprintf(db, sizeof db, "sqlite:%s/storage.db", folder);
    (void)snprintf(blobs, sizeof blobs, "file:%s/blobs", folder);
    config.db = db;
    config.blobs = blobs;
    config.quota = quota;
    if (st == FA_OK)
        st = fa_sodium_register(registry, err);
    if (st == FA_OK)
        st = fa_sqlite_register(registry, err);
    if (st == FA_OK)
        st = fa_storage_open(registry, &config, out, err);
    fa_registry_free(registry);
    return st;
}

/* ---- the process that is to be killed ---- */

typedef struct worker {
    fa_storage_service *svc;
    int round, thread, out;
} worker;

static void tell(const worker *w, int number, bool removed)
{
    receipt r = {w->round, w->thread, number, removed};

    if (write(w->out, &r, sizeof r) != (ssize_t)sizeof r)
        _exit(4);
}

static void *work(void *payload)
{
    const worker *w = payload;
    int i;

    for (i = 0; i < EACH; i++) {
        made m = make(w->round, w->thread, i);
        name_of n = name(w->round, w->thread, i);
        fa_object_upload in = FA_OBJECT_UPLOAD_INIT;
        fa_status st;

        in.name = n.s;
        in.size_bytes = i % 2 == 0 ? m.size : FA_SIZE_UNKNOWN;
        in.read = read_made;
        in.payload = &m;
        st = fa_object_put(w->svc, user(w->thread), &in, NULL, NULL);
        if (st == FA_ETOOLARGE)
            break;
        if (st != FA_OK)
            _exit(3);
        tell(w, i, false);
        if (i % 3 != 0)
            continue;
        /* A removal that is under way when the end comes may or may not come to pass: it is told before it begins. */
        tell(w, i, true);
        if (fa_object_remove(w->svc, user(w->thread), n.s, NULL) != FA_OK)
            _exit(5);
    }
    return NULL;
}

static void work_all(int round, int out)
{
    fa_storage_service *svc = NULL;
    pthread_t threads[THREADS];
    worker workers[THREADS];
    int i;

    if (open_storage(&svc, NULL) != FA_OK)
        _exit(2);
    for (i = 0; i < THREADS; i++) {
        workers[i] = (worker){svc, round, i, out};
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            _exit(6);
    }
    for (i = 0; i < THREADS; i++)
        (void)pthread_join(threads[i], NULL);
    _exit(0);
}

static void note(const receipt *r)
{
    is_there[r->round][r->thread][r->number] |= !r->removed;
    is_gone[r->round][r->thread][r->number] |= r->removed;
    receipts++;
}

static void run_and_kill(int round, long ms)
{
    struct timespec t = {0, ms * 1000000};
    int ends[2], status = 0;
    receipt r;
    pid_t child;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0)
        work_all(round, ends[1]);
    (void)close(ends[1]);
    ck_assert_int_eq(read(ends[0], &r, sizeof r), sizeof r);
    note(&r);
    (void)nanosleep(&t, NULL);
    (void)kill(child, SIGKILL);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    while (read(ends[0], &r, sizeof r) == (ssize_t)sizeof r)
        note(&r);
    (void)close(ends[0]);
}

/* ---- afterwards ---- */

typedef struct sum {
    uint64_t bytes, objects;
} sum;

static fa_status add_up(void *payload, const fa_object *object, fa_error *err)
{
    sum *s = payload;

    (void)err;
    ck_assert_int_eq(object->state, FA_OBJECT_STORED);
    s->bytes += object->size_bytes;
    s->objects++;
    return FA_OK;
}

static void check_books(fa_storage_service *svc)
{
    fa_usage usage;
    int i;

    for (i = 0; i < 2; i++) {
        sum s = {0, 0};

        ck_assert_int_eq(fa_object_list(svc, user(i), NULL, 100000, add_up, &s, NULL), FA_OK);
        ck_assert_int_eq(fa_usage_get(svc, user(i), &usage, NULL), FA_OK);
        ck_assert_uint_eq(usage.bytes, s.bytes);
        ck_assert_uint_eq(usage.objects, s.objects);
        ck_assert_uint_eq(usage.reserved_objects, 0);
        ck_assert_uint_le(usage.bytes, quota.max_bytes);
    }
}

static void check_receipts(fa_storage_service *svc, int rounds)
{
    int r, t, i;

    for (r = 0; r < rounds; r++) {
        for (t = 0; t < THREADS; t++) {
            for (i = 0; i < EACH; i++) {
                made m = make(r, t, i);
                name_of n = name(r, t, i);
                fa_status st;

                if (!is_there[r][t][i])
                    continue;
                st = fa_object_read(svc, user(t), n.s, compare_made, &m, NULL);
                ck_assert(st == FA_OK || (is_gone[r][t][i] && st == FA_ENOTFOUND));
                ck_assert(st != FA_OK || m.at == m.size);
            }
        }
    }
}

START_TEST(the_books_are_the_sum_of_what_lives_and_no_bytes_lie_about)
{
    fa_storage_service *svc = NULL;
    uint32_t chance = 4711;
    int round;

    for (round = 0; round < ROUNDS; round++) {
        fa_upkeep run = FA_UPKEEP_INIT;

        chance = chance * 1664525u + 1013904223u;
        run_and_kill(round, (long)(chance >> 16) % LATEST_MS);
        ck_assert_int_eq(open_storage(&svc, NULL), FA_OK);
        ck_assert_int_eq(fa_storage_recover(svc, INT64_MAX, NULL), FA_OK);
        check_books(svc);
        while (!run.ended)
            ck_assert_int_eq(fa_storage_sweep(svc, &run, NULL), FA_OK);
        ck_assert_uint_eq(run.found, 0); /* a kill leaves nothing that recovery does not know of */
        if (round % 10 == 9)
            check_receipts(svc, round + 1);
        fa_storage_close(svc);
    }
    ck_assert_int_ge(receipts, ROUNDS * 2); /* it was no idle test */
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("kill_storage");
    int status;

    temp_dir_make(folder);
    tcase_set_timeout(tests, 200);
    tcase_add_test(tests, the_books_are_the_sum_of_what_lives_and_no_bytes_lie_about);
    status = unit_run("fault/kill_storage", tests);
    temp_dir_remove(folder);
    return status;
}
