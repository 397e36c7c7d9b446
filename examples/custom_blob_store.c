/* custom_blob_store.c: a blob store written outside of the library, from its header alone: the blobs are kept as hexadecimal text,
 * one file each, in a folder that is named in the URL "hex:<folder>". The documents' bytes then lie in it.
 * usage: custom_blob_store FOLDER FILE */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <finanalyst.h>
#include <finanalyst/adapter/extract.h>
#include <finanalyst/adapter/sodium.h>

typedef struct hex_store {
    char folder[512];
} hex_store;

/* The file of a key. A key may hold slashes, a file's name may not; a key holds no dot and no capital letter, so no two of
 * them have the same file, and none that of a blob that is being written. */
static void path_of(const hex_store *s, const char *key, char out[1024])
{
    int at = snprintf(out, 1024, "%s/", s->folder);

    for (const char *k = key; *k != '\0' && at < 1020; k++)
        out[at++] = *k == '/' ? '.' : *k;
    snprintf(out + at, (size_t)(1024 - at), "%s", ".hex");
}

/* What a folder holds is on disk only once the folder itself is. */
static fa_status sync_folder(const hex_store *s, fa_error *err)
{
    int fd = open(s->folder, O_RDONLY | O_DIRECTORY);
    bool done = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return done ? FA_OK : fa_fail(err, FA_EUNAVAILABLE, "the folder cannot be written");
}

static fa_status write_hex(FILE *file, fa_read_fn read, void *payload, fa_error *err)
{
    unsigned char piece[4096];
    size_t got = 0;

    for (;;) {
        fa_status st = read(payload, piece, sizeof piece, &got, err);

        if (st != FA_OK || got == 0)
            return st;
        for (size_t i = 0; i < got; i++)
            if (fprintf(file, "%02x", piece[i]) < 0)
                return fa_fail(err, FA_EUNAVAILABLE, "the blob cannot be written");
    }
}

/* Writes a blob to a file of its own, on disk when this returns. part: the template of its name, and then the name. */
static fa_status write_part(char *part, fa_read_fn read, void *payload, fa_error *err)
{
    int fd = mkstemp(part);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");
    fa_status st;

    if (file == NULL) {
        if (fd >= 0)
            close(fd);
        return fa_fail(err, FA_EUNAVAILABLE, "the blob cannot be made: %s", strerror(errno));
    }
    st = write_hex(file, read, payload, err);
    if (st == FA_OK && (fflush(file) != 0 || fsync(fd) != 0))
        st = fa_fail(err, FA_EUNAVAILABLE, "the blob cannot be written: %s", strerror(errno));
    fclose(file);
    return st;
}

/* A link, not a renaming, gives a blob its name: of two that store the same key, the first wins. */
static fa_status put(void *self, const char *key, fa_read_fn read, void *payload, fa_error *err)
{
    const hex_store *s = self;
    char path[1024], part[1024];
    fa_status st;

    path_of(s, key, path);
    snprintf(part, sizeof part, "%s/PART-XXXXXX", s->folder);
    st = write_part(part, read, payload, err);
    if (st == FA_OK && link(part, path) != 0)
        st = errno == EEXIST ? fa_fail(err, FA_ECONFLICT, "the key is taken")
                             : fa_fail(err, FA_EUNAVAILABLE, "the blob cannot be named: %s", strerror(errno));
    remove(part);
    return st == FA_OK ? sync_folder(s, err) : st;
}

static fa_status get(void *self, const char *key, fa_write_fn write, void *payload, fa_error *err)
{
    char path[1024];
    unsigned byte;
    fa_status st = FA_OK;
    FILE *file;

    path_of(self, key, path);
    file = fopen(path, "rb");
    if (file == NULL)
        return fa_fail(err, FA_ENOTFOUND, "there is no such blob");
    while (st == FA_OK && fscanf(file, "%2x", &byte) == 1) {
        unsigned char c = (unsigned char)byte;

        st = write(payload, &c, 1, err);
    }
    if (st == FA_OK && !feof(file))
        st = fa_fail(err, FA_ECORRUPT, "the blob holds what is no hexadecimal digit");
    fclose(file);
    return st;
}

static fa_status remove_blob(void *self, const char *key, fa_error *err)
{
    char path[1024];

    path_of(self, key, path);
    if (remove(path) != 0 && errno != ENOENT)
        return fa_fail(err, FA_EUNAVAILABLE, "the blob cannot be removed: %s", strerror(errno));
    return sync_folder(self, err);
}

static void close_store(void *self)
{
    free(self);
}

static fa_status open_store(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_blob_store_ops ops = {.struct_size = sizeof ops,
                                          .name = "hex",
                                          .put = put,
                                          .get = get,
                                          .remove = remove_blob,
                                          .close = close_store};
    hex_store *s = calloc(1, sizeof *s);

    (void)context;
    if (s == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    snprintf(s->folder, sizeof s->folder, "%s", strchr(url, ':') + 1);
    if (mkdir(s->folder, 0700) != 0 && errno != EEXIST) {
        free(s);
        return fa_fail(err, FA_EUNAVAILABLE, "the folder cannot be made: %s", strerror(errno));
    }
    *(fa_blob_store *)out = (fa_blob_store){&ops, s};
    return FA_OK;
}

static fa_status read_file(void *payload, void *buf, size_t cap, size_t *got, fa_error *err)
{
    *got = fread(buf, 1, cap, (FILE *)payload);
    return ferror((FILE *)payload) ? fa_fail(err, FA_EUNAVAILABLE, "the file cannot be read") : FA_OK;
}

static fa_status count(void *payload, const void *buf, size_t len, fa_error *err)
{
    (void)buf;
    (void)err;
    *(size_t *)payload += len;
    return FA_OK;
}

static fa_status open_app(const char *folder, fa_app **app, fa_error *err)
{
    char url[600];
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    snprintf(url, sizeof url, "hex:%s", folder);
    config.blobs = url;
    if (st == FA_OK)
        st = fa_registry_add(registry, FA_PORT_BLOB_STORE, "hex", open_store, err);
    if (st == FA_OK)
        st = fa_sodium_register(registry, err);
    if (st == FA_OK)
        st = fa_extract_register(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, app, err);
    fa_registry_free(registry);
    return st;
}

int main(int argc, char **argv)
{
    fa_upload upload = FA_UPLOAD_INIT;
    const fa_document *document = NULL;
    FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
    fa_error err = {0};
    fa_app *app = NULL;
    size_t bytes = 0;
    fa_status st;

    if (file == NULL) {
        fprintf(stderr, "usage: custom_blob_store FOLDER FILE\n");
        return 2;
    }
    upload.name = argv[2];
    upload.read = read_file;
    upload.payload = file;
    st = open_app(argv[1], &app, &err);
    if (st == FA_OK)
        st = fa_document_upload(fa_app_documents(app), (fa_id){{0}}, &upload, &document, NULL, &err);
    if (st == FA_OK)
        st = fa_document_content(fa_app_documents(app), (fa_id){{0}}, document->id, count, &bytes, &err);
    if (st == FA_OK)
        printf("%s: %zu bytes kept in %s and read back, checksum right\n", document->name, bytes, argv[1]);
    else
        fprintf(stderr, "%s: %s\n", fa_status_name(st), err.message);
    fa_document_free(document);
    fa_app_close(app);
    fclose(file);
    return st == FA_OK ? 0 : 1;
}
