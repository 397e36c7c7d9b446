/* logging/routes.h: the log for administrators: its last lines, and how much of it is written. */
#ifndef SERVERS_LOGGING_ROUTES_H
#define SERVERS_LOGGING_ROUTES_H

#include "http/http.h"
#include "logging/logging.h"

/* What the handlers get. */
typedef struct logging_routes {
    logging *log;
    /* Puts a line into the trail of what administrators did; anything but FA_OK, and it is not done. */
    fa_status (*note)(void *payload, const http_request *req, const char *action, const char *target,
                      const char *detail, fa_error *err);
    void *payload;
} logging_routes;

extern const http_route logging_route_table[];

#endif
