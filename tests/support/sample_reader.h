/* support/sample_reader.h: a reader that makes the same small annual report of a fictional company from any file. */
#ifndef FA_TEST_SAMPLE_READER_H
#define FA_TEST_SAMPLE_READER_H

#include <finanalyst/port/document_reader.h>

/* Four pages: a cover, a discussion, an income statement, a balance sheet; progress is told for each. A file that begins
 * with "damaged" is FA_ECORRUPT, with "busy" FA_EUNAVAILABLE. */
fa_document_reader sample_reader(void);

#endif
