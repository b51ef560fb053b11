-- SPDX-License-Identifier: MIT
--
-- The published figures and what readers need beside them: a cache of the log,
-- rebuilt at will.  The tables are private; the views at the end are public,
-- column by column in docs/store.md.

-- What a cell is about.  Written once; the changing part is cell_value.
CREATE TABLE cell (
    cell INTEGER PRIMARY KEY,    -- the publisher's number for it
    indicator TEXT NOT NULL,
    unit TEXT NOT NULL,
    team TEXT,
    category TEXT,
    "group" TEXT,
    period TEXT NOT NULL,
    first INTEGER NOT NULL,      -- days since 1970-01-01: the period is [first, end)
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,          -- draft, official or revised
    plugin TEXT NOT NULL         -- name@version
) STRICT;

CREATE INDEX cell_of_unit ON cell (unit, period);

CREATE TABLE cell_value (
    cell INTEGER PRIMARY KEY,
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
    detail TEXT                  -- the sub-periods, for the text report
) STRICT;

CREATE TABLE unit (
    code TEXT PRIMARY KEY,
    place INTEGER NOT NULL,      -- in tree order, from 0
    "end" INTEGER NOT NULL,      -- what is below it has the places after `place` and before `end`
    depth INTEGER NOT NULL,      -- 0: a root
    name TEXT,
    name_en TEXT,
    level TEXT,
    parent TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (
    name TEXT PRIMARY KEY,
    title_zh TEXT,
    title_en TEXT,
    plugin TEXT,
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

-- What an event is worth now, where its session does not tell it.
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
SELECT c.indicator, c.unit, c.team, c.category, c."group", c.period, v.state, v.numerator, v.denominator, v.value,
       v.method, v.named, v.lower, v.upper, v.target, v.met, v.short, v.flags, v.notes, c.kind, u.name AS unit_name,
       c.plugin, (SELECT value FROM meta WHERE key = 'day') AS day,
       (SELECT value FROM meta WHERE key = 'published') AS as_of
FROM cell AS c
CROSS JOIN cell_value AS v ON v.cell = c.cell
LEFT JOIN unit AS u ON u.code = c.unit;

CREATE VIEW unit_tree AS
SELECT code AS unit, parent, name, name_en, level, depth, place FROM unit;

CREATE VIEW plugin_fault AS
SELECT plugin, message, position FROM fault;

-- The joins are all to the left and by key, so that SQLite leaves out those whose
-- columns are not asked for.
CREATE VIEW event_log AS
WITH posted AS (
    SELECT e.*,
           CASE typeof(e.time) WHEN 'integer' THEN
                strftime('%Y-%m-%dT%H:%M:%S', e.time, 'unixepoch') ||
                CASE WHEN e.zone IS NULL THEN 'Z'
                     ELSE printf('%s%02d:%02d', iif(e.zone < 0, '-', '+'), abs(e.zone) / 60, abs(e.zone) % 60) END
           ELSE e.time END AS time_text
    FROM event AS e
)
SELECT e.seq,
       s.name AS source,
       CASE typeof(e.id) WHEN 'blob' THEN
            lower(printf('%s-%s-%s-%s-%s', hex(substr(e.id, 1, 4)), hex(substr(e.id, 5, 2)), hex(substr(e.id, 7, 2)),
                         hex(substr(e.id, 9, 2)), hex(substr(e.id, 11))))
       ELSE e.id END AS id,
       e.rev,
       t.name AS type,
       e.time_text AS time,
       coalesce(e.data ->> '$.at', e.time_text) AS at,
       coalesce(w.local_date, x.local_date) AS local_date,
       coalesce(w."precision", x."precision") AS "precision",
       coalesce(w.unit, x.unit) AS unit,
       coalesce(w.state, iif(e.activity IS NULL, 'applied', coalesce(x.state, 'pending'))) AS state,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', b.recorded_at / 1000, 'unixepoch') || printf('.%03dZ', b.recorded_at % 1000)
        FROM batch AS b WHERE b.first <= e.seq ORDER BY b.first DESC LIMIT 1) AS recorded_at,
       CASE WHEN e.mark IS NULL AND e.person IS NULL AND e.persons IS NULL THEN coalesce(e.data, '{}')
       ELSE (SELECT json_group_object(key, json(value)) FROM (
                SELECT j.key AS key,
                       CASE WHEN j.type IN ('integer', 'real') -- as written: a number may be longer than SQLite's
                            THEN coalesce(e.data -> ('$."' || j.key || '"'), j.value)
                            WHEN j.type IN ('object', 'array') THEN j.value
                            WHEN j.type = 'text' THEN json_quote(j.value)
                            ELSE j.type END AS value
                FROM json_each(coalesce(e.data, '{}')) AS j
                UNION ALL SELECT 'activity', json_quote(a.code) WHERE e.mark IS NOT NULL
                UNION ALL SELECT 'minutes', e.minutes WHERE e.minutes IS NOT NULL
                UNION ALL SELECT 'person', json_quote(CAST(e.person AS TEXT)) WHERE e.person IS NOT NULL
                UNION ALL SELECT 'persons', (SELECT json_group_array(CAST(p.value AS TEXT)) FROM json_each(e.persons) AS p)
                          WHERE e.persons IS NOT NULL
                UNION ALL SELECT 'role', json_quote(r.name) FROM word AS r WHERE r.kind = 'role' AND r.no = e.mark % 8
                UNION ALL SELECT 'status', json_quote(st.name) FROM word AS st WHERE st.kind = 'status' AND st.no = e.mark / 8
                ORDER BY key)) END AS data
FROM posted AS e
LEFT JOIN source AS s ON s.no = e.source
LEFT JOIN word AS t ON t.kind = 'type' AND t.no = e.type
LEFT JOIN event_state AS w ON w.seq = e.seq
LEFT JOIN activity AS a ON a.no = e.activity
LEFT JOIN session AS x ON x.activity = a.code;
