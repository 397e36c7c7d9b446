/* wire/removal_json.c: that a document was removed, as JSON, and back. */
#include "wire/read.h"
#include "wire/shapes.h"

fa_status fa_removal_to_json(const fa_removal *removal, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_number(&w, "seq", (int64_t)removal->seq);
    fai_wire_id(&w, "document_id", removal->document);
    fai_wire_id(&w, "owner_id", removal->owner);
    fai_wire_time(&w, "time", removal->time);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

typedef struct taker {
    fa_removal_visit_fn visit;
    void *payload;
} taker;

static fa_status take_removal(void *payload, const fai_json *node, fa_error *err)
{
    const taker *t = payload;
    fai_wire_reader r = {.node = node};
    fa_removal removal = {.seq = fai_wire_read_count(&r, "seq", INT64_MAX)};
    fa_status st;

    removal.document = fai_wire_read_id(&r, "document_id");
    removal.owner = fai_wire_read_id(&r, "owner_id");
    removal.time = fai_wire_read_time(&r, "time");
    if (removal.seq == 0)
        fai_wire_note(&r, "seq");
    if (*removal.document.s == '\0')
        fai_wire_note(&r, "document_id");
    st = fai_wire_read_end(&r, err);
    return st == FA_OK ? t->visit(t->payload, &removal, err) : st;
}

fa_status fa_removals_from_json(const char *text, size_t len, fa_removal_visit_fn visit, void *payload,
                                fa_error *err)
{
    taker t = {visit, payload};

    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "nobody takes the removals");
    return fai_wire_read_items(text, len, take_removal, &t, err);
}
