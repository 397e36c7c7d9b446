/* wire/document_json.c: a document as JSON. */
#include <string.h>

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

static void put_corrected(fai_json_writer *w, uint32_t fields)
{
    static const char *const names[] = {"company", "form", "period_end", "fiscal_year", "fiscal"};

    fai_json_array(w, "corrected");
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if ((fields & 1u << i) != 0)
            fai_json_string(w, NULL, names[i]);
    fai_json_end_array(w);
}

static void put_detected(fai_json_writer *w, const fa_detected *detected)
{
    fai_json_object(w, "detected");
    fai_wire_text(w, "company", detected->company);
    fai_wire_text(w, "form", detected->form);
    fai_wire_date(w, "period_end", detected->period_end);
    fai_wire_count(w, "fiscal_year", detected->fiscal_year);
    fai_json_string(w, "fiscal", fai_wire_fiscal(detected->fiscal));
    fai_json_end_object(w);
}

static void put_tags(fai_json_writer *w, const char *tags)
{
    const char *end;

    fai_json_array(w, "tags");
    for (; (end = strchr(tags, '\n')) != NULL; tags = end + 1)
        fai_json_slice(w, NULL, tags, (size_t)(end - tags));
    fai_json_end_array(w);
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
    put_corrected(&w, doc->corrected);
    put_detected(&w, &doc->detected);
    put_tags(&w, doc->tags);
    fai_wire_time(&w, "created_at", doc->created);
    fai_wire_time(&w, "deleted_at", doc->deleted);
    fai_json_number(&w, "version", doc->version);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}
