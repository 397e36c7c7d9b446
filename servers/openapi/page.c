/* openapi/page.c: the page that shows the interface document. It has nothing from elsewhere, and nothing inline. */
#include "openapi/internal.h"

static fa_status send(http_reply *reply, const char *type, const char *text)
{
    http_reply_type(reply, type);
    http_reply_header(reply, "Cache-Control", "public, max-age=300");
    return fa_buf_puts(http_reply_body(reply), text);
}

fa_status openapi_page(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    http_reply_header(reply, "Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    http_reply_header(reply, "Referrer-Policy", "no-referrer");
    return send(reply, "text/html; charset=utf-8", openapi_html);
}

fa_status openapi_style(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return send(reply, "text/css; charset=utf-8", openapi_css);
}

fa_status openapi_script(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return send(reply, "text/javascript; charset=utf-8", openapi_js);
}
