/* user/handlers.h: what the handlers of the user service share. */
#ifndef SERVERS_USER_HANDLERS_H
#define SERVERS_USER_HANDLERS_H

#include <finanalyst/wire.h>

#include "user/routes.h"

/* Who asks, as the user service wants to know it. */
fa_actor user_who(const http_request *req);
/* The members of a JSON body; *hold is to be freed with fa_members_free. An empty body is one without members. */
fa_status user_members(const http_request *req, fa_member *members, size_t count, void **hold, fa_error *err);
/* Tells the host that a mail may wait. */
void user_mail(const user_routes *r);

/* Writes a list of items that were asked for one more than wanted: {"items":[…],"next_cursor":…}. */
typedef struct user_page {
    fa_buf *out;
    uint32_t limit;
    uint32_t count;
    char last[FA_EMAIL_BYTES]; /* cursor of the last item that was written */
} user_page;
/* limit= of the query, at most 200. */
fa_status user_page_begin(user_page *p, const http_request *req, http_reply *reply, fa_error *err);
/* Whether this item is still of the page: the caller then writes it, and its cursor into p->last. */
bool user_page_next(user_page *p);
void user_page_end(user_page *p);
/* cursor= of the query as a number; 0 = none. */
fa_status user_number_cursor(const http_request *req, uint64_t *out, fa_error *err);

/* The cookies of a browser that keeps its refresh token where no script reads it. */
fa_status user_cookie(const user_routes *r, const http_request *req, const char *name,
                      char out[FA_SECRET_BYTES], fa_error *err);
#define USER_REFRESH_COOKIE "__Host-fa_refresh"
#define USER_DEVICE_COOKIE "__Host-fa_device"
/* Sets both; seconds 0 = until the browser ends. Empty tokens take them away. */
void user_set_cookies(http_reply *reply, const char *refresh, const char *device, int64_t seconds);

/* ---- the handlers, by file ---- */

fa_status user_register(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_login(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_token(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_refresh(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_logout(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_logout_all(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_sessions(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_end_session(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_introspect(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_jwks(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_revocations(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_verify_email(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_resend(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_forgot(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_reset(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_change_password(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_totp_begin(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_totp_confirm(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_totp_remove(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_me(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_update_me(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_remove_me(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_export_me(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_activity_me(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_keys(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_make_key(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_update_key(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_remove_key(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_rotate_key(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_list(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_create(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_get(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_update(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_remove(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_lock(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_unlock(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_reset(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_end_sessions(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_audit(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_audit_verify(void *service, const http_request *req, http_reply *reply, fa_error *err);
fa_status user_admin_rotate(void *service, const http_request *req, http_reply *reply, fa_error *err);

#endif
