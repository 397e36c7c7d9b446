/* extract/reader_send.c: the reading program's answers. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <finanalyst/alloc.h>

#include "reader.h"

/* Bytes gathered into one message: its header, then what it holds. */
typedef struct piece {
    size_t len;
    struct {
        reader_header header;
        char bytes[READER_PIECE_BYTES];
    } message;
} piece;

static fa_status write_all(const void *bytes, size_t len, fa_error *err)
{
    const char *at = bytes;

    while (len > 0) {
        ssize_t done = write(READER_FD_ANSWER, at, len);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return fa_fail(err, FA_EUNAVAILABLE, "The host does not listen.");
        at += done;
        len -= (size_t)done;
    }
    return FA_OK;
}

static fa_status send_small(reader_message type, const void *payload, size_t len, fa_error *err)
{
    char message[sizeof(reader_header) + sizeof(fa_error)];
    reader_header header = {type, (uint32_t)len};

    memcpy(message, &header, sizeof header);
    if (len > 0)
        memcpy(message + sizeof header, payload, len);
    return write_all(message, sizeof header + len, err);
}

fa_status reader_send_progress(uint32_t done, uint32_t total, fa_error *err)
{
    reader_progress progress = {done, total};

    return send_small(READER_PROGRESS, &progress, sizeof progress, err);
}

void reader_send_failure(const fa_error *failure)
{
    (void)send_small(READER_FAILED, failure, sizeof *failure, NULL);
}

static fa_status flush(piece *p, fa_error *err)
{
    fa_status st;

    if (p->len == 0)
        return FA_OK;
    p->message.header.type = READER_CONTENT;
    p->message.header.len = (uint32_t)p->len;
    st = write_all(&p->message, sizeof p->message.header + p->len, err);
    p->len = 0;
    return st;
}

static fa_status gather(void *payload, const void *buf, size_t len, fa_error *err)
{
    piece *p = payload;
    const char *at = buf;

    while (len > 0) {
        size_t room = sizeof p->message.bytes - p->len, part = len < room ? len : room;

        memcpy(p->message.bytes + p->len, at, part);
        p->len += part;
        at += part;
        len -= part;
        if (p->len == sizeof p->message.bytes) {
            fa_status st = flush(p, err);

            if (st != FA_OK)
                return st;
        }
    }
    return FA_OK;
}

fa_status reader_send_content(const fa_content *content, fa_error *err)
{
    piece *p = fa_alloc(sizeof *p);
    fa_status st;

    if (p == NULL)
        return fa_fail(err, FA_ENOMEM, "There is no memory to send what the file holds.");
    p->len = 0;
    st = fa_content_write(content, gather, p, err);
    if (st == FA_OK)
        st = flush(p, err);
    if (st == FA_OK)
        st = send_small(READER_DONE, NULL, 0, err);
    fa_free(p);
    return st;
}
