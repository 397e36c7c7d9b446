/* user.h: the user service: who may enter: accounts, sessions, keys, second factors, and the trail of what was done. */
#ifndef FINANALYST_USER_H
#define FINANALYST_USER_H

#include <finanalyst/registry.h>
#include <finanalyst/token.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The records of this header are flat: they are copied by assignment, and nothing of them is to be freed. Texts end
 * with a NUL; "" = none. */
enum {
    FA_EMAIL_BYTES = 256,
    FA_NAME_BYTES = 256,
    FA_URL_BYTES = 512,
    FA_PREFERENCES_BYTES = 2048,
    FA_ADDRESS_BYTES = 64,
    FA_AGENT_BYTES = 160,
    FA_REQUEST_BYTES = 64,
    FA_SCOPE_BYTES = 256,
    FA_PASSWORD_MAX = 128, /* characters */
    FA_SECRET_BYTES =
        64, /* of a secret that is told once: a refresh token, an API key, a device, a link's code */
    FA_RECOVERY_CODES = 10,
    FA_RECOVERY_BYTES = 16,
    FA_ACCESS_BYTES = 4104 /* FA_TOKEN_BYTES and a NUL */
};

typedef enum fa_role { FA_ROLE_USER = 1, FA_ROLE_ADMIN = 2 } fa_role;
/* "user", "admin"; NULL for none. Static. */
FA_API const char *fa_role_name(fa_role role);
/* 0 = no such role. */
FA_API fa_role fa_role_of(const char *name);

/* Who calls. A stranger has no user; the operator at the console has none either, and the role of an administrator. */
typedef struct fa_actor {
    fa_id user;                     /* "usr_…" */
    fa_id credential;               /* the session "ses_…" or the API key "apk_…" that was shown */
    fa_role role;                   /* 0 = a stranger */
    char scope[FA_SCOPE_BYTES];     /* what an API key may; "" = all that the role may */
    char address[FA_ADDRESS_BYTES]; /* of the client */
    char agent[FA_AGENT_BYTES];     /* what the client calls itself */
    char request[FA_REQUEST_BYTES]; /* id of the request */
} fa_actor;

/* An account. */
typedef struct fa_user {
    fa_id id;
    int64_t legacy_id;          /* a small number, never used again; the store gives it */
    char email[FA_EMAIL_BYTES]; /* in lower case; one account each */
    char full_name[FA_NAME_BYTES];
    char avatar_url[FA_URL_BYTES];
    char preferences[FA_PREFERENCES_BYTES]; /* a JSON object of the user's own, "{}" = none */
    fa_role role;
    bool active;       /* may enter */
    bool locked;       /* an administrator keeps it out for now */
    bool verified;     /* the e-mail address is its owner's */
    bool has_totp;     /* needs a code of the second factor */
    bool has_password; /* false: made by an administrator, and waits for its owner to set one */
    fa_time last_login;
    fa_time created;
    fa_time updated;
    uint32_t version;
} fa_user;

/* A session: from a login to its end. */
typedef struct fa_session {
    fa_id id; /* "ses_…" */
    fa_id user;
    char agent[FA_AGENT_BYTES];
    char address[FA_ADDRESS_BYTES];
    fa_time created;
    fa_time last_used;
    fa_time expires; /* at the latest */
    fa_time ended;   /* 0 = it lives */
} fa_session;

/* A key for programs. */
typedef struct fa_api_key {
    fa_id id; /* "apk_…" */
    fa_id user;
    char name[FA_NAME_BYTES];
    char prefix[16]; /* how it begins, to tell keys apart */
    char scope[FA_SCOPE_BYTES];
    char addresses[FA_SCOPE_BYTES]; /* where it may be used from: "192.0.2.0/24 2001:db8::1"; "" = anywhere */
    fa_time created;
    fa_time expires; /* 0 = never */
    fa_time last_used;
    uint32_t version;
} fa_api_key;

/* A line of the trail. Lines are chained: each carries the hash of the one before, and its own over both. */
typedef struct fa_audit_entry {
    uint64_t seq; /* from 1, without gaps */
    fa_time time;
    fa_id actor;     /* none = a stranger or the operator */
    char action[40]; /* "login", "login.failed", "user.role" */
    char target[64]; /* an id */
    char address[FA_ADDRESS_BYTES];
    char request[FA_REQUEST_BYTES];
    char detail[160]; /* no secret */
    char previous[FA_SHA256_HEX];
    char hash[FA_SHA256_HEX];
} fa_audit_entry;

/* What other services must know, in the order in which it happened. */
typedef enum fa_user_event_type {
    FA_USER_CREDENTIAL_ENDED =
        1,              /* what is known of that session or API key holds no longer; credential is the user's
                                   * own id: of all of theirs */
    FA_USER_REMOVED = 2 /* all that belongs to that user is to go */
} fa_user_event_type;
typedef struct fa_user_event {
    uint64_t seq; /* from 1, growing */
    fa_user_event_type type;
    fa_id user;
    fa_id credential;
    fa_time time;
} fa_user_event;

typedef fa_status (*fa_user_visit_fn)(void *payload, const fa_user *user, fa_error *err);
typedef fa_status (*fa_session_visit_fn)(void *payload, const fa_session *session, fa_error *err);
typedef fa_status (*fa_api_key_visit_fn)(void *payload, const fa_api_key *key, fa_error *err);
typedef fa_status (*fa_audit_visit_fn)(void *payload, const fa_audit_entry *entry, fa_error *err);
typedef fa_status (*fa_user_event_visit_fn)(void *payload, const fa_user_event *event, fa_error *err);

/* ---- opening ---- */

/* URLs of the adapters and rules; NULL and 0 = the default named beside it. Texts are lent for the call. */
typedef struct fa_user_config {
    size_t struct_size;
    const char *db;               /* "memory:" */
    const char *password_hasher;  /* "sodium:" */
    const char *legacy_hasher;    /* verifies hashes that the first does not know: "crypt:"; NULL = none */
    const char *signer;           /* "sodium:" */
    const char *mailer;           /* "file:<folder>"; NULL = no mail is sent */
    const char *hasher;           /* "sodium:" */
    const char *clock;            /* "system:" */
    const char *issuer;           /* of tokens: "finanalyst" */
    const char *audience;         /* "finanalyst" */
    const void *secret;           /* signs tokens with HS256 instead of Ed25519 */
    size_t secret_len;            /* FA_TOKEN_SECRET_BYTES at least */
    const char *base_url;         /* of the web pages, for links in mails: "http://localhost:3000" */
    const char *common_passwords; /* that nobody may use, one a line; beside the rules that are always kept */
    size_t common_passwords_len;
    uint32_t access_s;          /* life of an access token: 600 */
    uint32_t session_s;         /* of a session: 30 days */
    uint32_t session_idle_s;    /* of one that is not used: 7 days */
    uint32_t key_s;             /* how long a signing key signs: 30 days */
    uint32_t link_s;            /* life of the code in a mail: 600 */
    uint32_t password_min;      /* characters: 15 */
    uint32_t password_min_totp; /* with a second factor: 8 */
    uint32_t login_tries;       /* of an account before it must wait: 10 */
    uint32_t address_tries;     /* failures of an address a minute: 30 */
    bool verify_email;          /* accounts open once their address is verified */
    bool closed;                /* only administrators make accounts */
} fa_user_config;
#define FA_USER_CONFIG_INIT                                                                                  \
    {                                                                                                        \
        .struct_size = sizeof(fa_user_config)                                                                \
    }

/* One user service. Any thread may use it. */
typedef struct fa_user_service fa_user_service;

FA_API fa_status fa_user_open(const fa_registry *registry, const fa_user_config *config,
                              fa_user_service **out, fa_error *err);
FA_API void fa_user_close(fa_user_service *svc);

/* Calls that are marked "hashes" take about 0.1 s of CPU and 64 MiB (the password hasher's parameters): a host runs them
 * on a small pool of threads with a bounded queue, and answers "unavailable" where that is full. */

/* ---- entering ---- */

typedef struct fa_registration {
    size_t struct_size;
    const char *email;
    const char *password;
    const char *full_name; /* may be NULL */
} fa_registration;
#define FA_REGISTRATION_INIT                                                                                 \
    {                                                                                                        \
        sizeof(fa_registration), NULL, NULL, NULL                                                            \
    }
typedef struct fa_login {
    size_t struct_size;
    const char *email;
    const char *password;
    const char *otp;    /* a code of the second factor, or a recovery code; may be NULL */
    const char *device; /* that an earlier login on this device was given; may be NULL */
} fa_login;
#define FA_LOGIN_INIT                                                                                        \
    {                                                                                                        \
        sizeof(fa_login), NULL, NULL, NULL, NULL                                                             \
    }

/* What a login or a refresh yields. */
typedef struct fa_tokens {
    char access[FA_ACCESS_BYTES];
    char refresh[FA_SECRET_BYTES];
    char device
        [FA_SECRET_BYTES]; /* for a long-lived cookie: strangers' failures do not slow this device's logins */
    fa_time access_expires;
    fa_time refresh_expires;
    fa_id session;
    fa_user user;
} fa_tokens;

/* Makes an account, and opens a session where it need not be verified first (else out->access is ""); hashes.
 * FA_ECONFLICT "email": there is one; FA_EINVALID "email", "password" (weak: the message says how), "full_name";
 * FA_EFORBIDDEN: registration is closed; FA_ETHROTTLED: too many from that address. */
FA_API fa_status fa_user_register(fa_user_service *svc, const fa_actor *who, const fa_registration *in,
                                  fa_tokens *out, fa_error *err);
/* Opens a session; hashes. FA_EUNAUTHENTICATED: wrong password, no such account, inactive, locked, not verified: all in
 * the same words after the same work; FA_ESECONDFACTOR: the password is right and otp is missing; FA_ETHROTTLED: too many
 * failures of the account (from unknown devices; whether it exists or not) or of the address. */
FA_API fa_status fa_user_login(fa_user_service *svc, const fa_actor *who, const fa_login *in, fa_tokens *out,
                               fa_error *err);
/* Trades a refresh token for a new pair; the old one is dead. Again within 10 s, from the same device and while the
 * successor is unused: the same successor. Any other reuse ends the session: FA_EUNAUTHENTICATED, as for what is none. */
FA_API fa_status fa_user_refresh(fa_user_service *svc, const fa_actor *who, const char *refresh,
                                 const char *device, fa_tokens *out, fa_error *err);
/* Ends the actor's session. It had ended already: FA_OK. */
FA_API fa_status fa_user_logout(fa_user_service *svc, const fa_actor *who, fa_error *err);
/* Ends all sessions of the actor. */
FA_API fa_status fa_user_logout_all(fa_user_service *svc, const fa_actor *who, fa_error *err);
/* The actor's living sessions, newest first. */
FA_API fa_status fa_session_list(fa_user_service *svc, const fa_actor *who, fa_session_visit_fn visit,
                                 void *payload, fa_error *err);
FA_API fa_status fa_session_end(fa_user_service *svc, const fa_actor *who, fa_id session, fa_error *err);

/* Who shows a credential: an access token or an API key ("fa_…"). Looks it up whole: token, session or key, account. *out
 * keeps address, agent and request of `who`. FA_EUNAUTHENTICATED; FA_EFORBIDDEN: a key that may not be used from there. */
FA_API fa_status fa_user_authenticate(fa_user_service *svc, const fa_actor *who, const char *credential,
                                      fa_actor *out, fa_error *err);
/* The public keys of access tokens, as a JSON Web Key Set. */
FA_API fa_status fa_user_keys_to_json(fa_user_service *svc, fa_buf *out, fa_error *err);
/* The keys themselves, for who checks tokens in the same process. Lent until the service is closed. */
FA_API const fa_token_keys *fa_user_token_keys(fa_user_service *svc);
/* Events behind the one numbered `after`, oldest first. */
FA_API fa_status fa_user_events(fa_user_service *svc, uint64_t after, uint32_t limit,
                                fa_user_event_visit_fn visit, void *payload, fa_error *err);

/* ---- one's own account ---- */

FA_API fa_status fa_user_get(fa_user_service *svc, const fa_actor *who, fa_user *out, fa_error *err);

/* Members that are NULL stay as they are. */
typedef struct fa_profile {
    size_t struct_size;
    const char *full_name;
    const char *avatar_url;  /* https:, http:, or a path */
    const char *preferences; /* a JSON object */
    const char *email;    /* needs password; where mail is sent, changes once its new owner follows a link */
    const char *password; /* the present one */
} fa_profile;
#define FA_PROFILE_INIT                                                                                      \
    {                                                                                                        \
        sizeof(fa_profile), NULL, NULL, NULL, NULL, NULL                                                     \
    }
/* Hashes, with email. FA_EUNAUTHENTICATED "password"; FA_ECONFLICT "email"; FA_EINVALID names the member. */
FA_API fa_status fa_user_update(fa_user_service *svc, const fa_actor *who, const fa_profile *in, fa_user *out,
                                fa_error *err);
/* Hashes. Ends the other sessions. FA_EUNAUTHENTICATED "current_password"; FA_EINVALID "new_password". */
FA_API fa_status fa_password_change(fa_user_service *svc, const fa_actor *who, const char *current,
                                    const char *fresh, fa_error *err);
/* Mails a code to the owner of the address. The answer is FA_OK whether there is one or not. FA_ETHROTTLED: too many. */
FA_API fa_status fa_password_forgot(fa_user_service *svc, const fa_actor *who, const char *email,
                                    fa_error *err);
/* Hashes. The code holds once; all sessions end. FA_EEXPIRED "token": used, too old, or none; FA_EINVALID "new_password":
 * the code still holds. */
FA_API fa_status fa_password_reset(fa_user_service *svc, const fa_actor *who, const char *code,
                                   const char *fresh, fa_error *err);
/* Takes a mailed code: the address is its owner's. FA_EEXPIRED "token"; FA_ECONFLICT: the address is another's by now. */
FA_API fa_status fa_email_verify(fa_user_service *svc, const fa_actor *who, const char *code, fa_error *err);
/* Mails the code again, to an account that waits for it. The answer is FA_OK in any case. FA_ETHROTTLED. */
FA_API fa_status fa_email_resend(fa_user_service *svc, const fa_actor *who, const char *email, fa_error *err);
/* Sends the mail that has waited longest, when one is due; *sent says whether one was dealt with. The host calls it in the
 * background until it says false. FA_EUNAVAILABLE: the mailer failed; the mail is tried again later, and *sent says true
 * all the same, as others may wait. */
FA_API fa_status fa_user_send_mail(fa_user_service *svc, bool *sent, fa_error *err);

/* Appends all that is kept about the actor, as one JSON object. */
FA_API fa_status fa_user_export(fa_user_service *svc, const fa_actor *who, fa_buf *out, fa_error *err);
/* Removes the actor's account and, by an event, all that other services keep for it; hashes. FA_EUNAUTHENTICATED
 * "password"; FA_ECONFLICT: the last administrator stays. */
FA_API fa_status fa_user_remove(fa_user_service *svc, const fa_actor *who, const char *password,
                                fa_error *err);
/* The actor's own trail, newest first, behind the line numbered `before` (0 = from the newest). */
FA_API fa_status fa_user_activity(fa_user_service *svc, const fa_actor *who, uint64_t before, uint32_t limit,
                                  fa_audit_visit_fn visit, void *payload, fa_error *err);

/* ---- API keys ---- */

/* The scopes there are, parted by blanks. */
#define FA_SCOPES "profile documents:read documents:write ask analytics admin"
/* Whether a scope, "" for all, holds the word that is needed. */
FA_API bool fa_scope_allows(const char *scope, const char *needed);

typedef struct fa_api_key_input {
    size_t struct_size;
    const char *name;
    const char *scope;     /* words of FA_SCOPES */
    const char *addresses; /* may be NULL */
    fa_time expires;       /* 0 = never */
} fa_api_key_input;
#define FA_API_KEY_INPUT_INIT                                                                                \
    {                                                                                                        \
        sizeof(fa_api_key_input), NULL, NULL, NULL, 0                                                        \
    }
/* Makes a key and tells it, once. FA_ECONFLICT: 50 are the most; FA_EINVALID names the member. */
FA_API fa_status fa_api_key_create(fa_user_service *svc, const fa_actor *who, const fa_api_key_input *in,
                                   fa_api_key *out, char secret[FA_SECRET_BYTES], fa_error *err);
FA_API fa_status fa_api_key_list(fa_user_service *svc, const fa_actor *who, fa_api_key_visit_fn visit,
                                 void *payload, fa_error *err);
/* Changes name, scope, addresses and expiry; members that are NULL stay, and expires always counts. */
FA_API fa_status fa_api_key_update(fa_user_service *svc, const fa_actor *who, fa_id key,
                                   const fa_api_key_input *in, fa_api_key *out, fa_error *err);
/* Gives the key a new secret; the old one is dead. */
FA_API fa_status fa_api_key_rotate(fa_user_service *svc, const fa_actor *who, fa_id key, fa_api_key *out,
                                   char secret[FA_SECRET_BYTES], fa_error *err);
FA_API fa_status fa_api_key_remove(fa_user_service *svc, const fa_actor *who, fa_id key, fa_error *err);

/* ---- the second factor (RFC 6238: SHA-1, 6 digits, 30 s) ---- */

/* Makes a secret that waits to be confirmed. secret: base 32. FA_ECONFLICT: there is a second factor. */
FA_API fa_status fa_totp_begin(fa_user_service *svc, const fa_actor *who, char secret[FA_SECRET_BYTES],
                               char uri[FA_URL_BYTES], fa_error *err);
/* Turns it on, and tells the recovery codes, once. FA_EINVALID "code"; FA_ECONFLICT: nothing waits. */
FA_API fa_status fa_totp_confirm(fa_user_service *svc, const fa_actor *who, const char *code,
                                 char recovery[FA_RECOVERY_CODES][FA_RECOVERY_BYTES], fa_error *err);
/* Turns it off; hashes. FA_EUNAUTHENTICATED "password". */
FA_API fa_status fa_totp_remove(fa_user_service *svc, const fa_actor *who, const char *password,
                                fa_error *err);

/* ---- for administrators: anybody else gets FA_EFORBIDDEN, a stranger FA_EUNAUTHENTICATED ---- */

typedef enum fa_user_order { FA_USERS_NEWEST = 0, FA_USERS_OLDEST = 1, FA_USERS_BY_EMAIL = 2 } fa_user_order;
typedef struct fa_user_filter {
    size_t struct_size;
    const char *text; /* within the address or the name, any case; NULL = any */
    fa_role role;     /* 0 = any */
    int active;       /* 1 yes, -1 no, 0 any */
    fa_user_order order;
    const char
        *after; /* id of the last user of the page before, or by email its address; NULL = from the start */
    uint32_t limit;
} fa_user_filter;
#define FA_USER_FILTER_INIT                                                                                  \
    {                                                                                                        \
        sizeof(fa_user_filter), NULL, (fa_role)0, 0, FA_USERS_NEWEST, NULL, 50                               \
    }
FA_API fa_status fa_admin_user_list(fa_user_service *svc, const fa_actor *who, const fa_user_filter *filter,
                                    fa_user_visit_fn visit, void *payload, fa_error *err);
/* How many there are on all pages. */
FA_API fa_status fa_admin_user_count(fa_user_service *svc, const fa_actor *who, const fa_user_filter *filter,
                                     uint64_t *out, fa_error *err);
FA_API fa_status fa_admin_user_get(fa_user_service *svc, const fa_actor *who, fa_id user, fa_user *out,
                                   fa_error *err);
/* By the address, in any case. FA_EINVALID "email": it is none. */
FA_API fa_status fa_admin_user_with_email(fa_user_service *svc, const fa_actor *who, const char *email,
                                          fa_user *out, fa_error *err);
/* By the small number. */
FA_API fa_status fa_admin_user_find(fa_user_service *svc, const fa_actor *who, int64_t legacy_id,
                                    fa_user *out, fa_error *err);

typedef struct fa_account {
    size_t struct_size;
    const char *email;
    const char *full_name; /* may be NULL */
    const char *password;  /* held against the rules; NULL = the owner sets one by a mailed link */
    const char
        *hash; /* instead: of an account that moves here, taken over as it is: "$2b$…", "$argon2id$…" */
    bool any_password; /* take the password against the rules: for a demonstration */
    fa_role role;      /* 0 = user */
    bool inactive;
} fa_account;
#define FA_ACCOUNT_INIT                                                                                      \
    {                                                                                                        \
        .struct_size = sizeof(fa_account)                                                                    \
    }
/* Makes an account; hashes, with a password. FA_ECONFLICT "email"; FA_EINVALID names the member. any_password and hash
 * are for the operator only. */
FA_API fa_status fa_admin_user_create(fa_user_service *svc, const fa_actor *who, const fa_account *in,
                                      fa_user *out, fa_error *err);

/* Members that are NULL or 0 stay as they are. */
typedef struct fa_account_change {
    size_t struct_size;
    const char *email;
    const char *full_name;
    const char *password; /* for clients of the old interface; held against the rules */
    fa_role role;
    int active;       /* 1 yes, -1 no */
    int locked;       /* 1 yes, -1 no: which also forgets its failures */
    uint32_t version; /* that was seen; 0 = any */
} fa_account_change;
#define FA_ACCOUNT_CHANGE_INIT                                                                               \
    {                                                                                                        \
        .struct_size = sizeof(fa_account_change)                                                             \
    }
/* Sessions end with role, password, active and locked; hashes, with a password. FA_ECONFLICT: the last administrator
 * stays one, and in; or version is not the present one, or "email" is another's. */
FA_API fa_status fa_admin_user_update(fa_user_service *svc, const fa_actor *who, fa_id user,
                                      const fa_account_change *in, fa_user *out, fa_error *err);
/* FA_ECONFLICT: oneself, or the last administrator. */
FA_API fa_status fa_admin_user_remove(fa_user_service *svc, const fa_actor *who, fa_id user, fa_error *err);
/* Voids the password, ends the sessions and mails a code to the owner. */
FA_API fa_status fa_admin_user_reset(fa_user_service *svc, const fa_actor *who, fa_id user, fa_error *err);
FA_API fa_status fa_admin_user_end_sessions(fa_user_service *svc, const fa_actor *who, fa_id user,
                                            fa_error *err);

typedef struct fa_audit_filter {
    size_t struct_size;
    fa_id actor;        /* none = any */
    const char *action; /* NULL = any */
    const char *target;
    fa_time from; /* 0 = any */
    fa_time until;
    uint64_t before; /* the line behind which the page begins; 0 = from the newest */
    uint32_t limit;
} fa_audit_filter;
#define FA_AUDIT_FILTER_INIT                                                                                 \
    {                                                                                                        \
        .struct_size = sizeof(fa_audit_filter), .limit = 50                                                  \
    }
/* Newest first. */
FA_API fa_status fa_audit_list(fa_user_service *svc, const fa_actor *who, const fa_audit_filter *filter,
                               fa_audit_visit_fn visit, void *payload, fa_error *err);
/* Adds a line on what an administrator did to another service. action: two or three words of that service, [a-z.], at most 39
 * bytes; target: what it was done to, at most 63; detail: at most 159, without a secret. FA_EFORBIDDEN: the actor is none. */
FA_API fa_status fa_audit_note(fa_user_service *svc, const fa_actor *who, const char *action,
                               const char *target, const char *detail, fa_error *err);
/* Goes through the whole chain. *bad: the first line that does not fit, 0 = it is whole; *count: lines that were seen. */
FA_API fa_status fa_audit_verify(fa_user_service *svc, const fa_actor *who, uint64_t *bad, uint64_t *count,
                                 fa_error *err);
/* Signs with a new key from now on; the old ones are published until the last token that they signed has expired. */
FA_API fa_status fa_user_keys_rotate(fa_user_service *svc, const fa_actor *who, char kid[FA_KID_BYTES],
                                     fa_error *err);

/* What has to be done from time to time, once a minute: takes up keys that another process made, makes a new one when
 * its time has come, and forgets what has expired. */
FA_API fa_status fa_user_tidy(fa_user_service *svc, fa_error *err);

#ifdef __cplusplus
}
#endif
#endif
