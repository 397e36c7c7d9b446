/* user/routes.h: the routes of the user service. */
#ifndef SERVERS_USER_ROUTES_H
#define SERVERS_USER_ROUTES_H

#include <finanalyst/user.h>

#include "http/http.h"

/* What the handlers get as their service. */
typedef struct user_routes {
    fa_user_service *users;
    void (*mail_waits)(void *payload); /* called when a mail may wait to be sent; NULL = nobody cares */
    void *payload;
    const fa_clock *clock; /* lent */
    const char *const *
        origins; /* of web pages that may use the cookie, beside those of this host; NULL-terminated list, or NULL */
} user_routes;

extern const http_route user_route_table[];

#endif
