-- The storage feature's database. Each step begins with a line that names its version; a step that was released never
-- changes.
-- version 1
CREATE TABLE object (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    blob TEXT NOT NULL UNIQUE,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,            -- '' while its bytes are on their way
    state INTEGER NOT NULL,          -- fa_object_state
    created INTEGER NOT NULL,        -- milliseconds since 1970-01-01
    touched INTEGER NOT NULL,
    checked INTEGER NOT NULL,        -- 0 = never
    version INTEGER NOT NULL,
    PRIMARY KEY (owner, name)
) WITHOUT ROWID, STRICT;
CREATE INDEX object_by_state ON object (state, owner, name);
-- What the objects of an owner add up to; kept in step within the transaction that changes them.
CREATE TABLE account (
    owner TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    objects INTEGER NOT NULL,
    reserved_bytes INTEGER NOT NULL,
    reserved_objects INTEGER NOT NULL,
    own_quota INTEGER NOT NULL,      -- whether the next three are set
    max_bytes INTEGER NOT NULL,      -- -1 = no limit
    max_objects INTEGER NOT NULL,
    max_object_bytes INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
