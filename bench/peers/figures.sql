-- SPDX-License-Identifier: MIT
-- What turnoutd has published, as `peer_input tally` writes it: residents of a unit who came in a month, all who came in
-- a month, squares of attendances by unit and month, and by category besides (the least ones: others add those up).
SELECT printf('%d %d %d %d',
    sum(numerator) FILTER (WHERE indicator = 'participation_rate' AND unit <> 'street' AND category IS NULL),
    sum(numerator) FILTER (WHERE indicator = 'participation_rate' AND unit = 'street' AND category IS NULL),
    sum(numerator * numerator) FILTER (WHERE indicator = 'attendances' AND unit <> 'street' AND category IS NULL),
    sum(numerator * numerator) FILTER (WHERE indicator = 'attendances' AND unit <> 'street' AND (category LIKE '%.%' OR category = 'sport')))
FROM figure
WHERE period GLOB '2024-[0-9][0-9]' AND team IS NULL AND "group" IS NULL;
