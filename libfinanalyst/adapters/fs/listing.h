/* adapters/fs/listing.h: the names of a folder, in order. */
#ifndef FA_FS_LISTING_H
#define FA_FS_LISTING_H

#include <stdint.h>

#include "folder.h"

/* The first names behind `after` that begin with prefix and hold no dot, in byte order once every slash of a key stands
 * for its plus: at most limit of them. */
typedef struct fs_listing {
    char (*keys)[FS_NAME_BYTES];
    uint32_t count;
} fs_listing;

/* FA_ENOMEM, FA_EUNAVAILABLE. */
fa_status fs_listing_read(int fd, const char *prefix, const char *after, uint32_t limit, fs_listing *out,
                          fa_error *err);
void fs_listing_clear(fs_listing *l);

#endif
