/* wire/record_json.c: records, and the pieces that analyses are made of, as JSON. */
#include <string.h>

#include "wire/shapes.h"

/* A record's bytes are parsed where a piece of them is wanted: longer ones were never told. */
enum { JSON_BYTES = 64 << 20 };

static void put_meta(fai_json_writer *w, const fa_record *r)
{
    fai_wire_id(w, "id", r->id);
    fai_json_number(w, "legacy_id", r->legacy_id);
    fai_json_string(w, "kind", r->kind == FA_RECORD_ANSWER ? "answer" : "analysis");
    fai_json_string(w, r->kind == FA_RECORD_ANSWER ? "question" : "document_name", r->title);
    fai_json_string(w, "outcome", r->outcome == FA_RECORD_ANSWERED ? "answered" : "refused");
    fai_json_string(w, "engine_version", r->engine);
    fai_json_boolean(w, "all_documents", r->all);
    fai_json_array(w, "documents");
    for (uint32_t i = 0; i < r->source_count; i++) {
        fai_json_object(w, NULL);
        fai_wire_id(w, "id", r->sources[i].document);
        fai_json_string(w, "sha256", r->sources[i].sha256);
        fai_json_end_object(w);
    }
    fai_json_end_array(w);
    fai_wire_time(w, "created_at", r->created);
}

fa_status fa_record_to_json(const fa_record *record, fa_buf *out, fa_error *err)
{
    const char *key = record->kind == FA_RECORD_ANSWER ? "answer" : "analysis";
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    put_meta(&w, record);
    if (record->json_len == 0)
        fai_json_null(&w, key);
    else
        fai_json_literal(&w, key, record->json);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

static void put_end(fai_json_writer *w, const fa_record *record, bool cached)
{
    fai_json_number(w, "legacy_id", record->legacy_id);
    fai_wire_time(w, "created_at", record->created);
    fai_json_boolean(w, "cached", cached);
    fai_json_end_object(w);
}

/* All members as they were told, and those of the record behind them. */
static fa_status put_all(const fa_record *record, bool cached, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    (void)fa_buf_append(out, record->json + 1, record->json_len - 2); /* without its braces */
    w.has |= (uint64_t)1 << w.depth;                                  /* a comma belongs behind them */
    put_end(&w, record, cached);
    return fai_wire_end(&w, start, err);
}

static void put_node(fai_json_writer *w, const fai_json *doc, const char *key)
{
    const fai_json *node = fai_json_get(doc, key);

    if (node == NULL)
        fai_json_null(w, key);
    else
        fai_json_node(w, key, node);
}

static fa_status put_part(const fa_record *record, const fai_json *doc, const char *part, bool cached,
                          fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    if (fai_json_get(doc, part) == NULL)
        return fa_fail_field(err, FA_ENOTFOUND, "part", "there is no such part");
    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    put_node(&w, doc, "id");
    put_node(&w, doc, "document_id");
    put_node(&w, doc, "document_name");
    put_node(&w, doc, "engine_version");
    put_node(&w, doc, part);
    if (strcmp(part, "summary") == 0)
        put_node(&w, doc, "sentences");
    put_end(&w, record, cached);
    return fai_wire_end(&w, start, err);
}

fa_status fa_record_told_to_json(const fa_record *record, const char *part, bool cached, fa_buf *out,
                                 fa_error *err)
{
    fai_json *doc = NULL;
    fa_status st;

    if (record->json_len < 3)
        return fa_fail_field(err, FA_EINVALID, "record", "the record was read without its bytes");
    if (part == NULL)
        return put_all(record, cached, out, err);
    st = fai_json_parse(record->json, record->json_len, JSON_BYTES, &doc, err);
    if (st == FA_OK)
        st = put_part(record, doc, part, cached, out, err);
    fai_json_free(doc);
    return st;
}

/* ---- the pieces of an analysis ---- */

/* The span that a figure covers, or else the day at which it stands; NULL: none is known. A ratio of both covers the span. */
static const fa_period *period_of(const fa_answer *answer)
{
    for (uint32_t i = 0; i < answer->figure_count; i++)
        if (answer->figures[i].period.type == FA_PERIOD_DURATION)
            return &answer->figures[i].period;
    return answer->figure_count > 0 ? &answer->figures[0].period : NULL;
}

fa_status fa_key_figure_to_json(const char *name, const char *label, const fa_answer *answer, fa_buf *out,
                                fa_error *err)
{
    const fa_period *period = period_of(answer);
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "name", name);
    fai_json_string(&w, "label", label);
    fai_wire_decimal(&w, "value", answer->value);
    fai_wire_unit(&w, answer->unit);
    fai_json_number(&w, "scale", answer->value_scale);
    if (period != NULL)
        fai_wire_period(&w, "period", period);
    else
        fai_json_null(&w, "period");
    fai_wire_count(&w, "source_page", answer->citation_count > 0 ? answer->citations[0].place.page : 0);
    (void)fa_buf_puts(out, ",\"answer\":");
    if (fa_answer_to_json(answer, out, NULL) != FA_OK && out->bad == FA_OK)
        out->bad = FA_ENOMEM;
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_sentence_to_json(const char *text, bool quoted, const fa_citation *citations, uint32_t count,
                              fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "text", text);
    fai_json_boolean(&w, "quoted", quoted);
    fai_wire_count(&w, "source_page", count > 0 ? citations[0].place.page : 0);
    fai_json_array(&w, "citations");
    for (uint32_t i = 0; i < count; i++)
        fai_wire_citation(&w, &citations[i]);
    fai_json_end_array(&w);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}

fa_status fa_check_to_json(const fa_filing *filing, const fa_check *check, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_json_string(&w, "name", check->name);
    fai_json_string(&w, "status", check->state == FA_CHECK_HOLDS ? "holds" : "fails");
    fai_wire_decimal(&w, "residual", check->residual);
    fai_wire_decimal(&w, "tolerance", check->tolerance);
    fai_json_array(&w, "facts");
    for (uint32_t i = 0; i < check->fact_count; i++) {
        const fa_fact *f = check->facts[i] < filing->fact_count ? &filing->facts[check->facts[i]] : NULL;

        if (f == NULL)
            continue;
        fai_json_object(&w, NULL);
        fai_json_number(&w, "fact", f->index);
        fai_wire_text(&w, "label", f->label);
        fai_wire_decimal(&w, "value", f->value);
        fai_wire_unit(&w, f->unit);
        fai_wire_period(&w, "period", &f->period);
        fai_wire_count(&w, "page", f->place.page);
        fai_json_end_object(&w);
    }
    fai_json_end_array(&w);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}
