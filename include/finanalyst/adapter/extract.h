/* adapter/extract.h: the sandboxed reading of files. */
#ifndef FINANALYST_ADAPTER_EXTRACT_H
#define FINANALYST_ADAPTER_EXTRACT_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "sandbox:" for the document reader port: a separate program reads each file under rlimits, seccomp and
 * Landlock. "sandbox:<path>" names that program; without a path it is looked for beside the running program, then
 * where it was installed. FA_ECONFLICT: registered already. */
FA_API fa_status fa_extract_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
