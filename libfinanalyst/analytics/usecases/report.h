/* analytics/usecases/report.h: the reports, one file for each. */
#ifndef FAI_ANALYTICS_USECASES_REPORT_H
#define FAI_ANALYTICS_USECASES_REPORT_H

#include "analytics/domain/report.h"
#include "analytics/usecases/rollup.h"

/* What a report is made from, and into. */
typedef struct fai_report_work {
    const fa_analytics_service *svc;
    const fa_report_query *query;
    fai_window window;
    fai_report_draft *draft;
} fai_report_work;

typedef fa_status (*fai_report_fn)(const fai_report_work *work, fa_error *err);

fa_status fai_report_overview(const fai_report_work *work, fa_error *err);
fa_status fai_report_usage(const fai_report_work *work, fa_error *err);
fa_status fai_report_tokens(const fai_report_work *work, fa_error *err);
fa_status fai_report_performance(const fai_report_work *work, fa_error *err);
fa_status fai_report_satisfaction(const fai_report_work *work, fa_error *err);
fa_status fai_report_funnel(const fai_report_work *work, fa_error *err);
fa_status fai_report_quality(const fai_report_work *work, fa_error *err);
fa_status fai_report_mine(const fai_report_work *work, fa_error *err);

/* Puts three cells: a user's id, e-mail and name. */
void fai_report_user(const fai_report_work *work, fa_id user);
/* How many users did anything in a period. */
fa_status fai_report_active(const fai_report_work *work, int period, uint64_t *out, fa_error *err);

#endif
