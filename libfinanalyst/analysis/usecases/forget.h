/* analysis/usecases/forget.h: what was kept of a document, and its end. */
#ifndef FAI_ANALYSIS_FORGET_H
#define FAI_ANALYSIS_FORGET_H

#include "analysis/service.h"

/* Removes the facts and pages of a document; none: FA_OK. */
fa_status fai_forget_kept(fa_analysis_service *svc, fa_id owner, fa_id document, fa_error *err);

#endif
