/* host/trail.c: what administrators do to the host itself, in the trail of what all of them did. */
#include "host/internal.h"
#include "user/handlers.h"

fa_status host_note_deed(void *payload, const http_request *req, const char *action, const char *target,
                         const char *detail, fa_error *err)
{
    host *h = payload;
    fa_actor who = user_who(req);

    if (h->users == NULL) { /* the trail is in another process: the log has it */
        logging_say(h->log, CONFIG_GATEWAY, LOG_WARN, action, "%s %s by %s", target, detail, who.user.s);
        return FA_OK;
    }
    return fa_audit_note(h->users, &who, action, target, detail, err);
}
