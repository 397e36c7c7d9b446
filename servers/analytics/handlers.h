/* analytics/handlers.h: the handlers of reports and exports. */
#ifndef SERVERS_ANALYTICS_HANDLERS_H
#define SERVERS_ANALYTICS_HANDLERS_H

#include "analytics/routes.h"

fa_status analytics_admin_report(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status analytics_my_report(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status analytics_export(void *service, const http_request *req, http_reply *reply, fa_error *err);

#endif
