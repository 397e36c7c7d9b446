/* reading/holder.h: a filing and the arena that everything in it lies in. */
#ifndef FAI_READING_HOLDER_H
#define FAI_READING_HOLDER_H

#include <finanalyst/finance.h>

#include "base/arena.h"

typedef struct fai_filing_holder {
    fa_filing filing; /* first: a pointer to it is a pointer to the holder */
    fai_arena arena;
} fai_filing_holder;

/* An empty filing; freed by fa_filing_free. NULL: out of memory. */
fai_filing_holder *fai_filing_holder_new(void);

#endif
