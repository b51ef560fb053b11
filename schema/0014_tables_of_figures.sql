-- SPDX-License-Identifier: MIT
--
-- What may be printed about a unit hangs on the others of its table: one
-- indicator, period, breakdown and kind.  The rows of a table stand together
-- here with all that says what a cell is about, so that only the numbers are
-- looked up elsewhere.

DROP INDEX cell_of_indicator;
CREATE INDEX cell_of_table ON cell (indicator, period, team, category, "group", kind, first, "end", unit, closing);
