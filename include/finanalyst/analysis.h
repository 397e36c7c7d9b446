/* analysis.h: the analysis service: ingestion jobs, facts, statements, questions and cited answers. */
#ifndef FINANALYST_ANALYSIS_H
#define FINANALYST_ANALYSIS_H

#include <finanalyst/finance.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum fa_job_state {
    FA_JOB_QUEUED = 1,
    FA_JOB_RUNNING = 2,
    FA_JOB_DONE = 3,
    FA_JOB_FAILED = 4,
    FA_JOB_CANCELLED = 5
} fa_job_state;

/* The ingestion of one document. Strings are never NULL. */
typedef struct fa_job {
    fa_id id;    /* "job_…" */
    fa_id owner; /* of the document */
    fa_id document;
    fa_job_state state;
    const char *step; /* "fetching", "reading", "understanding", "keeping", "done" */
    uint32_t done;    /* pages of the step so far */
    uint32_t total;   /* 0 = not known */
    uint32_t attempts;
    bool cancel; /* somebody asked for it to stop */
    fa_status error_code;
    const char *error;
    fa_time created;
    fa_time updated;
    uint32_t version;
} fa_job;

typedef fa_status (*fa_job_visit_fn)(void *payload, const fa_job *job, fa_error *err);
typedef fa_status (*fa_fact_visit_fn)(void *payload, const fa_fact *fact, fa_error *err);

/* ---- the answer ---- */

typedef enum fa_answer_kind {
    FA_ANSWER_VALUE = 1, /* a figure, found or computed */
    FA_ANSWER_YESNO = 2,
    FA_ANSWER_CHOICE = 3,  /* one of the named candidates: a period, a segment, a company, an item */
    FA_ANSWER_LIST = 4,    /* several figures or rows */
    FA_ANSWER_PASSAGE = 5, /* sentences quoted from the filing */
    FA_ANSWER_REFUSAL = 6  /* what is missing */
} fa_answer_kind;

/* Where a reader can check. Strings are never NULL. */
typedef struct fa_citation {
    fa_id document;
    const char *document_name;
    fa_place place;
    const char *quote;     /* verbatim from that page */
    const char *section;   /* section path, "" = none */
    const char *row_label; /* with a table: the row and column that meet in the figure */
    const char *column_label;
} fa_citation;

/* A figure with all that gives it meaning, and its citation. */
typedef struct fa_figure {
    const char *symbol; /* its name in the formula: "a", "revenue[2024]"; "" = none */
    const char *label;  /* as printed */
    const char *concept;
    fa_decimal value; /* base units */
    const char *unit;
    int32_t scale;    /* of the source */
    const char *text; /* as printed */
    fa_period period;
    const char *dimensions; /* "Americas", "" = none */
    int32_t citation;       /* index into fa_answer.citations, -1 = none */
    int64_t fact;           /* index in its filing, -1 = none */
} fa_figure;

/* How a figure was computed. */
typedef struct fa_calculation {
    const char *name;       /* "Current ratio" */
    const char *formula;    /* "total current assets / total current liabilities" */
    const char *expression; /* with the numbers put in: "152,987 / 176,392" */
    const char *source;     /* where the definition is from; "given in the question" */
    const char *rounding;   /* "half up to 2 decimals" */
    fa_decimal exact;       /* before rounding, up to 18 digits after the point */
    const uint32_t *inputs; /* indices into fa_answer.figures */
    uint32_t input_count;
} fa_calculation;

/* Immutable; one arena; freed with fa_answer_free. Strings are never NULL. */
typedef struct fa_answer {
    fa_id
        id; /* "ans_…" derived from question and documents, so that the same question gives the same bytes */
    const char *question;
    fa_answer_kind kind;
    const char *text; /* the whole answer in English, with [1] marks for citations */
    bool has_value;
    fa_decimal value;     /* the headline figure, rounded as asked, in `unit` at 10^value_scale */
    const char *unit;     /* "USD", "%", "x", "days", "pp", "bps", "USD/shares", "shares", "" */
    int32_t value_scale;  /* 6: value is in millions */
    const char *polarity; /* "yes", "no", "" */
    const char
        *choice; /* the candidate picked, or the exact words that answer; several parted by "; "; "" = none */
    const char *missing; /* with a refusal: what would be needed; "" otherwise */
    const char
        *refusal; /* a code: "not_reported", "period_not_covered", "company_unknown", "advice", "forecast",
                            "not_meaningful", "ambiguous", "no_documents", "not_understood"; "" otherwise */
    const fa_figure *figures;
    uint32_t figure_count;
    const fa_calculation *calculations;
    uint32_t calculation_count;
    const fa_citation *citations;
    uint32_t citation_count;
    const char *const *assumptions;
    uint32_t assumption_count;
    double confidence; /* 0..1: a likelihood, not an amount */
} fa_answer;

typedef struct fa_question_input {
    size_t struct_size;
    const char *question;   /* UTF-8, at most 8,000 bytes */
    const fa_id *documents; /* restrict to these; NULL = all of the owner's that are ready */
    uint32_t document_count;
} fa_question_input;
#define FA_QUESTION_INPUT_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_question_input), NULL, NULL, 0                                                             \
    }

/* A page found for a question. */
typedef struct fa_hit {
    fa_id document;
    const char *document_name;
    int32_t page;
    double score; /* comparable within one search only */
} fa_hit;
typedef fa_status (*fa_hit_visit_fn)(void *payload, const fa_hit *hit, fa_error *err);

typedef struct fa_fact_query {
    size_t struct_size;
    fa_id document;
    const char *concept;         /* exact, NULL = any */
    const char *label;           /* part of the label, any case; NULL = any */
    fa_statement_kind statement; /* NONE = any */
    uint32_t offset;
    uint32_t limit; /* 0 = all */
} fa_fact_query;
#define FA_FACT_QUERY_INIT                                                                                   \
    {                                                                                                        \
        sizeof(fa_fact_query), {{0}}, NULL, NULL, FA_STATEMENT_NONE, 0, 0                                    \
    }

/* One analysis service, opened by fa_app_open. Any thread. Calls look at the documents of the owner that they name, and at
 * what was read from them, as in document.h. */
typedef struct fa_analysis_service fa_analysis_service;

/* Queues the reading of a document, or returns the job that is already under way or done. The caller frees *out. */
FA_API fa_status fa_job_start(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_job **out,
                              fa_error *err);
/* Queues the reading of a document although it was read; one that is under way is returned instead. */
FA_API fa_status fa_job_restart(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_job **out,
                                fa_error *err);
FA_API fa_status fa_job_get(fa_analysis_service *svc, fa_id owner, fa_id job, const fa_job **out,
                            fa_error *err);
/* The newest job of a document. */
FA_API fa_status fa_job_of_document(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_job **out,
                                    fa_error *err);
/* Asks a job to stop; it does at the next page. Finished already: FA_ECONFLICT. */
FA_API fa_status fa_job_cancel(fa_analysis_service *svc, fa_id owner, fa_id job, fa_error *err);
/* Does the work of the next waiting job, whosever it is, in the calling thread: reads, understands, keeps. Jobs that a process left
 * running when it died are taken up again. *worked is false when nothing waited. A document that cannot be read
 * makes the job fail, not this call. */
FA_API fa_status fa_job_run_next(fa_analysis_service *svc, bool *worked, fa_error *err);
/* Told of a job when it is taken up (running, elapsed_ms 0) and, unless it waits for another try or its document is gone, when it
 * has ended: done, failed or cancelled. On the thread that runs it, which waits. */
typedef void (*fa_job_seen_fn)(void *payload, const fa_job *job, int64_t elapsed_ms);
/* Names who is told, of all jobs of this service; NULL = nobody. Not while a job runs. */
FA_API void fa_job_watch(fa_analysis_service *svc, fa_job_seen_fn seen, void *payload);
FA_API void fa_job_free(const fa_job *job);
/* Forgets a document: its jobs, facts and pages; a reading under way stops and leaves nothing. FA_OK also when nothing
 * was known of it. For when the document is removed: fa_app_remove does both. */
FA_API fa_status fa_analysis_forget(fa_analysis_service *svc, fa_id owner, fa_id document, fa_error *err);
/* The same of all that is known of an owner's documents. */
FA_API fa_status fa_analysis_forget_owner(fa_analysis_service *svc, fa_id owner, fa_error *err);

/* The typed filing of a document. The caller frees it. FA_ENOTFOUND: no such document; FA_ECONFLICT: not read yet. */
FA_API fa_status fa_filing_get(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_filing **out,
                               fa_error *err);
/* Visits facts in document order. */
FA_API fa_status fa_fact_list(fa_analysis_service *svc, fa_id owner, const fa_fact_query *query,
                              fa_fact_visit_fn visit, void *payload, fa_error *err);
/* Answers a question, always the same bytes for the same documents. What cannot be answered is an answer too (kind
 * REFUSAL) and FA_OK. FA_EINVALID: an empty or overlong question, or invalid UTF-8; FA_ENOTFOUND: a document that is
 * not there. The caller frees *out. */
FA_API fa_status fa_ask(fa_analysis_service *svc, fa_id owner, const fa_question_input *in,
                        const fa_answer **out, fa_error *err);
/* The pages that a question is about, best first, at most limit. */
FA_API fa_status fa_search(fa_analysis_service *svc, fa_id owner, const fa_question_input *in, uint32_t limit,
                           fa_hit_visit_fn visit, void *payload, fa_error *err);
FA_API void fa_answer_free(const fa_answer *answer);

#ifdef __cplusplus
}
#endif
#endif
