/* content/builder_facts.c: contexts, units and tagged figures of a content under construction. */
#include "content/builder.h"

static fa_status keep_dimensions(fa_content_builder *b, fa_context *c, fa_error *err)
{
    fa_dimension *dims;
    fa_status st = FA_OK;
    uint32_t i;

    if (c->dim_count == 0) {
        c->dims = NULL;
        return FA_OK;
    }
    dims = fai_arena_calloc(&b->holder->arena, c->dim_count, sizeof *dims);
    if (dims == NULL)
        return fai_no_room(&b->holder->arena, c->dim_count * sizeof *dims, err);
    for (i = 0; st == FA_OK && i < c->dim_count; i++) {
        dims[i] = c->dims[i];
        st = fai_builder_keep(b, &dims[i].axis, err);
        if (st == FA_OK)
            st = fai_builder_keep(b, &dims[i].member, err);
        if (st == FA_OK)
            st = fai_builder_keep(b, &dims[i].label, err);
    }
    c->dims = dims;
    return st;
}

fa_status fa_content_add_context(fa_content_builder *b, const fa_context *context, int32_t *index,
                                 fa_error *err)
{
    fa_status st = fai_builder_ready(b, false, err);
    fa_context c;

    if (b == NULL)
        return st;
    if (st == FA_OK && context == NULL)
        st = fa_fail(err, FA_EINVALID, "a context is needed");
    if (st == FA_OK && b->contexts.len >= b->limits.tags)
        st = fai_builder_too_many("tags", b->limits.tags, err);
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    c = *context;
    st = fai_builder_keep(b, &c.id, err);
    if (st == FA_OK)
        st = fai_builder_keep(b, &c.entity, err);
    if (st == FA_OK)
        st = keep_dimensions(b, &c, err);
    if (st == FA_OK)
        st = fai_builder_check_memory(b, err);
    if (st == FA_OK && !fai_vec_push(&b->contexts, c))
        st = fai_builder_no_memory(err);
    if (st == FA_OK && index != NULL)
        *index = (int32_t)b->contexts.len - 1;
    return fai_builder_ended(b, st);
}

fa_status fa_content_add_unit(fa_content_builder *b, const fa_unit *unit, int32_t *index, fa_error *err)
{
    fa_status st = fai_builder_ready(b, false, err);
    fa_unit u;

    if (b == NULL)
        return st;
    if (st == FA_OK && unit == NULL)
        st = fa_fail(err, FA_EINVALID, "a unit is needed");
    if (st == FA_OK && b->units.len >= b->limits.tags)
        st = fai_builder_too_many("tags", b->limits.tags, err);
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    u = *unit;
    st = fai_builder_keep(b, &u.id, err);
    if (st == FA_OK)
        st = fai_builder_keep(b, &u.measure, err);
    if (st == FA_OK)
        st = fai_builder_check_memory(b, err);
    if (st == FA_OK && !fai_vec_push(&b->units, u))
        st = fai_builder_no_memory(err);
    if (st == FA_OK && index != NULL)
        *index = (int32_t)b->units.len - 1;
    return fai_builder_ended(b, st);
}

fa_status fa_content_add_tag(fa_content_builder *b, const fa_tag *tag, int32_t *index, fa_error *err)
{
    fa_status st = fai_builder_ready(b, false, err);
    fa_tag t;

    if (b == NULL)
        return st;
    if (st == FA_OK && tag == NULL)
        st = fa_fail(err, FA_EINVALID, "a tag is needed");
    if (st == FA_OK && b->tags.len >= b->limits.tags)
        st = fai_builder_too_many("tags", b->limits.tags, err);
    if (st != FA_OK)
        return fai_builder_ended(b, st);
    t = *tag;
    st = fai_builder_keep(b, &t.name, err);
    if (st == FA_OK)
        st = fai_builder_keep_folded(b, &t.text, err);
    if (st == FA_OK)
        st = fai_builder_keep(b, &t.format, err);
    if (st == FA_OK)
        st = fai_builder_keep_element(b, &t.place.element, err);
    if (st == FA_OK)
        st = fai_builder_check_memory(b, err);
    if (st == FA_OK && !fai_vec_push(&b->tags, t))
        st = fai_builder_no_memory(err);
    if (st == FA_OK && index != NULL)
        *index = (int32_t)b->tags.len - 1;
    return fai_builder_ended(b, st);
}
