/* extract/ixbrl.c: namespaces, facts and their text. Specification: Inline XBRL 1.1. */
#include "ixbrl.h"

#include <stdlib.h>
#include <string.h>

enum {
    PREFIXES_MAX = 512,
    STRINGS_MAX = 128 * 1024 * 1024,
    TEXT_MAX = 256 * 1024 * 1024,
    FIELD_MAX = 64 * 1024
};

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

/* ---- names ---- */

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool begins_ci(const char *text, const char *part)
{
    for (; *part != '\0'; part++, text++)
        if (low(*text) != low(*part))
            return false;
    return true;
}

static bool same_ci(const char *text, const char *other, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
        if (low(text[i]) != low(other[i]))
            return false;
    return other[len] == '\0';
}

static ixbrl_space space_of_uri(const char *uri)
{
    static const struct {
        const char *uri;
        ixbrl_space space;
    } known[] = {{"http://www.xbrl.org/2013/inlineXBRL", IXBRL_SPACE_IX},
                 {"http://www.xbrl.org/2008/inlineXBRL", IXBRL_SPACE_IX},
                 {"http://www.xbrl.org/2003/instance", IXBRL_SPACE_XBRLI},
                 {"http://xbrl.org/2006/xbrldi", IXBRL_SPACE_XBRLDI},
                 {"http://xbrl.org/2005/xbrldi", IXBRL_SPACE_XBRLDI},
                 {"http://www.w3.org/2001/XMLSchema-instance", IXBRL_SPACE_XSI}};
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(uri) == strlen(known[i].uri) && begins_ci(uri, known[i].uri))
            return known[i].space;
    return IXBRL_SPACE_NONE;
}

/* Taxonomies change their namespace every year, and a few filers their prefix. */
static const char *usual_prefix(const char *uri)
{
    static const struct {
        const char *uri;
        const char *prefix;
    } known[] = {{"http://fasb.org/us-gaap/", "us-gaap"},
                 {"http://xbrl.us/us-gaap/", "us-gaap"},
                 {"http://fasb.org/srt/", "srt"},
                 {"http://xbrl.sec.gov/dei/", "dei"},
                 {"http://xbrl.us/dei/", "dei"},
                 {"http://xbrl.sec.gov/ecd/", "ecd"},
                 {"http://xbrl.sec.gov/country/", "country"},
                 {"http://xbrl.sec.gov/cyd/", "cyd"},
                 {"http://xbrl.sec.gov/exch/", "exch"},
                 {"http://xbrl.sec.gov/currency/", "currency"}};
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (begins_ci(uri, known[i].uri))
            return known[i].prefix;
    if (begins_ci(uri, "http://xbrl.ifrs.org/taxonomy/") || begins_ci(uri, "https://xbrl.ifrs.org/taxonomy/"))
        return strstr(uri, "/ifrs-full") != NULL ? "ifrs-full" : NULL;
    return NULL;
}

ixbrl_space ixbrl_declare(ixbrl *x, const char *prefix, const char *uri)
{
    ixbrl_prefix p;
    size_t i, n = strlen(prefix);

    memset(&p, 0, sizeof p);
    p.space = space_of_uri(uri);
    p.usual = usual_prefix(uri);
    if (n == 0 || n >= sizeof p.prefix || (p.space == IXBRL_SPACE_NONE && p.usual == NULL))
        return p.space;
    for (i = 0; i < n; i++)
        p.prefix[i] = low(prefix[i]);
    for (i = 0; i < x->prefixes.len; i++)
        if (strcmp(x->prefixes.items[i].prefix, p.prefix) == 0) {
            x->prefixes.items[i] = p;
            return p.space;
        }
    /* Without memory for a declaration the names are read by their usual prefixes. */
    if (x->prefixes.len < PREFIXES_MAX)
        (void)text_list_push(&x->prefixes, p);
    return p.space;
}

static const ixbrl_prefix *find_prefix(const ixbrl *x, const char *prefix, size_t len)
{
    size_t i;

    for (i = 0; i < x->prefixes.len; i++)
        if (same_ci(prefix, x->prefixes.items[i].prefix, len))
            return &x->prefixes.items[i];
    return NULL;
}

ixbrl_space ixbrl_space_of(const ixbrl *x, const char *name, ixbrl_space around, const char **local)
{
    static const struct {
        const char *prefix;
        ixbrl_space space;
    } usual[] = {{"ix", IXBRL_SPACE_IX},
                 {"xbrli", IXBRL_SPACE_XBRLI},
                 {"xbrldi", IXBRL_SPACE_XBRLDI},
                 {"xsi", IXBRL_SPACE_XSI}};
    const char *colon = strchr(name, ':');
    const ixbrl_prefix *p;
    size_t i, n;

    *local = colon == NULL ? name : colon + 1;
    if (colon == NULL)
        return around;
    n = (size_t)(colon - name);
    p = find_prefix(x, name, n);
    if (p != NULL)
        return p->space;
    for (i = 0; i < sizeof usual / sizeof *usual; i++)
        if (same_ci(name, usual[i].prefix, n))
            return usual[i].space;
    return IXBRL_SPACE_NONE;
}

fa_status ixbrl_keep(ixbrl *x, const char *text, size_t len, uint32_t *out)
{
    *out = 0;
    if (len == 0)
        return FA_OK;
    *out = (uint32_t)x->strings.len;
    (void)fa_buf_append(&x->strings, text, len);
    (void)fa_buf_append(&x->strings, "", 1);
    return fa_buf_check(&x->strings, x->err);
}

fa_status ixbrl_keep_name(ixbrl *x, const char *name, size_t len, uint32_t *out)
{
    const char *colon;
    const ixbrl_prefix *p;
    uint32_t rest;
    fa_status st;

    while (len != 0 && (unsigned char)name[len - 1] <= ' ')
        len--;
    while (len != 0 && (unsigned char)*name <= ' ')
        name++, len--;
    colon = memchr(name, ':', len);
    p = colon == NULL ? NULL : find_prefix(x, name, (size_t)(colon - name));
    if (p == NULL || p->usual == NULL)
        return ixbrl_keep(x, name, len, out);
    *out = (uint32_t)x->strings.len;
    st = fa_buf_puts(&x->strings, p->usual);
    return st == FA_OK ? ixbrl_keep(x, colon, len - (size_t)(colon - name), &rest)
                       : fa_buf_check(&x->strings, x->err);
}

/* ---- facts ---- */

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
    return begins_ci(value, "inf") ? FA_DECIMALS_INF : whole(value, FA_DECIMALS_NONE);
}

static void take_number_attribute(ixbrl_tag *t, const char *name, const char *value)
{
    if (strcmp(name, "scale") == 0)
        t->scale = whole(value, 0);
    else if (strcmp(name, "decimals") == 0)
        t->decimals = read_decimals(value);
    else if (strcmp(name, "sign") == 0)
        t->negative = strcmp(value, "-") == 0;
    else if (strcmp(name, "precision") == 0 && begins_ci(value, "inf"))
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
        t->nil = begins_ci(value, "true") || strcmp(value, "1") == 0;
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
