/* Replies of any bytes: what is read of a head has one framing, and what clients get of it is a head too. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gateway/reply_head.h"
#include "http/head.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool truth)
{
    if (!truth)
        abort();
}

/* Lines that end with CR LF, none of which frames a body or claims an identity. */
static void check_lines(const char *text, size_t len)
{
    static const char *const never[] = {"Content-Length:", "Transfer-Encoding:", "Connection:", "X-User-",
                                        "X-FA-",           "Access-Control-"};

    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);

        hold(end != NULL && end > text + at && end[-1] == '\r');
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            hold(strncasecmp(text + at, never[i], strlen(never[i])) != 0);
        hold(memchr(text + at, '\0', (size_t)(end - text) - at) == NULL);
        at = (size_t)(end - text) + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *why = NULL;
    gw_reply reply;
    size_t end = 0;
    fa_buf out;

    if (size == 0 || http_head_end((const char *)data, size, 0, &end, &why) != 0 || end == 0)
        return 0;
    fa_buf_init(&out, HTTP_HEAD_MAX + 4096);
    if (gw_reply_read((const char *)data, end, &reply, &out)) {
        hold(reply.status >= 100 && reply.status <= 599 && reply.status != 101);
        hold(!(reply.chunked && reply.has_length));
        hold(out.len > 0 && memcmp(out.data, "HTTP/1.1 ", 9) == 0);
        check_lines(out.data, out.len);
    } else {
        hold(out.len == 0 && reply.why != NULL);
    }
    fa_buf_clear(&out);
    return 0;
}
