/* logging/recent.c: keeping the last lines, and finding those that somebody asks for. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "logging/recent.h"

#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>
#include <finanalyst/wire.h>

enum { WORD_BYTES = 96 };

fa_status recent_init(recent *r, fa_error *err)
{
    r->written = 0;
    r->bytes = fa_alloc(RECENT_BYTES);
    if (r->bytes == NULL || pthread_mutex_init(&r->lock, NULL) != 0) {
        fa_free(r->bytes);
        return fa_fail(err, FA_ENOMEM, "out of memory for the last lines of the log");
    }
    return FA_OK;
}

void recent_clear(recent *r)
{
    pthread_mutex_destroy(&r->lock);
    fa_free(r->bytes);
}

void recent_add(recent *r, const char *lines, size_t len)
{
    size_t at, part;

    if (len == 0 || len > RECENT_BYTES)
        return;
    pthread_mutex_lock(&r->lock);
    at = (size_t)(r->written % RECENT_BYTES);
    part = len < RECENT_BYTES - at ? len : RECENT_BYTES - at;
    memcpy(r->bytes + at, lines, part);
    memcpy(r->bytes, lines + part, len - part);
    r->written += len;
    pthread_mutex_unlock(&r->lock);
}

/* All that is kept, in one piece; *lines: from its first whole line on. To be freed; NULL: there is no memory. */
static char *copy(recent *r, const char **lines, size_t *len)
{
    char *all = fa_alloc(RECENT_BYTES);
    const char *cut = NULL; /* the end of a line whose beginning is lost */
    size_t at, kept;

    if (all == NULL)
        return NULL;
    pthread_mutex_lock(&r->lock);
    kept = r->written < RECENT_BYTES ? (size_t)r->written : RECENT_BYTES;
    at = (size_t)(r->written % RECENT_BYTES);
    if (kept == RECENT_BYTES)
        memcpy(all, r->bytes + at, RECENT_BYTES - at);
    memcpy(all + kept - at, r->bytes, at);
    if (r->written > RECENT_BYTES)
        cut = memchr(all, '\n', kept);
    pthread_mutex_unlock(&r->lock);
    *lines = cut == NULL ? all : cut + 1;
    *len = kept - (size_t)(*lines - all);
    return all;
}

/* Whether the line has this member. In a text its quotes would be escaped. */
static bool has(const char *line, size_t len, const char *name, const char *value)
{
    char word[WORD_BYTES];
    int n = snprintf(word, sizeof word, "\"%s\":\"%s\"", name, value);

    return n > 0 && (size_t)n < sizeof word && memmem(line, len, word, (size_t)n) != NULL;
}

static bool is_wanted(const char *line, size_t len, const logging_filter *f)
{
    bool severe = false;

    for (int level = 0; !severe && level <= (int)f->level; level++)
        severe = has(line, len, "level", log_level_name((log_level)level));
    return severe &&
           (f->service == CONFIG_SERVICES || has(line, len, "service", config_service_name(f->service))) &&
           (f->request == NULL || has(line, len, "request_id", f->request));
}

/* From the newest back, as the oldest may be too many; then in the order in which they came. */
static fa_status pick(const char *lines, size_t len, const logging_filter *f, fa_buf *out)
{
    size_t *starts = fa_calloc(f->limit, sizeof *starts);
    uint32_t count = 0;

    if (starts == NULL)
        return FA_ENOMEM;
    while (len > 0 && count < f->limit) {
        const char *before = len == 1 ? NULL : memrchr(lines, '\n', len - 1);
        size_t start = before == NULL ? 0 : (size_t)(before - lines) + 1;

        if (is_wanted(lines + start, len - start, f))
            starts[count++] = start;
        len = start;
    }
    while (count > 0) {
        const char *line = lines + starts[--count];

        fa_buf_append(out, line, (size_t)(strchr(line, '\n') - line) + 1);
    }
    fa_free(starts);
    return FA_OK;
}

fa_status recent_read(recent *r, const logging_filter *filter, fa_buf *out, fa_error *err)
{
    const char *lines = NULL;
    size_t len = 0;
    char *all = copy(r, &lines, &len);
    fa_status st = all == NULL ? FA_ENOMEM : pick(lines, len, filter, out);

    fa_free(all);
    return st == FA_OK ? fa_buf_check(out, err) : fa_fail(err, st, "out of memory for the lines of the log");
}
