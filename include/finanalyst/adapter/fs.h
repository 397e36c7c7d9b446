/* adapter/fs.h: blobs, transfers and mails as files of a folder. */
#ifndef FINANALYST_ADAPTER_FS_H
#define FINANALYST_ADAPTER_FS_H

#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Registers "file:<folder>" for the blob store port. fa_registry_new does it. The folder is made when its parent is
 * there; folder 0700, files 0600. One file per blob, with a checksum that every read verifies. Several processes may
 * have the same folder open. Also
 * registers it for the mailer port: one file per mail, "mai_….eml"; and for the transfer store port: one file per transfer. FA_ECONFLICT: registered already. */
FA_API fa_status fa_fs_register(fa_registry *registry, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
