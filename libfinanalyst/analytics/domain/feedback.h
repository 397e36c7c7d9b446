/* analytics/domain/feedback.h: what a good feedback looks like. */
#ifndef FAI_ANALYTICS_FEEDBACK_H
#define FAI_ANALYTICS_FEEDBACK_H

#include <finanalyst/analytics.h>

/* A record with everything filled in. FA_EINVALID names the field. */
fa_status fai_feedback_check(const fa_feedback *feedback, fa_error *err);
/* A copy in one allocation. */
fa_status fai_feedback_copy(const fa_feedback *feedback, const fa_feedback **out, fa_error *err);

#endif
