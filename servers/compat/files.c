/* compat/files.c: documents as the old interface shows them, found by their numbers. */
#include <string.h>

#include "compat/handlers.h"

enum { PAGE = 100 };
static const char no_document[] = "Document not found";

const char *compat_state(fa_document_state state)
{
    switch (state) {
    case FA_DOCUMENT_STORED:
        return "UPLOADED";
    case FA_DOCUMENT_READING:
        return "PROCESSING";
    case FA_DOCUMENT_READY:
        return "COMPLETED";
    case FA_DOCUMENT_FAILED:
        return "ERROR";
    case FA_DOCUMENT_CANCELLED:
        return "CANCELLED";
    }
    return "ERROR";
}

bool compat_is_under_way(const fa_job *job)
{
    return job != NULL && (job->state == FA_JOB_QUEUED || job->state == FA_JOB_RUNNING);
}

void compat_put_file(fa_buf *out, const compat_file *file, const fa_job *job)
{
    fa_buf_printf(out, "{\"id\":%u", file->number);
    compat_put(out, "filename", file->name);
    fa_buf_printf(out, ",\"file_size\":%llu", (unsigned long long)file->size_bytes);
    compat_put(out, "mime_type", file->type);
    compat_put(out, "status", compat_state(file->state));
    compat_put_time(out, "created_at", file->created);
    compat_put_time(out, "updated_at", job == NULL ? file->created : job->updated);
    compat_put_known(out, "processing_step", compat_is_under_way(job) ? job->step : "");
    compat_put_known(out, "error_message", file->error);
    fa_buf_puts(out, "}");
}

void compat_file_of(const fa_document *doc, compat_file *out)
{
    *out = (compat_file){.id = doc->id,
                         .owner = doc->owner,
                         .number = doc->legacy_id,
                         .state = doc->state,
                         .size_bytes = doc->size_bytes,
                         .created = doc->created};
    snprintf(out->name, sizeof out->name, "%s", doc->name);
    snprintf(out->type, sizeof out->type, "%s", doc->media_type);
    snprintf(out->error, sizeof out->error, "%s", doc->error);
}

static fa_status take_file(void *payload, const fa_document *doc, fa_error *err)
{
    (void)err;
    compat_file_of(doc, payload);
    return FA_OK;
}

fa_status compat_find_file(const compat_routes *r, const http_request *req, fa_id owner, compat_file *out,
                           fa_error *err)
{
    uint32_t number = 0;
    fa_status st = compat_number(req, 0, no_document, &number, err);

    if (st == FA_OK)
        st = fa_source_get_legacy(r->documents, owner, number, take_file, out, err);
    return st == FA_ENOTFOUND ? fa_fail(err, st, no_document) : st;
}

/* They are looked at when their store is free for other questions again. */
typedef struct paging {
    compat_file files[PAGE];
    uint32_t count;
} paging;

static fa_status note_file(void *payload, const fa_document *doc, fa_error *err)
{
    paging *p = payload;

    (void)err;
    compat_file_of(doc, &p->files[p->count++]);
    return FA_OK;
}

fa_status compat_each_file(const compat_routes *r, fa_id owner, compat_file_visit_fn visit, void *payload,
                           fa_error *err)
{
    fa_id after = {{0}};
    paging *p = fa_calloc(1, sizeof *p);
    fa_status st = p == NULL ? fa_fail(err, FA_ENOMEM, "out of memory") : FA_OK;
    bool more = true;

    while (st == FA_OK && more) {
        p->count = 0;
        st = fa_source_list(r->documents, owner, after, PAGE, note_file, p, err);
        more = p->count == PAGE;
        for (uint32_t i = 0; st == FA_OK && i < p->count; i++)
            st = visit(payload, &p->files[i], err);
        if (more)
            after = p->files[PAGE - 1].id;
    }
    fa_free(p);
    return st;
}
