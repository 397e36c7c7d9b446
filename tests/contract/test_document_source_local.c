/* contract/test_document_source_local.c: the contract of document sources on a service of the same process. */
#include <finanalyst/adapter/local.h>
#include <finanalyst/app.h>

#include "document_source_contract.h"
#include "host.h"

static fa_status open_source(source_under_test *out, fa_error *err)
{
    fa_app_config config = FA_APP_CONFIG_INIT;
    fa_registry *registry = NULL;
    fa_app *app = NULL;
    fa_status st = fa_registry_new(&registry, err);

    config.clock = config.hasher = config.reader = "test:";
    if (st == FA_OK)
        st = host_register(registry, err);
    if (st == FA_OK)
        st = fa_app_open(registry, &config, &app, err);
    fa_registry_free(registry);
    if (st != FA_OK)
        return st;
    out->more = app;
    out->documents = fa_app_documents(app);
    return fa_local_document_source_open(out->documents, &out->source, err);
}

static void close_source(source_under_test *s)
{
    fa_document_source_close(&s->source);
    fa_app_close(s->more);
}

int main(void)
{
    return document_source_contract("local", open_source, close_source);
}
