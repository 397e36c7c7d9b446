/* extract/text_room.h: growing arrays of the formats. */
#ifndef FA_EXTRACT_TEXT_ROOM_H
#define FA_EXTRACT_TEXT_ROOM_H

#include <stdbool.h>
#include <stddef.h>

/* struct { T *items; size_t len, cap; }: zero it to begin, text_list_clear to end. */
#define TEXT_LIST(T)                                                                                         \
    struct {                                                                                                 \
        T *items;                                                                                            \
        size_t len;                                                                                          \
        size_t cap;                                                                                          \
    }

/* Makes room for one more; false when memory ran out (the list stays as it was). */
#define text_list_room(l)                                                                                    \
    ((l)->len < (l)->cap || text_list_grow((void **)&(l)->items, &(l)->cap, (l)->len, sizeof *(l)->items))
/* Appends; false when memory ran out. */
#define text_list_push(l, ...) (text_list_room(l) ? ((l)->items[(l)->len++] = (__VA_ARGS__), true) : false)
#define text_list_clear(l) text_list_drop((void **)&(l)->items, &(l)->len, &(l)->cap)

bool text_list_grow(void **items, size_t *cap, size_t len, size_t size);
void text_list_drop(void **items, size_t *len, size_t *cap);

#endif
