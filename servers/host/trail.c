/* host/trail.c: what administrators do to the host itself, in the trail of what all of them did. */
#include "host/internal.h"
#include "user/handlers.h"

fa_status host_note_deed(void *payload, const http_request *req, const char *action, const char *target,
                         const char *detail, fa_error *err)
{
    host *h = payload;
    fa_actor who = user_who(req);

    return fa_audit_note(h->users, &who, action, target, detail, err);
}
