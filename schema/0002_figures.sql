-- SPDX-License-Identifier: MIT
--
-- The published figures and what readers need beside them: a cache of the log,
-- rebuilt at will.  Private; the public views are at the end and in docs/store.md.

CREATE TABLE cell (
    no INTEGER PRIMARY KEY,      -- the publisher's number
    indicator TEXT NOT NULL,
    unit TEXT NOT NULL,
    team TEXT,
    category TEXT,
    "group" TEXT,
    period TEXT NOT NULL,
    first INTEGER NOT NULL,      -- days since 1970-01-01; the period is [first, end)
    "end" INTEGER NOT NULL,
    state TEXT NOT NULL,
    numerator INTEGER,
    denominator INTEGER,
    value TEXT,
    method TEXT,
    named INTEGER,
    lower INTEGER,
    upper INTEGER,
    target TEXT,
    met INTEGER,
    short INTEGER,
    flags TEXT NOT NULL,         -- joined by spaces
    notes TEXT NOT NULL,         -- 'undated=1 unknown_home=3'
    kind TEXT NOT NULL,
    plugin TEXT NOT NULL,        -- name@version
    detail TEXT                  -- sub-periods, for the text report
) STRICT;

CREATE INDEX cell_of_unit ON cell (unit, first);

CREATE TABLE unit (
    code TEXT PRIMARY KEY,
    place INTEGER NOT NULL,      -- in tree order, from 0
    "end" INTEGER NOT NULL,      -- the units below it have places in (place, end)
    depth INTEGER NOT NULL,      -- 0: a root
    name TEXT,
    name_en TEXT,
    level TEXT,
    parent TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (
    name TEXT PRIMARY KEY,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    plugin TEXT NOT NULL,
    decimals INTEGER NOT NULL,
    factor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Codes that may be asked for: kind 'team', 'category' or 'group'.
CREATE TABLE code (
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT,
    PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    activity TEXT PRIMARY KEY,
    unit TEXT,
    local_date TEXT,
    "precision" TEXT,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What an event is worth now, unless its session tells it.
CREATE TABLE event_state (
    seq INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    unit TEXT,
    local_date TEXT,
    "precision" TEXT
) STRICT;

CREATE TABLE fault (
    plugin TEXT PRIMARY KEY,
    message TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW figure AS
SELECT c.indicator, c.unit, c.team, c.category, c."group", c.period, c.state, c.numerator, c.denominator, c.value,
       c.method, c.named, c.lower, c.upper, c.target, c.met, c.short, c.flags, c.notes, c.kind, u.name AS unit_name,
       c.plugin, (SELECT value FROM meta WHERE key = 'day') AS day,
       (SELECT value FROM meta WHERE key = 'published') AS as_of
FROM cell AS c LEFT JOIN unit AS u ON u.code = c.unit;

CREATE VIEW unit_tree AS
SELECT code AS unit, parent, name, name_en, level, depth, place FROM unit ORDER BY place;

CREATE VIEW plugin_fault AS
SELECT plugin, message, position FROM fault;

-- A moment as posted: local seconds and the offset in minutes, or the text itself.
CREATE VIEW event_log AS
WITH e AS (
    SELECT event.*, a.code AS activity_code,
           CASE WHEN typeof(event.time) = 'integer'
                THEN strftime('%Y-%m-%dT%H:%M:%S', event.time, 'unixepoch') ||
                     CASE WHEN event.zone IS NULL THEN 'Z'
                          ELSE printf('%s%02d:%02d', CASE WHEN event.zone < 0 THEN '-' ELSE '+' END,
                                      abs(event.zone) / 60, abs(event.zone) % 60) END
                ELSE event.time END AS posted_time
    FROM event LEFT JOIN activity AS a ON a.no = event.activity
)
SELECT e.seq, s.name AS source,
       CASE WHEN typeof(e.id) = 'blob'
            THEN lower(substr(hex(e.id), 1, 8) || '-' || substr(hex(e.id), 9, 4) || '-' || substr(hex(e.id), 13, 4) ||
                       '-' || substr(hex(e.id), 17, 4) || '-' || substr(hex(e.id), 21))
            ELSE e.id END AS id,
       e.rev, t.name AS type, e.posted_time AS time,
       coalesce(json_extract(e.data, '$.at'), e.posted_time) AS at,
       coalesce(w.local_date, x.local_date) AS local_date,
       coalesce(w."precision", x."precision") AS "precision",
       coalesce(w.unit, x.unit) AS unit,
       coalesce(w.state, CASE WHEN e.activity IS NULL THEN 'applied' ELSE coalesce(x.state, 'pending') END) AS state,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', b.recorded_at / 1000, 'unixepoch') || printf('.%03dZ', b.recorded_at % 1000)
        FROM batch AS b WHERE b.first <= e.seq ORDER BY b.first DESC LIMIT 1) AS recorded_at,
       CASE WHEN e.mark IS NULL AND e.person IS NULL AND e.persons IS NULL THEN coalesce(e.data, '{}')
            ELSE (SELECT json_group_object(key, json(value)) FROM (
                      SELECT key, value FROM (
                          SELECT key, json_quote(CASE WHEN type IN ('true', 'false') THEN json(type)
                                                      WHEN type IN ('object', 'array') THEN json(value)
                                                      ELSE value END) AS value
                          FROM json_each(coalesce(e.data, '{}'))
                          UNION ALL SELECT 'activity', json_quote(e.activity_code) WHERE e.mark IS NOT NULL
                          UNION ALL SELECT 'person', json_quote(CAST(e.person AS TEXT)) WHERE e.person IS NOT NULL
                          UNION ALL SELECT 'persons', (SELECT json_group_array(CAST(p.value AS TEXT)) FROM json_each(e.persons) AS p)
                                    WHERE e.persons IS NOT NULL
                          UNION ALL SELECT 'status', json_quote(ws.name) FROM word AS ws
                                    WHERE e.mark IS NOT NULL AND ws.kind = 'status' AND ws.no = e.mark / 8
                          UNION ALL SELECT 'role', json_quote(wr.name) FROM word AS wr
                                    WHERE e.mark IS NOT NULL AND wr.kind = 'role' AND wr.no = e.mark % 8
                          UNION ALL SELECT 'minutes', json_quote(e.minutes) WHERE e.minutes IS NOT NULL)
                      ORDER BY key)) END AS data
FROM e
JOIN source AS s ON s.no = e.source
JOIN word AS t ON t.kind = 'type' AND t.no = e.type
LEFT JOIN event_state AS w ON w.seq = e.seq
LEFT JOIN session AS x ON x.activity = e.activity_code;
