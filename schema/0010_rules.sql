-- SPDX-License-Identifier: MIT
--
-- The rules that were applied, whole.  No cache: what figures stand for once
-- depended on them, and going back takes them from here.

-- One row each time other rules were applied; written with the first figures that they made.
CREATE TABLE rule_version (
    version INTEGER PRIMARY KEY, -- 1, 2 ...
    applied_at INTEGER NOT NULL, -- UTC milliseconds
    position INTEGER NOT NULL,   -- log position of the first figures
    uid INTEGER,                 -- of the user who asked; NULL: a signal, a watched folder or a start
    how TEXT NOT NULL,           -- start, reload, apply or rollback
    same_as INTEGER,             -- rollback: the version that it went back to
    disk TEXT NOT NULL,          -- hash of the files in the folders then
    rules TEXT NOT NULL          -- hash of the files that this version holds
) STRICT;

-- Each text once.
CREATE TABLE rule_source (
    source INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE rule_file (
    version INTEGER NOT NULL REFERENCES rule_version (version),
    place INTEGER NOT NULL,      -- in the order in which they were loaded, from 0
    name TEXT NOT NULL,          -- of the folder or file: unique in a version
    path TEXT NOT NULL,
    file TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES rule_source (source),
    plugin TEXT,                 -- what it calls itself; NULL: it did not load
    plugin_version TEXT,
    meaning TEXT,                -- hash of what it computes
    PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;

CREATE VIEW plugin_version AS
SELECT v.version, v.applied_at, v.position, v.uid, v.how, v.same_as, f.name, f.plugin, f.plugin_version, f.meaning, s.text
FROM rule_version AS v
JOIN rule_file AS f ON f.version = v.version
JOIN rule_source AS s ON s.source = f.source;
