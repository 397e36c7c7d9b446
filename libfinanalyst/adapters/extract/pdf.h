/* extract/pdf.h: PDF files, read by the tools of poppler. */
#ifndef FA_EXTRACT_PDF_H
#define FA_EXTRACT_PDF_H

#include <sys/types.h>

#include "formats.h"
#include "protocol.h"

typedef enum pdf_tool {
    PDF_TOOL_INFO, /* pdfinfo: how many pages, and whether they are turned */
    PDF_TOOL_TEXT, /* pdftotext: the words and their boxes */
    PDF_TOOLS
} pdf_tool;

/* Where a tool is installed; where it would be, if it is not. Static. */
const char *pdf_tool_path(pdf_tool tool);

/* A tool at work on the document. */
typedef struct pdf_run {
    pid_t pid;
    int output; /* to read from; non-blocking */
} pdf_run;

/* Starts a tool on the document's pages first..last. FA_EUNAVAILABLE: it is not installed. */
fa_status pdf_tool_start(pdf_tool tool, uint32_t first, uint32_t last, uint32_t cpu_seconds, pdf_run *out,
                         fa_error *err);
/* Waits for its end, which comes with the end of its output. FA_OK, or what its failure says about the document:
 * `said` is what it printed when it failed, NULL = not kept. */
fa_status pdf_tool_end(pdf_run *run, const char *said, fa_error *err);
/* Ends it at once. */
void pdf_tool_stop(pdf_run *run);

/* What is known before the words are read. */
typedef struct pdf_info {
    uint32_t pages;
    uint32_t cpu_seconds;
    uint8_t *turned; /* a byte for each page: its sides are the other way round; fa_free */
} pdf_info;

/* FA_EENCRYPTED, FA_ECORRUPT, FA_ETOOLARGE. The caller frees out->turned in every case. */
fa_status pdf_info_read(const reader_request *request, pdf_info *out, fa_error *err);

/* Reads the XHTML of `pdftotext -bbox` piece by piece, straight into a builder. */
typedef struct pdf_scan {
    fa_content_builder *builder;
    const pdf_info *info;
    uint32_t page; /* begun so far */
    uint64_t words;
    enum { PDF_IN_HEAD, PDF_IN_DOCUMENT, PDF_IN_PAGE, PDF_AT_END } where;
} pdf_scan;

/* Takes all whole items from the front of text and sets *used to their length; the rest is to come again, with more
 * behind it. Entities are decoded where they stand. FA_ECORRUPT: it is not what the tool writes. */
fa_status pdf_scan_feed(pdf_scan *scan, char *text, size_t len, size_t *used, fa_error *err);

/* Sees to it that the tools can open the document. Comes after the loss of privileges and before the sandbox. */
fa_status pdf_prepare(const extract_input *in, fa_error *err);
fa_status pdf_extract(const extract_input *in, const reader_request *request, fa_content_builder *b,
                      fa_error *err);

#endif
