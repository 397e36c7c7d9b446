/* adapter/memory.h: stores that live as long as they are open. */
#ifndef FINANALYST_ADAPTER_MEMORY_H
#define FINANALYST_ADAPTER_MEMORY_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "memory:" for the blob store and every repository port. fa_registry_new does it. FA_ECONFLICT: registered
 * already. */
FA_API fa_status fa_memory_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
