/* support/analytics_host.h: an analytics service over memory, with a clock that is set and a repository that can be made to
 * fail. */
#ifndef FA_TEST_ANALYTICS_HOST_H
#define FA_TEST_ANALYTICS_HOST_H

#include <finanalyst/port/clock.h>
#include <finanalyst/port/event_repo.h>

#include "faulty.h"

typedef struct analytics_host {
    fa_analytics_service *svc;
    faults faults;
    fa_time now; /* what its clock says */
    uint32_t randoms;
} analytics_host;

/* The day on which the clock begins: 2024-03-15. */
enum { ANALYTICS_TODAY = 19797 };

fa_status analytics_host_open(analytics_host *host, fa_error *err);
void analytics_host_close(analytics_host *host);

/* "usr_…" of a number. */
fa_id analytics_user(unsigned n);
/* An act of a user, so many days before today, at noon. */
fa_event analytics_act(const char *id, unsigned user, fa_event_type type, int days_ago);
/* A figure of a report: of the row (from 0) and column of a section. Ends the test where there is no such cell. */
const fa_report_value *report_cell(const fa_report *report, const char *section, uint32_t row,
                                   const char *column);
const fa_report_section *report_section(const fa_report *report, const char *name);
/* The same as text: a number as it is printed, "" for what is not known. Lent until the next call. */
const char *report_text(const fa_report *report, const char *section, uint32_t row, const char *column);

#endif
