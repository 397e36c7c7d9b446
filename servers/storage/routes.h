/* storage/routes.h: the routes of the storage service. */
#ifndef SERVERS_STORAGE_ROUTES_H
#define SERVERS_STORAGE_ROUTES_H

#include <finanalyst/storage.h>

#include "http/http.h"

/* What the handlers get as their service. */
typedef struct storage_routes {
    fa_storage_service *storage;
    fa_time (*now)(void *payload);
    void *payload;
} storage_routes;

extern const http_route storage_route_table[];

#endif
