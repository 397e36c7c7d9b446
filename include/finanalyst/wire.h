/* wire.h: the JSON of entities, shared by servers, remote adapters and bindings. Amounts are decimal strings. */
#ifndef FINANALYST_WIRE_H
#define FINANALYST_WIRE_H

#include <finanalyst/analysis.h>
#include <finanalyst/analytics.h>
#include <finanalyst/document.h>
#include <finanalyst/record.h>
#include <finanalyst/sheets.h>
#include <finanalyst/storage.h>
#include <finanalyst/user.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Each appends one JSON object (no line end), keys in a fixed order. Failures are those of the buffer. */
FA_API fa_status fa_document_to_json(const fa_document *doc, fa_buf *out, fa_error *err);
FA_API fa_status fa_share_to_json(const fa_share *share, fa_buf *out, fa_error *err);
FA_API fa_status fa_collection_to_json(const fa_collection *collection, fa_buf *out, fa_error *err);
FA_API fa_status fa_transfer_to_json(const fa_transfer *transfer, fa_buf *out, fa_error *err);
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
/* Changes of a document from {"name", "tags": [], "company", "form", "period_end": "YYYY-MM-DD", "fiscal_year", "fiscal": "Q3",
 * "version"}, strict JSON, each of which may be left out; null takes a correction back. FA_EINVALID names what is unknown or of
 * another type. The caller's, freed with fa_document_patch_free. */
FA_API fa_status fa_document_patch_from_json(const char *text, size_t len, fa_document_patch **out,
                                             fa_error *err);
FA_API void fa_document_patch_free(fa_document_patch *patch);
/* A quota from {"max_bytes": …, "max_objects": …, "max_object_bytes": …}, strict JSON; what is null or left out has no
 * limit. FA_EINVALID names what is unknown or of another type. */
FA_API fa_status fa_quota_from_json(const char *text, size_t len, fa_quota *out, fa_error *err);

/* ---- what services tell each other ---- */

FA_API fa_status fa_removal_to_json(const fa_removal *removal, fa_buf *out, fa_error *err);
FA_API fa_status fa_blob_info_to_json(const fa_blob_info *info, fa_buf *out, fa_error *err);
/* The things of {"items": [...]}, each as the functions above write it, lent to visit one after the other. FA_ECORRUPT: that is
 * not what it is; what visit returns passes through. */
FA_API fa_status fa_documents_from_json(const char *text, size_t len, fa_document_visit_fn visit,
                                        void *payload, fa_error *err);
FA_API fa_status fa_jobs_from_json(const char *text, size_t len, fa_job_visit_fn visit, void *payload,
                                   fa_error *err);
FA_API fa_status fa_removals_from_json(const char *text, size_t len, fa_removal_visit_fn visit, void *payload,
                                       fa_error *err);
FA_API fa_status fa_users_from_json(const char *text, size_t len, fa_user_visit_fn visit, void *payload,
                                    fa_error *err);
FA_API fa_status fa_user_events_from_json(const char *text, size_t len, fa_user_event_visit_fn visit,
                                          void *payload, fa_error *err);
FA_API fa_status fa_blob_infos_from_json(const char *text, size_t len, fa_blob_visit_fn visit, void *payload,
                                         fa_error *err);
/* The failure that a problem document (RFC 9457) tells of, into *out; FA_EINTERNAL for what is none. Returns its code. */
FA_API fa_status fa_problem_from_json(const char *text, size_t len, fa_error *out);

/* ---- records ---- */

/* What a record is about, and in it the "answer" or the "analysis" (null where a list was asked for records without). */
FA_API fa_status fa_record_to_json(const fa_record *record, fa_buf *out, fa_error *err);
/* What was told, member for member, and behind that "legacy_id", "created_at" and "cached". part: of an analysis that alone,
 * "summary", "key_figures", "ratios", "risk_factors", "checks" or "statements"; NULL: all. FA_ENOTFOUND: no such part. */
FA_API fa_status fa_record_told_to_json(const fa_record *record, const char *part, bool cached, fa_buf *out,
                                        fa_error *err);
/* The pieces of an analysis: a figure with the answer that stands for it, a sentence with its citations, a check. */
FA_API fa_status fa_key_figure_to_json(const char *name, const char *label, const fa_answer *answer,
                                       fa_buf *out, fa_error *err);
FA_API fa_status fa_sentence_to_json(const char *text, bool quoted, const fa_citation *citations,
                                     uint32_t count, fa_buf *out, fa_error *err);
FA_API fa_status fa_check_to_json(const fa_filing *filing, const fa_check *check, fa_buf *out, fa_error *err);

/* Sheets as text that goes to write, row by row. CSV (RFC 4180: CRLF, quotes where needed): the first cell of each row is the
 * sheet's title, and an empty line parts sheets; texts are guarded against formulas, as below. Markdown: a heading and a
 * table for each sheet. The caller closes *out. */
FA_API fa_status fa_sheets_csv_open(fa_write_fn write, void *payload, fa_sheets *out, fa_error *err);
FA_API fa_status fa_sheets_markdown_open(fa_write_fn write, void *payload, fa_sheets *out, fa_error *err);
/* Puts an analysis on sheets: the document, the summary, key figures, ratios, a sheet to each statement, checks, risk
 * factors. Figures are numbers in base units, with unit, period and page beside them. */
FA_API fa_status fa_analysis_to_sheets(const fa_record *record, const fa_sheets *sheets, fa_error *err);
/* Begins the sheet of questions, and adds an answer to it. */
FA_API fa_status fa_answers_begin_sheet(const fa_sheets *sheets, fa_error *err);
FA_API fa_status fa_answer_to_row(const fa_record *record, const fa_sheets *sheets, fa_error *err);

/* As clients of the interface before this one have it, with numbers for ids and times without a zone: an answer is {id,
 * question_text, answer_text, sources[{page, snippet}], created_at}, an analysis {id, summary, key_figures[{name, value,
 * source_page, unit}], created_at}, its values as text to read. FA_EINVALID: the record was read without its bytes. */
FA_API fa_status fa_record_to_legacy_json(const fa_record *record, fa_buf *out, fa_error *err);

/* ---- users ---- */

/* No secret of an account is ever among them. */
FA_API fa_status fa_user_to_json(const fa_user *user, fa_buf *out, fa_error *err);
FA_API fa_status fa_session_to_json(const fa_session *session, fa_buf *out, fa_error *err);
FA_API fa_status fa_api_key_to_json(const fa_api_key *key, fa_buf *out, fa_error *err);
FA_API fa_status fa_audit_entry_to_json(const fa_audit_entry *entry, fa_buf *out, fa_error *err);
FA_API fa_status fa_user_event_to_json(const fa_user_event *event, fa_buf *out, fa_error *err);
/* What a login is answered with, at that moment. refresh: with the refresh token and the device, for clients that keep no
 * cookies. */
FA_API fa_status fa_tokens_to_json(const fa_tokens *tokens, fa_time now, bool refresh, fa_buf *out,
                                   fa_error *err);

/* ---- the members of a request ---- */

typedef enum fa_member_kind {
    FA_MEMBER_TEXT = 1,   /* a string */
    FA_MEMBER_BOOL = 2,   /* true or false: number is 1 or 0 */
    FA_MEMBER_NUMBER = 3, /* a whole number */
    FA_MEMBER_TIME = 4,   /* a string "YYYY-MM-DDTHH:MM:SS[.mmm]Z": number is an fa_time */
    FA_MEMBER_WORDS = 5,  /* a list of strings without blanks: text has them with blanks between */
    FA_MEMBER_OBJECT = 6  /* an object: text is its JSON */
} fa_member_kind;

/* A member that a request may have. */
typedef struct fa_member {
    const char *name;
    fa_member_kind kind;
    bool needed;
    bool given; /* filled in, with one of: */
    const char *text;
    int64_t number;
} fa_member;
#define FA_MEMBER_INIT(name, kind, needed)                                                                   \
    {                                                                                                        \
        (name), (kind), (needed), false, NULL, 0                                                             \
    }

/* Reads an object of those members and no others, strict JSON; null is as if it were not there. FA_EINVALID names the
 * member that is missing, of another type, or not known. Texts are lent by *hold, which fa_members_free frees. */
FA_API fa_status fa_members_from_json(const char *text, size_t len, fa_member *members, size_t count,
                                      void **hold, fa_error *err);
/* The same of an object that may have other members too, which mean nothing: for clients that send all that they have. */
FA_API fa_status fa_members_pick_from_json(const char *text, size_t len, fa_member *members, size_t count,
                                           void **hold, fa_error *err);
FA_API void fa_members_free(void *hold);
/* ---- analytics ---- */

FA_API fa_status fa_event_to_json(const fa_event *event, uint64_t sequence, fa_buf *out, fa_error *err);
FA_API fa_status fa_event_receipt_to_json(const fa_event_receipt *receipt, fa_buf *out, fa_error *err);
FA_API fa_status fa_feedback_to_json(const fa_feedback *feedback, fa_buf *out, fa_error *err);
/* zeros: figures that are not known are 0 instead of null, for clients that reckon with them. */
FA_API fa_status fa_report_to_json(const fa_report *report, bool zeros, fa_buf *out, fa_error *err);
/* Events from one object or a list of at most FA_EVENTS_MAX, strict JSON. FA_EINVALID names what is wrong: "/3/type";
 * FA_ETOOLARGE. One block of memory, the caller's, freed with fa_events_free. */
FA_API fa_status fa_events_from_json(const char *text, size_t len, fa_event **out, uint32_t *count,
                                     fa_error *err);
FA_API void fa_events_free(fa_event *events);
/* Feedback from {"target": {"type", "id"}, "thumbs": "up"|"down"|null, "rating": 1..5|null, "comment": "…"|null}. change:
 * without a target; what is not there stays as it is, and null takes it away. */
FA_API fa_status fa_feedback_input_from_json(const char *text, size_t len, bool change,
                                             fa_feedback_input **out, fa_error *err);
FA_API void fa_feedback_input_free(fa_feedback_input *in);

/* The same as CSV (RFC 4180: CRLF, quotes where needed). A text that begins with = + - @, a tab or a carriage return gets an
 * apostrophe in front, so that no spreadsheet takes it for a formula; numbers are numbers. Each row, as to_json; NULL
 * appends the row of names. */
FA_API fa_status fa_audit_entry_to_csv(const fa_audit_entry *entry, fa_buf *out, fa_error *err);
FA_API fa_status fa_event_to_csv(const fa_event *event, uint64_t sequence, fa_buf *out, fa_error *err);
FA_API fa_status fa_feedback_to_csv(const fa_feedback *feedback, fa_buf *out, fa_error *err);
/* One section, or all of them (section NULL) with an empty line between them. The first column is the section's name; that of
 * a summary is followed by "current", "previous" or "change". FA_ENOTFOUND: no such section. */
FA_API fa_status fa_report_to_csv(const fa_report *report, const char *section, fa_buf *out, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
