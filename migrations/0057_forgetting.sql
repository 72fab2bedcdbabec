-- What is of no use any more goes after its time (ADR 36). The program's role may delete none of it: this function alone does, and
-- the times are here, so that nobody makes them shorter by a setting. Ids tell when a row was made (UUIDv7): the oldest are the first
-- of each primary key.
GRANT SELECT, DELETE ON session, verification, audit_events, bulk_changes, matching_changes TO digima_system;
GRANT DELETE ON login_attempts TO digima_system;
CREATE POLICY forgetting ON audit_events TO digima_system USING (true);
CREATE POLICY forgetting ON bulk_changes TO digima_system USING (true);
CREATE POLICY forgetting ON matching_changes TO digima_system USING (true);
--> statement-breakpoint
-- The smallest id there can be of this moment.
CREATE FUNCTION first_id_at(instant timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE
RETURN (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid;
--> statement-breakpoint
-- Some of the oldest of each table, at most so many; how many went (`is_full`: there may be more). While another process does this nothing is done.
CREATE FUNCTION forget_old(most int) RETURNS TABLE (forgotten text, gone int, is_full boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('forget_old')) THEN
    RETURN;
  END IF;

  forgotten := 'session'; -- ended by itself: an open one is prolonged by 14 days
  DELETE FROM session WHERE id IN (
    SELECT s.id FROM session s
    WHERE s.id < first_id_at(now() - interval '21 days') AND s.expires_at < now() - interval '7 days'
    ORDER BY s.id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= most;
  RETURN NEXT;

  forgotten := 'verification';
  DELETE FROM verification WHERE id IN (
    SELECT v.id FROM verification v
    WHERE v.id < first_id_at(now() - interval '7 days') AND v.expires_at < now() - interval '7 days'
    ORDER BY v.id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= most;
  RETURN NEXT;

  -- What became of a secret when it left last decides whether a machine may send it again (ADR 11): that stays for ever.
  forgotten := 'login_attempts';
  DELETE FROM login_attempts WHERE id IN (
    SELECT a.id FROM login_attempts a
    WHERE a.id < first_id_at(now() - interval '90 days') AND a.finished_at < now() - interval '90 days'
      AND (a.submitted_at IS NULL OR a.outcome = 'unavailable' OR EXISTS (
        SELECT FROM login_attempts l
        WHERE l.account_key = a.account_key AND l.secret_key = a.secret_key AND l.organization_id = a.organization_id
          AND l.submitted_at > a.submitted_at AND l.outcome IS DISTINCT FROM 'unavailable'))
    ORDER BY a.id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= most;
  RETURN NEXT;

  forgotten := 'audit_events';
  DELETE FROM audit_events WHERE id IN (
    SELECT e.id FROM audit_events e
    WHERE e.id < first_id_at(now() - interval '7 years') AND e.at < now() - interval '7 years'
    ORDER BY e.id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= most;
  RETURN NEXT;

  -- With all its pieces, also later ones: taken back it is as a whole, or not at all. Each has up to 20.
  forgotten := 'matching_changes';
  WITH old AS (
    SELECT m.id FROM matching_changes m
    WHERE m.id < first_id_at(now() - interval '31 days') AND m.created_at < now() - interval '31 days'
      AND (m.moved_at IS NULL OR m.moved_at < now() - interval '1 day')
    ORDER BY m.id LIMIT greatest(most / 20, 1)
  ), pieces AS (
    DELETE FROM bulk_changes b USING old WHERE b.part_of = old.id
  )
  DELETE FROM matching_changes m USING old WHERE m.id = old.id;
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= greatest(most / 20, 1);
  RETURN NEXT;

  forgotten := 'bulk_changes';
  DELETE FROM bulk_changes WHERE id IN (
    SELECT b.id FROM bulk_changes b
    WHERE b.id < first_id_at(now() - interval '31 days') AND b.created_at < now() - interval '31 days'
      AND NOT EXISTS (SELECT FROM matching_changes m WHERE m.id = b.part_of)
    ORDER BY b.id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= most;
  RETURN NEXT;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
  ALTER FUNCTION forget_old(int) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION forget_old(int) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION forget_old(int) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
