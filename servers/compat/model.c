/* compat/model.c: the language model that old clients ask about. There is none: answers are computed from the documents. */
#include <string.h>

#include "compat/handlers.h"

#define MODE "deterministic"
#define VENDOR "none"
static const char why_none[] =
    "no language model is configured: answers are computed from the documents, without one";

static void put_status(fa_buf *out)
{
    fa_buf_puts(out, "\"status\":\"ready\",\"mode\":\"" MODE "\",\"model\":\"" MODE
                     "\",\"error\":null,\"base_url\":null,\"provider\":\"" VENDOR
                     "\",\"api_key_status\":\"not_required\"");
}

/* Also the answer to a wish for a mode: none can be had but the one that there is, and the old interface told that by
 * changing nothing. */
fa_status compat_model(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_buf *out = http_reply_body(reply);

    (void)service;
    (void)req;
    (void)err;
    fa_buf_puts(out, "{");
    put_status(out);
    return fa_buf_puts(out, "}");
}

fa_status compat_modes(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return fa_buf_puts(http_reply_body(reply), "[\"" MODE "\"]");
}

#define CONFIG                                                                                               \
    "{\"vendor\":\"" VENDOR "\",\"api_key\":null,\"base_url\":null,\"model\":\"" MODE                        \
    "\",\"embedding_model\":null,\"embedding_base_url\":null,\"temperature\":0.0,\"max_tokens\":0,"          \
    "\"timeout\":0}"

fa_status compat_model_config(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return fa_buf_puts(http_reply_body(reply),
                       "{\"current_vendor\":\"" VENDOR "\",\"current_model\":\"" MODE
                       "\",\"current_config\":" CONFIG ",\"available_vendors\":[\"" VENDOR
                       "\"],\"vendor_models\":{\"" VENDOR "\":[\"" MODE
                       "\"]},\"status\":\"ready\",\"error\":null}");
}

static fa_status check_vendor(const char *vendor, fa_error *err)
{
    return strcmp(vendor, VENDOR) == 0
               ? FA_OK
               : fa_fail_field(err, FA_EINVALID, "vendor", "this vendor cannot be had here: %s", why_none);
}

/* The form of the old pages comes back whole: that there is no model is all that it can say. */
fa_status compat_set_model(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_member m = FA_MEMBER_INIT("vendor", FA_MEMBER_TEXT, true);
    void *hold = NULL;
    fa_status st = compat_members(req, &m, 1, &hold, err);

    (void)service;
    if (st == FA_OK)
        st = check_vendor(m.text, err);
    fa_members_free(hold);
    return st != FA_OK
               ? st
               : fa_buf_puts(
                     http_reply_body(reply),
                     "{\"message\":\"Nothing to change: there is no language model\",\"config\":" CONFIG "}");
}

fa_status compat_vendors(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return fa_buf_puts(http_reply_body(reply),
                       "{\"vendors\":{\"" VENDOR
                       "\":{\"name\":\"No language model\",\"description\":\"Answers are computed from the "
                       "documents, each figure with its source\",\"requires_api_key\":false,"
                       "\"default_base_url\":\"\",\"default_models\":[\"" MODE
                       "\"],\"langchain_class\":\"\"}}}");
}

fa_status compat_models(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    fa_status st = check_vendor(http_param(req, 0), err);

    (void)service;
    return st != FA_OK ? st
                       : fa_buf_puts(http_reply_body(reply),
                                     "{\"vendor\":\"" VENDOR "\",\"models\":[\"" MODE "\"],\"error\":null}");
}

fa_status compat_try_model(void *service, const http_request *req, http_reply *reply, fa_error *err)
{
    (void)service;
    (void)req;
    (void)err;
    return fa_buf_printf(http_reply_body(reply), "{\"success\":false,\"error\":\"%s\"}", why_none);
}
