/* finanalyst/transfer.h: files on their way into a backup and out of it: copied, hashed, durable at the end. */
#ifndef SERVERS_FINANALYST_TRANSFER_H
#define SERVERS_FINANALYST_TRANSFER_H

#include <finanalyst/port/hasher.h>

enum { TRANSFER_PATH_MAX = 4096 };

/* A path from two parts; where the folder is "", the name alone. FA_ETOOLARGE: it is too long. */
fa_status transfer_path(char out[TRANSFER_PATH_MAX], const char *folder, const char *name, fa_error *err);
/* Copies a file to a new one, readable by its owner only, or only reads it where `to` is NULL. *size and hex tell what was read.
 * FA_ENOTFOUND: there is no such file; FA_EUNAVAILABLE. */
fa_status transfer_file(const fa_hasher *hasher, const char *from, const char *to, uint64_t *size,
                        char hex[FA_SHA256_HEX], fa_error *err);
/* Makes a folder for drafts beside `final`, whose path becomes out: "<final>.<word>-XXXXXX". */
fa_status transfer_begin(const char *final, const char *word, char out[TRANSFER_PATH_MAX], fa_error *err);
/* Makes all that is in the draft durable and gives it its final name, where nothing is, or an empty folder. */
fa_status transfer_commit(const char *draft, const char *final, fa_error *err);
/* Removes a draft and all in it. */
void transfer_abandon(const char *draft);
/* Whether there is nothing, or an empty folder. FA_ECONFLICT: there is something. */
fa_status transfer_is_free(const char *path, fa_error *err);
/* A failure from errno: "cannot <doing> <path>: …". FA_ENOTFOUND where that is why. */
fa_status transfer_fail(fa_error *err, const char *doing, const char *path);

#endif
