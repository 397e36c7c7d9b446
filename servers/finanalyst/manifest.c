/* finanalyst/manifest.c: writing and reading the list of a backup's files. */
#include "finanalyst/manifest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/alloc.h>

enum { HEX = FA_SHA256_HEX - 1, PATH_BYTES_MAX = 4000 };

void manifest_clear(manifest *m)
{
    for (size_t i = 0; i < m->count; i++)
        fa_free(m->files[i].path);
    fa_free(m->files);
    memset(m, 0, sizeof *m);
}

/* Whether a path stays within the folder that it is from, and fits on a line. */
static bool is_path(const char *path, size_t len)
{
    size_t start = 0;

    if (len == 0 || len > PATH_BYTES_MAX)
        return false;
    for (size_t i = 0; i <= len; i++) {
        if (i < len && ((unsigned char)path[i] < 0x20 || path[i] == 0x7f))
            return false;
        if (i < len && path[i] != '/')
            continue;
        if (i == start ||
            (path[start] == '.' && (i == start + 1 || (i == start + 2 && path[start + 1] == '.'))))
            return false;
        start = i + 1;
    }
    return true;
}

static bool grow(manifest *m)
{
    size_t cap = m->cap == 0 ? 64 : m->cap * 2;
    manifest_file *files;

    if (m->count < m->cap)
        return true;
    files = cap > SIZE_MAX / sizeof *files ? NULL : fa_realloc(m->files, cap * sizeof *files);
    if (files == NULL)
        return false;
    m->files = files;
    m->cap = cap;
    return true;
}

static fa_status add(manifest *m, const char *path, size_t len, uint64_t size, const char *sha256,
                     fa_error *err)
{
    manifest_file *file;
    char *copy = fa_alloc(len + 1);

    if (copy == NULL || !grow(m)) {
        fa_free(copy);
        return fa_fail(err, FA_ENOMEM, "out of memory for the list of files");
    }
    memcpy(copy, path, len);
    copy[len] = '\0';
    file = &m->files[m->count++];
    file->path = copy;
    file->size = size;
    memcpy(file->sha256, sha256, HEX);
    file->sha256[HEX] = '\0';
    m->bytes += size;
    return FA_OK;
}

fa_status manifest_add(manifest *m, const char *path, uint64_t size, const char *sha256, fa_error *err)
{
    if (!is_path(path, strlen(path)))
        return fa_fail(err, FA_EUNSUPPORTED, "a file's name cannot be in a backup: %.100s", path);
    return add(m, path, strlen(path), size, sha256, err);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const manifest_file *)a)->path, ((const manifest_file *)b)->path);
}

void manifest_sort(manifest *m)
{
    if (m->count > 0)
        qsort(m->files, m->count, sizeof *m->files, by_path);
}

static void hash_text(const fa_hasher *hasher, const char *text, size_t len, char out[FA_SHA256_HEX])
{
    fa_digest digest;

    fa_hash_begin(hasher, &digest);
    fa_hash_update(hasher, &digest, text, len);
    fa_hash_finish_hex(hasher, &digest, out);
}

fa_status manifest_write(const manifest *m, const fa_hasher *hasher, fa_buf *out, fa_error *err)
{
    char hex[FA_SHA256_HEX];

    fa_buf_printf(out, "finanalyst-backup 1\nversion %s\ncreated %s\n", m->version, m->created);
    for (size_t i = 0; i < m->count; i++)
        fa_buf_printf(out, "file %s %" PRIu64 " %s\n", m->files[i].sha256, m->files[i].size,
                      m->files[i].path);
    if (out->bad == FA_OK) {
        hash_text(hasher, out->data, out->len, hex);
        fa_buf_printf(out, "end %zu %s\n", m->count, hex);
    }
    return fa_buf_check(out, err);
}

/* ---- reading ---- */

typedef struct reading {
    const char *at;
    const char *end;
} reading;

/* What stands on the next line behind the word and a blank; NULL = the line begins otherwise, or there is none. */
static const char *take_line(reading *r, const char *word, size_t *len)
{
    size_t word_len = strlen(word);
    const char *end = memchr(r->at, '\n', (size_t)(r->end - r->at)), *value = r->at + word_len + 1;

    if (end == NULL || end < value || memcmp(r->at, word, word_len) != 0 || r->at[word_len] != ' ')
        return NULL;
    *len = (size_t)(end - value);
    r->at = end + 1;
    return value;
}

static bool take_text(reading *r, const char *word, char *out, size_t size)
{
    size_t len;
    const char *value = take_line(r, word, &len);

    if (value == NULL || len >= size)
        return false;
    memcpy(out, value, len);
    out[len] = '\0';
    return true;
}

static fa_status take_file(manifest *m, const char *line, size_t len, fa_error *err)
{
    char *end = NULL;
    const char *path;
    uint64_t size;

    if (len < HEX + 4 || strspn(line, "0123456789abcdef") != HEX || line[HEX] != ' ' || line[HEX + 1] < '0' ||
        line[HEX + 1] > '9')
        return fa_fail(err, FA_ECORRUPT, "the manifest is damaged");
    size = strtoull(line + HEX + 1, &end, 10);
    path = end + 1;
    if (end == line + HEX + 1 || *end != ' ' || !is_path(path, (size_t)(line + len - path)))
        return fa_fail(err, FA_ECORRUPT, "the manifest is damaged");
    return add(m, path, (size_t)(line + len - path), size, line, err);
}

/* The last line: how many files, and the digest of all that stands in front of it. */
static fa_status check_end(const manifest *m, const fa_hasher *hasher, const char *text, reading *r,
                           fa_error *err)
{
    char expected[FA_SHA256_HEX + 32], found[FA_SHA256_HEX + 32], hex[FA_SHA256_HEX];

    hash_text(hasher, text, (size_t)(r->at - text), hex);
    snprintf(expected, sizeof expected, "%zu %s", m->count, hex);
    if (!take_text(r, "end", found, sizeof found) || r->at != r->end || strcmp(expected, found) != 0)
        return fa_fail(err, FA_ECORRUPT, "the manifest is damaged");
    return FA_OK;
}

fa_status manifest_read(manifest *m, const fa_hasher *hasher, const char *text, size_t len, fa_error *err)
{
    reading r = {text, text + len};
    char format[16];
    const char *line;
    fa_status st = FA_OK;

    if (memchr(text, '\0', len) != NULL || !take_text(&r, "finanalyst-backup", format, sizeof format))
        return fa_fail(err, FA_ECORRUPT, "the manifest is damaged, or none of ours");
    if (strcmp(format, "1") != 0)
        return fa_fail(err, FA_EUNSUPPORTED, "a later version of this program made the backup");
    if (!take_text(&r, "version", m->version, sizeof m->version) ||
        !take_text(&r, "created", m->created, sizeof m->created))
        return fa_fail(err, FA_ECORRUPT, "the manifest is damaged");
    while (st == FA_OK && (line = take_line(&r, "file", &len)) != NULL)
        st = take_file(m, line, len, err);
    return st == FA_OK ? check_end(m, hasher, text, &r, err) : st;
}
