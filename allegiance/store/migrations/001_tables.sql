-- One row: whose file this is, and which migrations it has had.
CREATE TABLE schema (program VARCHAR NOT NULL, version INTEGER NOT NULL);

-- One row: a number that grows with every change.
CREATE TABLE state (version BIGINT NOT NULL);

CREATE TABLE documents (
    id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    title VARCHAR,
    outlet VARCHAR,
    author VARCHAR,
    date VARCHAR,                -- ISO 8601, or a prefix of it
    url VARCHAR,
    language VARCHAR NOT NULL,
    path VARCHAR,
    story VARCHAR,               -- the same for copies of one story
    arrival BIGINT NOT NULL,     -- 1 for the first document ever kept
    coder VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL, -- of the document
    digest VARCHAR NOT NULL      -- of the document and all that came of it
);

CREATE TABLE sentences (
    document VARCHAR NOT NULL,
    "index" INTEGER NOT NULL,
    "begin" INTEGER NOT NULL,    -- offsets count code points of documents.text
    "end" INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    reason VARCHAR
);

CREATE TABLE mentions (
    document VARCHAR NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    antecedent INTEGER
);

CREATE TABLE statements (
    id VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    number INTEGER NOT NULL,     -- its place among the statements of the document, from 0
    sentence VARCHAR NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source_id VARCHAR NOT NULL,
    source_name VARCHAR NOT NULL,
    source_kind VARCHAR NOT NULL,
    source_country VARCHAR,
    relation VARCHAR NOT NULL,
    event VARCHAR NOT NULL,
    sign INTEGER NOT NULL,
    target_id VARCHAR NOT NULL,
    target_name VARCHAR NOT NULL,
    target_kind VARCHAR NOT NULL,
    target_country VARCHAR,
    trigger VARCHAR NOT NULL,
    phase VARCHAR NOT NULL,
    mutual BOOLEAN NOT NULL,
    polarity VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,
    time_status VARCHAR NOT NULL,
    time VARCHAR,                -- the wording
    first DATE,                  -- the first and the last day it is told of,
    last DATE,                   -- both NULL where no date is told
    theatre VARCHAR,
    place VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    instrument VARCHAR,
    voice VARCHAR NOT NULL,      -- the innermost who says it
    speakers VARCHAR[] NOT NULL, -- names and ids of all who say it, outermost first
    outlet VARCHAR,
    author VARCHAR,
    date VARCHAR,
    story VARCHAR,
    confidence DOUBLE NOT NULL,
    coder VARCHAR NOT NULL,
    frame VARCHAR,
    record VARCHAR NOT NULL      -- the statement of CODEBOOK.md, as JSON
);

CREATE TABLE decisions (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,       -- 'reject' or 'accept'; the last one of a statement counts
    statement VARCHAR NOT NULL,
    who VARCHAR,
    "when" VARCHAR NOT NULL,     -- ISO 8601, UTC
    why VARCHAR,
    undone VARCHAR               -- when it was taken back
);

CREATE VIEW rejected AS
    SELECT statement FROM decisions WHERE undone IS NULL
    GROUP BY statement HAVING arg_max(kind, id) = 'reject';

INSERT INTO schema VALUES ('allegiance', 0);
INSERT INTO state VALUES (0);
