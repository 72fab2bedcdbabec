-- What was looked at once and came to nothing goes too (ADR 36): replays and imports that were only previewed, テスト反響.
GRANT SELECT, DELETE ON replays, customer_imports TO digima_system;
GRANT DELETE ON test_inquiries TO digima_system;
CREATE POLICY forgetting ON replays TO digima_system USING (true);
CREATE POLICY forgetting ON customer_imports TO digima_system USING (true);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION forget_old(most int) RETURNS TABLE (forgotten text, gone int, is_full boolean)
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

  -- Who had kept mails read again is told nowhere else: what was applied stays as long as an audit line.
  forgotten := 'replays';
  DELETE FROM replays WHERE id IN (
    SELECT r.id FROM replays r
    WHERE r.id < first_id_at(now() - interval '31 days') AND r.ended_at < now() - interval '31 days'
      AND (r.phase = 'preview' OR r.ended_at < now() - interval '7 years')
      AND NOT EXISTS (SELECT FROM jobs j WHERE j.subject_id = r.id) -- given up, and may be taken up again
    ORDER BY r.id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= most;
  RETURN NEXT;

  -- While a sample's mail is there, only this row tells what it is.
  forgotten := 'test_inquiries';
  DELETE FROM test_inquiries WHERE id IN (
    SELECT t.id FROM test_inquiries t
    WHERE t.id < first_id_at(now() - interval '31 days') AND t.removed_at < now() - interval '30 days'
      AND NOT EXISTS (SELECT FROM mails m WHERE m.connection_id = t.connection_id AND m.is_test AND m.sha256 = t.mark_hash)
    ORDER BY t.id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= most;
  RETURN NEXT;

  -- What was applied stays: the history of its customers names it.
  forgotten := 'customer_imports';
  DELETE FROM customer_imports WHERE id IN (
    SELECT i.id FROM customer_imports i
    WHERE i.id < first_id_at(now() - interval '31 days') AND i.ended_at < now() - interval '31 days'
      AND i.phase = 'preview' AND i.forgotten_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM jobs j WHERE j.subject_id = i.id)
    ORDER BY i.id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  is_full := gone >= most;
  RETURN NEXT;
END $$;
