/* support/oom.h: an allocator that fails when it is told to, and that counts what is held. */
#ifndef FA_TEST_OOM_H
#define FA_TEST_OOM_H

#include <stdbool.h>

#include <finanalyst/alloc.h>

/* Makes it the library's allocator. Call it before anything is allocated. Any thread. */
void oom_install(void);
/* Lets the n-th allocation from now fail, once; 0 = none. */
void oom_fail(long n);
/* Whether that allocation was asked for. */
bool oom_struck(void);
/* How many allocations there have been. */
long oom_taken(void);
/* Blocks that are held now: the same before and after a call that leaks nothing. */
long oom_held(void);

#endif
