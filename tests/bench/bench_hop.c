/* Load for whatever speaks HTTP/1.1 on the loopback address: so many connections, one request at a time on each, for so long.
 * usage: bench_hop PORT PATH CONNECTIONS SECONDS [HEADER [JSON]]    GET, or POST of the JSON
 * Prints requests, replies that were not 2xx, p50 and p99 in µs. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 1024, BUFFER = 64 << 10, SAMPLES = 1 << 20, EVENTS = 64 };

typedef struct client {
    int fd;
    double sent;
    size_t len;
    char in[BUFFER];
} client;

static client clients[CONNECTIONS_MAX];
static float samples[SAMPLES];

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int reach(unsigned port)
{
    struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;

    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
        perror("bench_hop: connect");
        exit(EXIT_FAILURE);
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static void ask(client *c, const char *request, size_t len)
{
    c->len = 0;
    c->sent = now();
    if (send(c->fd, request, len, MSG_NOSIGNAL) != (ssize_t)len) {
        fprintf(stderr, "bench_hop: the connection is gone\n");
        exit(EXIT_FAILURE);
    }
}

/* Whether the reply is all there: a head with Content-Length, and so many bytes behind it. */
static int is_whole(client *c)
{
    const char *end, *length;

    c->in[c->len] = '\0';
    end = strstr(c->in, "\r\n\r\n");
    length = strcasestr(c->in, "content-length: ");
    return end != NULL && length != NULL &&
           c->len >= (size_t)(end + 4 - c->in) + strtoul(length + 16, NULL, 10);
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

static size_t write_request(char *out, size_t cap, int argc, char **argv)
{
    const char *header = argc > 5 ? argv[5] : "", *json = argc > 6 ? argv[6] : "";
    char body[256] = "";

    if (*json != '\0')
        snprintf(body, sizeof body, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
                 strlen(json));
    return (size_t)snprintf(out, cap, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAccept: */*\r\n%s%s%s\r\n%s",
                            *json == '\0' ? "GET" : "POST", argv[2], argv[1], header,
                            *header == '\0' ? "" : "\r\n", body, json);
}

int main(int argc, char **argv)
{
    struct epoll_event events[EVENTS], e = {.events = EPOLLIN};
    unsigned long count = argc < 5 ? 0 : strtoul(argv[3], NULL, 10), done = 0, bad = 0;
    int set = epoll_create1(0);
    char request[8192];
    size_t len;
    double end;

    if (count == 0 || count > CONNECTIONS_MAX) {
        fprintf(stderr, "usage: bench_hop PORT PATH CONNECTIONS SECONDS [HEADER [JSON]]\n");
        return EXIT_FAILURE;
    }
    len = write_request(request, sizeof request, argc, argv);
    for (unsigned long i = 0; i < count; i++) {
        clients[i].fd = reach((unsigned)strtoul(argv[1], NULL, 10));
        e.data.ptr = &clients[i];
        epoll_ctl(set, EPOLL_CTL_ADD, clients[i].fd, &e);
        ask(&clients[i], request, len);
    }
    end = now() + strtod(argv[4], NULL);
    while (now() < end) {
        int ready = epoll_wait(set, events, EVENTS, 100);

        for (int i = 0; i < ready; i++) {
            client *c = events[i].data.ptr;
            ssize_t n = recv(c->fd, c->in + c->len, sizeof c->in - 1 - c->len, 0);

            if (n <= 0) {
                fprintf(stderr, "bench_hop: the connection was closed\n");
                return EXIT_FAILURE;
            }
            c->len += (size_t)n;
            if (!is_whole(c))
                continue;
            bad += memcmp(c->in, "HTTP/1.1 2", 10) != 0;
            samples[done++ % SAMPLES] = (float)((now() - c->sent) * 1e6);
            ask(c, request, len);
        }
    }
    len = done < SAMPLES ? done : SAMPLES;
    qsort(samples, len, sizeof *samples, compare);
    printf("%lu %lu %.0f %.0f\n", done, bad, (double)samples[len / 2], (double)samples[len * 99 / 100]);
    return EXIT_SUCCESS;
}
