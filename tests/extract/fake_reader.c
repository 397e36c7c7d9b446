/* extract/fake_reader.c: stands in for the reading program and misbehaves as the document's name says. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "protocol.h"

extern char **environ;

enum { OTHER_FD_MAX = 1024, SECONDS = 60 };

static void say(uint32_t type, const void *payload, uint32_t claimed, size_t len)
{
    reader_header header = {type, claimed};

    if (write(READER_FD_ANSWER, &header, sizeof header) < 0 ||
        (len > 0 && write(READER_FD_ANSWER, payload, len) < 0))
        _exit(EXIT_FAILURE);
}

static void fail_with(fa_status code, const char *message)
{
    fa_error err;

    memset(&err, 0, sizeof err);
    err.code = code;
    memcpy(err.message, message, strlen(message) + 1);
    say(READER_FAILED, &err, sizeof err, sizeof err);
}

/* Starts a child that outlives us if it is let, and tells its number as a progress. */
static void hang_with_child(void)
{
    reader_progress progress = {0, 0};
    pid_t child = fork();

    if (child == 0) {
        (void)sleep(SECONDS);
        _exit(EXIT_SUCCESS);
    }
    progress.done = (uint32_t)child;
    say(READER_PROGRESS, &progress, sizeof progress, sizeof progress);
    (void)sleep(SECONDS);
}

static void send_without_end(void)
{
    static char piece[READER_PIECE_BYTES];

    for (;;)
        say(READER_CONTENT, piece, sizeof piece, sizeof piece);
}

/* Tells what it inherited: nothing but the four that it should have. */
static void list_inheritance(void)
{
    for (int fd = 0; fd < OTHER_FD_MAX; fd++)
        if (fd > READER_FD_REQUEST && fcntl(fd, F_GETFD) >= 0)
            fail_with(FA_EINVALID, "a descriptor was inherited");
    for (char **entry = environ; *entry != NULL; entry++)
        if (strncmp(*entry, "LC_ALL=", 7) != 0 && strncmp(*entry, "TZ=", 3) != 0)
            fail_with(FA_EINVALID, "a variable was inherited");
    if (getpgrp() != getpid())
        fail_with(FA_EINVALID, "it is in a foreign group");
    fail_with(FA_ENOTEXT, "clean");
}

static void behave(const char *how)
{
    reader_progress progress = {3, 9};

    if (strcmp(how, "hang") == 0)
        (void)sleep(SECONDS);
    else if (strcmp(how, "hang with child") == 0)
        hang_with_child();
    else if (strcmp(how, "deaf") == 0) {
        (void)close(READER_FD_ANSWER);
        (void)sleep(SECONDS);
    } else if (strcmp(how, "crash") == 0) {
        (void)signal(SIGSEGV, SIG_DFL);
        (void)raise(SIGSEGV);
    } else if (strcmp(how, "garbage") == 0)
        (void)!write(READER_FD_ANSWER, "these bytes are no message at all", 33);
    else if (strcmp(how, "half a message") == 0)
        say(READER_CONTENT, "abc", 100, 3);
    else if (strcmp(how, "huge message") == 0)
        say(READER_CONTENT, NULL, UINT32_MAX, 0);
    else if (strcmp(how, "no content") == 0)
        say(READER_DONE, NULL, 0, 0);
    else if (strcmp(how, "false content") == 0) {
        say(READER_CONTENT, "abc", 3, 3);
        say(READER_DONE, NULL, 0, 0);
    } else if (strcmp(how, "endless") == 0)
        send_without_end();
    else if (strcmp(how, "success as failure") == 0)
        fail_with(FA_OK, "all is well");
    else if (strcmp(how, "foreign code") == 0)
        fail_with(FA_ECONFLICT, "not one of ours");
    else if (strcmp(how, "control characters") == 0)
        fail_with(FA_ECORRUPT, "a\033[31mb");
    else if (strcmp(how, "progress, then hang") == 0) {
        say(READER_PROGRESS, &progress, sizeof progress, sizeof progress);
        (void)sleep(SECONDS);
    } else if (strcmp(how, "inheritance") == 0)
        list_inheritance();
}

int main(void)
{
    reader_request request;

    if (read(READER_FD_REQUEST, &request, sizeof request) != (ssize_t)sizeof request)
        return EXIT_FAILURE;
    request.name[sizeof request.name - 1] = '\0';
    behave(request.name);
    return EXIT_SUCCESS;
}
