/* HTML and the inline XBRL in it, from any bytes: a content that holds together, or a typed failure. */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(extract_html, FA_CONTENT_HTML, data, size);
    return 0;
}
