/* adapters/memory/memory.h: the openers of the memory adapters, for their registration. Every open is an empty store
 * of its own, lost when it is closed. */
#ifndef FA_MEMORY_H
#define FA_MEMORY_H

#include <finanalyst/registry.h>

fa_status memory_blob_store_open(const fa_open_context *context, const char *url, void *out, fa_error *err);

#endif
