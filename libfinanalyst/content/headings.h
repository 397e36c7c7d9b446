/* content/headings.h: lines that are headings. */
#ifndef FAI_CONTENT_HEADINGS_H
#define FAI_CONTENT_HEADINGS_H

#include "base/vec.h"
#include "content/store.h"

typedef FAI_VEC(fa_section) fai_sections;

/* Finds the headings of a content by its lines: parts, items, statements, notes. Titles lie in the pool.
 * FA_ENOMEM, FA_ETOOLARGE. */
fa_status fai_headings_find(const fa_content *c, fai_pool *pool, fai_sections *out, fa_error *err);

#endif
