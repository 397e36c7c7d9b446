/* document/domain/file_type.h: what kind of file bytes are. */
#ifndef FAI_DOCUMENT_FILE_TYPE_H
#define FAI_DOCUMENT_FILE_TYPE_H

#include <stddef.h>

/* As many first bytes as the type is looked for in. */
enum { FAI_HEAD_BYTES = 4096 };

/* The media type of a file from its first bytes (FAI_HEAD_BYTES, or all of a shorter one): "application/pdf",
 * "text/html", … The name only tells kinds of plain text apart; "application/octet-stream" for what is not known.
 * Static. */
const char *fai_media_type(const void *head, size_t len, const char *name);

#endif
