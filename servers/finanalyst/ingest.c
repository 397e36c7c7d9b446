/* finanalyst/ingest.c: reading files into the store, with progress on a terminal or as lines of JSON. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "finanalyst/layout.h"
#include "finanalyst/program.h"

enum { POLL_MS = 80, IDLE_MS = 50, BAR_WIDTH = 20, NAME_WIDTH = 24, FAILURES_MAX = 5 };

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

static fa_status read_file(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    FILE *file = payload;

    *got = fread(buf, 1, cap, file);
    if (*got == 0 && ferror(file))
        return fa_fail(err, FA_EUNAVAILABLE, "the file cannot be read: %s", strerror(errno));
    return FA_OK;
}

/* Jobs are run on a thread of their own, so that this one can show how they go. */
typedef struct work {
    fa_analysis_service *service;
    pthread_t thread;
    pthread_mutex_t lock;
    bool stop;  /* told to the thread */
    bool ended; /* told by the thread: it gave up, err says why */
    fa_error err;
} work;

static bool is_set(work *w, const bool *flag)
{
    bool set;

    pthread_mutex_lock(&w->lock);
    set = *flag;
    pthread_mutex_unlock(&w->lock);
    return set;
}

static void set(work *w, bool *flag)
{
    pthread_mutex_lock(&w->lock);
    *flag = true;
    pthread_mutex_unlock(&w->lock);
}

static void rest(int ms)
{
    const struct timespec pause = {0, ms * 1000000L};

    nanosleep(&pause, NULL);
}

/* Runs whatever waits until it is told to stop: the document's job may have others before it, or be in the hands of another
 * process, whose work is taken over once that has died. */
static void *run_jobs(void *payload)
{
    work *w = payload;
    int failures = 0;

    while (!is_set(w, &w->stop) && failures < FAILURES_MAX) {
        bool worked = false;

        if (fa_job_run_next(w->service, &worked, &w->err) != FA_OK)
            failures++;
        else if (worked)
            failures = 0;
        else
            rest(IDLE_MS);
    }
    if (failures == FAILURES_MAX)
        set(w, &w->ended);
    return NULL;
}

static void show_bar(const char *name, const fa_job *job)
{
    int filled = job->total == 0 ? 0 : (int)((uint64_t)BAR_WIDTH * job->done / job->total);
    char shown[4 * NAME_WIDTH + 1];

    snprintf(shown, sizeof shown, "%.*s", NAME_WIDTH, name);
    fputs("\r\033[K", stderr);
    layout_put(stderr, shown);
    fputs(" [", stderr);
    for (int i = 0; i < BAR_WIDTH; i++)
        fputc(i < filled ? '#' : '.', stderr);
    fprintf(stderr, "] %s", job->step);
    if (job->total > 0)
        fprintf(stderr, " %u/%u", job->done, job->total);
    fflush(stderr);
}

static void show(const program *p, const char *name, const fa_job *job)
{
    fa_buf line;

    if (p->json) {
        fa_buf_init(&line, 1 << 16);
        if (fa_job_to_json(job, &line, NULL) == FA_OK)
            program_print(&line);
        fa_buf_clear(&line);
    } else if (isatty(STDERR_FILENO)) {
        show_bar(name, job);
    }
}

static bool is_over(const fa_job *job)
{
    return job->state == FA_JOB_DONE || job->state == FA_JOB_FAILED || job->state == FA_JOB_CANCELLED;
}

/* Shows a job until it is over or nobody runs it any more. */
static void watch(const program *p, work *w, const char *name, fa_id job)
{
    uint32_t seen = UINT32_MAX;
    bool over = false;

    while (!over && !is_set(w, &w->ended)) {
        const fa_job *now = NULL;

        if (interrupted)
            (void)fa_job_cancel(w->service, p->owner, job, NULL);
        if (fa_job_get(w->service, p->owner, job, &now, NULL) == FA_OK) {
            over = is_over(now);
            if (now->version != seen)
                show(p, name, now);
            seen = now->version;
        }
        fa_job_free(now);
        if (!over)
            rest(POLL_MS);
    }
    if (!p->json && isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

static fa_status read_document(program *p, const fa_document *doc, fa_error *err)
{
    work w = {.service = fa_app_analysis(p->app), .lock = PTHREAD_MUTEX_INITIALIZER};
    const fa_job *job = NULL;
    fa_status st = fa_job_start(w.service, p->owner, doc->id, &job, err);

    if (st != FA_OK)
        return st;
    if (pthread_create(&w.thread, NULL, run_jobs, &w) != 0) {
        fa_job_free(job);
        return fa_fail(err, FA_EUNAVAILABLE, "no thread could be started");
    }
    watch(p, &w, doc->name, job->id);
    set(&w, &w.stop);
    pthread_join(w.thread, NULL);
    fa_job_free(job);
    if (!w.ended)
        return FA_OK;
    if (err != NULL)
        *err = w.err;
    return w.err.code;
}

/* What the document says of how its reading ended. */
static fa_status verdict(const fa_document *doc, fa_error *err)
{
    if (doc->state == FA_DOCUMENT_READY)
        return FA_OK;
    if (interrupted || doc->state == FA_DOCUMENT_CANCELLED)
        return fa_fail(err, FA_ECANCELLED,
                       "interrupted: the document is stored, and is read when it is ingested again");
    return fa_fail(err, doc->error_code == FA_OK ? FA_EINTERNAL : doc->error_code, "%s", doc->error);
}

static fa_status store_and_read(program *p, const char *path, FILE *file, const fa_document **out,
                                fa_error *err)
{
    fa_document_service *documents = fa_app_documents(p->app);
    const char *slash = strrchr(path, '/');
    fa_upload upload = FA_UPLOAD_INIT;
    const fa_document *doc = NULL, *now = NULL;
    fa_status st;

    upload.name = slash == NULL ? path : slash + 1;
    upload.read = read_file;
    upload.payload = file;
    st = fa_document_upload(documents, p->owner, &upload, &doc, NULL, err);
    if (st == FA_OK && doc->state != FA_DOCUMENT_READY)
        st = read_document(p, doc, err);
    if (st == FA_OK)
        st = fa_document_get(documents, p->owner, doc->id, &now, err);
    fa_document_free(doc);
    if (st == FA_OK)
        st = verdict(now, err);
    if (st == FA_OK)
        *out = now;
    else
        fa_document_free(now);
    return st;
}

/* NULL: err says why. */
static FILE *open_file(const char *path, fa_error *err)
{
    FILE *file = fopen(path, "rb");
    struct stat info;

    if (file == NULL) {
        (void)fa_fail(err, errno == ENOENT ? FA_ENOTFOUND : FA_EINVALID, "%s", strerror(errno));
    } else if (fstat(fileno(file), &info) == 0 && S_ISDIR(info.st_mode)) {
        (void)fa_fail(err, FA_EINVALID, "it is a folder; name the files in it");
        fclose(file);
        file = NULL;
    }
    return file;
}

int program_ingest(program *p, const char *path, const fa_document **out)
{
    struct sigaction action = {.sa_handler = on_interrupt}, before;
    fa_error err = {0};
    FILE *file = open_file(path, &err);
    fa_status st;

    if (file == NULL) {
        (void)program_fail(p, path, &err);
        return EXIT_DOCUMENT;
    }
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &before);
    st = store_and_read(p, path, file, out, &err);
    sigaction(SIGINT, &before, NULL);
    fclose(file);
    return st == FA_OK ? EXIT_DONE : program_fail(p, path, &err);
}

int command_ingest(program *p, int argc, char **argv)
{
    int result = EXIT_DONE;

    if (argc == 0)
        return program_usage("ingest needs at least one file: finanalyst ingest FILE…");
    for (int i = 0; i < argc && !interrupted; i++) {
        const fa_document *doc = NULL;
        fa_error err = {0};
        int one = program_ingest(p, argv[i], &doc);

        if (one == EXIT_DONE && program_describe(p, doc, &err) != FA_OK)
            one = program_fail(p, argv[i], &err);
        if (one != EXIT_DONE)
            result = one;
        fa_document_free(doc);
    }
    return result;
}
