/* port/clock.h: the time and randomness of the host. */
#ifndef FINANALYST_PORT_CLOCK_H
#define FINANALYST_PORT_CLOCK_H

#include <finanalyst/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the library may not ask the system for itself. Any thread. random fills len unpredictable bytes. */
typedef struct fa_clock_ops {
    size_t struct_size;
    const char *name;
    fa_time (*now)(void *self);
    fa_status (*random)(void *self, void *out, size_t len, fa_error *err);
    void (*close)(void *self);
} fa_clock_ops;

typedef struct fa_clock {
    const fa_clock_ops *ops;
    void *self;
} fa_clock;

/* 0 when the clock is none. */
FA_API fa_time fa_clock_now(const fa_clock *clock);
FA_API fa_status fa_clock_random(const fa_clock *clock, void *out, size_t len, fa_error *err);
FA_API void fa_clock_close(fa_clock *clock);

#ifdef __cplusplus
}
#endif
#endif
