/* bench_service.c: the services over a folder, measured from outside by what each call took.
 *
 * usage: bench_service FOLDER READER [OWNER]
 * Reads one command per line on stdin and prints one line of JSON for each:
 *   ingest<TAB>FILE             uploads and reads a file
 *   ask<TAB>DOCUMENT<TAB>TEXT   asks; DOCUMENT is an id, or "-" for all
 * Documents are those of the user OWNER, or else the host's own.
 * wall_ms is time on the clock, cpu_ms that of this process, reader_ms that of the processes that it started. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include <finanalyst.h>
#include <finanalyst/adapter/extract.h>
#include <finanalyst/adapter/openssl.h>
#include <finanalyst/adapter/sqlite.h>

enum { LINE_BYTES = 16384, PATH_BYTES = 1024 };

static fa_id owner;

typedef struct spent {
    double wall_ms, cpu_ms, reader_ms;
} spent;

static double cpu_ms(int who)
{
    struct rusage used;

    getrusage(who, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static spent now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (spent){(double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6, cpu_ms(RUSAGE_SELF),
                   cpu_ms(RUSAGE_CHILDREN)};
}

static spent since(spent start)
{
    spent end = now();

    return (spent){end.wall_ms - start.wall_ms, end.cpu_ms - start.cpu_ms, end.reader_ms - start.reader_ms};
}

static fa_status open_services(const char *folder, const char *program, fa_app **app, fa_error *err)
{
    char documents[PATH_BYTES], analysis[PATH_BYTES], blobs[PATH_BYTES], reader[PATH_BYTES];
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    snprintf(documents, sizeof documents, "sqlite:%s/document.db", folder);
    snprintf(analysis, sizeof analysis, "sqlite:%s/analysis.db", folder);
    snprintf(blobs, sizeof blobs, "file:%s/blobs", folder);
    snprintf(reader, sizeof reader, "sandbox:%s", program);
    config.document_db = documents;
    config.analysis_db = analysis;
    config.blobs = blobs;
    config.reader = reader;
    config.hasher = "openssl:";
    if (st == FA_OK)
        st = fa_sqlite_register(registry, err);
    if (st == FA_OK)
        st = fa_openssl_register(registry, err);
    if (st == FA_OK)
        st = fa_extract_register(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, app, err);
    fa_registry_free(registry);
    return st;
}

static void print_failure(const fa_error *err)
{
    fa_buf text;

    fa_buf_init(&text, 4096);
    fa_json_quote(err->message, &text);
    printf("{\"failed\": \"%s\", \"why\": %s}\n", fa_status_name(err->code), text.data);
    fa_buf_clear(&text);
}

/* ---- ingest ---- */

static fa_status read_file(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the file cannot be read") : FA_OK;
}

static fa_status read_document(fa_app *app, fa_id id, const fa_document **out, fa_error *err)
{
    const fa_job *job = NULL;
    bool worked = true;
    fa_status st = fa_job_start(fa_app_analysis(app), owner, id, &job, err);

    fa_job_free(job);
    while (st == FA_OK && worked)
        st = fa_job_run_next(fa_app_analysis(app), &worked, err);
    if (st == FA_OK)
        st = fa_document_get(fa_app_documents(app), owner, id, out, err);
    if (st == FA_OK && (*out)->state != FA_DOCUMENT_READY)
        st = fa_fail(err, (*out)->error_code, "%s", (*out)->error);
    return st;
}

static void ingest(fa_app *app, const char *path)
{
    fa_upload upload = FA_UPLOAD_INIT;
    const fa_document *stored = NULL, *ready = NULL;
    fa_error err = {0};
    FILE *file = fopen(path, "rb");
    spent start = now(), uploaded = start, all;
    fa_status st = file == NULL ? fa_fail(&err, FA_ENOTFOUND, "the file cannot be opened") : FA_OK;

    upload.name = path;
    upload.read = read_file;
    upload.payload = file;
    if (st == FA_OK)
        st = fa_document_upload(fa_app_documents(app), owner, &upload, &stored, NULL, &err);
    uploaded = since(start);
    if (st == FA_OK)
        st = read_document(app, stored->id, &ready, &err);
    all = since(start);
    if (st == FA_OK)
        printf("{\"id\": \"%s\", \"bytes\": %llu, \"pages\": %u, \"facts\": %u, \"upload_wall_ms\": %.3f, "
               "\"upload_cpu_ms\": %.3f, \"wall_ms\": %.3f, \"cpu_ms\": %.3f, \"reader_ms\": %.3f}\n",
               ready->id.s, (unsigned long long)ready->size_bytes, ready->page_count, ready->fact_count,
               uploaded.wall_ms, uploaded.cpu_ms, all.wall_ms, all.cpu_ms, all.reader_ms);
    else
        print_failure(&err);
    fa_document_free(stored);
    fa_document_free(ready);
    if (file != NULL)
        fclose(file);
}

/* ---- ask ---- */

static void ask(fa_app *app, const char *document, const char *text)
{
    fa_question_input in = FA_QUESTION_INPUT_INIT;
    const fa_answer *answer = NULL;
    fa_error err = {0};
    fa_id id;
    spent start, all;
    fa_status st = FA_OK;

    in.question = text;
    if (strcmp(document, "-") != 0) {
        st = fa_id_parse(document, "doc_", &id, &err);
        in.documents = &id;
        in.document_count = 1;
    }
    start = now();
    if (st == FA_OK)
        st = fa_ask(fa_app_analysis(app), owner, &in, &answer, &err);
    all = since(start);
    if (st == FA_OK)
        printf("{\"kind\": %d, \"wall_ms\": %.3f, \"cpu_ms\": %.3f}\n", (int)answer->kind, all.wall_ms,
               all.cpu_ms);
    else
        print_failure(&err);
    fa_answer_free(answer);
}

static void obey(fa_app *app, char *line)
{
    char *first = strchr(line, '\t'), *second;

    line[strcspn(line, "\n")] = '\0';
    if (first == NULL)
        return;
    *first++ = '\0';
    second = strchr(first, '\t');
    if (strcmp(line, "ingest") == 0) {
        ingest(app, first);
    } else if (second != NULL) {
        *second++ = '\0';
        ask(app, first, second);
    }
    fflush(stdout);
}

int main(int argc, char **argv)
{
    char line[LINE_BYTES];
    fa_error err = {0};
    fa_app *app = NULL;

    if (argc < 3 || argc > 4 || (argc == 4 && fa_id_parse(argv[3], "usr_", &owner, &err) != FA_OK)) {
        fprintf(stderr, "usage: bench_service FOLDER READER [OWNER]\n");
        return 2;
    }
    mkdir(argv[1], 0700);
    if (open_services(argv[1], argv[2], &app, &err) != FA_OK) {
        fprintf(stderr, "bench_service: %s\n", err.message);
        return 1;
    }
    while (fgets(line, sizeof line, stdin) != NULL)
        obey(app, line);
    fa_app_close(app);
    return 0;
}
