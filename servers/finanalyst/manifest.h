/* finanalyst/manifest.h: what is in a backup: each file's path, size and SHA-256, as a text that tells when it was changed or cut:
 *
 *   finanalyst-backup 1
 *   version 0.3.0
 *   created 2026-01-31T12:00:00.000Z
 *   file <SHA-256> <bytes> <path>        one for each file, by path
 *   end <number of files> <SHA-256 of all lines above>
 */
#ifndef SERVERS_FINANALYST_MANIFEST_H
#define SERVERS_FINANALYST_MANIFEST_H

#include <finanalyst/buf.h>
#include <finanalyst/port/hasher.h>

#define MANIFEST_NAME "manifest"

typedef struct manifest_file {
    char *path; /* from the backup's folder, parted by slashes */
    uint64_t size;
    char sha256[FA_SHA256_HEX];
} manifest_file;

typedef struct manifest {
    manifest_file *files;
    size_t count, cap;
    uint64_t bytes; /* of all files */
    char version[32];
    char created[25];
} manifest;

void manifest_clear(manifest *m);
/* Adds a file. FA_EUNSUPPORTED: its name cannot be in a manifest (control characters). */
fa_status manifest_add(manifest *m, const char *path, uint64_t size, const char *sha256, fa_error *err);
/* Sorts the files by path. */
void manifest_sort(manifest *m);
/* Appends the text of a sorted manifest. */
fa_status manifest_write(const manifest *m, const fa_hasher *hasher, fa_buf *out, fa_error *err);
/* Reads it into m, which is all zero. FA_ECORRUPT: it was changed or cut; FA_EUNSUPPORTED: of a later format. */
fa_status manifest_read(manifest *m, const fa_hasher *hasher, const char *text, size_t len, fa_error *err);

#endif
