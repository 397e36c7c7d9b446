/* http/gate.c: one thread over all connections: accepting, waiting, sweeping. */
#define _GNU_SOURCE /* accept4 */
#include "http/gate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "http/far.h"

enum { SWEEP_MS = 200, EVENTS = 64, BACKLOG = 512, CROWD = 64 };

struct http_gate {
    http_gate_options options;
    http_site site;
    int listener, set, wake;
    bool listening; /* the listener is in the set */
    pthread_t thread;
    atomic_bool stopping;
    int64_t stop_by;
    http_relay *relays;
    unsigned count;
};

int64_t http_gate_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* An end that needs nothing is taken out, as a set reports hang-ups unasked. */
void http_gate_watch(http_gate *g, http_end *end, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.ptr = end};
    bool in_set = end->set >= 0;

    if (end->fd < 0 || (in_set ? events == end->watched : events == 0))
        return;
    epoll_ctl(g->set, !in_set ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD, end->fd, &e);
    end->set = events == 0 ? -1 : g->set;
    end->watched = events;
}

static void watch_relay(http_gate *g, http_relay *r)
{
    if (r->state == RELAY_DEAD)
        return;
    http_gate_watch(g, &r->client, http_relay_client_events(r));
    http_gate_watch(g, &r->listener, http_listener_events(r));
}

static void watch_listener(http_gate *g, bool on)
{
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &g->listener};

    if (g->listener >= 0 && on != g->listening)
        epoll_ctl(g->set, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, g->listener, &e);
    g->listening = on;
}

static void stop_listening(http_gate *g)
{
    watch_listener(g, false);
    if (g->listener >= 0)
        close(g->listener);
    g->listener = -1;
}

static void admit(http_gate *g, int fd, int64_t now)
{
    http_relay *r = calloc(1, sizeof *r);
    int one = 1;

    if (r == NULL || g->count >= g->options.connections_max + CROWD) {
        close(fd);
        free(r);
        return;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    http_relay_init(r, &g->options, &g->site, fd, now);
    r->crowded = g->count++ >= g->options.connections_max;
    r->next = g->relays;
    if (r->next != NULL)
        r->next->prev = r;
    g->relays = r;
    if (r->crowded)
        http_relay_go_on(r, false, false, now);
    watch_relay(g, r);
}

static void accept_all(http_gate *g, int64_t now)
{
    for (;;) {
        int fd = accept4(g->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

        if (fd >= 0) {
            admit(g, fd, now);
        } else if (errno != EINTR && errno != ECONNABORTED) {
            if (errno != EAGAIN)
                watch_listener(g, false); /* out of descriptors: the next sweep tries again */
            return;
        }
    }
}

static void handle(http_gate *g, const struct epoll_event *e, int64_t now)
{
    http_end *end = e->data.ptr;
    http_relay *r = end->relay;
    bool client = r != NULL && end == &r->client;

    if (r == NULL) {
        g->options.front->ready(g->options.front->self, end, e->events, now);
        return;
    }
    if (r->state == RELAY_DEAD)
        return;
    if (client && (e->events & (EPOLLERR | EPOLLHUP)) != 0)
        r->state = RELAY_DEAD;
    else
        http_relay_go_on(r, client, !client, now);
    watch_relay(g, r);
}

static void bury(http_gate *g, int64_t now)
{
    for (http_relay *r = g->relays, *next; r != NULL; r = next) {
        next = r->next;
        if (r->state != RELAY_DEAD)
            continue;
        if (r->prev != NULL)
            r->prev->next = next;
        else
            g->relays = next;
        if (next != NULL)
            next->prev = r->prev;
        http_relay_clear(r, now);
        free(r);
        g->count--;
    }
}

static void sweep(http_gate *g, bool stopping, int64_t now)
{
    for (http_relay *r = g->relays; r != NULL; r = r->next) {
        if (r->state != RELAY_DEAD)
            http_relay_check(r, stopping, now);
        if (stopping && now > g->stop_by)
            r->state = RELAY_DEAD;
        watch_relay(g, r);
    }
    if (stopping)
        stop_listening(g);
    else
        watch_listener(g, true);
}

static void dispatch(http_gate *g, const struct epoll_event *e, int64_t now)
{
    if (e->data.ptr == &g->listener)
        accept_all(g, now);
    else if (e->data.ptr != &g->wake)
        handle(g, e, now);
    else
        (void)!read(g->wake, &(uint64_t){0}, sizeof(uint64_t));
}

static void *run(void *payload)
{
    http_gate *g = payload;
    const http_front *front = g->options.front;
    struct epoll_event events[EVENTS];
    int64_t swept = 0;
    bool over = false;

    while (!over) {
        int count = epoll_wait(g->set, events, EVENTS, swept == 0 ? 0 : SWEEP_MS);
        bool stopping = atomic_load(&g->stopping), tick;
        int64_t now = http_gate_now();

        if (front != NULL)
            front->lock(front->self);
        for (int i = 0; i < count; i++)
            dispatch(g, &events[i], now);
        tick = now - swept >= SWEEP_MS;
        if (tick || stopping) {
            sweep(g, stopping, now);
            swept = now;
        }
        bury(g, now);
        if (front != NULL) {
            front->sweep(front->self, tick, now);
            front->unlock(front->self);
        }
        over = stopping && g->relays == NULL;
    }
    if (front != NULL)
        front->stop(front->self);
    return NULL;
}

typedef union place {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} place;

/* *loopback: only this machine can reach it. false: the text is no IP address. */
static bool place_of(const char *text, uint16_t port, place *out, socklen_t *size, bool *loopback)
{
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1) {
        out->v4.sin_family = AF_INET;
        out->v4.sin_port = htons(port);
        *size = sizeof out->v4;
        *loopback = ntohl(out->v4.sin_addr.s_addr) >> 24 == 127;
        return true;
    }
    out->v6.sin6_family = AF_INET6;
    out->v6.sin6_port = htons(port);
    *size = sizeof out->v6;
    if (inet_pton(AF_INET6, text, &out->v6.sin6_addr) != 1)
        return false;
    *loopback = IN6_IS_ADDR_LOOPBACK(&out->v6.sin6_addr);
    return true;
}

static fa_status listen_on(http_gate *g, fa_error *err)
{
    const char *address = g->options.address == NULL ? "127.0.0.1" : g->options.address;
    bool loopback = false;
    socklen_t size;
    place at;
    int one = 1;

    if (!place_of(address, g->options.port, &at, &size, &loopback))
        return fa_fail_field(err, FA_EINVALID, "address", "\"%s\" is no IP address", address);
    g->listener = socket(at.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (g->listener < 0 || setsockopt(g->listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0 ||
        bind(g->listener, &at.any, size) != 0 || listen(g->listener, BACKLOG) != 0 ||
        getsockname(g->listener, &at.any, &size) != 0)
        return fa_fail_field(err, FA_EUNAVAILABLE, "port", "port %u of %s cannot be listened on: %s",
                             g->options.port, address, strerror(errno));
    g->site = (http_site){.port = ntohs(at.any.sa_family == AF_INET ? at.v4.sin_port : at.v6.sin6_port),
                          .open = !loopback,
                          .origins = g->options.origins,
                          .origin_count = g->options.origin_count};
    return FA_OK;
}

static fa_status watch_all(http_gate *g, fa_error *err)
{
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &g->wake};

    g->set = epoll_create1(EPOLL_CLOEXEC);
    g->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (g->set < 0 || g->wake < 0 || epoll_ctl(g->set, EPOLL_CTL_ADD, g->wake, &e) != 0)
        return fa_fail(err, FA_EUNAVAILABLE, "connections cannot be waited for: %s", strerror(errno));
    watch_listener(g, true);
    return FA_OK;
}

static void free_gate(http_gate *g)
{
    const int fds[] = {g->listener, g->set, g->wake};

    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(g);
}

fa_status http_gate_start(const http_gate_options *options, http_gate **out, fa_error *err)
{
    http_gate *g = calloc(1, sizeof *g);
    fa_status st;

    if (g == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    g->options = *options;
    g->listener = g->set = g->wake = -1;
    st = listen_on(g, err);
    if (st == FA_OK)
        st = watch_all(g, err);
    if (st == FA_OK && g->options.front != NULL)
        g->options.front->start(g->options.front->self, g);
    if (st == FA_OK && pthread_create(&g->thread, NULL, run, g) != 0)
        st = fa_fail(err, FA_EUNAVAILABLE, "no thread could be started");
    if (st == FA_OK)
        *out = g;
    else
        free_gate(g);
    return st;
}

uint16_t http_gate_port(const http_gate *gate)
{
    return gate->site.port;
}

void http_gate_stop(http_gate *gate, unsigned grace_ms)
{
    const uint64_t one = 1;

    gate->stop_by = http_gate_now() + grace_ms;
    atomic_store(&gate->stopping, true);
    (void)!write(gate->wake, &one, sizeof one);
    pthread_join(gate->thread, NULL);
    free_gate(gate);
}

void http_gate_go_on(http_gate *gate, http_relay *relay, int64_t now)
{
    if (relay->state == RELAY_DEAD)
        return;
    http_relay_go_on(relay, false, true, now);
    watch_relay(gate, relay);
}

int http_gate_reach_listener(http_gate *gate, http_flight **flight)
{
    return http_listener_reach(&gate->options, flight);
}

bool http_gate_answer(http_gate *gate, fa_buf *request, fa_buf *reply)
{
    return gate->options.answer != NULL && gate->options.answer(gate->options.payload, request, reply);
}

bool http_gate_is_stopping(const http_gate *gate)
{
    return atomic_load(&gate->stopping);
}

void *http_front_of(const http_relay *relay)
{
    return relay->options->front->self;
}
