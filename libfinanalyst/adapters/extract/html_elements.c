/* extract/html_elements.c: what the elements of HTML are to a reader of text. */
#include "html_elements.h"

#include <string.h>

typedef struct known {
    const char *name;
    html_kind kind;
} known;

/* By name. */
static const known elements[] = {
    {"a", HTML_KIND_ANCHOR},         {"address", HTML_KIND_BLOCK},    {"article", HTML_KIND_BLOCK},
    {"aside", HTML_KIND_BLOCK},      {"b", HTML_KIND_BOLD},           {"blockquote", HTML_KIND_BLOCK},
    {"body", HTML_KIND_BLOCK},       {"br", HTML_KIND_BREAK},         {"caption", HTML_KIND_BLOCK},
    {"center", HTML_KIND_BLOCK},     {"dd", HTML_KIND_BLOCK},         {"dir", HTML_KIND_BLOCK},
    {"div", HTML_KIND_BLOCK},        {"dl", HTML_KIND_BLOCK},         {"dt", HTML_KIND_BLOCK},
    {"fieldset", HTML_KIND_BLOCK},   {"figure", HTML_KIND_BLOCK},     {"footer", HTML_KIND_BLOCK},
    {"form", HTML_KIND_BLOCK},       {"h1", HTML_KIND_TITLE},         {"h2", HTML_KIND_TITLE},
    {"h3", HTML_KIND_TITLE},         {"h4", HTML_KIND_TITLE},         {"h5", HTML_KIND_TITLE},
    {"h6", HTML_KIND_TITLE},         {"head", HTML_KIND_SKIPPED},     {"header", HTML_KIND_BLOCK},
    {"hr", HTML_KIND_RULE},          {"html", HTML_KIND_BLOCK},       {"iframe", HTML_KIND_SKIPPED},
    {"legend", HTML_KIND_BLOCK},     {"li", HTML_KIND_ITEM},          {"listing", HTML_KIND_PRE},
    {"main", HTML_KIND_BLOCK},       {"menu", HTML_KIND_BLOCK},       {"nav", HTML_KIND_BLOCK},
    {"noframes", HTML_KIND_SKIPPED}, {"noscript", HTML_KIND_SKIPPED}, {"object", HTML_KIND_SKIPPED},
    {"ol", HTML_KIND_BLOCK},         {"option", HTML_KIND_BLOCK},     {"p", HTML_KIND_BLOCK},
    {"page", HTML_KIND_PAGE},        {"plaintext", HTML_KIND_PRE},    {"pre", HTML_KIND_PRE},
    {"script", HTML_KIND_SKIPPED},   {"section", HTML_KIND_BLOCK},    {"select", HTML_KIND_BLOCK},
    {"strong", HTML_KIND_BOLD},      {"style", HTML_KIND_STYLE},      {"svg", HTML_KIND_SKIPPED},
    {"table", HTML_KIND_TABLE},      {"tbody", HTML_KIND_BLOCK},      {"td", HTML_KIND_CELL},
    {"template", HTML_KIND_SKIPPED}, {"textarea", HTML_KIND_BLOCK},   {"tfoot", HTML_KIND_BLOCK},
    {"th", HTML_KIND_HEAD_CELL},     {"thead", HTML_KIND_BLOCK},      {"title", HTML_KIND_NAME},
    {"tr", HTML_KIND_ROW},           {"ul", HTML_KIND_BLOCK},         {"xmp", HTML_KIND_PRE}};

html_kind html_kind_of(const char *name)
{
    size_t low = 0, high = sizeof elements / sizeof *elements;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, elements[mid].name);

        if (order == 0)
            return elements[mid].kind;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return HTML_KIND_INLINE;
}
