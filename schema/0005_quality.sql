-- SPDX-License-Identifier: MIT
--
-- What the checks of the data found: a cache of the log like the figures, written
-- in the same transaction.  The table is private; the view `quality` is public,
-- column by column in docs/store.md.

CREATE TABLE finding (
    finding INTEGER PRIMARY KEY, -- the publisher's number for it
    "check" TEXT NOT NULL,
    severity TEXT NOT NULL,      -- error, warning or notice
    grave INTEGER NOT NULL,      -- 0: the gravest
    place INTEGER NOT NULL,      -- of the check among all
    unit TEXT,
    team TEXT,
    activity TEXT,
    subject TEXT,
    period TEXT,                 -- a day, two days (first..last) or the code of a period
    first INTEGER,               -- days since 1970-01-01
    numbers TEXT NOT NULL,       -- JSON object: name to number
    events TEXT NOT NULL,        -- JSON array of {"source","id"}
    more INTEGER NOT NULL        -- events that `events` leaves out
) STRICT;

CREATE VIEW quality AS
SELECT f.severity, f."check", f.unit, u.name AS unit_name, f.team, f.activity, f.subject, f.period, f.numbers, f.events,
       f.more, (SELECT value FROM meta WHERE key = 'quality_day') AS day,
       (SELECT value FROM meta WHERE key = 'quality') AS as_of
FROM finding AS f
LEFT JOIN unit AS u ON u.code = f.unit
ORDER BY f.grave, f.place, u.place IS NULL, u.place, f.unit, f.first DESC, f.period, f.team, f.activity, f.subject, f.numbers, f.events;
