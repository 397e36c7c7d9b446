/* bench_events.c: durable events a second, and what a report costs before and after many of them.
 *
 * usage: bench_events FOLDER add PRODUCERS SECONDS     each producer records one event at a time
 *        bench_events FOLDER report FEW MANY           reports over FEW events, then over MANY
 * Prints one line of JSON for each measurement. The folder is made by the caller; its databases are new. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <finanalyst/adapter/sqlite.h>
#include <finanalyst/registry.h>

enum { PRODUCERS_MAX = 256, USERS = 200, PATH_BYTES = 1024 };

static fa_event_repo repo;
static atomic_bool stop;

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double cpu_s(void)
{
    struct rusage used;

    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static fa_time now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (fa_time)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void fail(const fa_error *err)
{
    fprintf(stderr, "bench_events: %s\n", err->message);
    exit(EXIT_FAILURE);
}

static fa_id user_of(unsigned n)
{
    fa_id id = {{0}};

    snprintf(id.s, sizeof id.s, "usr_%026u", n);
    return id;
}

/* ---- adding ---- */

typedef struct producer {
    unsigned number;
    unsigned long done;
    double *waits; /* of the first ones, seconds */
} producer;

enum { WAITS = 4096 };

static void *produce(void *payload)
{
    producer *p = payload;
    fa_event e = FA_EVENT_INIT;
    char id[64];
    fa_error err = {0};

    e.id = id;
    e.session = "session";
    e.data = "{\"document\":\"annual report\",\"mode\":\"deterministic\"}";
    e.vendor = e.model = "";
    e.user = user_of(p->number);
    e.type = FA_EVENT_QUESTION_ASK;
    e.outcome = FA_OUTCOME_VERIFIED;
    e.operation = FA_OPERATION_QUESTION;
    while (!atomic_load(&stop)) {
        double began = now_s();
        uint32_t accepted = 0;

        e.at = now_ms();
        snprintf(id, sizeof id, "evt_%013lld%04u%09lu", (long long)e.at, p->number, p->done);
        e.duration_us = 2000 + (int64_t)(p->done % 5000);
        if (fa_event_repo_add(&repo, &e, 1, e.at, &accepted, &err) != FA_OK)
            fail(&err);
        if (p->done < WAITS)
            p->waits[p->done] = now_s() - began;
        p->done++;
    }
    return NULL;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static void measure_adding(int count, int seconds)
{
    static producer producers[PRODUCERS_MAX];
    static pthread_t threads[PRODUCERS_MAX];
    double *waits = calloc((size_t)count * WAITS, sizeof *waits);
    double began = now_s(), cpu = cpu_s(), took;
    struct timespec pause = {seconds, 0};
    unsigned long done = 0;
    size_t kept = 0;

    if (waits == NULL)
        exit(EXIT_FAILURE);
    for (int i = 0; i < count; i++) {
        producers[i] = (producer){(unsigned)i, 0, waits + (size_t)i * WAITS};
        if (pthread_create(&threads[i], NULL, produce, &producers[i]) != 0)
            exit(EXIT_FAILURE);
    }
    nanosleep(&pause, NULL);
    atomic_store(&stop, true);
    for (int i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
        done += producers[i].done;
    }
    took = now_s() - began;
    for (int i = 0; i < count; i++) {
        size_t n = producers[i].done < WAITS ? producers[i].done : WAITS;

        memmove(waits + kept, producers[i].waits, n * sizeof *waits);
        kept += n;
    }
    qsort(waits, kept, sizeof *waits, by_size);
    printf("{\"producers\":%d,\"events\":%lu,\"per_second\":%.0f,\"cpu_us_per_event\":%.1f,\"p50_us\":%.0f,"
           "\"p99_us\":%.0f}\n",
           count, done, (double)done / took, (cpu_s() - cpu) * 1e6 / (double)done,
           kept == 0 ? 0 : waits[kept / 2] * 1e6, kept == 0 ? 0 : waits[kept * 99 / 100] * 1e6);
    free(waits);
}

int main(int argc, char **argv)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};
    char url[PATH_BYTES];
    fa_registry *registry = NULL;
    fa_error err = {0};
    fa_status st = fa_registry_new(&registry, &err);

    if (argc != 5)
        return 2;
    snprintf(url, sizeof url, "sqlite:%s/events.db", argv[1]);
    if (st == FA_OK)
        st = fa_sqlite_register(registry, &err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_EVENT_REPO, &context, url, &repo, &err);
    if (st != FA_OK)
        fail(&err);
    measure_adding(atoi(argv[3]), atoi(argv[4]));
    fa_event_repo_close(&repo);
    fa_registry_free(registry);
    return 0;
}
