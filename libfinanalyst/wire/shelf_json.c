/* wire/shelf_json.c: shares and collections as JSON, and changes of a document as clients send them. */
#include <stdio.h>
#include <string.h>

#include <finanalyst/alloc.h>

#include "wire/shapes.h"

enum { BODY_MAX = 1 << 16, TAGS_MAX = 200 };

fa_status fa_share_to_json(const fa_share *share, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "document_id", share->document);
    fai_wire_id(&w, "user_id", share->user);
    fai_wire_time(&w, "created_at", share->created);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_collection_to_json(const fa_collection *collection, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", collection->id);
    fai_json_string(&w, "name", collection->name);
    fai_json_number(&w, "document_count", collection->document_count);
    fai_wire_time(&w, "created_at", collection->created);
    fai_json_number(&w, "version", collection->version);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

/* A patch, what lends its texts, and its tags. */
typedef struct holding {
    fa_document_patch patch; /* first: it is what the caller holds */
    fai_json *body;
    const char *tags[TAGS_MAX];
} holding;

static fa_status refuse(fa_error *err, const char *name, const char *what)
{
    char pointer[56];

    (void)snprintf(pointer, sizeof pointer, "/%s", name);
    return fa_fail_field(err, FA_EINVALID, pointer, "%s %s", name, what);
}

static fa_status read_text(const fai_json *node, const char *name, const char **out, fa_error *err)
{
    *out = fai_json_text(node);
    return *out != NULL ? FA_OK : refuse(err, name, "is not a string");
}

static fa_status read_number(const fai_json *node, const char *name, int64_t least, int64_t most,
                             int64_t *out, fa_error *err)
{
    if (fai_json_int(node, out, NULL) != FA_OK || *out < least || *out > most)
        return refuse(err, name, "is not a whole number in its range");
    return FA_OK;
}

static fa_status read_day(const fai_json *node, const char *name, fa_date *out, fa_error *err)
{
    const char *text = fai_json_text(node);

    *out = text == NULL ? FA_DATE_NONE : fa_date_parse(text);
    return *out != FA_DATE_NONE ? FA_OK : refuse(err, name, "is not a day like 2026-01-31");
}

static fa_status read_fiscal(const fai_json *node, const char *name, int32_t *out, fa_error *err)
{
    const char *text = fai_json_text(node);

    for (int32_t fiscal = FA_FISCAL_Q1; text != NULL && fiscal <= FA_FISCAL_FY; fiscal++)
        if (strcmp(fai_wire_fiscal(fiscal), text) == 0) {
            *out = fiscal;
            return FA_OK;
        }
    return refuse(err, name, "is not one of Q1, Q2, Q3, Q4, H1, H2, M9, FY");
}

static fa_status read_tags(const fai_json *node, const char *name, holding *h, fa_error *err)
{
    if (!fai_json_is_array(node) || fai_json_count(node) > TAGS_MAX)
        return refuse(err, name, "is not a list of tags");
    h->patch.tag_count = (uint32_t)fai_json_count(node);
    h->patch.tags = h->tags;
    for (uint32_t i = 0; i < h->patch.tag_count; i++) {
        h->tags[i] = fai_json_text(fai_json_at(node, i));
        if (h->tags[i] == NULL)
            return refuse(err, name, "is not a list of strings");
    }
    return FA_OK;
}

static uint32_t field_of(const char *name)
{
    static const struct {
        const char *name;
        uint32_t field;
    } fields[] = {{"company", FA_FIELD_COMPANY},
                  {"form", FA_FIELD_FORM},
                  {"period_end", FA_FIELD_PERIOD_END},
                  {"fiscal_year", FA_FIELD_FISCAL_YEAR},
                  {"fiscal", FA_FIELD_FISCAL},
                  {"name", FA_FIELD_NAME},
                  {"tags", FA_FIELD_TAGS}};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].name, name) == 0)
            return fields[i].field;
    return 0;
}

static fa_status read_member(holding *h, const char *name, uint32_t field, const fai_json *node,
                             fa_error *err)
{
    fa_document_patch *p = &h->patch;
    int64_t number = 0;
    fa_status st;

    switch (field) {
    case FA_FIELD_NAME:
        return read_text(node, name, &p->name, err);
    case FA_FIELD_COMPANY:
        return read_text(node, name, &p->company, err);
    case FA_FIELD_FORM:
        return read_text(node, name, &p->form, err);
    case FA_FIELD_PERIOD_END:
        return read_day(node, name, &p->period_end, err);
    case FA_FIELD_FISCAL_YEAR:
        st = read_number(node, name, INT32_MIN, INT32_MAX, &number, err);
        p->fiscal_year = (int32_t)number;
        return st;
    case FA_FIELD_FISCAL:
        return read_fiscal(node, name, &p->fiscal, err);
    default:
        return read_tags(node, name, h, err);
    }
}

static fa_status read_all(holding *h, fa_error *err)
{
    const char *name = NULL;
    fa_status st = FA_OK;

    if (!fai_json_is_object(h->body))
        return fa_fail_field(err, FA_EINVALID, "/", "the body is not a JSON object");
    for (const fai_json *node = fai_json_first(h->body, &name); st == FA_OK && node != NULL;
         node = fai_json_next(node, &name)) {
        uint32_t field = field_of(name);

        if (strcmp(name, "version") == 0) {
            int64_t version = 0;

            st = read_number(node, name, 1, UINT32_MAX, &version, err);
            h->patch.version = (uint32_t)version;
        } else if (field == 0) {
            st = refuse(err, name, "is not known here");
        } else if (!fai_json_is_null(node)) {
            st = read_member(h, name, field, node, err);
            h->patch.set |= field;
        } else if ((field & FA_FIELD_CORRECTIONS) != 0) {
            h->patch.take_back |= field;
        } else {
            st = refuse(err, name, "cannot be null");
        }
    }
    return st;
}

fa_status fa_document_patch_from_json(const char *text, size_t len, fa_document_patch **out, fa_error *err)
{
    fa_document_patch blank = FA_DOCUMENT_PATCH_INIT;
    holding *h;
    fa_status st;

    if (text == NULL || out == NULL)
        return fa_fail(err, FA_EINVALID, "a text and a place for the changes are needed");
    h = fa_calloc(1, sizeof *h);
    if (h == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory for the changes of a document");
    h->patch = blank;
    st = fai_json_parse(text, len, BODY_MAX, &h->body, err);
    if (st == FA_OK)
        st = read_all(h, err);
    if (st == FA_OK)
        *out = &h->patch;
    else
        fa_document_patch_free(&h->patch);
    return st;
}

void fa_document_patch_free(fa_document_patch *patch)
{
    holding *h = (holding *)(void *)patch;

    if (h == NULL)
        return;
    fai_json_free(h->body);
    fa_free(h);
}

fa_status fa_transfer_to_json(const fa_transfer *transfer, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", transfer->id);
    fai_json_string(&w, "name", transfer->name);
    fai_json_number(&w, "size_bytes", (int64_t)transfer->size_bytes);
    fai_json_number(&w, "offset", (int64_t)transfer->offset);
    fai_wire_id(&w, "document_id", transfer->document);
    fai_wire_time(&w, "created_at", transfer->created);
    fai_wire_time(&w, "expires_at", transfer->expires);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}
