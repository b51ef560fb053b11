-- SPDX-License-Identifier: MIT
--
-- The view event_log shows of a person.merge who was merged into whom, as it was posted.

-- The joins are all to the left and by key, so that SQLite leaves out those whose
-- columns are not asked for.
DROP VIEW event_log;
CREATE VIEW event_log AS
WITH posted AS (
    SELECT e.*,
           CASE typeof(e.time) WHEN 'integer' THEN
                strftime('%Y-%m-%dT%H:%M:%S', e.time, 'unixepoch') ||
                CASE WHEN e.zone IS NULL THEN 'Z'
                     ELSE printf('%s%02d:%02d', iif(e.zone < 0, '-', '+'), abs(e.zone) / 60, abs(e.zone) % 60) END
           ELSE e.time END AS time_text
    FROM event AS e
)
SELECT e.seq,
       s.name AS source,
       CASE typeof(e.id) WHEN 'blob' THEN
            lower(printf('%s-%s-%s-%s-%s', hex(substr(e.id, 1, 4)), hex(substr(e.id, 5, 2)), hex(substr(e.id, 7, 2)),
                         hex(substr(e.id, 9, 2)), hex(substr(e.id, 11))))
       ELSE e.id END AS id,
       e.rev,
       iif(t.name = 'foreign', e.attributes ->> '$.type', t.name) AS type,
       e.time_text AS time,
       coalesce(e.data ->> '$.at', e.time_text) AS at,
       coalesce(w.local_date, x.local_date) AS local_date,
       coalesce(w."precision", x."precision") AS "precision",
       coalesce(w.unit, x.unit) AS unit,
       coalesce(w.state, iif(e.activity IS NULL, 'applied', coalesce(x.state, 'pending'))) AS state,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', b.recorded_at / 1000, 'unixepoch') || printf('.%03dZ', b.recorded_at % 1000)
        FROM batch AS b WHERE b.first <= e.seq ORDER BY b.first DESC LIMIT 1) AS recorded_at,
       CASE WHEN e.mark IS NULL AND e.person IS NULL AND e.persons IS NULL THEN coalesce(e.data, '{}')
       ELSE (SELECT json_group_object(key, json(value)) FROM (
                SELECT j.key AS key,
                       CASE WHEN j.type IN ('integer', 'real') -- as written: a number may be longer than SQLite's
                            THEN coalesce(e.data -> ('$."' || j.key || '"'), j.value)
                            WHEN j.type IN ('object', 'array') THEN j.value
                            WHEN j.type = 'text' THEN json_quote(j.value)
                            ELSE j.type END AS value
                FROM json_each(coalesce(e.data, '{}')) AS j
                UNION ALL SELECT 'activity', json_quote(a.code) WHERE e.mark IS NOT NULL
                UNION ALL SELECT 'minutes', e.minutes WHERE e.minutes IS NOT NULL
                UNION ALL SELECT 'person', json_quote(CAST(e.person AS TEXT)) WHERE e.person IS NOT NULL
                UNION ALL SELECT 'from', json_quote(CAST(e.persons ->> 0 AS TEXT)) WHERE t.name = 'turnout.person.merge'
                UNION ALL SELECT 'into', json_quote(CAST(e.persons ->> 1 AS TEXT)) WHERE t.name = 'turnout.person.merge'
                UNION ALL SELECT 'persons', (SELECT json_group_array(CAST(p.value AS TEXT)) FROM json_each(e.persons) AS p)
                          WHERE e.persons IS NOT NULL AND t.name <> 'turnout.person.merge'
                UNION ALL SELECT 'role', json_quote(r.name) FROM word AS r WHERE r.kind = 'role' AND r.no = e.mark % 8
                UNION ALL SELECT 'status', json_quote(st.name) FROM word AS st WHERE st.kind = 'status' AND st.no = e.mark / 8
                ORDER BY key)) END AS data
FROM posted AS e
LEFT JOIN source AS s ON s.no = e.source
LEFT JOIN word AS t ON t.kind = 'type' AND t.no = e.type
LEFT JOIN event_state AS w ON w.seq = e.seq
LEFT JOIN activity AS a ON a.no = e.activity
LEFT JOIN session AS x ON x.activity = a.code;
