/* openapi/schema.c: JSON schemas from how the tables write shapes down. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "openapi/internal.h"

enum { DEPTH_MAX = 8 };

/* What is still to be read of `{…}`. */
typedef struct notation {
    const char *at, *end;
    bool request;
    int depth;
} notation;

static void put_object(notation *n, fa_buf *out);

static bool takes(notation *n, char c)
{
    if (n->at == n->end || *n->at != c)
        return false;
    n->at++;
    return true;
}

static void skip_blanks(notation *n)
{
    while (n->at < n->end && *n->at == ' ')
        n->at++;
}

static openapi_span read_until(notation *n, const char *stops)
{
    const char *from = n->at;

    while (n->at < n->end && strchr(stops, *n->at) == NULL)
        n->at++;
    return (openapi_span){from, (size_t)(n->at - from)};
}

static openapi_span read_name(notation *n)
{
    const char *from = n->at;

    while (n->at < n->end && (isalnum((unsigned char)*n->at) || *n->at == '_'))
        n->at++;
    return (openapi_span){from, (size_t)(n->at - from)};
}

/* "1..200" */
static bool put_range(openapi_span s, fa_buf *out)
{
    char *end = NULL;
    long from, to;

    if (s.len == 0 || !isdigit((unsigned char)*s.at))
        return false;
    from = strtol(s.at, &end, 10);
    if (strncmp(end, "..", 2) != 0 || !isdigit((unsigned char)end[2]))
        return false;
    to = strtol(end + 2, &end, 10);
    if (end != s.at + s.len)
        return false;
    (void)fa_buf_printf(out, "{\"type\":\"integer\",\"minimum\":%ld,\"maximum\":%ld", from, to);
    return true;
}

/* "a|b", "a or b": the values, as an enumeration that is left open. */
static void begin_choice(openapi_span s, const char *apart, fa_buf *out)
{
    (void)fa_buf_puts(out, "{\"type\":\"string\",\"enum\":[");
    for (size_t from = 0; from <= s.len;) {
        size_t n = 0, gap = strlen(apart);

        while (from + n < s.len && (from + n + gap > s.len || memcmp(s.at + from + n, apart, gap) != 0))
            n++;
        if (from > 0)
            (void)fa_buf_puts(out, ",");
        openapi_quote((openapi_span){s.at + from, n}, out);
        from += n + gap;
    }
}

static bool contains(openapi_span s, const char *part)
{
    size_t n = strlen(part);

    for (size_t i = 0; i + n <= s.len; i++)
        if (memcmp(s.at + i, part, n) == 0)
            return true;
    return false;
}

/* A value that is told in words. */
static void put_value(openapi_span name, openapi_span s, fa_buf *out)
{
    const char *known = openapi_word(name);

    if (put_range(s, out)) {
        (void)fa_buf_puts(out, "}");
    } else if (openapi_is(s, "true") || openapi_is(s, "false")) {
        (void)fa_buf_puts(out, "{\"type\":\"boolean\"}");
    } else if (s.len > 1 && *s.at == '"') {
        begin_choice((openapi_span){s.at + 1, s.len - 2}, "|", out);
        (void)fa_buf_puts(out, "]}");
    } else if (contains(s, "|") || (known == NULL && contains(s, " or "))) {
        begin_choice(s, contains(s, "|") ? "|" : " or ", out);
        (void)fa_buf_puts(out, "]}");
    } else if (known != NULL) {
        (void)fa_buf_puts(out, known);
    } else {
        (void)fa_buf_puts(out, "{}");
    }
}

/* The schema of what a sentence calls by a noun: "a document, …". */
static const char *shape_of(openapi_span s)
{
    static const char *const articles[] = {"a ", "an ", "the "};
    size_t n = 0;

    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (s.len > strlen(articles[i]) && memcmp(s.at, articles[i], strlen(articles[i])) == 0) {
            s.at += strlen(articles[i]);
            s.len -= strlen(articles[i]);
            break;
        }
    if (openapi_shape(s) != NULL)
        return openapi_shape(s);
    while (n < s.len && isalpha((unsigned char)s.at[n]))
        n++;
    return openapi_shape((openapi_span){s.at, n});
}

/* Behind "[": "]", "one]", "{…}]" or "document]". */
static void put_array(notation *n, openapi_span name, fa_buf *out)
{
    const char *known = openapi_word(name);
    openapi_span what;
    bool one;

    if (takes(n, '{')) {
        (void)fa_buf_puts(out, "{\"type\":\"array\",\"items\":");
        put_object(n, out);
        (void)fa_buf_puts(out, "}");
        (void)takes(n, ']');
        return;
    }
    what = read_until(n, "]");
    (void)takes(n, ']');
    one = openapi_is(what, "one");
    if (known != NULL && one)
        (void)fa_buf_printf(out, "{\"allOf\":[%s],\"minItems\":1,\"maxItems\":1}", known);
    else if (known != NULL)
        (void)fa_buf_puts(out, known);
    else
        (void)fa_buf_printf(out, "{\"type\":\"array\",\"items\":%s}",
                            shape_of(what) == NULL ? "{}" : shape_of(what));
}

static void put_member(notation *n, openapi_span name, fa_buf *out)
{
    bool told = takes(n, ':');

    skip_blanks(n);
    if (takes(n, '{'))
        put_object(n, out);
    else if (takes(n, '['))
        put_array(n, name, out);
    else
        put_value(name, told ? read_until(n, ",}") : (openapi_span){n->at, 0}, out);
}

/* Whether the members are any: `{name: {…}}`. */
static bool is_map(const notation *n)
{
    static const char begin[] = "name: {";

    return (size_t)(n->end - n->at) >= sizeof begin - 1 && memcmp(n->at, begin, sizeof begin - 1) == 0;
}

static void put_members(notation *n, fa_buf *required, fa_buf *out)
{
    bool first = true;

    while (n->at < n->end && !takes(n, '}')) {
        openapi_span name;
        bool optional;

        skip_blanks(n);
        name = read_name(n);
        if (name.len == 0) { /* "…": others */
            (void)read_until(n, ",}");
            (void)takes(n, ',');
            continue;
        }
        optional = takes(n, '?');
        if (!optional) {
            (void)fa_buf_puts(required, required->len == 0 ? "" : ",");
            openapi_quote(name, required);
        }
        (void)fa_buf_puts(out, first ? "" : ",");
        first = false;
        openapi_quote(name, out);
        (void)fa_buf_puts(out, ":");
        put_member(n, name, out);
        (void)takes(n, ',');
    }
}

/* Behind "{". */
static void put_object(notation *n, fa_buf *out)
{
    fa_buf required;

    if (n->depth == DEPTH_MAX || is_map(n)) {
        (void)fa_buf_puts(out, "{\"type\":\"object\"}");
        for (int open = 1; n->at < n->end && open > 0; n->at++)
            open += *n->at == '{' ? 1 : *n->at == '}' ? -1 : 0;
        return;
    }
    fa_buf_init(&required, 4096);
    n->depth++;
    (void)fa_buf_puts(out, "{\"type\":\"object\",\"properties\":{");
    put_members(n, &required, out);
    (void)fa_buf_puts(out, "}");
    n->depth--;
    if (n->request && required.len > 0) {
        (void)fa_buf_puts(out, ",\"required\":[");
        openapi_add(&required, out);
        (void)fa_buf_puts(out, "]");
    }
    (void)fa_buf_puts(out, n->request ? ",\"additionalProperties\":false}" : "}");
    fa_buf_clear(&required);
}

void openapi_braces(openapi_span code, bool request, fa_buf *out)
{
    notation n = {code.at + 1, code.at + code.len, request, 0};

    put_object(&n, out);
}

static bool put_default(const char *rest, const char *end, fa_buf *out)
{
    size_t digits = 0;

    if (end - rest < 4 || memcmp(rest, " (", 2) != 0)
        return false;
    while (isdigit((unsigned char)rest[2 + digits]))
        digits++;
    if (digits == 0 || rest[2 + digits] != ')')
        return false;
    return fa_buf_printf(out, ",\"default\":%.*s", (int)digits, rest + 2) == FA_OK;
}

void openapi_values(openapi_span name, openapi_span value, const char *rest, const char *end, fa_buf *out)
{
    const char *at = rest;
    openapi_span other;

    if (put_range(value, out)) {
        (void)put_default(rest, end, out);
        (void)fa_buf_puts(out, "}");
    } else if (value.len > 0 && !openapi_is(value, "true")) {
        begin_choice(value, "|", out);
        while (openapi_offer(&at, end, &other)) {
            (void)fa_buf_puts(out, ",");
            openapi_quote(other, out);
        }
        (void)fa_buf_puts(out, "]}");
    } else {
        put_value(name, value, out);
    }
}

bool openapi_told(openapi_span text, fa_buf *out)
{
    const char *at = text.at, *end = text.at + text.len, *known = shape_of(text);
    openapi_span code, found[4];
    size_t count = 0;

    if (known != NULL) {
        (void)fa_buf_puts(out, known);
        return true;
    }
    while (count < 4 && openapi_code(&at, end, &code))
        if (*code.at == '{')
            found[count++] = code;
    if (count > 1)
        (void)fa_buf_puts(out, "{\"anyOf\":[");
    for (size_t i = 0; i < count; i++) {
        (void)fa_buf_puts(out, i == 0 ? "" : ",");
        openapi_braces(found[i], false, out);
    }
    if (count > 1)
        (void)fa_buf_puts(out, "]}");
    return count > 0;
}
