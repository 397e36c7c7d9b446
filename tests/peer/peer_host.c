/* peer/peer_host.c: a port shown by a listener of this process. */
#include "peer_host.h"

#include <stdlib.h>
#include <string.h>

#include <finanalyst/adapter/curl.h>
#include <finanalyst/adapter/sodium.h>

#include "../token/keeper.h"
#include "host.h"
#include "unit.h"

enum { UPLOAD_MAX = 64 << 20 };

void peer_host_start(peer_host *h, const char *name, const http_route *routes, const void *port)
{
    const char *folder = getenv("TMPDIR");
    http_options options = {.max_upload_bytes = UPLOAD_MAX,
                            .spool_dir = folder == NULL ? "/tmp" : folder,
                            .tables = &h->table,
                            .table_count = 1,
                            .identify = peer_identify,
                            .identify_payload = &h->door};
    fa_error err = {0};

    memset(h, 0, sizeof *h);
    h->signer = keeper_open();
    h->clock = host_clock();
    h->hasher = host_hasher();
    ck_assert_int_eq(fa_token_keys_new(&h->signer, &h->keys, NULL), FA_OK);
    ck_assert_int_eq(fa_token_keys_set_secret(h->keys, NULL, PEER_SECRET, strlen(PEER_SECRET), NULL), FA_OK);
    h->door = (peer_door){name, h->keys, &h->clock, &h->hasher};
    h->table = (http_table){.name = name, .routes = routes, .service = (void *)(uintptr_t)port};
    ck_assert_msg(http_server_start(&options, &h->server, &err) == FA_OK, "%s", err.message);
}

const char *peer_host_url(const peer_host *h)
{
    static char url[64];

    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u", (unsigned)http_server_port(h->server));
    return url;
}

void peer_host_leave(peer_host *h)
{
    http_server_stop(h->server);
    h->server = NULL;
}

void peer_host_stop(peer_host *h)
{
    peer_host_leave(h);
    fa_token_keys_free(h->keys);
    fa_token_signer_close(&h->signer);
}

fa_status peer_host_open(fa_port port, const char *url, const char *secret, void *out, fa_error *err)
{
    static fa_clock clock;
    static fa_hasher hasher;
    fa_open_context context = {.struct_size = sizeof context, .clock = &clock, .hasher = &hasher};
    fa_remote_options options = FA_REMOTE_OPTIONS_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    clock = host_clock();
    hasher = host_hasher();
    options.name = "test";
    options.secret = secret == NULL ? PEER_SECRET : secret;
    options.secret_len = strlen(options.secret);
    if (st == FA_OK)
        st = fa_sodium_register(registry, err);
    if (st == FA_OK)
        st = fa_remote_register(registry, &options, err);
    if (st == FA_OK)
        st = fa_registry_open(registry, port, &context, url, out, err);
    fa_registry_free(registry);
    return st;
}
