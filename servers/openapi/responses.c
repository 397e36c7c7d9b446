/* openapi/responses.c: what a route answers: statuses, media types, schemas. */
#include <stdio.h>
#include <string.h>

#include "openapi/internal.h"

enum { FORMATS_MAX = 8, STATUSES_MAX = 16 };

static void put_content(const char *const *types, size_t count, const char *json_schema, fa_buf *out)
{
    (void)fa_buf_puts(out, ",\"content\":{");
    for (size_t i = 0; i < count; i++)
        (void)fa_buf_printf(out, "%s\"%s\":{\"schema\":%s}", i == 0 ? "" : ",", types[i],
                            strcmp(types[i], "application/json") == 0 ? json_schema
                            : strncmp(types[i], "text/", 5) == 0      ? "{\"type\":\"string\"}"
                                                                      : "{}");
    (void)fa_buf_puts(out, "}");
}

/* The media types that the query parameter `format` chooses from. */
static size_t read_formats(const http_route *r, const char *types[FORMATS_MAX])
{
    const char *at = r->takes, *end = at + strlen(at);
    openapi_span code, name, value;
    size_t count = 0;

    while (count == 0 && openapi_code(&at, end, &code)) {
        if (!openapi_query(code, &name, &value) || !openapi_is(name, "format"))
            continue;
        do {
            const char *type = openapi_media_type(value);

            if (type != NULL && count < FORMATS_MAX)
                types[count++] = type;
        } while (openapi_offer(&at, end, &value));
    }
    return count;
}

static bool begins(openapi_span s, const char *with)
{
    return s.len >= strlen(with) && memcmp(s.at, with, strlen(with)) == 0;
}

/* A media type that a text names, without its parameters: `text/event-stream`. */
static bool find_type(openapi_span text, char out[64])
{
    const char *at = text.at, *end = at + text.len;
    openapi_span code;
    size_t n;

    while (openapi_code(&at, end, &code)) {
        n = strcspn(code.at, ";`");
        if (*code.at == '/' || *code.at == '{' || memchr(code.at, '/', n) == NULL || n >= 64)
            continue;
        (void)snprintf(out, 64, "%.*s", (int)n, code.at);
        return true;
    }
    return false;
}

static void put_success_content(const http_route *r, bool old, unsigned status, openapi_span text,
                                fa_buf *out)
{
    const char *types[FORMATS_MAX];
    char named[64];
    size_t count = status == 204 ? 0 : read_formats(r, types);
    fa_buf schema;
    bool told;

    fa_buf_init(&schema, 64 << 10);
    if (find_type(text, named)) {
        types[0] = named;
        count = 1;
    } else if (begins(text, "the bytes")) {
        types[0] = "application/octet-stream";
        count = 1;
    }
    told = !old && openapi_told(text, &schema);
    if (count == 0 && (status == 200 || told)) {
        types[0] = "application/json";
        count = 1;
    }
    if (!told)
        (void)fa_buf_puts(&schema, "{}");
    if (count > 0 && schema.bad == FA_OK)
        put_content(types, count, schema.data, out);
    if (schema.bad != FA_OK)
        openapi_add(&schema, out);
    fa_buf_clear(&schema);
}

/* `Location`, `X-Checksum-SHA256`: headers that a text names. */
static void put_headers(openapi_span text, fa_buf *out)
{
    const char *at = text.at, *end = at + text.len;
    openapi_span code;
    bool first = true;

    while (openapi_code(&at, end, &code)) {
        const char *colon = memchr(code.at, ':', code.len);

        if (colon != NULL)
            code.len = (size_t)(colon - code.at);
        if (!openapi_is(code, "Location") && !begins(code, "X-"))
            continue;
        (void)fa_buf_puts(out, first ? ",\"headers\":{" : ",");
        openapi_quote(code, out);
        (void)fa_buf_puts(out, ":{\"schema\":{\"type\":\"string\"}}");
        first = false;
    }
    if (!first)
        (void)fa_buf_puts(out, "}");
}

/* Problems that everybody may be answered with, by what the route is like. */
static const struct {
    unsigned status;
    bool signed_in, body, named; /* only where somebody has to be, there is one, or the path names a thing */
} common[] = {
    {400, false, false, false}, {401, true, false, false},  {403, false, false, false},
    {404, false, false, true},  {413, false, true, false},  {422, false, true, false},
    {429, false, false, false}, {500, false, false, false}, {503, false, false, false},
};

/* Where nothing is said of it, it is what static/components.json says of that status. */
static void put_problem(unsigned status, bool old, bool first, openapi_span text, fa_buf *out)
{
    (void)fa_buf_printf(out, "%s\"%u\":{", first ? "" : ",", status);
    if (text.len == 0) {
        (void)fa_buf_printf(
            out, old ? "\"$ref\":\"#/components/responses/Old\"}" : "\"$ref\":\"#/components/responses/%u\"}",
            status);
        return;
    }
    (void)fa_buf_puts(out, "\"description\":");
    openapi_quote(text, out);
    (void)fa_buf_printf(
        out, ",\"content\":{\"application/%s\":{\"schema\":{\"$ref\":\"#/components/schemas/%s\"}}}}",
        old ? "json" : "problem+json", old ? "OldProblem" : "Problem");
}

static bool seen(const unsigned *list, size_t count, unsigned status)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == status)
            return true;
    return false;
}

/* Replies that are no problem come first: every route has one. */
static size_t put_told(const http_route *r, bool old, bool problems, unsigned *list, size_t count,
                       fa_buf *out)
{
    const char *at = r->gives;
    openapi_span text;
    unsigned status;

    while (openapi_status(&at, &status, &text)) {
        if ((status >= 400) != problems || seen(list, count, status) || count == STATUSES_MAX)
            continue;
        if (problems) {
            put_problem(status, old, count == 0, text, out);
        } else {
            (void)fa_buf_printf(out, "%s\"%u\":{\"description\":", count == 0 ? "" : ",", status);
            openapi_quote(text.len == 0 ? (openapi_span){"Done", 4} : text, out);
            put_headers(text, out);
            put_success_content(r, old, status, text, out);
            (void)fa_buf_puts(out, "}");
        }
        list[count++] = status;
    }
    return count;
}

static bool is_common(size_t i, const http_route *r)
{
    return (!common[i].signed_in || (r->policy & HTTP_ACCESS) != HTTP_FOR_ALL) &&
           (!common[i].body || r->body != HTTP_BODY_NONE) &&
           (!common[i].named || strchr(r->path, '{') != NULL);
}

void openapi_responses(const http_route *r, bool old, fa_buf *out)
{
    unsigned list[STATUSES_MAX];
    size_t count;

    (void)fa_buf_puts(out, ",\"responses\":{");
    count = put_told(r, old, false, list, 0, out);
    count = put_told(r, old, true, list, count, out);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (is_common(i, r) && !seen(list, count, common[i].status))
            put_problem(common[i].status, old, false, (openapi_span){NULL, 0}, out);
    (void)fa_buf_printf(out, "%s\"default\":{\"$ref\":\"#/components/responses/%s\"}}", count == 0 ? "" : ",",
                        old ? "Old" : "Problem");
}
