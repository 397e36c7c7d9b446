/* support/report_reader.h: the content of the sample filing, made without a file. */
#ifndef FA_TEST_REPORT_READER_H
#define FA_TEST_REPORT_READER_H

#include <finanalyst/port/document_reader.h>

/* FA_CONTENT_PDF: as words, from which lines and tables are yet to be found. FA_CONTENT_HTML: as lines, tables and
 * tagged figures. The caller frees *out with fa_content_free. */
fa_status report_content(fa_content_kind kind, const fa_content_limits *limits, const fa_content **out,
                         fa_error *err);
/* A reader that gives it for any file: as HTML where the name of the file ends in "htm", else as PDF. */
fa_document_reader report_reader(void);

#endif
