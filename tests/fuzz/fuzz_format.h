/* fuzz/fuzz_format.h: one format on any bytes. */
#ifndef FA_FUZZ_FORMAT_H
#define FA_FUZZ_FORMAT_H

#include <stdint.h>
#include <stdlib.h>

#include <finanalyst/finance.h>

#include "formats.h"

/* The builder checks what it is given, and finishing it that all holds together: neither may fail. What was read must
 * be readable as a filing. */
static inline void fuzz_format(fa_status (*extract)(const extract_input *, fa_content_builder *, fa_error *),
                               fa_content_kind kind, const uint8_t *data, size_t size)
{
    fa_content_builder *b = fa_content_builder_new(kind, NULL);
    extract_input in = {data, size, "sample"};
    const fa_content *content = NULL;
    const fa_filing *filing = NULL;
    fa_error err = {0};
    fa_status st;

    if (b == NULL)
        abort();
    st = extract(&in, b, &err);
    if (st != FA_OK) {
        if ((st != FA_ENOTEXT && st != FA_ETOOLARGE) || err.code != st)
            abort();
        fa_content_builder_free(b);
        return;
    }
    if (fa_content_finish(b, &content, &err) != FA_OK ||
        fa_filing_read(content, "sample", &filing, &err) != FA_OK)
        abort();
    fa_filing_free(filing);
    fa_content_free(content);
}

#endif
