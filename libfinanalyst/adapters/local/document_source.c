/* adapters/local/document_source.c: the documents of a service in the same process. */
#include <finanalyst/adapter/local.h>

static fa_status get(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                     fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fa_document_get(self, owner, id, &doc, err);

    if (st == FA_OK)
        st = visit(payload, doc, err);
    fa_document_free(doc);
    return st;
}

static fa_status list(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                      void *payload, fa_error *err)
{
    return fa_document_list(self, owner, after, limit, visit, payload, err);
}

static fa_status content(void *self, fa_id owner, fa_id id, fa_write_fn write, void *payload, fa_error *err)
{
    return fa_document_content(self, owner, id, write, payload, err);
}

static fa_status report(void *self, const fa_document *doc, fa_error *err)
{
    return fa_document_report(self, doc, err);
}

static fa_status get_legacy(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                            void *payload, fa_error *err)
{
    const fa_document *doc = NULL;
    fa_status st = fa_document_get_legacy(self, owner, legacy_id, &doc, err);

    if (st == FA_OK)
        st = visit(payload, doc, err);
    fa_document_free(doc);
    return st;
}

static fa_status may_return(void *self, fa_id owner, fa_id id, bool *out, fa_error *err)
{
    return fa_document_may_return(self, owner, id, out, err);
}

static fa_status removals(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                          void *payload, fa_error *err)
{
    return fa_document_removals(self, after, limit, visit, payload, err);
}

static fa_status scan(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                      fa_error *err)
{
    return fa_document_scan(self, after, limit, visit, payload, err);
}

static fa_status remove_owner(void *self, fa_id owner, fa_error *err)
{
    return fa_document_remove_owner(self, owner, err);
}

static fa_status count(void *self, fa_id owner, uint64_t *out, fa_error *err)
{
    return fa_document_count(self, owner, out, err);
}

static void close_source(void *self)
{
    (void)self; /* the service is lent */
}

fa_status fa_local_document_source_open(fa_document_service *svc, fa_document_source *out, fa_error *err)
{
    static const fa_document_source_ops ops = {.struct_size = sizeof ops,
                                               .name = "local",
                                               .get = get,
                                               .list = list,
                                               .content = content,
                                               .report = report,
                                               .close = close_source,
                                               .get_legacy = get_legacy,
                                               .may_return = may_return,
                                               .removals = removals,
                                               .scan = scan,
                                               .remove_owner = remove_owner,
                                               .count = count};

    if (svc == NULL || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "service", "there is no document service");
    out->ops = &ops;
    out->self = svc;
    return FA_OK;
}
