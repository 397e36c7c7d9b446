/* support/host.h: a clock and a hasher for tests, the same on every run and without any dependency. */
#ifndef FA_TEST_HOST_H
#define FA_TEST_HOST_H

#include <finanalyst/registry.h>

/* A clock that goes on by one millisecond with each look, from 2024-01-01; its random bytes are a fixed sequence of
 * the process. Any thread. */
fa_clock host_clock(void);
/* SHA-256 (FIPS 180-4), plainly written. */
fa_hasher host_hasher(void);
/* Registers both, and the reader of text_reader.h, as "test:". */
fa_status host_register(fa_registry *registry, fa_error *err);
/* Opens an adapter of the core with that clock and hasher. */
fa_status host_open(fa_port port, const char *url, void *out, fa_error *err);

#endif
