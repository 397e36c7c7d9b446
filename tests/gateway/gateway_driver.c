/* A gateway with the upstreams, routes and limits that its arguments name, and tokens that anybody can write: for tests of what
 * it does with requests and replies.
 *   --upstream NAME FLAGS URL[,URL…]     FLAGS: letters of r (required), f (foreign), h (health at /health), 0-9: in flight
 *   --route METHOD|* PREFIX ACCESS NAME CLASS BUDGET_MS
 *   --rate PER_MINUTE BURST              of the next class
 *   --origin ORIGIN
 *   --reuse MS                           of identities
 *   --introspect NAME                    who is asked, at /introspect, whose "ask-…" is
 *   --feed NAME PATH EVERY_MS            each delivery ends all sessions */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "gateway/gateway.h"

enum { MAX = 16, URLS = 8 };

typedef struct setup {
    gateway_upstream upstreams[MAX];
    const char *urls[MAX][URLS];
    size_t upstream_count;
    fa_gateway_route routes[MAX];
    size_t route_count;
    fa_rate rates[MAX];
    size_t rate_count;
    const char *origins[MAX];
    size_t origin_count;
    uint32_t reuse_ms;
    gateway_introspection introspection;
    gateway_feed feeds[2];
    size_t feed_count;
    gateway *g;
    unsigned verified, minted, fed;
} setup;

/* "good-NAME-ROLE" is a user's token; "busy" cannot be told now. */
static fa_status verify(void *payload, const char *token, size_t len, const char *address, int64_t now_ms,
                        fa_principal *out, fa_error *err)
{
    const char *name = token + 5, *dash = len > 5 ? strchr(name, '-') : NULL;

    (void)address;
    ((setup *)payload)->verified++;
    if (strcmp(token, "busy") == 0)
        return fa_fail(err, FA_EUNAVAILABLE, "the keys are on their way");
    if (strncmp(token, "ask-", 4) == 0)
        return fa_fail(err, FA_EUNSUPPORTED, "somebody else knows");
    if (strncmp(token, "good-", 5) != 0 || dash == NULL)
        return fa_fail(err, FA_EINVALID, "the token is none");
    snprintf(out->user, sizeof out->user, "%.*s", (int)(dash - name), name);
    snprintf(out->role, sizeof out->role, "%s", dash + 1);
    snprintf(out->session, sizeof out->session, "ses_%.30s", out->user);
    out->expires_ms = now_ms + 60000;
    return FA_OK;
}

static fa_status mint(void *payload, const gateway_asker *asker, const char *audience, fa_buf *out,
                      uint32_t *reuse_ms, fa_error *err)
{
    setup *s = payload;

    (void)err;
    s->minted++;
    *reuse_ms = s->reuse_ms;
    return fa_buf_printf(out, "%s/%s/%s/%s/%u", audience,
                         asker->principal == NULL ? "" : asker->principal->user,
                         asker->principal == NULL ? "" : asker->principal->role, asker->address, s->minted);
}

/* {"user": "…"} */
static fa_status read_introspection(void *payload, const char *body, size_t len, int64_t now_ms,
                                    fa_principal *out, fa_error *err)
{
    const char *at = len == 0 ? NULL : strstr(body, "\"user\":\"");

    (void)payload;
    if (at == NULL)
        return fa_fail(err, FA_EINVALID, "it is nobody's");
    snprintf(out->user, sizeof out->user, "%.*s", (int)strcspn(at + 8, "\""), at + 8);
    snprintf(out->role, sizeof out->role, "user");
    snprintf(out->key, sizeof out->key, "key_1");
    out->expires_ms = now_ms + 60000;
    return FA_OK;
}

static bool take_feed(void *payload, const char *body, size_t len)
{
    setup *s = payload;

    (void)body;
    (void)len;
    s->fed++;
    gateway_revoke(s->g, NULL);
    return false;
}

static uint32_t upstream_of(const setup *s, const char *name)
{
    uint32_t u = 0;

    while (u + 1 < s->upstream_count && strcmp(s->upstreams[u].name, name) != 0)
        u++;
    return u;
}

static void add_upstream(setup *s, const char *name, const char *flags, char *urls)
{
    gateway_upstream *u = &s->upstreams[s->upstream_count];
    size_t digits = strcspn(flags, "0123456789");

    *u = (gateway_upstream){.name = name,
                            .urls = s->urls[s->upstream_count],
                            .required = strchr(flags, 'r') != NULL,
                            .foreign = strchr(flags, 'f') != NULL,
                            .health_path = strchr(flags, 'h') != NULL ? "/health" : NULL,
                            .in_flight_max = (uint32_t)strtoul(flags + digits, NULL, 10)};
    for (char *url = urls; url != NULL && u->url_count < URLS;) {
        char *comma = strchr(url, ',');

        s->urls[s->upstream_count][u->url_count++] = url;
        if (comma != NULL)
            *comma++ = '\0';
        url = comma;
    }
    s->upstream_count++;
}

static void add_route(setup *s, char **argument)
{
    static const char *const names[] = {"none", "user", "owner", "admin", "internal", "signed"};
    fa_gateway_route *r = &s->routes[s->route_count++];
    int access = 0;

    while (strcmp(names[access], argument[2]) != 0)
        access++;
    *r = (fa_gateway_route){.method = strcmp(argument[0], "*") == 0 ? NULL : argument[0],
                            .prefix = argument[1],
                            .access = (fa_access)access,
                            .rate_class = (uint32_t)strtoul(argument[4], NULL, 10),
                            .budget_ms = (uint32_t)strtoul(argument[5], NULL, 10)};
    r->upstream = upstream_of(s, argument[3]);
}

static void read_arguments(setup *s, int argc, char **argv)
{
    for (int i = 1; i < argc;) {
        const char *what = argv[i++];

        if (strcmp(what, "--upstream") == 0) {
            add_upstream(s, argv[i], argv[i + 1], argv[i + 2]);
            i += 3;
        } else if (strcmp(what, "--route") == 0) {
            add_route(s, argv + i);
            i += 6;
        } else if (strcmp(what, "--rate") == 0) {
            s->rates[s->rate_count++] =
                (fa_rate){(uint32_t)strtoul(argv[i], NULL, 10), (uint32_t)strtoul(argv[i + 1], NULL, 10)};
            i += 2;
        } else if (strcmp(what, "--origin") == 0) {
            s->origins[s->origin_count++] = argv[i++];
        } else if (strcmp(what, "--introspect") == 0) {
            s->introspection =
                (gateway_introspection){"/introspect", upstream_of(s, argv[i++]), read_introspection, s};
        } else if (strcmp(what, "--feed") == 0) {
            s->feeds[s->feed_count++] = (gateway_feed){upstream_of(s, argv[i]),
                                                       argv[i + 1],
                                                       (uint32_t)strtoul(argv[i + 2], NULL, 10),
                                                       take_feed,
                                                       NULL,
                                                       s};
            i += 3;
        } else {
            s->reuse_ms = (uint32_t)strtoul(argv[i++], NULL, 10);
        }
    }
}

static int fail(const fa_error *err)
{
    fprintf(stderr, "gateway_driver: %s\n", err->message);
    return EXIT_FAILURE;
}

static void allow_files(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv)
{
    setup s = {0};
    http_table table = {.name = "gateway", .routes = gateway_route_table};
    gateway_options options;
    http_options listener;
    http_server *server = NULL;
    gateway *g = NULL;
    fa_error err = {0};
    sigset_t signals;
    int got = 0;

    allow_files();
    read_arguments(&s, argc, argv);
    options = (gateway_options){.upstreams = s.upstreams,
                                .upstream_count = s.upstream_count,
                                .routes = s.routes,
                                .route_count = s.route_count,
                                .rates = s.rates,
                                .rate_count = s.rate_count,
                                .origins = s.origins,
                                .origin_count = s.origin_count,
                                .auth = {verify, mint, &s},
                                .introspection = s.introspection,
                                .feeds = s.feeds,
                                .feed_count = s.feed_count,
                                .log = stderr};
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (gateway_new(&options, &g, &err) != FA_OK)
        return fail(&err);
    table.service = s.g = g;
    listener = (http_options){.tables = &table,
                              .table_count = 1,
                              .spool_dir = ".",
                              .front = gateway_front(g),
                              .origins = s.origins,
                              .origin_count = s.origin_count};
    if (http_server_start(&listener, &server, &err) != FA_OK) {
        gateway_free(g);
        return fail(&err);
    }
    printf("%u\n", http_server_port(server));
    fflush(stdout);
    while (sigwait(&signals, &got) == 0 && got == SIGUSR1) /* somebody was logged out */
        gateway_revoke(g, NULL);
    http_server_stop(server);
    gateway_free(g);
    fprintf(stderr, "{\"event\":\"end\",\"verified\":%u,\"minted\":%u,\"fed\":%u}\n", s.verified, s.minted,
            s.fed);
    return EXIT_SUCCESS;
}
