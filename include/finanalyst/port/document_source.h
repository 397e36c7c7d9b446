/* port/document_source.h: how the other services ask for documents, in this process or another. */
#ifndef FINANALYST_PORT_DOCUMENT_SOURCE_H
#define FINANALYST_PORT_DOCUMENT_SOURCE_H

#include <finanalyst/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Documents as another feature sees them: those that the owner may read. What else is kept of one belongs under the
 * owner that its record names. Codes as in document.h. */
typedef struct fa_document_source_ops {
    size_t struct_size;
    const char *name;
    fa_status (*get)(void *self, fa_id owner, fa_id id, fa_document_visit_fn visit, void *payload,
                     fa_error *err);
    fa_status (*list)(void *self, fa_id owner, fa_id after, uint32_t limit, fa_document_visit_fn visit,
                      void *payload, fa_error *err);
    /* Sends the bytes, verified. */
    fa_status (*content)(void *self, fa_id owner, fa_id id, fa_write_fn write, void *payload, fa_error *err);
    /* Records how its reading went: state, error, page and fact counts and identity fields of `doc` are taken over,
     * the rest stays. */
    fa_status (*report)(void *self, const fa_document *doc, fa_error *err);
    void (*close)(void *self);
    /* As fa_document_get_legacy, fa_document_may_return, fa_document_removals, fa_document_scan, fa_document_remove_owner and
     * fa_document_count. */
    fa_status (*get_legacy)(void *self, fa_id owner, uint32_t legacy_id, fa_document_visit_fn visit,
                            void *payload, fa_error *err);
    fa_status (*may_return)(void *self, fa_id owner, fa_id id, bool *out, fa_error *err);
    fa_status (*removals)(void *self, uint64_t after, uint32_t limit, fa_removal_visit_fn visit,
                          void *payload, fa_error *err);
    fa_status (*scan)(void *self, fa_id after, uint32_t limit, fa_document_visit_fn visit, void *payload,
                      fa_error *err);
    fa_status (*remove_owner)(void *self, fa_id owner, fa_error *err);
    fa_status (*count)(void *self, fa_id owner, uint64_t *out, fa_error *err);
} fa_document_source_ops;

typedef struct fa_document_source {
    const fa_document_source_ops *ops;
    void *self;
} fa_document_source;

FA_API fa_status fa_source_get(const fa_document_source *s, fa_id owner, fa_id id, fa_document_visit_fn visit,
                               void *payload, fa_error *err);
FA_API fa_status fa_source_list(const fa_document_source *s, fa_id owner, fa_id after, uint32_t limit,
                                fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_source_content(const fa_document_source *s, fa_id owner, fa_id id, fa_write_fn write,
                                   void *payload, fa_error *err);
FA_API fa_status fa_source_report(const fa_document_source *s, const fa_document *doc, fa_error *err);
FA_API fa_status fa_source_get_legacy(const fa_document_source *s, fa_id owner, uint32_t legacy_id,
                                      fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_source_may_return(const fa_document_source *s, fa_id owner, fa_id id, bool *out,
                                      fa_error *err);
FA_API fa_status fa_source_removals(const fa_document_source *s, uint64_t after, uint32_t limit,
                                    fa_removal_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_source_scan(const fa_document_source *s, fa_id after, uint32_t limit,
                                fa_document_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_source_remove_owner(const fa_document_source *s, fa_id owner, fa_error *err);
FA_API fa_status fa_source_count(const fa_document_source *s, fa_id owner, uint64_t *out, fa_error *err);
FA_API void fa_document_source_close(fa_document_source *s);

#ifdef __cplusplus
}
#endif
#endif
