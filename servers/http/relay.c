/* http/relay.c: one connection. Requests are read whole heads at a time, written anew and handed to the far side; its replies are
 * passed on. Every wait of the client has a deadline that no byte puts off. */
#include "http/relay.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/far.h"

enum {
    HEAD_MS = 10 * 1000, /* for a whole head */
    BODY_MS = 30 * 1000, /* for a body, and a second more for each BODY_BYTES_PER_S */
    BODY_BYTES_PER_S = 32 << 10,
    IDLE_MS = 60 * 1000, /* between requests; and for a client that reads nothing of its reply */
    LINGER_MS = 2 * 1000,
    REST_MS = 1000 /* an idle connection holds no buffers for longer */
};

static void empty_buffers(http_relay *r)
{
    fa_buf_clear(&r->in);
    fa_buf_clear(&r->up);
    fa_buf_clear(&r->down);
}

void http_relay_init(http_relay *r, const http_gate_options *options, const http_site *site, int fd,
                     int64_t now)
{
    memset(r, 0, sizeof *r);
    r->options = options;
    r->far = options->front == NULL ? &http_listener_side : options->front->far;
    r->site = site;
    r->client = (http_end){.relay = r, .fd = fd, .set = -1};
    r->listener = (http_end){.relay = r, .fd = -1, .set = -1};
    r->since = r->moved = now;
    fa_buf_init(&r->in, HTTP_HEAD_MAX + 1);
    fa_buf_init(&r->up, HTTP_HEAD_MAX + 4096);
    fa_buf_init(&r->down, 2 * HTTP_HEAD_MAX + HTTP_PIECE);
}

/* It is taken out of the set by hand: a child process that has not come to its exec yet holds the descriptor open, and the set
 * would go on reporting it. */
void http_end_close(http_end *end)
{
    if (end->set >= 0)
        epoll_ctl(end->set, EPOLL_CTL_DEL, end->fd, NULL);
    end->set = -1;
    if (end->fd >= 0)
        close(end->fd);
    end->fd = -1;
}

void http_relay_clear(http_relay *r, int64_t now)
{
    http_end_close(&r->client);
    r->far->let_go(r, now);
    empty_buffers(r);
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

bool http_would_wait(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

bool http_send_rest(int fd, fa_buf *b, size_t *sent)
{
    while (*sent < b->len) {
        ssize_t n = send(fd, b->data + *sent, b->len - *sent, MSG_NOSIGNAL);

        if (n < 0)
            return http_would_wait();
        *sent += (size_t)n;
    }
    if (b->len > 0)
        fa_buf_reset(b);
    *sent = 0;
    return true;
}

/* ---- requests ---- */

static void refuse(http_relay *r, unsigned status, const char *why, int64_t now)
{
    r->head.why = why;
    r->state = RELAY_LAST;
    fa_buf_reset(&r->in);
    if (!r->far->refuse(r, status, now))
        die(r);
}

static void break_off(http_relay *r, unsigned status, const char *why, int64_t now)
{
    r->state = RELAY_LAST;
    fa_buf_reset(&r->in);
    r->far->break_off(r, status, why, now);
}

static void end_request(http_relay *r, int64_t now)
{
    if (r->state < RELAY_LAST)
        r->state = r->head.close ? RELAY_LAST : RELAY_HEAD;
    r->since = now;
    r->scanned = 0;
}

/* A head is there: it is handed on, or refused. */
static void take_head(http_relay *r, size_t len, int64_t now)
{
    unsigned status = http_head_read(r->in.data, len, r->site, &r->head, &r->up);
    bool body = r->head.chunked || r->head.length > 0;

    if (status != 0) {
        refuse(r, status, r->head.why, now);
        return;
    }
    drop(&r->in, len);
    r->served = true;
    r->since = now;
    r->body_left = r->head.length;
    r->body_taken = 0;
    memset(&r->chunks, 0, sizeof r->chunks);
    if (body)
        r->state = RELAY_BODY;
    if (!r->far->begin(r, now))
        die(r);
    if (!body)
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
        refuse(r, status, why, now);
    } else if (end > 0) {
        take_head(r, end, now);
    }
    return status != 0 || end > 0;
}

/* Hands on a piece of the body. false: there is none, or it is not taken. */
static bool take_body(http_relay *r, int64_t now)
{
    const char *data = r->in.data;
    size_t size = 0, taken;

    if (r->in.len == 0)
        return false;
    if (r->head.chunked) {
        taken = http_chunks_take(&r->chunks, r->in.data, r->in.len, &data, &size);
        if (size > 0)
            (void)r->far->piece(r, data, size, true, now);
    } else {
        size = r->in.len < r->body_left ? r->in.len : (size_t)r->body_left;
        taken = size = r->far->piece(r, data, size, false, now);
        r->body_left -= size;
    }
    r->body_taken += size;
    drop(&r->in, taken);
    if (r->chunks.bad) {
        break_off(r, 400, "the chunks of the body are malformed", now);
    } else if (r->head.chunked ? r->chunks.done : r->body_left == 0) {
        r->far->end(r, now);
        end_request(r, now);
    }
    return taken > 0;
}

/* Turns what came in into what goes up, as long as the far side takes it. */
static void hand_on(http_relay *r, int64_t now)
{
    bool more = true;

    r->far->push(r, now);
    while (more && ((r->state == RELAY_HEAD && r->far->takes_request(r)) ||
                    (r->state == RELAY_BODY && r->far->takes_piece(r)))) {
        more = r->state == RELAY_HEAD ? find_head(r, now) : take_body(r, now);
        if (r->state != RELAY_DEAD)
            r->far->push(r, now);
    }
}

/* ---- the client's side ---- */

/* No further request: what is owed is still answered. */
static void retire(http_relay *r)
{
    r->retired = true;
    if (!r->far->retire(r))
        die(r);
    else
        r->state = RELAY_LAST;
}

static void client_ended(http_relay *r, int64_t now)
{
    r->client_ended = true;
    if (r->state == RELAY_BODY)
        break_off(r, 400, "the body broke off", now);
    else
        retire(r);
}

static void read_client(http_relay *r, int64_t now)
{
    static const size_t wanted = HTTP_PIECE;
    size_t room = r->in.max - r->in.len < wanted ? r->in.max - r->in.len : wanted;
    char *into = room == 0 ? NULL : fa_buf_reserve(&r->in, room);
    ssize_t n;

    if (into == NULL)
        return;
    n = recv(r->client.fd, into, room, 0);
    if (n == 0) {
        client_ended(r, now);
    } else if (n < 0) {
        if (!http_would_wait())
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
    char piece[HTTP_PIECE];
    ssize_t n = recv(r->client.fd, piece, sizeof piece, 0);

    if (n == 0 || (n < 0 && !http_would_wait()))
        die(r);
}

/* ---- replies ---- */

static void pass_on(http_relay *r, int64_t now)
{
    http_drawn drawn = HTTP_DRAWN_SOME;

    for (;;) {
        size_t before = r->down_sent;

        if (!http_send_rest(r->client.fd, &r->down, &r->down_sent)) {
            die(r);
            return;
        }
        if (r->down.len == 0 || r->down_sent != before)
            r->moved = now;
        if (r->down.len > 0 || drawn == HTTP_DRAWN_ALL)
            return;
        if (drawn == HTTP_DRAWN_END) {
            linger(r, now);
            return;
        }
        drawn = r->far->draw(r, now);
        if (r->down.len == 0 && drawn == HTTP_DRAWN_ALL)
            return;
    }
}

/* Requests up, replies down. */
static void move(http_relay *r, bool far_ready, int64_t now)
{
    if (r->state != RELAY_DEAD)
        hand_on(r, now);
    if (r->state != RELAY_DEAD && (far_ready || r->fresh || r->down.len > 0))
        pass_on(r, now);
}

void http_relay_go_on(http_relay *r, bool client_ready, bool far_ready, int64_t now)
{
    size_t before;

    if (r->state == RELAY_LINGER) {
        throw_away(r);
        return;
    }
    if (r->crowded && r->state == RELAY_HEAD)
        refuse(r, 503, "there are too many connections", now);
    if (client_ready && r->state <= RELAY_BODY && r->in.len < r->in.max)
        read_client(r, now);
    move(r, far_ready, now);
    /* A reply that is out makes way for a request that came behind it. */
    do {
        before = r->in.len;
        if (r->state <= RELAY_BODY && before > 0)
            move(r, false, now);
    } while (r->in.len < before);
}

static void check_head(http_relay *r, int64_t now)
{
    bool begun = r->in.len > 0;

    if (begun && r->far->takes_request(r) && now - r->since > HEAD_MS) {
        memset(&r->head, 0, sizeof r->head);
        refuse(r, 408, "the head did not come in time", now);
        move(r, true, now);
    } else if (!begun && !r->far->is_busy(r) && now - r->moved > (r->served ? IDLE_MS : HEAD_MS)) {
        retire(r);
    }
}

static void check_body(http_relay *r, int64_t now)
{
    uint64_t size = r->head.chunked ? r->body_taken : r->head.length;

    if (now - r->since > BODY_MS + (int64_t)(size / BODY_BYTES_PER_S) * 1000) {
        break_off(r, 408, "the body did not come in time", now);
        move(r, true, now);
    }
}

static void rest(http_relay *r, int64_t now)
{
    if (r->in.len + r->up.len + r->down.len > 0 || r->in.cap == 0 || r->far->is_busy(r) ||
        now - r->moved < REST_MS)
        return;
    empty_buffers(r);
    r->scanned = 0;
    if (r->far->rest != NULL)
        r->far->rest(r, now);
}

void http_relay_check(http_relay *r, bool stopping, int64_t now)
{
    if (r->state == RELAY_HEAD)
        check_head(r, now);
    else if (r->state == RELAY_BODY && r->far->takes_piece(r))
        check_body(r, now);
    if (r->state == RELAY_LINGER && now - r->since > LINGER_MS)
        die(r);
    if (r->down.len > 0 && now - r->moved > IDLE_MS)
        die(r);
    if (stopping && r->state == RELAY_HEAD)
        retire(r);
    if (r->state == RELAY_HEAD)
        rest(r, now);
}

uint32_t http_relay_client_events(const http_relay *r)
{
    bool reads =
        r->state == RELAY_LINGER || (r->state <= RELAY_BODY && r->in.len < r->in.max && !r->client_ended &&
                                     (r->state != RELAY_BODY || r->far->takes_piece(r)));

    return (reads ? EPOLLIN : 0u) | (r->down.len > 0 ? EPOLLOUT : 0u);
}
