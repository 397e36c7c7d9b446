/* adapters/sqlite/user_statements.c: the SQL of the user repository. Every statement on what somebody owns names the owner
 * or the secret that proves it; lists of administrators alone do not. */
#include "user.h"

#define ACCOUNT                                                                                              \
    "number, id, email, full_name, avatar_url, preferences, role, active, locked, verified, has_totp, "      \
    "has_password, last_login, created, updated, version, password_hash, totp_secret, totp_step, recovery"
#define SESSION                                                                                              \
    "id, owner, agent, address, created, last_used, expires, ended, refresh, previous, rotated, chain, "     \
    "device, version"
#define API_KEY "id, owner, name, prefix, scope, addresses, created, expires, last_used, version, hash"
#define CODE "hash, kind, owner, email, created, expires"
#define COUNTER "key, count, first, last, version"
#define SIGNER "id, seed, created, retires, expires"
#define MAIL "id, recipient, subject, text, created, due, attempts"
#define TRAIL "seq, time, actor, action, target, address, request, detail, previous, hash"
#define EVENT "seq, type, owner, credential, time"

#define FILTER                                                                                               \
    "(?1 = 0 OR role = ?1) AND (?2 = 0 OR active = (?2 > 0)) AND (?3 IS NULL OR instr(lower(email), "        \
    "lower(?3)) > 0 "                                                                                        \
    "OR instr(lower(full_name), lower(?3)) > 0)"

#define LINES                                                                                                \
    "(?2 IS NULL OR action = ?2) AND (?3 IS NULL OR target = ?3) AND (?4 = 0 OR time >= ?4) AND "            \
    "(?5 = 0 OR time < ?5) AND (?6 = 0 OR seq < ?6) ORDER BY seq DESC LIMIT ?7"

const char *const fai_sql_user_statements[USER_STATEMENTS] = {
    [USER_ADD] =
        "INSERT INTO account (id, email, full_name, avatar_url, preferences, role, active, locked, verified, "
        "has_totp, has_password, last_login, created, updated, version, password_hash, totp_secret, "
        "totp_step, recovery) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [USER_REPLACE] =
        "UPDATE account SET (id, email, full_name, avatar_url, preferences, role, active, locked, "
        "verified, has_totp, has_password, last_login, created, updated, version, password_hash, "
        "totp_secret, totp_step, recovery) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1, ?, ?, ?, "
        "?) WHERE id = ?1 AND version = ?15",
    [USER_REMOVE] = "DELETE FROM account WHERE id = ?1",
    [USER_REMOVED] = "INSERT INTO event (type, owner, credential, time) VALUES (2, ?1, '', ?2)",
    [USER_ADMIN] = "SELECT count(*) FROM account WHERE role = 2 AND active = 1 AND locked = 0",
    [USER_EMAIL_OWNER] = "SELECT count(*) FROM account WHERE email = ?1 AND id <> ?2",
    [SESSION_ADD] = "INSERT INTO session (" SESSION ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [SESSION_REPLACE] = "UPDATE session SET (" SESSION ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1) "
                        "WHERE id = ?1 AND owner = ?2 AND version = ?14",
    [SESSION_TOKEN] =
        "INSERT INTO refresh (hash, session) VALUES (?1, ?2) ON CONFLICT (hash) DO UPDATE SET session = "
        "CASE session WHEN excluded.session THEN session ELSE NULL END",
    [SESSION_END] =
        "UPDATE session SET ended = ?3, version = version + 1 WHERE id = ?1 AND owner = ?2 AND ended = 0",
    [SESSION_END_EVENT] =
        "INSERT INTO event (type, owner, credential, time) SELECT 1, owner, id, ?3 FROM session "
        "WHERE id = ?1 AND owner = ?2 AND ended = 0",
    [SESSIONS_END] = "UPDATE session SET ended = ?3, version = version + 1 "
                     "WHERE owner = ?2 AND id <> ?1 AND ended = 0",
    [SESSIONS_END_EVENTS] =
        "INSERT INTO event (type, owner, credential, time) SELECT 1, owner, id, ?3 FROM session "
        "WHERE owner = ?2 AND id <> ?1 AND ended = 0 ORDER BY id",
    [KEY_ADD] = "INSERT INTO api_key (" API_KEY ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [KEY_REPLACE] = "UPDATE api_key SET (" API_KEY ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1, ?) "
                    "WHERE id = ?1 AND owner = ?2 AND version = ?10",
    [KEY_REMOVE] = "DELETE FROM api_key WHERE id = ?1 AND owner = ?2",
    [EVENT_ADD] = "INSERT INTO event (type, owner, credential, time) VALUES (1, ?2, ?1, ?3)",
    [CODE_ADD] = "INSERT OR REPLACE INTO code (" CODE ") VALUES (?, ?, ?, ?, ?, ?)",
    [CODE_TAKE] = "DELETE FROM code WHERE hash = ?",
    [COUNTER_ADD] = "INSERT INTO counter (" COUNTER ") VALUES (?, ?, ?, ?, ? + 1)",
    [COUNTER_REPLACE] =
        "UPDATE counter SET (" COUNTER ") = (?, ?, ?, ?, ? + 1) WHERE key = ?1 AND version = ?5",
    [COUNTER_CLEAR] = "DELETE FROM counter WHERE key = ?",
    [SIGNER_ADD] = "INSERT INTO signing_key (" SIGNER ") VALUES (?, ?, ?, ?, ?)",
    [SIGNER_RETIRE] = "UPDATE signing_key SET retires = min(retires, ?1), expires = min(expires, ?2)",
    [MAIL_ADD] = "INSERT INTO mail (" MAIL ") VALUES (?, ?, ?, ?, ?, ?, ?)",
    [MAIL_POSTPONE] = "UPDATE mail SET attempts = attempts + 1, due = ?2 WHERE id = ?1",
    [MAIL_REMOVE] = "DELETE FROM mail WHERE id = ?",
    [TRAIL_ADD] = "INSERT INTO trail (" TRAIL ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [TRAIL_LAST] = "SELECT " TRAIL " FROM trail ORDER BY seq DESC LIMIT 1",
    [TIDY_SESSIONS] = "DELETE FROM session WHERE (ended <> 0 AND ended < ?1) OR expires < ?1",
    [TIDY_CODES] = "DELETE FROM code WHERE expires < ?",
    [TIDY_COUNTERS] = "DELETE FROM counter WHERE last < ?",
    [TIDY_SIGNERS] = "DELETE FROM signing_key WHERE expires < ?",
    [TIDY_MAILS] = "DELETE FROM mail WHERE created < ?",
    [TIDY_EVENTS] = "DELETE FROM event WHERE type = 1 AND time < ?",
    [USERS_NEWEST] = "SELECT " ACCOUNT " FROM account WHERE " FILTER
                     " AND (?4 IS NULL OR id < ?4) ORDER BY id DESC LIMIT ?5",
    [USERS_OLDEST] =
        "SELECT " ACCOUNT " FROM account WHERE " FILTER " AND (?4 IS NULL OR id > ?4) ORDER BY id LIMIT ?5",
    [USERS_BY_EMAIL] = "SELECT " ACCOUNT " FROM account WHERE " FILTER
                       " AND (?4 IS NULL OR email > ?4) ORDER BY email LIMIT ?5",
    [TRAIL_OF_ACTOR] = "SELECT " TRAIL " FROM trail WHERE actor = ?1 AND " LINES,
    [USERS_COUNT] = "SELECT count(*) FROM account WHERE " FILTER,
    [QUERIES + FA_QUERY_USER] = "SELECT " ACCOUNT " FROM account WHERE id = ?",
    [QUERIES + FA_QUERY_USER_EMAIL] = "SELECT " ACCOUNT " FROM account WHERE email = ?",
    [QUERIES + FA_QUERY_USER_NUMBER] = "SELECT " ACCOUNT " FROM account WHERE number = ?",
    [QUERIES + FA_QUERY_SESSION] = "SELECT " SESSION " FROM session WHERE id = ?",
    [QUERIES + FA_QUERY_SESSION_TOKEN] =
        "SELECT " SESSION " FROM session WHERE id = (SELECT session FROM refresh WHERE hash = ?)",
    [QUERIES + FA_QUERY_SESSIONS] = "SELECT " SESSION " FROM session WHERE owner = ? ORDER BY id DESC",
    [QUERIES + FA_QUERY_API_KEY] = "SELECT " API_KEY " FROM api_key WHERE id = ?",
    [QUERIES + FA_QUERY_API_KEY_HASH] = "SELECT " API_KEY " FROM api_key WHERE hash = ?",
    [QUERIES + FA_QUERY_API_KEYS] = "SELECT " API_KEY " FROM api_key WHERE owner = ? ORDER BY id DESC",
    [QUERIES + FA_QUERY_GRANT] = "SELECT " CODE " FROM code WHERE hash = ?",
    [QUERIES + FA_QUERY_COUNTER] = "SELECT " COUNTER " FROM counter WHERE key = ?",
    [QUERIES + FA_QUERY_KEYS] = "SELECT " SIGNER " FROM signing_key ORDER BY id DESC",
    [QUERIES + FA_QUERY_MAIL] = "SELECT " MAIL " FROM mail WHERE due <= ? ORDER BY due LIMIT 1",
    [QUERIES + FA_QUERY_AUDIT] = "SELECT " TRAIL " FROM trail WHERE ?1 = '' AND " LINES,
    [QUERIES + FA_QUERY_AUDIT_CHAIN] = "SELECT " TRAIL " FROM trail WHERE seq > ? ORDER BY seq LIMIT ?",
    [QUERIES + FA_QUERY_EVENTS] = "SELECT " EVENT " FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
};
