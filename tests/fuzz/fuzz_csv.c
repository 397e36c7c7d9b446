/* CSV, plain text and Markdown, from any bytes: a content that holds together, or a typed failure. */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(extract_csv, FA_CONTENT_CSV, data, size);
    fuzz_format(extract_text, FA_CONTENT_TEXT, data, size);
    fuzz_format(extract_markdown, FA_CONTENT_MARKDOWN, data, size);
    return 0;
}
