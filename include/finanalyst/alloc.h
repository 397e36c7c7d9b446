/* alloc.h: where memory comes from. */
#ifndef FINANALYST_ALLOC_H
#define FINANALYST_ALLOC_H

#include <stddef.h>

#include <finanalyst/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A replacement for the C allocator. The functions behave as malloc, realloc and free, from any thread. */
typedef struct fa_allocator {
    void *(*alloc)(void *self, size_t size);
    void *(*realloc)(void *self, void *p, size_t size);
    void (*free)(void *self, void *p);
    void *self;
} fa_allocator;

/* Replaces the allocator for the whole process; NULL restores the C allocator. Call it before any other call of
 * the library: memory taken from one allocator is never given to another. */
FA_API void fa_allocator_set(const fa_allocator *allocator);

/* Allocates through the installed allocator. size 0 yields a unique pointer. NULL when memory ran out. */
FA_API void *fa_alloc(size_t size);
/* As fa_alloc for count * size zeroed bytes; NULL also when the product overflows. */
FA_API void *fa_calloc(size_t count, size_t size);
FA_API void *fa_realloc(void *p, size_t size);
/* Frees what fa_alloc, fa_calloc or fa_realloc returned; NULL is fine. */
FA_API void fa_free(void *p);
/* A copy of text through fa_alloc; NULL for NULL or when memory ran out. */
FA_API char *fa_strdup(const char *text);

#ifdef __cplusplus
}
#endif
#endif
