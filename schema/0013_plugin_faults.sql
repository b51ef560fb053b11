-- SPDX-License-Identifier: MIT
--
-- What plugins failed with, and whose figures stay as they were because of it.

DROP VIEW plugin_fault;
DROP TABLE fault;

-- A row each time a plugin failed otherwise than before; the latest of each plugin are kept. No values of persons: lib/model/fault_text.h.
CREATE TABLE plugin_failure (
    failure INTEGER PRIMARY KEY,
    plugin TEXT NOT NULL,
    stands INTEGER NOT NULL,     -- 1: it is why the plugin is not, or not all, there now
    at INTEGER NOT NULL,         -- UTC milliseconds, the first time ...
    last_at INTEGER NOT NULL,    -- ... and the last
    times INTEGER NOT NULL,
    mended_at INTEGER,
    position INTEGER NOT NULL,   -- of the log, the first time
    cause TEXT NOT NULL,         -- which limit, or what else
    message TEXT NOT NULL,       -- with file and line in front, where they are known
    file TEXT,
    line INTEGER,
    traceback TEXT,              -- lines
    rule TEXT,                   -- 'education_coverage.numerator'
    subject TEXT,                -- what was asked about: session, plan_item, event, figure
    activity TEXT,               -- code of the session, or of the plan item
    source TEXT,                 -- of the event that says so
    id TEXT,
    seq INTEGER,
    figure TEXT,                 -- 'unit period', 'unit team=code period'
    instructions INTEGER,        -- what the call had used ...
    cpu_ns INTEGER,
    memory INTEGER,
    allocated INTEGER,
    longest_string INTEGER,
    round_ns INTEGER,            -- all calls of the plugin since the last publication
    max_instructions INTEGER,    -- ... and might have used
    max_cpu_ns INTEGER,
    max_memory INTEGER,
    max_allocated INTEGER,
    max_string INTEGER,
    max_round_ns INTEGER
) STRICT;

CREATE INDEX plugin_failure_of ON plugin_failure (plugin);

-- What is not computed for now: its rows stand for an earlier log position than the others.
CREATE TABLE stale (
    kind TEXT NOT NULL,          -- indicator or card
    name TEXT NOT NULL,
    plugin TEXT NOT NULL,        -- that failed: its own, or that of what it is made of
    position INTEGER NOT NULL,
    day TEXT NOT NULL,           -- the as-of day then
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE VIEW plugin_fault AS
SELECT plugin, message, position, at, last_at, times, cause, file, line, traceback, rule, subject, activity, source, id, seq, figure,
       instructions, cpu_ns, memory, allocated, longest_string, round_ns, max_instructions, max_cpu_ns, max_memory, max_allocated,
       max_string, max_round_ns
FROM plugin_failure WHERE stands = 1;

CREATE VIEW plugin_fault_log AS
SELECT plugin, message, position, at, last_at, times, mended_at, cause, file, line, traceback, rule, subject, activity, source, id,
       seq, figure, instructions, cpu_ns, memory, allocated, longest_string, round_ns, max_instructions, max_cpu_ns, max_memory,
       max_allocated, max_string, max_round_ns, stands
FROM plugin_failure;

CREATE VIEW stale_figure AS
SELECT s.kind, s.name, s.plugin, s.position, s.day, f.message
FROM stale AS s
LEFT JOIN plugin_failure AS f ON f.plugin = s.plugin AND f.stands = 1;

DROP VIEW figure;
CREATE VIEW figure AS
SELECT c.indicator, c.unit, c.team, c.category, c."group", c.period, v.state, v.numerator, v.denominator, v.value,
       v.method, v.named, v.lower, v.upper, v.target, v.met, v.short, v.flags,
       iif(h.position IS NULL, v.notes, ltrim(v.notes || ' stale_since=' || h.position)) AS notes, c.kind,
       iif(c.closing IS NULL, u.name, c.unit_name) AS unit_name, c.plugin,
       coalesce(k.day, h.day, (SELECT value FROM meta WHERE key = 'day')) AS day,
       coalesce(k.position, h.position, (SELECT value FROM meta WHERE key = 'published')) AS as_of
FROM cell AS c
CROSS JOIN cell_value AS v ON v.cell = c.cell
LEFT JOIN unit AS u ON u.code = c.unit
LEFT JOIN closing AS k ON k.closing = c.closing
LEFT JOIN stale AS h ON h.kind = 'indicator' AND h.name = c.indicator AND c.closing IS NULL;

DROP VIEW score_live;
CREATE VIEW score_live AS
SELECT s.score, s.card, s.unit, s.team, s.period, s.first, s."end", s.kind, s.plugin, s.state, s.total, s.sum, s.available,
       s."full", s.base, s.bonus, s.penalty, s.most, s.grade, s.class, s.rank, s."of", s.change, s.rank_change, s.comparison,
       s.flags, u.name AS unit_name, u.name_en AS unit_name_en, t.name AS team_name, c.title_zh AS card_zh,
       c.title_en AS card_en, g.title_zh AS grade_zh, g.title_en AS grade_en,
       coalesce(h.day, (SELECT value FROM meta WHERE key = 'day')) AS day,
       coalesce(h.position, (SELECT value FROM meta WHERE key = 'published')) AS as_of,
       NULL AS closing, NULL AS official
FROM score_row AS s
LEFT JOIN unit AS u ON u.code = s.unit
LEFT JOIN code AS t ON t.kind = 'team' AND t.code = s.team
LEFT JOIN score_card AS c ON c.name = s.card
LEFT JOIN score_grade AS g ON g.card = s.card AND g.grade = s.grade
LEFT JOIN stale AS h ON h.kind = 'card' AND h.name = s.card;

DROP VIEW score;
CREATE VIEW score AS
SELECT n.card, n.unit, n.team, n.period, n.state, n.total, n.sum, n.available, n."full", n.base, n.bonus, n.penalty, n.most, n.grade,
       n.class, n.rank, n."of", n.change, n.rank_change, n.comparison, n.flags, n.kind, n.unit_name, n.plugin, n.day, n.as_of,
       h.position AS stale_since
FROM score_now AS n
LEFT JOIN stale AS h ON h.kind = 'card' AND h.name = n.card AND n.closing IS NULL;

-- What the checks of the data found, and the plugins whose figures stay as they were.
CREATE VIEW finding_now AS
SELECT finding, "check", severity, grave, place, unit, team, activity, subject, period, first, numbers, events, more FROM finding
UNION ALL
SELECT -1, 'stale_figures', 'error', 0, -1, NULL, NULL, NULL, plugin, NULL, NULL,
       '{"since":' || min(position) || ',"figures":' || count(*) || '}', '[]', 0
FROM stale GROUP BY plugin;

DROP VIEW quality;
CREATE VIEW quality AS
SELECT f.severity, f."check", f.unit, u.name AS unit_name, f.team, f.activity, f.subject, f.period, f.numbers, f.events,
       f.more, (SELECT value FROM meta WHERE key = 'quality_day') AS day,
       (SELECT value FROM meta WHERE key = 'quality') AS as_of
FROM finding_now AS f
LEFT JOIN unit AS u ON u.code = f.unit
ORDER BY f.grave, f.place, u.place IS NULL, u.place, f.unit, f.first DESC, f.period, f.team, f.activity, f.subject, f.numbers, f.events;
