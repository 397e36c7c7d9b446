/* logging/logging.h: the log of a server: one JSON object to a line, each with its time, level, service and event. Text is quoted,
 * so that no line can be made up by what is in it. What is written holds no secret: callers hand none in. */
#ifndef SERVERS_LOGGING_H
#define SERVERS_LOGGING_H

#include <stdio.h>

#include <finanalyst/buf.h>
#include <finanalyst/types.h>

#include "config/services.h"

/* Any thread may use it, and change its levels. */
typedef struct logging logging;

/* fd is lent, and written to in whole lines. FA_ENOMEM. */
fa_status logging_new(int fd, const log_level levels[CONFIG_SERVICES], logging **out, fa_error *err);
/* After the streams of logging_requests were closed. */
void logging_free(logging *l);

/* How much a service writes from now on; CONFIG_SERVICES: all of them. */
void logging_set_level(logging *l, config_service service, log_level level);
log_level logging_level(const logging *l, config_service service);

/* Writes {"time": "2026-01-31T12:00:00.123Z", "level": …, "service": …, "event": …, "message": …}. event: a word of ours, "start",
 * "mail.failed". The message is cut at 1 KiB. Where the level is above the service's, nothing; l may be NULL: nothing. */
void logging_say(logging *l, config_service service, log_level level, const char *event, const char *format,
                 ...) FA_PRINTF(5, 6);

/* Which of the last lines are asked for. */
typedef struct logging_filter {
    config_service service; /* CONFIG_SERVICES = of all */
    log_level level;        /* that, or graver */
    const char *request;    /* id of a request, at most 40 of [A-Za-z0-9_-]; NULL = any */
    uint32_t limit;         /* the newest of them, 1 or more */
} logging_filter;

/* Appends the last lines that fit the filter, in the order in which they were written; about a MiB of them is kept. FA_ENOMEM. */
fa_status logging_recent(logging *l, const logging_filter *filter, fa_buf *out, fa_error *err);

/* A stream for the lines of requests, each a JSON object (http_options.access_log, gateway_options.log): they get time, level and
 * service in front. Their level is "info", and "error" where they have a status of 500 or more. Closed with fclose. NULL: there is
 * no memory. */
FILE *logging_requests(logging *l, config_service service);

#endif
