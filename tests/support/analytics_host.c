/* support/analytics_host.c: an analytics service over memory, with a clock that is set and a repository that can be made to
 * fail. */
#include "analytics_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analytics/service.h"
#include "host.h"

enum { DAY_MS = 86400000 };

/* ---- the clock ---- */

static fa_time now(void *self)
{
    return ((analytics_host *)self)->now;
}

static fa_status random_bytes(void *self, void *out, size_t len, fa_error *err)
{
    analytics_host *host = self;

    if (faults_strike(&host->faults, "random"))
        return faults_fail(err);
    memset(out, 0, len);
    host->randoms++;
    memcpy((char *)out + len - sizeof host->randoms, &host->randoms,
           len < sizeof host->randoms ? len : sizeof host->randoms);
    return FA_OK;
}

static void close_nothing(void *self)
{
    (void)self;
}

/* ---- a repository that fails ---- */

typedef struct repo {
    fa_event_repo inner;
    faults *f;
} repo;

static fa_status add(void *self, const fa_event *events, uint32_t count, fa_time received, uint32_t *accepted,
                     fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "add", fa_event_repo_add(&r->inner, events, count, received, accepted, err));
}

static fa_status list(void *self, uint64_t after, uint32_t limit, fa_event_visit_fn visit, void *payload,
                      fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "list", fa_event_repo_list(&r->inner, after, limit, visit, payload, err));
}

static fa_status tallies(void *self, const fa_tally_query *query, fa_tally_visit_fn visit, void *payload,
                         fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "tallies", fa_event_repo_tallies(&r->inner, query, visit, payload, err));
}

static fa_status keep(void *self, const fa_feedback *feedback, const fa_tally *rows, uint32_t count,
                      fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "keep_feedback", fa_event_repo_keep_feedback(&r->inner, feedback, rows, count, err));
}

static fa_status find(void *self, const fa_feedback_query *query, fa_feedback_visit_fn visit, void *payload,
                      fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "find_feedback", fa_event_repo_find_feedback(&r->inner, query, visit, payload, err));
}

static fa_status remove_one(void *self, fa_id id, uint32_t version, const fa_tally *rows, uint32_t count,
                            fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "remove_feedback",
                fa_event_repo_remove_feedback(&r->inner, id, version, rows, count, err));
}

static fa_status purge(void *self, const fa_event_purge *what, uint64_t *removed, fa_error *err)
{
    repo *r = self;

    FAULTY_CALL(r->f, "purge", fa_event_repo_purge(&r->inner, what, removed, err));
}

static void close_repo(void *self)
{
    repo *r = self;

    fa_event_repo_close(&r->inner);
    free(r);
}

/* ---- the service ---- */

fa_status analytics_host_open(analytics_host *host, fa_error *err)
{
    static const fa_event_repo_ops ops = {sizeof ops, "faulty", add,        list,  tallies,
                                          keep,       find,     remove_one, purge, close_repo};
    static const fa_clock_ops clock_ops = {sizeof clock_ops, "set", now, random_bytes, close_nothing};
    fai_analytics_parts parts = {.clock = {&clock_ops, host}};
    repo *r = malloc(sizeof *r);
    fa_status st;

    memset(host, 0, sizeof *host);
    host->now = (fa_time)ANALYTICS_TODAY * DAY_MS + 18 * 3600000;
    if (r == NULL)
        abort();
    *r = (repo){.f = &host->faults};
    st = host_open(FA_PORT_EVENT_REPO, "memory:", &r->inner, err);
    parts.repo = (fa_event_repo){&ops, r};
    if (st == FA_OK)
        st = fai_analytics_service_new(&parts, &host->svc, err);
    if (st != FA_OK)
        close_repo(r);
    return st;
}

void analytics_host_close(analytics_host *host)
{
    fai_analytics_service_free(host->svc);
    host->svc = NULL;
}

fa_id analytics_user(unsigned n)
{
    fa_id id = {{0}};

    (void)snprintf(id.s, sizeof id.s, "usr_%026u", n);
    return id;
}

fa_event analytics_act(const char *id, unsigned user, fa_event_type type, int days_ago)
{
    fa_event e = FA_EVENT_INIT;

    e.id = id;
    e.user = analytics_user(user);
    e.type = type;
    e.at = (fa_time)(ANALYTICS_TODAY - days_ago) * DAY_MS + DAY_MS / 2;
    return e;
}

/* ---- reports ---- */

const fa_report_section *report_section(const fa_report *report, const char *name)
{
    for (uint32_t i = 0; i < report->section_count; i++)
        if (strcmp(report->sections[i].name, name) == 0)
            return &report->sections[i];
    fprintf(stderr, "the report has no section %s\n", name);
    abort();
}

const fa_report_value *report_cell(const fa_report *report, const char *section, uint32_t row,
                                   const char *column)
{
    const fa_report_section *s = report_section(report, section);

    for (uint32_t i = 0; i < s->column_count && row < s->row_count; i++)
        if (strcmp(s->columns[i], column) == 0)
            return &s->values[row * s->column_count + i];
    fprintf(stderr, "section %s has no row %u, or no column %s\n", section, row, column);
    abort();
}

const char *report_text(const fa_report *report, const char *section, uint32_t row, const char *column)
{
    static char text[FA_DECIMAL_TEXT_MAX];
    const fa_report_value *value = report_cell(report, section, row, column);

    if (value->text != NULL)
        return value->text;
    text[0] = '\0';
    if (value->known)
        (void)fa_decimal_format(value->number, text);
    return text;
}
