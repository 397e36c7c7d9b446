/* compose/user_export.c: all that the user service keeps about somebody, in the JSON of the wire. */
#include <finanalyst/user.h>

#include <finanalyst/wire.h>

enum { TRAIL_PAGE = 200 };

typedef struct writing {
    fa_buf *out;
    uint32_t count;
    uint64_t last;
} writing;

static void part(writing *w)
{
    if (w->count++ != 0)
        (void)fa_buf_puts(w->out, ",");
}

static fa_status add_session(void *payload, const fa_session *session, fa_error *err)
{
    writing *w = payload;

    part(w);
    return fa_session_to_json(session, w->out, err);
}

static fa_status add_key(void *payload, const fa_api_key *key, fa_error *err)
{
    writing *w = payload;

    part(w);
    return fa_api_key_to_json(key, w->out, err);
}

static fa_status add_line(void *payload, const fa_audit_entry *entry, fa_error *err)
{
    writing *w = payload;

    part(w);
    w->last = entry->seq;
    return fa_audit_entry_to_json(entry, w->out, err);
}

static fa_status write_trail(fa_user_service *svc, const fa_actor *who, fa_buf *out, fa_error *err)
{
    writing w = {.out = out};
    uint32_t before;
    fa_status st;

    do {
        before = w.count;
        st = fa_user_activity(svc, who, w.last, TRAIL_PAGE, add_line, &w, err);
    } while (st == FA_OK && w.count - before == TRAIL_PAGE);
    return st;
}

fa_status fa_user_export(fa_user_service *svc, const fa_actor *who, fa_buf *out, fa_error *err)
{
    writing sessions = {.out = out}, keys = {.out = out};
    fa_user user;
    fa_status st = out == NULL ? fa_fail_field(err, FA_EINVALID, "out", "there is nowhere to write to")
                               : fa_user_get(svc, who, &user, err);

    if (st != FA_OK)
        return st;
    (void)fa_buf_puts(out, "{\"user\":");
    st = fa_user_to_json(&user, out, err);
    (void)fa_buf_puts(out, ",\"sessions\":[");
    if (st == FA_OK)
        st = fa_session_list(svc, who, add_session, &sessions, err);
    (void)fa_buf_puts(out, "],\"api_keys\":[");
    if (st == FA_OK)
        st = fa_api_key_list(svc, who, add_key, &keys, err);
    (void)fa_buf_puts(out, "],\"activity\":[");
    if (st == FA_OK)
        st = write_trail(svc, who, out, err);
    (void)fa_buf_puts(out, "]}");
    return st != FA_OK ? st : fa_buf_check(out, err);
}
