/* extract/ixbrl_finish.c: once all is read: references to contexts, units and continuations resolved. */
#include <string.h>

#include <finanalyst/alloc.h>

#include "ixbrl.h"

/* From the ids of one kind of thing to their indices. */
typedef struct id_index {
    uint32_t *slots; /* index plus one, 0 = free */
    size_t mask;
    const ixbrl *x;
    uint32_t (*id_of)(const ixbrl *x, uint32_t index);
    uint16_t (*document_of)(const ixbrl *x, uint32_t index);
} id_index;

static uint32_t hash(const char *text)
{
    uint32_t h = 2166136261U;

    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 16777619U;
    return h;
}

static uint32_t context_id(const ixbrl *x, uint32_t i)
{
    return x->contexts.items[i].id;
}

static uint16_t context_document(const ixbrl *x, uint32_t i)
{
    return x->contexts.items[i].document;
}

static uint32_t unit_id(const ixbrl *x, uint32_t i)
{
    return x->units.items[i].id;
}

static uint16_t unit_document(const ixbrl *x, uint32_t i)
{
    return x->units.items[i].document;
}

static uint32_t continuation_id(const ixbrl *x, uint32_t i)
{
    return x->continuations.items[i].id;
}

static uint16_t continuation_document(const ixbrl *x, uint32_t i)
{
    return x->continuations.items[i].document;
}

static const char *string(const ixbrl *x, uint32_t at)
{
    return x->strings.data + at;
}

/* The thing of an id, of this document or, where it has none, of the first that has one; -1 = none. */
static int32_t find(const id_index *ids, uint32_t id, uint16_t document)
{
    const char *text = string(ids->x, id);
    int32_t found = -1;
    size_t at;

    if (id == 0)
        return -1;
    for (at = hash(text) & ids->mask; ids->slots[at] != 0; at = (at + 1) & ids->mask) {
        uint32_t i = ids->slots[at] - 1;

        if (strcmp(string(ids->x, ids->id_of(ids->x, i)), text) != 0)
            continue;
        if (ids->document_of(ids->x, i) == document)
            return (int32_t)i;
        found = found < 0 ? (int32_t)i : found;
    }
    return found;
}

/* Whether this document has the id already: the first of a name counts. */
static bool is_taken(const id_index *ids, uint32_t id, uint16_t document)
{
    int32_t i = find(ids, id, document);

    return i >= 0 && ids->document_of(ids->x, (uint32_t)i) == document;
}

static bool make_index(id_index *ids, const ixbrl *x, size_t count,
                       uint32_t (*id_of)(const ixbrl *, uint32_t),
                       uint16_t (*document_of)(const ixbrl *, uint32_t))
{
    size_t size = 64, at;
    uint32_t i;

    while (size < count * 2)
        size *= 2;
    ids->x = x;
    ids->id_of = id_of;
    ids->document_of = document_of;
    ids->mask = size - 1;
    ids->slots = fa_calloc(size, sizeof *ids->slots);
    if (ids->slots == NULL)
        return false;
    for (i = 0; i < count; i++) {
        if (id_of(x, i) == 0 || is_taken(ids, id_of(x, i), document_of(x, i)))
            continue;
        for (at = hash(string(x, id_of(x, i))) & ids->mask; ids->slots[at] != 0; at = (at + 1) & ids->mask)
            continue;
        ids->slots[at] = i + 1;
    }
    return true;
}

typedef struct indices {
    id_index contexts, units, continuations;
} indices;

static fa_status add_contexts(const ixbrl *x, fa_content_builder *b)
{
    TEXT_LIST(fa_dimension) dims = {NULL, 0, 0};
    fa_status st = FA_OK;
    size_t i;
    uint32_t k;

    for (i = 0; st == FA_OK && i < x->contexts.len; i++) {
        const ixbrl_context *from = &x->contexts.items[i];
        fa_context c;

        dims.len = 0;
        for (k = 0; st == FA_OK && k < from->dim_count; k++) {
            const ixbrl_dimension *d = &x->dims.items[from->dim_first + k];

            if (!text_list_push(&dims, (fa_dimension){string(x, d->axis), string(x, d->member), ""}))
                st = fa_fail(x->err, FA_ENOMEM, "out of memory while reading contexts");
        }
        memset(&c, 0, sizeof c);
        c.id = string(x, from->id);
        c.entity = string(x, from->entity);
        c.start = from->start;
        c.end = from->end;
        c.dims = dims.items;
        c.dim_count = from->dim_count;
        if (st == FA_OK)
            st = fa_content_add_context(b, &c, NULL, x->err);
    }
    text_list_clear(&dims);
    return st;
}

static fa_status add_units(const ixbrl *x, fa_content_builder *b)
{
    fa_status st = FA_OK;
    fa_buf measure;
    size_t i;

    fa_buf_init(&measure, 64 * 1024);
    for (i = 0; st == FA_OK && i < x->units.len; i++) {
        const ixbrl_unit *from = &x->units.items[i];
        fa_unit u;

        fa_buf_reset(&measure);
        (void)fa_buf_puts(&measure, string(x, from->over));
        if (from->under != 0)
            (void)fa_buf_printf(&measure, "/%s", string(x, from->under));
        st = fa_buf_check(&measure, x->err);
        u.id = string(x, from->id);
        u.measure = measure.data;
        if (st == FA_OK)
            st = fa_content_add_unit(b, &u, NULL, x->err);
    }
    fa_buf_clear(&measure);
    return st;
}

static void append_pieces(const ixbrl *x, const ixbrl_pieces *p, fa_buf *out)
{
    uint32_t i;

    for (i = p->first; i != 0; i = x->slices.items[i - 1].next) {
        const ixbrl_slice *s = &x->slices.items[i - 1];

        (void)fa_buf_append(out, x->text.data + s->start, s->end - s->start);
    }
}

/* Bytes of a character without width at p: U+200B to U+200F, U+FEFF, the soft hyphen. 0 = it is none. */
static size_t no_width(const char *p, size_t n)
{
    if (n >= 3 && memcmp(p, "\xE2\x80", 2) == 0 && (unsigned char)p[2] >= 0x8B && (unsigned char)p[2] <= 0x8F)
        return 3;
    if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        return 3;
    return n >= 2 && memcmp(p, "\xC2\xAD", 2) == 0 ? 2 : 0;
}

static void drop_no_width(fa_buf *text)
{
    size_t from = 0, to = 0;

    while (from < text->len) {
        size_t n = no_width(text->data + from, text->len - from);

        from += n;
        if (n == 0)
            text->data[to++] = text->data[from++];
    }
    text->len = to;
    if (text->data != NULL)
        text->data[to] = '\0';
}

/* The text of a fact and of all that it is continued at. A chain that comes back to itself ends. */
static fa_status join_text(const ixbrl *x, const ixbrl_tag *t, const id_index *continuations, fa_buf *out)
{
    const ixbrl_pieces *p = &t->pieces;
    size_t steps = 0;

    fa_buf_reset(out);
    append_pieces(x, p, out);
    while (p->continued != 0 && steps++ < x->continuations.len) {
        int32_t next = find(continuations, p->continued, t->document);

        if (next < 0)
            break;
        p = &x->continuations.items[next].pieces;
        (void)fa_buf_append(out, " ", 1);
        append_pieces(x, p, out);
    }
    drop_no_width(out);
    return fa_buf_check(out, x->err);
}

/* precision="n": n digits count, from the first that is not zero. */
static int32_t decimals_from_precision(const ixbrl_tag *t, const char *text)
{
    int32_t digits = 0;

    for (; *text != '\0' && *text != '.'; text++)
        digits += *text >= '0' && *text <= '9' && (digits != 0 || *text != '0');
    return t->precision - digits - t->scale;
}

static fa_status add_tag(const ixbrl *x, const ixbrl_tag *from, const indices *ids, const char *elements,
                         fa_buf *text, fa_content_builder *b)
{
    fa_status st = join_text(x, from, &ids->continuations, text);
    fa_tag t;

    if (st != FA_OK)
        return st;
    memset(&t, 0, sizeof t);
    t.name = string(x, from->name);
    t.text = text->len == 0 ? "" : text->data;
    t.format = string(x, from->format);
    t.context = find(&ids->contexts, from->context, from->document);
    t.unit = find(&ids->units, from->unit, from->document);
    t.scale = from->scale;
    t.decimals = from->decimals;
    if (from->precision > 0 && from->decimals == FA_DECIMALS_NONE)
        t.decimals = decimals_from_precision(from, t.text);
    t.numeric = from->numeric;
    t.negative = from->negative;
    t.nil = from->nil;
    t.hidden = from->hidden;
    t.table = from->table;
    t.row = from->row;
    t.col = from->col;
    t.place = from->place;
    t.place.element = elements + from->element;
    return fa_content_add_tag(b, &t, NULL, x->err);
}

fa_status ixbrl_finish(ixbrl *x, const char *ids, fa_content_builder *b)
{
    indices all;
    fa_status st = FA_OK;
    fa_buf text;
    size_t i;

    if (x->tags.len == 0)
        return FA_OK;
    memset(&all, 0, sizeof all);
    fa_buf_init(&text, x->text.max);
    if (!make_index(&all.contexts, x, x->contexts.len, context_id, context_document) ||
        !make_index(&all.units, x, x->units.len, unit_id, unit_document) ||
        !make_index(&all.continuations, x, x->continuations.len, continuation_id, continuation_document))
        st = fa_fail(x->err, FA_ENOMEM, "out of memory while reading inline XBRL");
    if (st == FA_OK)
        st = add_contexts(x, b);
    if (st == FA_OK)
        st = add_units(x, b);
    for (i = 0; st == FA_OK && i < x->tags.len; i++)
        st = add_tag(x, &x->tags.items[i], &all, ids, &text, b);
    fa_buf_clear(&text);
    fa_free(all.contexts.slots);
    fa_free(all.units.slots);
    fa_free(all.continuations.slots);
    return st;
}
