/* finanalyst/serve.c: all services behind the gateway in one process, or one of the six alone. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "finanalyst/program.h"
#include "host/host.h"
#include "openapi/openapi.h"

enum { FILES_WANTED = 20000, INTERFACE_MAX = 8 << 20 };

/* Each connection takes a descriptor, or three; the usual soft limit is meant for programs with few. */
static void allow_files(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= FILES_WANTED)
        return;
    limit.rlim_cur = limit.rlim_max < FILES_WANTED ? limit.rlim_max : FILES_WANTED;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

/* Blocks until somebody asks the program to stop. The signals are blocked in every thread, and waited for here. */
static void wait_for_signal(const sigset_t *signals)
{
    int got = 0;

    while (sigwait(signals, &got) != 0)
        continue;
}

static void print_welcome(const http_server *server, const char *address, config_service service, bool demo)
{
    char who[32] = "";

    if (service != CONFIG_SERVICES)
        snprintf(who, sizeof who, " the %s service", config_service_name(service));
    printf(strchr(address, ':') == NULL ? "FinAnalyst serves%s on http://%s:%u\n"
                                        : "FinAnalyst serves%s on http://[%s]:%u\n",
           who, address, http_server_port(server));
    if (demo)
        printf("demonstration: sign in as " HOST_DEMO_USER " / " HOST_DEMO_PASSWORD ", or " HOST_DEMO_ADMIN
               " / " HOST_DEMO_ADMIN_PASSWORD "\n");
    fflush(stdout);
}

/* What the command line asks for. */
typedef struct wish {
    config_service service; /* CONFIG_SERVICES = all of them */
    uint16_t port;
    bool demo;          /* accounts that everybody knows */
    const char *sample; /* a filing for the first of them; NULL = none */
} wish;

/* Serves until a signal comes. */
static fa_status run(host *h, logging *log, const server_config *config, const wish *w,
                     const sigset_t *signals, fa_error *err)
{
    gateway *door = NULL;
    http_server *server = NULL;
    FILE *requests = logging_requests(log, w->service == CONFIG_SERVICES ? CONFIG_GATEWAY : w->service);
    http_options options = {.address = config->bind,
                            .port = w->port,
                            .max_upload_bytes = config->max_upload_bytes,
                            .connections_max = config->connections_max,
                            .observe = w->service == CONFIG_GATEWAY ? NULL : host_observe,
                            .observe_payload = h,
                            .spool_dir = config->data_dir,
                            .origins = config->origins.items,
                            .origin_count = config->origins.count};
    fa_status st = w->demo ? host_demo(h, w->sample, err) : FA_OK;

    if (st == FA_OK)
        st = host_door_open(h, requests, &door, err);
    if (st == FA_OK) {
        options.tables = host_tables(h, door, &options.table_count);
        options.front = door == NULL ? NULL : gateway_front(door);
        options.access_log = door == NULL ? requests : NULL;
        host_identify(h, &options);
        st = host_start(h, err);
    }
    if (st == FA_OK)
        st = http_server_start(&options, &server, err);
    if (st == FA_OK) {
        print_welcome(server, config->bind, w->service, w->demo && host_users(h) != NULL);
        wait_for_signal(signals);
    }
    http_server_stop(server);
    gateway_free(door);
    if (requests != NULL)
        fclose(requests);
    return st;
}

static int serve(program *p, const wish *w)
{
    host *h = NULL;
    logging *log = NULL;
    fa_error err = {0};
    sigset_t signals;
    int result;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    allow_files();
    if (logging_new(STDERR_FILENO, p->config.levels, &log, &err) != FA_OK ||
        host_open(&p->config, log, w->service, &h, &err) != FA_OK) {
        logging_free(log);
        return program_fail(p, p->config.data_dir, &err);
    }
    result = run(h, log, &p->config, w, &signals, &err) == FA_OK ? EXIT_DONE : program_fail(p, "serve", &err);
    if (!host_stop(h))
        _exit(result);
    host_close(h);
    logging_free(log);
    return result;
}

static int print_routes(void)
{
    size_t count;
    const http_table *tables = host_reference(&count);

    http_print_routes(stdout, tables, count);
    return EXIT_DONE;
}

static int print_interface(program *p)
{
    size_t count;
    const http_table *tables = host_reference(&count);
    fa_error err = {0};
    fa_buf text;
    fa_status st;

    fa_buf_init(&text, INTERFACE_MAX);
    st = openapi_write(tables, count, &text, &err);
    if (st == FA_OK)
        puts(text.data);
    fa_buf_clear(&text);
    return st == FA_OK ? EXIT_DONE : program_fail(p, "serve --openapi", &err);
}

static int read_port(const char *text, wish *w)
{
    char *end = NULL;
    unsigned long port = strtoul(text, &end, 10);

    if (end == text || *end != '\0' || *text == '-' || port > 65535)
        return program_usage("--port must be a whole number from 0 to 65535, not \"%s\"", text);
    w->port = (uint16_t)port;
    return EXIT_DONE;
}

/* A service is named before the options. */
static int read_wish(const program *p, int argc, char **argv, wish *w)
{
    int i = 0;

    *w = (wish){CONFIG_SERVICES, p->config.port, p->config.demo, NULL};
    if (argc > 0 && argv[0][0] != '-') {
        if (!config_service_of(argv[i++], &w->service))
            return program_usage("there is no service \"%s\": they are gateway, user, document, analysis, "
                                 "analytics, storage, and all in one process by default",
                                 argv[0]);
        if (!p->config.has_port)
            w->port = host_port_of(w->service);
    }
    for (; i < argc; i++) {
        if (strcmp(argv[i], "--demo") == 0)
            w->demo = true;
        else if (strcmp(argv[i], "--sample") == 0 && i + 1 < argc)
            w->sample = argv[++i];
        else if (strcmp(argv[i], "--port") == 0 && i + 1 < argc) {
            if (read_port(argv[++i], w) != EXIT_DONE)
                return EXIT_USAGE;
        } else
            return program_usage(
                "serve has no argument \"%s\": finanalyst serve [SERVICE] [--port N] [--demo]", argv[i]);
    }
    return EXIT_DONE;
}

static int check_wish(const program *p, const wish *w)
{
    if (w->sample != NULL && !w->demo)
        return program_usage("--sample goes with --demo");
    if (w->sample != NULL && w->service != CONFIG_SERVICES)
        return program_usage("--sample goes with all services in one process");
    if (w->demo && strncmp(p->config.bind, "127.", 4) != 0 && strcmp(p->config.bind, "::1") != 0)
        return program_usage(
            "--demo makes accounts that everybody knows: it needs a FINANALYST_BIND that is loopback");
    return EXIT_DONE;
}

int command_serve(program *p, int argc, char **argv)
{
    wish w;

    if (argc == 1 && strcmp(argv[0], "--routes") == 0)
        return print_routes();
    if (argc == 1 && strcmp(argv[0], "--openapi") == 0)
        return print_interface(p);
    if (read_wish(p, argc, argv, &w) != EXIT_DONE || check_wish(p, &w) != EXIT_DONE)
        return EXIT_USAGE;
    return serve(p, &w);
}
