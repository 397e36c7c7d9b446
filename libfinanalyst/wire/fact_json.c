/* wire/fact_json.c: a fact as JSON. */
#include "wire/shapes.h"

#include <string.h>

static const char *source_name(fa_source source)
{
    switch (source) {
    case FA_SOURCE_IXBRL:
        return "ixbrl";
    case FA_SOURCE_TABLE:
        return "table";
    case FA_SOURCE_TEXT:
        return "text";
    case FA_SOURCE_DERIVED:
        return "derived";
    }
    return NULL;
}

static void put_decimals(fai_json_writer *w, int32_t decimals)
{
    if (decimals == FA_DECIMALS_INF)
        fai_json_string(w, "decimals", "INF");
    else if (decimals == FA_DECIMALS_NONE)
        fai_json_null(w, "decimals");
    else
        fai_json_number(w, "decimals", decimals);
}

static bool is_repeated(const fa_fact *fact, uint32_t at)
{
    uint32_t i;

    for (i = 0; i < at; i++)
        if (strcmp(fact->dims[i].axis, fact->dims[at].axis) == 0)
            return true;
    return false;
}

/* {"us-gaap:StatementBusinessSegmentsAxis":{"member":"ex:NorthMember","label":"North"}}. An axis that a
 * damaged filing states twice counts once, as a key must. */
static void put_dimensions(fai_json_writer *w, const fa_fact *fact)
{
    uint32_t i;

    fai_json_object(w, "dimensions");
    for (i = 0; i < fact->dim_count; i++) {
        const fa_dimension *d = &fact->dims[i];

        if (is_repeated(fact, i))
            continue;
        fai_json_object(w, d->axis);
        fai_json_string(w, "member", d->member);
        fai_wire_text(w, "label", d->label);
        fai_json_end_object(w);
    }
    fai_json_end_object(w);
}

static void put_flags(fai_json_writer *w, uint32_t flags)
{
    static const struct {
        uint32_t flag;
        const char *name;
    } names[] = {
        {FA_FACT_HIDDEN, "hidden"},
        {FA_FACT_NIL, "nil"},
        {FA_FACT_DASH, "dash"},
        {FA_FACT_PRIMARY, "primary"},
        {FA_FACT_PARENT_ONLY, "parent_only"},
        {FA_FACT_NON_GAAP, "non_gaap"},
        {FA_FACT_RESTATED, "restated"},
        {FA_FACT_UNAUDITED, "unaudited"},
        {FA_FACT_DISCONTINUED, "discontinued"},
        {FA_FACT_TOTAL, "total"},
        {FA_FACT_PERCENT, "percent"},
        {FA_FACT_CHANGE, "change"},
    };
    size_t i;

    fai_json_array(w, "flags");
    for (i = 0; i < sizeof names / sizeof *names; i++)
        if ((flags & names[i].flag) != 0)
            fai_json_string(w, NULL, names[i].name);
    fai_json_end_array(w);
}

static void put_fact(fai_json_writer *w, const fa_fact *fact)
{
    fai_json_number(w, "index", fact->index);
    fai_wire_text(w, "concept", fact->concept);
    fai_wire_text(w, "label", fact->label);
    fai_wire_path(w, "path", fact->path);
    fai_wire_text(w, "column", fact->column);
    fai_wire_text(w, "text", fact->text);
    if ((fact->flags & FA_FACT_NIL) != 0)
        fai_json_null(w, "value");
    else
        fai_wire_decimal(w, "value", fact->value);
    fai_wire_unit(w, fact->unit);
    fai_json_number(w, "scale", fact->scale);
    put_decimals(w, fact->decimals);
    fai_wire_period(w, "period", &fact->period);
    put_dimensions(w, fact);
    fai_json_string(w, "statement", fai_wire_statement(fact->statement));
    fai_wire_index(w, "table", fact->table);
    fai_wire_index(w, "row", fact->row);
    fai_wire_index(w, "col", fact->col);
    fai_json_string(w, "source", source_name(fact->source));
    fai_wire_date(w, "knowledge_date", fact->known);
    put_flags(w, fact->flags);
    fai_wire_verification(w, fact);
    fai_wire_place(w, "place", &fact->place);
}

fa_status fa_fact_to_json(const fa_fact *fact, fa_buf *out, fa_error *err)
{
    size_t start = out->len;
    fai_json_writer w;

    fai_json_begin(&w, out);
    fai_json_object(&w, NULL);
    put_fact(&w, fact);
    fai_json_end_object(&w);
    return fai_wire_end(&w, start, err);
}
