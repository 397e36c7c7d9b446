/* extract/html_style.c: the few properties of CSS that say what is shown, where pages end and what is set in bold. */
#include "html_style.h"

#include <string.h>

enum { RULES_MAX = 20000, LENGTH_MAX = 100000 };

typedef struct slice {
    const char *p;
    size_t n;
} slice;

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static slice trim(slice s)
{
    while (s.n != 0 && is_blank(s.p[0]))
        s.p++, s.n--;
    while (s.n != 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool is(slice s, const char *word)
{
    size_t i;

    for (i = 0; i < s.n && word[i] != '\0'; i++)
        if (low(s.p[i]) != word[i])
            return false;
    return i == s.n && word[i] == '\0';
}

static bool begins(slice s, const char *word)
{
    size_t n = strlen(word);

    return s.n >= n && is((slice){s.p, n}, word);
}

/* The next blank-parted word. */
static slice next_word(slice *s)
{
    slice w;

    *s = trim(*s);
    w = *s;
    for (w.n = 0; w.n < s->n && !is_blank(s->p[w.n]);)
        w.n++;
    s->p += w.n;
    s->n -= w.n;
    return w;
}

/* Hundredths of a point in one of a unit. */
static int32_t unit_size(slice unit)
{
    static const struct {
        const char *name;
        int32_t size;
    } units[] = {{"pt", 100}, {"px", 75},   {"em", 1000}, {"rem", 1000}, {"in", 7200}, {"cm", 2835},
                 {"mm", 283}, {"pc", 1200}, {"ex", 500},  {"ch", 500},   {"%", 500}};
    size_t i;

    for (i = 0; i < sizeof units / sizeof *units; i++)
        if (is(unit, units[i].name))
            return units[i].size;
    return unit.n == 0 ? 75 : 0;
}

/* "12.5pt" in hundredths of a point; 0 for what is no length. */
static int32_t parse_length(slice s)
{
    int64_t thousandths = 0, place = 1000;
    bool minus = false, point = false;
    size_t i = 0;

    if (s.n != 0 && (s.p[0] == '-' || s.p[0] == '+'))
        minus = s.p[i++] == '-';
    for (; i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] == '.' && !point)); i++) {
        if (s.p[i] == '.') {
            point = true;
            continue;
        }
        if (!point) {
            thousandths = thousandths > 100000000 ? thousandths : thousandths * 10 + (s.p[i] - '0') * 1000;
            continue;
        }
        place /= 10;
        thousandths += (s.p[i] - '0') * place;
    }
    thousandths = thousandths * unit_size((slice){s.p + i, s.n - i}) / 1000;
    if (thousandths > LENGTH_MAX)
        thousandths = LENGTH_MAX;
    return (int32_t)(minus ? -thousandths : thousandths);
}

/* The left one of the one to four lengths of a shorthand. */
static int32_t left_of(slice value)
{
    slice words[4] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    int n = 0;

    while (n < 4) {
        words[n] = next_word(&value);
        if (words[n].n == 0)
            break;
        n++;
    }
    return n == 0 ? 0 : parse_length(words[n == 1 ? 0 : n == 4 ? 3 : 1]);
}

static int8_t boldness(slice value)
{
    if (value.n == 3 && value.p[0] >= '1' && value.p[0] <= '9')
        return value.p[0] >= '6' ? 1 : -1;
    if (is(value, "bold") || is(value, "bolder"))
        return 1;
    return is(value, "normal") || is(value, "lighter") ? -1 : 0;
}

static bool forces_page(slice value)
{
    return is(value, "always") || is(value, "page") || is(value, "left") || is(value, "right");
}

static void set_display(slice value, html_style *out)
{
    if (is(value, "none"))
        out->display = HTML_HIDE;
    else if (begins(value, "inline"))
        out->display = HTML_INLINE;
    else if (is(value, "block") || is(value, "list-item") || is(value, "flex"))
        out->display = HTML_BLOCK;
}

static void take_break(slice name, slice value, html_style *out)
{
    if (is(name, "page-break-before") || is(name, "break-before"))
        out->page_before = forces_page(value);
    else if (is(name, "page-break-after") || is(name, "break-after"))
        out->page_after = forces_page(value);
}

static void take_declaration(slice name, slice value, html_style *out)
{
    size_t mark = value.n;

    while (mark > 0 && value.p[mark - 1] != '!')
        mark--;
    if (mark > 0)
        value = trim((slice){value.p, mark - 1});
    switch (low(name.p[0])) {
    case 'b':
    case 'p':
        if (is(name, "padding"))
            out->padding = left_of(value);
        else if (is(name, "padding-left"))
            out->padding = parse_length(value);
        else
            take_break(name, value, out);
        break;
    case 'd':
        if (is(name, "display"))
            set_display(value, out);
        break;
    case 'f':
        if (is(name, "font-weight") && boldness(value) != 0)
            out->bold = boldness(value);
        else if (is(name, "font") && boldness(next_word(&value)) > 0)
            out->bold = 1;
        break;
    case 'm':
        if (is(name, "margin"))
            out->margin = left_of(value);
        else if (is(name, "margin-left"))
            out->margin = parse_length(value);
        break;
    case 't':
        if (is(name, "text-indent")) {
            out->text_indent = parse_length(value);
            out->has_text_indent = true;
        }
        break;
    case 'v':
        if (is(name, "visibility"))
            out->visible = is(value, "visible") ? 1 : is(value, "hidden") || is(value, "collapse") ? -1 : 0;
        break;
    default:
        break;
    }
}

void html_style_parse(const char *text, size_t len, html_style *out)
{
    size_t i = 0;

    while (i < len) {
        const char *end = memchr(text + i, ';', len - i), *colon;
        size_t n = end == NULL ? len - i : (size_t)(end - (text + i));
        slice name, value;

        colon = memchr(text + i, ':', n);
        if (colon != NULL) {
            name = trim((slice){text + i, (size_t)(colon - (text + i))});
            value = trim((slice){colon + 1, (size_t)(text + i + n - (colon + 1))});
            if (name.n != 0)
                take_declaration(name, value, out);
        }
        i += n + 1;
    }
}

static uint32_t hash(slice s)
{
    uint32_t h = 2166136261U;
    size_t i;

    for (i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 16777619U;
    return h;
}

static void merge(const html_style *from, html_style *to)
{
    if (from->display != HTML_DISPLAY_UNSET)
        to->display = from->display;
    to->visible = from->visible != 0 ? from->visible : to->visible;
    to->bold = from->bold != 0 ? from->bold : to->bold;
    to->page_before = to->page_before || from->page_before;
    to->page_after = to->page_after || from->page_after;
    to->padding = from->padding != 0 ? from->padding : to->padding;
    to->margin = from->margin != 0 ? from->margin : to->margin;
    if (from->has_text_indent) {
        to->has_text_indent = true;
        to->text_indent = from->text_indent;
    }
}

/* The slot of a class: its own, or the free one that it would take. */
static size_t slot_of(const html_sheet *sheet, slice name)
{
    size_t mask = sheet->slots.len - 1, at;

    for (at = hash(name) & mask; sheet->slots.items[at] != 0; at = (at + 1) & mask) {
        const html_rule *r = &sheet->rules.items[sheet->slots.items[at] - 1];

        if (strlen(r->name) == name.n && memcmp(r->name, name.p, name.n) == 0)
            break;
    }
    return at;
}

/* Makes the table of slots twice as large as there can be rules before it is made anew. */
static bool grow_slots(html_sheet *sheet)
{
    size_t want = sheet->slots.len == 0 ? 64 : sheet->slots.len * 2, i;

    if (sheet->rules.len * 2 < sheet->slots.len)
        return true;
    sheet->slots.len = 0;
    for (i = 0; i < want; i++)
        if (!text_list_push(&sheet->slots, 0))
            return false;
    for (i = 0; i < sheet->rules.len; i++) {
        slice name = {sheet->rules.items[i].name, strlen(sheet->rules.items[i].name)};

        sheet->slots.items[slot_of(sheet, name)] = (uint32_t)i + 1;
    }
    return true;
}

/* A rule of a class that has one adds to it. */
static bool add_rule(html_sheet *sheet, const html_rule *rule)
{
    slice name = {rule->name, strlen(rule->name)};
    size_t at;

    if (!grow_slots(sheet))
        return false;
    at = slot_of(sheet, name);
    if (sheet->slots.items[at] != 0) {
        merge(&rule->style, &sheet->rules.items[sheet->slots.items[at] - 1].style);
        return true;
    }
    if (sheet->rules.len >= RULES_MAX)
        return true;
    if (!text_list_push(&sheet->rules, *rule))
        return false;
    sheet->slots.items[at] = (uint32_t)sheet->rules.len;
    return true;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* The class of a selector ".name" or "element.name"; empty for any other. */
static slice class_of(slice selector)
{
    const char *dot = memchr(selector.p, '.', selector.n);
    slice name = {"", 0};
    size_t i;

    if (dot == NULL)
        return name;
    for (i = 0; i < selector.n; i++)
        if (!is_name_char(selector.p[i]) && selector.p + i != dot)
            return name;
    name.p = dot + 1;
    name.n = (size_t)(selector.p + selector.n - name.p);
    return name;
}

static bool is_nothing(const html_style *s)
{
    return s->display == HTML_DISPLAY_UNSET && s->visible == 0 && s->bold == 0 && !s->page_before &&
           !s->page_after && !s->has_text_indent && s->padding == 0 && s->margin == 0;
}

static bool add_rules(html_sheet *sheet, slice selectors, slice body)
{
    html_rule rule;

    memset(&rule, 0, sizeof rule);
    html_style_parse(body.p, body.n, &rule.style);
    if (is_nothing(&rule.style))
        return true;
    while (selectors.n != 0) {
        const char *comma = memchr(selectors.p, ',', selectors.n);
        size_t n = comma == NULL ? selectors.n : (size_t)(comma - selectors.p);
        slice name = class_of(trim((slice){selectors.p, n}));

        if (name.n != 0 && name.n < sizeof rule.name) {
            memset(rule.name, 0, sizeof rule.name);
            memcpy(rule.name, name.p, name.n);
            if (!add_rule(sheet, &rule))
                return false;
        }
        n += comma != NULL;
        selectors.p += n;
        selectors.n -= n;
    }
    return true;
}

/* The part of a sheet behind its leading comments and blanks. */
static slice skip_comments(slice s)
{
    size_t i;

    for (;;) {
        s = trim(s);
        if (begins(s, "<![cdata[")) {
            s = (slice){s.p + 9, s.n - 9};
            continue;
        }
        if (!begins(s, "/*"))
            return begins(s, "<!--") ? (slice){s.p + 4, s.n - 4} : s;
        for (i = 2; i + 1 < s.n && (s.p[i] != '*' || s.p[i + 1] != '/');)
            i++;
        i = i + 2 < s.n ? i + 2 : s.n;
        s.p += i;
        s.n -= i;
    }
}

bool html_sheet_parse(html_sheet *sheet, const char *text, size_t len)
{
    slice s = {text, len};

    for (;;) {
        const char *open, *close;

        s = skip_comments(s);
        open = memchr(s.p, '{', s.n);
        close = open == NULL ? NULL : memchr(open, '}', (size_t)(s.p + s.n - open));
        if (close == NULL)
            break;
        if (!add_rules(sheet, (slice){s.p, (size_t)(open - s.p)},
                       (slice){open + 1, (size_t)(close - open - 1)}))
            return false;
        s.n -= (size_t)(close + 1 - s.p);
        s.p = close + 1;
    }
    return true;
}

void html_sheet_apply(const html_sheet *sheet, const char *classes, html_style *out)
{
    slice all = {classes, strlen(classes)}, name;

    while (sheet->rules.len != 0 && (name = next_word(&all)).n != 0) {
        uint32_t rule = sheet->slots.items[slot_of(sheet, name)];

        if (rule != 0)
            merge(&sheet->rules.items[rule - 1].style, out);
    }
}

void html_sheet_clear(html_sheet *sheet)
{
    text_list_clear(&sheet->rules);
    text_list_clear(&sheet->slots);
}
