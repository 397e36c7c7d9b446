/* analysis/usecases/report.h: telling the document service how a reading went. */
#ifndef FAI_ANALYSIS_REPORT_H
#define FAI_ANALYSIS_REPORT_H

#include "analysis/service.h"

/* It has begun. */
fa_status fai_report_begin(fa_analysis_service *svc, fa_id owner, fa_id document, fa_error *err);
/* The job has failed or was cancelled; a document that is gone meanwhile is no error. */
fa_status fai_report_end(fa_analysis_service *svc, const fa_job *job, fa_error *err);
/* The document can be asked. */
fa_status fai_report_ready(fa_analysis_service *svc, fa_id owner, fa_id document, const fa_content *content,
                           const fa_filing *filing, fa_error *err);

#endif
