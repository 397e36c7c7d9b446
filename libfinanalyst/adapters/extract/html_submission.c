/* extract/html_submission.c: the documents of a whole EDGAR submission in one file. Its marks are those of the EDGAR
 * Public Dissemination Service: <DOCUMENT>, <TYPE>, <TEXT>. */
#include "html_submission.h"

#include <string.h>

enum { HEAD = 2048, PROBE = 4096 };

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool begins(const char *text, size_t len, size_t at, const char *word)
{
    size_t i;

    for (i = 0; word[i] != '\0'; i++)
        if (at + i >= len || low(text[at + i]) != word[i])
            return false;
    return true;
}

/* The first mark from `at` on, before `end`; `end` when there is none. */
static size_t find(const char *text, size_t end, size_t at, const char *mark)
{
    while (at < end) {
        const char *hit = memchr(text + at, '<', end - at);

        if (hit == NULL)
            return end;
        at = (size_t)(hit - text);
        if (begins(text, end, at, mark))
            return at;
        at++;
    }
    return end;
}

bool html_is_submission(const char *text, size_t len)
{
    size_t at = 0;

    while (at < len && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')))
        at++;
    return begins(text, len, at, "<sec-document>") || begins(text, len, at, "<document>") ||
           begins(text, len, at, "-----begin privacy-enhanced message-----") ||
           begins(text, len, at, "<submission>");
}

static bool is_for_people(const char *text, size_t end, size_t type)
{
    static const char *const others[] = {"graphic", "zip", "excel", "json", "pdf", "xml", "ex-101"};
    size_t i;

    for (i = 0; i < sizeof others / sizeof *others; i++)
        if (begins(text, end, type, others[i]))
            return false;
    return true;
}

static bool is_plain(const char *text, size_t start, size_t end)
{
    static const char *const marks[] = {"<html", "<body", "<div", "<p>", "<p ", "<font", "<table ", "<td"};
    size_t stop = end - start > PROBE ? start + PROBE : end, i;

    for (i = 0; i < sizeof marks / sizeof *marks; i++)
        if (find(text, stop, start, marks[i]) != stop)
            return false;
    return true;
}

bool html_submission_next(const char *text, size_t len, size_t *at, html_part *out)
{
    for (;;) {
        size_t document = find(text, len, *at, "<document>"), end, head, type;

        if (document == len)
            return false;
        end = find(text, len, document, "</document>");
        *at = end < len ? end + 1 : len;
        head = end - document > HEAD ? document + HEAD : end;
        type = find(text, head, document, "<type>");
        out->start = find(text, end, document, "<text>");
        if (out->start == end || (type != head && !is_for_people(text, end, type + 6)))
            continue;
        out->start += 6;
        out->end = find(text, end, out->start, "</text>");
        out->plain = is_plain(text, out->start, out->end);
        return true;
    }
}
