/* reading/tags_members.c: names for the members of dimensions: as the filing prints them, else spelled out. */
#include <string.h>

#include "base/map.h"
#include "reading/tags.h"

enum { KEY_MAX_BYTES = 160, NAMES_MAX = 3 };

/* A member on its way to its label. */
typedef struct member {
    const char *label;
    bool printed;                        /* the label was seen in a table */
    char keys[NAMES_MAX][KEY_MAX_BYTES]; /* its name, letters and digits only; "" = none */
} member;

typedef struct namer {
    fai_reading *r;
    fai_arena scratch;
    fai_map members; /* from the qualified name to a member */
} namer;

/* Letters and digits in lower case; "&" is "and"; a plural's "s" at the end is dropped. */
static void squeeze(fai_str s, char out[KEY_MAX_BYTES])
{
    size_t n = 0, i;

    for (i = 0; i < s.n && n + 4 < KEY_MAX_BYTES; i++) {
        if (fai_is_alnum(s.p[i])) {
            out[n++] = fai_lower(s.p[i]);
        } else if (s.p[i] == '&') {
            memcpy(out + n, "and", 3);
            n += 3;
        }
    }
    if (n > 3 && out[n - 1] == 's')
        n--;
    out[n] = '\0';
}

static fai_str without(fai_str s, const char *tail)
{
    fai_str t = fai_str_of(tail);

    return s.n > t.n && memcmp(s.p + s.n - t.n, t.p, t.n) == 0 ? fai_str_sub(s, 0, s.n - t.n) : s;
}

static fai_str local_name(const char *name)
{
    const char *colon = strchr(name, ':');

    return without(without(fai_str_of(colon == NULL ? name : colon + 1), "Member"), "Domain");
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Whether a new word begins at byte i of a name in camel case. */
static bool begins_word(fai_str s, size_t i)
{
    char before = s.p[i - 1], c = s.p[i];

    if (fai_is_digit(c) != fai_is_digit(before))
        return fai_is_alpha(before) || fai_is_digit(before);
    if (!is_upper(c))
        return false;
    return !is_upper(before) || (i + 1 < s.n && fai_is_alpha(s.p[i + 1]) && !is_upper(s.p[i + 1]));
}

/* "AmericasSegment": "Americas Segment". */
static const char *spell_out(namer *n, fai_str s)
{
    char *out = fai_arena_alloc(n->r->arena, s.n * 2 + 1), *to = out;
    size_t i;

    if (out == NULL)
        return NULL;
    for (i = 0; i < s.n; i++) {
        if (i > 0 && begins_word(s, i) && s.p[i - 1] != ' ' && s.p[i] != ' ')
            *to++ = ' ';
        *to++ = s.p[i] == '_' ? ' ' : s.p[i];
    }
    return out;
}

static member *make_member(namer *n, const char *name)
{
    member *m = fai_arena_calloc(&n->scratch, 1, sizeof *m);
    fai_str s = local_name(name);
    fai_str cut = without(without(s, "Segments"), "Segment");

    /* Names cannot begin with a digit: an "A" is put before it. */
    if (s.n > 1 && s.p[0] == 'A' && fai_is_digit(s.p[1]))
        s = fai_str_sub(s, 1, s.n);
    if (m == NULL || !fai_map_put(&n->members, name, strlen(name), m))
        return NULL;
    /* The text of a typed member is its own name. */
    m->label = strchr(name, ':') == NULL ? name : spell_out(n, s);
    squeeze(s, m->keys[0]);
    if (cut.n != s.n)
        squeeze(cut, m->keys[1]);
    cut = without(without(s, "Products"), "Product");
    if (cut.n != s.n)
        squeeze(cut, m->keys[2]);
    return m->label == NULL ? NULL : m;
}

static member *member_of(namer *n, const char *name)
{
    member *m = fai_map_get(&n->members, name, strlen(name));

    return m != NULL ? m : make_member(n, name);
}

static bool names(const member *m, fai_str text)
{
    char key[KEY_MAX_BYTES];
    int i;

    squeeze(text, key);
    for (i = 0; key[0] != '\0' && i < NAMES_MAX; i++)
        if (strcmp(key, m->keys[i]) == 0)
            return true;
    return false;
}

/* The innermost heading of a path. */
static fai_str last_heading(const char *path)
{
    fai_str s = fai_str_of(path), mark = FAI_STR(" \xE2\x80\xBA ");
    size_t at, from = 0;

    while ((at = fai_str_find(s, mark, from)) != FAI_NPOS)
        from = at + mark.n;
    return fai_str_sub(s, from, s.n);
}

/* Without its last word or mark of a footnote; without its first word. */
static fai_str drop_last(fai_str s)
{
    while (s.n != 0 && s.p[s.n - 1] != ' ' && s.p[s.n - 1] != '(')
        s.n--;
    while (s.n != 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '('))
        s.n--;
    return s;
}

static fai_str drop_first(fai_str s)
{
    while (s.n != 0 && s.p[0] != ' ')
        s.p++, s.n--;
    return fai_str_trim(s);
}

/* The longest run of words at either end of a head that names the member: "Americas" of "Americas 2024" and of
 * "Year ended May 31, 2024 Americas (1)". */
static fai_str in_head(const member *m, const char *head)
{
    fai_str whole = fai_str_of(head), s;

    for (s = whole; s.n != 0; s = drop_last(s))
        if (names(m, s))
            return s;
    for (s = whole; s.n != 0 && !names(m, s) && !names(m, drop_last(s)); s = drop_first(s))
        continue;
    return s.n != 0 && !names(m, s) ? drop_last(s) : s;
}

static bool look_for_name(namer *n, member *m, const fa_fact *f)
{
    fai_str found = {"", 0};

    if (names(m, fai_str_of(f->label)))
        found = fai_str_of(f->label);
    else if (names(m, last_heading(f->path)))
        found = last_heading(f->path);
    else if (strlen(f->column) < KEY_MAX_BYTES)
        found = in_head(m, f->column);
    if (found.n == 0 && f->table >= 0 && names(m, fai_str_of(n->r->tables.items[f->table].table.title)))
        found = fai_str_of(n->r->tables.items[f->table].table.title);
    if (found.n == 0)
        return true;
    m->printed = true;
    m->label = fai_arena_strndup(n->r->arena, found.p, found.n);
    return m->label != NULL;
}

static bool read_names(namer *n, size_t first)
{
    size_t i;
    uint32_t k;

    for (i = first; i < n->r->facts.len; i++) {
        const fa_fact *f = &n->r->facts.items[i];

        for (k = 0; k < f->dim_count; k++) {
            member *m = member_of(n, f->dims[k].member);

            if (m == NULL || (!m->printed && !look_for_name(n, m, f)))
                return false;
        }
    }
    return true;
}

/* Dimensions with their labels, once for each context. */
static const fa_dimension **label_contexts(namer *n)
{
    const fa_content *c = n->r->content;
    const fa_dimension **out = fai_arena_calloc(&n->scratch, (size_t)c->context_count + 1, sizeof *out);
    uint32_t i, k;

    for (i = 0; out != NULL && i < c->context_count; i++) {
        const fa_context *x = &c->contexts[i];
        fa_dimension *dims = fai_arena_calloc(n->r->arena, (size_t)x->dim_count + 1, sizeof *dims);

        if (dims == NULL)
            return NULL;
        for (k = 0; k < x->dim_count; k++) {
            const member *m = fai_map_get(&n->members, x->dims[k].member, strlen(x->dims[k].member));

            dims[k] = x->dims[k];
            if (m != NULL)
                dims[k].label = m->label;
        }
        out[i] = dims;
    }
    return out;
}

fa_status fai_tags_name_members(fai_reading *r, size_t first, fa_error *err)
{
    const fa_dimension **dims = NULL;
    size_t at = first;
    uint32_t i;
    namer n;

    memset(&n, 0, sizeof n);
    n.r = r;
    fai_arena_init(&n.scratch, 0);
    if (read_names(&n, first))
        dims = label_contexts(&n);
    for (i = 0; dims != NULL && i < r->content->tag_count; i++) {
        const fa_tag *t = &r->content->tags[i];

        if (!t->numeric)
            continue;
        if (t->context >= 0)
            r->facts.items[at].dims = dims[t->context];
        at++;
    }
    fai_map_clear(&n.members);
    fai_arena_clear(&n.scratch);
    return dims != NULL ? FA_OK : fa_fail(err, FA_ENOMEM, "out of memory while naming dimensions");
}
