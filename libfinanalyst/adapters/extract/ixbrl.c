/* extract/ixbrl.c: facts and their text. Specification: Inline XBRL 1.1. */
#include "ixbrl.h"

#include <stdlib.h>
#include <string.h>

enum { STRINGS_MAX = 128 * 1024 * 1024, TEXT_MAX = 256 * 1024 * 1024, FIELD_MAX = 64 * 1024 };

fa_status ixbrl_init(ixbrl *x, fa_error *err)
{
    memset(x, 0, sizeof *x);
    x->err = err;
    fa_buf_init(&x->strings, STRINGS_MAX);
    fa_buf_init(&x->text, TEXT_MAX);
    fa_buf_init(&x->field_text, FIELD_MAX);
    (void)fa_buf_append(&x->strings, "", 1);
    return fa_buf_check(&x->strings, err);
}

void ixbrl_clear(ixbrl *x)
{
    text_list_clear(&x->prefixes);
    fa_buf_clear(&x->strings);
    fa_buf_clear(&x->text);
    fa_buf_clear(&x->field_text);
    text_list_clear(&x->tags);
    text_list_clear(&x->continuations);
    text_list_clear(&x->slices);
    text_list_clear(&x->contexts);
    text_list_clear(&x->dims);
    text_list_clear(&x->units);
    text_list_clear(&x->captures);
}

static fa_status no_memory(const ixbrl *x)
{
    return fa_fail(x->err, FA_ENOMEM, "out of memory while reading inline XBRL");
}

/* A whole number; `none` for anything else. */
static int32_t whole(const char *text, int32_t none)
{
    char *end;
    long n = strtol(text, &end, 10);

    while (*end == ' ')
        end++;
    return end == text || *end != '\0' || n < -1000 || n > 1000 ? none : (int32_t)n;
}

static int32_t read_decimals(const char *value)
{
    return ixbrl_begins(value, "inf") ? FA_DECIMALS_INF : whole(value, FA_DECIMALS_NONE);
}

static void take_number_attribute(ixbrl_tag *t, const char *name, const char *value)
{
    if (strcmp(name, "scale") == 0)
        t->scale = whole(value, 0);
    else if (strcmp(name, "decimals") == 0)
        t->decimals = read_decimals(value);
    else if (strcmp(name, "sign") == 0)
        t->negative = strcmp(value, "-") == 0;
    else if (strcmp(name, "precision") == 0 && ixbrl_begins(value, "inf"))
        t->decimals = FA_DECIMALS_INF;
    else if (strcmp(name, "precision") == 0)
        t->precision = whole(value, 0);
}

static fa_status take_attribute(ixbrl *x, ixbrl_tag *t, const char *name, const char *value)
{
    const char *local;
    size_t n = strlen(value);

    if (strcmp(name, "name") == 0)
        return ixbrl_keep_name(x, value, n, &t->name);
    if (strcmp(name, "contextref") == 0)
        return ixbrl_keep(x, value, n, &t->context);
    if (strcmp(name, "unitref") == 0)
        return ixbrl_keep(x, value, n, &t->unit);
    if (strcmp(name, "format") == 0)
        return ixbrl_keep(x, value, n, &t->format);
    if (strcmp(name, "continuedat") == 0)
        return ixbrl_keep(x, value, n, &t->pieces.continued);
    if (ixbrl_space_of(x, name, IXBRL_SPACE_NONE, &local) == IXBRL_SPACE_XSI && strcmp(local, "nil") == 0)
        t->nil = ixbrl_begins(value, "true") || strcmp(value, "1") == 0;
    else
        take_number_attribute(t, name, value);
    return FA_OK;
}

static fa_status begin_capture(ixbrl *x, bool continuation, uint32_t index)
{
    ixbrl_capture c = {continuation, index, x->text.len, 0};

    return text_list_push(&x->captures, c) ? FA_OK : no_memory(x);
}

static fa_status begin_fact(ixbrl *x, bool numeric, const char *const *atts, ixbrl_element *out)
{
    fa_status st = FA_OK;
    ixbrl_tag t;
    size_t i;

    memset(&t, 0, sizeof t);
    t.numeric = numeric;
    t.decimals = FA_DECIMALS_NONE;
    t.table = t.row = t.col = -1;
    t.hidden = x->hidden > 0;
    t.document = x->document;
    for (i = 0; st == FA_OK && atts != NULL && atts[i] != NULL; i += 2)
        if (atts[i + 1] != NULL)
            st = take_attribute(x, &t, atts[i], atts[i + 1]);
    if (st != FA_OK)
        return st;
    out->role = IXBRL_FACT;
    out->index = (uint32_t)x->tags.len;
    if (x->tags.len >= UINT32_MAX - 1 || !text_list_push(&x->tags, t))
        return no_memory(x);
    return begin_capture(x, false, out->index);
}

static fa_status begin_continuation(ixbrl *x, const char *const *atts, ixbrl_element *out)
{
    fa_status st = FA_OK;
    ixbrl_continuation c;
    size_t i;

    memset(&c, 0, sizeof c);
    c.document = x->document;
    for (i = 0; st == FA_OK && atts != NULL && atts[i] != NULL; i += 2) {
        if (atts[i + 1] != NULL && strcmp(atts[i], "id") == 0)
            st = ixbrl_keep(x, atts[i + 1], strlen(atts[i + 1]), &c.id);
        else if (atts[i + 1] != NULL && strcmp(atts[i], "continuedat") == 0)
            st = ixbrl_keep(x, atts[i + 1], strlen(atts[i + 1]), &c.pieces.continued);
    }
    if (st != FA_OK)
        return st;
    out->role = IXBRL_CONTINUATION;
    out->index = (uint32_t)x->continuations.len;
    if (x->continuations.len >= UINT32_MAX - 1 || !text_list_push(&x->continuations, c))
        return no_memory(x);
    return begin_capture(x, true, out->index);
}

static ixbrl_pieces *pieces_of(ixbrl *x, const ixbrl_capture *c)
{
    return c->continuation ? &x->continuations.items[c->index].pieces : &x->tags.items[c->index].pieces;
}

/* Keeps what a capture took since it began or was resumed. */
static fa_status close_slice(ixbrl *x, const ixbrl_capture *c)
{
    ixbrl_pieces *p = pieces_of(x, c);
    ixbrl_slice s = {c->start, x->text.len, 0};

    if (s.start == s.end)
        return FA_OK;
    if (x->slices.len >= UINT32_MAX - 1 || !text_list_push(&x->slices, s))
        return no_memory(x);
    if (p->last != 0)
        x->slices.items[p->last - 1].next = (uint32_t)x->slices.len;
    else
        p->first = (uint32_t)x->slices.len;
    p->last = (uint32_t)x->slices.len;
    return FA_OK;
}

static fa_status begin_exclude(ixbrl *x)
{
    fa_status st = FA_OK;
    size_t i;

    for (i = 0; st == FA_OK && i < x->captures.len; i++) {
        if (x->captures.items[i].excluded == 0)
            st = close_slice(x, &x->captures.items[i]);
        x->captures.items[i].excluded++;
    }
    return st;
}

static void end_exclude(ixbrl *x)
{
    size_t i;

    for (i = 0; i < x->captures.len; i++) {
        ixbrl_capture *c = &x->captures.items[i];

        if (c->excluded == 0)
            continue;
        if (--c->excluded == 0)
            c->start = x->text.len;
    }
}

static fa_status end_capture(ixbrl *x, bool continuation, uint32_t index)
{
    size_t i = x->captures.len;
    fa_status st = FA_OK;

    while (i-- > 0) {
        const ixbrl_capture *c = &x->captures.items[i];

        if (c->continuation != continuation || c->index != index)
            continue;
        if (c->excluded == 0)
            st = close_slice(x, c);
        memmove(x->captures.items + i, x->captures.items + i + 1,
                (x->captures.len - i - 1) * sizeof *x->captures.items);
        x->captures.len--;
        return st;
    }
    return st;
}

fa_status ixbrl_begin(ixbrl *x, ixbrl_space space, const char *local, const char *const *atts,
                      ixbrl_element *out)
{
    out->role = IXBRL_NONE;
    out->index = 0;
    if (space != IXBRL_SPACE_IX)
        return ixbrl_resource_begin(x, space, local, atts, out);
    if (strcmp(local, "nonfraction") == 0)
        return begin_fact(x, true, atts, out);
    if (strcmp(local, "nonnumeric") == 0)
        return begin_fact(x, false, atts, out);
    if (strcmp(local, "continuation") == 0)
        return begin_continuation(x, atts, out);
    if (strcmp(local, "exclude") == 0) {
        out->role = IXBRL_EXCLUDE;
        return begin_exclude(x);
    }
    if (strcmp(local, "hidden") == 0) {
        out->role = IXBRL_HIDDEN;
        x->hidden++;
    } else if (strcmp(local, "header") == 0 || strcmp(local, "resources") == 0 ||
               strcmp(local, "references") == 0) {
        out->role = IXBRL_RESOURCE;
    }
    /* Fractions, tuples, footnotes and relations are passed through: what they show is text. */
    return FA_OK;
}

fa_status ixbrl_end(ixbrl *x, const ixbrl_element *element)
{
    switch (element->role) {
    case IXBRL_FACT:
    case IXBRL_CONTINUATION:
        return end_capture(x, element->role == IXBRL_CONTINUATION, element->index);
    case IXBRL_EXCLUDE:
        end_exclude(x);
        return FA_OK;
    case IXBRL_HIDDEN:
        x->hidden--;
        return FA_OK;
    default:
        return ixbrl_resource_end(x, element);
    }
}

fa_status ixbrl_text(ixbrl *x, const char *text, size_t len)
{
    if (x->field != IXBRL_FIELD_NONE) {
        (void)fa_buf_append(&x->field_text, text, len);
        return fa_buf_check(&x->field_text, x->err);
    }
    if (x->captures.len == 0)
        return FA_OK;
    (void)fa_buf_append(&x->text, text, len);
    return fa_buf_check(&x->text, x->err);
}

fa_status ixbrl_gap(ixbrl *x)
{
    return x->captures.len == 0 || x->text.len == 0 || x->text.data[x->text.len - 1] == ' '
               ? FA_OK
               : ixbrl_text(x, " ", 1);
}
