/* extract/reading.c: files for the reader. */
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <finanalyst/adapter/extract.h>

#include "temp_dir.h"

fa_document_reader reading_open_url(const char *url)
{
    fa_document_reader reader = {NULL, NULL};
    fa_open_context context = {sizeof context, NULL, NULL};
    fa_registry *registry = NULL;
    fa_error err = {FA_OK, 0, "", ""};
    fa_status st = fa_registry_new(&registry, &err);

    if (st == FA_OK)
        st = fa_extract_register(registry, &err);
    if (st == FA_OK)
        st = fa_registry_open(registry, FA_PORT_DOCUMENT_READER, &context, url, &reader, &err);
    fa_registry_free(registry);
    if (st != FA_OK) {
        fprintf(stderr, "%s: %s\n", url, err.message);
        exit(EXIT_FAILURE);
    }
    return reader;
}

fa_document_reader reading_open(void)
{
    return reading_open_url("sandbox:" FA_READER);
}

fa_document_reader reading_open_fake(void)
{
    return reading_open_url("sandbox:" FA_FAKE_READER);
}

fa_status reading_bytes(const fa_document_reader *reader, const void *bytes, size_t len, const char *name,
                        const fa_read_request *rest, const fa_content **out, fa_error *err)
{
    fa_read_request request = FA_READ_REQUEST_INIT;
    char folder[TEMP_DIR_PATH], path[TEMP_DIR_PATH + 16];
    fa_status st;
    FILE *file;

    temp_dir_make(folder);
    (void)snprintf(path, sizeof path, "%s/document", folder);
    file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, len, file) != len || fclose(file) != 0)
        abort();
    if (rest != NULL)
        request = *rest;
    request.path = path;
    request.name = name;
    st = fa_reader_read(reader, &request, out, err);
    temp_dir_remove(folder);
    return st;
}

int64_t reading_now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
