-- The document feature's database. Each step begins with a line that names its version; a step that was released never
-- changes.
-- version 1
CREATE TABLE document (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    size_bytes INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    state INTEGER NOT NULL,          -- fa_document_state
    error_code INTEGER NOT NULL,     -- fa_status
    error TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    fact_count INTEGER NOT NULL,
    company TEXT NOT NULL,
    ticker TEXT NOT NULL,
    form TEXT NOT NULL,
    currency TEXT NOT NULL,
    period_end INTEGER,              -- days since 1970-01-01, NULL = unknown
    fiscal_year INTEGER NOT NULL,    -- 0 = unknown
    fiscal INTEGER NOT NULL,         -- fa_fiscal
    created INTEGER NOT NULL,        -- milliseconds since 1970-01-01
    version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
