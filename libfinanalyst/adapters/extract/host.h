/* extract/host.h: the parts of the host's side. */
#ifndef FA_EXTRACT_HOST_H
#define FA_EXTRACT_HOST_H

#include <sys/types.h>

#include <finanalyst/port/document_reader.h>

#include "protocol.h"

/* Finds the reading program: `wanted` when it is not empty, else beside the running program, in ../libexec/finanalyst
 * from there, beside this library, and where it was installed. Writes its path. FA_EUNAVAILABLE: nowhere. */
fa_status host_find_reader(const char *wanted, char *out, size_t cap, fa_error *err);

/* One run of the reading program. */
typedef struct host_run {
    pid_t pid;  /* and process group */
    int answer; /* the end of the pipe to read from */
} host_run;

/* How the program ended. */
typedef struct host_exit {
    bool known;
    int signal; /* 0 = it exited by itself */
    int code;
} host_exit;

/* Starts the program on an open file, with the request waiting for it. FA_EUNAVAILABLE: it cannot be started. */
fa_status host_start(const char *path, int file, const reader_request *request, host_run *out, fa_error *err);
/* Waits up to wait_ms for the program's end, then ends it and all that it started, and releases the run. */
host_exit host_end(host_run *run, int wait_ms);

/* What the program answered. */
typedef struct host_answer {
    fa_buf content;
    bool silent; /* it ended without a last word */
} host_answer;

/* Follows the program's answer until its last word. Its own error comes back as the status; so do FA_ETIMEOUT,
 * FA_ECORRUPT for an answer that is none, and the progress callback's code. */
fa_status host_receive(int fd, const fa_read_request *request, uint32_t timeout_ms, host_answer *answer,
                       fa_error *err);

#endif
