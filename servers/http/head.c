/* http/head.c: one request line and its headers, by the grammar of RFC 9112 without its tolerances. libmicrohttpd reads leniently,
 * and so may whatever stands in front of this server: a head that two of them could read in two ways is refused here, before
 * either has acted on it. */
#include "http/head.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http/target.h"

typedef struct slice {
    const char *s;
    size_t n;
} slice;

/* What the headers said, beside what goes into out as it is. */
typedef struct fields {
    unsigned count;
    unsigned seen; /* bits of `known` */
    slice host, length, coding, origin, expect, connection, site;
} fields;

/* Headers that may stand once only: their place in this list is their bit in `seen`. */
static const char *const known[] = {"Host",   "Content-Length", "Transfer-Encoding", "Origin",
                                    "Expect", "Connection",     "Sec-Fetch-Site",    "Content-Type",
                                    "Range",  "Authorization",  "Last-Event-ID",     "X-Request-ID"};
enum { KNOWN = sizeof known / sizeof *known, NAMED = 7 };

/* Headers that are between a client and its neighbour only. */
static const char *const hops[] = {"Connection",        "Keep-Alive",       "TE",
                                   "Trailer",           "Upgrade",          "Content-Length",
                                   "Transfer-Encoding", "Proxy-Connection", "HTTP2-Settings"};

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

static bool is_text(slice t)
{
    for (size_t i = 0; i < t.n; i++)
        if (((unsigned char)t.s[i] < 0x20 && t.s[i] != '\t') || (unsigned char)t.s[i] >= 0x7f)
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

/* The next line; rest moves behind its end. */
static slice take_line(slice *rest)
{
    const char *end = memchr(rest->s, '\r', rest->n);
    slice line = {rest->s, (size_t)(end - rest->s)};

    rest->s = end + 2;
    rest->n -= line.n + 2;
    return line;
}

unsigned http_head_end(const char *bytes, size_t len, size_t from, size_t *end, const char **why)
{
    bool first_line = memchr(bytes, '\n', len) == NULL;
    size_t most = len < HTTP_HEAD_MAX ? len : HTTP_HEAD_MAX;
    size_t at = from > 0 && bytes[from - 1] == '\r' ? from - 1 : from;

    /* From one line end to the next: what is between them holds neither half of one, nor NUL. */
    *end = 0;
    while (at < most) {
        const char *feed = memchr(bytes + at, '\n', most - at);
        size_t stop = feed == NULL ? most : (size_t)(feed - bytes);
        const char *first = memchr(bytes + at, '\r', stop - at);
        size_t text = first == NULL ? stop : (size_t)(first - bytes);

        if (memchr(bytes + at, '\0', stop - at) != NULL || text + 1 < stop ||
            (feed != NULL && text == stop)) {
            *why = "a line of the head does not end with CR LF, or holds NUL";
            return 400;
        }
        if (feed != NULL && stop >= 3 && memcmp(bytes + stop - 3, "\r\n\r\n", 4) == 0) {
            *end = stop + 1;
            return 0;
        }
        at = stop + 1;
    }
    *why = "the head is too long";
    return first_line && len > HTTP_LINE_MAX ? 414 : len >= HTTP_HEAD_MAX ? 431 : 0;
}

/* What is kept of a target for the log and for the reply. */
static void keep_target(http_head *head, slice target)
{
    size_t n = target.n < sizeof head->target ? target.n : sizeof head->target - 1;
    const char *query = memchr(target.s, '?', n);

    if (query != NULL)
        n = (size_t)(query - target.s);
    for (size_t i = 0; i < n; i++)
        head->target[i] =
            (char)(target.s[i] > 0x20 && target.s[i] < 0x7f && target.s[i] != '"' ? target.s[i] : '?');
    head->target[n] = '\0';
}

static unsigned refuse(http_head *head, unsigned status, const char *why)
{
    head->why = why;
    return status;
}

static unsigned read_version(slice version, http_head *head)
{
    head->old = version.n == 8 && memcmp(version.s, "HTTP/1.0", 8) == 0;
    if (head->old || (version.n == 8 && memcmp(version.s, "HTTP/1.1", 8) == 0))
        return 0;
    if (version.n >= 6 && memcmp(version.s, "HTTP/", 5) == 0 && version.s[5] >= '2' && version.s[5] <= '9')
        return refuse(head, 505, "HTTP/1.1 is spoken here");
    return refuse(head, 400, "the request line does not end with a version");
}

/* "http://host/path": the host is told apart; *target becomes the path. */
static void split_absolute(slice *target, slice *host)
{
    const char *slash;

    if (target->n < 7 || strncasecmp(target->s, "http://", 7) != 0)
        return;
    host->s = target->s + 7;
    slash = memchr(host->s, '/', target->n - 7);
    host->n = slash == NULL ? target->n - 7 : (size_t)(slash - host->s);
    target->s = slash == NULL ? "/" : slash;
    target->n = slash == NULL ? 1 : target->n - 7 - host->n;
}

static unsigned read_request_line(slice line, uint16_t port, http_head *head, slice *target)
{
    const char *first = memchr(line.s, ' ', line.n);
    const char *second = first == NULL ? NULL : memchr(first + 1, ' ', line.n - (size_t)(first + 1 - line.s));
    slice method, version, host = {NULL, 0};
    unsigned status;

    if (second == NULL)
        return refuse(head, 400, "the request line is not a method, a target and a version");
    method = (slice){line.s, (size_t)(first - line.s)};
    *target = (slice){first + 1, (size_t)(second - first - 1)};
    version = (slice){second + 1, line.n - (size_t)(second + 1 - line.s)};
    keep_target(head, *target);
    if (!is_token(method) || *method.s == '!')
        return refuse(head, 400, "the method is not a token");
    if (method.n >= sizeof head->method || equals(method, "TRACE") || equals(method, "CONNECT"))
        return refuse(head, 501, "this method is not served");
    memcpy(head->method, method.s, method.n);
    head->method[method.n] = '\0';
    status = read_version(version, head);
    if (status != 0)
        return status;
    split_absolute(target, &host);
    if (host.s != NULL && !http_target_is_ours(host.s, host.n, port))
        return refuse(head, 421, "the target is not this machine");
    head->why = http_target_check(target->s, target->n);
    return head->why == NULL ? 0 : 400;
}

static unsigned note_field(slice name, slice value, fields *f, http_head *head)
{
    slice *const named[NAMED] = {&f->host,   &f->length,     &f->coding, &f->origin,
                                 &f->expect, &f->connection, &f->site};

    for (unsigned i = 0; i < KNOWN; i++) {
        if (!equals(name, known[i]))
            continue;
        if ((f->seen & 1u << i) != 0)
            return refuse(head, 400, "a header stands twice that may stand once only");
        f->seen |= 1u << i;
        if (i < NAMED)
            *named[i] = value;
    }
    return 0;
}

static bool is_hop(slice name)
{
    for (size_t i = 0; i < sizeof hops / sizeof *hops; i++)
        if (equals(name, hops[i]))
            return true;
    return false;
}

static unsigned read_field(slice line, fields *f, http_head *head, fa_buf *out)
{
    const char *colon = memchr(line.s, ':', line.n);
    slice name, value;

    if (++f->count > HTTP_FIELDS_MAX)
        return refuse(head, 431, "there are too many headers");
    if (colon == NULL)
        return refuse(head, 400, "a header has no colon");
    name = (slice){line.s, (size_t)(colon - line.s)};
    value = trim((slice){colon + 1, line.n - name.n - 1});
    if (!is_token(name) || *name.s == '!' || memchr(name.s, '_', name.n) != NULL)
        return refuse(head, 400, "the name of a header is not a plain token");
    if (!is_text(value))
        return refuse(head, 400, "a header holds what is not printable ASCII");
    if (!is_hop(name)) {
        fa_buf_append(out, name.s, name.n);
        fa_buf_append(out, ": ", 2);
        fa_buf_append(out, value.s, value.n);
        fa_buf_append(out, "\r\n", 2);
    }
    return note_field(name, value, f, head);
}

/* How long the body is: the one thing that must have one meaning only. */
static unsigned read_framing(const fields *f, http_head *head)
{
    if (f->length.s != NULL && f->coding.s != NULL)
        return refuse(head, 400, "Content-Length beside Transfer-Encoding");
    if (f->coding.s != NULL && (head->old || !equals(f->coding, "chunked")))
        return refuse(head, 400, "Transfer-Encoding is not chunked");
    head->chunked = f->coding.s != NULL;
    if (f->length.s == NULL)
        return 0;
    if (f->length.n == 0 || f->length.n > 18)
        return refuse(head, 400, "Content-Length is not a number of bytes");
    for (size_t i = 0; i < f->length.n; i++) {
        if (f->length.s[i] < '0' || f->length.s[i] > '9')
            return refuse(head, 400, "Content-Length is not a number of bytes");
        head->length = head->length * 10 + (uint64_t)(f->length.s[i] - '0');
    }
    return 0;
}

static bool lists(slice value, const char *word)
{
    while (value.n > 0) {
        const char *comma = memchr(value.s, ',', value.n);
        size_t n = comma == NULL ? value.n : (size_t)(comma - value.s);

        if (equals(trim((slice){value.s, n}), word))
            return true;
        n = comma == NULL ? n : n + 1;
        value.s += n;
        value.n -= n;
    }
    return false;
}

static bool is_invited(slice origin, const http_site *site)
{
    for (size_t i = 0; i < site->origin_count; i++)
        if (origin.n == strlen(site->origins[i]) && memcmp(origin.s, site->origins[i], origin.n) == 0)
            return true;
    return false;
}

/* Whether a page that asks is one of this server: by "http://" or "https://" and the name that it is called by. */
static bool is_own_page(slice origin, slice host, const http_site *site)
{
    size_t scheme = origin.n > 8 && strncasecmp(origin.s, "https://", 8) == 0  ? 8
                    : origin.n > 7 && strncasecmp(origin.s, "http://", 7) == 0 ? 7
                                                                               : 0;

    if (scheme == 0)
        return false;
    if (!site->open)
        return scheme == 7 && http_target_is_ours(origin.s + 7, origin.n - 7, site->port);
    return host.s != NULL && host.n == origin.n - scheme &&
           strncasecmp(host.s, origin.s + scheme, host.n) == 0;
}

/* A page of another site in somebody's browser can reach a server on the loopback address: by a name that resolves to it, or by
 * a request across origins. Neither is ours, unless the origin is invited. */
static unsigned check_site(const fields *f, const http_site *site, http_head *head)
{
    bool invited = f->origin.s != NULL && is_invited(f->origin, site);

    if (f->host.s == NULL && !head->old)
        return refuse(head, 400, "there is no Host");
    if (f->host.s != NULL && !site->open && !http_target_is_ours(f->host.s, f->host.n, site->port))
        return refuse(head, 421, "Host is not this machine");
    if (f->origin.s != NULL && !invited && !is_own_page(f->origin, f->host, site))
        return refuse(head, 403, "the request comes from another site");
    if (f->site.s != NULL && !invited && equals(f->site, "cross-site"))
        return refuse(head, 403, "the request comes from another site");
    return 0;
}

static bool is_known(slice word)
{
    for (unsigned i = 0; i < KNOWN; i++)
        if (equals(word, known[i]) && !is_hop(word))
            return true;
    return false;
}

/* Takes the headers of a name out of those written from `from` on. */
static void strip(fa_buf *out, size_t from, slice name)
{
    slice rest = {out->data + from, out->len - from};

    while (rest.n > 0) {
        char *at = out->data + (rest.s - out->data);
        slice line = take_line(&rest);

        if (line.n <= name.n || line.s[name.n] != ':' || strncasecmp(line.s, name.s, name.n) != 0)
            continue;
        memmove(at, rest.s, rest.n);
        out->len -= line.n + 2;
        rest.s = at;
    }
}

/* Headers that Connection names are for this server only; that it names one which has to be handed on is a trick. */
static unsigned strip_named(slice list, size_t from, http_head *head, fa_buf *out)
{
    while (list.n > 0) {
        const char *comma = memchr(list.s, ',', list.n);
        size_t n = comma == NULL ? list.n : (size_t)(comma - list.s);
        slice word = trim((slice){list.s, n});

        if (is_known(word))
            return refuse(head, 400, "Connection names a header that is not its own");
        if (word.n > 0 && out->bad == FA_OK)
            strip(out, from, word);
        n = comma == NULL ? n : n + 1;
        list.s += n;
        list.n -= n;
    }
    return 0;
}

static unsigned read_fields(slice rest, const http_site *site, http_head *head, fa_buf *out)
{
    fields f = {0};
    size_t from = out->len;
    unsigned status = 0;

    for (slice line = take_line(&rest); status == 0 && line.n > 0; line = take_line(&rest))
        status = read_field(line, &f, head, out);
    if (status == 0)
        status = read_framing(&f, head);
    if (status == 0)
        status = strip_named(f.connection, from, head, out);
    if (status == 0)
        status = check_site(&f, site, head);
    if (status == 0 && f.expect.s != NULL && !equals(f.expect, "100-continue"))
        status = refuse(head, 417, "only 100-continue can be expected");
    head->close = lists(f.connection, "close") || (head->old && !lists(f.connection, "keep-alive"));
    return status;
}

unsigned http_head_read(const char *bytes, size_t len, const http_site *site, http_head *head, fa_buf *out)
{
    slice rest = {bytes, len}, line, target = {NULL, 0};
    size_t before = out->len;
    unsigned status;

    memset(head, 0, sizeof *head);
    line = take_line(&rest);
    if (line.n > HTTP_LINE_MAX)
        return refuse(head, 414, "the request line is too long");
    status = read_request_line(line, site->port, head, &target);
    if (status == 0) {
        fa_buf_puts(out, head->method);
        fa_buf_append(out, " ", 1);
        fa_buf_append(out, target.s, target.n);
        fa_buf_puts(out, head->old ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
        status = read_fields(rest, site, head, out);
    }
    if (status != 0) {
        out->len = before;
        return status;
    }
    if (head->close)
        fa_buf_puts(out, "Connection: close\r\n");
    else if (head->old)
        fa_buf_puts(out, "Connection: keep-alive\r\n");
    if (head->chunked || head->length > 0)
        fa_buf_puts(out, "Transfer-Encoding: chunked\r\n");
    if (head->length > 0)
        fa_buf_printf(out, HTTP_LENGTH ": %llu\r\n", (unsigned long long)head->length);
    fa_buf_puts(out, "\r\n");
    return out->bad == FA_OK ? 0 : refuse(head, 503, "out of memory");
}

fa_status http_head_refuse(const http_head *head, unsigned status, fa_buf *out)
{
    return fa_buf_printf(out,
                         HTTP_REFUSAL
                         " / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" HTTP_REFUSAL_STATUS
                         ": %u\r\n" HTTP_REFUSAL_WHY ": %s\r\n" HTTP_REFUSAL_METHOD
                         ": %s\r\n" HTTP_REFUSAL_TARGET ": %s\r\n\r\n",
                         status, head->why, *head->method == '\0' ? "?" : head->method,
                         *head->target == '\0' ? "?" : head->target);
}
