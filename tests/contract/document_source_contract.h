/* contract/document_source_contract.h: what every source of documents must do. */
#ifndef FA_DOCUMENT_SOURCE_CONTRACT_H
#define FA_DOCUMENT_SOURCE_CONTRACT_H

#include <finanalyst/port/document_source.h>

/* A source, and the service whose documents it shows. */
typedef struct source_under_test {
    fa_document_source source;
    fa_document_service *documents;
    void *more; /* what else has to be closed */
} source_under_test;

/* Opens a source of no documents; closes it and all behind it. */
typedef fa_status (*open_source_fn)(source_under_test *out, fa_error *err);
typedef void (*close_source_fn)(source_under_test *s);

/* Runs the suite and returns the exit status for main. */
int document_source_contract(const char *adapter, open_source_fn open, close_source_fn close);

#endif
