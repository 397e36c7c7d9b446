/* openapi/text.c: reads what the tables say of a route. It is Markdown for people, and keeps to a few forms. */
#include <ctype.h>
#include <string.h>

#include <finanalyst/wire.h>

#include "openapi/internal.h"

bool openapi_is(openapi_span s, const char *text)
{
    return strlen(text) == s.len && memcmp(text, s.at, s.len) == 0;
}

void openapi_quote(openapi_span s, fa_buf *out)
{
    fa_buf copy;

    fa_buf_init(&copy, s.len + 1);
    if (fa_buf_append(&copy, s.at, s.len) == FA_OK && fa_buf_append(&copy, "", 1) == FA_OK)
        (void)fa_json_quote(copy.data, out);
    else
        openapi_add(&copy, out);
    fa_buf_clear(&copy);
}

void openapi_add(const fa_buf *part, fa_buf *out)
{
    if (part->bad == FA_OK)
        (void)fa_buf_append(out, part->data, part->len);
    else if (out->bad == FA_OK)
        out->bad = part->bad;
}

bool openapi_is_name(openapi_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!isalnum((unsigned char)s.at[i]) && s.at[i] != '_')
            return false;
    return s.len > 0;
}

bool openapi_code(const char **at, const char *end, openapi_span *out)
{
    const char *open = memchr(*at, '`', (size_t)(end - *at)), *close;

    if (open == NULL)
        return false;
    close = memchr(open + 1, '`', (size_t)(end - open - 1));
    if (close == NULL)
        return false;
    *out = (openapi_span){open + 1, (size_t)(close - open - 1)};
    *at = close + 1;
    return true;
}

static bool is_word(openapi_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!isalnum((unsigned char)s.at[i]) && strchr("_-", s.at[i]) == NULL)
            return false;
    return s.len > 0;
}

bool openapi_offer(const char **at, const char *end, openapi_span *out)
{
    static const char *const between[] = {", ", " or ", " (the default), ", " (the default) or "};
    const char *rest = *at;
    openapi_span gap;

    if (!openapi_code(&rest, end, out) || !is_word(*out))
        return false;
    gap = (openapi_span){*at, (size_t)(out->at - 1 - *at)};
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        if (openapi_is(gap, between[i])) {
            *at = rest;
            return true;
        }
    return false;
}

bool openapi_query(openapi_span code, openapi_span *name, openapi_span *value)
{
    const char *equals = memchr(code.at, '=', code.len);

    if (equals == NULL)
        return false;
    *name = (openapi_span){code.at, (size_t)(equals - code.at)};
    *value = (openapi_span){equals + 1, (size_t)(code.at + code.len - equals - 1)};
    return openapi_is_name(*name);
}

/* Whether a status begins here: at the beginning, behind "; " or behind "or ". */
static bool is_status(const char *text, const char *p)
{
    if (p[0] < '2' || p[0] > '5' || !isdigit((unsigned char)p[1]) || !isdigit((unsigned char)p[2]) ||
        strchr(" ;,:", p[3]) == NULL)
        return false;
    return p == text || (p - text > 2 && memcmp(p - 2, "; ", 2) == 0) ||
           (p - text > 3 && memcmp(p - 3, "or ", 3) == 0);
}

/* The next status behind `from` that is outside of backticks, or the end. */
static const char *find_status(const char *text, const char *from)
{
    bool code = false;

    for (; *from != '\0'; from++) {
        if (*from == '`')
            code = !code;
        if (!code && is_status(text, from))
            break;
    }
    return from;
}

static openapi_span trim(openapi_span s)
{
    while (s.len > 0 && strchr(" ,;:", *s.at) != NULL) {
        s.at++;
        s.len--;
    }
    for (;;) {
        if (s.len > 0 && strchr(" ,;", s.at[s.len - 1]) != NULL)
            s.len--;
        else if (s.len >= 3 && memcmp(s.at + s.len - 3, " or", 3) == 0)
            s.len -= 3;
        else if (s.len == 2 && memcmp(s.at, "or", 2) == 0)
            s.len = 0;
        else
            return s;
    }
}

/* What "200 or 206 the bytes" says of the second holds for the first. */
bool openapi_status(const char **at, unsigned *status, openapi_span *text)
{
    const char *from = find_status(*at, *at), *end;
    bool joined;

    if (*from == '\0')
        return false;
    *status = (unsigned)((from[0] - '0') * 100 + (from[1] - '0') * 10 + from[2] - '0');
    end = find_status(*at, from + 3);
    *text = trim((openapi_span){from + 3, (size_t)(end - from - 3)});
    joined = text->len == 0 && strncmp(from + 3, " or ", 4) == 0;
    *at = end;
    if (joined) {
        const char *next = end;
        unsigned other;

        (void)openapi_status(&next, &other, text);
    }
    return true;
}
