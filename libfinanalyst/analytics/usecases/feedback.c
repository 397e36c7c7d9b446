/* analytics/usecases/feedback.c: what users think: each of one thing once, theirs to change and to take back. */
#include "analytics/domain/feedback.h"
#include "analytics/domain/tallies.h"
#include "analytics/service.h"

static fa_status copy(void *payload, const fa_feedback *feedback, fa_error *err)
{
    return fai_feedback_copy(feedback, (const fa_feedback **)payload, err);
}

/* The one that the query names. FA_ENOTFOUND: none, or another user's; user none: whosever it is. */
static fa_status fetch(const fa_analytics_service *svc, fa_id user, fa_feedback_query *query,
                       const fa_feedback **out, fa_error *err)
{
    const fa_feedback *made = NULL;
    fa_status st;

    query->struct_size = sizeof *query;
    query->limit = 1;
    st = fa_event_repo_find_feedback(&svc->with.repo, query, copy, &made, err);
    if (st == FA_OK && (made == NULL || (user.s[0] != '\0' && !fa_id_equal(made->user, user))))
        st = fa_fail(err, FA_ENOTFOUND, "there is no such feedback");
    if (st == FA_OK)
        *out = made;
    else
        fa_feedback_free(made);
    return st;
}

static fa_status check(const fa_analytics_service *svc, fa_id user, const void *out, fa_error *err)
{
    fa_status st = fai_analytics_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the feedback");
    return st == FA_OK ? fai_analytics_check_user(user, err) : st;
}

static fa_status check_input(const fa_feedback_input *in, fa_error *err)
{
    if (in == NULL || in->struct_size < sizeof *in)
        return fa_fail_field(err, FA_EINVALID, "feedback", "the feedback is not filled in");
    return FA_OK;
}

fa_status fa_feedback_add(fa_analytics_service *svc, fa_id user, const fa_feedback_input *in,
                          const fa_feedback **out, fa_error *err)
{
    fa_tally tallies[FAI_FEEDBACK_TALLIES];
    const fa_feedback *made = NULL;
    fa_feedback f = {.user = user, .version = 0};
    fa_status st = check(svc, user, out, err);

    if (st == FA_OK)
        st = check_input(in, err);
    if (st != FA_OK)
        return st;
    f.target_kind = in->target_kind;
    f.target = in->target == NULL ? "" : in->target;
    f.thumbs = in->thumbs;
    f.rating = in->rating;
    f.comment = in->comment == NULL ? "" : in->comment;
    f.created = f.updated = fa_clock_now(&svc->with.clock);
    st = fai_analytics_make_id(svc, "fbk_", f.created, &f.id, err);
    if (st == FA_OK)
        st = fai_feedback_check(&f, err);
    if (st == FA_OK) { /* before it is kept: afterwards nothing may fail */
        f.version = 1;
        st = fai_feedback_copy(&f, &made, err);
        f.version = 0;
    }
    if (st == FA_OK)
        st = fa_event_repo_keep_feedback(&svc->with.repo, &f, tallies, fai_feedback_tallies(&f, 1, tallies),
                                         err);
    if (st == FA_OK)
        *out = made;
    else
        fa_feedback_free(made);
    return st;
}

fa_status fa_feedback_get(fa_analytics_service *svc, fa_id user, fa_id id, const fa_feedback **out,
                          fa_error *err)
{
    fa_feedback_query query = {.id = id};
    fa_status st = check(svc, user, out, err);

    if (st == FA_OK && id.s[0] == '\0')
        st = fa_fail(err, FA_ENOTFOUND, "there is no such feedback");
    return st == FA_OK ? fetch(svc, user, &query, out, err) : st;
}

fa_status fa_feedback_find(fa_analytics_service *svc, fa_id user, fa_target_kind kind, const char *target,
                           const fa_feedback **out, fa_error *err)
{
    fa_feedback_query query = {.user = user, .target_kind = kind, .target = target};
    fa_status st = check(svc, user, out, err);

    if (st == FA_OK && target == NULL)
        st = fa_fail_field(err, FA_EINVALID, "target/id", "there is no target");
    return st == FA_OK ? fetch(svc, user, &query, out, err) : st;
}

/* What changing a feedback does to the roll-ups: the old one goes, the new one comes. */
static uint32_t tallies_of_change(const fa_feedback *old, const fa_feedback *next,
                                  fa_tally out[2 * FAI_FEEDBACK_TALLIES])
{
    uint32_t count = fai_feedback_tallies(old, -1, out);

    return count + fai_feedback_tallies(next, 1, out + count);
}

/* Puts next in the place of old, whose version it has. */
static fa_status replace(const fa_analytics_service *svc, const fa_feedback *old, fa_feedback *next,
                         const fa_feedback **out, fa_error *err)
{
    fa_tally tallies[2 * FAI_FEEDBACK_TALLIES];
    const fa_feedback *made = NULL;
    fa_status st = fai_feedback_check(next, err);

    if (st == FA_OK) { /* before it is kept: afterwards nothing may fail */
        next->version++;
        st = fai_feedback_copy(next, &made, err);
        next->version--;
    }
    if (st == FA_OK)
        st = fa_event_repo_keep_feedback(&svc->with.repo, next, tallies,
                                         tallies_of_change(old, next, tallies), err);
    if (st == FA_OK)
        *out = made;
    else
        fa_feedback_free(made);
    return st;
}

static fa_status change(const fa_analytics_service *svc, const fa_feedback *old, const fa_feedback_input *in,
                        const fa_feedback **out, fa_error *err)
{
    fa_feedback next = *old;

    if (in->thumbs != FA_FEEDBACK_KEEP)
        next.thumbs = in->thumbs;
    if (in->rating != FA_FEEDBACK_KEEP)
        next.rating = in->rating;
    if (in->comment != NULL)
        next.comment = in->comment;
    next.updated = fa_clock_now(&svc->with.clock);
    next.resolved = 0;
    return replace(svc, old, &next, out, err);
}

fa_status fa_feedback_resolve(fa_analytics_service *svc, fa_id id, bool resolved, const fa_feedback **out,
                              fa_error *err)
{
    fa_feedback_query query = {.id = id};
    const fa_feedback *old = NULL;
    fa_feedback next;
    fa_status st = fai_analytics_service_check(svc, err);

    if (st == FA_OK && out == NULL)
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put the feedback");
    if (st == FA_OK && id.s[0] == '\0')
        st = fa_fail(err, FA_ENOTFOUND, "there is no such feedback");
    if (st == FA_OK)
        st = fetch(svc, (fa_id){{0}}, &query, &old, err);
    if (st == FA_OK && (old->resolved != 0) == resolved) {
        *out = old;
        return FA_OK;
    }
    if (st == FA_OK) {
        next = *old;
        next.resolved = resolved ? fa_clock_now(&svc->with.clock) : 0;
        st = replace(svc, old, &next, out, err);
    }
    fa_feedback_free(old);
    return st;
}

fa_status fa_feedback_change(fa_analytics_service *svc, fa_id user, fa_id id, const fa_feedback_input *in,
                             const fa_feedback **out, fa_error *err)
{
    const fa_feedback *old = NULL;
    fa_status st = check(svc, user, out, err);

    if (st == FA_OK)
        st = check_input(in, err);
    if (st == FA_OK)
        st = fa_feedback_get(svc, user, id, &old, err);
    if (st == FA_OK)
        st = change(svc, old, in, out, err);
    fa_feedback_free(old);
    return st;
}

fa_status fa_feedback_remove(fa_analytics_service *svc, fa_id user, fa_id id, fa_error *err)
{
    fa_tally tallies[FAI_FEEDBACK_TALLIES];
    const fa_feedback *old = NULL;
    fa_status st = fa_feedback_get(svc, user, id, &old, err);

    if (st == FA_OK)
        st = fa_event_repo_remove_feedback(&svc->with.repo, id, old->version, tallies,
                                           fai_feedback_tallies(old, -1, tallies), err);
    fa_feedback_free(old);
    return st;
}

fa_status fa_feedback_list(fa_analytics_service *svc, fa_id user, fa_id after, uint32_t limit,
                           fa_feedback_visit_fn visit, void *payload, fa_error *err)
{
    fa_feedback_query query = {.struct_size = sizeof query, .user = user, .after = after, .limit = limit};
    fa_status st = fai_analytics_service_check(svc, err);

    if (st == FA_OK && user.s[0] != '\0')
        st = fai_analytics_check_user(user, err);
    return st != FA_OK ? st : fa_event_repo_find_feedback(&svc->with.repo, &query, visit, payload, err);
}
