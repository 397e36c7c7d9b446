/* adapters/fs/openers.h: the openers of the file adapters, for their registration. */
#ifndef FA_FS_OPENERS_H
#define FA_FS_OPENERS_H

#include <finanalyst/registry.h>

fa_status fs_mailer_open(const fa_open_context *context, const char *url, void *out, fa_error *err);
fa_status fs_transfer_store_open(const fa_open_context *context, const char *url, void *out, fa_error *err);

#endif
