/* wire/blob_json.c: what is known of a blob as JSON, and back. */
#include "wire/read.h"
#include "wire/shapes.h"

fa_status fa_blob_info_to_json(const fa_blob_info *info, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "key", info->key);
    fai_json_number(&w, "size_bytes", (int64_t)info->size_bytes);
    fai_wire_time(&w, "modified_at", info->modified);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

typedef struct taker {
    fa_blob_visit_fn visit;
    void *payload;
} taker;

static fa_status take_info(void *payload, const fai_json *node, fa_error *err)
{
    const taker *t = payload;
    fai_wire_reader r = {.node = node};
    fa_blob_info info = {.key = fai_wire_read_text(&r, "key")};
    fa_status st;

    info.size_bytes = fai_wire_read_count(&r, "size_bytes", INT64_MAX);
    info.modified = fai_wire_read_time(&r, "modified_at");
    if (*info.key == '\0')
        fai_wire_note(&r, "key");
    st = fai_wire_read_end(&r, err);
    return st == FA_OK ? t->visit(t->payload, &info, err) : st;
}

fa_status fa_blob_infos_from_json(const char *text, size_t len, fa_blob_visit_fn visit, void *payload,
                                  fa_error *err)
{
    taker t = {visit, payload};

    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "nobody takes what is known of the blobs");
    return fai_wire_read_items(text, len, take_info, &t, err);
}
