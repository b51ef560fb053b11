-- SPDX-License-Identifier: MIT
-- The attendances in PostgreSQL: stored once, counted by a trigger in four sets and four counters.
CREATE TABLE session (activity text PRIMARY KEY, unit text NOT NULL, month text NOT NULL, category text NOT NULL);
CREATE TABLE event (
    source text, id text, time timestamptz NOT NULL, activity text NOT NULL, person text NOT NULL,
    status text NOT NULL, role text NOT NULL, minutes integer NOT NULL, PRIMARY KEY (source, id)
);
CREATE TABLE session_people (activity text, person text, PRIMARY KEY (activity, person));
CREATE TABLE month_people (unit text, month text, person text, PRIMARY KEY (unit, month, person));
CREATE TABLE year_people (unit text, year text, person text, PRIMARY KEY (unit, year, person));
CREATE TABLE category_people (unit text, month text, category text, person text, PRIMARY KEY (unit, month, category, person));
CREATE TABLE session_count (activity text PRIMARY KEY, attendances bigint NOT NULL) WITH (fillfactor = 50);
CREATE TABLE month_count (unit text, month text, attendances bigint NOT NULL, minutes bigint NOT NULL, PRIMARY KEY (unit, month))
    WITH (fillfactor = 50);
CREATE TABLE category_count (unit text, month text, category text, attendances bigint NOT NULL, PRIMARY KEY (unit, month, category))
    WITH (fillfactor = 50);

CREATE FUNCTION count_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    s session;
BEGIN
    SELECT * INTO STRICT s FROM session WHERE activity = NEW.activity;
    INSERT INTO session_people VALUES (NEW.activity, NEW.person) ON CONFLICT DO NOTHING;
    INSERT INTO month_people VALUES (s.unit, s.month, NEW.person) ON CONFLICT DO NOTHING;
    INSERT INTO year_people VALUES (s.unit, left(s.month, 4), NEW.person) ON CONFLICT DO NOTHING;
    INSERT INTO category_people VALUES (s.unit, s.month, s.category, NEW.person) ON CONFLICT DO NOTHING;
    INSERT INTO session_count AS c VALUES (NEW.activity, 1) ON CONFLICT (activity) DO UPDATE SET attendances = c.attendances + 1;
    INSERT INTO month_count AS c VALUES (s.unit, s.month, 1, NEW.minutes)
        ON CONFLICT (unit, month) DO UPDATE SET attendances = c.attendances + 1, minutes = c.minutes + NEW.minutes;
    INSERT INTO category_count AS c VALUES (s.unit, s.month, s.category, 1)
        ON CONFLICT (unit, month, category) DO UPDATE SET attendances = c.attendances + 1;
    RETURN NULL;
END $$;

CREATE TRIGGER count_event AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION count_event();

-- What has been counted, as `peer_input tally` writes it.
CREATE VIEW totals AS
SELECT concat_ws(' ', (SELECT count(*) FROM session_people), (SELECT count(*) FROM month_people), (SELECT count(*) FROM year_people),
    (SELECT count(*) FROM category_people), (SELECT sum(attendances * attendances) FROM session_count), (SELECT sum(attendances * attendances) FROM month_count),
    (SELECT sum(attendances * attendances) FROM category_count), (SELECT sum(minutes * minutes) FROM month_count)) AS line;
