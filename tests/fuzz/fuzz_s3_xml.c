/* The answers of an S3 store, on any bytes: typed failures, and texts within their bounds. */
#include "s3_xml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static fa_status look(void *payload, const char *const *names, int depth, const char *text, fa_error *err)
{
    (void)payload;
    (void)err;
    if (depth < 1 || depth > FAI_S3_XML_DEPTH || strlen(text) >= FAI_S3_XML_TEXT)
        abort();
    for (int i = 0; i < depth; i++) {
        if (names[i][0] == '\0' || strlen(names[i]) >= FAI_S3_XML_NAME)
            abort();
    }
    return FA_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fa_error err;
    fa_status st = fai_s3_xml_read((const char *)data, size, look, NULL, &err);

    if (st != FA_OK && (st != FA_ECORRUPT || err.code != st))
        abort();
    return 0;
}
