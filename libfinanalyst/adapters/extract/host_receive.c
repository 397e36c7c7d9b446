/* extract/host_receive.c: following the answer of the reading program, which is trusted with nothing. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "host.h"

/* How often the callback is asked whether to go on while nothing comes. */
enum { TICK_MS = 100 };

typedef struct receiver {
    int fd;
    const fa_read_request *request;
    uint32_t timeout_ms;
    int64_t deadline;
    reader_progress progress;
    host_answer *answer;
} receiver;

static int64_t now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static fa_status garbage(fa_error *err)
{
    return fa_fail(err, FA_ECORRUPT, "The reader answered what makes no sense; the file may be harmful.");
}

static fa_status ask_whether_to_go_on(const receiver *r, fa_error *err)
{
    if (r->request->progress == NULL)
        return FA_OK;
    return r->request->progress(r->request->payload, "reading", r->progress.done, r->progress.total, err);
}

/* Waits until there is something to read. */
static fa_status await(const receiver *r, fa_error *err)
{
    struct pollfd p = {r->fd, POLLIN, 0};

    for (;;) {
        int64_t left = r->deadline - now_ms();
        int ready;
        fa_status st;

        if (left <= 0)
            return fa_fail(err, FA_ETIMEOUT, "The file could not be read within %u seconds.",
                           (r->timeout_ms + 999) / 1000);
        ready = poll(&p, 1, left < TICK_MS ? (int)left : TICK_MS);
        if (ready > 0)
            return FA_OK;
        if (ready < 0 && errno != EINTR)
            return fa_fail(err, FA_EUNAVAILABLE, "The reading program cannot be heard.");
        st = ask_whether_to_go_on(r, err);
        if (st != FA_OK)
            return st;
    }
}

/* Reads exactly len bytes, or sets *end when the answer ended before them. */
static fa_status read_exactly(receiver *r, void *out, size_t len, bool *end, fa_error *err)
{
    char *at = out;

    while (len > 0) {
        ssize_t got;
        fa_status st = await(r, err);

        if (st != FA_OK)
            return st;
        got = read(r->fd, at, len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            *end = true;
            return FA_OK;
        }
        at += got;
        len -= (size_t)got;
    }
    return FA_OK;
}

static fa_status take_content(receiver *r, uint32_t len, bool *end, fa_error *err)
{
    fa_buf *content = &r->answer->content;
    char *room = fa_buf_reserve(content, len);
    fa_status st;

    if (room == NULL)
        return content->bad == FA_ENOMEM
                   ? fa_fail(err, FA_ENOMEM, "There is no memory for what the file holds.")
                   : fa_fail(err, FA_ETOOLARGE, "The file holds more than the limit of %zu MiB.",
                             content->max >> 20);
    st = read_exactly(r, room, len, end, err);
    if (st == FA_OK && !*end)
        content->len += len;
    return st;
}

static fa_status take_progress(receiver *r, bool *end, fa_error *err)
{
    fa_status st = read_exactly(r, &r->progress, sizeof r->progress, end, err);

    if (st != FA_OK || *end)
        return st;
    return ask_whether_to_go_on(r, err);
}

/* The codes that the reading of a file may end with. */
static bool is_answer_code(fa_status code)
{
    static const fa_status codes[] = {FA_EINVALID, FA_EUNSUPPORTED, FA_EENCRYPTED, FA_ENOTEXT,
                                      FA_ECORRUPT, FA_ETOOLARGE,    FA_ETIMEOUT,   FA_EUNAVAILABLE};

    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i] == code)
            return true;
    return false;
}

/* The program's own words, as far as they are plain ones. */
static fa_status take_failure(receiver *r, bool *end, fa_error *err)
{
    fa_error told;
    fa_status st = read_exactly(r, &told, sizeof told, end, err);
    size_t i;

    if (st != FA_OK || *end)
        return st;
    told.message[sizeof told.message - 1] = '\0';
    for (i = 0; told.message[i] != '\0'; i++)
        if (told.message[i] < ' ' || told.message[i] > '~')
            told.message[i] = '?';
    if (!is_answer_code(told.code) || i == 0)
        return garbage(err);
    return fa_fail(err, told.code, "%s", told.message);
}

static fa_status take_message(receiver *r, bool *done, bool *end, fa_error *err)
{
    reader_header header;
    fa_status st = read_exactly(r, &header, sizeof header, end, err);

    if (st != FA_OK || *end)
        return st;
    if (header.type == READER_CONTENT && header.len > 0 && header.len <= READER_PIECE_BYTES)
        return take_content(r, header.len, end, err);
    if (header.type == READER_PROGRESS && header.len == sizeof(reader_progress))
        return take_progress(r, end, err);
    if (header.type == READER_FAILED && header.len == sizeof(fa_error))
        return take_failure(r, end, err);
    if (header.type != READER_DONE || header.len != 0)
        return garbage(err);
    *done = true;
    return FA_OK;
}

fa_status host_receive(int fd, const fa_read_request *request, uint32_t timeout_ms, host_answer *answer,
                       fa_error *err)
{
    receiver r = {fd, request, timeout_ms, now_ms() + timeout_ms, {0, 0}, answer};
    bool done = false, end = false;
    fa_status st = FA_OK;

    while (st == FA_OK && !done && !end)
        st = take_message(&r, &done, &end, err);
    answer->silent = st == FA_OK && !done;
    return st;
}
