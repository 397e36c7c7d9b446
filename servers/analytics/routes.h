/* analytics/routes.h: the routes of the analytics service. */
#ifndef SERVERS_ANALYTICS_ROUTES_H
#define SERVERS_ANALYTICS_ROUTES_H

#include <finanalyst/analytics.h>

#include "http/http.h"

/* What the handlers get as their service. */
typedef struct analytics_routes {
    fa_analytics_service *service;
    fa_user_describe_fn describe;          /* names of users in reports; NULL = none */
    uint64_t (*user_total)(void *payload); /* how many users there are; NULL = not known */
    void *payload;
} analytics_routes;

extern const http_route analytics_route_table[];

#endif
