/* adapter/system.h: the time and randomness of the operating system. */
#ifndef FINANALYST_ADAPTER_SYSTEM_H
#define FINANALYST_ADAPTER_SYSTEM_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "system:" for the clock port. fa_registry_new does it. FA_ECONFLICT: registered already. */
FA_API fa_status fa_system_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
