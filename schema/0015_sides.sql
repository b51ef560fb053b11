-- SPDX-License-Identifier: MIT
--
-- A publication is written beside the one that readers see, in as many
-- transactions as it takes; the last one changes which of the two they see.
--
-- So each cell may have two values: one in the slot `cell`, one in the slot
-- `cell + 4294967296` (2^32: cells have numbers of 32 bits).  meta 'shown' is
-- what is added to `cell` for those that are published.  The others are private
-- to the writer, and may be anything.  The two are not neighbours, so that who
-- reads one side does not carry the other along.

DROP VIEW figure;
CREATE TABLE moved AS SELECT * FROM cell_value;
DROP TABLE cell_value;

CREATE TABLE cell_value (
    slot INTEGER PRIMARY KEY,    -- cell, or cell + 4294967296
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

INSERT INTO cell_value SELECT * FROM moved ORDER BY cell;
DROP TABLE moved;
INSERT INTO meta (key, value) VALUES ('shown', 0);

CREATE VIEW figure AS
SELECT c.indicator, c.unit, c.team, c.category, c."group", c.period, v.state, v.numerator, v.denominator, v.value,
       v.method, v.named, v.lower, v.upper, v.target, v.met, v.short, v.flags,
       iif(h.position IS NULL, v.notes, ltrim(v.notes || ' stale_since=' || h.position)) AS notes, c.kind,
       iif(c.closing IS NULL, u.name, c.unit_name) AS unit_name, c.plugin,
       coalesce(k.day, h.day, (SELECT value FROM meta WHERE key = 'day')) AS day,
       coalesce(k.position, h.position, (SELECT value FROM meta WHERE key = 'published')) AS as_of
FROM cell AS c
CROSS JOIN cell_value AS v ON v.slot = c.cell + (SELECT value FROM meta WHERE key = 'shown')
LEFT JOIN unit AS u ON u.code = c.unit
LEFT JOIN closing AS k ON k.closing = c.closing
LEFT JOIN stale AS h ON h.kind = 'indicator' AND h.name = c.indicator AND c.closing IS NULL;
