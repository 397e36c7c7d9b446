/* analytics/routes.h: the routes of the analytics service. */
#ifndef SERVERS_ANALYTICS_ROUTES_H
#define SERVERS_ANALYTICS_ROUTES_H

#include <finanalyst/analytics.h>
#include <finanalyst/port/user_directory.h>

#include "http/http.h"

/* What the handlers get as their service. */
typedef struct analytics_routes {
    fa_analytics_service *service;
    const fa_user_directory
        *directory; /* names of users in reports, and how many there are; NULL = not known */
} analytics_routes;

extern const http_route analytics_route_table[];

#endif
