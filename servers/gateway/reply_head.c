/* gateway/reply_head.c: a status line and its headers, by the grammar of RFC 9112 without its tolerances: an upstream that was
 * taken over, or is no HTTP server at all, makes the gateway say nothing of its own making. */
#include "gateway/reply_head.h"

#include <string.h>
#include <strings.h>

#include <finanalyst/gateway.h>

typedef struct slice {
    const char *s;
    size_t n;
} slice;

typedef struct fields {
    unsigned count;
    bool old; /* HTTP/1.0 */
    slice length, coding, connection;
} fields;

static bool equals(slice a, const char *text)
{
    return a.n > 0 && (*a.s | 0x20) == (*text | 0x20) && a.n == strlen(text) &&
           strncasecmp(a.s, text, a.n) == 0;
}

static bool is_token(slice t)
{
    for (size_t i = 0; i < t.n; i++) {
        char c = t.s[i];

        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
              (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL)))
            return false;
    }
    return t.n > 0;
}

/* File names in other alphabets come as bytes above 0x7f. */
static bool is_text(slice t)
{
    for (size_t i = 0; i < t.n; i++)
        if (((unsigned char)t.s[i] < 0x20 && t.s[i] != '\t') || t.s[i] == 0x7f)
            return false;
    return true;
}

static slice trim(slice t)
{
    while (t.n > 0 && (*t.s == ' ' || *t.s == '\t')) {
        t.s++;
        t.n--;
    }
    while (t.n > 0 && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\t'))
        t.n--;
    return t;
}

static slice take_line(slice *rest)
{
    const char *end = memchr(rest->s, '\r', rest->n);
    slice line = {rest->s, (size_t)(end - rest->s)};

    rest->s = end + 2;
    rest->n -= line.n + 2;
    return line;
}

static bool refuse(gw_reply *reply, const char *why)
{
    reply->why = why;
    return false;
}

/* "HTTP/1.1 200 OK"; the reason may be missing, and its blank too. */
static bool read_status(slice line, gw_reply *reply, fields *f, fa_buf *out)
{
    slice reason = {line.s + 13, line.n > 13 ? line.n - 13 : 0};

    if (line.n < 12 || memcmp(line.s, "HTTP/1.", 7) != 0 || (line.s[7] != '0' && line.s[7] != '1') ||
        line.s[8] != ' ' || (line.n > 12 && line.s[12] != ' '))
        return refuse(reply, "the status line is none of HTTP/1.1");
    for (int i = 9; i < 12; i++) {
        if (line.s[i] < '0' || line.s[i] > '9')
            return refuse(reply, "the status is no number");
        reply->status = reply->status * 10 + (unsigned)(line.s[i] - '0');
    }
    if (reply->status < 100 || reply->status > 599 || reply->status == 101)
        return refuse(reply, "the status is none that was asked for");
    if (!is_text(reason))
        return refuse(reply, "the reason holds control characters");
    f->old = line.s[7] == '0';
    fa_buf_puts(out, "HTTP/1.1 ");
    fa_buf_append(out, line.s + 9, 3);
    fa_buf_puts(out, " ");
    fa_buf_append(out, reason.s, reason.n);
    fa_buf_puts(out, "\r\n");
    return true;
}

/* What the gateway says itself, or nobody outside has to know. */
static bool is_private(slice name)
{
    static const char *const own[] = {"Server", "X-Powered-By", "X-Request-ID", "Alt-Svc",
                                      "Strict-Transport-Security"};

    if (name.n > 15 && strncasecmp(name.s, "Access-Control-", 15) == 0)
        return true;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (equals(name, own[i]))
            return true;
    return fa_header_is_stripped(name.s, name.n);
}

static bool note_once(slice *place, slice value, gw_reply *reply)
{
    if (place->s != NULL)
        return refuse(reply, "a header that frames the body stands twice");
    *place = value;
    return true;
}

static bool read_field(slice line, gw_reply *reply, fields *f, fa_buf *out)
{
    const char *colon = memchr(line.s, ':', line.n);
    slice name, value;

    if (++f->count > GW_REPLY_FIELDS_MAX)
        return refuse(reply, "there are too many headers");
    if (colon == NULL)
        return refuse(reply, "a header has no colon");
    name = (slice){line.s, (size_t)(colon - line.s)};
    value = trim((slice){colon + 1, line.n - name.n - 1});
    if (!is_token(name))
        return refuse(reply, "the name of a header is no token");
    if (!is_text(value))
        return refuse(reply, "a header holds control characters");
    if (equals(name, "Content-Length"))
        return note_once(&f->length, value, reply);
    if (equals(name, "Transfer-Encoding"))
        return note_once(&f->coding, value, reply);
    if (equals(name, "Connection"))
        return note_once(&f->connection, value, reply);
    if (equals(name, "X-FA-Ended")) {
        if (value.n >= sizeof reply->ended)
            value = (slice){"*", 1};
        memcpy(reply->ended, value.s, value.n);
        reply->ended[value.n] = '\0';
        return true;
    }
    reply->retry_later = reply->retry_later || equals(name, "Retry-After");
    if (is_private(name))
        return true;
    fa_buf_append(out, name.s, name.n);
    fa_buf_puts(out, ": ");
    fa_buf_append(out, value.s, value.n);
    fa_buf_puts(out, "\r\n");
    return true;
}

static bool read_framing(const fields *f, gw_reply *reply)
{
    if (f->length.s != NULL && f->coding.s != NULL)
        return refuse(reply, "Content-Length beside Transfer-Encoding");
    if (f->coding.s != NULL && (f->old || !equals(f->coding, "chunked")))
        return refuse(reply, "Transfer-Encoding is not chunked");
    reply->chunked = f->coding.s != NULL;
    reply->has_length = f->length.s != NULL;
    if (!reply->has_length)
        return true;
    if (f->length.n == 0 || f->length.n > 18)
        return refuse(reply, "Content-Length is no number of bytes");
    for (size_t i = 0; i < f->length.n; i++) {
        if (f->length.s[i] < '0' || f->length.s[i] > '9')
            return refuse(reply, "Content-Length is no number of bytes");
        reply->length = reply->length * 10 + (uint64_t)(f->length.s[i] - '0');
    }
    return true;
}

bool gw_reply_read(const char *bytes, size_t len, gw_reply *reply, fa_buf *out)
{
    slice rest = {bytes, len}, line;
    size_t before = out->len;
    fields f = {0};
    bool good;

    memset(reply, 0, sizeof *reply);
    line = take_line(&rest);
    good = read_status(line, reply, &f, out);
    for (line = good ? take_line(&rest) : line; good && line.n > 0; line = take_line(&rest)) {
        good = read_field(line, reply, &f, out);
        if (!good)
            break;
    }
    good = good && read_framing(&f, reply);
    if (good && out->bad != FA_OK)
        good = refuse(reply, "out of memory");
    if (!good) {
        out->len = before;
        return false;
    }
    reply->close = f.old || fa_header_list_has(f.connection.s, f.connection.n, "close", 5);
    return true;
}
