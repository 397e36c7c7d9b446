/* extract/html_guard.c: what is looked for in HTML before it is parsed. */
#include "html_guard.h"

#include <string.h>

enum { ATTRIBUTES_MAX = 2000 };

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c)
{
    return low(c) >= 'a' && low(c) <= 'z';
}

/* The end of a value that begins at `at`. */
static size_t skip_value(const char *text, size_t len, size_t at)
{
    char quote;
    const char *end;

    while (at < len && is_blank(text[at]))
        at++;
    if (at == len || (text[at] != '"' && text[at] != '\''))
        return at;
    quote = text[at];
    end = memchr(text + at + 1, quote, len - at - 1);
    return end == NULL ? len : (size_t)(end - text) + 1;
}

/* Walks through one start tag; *attributes counts what may be one. Returns where it ends. */
static size_t walk_tag(const char *text, size_t len, size_t at, size_t *attributes)
{
    bool inside = true;

    while (at < len && text[at] != '>' && *attributes <= ATTRIBUTES_MAX) {
        if (text[at] == '=') {
            at = skip_value(text, len, at + 1);
            inside = false;
            continue;
        }
        /* A quote or slash parts words, too, as the parser sees it. */
        if (is_blank(text[at]) || text[at] == '"' || text[at] == '\'' || text[at] == '/') {
            inside = false;
        } else if (!inside) {
            ++*attributes;
            inside = true;
        }
        at++;
    }
    return at;
}

bool html_guard_attributes(const char *text, size_t len)
{
    size_t at = 0;

    while (at < len) {
        const char *open = memchr(text + at, '<', len - at);
        size_t attributes = 0;

        if (open == NULL)
            return true;
        at = (size_t)(open - text) + 1;
        if (at < len && is_letter(text[at]))
            at = walk_tag(text, len, at, &attributes);
        if (attributes > ATTRIBUTES_MAX)
            return false;
    }
    return true;
}

static bool begins(const char *text, size_t len, size_t at, const char *word)
{
    size_t i;

    for (i = 0; word[i] != '\0'; i++)
        if (at + i >= len || low(text[at + i]) != word[i])
            return false;
    return true;
}

/* "break-after: always" from its hyphen on. */
static bool is_break(const char *text, size_t len, size_t at)
{
    if (begins(text, len, at, "-before"))
        at += 7;
    else if (begins(text, len, at, "-after"))
        at += 6;
    else
        return false;
    while (at < len && is_blank(text[at]))
        at++;
    if (at == len || text[at] != ':')
        return false;
    at++;
    while (at < len && is_blank(text[at]))
        at++;
    return begins(text, len, at, "always") || begins(text, len, at, "page") ||
           begins(text, len, at, "left") || begins(text, len, at, "right");
}

bool html_has_breaks(const char *text, size_t len)
{
    size_t at = 0;

    while (at < len) {
        const char *hit = memchr(text + at, '-', len - at);

        if (hit == NULL)
            break;
        at = (size_t)(hit - text);
        if (at >= 5 && begins(text, len, at - 5, "break") && is_break(text, len, at))
            return true;
        if (begins(text, len, at, "-page-n"))
            return true;
        at++;
    }
    for (at = 0; at < len; at++) {
        const char *hit = memchr(text + at, '<', len - at);

        if (hit == NULL)
            return false;
        at = (size_t)(hit - text);
        if (begins(text, len, at, "<page>"))
            return true;
    }
    return false;
}

size_t html_skip_ends(const char *text, size_t len, size_t at)
{
    while (at < len) {
        const char *end;

        if (is_blank(text[at])) {
            at++;
            continue;
        }
        if (text[at] != '<' || at + 1 >= len || text[at + 1] != '/')
            break;
        end = memchr(text + at, '>', len - at);
        at = end == NULL ? len : (size_t)(end - text) + 1;
    }
    return at;
}
