-- The user feature's database. Each step begins with a line that names its version; a step that was released never
-- changes. Hashes are SHA-256 in hexadecimal digits; times are milliseconds since 1970-01-01.
-- version 1
CREATE TABLE account (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- fa_user.legacy_id
    id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    avatar_url TEXT NOT NULL,
    preferences TEXT NOT NULL,
    role INTEGER NOT NULL,                    -- fa_role
    active INTEGER NOT NULL,
    locked INTEGER NOT NULL,
    verified INTEGER NOT NULL,
    has_totp INTEGER NOT NULL,
    has_password INTEGER NOT NULL,
    last_login INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    version INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    totp_secret BLOB NOT NULL,
    totp_step INTEGER NOT NULL,
    recovery BLOB NOT NULL                    -- fa_user_record.recovery as it is
) STRICT;
CREATE INDEX account_admin ON account (role) WHERE role = 2;
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    refresh TEXT NOT NULL,
    previous TEXT NOT NULL,
    rotated INTEGER NOT NULL,
    chain BLOB NOT NULL,
    device TEXT NOT NULL,
    version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX session_owner ON session (owner, id);
CREATE TABLE refresh (
    hash TEXT PRIMARY KEY,
    session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE INDEX refresh_session ON refresh (session);
CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    scope TEXT NOT NULL,
    addresses TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    version INTEGER NOT NULL,
    hash TEXT NOT NULL UNIQUE
) WITHOUT ROWID, STRICT;
CREATE INDEX api_key_owner ON api_key (owner, id);
CREATE TABLE code (
    hash TEXT PRIMARY KEY,
    kind INTEGER NOT NULL,                    -- fa_grant_kind
    owner TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    UNIQUE (owner, kind)
) WITHOUT ROWID, STRICT;
CREATE TABLE counter (
    key TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE signing_key (
    id TEXT PRIMARY KEY,
    seed BLOB NOT NULL,
    created INTEGER NOT NULL,
    retires INTEGER NOT NULL,
    expires INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE mail (
    id TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    created INTEGER NOT NULL,
    due INTEGER NOT NULL,
    attempts INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX mail_due ON mail (due);
CREATE TABLE trail (
    seq INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    address TEXT NOT NULL,
    request TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX trail_actor ON trail (actor, seq);
CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON trail
BEGIN
    SELECT raise(ABORT, 'the trail is only appended to');
END;
CREATE TRIGGER trail_is_not_cut BEFORE DELETE ON trail
BEGIN
    SELECT raise(ABORT, 'the trail is only appended to');
END;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    type INTEGER NOT NULL,                    -- fa_user_event_type
    owner TEXT NOT NULL,
    credential TEXT NOT NULL,
    time INTEGER NOT NULL
) STRICT;
