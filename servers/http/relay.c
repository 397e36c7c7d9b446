/* http/relay.c: one connection. Requests are read whole heads at a time, written anew and sent through a socket pair to the
 * listener; replies are passed on. Every wait of the client has a deadline that no byte puts off. */
#include "http/relay.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    HEAD_MS = 10 * 1000, /* for a whole head */
    BODY_MS = 30 * 1000, /* for a body, and a second more for each BODY_BYTES_PER_S */
    BODY_BYTES_PER_S = 32 << 10,
    IDLE_MS = 60 * 1000, /* between requests; and for a client that reads nothing of its reply */
    LINGER_MS = 2 * 1000,
    PIECE = 16 << 10, /* bytes moved at a time */
    CHUNK_HEAD = 16
};

void http_relay_init(http_relay *r, const http_gate_options *options, uint16_t port, int fd, int64_t now)
{
    memset(r, 0, sizeof *r);
    r->options = options;
    r->port = port;
    r->client = (http_end){.relay = r, .fd = fd, .set = -1};
    r->listener = (http_end){.relay = r, .fd = -1, .set = -1};
    r->since = r->moved = now;
    fa_buf_init(&r->in, HTTP_HEAD_MAX + 1);
    fa_buf_init(&r->up, HTTP_HEAD_MAX + 4096);
    fa_buf_init(&r->down, PIECE + 1);
}

/* It is taken out of the set by hand: a child process that has not come to its exec yet holds the descriptor open, and the set
 * would go on reporting it. */
static void close_end(http_end *end)
{
    if (end->set >= 0)
        epoll_ctl(end->set, EPOLL_CTL_DEL, end->fd, NULL);
    end->set = -1;
    if (end->fd >= 0)
        close(end->fd);
    end->fd = -1;
}

void http_relay_clear(http_relay *r)
{
    close_end(&r->client);
    close_end(&r->listener);
    fa_buf_clear(&r->in);
    fa_buf_clear(&r->up);
    fa_buf_clear(&r->down);
    if (r->flight != NULL)
        http_flight_release(r->flight);
    r->flight = NULL;
}

static void die(http_relay *r)
{
    r->state = RELAY_DEAD;
}

/* Takes bytes from the front of a buffer. */
static void drop(fa_buf *b, size_t len)
{
    memmove(b->data, b->data + len, b->len - len);
    b->len -= len;
}

static bool would_wait(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/* Sends what is left of a buffer. false: the other side is gone. */
static bool send_rest(int fd, fa_buf *b, size_t *sent)
{
    while (*sent < b->len) {
        ssize_t n = send(fd, b->data + *sent, b->len - *sent, MSG_NOSIGNAL);

        if (n < 0)
            return would_wait();
        *sent += (size_t)n;
    }
    if (b->len > 0)
        fa_buf_reset(b);
    *sent = 0;
    return true;
}

static bool in_flight(const http_relay *r)
{
    return r->flight != NULL && r->forwarded != atomic_load(&r->flight->answered);
}

/* ---- requests ---- */

/* The listener learns of a connection with its first request. */
static bool reach_listener(http_relay *r)
{
    int pair[2];

    if (r->flight != NULL)
        return true;
    r->flight = calloc(1, sizeof *r->flight);
    if (r->flight == NULL || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0) {
        free(r->flight);
        r->flight = NULL;
        return false;
    }
    atomic_store(&r->flight->holders, 2);
    if (!r->options->hand_over(r->options->payload, pair[1], r->flight)) {
        close(pair[0]);
        close(pair[1]);
        http_flight_release(r->flight);
        return false;
    }
    r->listener.fd = pair[0];
    return true;
}

static void refuse(http_relay *r, unsigned status, const char *why)
{
    r->head.why = why;
    r->state = RELAY_LAST;
    fa_buf_reset(&r->in);
    if (!reach_listener(r) || http_head_refuse(&r->head, status, &r->up) != FA_OK)
        die(r);
    r->forwarded++;
}

/* The body breaks off: the trailer of its chunks tells the listener why. */
static void break_off(http_relay *r, unsigned status, const char *why)
{
    r->state = RELAY_LAST;
    fa_buf_reset(&r->in);
    if (fa_buf_printf(&r->up, "0\r\n" HTTP_REFUSAL_STATUS ": %u\r\n" HTTP_REFUSAL_WHY ": %s\r\n\r\n", status,
                      why) != FA_OK)
        die(r);
}

static void end_request(http_relay *r, int64_t now)
{
    r->state = r->head.close ? RELAY_LAST : RELAY_HEAD;
    r->since = now;
    r->scanned = 0;
}

/* A head is there: it is handed on, or refused. */
static void take_head(http_relay *r, size_t len, int64_t now)
{
    unsigned status = http_head_read(r->in.data, len, r->port, &r->head, &r->up);

    if (status != 0) {
        refuse(r, status, r->head.why);
        return;
    }
    drop(&r->in, len);
    if (!reach_listener(r)) {
        die(r);
        return;
    }
    r->forwarded++;
    r->since = now;
    r->body_left = r->head.length;
    r->body_taken = 0;
    memset(&r->chunks, 0, sizeof r->chunks);
    if (r->head.chunked || r->head.length > 0)
        r->state = RELAY_BODY;
    else
        end_request(r, now);
}

/* Looks for a head in what came in. false: it is not all there. */
static bool find_head(http_relay *r, int64_t now)
{
    const char *why = NULL;
    unsigned status;
    size_t end = 0;

    if (r->scanned == 0 && r->in.len >= 2 && memcmp(r->in.data, "\r\n", 2) == 0)
        drop(&r->in, 2); /* one line end too many behind a body: RFC 9112, section 2.2 */
    if (r->in.len == 0 || (r->in.len == 1 && r->in.data[0] == '\r'))
        return false;
    status = http_head_end(r->in.data, r->in.len, r->scanned, &end, &why);
    r->scanned = r->in.len;
    if (status != 0) {
        memset(&r->head, 0, sizeof r->head);
        refuse(r, status, why);
    } else if (end > 0) {
        take_head(r, end, now);
    }
    return status != 0 || end > 0;
}

static void put_chunk(http_relay *r, const char *data, size_t size)
{
    if (fa_buf_printf(&r->up, "%zx\r\n", size) != FA_OK || fa_buf_append(&r->up, data, size) != FA_OK ||
        fa_buf_puts(&r->up, "\r\n") != FA_OK)
        die(r);
}

/* Hands on a piece of the body. false: there is none. */
static bool take_body(http_relay *r, int64_t now)
{
    const char *data = r->in.data;
    size_t size = 0, taken;

    if (r->in.len == 0)
        return false;
    if (r->head.chunked) {
        taken = http_chunks_take(&r->chunks, r->in.data, r->in.len, &data, &size);
    } else {
        taken = size = r->in.len < r->body_left ? r->in.len : (size_t)r->body_left;
        r->body_left -= size;
    }
    r->body_taken += size;
    if (size > 0)
        put_chunk(r, data, size);
    drop(&r->in, taken);
    if (r->chunks.bad) {
        break_off(r, 400, "the chunks of the body are malformed");
    } else if (r->head.chunked ? r->chunks.done : r->body_left == 0) {
        if (fa_buf_puts(&r->up, "0\r\n\r\n") != FA_OK)
            die(r);
        end_request(r, now);
    }
    return true;
}

/* Sends what is to go up. A listener that has answered already, and closed, takes no more of a body. */
static void send_up(http_relay *r)
{
    if (r->state == RELAY_DEAD || r->up.len == 0 || send_rest(r->listener.fd, &r->up, &r->up_sent))
        return;
    fa_buf_reset(&r->up);
    r->up_sent = 0;
    r->state = RELAY_LAST;
}

/* Turns what came in into what goes up, as long as the listener takes it. */
static void hand_on(http_relay *r, int64_t now)
{
    bool more = true;

    send_up(r);
    while (more && r->state <= RELAY_BODY && r->up.len == 0) {
        more = r->state == RELAY_HEAD ? find_head(r, now) : take_body(r, now);
        send_up(r);
    }
}

/* ---- the client's side ---- */

/* No further request: the listener learns that, answers those it has, and closes. */
static void retire(http_relay *r)
{
    r->retired = true;
    if (r->flight == NULL || r->up.len > 0 || shutdown(r->listener.fd, SHUT_WR) != 0)
        die(r);
    else
        r->state = RELAY_LAST;
}

static void client_ended(http_relay *r)
{
    r->client_ended = true;
    if (r->state == RELAY_BODY)
        break_off(r, 400, "the body broke off");
    else
        retire(r);
}

static void read_client(http_relay *r, int64_t now)
{
    static const size_t wanted = PIECE;
    size_t room = r->in.max - r->in.len < wanted ? r->in.max - r->in.len : wanted;
    char *into = room == 0 ? NULL : fa_buf_reserve(&r->in, room);
    ssize_t n;

    if (into == NULL)
        return;
    n = recv(r->client.fd, into, room, 0);
    if (n == 0) {
        client_ended(r);
    } else if (n < 0) {
        if (!would_wait())
            die(r);
    } else {
        if (r->state == RELAY_HEAD && r->in.len == 0)
            r->since = now; /* the head begins */
        r->in.len += (size_t)n;
        r->moved = now;
    }
}

/* The reply is out: the client gets the end of the stream, and a moment to read before the connection is torn down. */
static void linger(http_relay *r, int64_t now)
{
    if (r->client_ended || r->retired || shutdown(r->client.fd, SHUT_WR) != 0) {
        die(r);
        return;
    }
    r->state = RELAY_LINGER;
    r->since = now;
    fa_buf_reset(&r->in);
}

static void throw_away(http_relay *r)
{
    char piece[PIECE];
    ssize_t n = recv(r->client.fd, piece, sizeof piece, 0);

    if (n == 0 || (n < 0 && !would_wait()))
        die(r);
}

/* ---- the listener's side ---- */

/* A short piece is the last for now: what comes behind it is an event of its own. */
static void pass_on(http_relay *r, int64_t now)
{
    ssize_t n = PIECE;

    for (;;) {
        size_t before = r->down_sent;
        char *into;

        if (!send_rest(r->client.fd, &r->down, &r->down_sent)) {
            die(r);
            return;
        }
        if (r->down.len == 0 || r->down_sent != before)
            r->moved = now;
        if (r->down.len > 0 || r->listener.fd < 0 || n < PIECE)
            return;
        into = fa_buf_reserve(&r->down, PIECE);
        n = into == NULL ? -1 : recv(r->listener.fd, into, PIECE, 0);
        if (n < 0 && into != NULL && would_wait())
            return;
        if (n <= 0) {
            close_end(&r->listener);
            linger(r, now);
            return;
        }
        r->down.len = (size_t)n;
    }
}

void http_relay_go_on(http_relay *r, bool client_ready, bool listener_ready, int64_t now)
{
    if (r->state == RELAY_LINGER) {
        throw_away(r);
        return;
    }
    if (r->crowded && r->flight == NULL)
        refuse(r, 503, "there are too many connections");
    if (client_ready && r->state <= RELAY_BODY && r->in.len < r->in.max)
        read_client(r, now);
    if (r->state != RELAY_DEAD)
        hand_on(r, now);
    if (r->state != RELAY_DEAD && (listener_ready || r->down.len > 0))
        pass_on(r, now);
}

static void check_head(http_relay *r, int64_t now)
{
    bool begun = r->in.len > 0;

    if (begun && now - r->since > HEAD_MS) {
        memset(&r->head, 0, sizeof r->head);
        refuse(r, 408, "the head did not come in time");
        hand_on(r, now);
    } else if (!begun && !in_flight(r) && now - r->moved > (r->flight == NULL ? HEAD_MS : IDLE_MS)) {
        retire(r);
    }
}

static void check_body(http_relay *r, int64_t now)
{
    uint64_t size = r->head.chunked ? r->body_taken : r->head.length;

    if (now - r->since > BODY_MS + (int64_t)(size / BODY_BYTES_PER_S) * 1000) {
        break_off(r, 408, "the body did not come in time");
        hand_on(r, now);
    }
}

void http_relay_check(http_relay *r, bool stopping, int64_t now)
{
    if (r->state == RELAY_HEAD)
        check_head(r, now);
    else if (r->state == RELAY_BODY && r->up.len == 0)
        check_body(r, now);
    if (r->state == RELAY_LINGER && now - r->since > LINGER_MS)
        die(r);
    if (r->down.len > 0 && now - r->moved > IDLE_MS)
        die(r);
    if (stopping && r->state == RELAY_HEAD)
        retire(r);
}

uint32_t http_relay_client_events(const http_relay *r)
{
    bool reads = r->state == RELAY_LINGER ||
                 (r->state <= RELAY_BODY && r->up.len == 0 && r->in.len < r->in.max && !r->client_ended);

    return (reads ? EPOLLIN : 0u) | (r->down.len > 0 ? EPOLLOUT : 0u);
}

uint32_t http_relay_listener_events(const http_relay *r)
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
