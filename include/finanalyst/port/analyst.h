/* port/analyst.h: how the record service sees documents, and has questions answered, in this process or another. */
#ifndef FINANALYST_PORT_ANALYST_H
#define FINANALYST_PORT_ANALYST_H

#include <finanalyst/analysis.h>
#include <finanalyst/document.h>
#include <finanalyst/port/filing_repo.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef fa_status (*fa_answer_visit_fn)(void *payload, const fa_answer *answer, fa_error *err);

/* Documents and answers as another feature sees them. Codes as in document.h and analysis.h; things are lent to visit for
 * the call, once or, in a list, once each. */
typedef struct fa_analyst_ops {
    size_t struct_size;
    const char *name;
    fa_status (*document)(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                          fa_error *err);
    fa_status (*documents)(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                           void *payload, fa_error *err);
    fa_status (*filing)(void *self, fa_id owner, fa_id document, fa_filing_visit_fn visit, void *payload,
                        fa_error *err);
    fa_status (*answer)(void *self, fa_id owner, const fa_question_input *in, fa_answer_visit_fn visit,
                        void *payload, fa_error *err);
    void (*close)(void *self);
    /* Whether a document that the owner does not find may come back: it is in the bin. Where absent: none does. */
    fa_status (*may_return)(void *self, fa_id owner, fa_id id, bool *out, fa_error *err);
} fa_analyst_ops;

typedef struct fa_analyst {
    const fa_analyst_ops *ops;
    void *self;
} fa_analyst;

FA_API fa_status fa_analyst_document(const fa_analyst *a, fa_id owner, fa_id id, fa_document_visit_fn visit,
                                     void *payload, fa_error *err);
FA_API fa_status fa_analyst_documents(const fa_analyst *a, fa_id owner, fa_id after, uint32_t limit,
                                      fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_analyst_filing(const fa_analyst *a, fa_id owner, fa_id document, fa_filing_visit_fn visit,
                                   void *payload, fa_error *err);
FA_API fa_status fa_analyst_answer(const fa_analyst *a, fa_id owner, const fa_question_input *in,
                                   fa_answer_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_analyst_may_return(const fa_analyst *a, fa_id owner, fa_id id, bool *out, fa_error *err);
FA_API void fa_analyst_close(fa_analyst *a);

#ifdef __cplusplus
}
#endif
#endif
