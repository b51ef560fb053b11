-- SPDX-License-Identifier: MIT
-- COPY knows no ON CONFLICT: what is there already is left out before.
CREATE FUNCTION leave_out_duplicate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM event WHERE source = NEW.source AND id = NEW.id) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER leave_out_duplicate BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION leave_out_duplicate();
