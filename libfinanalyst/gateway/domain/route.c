/* gateway/domain/route.c: which route a path belongs to, and who passes there. */
#include <finanalyst/alloc.h>
#include <finanalyst/gateway.h>

#include <string.h>

enum { SEGMENTS_MAX = 32, ROUTES_MAX = 4096 };

/* The order of trying is the order of the array: the most particular first. */
struct fa_route_table {
    size_t count;
    size_t from[SEGMENTS_MAX + 1]; /* by the slashes of a path: the first route that is not deeper */
    fa_gateway_route routes[];
};

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The decoded byte at *at, which moves behind it. */
static char take_byte(const char *path, size_t len, size_t *at)
{
    if (path[*at] == '%' && len - *at >= 3 && hex(path[*at + 1]) >= 0 && hex(path[*at + 2]) >= 0) {
        *at += 3;
        return (char)(hex(path[*at - 2]) * 16 + hex(path[*at - 1]));
    }
    return path[(*at)++];
}

/* Behind a prefix the path ends, goes on below it, or names a verb on it. */
static bool is_border(const char *path, size_t len, size_t at)
{
    char c = at == len ? '/' : take_byte(path, len, &at);

    return c == '/' || c == ':';
}

/* Where a segment ends that begins at `at`: with a verb wanted, before that. */
static size_t end_of_segment(const char *path, size_t len, size_t at, bool verb)
{
    while (at < len && path[at] != '/') {
        size_t next = at;

        if (take_byte(path, len, &next) == ':' && verb)
            return at;
        at = next;
    }
    return at;
}

static bool covers(const char *prefix, const char *path, size_t len)
{
    size_t at = 0;

    if (strcmp(prefix, "/") == 0)
        return len > 0 && *path == '/';
    while (*prefix != '\0') {
        if (*prefix == '{') {
            size_t from = at;

            prefix = strchr(prefix, '}') + 1;
            at = end_of_segment(path, len, at, *prefix == ':');
            if (at == from)
                return false;
        } else if (at == len || take_byte(path, len, &at) != *prefix++) {
            return false;
        }
    }
    return is_border(path, len, at);
}

static size_t count_of(const char *text, char c)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += *text == c;
    return n;
}

static size_t depth_of(const char *prefix)
{
    return strcmp(prefix, "/") == 0 ? 0 : count_of(prefix, '/');
}

/* Below 0: a is the more particular one. Among routes that are alike the earlier one would hide the later: equal only for
 * the same method and prefix. */
static int compare(const fa_gateway_route *a, const fa_gateway_route *b)
{
    size_t a_depth = depth_of(a->prefix), b_depth = depth_of(b->prefix);
    size_t a_open = count_of(a->prefix, '{'), b_open = count_of(b->prefix, '{');
    size_t a_verbs = count_of(a->prefix, ':'), b_verbs = count_of(b->prefix, ':');
    int order;

    if (a_depth != b_depth)
        return a_depth > b_depth ? -1 : 1;
    if (a_open != b_open)
        return a_open < b_open ? -1 : 1;
    if (a_verbs != b_verbs)
        return a_verbs > b_verbs ? -1 : 1;
    order = strcmp(a->prefix, b->prefix);
    if (order != 0)
        return order;
    if (a->method == NULL || b->method == NULL)
        return (a->method == NULL) - (b->method == NULL);
    return strcmp(a->method, b->method);
}

/* Whether a segment is plain, or in braces, wholly or but for a verb. */
static bool is_segment(const char *segment, size_t n)
{
    size_t braces = 0, end = strcspn(segment, "}");

    for (size_t i = 0; i < n; i++)
        braces += segment[i] == '{' || segment[i] == '}';
    if (n == 0 || braces == 0)
        return n > 0;
    return braces == 2 && *segment == '{' && end < n &&
           (end == n - 1 || (segment[end + 1] == ':' && end + 2 < n));
}

/* "/", or segments without a slash at the end. */
static bool is_prefix(const char *prefix)
{
    size_t len = prefix == NULL ? 0 : strlen(prefix), segments = 0;

    if (len == 0 || *prefix != '/' || strchr(prefix, '%') != NULL || strchr(prefix, '?') != NULL)
        return false;
    if (len == 1)
        return true;
    while (*prefix == '/') {
        size_t n = strcspn(++prefix, "/");

        if (!is_segment(prefix, n) || ++segments > SEGMENTS_MAX)
            return false;
        prefix += n;
    }
    return true;
}

/* Where a route belongs. *there: it is there already. */
static size_t place_of(const fa_route_table *t, const fa_gateway_route *route, bool *there)
{
    size_t from = 0, to = t->count;

    *there = false;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare(route, &t->routes[middle]);

        *there = *there || order == 0;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return from;
}

static fa_status add(fa_route_table *t, const fa_gateway_route *given, fa_error *err)
{
    fa_gateway_route route = *given;
    size_t at;
    bool there;

    if (!is_prefix(given->prefix) || (given->method != NULL && *given->method == '\0'))
        return fa_fail_field(err, FA_EINVALID, "prefix", "\"%s\" is not a path that a route can have",
                             given->prefix == NULL ? "" : given->prefix);
    at = place_of(t, given, &there);
    if (there)
        return fa_fail_field(err, FA_EINVALID, "prefix", "the route \"%s\" is there twice", given->prefix);
    route.prefix = fa_strdup(given->prefix);
    route.method = fa_strdup(given->method);
    if (route.prefix == NULL || (route.method == NULL && given->method != NULL)) {
        fa_free((void *)(uintptr_t)route.prefix);
        fa_free((void *)(uintptr_t)route.method);
        return fa_fail(err, FA_ENOMEM, "out of memory");
    }
    memmove(&t->routes[at + 1], &t->routes[at], (t->count++ - at) * sizeof *t->routes);
    t->routes[at] = route;
    return FA_OK;
}

fa_status fa_route_table_new(const fa_gateway_route *routes, size_t count, fa_route_table **out,
                             fa_error *err)
{
    fa_route_table *t;
    fa_status st = FA_OK;

    if (count > ROUTES_MAX || (routes == NULL && count > 0) || out == NULL)
        return fa_fail_field(err, FA_EINVALID, "routes", "there are too many routes, or none was given");
    t = fa_calloc(1, sizeof *t + count * sizeof *t->routes);
    if (t == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    for (size_t i = 0; st == FA_OK && i < count; i++)
        st = add(t, &routes[i], err);
    for (size_t depth = 0; depth <= SEGMENTS_MAX; depth++)
        while (t->from[depth] < t->count && depth_of(t->routes[t->from[depth]].prefix) > depth)
            t->from[depth]++;
    if (st == FA_OK)
        *out = t;
    else
        fa_route_table_free(t);
    return st;
}

void fa_route_table_free(fa_route_table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->count; i++) {
        fa_free((void *)(uintptr_t)table->routes[i].prefix);
        fa_free((void *)(uintptr_t)table->routes[i].method);
    }
    fa_free(table);
}

const fa_gateway_route *fa_route_table_find(const fa_route_table *table, const char *method, const char *path,
                                            size_t len)
{
    const char *query = memchr(path, '?', len);
    size_t depth = 0;

    if (query != NULL)
        len = (size_t)(query - path);
    for (size_t i = 0; i < len; i++)
        depth += path[i] == '/' || path[i] == '%'; /* which may stand for a slash */
    for (size_t i = table->from[depth < SEGMENTS_MAX ? depth : SEGMENTS_MAX]; i < table->count; i++) {
        const fa_gateway_route *r = &table->routes[i];

        if ((r->method == NULL || strcmp(r->method, method) == 0) && covers(r->prefix, path, len))
            return r;
    }
    return NULL;
}

size_t fa_route_table_count(const fa_route_table *table)
{
    return table->count;
}

const fa_gateway_route *fa_route_table_at(const fa_route_table *table, size_t i)
{
    return i < table->count ? &table->routes[i] : NULL;
}

fa_verdict fa_access_check(fa_access access, bool signed_in, bool admin)
{
    switch (access) {
    case FA_ACCESS_NONE:
    case FA_ACCESS_SIGNED:
        return FA_VERDICT_PASS;
    case FA_ACCESS_USER:
    case FA_ACCESS_OWNER:
        return signed_in ? FA_VERDICT_PASS : FA_VERDICT_SIGN_IN;
    case FA_ACCESS_ADMIN:
        return !signed_in ? FA_VERDICT_SIGN_IN : admin ? FA_VERDICT_PASS : FA_VERDICT_FORBID;
    default:
        return FA_VERDICT_HIDE;
    }
}
