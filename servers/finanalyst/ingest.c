/* finanalyst/ingest.c: reading files into the store, with progress on a terminal or as lines of JSON. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "finanalyst/program.h"

enum { POLL_MS = 80, BAR_WIDTH = 30 };

static fa_status read_file(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    FILE *file = payload;

    *got = fread(buf, 1, cap, file);
    if (*got == 0 && ferror(file))
        return fa_fail(err, FA_EUNAVAILABLE, "the file cannot be read: %s", strerror(errno));
    return FA_OK;
}

/* The jobs are run on a thread of their own, so that this one can show how they go. */
typedef struct work {
    fa_analysis_service *service;
    pthread_t thread;
    pthread_mutex_t lock;
    bool ended;
    fa_error err;
} work;

static void *run_jobs(void *payload)
{
    work *w = payload;
    fa_error err = {0};
    bool worked = true;
    fa_status st = FA_OK;

    while (st == FA_OK && worked)
        st = fa_job_run_next(w->service, &worked, &err);
    pthread_mutex_lock(&w->lock);
    if (st != FA_OK)
        w->err = err;
    w->ended = true;
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static bool has_ended(work *w)
{
    bool ended;

    pthread_mutex_lock(&w->lock);
    ended = w->ended;
    pthread_mutex_unlock(&w->lock);
    return ended;
}

static void show_bar(const char *name, const fa_job *job)
{
    int filled = job->total == 0 ? 0 : (int)((uint64_t)BAR_WIDTH * job->done / job->total);

    fprintf(stderr, "\r\033[K%-30.30s [", name);
    for (int i = 0; i < BAR_WIDTH; i++)
        fputc(i < filled ? '#' : '.', stderr);
    fprintf(stderr, "] %s", job->step);
    if (job->total > 0)
        fprintf(stderr, " %u/%u pages", job->done, job->total);
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

/* Shows a job until the thread that runs it has ended. */
static void watch(const program *p, work *w, const char *name, fa_id job)
{
    const struct timespec pause = {0, POLL_MS * 1000000L};
    uint32_t seen = UINT32_MAX;

    while (!has_ended(w)) {
        const fa_job *now = NULL;

        nanosleep(&pause, NULL);
        if (fa_job_get(w->service, job, &now, NULL) == FA_OK && now->version != seen) {
            seen = now->version;
            show(p, name, now);
        }
        fa_job_free(now);
    }
    if (!p->json && isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

static fa_status read_document(program *p, const fa_document *doc, fa_error *err)
{
    work w = {.service = fa_app_analysis(p->app), .lock = PTHREAD_MUTEX_INITIALIZER};
    const fa_job *job = NULL;
    fa_status st = fa_job_start(w.service, doc->id, &job, err);

    if (st != FA_OK)
        return st;
    if (pthread_create(&w.thread, NULL, run_jobs, &w) != 0) {
        fa_job_free(job);
        return fa_fail(err, FA_EUNAVAILABLE, "no thread could be started");
    }
    watch(p, &w, doc->name, job->id);
    pthread_join(w.thread, NULL);
    fa_job_free(job);
    if (w.err.code != FA_OK) {
        *err = w.err;
        return w.err.code;
    }
    return FA_OK;
}

static fa_status store_and_read(program *p, const char *path, FILE *file, const fa_document **out,
                                fa_error *err)
{
    fa_document_service *documents = fa_app_documents(p->app);
    const char *slash = strrchr(path, '/');
    fa_upload upload = FA_UPLOAD_INIT;
    const fa_document *doc = NULL, *read = NULL;
    fa_status st;

    upload.name = slash == NULL ? path : slash + 1;
    upload.read = read_file;
    upload.payload = file;
    st = fa_document_upload(documents, &upload, &doc, NULL, err);
    if (st == FA_OK && doc->state != FA_DOCUMENT_READY)
        st = read_document(p, doc, err);
    if (st == FA_OK)
        st = fa_document_get(documents, doc->id, &read, err);
    fa_document_free(doc);
    if (st == FA_OK && read->state != FA_DOCUMENT_READY) {
        st = fa_fail(err, read->error_code == FA_OK ? FA_EINTERNAL : read->error_code, "%s", read->error);
        fa_document_free(read);
        read = NULL;
    }
    if (st == FA_OK)
        *out = read;
    return st;
}

int program_ingest(program *p, const char *path, const fa_document **out)
{
    fa_error err = {0};
    FILE *file = fopen(path, "rb");
    fa_status st;

    if (file == NULL) {
        fprintf(stderr, "finanalyst: %s: %s\n", path, strerror(errno));
        return EXIT_DOCUMENT;
    }
    st = store_and_read(p, path, file, out, &err);
    fclose(file);
    return st == FA_OK ? EXIT_DONE : program_fail(path, &err);
}

static void describe(const program *p, const fa_document *doc)
{
    char end[11];
    fa_buf line;

    if (p->json) {
        fa_buf_init(&line, 1 << 16);
        if (fa_document_to_json(doc, &line, NULL) == FA_OK)
            program_print(&line);
        fa_buf_clear(&line);
        return;
    }
    fa_date_format(doc->period_end, end);
    printf("%s  %s\n  %s, %s, period end %s, %u pages, %u facts\n", doc->id.s, doc->name,
           *doc->company == '\0' ? "company unknown" : doc->company,
           *doc->form == '\0' ? "form unknown" : doc->form, *end == '\0' ? "unknown" : end, doc->page_count,
           doc->fact_count);
}

int command_ingest(program *p, int argc, char **argv)
{
    int result = EXIT_DONE;

    if (argc == 0) {
        fprintf(stderr, "finanalyst: ingest needs at least one file\n");
        return EXIT_USAGE;
    }
    for (int i = 0; i < argc; i++) {
        const fa_document *doc = NULL;
        int one = program_ingest(p, argv[i], &doc);

        if (one == EXIT_DONE)
            describe(p, doc);
        else
            result = one;
        fa_document_free(doc);
    }
    return result;
}
