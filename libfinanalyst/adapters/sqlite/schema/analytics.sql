-- The analytics feature's database. Each step begins with a line that names its version; a step that was released never
-- changes.
-- version 1
CREATE TABLE event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    user TEXT NOT NULL,              -- '' = the system
    id TEXT NOT NULL,                -- the sender's
    type INTEGER NOT NULL,           -- fa_event_type
    at INTEGER NOT NULL,             -- milliseconds since 1970-01-01, the sender's
    received INTEGER NOT NULL,       -- milliseconds since 1970-01-01, ours
    session TEXT NOT NULL,
    data TEXT NOT NULL,              -- a JSON object, '' = none
    document TEXT NOT NULL,          -- '' = none
    operation INTEGER NOT NULL,      -- fa_operation, 0 = none
    duration_us INTEGER NOT NULL,    -- -1 = not measured
    size_bytes INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    vendor TEXT NOT NULL,            -- '' = no tokens were used
    model TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    outcome INTEGER NOT NULL         -- fa_outcome, 0 = none
) STRICT;
-- Ids grow with time where senders follow the advice to make them so: then every insertion is at the index's end, whoever
-- the users are. It is the only index, because each costs a third of what an event costs.
CREATE UNIQUE INDEX event_id ON event (id, user);
-- Roll-ups, brought up to date within the transaction that adds the events. What the sums mean: fa_series.
CREATE TABLE tally (
    series INTEGER NOT NULL,         -- fa_series
    day INTEGER NOT NULL,            -- days since 1970-01-01
    name TEXT NOT NULL,
    n INTEGER NOT NULL,
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    c INTEGER NOT NULL,
    low INTEGER NOT NULL,            -- low > high: none
    high INTEGER NOT NULL,
    cells BLOB NOT NULL,             -- 32-bit little-endian counters by part
    PRIMARY KEY (series, day, name)
) WITHOUT ROWID, STRICT;
CREATE TABLE user_tally (
    series INTEGER NOT NULL,
    day INTEGER NOT NULL,
    user TEXT NOT NULL,
    n INTEGER NOT NULL,
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    c INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    cells BLOB NOT NULL,
    PRIMARY KEY (series, day, user)
) WITHOUT ROWID, STRICT;
CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    target_kind INTEGER NOT NULL,    -- fa_target_kind
    target TEXT NOT NULL,
    thumbs INTEGER NOT NULL,
    rating INTEGER NOT NULL,         -- 0 = none
    comment TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (user, target_kind, target)
) WITHOUT ROWID, STRICT;
CREATE TABLE erased (
    user TEXT PRIMARY KEY
) WITHOUT ROWID, STRICT;
-- version 2: feedback that somebody dealt with.
ALTER TABLE feedback ADD COLUMN resolved INTEGER NOT NULL DEFAULT 0; -- when; 0 = open
