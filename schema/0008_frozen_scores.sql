-- SPDX-License-Identifier: MIT
--
-- The scores of closed periods.  Frozen ones are no cache, like the frozen
-- figures of 0006: they stand here with every text that a scorecard prints, so
-- that one of a closed year stays as it is whatever is renamed or ruled later.

CREATE TABLE frozen_score (
    score INTEGER PRIMARY KEY,
    closing INTEGER NOT NULL REFERENCES closing (closing),
    card TEXT NOT NULL,
    unit TEXT NOT NULL,
    team TEXT,
    period TEXT NOT NULL,
    first INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    plugin TEXT NOT NULL,
    rules TEXT NOT NULL,         -- hash of what the card and its indicators meant
    state TEXT NOT NULL,
    total TEXT,
    sum TEXT,
    available TEXT,
    "full" TEXT,
    base TEXT,
    bonus TEXT,
    penalty TEXT,
    most TEXT,
    grade TEXT,
    class TEXT NOT NULL,
    rank INTEGER,
    "of" INTEGER,
    change TEXT,
    rank_change INTEGER,
    comparison TEXT NOT NULL,
    flags TEXT NOT NULL,
    unit_name TEXT,
    unit_name_en TEXT,
    team_name TEXT,
    card_zh TEXT,
    card_en TEXT,
    grade_zh TEXT,
    grade_en TEXT
) STRICT;

CREATE INDEX frozen_score_of_closing ON frozen_score (closing, first, "end", team);

CREATE TABLE frozen_score_line (
    score INTEGER NOT NULL,
    place INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    dimension TEXT,
    "full" TEXT,
    self TEXT,
    points TEXT,
    state TEXT NOT NULL,
    mark TEXT NOT NULL,
    value TEXT,
    target TEXT,
    grade TEXT,
    title_zh TEXT,               -- of the indicator or the other card
    title_en TEXT,
    factor INTEGER NOT NULL,
    PRIMARY KEY (score, place)
) STRICT, WITHOUT ROWID;

-- Which frozen scores stand now: those of the closes that hold, and of several around
-- a period the shortest.  A cache.
CREATE TABLE score_closed (
    closing INTEGER NOT NULL,
    first INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (closing, first, "end")
) STRICT, WITHOUT ROWID;

-- Scores as the command reads them: live ones, frozen ones.
CREATE VIEW score_live AS
SELECT s.score, s.card, s.unit, s.team, s.period, s.first, s."end", s.kind, s.plugin, s.state, s.total, s.sum, s.available,
       s."full", s.base, s.bonus, s.penalty, s.most, s.grade, s.class, s.rank, s."of", s.change, s.rank_change, s.comparison,
       s.flags, u.name AS unit_name, u.name_en AS unit_name_en, t.name AS team_name, c.title_zh AS card_zh,
       c.title_en AS card_en, g.title_zh AS grade_zh, g.title_en AS grade_en,
       (SELECT value FROM meta WHERE key = 'day') AS day, (SELECT value FROM meta WHERE key = 'published') AS as_of,
       NULL AS closing, NULL AS official
FROM score_row AS s
LEFT JOIN unit AS u ON u.code = s.unit
LEFT JOIN code AS t ON t.kind = 'team' AND t.code = s.team
LEFT JOIN score_card AS c ON c.name = s.card
LEFT JOIN score_grade AS g ON g.card = s.card AND g.grade = s.grade;

-- Their numbers are below 0, so that they are none of a live one's.
CREATE VIEW score_frozen AS
SELECT -f.score AS score, f.card, f.unit, f.team, f.period, f.first, f."end", 'official' AS kind, f.plugin, f.state, f.total,
       f.sum, f.available, f."full", f.base, f.bonus, f.penalty, f.most, f.grade, f.class, f.rank, f."of", f.change,
       f.rank_change, f.comparison, f.flags, f.unit_name, f.unit_name_en, f.team_name, f.card_zh, f.card_en, f.grade_zh,
       f.grade_en, k.day, k.position AS as_of, f.closing, k.official
FROM frozen_score AS f
JOIN closing AS k ON k.closing = f.closing;

CREATE VIEW score_now AS
SELECT * FROM score_live
UNION ALL
SELECT f.* FROM score_closed AS c
CROSS JOIN score_frozen AS f ON f.closing = c.closing AND f.first = c.first AND f."end" = c."end";

-- The public views.
DROP VIEW score;
CREATE VIEW score AS
SELECT card, unit, team, period, state, total, sum, available, "full", base, bonus, penalty, most, grade, class, rank, "of",
       change, rank_change, comparison, flags, kind, unit_name, plugin, day, as_of
FROM score_now;

DROP VIEW score_component;
CREATE VIEW score_component AS
SELECT s.card, s.unit, s.team, s.period, l.place, l.role, l.name AS component, l.dimension, l."full", l.self, l.points, l.state,
       l.mark, l.value, l.target, l.grade, s.kind
FROM score_row AS s
JOIN score_line AS l ON l.score = s.score
UNION ALL
SELECT f.card, f.unit, f.team, f.period, l.place, l.role, l.name, l.dimension, l."full", l.self, l.points, l.state,
       l.mark, l.value, l.target, l.grade, 'official'
FROM score_closed AS c
CROSS JOIN frozen_score AS f ON f.closing = c.closing AND f.first = c.first AND f."end" = c."end"
JOIN frozen_score_line AS l ON l.score = f.score;

-- Every frozen score, also of periods that were opened again since.
CREATE VIEW official_score AS
SELECT f.card, f.unit, f.team, f.period, f.state, f.total, f.sum, f.available, f."full", f.base, f.bonus, f.penalty, f.most,
       f.grade, f.class, f.rank, f."of", f.change, f.rank_change, f.comparison, f.flags, f.unit_name, f.plugin, k.day,
       k.position AS as_of, k.period AS closed, k.official, k.close, k.ruleset, f.rules
FROM frozen_score AS f
JOIN closing AS k ON k.closing = f.closing;

CREATE VIEW official_score_component AS
SELECT f.card, f.unit, f.team, f.period, l.place, l.role, l.name AS component, l.dimension, l."full", l.self, l.points, l.state,
       l.mark, l.value, l.target, l.grade, k.period AS closed, k.official
FROM frozen_score AS f
JOIN frozen_score_line AS l ON l.score = f.score
JOIN closing AS k ON k.closing = f.closing;
