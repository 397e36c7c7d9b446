/* openapi/operation.c: one route as an operation of the interface document. */
#include <ctype.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "openapi/internal.h"

enum { FORMATS_MAX = 8, STATUSES_MAX = 16 };

static openapi_span span_of(const char *text)
{
    return (openapi_span){text, strlen(text)};
}

static const char *end_of(const char *text)
{
    return text + strlen(text);
}

/* ---- its name ---- */

/* "get_documents_id_content": the method and the path, without what all paths begin with. */
static void put_id(const http_route *r, fa_buf *out)
{
    static const char common[] = "/api/v1";
    const char *p = strncmp(r->path, common, sizeof common - 1) == 0 ? r->path + sizeof common - 1 : r->path;
    bool gap = true;

    (void)fa_buf_puts(out, "\"operationId\":\"");
    for (const char *m = r->method; *m != '\0'; m++)
        (void)fa_buf_printf(out, "%c", tolower((unsigned char)*m));
    if (strcmp(p, "/") == 0)
        (void)fa_buf_puts(out, "_root");
    for (; *p != '\0'; p++) {
        if (!isalnum((unsigned char)*p)) {
            gap = true;
            continue;
        }
        (void)fa_buf_printf(out, "%s%c", gap ? "_" : "", *p);
        gap = false;
    }
    (void)fa_buf_puts(out, "\"");
}

static void put_texts(const http_route *r, fa_buf *out)
{
    fa_buf text;

    (void)fa_buf_puts(out, ",\"summary\":");
    (void)fa_json_quote(r->summary, out);
    fa_buf_init(&text, 4096);
    if (*r->takes != '\0')
        (void)fa_buf_printf(&text, "Takes %s.\n\n", r->takes);
    (void)fa_buf_printf(&text, "Gives %s.", r->gives);
    (void)fa_buf_puts(out, ",\"description\":");
    if (text.bad == FA_OK)
        (void)fa_json_quote(text.data, out);
    else
        openapi_add(&text, out);
    fa_buf_clear(&text);
}

/* ---- parameters ---- */

static void begin_parameter(openapi_span name, const char *in, bool required, bool *first, fa_buf *out)
{
    (void)fa_buf_puts(out, *first ? "{\"name\":" : ",{\"name\":");
    *first = false;
    openapi_quote(name, out);
    (void)fa_buf_printf(out, ",\"in\":\"%s\"%s,\"schema\":", in, required ? ",\"required\":true" : "");
}

/* Where the values of a segment are told: "a report: `overview`, `tokens` or `quality`". NULL: they are not. */
static const char *find_values(const char *takes, openapi_span name)
{
    char lead[64];
    const char *found;

    (void)snprintf(lead, sizeof lead, "a %.*s: `", (int)name.len, name.at);
    found = strstr(takes, lead);
    return found == NULL ? NULL : found + strlen(lead) - 1;
}

static void put_segment(const http_route *r, openapi_span before, openapi_span name, fa_buf *out)
{
    const char *values = find_values(r->takes, name), *end = end_of(r->takes);
    openapi_span value;

    if (values != NULL && openapi_code(&values, end, &value))
        openapi_values(name, value, values, end, out);
    else
        (void)fa_buf_puts(out, openapi_segment(before, name));
}

static void put_path_parameters(const http_route *r, bool *first, fa_buf *out)
{
    const char *open = r->path, *close, *before;

    while ((open = strchr(open, '{')) != NULL) {
        openapi_span name, segment;

        close = strchr(open, '}');
        name = (openapi_span){open + 1, (size_t)(close - open - 1)};
        for (before = open - 1; before > r->path && before[-1] != '/'; before--)
            continue;
        segment = (openapi_span){before, (size_t)(open - 1 - before)};
        begin_parameter(name, "path", true, first, out);
        put_segment(r, segment, name, out);
        (void)fa_buf_puts(out, "}");
        open = close;
    }
}

/* `name=…`: the name of a query parameter, and its value behind it. */
static bool is_query(openapi_span code, openapi_span *name, openapi_span *value)
{
    const char *equals = memchr(code.at, '=', code.len);

    if (equals == NULL)
        return false;
    *name = (openapi_span){code.at, (size_t)(equals - code.at)};
    *value = (openapi_span){equals + 1, (size_t)(code.at + code.len - equals - 1)};
    return openapi_is_name(*name);
}

static void put_query_parameters(const http_route *r, bool *first, fa_buf *out)
{
    const char *at = r->takes, *end = end_of(at);
    openapi_span code, name, value;

    while (openapi_code(&at, end, &code)) {
        if (!is_query(code, &name, &value))
            continue;
        begin_parameter(name, "query", false, first, out);
        openapi_values(name, value, at, end, out);
        (void)fa_buf_puts(out, "}");
    }
}

/* "the header `Range`" */
static void put_header_parameters(const http_route *r, bool *first, fa_buf *out)
{
    static const char lead[] = "the header ";
    const char *at = r->takes, *end = end_of(at);
    openapi_span code;

    while ((at = strstr(at, lead)) != NULL) {
        at += sizeof lead - 1;
        if (!openapi_code(&at, end, &code))
            break;
        begin_parameter(code, "header", false, first, out);
        (void)fa_buf_puts(out, "{\"type\":\"string\"}}");
    }
}

static void put_parameters(const http_route *r, fa_buf *out)
{
    bool first = true;

    (void)fa_buf_puts(out, ",\"parameters\":[");
    put_path_parameters(r, &first, out);
    put_query_parameters(r, &first, out);
    put_header_parameters(r, &first, out);
    (void)fa_buf_puts(out, "]");
}

/* ---- the body ---- */

static void put_json_body(const http_route *r, fa_buf *out)
{
    const char *at = r->takes, *end = end_of(at), *list = strstr(at, "or a list of");
    openapi_span code = {NULL, 0};
    fa_buf schema;
    bool required;

    while (openapi_code(&at, end, &code) && *code.at != '{')
        code.at = NULL;
    fa_buf_init(&schema, 64 << 10);
    if (code.at != NULL && *code.at == '{')
        openapi_braces(code, list == NULL, &schema);
    else
        (void)fa_buf_puts(&schema, "{}");
    required = schema.data != NULL && strstr(schema.data, "\"required\"") != NULL;
    (void)fa_buf_printf(out,
                        ",\"requestBody\":{\"required\":%s,\"content\":{\"application/json\":{\"schema\":",
                        required ? "true" : "false");
    if (list != NULL)
        (void)fa_buf_puts(out, "{\"anyOf\":[");
    openapi_add(&schema, out);
    if (list != NULL) {
        (void)fa_buf_puts(out, ",{\"type\":\"array\",\"items\":");
        openapi_add(&schema, out);
        (void)fa_buf_puts(out, "}]}");
    }
    (void)fa_buf_puts(out, "}}}");
    fa_buf_clear(&schema);
}

static void put_body(const http_route *r, fa_buf *out)
{
    if (r->body == HTTP_BODY_JSON)
        put_json_body(r, out);
    if (r->body == HTTP_BODY_FILE)
        (void)fa_buf_puts(
            out,
            ",\"requestBody\":{\"required\":true,\"content\":{\"multipart/form-data\":{\"schema\":{"
            "\"type\":\"object\",\"properties\":{\"file\":{\"type\":\"string\",\"contentMediaType\":"
            "\"application/octet-stream\"}},\"required\":[\"file\"]}},\"application/octet-stream\":{}}}");
}

/* ---- responses ---- */

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
    const char *at = r->takes, *end = end_of(at);
    openapi_span code, name, value;
    size_t count = 0;

    while (count == 0 && openapi_code(&at, end, &code)) {
        if (!is_query(code, &name, &value) || !openapi_is(name, "format"))
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

static void put_success_content(const http_route *r, unsigned status, openapi_span text, fa_buf *out)
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
    told = openapi_told(text, &schema);
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
static void put_problem(unsigned status, openapi_span text, fa_buf *out)
{
    (void)fa_buf_printf(out, ",\"%u\":{", status);
    if (text.len == 0) {
        (void)fa_buf_printf(out, "\"$ref\":\"#/components/responses/%u\"}", status);
        return;
    }
    (void)fa_buf_puts(out, "\"description\":");
    openapi_quote(text, out);
    (void)fa_buf_puts(out, ",\"content\":{\"application/problem+json\":{\"schema\":{\"$ref\":"
                           "\"#/components/schemas/Problem\"}}}}");
}

static bool seen(const unsigned *list, size_t count, unsigned status)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == status)
            return true;
    return false;
}

/* Replies that are no problem come first: every route has one. */
static size_t put_told(const http_route *r, bool problems, unsigned *list, size_t count, fa_buf *out)
{
    const char *at = r->gives;
    openapi_span text;
    unsigned status;

    while (openapi_status(&at, &status, &text)) {
        if ((status >= 400) != problems || seen(list, count, status) || count == STATUSES_MAX)
            continue;
        if (problems) {
            put_problem(status, text, out);
        } else {
            (void)fa_buf_printf(out, "%s\"%u\":{\"description\":", count == 0 ? "" : ",", status);
            openapi_quote(text.len == 0 ? span_of("Done") : text, out);
            put_headers(text, out);
            put_success_content(r, status, text, out);
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

static void put_responses(const http_route *r, fa_buf *out)
{
    unsigned list[STATUSES_MAX];
    size_t count;

    (void)fa_buf_puts(out, ",\"responses\":{");
    count = put_told(r, false, list, 0, out);
    count = put_told(r, true, list, count, out);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (is_common(i, r) && !seen(list, count, common[i].status))
            put_problem(common[i].status, (openapi_span){NULL, 0}, out);
    (void)fa_buf_puts(out, ",\"default\":{\"$ref\":\"#/components/responses/Problem\"}}");
}

/* ---- who may ---- */

/* A token has to be of a role, a key has to have a scope: both are told where the standard has room for them. */
static void put_security(const http_table *t, const http_route *r, fa_buf *out)
{
    bool admin = (r->policy & HTTP_ACCESS) == HTTP_FOR_ADMIN;
    const char *scope = admin ? "admin" : strcmp(r->method, "GET") == 0 ? t->reads : t->writes;

    (void)fa_buf_puts(out, ",\"security\":[");
    if ((r->policy & HTTP_ACCESS) != HTTP_FOR_ALL) {
        (void)fa_buf_printf(out, "{\"bearer\":[%s]},{\"apiKey\":[", admin ? "\"admin\"" : "");
        if (scope != NULL)
            (void)fa_json_quote(scope, out);
        (void)fa_buf_puts(out, "]}");
    }
    (void)fa_buf_puts(out, "]");
}

void openapi_operation(const http_table *table, const http_route *route, fa_buf *out)
{
    (void)fa_buf_puts(out, "{\"tags\":[");
    (void)fa_json_quote(table->name, out);
    (void)fa_buf_puts(out, "],");
    put_id(route, out);
    put_texts(route, out);
    put_parameters(route, out);
    put_body(route, out);
    put_responses(route, out);
    put_security(table, route, out);
    (void)fa_buf_puts(out, "}");
}
