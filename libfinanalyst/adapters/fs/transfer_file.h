/* adapters/fs/transfer_file.h: the form of a transfer's file: what it is, then two places for how far it has come, written in
 * turn so that one of them is whole whatever happens, then its bytes. What lies behind the bytes that are told of there is
 * what a call left that did not get to its end. */
#ifndef FA_FS_TRANSFER_FILE_H
#define FA_FS_TRANSFER_FILE_H

#include <finanalyst/document.h>

#include "crc64.h"

enum { FS_TRANSFER_HEAD = 4096, FS_TRANSFER_NAME = 256 };

typedef struct fs_transfer {
    fa_transfer is; /* its name lies in the next */
    char name[FS_TRANSFER_NAME];
    uint64_t turn; /* of the place that was written last */
} fs_transfer;

/* Writes the head of a new file. */
fa_status fs_transfer_write_head(int fd, const fs_crc64_tables *tables, const fa_transfer *transfer,
                                 fa_error *err);
/* FA_ECORRUPT: it is no transfer's file, or a damaged one. */
fa_status fs_transfer_read_head(int fd, const fs_crc64_tables *tables, fs_transfer *out, fa_error *err);
/* Notes how far it has come: its offset, whether it has ended, its document. Durable once it returns FA_OK. */
fa_status fs_transfer_note(int fd, const fs_crc64_tables *tables, fs_transfer *t, fa_error *err);

#endif
