/* extract/html_tree.h: the elements that are open, and what their beginnings and ends mean. */
#ifndef FA_EXTRACT_HTML_TREE_H
#define FA_EXTRACT_HTML_TREE_H

#include "html.h"
#include "html_elements.h"
#include "html_pre.h"

enum { HTML_DEPTH_MAX = 512 };

/* An element that is open. */
typedef struct html_frame {
    html_kind kind;
    ixbrl_element ix;
    ixbrl_space around; /* of names without a prefix inside it */
    bool block;
    bool hidden;    /* nothing in it is shown */
    bool skipped;   /* nor read */
    bool invisible; /* by its visibility, which what is inside may undo */
    bool bold;
    bool page_after;
    bool opened; /* a table, row, cell or pre of this element is under way */
    int32_t pad; /* left paddings and margins since the cell began */
    int32_t text_indent;
    uint32_t id;
} html_frame;

typedef struct html_tree {
    html_doc doc;
    html_frame frames[HTML_DEPTH_MAX];
    int depth;
    uint32_t event_end; /* where the last tag or text ended in the file */
    html_pre pre;
    fa_buf style; /* of the style element that is open */
    fa_buf name;  /* of the title element */
    bool named;   /* by the first title element that has a text */
} html_tree;

/* FA_ENOMEM; html_tree_clear in any case. The tree is zero before. */
fa_status html_tree_init(html_tree *t, fa_content_builder *b, fa_error *err);
void html_tree_clear(html_tree *t);
/* An element begins with the '<' at byte `start` of the file; depth is below its bound. atts: names and values in
 * turn, NULL at the end, or NULL. */
fa_status html_tree_begin(html_tree *t, const char *name, const char *const *atts, uint32_t start);
/* The innermost element ends in front of byte `end` of the file. */
fa_status html_tree_end(html_tree *t, uint32_t end);
/* Text, or the inside of a style or title element, that ends in front of byte `end`. */
fa_status html_tree_text(html_tree *t, const char *text, size_t len, uint32_t end);
/* Ends all that is open. */
fa_status html_tree_close(html_tree *t);

#endif
