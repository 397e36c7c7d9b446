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
#include <finanalyst/analytics.h>
#include <finanalyst/port/event_repo.h>

enum { PRODUCERS_MAX = 256, USERS = 50, PATH_BYTES = 1024 };

static fa_event_repo repo;
static atomic_bool stop;

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of this thread: other work of the machine does not count. */
static double thread_cpu_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
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

/* ---- reports ---- */

/* A fixed sequence of numbers, the same on every run. */
static unsigned next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

enum { BATCH = 500, RUNS = 15, DAYS = 30 };

static fa_event any_event(char id[64], unsigned long number, fa_time now, uint32_t *state)
{
    static const char *const vendors[] = {"one", "two", "three"};
    fa_event e = FA_EVENT_INIT;

    snprintf(id, 64, "evt_%020lu", number);
    e.id = id;
    e.user = user_of(next_number(state) % USERS);
    e.type = (fa_event_type)(1 + next_number(state) % FA_EVENT_ANALYSIS_EXPORT);
    e.at = now - (fa_time)(next_number(state) % DAYS) * 86400000 - (fa_time)(next_number(state) % 3600000);
    e.data = "{\"document\":\"annual report\"}";
    e.operation = (fa_operation)(1 + next_number(state) % FA_OPERATION_EXPORT);
    e.duration_us = (int64_t)(next_number(state) % 1000) * (1 << next_number(state) % 14);
    e.size_bytes = (uint64_t)(next_number(state) % 100) << 20;
    e.failed = next_number(state) % 20 == 0;
    if (next_number(state) % 2 == 0) {
        e.vendor = vendors[next_number(state) % 3];
        e.model = "large";
        e.input_tokens = next_number(state) % 4000;
        e.output_tokens = next_number(state) % 500;
        e.cost_micros = next_number(state) % 9000;
    }
    if (e.type == FA_EVENT_QUESTION_ASK)
        e.outcome = (fa_outcome)(1 + next_number(state) % FA_OUTCOME_CONFLICT);
    return e;
}

static void record(fa_analytics_service *svc, unsigned long from, unsigned long to, uint32_t *state)
{
    static fa_event events[BATCH];
    static char ids[BATCH][64];
    const fa_id none = {{0}};
    fa_error err = {0};

    for (unsigned long n = from; n < to;) {
        uint32_t count = 0;

        for (; count < BATCH && n < to; count++, n++)
            events[count] = any_event(ids[count], n, now_ms(), state);
        if (fa_event_record(svc, none, events, count, NULL, &err) != FA_OK)
            fail(&err);
    }
}

/* The median of the CPU time that a report takes, in ms. */
static double time_report(fa_analytics_service *svc, fa_report_kind kind, const char **name)
{
    double runs[RUNS];

    for (int i = 0; i < RUNS; i++) {
        fa_report_query query = FA_REPORT_QUERY_INIT;
        const fa_report *report = NULL;
        double began = thread_cpu_s();
        fa_error err = {0};

        query.kind = kind;
        query.user = user_of(1);
        if (fa_report_make(svc, &query, &report, &err) != FA_OK)
            fail(&err);
        runs[i] = (thread_cpu_s() - began) * 1e3;
        *name = report->name; /* static */
        fa_report_free(report);
    }
    qsort(runs, RUNS, sizeof *runs, by_size);
    return runs[RUNS / 2];
}

static void measure_reports(fa_analytics_service *svc, unsigned long few, unsigned long many)
{
    double before[FA_REPORT_MINE + 1] = {0};
    const char *name = "";
    uint32_t state = 1;
    double began;

    record(svc, 0, few, &state);
    for (int kind = FA_REPORT_OVERVIEW; kind <= FA_REPORT_MINE; kind++)
        before[kind] = time_report(svc, (fa_report_kind)kind, &name);
    began = now_s();
    record(svc, few, many, &state);
    printf("{\"batch\":%d,\"events\":%lu,\"per_second\":%.0f}\n", BATCH, many - few,
           (double)(many - few) / (now_s() - began));
    for (int kind = FA_REPORT_OVERVIEW; kind <= FA_REPORT_MINE; kind++) {
        double after = time_report(svc, (fa_report_kind)kind, &name);

        printf("{\"report\":\"%s\",\"users\":%d,\"days\":%d,\"few\":%lu,\"many\":%lu,\"few_cpu_ms\":%.3f,"
               "\"many_cpu_ms\":%.3f,\"ratio\":%.2f}\n",
               name, USERS, DAYS, few, many, before[kind], after, after / before[kind]);
    }
}

static fa_status open_repo(const fa_registry *registry, const char *url, fa_error *err)
{
    static const fa_open_context context = {sizeof context, NULL, NULL};

    return fa_registry_open(registry, FA_PORT_EVENT_REPO, &context, url, &repo, err);
}

static int run(const fa_registry *registry, char **argv, fa_error *err)
{
    fa_analytics_config config = FA_ANALYTICS_CONFIG_INIT;
    fa_analytics_service *svc = NULL;
    char url[PATH_BYTES];

    snprintf(url, sizeof url, "sqlite:%s/events.db", argv[1]);
    config.analytics_db = url;
    if (strcmp(argv[2], "add") == 0) {
        int producers = atoi(argv[3]);

        if (producers < 1 || producers > PRODUCERS_MAX)
            return 2;
        if (open_repo(registry, url, err) != FA_OK)
            fail(err);
        measure_adding(producers, atoi(argv[4]));
        fa_event_repo_close(&repo);
        return 0;
    }
    if (fa_analytics_open(registry, &config, &svc, err) != FA_OK)
        fail(err);
    measure_reports(svc, strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10));
    fa_analytics_close(svc);
    return 0;
}

int main(int argc, char **argv)
{
    fa_registry *registry = NULL;
    fa_error err = {0};
    fa_status st = fa_registry_new(&registry, &err);
    int status;

    if (argc != 5) {
        fprintf(stderr, "usage: bench_events FOLDER add PRODUCERS SECONDS | FOLDER report FEW MANY\n");
        return 2;
    }
    if (st == FA_OK)
        st = fa_sqlite_register(registry, &err);
    if (st != FA_OK)
        fail(&err);
    status = run(registry, argv, &err);
    fa_registry_free(registry);
    return status;
}
