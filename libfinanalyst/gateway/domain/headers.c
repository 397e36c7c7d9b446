/* gateway/domain/headers.c: headers that do not pass from outside to inside. */
#include <finanalyst/gateway.h>

#include <string.h>

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool begins(const char *name, size_t len, const char *with, size_t n)
{
    if (len < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (lower(name[i]) != with[i])
            return false;
    return true;
}

/* A '*' at the end stands for anything. */
static bool matches(const char *name, size_t len, const char *pattern)
{
    size_t n = strlen(pattern);

    return pattern[n - 1] == '*' ? begins(name, len, pattern, n - 1)
                                 : len == n && begins(name, len, pattern, n);
}

bool fa_header_is_stripped(const char *name, size_t len)
{
    static const char *const patterns[] = {
        "x-user-*",     "x-fa-*",      "x-auth*",        "x-internal-*",      "x-forwarded-*",
        "forwarded",    "via",         "x-real-ip",      "x-client-ip",       "true-client-ip",
        "x-original-*", "x-rewrite-*", "x-http-method*", "x-role*",           "x-remote-*",
        "x-admin*",     "connection",  "keep-alive",     "proxy-*",           "te",
        "trailer",      "upgrade",     "http2-settings", "transfer-encoding", "content-length",
        "expect",       "host"};

    if (len == 0 || memchr(name, '_', len) != NULL)
        return true;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (lower(*name) == *patterns[i] && matches(name, len, patterns[i]))
            return true;
    return false;
}

bool fa_header_list_has(const char *list, size_t list_len, const char *name, size_t len)
{
    size_t at = 0;

    while (at < list_len) {
        const char *comma = memchr(list + at, ',', list_len - at);
        size_t next = comma == NULL ? list_len : (size_t)(comma - list), end = next, i = 0;

        while (at < end && (list[at] == ' ' || list[at] == '\t'))
            at++;
        while (end > at && (list[end - 1] == ' ' || list[end - 1] == '\t'))
            end--;
        while (i < len && end - at == len && lower(list[at + i]) == lower(name[i]))
            i++;
        if (len > 0 && end - at == len && i == len)
            return true;
        at = next + 1;
    }
    return false;
}
