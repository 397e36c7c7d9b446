/* extract/ixbrl_contexts.c: the contexts and units of ix:resources. Specification: XBRL 2.1, Dimensions 1.0. */
#include <string.h>

#include "ixbrl.h"

static const char *attribute(const char *const *atts, const char *name)
{
    size_t i;

    for (i = 0; atts != NULL && atts[i] != NULL; i += 2)
        if (strcmp(atts[i], name) == 0 && atts[i + 1] != NULL)
            return atts[i + 1];
    return "";
}

static fa_status no_memory(const ixbrl *x)
{
    return fa_fail(x->err, FA_ENOMEM, "out of memory while reading the contexts of inline XBRL");
}

static fa_status begin_context(ixbrl *x, const char *id)
{
    ixbrl_context c;
    fa_status st;

    memset(&c, 0, sizeof c);
    c.start = c.end = FA_DATE_NONE;
    c.document = x->document;
    c.dim_first = (uint32_t)x->dims.len;
    st = ixbrl_keep(x, id, strlen(id), &c.id);
    if (st == FA_OK && !text_list_push(&x->contexts, c))
        st = no_memory(x);
    x->in_context = st == FA_OK;
    return st;
}

static fa_status begin_unit(ixbrl *x, const char *id)
{
    ixbrl_unit u;
    fa_status st;

    memset(&u, 0, sizeof u);
    u.document = x->document;
    st = ixbrl_keep(x, id, strlen(id), &u.id);
    if (st == FA_OK && !text_list_push(&x->units, u))
        st = no_memory(x);
    x->in_unit = st == FA_OK;
    x->in_denominator = false;
    return st;
}

static void begin_field(ixbrl *x, ixbrl_field field, ixbrl_element *out)
{
    x->field = field;
    fa_buf_reset(&x->field_text);
    out->role = IXBRL_FIELD;
}

static fa_status begin_member(ixbrl *x, const char *axis, ixbrl_element *out)
{
    begin_field(x, IXBRL_FIELD_MEMBER, out);
    return ixbrl_keep_name(x, axis, strlen(axis), &x->axis);
}

static ixbrl_field field_of(const char *local)
{
    static const struct {
        const char *name;
        ixbrl_field field;
    } fields[] = {{"identifier", IXBRL_FIELD_IDENTIFIER},
                  {"startdate", IXBRL_FIELD_START},
                  {"enddate", IXBRL_FIELD_END},
                  {"instant", IXBRL_FIELD_END}};
    size_t i;

    for (i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(local, fields[i].name) == 0)
            return fields[i].field;
    return IXBRL_FIELD_NONE;
}

fa_status ixbrl_resource_begin(ixbrl *x, ixbrl_space space, const char *local, const char *const *atts,
                               ixbrl_element *out)
{
    /* Elements inside a field, such as the value of a typed member, add their text to it. */
    if (space == IXBRL_SPACE_NONE || space == IXBRL_SPACE_XSI || x->field != IXBRL_FIELD_NONE)
        return FA_OK;
    out->role = IXBRL_RESOURCE;
    if (space == IXBRL_SPACE_XBRLDI) {
        if (x->in_context && (strcmp(local, "explicitmember") == 0 || strcmp(local, "typedmember") == 0))
            return begin_member(x, attribute(atts, "dimension"), out);
        return FA_OK;
    }
    if (strcmp(local, "context") == 0) {
        out->role = IXBRL_CONTEXT;
        return begin_context(x, attribute(atts, "id"));
    }
    if (strcmp(local, "unit") == 0) {
        out->role = IXBRL_UNIT;
        return begin_unit(x, attribute(atts, "id"));
    }
    if (x->in_context && field_of(local) != IXBRL_FIELD_NONE)
        begin_field(x, field_of(local), out);
    else if (x->in_unit && strcmp(local, "measure") == 0)
        begin_field(x, IXBRL_FIELD_MEASURE, out);
    else if (x->in_unit && strcmp(local, "unitdenominator") == 0)
        x->in_denominator = true;
    else if (x->in_unit && strcmp(local, "unitnumerator") == 0)
        x->in_denominator = false;
    return FA_OK;
}

/* The day of "2024-09-28" or "2024-09-28T00:00:00", as stated. */
static fa_date day_of(const char *text)
{
    char day[11];

    if (strlen(text) < 10)
        return FA_DATE_NONE;
    memcpy(day, text, 10);
    day[10] = '\0';
    return fa_date_parse(day);
}

static fa_status end_member(ixbrl *x, const char *text, size_t len)
{
    ixbrl_dimension d = {x->axis, 0};
    fa_status st = ixbrl_keep_name(x, text, len, &d.member);

    if (st == FA_OK && !text_list_push(&x->dims, d))
        st = no_memory(x);
    if (st == FA_OK)
        x->contexts.items[x->contexts.len - 1].dim_count++;
    return st;
}

/* The local name of a measure, added to those before it: "USD", "USD*h". */
static fa_status end_measure(ixbrl *x, const char *text, size_t len)
{
    ixbrl_unit *u = &x->units.items[x->units.len - 1];
    uint32_t *to = x->in_denominator ? &u->under : &u->over, rest;
    const char *colon = memchr(text, ':', len);
    size_t at, before;
    fa_status st;

    if (colon != NULL) {
        len -= (size_t)(colon + 1 - text);
        text = colon + 1;
    }
    if (*to == 0)
        return ixbrl_keep(x, text, len, to);
    at = x->strings.len;
    before = strlen(x->strings.data + *to);
    if (fa_buf_reserve(&x->strings, before + 1) != NULL) {
        (void)fa_buf_append(&x->strings, x->strings.data + *to, before);
        (void)fa_buf_append(&x->strings, "*", 1);
    }
    *to = (uint32_t)at;
    st = fa_buf_check(&x->strings, x->err);
    return st == FA_OK ? ixbrl_keep(x, text, len, &rest) : st;
}

static fa_status end_field(ixbrl *x)
{
    const char *text = x->field_text.len == 0 ? "" : x->field_text.data;
    ixbrl_field field = x->field;
    size_t len = strlen(text);
    ixbrl_context *c;

    while (len != 0 && (unsigned char)text[len - 1] <= ' ')
        len--;
    while (len != 0 && (unsigned char)*text <= ' ')
        text++, len--;
    x->field = IXBRL_FIELD_NONE;
    if (field == IXBRL_FIELD_MEASURE)
        return x->in_unit ? end_measure(x, text, len) : FA_OK;
    if (!x->in_context)
        return FA_OK;
    c = &x->contexts.items[x->contexts.len - 1];
    if (field == IXBRL_FIELD_MEMBER)
        return end_member(x, text, len);
    if (field == IXBRL_FIELD_IDENTIFIER)
        return ixbrl_keep(x, text, len, &c->entity);
    if (field == IXBRL_FIELD_START)
        c->start = day_of(text);
    else
        c->end = day_of(text);
    return FA_OK;
}

fa_status ixbrl_resource_end(ixbrl *x, const ixbrl_element *element)
{
    if (element->role == IXBRL_FIELD)
        return end_field(x);
    if (element->role == IXBRL_CONTEXT)
        x->in_context = false;
    else if (element->role == IXBRL_UNIT)
        x->in_unit = false;
    return FA_OK;
}
