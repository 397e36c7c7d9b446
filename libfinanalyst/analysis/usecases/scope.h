/* analysis/usecases/scope.h: which documents a question may be answered from, and their filings in memory. */
#ifndef FAI_ANALYSIS_SCOPE_H
#define FAI_ANALYSIS_SCOPE_H

#include "analysis/domain/answering.h"
#include "analysis/domain/resolve.h"
#include "analysis/service.h"

enum { FAI_SCOPE_DOCS = 8 };

/* The documents of an owner that are ready, in the arena. */
typedef struct fai_inventory {
    fa_document *docs;
    uint32_t count;
    bool restricted; /* the caller named them */
} fai_inventory;

/* FA_ENOTFOUND: a document named by the caller is not there; FA_ECONFLICT: it is not read yet. */
fa_status fai_inventory_read(fa_analysis_service *svc, fa_id owner, const fa_question_input *in,
                             fai_arena *arena, fai_inventory *out, fa_error *err);

/* Filings lent by the service's cache. */
typedef struct fai_loaded {
    fai_scope scope;
    fai_scope_doc docs[FAI_SCOPE_DOCS];
    uint32_t index[FAI_SCOPE_DOCS]; /* of each in the inventory */
} fai_loaded;

/* Loads the filings that fit best: of each company a few, of documents named by the caller all, at most
 * FAI_SCOPE_DOCS. Freed with fai_scope_release. */
fa_status fai_scope_load(fa_analysis_service *svc, const fai_inventory *inventory,
                         const fai_resolution *found, fai_loaded *out, fa_error *err);
void fai_scope_release(fa_analysis_service *svc, fai_loaded *loaded);

#endif
