/* gateway/peer.c: where an instance is. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "gateway/upstream.h"

/* The host of "host:port" without brackets. false: it is too long. */
static bool host_of(const char *authority, char host[160])
{
    size_t n = (size_t)(strrchr(authority, ':') - authority);

    if (*authority == '[' && n >= 2) {
        authority++;
        n -= 2;
    }
    if (n >= 160)
        return false;
    memcpy(host, authority, n);
    host[n] = '\0';
    return true;
}

bool gw_peer_look_up(const char *authority, struct sockaddr_storage *address, socklen_t *len)
{
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL, *best;
    char host[160];

    if (!host_of(authority, host) || getaddrinfo(host, strrchr(authority, ':') + 1, &hints, &found) != 0)
        return false;
    best = found;
    for (struct addrinfo *i = found; i != NULL && best->ai_family != AF_INET; i = i->ai_next)
        if (i->ai_family == AF_INET) /* what our services listen on */
            best = i;
    memcpy(address, best->ai_addr, best->ai_addrlen);
    *len = best->ai_addrlen;
    freeaddrinfo(found);
    return true;
}

static bool is_literal(const char *authority)
{
    struct in6_addr address;
    char host[160];

    return host_of(authority, host) &&
           (inet_pton(AF_INET, host, &address) == 1 || inet_pton(AF_INET6, host, &address) == 1 ||
            strcmp(host, "localhost") == 0);
}

bool gw_peer_init(gw_peer *peer, const char *url)
{
    const char *host = url + 7, *bracket;
    size_t n;

    memset(peer, 0, sizeof *peer);
    if (strcmp(url, "local") == 0) {
        peer->local = peer->known = true;
        snprintf(peer->authority, sizeof peer->authority, "localhost");
        return true;
    }
    if (strncmp(url, "http://", 7) != 0)
        return false;
    n = strlen(host);
    if (n > 0 && host[n - 1] == '/')
        n--;
    if (n == 0 || n + 4 > sizeof peer->authority || strcspn(host, "/?#@ \t\r\n") < n)
        return false;
    bracket = memchr(host, ']', n);
    snprintf(peer->authority, sizeof peer->authority, "%.*s%s", (int)n, host,
             memchr(bracket == NULL ? host : bracket, ':',
                    n - (bracket == NULL ? 0 : (size_t)(bracket - host))) == NULL
                 ? ":80"
                 : "");
    peer->literal = is_literal(peer->authority);
    peer->known = gw_peer_look_up(peer->authority, &peer->address, &peer->address_len);
    return true;
}
