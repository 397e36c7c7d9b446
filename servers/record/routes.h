/* record/routes.h: the routes of the record service. */
#ifndef SERVERS_RECORD_ROUTES_H
#define SERVERS_RECORD_ROUTES_H

#include <finanalyst/record.h>

#include "http/http.h"

/* The handlers get an fa_record_service as their service. */
extern const http_route record_route_table[];

#endif
