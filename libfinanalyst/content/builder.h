/* content/builder.h: a content under construction. */
#ifndef FAI_CONTENT_BUILDER_H
#define FAI_CONTENT_BUILDER_H

#include "content/headings.h"
#include "content/layout.h"

struct fa_content_builder {
    fai_content_holder *holder;
    fa_content_limits limits;
    fai_page_draft page; /* under way while page.number > 0 and `open` */
    bool open;
    bool failed;
    bool in_table;
    fa_table table;
    FAI_VEC(fa_cell) cells; /* of that table */
    uint32_t words, cell_count;
    FAI_VEC(fa_page) pages;
    fai_tables tables;
    fai_sections sections;
    FAI_VEC(fa_context) contexts;
    FAI_VEC(fa_unit) units;
    FAI_VEC(fa_tag) tags;
    const char *element; /* the last one kept: runs of places name the same */
};

/* Whether a call may begin: no earlier one failed, and a page is open where it needs one. FA_EINVALID. */
fa_status fai_builder_ready(const fa_content_builder *b, bool needs_page, fa_error *err);
/* Ends every public call: a failure makes the builder fit for _free alone. */
fa_status fai_builder_ended(fa_content_builder *b, fa_status st);
fa_status fai_builder_no_memory(fa_error *err);
/* FA_ETOOLARGE, which names the limit. */
fa_status fai_builder_too_many(const char *what, uint32_t limit, fa_error *err);
/* What grows on the heap counts as much as what is in the arena already. FA_ETOOLARGE. */
fa_status fai_builder_check_memory(const fa_content_builder *b, fa_error *err);
/* Keeps a string in the arena; NULL is "". Folded: runs of blanks are one. Elements: runs of places name the same. */
fa_status fai_builder_keep(fa_content_builder *b, const char **text, fa_error *err);
fa_status fai_builder_keep_folded(fa_content_builder *b, const char **text, fa_error *err);
fa_status fai_builder_keep_element(fa_content_builder *b, const char **element, fa_error *err);

#endif
