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
-- version 2: documents belong to an owner, and have a number for clients that name them so.
ALTER TABLE document RENAME TO document_1;
CREATE TABLE document (
    legacy_id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,             -- '' = the host itself
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
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
    version INTEGER NOT NULL,
    UNIQUE (owner, sha256),
    UNIQUE (owner, id)
) STRICT;
INSERT INTO document (id, owner, name, sha256, size_bytes, media_type, state, error_code, error, page_count, fact_count,
                      company, ticker, form, currency, period_end, fiscal_year, fiscal, created, version)
SELECT id, '', name, sha256, size_bytes, media_type, state, error_code, error, page_count, fact_count, company, ticker,
       form, currency, period_end, fiscal_year, fiscal, created, version
FROM document_1 ORDER BY id;
DROP TABLE document_1;
