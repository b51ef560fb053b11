-- SPDX-License-Identifier: MIT
-- The same counts by a trigger that runs once a statement: all rows of a piece are added up first.  The best that is known here.
DROP TRIGGER count_event ON event;
CREATE FUNCTION count_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO session_people SELECT DISTINCT activity, person FROM piece ON CONFLICT DO NOTHING;
    INSERT INTO month_people SELECT DISTINCT s.unit, s.month, e.person FROM piece e JOIN session s USING (activity) ON CONFLICT DO NOTHING;
    INSERT INTO year_people SELECT DISTINCT s.unit, left(s.month, 4), e.person FROM piece e JOIN session s USING (activity)
        ON CONFLICT DO NOTHING;
    INSERT INTO category_people SELECT DISTINCT s.unit, s.month, s.category, e.person FROM piece e JOIN session s USING (activity)
        ON CONFLICT DO NOTHING;
    INSERT INTO session_count AS c SELECT activity, count(*) FROM piece GROUP BY activity
        ON CONFLICT (activity) DO UPDATE SET attendances = c.attendances + excluded.attendances;
    INSERT INTO month_count AS c SELECT s.unit, s.month, count(*), sum(e.minutes) FROM piece e JOIN session s USING (activity) GROUP BY 1, 2
        ON CONFLICT (unit, month) DO UPDATE SET attendances = c.attendances + excluded.attendances, minutes = c.minutes + excluded.minutes;
    INSERT INTO category_count AS c SELECT s.unit, s.month, s.category, count(*) FROM piece e JOIN session s USING (activity) GROUP BY 1, 2, 3
        ON CONFLICT (unit, month, category) DO UPDATE SET attendances = c.attendances + excluded.attendances;
    RETURN NULL;
END $$;
CREATE TRIGGER count_events AFTER INSERT ON event REFERENCING NEW TABLE AS piece FOR EACH STATEMENT EXECUTE FUNCTION count_events();
