/* record.h: the record service: questions with what they were answered, analyses of documents, and their export. */
#ifndef FINANALYST_RECORD_H
#define FINANALYST_RECORD_H

#include <finanalyst/analysis.h>
#include <finanalyst/port/document_source.h>
#include <finanalyst/registry.h>
#include <finanalyst/sheets.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum fa_record_kind {
    FA_RECORD_ANSWER = 1,  /* a question, and what it was answered */
    FA_RECORD_ANALYSIS = 2 /* the key figures, statements, ratios, checks and the summary of one document */
} fa_record_kind;

typedef enum fa_record_outcome {
    FA_RECORD_ANSWERED = 1,
    FA_RECORD_REFUSED = 2 /* the answer says what is missing; the analysis found nothing */
} fa_record_outcome;

/* A document that a record rests on. */
typedef struct fa_record_source {
    fa_id document;
    const char *sha256; /* of its bytes then: 64 hexadecimal digits */
} fa_record_source;

/* What was told once, kept as it was told. Immutable. Strings are never NULL. */
typedef struct fa_record {
    fa_id id; /* "ans_…", the id that the answer itself has, or "ana_…" */
    fa_record_kind kind;
    int64_t legacy_id; /* 1, 2, …: one of each per store, never used twice; newer records have larger ones */
    fa_id owner;       /* none: the host itself */
    const char *title; /* the question, or the document's name */
    const char
        *key; /* 64 hexadecimal digits over all that the bytes follow from; one record per owner and key */
    const char *engine; /* the version of the library that told it */
    fa_record_outcome outcome;
    bool all; /* asked of all that the owner had then; sources are those that the answer cites */
    const fa_record_source *sources; /* by id, each once */
    uint32_t source_count;
    const char *json; /* the bytes, as told; "" where a list was asked for records without them */
    size_t json_len;
    fa_time created;
} fa_record;

typedef fa_status (*fa_record_visit_fn)(void *payload, const fa_record *record, fa_error *err);

/* Which records to list: newest first. */
typedef struct fa_record_query {
    size_t struct_size;
    fa_record_kind kind;
    fa_id document; /* those that rest on it; none: all */
    int64_t before; /* those with a smaller legacy_id; 0 = from the newest */
    uint32_t limit;
    bool bare; /* without their json */
} fa_record_query;
#define FA_RECORD_QUERY_INIT                                                                                 \
    {                                                                                                        \
        sizeof(fa_record_query), FA_RECORD_ANSWER, {{0}}, 0, 100, false                                      \
    }

/* One record service. Any thread. */
typedef struct fa_record_service fa_record_service;

/* URLs of the adapters; NULL = the default named beside it. */
typedef struct fa_record_config {
    size_t struct_size;
    const char *db;     /* "memory:" */
    const char *hasher; /* "sodium:" */
    const char *clock;  /* "system:" */
    /* Where documents are, and who answers, in this process. Lent; they must outlive the service. */
    const fa_document_source *documents;
    fa_analysis_service *analysis;
} fa_record_config;
#define FA_RECORD_CONFIG_INIT                                                                                \
    {                                                                                                        \
        sizeof(fa_record_config), NULL, NULL, NULL, NULL, NULL                                               \
    }

/* Opens the adapters and brings the schema up to date. Failures name the setting in err->field. The registry may be freed
 * afterwards. */
FA_API fa_status fa_record_open(const fa_registry *registry, const fa_record_config *config,
                                fa_record_service **out, fa_error *err);
FA_API void fa_record_close(fa_record_service *svc);

/* In all that follows, records are their owner's: of another's, and of none, FA_ENOTFOUND. */

/* Answers a question as fa_ask does, and keeps the answer: it is there once FA_OK is returned. Asked again of the same bytes
 * under the same version, it is the record that is there, and *cached (may be NULL) is true. Failures of fa_ask. The caller
 * frees *out. */
FA_API fa_status fa_record_ask(fa_record_service *svc, fa_id owner, const fa_question_input *in,
                               const fa_record **out, bool *cached, fa_error *err);
/* Analyses a document that has been read: key figures, ratios, statements, checks, and sentences with figures or quoted, each
 * with its source. The same bytes under the same version: the record that is there; a new version is a new record beside the
 * old ones. FA_ECONFLICT: the document has not been read. The caller frees *out. */
FA_API fa_status fa_record_analyse(fa_record_service *svc, fa_id owner, fa_id document, const fa_record **out,
                                   bool *cached, fa_error *err);
/* The newest record of that id. */
FA_API fa_status fa_record_get(fa_record_service *svc, fa_id owner, fa_id id, const fa_record **out,
                               fa_error *err);
/* FA_ENOTFOUND: the owner has no such document. */
FA_API fa_status fa_record_list(fa_record_service *svc, fa_id owner, const fa_record_query *query,
                                fa_record_visit_fn visit, void *payload, fa_error *err);
/* Puts an analysis, and all answers that rest on its document, on sheets, and finishes them; the caller closes them. */
FA_API fa_status fa_record_export(fa_record_service *svc, fa_id owner, fa_id analysis,
                                  const fa_sheets *sheets, fa_error *err);
/* The same as {"analysis": …, "answers": […]}, each as it was told. */
FA_API fa_status fa_record_export_json(fa_record_service *svc, fa_id owner, fa_id analysis, fa_write_fn write,
                                       void *payload, fa_error *err);
FA_API fa_status fa_record_remove(fa_record_service *svc, fa_id owner, fa_id id, fa_error *err);
/* Removes whatever rests on a document, whoever asked: for when the document is removed. None: FA_OK. */
FA_API fa_status fa_record_forget(fa_record_service *svc, fa_id document, fa_error *err);
/* Removes all that an owner has: for when the user is removed. */
FA_API fa_status fa_record_erase(fa_record_service *svc, fa_id owner, fa_error *err);
/* One step of a sweep: records whose documents are gone are removed. What removes a document calls fa_record_forget; the sweep
 * finds what a crash left between the two, or a program that knows nothing of records. Zero it to begin, but for its
 * size. */
typedef struct fa_record_sweep {
    size_t struct_size;
    uint32_t limit; /* documents to look at in one step, 0 = 200 */
    fa_id owner;    /* where the next step begins */
    fa_id document;
    bool ended;
    uint64_t gone; /* documents that were not there, counted up by the steps */
} fa_record_sweep;
#define FA_RECORD_SWEEP_INIT                                                                                 \
    {                                                                                                        \
        sizeof(fa_record_sweep), 0, {{0}}, {{0}}, false, 0                                                   \
    }
FA_API fa_status fa_record_sweep_next(fa_record_service *svc, fa_record_sweep *run, fa_error *err);
/* A copy in one block, freed with fa_record_free. FA_ENOMEM. */
FA_API fa_status fa_record_copy(const fa_record *record, const fa_record **out, fa_error *err);
FA_API void fa_record_free(const fa_record *record);

#ifdef __cplusplus
}
#endif
#endif
