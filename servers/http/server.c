/* http/server.c: the listener: one request from its head to its line in the log. */
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/un.h>
#include <unistd.h>

#include "http/head.h"
#include "http/internal.h"

enum {
    WORKERS = 4,
    WAITING_MAX = 64,
    COMMITTERS = 64,
    COMMITS_MAX = 4096,
    CONNECTIONS_MAX = 512,
    WAYS_MAX =
        4096, /* connections of libmicrohttpd: what all that the gate or a front lets in may need at once */
    FRONT_CONNECTIONS_MAX = 16 << 10, /* in front of a front: they cost the listener nothing */
    GRACE_MS = 30 * 1000,
    CONNECTION_BYTES = 64 << 10,
    FORM_BYTES = 64 << 10
};

/* The id that the client gave the request, when it is harmless to log, else one of our own. */
void http_choose_id(http_request *req)
{
    const char *given = http_header(req, "X-Request-ID");
    unsigned char bytes[8] = {0};

    if (given != NULL && *given != '\0' && strlen(given) < sizeof req->id &&
        given[strspn(given, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")] == '\0') {
        http_copy(req->id, sizeof req->id, given);
        return;
    }
    (void)!getrandom(bytes, sizeof bytes, 0); /* an id of zeros still names the request in the log */
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(req->id + 2 * i, 3, "%02x", bytes[i]);
}

/* A request that will not be served: the connection ends with it, so that nothing behind it is ever parsed. */
static enum MHD_Result refuse(http_request *req, unsigned status, const char *why, const char *allow)
{
    http_reply reply = {.close = true};
    enum MHD_Result result;

    (void)http_reply_body(&reply);
    http_problem_plain(&reply, req, status, why);
    if (*allow != '\0')
        http_reply_header(&reply, "Allow", allow);
    result = http_send(req, &reply);
    http_reply_clear(&reply);
    return result;
}

/* Calls the handler. What it returns is what counts: an error that a lower call met, and got over, may be left in err. */
static fa_status handle(http_request *req, http_reply *reply, fa_error *err)
{
    fa_status st;

    http_body_end(req);
    if (req->refusal.code != FA_OK) {
        *err = req->refusal;
        return err->code;
    }
    st = req->route->handle(req->table->service, req, reply, err);
    return st == FA_OK ? fa_buf_check(&reply->body, err) : st;
}

/* What failed may have changed something too. */
static void tell_changed(const http_request *req, http_reply *reply)
{
    if (req->refusal.code == FA_OK && req->table->changed != NULL && strcmp(req->route->method, "GET") != 0)
        req->table->changed(req->table->service, reply);
}

void http_make_reply(http_request *req, http_reply *reply)
{
    fa_error err = {0};

    reply->status = MHD_HTTP_OK;
    (void)http_reply_body(reply);
    if (handle(req, reply, &err) != FA_OK) {
        http_reply_clear(reply);
        (void)http_reply_body(reply);
        http_problem(reply, req, &err);
        reply->close = req->refusal.code != FA_OK;
    }
    tell_changed(req, reply);
}

static enum MHD_Result answer_at_once(http_request *req)
{
    http_reply reply = {0};
    enum MHD_Result result;

    http_make_reply(req, &reply);
    result = http_send(req, &reply);
    http_reply_clear(&reply);
    return result;
}

/* The reply that a pool has made. */
static enum MHD_Result answer_late(http_request *req)
{
    enum MHD_Result result = http_send(req, req->reply);

    http_reply_clear(req->reply);
    free(req->reply);
    req->reply = NULL;
    return result;
}

/* NULL: its handler runs here. */
static http_pool *pool_of(const http_request *req)
{
    switch (req->route->policy & HTTP_POOLS) {
    case HTTP_WORKS:
        return req->server->workers;
    case HTTP_HASHES:
        return req->server->hashers;
    case HTTP_COMMITS:
        return req->server->committers;
    default:
        return NULL;
    }
}

static enum MHD_Result answer(http_request *req)
{
    http_pool *pool = pool_of(req);

    if (req->reply != NULL)
        return answer_late(req);
    if (pool != NULL && req->refusal.code == FA_OK)
        req->reply = calloc(1, sizeof *req->reply);
    if (req->reply == NULL)
        return answer_at_once(req);
    MHD_suspend_connection(req->connection);
    if (http_pool_take(pool, req))
        return MHD_YES;
    MHD_resume_connection(req->connection);
    free(req->reply);
    req->reply = NULL;
    return refuse(req, MHD_HTTP_SERVICE_UNAVAILABLE, "there is too much to do: try again", "");
}

/* Why the gate refuses this request, in its head or, when the body broke off, behind it. 0: it does not. */
static unsigned refused_by_gate(http_request *req, enum MHD_ValueKind kind, const char **why)
{
    const char *status = MHD_lookup_connection_value(req->connection, kind, HTTP_REFUSAL_STATUS);

    *why = MHD_lookup_connection_value(req->connection, kind, HTTP_REFUSAL_WHY);
    return status == NULL || *why == NULL ? 0 : (unsigned)strtoul(status, NULL, 10);
}

static void note_request(http_request *req, const char *url, const char *method)
{
    const char *refused_method = http_header(req, HTTP_REFUSAL_METHOD),
               *target = http_header(req, HTTP_REFUSAL_TARGET);

    http_copy(req->method, sizeof req->method, refused_method == NULL ? method : refused_method);
    http_copy(req->target, sizeof req->target, target == NULL ? url : target);
    http_choose_id(req);
}

/* With what a form needs around its file. */
uint64_t http_route_body_max(const http_route *route, uint64_t max_upload_bytes)
{
    switch (route->body) {
    case HTTP_BODY_JSON:
        return HTTP_JSON_MAX;
    case HTTP_BODY_FORM:
        return HTTP_FORM_MAX;
    case HTTP_BODY_FILE:
        return max_upload_bytes + FORM_BYTES;
    case HTTP_BODY_PIECE:
        return max_upload_bytes;
    default:
        return 0;
    }
}

/* A body that says how long it is need not come in to be refused. */
static bool is_too_long(const http_request *req)
{
    const char *length = http_header(req, HTTP_LENGTH);

    return length != NULL && req->route->body != HTTP_BODY_NONE &&
           strtoull(length, NULL, 10) >
               http_route_body_max(req->route, req->server->options.max_upload_bytes);
}

static enum MHD_Result refuse_caller(http_request *req, const fa_error *err)
{
    http_reply reply = {.close = req->route->body != HTTP_BODY_NONE};
    enum MHD_Result result;

    (void)http_reply_body(&reply);
    http_problem(&reply, req, err);
    result = http_send(req, &reply);
    http_reply_clear(&reply);
    return result;
}

/* The head is there: route, who asks, room for the body. */
static enum MHD_Result begin(http_request *req, const char *url)
{
    const char *why = NULL;
    fa_error err = {0};
    char allow[64];
    unsigned status = refused_by_gate(req, MHD_HEADER_KIND, &why);

    if (status != 0)
        return refuse(req, status, why, "");
    status = http_route_find(req->server, req->method, url, req, allow, sizeof allow);
    if (status != 0)
        return refuse(req, status,
                      status == MHD_HTTP_NOT_FOUND ? "there is nothing at this path"
                                                   : "this path has other methods",
                      allow);
    if (http_identify(req, &err) != FA_OK)
        return refuse_caller(req, &err);
    if (is_too_long(req))
        return refuse(req, MHD_HTTP_CONTENT_TOO_LARGE, "the body is larger than this path takes", "");
    if (http_body_begin(req, &err) != FA_OK)
        req->refusal = err;
    return MHD_YES;
}

static enum MHD_Result on_request(void *payload, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data, size_t *size,
                                  void **state)
{
    http_request *req = *state;
    const char *why = NULL;
    unsigned status;

    (void)version;
    if (req == NULL)
        return MHD_NO;
    if (!req->begun) {
        req->begun = true;
        req->server = payload;
        req->connection = connection;
        note_request(req, url, method);
        return begin(req, url);
    }
    if (*size > 0) {
        http_body_take(req, data, *size);
        *size = 0;
        return MHD_YES;
    }
    status = refused_by_gate(req, MHD_FOOTER_KIND, &why);
    if (status != 0)
        return refuse(req, status, why, "");
    req->whole = true;
    return answer(req);
}

/* Called with the request line: the earliest sign of a request. */
static void *on_line(void *payload, const char *line, struct MHD_Connection *connection)
{
    const http_server *server = payload;
    http_request *req = calloc(1, sizeof *req);

    (void)connection;
    if (req == NULL)
        return NULL;
    clock_gettime(CLOCK_MONOTONIC, &req->start);
    if (server->options.identify != NULL)
        req->line = strdup(line);
    return req;
}

static http_flight *flight_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void observe(const http_request *req)
{
    const http_options *o = &req->server->options;
    http_seen seen = {.route = req->route,
                      .status = req->status,
                      .received = req->received,
                      .subject = req->subject,
                      .outcome = req->outcome};

    if (o->observe == NULL)
        return;
    seen.micros = http_micros_since(&req->start);
    o->observe(o->observe_payload, req, &seen);
}

/* A piece that broke off: the handler keeps what came of it. */
static void salvage(http_request *req)
{
    http_reply reply = {0};

    if (req->whole || req->route == NULL || req->route->body != HTTP_BODY_PIECE || req->received == 0 ||
        req->refusal.code != FA_OK)
        return;
    http_make_reply(req, &reply);
    http_reply_clear(&reply);
}

void http_request_over(const http_request *req)
{
    http_log(req);
    observe(req);
}

static void on_end(void *payload, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code)
{
    http_request *req = *state;

    (void)payload;
    (void)code;
    if (req == NULL)
        return;
    if (req->server != NULL) {
        salvage(req);
        http_request_over(req);
    }
    if (req->multipart != NULL)
        MHD_destroy_post_processor(req->multipart);
    if (req->file != NULL)
        fclose(req->file);
    fa_buf_clear(&req->json);
    fa_buf_clear(&req->form);
    if (req->reply != NULL)
        http_reply_clear(req->reply);
    free(req->reply);
    free(req->line);
    free(req);
    *state = NULL;
    http_flight_answered(flight_of(connection));
}

/* Connections come from the gate; the path of their address is a pointer to their flight. */
static bool take_over(void *payload, int fd, http_flight *flight)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    http_server *server = payload;

    if (atomic_fetch_add(&server->ways, 1) >= WAYS_MAX) {
        close(fd);
    } else {
        memcpy(address.sun_path, &flight, sizeof flight);
        if (MHD_add_connection(server->daemon, fd, (struct sockaddr *)&address, sizeof address) == MHD_YES)
            return true; /* else it has closed the descriptor */
    }
    atomic_fetch_sub(&server->ways, 1);
    http_flight_release(flight);
    return false;
}

static void on_connection(void *payload, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    http_server *server = payload;

    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const struct sockaddr *address =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;

        memcpy(context, ((const struct sockaddr_un *)(const void *)address)->sun_path, sizeof *context);
    } else {
        http_flight_release(*context);
        atomic_fetch_sub(&server->ways, 1);
    }
}

/* A thread of libmicrohttpd 0.9.75 that is handed one connection more than its share of the limit locks itself out for ever: the
 * share of each is more than there ever are. */

static struct MHD_Daemon *start_daemon(http_server *server)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC, 0,
        NULL, NULL, on_request, server, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_URI_LOG_CALLBACK, on_line, server,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)WORKERS, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)(WORKERS * (WAYS_MAX + 1)), MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

static bool needs(const http_options *options, unsigned pool)
{
    for (size_t t = 0; t < options->table_count; t++)
        for (const http_route *r = options->tables[t].routes; r->path != NULL; r++)
            if ((r->policy & HTTP_POOLS) == pool)
                return true;
    return false;
}

/* Passwords get all cores, behind whatever else wants them. */
static bool start_pools(http_server *server)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    if (needs(&server->options, HTTP_WORKS))
        server->workers = http_pool_start(WORKERS, WAITING_MAX, false);
    if (needs(&server->options, HTTP_HASHES))
        server->hashers = http_pool_start(cores > 1 ? (unsigned)cores : 1, WAITING_MAX, true);
    if (needs(&server->options, HTTP_COMMITS))
        server->committers = http_pool_start(COMMITTERS, COMMITS_MAX, false);
    return (server->committers != NULL || !needs(&server->options, HTTP_COMMITS)) &&
           (server->workers != NULL || !needs(&server->options, HTTP_WORKS)) &&
           (server->hashers != NULL || !needs(&server->options, HTTP_HASHES));
}

fa_status http_server_start(const http_options *options, http_server **out, fa_error *err)
{
    http_gate_options gate = {.address = options->address,
                              .port = options->port,
                              .origins = options->origins,
                              .origin_count = options->origin_count,
                              .front = options->front,
                              .connections_max = options->connections_max != 0 ? options->connections_max
                                                 : options->front == NULL      ? CONNECTIONS_MAX
                                                                               : FRONT_CONNECTIONS_MAX,
                              .hand_over = take_over,
                              .answer = http_quick_answer};
    http_server *server = calloc(1, sizeof *server);
    fa_status st = FA_OK;

    if (server == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    server->options = *options;
    pthread_mutex_init(&server->lock, NULL);
    server->daemon = start_daemon(server);
    if (!http_quick_new(server) || !start_pools(server) || server->daemon == NULL ||
        pthread_create(&server->ticker, NULL, http_ticker, server) != 0)
        st = fa_fail(err, FA_EUNAVAILABLE, "no thread could be started");
    gate.payload = server;
    if (st == FA_OK) {
        server->ticking = true;
        st = http_gate_start(&gate, &server->gate, err);
    }
    if (st == FA_OK)
        *out = server;
    else
        http_server_stop(server);
    return st;
}

uint16_t http_server_port(const http_server *server)
{
    return http_gate_port(server->gate);
}

void http_server_stop(http_server *server)
{
    if (server == NULL)
        return;
    pthread_mutex_lock(&server->lock);
    server->stopping = true;
    pthread_mutex_unlock(&server->lock);
    if (server->gate != NULL)
        http_gate_stop(server->gate, GRACE_MS);
    if (server->ticking)
        pthread_join(server->ticker, NULL);
    http_pool_stop(server->workers);
    http_pool_stop(server->hashers);
    http_pool_stop(server->committers);
    if (server->daemon != NULL)
        MHD_stop_daemon(server->daemon);
    pthread_mutex_destroy(&server->lock);
    free(server->quick);
    free(server);
}
