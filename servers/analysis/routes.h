/* analysis/routes.h: the routes of the analysis service. */
#ifndef SERVERS_ANALYSIS_ROUTES_H
#define SERVERS_ANALYSIS_ROUTES_H

#include <finanalyst/analysis.h>

#include "http/http.h"

/* Their service is the fa_analysis_service. */
extern const http_route analysis_route_table[];

#endif
