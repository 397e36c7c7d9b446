/* user/usecases/sessions.c: the sessions that one has, and ending them. */
#include <string.h>

#include "base/encode.h"
#include "user/domain/account.h"
#include "user/usecases/opening.h"

static void change_end(fai_changes *c, fa_id session, fa_id user)
{
    fa_user_change *change = fai_change(c, FA_CHANGE_SESSION_END, NULL);

    change->id = session;
    change->user = user;
}

fa_status fa_user_logout(fa_user_service *svc, const fa_actor *who, fa_error *err)
{
    fai_changes c;
    fa_status st = fai_need_session(svc, who, err);

    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    change_end(&c, who->credential, who->user);
    fai_change_audit(&c, who, "logout", who->credential.s, "");
    return fai_changes_apply(&c, err);
}

fa_status fa_user_logout_all(fa_user_service *svc, const fa_actor *who, fa_error *err)
{
    static const fa_id none;
    fai_changes c;
    fa_status st = fai_need_session(svc, who, err);

    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    fai_change_end_sessions(&c, who->user, none);
    fai_change_audit(&c, who, "logout.all", who->user.s, "");
    return fai_changes_apply(&c, err);
}

typedef struct showing {
    const fa_user_service *svc;
    fa_time now;
    fa_session_visit_fn visit;
    void *payload;
} showing;

static fa_status show(void *payload, const void *record, fa_error *err)
{
    const showing *s = payload;
    const fa_session_record *r = record;

    return fai_session_lives(s->svc, r, s->now) ? s->visit(s->payload, &r->session, err) : FA_OK;
}

fa_status fa_session_list(fa_user_service *svc, const fa_actor *who, fa_session_visit_fn visit, void *payload,
                          fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_SESSIONS};
    showing s = {.svc = svc, .visit = visit, .payload = payload};
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK && visit == NULL)
        st = fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the sessions to");
    if (st != FA_OK)
        return st;
    q.id = who->user;
    s.now = fa_clock_now(&svc->clock);
    return fa_user_repo_query(&svc->repo, &q, show, &s, err);
}

/* Another's session is told in the same words as one that is not there. */
fa_status fa_session_end(fa_user_service *svc, const fa_actor *who, fa_id session, fa_error *err)
{
    fa_session_record record;
    fai_changes c;
    fa_status st = fai_need_session(svc, who, err);

    if (st == FA_OK)
        st = fai_get_session(svc, session, &record, err);
    if (st == FA_ENOTFOUND || (st == FA_OK && !fa_id_equal(record.session.user, who->user)))
        st = fa_fail(err, FA_ENOTFOUND, "there is no such session");
    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    change_end(&c, session, who->user);
    fai_change_audit(&c, who, "session.ended", session.s, "by its owner");
    fai_wipe(&record, sizeof record);
    return fai_changes_apply(&c, err);
}
