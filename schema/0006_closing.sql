-- SPDX-License-Identifier: MIT
--
-- Closed periods.  Unlike the figures, what is frozen here is no cache: it says
-- what the rules of that day made of the log as it stood then, and stays for ever.

-- Log positions at which a period may have been closed and its figures were not
-- frozen yet; written with the events, taken out with the figures.
CREATE TABLE closing_due (position INTEGER PRIMARY KEY) STRICT;

-- One row each time a period of a unit was closed.
CREATE TABLE closing (
    closing INTEGER PRIMARY KEY,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    first INTEGER NOT NULL,      -- days since 1970-01-01: the period is [first, end)
    "end" INTEGER NOT NULL,
    official INTEGER NOT NULL,   -- 1, 2 ... of this unit and period
    close INTEGER NOT NULL UNIQUE, -- log position of the period.close
    position INTEGER NOT NULL,   -- log position that the figures stand for
    day TEXT NOT NULL,           -- the as-of day
    ruleset TEXT NOT NULL,       -- hash of the rules' meaning
    UNIQUE (unit, first, "end", official)
) STRICT;

-- The frozen figures: the columns of cell and cell_value.
CREATE TABLE official (
    cell INTEGER PRIMARY KEY,
    closing INTEGER NOT NULL REFERENCES closing (closing),
    indicator TEXT NOT NULL,
    unit TEXT NOT NULL,
    team TEXT,
    category TEXT,
    "group" TEXT,
    period TEXT NOT NULL,
    first INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,          -- official
    plugin TEXT NOT NULL,
    unit_name TEXT,
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
    flags TEXT NOT NULL,
    notes TEXT NOT NULL,
    detail TEXT
) STRICT;

CREATE INDEX official_of_closing ON official (closing, first, "end", team);

-- An official cell names what it was frozen by, and what its unit was called.
ALTER TABLE cell ADD COLUMN closing INTEGER;
ALTER TABLE cell ADD COLUMN unit_name TEXT;

DROP VIEW figure;
CREATE VIEW figure AS
SELECT c.indicator, c.unit, c.team, c.category, c."group", c.period, v.state, v.numerator, v.denominator, v.value,
       v.method, v.named, v.lower, v.upper, v.target, v.met, v.short, v.flags, v.notes, c.kind,
       iif(c.closing IS NULL, u.name, c.unit_name) AS unit_name, c.plugin,
       coalesce(k.day, (SELECT value FROM meta WHERE key = 'day')) AS day,
       coalesce(k.position, (SELECT value FROM meta WHERE key = 'published')) AS as_of
FROM cell AS c
CROSS JOIN cell_value AS v ON v.cell = c.cell
LEFT JOIN unit AS u ON u.code = c.unit
LEFT JOIN closing AS k ON k.closing = c.closing;

-- Every frozen figure, also of periods that were opened again since.
CREATE VIEW official_figure AS
SELECT o.indicator, o.unit, o.team, o.category, o."group", o.period, o.state, o.numerator, o.denominator, o.value,
       o.method, o.named, o.lower, o.upper, o.target, o.met, o.short, o.flags, o.notes, o.unit_name, o.plugin, k.day,
       k.position AS as_of, k.period AS closed, k.official, k.close, k.ruleset
FROM official AS o
JOIN closing AS k ON k.closing = o.closing;
