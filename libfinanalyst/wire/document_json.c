/* wire/document_json.c: a document as JSON. */
#include "wire/shapes.h"

static const char *status_name(fa_document_state state)
{
    switch (state) {
    case FA_DOCUMENT_STORED:
        return "stored";
    case FA_DOCUMENT_READING:
        return "reading";
    case FA_DOCUMENT_READY:
        return "ready";
    case FA_DOCUMENT_FAILED:
        return "failed";
    case FA_DOCUMENT_CANCELLED:
        return "cancelled";
    }
    return NULL;
}

fa_status fa_document_to_json(const fa_document *doc, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", doc->id);
    fai_wire_id(&w, "owner_id", doc->owner);
    fai_json_number(&w, "legacy_id", doc->legacy_id);
    fai_json_string(&w, "name", doc->name);
    fai_json_string(&w, "sha256", doc->sha256);
    fai_json_number(&w, "size_bytes", (int64_t)doc->size_bytes);
    fai_wire_text(&w, "media_type", doc->media_type);
    fai_json_string(&w, "status", status_name(doc->state));
    fai_wire_error(&w, "error", doc->error_code, doc->error);
    fai_wire_count(&w, "page_count", doc->page_count);
    /* A document that was read may state no fact; until then the number is not known. */
    fai_wire_index(&w, "fact_count", doc->page_count == 0 ? -1 : (int64_t)doc->fact_count);
    fai_wire_text(&w, "company", doc->company);
    fai_wire_text(&w, "ticker", doc->ticker);
    fai_wire_text(&w, "form", doc->form);
    fai_wire_text(&w, "currency", doc->currency);
    fai_wire_date(&w, "period_end", doc->period_end);
    fai_wire_count(&w, "fiscal_year", doc->fiscal_year);
    fai_json_string(&w, "fiscal", fai_wire_fiscal(doc->fiscal));
    fai_wire_time(&w, "created_at", doc->created);
    fai_json_number(&w, "version", doc->version);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}
