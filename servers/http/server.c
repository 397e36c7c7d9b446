/* http/server.c: the listener: one request from its head to its line in the log. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "http/internal.h"

enum { WORKERS = 2, CONNECTIONS_MAX = 512, IDLE_SECONDS = 60, HEAD_BYTES = 32 << 10 };

/* The id that the client gave the request, when it is harmless to log, else one of our own. */
static void choose_id(http_request *req)
{
    const char *given = http_header(req, "X-Request-ID");
    unsigned char bytes[8] = {0};

    if (given != NULL && *given != '\0' && strlen(given) < sizeof req->id &&
        given[strspn(given, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")] == '\0') {
        snprintf(req->id, sizeof req->id, "%s", given);
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
    fa_status st = req->refusal.code;

    if (st != FA_OK) {
        *err = req->refusal;
        return st;
    }
    st = req->route->handle(req->service, req, reply, err);
    return st == FA_OK ? fa_buf_check(&reply->body, err) : st;
}

static enum MHD_Result answer(http_request *req)
{
    http_reply reply = {.status = MHD_HTTP_OK};
    fa_error err = {0};
    enum MHD_Result result;

    (void)http_reply_body(&reply);
    if (handle(req, &reply, &err) != FA_OK) {
        http_reply_clear(&reply);
        (void)http_reply_body(&reply);
        http_problem(&reply, req, &err);
        reply.close = req->refusal.code != FA_OK;
    }
    result = http_send(req, &reply);
    http_reply_clear(&reply);
    return result;
}

/* The head is there: guard, route, room for the body. */
static enum MHD_Result begin(http_request *req, const char *url, const char *version)
{
    const char *why = NULL;
    fa_error err = {0};
    char allow[64];
    unsigned status = http_guard(req->connection, req->method, url, version, req->server->port, &why);

    if (status != 0)
        return refuse(req, status, why, "");
    status = http_route_find(req->server, req->method, url, req, allow, sizeof allow);
    if (status != 0)
        return refuse(req, status,
                      status == MHD_HTTP_NOT_FOUND ? "there is nothing at this path"
                                                   : "this path has other methods",
                      allow);
    if (http_body_begin(req, &err) != FA_OK)
        req->refusal = err;
    return MHD_YES;
}

static enum MHD_Result on_request(void *payload, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data, size_t *size,
                                  void **state)
{
    http_request *req = *state;

    if (req == NULL)
        return MHD_NO;
    if (req->method == NULL) {
        req->server = payload;
        req->connection = connection;
        req->method = method;
        snprintf(req->target, sizeof req->target, "%s", url);
        choose_id(req);
        return begin(req, url, version);
    }
    if (*size > 0) {
        http_body_take(req, data, *size);
        *size = 0;
        return MHD_YES;
    }
    return answer(req);
}

/* Called with the request line: the earliest sign of a request. */
static void *on_line(void *payload, const char *line, struct MHD_Connection *connection)
{
    http_request *req = calloc(1, sizeof *req);

    (void)payload;
    (void)line;
    (void)connection;
    if (req != NULL)
        clock_gettime(CLOCK_MONOTONIC, &req->start);
    return req;
}

static void on_end(void *payload, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code)
{
    http_request *req = *state;

    (void)payload;
    (void)connection;
    (void)code;
    if (req == NULL)
        return;
    if (req->server != NULL)
        http_log(req);
    if (req->multipart != NULL)
        MHD_destroy_post_processor(req->multipart);
    if (req->file != NULL)
        fclose(req->file);
    fa_buf_clear(&req->json);
    free(req);
    *state = NULL;
}

static struct MHD_Daemon *listen_on(http_server *server)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(server->options.port), .sin_addr = {htonl(INADDR_LOOPBACK)}};

    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, server->options.port,
                            NULL, NULL, on_request, server, MHD_OPTION_SOCK_ADDR, &address,
                            MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_URI_LOG_CALLBACK, on_line,
                            NULL, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)WORKERS, MHD_OPTION_CONNECTION_LIMIT,
                            (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES,
                            MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

fa_status http_server_start(const http_options *options, http_server **out, fa_error *err)
{
    http_server *server = calloc(1, sizeof *server);
    const union MHD_DaemonInfo *info;

    if (server == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    server->options = *options;
    pthread_mutex_init(&server->lock, NULL);
    server->daemon = listen_on(server);
    if (server->daemon == NULL) {
        (void)fa_fail_field(err, FA_EUNAVAILABLE, "port", "port %u cannot be listened on: %s", options->port,
                            strerror(errno));
        free(server);
        return FA_EUNAVAILABLE;
    }
    info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info != NULL ? info->port : options->port;
    if (pthread_create(&server->ticker, NULL, http_ticker, server) != 0) {
        MHD_stop_daemon(server->daemon);
        free(server);
        return fa_fail(err, FA_EUNAVAILABLE, "no thread could be started");
    }
    *out = server;
    return FA_OK;
}

uint16_t http_server_port(const http_server *server)
{
    return server->port;
}

void http_server_stop(http_server *server)
{
    if (server == NULL)
        return;
    pthread_mutex_lock(&server->lock);
    server->stopping = true;
    pthread_mutex_unlock(&server->lock);
    pthread_join(server->ticker, NULL);
    MHD_stop_daemon(server->daemon);
    pthread_mutex_destroy(&server->lock);
    free(server);
}
