/* openapi/openapi.c: the interface document as a whole. */
#include <ctype.h>
#include <string.h>

#include <finanalyst/version.h>
#include <finanalyst/wire.h>

#include "openapi/internal.h"

static bool is_told(const http_route *r)
{
    return (r->policy & HTTP_ACCESS) != HTTP_FOR_SERVICE;
}

static bool is_first_of_path(const http_table *tables, size_t t, const http_route *route)
{
    for (size_t i = 0; i <= t; i++)
        for (const http_route *r = tables[i].routes; r->path != NULL && r != route; r++)
            if (is_told(r) && strcmp(r->path, route->path) == 0)
                return false;
    return true;
}

/* All methods of a path, from whichever table. */
static void put_path(const http_table *tables, size_t count, const char *path, fa_buf *out)
{
    bool first = true;

    (void)fa_json_quote(path, out);
    (void)fa_buf_puts(out, ":{");
    for (size_t t = 0; t < count; t++)
        for (const http_route *r = tables[t].routes; r->path != NULL; r++) {
            if (!is_told(r) || strcmp(r->path, path) != 0)
                continue;
            (void)fa_buf_puts(out, first ? "\"" : ",\"");
            first = false;
            for (const char *m = r->method; *m != '\0'; m++)
                (void)fa_buf_printf(out, "%c", tolower((unsigned char)*m));
            (void)fa_buf_puts(out, "\":");
            openapi_operation(&tables[t], r, out);
        }
    (void)fa_buf_puts(out, "}");
}

static void put_tags(const http_table *tables, size_t count, fa_buf *out)
{
    (void)fa_buf_puts(out, ",\"tags\":[");
    for (size_t t = 0; t < count; t++) {
        (void)fa_buf_puts(out, t == 0 ? "{\"name\":" : ",{\"name\":");
        (void)fa_json_quote(tables[t].name, out);
        (void)fa_buf_puts(out, "}");
    }
    (void)fa_buf_puts(out, "]");
}

fa_status openapi_write(const http_table *tables, size_t count, fa_buf *out, fa_error *err)
{
    bool first = true;

    (void)fa_buf_printf(
        out,
        "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"FinAnalyst\",\"version\":\"%s\",\"summary\":"
        "\"Financial filings in, exact figures with their places out\",\"description\":\"Errors are problem "
        "documents (RFC 9457). `HEAD` works wherever `GET` does. What belongs to another cannot be told "
        "from what is not there: both are 404.\"},\"jsonSchemaDialect\":"
        "\"https://spec.openapis.org/oas/3.1/dialect/base\",\"servers\":[{\"url\":\"/\"}]",
        fa_version());
    put_tags(tables, count, out);
    (void)fa_buf_puts(out, ",\"paths\":{");
    for (size_t t = 0; t < count; t++)
        for (const http_route *r = tables[t].routes; r->path != NULL; r++)
            if (is_told(r) && is_first_of_path(tables, t, r)) {
                (void)fa_buf_puts(out, first ? "" : ",");
                first = false;
                put_path(tables, count, r->path, out);
            }
    (void)fa_buf_puts(out, "},\"components\":");
    (void)fa_buf_puts(out, openapi_components);
    (void)fa_buf_puts(out, "}");
    return fa_buf_check(out, err);
}
