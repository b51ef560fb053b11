-- SPDX-License-Identifier: MIT
--
-- What hiding small numbers of people in reports needs to know.

-- What the numerator counts: 'people', 'each' (people, summed over categories), 'volunteers', 'attendances' or 'records' (of
-- attendance: each of a person); else NULL.
ALTER TABLE indicator ADD COLUMN counts TEXT;
-- What numbers of people stand multiplied by, because their whole is no integer; 0: by the days of the period.
ALTER TABLE indicator ADD COLUMN multiple INTEGER NOT NULL DEFAULT 1;

-- The indicators that the numerator and the denominator are figures of, if they are.
ALTER TABLE indicator ADD COLUMN numerator_of TEXT;
ALTER TABLE indicator ADD COLUMN denominator_of TEXT;

-- What the denominator stands multiplied by, where it counts volunteers; -1: it counts members; 0: something else.
ALTER TABLE indicator ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;

-- Of one indicator and period all units are asked for together.
CREATE INDEX cell_of_indicator ON cell (indicator, period);
