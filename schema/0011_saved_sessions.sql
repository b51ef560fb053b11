-- SPDX-License-Identifier: MIT
--
-- Who came to each session, as of one log position: so that a start need not
-- read every attendance again.  A cache: what is missing or does not fit the log
-- is made anew from it.  The position and the rows that are no plain attendance
-- stand in meta ('saved_sessions', 'saved_rows').

CREATE TABLE saved_session (
    activity INTEGER PRIMARY KEY, -- activity.no
    entries BLOB NOT NULL,        -- lib/model/session_pack.h
    hash INTEGER NOT NULL         -- of entries
) STRICT;
