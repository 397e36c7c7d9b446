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
-- version 3: the bin, tags, corrections beside what was detected, shares and collections.
ALTER TABLE document ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0; -- milliseconds since 1970-01-01, 0 = it is not
ALTER TABLE document ADD COLUMN tags TEXT NOT NULL DEFAULT ''; -- one per line, each with its line end
ALTER TABLE document ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0; -- FA_FIELD_...
ALTER TABLE document ADD COLUMN detected_company TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN detected_form TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN detected_period_end INTEGER;
ALTER TABLE document ADD COLUMN detected_fiscal_year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN detected_fiscal INTEGER NOT NULL DEFAULT 0;
UPDATE document SET detected_company = company, detected_form = form, detected_period_end = period_end,
                    detected_fiscal_year = fiscal_year, detected_fiscal = fiscal;

CREATE TABLE share (
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    owner TEXT NOT NULL,
    user TEXT NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (document, user)
) WITHOUT ROWID, STRICT;
CREATE INDEX share_user ON share (user, document);

CREATE TABLE collection (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    created INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (owner, name)
) WITHOUT ROWID, STRICT;

CREATE TABLE collected (
    collection TEXT NOT NULL REFERENCES collection ON DELETE CASCADE,
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    PRIMARY KEY (collection, document)
) WITHOUT ROWID, STRICT;
CREATE INDEX collected_document ON collected (document);
-- version 4: documents that were removed, for other services.
CREATE TABLE removal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again
    document TEXT NOT NULL,
    owner TEXT NOT NULL,
    time INTEGER NOT NULL            -- milliseconds since 1970-01-01
) STRICT;
CREATE INDEX removal_time ON removal (time);
