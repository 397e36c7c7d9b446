/* document/tus.h: the headers of the protocol of resumable uploads (tus 1.0.0). */
#ifndef SERVERS_DOCUMENT_TUS_H
#define SERVERS_DOCUMENT_TUS_H

#include <finanalyst/document.h>

enum { TUS_NAME_BYTES = 1024, TUS_METADATA_BYTES = 400, TUS_DATE_BYTES = 32 };

/* The name of the file in "filename <base 64>,…". FA_EINVALID "Upload-Metadata". */
fa_status tus_read_name(const char *metadata, char out[TUS_NAME_BYTES], fa_error *err);
/* "filename <base 64>"; a name of 255 bytes fits. */
void tus_write_name(const char *name, char out[TUS_METADATA_BYTES]);
/* "sha256 <base 64>" into the piece; NULL: there is none. FA_EINVALID "Upload-Checksum". */
fa_status tus_read_checksum(const char *text, fa_transfer_piece *piece, fa_error *err);
/* A number of bytes. FA_EINVALID names the header. */
fa_status tus_read_number(const char *text, const char *header, uint64_t *out, fa_error *err);
/* "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, section 5.6.7). */
void tus_write_date(fa_time time, char out[TUS_DATE_BYTES]);

#endif
