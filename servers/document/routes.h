/* document/routes.h: the routes of the document service. */
#ifndef SERVERS_DOCUMENT_ROUTES_H
#define SERVERS_DOCUMENT_ROUTES_H

#include <finanalyst/app.h>

#include "http/http.h"

/* What the handlers get as their service: an app with the document service; readings may be in another process. */
typedef struct document_routes {
    fa_app *app;
    void (*job_waits)(void *payload); /* called when a document was stored that is to be read */
    void *payload;
    uint64_t max_upload_bytes;
    /* Bytes that a user may still store; NULL = that cannot be told. */
    fa_status (*room)(void *payload, fa_id user, uint64_t *bytes, fa_error *err);
    fa_time (*now)(void *payload);
} document_routes;

extern const http_route document_route_table[];

#endif
