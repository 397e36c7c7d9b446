/* http/listener.c: the listener as the far side of a relay: requests go through a socket pair, all that comes back is passed on. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/far.h"

static bool send_up(http_relay *r)
{
    return http_send_rest(r->listener.fd, &r->up, &r->up_sent);
}

int http_listener_reach(const http_gate_options *options, http_flight **flight)
{
    int pair[2];
    http_flight *f = calloc(1, sizeof *f);

    if (f == NULL || options->hand_over == NULL ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0) {
        free(f);
        return -1;
    }
    atomic_store(&f->holders, 2);
    if (!options->hand_over(options->payload, pair[1], f)) {
        close(pair[0]);
        http_flight_release(f);
        return -1;
    }
    *flight = f;
    return pair[0];
}

/* The listener learns of a connection with its first request. */
static bool reach(http_relay *r)
{
    if (r->flight == NULL)
        r->listener.fd = http_listener_reach(r->options, &r->flight);
    return r->flight != NULL;
}

/* What is in r->up goes as it is, its body in chunks. */
static bool begin(http_relay *r, int64_t now)
{
    (void)now;
    r->forwarded++;
    return reach(r);
}

static size_t piece(http_relay *r, const char *data, size_t size, bool chunked, int64_t now)
{
    (void)chunked;
    (void)now;
    if (fa_buf_printf(&r->up, "%zx\r\n", size) != FA_OK || fa_buf_append(&r->up, data, size) != FA_OK ||
        fa_buf_puts(&r->up, "\r\n") != FA_OK)
        r->state = RELAY_DEAD;
    return size;
}

static void end(http_relay *r, int64_t now)
{
    (void)now;
    if (fa_buf_puts(&r->up, "0\r\n\r\n") != FA_OK)
        r->state = RELAY_DEAD;
}

static bool refuse(http_relay *r, unsigned status, int64_t now)
{
    (void)now;
    r->forwarded++;
    return reach(r) && http_head_refuse(&r->head, status, &r->up) == FA_OK;
}

/* The trailer of the chunks tells the listener why. */
static void break_off(http_relay *r, unsigned status, const char *why, int64_t now)
{
    (void)now;
    if (fa_buf_printf(&r->up, "0\r\n" HTTP_REFUSAL_STATUS ": %u\r\n" HTTP_REFUSAL_WHY ": %s\r\n\r\n", status,
                      why) != FA_OK)
        r->state = RELAY_DEAD;
}

/* A listener that has answered already, and closed, takes no more of a body. */
static void push(http_relay *r, int64_t now)
{
    (void)now;
    if (r->up.len == 0 || send_up(r))
        return;
    fa_buf_reset(&r->up);
    r->up_sent = 0;
    r->state = RELAY_LAST;
}

static bool takes(const http_relay *r)
{
    return r->up.len == 0;
}

static bool is_busy(const http_relay *r)
{
    return r->flight != NULL && r->forwarded != atomic_load(&r->flight->answered);
}

/* A short piece is the last for now: what comes behind it is an event of its own. */
static http_drawn draw(http_relay *r, int64_t now)
{
    char *into = r->listener.fd < 0 ? NULL : fa_buf_reserve(&r->down, HTTP_PIECE);
    ssize_t n;

    (void)now;
    if (r->listener.fd < 0)
        return HTTP_DRAWN_ALL;
    n = into == NULL ? 0 : recv(r->listener.fd, into, HTTP_PIECE, 0);
    if (n < 0 && http_would_wait())
        return HTTP_DRAWN_ALL;
    if (n <= 0) {
        http_end_close(&r->listener);
        return HTTP_DRAWN_END;
    }
    r->down.len = (size_t)n;
    return n < HTTP_PIECE ? HTTP_DRAWN_ALL : HTTP_DRAWN_SOME;
}

/* The listener learns that no further request comes, answers those it has, and closes. */
static bool retire(http_relay *r)
{
    return r->flight != NULL && r->up.len == 0 && shutdown(r->listener.fd, SHUT_WR) == 0;
}

static void let_go(http_relay *r, int64_t now)
{
    (void)now;
    http_end_close(&r->listener);
    if (r->flight != NULL)
        http_flight_release(r->flight);
    r->flight = NULL;
}

const http_far_ops http_listener_side = {.begin = begin,
                                         .piece = piece,
                                         .end = end,
                                         .refuse = refuse,
                                         .break_off = break_off,
                                         .push = push,
                                         .takes_piece = takes,
                                         .takes_request = takes,
                                         .is_busy = is_busy,
                                         .draw = draw,
                                         .retire = retire,
                                         .let_go = let_go};

uint32_t http_listener_events(const http_relay *r)
{
    return (r->down.len == 0 ? EPOLLIN : 0u) | (r->up.len > 0 ? EPOLLOUT : 0u);
}

void http_flight_answered(http_flight *flight)
{
    atomic_fetch_add(&flight->answered, 1);
}

void http_flight_release(http_flight *flight)
{
    if (atomic_fetch_sub(&flight->holders, 1) == 1)
        free(flight);
}
