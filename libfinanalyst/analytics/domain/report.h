/* analytics/domain/report.h: putting a report together, cell by cell. */
#ifndef FAI_ANALYTICS_REPORT_H
#define FAI_ANALYTICS_REPORT_H

#include <finanalyst/analytics.h>

/* A report that is being made. A failed allocation is remembered, and told at the end. */
typedef struct fai_report_draft fai_report_draft;

/* NULL: out of memory. */
fai_report_draft *fai_report_draft_new(fa_report_kind kind, fa_date from, fa_date to);
void fai_report_draft_free(fai_report_draft *d);
/* The report, of which the draft becomes part. FA_ENOMEM: the draft is dropped. */
fa_status fai_report_draft_end(fai_report_draft *d, const fa_report **out, fa_error *err);

/* Begins a section, whose rows follow cell by cell. name and columns are static; columns end with NULL. */
void fai_report_table(fai_report_draft *d, const char *name, const char *const *columns);
/* The same for one whose two rows are this period and the one before: the change is reckoned at its end. */
void fai_report_summary(fai_report_draft *d, const char *name, const char *const *columns);

void fai_report_number(fai_report_draft *d, int64_t value);
/* value * 10^-scale. */
void fai_report_scaled(fai_report_draft *d, int64_t value, int scale);
/* part / whole * 10^power, rounded half-even to `digits`; not known where whole is 0. */
void fai_report_ratio(fai_report_draft *d, int64_t part, int64_t whole, int power, int digits);
/* "" is a text too. */
void fai_report_text(fai_report_draft *d, const char *text);
void fai_report_date(fai_report_draft *d, fa_date date);
void fai_report_time(fai_report_draft *d, fa_time time);
void fai_report_unknown(fai_report_draft *d);

/* In per cent with two digits; an average with `digits`; µs as seconds with six. */
#define fai_report_percent(d, part, whole) fai_report_ratio(d, part, whole, 2, 2)
#define fai_report_average(d, sum, n, digits) fai_report_ratio(d, sum, n, 0, digits)
#define fai_report_seconds(d, us) fai_report_scaled(d, us, 6)

#endif
