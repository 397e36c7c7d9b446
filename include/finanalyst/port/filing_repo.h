/* port/filing_repo.h: the typed facts of documents. */
#ifndef FINANALYST_PORT_FILING_REPO_H
#define FINANALYST_PORT_FILING_REPO_H

#include <finanalyst/finance.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef fa_status (*fa_filing_visit_fn)(void *payload, const fa_filing *filing, fa_error *err);

/* Filings by owner and document, whole; those of others are to an op as if they were not there. Each op is one transaction, durable once it returns FA_OK. */
typedef struct fa_filing_repo_ops {
    size_t struct_size;
    const char *name;
    /* Stores the filing of a document in place of any earlier one. */
    fa_status (*put)(void *self, fa_id owner, fa_id document, const fa_filing *filing, fa_error *err);
    /* Lends the filing, equal in every field to the one that was put. None: FA_ENOTFOUND. */
    fa_status (*get)(void *self, fa_id owner, fa_id document, fa_filing_visit_fn visit, void *payload,
                     fa_error *err);
    fa_status (*remove)(void *self, fa_id owner, fa_id document, fa_error *err);
    /* Removes all filings of an owner. None: FA_OK. */
    fa_status (*remove_owner)(void *self, fa_id owner, fa_error *err);
    void (*close)(void *self);
} fa_filing_repo_ops;

typedef struct fa_filing_repo {
    const fa_filing_repo_ops *ops;
    void *self;
} fa_filing_repo;

FA_API fa_status fa_filing_repo_put(const fa_filing_repo *r, fa_id owner, fa_id document,
                                    const fa_filing *filing, fa_error *err);
FA_API fa_status fa_filing_repo_get(const fa_filing_repo *r, fa_id owner, fa_id document,
                                    fa_filing_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_filing_repo_remove(const fa_filing_repo *r, fa_id owner, fa_id document, fa_error *err);
FA_API fa_status fa_filing_repo_remove_owner(const fa_filing_repo *r, fa_id owner, fa_error *err);
FA_API void fa_filing_repo_close(fa_filing_repo *r);

#ifdef __cplusplus
}
#endif
#endif
