/* content/headings.h: lines that are headings. */
#ifndef FAI_CONTENT_HEADINGS_H
#define FAI_CONTENT_HEADINGS_H

#include "base/text.h"
#include "base/vec.h"
#include "content/store.h"

/* The levels of sections that are found by their lines. */
enum {
    FAI_LEVEL_PART = 1,
    FAI_LEVEL_ITEM = 2,
    FAI_LEVEL_TITLE = 3,
    FAI_LEVEL_NOTE = 4,
    FAI_LEVEL_INNER = 5, /* a statement shown in a note */
    FAI_LEVELS = 6
};

/* What a line says as a heading. */
typedef struct fai_heading {
    int level;    /* 0 = it is none */
    int number;   /* part 1..4; item 10 * number + letter (A = 1); note */
    bool bare;    /* a note's number alone, "5. Debt": a heading only where notes are expected */
    bool lists;   /* one of the statements, which lists of contents name too */
    fai_str text; /* without "(continued)" */
} fai_heading;

typedef FAI_VEC(fa_section) fai_sections;

/* Looks at one line, trimmed. */
fai_heading fai_heading_of(fai_str line);
/* "Revenue   45": an entry of a table of contents. */
bool fai_ends_with_page(fai_str line);

/* Finds the sections of a content by its lines: parts, items, statements, notes. Titles lie in the pool.
 * FA_ENOMEM, FA_ETOOLARGE. */
fa_status fai_outline_find(const fa_content *c, fai_pool *pool, fai_sections *out, fa_error *err);

#endif
