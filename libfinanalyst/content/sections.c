/* content/sections.c: the section path of a line. */
#include <string.h>

#include "base/text.h"
#include "content/store.h"

enum { STEPS_MAX = 4096, DEPTH_MAX = 16 };

/* The last section that begins at or before a line; -1 = none. */
static int64_t section_at(const fa_content *c, int32_t page, uint32_t line)
{
    size_t low = 0, high = c->section_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const fa_section *s = &c->sections[mid];

        if (s->page < page || (s->page == page && s->line <= line))
            low = mid + 1;
        else
            high = mid;
    }
    return (int64_t)low - 1;
}

/* "Item 8" of "Item 8. Financial Statements and Supplementary Data"; other titles in full. */
static fai_str short_title(const char *title)
{
    fai_str s = fai_str_of(title);
    size_t i = 5;

    if (!fai_str_starts_ci(s, FAI_STR("item ")) || s.n < 6 || !fai_is_digit(s.p[5]))
        return s;
    while (i < s.n && fai_is_alnum(s.p[i]))
        i++;
    return fai_str_sub(s, 0, i);
}

static size_t append(char *out, size_t cap, size_t at, const char *text, size_t len)
{
    size_t room = at < cap ? cap - at : 0;

    if (room > 1)
        memcpy(out + at, text, len < room - 1 ? len : room - 1);
    return at + len;
}

size_t fa_content_section_path(const fa_content *c, int32_t page, uint32_t line, char *out, size_t cap)
{
    const fa_section *path[DEPTH_MAX];
    int32_t level = INT32_MAX;
    size_t len = 0;
    int64_t i;
    int depth = 0, steps = 0;

    for (i = section_at(c, page, line); i >= 0 && level > 1 && depth < DEPTH_MAX && steps < STEPS_MAX;
         i--, steps++) {
        if (c->sections[i].level >= level)
            continue;
        path[depth++] = &c->sections[i];
        level = c->sections[i].level;
    }
    while (depth-- > 0) {
        fai_str title = short_title(path[depth]->title);

        if (len != 0)
            len = append(out, cap, len, " \xE2\x80\xBA ", 5);
        len = append(out, cap, len, title.p, title.n);
    }
    if (cap != 0) {
        size_t end = len < cap ? len : fai_utf8_whole(out, cap - 1);

        out[end] = '\0';
    }
    return len;
}
