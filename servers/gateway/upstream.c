/* gateway/upstream.c: calls over kept connections. */
#include "gateway/upstream.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OUT_MAX = 128 << 10, IN_MAX = HTTP_HEAD_MAX + 2 * HTTP_PIECE };

/* ---- connections ---- */

static void unlink_idle(gw_conn *conn)
{
    for (gw_conn **at = &conn->peer->idle; *at != NULL; at = &(*at)->next)
        if (*at == conn) {
            *at = conn->next;
            conn->peer->idle_count--;
            return;
        }
}

/* Events of this round may still name it: it is freed later. */
static void close_conn(gw_client *client, gw_conn *conn)
{
    http_end_close(&conn->end);
    if (conn->flight != NULL)
        http_flight_release(conn->flight);
    conn->flight = NULL;
    conn->peer->open_count--;
    conn->call = NULL;
    conn->next = client->dead;
    client->dead = conn;
}

void gw_conn_drop(gw_client *client, gw_conn *conn)
{
    if (conn->end.fd < 0 || conn->call != NULL)
        return;
    unlink_idle(conn);
    close_conn(client, conn);
}

void gw_peer_sweep(gw_client *client, gw_peer *peer, bool all, int64_t now)
{
    for (gw_conn *c = peer->idle, *next; c != NULL; c = next) {
        next = c->next;
        if (all || now - c->idle_since > GW_IDLE_MS)
            gw_conn_drop(client, c);
    }
}

void gw_client_bury(gw_client *client)
{
    for (gw_conn *c = client->dead, *next; c != NULL; c = next) {
        next = c->next;
        free(c);
    }
    client->dead = NULL;
}

static int open_socket(gw_client *client, gw_peer *peer, http_flight **flight)
{
    int one = 1, fd;

    if (peer->local)
        return client->reach_listener(client->payload, flight);
    if (!peer->known)
        return -1;
    fd = socket(peer->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (const struct sockaddr *)&peer->address, peer->address_len) != 0 &&
        errno != EINPROGRESS) {
        close(fd);
        return -1;
    }
    return fd;
}

static gw_conn *open_conn(gw_client *client, gw_peer *peer)
{
    gw_conn *conn = calloc(1, sizeof *conn);

    if (conn == NULL)
        return NULL;
    *conn = (gw_conn){.end = {.fd = -1, .set = -1}, .peer = peer};
    conn->end.fd = open_socket(client, peer, &conn->flight);
    if (conn->end.fd < 0) {
        free(conn);
        return NULL;
    }
    peer->open_count++;
    return conn;
}

static gw_conn *take_idle(gw_peer *peer)
{
    gw_conn *conn = peer->idle;

    if (conn == NULL)
        return NULL;
    peer->idle = conn->next;
    peer->idle_count--;
    return conn;
}

/* ---- calls ---- */

void gw_call_init(gw_call *c, gw_client *client, void *owner)
{
    memset(c, 0, sizeof *c);
    c->client = client;
    c->owner = owner;
    fa_buf_init(&c->out, OUT_MAX);
    fa_buf_init(&c->in, IN_MAX);
    fa_buf_init(&c->head, HTTP_HEAD_MAX + 4096);
}

void gw_call_clear(gw_call *c)
{
    fa_buf_clear(&c->out);
    fa_buf_clear(&c->in);
    fa_buf_clear(&c->head);
}

static void fail(gw_call *c, const char *why)
{
    c->stage = GW_FAILED;
    c->why = why;
}

/* The peer takes no more. What it said before it closed is still looked at. */
static void sending_failed(gw_call *c)
{
    c->send_failed = true;
    fa_buf_reset(&c->out);
    c->sent = 0;
}

void gw_call_push(gw_call *c, int64_t now)
{
    size_t before = c->sent, len = c->out.len;

    if ((c->stage != GW_HEAD && c->stage != GW_BODY) || len == 0)
        return;
    if (!http_send_rest(c->conn->end.fd, &c->out, &c->sent))
        sending_failed(c);
    else if (c->sent != before || c->out.len != len)
        c->moved = now;
}

bool gw_call_takes(const gw_call *c)
{
    return (c->stage == GW_HEAD || c->stage == GW_BODY) && c->out.len == 0 && !c->send_failed;
}

size_t gw_call_send(gw_call *c, const char *data, size_t size, int64_t now)
{
    ssize_t n = send(c->conn->end.fd, data, size, MSG_NOSIGNAL);

    if (n >= 0) {
        c->moved = now;
        return (size_t)n;
    }
    if (http_would_wait())
        return 0;
    sending_failed(c);
    return 0;
}

/* What follows the head: nothing, so many bytes, or chunks. */
static void begin_body(gw_call *c)
{
    const gw_reply *r = &c->reply;
    bool empty = c->headless || r->status == 204 || r->status == 304;

    c->stage = GW_BODY;
    c->left = empty ? 0 : r->length;
    memset(&c->chunks, 0, sizeof c->chunks);
    if (!empty && !r->chunked && !r->has_length)
        fail(c, "its reply does not say how long it is");
    else if (empty)
        c->reply.chunked = false;
}

static void drop(fa_buf *b, size_t len)
{
    memmove(b->data, b->data + len, b->len - len);
    b->len -= len;
}

/* Looks for the head of a reply; interim ones are passed over. */
static void find_head(gw_call *c)
{
    const char *why = NULL;
    size_t end = 0;

    while (c->stage == GW_HEAD && c->in.len > 0) {
        if (http_head_end(c->in.data, c->in.len, c->scanned, &end, &why) != 0) {
            fail(c, "its reply is none of HTTP");
            return;
        }
        c->scanned = c->in.len;
        if (end == 0)
            return;
        fa_buf_reset(&c->head);
        if (!gw_reply_read(c->in.data, end, &c->reply, &c->head)) {
            fail(c, c->reply.why);
            return;
        }
        drop(&c->in, end);
        c->scanned = 0;
        if (c->reply.status >= 200)
            begin_body(c);
    }
}

/* A request that needs no connection has its reply, or its head has a flaw. */
static bool answered_at_once(gw_call *c)
{
    gw_client *client = c->client;

    if (c->kind != GW_OF_EXCHANGE || !c->request_done || client->answer == NULL ||
        !client->answer(client->payload, &c->out, &c->in))
        return false;
    fa_buf_reset(&c->out);
    c->stage = GW_HEAD;
    if (c->in.bad == FA_OK)
        find_head(c);
    if (c->stage != GW_BODY || c->in.len != c->left)
        fail(c, "its reply is not whole");
    return true;
}

void gw_call_start(gw_call *c, gw_peer *peer, bool fresh, int64_t now)
{
    gw_conn *conn;

    c->moved = now;
    c->sent = c->scanned = 0;
    c->send_failed = c->reused = c->refused = false;
    fa_buf_reset(&c->in);
    fa_buf_reset(&c->head);
    if (peer->local && answered_at_once(c))
        return;
    conn = fresh ? NULL : take_idle(peer);
    c->reused = conn != NULL;
    if (conn == NULL)
        conn = open_conn(c->client, peer);
    c->refused = conn == NULL;
    if (conn == NULL) {
        fail(c, "it cannot be connected to");
        return;
    }
    conn->call = c;
    c->conn = conn;
    c->stage = c->reused || peer->local ? GW_HEAD : GW_CONNECTING;
    if (c->stage == GW_HEAD)
        gw_call_push(c, now);
}

static void read_head(gw_call *c, int64_t now)
{
    char *into = fa_buf_reserve(&c->in, HTTP_PIECE);
    ssize_t n = into == NULL ? 0 : recv(c->conn->end.fd, into, HTTP_PIECE, 0);

    if (n < 0 && http_would_wait())
        return;
    if (n <= 0) {
        fail(c, "it closed the connection without a reply");
        return;
    }
    c->in.len += (size_t)n;
    c->moved = now;
    find_head(c);
}

static void connected(gw_call *c, int64_t now)
{
    socklen_t size = sizeof(int);
    int error = 0;

    if (getsockopt(c->conn->end.fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
        c->refused = true;
        fail(c, "it cannot be connected to");
        return;
    }
    c->stage = GW_HEAD;
    c->moved = now;
    gw_call_push(c, now);
}

void gw_call_ready(gw_call *c, uint32_t events, int64_t now)
{
    if (c->stage == GW_CONNECTING) {
        if ((events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0)
            connected(c, now);
        return;
    }
    if ((events & EPOLLOUT) != 0)
        gw_call_push(c, now);
    if (c->stage == GW_HEAD && (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0)
        read_head(c, now);
}

/* ---- bodies ---- */

/* Receives into a buffer, after what is there. false: nothing came, which is an end where the stage says so. */
static bool receive(gw_call *c, fa_buf *into, size_t most, int64_t now)
{
    char *at = fa_buf_reserve(into, most);
    ssize_t n = at == NULL ? 0 : recv(c->conn->end.fd, at, most, 0);

    if (n > 0) {
        into->len += (size_t)n;
        c->moved = now;
        return true;
    }
    if (n == 0 || !http_would_wait())
        fail(c, "it closed the connection within a reply");
    return false;
}

static http_drawn draw_counted(gw_call *c, fa_buf *down, int64_t now)
{
    size_t had = c->in.len < c->left ? c->in.len : (size_t)c->left, before = down->len;

    if (had > 0) {
        if (fa_buf_append(down, c->in.data, had) != FA_OK)
            fail(c, "out of memory");
        drop(&c->in, had);
        c->left -= had;
    } else if (c->left > 0 &&
               receive(c, down, c->left < HTTP_PIECE ? (size_t)c->left : (size_t)HTTP_PIECE, now)) {
        had = down->len - before;
        c->left -= had;
    }
    if (c->stage == GW_BODY && c->left == 0)
        c->stage = GW_DONE;
    return c->stage == GW_BODY && had > 0 ? HTTP_DRAWN_SOME : HTTP_DRAWN_ALL;
}

static bool put_chunk(const char *data, size_t size, bool marked, fa_buf *down)
{
    if (marked)
        fa_buf_printf(down, "%zx\r\n", size);
    fa_buf_append(down, data, size);
    if (marked)
        fa_buf_puts(down, "\r\n");
    return down->bad == FA_OK;
}

static http_drawn draw_chunks(gw_call *c, bool marked, fa_buf *down, int64_t now)
{
    size_t at = 0;
    bool came = true;

    if (c->in.len == 0)
        came = receive(c, &c->in, HTTP_PIECE, now);
    while (c->stage == GW_BODY && at < c->in.len && !c->chunks.done) {
        const char *data = NULL;
        size_t size = 0;

        at += http_chunks_take(&c->chunks, c->in.data + at, c->in.len - at, &data, &size);
        if (c->chunks.bad)
            fail(c, "the chunks of its reply are malformed");
        else if (size > 0 && !put_chunk(data, size, marked, down))
            fail(c, "out of memory");
    }
    if (at > 0)
        drop(&c->in, at);
    if (c->stage == GW_BODY && c->chunks.done) {
        if (marked)
            fa_buf_puts(down, "0\r\n\r\n");
        c->stage = GW_DONE;
    }
    return c->stage == GW_BODY && came ? HTTP_DRAWN_SOME : HTTP_DRAWN_ALL;
}

http_drawn gw_call_draw(gw_call *c, bool chunked, fa_buf *down, int64_t now)
{
    if (c->stage != GW_BODY)
        return HTTP_DRAWN_ALL;
    return c->reply.chunked ? draw_chunks(c, chunked, down, now) : draw_counted(c, down, now);
}

void gw_call_watch(gw_call *c, bool room)
{
    uint32_t events = 0;

    if (c->conn == NULL)
        return;
    if (c->stage == GW_CONNECTING)
        events = EPOLLOUT;
    else if (c->stage == GW_HEAD || (c->stage == GW_BODY && room))
        events = EPOLLIN;
    if (c->out.len > 0 && c->stage != GW_CONNECTING)
        events |= EPOLLOUT;
    c->client->watch(c->client->payload, &c->conn->end, events);
}

void gw_call_end(gw_call *c, int64_t now)
{
    gw_conn *conn = c->conn;
    bool clean = c->stage == GW_DONE && c->request_done && c->out.len == 0 && c->in.len == 0 &&
                 !c->send_failed && !c->reply.close;

    c->stage = GW_NONE;
    c->conn = NULL;
    fa_buf_reset(&c->out);
    c->sent = 0;
    if (conn == NULL)
        return;
    if (!clean || conn->peer->idle_count >= (conn->peer->local ? GW_IDLE_HERE_MAX : GW_IDLE_MAX)) {
        close_conn(c->client, conn);
        return;
    }
    conn->call = NULL;
    conn->served++;
    conn->idle_since = now;
    conn->next = conn->peer->idle;
    conn->peer->idle = conn;
    conn->peer->idle_count++;
    c->client->watch(c->client->payload, &conn->end, EPOLLIN);
}
