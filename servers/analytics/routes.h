/* analytics/routes.h: the routes of the analytics service. */
#ifndef SERVERS_ANALYTICS_ROUTES_H
#define SERVERS_ANALYTICS_ROUTES_H

#include <finanalyst/analytics.h>

#include "http/http.h"

/* Who may ask. */
typedef enum analytics_access {
    ANALYTICS_USER = 1,    /* who is signed in */
    ANALYTICS_SENDER = 2,  /* who is signed in, or a service of the host */
    ANALYTICS_ADMIN = 3,   /* an administrator */
    ANALYTICS_SERVICE = 4, /* a service of the host */
} analytics_access;

/* What the handlers get as their service. */
typedef struct analytics_routes {
    fa_analytics_service *service;
    /* Says who asks: *user, none for a service of the host. Anything but FA_OK is the reply: whoever asks may not. */
    fa_status (*who)(void *payload, const http_request *req, analytics_access access, fa_id *user,
                     fa_error *err);
    fa_user_describe_fn describe;          /* names of users in reports; NULL = none */
    uint64_t (*user_total)(void *payload); /* how many users there are; NULL = not known */
    void *payload;
} analytics_routes;

extern const http_route analytics_route_table[];

#endif
