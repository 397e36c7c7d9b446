/* adapters/fs/crc64.h: the checksum of stored blobs. */
#ifndef FA_FS_CRC64_H
#define FA_FS_CRC64_H

#include <stddef.h>
#include <stdint.h>

/* Tables for eight bytes at a time ("slicing by 8", Kounavis & Berry 2005). */
typedef struct fs_crc64_tables {
    uint64_t t[8][256];
} fs_crc64_tables;

void fs_crc64_prepare(fs_crc64_tables *tables);
/* CRC-64 with the polynomial of ECMA-182, reflected (CRC-64/XZ: "123456789" gives 995dc9bbdf1939fa). crc: 0 to begin,
 * then the result so far. */
uint64_t fs_crc64_update(const fs_crc64_tables *tables, uint64_t crc, const void *bytes, size_t len);

#endif
