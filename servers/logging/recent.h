/* logging/recent.h: the last lines of a log, in a bounded piece of memory: whole lines, the oldest of which go first. */
#ifndef SERVERS_LOGGING_RECENT_H
#define SERVERS_LOGGING_RECENT_H

#include <pthread.h>
#include <stdint.h>

#include "logging/logging.h"

enum { RECENT_BYTES = 1 << 20 };

typedef struct recent {
    pthread_mutex_t lock; /* of all that follows */
    char *bytes;          /* RECENT_BYTES; the byte n of all that came is at n modulo that */
    uint64_t written;
} recent;

/* FA_ENOMEM. */
fa_status recent_init(recent *r, fa_error *err);
void recent_clear(recent *r);
/* Lines with their ends, as logging.c makes them; what is longer than there is room is left out. */
void recent_add(recent *r, const char *lines, size_t len);
/* As logging_recent. */
fa_status recent_read(recent *r, const logging_filter *filter, fa_buf *out, fa_error *err);

#endif
