/* http/reference.c: the reference of the routes, from their tables. */
#include "http/http.h"

static void print_route(FILE *out, const http_route *r)
{
    static const char *const access[] = {"anybody", "who is signed in", "administrators", "other services"};

    fprintf(out, "### `%s %s`\n\n%s.\n\n- for %s\n", r->method, r->path, r->summary,
            access[r->policy & HTTP_ACCESS]);
    if (*r->takes != '\0')
        fprintf(out, "- takes %s\n", r->takes);
    fprintf(out, "- gives %s\n\n", r->gives);
}

void http_print_routes(FILE *out, const http_table *tables, size_t count)
{
    for (size_t t = 0; t < count; t++)
        for (const http_route *r = tables[t].routes; r->path != NULL; r++)
            print_route(out, r);
}
