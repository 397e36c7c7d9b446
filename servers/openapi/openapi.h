/* openapi/openapi.h: the interface document (OpenAPI 3.1), made from the tables of the routes, and the page that shows it. No
 * words of one service: what a name means stands in words.c and static/components.json. */
#ifndef SERVERS_OPENAPI_H
#define SERVERS_OPENAPI_H

#include "http/http.h"

/* Appends the document of the tables, one JSON object; routes for services of ours are left out. Failures are those of the
 * buffer. How it reads what a route takes and gives is told in docs/http-api.md. */
fa_status openapi_write(const http_table *tables, size_t count, fa_buf *out, fa_error *err);

/* Handlers that need no service: the page, what it looks like, and what it does. It asks for /api/v1/openapi.json. */
fa_status openapi_page(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status openapi_style(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status openapi_script(void *service, const http_request *req, http_reply *reply, fa_error *err);

#endif
