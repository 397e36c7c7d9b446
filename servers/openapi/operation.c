/* openapi/operation.c: one route as an operation of the interface document. */
#include <ctype.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "openapi/internal.h"

static const char *end_of(const char *text)
{
    return text + strlen(text);
}

/* ---- its name ---- */

/* "get_documents_id_content": the method and the path, without what all paths begin with. */
static void put_id(const http_route *r, bool old, fa_buf *out)
{
    static const char common[] = "/api/v1";
    const char *p = strncmp(r->path, common, sizeof common - 1) == 0 ? r->path + sizeof common - 1 : r->path;
    bool gap = true;

    (void)fa_buf_puts(out, old ? "\"operationId\":\"old_" : "\"operationId\":\"");
    for (const char *m = r->method; *m != '\0'; m++)
        (void)fa_buf_printf(out, "%c", tolower((unsigned char)*m));
    if (strcmp(p, "/") == 0)
        (void)fa_buf_puts(out, "_root");
    else if (p[strlen(p) - 1] == '/')
        (void)fa_buf_puts(out, "_slash");
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

static void put_segment(const http_route *r, bool old, openapi_span before, openapi_span name, fa_buf *out)
{
    const char *values = find_values(r->takes, name), *end = end_of(r->takes);
    openapi_span value;

    if (values != NULL && openapi_code(&values, end, &value))
        openapi_values(name, value, values, end, out);
    else if (old)
        (void)fa_buf_puts(out, openapi_is(name, "id") ? "{\"type\":\"integer\"}" : "{\"type\":\"string\"}");
    else
        (void)fa_buf_puts(out, openapi_segment(before, name));
}

static void put_path_parameters(const http_route *r, bool old, bool *first, fa_buf *out)
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
        put_segment(r, old, segment, name, out);
        (void)fa_buf_puts(out, "}");
        open = close;
    }
}

static void put_query_parameters(const http_route *r, bool *first, fa_buf *out)
{
    const char *at = r->takes, *end = end_of(at);
    openapi_span code, name, value;

    while (openapi_code(&at, end, &code)) {
        if (!openapi_query(code, &name, &value))
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

static void put_parameters(const http_route *r, bool old, fa_buf *out)
{
    bool first = true;

    (void)fa_buf_puts(out, ",\"parameters\":[");
    put_path_parameters(r, old, &first, out);
    put_query_parameters(r, &first, out);
    put_header_parameters(r, &first, out);
    (void)fa_buf_puts(out, "]");
}

/* ---- the body ---- */

static void put_json_body(const http_route *r, bool old, fa_buf *out)
{
    const char *at = r->takes, *end = end_of(at), *list = strstr(at, "or a list of");
    openapi_span code = {NULL, 0};
    fa_buf schema;
    bool required;

    while (openapi_code(&at, end, &code) && *code.at != '{')
        code.at = NULL;
    fa_buf_init(&schema, 64 << 10);
    if (code.at != NULL && *code.at == '{')
        openapi_braces(code, !old, &schema);
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

/* "the form fields `username`, `otp?`": texts. */
static void put_form(const http_route *r, fa_buf *out)
{
    const char *at = r->takes, *end = end_of(at);
    openapi_span code;
    bool first = true;

    (void)fa_buf_puts(
        out, ",\"requestBody\":{\"required\":true,\"content\":{\"application/x-www-form-urlencoded\":{"
             "\"schema\":{\"type\":\"object\",\"properties\":{");
    while (openapi_code(&at, end, &code)) {
        if (code.len > 0 && code.at[code.len - 1] == '?')
            code.len--;
        if (!openapi_is_name(code))
            continue;
        (void)fa_buf_puts(out, first ? "" : ",");
        first = false;
        openapi_quote(code, out);
        (void)fa_buf_puts(out, ":{\"type\":\"string\"}");
    }
    (void)fa_buf_puts(out, "}}}}}");
}

static void put_body(const http_route *r, bool old, fa_buf *out)
{
    if (r->body == HTTP_BODY_FORM)
        put_form(r, out);
    if (r->body == HTTP_BODY_JSON)
        put_json_body(r, old, out);
    if (r->body == HTTP_BODY_PIECE)
        (void)fa_buf_puts(
            out, ",\"requestBody\":{\"required\":true,\"content\":{\"application/offset+octet-stream\":{}}}");
    if (r->body == HTTP_BODY_FILE)
        (void)fa_buf_puts(
            out,
            ",\"requestBody\":{\"required\":true,\"content\":{\"multipart/form-data\":{\"schema\":{"
            "\"type\":\"object\",\"properties\":{\"file\":{\"type\":\"string\",\"contentMediaType\":"
            "\"application/octet-stream\"}},\"required\":[\"file\"]}},\"application/octet-stream\":{}}}");
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

/* A route that only stands for another, "As `/token`", takes and gives what that one does. */
static http_route told_route(const http_table *t, const http_route *route)
{
    http_route told = *route;

    if (*route->gives != '\0' || strncmp(route->summary, "As `", 4) != 0)
        return told;
    for (const http_route *r = t->routes; r->path != NULL; r++)
        if (strcmp(r->method, route->method) == 0 &&
            strncmp(r->path, route->summary + 4, strlen(r->path)) == 0 &&
            strcmp(route->summary + 4 + strlen(r->path), "`") == 0) {
            told.takes = r->takes;
            told.gives = r->gives;
        }
    return told;
}

void openapi_operation(const http_table *table, const http_route *route, fa_buf *out)
{
    http_route told = told_route(table, route);
    bool old = table->tell != NULL;

    (void)fa_buf_puts(out, old ? "{\"deprecated\":true,\"tags\":[" : "{\"tags\":[");
    (void)fa_json_quote(table->name, out);
    (void)fa_buf_puts(out, "],");
    put_id(&told, old, out);
    put_texts(&told, out);
    put_parameters(&told, old, out);
    put_body(&told, old, out);
    openapi_responses(&told, old, out);
    put_security(table, &told, out);
    (void)fa_buf_puts(out, "}");
}
