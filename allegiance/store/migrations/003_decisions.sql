-- Decisions about actors as well as statements: a log that only grows, read in the order of time.
CREATE TABLE left_out AS FROM rejected;
DROP VIEW rejected;
ALTER TABLE decisions RENAME TO earlier;
CREATE TABLE decisions (
    id VARCHAR NOT NULL,
    "when" VARCHAR NOT NULL,     -- ISO 8601, UTC
    who VARCHAR,
    kind VARCHAR NOT NULL,       -- 'merge', 'split', 'rename', ..., 'undo'
    what VARCHAR NOT NULL,       -- all of it, as JSON
    why VARCHAR
);
-- Their numbers become fractions of a second, so that they keep their order.
CREATE MACRO moment(told, fraction) AS CASE
    WHEN told LIKE '____-__-__T__:__:__+00:00' THEN format('{}.{:06d}+00:00', left(told, 19), fraction)
    ELSE told END;
CREATE MACRO named(told) AS left(sha256(told), 12);
INSERT INTO decisions
    SELECT named(concat_ws(chr(31), 'made', id, "when", who, statement)), moment("when", id % 999999),
        who, kind, json_object('decision', kind, 'statement', statement), why
    FROM earlier;
INSERT INTO decisions
    SELECT named(concat_ws(chr(31), 'undone', id, "when", who, statement)), moment(undone, 999999),
        NULL, 'undo', json_object(
            'decision', 'undo', 'of', named(concat_ws(chr(31), 'made', id, "when", who, statement))
        ), NULL
    FROM earlier WHERE undone IS NOT NULL;
DROP MACRO moment;
DROP MACRO named;

-- What the decisions come to; made anew from them whenever one of them, or what they are about, changes.
ALTER TABLE state ADD COLUMN steps VARCHAR;
CREATE TABLE subjects (          -- ids that decisions are about
    id VARCHAR NOT NULL,
    there BOOLEAN NOT NULL,      -- whether the store or the registry has it
    single BOOLEAN NOT NULL      -- whether statements with it are changed one by one
);
CREATE TABLE rejected (statement VARCHAR NOT NULL);
CREATE TABLE acting (            -- who is shown as another, or otherwise than texts have it
    id VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    name VARCHAR,                -- NULL: as the text has it; so with the kind
    kind VARCHAR,
    country VARCHAR,
    merged BOOLEAN NOT NULL      -- whether the country counts
);
CREATE TABLE called (name VARCHAR NOT NULL, actor VARCHAR NOT NULL); -- in small letters
CREATE TABLE changed AS FROM statements LIMIT 0;
CREATE TABLE moved (             -- mentions that stand for another
    document VARCHAR NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR
);

INSERT INTO rejected FROM left_out;
INSERT INTO subjects
    SELECT DISTINCT statement, statement IN (SELECT id FROM statements), false FROM earlier;
DROP TABLE left_out;
DROP TABLE earlier;

-- Statements as decided; `record` has the corrections, and the ends before any merge.
CREATE VIEW effective AS
    WITH said AS (
        SELECT * FROM statements WHERE id NOT IN (SELECT id FROM changed)
        UNION ALL SELECT * FROM changed
    )
    SELECT said.* REPLACE (
        coalesce(one.actor, source_id) AS source_id,
        coalesce(one.name, source_name) AS source_name,
        coalesce(one.kind, source_kind) AS source_kind,
        CASE WHEN one.merged THEN one.country ELSE source_country END AS source_country,
        coalesce(two.actor, target_id) AS target_id,
        coalesce(two.name, target_name) AS target_name,
        coalesce(two.kind, target_kind) AS target_kind,
        CASE WHEN two.merged THEN two.country ELSE target_country END AS target_country
    ), said.id IN (FROM rejected) AS rejected
    FROM said
    LEFT JOIN acting AS one ON one.id = said.source_id AND said.source_kind <> 'place'
    LEFT JOIN acting AS two ON two.id = said.target_id AND said.target_kind <> 'place';

CREATE VIEW effective_mentions AS
    WITH seen AS (
        SELECT mentions.* REPLACE (
            coalesce(moved.actor, mentions.id) AS id, coalesce(moved.name, mentions.name) AS name,
            coalesce(moved.kind, mentions.kind) AS kind,
            CASE WHEN moved.id IS NULL THEN mentions.country ELSE moved.country END AS country
        )
        FROM mentions LEFT JOIN moved ON moved.document = mentions.document
            AND moved."begin" = mentions."begin" AND moved."end" = mentions."end"
            AND moved.id = mentions.id AND mentions.kind <> 'place'
    )
    SELECT seen.* REPLACE (
        coalesce(acting.actor, seen.id) AS id, coalesce(acting.name, seen.name) AS name,
        coalesce(acting.kind, seen.kind) AS kind,
        CASE WHEN acting.merged THEN acting.country ELSE seen.country END AS country
    )
    FROM seen LEFT JOIN acting ON acting.id = seen.id AND seen.kind <> 'place';
