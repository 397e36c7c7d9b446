/* http/guard.c: refuses requests whose head is read in more than one way, or that come from another site. libmicrohttpd parses
 * leniently; a proxy in front of it might not. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http/internal.h"

typedef struct head {
    unsigned content_lengths, transfer_encodings, hosts;
    const char *content_length, *transfer_encoding, *host, *origin;
    const char *why;
} head;

static bool is_token(const char *s, size_t len)
{
    if (len == 0)
        return false;
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)s[i]) && strchr("!#$%&'*+-.^_`|~", s[i]) == NULL)
            return false;
    return s[0] != '_' && s[len - 1] != '_';
}

static bool has_control(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f)
            return true;
    return false;
}

static enum MHD_Result look(void *payload, enum MHD_ValueKind kind, const char *name, size_t name_len,
                            const char *value, size_t len)
{
    head *h = payload;

    (void)kind;
    if (!is_token(name, name_len))
        h->why = "the name of a header is not a token";
    else if (value != NULL && has_control(value, len))
        h->why = "a header holds a control character";
    else if (strcasecmp(name, "Content-Length") == 0) {
        h->content_lengths++;
        h->content_length = value;
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        h->transfer_encodings++;
        h->transfer_encoding = value;
    } else if (strcasecmp(name, "Host") == 0) {
        h->hosts++;
        h->host = value;
    } else if (strcasecmp(name, "Origin") == 0) {
        h->origin = value;
    }
    return h->why == NULL ? MHD_YES : MHD_NO;
}

static const char *check_framing(const head *h, const char *version)
{
    if (h->content_lengths > 1)
        return "more than one Content-Length";
    if (h->content_length != NULL &&
        (*h->content_length == '\0' || h->content_length[strspn(h->content_length, "0123456789")] != '\0'))
        return "Content-Length is not a number";
    if (h->transfer_encodings > 0 && h->content_lengths > 0)
        return "Content-Length beside Transfer-Encoding";
    if (h->transfer_encodings > 1 ||
        (h->transfer_encoding != NULL && strcasecmp(h->transfer_encoding, "chunked") != 0))
        return "Transfer-Encoding is not chunked";
    if (strcmp(version, "HTTP/1.1") == 0 && h->hosts != 1)
        return "not exactly one Host";
    return NULL;
}

/* Whether a host, with or without our port, is this machine's loopback. */
static bool is_loopback(const char *host, uint16_t port)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);

        if (strncasecmp(host, names[i], len) != 0)
            continue;
        if (host[len] == '\0' || (host[len] == ':' && strtol(host + len + 1, NULL, 10) == port))
            return true;
    }
    return false;
}

/* A page of another site in somebody's browser can reach a server on loopback: by a name that resolves to it, or by a
 * request across origins. Neither is ours. */
static const char *check_site(const head *h, uint16_t port)
{
    if (h->host != NULL && !is_loopback(h->host, port))
        return "Host is not this machine";
    if (h->origin != NULL && (strncmp(h->origin, "http://", 7) != 0 || !is_loopback(h->origin + 7, port)))
        return "the request comes from another site";
    return NULL;
}

static const char *check_target(const char *target)
{
    if (*target != '/')
        return "the target is not a path";
    if (strstr(target, "//") != NULL || strchr(target, '\\') != NULL || strstr(target, "/../") != NULL ||
        (strlen(target) >= 3 && strcmp(target + strlen(target) - 3, "/..") == 0))
        return "the target is not in its simplest form";
    return has_control(target, strlen(target)) ? "the target holds a control character" : NULL;
}

unsigned http_guard(struct MHD_Connection *connection, const char *method, const char *target,
                    const char *version, uint16_t port, const char **why)
{
    head h = {0};

    if (strcmp(method, "TRACE") == 0 || strcmp(method, "CONNECT") == 0) {
        *why = "this method is not served";
        return MHD_HTTP_NOT_IMPLEMENTED;
    }
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look, &h);
    *why = h.why != NULL ? h.why : check_framing(&h, version);
    if (*why == NULL)
        *why = check_target(target);
    if (*why != NULL)
        return MHD_HTTP_BAD_REQUEST;
    *why = check_site(&h, port);
    return *why == NULL ? 0 : MHD_HTTP_FORBIDDEN;
}
