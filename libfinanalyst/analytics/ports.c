/* analytics/ports.c: the checking wrappers of the event repository. */
#include <stdio.h>
#include <string.h>

#include "analytics/domain/event.h"
#include "analytics/domain/feedback.h"
#include "analytics/domain/tallies.h"
#include "base/port.h"

#define NEED(port, op)                                                                                       \
    do {                                                                                                     \
        if (FAI_PORT_IS_NONE(port))                                                                          \
            return fa_fail(err, FA_EINVALID, "there is no event repository");                                \
        if (!FAI_PORT_HAS(port, op))                                                                         \
            return fa_fail(err, FA_EUNSUPPORTED, "the adapter %s cannot %s",                                 \
                           (port)->ops->name == NULL ? "without a name" : (port)->ops->name, #op);           \
    } while (0)

static fa_status check_event(const fa_event *event, uint32_t at, fa_error *err)
{
    fa_error why = {0};
    char field[sizeof why.field];
    fa_status st = fai_event_check(event, &why);

    if (st == FA_OK)
        return st;
    (void)snprintf(field, sizeof field, "/%u/%.40s", at, why.field);
    return fa_fail_field(err, st, field, "%s", why.message);
}

fa_status fa_event_repo_add(const fa_event_repo *r, const fa_event *events, uint32_t count, fa_time received,
                            uint32_t *accepted, fa_error *err)
{
    uint32_t added = 0;
    fa_status st = FA_OK;

    NEED(r, add);
    if ((events == NULL && count != 0) || accepted == NULL)
        return fa_fail(err, FA_EINVALID, "there are no events to add, or nowhere to count them");
    if (count > FA_EVENTS_MAX)
        return fa_fail(err, FA_ETOOLARGE, "at most %d events are added at once", FA_EVENTS_MAX);
    for (uint32_t i = 0; st == FA_OK && i < count; i++)
        st = check_event(&events[i], i, err);
    if (st == FA_OK && count != 0)
        st = r->ops->add(r->self, events, count, received, &added, err);
    if (st == FA_OK)
        *accepted = added;
    return st;
}

static fa_status no_visit(fa_error *err)
{
    return fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show it to");
}

fa_status fa_event_repo_list(const fa_event_repo *r, uint64_t after, uint32_t limit, fa_event_visit_fn visit,
                             void *payload, fa_error *err)
{
    NEED(r, list);
    if (visit == NULL)
        return no_visit(err);
    if (limit == 0 || after > INT64_MAX)
        return FA_OK;
    return r->ops->list(r->self, after, limit, visit, payload, err);
}

fa_status fa_event_repo_tallies(const fa_event_repo *r, const fa_tally_query *query, fa_tally_visit_fn visit,
                                void *payload, fa_error *err)
{
    NEED(r, tallies);
    if (query == NULL || query->struct_size < sizeof *query)
        return fa_fail_field(err, FA_EINVALID, "query", "the query is not filled in");
    if (query->series < FA_SERIES_ACTIVITY || query->series > FA_SERIES_LAST)
        return fa_fail_field(err, FA_EINVALID, "series", "there is no such roll-up");
    if (query->scope < FA_TALLY_ALL || query->scope > FA_TALLY_USER_DAYS)
        return fa_fail_field(err, FA_EINVALID, "scope", "there are no such rows");
    if (visit == NULL)
        return no_visit(err);
    if (query->user.s[0] != '\0' && fa_id_parse(query->user.s, "usr_", &(fa_id){{0}}, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "user_id", "user_id is not a user's id");
    return r->ops->tallies(r->self, query, visit, payload, err);
}

static fa_status check_tallies(const fa_tally *tallies, uint32_t count, fa_error *err)
{
    fa_status st = FA_OK;

    if (tallies == NULL && count != 0)
        return fa_fail_field(err, FA_EINVALID, "tallies", "there are no rows to add");
    for (uint32_t i = 0; st == FA_OK && i < count; i++)
        st = fai_tally_check(&tallies[i], err);
    return st;
}

fa_status fa_event_repo_keep_feedback(const fa_event_repo *r, const fa_feedback *feedback,
                                      const fa_tally *tallies, uint32_t count, fa_error *err)
{
    fa_status st;

    NEED(r, keep_feedback);
    if (feedback == NULL)
        return fa_fail_field(err, FA_EINVALID, "feedback", "there is no feedback to keep");
    st = fai_feedback_check(feedback, err);
    if (st == FA_OK)
        st = check_tallies(tallies, count, err);
    return st != FA_OK ? st : r->ops->keep_feedback(r->self, feedback, tallies, count, err);
}

fa_status fa_event_repo_find_feedback(const fa_event_repo *r, const fa_feedback_query *query,
                                      fa_feedback_visit_fn visit, void *payload, fa_error *err)
{
    NEED(r, find_feedback);
    if (query == NULL || query->struct_size < sizeof *query)
        return fa_fail_field(err, FA_EINVALID, "query", "the query is not filled in");
    if (query->target != NULL && query->user.s[0] == '\0')
        return fa_fail_field(err, FA_EINVALID, "user_id", "a target is looked up for one user");
    if (visit == NULL)
        return no_visit(err);
    return query->limit == 0 ? FA_OK : r->ops->find_feedback(r->self, query, visit, payload, err);
}

fa_status fa_event_repo_remove_feedback(const fa_event_repo *r, fa_id id, uint32_t version,
                                        const fa_tally *tallies, uint32_t count, fa_error *err)
{
    fa_status st;

    NEED(r, remove_feedback);
    st = check_tallies(tallies, count, err);
    return st != FA_OK ? st : r->ops->remove_feedback(r->self, id, version, tallies, count, err);
}

fa_status fa_event_repo_purge(const fa_event_repo *r, const fa_event_purge *purge, uint64_t *removed,
                              fa_error *err)
{
    uint64_t gone = 0;
    fa_status st;

    NEED(r, purge);
    if (purge == NULL || purge->struct_size < sizeof *purge || removed == NULL)
        return fa_fail_field(err, FA_EINVALID, "purge", "what to forget is not filled in");
    if (purge->user.s[0] != '\0' && fa_id_parse(purge->user.s, "usr_", &(fa_id){{0}}, NULL) != FA_OK)
        return fa_fail_field(err, FA_EINVALID, "user_id", "user_id is not a user's id");
    st = r->ops->purge(r->self, purge, &gone, err);
    if (st == FA_OK)
        *removed = gone;
    return st;
}

void fa_event_repo_close(fa_event_repo *r)
{
    if (FAI_PORT_IS_NONE(r))
        return;
    if (FAI_PORT_HAS(r, close))
        r->ops->close(r->self);
    memset(r, 0, sizeof *r);
}
