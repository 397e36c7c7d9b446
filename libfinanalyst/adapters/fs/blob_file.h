/* adapters/fs/blob_file.h: the form of a blob's file: its bytes, then the checksum of each chunk, then a trailer with the
 * length and the checksum of these checksums. All checksums begin with the key, so that a file under another's name is
 * damage too. */
#ifndef FA_FS_BLOB_FILE_H
#define FA_FS_BLOB_FILE_H

#include <finanalyst/types.h>

#include "crc64.h"

/* What is checked as one, and is read whole before any byte of it is handed on. */
enum { FS_CHUNK_BYTES = 256 * 1024 };

/* A file that is open for reading. */
typedef struct fs_blob_source {
    int fd;
    uint64_t size;
    fa_time modified;
    uint64_t *sums; /* one per chunk, one for an empty blob too */
    size_t count;
} fs_blob_source;

/* Writes all that read yields, and what belongs behind it. What read returns passes through. */
fa_status fs_blob_write(int fd, const fs_crc64_tables *tables, const char *key, fa_read_fn read,
                        void *payload, fa_error *err);
/* Takes over fd, on FA_OK only. FA_ECORRUPT: it is no blob of that key, or a damaged one. */
fa_status fs_blob_source_open(int fd, const fs_crc64_tables *tables, const char *key, fs_blob_source *out,
                              fa_error *err);
void fs_blob_source_close(fs_blob_source *in);
/* Sends len bytes from offset on, fewer where the blob ends. FA_ECORRUPT: damaged; nothing of that chunk was sent. */
fa_status fs_blob_send(const fs_blob_source *in, const fs_crc64_tables *tables, const char *key,
                       uint64_t offset, uint64_t len, fa_write_fn write, void *payload, fa_error *err);

#endif
