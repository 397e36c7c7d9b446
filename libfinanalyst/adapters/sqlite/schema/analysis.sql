-- The analysis feature's database: jobs, filings, pages and their words. Each step begins with a line that names its
-- version; a step that was released never changes. Days are days since 1970-01-01, moments milliseconds since then.
-- version 1
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    state INTEGER NOT NULL,          -- fa_job_state
    step TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    cancel INTEGER NOT NULL,
    error_code INTEGER NOT NULL,     -- fa_status
    error TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX job_document ON job (document);
CREATE INDEX job_open ON job (state) WHERE state <= 2;

CREATE TABLE filing (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL UNIQUE,
    period_end INTEGER,
    filed INTEGER,
    fiscal_year INTEGER NOT NULL,
    fiscal INTEGER NOT NULL,
    fiscal_year_end_month INTEGER NOT NULL,
    fiscal_year_end_day INTEGER NOT NULL,
    industry INTEGER NOT NULL,
    text_count INTEGER NOT NULL,
    fact_count INTEGER NOT NULL,
    table_count INTEGER NOT NULL,
    tie_out_count INTEGER NOT NULL
) STRICT;

-- Every text of a filing once. Columns that hold a text name its number; 0 is the empty text and has no row.
CREATE TABLE filing_text (
    filing INTEGER NOT NULL REFERENCES filing ON DELETE CASCADE,
    number INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (filing, number)
) WITHOUT ROWID, STRICT;

-- A place is page, place and element. place: four floats (the box) and four unsigned integers (text and source range)
-- of 32 bits, little end first; NULL = all zero.
CREATE TABLE identity_item (
    filing INTEGER NOT NULL REFERENCES filing ON DELETE CASCADE,
    number INTEGER NOT NULL,         -- 0 company, 1 ticker, 2 CIK, 3 form, 4 period, 5 currency
    text INTEGER NOT NULL,
    page INTEGER NOT NULL,
    place BLOB,
    element INTEGER NOT NULL,
    PRIMARY KEY (filing, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE fact (
    filing INTEGER NOT NULL REFERENCES filing ON DELETE CASCADE,
    number INTEGER NOT NULL,
    concept INTEGER NOT NULL,
    label INTEGER NOT NULL,
    path INTEGER NOT NULL,
    head INTEGER NOT NULL,
    statement INTEGER NOT NULL,      -- fa_statement_kind
    table_number INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    column_number INTEGER NOT NULL,
    period_type INTEGER NOT NULL,    -- fa_period_type
    period_start INTEGER,
    period_end INTEGER,
    fiscal_year INTEGER NOT NULL,
    fiscal INTEGER NOT NULL,         -- fa_fiscal
    unit INTEGER NOT NULL,
    scale INTEGER NOT NULL,
    decimals INTEGER NOT NULL,
    value TEXT NOT NULL,             -- plain decimal notation, in base units
    text INTEGER NOT NULL,
    dimension_count INTEGER NOT NULL,
    page INTEGER NOT NULL,
    place BLOB,
    element INTEGER NOT NULL,
    source INTEGER NOT NULL,         -- fa_source
    known INTEGER,
    flags INTEGER NOT NULL,          -- FA_FACT_...
    PRIMARY KEY (filing, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE fact_dimension (
    filing INTEGER NOT NULL REFERENCES filing ON DELETE CASCADE,
    fact INTEGER NOT NULL,
    number INTEGER NOT NULL,
    axis INTEGER NOT NULL,
    member INTEGER NOT NULL,
    label INTEGER NOT NULL,
    PRIMARY KEY (filing, fact, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE fact_table (
    filing INTEGER NOT NULL REFERENCES filing ON DELETE CASCADE,
    number INTEGER NOT NULL,
    title INTEGER NOT NULL,
    section INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    parent_only INTEGER NOT NULL,
    first_page INTEGER NOT NULL,
    last_page INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    scale INTEGER NOT NULL,
    page INTEGER NOT NULL,           -- the place of the scale
    place BLOB,
    element INTEGER NOT NULL,
    column_count INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (filing, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE table_column (
    filing INTEGER NOT NULL REFERENCES filing ON DELETE CASCADE,
    table_number INTEGER NOT NULL,
    number INTEGER NOT NULL,
    head INTEGER NOT NULL,
    period_type INTEGER NOT NULL,
    period_start INTEGER,
    period_end INTEGER,
    fiscal_year INTEGER NOT NULL,
    fiscal INTEGER NOT NULL,
    PRIMARY KEY (filing, table_number, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE table_row (
    filing INTEGER NOT NULL REFERENCES filing ON DELETE CASCADE,
    table_number INTEGER NOT NULL,
    number INTEGER NOT NULL,
    label INTEGER NOT NULL,
    path INTEGER NOT NULL,
    level INTEGER NOT NULL,
    page INTEGER NOT NULL,
    place BLOB,
    element INTEGER NOT NULL,
    PRIMARY KEY (filing, table_number, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE tie_out (
    filing INTEGER NOT NULL REFERENCES filing ON DELETE CASCADE,
    number INTEGER NOT NULL,
    name INTEGER NOT NULL,
    state INTEGER NOT NULL,          -- fa_check_state
    residual TEXT NOT NULL,
    tolerance TEXT NOT NULL,
    facts TEXT NOT NULL,             -- a JSON array of fact numbers
    PRIMARY KEY (filing, number)
) WITHOUT ROWID, STRICT;

-- Facts with their texts, for reading by people and reports.
CREATE VIEW fact_in_words AS
SELECT filing.document AS document, fact.number AS number, concept.value AS concept, label.value AS label,
       path.value AS path, head.value AS head, fact.statement AS statement,
       date(fact.period_start * 86400, 'unixepoch') AS period_start,
       date(fact.period_end * 86400, 'unixepoch') AS period_end, fact.fiscal_year AS fiscal_year,
       fact.fiscal AS fiscal, unit.value AS unit, fact.scale AS scale, fact.value AS value, text.value AS text,
       fact.page AS page, fact.source AS source, fact.flags AS flags
FROM fact JOIN filing ON filing.number = fact.filing
LEFT JOIN filing_text AS concept ON concept.filing = fact.filing AND concept.number = fact.concept
LEFT JOIN filing_text AS label ON label.filing = fact.filing AND label.number = fact.label
LEFT JOIN filing_text AS path ON path.filing = fact.filing AND path.number = fact.path
LEFT JOIN filing_text AS head ON head.filing = fact.filing AND head.number = fact.head
LEFT JOIN filing_text AS unit ON unit.filing = fact.filing AND unit.number = fact.unit
LEFT JOIN filing_text AS text ON text.filing = fact.filing AND text.number = fact.text;

-- The documents that can be searched. pages: for each page its number, less that of the one before, its count of words
-- and its statements, in variable-length integers.
CREATE TABLE searched (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL UNIQUE,
    pages BLOB NOT NULL
) STRICT;

CREATE TABLE page (
    id INTEGER PRIMARY KEY,
    searched INTEGER NOT NULL REFERENCES searched ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kinds INTEGER NOT NULL,          -- 1 << fa_statement_kind
    section TEXT NOT NULL,
    text TEXT NOT NULL,
    lines BLOB NOT NULL,             -- per line four floats and two unsigned integers of 32 bits, little end first
    UNIQUE (searched, number)
) STRICT;

-- The pages of each word. A shelf is 16 documents with neighbouring numbers: within one, a word's documents lie side by
-- side for those who search, and a document's words lie near each other for the one who adds it.
CREATE TABLE posting (
    shelf INTEGER NOT NULL,
    stem TEXT NOT NULL,
    searched INTEGER NOT NULL,
    pages BLOB NOT NULL,             -- see postings.c
    PRIMARY KEY (shelf, stem, searched)
) WITHOUT ROWID, STRICT;
-- version 2: all of it belongs to the owner of the document; '' = the host itself.
ALTER TABLE job ADD COLUMN owner TEXT NOT NULL DEFAULT '';
DROP INDEX job_document;
CREATE INDEX job_document ON job (owner, document);

DROP VIEW fact_in_words;
CREATE TABLE filing_2 (
    number INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    document TEXT NOT NULL,
    period_end INTEGER,
    filed INTEGER,
    fiscal_year INTEGER NOT NULL,
    fiscal INTEGER NOT NULL,
    fiscal_year_end_month INTEGER NOT NULL,
    fiscal_year_end_day INTEGER NOT NULL,
    industry INTEGER NOT NULL,
    text_count INTEGER NOT NULL,
    fact_count INTEGER NOT NULL,
    table_count INTEGER NOT NULL,
    tie_out_count INTEGER NOT NULL,
    UNIQUE (owner, document)
) STRICT;
INSERT INTO filing_2
SELECT number, '', document, period_end, filed, fiscal_year, fiscal, fiscal_year_end_month, fiscal_year_end_day,
       industry, text_count, fact_count, table_count, tie_out_count
FROM filing;
DROP TABLE filing;
ALTER TABLE filing_2 RENAME TO filing;

CREATE VIEW fact_in_words AS
SELECT filing.owner AS owner, filing.document AS document, fact.number AS number, concept.value AS concept,
       label.value AS label, path.value AS path, head.value AS head, fact.statement AS statement,
       date(fact.period_start * 86400, 'unixepoch') AS period_start,
       date(fact.period_end * 86400, 'unixepoch') AS period_end, fact.fiscal_year AS fiscal_year,
       fact.fiscal AS fiscal, unit.value AS unit, fact.scale AS scale, fact.value AS value, text.value AS text,
       fact.page AS page, fact.source AS source, fact.flags AS flags
FROM fact JOIN filing ON filing.number = fact.filing
LEFT JOIN filing_text AS concept ON concept.filing = fact.filing AND concept.number = fact.concept
LEFT JOIN filing_text AS label ON label.filing = fact.filing AND label.number = fact.label
LEFT JOIN filing_text AS path ON path.filing = fact.filing AND path.number = fact.path
LEFT JOIN filing_text AS head ON head.filing = fact.filing AND head.number = fact.head
LEFT JOIN filing_text AS unit ON unit.filing = fact.filing AND unit.number = fact.unit
LEFT JOIN filing_text AS text ON text.filing = fact.filing AND text.number = fact.text;

CREATE TABLE searched_2 (
    number INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    document TEXT NOT NULL,
    pages BLOB NOT NULL,             -- as before
    UNIQUE (owner, document)
) STRICT;
INSERT INTO searched_2 SELECT number, '', document, pages FROM searched;
DROP TABLE searched;
ALTER TABLE searched_2 RENAME TO searched;
