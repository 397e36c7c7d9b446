/* gateway/domain/cors.c: which pages of other origins may ask (Fetch standard, section 3.2): those that are named. */
#include <finanalyst/alloc.h>
#include <finanalyst/gateway.h>

#include <string.h>

enum { ORIGINS_MAX = 256, MAX_AGE_S = 600 };

static const char methods[] = "GET, HEAD, POST, PUT, PATCH, DELETE";
static const char headers[] =
    "Authorization, Content-Type, X-API-Key, X-Request-ID, Idempotency-Key, If-Match, If-None-Match, "
    "Last-Event-ID, Range, traceparent, tracestate, Tus-Resumable, Upload-Length, Upload-Offset, "
    "Upload-Metadata, Upload-Checksum";

struct fa_cors {
    size_t count;
    char *origins[];
};

/* scheme "://" host [":" port], in lower case: what a browser sends. */
static bool is_origin(const char *text)
{
    static const char host[] = "abcdefghijklmnopqrstuvwxyz0123456789.-";
    const char *at = text == NULL ? NULL : strstr(text, "://");
    size_t n;

    if (at == NULL || at == text ||
        (size_t)(at - text) != strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789+.-"))
        return false;
    at += 3;
    if (*at == '[') {
        n = strspn(at + 1, "0123456789abcdef:.");
        if (n == 0 || at[n + 1] != ']')
            return false;
        at += n + 2;
    } else {
        n = strspn(at, host);
        if (n == 0)
            return false;
        at += n;
    }
    if (*at != ':')
        return *at == '\0';
    n = strspn(++at, "0123456789");
    return n >= 1 && n <= 5 && at[n] == '\0';
}

fa_status fa_cors_new(const char *const *origins, size_t count, fa_cors **out, fa_error *err)
{
    fa_cors *c;

    if (count > ORIGINS_MAX)
        return fa_fail_field(err, FA_EINVALID, "origins", "there are more than 256 origins");
    for (size_t i = 0; i < count; i++)
        if (!is_origin(origins[i]))
            return fa_fail_field(
                err, FA_EINVALID, "origins",
                "\"%s\" is not an origin: scheme://host[:port], in lower case, nothing behind it",
                origins[i] == NULL ? "" : origins[i]);
    c = fa_calloc(1, sizeof *c + count * sizeof *c->origins);
    if (c == NULL)
        return fa_fail(err, FA_ENOMEM, "out of memory");
    for (; c->count < count; c->count++) {
        c->origins[c->count] = fa_strdup(origins[c->count]);
        if (c->origins[c->count] == NULL) {
            fa_cors_free(c);
            return fa_fail(err, FA_ENOMEM, "out of memory");
        }
    }
    *out = c;
    return FA_OK;
}

void fa_cors_free(fa_cors *cors)
{
    if (cors == NULL)
        return;
    for (size_t i = 0; i < cors->count; i++)
        fa_free(cors->origins[i]);
    fa_free(cors);
}

static bool every_header_is_known(const char *wanted)
{
    while (*wanted != '\0') {
        size_t n = strcspn(wanted, ","), from = strspn(wanted, " \t"), end = n;

        while (end > from && (wanted[end - 1] == ' ' || wanted[end - 1] == '\t'))
            end--;
        if (from < end && !fa_header_list_has(headers, sizeof headers - 1, wanted + from, end - from))
            return false;
        wanted += wanted[n] == ',' ? n + 1 : n;
    }
    return true;
}

fa_cors_answer fa_cors_check(const fa_cors *cors, const fa_cors_request *request)
{
    fa_cors_answer answer = {false, false, "", "", "", 0};

    for (size_t i = 0; request->origin != NULL && i < cors->count; i++)
        if (strcmp(cors->origins[i], request->origin) == 0)
            answer.origin = cors->origins[i];
    answer.allowed = *answer.origin != '\0';
    answer.preflight =
        request->origin != NULL && request->wanted_method != NULL && strcmp(request->method, "OPTIONS") == 0;
    if (!answer.preflight || !answer.allowed)
        return answer;
    if (!fa_header_list_has(methods, sizeof methods - 1, request->wanted_method,
                            strlen(request->wanted_method)) ||
        (request->wanted_headers != NULL && !every_header_is_known(request->wanted_headers))) {
        answer.allowed = false;
        answer.origin = "";
        return answer;
    }
    answer.methods = methods;
    answer.headers = headers;
    answer.max_age_s = MAX_AGE_S;
    return answer;
}

const char *fa_cors_exposed(void)
{
    return "X-Request-ID, Location, ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, "
           "RateLimit-Reset, "
           "Content-Disposition, Content-Range, Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, "
           "Tus-Checksum-Algorithm, Upload-Offset, Upload-Length, Upload-Metadata, Upload-Expires, "
           "X-Checksum-SHA256";
}
