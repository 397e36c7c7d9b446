/* What a broken or hostile tool might write in place of word boxes: words set into lines and tables and read as a
 * filing, or a typed failure. The first byte says in which pieces the bytes come. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <finanalyst/finance.h>

#include "pdf.h"

enum { PAGES = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Feeds text piece by piece, as the reader does; what was not used comes again. */
static fa_status feed(pdf_scan *scan, char *text, size_t len, size_t piece)
{
    size_t start = 0, end = 0;
    fa_error err = {0};
    fa_status st = FA_OK;

    while (st == FA_OK && end < len) {
        size_t used = 0;

        end = len - end < piece ? len : end + piece;
        st = pdf_scan_feed(scan, text + start, end - start, &used, &err);
        if (st != FA_OK && err.code != st)
            abort();
        if (used > end - start)
            abort();
        start += st == FA_OK ? used : 0;
    }
    return st;
}

static void read_filing(fa_content_builder *b)
{
    const fa_content *content = NULL;
    const fa_filing *filing = NULL;

    if (fa_content_finish(b, &content, NULL) != FA_OK ||
        fa_filing_read(content, "a.pdf", &filing, NULL) != FA_OK)
        abort();
    fa_filing_free(filing);
    fa_content_free(content);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t turned[PAGES] = {0, 0, 1};
    pdf_info info = {.pages = PAGES, .turned = turned};
    fa_content_builder *b = fa_content_builder_new(FA_CONTENT_PDF, NULL);
    pdf_scan scan = {.builder = b, .info = &info, .where = PDF_IN_HEAD};
    char *text;

    if (size == 0 || b == NULL) {
        fa_content_builder_free(b);
        return 0;
    }
    text = malloc(size);
    if (text == NULL)
        abort();
    memcpy(text, data + 1, size - 1);
    if (feed(&scan, text, size - 1, data[0] == 0 ? size : (size_t)data[0] * 8) == FA_OK)
        read_filing(b);
    else
        fa_content_builder_free(b);
    free(text);
    return 0;
}
