/* user/routes.h: the routes of the user service. */
#ifndef SERVERS_USER_ROUTES_H
#define SERVERS_USER_ROUTES_H

#include <finanalyst/user.h>

#include "http/http.h"

typedef enum user_access {
    USER_ANYBODY = 0,   /* a stranger may */
    USER_SIGNED_IN = 1, /* who is signed in; what they may is the service's to say */
    USER_SERVICE = 2    /* another service of the host */
} user_access;

/* What the handlers get as their service. */
typedef struct user_routes {
    fa_user_service *users;
    /* Says who asks, with the address and name of the client and the id of the request, also of a stranger. Anything but
     * FA_OK is the reply: whoever asks may not. */
    fa_status (*who)(void *payload, const http_request *req, user_access access, fa_actor *out,
                     fa_error *err);
    void (*mail_waits)(void *payload); /* called when a mail may wait to be sent; NULL = nobody cares */
    void *payload;
    const fa_clock *clock; /* lent */
    const char *const *
        origins; /* of web pages that may use the cookie, beside those of this host; NULL-terminated list, or NULL */
} user_routes;

extern const http_route user_route_table[];

/* Whether a route hashes passwords: a tenth of a second of CPU and 64 MiB a request, for a small pool of workers with
 * a bounded queue. */
bool user_route_hashes(const http_route *route);

#endif
