/* wire.h: the JSON of entities, shared by servers, remote adapters and bindings. Amounts are decimal strings. */
#ifndef FINANALYST_WIRE_H
#define FINANALYST_WIRE_H

#include <finanalyst/analysis.h>
#include <finanalyst/document.h>
#include <finanalyst/storage.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Each appends one JSON object (no line end), keys in a fixed order. Failures are those of the buffer. */
FA_API fa_status fa_document_to_json(const fa_document *doc, fa_buf *out, fa_error *err);
FA_API fa_status fa_job_to_json(const fa_job *job, fa_buf *out, fa_error *err);
FA_API fa_status fa_fact_to_json(const fa_fact *fact, fa_buf *out, fa_error *err);
FA_API fa_status fa_answer_to_json(const fa_answer *answer, fa_buf *out, fa_error *err);
/* The filing's statement of that kind as a table of figures: columns with periods, rows as reported with their cells.
 * FA_ENOTFOUND: the filing has no such statement. */
FA_API fa_status fa_statement_to_json(const fa_filing *filing, fa_statement_kind kind, fa_buf *out,
                                      fa_error *err);
FA_API fa_status fa_identity_to_json(const fa_identity *identity, fa_buf *out, fa_error *err);
FA_API fa_status fa_object_to_json(const fa_object *object, fa_buf *out, fa_error *err);
FA_API fa_status fa_usage_to_json(const fa_usage *usage, fa_buf *out, fa_error *err);
FA_API fa_status fa_finding_to_json(const fa_finding *finding, fa_buf *out, fa_error *err);
/* Appends text as a JSON string, with its quotes; what is no UTF-8 as U+FFFD. */
FA_API fa_status fa_json_quote(const char *text, fa_buf *out);

/* A question from {"question": "…", "document_ids": ["doc_…"]?}, strict JSON. FA_EINVALID names what is missing, unknown
 * or of another type. One allocation, the caller's, freed with fa_question_input_free. */
FA_API fa_status fa_question_from_json(const char *text, size_t len, fa_question_input **out, fa_error *err);
FA_API void fa_question_input_free(fa_question_input *in);
/* A quota from {"max_bytes": …, "max_objects": …, "max_object_bytes": …}, strict JSON; what is null or left out has no
 * limit. FA_EINVALID names what is unknown or of another type. */
FA_API fa_status fa_quota_from_json(const char *text, size_t len, fa_quota *out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
