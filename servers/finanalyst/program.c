/* finanalyst/program.c: opening the services, naming documents, saying what failed. */
#include "finanalyst/program.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <finanalyst/adapter/extract.h>
#include <finanalyst/adapter/sodium.h>
#include <finanalyst/adapter/sqlite.h>

int program_fail(const char *what, const fa_error *err)
{
    fprintf(stderr, "finanalyst: %s: %s\n", what, err->message);
    switch (err->code) {
    case FA_EENCRYPTED:
    case FA_ENOTEXT:
    case FA_EUNSUPPORTED:
    case FA_ECORRUPT:
    case FA_ETOOLARGE:
    case FA_ETIMEOUT:
    case FA_EINVALID:
        return EXIT_DOCUMENT;
    case FA_ENOTFOUND:
        return EXIT_NOT_FOUND;
    default:
        return EXIT_UNAVAILABLE;
    }
}

void program_print(fa_buf *line)
{
    fwrite(line->data, 1, line->len, stdout);
    putchar('\n');
    fflush(stdout);
    fa_buf_reset(line);
}

/* Makes a folder and those above it. */
static bool make_folder(const char *path)
{
    char part[CONFIG_PATH_MAX];
    size_t length = strlen(path);

    if (length == 0 || length >= sizeof part)
        return false;
    memcpy(part, path, length + 1);
    for (size_t i = 1; i <= length; i++)
        if (part[i] == '/' || part[i] == '\0') {
            char kept = part[i];

            part[i] = '\0';
            if (mkdir(part, 0700) != 0 && errno != EEXIST)
                return false;
            part[i] = kept;
        }
    return true;
}

static fa_status open_app(program *p, bool in_memory, fa_error *err)
{
    char documents[CONFIG_PATH_MAX + 32], analysis[CONFIG_PATH_MAX + 32], blobs[CONFIG_PATH_MAX + 32],
        reader[CONFIG_PATH_MAX + 32];
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st;

    snprintf(documents, sizeof documents, "sqlite:%s/document.db", p->config.data_dir);
    snprintf(analysis, sizeof analysis, "sqlite:%s/analysis.db", p->config.data_dir);
    snprintf(blobs, sizeof blobs, "file:%s/blobs", p->config.data_dir);
    snprintf(reader, sizeof reader, "sandbox:%s", p->config.reader);
    config.reader = reader;
    config.max_upload_bytes = p->config.max_upload_bytes;
    if (!in_memory) {
        config.document_db = documents;
        config.analysis_db = analysis;
        config.blobs = blobs;
        if (!make_folder(p->config.data_dir))
            return fa_fail(err, FA_EUNAVAILABLE, "the folder cannot be made: %s", strerror(errno));
    }
    st = fa_registry_new(&registry, err);
    if (st == FA_OK)
        st = fa_sqlite_register(registry, err);
    if (st == FA_OK)
        st = fa_sodium_register(registry, err);
    if (st == FA_OK)
        st = fa_extract_register(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, &p->app, err);
    fa_registry_free(registry);
    return st;
}

int program_open(program *p, bool in_memory)
{
    fa_error err = {0};

    if (open_app(p, in_memory, &err) == FA_OK)
        return EXIT_DONE;
    program_fail(in_memory ? "memory" : p->config.data_dir, &err);
    return EXIT_UNAVAILABLE;
}

void program_close(program *p)
{
    fa_app_close(p->app);
    p->app = NULL;
}

typedef struct finding {
    const char *text;
    fa_id id;
    unsigned exact;
    unsigned begun;
} finding;

static fa_status look_at(void *payload, const fa_document *doc, fa_error *err)
{
    finding *f = payload;
    size_t length = strlen(f->text);

    (void)err;
    if (strcmp(doc->id.s, f->text) == 0 || strcmp(doc->name, f->text) == 0) {
        f->id = doc->id;
        f->exact++;
    } else if (strncmp(doc->id.s, f->text, length) == 0 || strncmp(doc->name, f->text, length) == 0) {
        if (f->exact == 0)
            f->id = doc->id;
        f->begun++;
    }
    return FA_OK;
}

int program_find(program *p, const char *text, fa_id *out)
{
    finding f = {.text = text};
    fa_error err = {0};

    if (fa_document_list(fa_app_documents(p->app), (fa_id){{0}}, UINT32_MAX, look_at, &f, &err) != FA_OK)
        return program_fail("documents", &err);
    if (f.exact > 0 || f.begun == 1) {
        *out = f.id;
        return EXIT_DONE;
    }
    fprintf(
        stderr,
        f.begun > 1
            ? "finanalyst: \"%s\" is the beginning of several documents; `finanalyst documents` lists them\n"
            : "finanalyst: there is no document \"%s\"; `finanalyst documents` lists those there are\n",
        text);
    return EXIT_NOT_FOUND;
}
