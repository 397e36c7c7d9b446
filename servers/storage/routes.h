/* storage/routes.h: the routes of the storage service. */
#ifndef SERVERS_STORAGE_ROUTES_H
#define SERVERS_STORAGE_ROUTES_H

#include <finanalyst/storage.h>

#include "http/http.h"

/* What the handlers get as their service. */
typedef struct storage_routes {
    fa_storage_service *storage;
    /* Who asks, from what the server knows of the request. FA_ENOTFOUND and the like pass through. */
    fa_status (*who)(void *payload, const http_request *req, fa_id *user, bool *is_admin, fa_error *err);
    fa_time (*now)(void *payload);
    void *payload;
} storage_routes;

extern const http_route storage_route_table[];

#endif
