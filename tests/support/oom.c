/* support/oom.c: an allocator that fails when it is told to. */
#include "oom.h"

#include <stdatomic.h>
#include <stdlib.h>

static atomic_long left; /* allocations until the one that fails; 0 and below = none */
static atomic_long held;
static atomic_long taken;
static atomic_bool struck;

static bool strikes(void)
{
    atomic_fetch_add(&taken, 1);
    if (atomic_load(&left) <= 0 || atomic_fetch_sub(&left, 1) != 1)
        return false;
    atomic_store(&struck, true);
    return true;
}

static void *take(void *self, size_t size)
{
    void *p = strikes() ? NULL : malloc(size);

    (void)self;
    if (p != NULL)
        atomic_fetch_add(&held, 1);
    return p;
}

static void *resize(void *self, void *p, size_t size)
{
    (void)self;
    return strikes() ? NULL : realloc(p, size);
}

static void give(void *self, void *p)
{
    (void)self;
    atomic_fetch_sub(&held, 1);
    free(p);
}

void oom_install(void)
{
    static const fa_allocator allocator = {take, resize, give, NULL};

    fa_allocator_set(&allocator);
}

void oom_fail(long n)
{
    atomic_store(&struck, false);
    atomic_store(&left, n);
}

bool oom_struck(void)
{
    return atomic_load(&struck);
}

long oom_taken(void)
{
    return atomic_load(&taken);
}

long oom_held(void)
{
    return atomic_load(&held);
}
