-- SPDX-License-Identifier: MIT
--
-- The event log and what belongs to it.  These tables are private; the public
-- views are in 0002 and in docs/store.md.
--
-- A row of an attendance is meant to be small: texts that come again and again
-- stand in dictionaries, columns that are mostly NULL stand last (a byte each).

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value ANY
) STRICT, WITHOUT ROWID;

-- The names of the numbers that the program stores: kind 'type', 'status' or
-- 'role'.  The program fills it, so that the views never disagree with it.
CREATE TABLE word (
    kind TEXT NOT NULL,
    no INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (no INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE activity (no INTEGER PRIMARY KEY, code TEXT NOT NULL) STRICT;

-- The keyed hash of each person token.  Outside the hash chain, so that a
-- person can be forgotten; the log knows only the number.
CREATE TABLE person (number INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,     -- source.no
    id ANY NOT NULL,             -- text; 16 bytes when it is a UUID in lower case
    rev INTEGER NOT NULL,
    type INTEGER NOT NULL,       -- word.no of 'type'
    time ANY,                    -- seconds of the local clock since 1970 when the posted text follows from them, else that text
    zone INTEGER,                -- minutes east of UTC when time is a number; NULL: posted with Z
    content BLOB NOT NULL,       -- hash of what was posted, for telling a duplicate from a conflict
    activity INTEGER,            -- activity.no
    person INTEGER,              -- person.number when one was posted as `person`
    mark INTEGER,                -- attendances: 8 * word.no of 'status' + word.no of 'role'
    minutes INTEGER,             -- attendances
    persons TEXT,                -- JSON array of person.number when a list was posted
    attributes TEXT,             -- JSON object of the kept envelope attributes
    data TEXT,                   -- JSON object, keys sorted; without what the columns hold
    previous INTEGER             -- seq of the row of the same source and id before this one
) STRICT;

-- One row a transaction.  chain: BLAKE2b of the chain before it and all that the
-- transaction appended (lib/store/chain.h).
CREATE TABLE batch (
    first INTEGER PRIMARY KEY,   -- event.seq
    last INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL, -- UTC milliseconds
    sources INTEGER NOT NULL,    -- rows of source so far
    activities INTEGER NOT NULL, -- rows of activity so far
    persons INTEGER NOT NULL,    -- person numbers given so far
    chain BLOB NOT NULL
) STRICT;

-- Hashes of the identities (source, id) of 4,096 rows each, in order of seq, 8
-- bytes little-endian each: what the table in memory is rebuilt from.  replaced:
-- 4 bytes place in the block and 8 bytes previous for each row that has one.
-- A cache: what is missing is computed from the rows.
CREATE TABLE identity_block (
    block INTEGER PRIMARY KEY,   -- (seq - 1) / 4096
    hashes BLOB NOT NULL,
    replaced BLOB NOT NULL
) STRICT;

-- How many events of each source ended how.  '' is for lines whose source could
-- not be read, and for sources beyond the first thousand that sent only refused lines.
CREATE TABLE outcome (
    no INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    applied INTEGER NOT NULL,
    duplicate INTEGER NOT NULL,
    stale INTEGER NOT NULL,
    pending INTEGER NOT NULL,
    conflict INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    refusals INTEGER NOT NULL    -- remembered so far; the last thousand are kept
) STRICT;

-- slot: 1000 * outcome.no + a place that goes round.
CREATE TABLE refusal (
    slot INTEGER PRIMARY KEY,
    serial INTEGER NOT NULL,     -- order over all sources
    at INTEGER NOT NULL,         -- UTC milliseconds
    code TEXT NOT NULL,
    path TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;
