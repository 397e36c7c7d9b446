/* extract/reading.h: reading what a test holds in memory through "sandbox:". */
#ifndef FA_TEST_READING_H
#define FA_TEST_READING_H

#include <finanalyst/port/document_reader.h>

/* The reader with the program that was built, or with the one that misbehaves. Ends the program when it cannot. */
fa_document_reader reading_open(void);
fa_document_reader reading_open_fake(void);
fa_document_reader reading_open_url(const char *url);

/* Reads bytes as a file of that name, with what else the request says (NULL = nothing). The caller frees *out. */
fa_status reading_bytes(const fa_document_reader *reader, const void *bytes, size_t len, const char *name,
                        const fa_read_request *rest, const fa_content **out, fa_error *err);
/* Moments, for how long something took. */
int64_t reading_now_ms(void);

#endif
