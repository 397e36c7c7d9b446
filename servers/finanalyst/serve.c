/* finanalyst/serve.c: HTTP on the loopback address, and the threads that read documents. */
#define _GNU_SOURCE /* pthread_timedjoin_np */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "analysis/routes.h"
#include "document/routes.h"
#include "finanalyst/program.h"
#include "http/http.h"

enum { WORKERS_MAX = 64, IDLE_MS = 1000, GRACE_S = 10, FILES_WANTED = 4096 };

/* Threads that run jobs; they sleep until one waits, and look by themselves once a second for jobs that another process left
 * behind. */
typedef struct pool {
    fa_analysis_service *service;
    pthread_t threads[WORKERS_MAX];
    unsigned count;
    pthread_mutex_t lock;
    pthread_cond_t wakes;
    unsigned waiting; /* jobs said to wait that no thread has looked for */
    bool stopping;
} pool;

static void job_waits(void *payload)
{
    pool *p = payload;

    pthread_mutex_lock(&p->lock);
    p->waiting++;
    pthread_cond_signal(&p->wakes);
    pthread_mutex_unlock(&p->lock);
}

/* Waits for work. false: the pool stops. */
static bool wait_for_work(pool *p)
{
    struct timespec until;
    bool stopping;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += IDLE_MS / 1000;
    pthread_mutex_lock(&p->lock);
    while (!p->stopping && p->waiting == 0 &&
           pthread_cond_timedwait(&p->wakes, &p->lock, &until) != ETIMEDOUT)
        continue;
    p->waiting = 0;
    stopping = p->stopping;
    pthread_mutex_unlock(&p->lock);
    return !stopping;
}

static bool is_stopping(pool *p)
{
    bool stopping;

    pthread_mutex_lock(&p->lock);
    stopping = p->stopping;
    pthread_mutex_unlock(&p->lock);
    return stopping;
}

static void *run_worker(void *payload)
{
    pool *p = payload;
    bool worked;

    do {
        fa_error err = {0};

        worked = true;
        while (worked && !is_stopping(p))
            if (fa_job_run_next(p->service, &worked, &err) != FA_OK) {
                fprintf(stderr, "finanalyst: reading documents: %s\n", err.message);
                worked = false;
            }
    } while (wait_for_work(p));
    return NULL;
}

static bool pool_start(pool *p, fa_analysis_service *service, unsigned count)
{
    p->service = service;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->wakes, NULL);
    for (; p->count < count; p->count++)
        if (pthread_create(&p->threads[p->count], NULL, run_worker, p) != 0)
            return false;
    return true;
}

/* Lets jobs under way finish for a while. false: one has not; its document is taken up again by the next start, as after a
 * crash, and the threads are still there. */
static bool pool_stop(pool *p)
{
    struct timespec until;
    bool ended = true;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += GRACE_S;
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->wakes);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->count; i++)
        ended = pthread_timedjoin_np(p->threads[i], NULL, &until) == 0 && ended;
    if (ended) {
        pthread_cond_destroy(&p->wakes);
        pthread_mutex_destroy(&p->lock);
    }
    return ended;
}

/* Each connection takes three descriptors; the usual soft limit is meant for programs with few. */
static void allow_files(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= FILES_WANTED)
        return;
    limit.rlim_cur = limit.rlim_max < FILES_WANTED ? limit.rlim_max : FILES_WANTED;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

static fa_status root(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return fa_buf_printf(http_reply_body(reply),
                         "{\"product\":\"FinAnalyst\",\"version\":\"%s\",\"links\":{\"health\":\"/health\","
                         "\"documents\":\"/api/v1/documents\",\"ask\":\"/api/v1/ask\"}}",
                         fa_version());
}

static fa_status one_is_enough(void *payload, const fa_document *doc, fa_error *err)
{
    (void)payload;
    (void)doc;
    (void)err;
    return FA_OK;
}

/* Healthy is a service whose store answers. */
static fa_status health(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_status st = fa_document_scan(service, (fa_id){{0}}, 1, one_is_enough, NULL, err);

    (void)req;
    if (st == FA_OK)
        st = fa_buf_printf(http_reply_body(reply),
                           "{\"status\":\"healthy\",\"service\":\"finanalyst\",\"version\":\"%s\"}",
                           fa_version());
    return st;
}

static const http_route own_routes[] = {
    {"GET", "/", HTTP_BODY_NONE, root, "Product, version, links", "", "200 `{product, version, links{}}`"},
    {"GET", "/health", HTTP_BODY_NONE, health, "Whether the store answers", "",
     "200 `{status: \"healthy\", service, version}`; 503 when it does not"},
    {NULL, NULL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};

static const http_route *const tables[] = {own_routes, document_route_table, analysis_route_table};
enum { TABLES = sizeof tables / sizeof *tables };

/* Blocks until somebody asks the program to stop. The signals are blocked in every thread, and waited for here. */
static void wait_for_signal(const sigset_t *signals)
{
    int got = 0;

    while (sigwait(signals, &got) != 0)
        continue;
}

static int serve(program *p, uint16_t port)
{
    pool workers = {0};
    document_routes documents = {p->app, job_waits, &workers};
    void *const services[TABLES] = {fa_app_documents(p->app), &documents, fa_app_analysis(p->app)};
    http_options options = {.port = port,
                            .max_upload_bytes = p->config.max_upload_bytes,
                            .spool_dir = p->config.data_dir,
                            .tables = tables,
                            .services = services,
                            .table_count = TABLES,
                            .access_log = stderr};
    http_server *server = NULL;
    fa_error err = {0};
    sigset_t signals;
    int result;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    allow_files();
    if (fa_app_resume(p->app, &err) != FA_OK)
        return program_fail(p, "serve", &err);
    if (!pool_start(&workers, fa_app_analysis(p->app), p->config.workers))
        (void)fa_fail(&err, FA_EUNAVAILABLE, "no thread could be started");
    else if (http_server_start(&options, &server, &err) == FA_OK) {
        printf("FinAnalyst serves on http://127.0.0.1:%u\n", http_server_port(server));
        fflush(stdout);
        wait_for_signal(&signals);
    }
    http_server_stop(server);
    result = err.code == FA_OK ? EXIT_DONE : program_fail(p, "serve", &err);
    if (!pool_stop(&workers))
        _exit(result);
    return result;
}

int command_serve(program *p, int argc, char **argv)
{
    unsigned long port = p->config.port;
    char *end = NULL;
    int result;

    if (argc == 1 && strcmp(argv[0], "--routes") == 0) {
        http_print_routes(stdout, tables, TABLES);
        return EXIT_DONE;
    }
    if (argc == 2 && strcmp(argv[0], "--port") == 0) {
        port = strtoul(argv[1], &end, 10);
        if (end == argv[1] || *end != '\0' || *argv[1] == '-' || port > 65535)
            return program_usage("--port must be a whole number from 0 to 65535, not \"%s\"", argv[1]);
    } else if (argc != 0) {
        return program_usage("serve has no argument \"%s\": finanalyst serve [--port N]", argv[0]);
    }
    result = program_open(p, false);
    return result == EXIT_DONE ? serve(p, (uint16_t)port) : result;
}
