/* peer/test_contract_document_source.c: the contract of document sources on a service in another process. */
#include <stdlib.h>

#include <finanalyst/adapter/local.h>
#include <finanalyst/app.h>

#include "document_source_contract.h"
#include "host.h"
#include "peer_host.h"

static fa_document_source behind;
static peer_host service;

static fa_status open_app(fa_app **out, fa_error *err)
{
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_status st = fa_registry_new(&registry, err);

    config.clock = config.hasher = config.reader = "test:";
    if (st == FA_OK)
        st = host_register(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, out, err);
    fa_registry_free(registry);
    return st;
}

static fa_status open_source(source_under_test *out, fa_error *err)
{
    fa_app *app = NULL;
    fa_status st = open_app(&app, err);

    if (st != FA_OK)
        return st;
    out->more = app;
    out->documents = fa_app_documents(app);
    st = fa_local_document_source_open(out->documents, &behind, err);
    if (st != FA_OK)
        return st;
    peer_host_start(&service, "document", peer_source_table, &behind);
    return peer_host_open(FA_PORT_DOCUMENT_SOURCE, peer_host_url(&service), NULL, &out->source, err);
}

static void close_source(source_under_test *s)
{
    fa_document_source_close(&s->source);
    peer_host_stop(&service);
    fa_document_source_close(&behind);
    fa_app_close(s->more);
}

int main(void)
{
    return document_source_contract("remote", open_source, close_source);
}
