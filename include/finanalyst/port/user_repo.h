/* port/user_repo.h: the records of the user service. */
#ifndef FINANALYST_PORT_USER_REPO_H
#define FINANALYST_PORT_USER_REPO_H

#include <finanalyst/port/password_hasher.h>
#include <finanalyst/user.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Records are flat, as in user.h: an adapter copies them by assignment. Hashes are SHA-256 in 64 hexadecimal digits. */

enum { FA_TOTP_SECRET = 20, FA_CHAIN_BYTES = 32, FA_COUNTER_KEY_BYTES = 96, FA_MAIL_TEXT_BYTES = 1536 };

/* An account and its secrets, which leave the service never. */
typedef struct fa_user_record {
    fa_user user;
    char password_hash[FA_PASSWORD_HASH_BYTES];
    uint8_t totp_secret[FA_TOTP_SECRET]; /* all zero = none; waits to be confirmed unless user.has_totp */
    int64_t totp_step;                   /* the last that was used: no code holds twice */
    char recovery[FA_RECOVERY_CODES][FA_SHA256_HEX]; /* "" = used */
} fa_user_record;

/* A session and its chain of refresh tokens. */
typedef struct fa_session_record {
    fa_session session;
    char refresh[FA_SHA256_HEX];   /* of the token that is good now */
    char previous[FA_SHA256_HEX];  /* of the one that it came from, "" = none */
    fa_time rotated;               /* when */
    uint8_t chain[FA_CHAIN_BYTES]; /* the key that leads from one token to the next */
    char device[FA_SHA256_HEX];
    uint32_t version;
} fa_session_record;

typedef struct fa_api_key_record {
    fa_api_key key;
    char hash[FA_SHA256_HEX];
} fa_api_key_record;

/* What a mailed code is good for, once. */
typedef enum fa_grant_kind { FA_GRANT_RESET = 1, FA_GRANT_VERIFY = 2 } fa_grant_kind;
typedef struct fa_grant {
    char hash[FA_SHA256_HEX];
    fa_grant_kind kind;
    fa_id user;
    char email[FA_EMAIL_BYTES]; /* the address that the code was sent to */
    fa_time created;
    fa_time expires;
} fa_grant;

/* Failures, by what they are counted for. */
typedef struct fa_counter {
    char key[FA_COUNTER_KEY_BYTES];
    uint32_t count;
    fa_time first; /* of this count */
    fa_time last;
    uint32_t version; /* 0 = not stored yet */
} fa_counter;

typedef struct fa_signing_key {
    fa_id id; /* "sig_…": its kid */
    uint8_t seed[FA_ED25519_SEED];
    fa_time created;
    fa_time retires; /* signs until then */
    fa_time expires; /* is published until then */
} fa_signing_key;

/* A mail that waits to be sent. */
typedef struct fa_mail_record {
    fa_id id; /* "mai_…" */
    char to[FA_EMAIL_BYTES];
    char subject[128];
    char text[FA_MAIL_TEXT_BYTES];
    fa_time created;
    fa_time due;
    uint32_t attempts;
} fa_mail_record;

/* Fills seq, previous and hash of a line from the one before it, NULL = it is the first. A pure function. */
typedef fa_status (*fa_audit_seal_fn)(void *payload, const fa_audit_entry *before, fa_audit_entry *entry,
                                      fa_error *err);

/* One change. What a member means is said at the kinds that use it; the others are not looked at. FA_ECONFLICT names in
 * err->field what clashes: "email", "admin", or anything else. */
typedef enum fa_user_change_kind {
    FA_CHANGE_USER_ADD =
        1, /* record: fa_user_record, whose legacy_id the store gives, and tells in *number (may be NULL). Id or e-mail taken: FA_ECONFLICT */
    FA_CHANGE_USER_REPLACE, /* record: … if its version is still the stored one, which becomes version + 1; e-mail taken, or
                                * another version: FA_ECONFLICT */
    FA_CHANGE_USER_REMOVE, /* user: with sessions, keys and grants; none: FA_ENOTFOUND. Appends an event */
    FA_CHANGE_NEED_ADMIN, /* after the changes before it, an active administrator who is not locked out must be left, else
                                * FA_ECONFLICT */
    FA_CHANGE_SESSION_ADD,     /* record: fa_session_record. Its id or a token taken: FA_ECONFLICT */
    FA_CHANGE_SESSION_REPLACE, /* record: … as users are; its refresh token is one of its family from now on */
    FA_CHANGE_SESSION_END, /* id, user, time: where it lives, it ends, and an event is appended; else nothing happens */
    FA_CHANGE_SESSIONS_END,    /* user, time: all of the user but id (none = all), as above */
    FA_CHANGE_API_KEY_ADD,     /* record: fa_api_key_record. FA_ECONFLICT */
    FA_CHANGE_API_KEY_REPLACE, /* record: … as users are */
    FA_CHANGE_API_KEY_REMOVE,  /* id, user, time: appends an event; none of that user: FA_ENOTFOUND */
    FA_CHANGE_CREDENTIAL_CHANGED, /* id, user, time: appends the event that what was known of the credential holds no longer */
    FA_CHANGE_GRANT_ADD,     /* record: fa_grant, in place of an earlier one of that user and kind */
    FA_CHANGE_GRANT_TAKE,    /* text: a hash. None: FA_ENOTFOUND */
    FA_CHANGE_COUNTER_PUT,   /* record: fa_counter, as users are; version 0: must not be there yet */
    FA_CHANGE_COUNTER_CLEAR, /* text: a key; none: nothing happens */
    FA_CHANGE_KEY_ADD,       /* record: fa_signing_key */
    FA_CHANGE_KEY_RETIRE, /* time, until: keys that would sign beyond time retire then, and those that would be published
                                * beyond until are published until then */
    FA_CHANGE_MAIL_ADD,      /* record: fa_mail_record */
    FA_CHANGE_MAIL_POSTPONE, /* id, time: one attempt more, due then; none: nothing happens */
    FA_CHANGE_MAIL_REMOVE,   /* id; none: nothing happens */
    FA_CHANGE_AUDIT, /* record: fa_audit_entry; seal, payload fill in what hangs on the line before it */
    FA_CHANGE_TIDY /* time: forgets grants and signing keys that expired before, counters whose last failure and mails and
                                * events of ended credentials that are from before; until: sessions that ended or expired before */
} fa_user_change_kind;

typedef struct fa_user_change {
    fa_user_change_kind kind;
    const void *record;
    fa_id id;
    fa_id user;
    const char *text;
    fa_time time;
    fa_time until;
    int64_t *number;
    fa_audit_seal_fn seal;
    void *payload;
} fa_user_change;

/* Which records are asked for. */
typedef enum fa_user_query_kind {
    FA_QUERY_USER = 1,      /* id → fa_user_record */
    FA_QUERY_USER_EMAIL,    /* text */
    FA_QUERY_USER_NUMBER,   /* number: legacy_id */
    FA_QUERY_USERS,         /* filter */
    FA_QUERY_SESSION,       /* id → fa_session_record */
    FA_QUERY_SESSION_TOKEN, /* text: the hash of any refresh token of its family */
    FA_QUERY_SESSIONS,      /* id: all of that user, newest first */
    FA_QUERY_API_KEY,       /* id → fa_api_key_record */
    FA_QUERY_API_KEY_HASH,  /* text */
    FA_QUERY_API_KEYS,      /* id: all of that user, newest first */
    FA_QUERY_GRANT,         /* text: a hash → fa_grant */
    FA_QUERY_COUNTER,       /* text: a key → fa_counter */
    FA_QUERY_KEYS,          /* → fa_signing_key, newest first */
    FA_QUERY_MAIL,          /* time: the one that has been due longest by then, if any → fa_mail_record */
    FA_QUERY_AUDIT,         /* audit → fa_audit_entry, newest first */
    FA_QUERY_AUDIT_CHAIN,   /* number, limit: behind the line of that number, oldest first */
    FA_QUERY_EVENTS         /* number, limit → fa_user_event: behind that number, oldest first */
} fa_user_query_kind;

typedef struct fa_user_query {
    fa_user_query_kind kind;
    fa_id id;
    const char *text;
    int64_t number;
    fa_time time;
    uint32_t limit;
    const fa_user_filter *filter;
    const fa_audit_filter *audit;
} fa_user_query;

/* record: of the type named at the kind. */
typedef fa_status (*fa_user_record_visit_fn)(void *payload, const void *record, fa_error *err);

/* For implementers: any thread may call any op; a visit may call the repository; a callback's code passes through. */
typedef struct fa_user_repo_ops {
    size_t struct_size;
    const char *name;
    /* All changes, in their order, in one transaction, durable once it returns FA_OK; or none. */
    fa_status (*apply)(void *self, const fa_user_change *changes, size_t count, fa_error *err);
    /* Lends each record to visit. Of the kinds that name one record, none: FA_ENOTFOUND. */
    fa_status (*query)(void *self, const fa_user_query *query, fa_user_record_visit_fn visit, void *payload,
                       fa_error *err);
    /* How many users the filter lets through, whatever its limit and after. */
    fa_status (*count)(void *self, const fa_user_filter *filter, uint64_t *out, fa_error *err);
    void (*close)(void *self);
} fa_user_repo_ops;

typedef struct fa_user_repo {
    const fa_user_repo_ops *ops;
    void *self;
} fa_user_repo;

FA_API fa_status fa_user_repo_apply(const fa_user_repo *r, const fa_user_change *changes, size_t count,
                                    fa_error *err);
FA_API fa_status fa_user_repo_query(const fa_user_repo *r, const fa_user_query *query,
                                    fa_user_record_visit_fn visit, void *payload, fa_error *err);
FA_API fa_status fa_user_repo_count(const fa_user_repo *r, const fa_user_filter *filter, uint64_t *out,
                                    fa_error *err);
FA_API void fa_user_repo_close(fa_user_repo *r);

#ifdef __cplusplus
}
#endif
#endif
