/* extract/ixbrl_names.c: namespaces and qualified names. */
#include <string.h>

#include "ixbrl.h"

enum { PREFIXES_MAX = 512 };

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool ixbrl_begins(const char *text, const char *part)
{
    for (; *part != '\0'; part++, text++)
        if (low(*text) != low(*part))
            return false;
    return true;
}

static bool same_ci(const char *text, const char *other, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
        if (low(text[i]) != low(other[i]))
            return false;
    return other[len] == '\0';
}

static ixbrl_space space_of_uri(const char *uri)
{
    static const struct {
        const char *uri;
        ixbrl_space space;
    } known[] = {{"http://www.xbrl.org/2013/inlineXBRL", IXBRL_SPACE_IX},
                 {"http://www.xbrl.org/2008/inlineXBRL", IXBRL_SPACE_IX},
                 {"http://www.xbrl.org/2003/instance", IXBRL_SPACE_XBRLI},
                 {"http://xbrl.org/2006/xbrldi", IXBRL_SPACE_XBRLDI},
                 {"http://xbrl.org/2005/xbrldi", IXBRL_SPACE_XBRLDI},
                 {"http://www.w3.org/2001/XMLSchema-instance", IXBRL_SPACE_XSI}};
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(uri) == strlen(known[i].uri) && ixbrl_begins(uri, known[i].uri))
            return known[i].space;
    return IXBRL_SPACE_NONE;
}

/* Taxonomies change their namespace every year, and a few filers their prefix. */
static const char *usual_prefix(const char *uri)
{
    static const struct {
        const char *uri;
        const char *prefix;
    } known[] = {{"http://fasb.org/us-gaap/", "us-gaap"},
                 {"http://xbrl.us/us-gaap/", "us-gaap"},
                 {"http://fasb.org/srt/", "srt"},
                 {"http://xbrl.sec.gov/dei/", "dei"},
                 {"http://xbrl.us/dei/", "dei"},
                 {"http://xbrl.sec.gov/ecd/", "ecd"},
                 {"http://xbrl.sec.gov/country/", "country"},
                 {"http://xbrl.sec.gov/cyd/", "cyd"},
                 {"http://xbrl.sec.gov/exch/", "exch"},
                 {"http://xbrl.sec.gov/currency/", "currency"}};
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (ixbrl_begins(uri, known[i].uri))
            return known[i].prefix;
    if (ixbrl_begins(uri, "http://xbrl.ifrs.org/taxonomy/") ||
        ixbrl_begins(uri, "https://xbrl.ifrs.org/taxonomy/"))
        return strstr(uri, "/ifrs-full") != NULL ? "ifrs-full" : NULL;
    return NULL;
}

ixbrl_space ixbrl_declare(ixbrl *x, const char *prefix, const char *uri)
{
    ixbrl_prefix p;
    size_t i, n = strlen(prefix);

    memset(&p, 0, sizeof p);
    p.space = space_of_uri(uri);
    p.usual = usual_prefix(uri);
    if (n == 0 || n >= sizeof p.prefix || (p.space == IXBRL_SPACE_NONE && p.usual == NULL))
        return p.space;
    for (i = 0; i < n; i++)
        p.prefix[i] = low(prefix[i]);
    for (i = 0; i < x->prefixes.len; i++)
        if (strcmp(x->prefixes.items[i].prefix, p.prefix) == 0) {
            x->prefixes.items[i] = p;
            return p.space;
        }
    /* Without memory for a declaration the names are read by their usual prefixes. */
    if (x->prefixes.len < PREFIXES_MAX)
        (void)text_list_push(&x->prefixes, p);
    return p.space;
}

static const ixbrl_prefix *find_prefix(const ixbrl *x, const char *prefix, size_t len)
{
    size_t i;

    for (i = 0; i < x->prefixes.len; i++)
        if (same_ci(prefix, x->prefixes.items[i].prefix, len))
            return &x->prefixes.items[i];
    return NULL;
}

ixbrl_space ixbrl_space_of(const ixbrl *x, const char *name, ixbrl_space around, const char **local)
{
    static const struct {
        const char *prefix;
        ixbrl_space space;
    } usual[] = {{"ix", IXBRL_SPACE_IX},
                 {"xbrli", IXBRL_SPACE_XBRLI},
                 {"xbrldi", IXBRL_SPACE_XBRLDI},
                 {"xsi", IXBRL_SPACE_XSI}};
    const char *colon = strchr(name, ':');
    const ixbrl_prefix *p;
    size_t i, n;

    *local = colon == NULL ? name : colon + 1;
    if (colon == NULL)
        return around;
    n = (size_t)(colon - name);
    p = find_prefix(x, name, n);
    if (p != NULL)
        return p->space;
    for (i = 0; i < sizeof usual / sizeof *usual; i++)
        if (same_ci(name, usual[i].prefix, n))
            return usual[i].space;
    return IXBRL_SPACE_NONE;
}

fa_status ixbrl_keep(ixbrl *x, const char *text, size_t len, uint32_t *out)
{
    *out = 0;
    if (len == 0)
        return FA_OK;
    *out = (uint32_t)x->strings.len;
    (void)fa_buf_append(&x->strings, text, len);
    (void)fa_buf_append(&x->strings, "", 1);
    return fa_buf_check(&x->strings, x->err);
}

fa_status ixbrl_keep_name(ixbrl *x, const char *name, size_t len, uint32_t *out)
{
    const char *colon;
    const ixbrl_prefix *p;
    uint32_t rest;
    fa_status st;

    while (len != 0 && (unsigned char)name[len - 1] <= ' ')
        len--;
    while (len != 0 && (unsigned char)*name <= ' ')
        name++, len--;
    colon = memchr(name, ':', len);
    p = colon == NULL ? NULL : find_prefix(x, name, (size_t)(colon - name));
    if (p == NULL || p->usual == NULL)
        return ixbrl_keep(x, name, len, out);
    *out = (uint32_t)x->strings.len;
    st = fa_buf_puts(&x->strings, p->usual);
    return st == FA_OK ? ixbrl_keep(x, colon, len - (size_t)(colon - name), &rest)
                       : fa_buf_check(&x->strings, x->err);
}
