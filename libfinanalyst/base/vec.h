/* base/vec.h: growing arrays of one type. */
#ifndef FAI_BASE_VEC_H
#define FAI_BASE_VEC_H

#include <stdbool.h>
#include <stddef.h>

/* struct { T *items; size_t len, cap; }: zero it to begin, fai_vec_clear to end. */
#define FAI_VEC(T)                                                                                           \
    struct {                                                                                                 \
        T *items;                                                                                            \
        size_t len;                                                                                          \
        size_t cap;                                                                                          \
    }

/* Makes room for one more; false when memory ran out (the vector stays as it was). */
#define fai_vec_room(v) fai_vec_grow((void **)&(v)->items, &(v)->cap, (v)->len, 1, sizeof *(v)->items)
/* Appends; false when memory ran out. */
#define fai_vec_push(v, ...) (fai_vec_room(v) ? ((v)->items[(v)->len++] = (__VA_ARGS__), true) : false)
#define fai_vec_reserve(v, more)                                                                             \
    fai_vec_grow((void **)&(v)->items, &(v)->cap, (v)->len, (more), sizeof *(v)->items)
#define fai_vec_clear(v) fai_vec_drop((void **)&(v)->items, &(v)->len, &(v)->cap)

bool fai_vec_grow(void **items, size_t *cap, size_t len, size_t more, size_t size);
void fai_vec_drop(void **items, size_t *len, size_t *cap);

#endif
