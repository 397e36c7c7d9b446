/* analysis/routes.h: the routes of the analysis service. */
#ifndef SERVERS_ANALYSIS_ROUTES_H
#define SERVERS_ANALYSIS_ROUTES_H

#include <finanalyst/analysis.h>

#include "http/http.h"

/* What the handlers get as their service. */
typedef struct analysis_routes {
    fa_analysis_service *analysis;
    void (*job_waits)(void *payload); /* called when a document is to be read anew */
    void *payload;
} analysis_routes;

/* By the scope that an API key needs: "documents:read" and "ask", and for readings "documents:read" and "documents:write". */
extern const http_route analysis_route_table[], reading_route_table[];

#endif
