-- Codings of others by the million: a row each of numbers alone, whose words stand once in the tables beside.
CREATE TABLE event_files (
    number INTEGER NOT NULL,
    checksum VARCHAR NOT NULL,   -- of the file
    path VARCHAR NOT NULL,
    form VARCHAR NOT NULL,       -- the format: 'gdelt', ...
    coder VARCHAR NOT NULL,
    whole BOOLEAN NOT NULL,      -- what has not wholly arrived is not shown
    position BIGINT NOT NULL,    -- how far it was read, in bytes of its unpacked text,
    line BIGINT NOT NULL,        -- and in lines
    rows BIGINT NOT NULL,
    known BIGINT NOT NULL,       -- rows that another file had brought
    silences VARCHAR NOT NULL    -- why how many rows tell nothing, as JSON
);
CREATE TABLE event_rejects (file INTEGER NOT NULL, line BIGINT NOT NULL, why VARCHAR NOT NULL, cells VARCHAR[] NOT NULL);
CREATE TABLE event_forms (
    form VARCHAR NOT NULL,
    days VARCHAR NOT NULL,       -- how it writes a day, as strftime
    cells VARCHAR NOT NULL       -- its columns that are shown, and the field of each, as JSON
);
CREATE TABLE event_actors (
    number INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    known BOOLEAN NOT NULL       -- whether the registry has it
);
CREATE TABLE event_names (       -- how rows name actors
    number INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    home VARCHAR NOT NULL,
    actor INTEGER NOT NULL
);
CREATE TABLE event_codings (     -- what codes of events assert
    number SMALLINT NOT NULL,
    form VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    relation VARCHAR,            -- NULL: nothing, and `why` tells the reason
    event VARCHAR,
    sign INTEGER,
    mutual BOOLEAN,
    phase VARCHAR,
    certainty VARCHAR,
    time_status VARCHAR,
    instrument VARCHAR,
    why VARCHAR
);
CREATE TABLE event_places (
    number INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,       -- as rows tell it: these five,
    name VARCHAR NOT NULL,
    home VARCHAR NOT NULL,
    lat DOUBLE,
    lon DOUBLE,
    id VARCHAR NOT NULL,         -- and what is shown
    shown VARCHAR NOT NULL,
    country VARCHAR,
    precision VARCHAR
);
CREATE TABLE event_outlets (number INTEGER NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE event_writings (number INTEGER NOT NULL, writing VARCHAR, outlet INTEGER NOT NULL);
CREATE TABLE events (
    file INTEGER NOT NULL,
    event BIGINT NOT NULL,       -- its number in the dataset
    part INTEGER NOT NULL,       -- which mention of it, in one writing
    day DATE NOT NULL,
    date DATE,                   -- of the writing
    source INTEGER NOT NULL,
    target INTEGER NOT NULL,
    source_as INTEGER NOT NULL,  -- event_names
    target_as INTEGER NOT NULL,
    coding SMALLINT NOT NULL,
    place INTEGER,
    outlet INTEGER NOT NULL,
    writing INTEGER NOT NULL,
    number INTEGER,              -- of articles
    confidence TINYINT NOT NULL  -- in percent
);
-- How often each two actors are told of, by relation: what a page begins with.
CREATE TABLE event_pairs (
    source INTEGER NOT NULL,
    target INTEGER NOT NULL,
    relation VARCHAR NOT NULL,
    events BIGINT NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL
);

-- Events as statements, their actors as decided; one that was rejected, corrected or split stands
-- here as it was told.
CREATE VIEW told_events AS
    SELECT
        concat(files.form, ':', events.event,
            CASE WHEN events.part <> 0 THEN concat(':', left(md5(writings.writing), 10), '.', events.part) END) AS id,
        coalesce(one.actor, sources.id) AS source_id, coalesce(one.name, sources.name) AS source_name,
        coalesce(one.kind, sources.kind) AS source_kind,
        CASE WHEN one.merged THEN one.country ELSE sources.country END AS source_country,
        codings.relation, codings.event, codings.sign,
        coalesce(two.actor, targets.id) AS target_id, coalesce(two.name, targets.name) AS target_name,
        coalesce(two.kind, targets.kind) AS target_kind,
        CASE WHEN two.merged THEN two.country ELSE targets.country END AS target_country,
        codings.code, codings.phase, codings.mutual, codings.certainty, codings.time_status, codings.instrument,
        events.day AS first, events.day AS last, coalesce(places.country, places.id) AS theatre,
        places.shown AS place, places.lat, places.lon,
        outlets.name AS outlet, writings.writing, events.date, events.number AS articles,
        events.confidence / 100 AS confidence, files.form, files.coder,
        events.event AS event_number
    FROM events
    JOIN event_files AS files ON files.number = events.file AND files.whole
    JOIN event_actors AS sources ON sources.number = events.source
    JOIN event_actors AS targets ON targets.number = events.target
    JOIN event_codings AS codings ON codings.number = events.coding
    JOIN event_outlets AS outlets ON outlets.number = events.outlet
    JOIN event_writings AS writings ON writings.number = events.writing
    LEFT JOIN event_places AS places ON places.number = events.place
    LEFT JOIN acting AS one ON one.id = sources.id
    LEFT JOIN acting AS two ON two.id = targets.id;
