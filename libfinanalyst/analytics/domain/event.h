/* analytics/domain/event.h: which events there are, and what a good one looks like. */
#ifndef FAI_ANALYTICS_EVENT_H
#define FAI_ANALYTICS_EVENT_H

#include <finanalyst/analytics.h>

/* Names of things are 1..max bytes of letters, digits and `others`. */
bool fai_is_name(const char *text, size_t max, const char *others);
/* A record as a repository keeps it: everything filled in. FA_EINVALID names the field: "type", "data". */
fa_status fai_event_check(const fa_event *event, fa_error *err);
/* What is judged when it comes in: how old it is, and that its data is JSON. */
fa_status fai_event_check_new(const fa_event *event, fa_time now, fa_error *err);
/* FA_EINVALID where it says more than a user may say. */
fa_status fai_event_check_plain(const fa_event *event, fa_error *err);
/* The same event with "" where there was NULL, and without what lies behind its struct_size. */
fa_event fai_event_filled(const fa_event *event);

#endif
