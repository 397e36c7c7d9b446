/* content/store.h: where a content lies: its arena, its strings, its limits. */
#ifndef FAI_CONTENT_STORE_H
#define FAI_CONTENT_STORE_H

#include <finanalyst/content.h>

#include "base/arena.h"

enum {
    FAI_GRID_COLS_MAX = 16384,  /* of one table; spans are cut to it */
    FAI_GRID_ROWS_MAX = 1000000 /* of one table */
};

/* Strings, packed: most are words of a few bytes. */
typedef struct fai_pool {
    fai_arena *arena;
    char *at;
    size_t left;
} fai_pool;

typedef struct fai_content_holder {
    fa_content content; /* first: a pointer to it is a pointer to the holder */
    fai_arena arena;
    fai_pool pool;
} fai_content_holder;

/* Limits with the defaults filled in. limits may be NULL. */
fa_content_limits fai_limits_of(const fa_content_limits *limits);
/* An empty content; freed by fa_content_free. NULL: out of memory. */
fai_content_holder *fai_content_holder_new(fa_content_kind kind, const fa_content_limits *limits);
/* Why the arena of a content gave nothing for `need` bytes: FA_ETOOLARGE when its limit was passed, else FA_ENOMEM. */
fa_status fai_no_room(const fai_arena *a, size_t need, fa_error *err);

/* Room for len bytes and a NUL, which is set. NULL: out of memory, or over the limit. */
char *fai_pool_room(fai_pool *p, size_t len);
/* A copy in which invalid UTF-8 and NUL are U+FFFD. NULL as above. */
const char *fai_pool_add(fai_pool *p, const char *text, size_t len);
/* As fai_pool_add, with runs of blanks folded to one and none at the ends. */
const char *fai_pool_fold(fai_pool *p, const char *text, size_t len);
/* Bytes of a text once its invalid parts are replaced. */
size_t fai_clean_len(const char *text, size_t len);
/* Copies with what is invalid replaced; `out` holds fai_clean_len bytes. */
void fai_clean_copy(char *out, const char *text, size_t len);

/* Whether all that a content refers to is there: indices, ranges, order. `what` names the first thing that is not. */
bool fai_content_holds(const fa_content *c, const char **what);

#endif
