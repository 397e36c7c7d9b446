/* http/target.c: paths and queries that have one meaning only, and the hosts that are this machine. */
#include "http/target.h"

#include <string.h>
#include <strings.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The characters of RFC 3986 that stand in a path or a query as they are. */
static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != '\0' && strchr("-._~!$&'()*+,;=:@/?", c) != NULL);
}

/* One decoded byte of text at *at, which moves behind it; -1 when it is not written as it has to be. */
static int decode(const char *text, size_t len, size_t *at)
{
    char c = text[*at];

    if (c != '%') {
        ++*at;
        return is_plain(c) ? (unsigned char)c : -1;
    }
    if (len - *at < 3 || hex(text[*at + 1]) < 0 || hex(text[*at + 2]) < 0)
        return -1;
    *at += 3;
    return hex(text[*at - 2]) * 16 + hex(text[*at - 1]);
}

/* Follows UTF-8 byte by byte: `left` bytes are still to come, the next one within low..high. */
typedef struct utf8 {
    int left;
    int low, high;
} utf8;

static bool utf8_take(utf8 *u, int byte)
{
    if (u->left > 0) {
        bool fits = byte >= u->low && byte <= u->high;

        u->left--;
        u->low = 0x80;
        u->high = 0xbf;
        return fits;
    }
    u->low = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
    u->high = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    u->left = byte < 0x80 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    return byte < 0x80 || (byte >= 0xc2 && byte <= 0xf4);
}

/* Whether a decoded segment of len bytes, of which the first three are given, stands for this or the next folder. What
 * follows a ';' is a parameter to some servers, so that "..;x" is ".." to them. */
static bool is_dots(const char start[3], size_t len)
{
    size_t dots = 0;

    while (dots < len && dots < 3 && start[dots] == '.')
        dots++;
    return (dots == 1 || dots == 2) && (len == dots || start[dots] == ';');
}

static const char *check_path(const char *path, size_t len)
{
    utf8 u = {0};
    char start[3] = "";
    size_t in_segment = 0;

    for (size_t at = 1; at < len;) {
        bool encoded = path[at] == '%';
        int byte = decode(path, len, &at);

        if (byte < 0x20 || byte == 0x7f || !utf8_take(&u, byte))
            return "the path is not written as a path is";
        if (byte == '\\' || (encoded && byte == '/'))
            return "the path holds a backslash or an encoded slash";
        if (byte != '/') {
            if (in_segment < sizeof start)
                start[in_segment] = (char)byte;
            in_segment++;
        } else if (in_segment == 0 || is_dots(start, in_segment)) {
            return "the path is not in its simplest form";
        } else {
            in_segment = 0;
        }
    }
    if (u.left > 0)
        return "the path is not written as a path is";
    return is_dots(start, in_segment) ? "the path is not in its simplest form" : NULL;
}

static bool same_name(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t i = 0, k = 0;

    while (i < a_len && k < b_len)
        if (decode(a, a_len, &i) != decode(b, b_len, &k))
            return false;
    return i == a_len && k == b_len;
}

/* Bytes up to `end`, or all that are left. */
static size_t span(const char *text, size_t len, char end)
{
    const char *found = memchr(text, end, len);

    return found == NULL ? len : (size_t)(found - text);
}

/* Whether the name at the beginning of the query stands in front of another value too. */
static bool repeats(const char *query, size_t len)
{
    size_t first = span(query, len, '&'), name = span(query, first, '=');

    for (size_t at = first + 1; at < len;) {
        size_t pair = span(query + at, len - at, '&');

        if (first > 0 && pair > 0 && same_name(query, name, query + at, span(query + at, pair, '=')))
            return true;
        at += pair + 1;
    }
    return false;
}

static const char *check_query(const char *query, size_t len)
{
    utf8 u = {0};

    for (size_t at = 0; at < len;) {
        int byte = decode(query, len, &at);

        if (byte < 0x20 || byte == 0x7f || !utf8_take(&u, byte))
            return "the query is not written as a query is";
    }
    if (u.left > 0)
        return "the query is not written as a query is";
    for (size_t at = 0; at < len; at += span(query + at, len - at, '&') + 1)
        if (repeats(query + at, len - at))
            return "a name stands in the query twice";
    return NULL;
}

const char *http_target_check(const char *target, size_t len)
{
    size_t path = span(target, len, '?');
    const char *why;

    if (len == 0 || *target != '/')
        return "the target is not a path";
    why = check_path(target, path);
    return why != NULL || path == len ? why : check_query(target + path + 1, len - path - 1);
}

bool http_target_is_ours(const char *host, size_t len, uint16_t port)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t name = strlen(names[i]);
        unsigned long given = 0;

        if (len < name || strncasecmp(host, names[i], name) != 0)
            continue;
        if (len == name)
            return true;
        if (host[name] != ':' || len - name - 1 > 5 || len - name - 1 == 0)
            return false;
        for (size_t at = name + 1; at < len; at++) {
            if (host[at] < '0' || host[at] > '9')
                return false;
            given = given * 10 + (unsigned long)(host[at] - '0');
        }
        return given == port;
    }
    return false;
}
