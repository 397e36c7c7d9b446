-- The record feature's database. Each step begins with a line that names its version; a step that was released never
-- changes.
-- version 1
CREATE TABLE record (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- legacy_id; never used again
    owner TEXT NOT NULL,             -- '' = the host itself
    id TEXT NOT NULL,
    kind INTEGER NOT NULL,           -- fa_record_kind
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    engine TEXT NOT NULL,
    outcome INTEGER NOT NULL,        -- fa_record_outcome
    all_documents INTEGER NOT NULL,
    created INTEGER NOT NULL,        -- milliseconds since 1970-01-01
    json BLOB NOT NULL,              -- as told; last, so that lists without it do not read it
    UNIQUE (owner, key)
) STRICT;
CREATE INDEX record_by_id ON record (owner, id, number);
CREATE INDEX record_by_kind ON record (owner, kind, number);
-- The documents that a record rests on.
CREATE TABLE source (
    document TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES record (number) ON DELETE CASCADE,
    owner TEXT NOT NULL,             -- of the record
    sha256 TEXT NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID, STRICT;
CREATE INDEX source_by_owner ON source (owner, document);
CREATE INDEX source_by_record ON source (number, document);
