-- SPDX-License-Identifier: MIT
--
-- The published scores: a cache of the log like the figures, computed from
-- them in the same transaction.  The tables are private; the views `score` and
-- `score_component` are public, column by column in docs/store.md.
--
-- Points are decimals as they are printed, so that they add up by hand.

CREATE TABLE score_row (
    score INTEGER PRIMARY KEY,   -- the publisher's number for it
    card TEXT NOT NULL,
    unit TEXT NOT NULL,
    team TEXT,
    period TEXT NOT NULL,
    first INTEGER NOT NULL,      -- days since 1970-01-01: the period is [first, end)
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,          -- draft, official or revised
    plugin TEXT NOT NULL,        -- name@version
    state TEXT NOT NULL,         -- ok, new, blocked or n_a
    total TEXT,
    sum TEXT,
    available TEXT,
    "full" TEXT,
    base TEXT,
    bonus TEXT,
    penalty TEXT,
    most TEXT,
    grade TEXT,
    class TEXT NOT NULL,         -- of peers: who is ranked together
    rank INTEGER,
    "of" INTEGER,
    change TEXT,
    rank_change INTEGER,
    comparison TEXT NOT NULL,    -- same_rules, other_rules or none
    flags TEXT NOT NULL          -- joined by spaces
) STRICT;

CREATE INDEX score_of_unit ON score_row (unit, period);

CREATE TABLE score_line (
    score INTEGER NOT NULL,
    place INTEGER NOT NULL,      -- in the order of the card, from 0
    role TEXT NOT NULL,          -- item, bonus, penalty, gate or tie_break
    name TEXT NOT NULL,          -- of the indicator, or of another card
    dimension TEXT,
    "full" TEXT,
    self TEXT,
    points TEXT,
    state TEXT NOT NULL,         -- of the figure
    mark TEXT NOT NULL,          -- '' or what became of it: missing, excluded, not_applicable, shut
    value TEXT,
    target TEXT,
    grade TEXT,
    PRIMARY KEY (score, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE score_card (
    name TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    "of" TEXT NOT NULL,          -- unit or team
    title_zh TEXT,
    title_en TEXT,
    plugin TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE score_grade (
    card TEXT NOT NULL,
    grade TEXT NOT NULL,
    place INTEGER NOT NULL,      -- 0 is the best
    title_zh TEXT,
    title_en TEXT,
    PRIMARY KEY (card, grade)
) STRICT, WITHOUT ROWID;

CREATE VIEW score AS
SELECT s.card, s.unit, s.team, s.period, s.state, s.total, s.sum, s.available, s."full", s.base, s.bonus, s.penalty, s.most,
       s.grade, s.class, s.rank, s."of", s.change, s.rank_change, s.comparison, s.flags, s.kind, u.name AS unit_name, s.plugin,
       (SELECT value FROM meta WHERE key = 'day') AS day,
       (SELECT value FROM meta WHERE key = 'published') AS as_of
FROM score_row AS s
LEFT JOIN unit AS u ON u.code = s.unit;

CREATE VIEW score_component AS
SELECT s.card, s.unit, s.team, s.period, l.place, l.role, l.name AS component, l.dimension, l."full", l.self, l.points, l.state,
       l.mark, l.value, l.target, l.grade, s.kind
FROM score_row AS s
JOIN score_line AS l ON l.score = s.score;
