/* analytics.h: the analytics service: what was done, how long it took, what it cost, what people thought of it, and the
 * reports on that. */
#ifndef FINANALYST_ANALYTICS_H
#define FINANALYST_ANALYTICS_H

#include <finanalyst/buf.h>
#include <finanalyst/decimal.h>
#include <finanalyst/registry.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- events ---- */

/* What happened. The names are those of the constants: "LOGIN", "DOCUMENT_UPLOAD". */
typedef enum fa_event_type {
    FA_EVENT_NONE = 0,
    FA_EVENT_LOGIN = 1,
    FA_EVENT_LOGOUT = 2,
    FA_EVENT_DOCUMENT_UPLOAD = 3,
    FA_EVENT_DOCUMENT_VIEW = 4,
    FA_EVENT_ANALYSIS_START = 5,
    FA_EVENT_ANALYSIS_COMPLETE = 6,
    FA_EVENT_QUESTION_ASK = 7,
    FA_EVENT_QUESTION_VIEW = 8,
    FA_EVENT_FEEDBACK_SUBMIT = 9,
    FA_EVENT_ADMIN_ACCESS = 10,
    FA_EVENT_SETTINGS_UPDATE = 11,
    FA_EVENT_ANALYSIS_EXPORT = 12,
    FA_EVENT_MEASURE = 13 /* nobody's act: a measurement or a use of tokens by itself */
} fa_event_type;

/* What was measured, or used tokens: "ANALYSIS", "QUESTION", … */
typedef enum fa_operation {
    FA_OPERATION_NONE = 0,
    FA_OPERATION_ANALYSIS = 1,
    FA_OPERATION_QUESTION = 2,
    FA_OPERATION_EMBEDDING = 3,
    FA_OPERATION_SUMMARY = 4,
    FA_OPERATION_UPLOAD = 5,
    FA_OPERATION_EXPORT = 6
} fa_operation;

/* How a question ended: "verified", "unverified", "refused", "conflict". */
typedef enum fa_outcome {
    FA_OUTCOME_NONE = 0,
    FA_OUTCOME_VERIFIED = 1,   /* its figures were checked against each other or by their tags */
    FA_OUTCOME_UNVERIFIED = 2, /* answered, and nothing to check it against */
    FA_OUTCOME_REFUSED = 3,    /* not answered, with the reason */
    FA_OUTCOME_CONFLICT = 4    /* answered from sources that contradict each other */
} fa_outcome;

enum {
    FA_EVENTS_MAX = 500,           /* in one call */
    FA_EVENT_ID_MAX = 64,          /* bytes */
    FA_EVENT_SESSION_MAX = 64,     /* bytes */
    FA_EVENT_DATA_MAX = 4096,      /* bytes */
    FA_EVENT_MODEL_MAX = 96,       /* bytes, of vendor and model each */
    FA_EVENT_AGE_MAX_DAYS = 31,    /* older ones are refused: their id may be forgotten */
    FA_EVENT_AHEAD_MAX_MS = 300000 /* of the service's clock */
};

/* One thing that happened. Strings are never NULL in what comes out; NULL is "" in what goes in. */
typedef struct fa_event {
    size_t struct_size;
    const char *
        id; /* the sender's: letters, digits, . _ : -; the same id of the same user is the same event. "" = one is
                       made */
    fa_id user; /* "usr_…"; none = the system */
    fa_event_type type;
    fa_time at;          /* 0 = now */
    const char *session; /* printable ASCII */
    const char *data;    /* a JSON object; "" = none */
    fa_id document;      /* "doc_…"; none = about no document */
    /* A measurement; none without an operation. */
    fa_operation operation;
    int64_t duration_us; /* -1 = not measured */
    uint64_t size_bytes; /* of the file that it worked on; 0 = none */
    bool failed;
    /* A use of tokens; none without a vendor, and never without an operation. */
    const char *vendor; /* letters, digits, . _ : / - */
    const char *model;
    uint64_t input_tokens;
    uint64_t output_tokens;
    int64_t cost_micros; /* millionths of the currency that the host counts in */
    fa_outcome outcome;  /* with FA_EVENT_QUESTION_ASK and FA_EVENT_MEASURE of a question */
} fa_event;
#define FA_EVENT_INIT                                                                                        \
    {                                                                                                        \
        sizeof(fa_event), NULL, {{0}}, FA_EVENT_NONE, 0, NULL, NULL, {{0}}, FA_OPERATION_NONE, -1, 0, false, \
            NULL, NULL, 0, 0, 0, FA_OUTCOME_NONE                                                             \
    }

/* Of the events of one call: the rest was there already, or belongs to a user whose data was erased. */
typedef struct fa_event_receipt {
    uint32_t accepted;
    uint32_t duplicates;
} fa_event_receipt;

/* Lends an event. sequence: grows in the order in which they came in. */
typedef fa_status (*fa_event_visit_fn)(void *payload, const fa_event *event, uint64_t sequence,
                                       fa_error *err);

/* Static; "" for a number that is none. */
FA_API const char *fa_event_type_name(fa_event_type type);
FA_API const char *fa_operation_name(fa_operation operation);
FA_API const char *fa_outcome_name(fa_outcome outcome);
/* The constant of a name; 0 for none. */
FA_API fa_event_type fa_event_type_of(const char *name);
FA_API fa_operation fa_operation_of(const char *name);
FA_API fa_outcome fa_outcome_of(const char *name);

/* ---- feedback ---- */

typedef enum fa_target_kind {
    FA_TARGET_QUESTION = 1,
    FA_TARGET_ANSWER = 2,
    FA_TARGET_FIGURE = 3,
    FA_TARGET_DOCUMENT = 4,
    FA_TARGET_SUMMARY = 5
} fa_target_kind;

enum { FA_FEEDBACK_TARGET_MAX = 96, FA_FEEDBACK_COMMENT_MAX = 4000 /* bytes */ };

/* What one user thinks of one thing. At least one of thumbs, rating and comment. Strings are never NULL. */
typedef struct fa_feedback {
    fa_id id; /* "fbk_…" */
    fa_id user;
    fa_target_kind target_kind;
    const char *target;  /* its id: letters, digits, . _ : / # - */
    int32_t thumbs;      /* 1 up, -1 down, 0 = neither */
    int32_t rating;      /* 1..5, 0 = none */
    const char *comment; /* "" = none */
    fa_time created;
    fa_time updated;
    uint32_t version;
    fa_time
        resolved; /* when an administrator had dealt with it, 0 = open; it opens again when its user changes it */
} fa_feedback;

typedef struct fa_feedback_input {
    size_t struct_size;
    fa_target_kind target_kind; /* both ignored when changing */
    const char *target;
    int32_t thumbs; /* FA_FEEDBACK_KEEP when changing: as it is */
    int32_t rating;
    const char *comment; /* NULL when changing: as it is; when adding: none */
} fa_feedback_input;
enum { FA_FEEDBACK_KEEP = 99 };
#define FA_FEEDBACK_INPUT_INIT                                                                               \
    {                                                                                                        \
        sizeof(fa_feedback_input), FA_TARGET_QUESTION, NULL, 0, 0, NULL                                      \
    }

typedef fa_status (*fa_feedback_visit_fn)(void *payload, const fa_feedback *feedback, fa_error *err);

FA_API const char *fa_target_kind_name(fa_target_kind kind);
FA_API fa_target_kind fa_target_kind_of(const char *name);

/* ---- reports ---- */

typedef enum fa_report_kind {
    FA_REPORT_OVERVIEW = 1,
    FA_REPORT_USAGE = 2,
    FA_REPORT_TOKENS = 3,
    FA_REPORT_PERFORMANCE = 4,
    FA_REPORT_SATISFACTION = 5,
    FA_REPORT_FUNNEL = 6,
    FA_REPORT_QUALITY = 7,
    FA_REPORT_MINE = 8 /* of one user, for that user */
} fa_report_kind;

/* A figure or a text of a report. */
typedef struct fa_report_value {
    const char *text;  /* NULL = a number, or nothing known */
    bool known;        /* of a number */
    fa_decimal number; /* exact, or rounded half-even to the digits that it shows */
} fa_report_value;

/* A table. A summary has three rows: this period, the one before it of the same length, and the change between them (a
 * difference; not known where either is not). The columns of other tables are their own. */
typedef struct fa_report_section {
    const char *name; /* "users", "daily_usage" */
    bool summary;
    uint32_t column_count;
    uint32_t row_count;
    const char *const *columns;
    const fa_report_value *values; /* row by row */
} fa_report_section;

/* One report: a whole of its sections, in one allocation. Days are those of UTC. */
typedef struct fa_report {
    fa_report_kind kind;
    const char *name; /* "overview", "usage-patterns", … */
    fa_date from;     /* first and last day */
    fa_date to;
    uint32_t section_count;
    const fa_report_section *sections;
} fa_report;

/* Who a user is, for lists of users; "" = not known. */
typedef struct fa_user_label {
    char email[256];
    char name[256];
} fa_user_label;

/* Fills in what is known of a user: *out is empty. */
typedef void (*fa_user_describe_fn)(void *payload, fa_id user, fa_user_label *out);

typedef struct fa_report_query {
    size_t struct_size;
    fa_report_kind kind;
    fa_date from; /* FA_DATE_NONE, both: the last `days` days, today included */
    fa_date to;
    uint32_t days;                /* 1..366, 0 = 30 */
    fa_id user;                   /* with FA_REPORT_MINE */
    uint64_t user_total;          /* how many users there are, for the overview; 0 = not known */
    fa_user_describe_fn describe; /* NULL = users are told by their ids only */
    void *payload;
} fa_report_query;
#define FA_REPORT_QUERY_INIT                                                                                 \
    {                                                                                                        \
        sizeof(fa_report_query), FA_REPORT_OVERVIEW, FA_DATE_NONE, FA_DATE_NONE, 0, {{0}}, 0, NULL, NULL     \
    }

enum { FA_REPORT_DAYS_MAX = 366 };

/* The kind of a name: "overview", "usage-patterns", "tokens", "performance", "satisfaction", "funnel", "quality"; 0 for
 * none. */
FA_API fa_report_kind fa_report_kind_of(const char *name);

/* ---- the service ---- */

typedef struct fa_analytics_service fa_analytics_service;

/* URLs of the adapters; NULL = the default named beside it. */
typedef struct fa_analytics_config {
    size_t struct_size;
    const char *analytics_db; /* "memory:" */
    const char *clock;        /* "system:" */
} fa_analytics_config;
#define FA_ANALYTICS_CONFIG_INIT                                                                             \
    {                                                                                                        \
        sizeof(fa_analytics_config), NULL, NULL                                                              \
    }

/* Opens the service and brings its schema up to date. FA_EUNSUPPORTED, FA_EUNAVAILABLE, FA_ECORRUPT name the URL's setting
 * in err->field. The registry may be freed afterwards. Any thread may use the service. */
FA_API fa_status fa_analytics_open(const fa_registry *registry, const fa_analytics_config *config,
                                   fa_analytics_service **out, fa_error *err);
/* NULL is fine. No call may be under way. */
FA_API void fa_analytics_close(fa_analytics_service *svc);

/* Records events, all or none, durable once it returns FA_OK. user: in whose name; an event that names another one, or
 * carries a measurement, tokens or an outcome, is then FA_EINVALID. None: the caller is a service of the host, and each
 * event names its own user. FA_ETOOLARGE: more than FA_EVENTS_MAX. err->field names the event: "/3/type". out may be
 * NULL. */
FA_API fa_status fa_event_record(fa_analytics_service *svc, fa_id user, const fa_event *events,
                                 uint32_t count, fa_event_receipt *out, fa_error *err);
/* Lends the events behind that sequence number, at most limit, in the order in which they came in. */
FA_API fa_status fa_event_list(fa_analytics_service *svc, uint64_t after, uint32_t limit,
                               fa_event_visit_fn visit, void *payload, fa_error *err);

/* Adds the feedback of a user. FA_ECONFLICT: that user gave feedback on that target already. The caller frees *out. */
FA_API fa_status fa_feedback_add(fa_analytics_service *svc, fa_id user, const fa_feedback_input *in,
                                 const fa_feedback **out, fa_error *err);
/* Of the user's own; that of another user is FA_ENOTFOUND. */
FA_API fa_status fa_feedback_get(fa_analytics_service *svc, fa_id user, fa_id id, const fa_feedback **out,
                                 fa_error *err);
/* What a user thinks of one target. FA_ENOTFOUND: nothing. */
FA_API fa_status fa_feedback_find(fa_analytics_service *svc, fa_id user, fa_target_kind kind,
                                  const char *target, const fa_feedback **out, fa_error *err);
FA_API fa_status fa_feedback_change(fa_analytics_service *svc, fa_id user, fa_id id,
                                    const fa_feedback_input *in, const fa_feedback **out, fa_error *err);
FA_API fa_status fa_feedback_remove(fa_analytics_service *svc, fa_id user, fa_id id, fa_error *err);
/* For administrators: says that one was dealt with, or (resolved false) that it was not; a second time changes nothing.
 * FA_ENOTFOUND; FA_ECONFLICT: it changed meanwhile. The caller frees *out. */
FA_API fa_status fa_feedback_resolve(fa_analytics_service *svc, fa_id id, bool resolved,
                                     const fa_feedback **out, fa_error *err);
/* The feedback of everybody (user none, for administrators) or of one user, newest first, after the one named. */
FA_API fa_status fa_feedback_list(fa_analytics_service *svc, fa_id user, fa_id after, uint32_t limit,
                                  fa_feedback_visit_fn visit, void *payload, fa_error *err);
FA_API void fa_feedback_free(const fa_feedback *feedback);

/* Makes a report from the roll-ups: what it costs does not depend on how many events there were. Percentiles are those
 * of a histogram: the reported p is off by at most 1/32 (3.125 %) of the true one, exact below 32 µs. The caller frees
 * *out. FA_EINVALID: a window that ends before it begins, or of more than FA_REPORT_DAYS_MAX days. */
FA_API fa_status fa_report_make(fa_analytics_service *svc, const fa_report_query *query,
                                const fa_report **out, fa_error *err);
FA_API void fa_report_free(const fa_report *report);

/* How long things are kept, in days; 0 = for ever. */
typedef struct fa_retention {
    size_t struct_size;
    uint32_t
        event_days; /* single events: more than FA_EVENT_AGE_MAX_DAYS, or an event sent twice counts twice */
    uint32_t rollup_days; /* what reports are made from */
    uint32_t feedback_days;
} fa_retention;
#define FA_RETENTION_INIT                                                                                    \
    {                                                                                                        \
        sizeof(fa_retention), 0, 0, 0                                                                        \
    }

/* One step of forgetting what is older than the policy allows: a bounded number of rows. *more: there is more to do. */
FA_API fa_status fa_retention_run_next(fa_analytics_service *svc, const fa_retention *policy, bool *more,
                                       fa_error *err);
/* Forgets a user: events, feedback and what was counted for that user alone. Totals, which name nobody, stay. What comes
 * in for that user later is dropped. Repeating it is fine. */
FA_API fa_status fa_analytics_erase(fa_analytics_service *svc, fa_id user, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
