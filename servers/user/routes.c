/* user/routes.c: the table of the user service's routes. */
#include "user/routes.h"

#include "user/handlers.h"

#define TOKENS                                                                                               \
    "{access_token, token_type, expires_in, refresh_token, device_token, refresh_expires_at, session_id, "   \
    "user}"

const http_route user_route_table[] = {
    {"POST", "/api/v1/auth/register", HTTP_BODY_JSON, user_register, "Make an account",
     "`{email, password, full_name?, cookie?}`; `cookie`: keep refresh and device token in cookies",
     "201 `" TOKENS
     "`, or `{user, verification}` where the address is to be verified first; 403 closed; 409 there is one; "
     "422 weak password; 429"},
    {"POST", "/api/v1/auth/verify-email", HTTP_BODY_JSON, user_verify_email,
     "Show that an address is one's own", "`{token}`: the code of the mail",
     "204; 409 it is another's by now; 410 used or too old"},
    {"POST", "/api/v1/auth/verify-email:resend", HTTP_BODY_JSON, user_resend, "Mail that code again",
     "`{email}`", "204, whether there is such an account or not; 429"},
    {"POST", "/api/v1/auth/login", HTTP_BODY_JSON, user_login, "Open a session",
     "`{email, password, otp?, remember?, cookie?, device_token?}`",
     "200 `" TOKENS "`; 401 wrong, unknown or kept out; 428 a code of the second factor is needed; 429"},
    {"POST", "/api/v1/auth/refresh", HTTP_BODY_JSON, user_refresh, "Trade a refresh token for the next",
     "`{refresh_token?, device_token?}`, or the cookie",
     "200 `" TOKENS
     "`; 401, and the session ends when a used token comes back; 403 from a page of another site"},
    {"POST", "/api/v1/auth/logout", HTTP_BODY_NONE, user_logout, "End this session", "", "204"},
    {"POST", "/api/v1/auth/logout-all", HTTP_BODY_NONE, user_logout_all, "End all of one's sessions", "",
     "204"},
    {"GET", "/api/v1/auth/sessions", HTTP_BODY_NONE, user_sessions, "One's living sessions", "",
     "200 `{items: [{id, device, ip, created_at, last_used_at, expires_at}], current}`"},
    {"DELETE", "/api/v1/auth/sessions/{id}", HTTP_BODY_NONE, user_end_session, "End one of one's sessions",
     "", "204; 404"},
    {"POST", "/api/v1/auth/introspect", HTTP_BODY_JSON, user_introspect,
     "For services: who shows a credential", "`{token, address?}`: an access token or an API key",
     "200 `{active, sub, sid, role, scope}` or `{active: false, reason}`"},
    {"GET", "/api/v1/auth/jwks.json", HTTP_BODY_NONE, user_jwks, "The public keys of access tokens", "",
     "200 a JSON Web Key Set"},
    {"GET", "/.well-known/jwks.json", HTTP_BODY_NONE, user_jwks, "The public keys of access tokens", "",
     "200 a JSON Web Key Set"},
    {"GET", "/api/v1/auth/revocations", HTTP_BODY_NONE, user_revocations,
     "For services: credentials and users that ended",
     "the query `cursor=` (the number to go on behind) and `limit=`",
     "200 `{items: [{seq, type, user, credential, time}], next_cursor}`"},
    {"POST", "/api/v1/auth/password/forgot", HTTP_BODY_JSON, user_forgot, "Mail a code for a new password",
     "`{email}`", "202, whether there is such an account or not; 429"},
    {"POST", "/api/v1/auth/password/reset", HTTP_BODY_JSON, user_reset,
     "Set a new password with a mailed code", "`{token, new_password}`",
     "204, all sessions end; 410 used or too old; 422 weak password"},
    {"POST", "/api/v1/auth/password/change", HTTP_BODY_JSON, user_change_password, "Set a new password",
     "`{current_password, new_password}`", "204, the other sessions end; 401 wrong; 422 weak; 429"},
    {"POST", "/api/v1/auth/mfa/totp", HTTP_BODY_NONE, user_totp_begin, "Begin a second factor", "",
     "200 `{secret, uri}`; 409 there is one"},
    {"POST", "/api/v1/auth/mfa/totp:confirm", HTTP_BODY_JSON, user_totp_confirm, "Turn the second factor on",
     "`{code}`", "200 `{recovery_codes}`, told once; 409 nothing waits; 422 wrong code"},
    {"DELETE", "/api/v1/auth/mfa/totp", HTTP_BODY_JSON, user_totp_remove, "Turn the second factor off",
     "`{password}`", "204; 401 wrong password"},
    {"GET", "/api/v1/users/me", HTTP_BODY_NONE, user_me, "One's own account", "", "200 a user"},
    {"PATCH", "/api/v1/users/me", HTTP_BODY_JSON, user_update_me, "Change one's own account",
     "`{full_name?, avatar_url?, preferences?, email?, password?}`; a new address needs the password, and "
     "counts once a mailed "
     "code was shown",
     "200 a user; 401 wrong password; 409 the address is another's; 422"},
    {"DELETE", "/api/v1/users/me", HTTP_BODY_JSON, user_remove_me,
     "Remove one's own account and all that belongs to it", "`{password}`",
     "204; 401 wrong password; 409 the last administrator stays"},
    {"GET", "/api/v1/users/me/export", HTTP_BODY_NONE, user_export_me, "All that is kept about oneself", "",
     "200 `{user, sessions, api_keys, activity}`"},
    {"GET", "/api/v1/users/me/activity", HTTP_BODY_NONE, user_activity_me, "One's own trail, newest first",
     "the query `limit=` and `cursor=`",
     "200 `{items: [{seq, time, actor, action, target, ip, …}], next_cursor}`"},
    {"GET", "/api/v1/users/me/api-keys", HTTP_BODY_NONE, user_keys, "One's keys", "", "200 `{items: [key]}`"},
    {"POST", "/api/v1/users/me/api-keys", HTTP_BODY_JSON, user_make_key, "Make a key",
     "`{name, scopes, ip_allow?, expires_at?}`; scopes: `" FA_SCOPES "`",
     "201 `{secret, key}`, the secret this once; 409 too many; 422"},
    {"PATCH", "/api/v1/users/me/api-keys/{id}", HTTP_BODY_JSON, user_update_key, "Change a key",
     "`{name?, scopes?, ip_allow?, expires_at?}`; without `expires_at` it never expires",
     "200 a key; 404; 422"},
    {"DELETE", "/api/v1/users/me/api-keys/{id}", HTTP_BODY_NONE, user_remove_key, "Remove a key", "",
     "204; 404"},
    {"POST", "/api/v1/users/me/api-keys/{id}:rotate", HTTP_BODY_NONE, user_rotate_key,
     "Give a key a new secret", "", "200 `{secret, key}`; 404"},
    {"GET", "/api/v1/admin/users", HTTP_BODY_NONE, user_admin_list, "List accounts",
     "the query `q=`, `role=`, `is_active=`, `sort=-created_at|created_at|email`, `limit=`, `cursor=`",
     "200 `{items: [user], next_cursor, total}`; 403"},
    {"POST", "/api/v1/admin/users", HTTP_BODY_JSON, user_admin_create, "Make an account, or invite its owner",
     "`{email, password?, full_name?, role?, is_active?}`; without a password its owner is mailed a code",
     "201 a user and its `Location`; 409 there is one; 422"},
    {"GET", "/api/v1/admin/users/{id}", HTTP_BODY_NONE, user_admin_get, "One account", "", "200 a user; 404"},
    {"PATCH", "/api/v1/admin/users/{id}", HTTP_BODY_JSON, user_admin_update, "Change an account",
     "`{email?, full_name?, role?, is_active?, is_locked?, version?}`; with `version` only if it is still "
     "that",
     "200 a user; 404; 409 another version, another's address, or the last administrator; 422"},
    {"DELETE", "/api/v1/admin/users/{id}", HTTP_BODY_NONE, user_admin_remove,
     "Remove an account and all that belongs to it", "", "204; 404; 409 oneself, or the last administrator"},
    {"POST", "/api/v1/admin/users/{id}:lock", HTTP_BODY_NONE, user_admin_lock, "Keep an account out", "",
     "204; 404; 409 the last administrator"},
    {"POST", "/api/v1/admin/users/{id}:unlock", HTTP_BODY_NONE, user_admin_unlock,
     "Let an account in again, and forget its failures", "", "204; 404"},
    {"POST", "/api/v1/admin/users/{id}:reset-password", HTTP_BODY_NONE, user_admin_reset,
     "Void a password and mail its owner a code", "", "204; 404; 415 no mail is sent here"},
    {"POST", "/api/v1/admin/users/{id}:revoke-sessions", HTTP_BODY_NONE, user_admin_end_sessions,
     "End the sessions of an account", "", "204; 404"},
    {"GET", "/api/v1/admin/audit", HTTP_BODY_NONE, user_admin_audit, "The trail, newest first",
     "the query `actor=`, `action=`, `target=`, `from=` and `to=` (days; `to` is not included), `limit=`, "
     "`cursor=`",
     "200 `{items: [entry], next_cursor}`; 403"},
    {"GET", "/api/v1/admin/audit:verify", HTTP_BODY_NONE, user_admin_audit_verify,
     "Whether the trail is whole", "", "200 `{ok, entries, first_bad}`; 403"},
    {"POST", "/api/v1/admin/auth/keys:rotate", HTTP_BODY_NONE, user_admin_rotate, "Sign with a new key", "",
     "200 `{kid}`; 409 where a secret signs"},
    {NULL, NULL, HTTP_BODY_NONE, NULL, NULL, NULL, NULL},
};

bool user_route_hashes(const http_route *route)
{
    const http_handler_fn hashing[] = {user_register,    user_login,     user_reset,     user_change_password,
                                       user_totp_remove, user_update_me, user_remove_me, user_admin_create};

    for (size_t i = 0; i < sizeof hashing / sizeof *hashing; i++)
        if (route->handle == hashing[i])
            return true;
    return false;
}
