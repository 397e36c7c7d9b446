/* Requests of any bytes: what the gate lets through has one meaning, and a body has the same pieces however it comes in. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "http/chunks.h"
#include "http/head.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const http_site site = {.port = 8000};

static void hold(bool truth)
{
    if (!truth)
        abort();
}

/* How often a line of the head begins with that name, in the case that the gate writes it in or the client's. */
static unsigned count_field(const char *head, size_t len, const char *name)
{
    unsigned count = 0;

    for (size_t i = 0; i + 2 < len; i++)
        if (head[i] == '\r' && i + 2 + strlen(name) < len) {
            size_t k = 0;

            while (name[k] != '\0' && (head[i + 2 + k] | 0x20) == (name[k] | 0x20))
                k++;
            count += name[k] == '\0' && head[i + 2 + k] == ':';
        }
    return count;
}

/* What goes to the listener is a head to the same reader too, and frames its body in one way. */
static void check_handed_on(const http_head *head, const fa_buf *out)
{
    const char *why = NULL;
    size_t end = 0;
    bool body = head->chunked || head->length > 0;

    hold(http_head_end(out->data, out->len, 0, &end, &why) == 0 && (end == out->len || end == 0));
    hold(out->len >= 4 && memcmp(out->data + out->len - 4, "\r\n\r\n", 4) == 0);
    hold(count_field(out->data, out->len, "Content-Length") == 0);
    hold(count_field(out->data, out->len, "Transfer-Encoding") == (body ? 1 : 0));
    hold(count_field(out->data, out->len, "Host") == 1 ||
         (head->old && count_field(out->data, out->len, "Host") == 0));
    hold(count_field(out->data, out->len, "Connection") <= 1);
}

static void try_head(const char *bytes, size_t size)
{
    const char *why = NULL, *piecewise = NULL;
    size_t end = 0, later = 0, from = 0;
    unsigned status = http_head_end(bytes, size, 0, &end, &why), again = 0;
    http_head head;
    fa_buf out;

    for (size_t len = 1; len <= size && again == 0 && later == 0; len += 1 + len / 7) {
        again = http_head_end(bytes, len, from, &later, &piecewise);
        from = len;
    }
    hold(later == 0 || later == end);
    if (status != 0 || end == 0)
        return;
    fa_buf_init(&out, HTTP_HEAD_MAX + 4096);
    status = http_head_read(bytes, end, &site, &head, &out);
    if (status == 0)
        check_handed_on(&head, &out);
    else
        hold(out.len == 0 && head.why != NULL && http_head_refuse(&head, status, &out) == FA_OK &&
             http_head_end(out.data, out.len, 0, &end, &why) == 0 && end == out.len);
    fa_buf_clear(&out);
}

/* A sum over the data of a body that comes in pieces of at most `piece` bytes. */
static uint64_t sum_body(const char *bytes, size_t size, size_t piece, http_chunks *c)
{
    uint64_t sum = 0;
    size_t at = 0;

    memset(c, 0, sizeof *c);
    while (at < size && !c->done && !c->bad) {
        const char *data = NULL;
        size_t len = 0, taken;

        taken = http_chunks_take(c, bytes + at, size - at < piece ? size - at : piece, &data, &len);
        hold(taken > 0 && (len == 0 || (data >= bytes + at && data + len <= bytes + at + taken)));
        for (size_t i = 0; i < len; i++)
            sum = sum * 31 + (unsigned char)data[i] + 1;
        at += taken;
    }
    return sum;
}

static void try_body(const char *bytes, size_t size)
{
    http_chunks whole, pieces;
    uint64_t sum = sum_body(bytes, size, SIZE_MAX, &whole);

    for (size_t piece = 1; piece < 8; piece += 2) {
        hold(sum_body(bytes, size, piece, &pieces) == sum);
        hold(pieces.done == whole.done && pieces.bad == whole.bad);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try_head((const char *)data, size);
    try_body((const char *)data, size);
    return 0;
}
