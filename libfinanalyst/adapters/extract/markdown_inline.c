/* extract/markdown_inline.c: text without the marks inside of Markdown lines. */
#include "markdown_inline.h"

#include <string.h>

enum { TARGET_MAX = 1000, NESTED_MAX = 4 };

bool markdown_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

markdown_slice markdown_trim(markdown_slice s)
{
    while (s.n != 0 && markdown_is_blank(s.p[0]))
        s.p++, s.n--;
    while (s.n != 0 && markdown_is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

/* The text of a link "[text](target)", or of an image; n = 0 when there is none at p. *used its bytes. */
static markdown_slice link_text(markdown_slice s, size_t *used)
{
    size_t open = s.p[0] == '!' ? 1 : 0, i, depth = 0;
    markdown_slice none = {"", 0};

    if (s.n < open + 4 || s.p[open] != '[')
        return none;
    for (i = open + 1; i < s.n && s.p[i] != ']'; i++)
        if (s.p[i] == '[' || s.p[i] == '\n')
            return none;
    if (i + 1 >= s.n || s.p[i + 1] != '(')
        return none;
    *used = i; /* the closing bracket, until what follows is known */
    for (i += 1; i < s.n && i < *used + TARGET_MAX; i++) {
        depth += s.p[i] == '(';
        if (s.p[i] == ')' && --depth == 0) {
            markdown_slice text = {s.p + open + 1, *used - open - 1};

            *used = i + 1;
            return text;
        }
    }
    *used = 0;
    return none;
}

/* Whether a run of '*' or '_' at i only sets what is beside it: not a star of its own, nor part of a name. */
static bool is_emphasis(markdown_slice s, size_t i, size_t run)
{
    char before = i == 0 ? ' ' : s.p[i - 1], after = i + run < s.n ? s.p[i + run] : ' ';

    if (markdown_is_blank(before) && markdown_is_blank(after))
        return false;
    return s.p[i] == '*' || markdown_is_blank(before) || markdown_is_blank(after) ||
           strchr(".,;:!?()[]|", before) != NULL || strchr(".,;:!?()[]|", after) != NULL;
}

/* Bytes of an HTML tag that only sets text, such as "<br>" or "</b>"; 0 = none. */
static size_t tag_len(markdown_slice s)
{
    size_t i = 1;

    if (s.n < 3 || s.p[0] != '<')
        return 0;
    if (s.p[1] == '/' || s.p[1] == '!')
        i++;
    if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') || s.p[i] == '-'))
        return 0;
    while (i < s.n && i < 200 && s.p[i] != '>' && s.p[i] != '<')
        i++;
    return i < s.n && s.p[i] == '>' ? i + 1 : 0;
}

static void put_text(fa_buf *out, markdown_slice s, int depth);

/* Appends what stands at s.p[0], which may be a mark; returns the bytes that it took. */
static size_t put_piece(fa_buf *out, markdown_slice all, size_t i, int depth)
{
    markdown_slice s = {all.p + i, all.n - i};
    size_t used = 0, run = 1;

    if (s.p[0] == '\\' && s.n > 1 && strchr("\\`*_{}[]()#+-.!|<>$~", s.p[1]) != NULL) {
        (void)fa_buf_append(out, s.p + 1, 1);
        return 2;
    }
    if ((s.p[0] == '[' || s.p[0] == '!') && depth < NESTED_MAX) {
        markdown_slice text = link_text(s, &used);

        if (used != 0 && text.n != 0) {
            put_text(out, text, depth + 1);
            return used;
        }
    }
    if (s.p[0] == '*' || s.p[0] == '_') {
        while (run < s.n && s.p[run] == s.p[0])
            run++;
        if (is_emphasis(all, i, run))
            return run;
        (void)fa_buf_append(out, s.p, run);
        return run;
    }
    if (s.p[0] == '<' && (used = tag_len(s)) != 0) {
        (void)fa_buf_append(out, " ", 1);
        return used;
    }
    if (s.p[0] != '`')
        (void)fa_buf_append(out, s.p, 1);
    return 1;
}

/* Appends text without its inline marks, blanks folded. */
static void put_text(fa_buf *out, markdown_slice s, int depth)
{
    size_t i = 0;

    s = markdown_trim(s);
    while (i < s.n) {
        if (!markdown_is_blank(s.p[i])) {
            i += put_piece(out, s, i, depth);
            continue;
        }
        if (out->len != 0 && out->data[out->len - 1] != ' ')
            (void)fa_buf_append(out, " ", 1);
        i++;
    }
}

void markdown_put_text(fa_buf *out, markdown_slice s)
{
    put_text(out, s, 0);
}
