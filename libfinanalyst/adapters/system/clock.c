/* adapters/system/clock.c: the time and randomness of the operating system. */
#include <finanalyst/adapter/system.h>

#include <errno.h>
#include <sys/random.h>
#include <time.h>

static fa_time now(void *self)
{
    struct timespec t;

    (void)self;
    if (clock_gettime(CLOCK_REALTIME, &t) != 0)
        return 0;
    return (fa_time)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static fa_status fill_random(void *self, void *out, size_t len, fa_error *err)
{
    unsigned char *at = out;

    (void)self;
    while (len != 0) {
        ssize_t got = getrandom(at, len, 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fa_fail(err, FA_EUNAVAILABLE, "the system gives no random bytes");
        at += got;
        len -= (size_t)got;
    }
    return FA_OK;
}

static void close_clock(void *self)
{
    (void)self;
}

static fa_status open_clock(const fa_open_context *context, const char *url, void *out, fa_error *err)
{
    static const fa_clock_ops ops = {sizeof ops, "system", now, fill_random, close_clock};
    fa_clock *clock = out;

    (void)context;
    (void)url;
    (void)err;
    clock->ops = &ops;
    clock->self = NULL;
    return FA_OK;
}

fa_status fa_system_register(fa_registry *registry, fa_error *err)
{
    return fa_registry_add(registry, FA_PORT_CLOCK, "system", open_clock, err);
}
