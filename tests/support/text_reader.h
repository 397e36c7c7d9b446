/* support/text_reader.h: a reader of plain text for tests, without a process of its own. */
#ifndef FA_TEST_TEXT_READER_H
#define FA_TEST_TEXT_READER_H

#include <finanalyst/port/document_reader.h>

/* Every line of the file is a line of the one page. A file that begins with "!damaged" is FA_ECORRUPT, "The file is
 * damaged."; "!later" is FA_EUNAVAILABLE. */
fa_document_reader text_reader(void);

#endif
