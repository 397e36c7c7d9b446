/* wire/document_json.c: a document as JSON, and back. */
#include <string.h>

#include "wire/read.h"
#include "wire/shapes.h"

static const char *const states[] = {"stored", "reading", "ready", "failed", "cancelled", NULL};
static const char *const corrections[] = {"company", "form", "period_end", "fiscal_year", "fiscal", NULL};

static const char *status_name(fa_document_state state)
{
    return state < FA_DOCUMENT_STORED || state > FA_DOCUMENT_CANCELLED ? NULL : states[state - 1];
}

static void put_corrected(fai_json_writer *w, uint32_t fields)
{
    fai_json_array(w, "corrected");
    for (unsigned i = 0; corrections[i] != NULL; i++)
        if ((fields & 1u << i) != 0)
            fai_json_string(w, NULL, corrections[i]);
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

/* ---- reading ---- */

/* Whoever takes the documents of a list. */
typedef struct taker {
    fa_document_visit_fn visit;
    void *payload;
    fa_buf tags; /* of the document under way */
} taker;

static uint32_t read_corrected(fai_wire_reader *r)
{
    const fai_json *list = fai_wire_member(r, "corrected");
    uint32_t fields = 0;

    for (size_t i = 0; i < fai_json_count(list); i++) {
        const char *name = fai_json_text(fai_json_at(list, i));
        unsigned k = 0;

        while (corrections[k] != NULL && (name == NULL || strcmp(name, corrections[k]) != 0))
            k++;
        if (corrections[k] == NULL)
            fai_wire_note(r, "corrected");
        else
            fields |= 1u << k;
    }
    if (!fai_json_is_array(list))
        fai_wire_note(r, "corrected");
    return fields;
}

static void read_tags(fai_wire_reader *r, fa_buf *tags)
{
    const fai_json *list = fai_wire_member(r, "tags");

    fa_buf_reset(tags);
    (void)fa_buf_puts(tags, "");
    for (size_t i = 0; i < fai_json_count(list); i++) {
        const char *tag = fai_json_text(fai_json_at(list, i));

        if (tag == NULL || *tag == '\0' || strchr(tag, '\n') != NULL)
            fai_wire_note(r, "tags");
        else
            (void)fa_buf_printf(tags, "%s\n", tag);
    }
    if (!fai_json_is_array(list))
        fai_wire_note(r, "tags");
}

static void read_detected(fai_wire_reader *r, fa_detected *out)
{
    fai_wire_reader inner = {.node = fai_wire_member(r, "detected")};

    out->company = fai_wire_read_text(&inner, "company");
    out->form = fai_wire_read_text(&inner, "form");
    out->period_end = fai_wire_read_date(&inner, "period_end");
    out->fiscal_year = (int32_t)fai_wire_read_number(&inner, "fiscal_year", INT32_MIN, INT32_MAX);
    out->fiscal = fai_wire_read_fiscal(&inner, "fiscal");
    if (inner.wrong != NULL)
        fai_wire_note(r, "detected");
}

static void read_filed(fai_wire_reader *r, fa_document *doc)
{
    doc->company = fai_wire_read_text(r, "company");
    doc->ticker = fai_wire_read_text(r, "ticker");
    doc->form = fai_wire_read_text(r, "form");
    doc->currency = fai_wire_read_text(r, "currency");
    doc->period_end = fai_wire_read_date(r, "period_end");
    doc->fiscal_year = (int32_t)fai_wire_read_number(r, "fiscal_year", INT32_MIN, INT32_MAX);
    doc->fiscal = fai_wire_read_fiscal(r, "fiscal");
    doc->corrected = read_corrected(r);
    read_detected(r, &doc->detected);
}

static fa_status take_document(void *payload, const fai_json *node, fa_error *err)
{
    taker *t = payload;
    fai_wire_reader r = {.node = node};
    fa_document doc = {.id = fai_wire_read_id(&r, "id"), .owner = fai_wire_read_id(&r, "owner_id")};
    fa_status st;

    doc.legacy_id = (uint32_t)fai_wire_read_count(&r, "legacy_id", UINT32_MAX);
    doc.name = fai_wire_read_text(&r, "name");
    doc.sha256 = fai_wire_read_text(&r, "sha256");
    doc.size_bytes = fai_wire_read_count(&r, "size_bytes", INT64_MAX);
    doc.media_type = fai_wire_read_text(&r, "media_type");
    doc.state = (fa_document_state)fai_wire_read_word(&r, "status", states);
    doc.error_code = fai_wire_read_error(&r, "error", &doc.error);
    doc.page_count = (uint32_t)fai_wire_read_count(&r, "page_count", UINT32_MAX);
    doc.fact_count = (uint32_t)fai_wire_read_count(&r, "fact_count", UINT32_MAX);
    read_filed(&r, &doc);
    read_tags(&r, &t->tags);
    doc.created = fai_wire_read_time(&r, "created_at");
    doc.deleted = fai_wire_read_time(&r, "deleted_at");
    doc.version = (uint32_t)fai_wire_read_count(&r, "version", UINT32_MAX);
    if (*doc.id.s == '\0')
        fai_wire_note(&r, "id");
    if (doc.state == 0)
        fai_wire_note(&r, "status");
    st = fai_wire_read_end(&r, err);
    if (st == FA_OK)
        st = fa_buf_check(&t->tags, err);
    doc.tags = t->tags.data;
    return st == FA_OK ? t->visit(t->payload, &doc, err) : st;
}

fa_status fa_documents_from_json(const char *text, size_t len, fa_document_visit_fn visit, void *payload,
                                 fa_error *err)
{
    taker t = {.visit = visit, .payload = payload};
    fa_status st;

    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "nobody takes the documents");
    fa_buf_init(&t.tags, FAI_WIRE_LIST_MAX);
    st = fai_wire_read_items(text, len, take_document, &t, err);
    fa_buf_clear(&t.tags);
    return st;
}
