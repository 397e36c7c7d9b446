/* extract/reader.h: the parts of the reading program. */
#ifndef FA_EXTRACT_READER_H
#define FA_EXTRACT_READER_H

#include "formats.h"
#include "protocol.h"

/* What a file is, by its bytes; the name only tells the kinds of plain text apart. */
typedef enum reader_kind { READER_PDF, READER_HTML, READER_CSV, READER_TEXT, READER_MARKDOWN } reader_kind;

/* FA_EUNSUPPORTED names what the file is instead. */
fa_status reader_sniff(const extract_input *in, reader_kind *out, fa_error *err);

/* Sending to the host. A host that is gone ends the program. */
fa_status reader_send_progress(uint32_t done, uint32_t total, fa_error *err);
fa_status reader_send_content(const fa_content *content, fa_error *err);
void reader_send_failure(const fa_error *failure);

#endif
