/* extract/pdf_sample.h: small PDFs, made by hand. */
#ifndef FA_TEST_PDF_SAMPLE_H
#define FA_TEST_PDF_SAMPLE_H

#include <finanalyst/buf.h>

typedef enum pdf_lock {
    PDF_OPEN,
    PDF_EMPTY_PASSWORD, /* encrypted; opens without a password, as a third of all filings */
    PDF_PASSWORD        /* encrypted; opens with a password only */
} pdf_lock;

typedef struct pdf_sample {
    uint32_t pages;
    const char *text; /* printed on each page, followed by the page's number; NULL = a page holds no text */
    int rotate;       /* degrees */
    pdf_lock lock;    /* other than PDF_OPEN: two pages at most */
    uint32_t padding; /* bytes of unused stream for each page, as a picture would take */
} pdf_sample;

/* Appends the PDF to out, which has room for it. */
void pdf_sample_make(const pdf_sample *sample, fa_buf *out);

#endif
