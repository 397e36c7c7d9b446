/* wire/answer_json.c: an answer with its figures, calculations and citations as JSON. */
#include "wire/shapes.h"

static const char *kind_name(fa_answer_kind kind)
{
    switch (kind) {
    case FA_ANSWER_VALUE:
        return "value";
    case FA_ANSWER_YESNO:
        return "yesno";
    case FA_ANSWER_CHOICE:
        return "choice";
    case FA_ANSWER_LIST:
        return "list";
    case FA_ANSWER_PASSAGE:
        return "passage";
    case FA_ANSWER_REFUSAL:
        return "refusal";
    }
    return NULL;
}

/* The citation of a figure; NULL = none. */
static const fa_citation *citation_of(const fa_answer *answer, const fa_figure *figure)
{
    return figure->citation >= 0 && (uint32_t)figure->citation < answer->citation_count
               ? &answer->citations[figure->citation]
               : NULL;
}

static void put_headline(fai_json_writer *w, const fa_answer *answer)
{
    if (answer->has_value) {
        fai_wire_decimal(w, "value", answer->value);
        fai_wire_text(w, "unit", answer->unit);
        fai_json_number(w, "scale", answer->value_scale);
    } else {
        fai_json_null(w, "value");
        fai_json_null(w, "unit");
        fai_json_null(w, "scale");
    }
    fai_json_boolean(w, "refused", answer->kind == FA_ANSWER_REFUSAL);
    fai_wire_text(w, "polarity", answer->polarity);
    fai_wire_text(w, "choice", answer->choice);
    if (answer->kind != FA_ANSWER_REFUSAL) {
        fai_json_null(w, "unanswerable");
        return;
    }
    fai_json_object(w, "unanswerable");
    fai_wire_text(w, "code", answer->refusal);
    fai_wire_text(w, "missing", answer->missing);
    fai_json_end_object(w);
}

static void put_figure(fai_json_writer *w, const fa_answer *answer, const fa_figure *figure)
{
    fai_json_object(w, NULL);
    fai_wire_text(w, "symbol", figure->symbol);
    fai_wire_text(w, "label", figure->label);
    fai_wire_text(w, "concept", figure->concept);
    fai_wire_text(w, "text", figure->text);
    fai_wire_decimal(w, "value", figure->value);
    fai_wire_unit(w, figure->unit);
    fai_json_number(w, "scale", figure->scale);
    fai_wire_period(w, "period", &figure->period);
    fai_wire_text(w, "dimensions", figure->dimensions);
    fai_wire_index(w, "citation", citation_of(answer, figure) == NULL ? -1 : figure->citation);
    fai_wire_index(w, "fact", figure->fact);
    fai_json_end_object(w);
}

/* What went into a calculation, with enough beside it to be read without looking the figure up. */
static void put_input(fai_json_writer *w, const fa_answer *answer, uint32_t index)
{
    const fa_figure *figure = &answer->figures[index];
    const fa_citation *citation = citation_of(answer, figure);

    fai_json_object(w, NULL);
    fai_wire_text(w, "symbol", figure->symbol);
    fai_json_number(w, "figure", index);
    fai_wire_text(w, "label", figure->label);
    fai_wire_decimal(w, "value", figure->value);
    fai_wire_text(w, "unit", figure->unit);
    fai_wire_period(w, "period", &figure->period);
    fai_wire_text(w, "document_name", citation == NULL ? NULL : citation->document_name);
    fai_wire_count(w, "page", citation == NULL ? 0 : citation->place.page);
    fai_json_end_object(w);
}

static void put_calculation(fai_json_writer *w, const fa_answer *answer, const fa_calculation *c)
{
    uint32_t i;

    fai_json_object(w, NULL);
    fai_wire_text(w, "name", c->name);
    fai_wire_text(w, "formula", c->formula);
    fai_wire_text(w, "expression", c->expression);
    fai_wire_text(w, "source", c->source);
    fai_json_array(w, "inputs");
    for (i = 0; i < c->input_count; i++)
        if (c->inputs[i] < answer->figure_count)
            put_input(w, answer, c->inputs[i]);
    fai_json_end_array(w);
    fai_wire_decimal(w, "result", c->exact);
    fai_wire_text(w, "rounding", c->rounding);
    fai_json_end_object(w);
}

void fai_wire_citation(fai_json_writer *w, const fa_citation *c)
{
    fai_json_object(w, NULL);
    fai_wire_id(w, "document_id", c->document);
    fai_wire_text(w, "document_name", c->document_name);
    fai_wire_place_members(w, &c->place);
    fai_wire_path(w, "section", c->section);
    fai_wire_text(w, "quote", c->quote);
    if (*c->row_label == '\0' && *c->column_label == '\0') {
        fai_json_null(w, "table");
    } else {
        fai_json_object(w, "table");
        fai_wire_text(w, "row_label", c->row_label);
        fai_wire_text(w, "col_label", c->column_label);
        fai_json_end_object(w);
    }
    fai_json_end_object(w);
}

static void put_lists(fai_json_writer *w, const fa_answer *answer)
{
    uint32_t i;

    fai_json_array(w, "figures");
    for (i = 0; i < answer->figure_count; i++)
        put_figure(w, answer, &answer->figures[i]);
    fai_json_end_array(w);
    fai_json_array(w, "calcs");
    for (i = 0; i < answer->calculation_count; i++)
        put_calculation(w, answer, &answer->calculations[i]);
    fai_json_end_array(w);
    fai_json_array(w, "citations");
    for (i = 0; i < answer->citation_count; i++)
        fai_wire_citation(w, &answer->citations[i]);
    fai_json_end_array(w);
    fai_json_array(w, "assumptions");
    for (i = 0; i < answer->assumption_count; i++)
        fai_json_string(w, NULL, answer->assumptions[i]);
    fai_json_end_array(w);
}

fa_status fa_answer_to_json(const fa_answer *answer, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    fai_wire_id(&w, "id", answer->id);
    fai_json_string(&w, "question", answer->question);
    fai_json_string(&w, "kind", kind_name(answer->kind));
    fai_json_string(&w, "mode", "deterministic");
    fai_json_string(&w, "text", answer->text);
    put_headline(&w, answer);
    put_lists(&w, answer);
    fai_json_real(&w, "confidence", answer->confidence, 3);
    fai_json_string(&w, "engine_version", fa_version());
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}
