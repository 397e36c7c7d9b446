/* user/usecases/trail.c: what was done, for who may know; and what others must know. */
#include <string.h>

#include "base/text.h"
#include "user/domain/audit.h"
#include "user/usecases/keys.h"
#include "user/usecases/store.h"

enum { CHAIN_PAGE = 500, DAY_MS = 86400000 };

typedef struct showing {
    fa_audit_visit_fn visit;
    void *payload;
} showing;

static fa_status show(void *payload, const void *record, fa_error *err)
{
    const showing *s = payload;

    return s->visit(s->payload, record, err);
}

static fa_status list(fa_user_service *svc, const fa_audit_filter *filter, fa_audit_visit_fn visit,
                      void *payload, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_AUDIT, .audit = filter};
    showing s = {visit, payload};

    if (visit == NULL)
        return fa_fail_field(err, FA_EINVALID, "visit", "there is nobody to show the trail to");
    return filter->limit == 0 ? FA_OK : fa_user_repo_query(&svc->repo, &q, show, &s, err);
}

fa_status fa_audit_list(fa_user_service *svc, const fa_actor *who, const fa_audit_filter *filter,
                        fa_audit_visit_fn visit, void *payload, fa_error *err)
{
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && (filter == NULL || filter->struct_size < sizeof *filter))
        st = fa_fail_field(err, FA_EINVALID, "filter", "the filter is not filled in");
    return st != FA_OK ? st : list(svc, filter, visit, payload, err);
}

/* "log.levels": words of ours, never a client's. */
static bool is_action(const char *text)
{
    size_t n = text == NULL ? 0 : strspn(text, "abcdefghijklmnopqrstuvwxyz.");

    return n > 0 && n < sizeof((fa_audit_entry *)0)->action && text[n] == '\0';
}

static bool fits(const char *text, size_t room)
{
    return text != NULL && strlen(text) < room && fai_utf8_valid(text, strlen(text));
}

fa_status fa_audit_note(fa_user_service *svc, const fa_actor *who, const char *action, const char *target,
                        const char *detail, fa_error *err)
{
    fai_changes c;
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && !is_action(action))
        st = fa_fail_field(err, FA_EINVALID, "action", "an action is a few words, such as log.levels");
    if (st == FA_OK && !fits(target, sizeof c.audit.target))
        st = fa_fail_field(err, FA_EINVALID, "target", "a target has at most 63 bytes of UTF-8");
    if (st == FA_OK && !fits(detail, sizeof c.audit.detail))
        st = fa_fail_field(err, FA_EINVALID, "detail", "a detail has at most 159 bytes of UTF-8");
    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    fai_change_audit(&c, who, action, target, detail);
    return fai_changes_apply(&c, err);
}

fa_status fa_user_activity(fa_user_service *svc, const fa_actor *who, uint64_t before, uint32_t limit,
                           fa_audit_visit_fn visit, void *payload, fa_error *err)
{
    fa_audit_filter filter = FA_AUDIT_FILTER_INIT;
    fa_status st = fai_need_session(svc, who, err);

    if (st != FA_OK)
        return st;
    filter.actor = who->user;
    filter.before = before;
    filter.limit = limit;
    return list(svc, &filter, visit, payload, err);
}

typedef struct checking {
    const fa_hasher *hasher;
    fa_audit_entry last;
    uint64_t count;
    uint64_t bad;
    uint32_t page;
} checking;

static fa_status check_entry(void *payload, const void *record, fa_error *err)
{
    checking *c = payload;
    const fa_audit_entry *e = record;

    (void)err;
    c->page++;
    if (c->bad != 0)
        return FA_OK;
    c->count++;
    if (!fai_audit_follows(c->hasher, c->last.seq == 0 ? NULL : &c->last, e))
        c->bad = c->last.seq + 1;
    c->last = *e;
    return FA_OK;
}

fa_status fa_audit_verify(fa_user_service *svc, const fa_actor *who, uint64_t *bad, uint64_t *count,
                          fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_AUDIT_CHAIN, .limit = CHAIN_PAGE};
    checking c = {.bad = 0};
    fa_status st = fai_need_admin(svc, who, err);

    if (st == FA_OK && (bad == NULL || count == NULL))
        st = fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to put what was found");
    if (st != FA_OK)
        return st;
    c.hasher = &svc->hasher;
    do {
        c.page = 0;
        q.number = (int64_t)c.last.seq;
        st = fa_user_repo_query(&svc->repo, &q, check_entry, &c, err);
    } while (st == FA_OK && c.page == CHAIN_PAGE && c.bad == 0);
    if (st == FA_OK) {
        *bad = c.bad;
        *count = c.count;
    }
    return st;
}

typedef struct telling {
    fa_user_event_visit_fn visit;
    void *payload;
} telling;

static fa_status tell(void *payload, const void *record, fa_error *err)
{
    const telling *t = payload;

    return t->visit(t->payload, record, err);
}

fa_status fa_user_events(fa_user_service *svc, uint64_t after, uint32_t limit, fa_user_event_visit_fn visit,
                         void *payload, fa_error *err)
{
    fa_user_query q = {.kind = FA_QUERY_EVENTS, .number = (int64_t)after, .limit = limit};
    telling t = {visit, payload};

    if (svc == NULL || visit == NULL || after > INT64_MAX)
        return fa_fail(err, FA_EINVALID, "events need a user service and somebody to tell");
    return limit == 0 ? FA_OK : fa_user_repo_query(&svc->repo, &q, tell, &t, err);
}

fa_status fa_user_tidy(fa_user_service *svc, fa_error *err)
{
    fa_user_change *tidy;
    fai_changes c;
    fa_status st;

    if (svc == NULL)
        return fa_fail(err, FA_EINVALID, "there is no user service");
    st = fai_user_keys_refresh(svc, err);
    if (st != FA_OK)
        return st;
    fai_changes_begin(&c, svc);
    tidy = fai_change(&c, FA_CHANGE_TIDY, NULL);
    tidy->time = c.now - DAY_MS;
    /* Sessions that are over still tell which devices are known. */
    tidy->until = c.now - svc->rules.session_ms;
    return fai_changes_apply(&c, err);
}
