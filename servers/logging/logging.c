/* logging/logging.c: making lines, and writing them whole. */
#define _GNU_SOURCE /* fopencookie */
#include "logging/logging.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <finanalyst/alloc.h>
#include <finanalyst/wire.h>

#include "logging/recent.h"

enum { MESSAGE_MAX = 1024, LINE_MAX_BYTES = 16 << 10, STREAM_BYTES = 64 << 10 };

struct logging {
    int fd;
    pthread_mutex_t lock; /* of writing */
    atomic_int levels[CONFIG_SERVICES];
    recent last; /* lines that were written */
};

fa_status logging_new(int fd, const log_level levels[CONFIG_SERVICES], logging **out, fa_error *err)
{
    logging *l = fa_calloc(1, sizeof *l);

    if (l == NULL || recent_init(&l->last, err) != FA_OK) {
        fa_free(l);
        return fa_fail(err, FA_ENOMEM, "out of memory for the log");
    }
    if (pthread_mutex_init(&l->lock, NULL) != 0) {
        recent_clear(&l->last);
        fa_free(l);
        return fa_fail(err, FA_ENOMEM, "out of memory for the log");
    }
    l->fd = fd;
    for (int i = 0; i < CONFIG_SERVICES; i++)
        atomic_init(&l->levels[i], (int)levels[i]);
    *out = l;
    return FA_OK;
}

void logging_free(logging *l)
{
    if (l == NULL)
        return;
    pthread_mutex_destroy(&l->lock);
    recent_clear(&l->last);
    fa_free(l);
}

void logging_set_level(logging *l, config_service service, log_level level)
{
    for (int i = 0; i < CONFIG_SERVICES; i++)
        if (service == CONFIG_SERVICES || (int)service == i)
            atomic_store(&l->levels[i], (int)level);
}

log_level logging_level(const logging *l, config_service service)
{
    return (log_level)atomic_load(&l->levels[service]);
}

/* Writes all; what the system does not take is lost, for a log must not stop what it tells of. */
static void put(logging *l, const char *bytes, size_t len)
{
    recent_add(&l->last, bytes, len);
    pthread_mutex_lock(&l->lock);
    while (len > 0) {
        ssize_t written = write(l->fd, bytes, len);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        bytes += written;
        len -= (size_t)written;
    }
    pthread_mutex_unlock(&l->lock);
}

/* {"time":…,"level":…,"service":… */
static void begin(fa_buf *line, config_service service, log_level level)
{
    struct timespec now;
    char time[25];

    clock_gettime(CLOCK_REALTIME, &now);
    fa_time_format((fa_time)now.tv_sec * 1000 + now.tv_nsec / 1000000, time);
    fa_buf_printf(line, "{\"time\":\"%s\",\"level\":\"%s\",\"service\":\"%s\",", time, log_level_name(level),
                  config_service_name(service));
}

void logging_say(logging *l, config_service service, log_level level, const char *event, const char *format,
                 ...)
{
    char message[MESSAGE_MAX];
    va_list arguments;
    fa_buf line;

    if (l == NULL || level > logging_level(l, service))
        return;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    fa_buf_init(&line, LINE_MAX_BYTES);
    begin(&line, service, level);
    fa_buf_puts(&line, "\"event\":");
    fa_json_quote(event, &line);
    fa_buf_puts(&line, ",\"message\":");
    fa_json_quote(message, &line);
    fa_buf_puts(&line, "}\n");
    if (line.bad == FA_OK)
        put(l, line.data, line.len);
    fa_buf_clear(&line);
}

fa_status logging_recent(logging *l, const logging_filter *filter, fa_buf *out, fa_error *err)
{
    return recent_read(&l->last, filter, out, err);
}

/* ---- requests ---- */

typedef struct stream {
    logging *log;
    config_service service;
    fa_buf rest; /* of a line whose end has not come */
    fa_buf lines;
} stream;

/* No text of a request can hold these bytes: its quotes are escaped. */
static bool has_failed(const char *line, size_t len)
{
    return memmem(line, len, "\"status\":5", 10) != NULL;
}

static void take_line(stream *s, const char *line, size_t len)
{
    log_level level = has_failed(line, len) ? LOG_ERROR : LOG_INFO;

    if (len < 2 || line[0] != '{' || level > logging_level(s->log, s->service))
        return;
    begin(&s->lines, s->service, level);
    fa_buf_append(&s->lines, line + 1, len - 1);
    fa_buf_puts(&s->lines, "\n");
}

/* The stream's own lock is held. */
static ssize_t take(void *cookie, const char *bytes, size_t len)
{
    stream *s = cookie;
    size_t left = len;

    while (left > 0) {
        const char *end = memchr(bytes, '\n', left);
        size_t part = end == NULL ? left : (size_t)(end - bytes);

        fa_buf_append(&s->rest, bytes, part);
        if (end != NULL) {
            if (s->rest.bad == FA_OK)
                take_line(s, s->rest.data, s->rest.len);
            fa_buf_reset(&s->rest);
            part++;
        }
        bytes += part;
        left -= part;
    }
    if (s->lines.bad == FA_OK)
        put(s->log, s->lines.data, s->lines.len);
    fa_buf_reset(&s->lines);
    return (ssize_t)len;
}

static int end(void *cookie)
{
    stream *s = cookie;

    fa_buf_clear(&s->rest);
    fa_buf_clear(&s->lines);
    fa_free(s);
    return 0;
}

FILE *logging_requests(logging *l, config_service service)
{
    static const cookie_io_functions_t functions = {.write = take, .close = end};
    stream *s = fa_calloc(1, sizeof *s);
    FILE *out;

    if (s == NULL)
        return NULL;
    s->log = l;
    s->service = service;
    fa_buf_init(&s->rest, LINE_MAX_BYTES);
    fa_buf_init(&s->lines, 8 * STREAM_BYTES);
    out = fopencookie(s, "w", functions);
    if (out == NULL)
        fa_free(s);
    else
        (void)setvbuf(out, NULL, _IOFBF, STREAM_BYTES);
    return out;
}
