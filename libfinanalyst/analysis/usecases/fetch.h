/* analysis/usecases/fetch.h: a document's bytes in a file that the reader can open. */
#ifndef FAI_ANALYSIS_FETCH_H
#define FAI_ANALYSIS_FETCH_H

#include <stdio.h>

#include "analysis/service.h"

/* A file without a name that goes when it is closed. */
typedef struct fai_fetched {
    FILE *file;
    char path[32]; /* opens the file, as long as it is not closed */
} fai_fetched;

/* Copies the bytes of an owner's document. FA_EUNAVAILABLE: no room for temporary files; and what the source fails with. */
fa_status fai_fetch(fa_analysis_service *svc, fa_id owner, fa_id document, fai_fetched *out, fa_error *err);
void fai_fetched_close(fai_fetched *f);

#endif
